"""A page of a list, and the items of it that are not what the contract says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Generic, TypeVar, cast

import msgspec
from dataops_resources.model import read
from dataops_resources.runtime import InvalidItem

from dataops_api._exchange import Response
from dataops_api._paging.resume import write_place
from dataops_api.errors import InvalidItemError, InvalidResponseError, PaginationError

if TYPE_CHECKING:
    from dataops_resources.runtime import Call

    from dataops_api._paging.asking import Ask

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Page(Generic[T_co]):
    """One page of a list: its items, the invalid ones apart, how long the list is, and where it goes on."""

    __slots__ = ("_call", "_entries", "_following", "_invalid", "_items", "_response", "_total")

    def __init__(
        self,
        items: Sequence[T_co],
        entries: Sequence[T_co | InvalidItem] | None = None,
        *,
        call: Call,
        response: Response,
        total: int | None,
        following: Ask | PaginationError | None,
    ) -> None:
        self._items = items
        self._entries: Sequence[T_co | InvalidItem] = items if entries is None else entries
        self._invalid = tuple(entry for entry in entries or () if isinstance(entry, InvalidItem))
        self._call = call
        # Its content is much, and wanted only for the error of an item.
        self._response = response if self._invalid else _without_content(response)
        self._total = total
        self._following = following

    @property
    def items(self) -> Sequence[T_co]:
        """The items that are what the contract says."""
        return self._items

    @property
    def invalid(self) -> Sequence[InvalidItem]:
        """The items that are not."""
        return self._invalid

    @property
    def entries(self) -> Sequence[T_co | InvalidItem]:
        """All items in their order."""
        return self._entries

    @property
    def total(self) -> int | None:
        """How many items the whole list has, where the server says it."""
        return self._total

    @property
    def next(self) -> str | None:
        """Where the list goes on, to be given to it as `resume`; `None` at its end.

        Raises `PaginationError` where the server names a next page that cannot be it.
        """
        if isinstance(self._following, PaginationError):
            raise self._following
        ask = self._following
        return write_place(self._call, ask.query, ask.skip) if ask is not None else None

    @property
    def response(self) -> Response:
        """The answer that the page was read from; its content is kept only where an item is invalid."""
        return self._response

    def error(self, item: InvalidItem) -> InvalidItemError:
        """Return the error of an item that is not what the contract says."""
        message = f"Item {item.index} of the page is not what the contract says: {item.reason}."
        return InvalidItemError(
            message,
            index=item.index,
            value=item.value,
            reason=item.reason,
            call=self._call,
            response=self._response,
        )

    def __iter__(self) -> Iterator[T_co]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __repr__(self) -> str:
        total = "" if self._total is None else f" of {self._total}"
        invalid = f", {len(self._invalid)} invalid" if self._invalid else ""
        return f"<Page of {self._call.operation.route}: {len(self._items)} items{total}{invalid}>"


def _without_content(response: Response) -> Response:
    light = Response(response.status_code, response.headers, b"", response.url, response.attempts)
    light.redactor = response.redactor
    return light


def decode_items(call: Call, response: Response) -> list[object]:
    """Return the JSON array that the answer is; raise `InvalidResponseError` where it is none."""
    try:
        value: object = msgspec.json.decode(response.content)
    except (ValueError, RecursionError) as error:
        message = f"The page is no JSON: {'it is nested too deeply' if isinstance(error, RecursionError) else error}."
        raise InvalidResponseError(message, call=call, response=response) from error
    if not isinstance(value, list):
        kind = "object" if isinstance(value, dict) else "single value"
        raise InvalidResponseError(f"The page is a JSON {kind}, no array.", call=call, response=response)
    return cast("list[object]", value)


def read_items(values: list[object], item: type[T], first: int) -> tuple[list[T], list[T | InvalidItem] | None]:
    """Return the items that the values are, and, where some are invalid, all in order: those as `InvalidItem`s.

    `first` is the index of the first.
    """
    try:
        return read(values, list[item]), None  # type: ignore[valid-type]
    except (msgspec.ValidationError, RecursionError):
        # Which ones are bad only each by itself can tell.
        entries = [_read_entry(value, item, index) for index, value in enumerate(values, first)]
        return [entry for entry in entries if not isinstance(entry, InvalidItem)], entries


def _read_entry(value: object, item: type[T], index: int) -> T | InvalidItem:
    try:
        return read(value, item)
    except msgspec.ValidationError as error:
        return InvalidItem(index, value, str(error))
    except RecursionError:
        return InvalidItem(index, value, "it is nested too deeply")
