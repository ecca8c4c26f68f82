"""`with_raw_response`: a method that also gives the answer that its value was read from."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from contextvars import ContextVar
from functools import wraps
from typing import TYPE_CHECKING, Final, Generic, ParamSpec, TypeVar

import msgspec

from dataops_api.errors import ConfigurationError

if TYPE_CHECKING:
    from dataops_api._exchange import Response

P = ParamSpec("P")
T = TypeVar("T")

_wanted: ContextVar[list[Response] | None] = ContextVar("dataops_api_wanted", default=None)
_NONE: Final = (
    "with_raw_response takes a method of a resource that makes one request and reads it whole: each page of a list's "
    "pages() has a `response` of its own, and so has the content that a stream gives."
)


class RawResponse(msgspec.Struct, Generic[T], frozen=True):
    """A value, and the answer that it was read from."""

    value: T
    response: Response

    @property
    def status_code(self) -> int:
        """The status."""
        return self.response.status_code

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers; their names are case-insensitive."""
        return self.response.headers

    @property
    def request_id(self) -> str | None:
        """The `X-Request-Id`."""
        return self.response.request_id

    @property
    def attempts(self) -> int:
        """How often a request was sent."""
        return self.response.attempts


def note(response: Response) -> None:
    """Keep an answer for who asked for it."""
    if (wanted := _wanted.get()) is not None:
        wanted.append(response)


def raw(method: Callable[P, T]) -> Callable[P, RawResponse[T]]:
    """Return `method` with the answer beside its value."""

    @wraps(method)
    def called(*args: P.args, **kwargs: P.kwargs) -> RawResponse[T]:
        kept: list[Response] = []
        token = _wanted.set(kept)
        try:
            value = method(*args, **kwargs)
        finally:
            _wanted.reset(token)
        return RawResponse(value, _last(kept))

    return called


def async_raw(method: Callable[P, Awaitable[T]]) -> Callable[P, Awaitable[RawResponse[T]]]:
    """Return `method` with the answer beside its value."""

    @wraps(method)
    async def called(*args: P.args, **kwargs: P.kwargs) -> RawResponse[T]:
        kept: list[Response] = []
        token = _wanted.set(kept)
        try:
            value = await method(*args, **kwargs)
        finally:
            _wanted.reset(token)
        return RawResponse(value, _last(kept))

    return called


def _last(kept: list[Response]) -> Response:
    if not kept:
        raise ConfigurationError(_NONE)
    return kept[-1]
