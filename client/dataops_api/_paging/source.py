"""A list before it is walked: what the sync and the async face of it have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from dataops_resources.runtime import InvalidItem

from dataops_api._paging.asking import first_ask, only_count, only_first
from dataops_api._paging.course import Count, Course
from dataops_api._paging.page import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dataops_resources.runtime import Call, Walk

    from dataops_api._exchange import Response

T = TypeVar("T")


class Source(Generic[T]):
    """A call that lists, what its items are, and how it is to be walked.

    Raises `ConfigurationError` where it cannot be walked so.
    """

    __slots__ = ("_call", "_item", "_limit", "_start", "count", "route")

    def __init__(self, call: Call, item: type[T], walk: Walk) -> None:
        self._item = item
        self._limit = walk.limit
        self._call, self._start = first_ask(call, walk)
        self.count = Count()
        self.route = f"{call.operation.method} {call.operation.route}"

    def course(self) -> Course[T]:
        """Return a walk from the start."""
        return Course(self._call, self._item, self._start, self._limit, self.count)

    def to_first(self) -> Course[T]:
        """Return a walk to the first item and no further."""
        limit = 1 if self._limit is None else min(1, self._limit)
        return Course(self._call, self._item, only_first(self._start), limit, self.count)

    def count_call(self) -> Call:
        """Return the call whose answer says how many items there are; give it to `learn_count`."""
        return self.course().call_for(only_count(self._call, self._start))

    def learn_count(self, response: Response) -> None:
        """Take note of how many items there are."""
        self.count.learn(only_count(self._call, self._start), response)

    def log_invalid(self, page: Page[T]) -> None:
        """Log the items of a page that are passed over: their places and what is wrong, never what they are."""
        if page.invalid:
            import logging  # noqa: PLC0415 - most lists have nothing to log

            for item in page.invalid:
                logging.getLogger("dataops_api").warning(
                    "Item %d of a page of %s is passed over: %s.", item.index, self.route, item.reason
                )


def only_item(page: Page[T]) -> T | None:
    """Return the item of a page that has one at most; raise `InvalidItemError` where it is invalid."""
    entries: Sequence[T | InvalidItem] = page.entries
    for entry in entries:
        if isinstance(entry, InvalidItem):
            raise page.error(entry)
        return entry
    return None
