"""The one module that knows the HTTP library, httpx2 (docs/decisions/0031): send a request, and say what came of it."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterable, Iterator, Mapping
from functools import partial
from threading import Lock
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NoReturn
from urllib.parse import urlsplit

import httpcore2
import httpx2

from dataops_api._exchange import AsyncContent, OpenAnswer, Request, Response
from dataops_api._gate import ATTEMPT, Close
from dataops_api._network import NO_SOCKS, Patience, pool_of
from dataops_api._proxies import Routes
from dataops_api._reading import Limit, deadline_over, seconds_left, watched
from dataops_api._setup import Network
from dataops_api.errors import (
    BrokenResponseError,
    ConfigurationError,
    ConnectionFailedError,
    DeadlineExceededError,
    RequestTimeoutError,
)

if TYPE_CHECKING:
    import asyncio

Transport = httpx2.BaseTransport
AsyncTransport = httpx2.AsyncBaseTransport

_IDLE_SECONDS: Final = 30.0
_FIRST_ERROR: Final = 300
_CHUNK: Final = 64 * 1024
_EARLY: Final = 0.01
_CLOSED: Final = "The client is closed: make another one."
_CORE_ERRORS: Final = (
    httpcore2.TimeoutException,
    httpcore2.NetworkError,
    httpcore2.ProtocolError,
    httpcore2.ProxyError,
    httpcore2.UnsupportedProtocol,
)
_MEANINGS: Final[Mapping[type[Exception], type[httpx2.TransportError]]] = MappingProxyType({
    httpcore2.ConnectTimeout: httpx2.ConnectTimeout,
    httpcore2.ReadTimeout: httpx2.ReadTimeout,
    httpcore2.WriteTimeout: httpx2.WriteTimeout,
    httpcore2.PoolTimeout: httpx2.PoolTimeout,
    httpcore2.ConnectError: httpx2.ConnectError,
    httpcore2.ReadError: httpx2.ReadError,
    httpcore2.WriteError: httpx2.WriteError,
    httpcore2.ProxyError: httpx2.ProxyError,
    httpcore2.UnsupportedProtocol: httpx2.UnsupportedProtocol,
    httpcore2.LocalProtocolError: httpx2.LocalProtocolError,
    httpcore2.RemoteProtocolError: httpx2.RemoteProtocolError,
})  # fmt: skip


class Session:
    """Connections that are kept, for a client whose threads share them.

    The library's own client is left out: it writes each URL into a log, follows, authenticates and keeps cookies, none
    of which is wanted.
    """

    def __init__(self, network: Network, transport: Transport | None = None) -> None:
        self._transport = transport or _RoutedTransport(network)
        self._closed = False

    def send(self, request: Request) -> Response:
        """Send a request and return its answer, read whole; below 300 it is left open if the request says so.

        Raises `TransportError`.
        """
        if isinstance(request.content, AsyncIterable):
            raise ConfigurationError("The content is an asynchronous iterable: AsyncDataOps sends such.")
        if self._closed:
            raise ConfigurationError(_CLOSED)
        asked = _native(request, request.content)
        try:
            native = self._transport.handle_request(asked)
        except (httpx2.HTTPError, httpx2.InvalidURL) as exc:
            _raise(exc, request)
        native.request = asked
        if request.stream and native.status_code < _FIRST_ERROR:
            opened = OpenResponse(native, request)
            _note(opened, opened.close)
            return opened
        try:
            _check_encoding(native)
            content = b"".join(watched(native.iter_bytes(), request))
        except httpx2.HTTPError as exc:
            _raise(exc, request)
        finally:
            native.close()
        return Response(native.status_code, native.headers, content, request.url)

    def close(self) -> None:
        """End the connections."""
        self._closed = True
        self._transport.close()


class AsyncSession:
    """Connections that are kept, for a client whose tasks share them; each event loop has its own."""

    def __init__(self, network: Network, transport: AsyncTransport | None = None) -> None:
        self._network = network
        self._given = transport
        self._transports: dict[asyncio.AbstractEventLoop, AsyncTransport] = {}
        self._lock = Lock()
        self._closed = False

    def _transport(self) -> AsyncTransport:
        """Return the running loop's transport: connections belong to the loop that opened them."""
        import asyncio  # noqa: PLC0415 - a client that blocks does without

        loop = asyncio.get_running_loop()
        return self._transports.get(loop) or self._opened(loop)

    def _opened(self, loop: asyncio.AbstractEventLoop) -> AsyncTransport:
        with self._lock:
            if self._closed:
                raise ConfigurationError(_CLOSED)
            # Those of a loop that has ended cannot be closed any more, but let go.
            self._transports = {known: each for known, each in self._transports.items() if not known.is_closed()}
            transport = self._transports[loop] = self._given or _AsyncRoutedTransport(self._network)
        return transport

    async def send(self, request: Request) -> Response:
        """Send a request and return its answer, read whole; below 300 it is left open if the request says so.

        Raises `TransportError`.
        """
        import asyncio  # noqa: PLC0415 - a client that blocks does without

        time_left = asyncio.timeout(seconds_left(request))
        try:
            async with time_left:
                return await self._send(request)
        except TimeoutError:
            if not time_left.expired():
                raise
            raise deadline_over() from None

    async def _send(self, request: Request) -> Response:
        asked = _native(request, _later(request.content))
        try:
            native = await self._transport().handle_async_request(asked)
        except (httpx2.HTTPError, httpx2.InvalidURL) as exc:
            _raise(exc, request)
        native.request = asked
        if request.stream and native.status_code < _FIRST_ERROR:
            opened = AsyncOpenResponse(native, request)
            _note(opened, opened.close)
            return opened
        try:
            _check_encoding(native)
            limit = Limit(request)
            chunks = [limit.passed(chunk) async for chunk in native.aiter_bytes()]
        except httpx2.HTTPError as exc:
            _raise(exc, request)
        finally:
            await native.aclose()
        return Response(native.status_code, native.headers, b"".join(chunks), request.url)

    async def close(self) -> None:
        """End the connections of the running event loop, and open no more."""
        import asyncio  # noqa: PLC0415 - a client that blocks does without

        with self._lock:
            self._closed = True
            transports, self._transports = self._transports, {}
        transport = transports.get(asyncio.get_running_loop())
        if transport is not None:
            await transport.aclose()


class OpenResponse(OpenAnswer):
    """An answer whose content is still to be read, once; `close` it."""

    __slots__ = ("_native", "_request")

    def __init__(self, native: httpx2.Response, request: Request) -> None:
        super().__init__(native.status_code, native.headers, b"", request.url)
        self._native = native
        self._request = request

    def __iter__(self) -> Iterator[bytes]:
        try:
            _check_encoding(self._native)
            yield from watched(self._native.iter_bytes(), self._request)
            self._closed()
        except (httpx2.HTTPError, httpx2.StreamError) as exc:
            _raise(exc, self._request)

    def close(self) -> None:
        """Give the connection back, or end it if the content was not read to its end."""
        try:
            self._native.close()
        finally:
            self._closed()


class AsyncOpenResponse(OpenAnswer):
    """An answer whose content is still to be read, once; `close` it."""

    __slots__ = ("_native", "_request")

    def __init__(self, native: httpx2.Response, request: Request) -> None:
        super().__init__(native.status_code, native.headers, b"", request.url)
        self._native = native
        self._request = request

    async def __aiter__(self) -> AsyncIterator[bytes]:
        import asyncio  # noqa: PLC0415 - a client that blocks does without

        limit = Limit(self._request)
        chunks = self._native.aiter_bytes()
        try:
            _check_encoding(self._native)
            while True:
                async with asyncio.timeout(seconds_left(self._request)):
                    chunk = await anext(chunks, None)
                if chunk is None:
                    self._closed()
                    return
                yield limit.passed(chunk)
        except TimeoutError as exc:
            # The library has errors of its own for its timeouts, and `passed` is one of them already.
            raise deadline_over() from exc.__cause__
        except (httpx2.HTTPError, httpx2.StreamError) as exc:
            _raise(exc, self._request)

    async def close(self) -> None:
        """Give the connection back, or end it if the content was not read to its end."""
        try:
            await self._native.aclose()
        finally:
            self._closed()


def _note(answer: OpenAnswer, close: Close) -> None:
    attempt = ATTEMPT.get()
    if attempt is not None:
        attempt.note(answer, close)


def _check_encoding(native: httpx2.Response) -> None:
    """Refuse an answer that is packed more than once: a few bytes of it may become more than any memory holds."""
    if "," in native.headers.get("content-encoding", ""):
        raise BrokenResponseError("the answer is compressed more than once", permanent=True)


def _later(content: AsyncContent) -> bytes | AsyncIterable[bytes] | None:
    return content if content is None or isinstance(content, (bytes, AsyncIterable)) else _read_aside(content)


async def _read_aside(content: Iterable[bytes]) -> AsyncIterator[bytes]:
    """Yield what an iterable or a file has; another thread waits for it."""
    import asyncio  # noqa: PLC0415 - a client that blocks does without

    read: Callable[[int], bytes] | None = getattr(content, "read", None)
    chunks = iter(partial(read, _CHUNK), b"") if read else iter(content)
    while (chunk := await asyncio.to_thread(next, chunks, None)) is not None:
        yield chunk


def _native(request: Request, content: bytes | Iterable[bytes] | AsyncIterable[bytes] | None) -> httpx2.Request:
    left = seconds_left(request)
    at_most = request.timeout if left is None else max(0.001, min(request.timeout, left))
    seconds = Patience.of(at_most, request.deadline)
    try:
        return httpx2.Request(
            request.method,
            request.url,
            headers=request.headers,
            content=content,
            extensions={"timeout": {"connect": seconds, "read": seconds, "write": seconds, "pool": seconds}},
        )
    except (UnicodeEncodeError, httpx2.InvalidURL) as exc:
        raise ConfigurationError(
            f"The request cannot be written: {type(exc).__name__} in its URL or headers."
        ) from None


def _raise(exc: Exception, request: Request) -> NoReturn:
    """Raise what an exception of the library means."""
    host = urlsplit(request.url).netloc.rpartition("@")[2]
    reason = str(exc) or type(exc).__name__
    match exc:
        case httpx2.TimeoutException():
            raise _late(exc, request, host) from exc
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
        case httpx2.StreamError():
            raise ConfigurationError("The content was read already, or its connection is closed.") from exc
        case _:
            raise exc


def _late(exc: httpx2.TimeoutException, request: Request, host: str) -> RequestTimeoutError | DeadlineExceededError:
    left = seconds_left(request)
    is_unconnected = isinstance(exc, (httpx2.ConnectTimeout, httpx2.PoolTimeout))
    # The operating system's clock for timeouts may be a little early.
    if left is not None and left < _EARLY:
        return deadline_over(connected=not is_unconnected)
    if is_unconnected:
        return RequestTimeoutError(f"no connection to {host} within {request.timeout:g} s", sent=False)
    return RequestTimeoutError(f"{host} said nothing for {request.timeout:g} s")


def _is_distrust(exc: BaseException) -> bool:
    link: BaseException | None = exc
    while link is not None:
        if isinstance(link, ssl.SSLCertVerificationError):
            return True
        link = link.__cause__ or link.__context__
    return False


def _trust(network: Network, *, is_encrypted: bool) -> ssl.SSLContext:
    """Return what is trusted: nothing where nothing is encrypted, since to read the certificates takes long."""
    if network.ssl_context is not None:
        return network.ssl_context
    return httpx2.create_ssl_context() if is_encrypted else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def _limits(network: Network) -> httpx2.Limits:
    """Let all connections be kept for a while: to open one anew costs more than to keep it."""
    most = network.max_connections
    return httpx2.Limits(max_connections=most, max_keepalive_connections=most, keepalive_expiry=_IDLE_SECONDS)


class _RoutedTransport(httpx2.BaseTransport):
    """Connections to servers, directly or through proxies."""

    def __init__(self, network: Network) -> None:
        self._routes = Routes(network.proxy, partial(_PoolTransport, network))

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send a request and return its answer, whose content is not read yet. Raises `httpx2.TransportError`."""
        return self._routes.to(request.url.scheme, request.url.host, request.url.port).handle_request(request)

    def close(self) -> None:
        """End the connections."""
        for transport in self._routes.made.values():
            transport.close()


class _AsyncRoutedTransport(httpx2.AsyncBaseTransport):
    """Connections to servers, directly or through proxies."""

    def __init__(self, network: Network) -> None:
        self._routes = Routes(network.proxy, partial(_async_transport, network))

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send a request and return its answer, whose content is not read yet. Raises `httpx2.TransportError`."""
        url = request.url
        return await self._routes.to(url.scheme, url.host, url.port).handle_async_request(request)

    async def aclose(self) -> None:
        """End the connections."""
        for transport in self._routes.made.values():
            await transport.aclose()


def _async_transport(
    network: Network,
    proxy: str | None,
    is_encrypted: bool,
) -> httpx2.AsyncHTTPTransport:
    trust = _trust(network, is_encrypted=is_encrypted)
    try:
        return httpx2.AsyncHTTPTransport(verify=trust, limits=_limits(network), proxy=proxy)
    except ImportError:
        raise ConfigurationError(NO_SOCKS) from None


class _PoolTransport(httpx2.BaseTransport):
    """Connections to servers, direct or through one proxy, whose reads and writes end with the deadline."""

    def __init__(self, network: Network, proxy: str | None, is_encrypted: bool) -> None:
        limits = _limits(network)
        self._pool = pool_of(
            proxy,
            _trust(network, is_encrypted=is_encrypted),
            max_connections=limits.max_connections,
            max_keepalive_connections=limits.max_keepalive_connections,
            keepalive_expiry=limits.keepalive_expiry,
        )

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send a request and return its answer, whose content is not read yet. Raises `httpx2.TransportError`."""
        assert isinstance(request.stream, httpx2.SyncByteStream)
        url = request.url
        core = httpcore2.Request(
            method=request.method,
            url=httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        try:
            answer = self._pool.handle_request(core)
        except _CORE_ERRORS as exc:
            raise _meaning_of(exc) from exc
        return httpx2.Response(answer.status, headers=answer.headers, stream=_Content(answer))

    def close(self) -> None:
        """End the connections."""
        self._pool.close()


class _Content(httpx2.SyncByteStream):
    def __init__(self, answer: httpcore2.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self._answer.iter_stream()
        except _CORE_ERRORS as exc:
            raise _meaning_of(exc) from exc

    def close(self) -> None:
        self._answer.close()


def _meaning_of(exc: Exception) -> httpx2.TransportError:
    return _MEANINGS.get(type(exc), httpx2.TransportError)(str(exc))
