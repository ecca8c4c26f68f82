"""One iterator in several hands: threads share it, tasks are told not to, and a cancelled reader goes on."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import aclosing, closing
from itertools import chain

import pytest
from dataops_api._exchange import Response
from dataops_api._paging import AsyncPages
from dataops_resources.runtime import Call, Walk

from tests.client.paging.serving import Shelf, Thing, call, ids, listed, numbered
from tests.patience import PATIENCE


class Meeting(Shelf):
    """A shelf that notes whether two readers are at it at the same time, and gives them the time to be."""

    def __init__(self, count: int) -> None:
        super().__init__(numbered(count))
        self.inside = threading.Semaphore(1)
        self.met = threading.Event()

    def __call__(self, call: Call) -> Response:
        if not self.inside.acquire(blocking=False):
            self.met.set()
            return super().__call__(call)
        try:
            self.met.wait(0.01)
            return super().__call__(call)
        finally:
            self.inside.release()


@pytest.mark.parametrize("of_pages", [False, True])
def test_each_item_goes_to_one_of_the_threads_that_share_an_iterator(of_pages: bool) -> None:
    shelf = Meeting(20)
    things = listed(shelf, per_page=2)
    items, pages = iter(things), things.pages()

    def read(_: int) -> list[int]:
        return [thing.id for page in pages for thing in page] if of_pages else ids(items)

    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(read, range(4)))
    assert sorted(chain.from_iterable(found)) == list(range(1, 21))
    assert (shelf.met.is_set(), len(shelf.asked)) == (False, 10)


def test_a_list_may_be_closed_while_another_thread_waits_for_a_page() -> None:
    waits, goes_on = threading.Event(), threading.Event()
    shelf = Shelf(numbered(40))

    def fetch(call: Call) -> Response:
        waits.set()
        assert goes_on.wait(PATIENCE)
        return shelf(call)

    def executor() -> Executor:
        return pool

    with ThreadPoolExecutor(4) as pool, ThreadPoolExecutor(1) as reader:
        pages = listed(fetch, per_page=2, executor=executor, prefetch=2).pages()
        with closing(pages):
            page = reader.submit(next, pages, None)
            assert waits.wait(PATIENCE)
        goes_on.set()
        first = page.result(PATIENCE)
        assert first is not None
        assert (ids(iter(first)), next(pages, None)) == ([1, 2], None)


class Slow:
    """A list whose pages each take so many steps of the loop."""

    def __init__(self, count: int, steps: int = 3) -> None:
        self.shelf = Shelf(numbered(count))
        self.steps = steps

    async def fetch(self, call: Call) -> Response:
        for _ in range(self.steps):
            await asyncio.sleep(0)
        return self.shelf(call)

    def listed(self, prefetch: int) -> AsyncPages[Thing]:
        return AsyncPages(self.fetch, call({"per_page": 1}), Thing, Walk(), prefetch=prefetch)


@pytest.mark.parametrize("prefetch", [0, 2])
def test_tasks_that_ask_one_iterator_at_the_same_time_are_told_so_and_nothing_comes_twice(prefetch: int) -> None:
    async def read() -> tuple[list[int | str], list[int]]:
        things = aiter(Slow(5).listed(prefetch))
        answers = await asyncio.gather(anext(things), anext(things), return_exceptions=True)
        told = [answer.id if isinstance(answer, Thing) else f"{type(answer).__name__}: {answer}" for answer in answers]
        return told, [thing.id async for thing in things]

    told, rest = asyncio.run(read())
    assert (told[0], rest) == (1, [2, 3, 4, 5])
    assert str(told[1]).startswith("RuntimeError: Another task is waiting for the next page of this iterator")


@pytest.mark.parametrize("prefetch", [0, 1, 2])
@pytest.mark.parametrize("patience", range(8))
def test_a_walk_goes_on_after_its_reader_was_cancelled(prefetch: int, patience: int) -> None:
    async def read() -> list[int]:
        things = aiter(Slow(9).listed(prefetch))
        found: list[int] = []
        for turn in range(40):
            asking = asyncio.ensure_future(anext(things))
            for _ in range(patience if turn % 2 else 100):
                if not asking.done():
                    await asyncio.sleep(0)
            asking.cancel()
            try:
                found.append((await asking).id)
            except asyncio.CancelledError:
                continue
            except StopAsyncIteration:
                break
        assert len(asyncio.all_tasks()) == 1
        return found

    assert asyncio.run(read()) == list(range(1, 10))


def test_a_page_that_comes_too_late_is_asked_for_again() -> None:
    async def read() -> tuple[int, list[int]]:
        late, slow = Slow(4, steps=0), asyncio.Event()
        fetch = late.fetch

        async def waiting(call: Call) -> Response:
            await slow.wait()
            return await fetch(call)

        late.fetch = waiting  # type: ignore[method-assign]
        async with aclosing(aiter(late.listed(2))) as things:
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0):
                    await anext(things)
            slow.set()
            return (await anext(things)).id, [thing.id async for thing in things]

    assert asyncio.run(read()) == (1, [2, 3, 4])
