"""The mock as a process: one socket, one line when it is ready, an end within a second."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
import tempfile
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from dataops_mock.http.app import create_app
from dataops_mock.settings import Settings, base_url
from dataops_mock.world.seed import credentials


def serve(settings: Settings) -> int:
    """Serve until SIGTERM or SIGINT and return the exit status, 0.

    Writes the credentials file, then `ready URL` on standard output as soon as connections are accepted.
    Raises `OSError` where the address cannot be taken or the file cannot be written, and `ValueError` for settings that
    cannot be.
    """
    with open_socket(settings.host, settings.port) as listener:
        port: int = listener.getsockname()[1]
        settings = replace(settings, port=port)
        app = create_app(settings)
        if settings.credentials_file is not None:
            write_dotenv(settings.credentials_file, credentials(app.state.world, settings.base_url))
        config = uvicorn.Config(
            app,
            lifespan="off",
            log_config=None,
            access_log=False,  # its lines would show the query; the application writes its own
            timeout_graceful_shutdown=1,
            server_header=False,
            ws="none",
            http="auto" if app.receive is None else protocol_behind(app.receive),
        )
        asyncio.run(_Server(config, settings).serve(sockets=[listener]))
    return 0


class _Server(uvicorn.Server):
    """Uvicorn's server, which says when it is ready and takes a signal for an order, not for a failure."""

    def __init__(self, config: uvicorn.Config, settings: Settings) -> None:
        super().__init__(config)
        self._url = base_url(settings.host, settings.port)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            sys.stdout.write(f"ready {self._url}\n")
            sys.stdout.flush()

    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        before = {number: signal.signal(number, self.handle_exit) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def protocol_behind(receive: Callable[[bytes], bytes]) -> type[asyncio.Protocol]:
    """Return an HTTP protocol that reads what `receive` makes of the bytes of a socket."""

    class Behind(H11Protocol):
        def data_received(self, data: bytes) -> None:
            super().data_received(receive(data))

    return Behind


def open_socket(host: str, port: int) -> socket.socket:
    """Return a socket that listens at this address, at a free port for 0; raise `OSError` where it cannot."""
    family, kind, protocol, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(1024)
        listener.setblocking(False)
    except OSError:
        listener.close()
        raise
    return listener


def write_dotenv(path: Path, values: Mapping[str, str]) -> None:
    """Write a dotenv file that only its owner can read, whole or not at all; raise `OSError` where it cannot."""
    content = "".join(f"{name}={value}\n" for name, value in values.items())
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(content)
        Path(temporary).replace(path)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise
