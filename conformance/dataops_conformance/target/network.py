"""The way onto the wire: TLS verified, no redirects followed, no cookies kept, no credentials of its own.

A channel sends one request at a time. What goes wrong on the way it tells as TimeoutError, as ConnectionError (there is
no connection, or it broke off) or as ProtocolError (what came is no whole HTTP answer).
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol, TypeAlias
from urllib.parse import quote, urlsplit
from urllib.request import getproxies, proxy_bypass

import httpcore
import httpx

from dataops_conformance.settings import Limits

RawHeaders: TypeAlias = Sequence[tuple[bytes, bytes]]
# What a URL is written with; the rest is percent-encoded, and what already is stays as it is.
_IN_URLS = "".join(sorted(set(map(chr, range(0x21, 0x7F))) - set('#"<>\\^`{|}')))
_WITH_LENGTH = frozenset({"POST", "PUT", "PATCH"})
_KEPT_S = 5.0
_PORTS = {"http": 80, "https": 443}


class ProtocolError(Exception):
    """What came over the connection is no whole HTTP answer; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A request as it leaves, its secret with it. `target` is the path with its query, beginning with a slash."""

    method: str
    target: str
    headers: RawHeaders
    body: bytes | None


@dataclass(frozen=True, slots=True)
class Incoming:
    """An answer whose body is still to come, as it is on the wire."""

    status: int
    headers: RawHeaders
    chunks: Iterable[bytes]


class Channel(Protocol):
    """Sends requests to one server."""

    @contextmanager
    def send(self, outgoing: Outgoing) -> Generator[Incoming]:
        """Send one request; the connection is free again, or closed, where the block ends."""
        ...

    def close(self) -> None:
        """Close the connections."""
        ...


def open_channel(base_url: str, limits: Limits, transport: httpx.BaseTransport | None) -> Channel:
    """Return a channel to the server at `base_url`, or to `transport` in its place."""
    return NetworkChannel(base_url, limits) if transport is None else TransportChannel(base_url, transport)


class NetworkChannel:
    """Connections to one server. No answer takes longer than the deadline, however it trickles in."""

    def __init__(self, base_url: str, limits: Limits) -> None:
        """Connect on the first request; through the environment's proxy where it names one for this address."""
        scheme, self._host, self._port, _ = _parts(base_url)
        self._scheme = scheme.encode()
        self._host_header = (b"Host", urlsplit(base_url).netloc.encode())
        self._backend = _Backend(limits.deadline_s)
        self._timeouts = {
            "timeout": {"connect": limits.connect_s, "read": limits.read_s, "write": limits.read_s, "pool": 0.0}
        }
        proxy = _proxy(base_url)
        tls = _tls(scheme, proxy)
        self._way = _Kept(tls, self._backend) if proxy is None else _through(proxy, tls, self._backend)

    @contextmanager
    def send(self, outgoing: Outgoing) -> Generator[Incoming]:
        """Send one request; the connection is free again, or closed, where the block ends."""
        self._backend.begin()
        try:
            # Built within: a header or a target that HTTP cannot carry shows here.
            answer = self._way.handle_request(self._request(outgoing))
            try:
                yield Incoming(answer.status, answer.headers, answer.iter_stream())
            finally:
                answer.close()
        except httpcore.TimeoutException as exc:
            raise TimeoutError from exc
        except httpcore.RemoteProtocolError as exc:
            raise ProtocolError(str(exc)) from exc
        except (httpcore.NetworkError, httpcore.ProxyError, httpcore.ProtocolError) as exc:
            raise ConnectionError(str(exc)) from exc

    def _request(self, outgoing: Outgoing) -> httpcore.Request:
        headers = [self._host_header, *outgoing.headers]
        if outgoing.body is not None or outgoing.method in _WITH_LENGTH:
            headers.append((b"Content-Length", str(len(outgoing.body or b"")).encode()))
        target = quote(outgoing.target, safe=_IN_URLS).encode()
        url = httpcore.URL(scheme=self._scheme, host=self._host.encode(), port=self._port, target=target)
        return httpcore.Request(outgoing.method, url, headers=headers, content=outgoing.body, extensions=self._timeouts)

    def close(self) -> None:
        """Close the connections."""
        self._way.close()


class _Kept:
    """The one connection to the server: kept while it can be, made anew where it is over."""

    def __init__(self, tls: ssl.SSLContext | None, backend: httpcore.NetworkBackend) -> None:
        self._tls = tls
        self._backend = backend
        self._connection: httpcore.HTTPConnection | None = None

    def handle_request(self, request: httpcore.Request) -> httpcore.Response:
        connection = self._connection
        if connection is None or not connection.is_available() or connection.has_expired():
            self.close()
            connection = self._connection = httpcore.HTTPConnection(
                request.url.origin, ssl_context=self._tls, keepalive_expiry=_KEPT_S, network_backend=self._backend
            )
        return connection.handle_request(request)

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _through(proxy: str, tls: ssl.SSLContext | None, backend: httpcore.NetworkBackend) -> httpcore.ConnectionPool:
    return httpcore.ConnectionPool(
        ssl_context=tls,
        proxy=_core_proxy(proxy),
        max_connections=1,
        keepalive_expiry=_KEPT_S,
        network_backend=backend,
    )


class TransportChannel:
    """An httpx transport in the network's place, for tests."""

    def __init__(self, base_url: str, transport: httpx.BaseTransport) -> None:
        """Take the transport."""
        parts = urlsplit(base_url)
        self._origin = f"{parts.scheme}://{parts.netloc}"
        self._transport = transport

    @contextmanager
    def send(self, outgoing: Outgoing) -> Generator[Incoming]:
        """Send one request; the connection is free again, or closed, where the block ends."""
        url = self._origin + quote(outgoing.target, safe=_IN_URLS)
        request = httpx.Request(outgoing.method, url, headers=list(outgoing.headers), content=outgoing.body)
        try:
            answer = self._transport.handle_request(request)
            try:
                yield Incoming(answer.status_code, answer.headers.raw, _raw(answer.stream))
            finally:
                answer.close()
        except httpx.TimeoutException as exc:
            raise TimeoutError from exc
        except httpx.RemoteProtocolError as exc:
            raise ProtocolError(str(exc)) from exc
        except (httpx.HTTPError, httpx.InvalidURL) as exc:
            raise ConnectionError(str(exc)) from exc

    def close(self) -> None:
        """Close the transport."""
        self._transport.close()


class _Backend(httpcore.SyncBackend):
    """The network, with one deadline over all that is read and written for a request."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._due = 0.0

    def begin(self) -> None:
        """Count the deadline from now."""
        self._due = time.monotonic() + self._seconds

    def within(self, timeout: float | None) -> float:
        """Return the seconds that the next step may take; raise ReadTimeout where the deadline is over."""
        left = self._due - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout
        return left if timeout is None else min(timeout, left)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect, and hold the connection to the deadline."""
        stream = super().connect_tcp(host, port, self.within(timeout), local_address, socket_options)
        return _Stream(stream, self)


class _Stream(httpcore.NetworkStream):
    """A connection whose every step ends with the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, backend: _Backend) -> None:
        self._stream = stream
        self._backend = backend

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._backend.within(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._backend.within(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, self._backend.within(timeout))
        return _Stream(secured, self._backend)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


def _raw(stream: httpx.SyncByteStream | httpx.AsyncByteStream) -> Iterable[bytes]:
    if not isinstance(stream, httpx.SyncByteStream):
        msg = "A transport for tests answers with a synchronous stream."
        raise TypeError(msg)
    return stream


def _parts(base_url: str) -> tuple[str, str, int, str]:
    parts = urlsplit(base_url)
    return parts.scheme, parts.hostname or "", parts.port or _PORTS[parts.scheme], parts.path


def _tls(scheme: str, proxy: str | None) -> ssl.SSLContext | None:
    """Return what verifies certificates; None where nothing is encrypted, for the authorities take long to read."""
    encrypted = scheme == "https" or (proxy or "").startswith("https:")
    return httpx.create_ssl_context(verify=True, trust_env=True) if encrypted else None


def _core_proxy(address: str) -> httpcore.Proxy:
    known = httpx.Proxy(address)
    return httpcore.Proxy(str(known.url), auth=known.raw_auth)


def _proxy(base_url: str) -> str | None:
    """Return the environment's proxy for this address, None where it names none."""
    parts = urlsplit(base_url)
    if parts.hostname is None or proxy_bypass(parts.netloc):
        return None
    return getproxies().get(parts.scheme)
