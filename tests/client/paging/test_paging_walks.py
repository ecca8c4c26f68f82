"""Which pages are asked for, and that they are the whole list, however it is walked."""

from __future__ import annotations

import asyncio
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from dataops_api._exchange import Response
from dataops_api._paging import Pages
from dataops_api.errors import ConfigurationError
from dataops_resources.runtime import Call, QueryValue, Walk
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.client.paging.serving import THINGS, Shelf, Thing, ids, listed, listed_async, no_threads, numbered, page_of

WALKS = st.sampled_from([{}, {"pagination": "keyset"}, {"order_by": "id"}, {"order_by": "id", "pagination": "offset"}])
SIZES = st.none() | st.integers(1, 130)


@given(st.integers(0, 330), WALKS, SIZES, st.none() | st.integers(0, 340), st.booleans())
def test_a_walk_gives_the_whole_list_in_order_up_to_its_limit(
    count: int, walk: dict[str, QueryValue], per_page: int | None, limit: int | None, silent: bool
) -> None:
    shelf = Shelf(numbered(count), silent=silent)
    if per_page is not None and per_page > 100:
        shelf = _capped(shelf)
    found = ids(listed(shelf, limit=limit, per_page=per_page, query=walk))
    assert found == list(range(1, count + 1))[:limit]


def _capped(shelf: Shelf) -> Shelf:
    """Serve more than 100 items a page as 100, as the API does."""

    class Capped(Shelf):
        def __call__(self, call: Call) -> Response:
            return shelf(Call(call.operation, call.options, query={**call.query, "per_page": 100}))

    return Capped(shelf.items)


@given(st.integers(0, 120), WALKS, st.integers(1, 50), st.lists(st.integers(1, 40), max_size=6))
def test_walks_resumed_one_after_another_are_one_walk(
    count: int, walk: dict[str, QueryValue], per_page: int, limits: list[int]
) -> None:
    shelf = Shelf(numbered(count))
    found: list[int] = []
    place: str | None = None
    for limit in [*limits, None]:
        for page in listed(shelf, limit=limit, resume=place, per_page=per_page, query=walk).pages():
            found += ids(iter(page))
            place = page.next
        if place is None:
            break
    assert found == list(range(1, count + 1))


@given(st.integers(0, 120), WALKS, st.integers(1, 50), st.none() | st.integers(0, 130), st.integers(0, 3))
@settings(max_examples=50)
def test_tasks_and_threads_walk_alike(
    count: int, walk: dict[str, QueryValue], per_page: int, limit: int | None, prefetch: int
) -> None:
    shelf = Shelf(numbered(count))

    async def by_tasks() -> list[int]:
        return [t.id async for t in listed_async(shelf, limit=limit, per_page=per_page, prefetch=prefetch, query=walk)]

    with ThreadPoolExecutor(2) as pool:
        by_threads = ids(
            listed(shelf, limit=limit, per_page=per_page, executor=lambda: pool, prefetch=prefetch, query=walk)
        )
    assert asyncio.run(by_tasks()) == by_threads == list(range(1, count + 1))[:limit]


@given(st.integers(1, 60), WALKS, st.integers(1, 20), st.integers(1, 60))
def test_the_first_item_behind_any_place_is_found_with_one_request(
    count: int, walk: dict[str, QueryValue], per_page: int, limit: int
) -> None:
    shelf = Shelf(numbered(count))
    *_, last = listed(shelf, limit=limit, per_page=per_page, query=walk).pages()
    if last.next is None:
        return
    shelf.asked.clear()
    first = listed(shelf, resume=last.next).first()
    assert (first and first.id, len(shelf.asked)) == (limit + 1, 1)


def test_the_first_of_no_items_is_none() -> None:
    assert listed(Shelf([])).first() is None
    assert listed(Shelf(numbered(3)), limit=0).first() is None
    assert asyncio.run(listed_async(Shelf([])).first()) is None


def test_the_first_item_costs_one_request_of_one_item() -> None:
    shelf = Shelf(numbered(300))
    first = listed(shelf).first()
    assert (first and first.id, shelf.asked) == (1, [{"per_page": 1}])


def test_a_list_asks_for_nothing_until_it_is_read() -> None:
    shelf = Shelf(numbered(3))
    things = listed(shelf)
    iter(things)
    assert shelf.asked == []
    assert ids(listed(shelf, limit=0)) == []
    assert shelf.asked == []


@pytest.mark.parametrize(
    ("limit", "query", "sizes"),
    [
        (None, {}, [100, 100, 100]),
        (30, {}, [30]),
        (100, {}, [100]),
        (150, {}, [75, 75]),
        (10, {"per_page": 50}, [10]),
        (60, {"per_page": 50}, [50, 50]),
        (10, {"per_page": 50, "page": 2}, [50]),
        (5, {"page": 2}, [100]),
        (30, {"pagination": "keyset"}, [30]),
    ],
)
def test_no_more_requests_and_items_are_asked_for_than_needed(
    limit: int | None, query: dict[str, QueryValue], sizes: list[int]
) -> None:
    shelf = Shelf(numbered(250))
    ids(listed(shelf, limit=limit, query=query))
    assert [asked["per_page"] for asked in shelf.asked] == sizes


@pytest.mark.parametrize(
    ("query", "sent"),
    [
        ({}, {}),
        ({"order_by": "name"}, {"order_by": "name"}),
        ({"order_by": "id"}, {"order_by": "id", "pagination": "keyset"}),
        ({"order_by": "id", "sort": "asc"}, {"order_by": "id", "sort": "asc", "pagination": "keyset"}),
        ({"order_by": "id", "page": 2}, {"order_by": "id", "page": 2}),
        ({"order_by": "id", "pagination": "offset"}, {"order_by": "id"}),
        ({"pagination": "keyset"}, {"order_by": "id", "pagination": "keyset"}),
        ({"pagination": "keyset", "order_by": "name"}, {"order_by": "name", "pagination": "keyset"}),
        ({"sort": "asc", "search": None}, {"sort": "asc"}),
    ],
)
def test_a_cursor_is_chosen_where_it_changes_no_order(
    query: dict[str, QueryValue], sent: dict[str, QueryValue]
) -> None:
    shelf = Shelf([])
    ids(listed(shelf, query=query))
    assert shelf.asked == [{**sent, "per_page": 100}]


def test_a_page_number_and_a_cursor_exclude_each_other() -> None:
    with pytest.raises(ConfigurationError, match="page and pagination=keyset exclude each other"):
        listed(Shelf([]), page=2, pagination="keyset")


def test_a_walk_begins_at_the_page_that_is_named() -> None:
    shelf = Shelf(numbered(50))
    assert ids(listed(shelf, page=2, per_page=20)) == list(range(21, 51))
    assert shelf.pages == [2, 3]


def test_the_total_is_taken_from_a_page_that_was_read() -> None:
    shelf = Shelf(numbered(120))
    things = listed(shelf)
    next(iter(things))
    assert (things.total, len(shelf.asked)) == (120, 1)


def test_the_total_costs_one_request_of_one_item_and_only_once() -> None:
    shelf = Shelf(numbered(120))
    things = listed(shelf, search="x")
    assert (things.total, things.total) == (120, 120)
    assert shelf.asked == [{"search": "x", "per_page": 1}]


def test_the_total_of_a_walk_by_cursor_is_asked_for_by_number() -> None:
    shelf = Shelf(numbered(120))
    things = listed_async(shelf, pagination="keyset")

    async def read() -> int | None:
        [thing async for thing in things]
        shelf.asked.clear()
        return await things.total() and await things.total()

    assert (asyncio.run(read()), shelf.asked) == (120, [{"per_page": 1}])


def test_the_total_is_none_where_the_server_does_not_say_it() -> None:
    shelf = Shelf(numbered(3), silent=True)
    things = listed(shelf)
    assert (things.total, things.total, len(shelf.asked)) == (None, None, 1)


def test_a_place_keeps_the_whole_query_and_wins_over_that_of_the_call() -> None:
    shelf = Shelf(numbered(5))
    since = datetime(2026, 1, 1, tzinfo=UTC)
    page = next(
        listed(shelf, per_page=2, search="a", since=since, archived=True, query={"scope[]": ["x", "y"]}).pages()
    )
    shelf.asked.clear()
    rest = listed(shelf, resume=page.next, search="a", since=since, page=9, per_page=1)
    assert ids(rest) == [3, 4, 5]
    assert shelf.asked[0] == {
        "search": "a",
        "since": "2026-01-01T00:00:00Z",
        "archived": True,
        "scope[]": ["x", "y"],
        "per_page": 2,
        "page": 2,
    }


def place_of(path: Mapping[str, int | str], **query: QueryValue) -> str:
    """Return the place behind the first page of a list of somebody."""
    page = next(iter(of(path, None, **query).pages()))
    assert page.next is not None
    return page.next


def of(path: Mapping[str, int | str], resume: str | None = None, **query: QueryValue) -> Pages[Thing]:
    return Pages(
        Shelf(numbered(9)),
        Call(THINGS, {}, path=path, query={"per_page": 2, **query}),
        Thing,
        Walk(None, resume),
        executor=no_threads,
        prefetch=0,
    )


@pytest.mark.parametrize("query", [{}, {"pagination": "keyset"}])
@pytest.mark.parametrize(("there", "here"), [("team/data", "team/other"), (7, 8), ("7", "8"), (7, "team/data")])
def test_a_place_in_the_list_of_another_project_cannot_be_resumed(
    there: int | str, here: int | str, query: dict[str, QueryValue]
) -> None:
    with pytest.raises(ConfigurationError) as caught:
        of({"id": here}, place_of({"id": there}, **query))
    assert caught.value.message == (
        f"resume is a place in the list of id {str(there)!r}, not of {str(here)!r}: name it as it was named there."
    )
    assert ids(of({"id": str(there)}, place_of({"id": there}, **query))) == [3, 4, 5, 6, 7, 8, 9]


@pytest.mark.parametrize(
    ("there", "here", "said"),
    [
        ({"search": "a"}, {"search": "b"}, "search is 'b' and had 'a'"),
        ({}, {"search": "b"}, "search is 'b' and had no such filter"),
        ({"archived": True}, {"archived": False}, "archived is 'false' and had 'true'"),
        ({"scope[]": ["x", "y"]}, {"scope[]": ["x"]}, "scope[] is 'x' and had 'x,y'"),
        ({"pagination": "keyset"}, {"sort": "desc"}, "sort is 'desc' and had no such filter"),
    ],
)
def test_a_place_in_a_list_with_other_filters_cannot_be_resumed(
    there: dict[str, QueryValue], here: dict[str, QueryValue], said: str
) -> None:
    with pytest.raises(ConfigurationError) as caught:
        of({}, place_of({}, **there), **here)
    assert caught.value.message == (f"resume is a place in a list with other filters, {said}: leave the filters out.")


@pytest.mark.parametrize("query", [{}, {"pagination": "keyset"}])
def test_the_filters_of_a_place_may_be_given_again_however_often_it_is_resumed(query: dict[str, QueryValue]) -> None:
    since = datetime(2026, 1, 1, tzinfo=UTC)
    filters: dict[str, QueryValue] = {"search": "a", "since": since, "scope[]": ["x", "y"], "archived": True}
    first = place_of({"id": 7}, **filters, **query)
    second = next(iter(of({"id": 7}, first).pages())).next
    again: dict[str, QueryValue] = {**filters, "scope[]": ("x", "y")}
    assert ids(of({"id": "7"}, second, **again)) == [5, 6, 7, 8, 9]
    with pytest.raises(ConfigurationError, match="search is 'b' and had 'a'"):
        of({"id": 7}, second, search="b")


def test_a_place_that_was_kept_before_it_had_a_path_can_be_resumed() -> None:
    old = urlsafe_b64encode(b'{"o":"list_things","q":{"per_page":2,"search":"a","page":2}}').decode()
    assert ids(of({"id": 7}, old)) == [3, 4, 5, 6, 7, 8, 9]
    renewed = next(iter(of({"id": 7}, old).pages())).next
    assert ids(of({"id": 7}, renewed, search="a")) == [5, 6, 7, 8, 9]


def test_values_that_can_be_read_once_are_asked_for_with_every_page() -> None:
    shelf = Shelf(numbered(5))
    assert ids(listed(shelf, per_page=2, query={"scope[]": iter(["x", "y"])})) == [1, 2, 3, 4, 5]  # type: ignore[dict-item]
    assert [asked["scope[]"] for asked in shelf.asked] == [["x", "y"]] * 3


def test_a_place_holds_no_credential() -> None:
    page = next(listed(Shelf(numbered(5)), per_page=2, private_token="glpat-secret").pages())
    assert page.next is not None
    assert "secret" not in urlsafe_b64decode(page.next + "===").decode()


@pytest.mark.parametrize("resume", ["", "x", "ä", "💥", "W10", "bnVsbA", "e30", "2", "A" * 9999])
def test_what_is_no_place_cannot_be_resumed(resume: str) -> None:
    with pytest.raises(ConfigurationError, match="resume is no place in a list: give it the next of a page"):
        listed(Shelf([]), resume=resume)


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ('{"o":"list_users","q":{}}', "resume is a place in the list of list_users, not of list_things."),
        ('{"o":"list_things","q":{},"s":-1}', "resume was changed: give it the next of a page as it was."),
        ('{"o":"list_things","q":{"private_token":"x"}}', "resume was changed: give it the next of a page as it was."),
    ],
)
def test_a_place_of_another_list_cannot_be_resumed(place: str, message: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        listed(Shelf([]), resume=urlsafe_b64encode(place.encode()).decode())
    assert caught.value.message == message


@pytest.mark.parametrize("limit", [-1, "3", True, 1.5])
def test_a_limit_that_is_no_number_of_items_is_refused(limit: object) -> None:
    with pytest.raises(ConfigurationError) as caught:
        listed(Shelf([]), limit=limit)  # type: ignore[arg-type]
    assert caught.value.message == f"limit is {limit!r}: give the number of items, or None for all."


def test_items_may_repeat_where_the_list_changes_while_it_is_read() -> None:
    shelf = Shelf(numbered(4))
    things = iter(listed(shelf, per_page=2))
    before = [next(things).id, next(things).id]
    shelf.items = [{"id": 9}, *shelf.items]
    assert before + ids(things) == [1, 2, 2, 3, 4]


def test_a_list_that_shrinks_ends_where_it_ends() -> None:
    shelf = Shelf(numbered(9))
    things = iter(listed(shelf, per_page=2))
    first = next(things).id
    shelf.items = numbered(2)
    assert [first, *ids(things)] == [1, 2]


def test_a_next_link_stands_in_for_the_header() -> None:
    def fetch(call: Call) -> Response:
        link = '</api/v4/things?page=1>; rel="first", <?page=2>; title="a, b"; rel="prefetch next"'
        return page_of([{"id": call.query.get("page", 1)}], {} if "page" in call.query else {"link": link})

    assert ids(listed(fetch)) == [1, 2]


def test_a_lost_header_loses_no_items_where_the_link_or_the_count_has_them() -> None:
    def fetch(call: Call) -> Response:
        page = int(str(call.query.get("page", 1)))
        lost = {"x-next-page": "", "x-total-pages": "2"}
        linked = {"x-next-page": "", "link": f'<?page={page + 1}>; rel="next"'}
        return page_of(numbered(2), [lost, linked, {"x-next-page": ""}][page - 1])

    assert len(ids(listed(fetch, per_page=2))) == 6


def test_a_server_that_does_not_page_is_asked_once() -> None:
    asked: list[Call] = []

    def fetch(call: Call) -> Response:
        asked.append(call)
        return page_of(numbered(150))

    assert (len(ids(listed(fetch))), len(asked)) == (150, 1)
