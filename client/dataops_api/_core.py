"""What a client is that does not depend on how it waits: settings, calls made into requests, answers into values."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import replace
from math import inf
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeVar
from urllib.parse import SplitResult, urljoin, urlsplit

import msgspec
from dataops_resources.model import read
from msgspec import UNSET, UnsetType

from dataops_api import _requests
from dataops_api._contents import AsyncUpload, length_of, sendable
from dataops_api._credentials import CREDENTIAL_HEADERS, Credential, Redactor, secrets_in
from dataops_api._exchange import AsyncContent, Request, Response
from dataops_api._flow import Flow, Rules, attempts
from dataops_api._headers import check_headers, together
from dataops_api._origins import origin
from dataops_api._pacing import Pacing
from dataops_api._retry import RetryBudget, RetryPolicy
from dataops_api._version import __version__
from dataops_api.errors import ConfigurationError, InvalidResponseError, RedirectError

if TYPE_CHECKING:
    from dataops_resources.runtime import Call, Options

T = TypeVar("T")

_PYTHON: Final = ".".join(str(part) for part in sys.version_info[:3])
_BASE_HEADERS: Final[Mapping[str, str]] = MappingProxyType({
    "Accept-Encoding": "gzip, deflate",
    "Connection": "keep-alive",
    "User-Agent": f"dataops-api/{__version__} Python/{_PYTHON}",
})  # fmt: skip
_IN_A_HEADER: Final = frozenset({"token", "job"})
_FOR_ANYBODY: Final = frozenset({"accept", "accept-encoding", "connection", "user-agent"})
_SCHEMES: Final = frozenset({"http", "https"})
_SAFE: Final = frozenset({"GET", "HEAD"})
_PAGES: Final = frozenset({"text/html", "application/xhtml+xml"})
_FIRST_REDIRECT: Final = 300
_OPTIONS: Final = frozenset({"timeout", "deadline", "retries", "headers"})
NO_HEADERS: Final[Mapping[str, str]] = MappingProxyType({})


class Limits(msgspec.Struct, frozen=True):
    """How long and how often it is tried, and how much is taken; times in seconds, sizes in bytes."""

    timeout: float = 30.0
    deadline: float | None = 300.0
    retries: int = 4
    max_response_size: int = 256 * 1024 * 1024
    headers: Mapping[str, str] = msgspec.field(default_factory=dict[str, str])

    def __post_init__(self) -> None:
        _check_seconds("timeout", self.timeout)
        if self.deadline is not None:
            _check_seconds("deadline", self.deadline, " or None for any time")
        check_count("retries", self.retries)
        check_count("max_response_size", self.max_response_size)
        check_headers(self.headers)
        # A copy: what the app changes of its own later is not sent.
        msgspec.structs.force_setattr(self, "headers", dict(self.headers))

    def changed(self, options: Options) -> Limits:
        """Return the limits of one call. Raises `ConfigurationError` for an option that there is not."""
        if not options:
            return self
        if unknown := sorted(set(options) - _OPTIONS):
            known = ", ".join(sorted(_OPTIONS))
            raise ConfigurationError(f"There is no option {', '.join(unknown)}: the options of a call are {known}.")
        return msgspec.structs.replace(
            self,
            timeout=options.get("timeout", self.timeout),
            deadline=options.get("deadline", self.deadline),
            retries=options.get("retries", self.retries),
            headers=together(self.headers, options["headers"]) if "headers" in options else self.headers,
        )


def _check_seconds(name: str, value: object, otherwise: str = "") -> None:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value < inf:
        raise ConfigurationError(f"{name} is {value!r} and must be a number of seconds above 0{otherwise}.")


def check_count(name: str, value: object, *, least: int = 0) -> None:
    """Raise `ConfigurationError` for what is no integer from `least` on."""
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        kind = "" if isinstance(value, int) else "a whole number, "
        raise ConfigurationError(f"{name} is {value!r} and must be {kind}{least} or more.")


def options_of(
    *, timeout: float | None, deadline: float | UnsetType | None, retries: int | None, headers: Mapping[str, str] | None
) -> Options:
    """Return the options that are given."""
    options: Options = {}
    if timeout is not None:
        options["timeout"] = timeout
    if deadline is not UNSET:
        options["deadline"] = deadline
    if retries is not None:
        options["retries"] = retries
    if headers is not None:
        options["headers"] = headers
    return options


class Core(msgspec.Struct, frozen=True):
    """A client's settings and what its copies share: the quota and the retry budget."""

    url: str
    credential: Credential
    limits: Limits
    pacing: Pacing
    budget: RetryBudget = msgspec.field(default_factory=RetryBudget)
    leak: str = ""
    """How a secret can be read on its way to the base URL, as the end of a sentence; empty where it cannot."""

    def begin(self, call: Call, token: str, *, content: AsyncUpload = None, stream: bool = False) -> Flow:
        """Return the flow of a call that is made with a token of the credential.

        `content` is sent as it is, in place of the call's body; with `stream` the answer is left open. Raises
        `ConfigurationError` for a call that cannot be written, or would send a secret unencrypted.
        """
        limits = self.limits.changed(call.options)
        sent = None if content is None else sendable(content)
        request = self._request(call, limits, token, sent, stream=stream)
        return attempts(
            call,
            request,
            self._rules(limits, (token, *_requests.secrets_of(call), *secrets_in(limits.headers))),
            replayable=sent is None or isinstance(sent, bytes),
            redirected=self._redirected,
        )

    def _rules(self, limits: Limits, secrets: Iterable[str]) -> Rules:
        from dataops_api._logging import Log  # noqa: PLC0415 - with the standard library's logging, when it is used

        redactor = Redactor(secrets)
        return Rules(
            policy=RetryPolicy(retries=limits.retries),
            pacing=self.pacing,
            budget=self.budget,
            redactor=redactor,
            watcher=Log(redactor),
            kind=self.credential.kind,
            withheld=self.credential.withheld,
        )

    def _request(self, call: Call, limits: Limits, token: str, content: AsyncContent, *, stream: bool) -> Request:
        operation = call.operation
        headers = {**_BASE_HEADERS, "Accept": operation.accept}
        if operation.credentials & _IN_A_HEADER:
            headers.update(self.credential.headers(token))
        body = content
        if body is None and (body := _requests.encode_body(call)) is not None:
            headers["Content-Type"] = "application/json"
        elif (length := length_of(content)) is not None:
            # Told beforehand: there are servers that take no upload in chunks.
            headers["Content-Length"] = str(length)
        if limits.headers:
            given = {name.lower() for name in limits.headers}
            headers = {name: value for name, value in headers.items() if name.lower() not in given}
            headers.update(limits.headers)
        if self.leak:
            self._check_secrecy(call, headers)
        deadline = None if limits.deadline is None else time.monotonic() + limits.deadline
        return Request(
            operation.method,
            self.url + _requests.target(call),
            headers,
            body,
            operation=operation,
            timeout=limits.timeout,
            deadline=deadline,
            max_size=0 if stream else limits.max_response_size,
            stream=stream,
        )

    def _check_secrecy(self, call: Call, headers: Mapping[str, str]) -> None:
        """Raise `ConfigurationError` if something that is secret would be sent where others can read it."""
        told = sorted(name for name, value in headers.items() if value and name.lower() in CREDENTIAL_HEADERS)
        what = f"The header {told[0]}" if told else "A token of the call" if any(_requests.secrets_of(call)) else ""
        if what:
            raise ConfigurationError(f"{what} would travel unencrypted: {self.leak}.", call=call)

    def _redirected(self, request: Request, location: str) -> Request:
        """Return the request that follows a redirect.

        Only reading is sent on, never to plain http, and to another host without a token.
        """
        here, there = urlsplit(request.url), _destination(request.url, location)
        host = there.hostname
        if request.method not in _SAFE:
            msg = f"a {request.method} was sent on to {host}: set the base URL to where the API is"
            raise RedirectError(msg, permanent=True)
        if here.scheme == "https" and there.scheme == "http":
            raise RedirectError(f"a redirect from https to http, to {host}, is not followed", permanent=True)
        headers = request.headers
        if origin(there.geturl()) != origin(request.url):
            # Neither a token nor what the app sends of its own accord, for this call or for all.
            headers = {name: value for name, value in headers.items() if name.lower() in _FOR_ANYBODY}
        return replace(request, url=there.geturl(), headers=headers)


def _destination(url: str, location: str) -> SplitResult:
    """Return where a redirect leads. Raises `RedirectError` where that is nowhere."""
    try:
        there = urlsplit(urljoin(url, location))
        if location and there.scheme in _SCHEMES and there.hostname and there.port != 0:
            return there
    except ValueError:  # a port or an address that is none
        pass
    raise RedirectError("a redirect that says no http or https URL", permanent=True)


def checked(call: Call, response: Response) -> Response:
    """Return an answer that an operation may give.

    Raises `InvalidResponseError` for one that says to look elsewhere (such as a 304), and for a page of HTML, which is
    a login form or a proxy's message, where the operation answers none.
    """
    if response.status_code >= _FIRST_REDIRECT:
        msg = f"the answer is a {response.status_code}, which does not say that it was done"
        raise InvalidResponseError(msg, call=call, response=response)
    if response.media_type in _PAGES and not _PAGES & _accepted(call.operation.accept) and _has_content(response):
        msg = f"the answer is a page of HTML (status {response.status_code}), not from the API itself"
        raise InvalidResponseError(msg, call=call, response=response)
    return response


def _accepted(accept: str) -> set[str]:
    return {kind.partition(";")[0].strip().lower() for kind in accept.split(",")}


def _has_content(response: Response) -> bool:
    # That of an open answer is still to come.
    return bool(response.content) or type(response) is not Response


def read_value(call: Call, response: Response, type_: type[T]) -> T:
    """Return what the JSON of an answer says. Raises `InvalidResponseError` where it is not what the contract says."""
    checked(call, response)
    try:
        return read(msgspec.json.decode(response.content), type_)
    except msgspec.ValidationError as exc:
        raise InvalidResponseError(
            f"the answer is not what the contract says: {exc}", call=call, response=response
        ) from exc
    except (ValueError, RecursionError) as exc:  # no JSON, or no UTF-8
        kind = response.headers.get("content-type") or "unknown"
        msg = f"the answer is no JSON that can be read (content type {kind}, {len(response.content)} bytes)"
        raise InvalidResponseError(msg, call=call, response=response) from exc
