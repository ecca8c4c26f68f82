"""What the methods of the resources ask of a client: the operation, the call, and who answers it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from datetime import date, datetime
from os import PathLike
from typing import TYPE_CHECKING, Literal, Protocol, Self, TypeAlias, TypedDict, TypeVar

import msgspec

if TYPE_CHECKING:
    from types import TracebackType

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

QueryValue: TypeAlias = str | int | bool | date | datetime | Sequence[str] | Sequence[int] | None
"""What a query parameter may be; `None` leaves it out, a sequence repeats it."""


class Options(TypedDict, total=False):
    """How one call is made, where it shall differ from the client's own settings."""

    timeout: float
    """Seconds that one attempt may wait for the server to say something."""
    deadline: float | None
    """Seconds that the whole call may take, attempts and waits together; `None` for any time."""
    retries: int
    """How often the call is tried again at most; 0 for never."""
    headers: Mapping[str, str]
    """Headers sent besides the client's."""


class Operation(msgspec.Struct, frozen=True):
    """An operation of the contract, as far as a client must know it."""

    id: str
    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
    route: str
    """The template of its path, such as `/projects/{id}`."""
    credentials: frozenset[Literal["token", "job", "none"]]
    """What it takes in a header: an access token, a job's token; with `none` it answers without any as well."""
    pagination: tuple[Literal["offset", "keyset"], ...] = ()
    accept: str = "application/json"
    keyset_orders: tuple[str, ...] = ()
    """The values of `order_by` with which the keyset walk is offered, the one that it takes unless told first."""
    days: frozenset[str] = frozenset()
    """The names in its query and its body that take a day, and not a time."""


class Call(msgspec.Struct, frozen=True):
    """One call of an operation: what stands in the path, the query, the body, and how it is made."""

    operation: Operation
    options: Options
    path: Mapping[str, int | str] = {}
    query: Mapping[str, QueryValue] = {}
    body: Mapping[str, object] | Sequence[object] | None = None
    """The fields of the body by their names; those that are `msgspec.UNSET` are left out, null ones are sent. A sequence
    is an array, as endpoints of the caller's own may take one."""


class Walk(msgspec.Struct, frozen=True):
    """How a paginated list is walked."""

    limit: int | None = None
    """How many items at most."""
    resume: str | None = None
    """Where to go on: the `next` of a page that was read before."""


class Answer(Protocol):
    """What an answer says besides its content."""

    @property
    def status_code(self) -> int:
        """The status."""
        ...

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers; their names are case-insensitive."""
        ...

    @property
    def request_id(self) -> str | None:
        """The `X-Request-Id`, by which the server's logs know the request."""
        ...

    @property
    def attempts(self) -> int:
        """How often a request was sent."""
        ...


class ClosableIterator(Protocol[T_co]):
    """An iterator that can be left before its end: `close()` it, or use it in a `with` statement."""

    def __iter__(self) -> Self: ...
    def __next__(self) -> T_co: ...
    def close(self) -> None:
        """End the iteration, and give up what is fetched ahead."""
        ...

    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None: ...


class AsyncClosableIterator(Protocol[T_co]):
    """An iterator that can be left before its end: `aclose()` it, or use it in an `async with` statement."""

    def __aiter__(self) -> Self: ...
    def __anext__(self) -> Awaitable[T_co]: ...
    async def aclose(self) -> None:
        """End the iteration, and wait until what is fetched ahead is given up."""
        ...

    async def __aenter__(self) -> Self: ...
    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None: ...


class Download(Protocol):
    """The content of an answer, as it comes in; not decoded, and never whole in memory unless it is `read()`."""

    @property
    def response(self) -> Answer:
        """The answer whose content it is."""
        ...

    @property
    def size(self) -> int | None:
        """How many bytes the server says that there are."""
        ...

    @property
    def content_type(self) -> str:
        """The media type."""
        ...

    def __iter__(self) -> Iterator[bytes]: ...
    def read(self, size: int = -1, /) -> bytes:
        """Return at most so many bytes of what is left, all of it unless told; nothing at the end."""
        ...

    def iter_lines(self) -> Iterator[str]:
        """Yield the lines of a text, without their ends."""
        ...

    def save(self, path: str | PathLike[str]) -> int:
        """Write the content to a file, which appears when it is whole; return the number of bytes."""
        ...


class AsyncDownload(Protocol):
    """The content of an answer, as it comes in; not decoded, and never whole in memory unless it is `read()`."""

    @property
    def response(self) -> Answer:
        """The answer whose content it is."""
        ...

    @property
    def size(self) -> int | None:
        """How many bytes the server says that there are."""
        ...

    @property
    def content_type(self) -> str:
        """The media type."""
        ...

    def __aiter__(self) -> AsyncIterator[bytes]: ...
    async def read(self, size: int = -1, /) -> bytes:
        """Return at most so many bytes of what is left, all of it unless told; nothing at the end."""
        ...

    def iter_lines(self) -> AsyncIterator[str]:
        """Yield the lines of a text, without their ends."""
        ...

    async def save(self, path: str | PathLike[str]) -> int:
        """Write the content to a file, which appears when it is whole; return the number of bytes."""
        ...


class InvalidItem(msgspec.Struct, frozen=True):
    """An item of a page that is not what the contract says, and was passed over."""

    index: int
    """Its place on the page, from 0."""
    value: object
    """What the server sent."""
    reason: str
    """What is wrong with it."""

    def __repr__(self) -> str:
        return f"InvalidItem(index={self.index}, reason={self.reason!r})"


class Page(Protocol[T_co]):
    """One page of a list."""

    @property
    def items(self) -> Sequence[T_co]:
        """The items that are what the contract says."""
        ...

    @property
    def invalid(self) -> Sequence[InvalidItem]:
        """The items that are not."""
        ...

    @property
    def entries(self) -> Sequence[T_co | InvalidItem]:
        """All items in their order, both kinds."""
        ...

    @property
    def total(self) -> int | None:
        """How many items the whole list has, where the server says it."""
        ...

    @property
    def next(self) -> str | None:
        """Where the next page is: give it to the list as `resume`. `None` on the last page."""
        ...

    @property
    def response(self) -> Answer:
        """The answer that the page was read from; its content is not kept."""
        ...

    def __iter__(self) -> Iterator[T_co]: ...
    def __len__(self) -> int: ...


class Pages(Protocol[T_co]):
    """A list, read page by page as it is iterated; the next page is fetched while one is read.

    An item that is not what the contract says raises `InvalidItemError` where it stands, and the iteration can go on behind
    it; `valid()` passes over such items.

    Threads may share an iterator: each item goes to one of them.
    """

    def __iter__(self) -> ClosableIterator[T_co]: ...
    def pages(self) -> ClosableIterator[Page[T_co]]:
        """Yield page by page; a page holds what is wrong with its bad items beside the good ones."""
        ...

    def valid(self) -> ClosableIterator[T_co]:
        """Yield the items that are what the contract says, and log the others."""
        ...

    def first(self) -> T_co | None:
        """Return the first item, or `None` where there is none; one request."""
        ...

    @property
    def total(self) -> int | None:
        """How many items there are, where the server says it (it need not above 10,000); one request at most."""
        ...


class AsyncPages(Protocol[T_co]):
    """A list, read page by page as it is iterated; the next page is fetched while one is read.

    An item that is not what the contract says raises `InvalidItemError` where it stands, and the iteration can go on behind
    it; `valid()` passes over such items.

    Each task needs an iterator of its own: two that ask one at the same time get a `RuntimeError`.
    """

    def __aiter__(self) -> AsyncClosableIterator[T_co]: ...
    def pages(self) -> AsyncClosableIterator[Page[T_co]]:
        """Yield page by page; a page holds what is wrong with its bad items beside the good ones."""
        ...

    def valid(self) -> AsyncClosableIterator[T_co]:
        """Yield the items that are what the contract says, and log the others."""
        ...

    async def first(self) -> T_co | None:
        """Return the first item, or `None` where there is none; one request."""
        ...

    async def total(self) -> int | None:
        """Return how many items there are, where the server says it (it need not above 10,000); one request at most."""
        ...


class Caller(Protocol):
    """Who answers calls."""

    def value(self, call: Call, type_: type[T]) -> T:
        """Return what the answer's JSON says."""
        ...

    def nothing(self, call: Call) -> None:
        """Return when the server has done it."""
        ...

    def text(self, call: Call) -> str:
        """Return the answer's text, whole."""
        ...

    def content(self, call: Call) -> bytes:
        """Return the answer's bytes, whole."""
        ...

    def download(self, call: Call) -> AbstractContextManager[Download]:
        """Return the answer's content to be read as it comes in."""
        ...

    def pages(self, call: Call, item: type[T], walk: Walk) -> Pages[T]:
        """Return a list of which nothing is read yet."""
        ...


class AsyncCaller(Protocol):
    """Who answers calls, and lets others work meanwhile."""

    async def value(self, call: Call, type_: type[T]) -> T:
        """Return what the answer's JSON says."""
        ...

    async def nothing(self, call: Call) -> None:
        """Return when the server has done it."""
        ...

    async def text(self, call: Call) -> str:
        """Return the answer's text, whole."""
        ...

    async def content(self, call: Call) -> bytes:
        """Return the answer's bytes, whole."""
        ...

    def download(self, call: Call) -> AbstractAsyncContextManager[AsyncDownload]:
        """Return the answer's content to be read as it comes in."""
        ...

    def pages(self, call: Call, item: type[T], walk: Walk) -> AsyncPages[T]:
        """Return a list of which nothing is read yet."""
        ...
