"""Where the API is and who asks: from arguments, the environment, and the pipeline job that the program runs in."""

from __future__ import annotations

import os
from collections.abc import Mapping
from ipaddress import ip_address
from typing import Final, cast
from urllib.parse import urlsplit

import msgspec

from dataops_api._credentials import AsyncSecret, Credential
from dataops_api._origins import Origin, origin
from dataops_api.errors import ConfigurationError

DEFAULT_URL: Final = "https://app.dataops.live/api/v4"
_ROOT: Final = "/api/v4"
_PROXIES: Final = frozenset({"http", "https", "socks5", "socks5h"})


class Settings(msgspec.Struct, frozen=True):
    """The base URL, without a slash at its end, and the credential.

    `leak` tells why nothing secret may be sent there, as the end of a sentence; empty where it may.
    """

    url: str
    credential: Credential
    leak: str = ""


def read_settings(
    *,
    url: str | None,
    token: AsyncSecret | None,
    job_token: AsyncSecret | None,
    bearer_token: AsyncSecret | None,
    anonymous: bool,
    proxy: str | None = None,
    environment: Mapping[str, str] | None = None,
) -> Settings:
    """Return the settings of the arguments, else of the environment.

    The URL: `url`, `DATAOPS_URL`, `CI_API_V4_URL`, the service's own. The credential: the one that is given, else
    `DATAOPS_TOKEN`, `DATAOPS_JOB_TOKEN`, `CI_JOB_TOKEN`, else none; the last only where the URL leads to the server
    that gave it, which is that of `CI_API_V4_URL`. Raises `ConfigurationError` for a URL or a proxy that is none or
    would show a token to the network, and for more than one credential.
    """
    known = os.environ if environment is None else environment
    source, address = _first((("", url), *_named(known, "DATAOPS_URL", "CI_API_V4_URL"), ("", DEFAULT_URL)))
    if not isinstance(cast("object", address), str):
        raise ConfigurationError(f"The base URL {address!r} is no text: write one such as {DEFAULT_URL}.")
    credential = _given(token=token, job_token=job_token, bearer_token=bearer_token, anonymous=anonymous)
    if credential is None:
        credential = _found(known, address.strip())
    if not callable(credential.secret):
        credential.token()
    checked = _checked(address.strip(), source, credential)
    if proxy is not None:
        check_proxy(proxy, "`proxy`")
    leak = leak_of(checked, proxied=proxy is not None)
    if leak and credential.kind != "none":
        raise ConfigurationError(f"The token would travel unencrypted: {leak}.")
    return Settings(checked, credential, leak)


def _given(
    *,
    token: AsyncSecret | None,
    job_token: AsyncSecret | None,
    bearer_token: AsyncSecret | None,
    anonymous: bool,
) -> Credential | None:
    """Return the credential of the arguments; `None` where they have none."""
    given = [
        credential
        for credential in (
            Credential("token", token) if token is not None else None,
            Credential("job", job_token) if job_token is not None else None,
            Credential("bearer", bearer_token) if bearer_token is not None else None,
            Credential() if anonymous else None,
        )
        if credential is not None
    ]
    if len(given) > 1:
        raise ConfigurationError(
            "A client has one credential: give one of token, job_token, bearer_token, anonymous=True."
        )
    return given[0] if given else None


def _found(known: Mapping[str, str], address: str) -> Credential:
    """Return the credential of the environment for the server at an address."""
    if value := known.get("DATAOPS_TOKEN"):
        return Credential("token", value)
    if value := known.get("DATAOPS_JOB_TOKEN"):
        return Credential("job", value)
    value = known.get("CI_JOB_TOKEN")
    if not value:
        return Credential()
    issuer, asked = (_origin(known.get("CI_API_V4_URL", "").strip()), _origin(address))
    if issuer is not None and issuer == asked:
        return Credential("job", value)
    # Any CI system of this family sets it: it is the token of a job of that server, and of no other.
    reason = f"it is a token of {_server(issuer)}" if issuer else "CI_API_V4_URL does not say whose it is"
    remedy = "set DATAOPS_TOKEN, or give the client a token"
    return Credential(withheld=f"CI_JOB_TOKEN was not sent, since {reason}: {remedy}.")


def _origin(url: str) -> Origin | None:
    """Return where a URL leads; `None` where that is nowhere."""
    try:
        found = origin(url)
    except ValueError:
        return None
    return found if found[1] else None


def _server(at: Origin) -> str:
    scheme, host, port = at
    named = f"[{host}]" if host and ":" in host else host
    return f"{scheme}://{named}" if port in {80, 443, None} else f"{scheme}://{named}:{port}"


def _named(known: Mapping[str, str], *names: str) -> tuple[tuple[str, str | None], ...]:
    return tuple((name, known.get(name)) for name in names)


def _first(values: tuple[tuple[str, str | None], ...]) -> tuple[str, str]:
    return next((name, value) for name, value in values if value)


def _checked(url: str, source: str, credential: Credential) -> str:
    """Return the base URL without a slash at its end."""
    subject = f"The base URL{_shown(url)}{f' of {source}' if source else ''}"
    try:
        parts = urlsplit(url)
        port_fits = parts.port is None or parts.port > 0
    except ValueError as exc:
        raise ConfigurationError(f"{subject} is no URL: write one such as {DEFAULT_URL}.") from exc
    if parts.username is not None or parts.password is not None:
        host = f"{parts.hostname}{f':{parts.port}' if parts.port else ''}"
        msg = f"The base URL of {host}{f' in {source}' if source else ''} holds a user or a password: leave them out."
        raise ConfigurationError(msg)
    if parts.scheme not in {"http", "https"} or not parts.hostname or not port_fits:
        raise ConfigurationError(f"{subject} is no http or https URL: write one such as {DEFAULT_URL}.")
    if parts.query or parts.fragment:
        raise ConfigurationError(f"{subject} has a query or a fragment: end it with {_ROOT}.")
    path = parts.path.rstrip("/")
    if not path.endswith(_ROOT):
        raise ConfigurationError(
            f"{subject} does not end with {_ROOT}: write {parts.scheme}://{parts.netloc}{path}{_ROOT}."
        )
    if parts.scheme == "http" and credential.kind != "none" and not is_loopback(parts.hostname):
        raise ConfigurationError(f"{subject} would send a token unencrypted: write https://{parts.netloc}{path}.")
    return f"{parts.scheme}://{parts.netloc}{path}"


def leak_of(url: str, *, proxied: bool) -> str:
    """Return how a secret that is sent to a URL can be read on its way, with the remedy; empty where it cannot."""
    parts = urlsplit(url)
    if parts.scheme != "http":
        return ""
    if not is_loopback(parts.hostname or ""):
        return f"the base URL is http, and {parts.netloc} is another machine; write https://{parts.netloc}{parts.path}"
    return f"the request to {parts.netloc} would go through the proxy as it is; leave `proxy` out" if proxied else ""


def check_proxy(proxy: str, subject: str) -> None:
    """Raise `ConfigurationError` for a proxy's URL that is none; it may hold a password, and is not shown."""
    try:
        parts = urlsplit(proxy)
        fits = parts.scheme in _PROXIES and bool(parts.hostname) and parts.port != 0
    except (ValueError, TypeError, AttributeError):
        fits = False
    if not fits:
        raise ConfigurationError(f"{subject} is no URL of a proxy: write one such as http://proxy.example.com:3128.")


def _shown(url: str) -> str:
    """Return a URL as a message may show it: without a user, a password or a query, and not at all if it is a token."""
    bare = url.partition("?")[0].partition("#")[0]
    before, at, behind = bare.rpartition("@")
    scheme = before.rpartition("://")[0].rpartition("@")[2]
    shown = f"{scheme}://…@{behind}" if at else bare
    return f" {shown!r}" if "/" in shown else ""


def is_loopback(host: str) -> bool:
    """Tell whether an address or a name is this machine's own."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"
