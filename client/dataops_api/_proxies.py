"""Which proxy a request takes, by the environment: `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, `NO_PROXY`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address, ip_network
from threading import Lock
from typing import Final, Generic, Self, TypeVar

from dataops_api._settings import check_proxy, is_loopback

T = TypeVar("T")
_PORTS: Final = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Proxies:
    """The proxies by the scheme of what is asked for, `all` for any, and the hosts that none is for.

    The representation does not show the proxies, whose URLs may hold passwords.
    """

    by_scheme: Mapping[str, str] = field(repr=False, default_factory=dict[str, str])
    without: tuple[str, ...] = ()

    @classmethod
    def of_environment(cls) -> Self:
        """Return what the environment says, or the system's settings where it has such."""
        from urllib.request import getproxies  # noqa: PLC0415 - the HTTP library has it imported by then

        told = getproxies()
        urls = {scheme: told[scheme].strip() for scheme in ("http", "https", "all") if told.get(scheme, "").strip()}
        entries = (entry.strip().lower() for entry in told.get("no", "").split(","))
        return cls(
            {scheme: url if "://" in url else f"http://{url}" for scheme, url in urls.items()},
            tuple(entry for entry in entries if entry),
        )

    def choose(self, scheme: str, host: str, port: int | None) -> str | None:
        """Return the URL of the proxy to a server, `None` where there is none; this machine is asked directly."""
        proxy = self.by_scheme.get(scheme) or self.by_scheme.get("all")
        if proxy is None or is_loopback(host):
            return None
        asked = port or _PORTS.get(scheme)
        return None if any(_names(entry, scheme, host.lower(), asked) for entry in self.without) else proxy


class Routes(Generic[T]):
    """The connections of a client by the proxy that they go through, made when the first request takes it.

    Those that are encrypted are kept apart: what they trust is read when it is needed.
    """

    def __init__(self, proxy: str | None, make: Callable[[str | None, bool], T]) -> None:
        """Take `proxy` for all requests, unless it is `None` those of the environment.

        `make` makes the connections through a proxy, or directly, and is told whether they are encrypted.
        """
        self._proxy = proxy
        self._environment = Proxies() if proxy else Proxies.of_environment()
        self._make = make
        self._lock = Lock()
        self.made: dict[tuple[str | None, bool], T] = {}

    def to(self, scheme: str, host: str, port: int | None) -> T:
        """Return the connections to a server. Raises `ConfigurationError` for a proxy that is none."""
        proxy = self._proxy or self._environment.choose(scheme, host, port)
        route = proxy, scheme == "https" or (proxy is not None and proxy.startswith("https"))
        found = self.made.get(route)
        return self._added(*route) if found is None else found

    def _added(self, proxy: str | None, is_encrypted: bool) -> T:
        if proxy is not None:
            check_proxy(proxy, "A proxy of the environment (HTTPS_PROXY, HTTP_PROXY, ALL_PROXY)")
        with self._lock:
            route = proxy, is_encrypted
            if route not in self.made:
                self.made[route] = self._make(*route)
            return self.made[route]


def _names(entry: str, scheme: str, host: str, port: int | None) -> bool:
    """Tell whether an entry of NO_PROXY names a server: `*`, a domain, an address or a network, perhaps a port."""
    if entry == "*":
        return True
    of_scheme, separator, named = entry.rpartition("://")
    if separator and of_scheme not in {"all", scheme}:
        return False
    name, of_port = _split(named)
    if of_port is not None and of_port != port:
        return False
    try:
        address = ip_address(host)
    except ValueError:
        return _is_domain_of(name, host)
    try:
        return address in ip_network(name, strict=False)
    except ValueError:
        return False


def _split(entry: str) -> tuple[str, int | None]:
    """Return the name and the port of an entry such as `a.example:8443`, `[::1]:8443`, `::1`."""
    if entry.startswith("["):
        inside, _, behind = entry[1:].partition("]")
        return (inside + behind, None) if behind.startswith("/") else (inside, _port(behind.removeprefix(":")))
    name, colon, port = entry.partition(":")
    return (entry, None) if not colon or ":" in port else (name, _port(port))


def _port(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else None


def _is_domain_of(name: str, host: str) -> bool:
    """Tell whether a host is a domain or below it; `.a.example` and `*.a.example` name only what is below."""
    bare = name.removeprefix("*")
    return host.endswith(bare) and len(host) > len(bare) if bare.startswith(".") else _is_below(bare, host)


def _is_below(name: str, host: str) -> bool:
    return bool(name) and (host == name or host.endswith(f".{name}"))
