"""The URLs in answers."""

from __future__ import annotations

from functools import lru_cache
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
    return f"{root(call)}/{_quoted(path)}"


def host(call: Call) -> str:
    """Return the host name of the server."""
    return _host_of(call.base_url)


@lru_cache(maxsize=8192)
def _quoted(path: str) -> str:
    return quote(path, safe="/~", errors="surrogatepass")


@lru_cache(maxsize=64)
def _host_of(url: str) -> str:
    return urlsplit(url).hostname or "localhost"
