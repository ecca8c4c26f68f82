"""A list behind a fetch without a network: it pages by number and by cursor, as the contract says or as a test wants."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor

import httpx2
from dataops_api._exchange import Response
from dataops_api._paging import AsyncPages, Pages
from dataops_resources.model import Model
from dataops_resources.runtime import Call, Operation, QueryValue, Walk

URL = "http://dataops.test/api/v4/things"
THINGS = Operation(
    id="list_things",
    method="GET",
    route="/things",
    credentials=frozenset({"token"}),
    pagination=("offset", "keyset"),
    keyset_orders=("id",),
)


class Thing(Model):
    """What the lists of these tests hold."""

    id: int


def page_of(items: Sequence[object], headers: Mapping[str, str] | None = None, url: str = URL) -> Response:
    """Return an answer that is a page."""
    return Response(200, httpx2.Headers(dict(headers or {})), json.dumps(list(items)).encode(), url)


class Shelf:
    """A server of one list: `asked` are the queries in the order in which they came."""

    def __init__(self, items: Sequence[object], *, silent: bool = False) -> None:
        self.items = items
        self.silent = silent
        self.asked: list[dict[str, QueryValue]] = []

    def __call__(self, call: Call) -> Response:
        query = dict(call.query)
        self.asked.append(query)
        size = int(str(query.get("per_page", 20)))
        return self._by_cursor(query, size) if query.get("pagination") == "keyset" else self._by_number(query, size)

    async def answer(self, call: Call) -> Response:
        """Answer as a coroutine."""
        return self(call)

    @property
    def pages(self) -> list[QueryValue]:
        """The numbers of the pages that were asked for."""
        return [query.get("page", 1) for query in self.asked]

    def _by_number(self, query: Mapping[str, QueryValue], size: int) -> Response:
        number = int(str(query.get("page", 1)))
        last = max(1, -(-len(self.items) // size))
        headers = {
            "X-Next-Page": str(number + 1) if number < last else "",
            "X-Total": str(len(self.items)),
            "X-Total-Pages": str(last),
        }
        return page_of(self.items[(number - 1) * size : number * size], {} if self.silent else headers)

    def _by_cursor(self, query: Mapping[str, QueryValue], size: int) -> Response:
        start = int(str(query.get("cursor", 0)))
        end = start + size
        link = f'<{URL}?pagination=keyset&order_by=id&per_page={size}&cursor={end}>; rel="next"'
        return page_of(self.items[start:end], {"Link": link} if end < len(self.items) else {})


def numbered(count: int) -> list[dict[str, int]]:
    """Return so many things."""
    return [{"id": number} for number in range(1, count + 1)]


def call(query: Mapping[str, QueryValue] | None = None) -> Call:
    """Return a call of the list."""
    return Call(THINGS, {}, query=query or {})


def no_threads() -> Executor:
    """Fail: nothing is to be fetched ahead."""
    raise AssertionError("an executor was asked for")


def listed(
    fetch: Callable[[Call], Response],
    *,
    query: Mapping[str, QueryValue] | None = None,
    limit: int | None = None,
    resume: str | None = None,
    executor: Callable[[], Executor] = no_threads,
    prefetch: int = 0,
    **more: QueryValue,
) -> Pages[Thing]:
    """Return the list, read by threads."""
    return Pages(
        fetch, call({**(query or {}), **more}), Thing, Walk(limit, resume), executor=executor, prefetch=prefetch
    )


def listed_async(
    shelf: Shelf,
    *,
    query: Mapping[str, QueryValue] | None = None,
    limit: int | None = None,
    resume: str | None = None,
    prefetch: int = 2,
    **more: QueryValue,
) -> AsyncPages[Thing]:
    """Return the list, read by tasks."""
    return AsyncPages(shelf.answer, call({**(query or {}), **more}), Thing, Walk(limit, resume), prefetch=prefetch)


def ids(things: Iterator[Thing] | Pages[Thing]) -> list[int]:
    """Return the ids of all."""
    return [thing.id for thing in things]
