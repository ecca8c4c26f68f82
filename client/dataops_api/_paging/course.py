"""One walk through a list: what is due, what can be asked ahead, what an answer means. Pure: others fetch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Generic, TypeVar

import msgspec

from dataops_api._paging.asking import Ask, by_number, page_size
from dataops_api._paging.following import counted, following
from dataops_api._paging.guard import Guard
from dataops_api._paging.page import Page, decode_items, read_items
from dataops_api.errors import PaginationError

if TYPE_CHECKING:
    from dataops_resources.runtime import Call

    from dataops_api._exchange import Response

T = TypeVar("T")


class Count:
    """How many items a list has, once an answer said so, or said nothing of it."""

    __slots__ = ("known", "value")

    def __init__(self) -> None:
        self.known = False
        self.value: int | None = None

    def learn(self, ask: Ask, response: Response) -> int | None:
        """Return what an answer says; keep it, unless it is a page by cursor, which never says it."""
        total = counted(response.headers, "x-total")
        if not self.known and (ask.page is not None or total is not None):
            self.known, self.value = True, total
        return total


class Portion(msgspec.Struct, frozen=True):
    """What an answer brought: the values that are wanted of it, and where the list goes on behind them."""

    values: list[object]
    first: int
    total: int | None
    following: Ask | PaginationError | None
    response: Response


class Course(Generic[T]):
    """The state of one walk. Take what is `due`, give its answer to `accept`, make a page of it, and so on.

    `ahead` says which pages will be due next, as far as is known, so that they can be fetched before their turn.
    """

    __slots__ = ("_call", "_count", "_due", "_guard", "_item", "_left", "_pages")

    def __init__(self, call: Call, item: type[T], start: Ask, limit: int | None, count: Count) -> None:
        self._call = call
        self._item = item
        self._count = count
        self._guard = Guard(call, start)
        self._left = limit
        self._pages = 0
        self._due: Ask | PaginationError | None = None if limit == 0 else start

    def due(self) -> Ask | None:
        """Return the page to ask for; `None` at the end. Raises `PaginationError` where there can be none."""
        if isinstance(self._due, PaginationError):
            raise self._due
        return self._due

    def ahead(self, most: int) -> Sequence[Ask]:
        """Return the next pages in order, at most so many: what is due, and what is known to come after it."""
        due = self._due
        if most < 1 or due is None or isinstance(due, PaginationError):
            return ()
        if due.page is None or due.skip:
            return (due,)
        last = min(self._pages, due.page + most - 1)
        if self._left is not None:
            last = min(last, due.page - 1 + -(-self._left // page_size(due.query)))
        return (due, *(by_number(due.query, number) for number in range(due.page + 1, last + 1)))

    def call_for(self, ask: Ask) -> Call:
        """Return the call that asks for a page."""
        return msgspec.structs.replace(self._call, query=ask.query)

    def accept(self, ask: Ask, response: Response) -> Portion:
        """Take the answer to what was due, and go on to the page after it.

        Raises `InvalidResponseError` where it is no page, `PaginationError` where it leads nowhere.
        """
        total = self._count.learn(ask, response)
        self._pages = counted(response.headers, "x-total-pages") or 0
        values = decode_items(self._call, response)
        then = self._follow(ask, response, len(values))
        self._guard.check_page(ask, response, len(values), goes_on=isinstance(then, Ask))
        wanted, then = self._cut(ask, values, then)
        return Portion(wanted, ask.skip, total, then, response)

    def page(self, portion: Portion) -> Page[T]:
        """Return the page that an answer is."""
        items, entries = read_items(portion.values, self._item, portion.first)
        return Page(
            items,
            entries,
            call=self._call,
            response=portion.response,
            total=portion.total,
            following=portion.following,
        )

    def _follow(self, ask: Ask, response: Response, count: int) -> Ask | PaginationError | None:
        """Return what comes next. That it is wrong is told when its turn comes: the items before it are good."""
        try:
            then = following(self._call, ask, response, count)
            if then is not None:
                self._guard.check_next(then, response)
        except PaginationError as error:
            return error
        return then

    def _cut(
        self, ask: Ask, values: list[object], then: Ask | PaginationError | None
    ) -> tuple[list[object], Ask | PaginationError | None]:
        """Return the values that are still wanted, and where the list goes on behind them."""
        wanted = values[ask.skip :] if ask.skip else values
        self._due = then
        if self._left is None:
            return wanted, then
        if len(wanted) > self._left:
            then = Ask(ask.query, ask.page, ask.skip + self._left)
            wanted = wanted[: self._left]
        self._left -= len(wanted)
        if not self._left:
            self._due = None
        return wanted, then
