"""What tells a walk that leads nowhere from a list that grows while it is read. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from dataops_api._paging.following import counted
from dataops_api.errors import PaginationError

if TYPE_CHECKING:
    from dataops_resources.runtime import Call

    from dataops_api._exchange import Response
    from dataops_api._paging.asking import Ask

_SAME_AGAIN = 10
_GROWTH = 10


class Recurrence:
    """Tells when a sequence of marks comes back to one that was there, in constant memory.

    A return to one of the last 512 is seen at once, a longer loop by Brent's algorithm, within three rounds.
    """

    __slots__ = ("_kept", "_last", "_power", "_steps")

    def __init__(self) -> None:
        self._last: dict[int, None] = {}
        self._kept: int | None = None
        self._power: int = 1
        self._steps: int = 0

    def returns(self, mark: int) -> bool:
        """Tell whether the mark was there before, and take note of it."""
        if mark in self._last or mark == self._kept:
            return True
        self._last[mark] = None
        if len(self._last) > 512:
            del self._last[next(iter(self._last))]
        self._steps += 1
        if self._steps == self._power:
            self._kept, self._power, self._steps = mark, self._power * 2, 0
        return False


class Guard:
    """Follows one walk, and raises `PaginationError` when it leads nowhere.

    A list may change while it is read, and items may then come twice: only what no list can do is an error.
    """

    __slots__ = ("_call", "_content", "_cursors", "_pages", "_repeated", "_same")

    def __init__(self, call: Call, first: Ask) -> None:
        self._call = call
        self._cursors = Recurrence()
        self._content = Recurrence()
        self._pages = 0
        self._repeated: int | None = None
        self._same = 0
        if first.page is None:
            self._cursors.returns(_mark(first))

    def check_page(self, ask: Ask, response: Response, count: int, *, goes_on: bool) -> None:
        """Raise where the page itself cannot be one of this walk."""
        problem = self._problem(ask, response, count, goes_on=goes_on)
        if problem:
            raise PaginationError(problem, call=self._call, response=response)

    def check_next(self, ask: Ask, response: Response) -> None:
        """Raise where a cursor leads back to a page that was read."""
        if ask.page is None and self._cursors.returns(_mark(ask)):
            message = "The next link leads back to a page that was read."
            raise PaginationError(message, call=self._call, response=response)

    def _problem(self, ask: Ask, response: Response, count: int, *, goes_on: bool) -> str | None:
        if count == 0:
            return "An empty page is said to have a page after it." if goes_on else None
        if ask.page is None:
            again = self._content.returns(hash(response.content))
            return "The next link led to a page that was read." if again else None
        pages = counted(response.headers, "x-total-pages")
        if pages is None:
            return self._repetition(ask.page, response)
        self._pages = max(self._pages, pages)
        if goes_on and ask.page > self._pages + max(self._pages, _GROWTH):
            return f"Page {ask.page} is said to have a page after it, in a list of {pages} pages."
        return None

    def _repetition(self, page: int, response: Response) -> str | None:
        """Return what is wrong with pages that are all the same, in a list that does not say how long it is."""
        mark = hash(response.content)
        self._same = self._same + 1 if mark == self._repeated else 0
        self._repeated = mark
        silent = "x-next-page" not in response.headers and "link" not in response.headers
        return f"Page {page} is page {page - 1} again." if self._same >= (1 if silent else _SAME_AGAIN) else None


def _mark(ask: Ask) -> int:
    return hash(msgspec.json.encode(ask.query, order="sorted"))
