"""A request and its answer, as hooks see them: plain values that know no HTTP library."""

from __future__ import annotations

from collections.abc import AsyncIterable, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from dataops_resources.model import JsonValue
    from dataops_resources.runtime import Operation

    from dataops_api._credentials import Redactor

Content: TypeAlias = bytes | Iterable[bytes] | None
AsyncContent: TypeAlias = bytes | Iterable[bytes] | AsyncIterable[bytes] | None
_LONGEST_ID: Final = 200


@dataclass(slots=True)
class Request:
    """One attempt of a call. A hook may change the headers, or send another one in its place.

    The representation bears no header and no body: they hold tokens.
    """

    method: str
    url: str
    headers: dict[str, str] = field(repr=False)
    content: AsyncContent = field(default=None, repr=False)
    operation: Operation | None = None
    attempt: int = 1
    timeout: float = 30.0
    """Seconds that the server may say nothing."""
    deadline: float | None = None
    """When, on the monotonic clock, the whole call must have ended."""
    max_size: int = 0
    """How many bytes of an answer are taken, decoded; 0 for any number."""
    stream: bool = False
    """Whether the answer is left open, to be read as it comes in."""


class Headers(Mapping[str, str]):
    """Headers by name, whatever the case; made by hooks that answer in the server's place."""

    def __init__(self, headers: Mapping[str, str]) -> None:
        self._values = {name.lower(): value for name, value in headers.items()}

    def __getitem__(self, name: str) -> str:
        return self._values[name.lower()]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name.lower() in self._values


@dataclass(slots=True)
class Response:
    """An answer, read whole."""

    status_code: int
    headers: Mapping[str, str] = field(repr=False)
    """Header names are case-insensitive."""
    content: bytes = field(repr=False)
    url: str
    """The URL that was asked; no token is in it."""
    attempts: int = 1
    redactor: Redactor | None = field(default=None, init=False, repr=False, compare=False)
    """Knows the tokens of the call; it does not travel with the answer to other processes."""

    def __post_init__(self) -> None:
        if isinstance(self.headers, dict):
            self.headers = Headers(self.headers)

    def __reduce__(self) -> tuple[object, ...]:
        """Leave the process without the tokens that the server wrote back."""
        headers = {name: self.clean(value) for name, value in self.headers.items()}
        content = self.redactor.clean_bytes(self.content) if self.redactor else self.content
        return Response, (self.status_code, headers, content, self.url, self.attempts)

    def clean(self, text: str) -> str:
        """Return a text of the server's without the tokens of the call."""
        return self.redactor.clean(text) if self.redactor else text

    @property
    def request_id(self) -> str | None:
        """The `X-Request-Id`, by which the server's logs know the request."""
        told = self.headers.get("x-request-id")
        return None if told is None else self.clean(told)[:_LONGEST_ID]

    @property
    def text(self) -> str:
        """The content as text, by its declared charset or UTF-8; what does not fit is replaced."""
        from email.message import Message  # noqa: PLC0415 - only texts need it

        declared = Message()
        declared["content-type"] = self.headers.get("content-type", "")
        try:
            return self.content.decode(declared.get_content_charset("utf-8"), "replace")
        except (LookupError, ValueError):  # a charset that there is not, or that is none of texts
            return self.content.decode("utf-8", "replace")

    def json(self) -> JsonValue:
        """Return what the content means as JSON. Raises `InvalidResponseError` where it is none."""
        import msgspec  # noqa: PLC0415 - few look at a bare answer

        from dataops_api.errors import InvalidResponseError  # noqa: PLC0415

        try:
            value: JsonValue = msgspec.json.decode(self.content)
        except (msgspec.DecodeError, RecursionError) as exc:
            msg = f"the answer is no JSON that can be read ({len(self.content)} bytes)"
            raise InvalidResponseError(msg, response=self) from exc
        return value

    @property
    def media_type(self) -> str:
        """What the server says that the content is, in lower case and without parameters; empty where it does not."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def is_json(self) -> bool:
        """Tell whether the server says that the content is JSON."""
        return self.media_type == "application/json" or self.media_type.endswith("+json")


class OpenAnswer(Response):
    """An answer whose content is still to be read, once; it holds a connection until it is closed."""

    __slots__ = ("_leave",)
    _leave: Callable[[], None] | None

    def when_closed(self, leave: Callable[[], None]) -> None:
        """Note what to call, once, when the connection is given back."""
        self._leave = leave

    def _closed(self) -> None:
        leave, self._leave = getattr(self, "_leave", None), None
        if leave is not None:
            leave()
