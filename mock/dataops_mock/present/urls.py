"""The URLs in answers."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from dataops_mock.call import Call

_API = "/api/v4"


def root(call: Call) -> str:
    """Return the URL of the product's pages, without a trailing slash."""
    return call.base_url.removesuffix(_API)


def api(call: Call, path: str) -> str:
    """Return the URL of an API path."""
    return f"{root(call)}{_API}{path}"


def page(call: Call, path: str) -> str:
    """Return the URL of a page of the product; what a URL cannot hold is quoted."""
    return f"{root(call)}/{quote(path, safe='/~', errors='surrogatepass')}"


def host(call: Call) -> str:
    """Return the host name of the server."""
    return urlsplit(call.base_url).hostname or "localhost"
