"""Lists that are read by threads: the next page is fetched while one is read."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from contextvars import copy_context
from threading import Lock
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

from dataops_resources.runtime import InvalidItem

from dataops_api._paging.page import Page
from dataops_api._paging.source import Source, only_item

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future
    from types import TracebackType
    from typing import Self

    from dataops_resources.runtime import Call, Walk

    from dataops_api._exchange import Response
    from dataops_api._paging.asking import Ask
    from dataops_api._paging.course import Course

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

Fetch: TypeAlias = "Callable[[Call], Response]"
"""Makes a call and returns its answer; raises the errors of the transport and of the status."""


class Pages(Generic[T_co]):
    """A list, read page by page as it is iterated; the next page is fetched while one is read.

    `executor` gives the threads that fetch ahead, when first there is something to; whoever made it closes it. At most
    `prefetch` pages are under way, with 0 none; every iteration begins at the start.

    An item that is not what the contract says raises `InvalidItemError` where it stands, and the iteration can go on
    behind it; `valid()` passes over such items. After any other error an iteration is over. Invalid items count
    towards the limit.
    """

    __slots__ = ("_executor", "_fetch", "_prefetch", "_source")

    def __init__(
        self,
        fetch: Fetch,
        call: Call,
        item: type[T_co],
        walk: Walk,
        *,
        executor: Callable[[], Executor],
        prefetch: int = 2,
    ) -> None:
        self._source = Source(call, item, walk)
        self._fetch = fetch
        self._executor = executor
        self._prefetch = prefetch

    def __iter__(self) -> ItemIterator[T_co]:
        return ItemIterator(self.pages(), None)

    def pages(self) -> PageIterator[T_co]:
        """Return an iterator of the pages; a page holds what is wrong with its bad items beside the good ones."""
        return PageIterator(self._source.course(), self._fetch, self._executor, self._prefetch)

    def valid(self) -> ItemIterator[T_co]:
        """Return an iterator of the items that are what the contract says; the others are logged."""
        return ItemIterator(self.pages(), self._source.log_invalid)

    def first(self) -> T_co | None:
        """Return the first item, or `None` where there is none; one request."""
        for page in PageIterator(self._source.to_first(), self._fetch, self._executor, 0):
            return only_item(page)
        return None

    @property
    def total(self) -> int | None:
        """How many items there are, where the server says it (it need not above 10,000); one request at most."""
        count = self._source.count
        if not count.known:
            self._source.learn_count(self._fetch(self._source.count_call()))
        return count.value

    def __repr__(self) -> str:
        return f"<Pages of {self._source.route}>"


class PageIterator(Iterator[Page[T]]):
    """The pages of one walk. `close()`, the end, an error and its disposal each give up what is fetched ahead.

    Threads may share it: each page goes to one of them.
    """

    __slots__ = ("__weakref__", "_ahead", "_course", "_executor", "_fetch", "_lock", "_prefetch")

    def __init__(self, course: Course[T], fetch: Fetch, executor: Callable[[], Executor], prefetch: int) -> None:
        self._ahead: deque[tuple[Ask, Future[Response]]] = deque()
        self._course: Course[T] | None = course
        self._fetch = fetch
        self._executor = executor
        self._lock = Lock()
        self._prefetch = prefetch

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> Page[T]:
        with self._lock:
            try:
                page = self._next_page()
            except BaseException:
                self.close()
                raise
            if page is None:
                self.close()
                raise StopIteration
            return page

    def _next_page(self) -> Page[T] | None:
        course = self._course
        ask = course.due() if course else None
        if course is None or ask is None:
            return None
        portion = course.accept(ask, self._answer(course, ask))
        self._look_ahead(course)
        if self._course is None:
            # Another thread has closed it meanwhile.
            self._give_up()
        return course.page(portion)

    def _answer(self, course: Course[T], ask: Ask) -> Response:
        future = self._fetched(ask)
        if future is not None:
            from concurrent.futures import CancelledError  # noqa: PLC0415 - imported by now, with the executor

            try:
                return future.result()
            except CancelledError:
                # Who closes the client cancels what has not begun. To ask anew tells what is wrong.
                if not future.cancelled():
                    raise
        return self._fetch(course.call_for(ask))

    def _fetched(self, ask: Ask) -> Future[Response] | None:
        """Return what is fetched ahead for this page; give up what is fetched for another."""
        try:
            asked, future = self._ahead.popleft()
        except IndexError:
            return None
        if asked == ask:
            return future
        future.cancel()
        self._give_up()
        return None

    def _look_ahead(self, course: Course[T]) -> None:
        asks = course.ahead(self._prefetch)
        if not asks:
            self._give_up()
        for ask in asks[len(self._ahead) :]:
            try:
                future = self._executor().submit(copy_context().run, self._fetch, course.call_for(ask))
            except RuntimeError:
                # The executor is shut down: nothing is fetched ahead any more, and the next call says what is wrong.
                self._prefetch = 0
                return
            self._ahead.append((ask, future))

    def _give_up(self) -> None:
        # Not under the lock, which is held while a page is awaited: who closes need not wait for it.
        with suppress(IndexError):
            while True:
                self._ahead.pop()[1].cancel()

    def close(self) -> None:
        """End the walk, and give up what is fetched ahead."""
        self._course = None
        self._give_up()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __del__(self) -> None:
        if hasattr(self, "_ahead"):
            self._give_up()


class ItemIterator(Iterator[T]):
    """The items of one walk; those that are invalid raise, or are told to `passed_over` page by page.

    Threads may share it: each item goes to one of them.
    """

    __slots__ = ("__weakref__", "_here", "_lock", "_page", "_pages", "_passed_over")

    def __init__(self, pages: PageIterator[T], passed_over: Callable[[Page[T]], None] | None) -> None:
        self._pages = pages
        self._passed_over = passed_over
        self._page: Page[T] | None = None
        self._here: Iterator[T | InvalidItem] = iter(())
        self._lock = Lock()

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> T:
        with self._lock:
            while True:
                for entry in self._here:
                    if isinstance(entry, InvalidItem):
                        assert self._page is not None
                        raise self._page.error(entry)
                    return entry
                self._page = page = next(self._pages)
                self._here = iter(self._wanted(page))

    def _wanted(self, page: Page[T]) -> Sequence[T | InvalidItem]:
        if self._passed_over is None:
            return page.entries
        self._passed_over(page)
        return page.items

    def close(self) -> None:
        """End the walk, and give up what is fetched ahead."""
        self._here = iter(())
        self._pages.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
