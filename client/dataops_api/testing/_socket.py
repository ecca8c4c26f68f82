"""The mock behind a real socket: uvicorn on a thread of its own."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Final

import uvicorn
from dataops_mock.server import open_socket
from uvicorn.protocols.http.h11_impl import H11Protocol

from dataops_api.testing._core import Core, Exchanging, Inbound, Outbound, Pause

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

_START_S: Final = 30.0
_END_S: Final = 5.0
_TICK_S: Final = 1.0


class SocketServer:
    """Serves a core on a free port of this machine, from `start` to `close`."""

    def __init__(self, core: Core, receive: Callable[[bytes], bytes]) -> None:
        """Take what answers, and what makes of the bytes of a socket those that are read."""
        self._listener = open_socket("127.0.0.1", 0)
        self.port: int = self._listener.getsockname()[1]
        self._server = _Server(core, receive)
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name=f"dataops-mock-{self.port}", daemon=True)

    def start(self) -> None:
        """Return as soon as connections are accepted; raise `RuntimeError` where that fails."""
        self._thread.start()
        if not self._server.ready.wait(_START_S) or self._failure is not None:
            raise RuntimeError("The mock server did not start.") from self._failure

    def close(self) -> None:
        """End the server, and every connection to it."""
        self._server.stop()
        self._thread.join(_END_S)
        if self._thread.is_alive():
            raise RuntimeError(f"The mock server on port {self.port} did not end within {_END_S:.0f} s.")

    def _run(self) -> None:
        try:
            asyncio.run(self._server.serve(sockets=[self._listener]))
        except BaseException as error:  # noqa: BLE001 - told by whoever waits for the server to be ready
            self._failure = error
        finally:
            self._listener.close()
            self._server.ready.set()


class _Server(uvicorn.Server):
    """Uvicorn's server, which waits for its end and does not look for it every tenth of a second."""

    def __init__(self, core: Core, receive: Callable[[bytes], bytes]) -> None:
        class Protocol(H11Protocol):
            def data_received(self, data: bytes) -> None:
                super().data_received(receive(data))

        config = uvicorn.Config(
            _Application(core, self._hang_up), http=Protocol, lifespan="off", ws="none", log_config=None,
            access_log=False, server_header=False,
        )  # fmt: skip
        super().__init__(config)
        self.ready = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ended: asyncio.Event | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        self._loop, self._ended = asyncio.get_running_loop(), asyncio.Event()
        await super().startup(sockets)
        await self.on_tick(0)  # the Date of the answers
        self.ready.set()

    def stop(self) -> None:
        """Let the server end; from any thread."""
        if self._loop is not None and self._ended is not None:
            with suppress(RuntimeError):  # the loop has ended already
                self._loop.call_soon_threadsafe(self._ended.set)

    async def main_loop(self) -> None:
        assert self._ended is not None
        while not self._ended.is_set():
            with suppress(TimeoutError):
                async with asyncio.timeout(_TICK_S):
                    await self._ended.wait()
            await self.on_tick(0)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:  # noqa: ARG002 - uvicorn's face
        for server in self.servers:
            server.close()
        for connection in tuple(self.server_state.connections):
            if isinstance(connection, H11Protocol):
                connection.transport.abort()
        if tasks := tuple(self.server_state.tasks):
            await asyncio.wait(tasks, timeout=_TICK_S)
        for server in self.servers:
            await server.wait_closed()

    def _hang_up(self, client: tuple[str, int]) -> None:
        """End the connection of a client, when what was written to it is sent."""
        for connection in tuple(self.server_state.connections):
            if isinstance(connection, H11Protocol) and connection.client == client:
                connection.transport.close()


class _Application:
    """The core as an ASGI application."""

    def __init__(self, core: Core, hang_up: Callable[[tuple[str, int]], None]) -> None:
        self._core = core
        self._hang_up = hang_up

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        inbound = await _read(scope, receive, self._core.max_body_bytes)
        if inbound is None:
            return
        outbound = await _drive(self._core.exchange(inbound), receive)
        if outbound is not None:
            headers = list(outbound.headers)
            await send({"type": "http.response.start", "status": outbound.status, "headers": headers})
            await send({"type": "http.response.body", "body": outbound.body, "more_body": outbound.cut})
        if outbound is None or outbound.cut:
            self._hang_up(scope["client"])
            while (await receive())["type"] != "http.disconnect":
                pass


async def _read(scope: Scope, receive: Receive, most: int) -> Inbound | None:
    """Return a request with its body, as much of it as anybody will look at; None where the client has gone."""
    body = bytearray()
    while len(body) <= most:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body += message.get("body", b"")
        if not message.get("more_body", False):
            return Inbound(scope, bytes(body))
    return Inbound(scope, bytes(body), whole=False)


async def _drive(exchanging: Exchanging, receive: Receive) -> Outbound | None:
    """Wait where the exchange says so, until the client goes; return what it ends with."""
    with closing(exchanging):
        try:
            pause = next(exchanging)
            while True:
                pause = exchanging.send(await _is_over(pause, receive))
        except StopIteration as ended:
            answer: Outbound | None = ended.value
            return answer


async def _is_over(pause: Pause, receive: Receive) -> bool:
    """Wait, and tell whether the time is over: False where the request was released or its client has gone."""
    gone = asyncio.ensure_future(receive())
    released = asyncio.wrap_future(pause.released)
    try:
        done, _ = await asyncio.wait((gone, released), timeout=pause.seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        gone.cancel()
        released.cancel()
    return not done
