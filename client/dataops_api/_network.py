"""Sockets that keep to a call's deadline: the library's own timeouts begin anew with every byte that comes in.

An asynchronous call is cancelled when its time is over. One that blocks sits in the operating system until a byte
comes, and a server that sends one now and then would hold it for ever: so each read and write is given no more than the
time that is left. The time travels with the timeout, which the library hands down as it is.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final, TypedDict
from urllib.parse import unquote, urlsplit

import httpcore2

from dataops_api.errors import ConfigurationError

if TYPE_CHECKING:
    from httpcore2 import SOCKET_OPTION

NO_SOCKS: Final = "A SOCKS proxy needs the package socksio: pip install socksio, or name an http proxy."


class Patience(float):
    """A timeout in seconds that ends at the latest at a moment of the monotonic clock."""

    until: float

    @classmethod
    def of(cls, seconds: float, until: float | None) -> float:
        """Return the timeout; a bare number where there is no such moment."""
        if until is None:
            return seconds
        made = cls(seconds)
        made.until = until
        return made


def _left(timeout: float | None, ended: type[httpcore2.TimeoutException]) -> float | None:
    """Return the seconds that are left. Raises `ended` where none are."""
    if not isinstance(timeout, Patience):
        return timeout
    left = timeout.until - time.monotonic()
    if left <= 0.0:
        raise ended("the deadline is over")
    return min(float(timeout), left)


class _Stream(httpcore2.NetworkStream):
    def __init__(self, stream: httpcore2.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(timeout, httpcore2.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(timeout, httpcore2.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        left = _left(timeout, httpcore2.ConnectTimeout)
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, left))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _addresses(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as exc:  # the second of a name that is none
        raise httpcore2.ConnectError(str(exc)) from exc
    # By their names as numbers: a link-local address of IPv6 means nothing without its interface.
    numeric = socket.NI_NUMERICHOST | socket.NI_NUMERICSERV
    return list(dict.fromkeys(socket.getnameinfo(place, numeric)[0] for *_, place in found))


class DeadlineBackend(httpcore2.SyncBackend):
    """Opens sockets that keep to the deadline of the call that uses them."""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """Open a socket to the first address of the host that answers.

        The addresses share the time that there is; to look the name up takes what the operating system takes. Raises
        `httpcore2.ConnectTimeout`, `httpcore2.ConnectError`.
        """
        addresses = _addresses(host, port)
        failed: Exception = httpcore2.ConnectError(f"{host} has no address")
        end = None if timeout is None else time.monotonic() + timeout
        for place, address in enumerate(addresses):
            left = _left(timeout, httpcore2.ConnectTimeout)
            share = None if left is None or end is None else min(left, end - time.monotonic())
            seconds = None if share is None else max(0.001, share / (len(addresses) - place))
            try:
                return _Stream(super().connect_tcp(address, port, seconds, local_address, socket_options))
            except (httpcore2.ConnectTimeout, httpcore2.ConnectError) as exc:
                failed = exc
        raise failed


class _Settings(TypedDict):
    ssl_context: ssl.SSLContext
    max_connections: int | None
    max_keepalive_connections: int | None
    keepalive_expiry: float | None
    network_backend: DeadlineBackend


def pool_of(
    proxy: str | None,
    ssl_context: ssl.SSLContext,
    *,
    max_connections: int | None,
    max_keepalive_connections: int | None,
    keepalive_expiry: float | None,
) -> httpcore2.ConnectionPool:
    """Return connections, directly or through a proxy, that keep to the deadline of the call that uses them.

    Raises `ConfigurationError` for a SOCKS proxy where the package for it is not installed.
    """
    settings = _Settings(
        ssl_context=ssl_context,
        max_connections=max_connections,
        max_keepalive_connections=max_keepalive_connections,
        keepalive_expiry=keepalive_expiry,
        network_backend=DeadlineBackend(),
    )
    if proxy is None:
        return httpcore2.ConnectionPool(**settings)
    parts = urlsplit(proxy)
    auth = (unquote(parts.username), unquote(parts.password or "")) if parts.username is not None else None
    url = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
    if parts.scheme in {"http", "https"}:
        return httpcore2.HTTPProxy(url, proxy_auth=auth, **settings)
    try:
        return httpcore2.SOCKSProxy(url, proxy_auth=auth, **settings)
    except RuntimeError:
        raise ConfigurationError(NO_SOCKS) from None
