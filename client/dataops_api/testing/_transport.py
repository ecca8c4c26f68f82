"""The mock as a transport of httpx2: requests are answered where they are made, without a socket."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Generator, Iterator
from concurrent.futures import wait
from contextlib import closing
from typing import TYPE_CHECKING, Final

import httpx2

from dataops_api.testing._core import Core, Inbound, Outbound, Pause

if TYPE_CHECKING:
    from starlette.types import Scope

_CLIENT: Final = ("127.0.0.1", 0)


class CoreTransport(httpx2.BaseTransport):
    """Answers from a core on the thread that asks; a client's read timeout ends a request that is held back."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Return the answer to a request; raise what a broken connection raises."""
        with closing(_exchanging(self._core, request, request.read())) as exchanging:
            try:
                held = next(exchanging)
                while True:
                    done, _ = wait((held.released,), timeout=held.seconds)
                    held = exchanging.send(not done)
            except StopIteration as ended:
                return _response(request, ended.value)


class AsyncCoreTransport(httpx2.AsyncBaseTransport):
    """Answers from a core in the task that asks, on asyncio; it holds nothing that has to be closed."""

    def __init__(self, core: Core) -> None:
        self._core = core

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Return the answer to a request; raise what a broken connection raises."""
        with closing(_exchanging(self._core, request, await request.aread())) as exchanging:
            try:
                held = next(exchanging)
                while True:
                    released = asyncio.wrap_future(held.released)
                    try:
                        done, _ = await asyncio.wait((released,), timeout=held.seconds)
                    finally:
                        released.cancel()
                    held = exchanging.send(not done)
            except StopIteration as ended:
                return _response(request, ended.value)


def _exchanging(core: Core, request: httpx2.Request, body: bytes) -> Generator[Pause, bool, Outbound | None]:
    """Yield where the request must wait, no longer than its client would; raise `ReadTimeout` where that is over."""
    exchanging = core.exchange(Inbound(_scope(request), body))
    patience: float | None = request.extensions.get("timeout", {}).get("read")
    try:
        held = next(exchanging)
        while True:
            if patience is not None and (held.seconds is None or held.seconds > patience):
                if (yield Pause(patience, held.released)):
                    exchanging.close()
                    raise httpx2.ReadTimeout("The read operation timed out", request=request)
                held = exchanging.send(False)
            else:
                held = exchanging.send((yield held))
    except StopIteration as ended:
        answer: Outbound | None = ended.value
        return answer


def _scope(request: httpx2.Request) -> Scope:
    path, _, query = request.url.raw_path.partition(b"?")
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": request.method,
        "headers": [(name.lower(), value) for name, value in request.headers.raw],
        "scheme": request.url.scheme,
        "path": request.url.path,
        "raw_path": path,
        "query_string": query,
        "server": (request.url.host, request.url.port),
        "client": _CLIENT,
        "root_path": "",
    }


def _response(request: httpx2.Request, outbound: Outbound | None) -> httpx2.Response:
    if outbound is None:
        raise httpx2.RemoteProtocolError("Server disconnected without sending a response.", request=request)
    body = _Cut(outbound.body, request) if outbound.cut else httpx2.ByteStream(outbound.body)
    return httpx2.Response(outbound.status, headers=list(outbound.headers), stream=body, request=request)


class _Cut(httpx2.SyncByteStream, httpx2.AsyncByteStream):
    """A body that breaks off."""

    def __init__(self, body: bytes, request: httpx2.Request) -> None:
        self._body = body
        self._request = request

    def __iter__(self) -> Iterator[bytes]:
        yield self._body
        raise self._broken()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield self._body
        raise self._broken()

    def _broken(self) -> httpx2.RemoteProtocolError:
        sentence = f"peer closed connection without sending complete message body (received {len(self._body)} bytes)"
        return httpx2.RemoteProtocolError(sentence, request=self._request)
