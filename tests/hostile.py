"""A server that means no good, on a real socket: what it does to a connection is a function of the request."""

from __future__ import annotations

import contextlib
import gzip
import itertools
import json
import socket
import socketserver
import ssl
import threading
import zlib
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class Asked:
    """A request as it came. `target` is the path with its query; header names are in lower case."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]


@dataclass
class Connection:
    """The socket of a client; `over` is set when the test is."""

    socket: socket.socket
    over: threading.Event
    url: str

    def send(self, data: bytes) -> None:
        self.socket.sendall(data)

    def send_for_ever(self, piece: bytes, *, pause: float = 0.0) -> None:
        """Send until the client goes away or the test ends."""
        while not (self.over.wait(pause) if pause else self.over.is_set()):
            self.send(piece)

    def wait(self) -> None:
        """Say nothing more until the client goes away or the test ends."""
        self.socket.settimeout(0.05)
        while not self.over.is_set():
            with contextlib.suppress(TimeoutError):
                if not self.socket.recv(1):
                    return


Behaviour: TypeAlias = Callable[[Connection, Asked], None]


@dataclass
class Hostile:
    """The running server: its base URL, and what it was asked."""

    url: str
    asked: list[Asked] = field(default_factory=list[Asked])


@contextlib.contextmanager
def hostile(behaviour: Behaviour, *, tls: ssl.SSLContext | None = None, host: str = "127.0.0.1") -> Generator[Hostile]:
    """Run the server on a free port; `host` is what its base URL says, and it listens on loopback."""
    over = threading.Event()
    server = Hostile("")

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            # The client goes away as it likes, most of all from a server such as this.
            with contextlib.suppress(OSError):
                client = tls.wrap_socket(self.request, server_side=True) if tls else self.request
                with contextlib.closing(client):
                    connection = Connection(client, over, server.url)
                    while (asked := read_request(client)) is not None and not over.is_set():
                        server.asked.append(asked)
                        behaviour(connection, asked)

    class Server(socketserver.ThreadingTCPServer):
        allow_reuse_address = True
        daemon_threads = True
        block_on_close = False
        # Who finds no room in the queue tries again after a second.
        request_queue_size = 128

    with Server(("127.0.0.1", 0), Handler) as listening:
        server.url = f"{'https' if tls else 'http'}://{host}:{listening.server_address[1]}/api/v4"
        threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        try:
            yield server
        finally:
            over.set()
            listening.shutdown()


def read_request(client: socket.socket) -> Asked | None:
    """Return the next request of a connection, None where there is no further one."""
    head = b""
    while b"\r\n\r\n" not in head:
        chunk = client.recv(65536)
        if not chunk:
            return None
        head += chunk
    top, _, body = head.partition(b"\r\n\r\n")
    first, *lines = top.decode("latin-1").split("\r\n")
    method, target, _ = first.split(" ", 2)
    pairs = (line.partition(":") for line in lines)
    headers = {name.lower(): value.strip() for name, _, value in pairs}
    while len(body) < int(headers.get("content-length", "0")):
        body += client.recv(65536)
    return Asked(method, target, headers, body)


def answer(
    body: bytes | object, status: int = 200, headers: Mapping[str, str] | None = None, *, length: int | None = None
) -> bytes:
    """Return an HTTP answer; what is no bytes is sent as JSON."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    wanted = {"Content-Type": "application/json", "X-Request-Id": "r-1", **(headers or {})}
    lines = [f"HTTP/1.1 {status} Whatever", *(f"{name}: {value}" for name, value in wanted.items())]
    return (
        "\r\n".join([*lines, f"Content-Length: {len(content) if length is None else length}", "", ""]).encode()
        + content
    )


def saying(data: bytes, *, close: bool = False) -> Behaviour:
    """Return the behaviour that answers these bytes, whatever is asked."""

    def behave(connection: Connection, _: Asked) -> None:
        connection.send(data)
        if close:
            connection.socket.shutdown(socket.SHUT_RDWR)

    return behave


def after_the_greeting(behaviour: Behaviour) -> Behaviour:
    """Return the behaviour that answers `/version` and `/user` as it should, and nothing else."""
    greetings = {
        "/api/v4/version": {"version": "18.0.0", "revision": "abc"},
        "/api/v4/user": {"id": 1, "username": "ada", "name": "Ada", "state": "active"},
    }

    def behave(connection: Connection, asked: Asked) -> None:
        greeting = greetings.get(asked.path)
        if greeting is None or asked.method != "GET":
            behaviour(connection, asked)
        else:
            connection.send(answer(greeting))

    return behave


CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
PIECE = b"10000\r\n" + b" " * 65536 + b"\r\n"


def endless_body(connection: Connection, _: Asked) -> None:
    connection.send(CHUNKED)
    connection.send_for_ever(PIECE)


def dripping_body(connection: Connection, _: Asked) -> None:
    connection.send(CHUNKED)
    connection.send_for_ever(b"1\r\n \r\n", pause=0.01)


def dripping_headers(connection: Connection, _: Asked) -> None:
    connection.send(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    connection.send_for_ever(b"x", pause=0.01)


def endless_headers(connection: Connection, _: Asked) -> None:
    connection.send(b"HTTP/1.1 200 OK\r\n")
    for number in itertools.count():
        connection.send(f"X-{number}: {'x' * 1000}\r\n".encode())


def endless_interim(connection: Connection, _: Asked) -> None:
    connection.send_for_ever(b"HTTP/1.1 100 Continue\r\n\r\n" * 1000)


def silence(connection: Connection, _: Asked) -> None:
    connection.wait()


def silence_after_headers(connection: Connection, _: Asked) -> None:
    connection.send(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{")
    connection.wait()


def hang_up(connection: Connection, _: Asked) -> None:
    connection.socket.shutdown(socket.SHUT_RDWR)


def endless_pages(connection: Connection, asked: Asked) -> None:
    """Each page is full and has a next one, by link and by number, for ever."""
    page = int(next(iter(asked.target.partition("page=")[2].split("&")), "1").partition("=")[2] or 1)
    following = f"{connection.url}{asked.path.removeprefix('/api/v4')}?page={page + 1}&per_page=2"
    headers = {"Link": f'<{following}>; rel="next"', "X-Next-Page": str(page + 1), "X-Per-Page": "2"}
    connection.send(answer([{"id": page * 2}, {"id": page * 2 + 1}], headers={**headers, "X-Page": str(page)}))


def looping_pages(connection: Connection, asked: Asked) -> None:
    """Each page is the same, and the next one is itself."""
    link = f"<{connection.url}{asked.target.removeprefix('/api/v4')}>"
    connection.send(answer([{"id": 1}, {"id": 2}], headers={"Link": f'{link}; rel="next"', "X-Next-Page": "1"}))


def redirecting_to(url: str) -> Behaviour:
    def behave(connection: Connection, asked: Asked) -> None:
        connection.send(answer(b"", 302, {"Location": f"{url}{asked.target}"}))

    return behave


def redirecting_in_circles(connection: Connection, asked: Asked) -> None:
    connection.send(answer(b"", 307, {"Location": f"{connection.url}{asked.target.removeprefix('/api/v4')}"}))


def echoing(connection: Connection, asked: Asked) -> None:
    """Say back every secret that came, in the body and in headers, as it is and encoded."""
    from base64 import b64encode
    from urllib.parse import quote

    secrets = [
        value for name, value in asked.headers.items() if name in {"private-token", "authorization", "job-token"}
    ]
    spelled = [
        form
        for secret in secrets
        for form in (
            secret,
            quote(secret, safe=""),
            "".join(f"%{byte:02x}" for byte in secret.encode()),
            b64encode(f"user:{secret}".encode()).decode(),
            secret.encode().hex(),
        )
    ]
    body = {"message": " ".join(spelled), "token": spelled[:1], "headers": dict(asked.headers)}
    headers = {"X-Echo": " ".join(spelled), "Location": f"https://elsewhere.example/?token={''.join(spelled[:1])}"}
    connection.send(answer(body, 418, headers))


def bomb(megabytes: int, layers: int = 1) -> bytes:
    """Return so many MiB of spaces, deflated so many times over."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    packed = b"".join(packer.compress(b" " * MEBIBYTE) for _ in range(megabytes)) + packer.flush()
    for _ in range(layers - 1):
        packed = gzip.compress(packed)
    return packed


def encoded(data: bytes, encoding: str) -> Behaviour:
    return saying(answer(data, headers={"Content-Encoding": encoding}))
