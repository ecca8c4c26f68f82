"""What the end-to-end tests share: a clean environment, the mock's state, and a proxy that writes down what passes."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import threading
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit
from urllib.request import urlopen

from tests.servers import RunningMock

QUOTA = ("--rate-limit", "6000/60s")
"""A quota that several runs against one server do not use up."""


def clean_environment(state: Path) -> dict[str, str]:
    """Return this process's environment without what sets up the suite, and with its state in `state`."""
    foreign = ("DATAOPS_", "CI_", "XDG_", "COLUMNS", "FORCE_COLOR", "NO_COLOR")
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith(foreign)},
        "XDG_STATE_HOME": str(state),
    }


def rows_of(mock: RunningMock) -> dict[str, dict[str, str]]:
    """Return table → id → digest of everything in the mock."""
    address = mock.url.removesuffix("/api/v4")
    with urlopen(f"{address}/-/mock/state") as answer:
        state = cast("dict[str, dict[str, dict[str, str]]]", json.load(answer))
    return state["snapshot"]


def secrets_of(mock: RunningMock) -> set[str]:
    """Return the tokens of the mock's env file."""
    return {value for name, value in mock.credentials.items() if name.endswith("_TOKEN")}


def text_of(folder: Path) -> str:
    """Return all that the files below a folder hold."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return "".join(path.read_text(errors="replace") for path in files)


@dataclass
class Proxy:
    """Passes requests on to a server and writes down their methods; a deaf one answers DELETE and does nothing."""

    upstream: str
    url: str = ""
    methods: list[str] = field(default_factory=list[str])
    deaf: bool = False
    falls_silent: Callable[[], bool] | None = None
    """Whether to answer no more from here on."""
    is_silent: threading.Event = field(default_factory=threading.Event)


@contextlib.contextmanager
def proxy_to(upstream: str, *, deaf: bool = False) -> Generator[Proxy]:
    """Run a proxy to the base URL `upstream` on a free port."""
    proxy, over = Proxy(upstream, deaf=deaf), threading.Event()
    host = urlsplit(upstream).netloc

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # Head and body in one packet, or each answer waits for an acknowledgement.

        def _pass(self) -> None:
            proxy.methods.append(self.command)
            if proxy.falls_silent is not None and proxy.falls_silent():
                proxy.is_silent.set()
                over.wait()
                return
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            if proxy.deaf and self.command == "DELETE":
                self._answer(204, [], b"")
                return
            connection = http.client.HTTPConnection(host)
            with contextlib.closing(connection):
                connection.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
                for name, value in self.headers.items():
                    connection.putheader(name, value)
                connection.endheaders(body or None)
                answer = connection.getresponse()
                self._answer(answer.status, answer.getheaders(), answer.read())

        do_GET = do_HEAD = do_OPTIONS = do_POST = do_PUT = do_PATCH = do_DELETE = do_TRACE = _pass  # noqa: N815

        def _answer(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
            self.send_response_only(status)
            for name, value in headers:
                self.send_header(name, value)
            if not headers and status != 204:
                self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Keep quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        proxy.url = f"http://127.0.0.1:{server.server_address[1]}/api/v4"
        try:
            yield proxy
        finally:
            over.set()
            server.shutdown()
