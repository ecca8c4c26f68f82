"""Open the HTTP client: TLS verified, no redirects followed, no cookies kept, no credentials of its own."""

from __future__ import annotations

from collections.abc import Callable
from http.cookiejar import DefaultCookiePolicy
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx

from dataops_conformance.settings import Limits


def open_client(
    base_url: str,
    user_agent: str,
    limits: Limits,
    transport: httpx.BaseTransport | None,
    wrap: Callable[[httpx.BaseTransport], httpx.BaseTransport] | None,
) -> httpx.Client:
    """Return a client for `base_url`; `wrap` stands between it and the network, or `transport` in its place."""
    inner = transport or httpx.HTTPTransport(verify=True, retries=0, proxy=_proxy(base_url))
    client = httpx.Client(
        transport=wrap(inner) if wrap else inner,
        timeout=httpx.Timeout(limits.read_s, connect=limits.connect_s),
        follow_redirects=False,
        trust_env=False,
        headers={"user-agent": user_agent, "accept": "*/*", "accept-encoding": "identity"},
    )
    client.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    return client


def _proxy(base_url: str) -> str | None:
    """Return the environment's proxy for this address, None where it names none."""
    parts = urlsplit(base_url)
    if parts.hostname is None or proxy_bypass(parts.netloc):
        return None
    return getproxies().get(parts.scheme)
