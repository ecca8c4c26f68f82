"""Lists that are read by tasks: the next page is fetched while one is read."""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Final, Generic, TypeAlias, TypeVar

from dataops_resources.runtime import InvalidItem

from dataops_api._paging.page import Page
from dataops_api._paging.source import Source, only_item

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop, Task
    from types import TracebackType
    from typing import Self

    from dataops_resources.runtime import Call, Walk

    from dataops_api._exchange import Response
    from dataops_api._paging.asking import Ask
    from dataops_api._paging.course import Course

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

AsyncFetch: TypeAlias = "Callable[[Call], Awaitable[Response]]"
"""Makes a call and returns its answer; raises the errors of the transport and of the status."""

_SHARED: Final = (
    "Another task is waiting for the next page of this iterator: give each task an iterator of its own, or let one "
    "task read the list and hand out its items."
)


class AsyncPages(Generic[T_co]):
    """A list, read page by page as it is iterated; the next page is fetched while one is read.

    At most `prefetch` pages are under way, with 0 none; every iteration begins at the start.

    An item that is not what the contract says raises `InvalidItemError` where it stands, and the iteration can go on
    behind it; `valid()` passes over such items. After any other error an iteration is over. Invalid items count
    towards the limit.
    """

    __slots__ = ("_fetch", "_prefetch", "_source")

    def __init__(self, fetch: AsyncFetch, call: Call, item: type[T_co], walk: Walk, *, prefetch: int = 2) -> None:
        self._source = Source(call, item, walk)
        self._fetch = fetch
        self._prefetch = prefetch

    def __aiter__(self) -> AsyncItemIterator[T_co]:
        return AsyncItemIterator(self.pages(), None)

    def pages(self) -> AsyncPageIterator[T_co]:
        """Return an iterator of the pages; a page holds what is wrong with its bad items beside the good ones."""
        return AsyncPageIterator(self._source.course(), self._fetch, self._prefetch)

    def valid(self) -> AsyncItemIterator[T_co]:
        """Return an iterator of the items that are what the contract says; the others are logged."""
        return AsyncItemIterator(self.pages(), self._source.log_invalid)

    async def first(self) -> T_co | None:
        """Return the first item, or `None` where there is none; one request."""
        async for page in AsyncPageIterator(self._source.to_first(), self._fetch, 0):
            return only_item(page)
        return None

    async def total(self) -> int | None:
        """Return how many items there are, where the server says it (it need not above 10,000); one request at most."""
        count = self._source.count
        if not count.known:
            self._source.learn_count(await self._fetch(self._source.count_call()))
        return count.value

    def __repr__(self) -> str:
        return f"<AsyncPages of {self._source.route}>"


class AsyncPageIterator(AsyncIterator[Page[T]]):
    """The pages of one walk. `aclose()`, the end, an error and its disposal each give up what is fetched ahead.

    It is for one task: who asks while another waits for a page gets a `RuntimeError`. Who is cancelled while waiting
    gives up what is fetched ahead as well, and may ask again: the walk goes on where it was.
    """

    __slots__ = ("__weakref__", "_ahead", "_course", "_fetch", "_loop", "_prefetch", "_waiting")

    def __init__(self, course: Course[T], fetch: AsyncFetch, prefetch: int) -> None:
        self._ahead: deque[tuple[Ask, Task[Response]]] = deque()
        self._course: Course[T] | None = course
        self._fetch = fetch
        self._loop: AbstractEventLoop | None = None
        self._prefetch = prefetch
        self._waiting = False

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Page[T]:
        if self._waiting:
            raise RuntimeError(_SHARED)
        self._waiting = True
        try:
            return await self._next()
        finally:
            self._waiting = False

    async def _next(self) -> Page[T]:
        from asyncio import CancelledError  # noqa: PLC0415 - who imports the client need not want it

        try:
            page = await self._next_page()
        except CancelledError:
            await self._give_up()
            raise
        except BaseException:
            await self.aclose()
            raise
        if page is None:
            await self.aclose()
            raise StopAsyncIteration
        return page

    async def _next_page(self) -> Page[T] | None:
        course = self._course
        ask = course.due() if course else None
        if course is None or ask is None:
            return None
        response = await self._answer(course, ask)
        # Nothing is awaited from here on: a page that is accepted is returned, or a cancellation would lose it.
        portion = course.accept(ask, response)
        if self._course is not None:
            self._look_ahead(course)
        return course.page(portion)

    async def _answer(self, course: Course[T], ask: Ask) -> Response:
        if self._ahead and self._ahead[0][0] != ask:
            await self._give_up()
        if not self._ahead:
            return await self._fetch(course.call_for(ask))
        # It stays where it is while it is awaited, so that whoever cancels the waiting gives it up as well.
        response = await self._ahead[0][1]
        self._ahead.popleft()
        return response

    def _look_ahead(self, course: Course[T]) -> None:
        asks = course.ahead(self._prefetch)
        if not asks:
            # They are waited for when the end is reached, which is next.
            for _, task in self._ahead:
                task.cancel()
        if len(asks) <= len(self._ahead):
            return
        import asyncio  # noqa: PLC0415 - who imports the client need not want it

        self._loop = loop = asyncio.get_running_loop()
        for ask in asks[len(self._ahead) :]:
            task = loop.create_task(_answer_to(self._fetch, course.call_for(ask)))
            task.add_done_callback(_retrieve)
            self._ahead.append((ask, task))

    async def _give_up(self) -> None:
        if not self._ahead:
            return
        import asyncio  # noqa: PLC0415

        tasks = [task for _, task in self._ahead]
        self._ahead.clear()
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)

    async def aclose(self) -> None:
        """End the walk, and wait until what is fetched ahead is given up."""
        self._course = None
        await self._give_up()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    def __del__(self) -> None:
        # It may be disposed of in another thread than the loop's, or after the loop.
        for _, task in getattr(self, "_ahead", ()):
            if self._loop is not None and not task.done():
                with suppress(RuntimeError):
                    self._loop.call_soon_threadsafe(task.cancel)


async def _answer_to(fetch: AsyncFetch, call: Call) -> Response:
    return await fetch(call)


def _retrieve(task: Task[Response]) -> None:
    """See an error that nobody may come to ask for; who comes gets it all the same."""
    if not task.cancelled():
        task.exception()


class AsyncItemIterator(AsyncIterator[T]):
    """The items of one walk; those that are invalid raise, or are told to `passed_over` page by page."""

    __slots__ = ("__weakref__", "_here", "_page", "_pages", "_passed_over")

    def __init__(self, pages: AsyncPageIterator[T], passed_over: Callable[[Page[T]], None] | None) -> None:
        self._pages = pages
        self._passed_over = passed_over
        self._page: Page[T] | None = None
        self._here: Iterator[T | InvalidItem] = iter(())

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> T:
        while True:
            for entry in self._here:
                if isinstance(entry, InvalidItem):
                    assert self._page is not None
                    raise self._page.error(entry)
                return entry
            self._page = page = await self._pages.__anext__()
            self._here = iter(self._wanted(page))

    def _wanted(self, page: Page[T]) -> Sequence[T | InvalidItem]:
        if self._passed_over is None:
            return page.entries
        self._passed_over(page)
        return page.items

    async def aclose(self) -> None:
        """End the walk, and wait until what is fetched ahead is given up."""
        self._here = iter(())
        await self._pages.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()
