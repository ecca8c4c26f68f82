"""What is fetched while a page is read, by threads and by tasks, and what is left of it when the reading ends."""

from __future__ import annotations

import asyncio
import gc
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextvars import ContextVar
from weakref import WeakSet

import pytest
from dataops_api._exchange import Response
from dataops_api._paging import AsyncPages, ItemIterator
from dataops_api.errors import ConnectionFailedError
from dataops_resources.runtime import Call, QueryValue, Walk

from tests.client.paging.serving import URL, Shelf, Thing, call, ids, listed, listed_async, no_threads, numbered
from tests.patience import PATIENCE


class Gated(Shelf):
    """A shelf whose pages wait, all but the first, until they are let through."""

    def __init__(self, count: int, *, failing: int = 0) -> None:
        super().__init__(numbered(count))
        self.failing = failing
        self.begun: dict[int, threading.Event] = {page: threading.Event() for page in range(1, 20)}
        self.gate = threading.Event()

    def __call__(self, call: Call) -> Response:
        page = int(str(call.query.get("page", call.query.get("cursor", 1))))
        response = super().__call__(call)
        self.begun[page].set()
        if page > 1:
            assert self.gate.wait(PATIENCE)
        if page == self.failing:
            raise ConnectionFailedError(f"no page {page}")
        return response


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(4) as executor:
        yield executor


def test_the_next_pages_are_fetched_while_one_is_read_and_no_more(pool: ThreadPoolExecutor) -> None:
    shelf = Gated(10)
    things = iter(listed(shelf, per_page=1, executor=lambda: pool, prefetch=2))
    assert next(things).id == 1
    assert shelf.begun[2].wait(PATIENCE)
    assert shelf.begun[3].wait(PATIENCE)
    assert sorted(map(str, shelf.pages)) == ["1", "2", "3"]
    shelf.gate.set()
    assert ids(things) == list(range(2, 11))


def test_of_cursors_only_one_is_known_ahead(pool: ThreadPoolExecutor) -> None:
    shelf = Gated(3)
    things = iter(listed(shelf, per_page=1, pagination="keyset", executor=lambda: pool, prefetch=5))
    assert next(things).id == 1
    assert shelf.begun[1].wait(PATIENCE)
    shelf.gate.set()
    assert ids(things) == [2, 3]
    assert [asked.get("cursor") for asked in shelf.asked] == [None, "1", "2"]


@pytest.mark.parametrize(("limit", "pages"), [(2, [1]), (3, [1, 2]), (5, [1, 2, 3]), (None, [1, 2, 3, 4, 5])])
def test_nothing_is_fetched_ahead_that_the_limit_leaves_out(
    pool: ThreadPoolExecutor, limit: int | None, pages: list[int]
) -> None:
    shelf = Shelf(numbered(10))
    ids(listed(shelf, per_page=2, limit=limit, executor=lambda: pool, prefetch=4))
    assert sorted(int(str(page)) for page in shelf.pages) == pages


def test_no_thread_is_made_for_one_page_nor_without_prefetch() -> None:
    assert ids(listed(Shelf(numbered(5)), executor=no_threads, prefetch=2)) == [1, 2, 3, 4, 5]
    assert ids(listed(Shelf(numbered(5)), per_page=2, executor=no_threads, prefetch=0)) == [1, 2, 3, 4, 5]


def test_a_page_that_fails_ahead_raises_behind_the_items_before_it(pool: ThreadPoolExecutor) -> None:
    shelf = Gated(10, failing=3)
    shelf.gate.set()
    things = iter(listed(shelf, per_page=2, executor=lambda: pool, prefetch=2))
    found = [next(things).id for _ in range(4)]
    with pytest.raises(ConnectionFailedError, match="no page 3"):
        next(things)
    assert (found, list(things)) == ([1, 2, 3, 4], [])


def dispose(things: list[ItemIterator[Thing]]) -> None:
    things.clear()


def close(things: list[ItemIterator[Thing]]) -> None:
    things[0].close()
    assert list(things[0]) == []


def leave_the_block(things: list[ItemIterator[Thing]]) -> None:
    with pytest.raises(KeyError), things[0]:
        raise KeyError


@pytest.mark.parametrize("leave", [dispose, close, leave_the_block])
def test_who_leaves_a_list_leaves_nothing_behind(leave: Callable[[list[ItemIterator[Thing]]], None]) -> None:
    shelf = Gated(10)
    with ThreadPoolExecutor(1) as pool:
        things = [iter(listed(shelf, per_page=1, executor=lambda: pool, prefetch=3))]
        next(things[0])
        assert shelf.begun[2].wait(PATIENCE)
        leave(things)
        # The page that was under way ends; those behind it never begin.
        shelf.gate.set()
    assert shelf.pages == [1, 2]


def test_a_pool_that_is_closed_meanwhile_does_not_stop_the_walk() -> None:
    shelf = Shelf(numbered(6))
    pool = ThreadPoolExecutor(1)
    things = iter(listed(shelf, per_page=2, executor=lambda: pool, prefetch=2))
    first = next(things).id
    pool.shutdown(wait=True, cancel_futures=True)
    assert [first, *ids(things)] == [1, 2, 3, 4, 5, 6]


def test_what_had_not_begun_when_the_pool_was_closed_is_asked_for_by_the_reader() -> None:
    shelf = Gated(4)
    pool = ThreadPoolExecutor(1)
    things = iter(listed(shelf, per_page=1, executor=lambda: pool, prefetch=3))
    next(things)
    assert shelf.begun[2].wait(PATIENCE)
    pool.shutdown(wait=False, cancel_futures=True)
    shelf.gate.set()
    assert ids(things) == [2, 3, 4]


def test_threads_see_the_context_of_the_reader(pool: ThreadPoolExecutor) -> None:
    span: ContextVar[str] = ContextVar("span", default="none")
    shelf = Shelf(numbered(4))
    seen: list[str] = []

    def fetch(call: Call) -> Response:
        seen.append(span.get())
        return shelf(call)

    span.set("own")
    ids(listed(fetch, per_page=2, executor=lambda: pool, prefetch=1))
    assert seen == ["own", "own"]


class Counted(Response):
    """An answer that can be counted while it is held."""

    def __hash__(self) -> int:
        return id(self)


@pytest.mark.parametrize("query", [{}, {"pagination": "keyset"}])
def test_memory_stays_flat(pool: ThreadPoolExecutor, query: dict[str, QueryValue]) -> None:
    shelf = Shelf(numbered(60))
    held: WeakSet[Counted] = WeakSet()
    most = 0

    def fetch(call: Call) -> Response:
        answer = shelf(call)
        counted = Counted(answer.status_code, answer.headers, answer.content, answer.url)
        held.add(counted)
        return counted

    for _ in listed(fetch, per_page=2, executor=lambda: pool, prefetch=2, query=query):
        most = max(most, len(held))
    # The one that is read, two ahead, and what a thread of the pool has not let go of yet.
    assert 1 <= most <= 3 + 4


class GatedTasks:
    """A shelf for tasks whose pages wait, all but the first; it knows which were begun and which were given up."""

    def __init__(self, count: int, *, failing: int = 0) -> None:
        self.shelf = Shelf(numbered(count))
        self.failing = failing
        self.gate = asyncio.Event()
        self.begun: list[int] = []
        self.given_up: list[int] = []

    async def fetch(self, call: Call) -> Response:
        page = int(str(call.query.get("page", 1)))
        self.begun.append(page)
        try:
            if page > 1:
                await self.gate.wait()
        except asyncio.CancelledError:
            self.given_up.append(page)
            raise
        if page == self.failing:
            raise ConnectionFailedError(f"no page {page}")
        return self.shelf(call)

    def listed(self, prefetch: int = 2, limit: int | None = None) -> AsyncPages[Thing]:
        return AsyncPages(self.fetch, call({"per_page": 1}), Thing, Walk(limit), prefetch=prefetch)


async def settle() -> None:
    """Let every task that can go on do so."""
    for _ in range(5):
        await asyncio.sleep(0)


def test_tasks_fetch_the_next_pages_while_one_is_read() -> None:
    async def read() -> None:
        server = GatedTasks(10)
        things = aiter(server.listed())
        assert (await anext(things)).id == 1
        await settle()
        assert server.begun == [1, 2, 3]
        server.gate.set()
        assert [thing.id async for thing in things] == list(range(2, 11))

    asyncio.run(read())


def test_leaving_an_async_loop_gives_up_the_tasks_at_once() -> None:
    async def read() -> None:
        server = GatedTasks(10)
        async for _ in server.listed():
            break
        await settle()
        assert len(asyncio.all_tasks()) == 1
        assert server.given_up == server.begun[1:]

    asyncio.run(read())


def test_closing_waits_until_the_tasks_have_ended() -> None:
    async def read() -> None:
        server = GatedTasks(10)
        async with aiter(server.listed()) as things:
            await anext(things)
            await settle()
        assert (server.given_up, len(asyncio.all_tasks())) == ([2, 3], 1)
        assert [thing async for thing in things] == []

    asyncio.run(read())


def test_who_cancels_the_reader_cancels_what_it_fetches_ahead() -> None:
    async def read() -> None:
        server = GatedTasks(10)

        async def count() -> int:
            return len([thing async for thing in server.listed()])

        reader = asyncio.create_task(count())
        await settle()
        reader.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reader
        assert (sorted(server.given_up), len(asyncio.all_tasks())) == ([2, 3], 1)

    asyncio.run(read())


@pytest.mark.parametrize("leaves", [True, False])
def test_a_task_that_fails_ahead_raises_in_turn_or_not_at_all(leaves: bool) -> None:
    complaints: list[object] = []

    async def read() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _, context: complaints.append(context))
        server = GatedTasks(10, failing=3)
        server.gate.set()
        things = aiter(server.listed())
        found = [(await anext(things)).id, (await anext(things)).id]
        await settle()
        if leaves:
            del things
        else:
            with pytest.raises(ConnectionFailedError, match="no page 3"):
                await anext(things)
        assert found == [1, 2]
        gc.collect()
        await settle()

    asyncio.run(read())
    assert complaints == []


def test_a_list_that_outlives_its_loop_is_disposed_of_quietly() -> None:
    kept: list[object] = []

    async def read() -> None:
        things = aiter(GatedTasks(10).listed())
        await anext(things)
        kept.append(things)

    asyncio.run(read())
    kept.clear()
    gc.collect()


def test_tasks_stop_at_the_limit() -> None:
    async def read() -> None:
        server = GatedTasks(10)
        server.gate.set()
        assert [thing.id async for thing in server.listed(prefetch=5, limit=3)] == [1, 2, 3]
        assert server.begun == [1, 2, 3]

    asyncio.run(read())


def test_what_was_fetched_ahead_is_given_up_when_the_list_ends_before_it() -> None:
    shelf = Shelf(numbered(9))

    async def read() -> list[int]:
        found: list[int] = []
        async for page in listed_async(shelf, per_page=3).pages():
            found += ids(iter(page))
            shelf.items = numbered(3)
        return found

    assert asyncio.run(read()) == [1, 2, 3]


def test_prefetch_does_not_change_what_is_asked(pool: ThreadPoolExecutor) -> None:
    def executor() -> Executor:
        return pool

    ahead, behind = Shelf(numbered(47)), Shelf(numbered(47))
    assert ids(listed(ahead, per_page=5, executor=executor, prefetch=3)) == ids(listed(behind, per_page=5))
    assert sorted(ahead.asked, key=str) == sorted(behind.asked, key=str)
    assert ahead(call()).url == URL
