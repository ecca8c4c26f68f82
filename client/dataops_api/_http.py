"""The one module that knows the HTTP library, httpx2 (docs/decisions/0031): send a request, and say what came of it."""

from __future__ import annotations

import ssl
import time
from collections.abc import AsyncIterator, Iterable, Iterator
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Final, NoReturn

import httpx2

from dataops_api._exchange import Request, Response
from dataops_api.errors import (
    BrokenResponseError,
    ConfigurationError,
    ConnectionFailedError,
    DeadlineExceededError,
    RequestTimeoutError,
)

Transport = httpx2.BaseTransport
AsyncTransport = httpx2.AsyncBaseTransport

_LIMITS: Final = httpx2.Limits(max_connections=100, max_keepalive_connections=20, keepalive_expiry=30.0)
_FIRST_ERROR: Final = 300


class Session:
    """Connections that are kept, for a client whose threads share them."""

    def __init__(
        self, *, transport: Transport | None = None, ssl_context: ssl.SSLContext | None = None, proxy: str | None = None
    ) -> None:
        self._client = httpx2.Client(
            transport=transport,
            verify=ssl_context or True,
            proxy=proxy,
            limits=_LIMITS,
            cookies=_no_cookies(),
            follow_redirects=False,
        )

    def send(self, request: Request) -> Response:
        """Send a request and return its answer, read whole; below 300 it is left open if the request says so.

        Raises `TransportError`.
        """
        try:
            native = self._client.send(_native(request), stream=True)
        except (httpx2.HTTPError, httpx2.InvalidURL, RuntimeError) as exc:
            _raise(exc, request)
        if request.stream and native.status_code < _FIRST_ERROR:
            return OpenResponse(native, request)
        try:
            content = _joined(_watched(native.iter_bytes(), request))
        except httpx2.HTTPError as exc:
            _raise(exc, request)
        finally:
            native.close()
        return Response(native.status_code, native.headers, content, request.url)

    def close(self) -> None:
        """End the connections."""
        self._client.close()


class AsyncSession:
    """Connections that are kept, for a client whose tasks share them."""

    def __init__(
        self,
        *,
        transport: AsyncTransport | None = None,
        ssl_context: ssl.SSLContext | None = None,
        proxy: str | None = None,
    ) -> None:
        self._client = httpx2.AsyncClient(
            transport=transport,
            verify=ssl_context or True,
            proxy=proxy,
            limits=_LIMITS,
            cookies=_no_cookies(),
            follow_redirects=False,
        )

    async def send(self, request: Request) -> Response:
        """Send a request and return its answer, read whole; below 300 it is left open if the request says so.

        Raises `TransportError`.
        """
        import asyncio  # noqa: PLC0415 - a client that blocks does without

        try:
            async with asyncio.timeout(_seconds_left(request)):
                return await self._send(request)
        except TimeoutError as exc:
            if isinstance(exc, (RequestTimeoutError, DeadlineExceededError)):
                raise
            raise DeadlineExceededError("the deadline is over", permanent=True) from None

    async def _send(self, request: Request) -> Response:
        try:
            native = await self._client.send(_native(request), stream=True)
        except (httpx2.HTTPError, httpx2.InvalidURL, RuntimeError) as exc:
            _raise(exc, request)
        if request.stream and native.status_code < _FIRST_ERROR:
            return AsyncOpenResponse(native, request)
        try:
            limit = _Limit(request)
            chunks = [limit.passed(chunk) async for chunk in native.aiter_bytes()]
        except httpx2.HTTPError as exc:
            _raise(exc, request)
        finally:
            await native.aclose()
        return Response(native.status_code, native.headers, b"".join(chunks), request.url)

    async def close(self) -> None:
        """End the connections."""
        await self._client.aclose()


class OpenResponse(Response):
    """An answer whose content is still to be read, once; `close` it."""

    __slots__ = ("_native", "_request")

    def __init__(self, native: httpx2.Response, request: Request) -> None:
        super().__init__(native.status_code, native.headers, b"", request.url)
        self._native = native
        self._request = request

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from _watched(self._native.iter_bytes(), self._request)
        except httpx2.HTTPError as exc:
            _raise(exc, self._request)

    def close(self) -> None:
        """Give the connection back, or end it if the content was not read to its end."""
        self._native.close()


class AsyncOpenResponse(Response):
    """An answer whose content is still to be read, once; `close` it."""

    __slots__ = ("_native", "_request")

    def __init__(self, native: httpx2.Response, request: Request) -> None:
        super().__init__(native.status_code, native.headers, b"", request.url)
        self._native = native
        self._request = request

    async def __aiter__(self) -> AsyncIterator[bytes]:
        limit = _Limit(self._request)
        try:
            async for chunk in self._native.aiter_bytes():
                yield limit.passed(chunk)
        except httpx2.HTTPError as exc:
            _raise(exc, self._request)

    async def close(self) -> None:
        """Give the connection back, or end it if the content was not read to its end."""
        await self._native.aclose()


class _Limit:
    """Lets the chunks of an answer pass while there is time and they are not too many."""

    def __init__(self, request: Request) -> None:
        self._left = request.max_size or None
        self._most = request.max_size
        self._deadline = request.deadline

    def passed(self, chunk: bytes) -> bytes:
        if self._left is not None:
            self._left -= len(chunk)
            if self._left < 0:
                raise BrokenResponseError(f"the answer is larger than {self._most:,} bytes", permanent=True)
        if self._deadline is not None and time.monotonic() > self._deadline:
            raise DeadlineExceededError("the deadline is over, and the answer is not whole", permanent=True)
        return chunk


def _watched(chunks: Iterable[bytes], request: Request) -> Iterator[bytes]:
    return map(_Limit(request).passed, chunks)


def _joined(chunks: Iterator[bytes]) -> bytes:
    return b"".join(chunks)


def _native(request: Request) -> httpx2.Request:
    left = _seconds_left(request)
    seconds = request.timeout if left is None else max(0.001, min(request.timeout, left))
    try:
        return httpx2.Request(
            request.method,
            request.url,
            headers=request.headers,
            content=request.content,
            extensions={"timeout": {"connect": seconds, "read": seconds, "write": seconds, "pool": seconds}},
        )
    except (UnicodeEncodeError, httpx2.InvalidURL) as exc:
        raise ConfigurationError(
            f"The request cannot be written: {type(exc).__name__} in its URL or headers."
        ) from None


def _seconds_left(request: Request) -> float | None:
    return None if request.deadline is None else max(0.0, request.deadline - time.monotonic())


def _no_cookies() -> CookieJar:
    """Return a jar that takes nothing: a session's cookie is a credential that nobody gave."""
    return CookieJar(DefaultCookiePolicy(allowed_domains=[]))


def _raise(exc: Exception, request: Request) -> NoReturn:
    """Raise what an exception of the library means."""
    host = httpx2.URL(request.url).netloc.decode("ascii", "replace")
    reason = str(exc) or type(exc).__name__
    match exc:
        case httpx2.ConnectTimeout() | httpx2.PoolTimeout():
            raise RequestTimeoutError(f"no connection to {host} within {request.timeout:g} s", sent=False) from exc
        case httpx2.TimeoutException():
            raise RequestTimeoutError(f"{host} said nothing for {request.timeout:g} s") from exc
        case httpx2.ConnectError() if _is_distrust(exc):
            msg = f"the certificate of {host} is not trusted: {reason}"
            raise ConnectionFailedError(msg, sent=False, permanent=True) from exc
        case httpx2.ConnectError() | httpx2.ProxyError():
            raise ConnectionFailedError(f"no connection to {host}: {reason}", sent=False) from exc
        case httpx2.LocalProtocolError() | httpx2.UnsupportedProtocol() | httpx2.InvalidURL():
            raise ConfigurationError(f"The request to {host} cannot be sent: {type(exc).__name__}.") from exc
        case httpx2.DecodingError():
            raise BrokenResponseError(f"the answer of {host} is not encoded as it says", permanent=True) from exc
        case httpx2.TransportError():
            raise BrokenResponseError(f"the answer of {host} broke off: {reason}") from exc
        case RuntimeError() if "closed" in reason:
            raise ConfigurationError("The client is closed: make another one.") from exc
        case _:
            raise exc


def _is_distrust(exc: BaseException) -> bool:
    link: BaseException | None = exc
    while link is not None:
        if isinstance(link, ssl.SSLCertVerificationError):
            return True
        link = link.__cause__ or link.__context__
    return False
