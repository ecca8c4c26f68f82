"""Who may use the mock's switches: programs on this machine, and no web page that a browser on it shows.

A page can send requests to this machine from anywhere. A browser says in `Origin` what page sends one, and a name that
a page's owner points at this machine (DNS rebinding) stands in `Host`.
"""

from __future__ import annotations

import re
from ipaddress import ip_address

from starlette.requests import Request

_AUTHORITY = re.compile(r"(?P<host>[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]*)?")
_SCHEME = re.compile(r"https?://", re.IGNORECASE)


def refusal(request: Request, bound_host: str) -> str | None:
    """Return in a sentence why a request may not use the switches of a mock that listens on `bound_host`; else None."""
    if request.client is not None and not is_loopback(request.client.host):
        return "The mock's switches answer clients on the same machine alone."
    host = request.headers.get("host", "")
    if not _is_own(host, bound_host):
        return f"The mock's switches answer no request for the host {host!r}: send it to 127.0.0.1 or localhost."
    origin = request.headers.get("origin")
    if origin is not None and _SCHEME.sub("", origin, count=1).lower() != host.lower():
        return f"The mock's switches answer no web page, such as one of {origin!r}: send the request from a program."
    return None


def is_loopback(host: str) -> bool:
    """Tell whether an address or a name is this machine's own; that of a local socket is empty."""
    try:
        return ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return host.lower() in {"", "localhost"}


def _is_own(authority: str, bound_host: str) -> bool:
    """Tell whether a `Host` names this machine or the address that the mock listens on, whatever the port."""
    matched = _AUTHORITY.fullmatch(authority)
    if matched is None:
        return False
    host = matched["host"].strip("[]")
    return host.lower() == bound_host.lower() or is_loopback(host)
