"""What the lists say to a server that leads nowhere, or answers what is no page."""

from __future__ import annotations

import asyncio
import logging
import pickle
from collections.abc import Callable, Mapping

import msgspec
import pytest
from dataops_api import InvalidItem
from dataops_api._exchange import Response
from dataops_api._paging import Pages
from dataops_api._paging.guard import Recurrence
from dataops_api.errors import InvalidItemError, InvalidResponseError, PaginationError
from dataops_resources.runtime import Call, QueryValue, Walk
from hypothesis import given
from hypothesis import strategies as st

from tests.client.paging.serving import (
    THINGS,
    URL,
    Shelf,
    Thing,
    ids,
    listed,
    listed_async,
    no_threads,
    numbered,
    page_of,
)


def told(headers: Mapping[str, str]) -> Callable[[Call], Response]:
    """Answer each page with an item of its own and the same headers."""

    def fetch(call: Call) -> Response:
        mark = call.query.get("page", call.query.get("cursor", 1))
        return page_of([{"id": int(str(mark))}], headers)

    return fetch


def failure(
    fetch: Callable[[Call], Response], query: Mapping[str, QueryValue] | None = None, **more: QueryValue
) -> tuple[int, str]:
    """Return how many items there were before the error, and what it says."""
    things = iter(listed(fetch, query={**(query or {}), **more}))
    found: list[Thing] = []
    with pytest.raises(PaginationError) as caught:
        found.extend(things)
    assert next(things, None) is None
    return len(found), caught.value.message


@pytest.mark.parametrize(
    ("number", "says"),
    [
        ("1", "The page after page 1 is said to be page 1, again."),
        ("0", "The page after page 1 is said to be page 0, before it."),
        ("3", "The page after page 1 is said to be page 3, and leaves pages out."),
        ("2.0", "What should be the number of the next page, x-next-page, is '2.0'."),
        ("²", "What should be the number of the next page, x-next-page, is '²'."),
        ("9" * 5000, f"What should be the number of the next page, x-next-page, is '{'9' * 40}'."),
    ],
)
def test_a_next_page_that_cannot_be_it_is_an_error(number: str, says: str) -> None:
    seen: list[int] = []

    def fetch(call: Call) -> Response:
        seen.append(1)
        return Response(200, {"x-next-page": number}, b'[{"id":1}]', URL)

    things = iter(listed(fetch))
    assert next(things).id == 1
    with pytest.raises(PaginationError) as caught:
        next(things)
    assert (caught.value.message, len(seen)) == (says, 1)


def test_the_page_before_a_wrong_next_page_is_whole_and_says_so_when_asked_for_its_next() -> None:
    page = next(listed(told({"x-next-page": "1"})).pages())
    assert ids(iter(page)) == [1]
    with pytest.raises(PaginationError):
        _ = page.next


def test_a_limit_is_reached_though_the_next_page_is_wrong() -> None:
    assert ids(listed(told({"x-next-page": "1"}), limit=1)) == [1]


@pytest.mark.parametrize(
    "target",
    [
        "/api/v4/users?page=2",
        "http://user:glpat-secret@evil.test/api/v4/users?page=2&private_token=glpat-secret",
        "/api/v4/things/2?page=2",
        "/api/v4/nothings?page=2",
        "mailto:things?page=2",
    ],
)
@pytest.mark.parametrize("query", [{}, {"pagination": "keyset"}])
def test_a_link_to_another_list_is_not_followed(target: str, query: dict[str, QueryValue]) -> None:
    count, message = failure(told({"link": f'<{target}>; rel="next"'}), query=query)
    assert (count, message.startswith("The next link leads to ")) == (1, True)
    assert message.endswith(", not to /things; it is not followed.")
    assert "secret" not in message


@pytest.mark.parametrize(
    ("written", "follows"),
    [
        ("/api/v4/projects/team%2Fdata/jobs", True),
        ("/api/v4/projects/team/data/jobs/", True),
        ("/behind/a/proxy/projects/7/jobs", True),
        ("/api/v4/projects/team%2Fdata/pipelines", False),
        ("/api/v4/groups/7/jobs", False),
    ],
)
def test_a_link_may_name_the_same_list_in_another_way(written: str, follows: bool) -> None:
    jobs = msgspec.structs.replace(THINGS, route="/projects/{id}/jobs")

    def fetch(call: Call) -> Response:
        link = {} if "cursor" in call.query else {"link": f'<http://inside.test{written}?cursor=2>; rel="next"'}
        return page_of(
            [{"id": int(str(call.query.get("cursor", 1)))}], link, "https://a.test/projects/team%2Fdata/jobs"
        )

    asked = Call(jobs, {}, path={"id": "team/data"}, query={"pagination": "keyset"})
    things = iter(Pages(fetch, asked, Thing, Walk(), executor=no_threads, prefetch=0))
    assert next(things).id == 1
    if follows:
        assert ids(things) == [2]
    else:
        with pytest.raises(PaginationError, match=r", not to /projects/\{id\}/jobs; it is not followed"):
            next(things)


@pytest.mark.parametrize("target", ["http://[::1", "?" + "a=1&" * 300])
def test_a_link_that_is_no_url_is_an_error(target: str) -> None:
    _, message = failure(told({"link": f'<{target}>; rel="next"'}), pagination="keyset")
    assert message.startswith("The next link is no URL that can be followed: ")


@pytest.mark.parametrize(
    "target",
    [
        "HTTP://DataOps.test:80/api/v4/%74hings?cursor=2&private_token=x",
        "?cursor=2",
        "https://dataops.test/api/v4/things?cursor=2",
        "http://dataops.test:8080/api/v4/things?cursor=2",
        "//evil.test/things?cursor=2",
        "http://user:glpat-secret@evil.test/api/v4/things?cursor=2&private_token=glpat-secret",
    ],
)
def test_only_the_query_of_a_link_is_followed_and_no_credential_in_it(target: str) -> None:
    asked: list[Mapping[str, QueryValue]] = []

    def fetch(call: Call) -> Response:
        asked.append(call.query)
        headers = {} if "cursor" in call.query else {"link": f'<{target}>; rel="next"'}
        return page_of([{"id": len(asked)}], headers)

    assert ids(listed(fetch, pagination="keyset", search="x")) == [1, 2]
    assert asked[1] == {**asked[0], "cursor": "2"}


@pytest.mark.parametrize("period", [1, 2, 7, 600])
def test_cursors_that_come_back_are_an_error(period: int) -> None:
    turns: list[int] = []

    def fetch(call: Call) -> Response:
        turns.append(1)
        following = int(str(call.query.get("cursor", 0))) % period + 1
        return page_of([{"id": len(turns)}], {"link": f'<?cursor={following}>; rel="next"'})

    count, message = failure(fetch, pagination="keyset")
    assert message == "The next link leads back to a page that was read."
    assert count <= (period + 1 if period < 500 else 4 * period)


def test_the_same_page_under_ever_new_cursors_is_an_error() -> None:
    turns: list[int] = []

    def fetch(call: Call) -> Response:
        turns.append(1)
        return page_of([{"id": 1}], {"link": f'<?cursor={len(turns)}>; rel="next"'})

    assert failure(fetch, pagination="keyset") == (1, "The next link led to a page that was read.")


@given(st.integers(0, 2000), st.integers(1, 1500))
def test_a_sequence_that_returns_is_always_found_and_one_that_does_not_never(tail: int, period: int) -> None:
    seen = Recurrence()
    assert not any(seen.returns(mark) for mark in range(tail + period))
    again = (tail + step % period for step in range(8 * (tail + period)))
    assert any(seen.returns(mark) for mark in again)


def test_an_empty_page_with_a_next_is_an_error() -> None:
    assert failure(lambda _: page_of([], {"x-next-page": "2"})) == (
        0,
        "An empty page is said to have a page after it.",
    )


def test_a_list_that_goes_on_far_beyond_its_own_count_is_an_error() -> None:
    def fetch(call: Call) -> Response:
        page = int(str(call.query.get("page", 1)))
        return page_of([{"id": page}], {"x-next-page": str(page + 1), "x-total-pages": "3"})

    assert failure(fetch) == (13, "Page 14 is said to have a page after it, in a list of 3 pages.")


@pytest.mark.parametrize("query", [{}, {"pagination": "keyset"}])
def test_a_list_of_ever_new_items_that_counts_nothing_goes_on_to_the_limit(query: dict[str, QueryValue]) -> None:
    turns: list[int] = []

    def fetch(_: Call) -> Response:
        turns.append(1)
        return page_of([{"id": len(turns)}], {"link": f'<?page={len(turns) + 1}&cursor={len(turns)}>; rel="next"'})

    assert ids(listed(fetch, query=query, limit=3000)) == list(range(1, 3001))


def test_a_list_that_grows_by_much_while_it_is_read_is_none() -> None:
    shelf = Shelf(numbered(2))

    def growing(call: Call) -> Response:
        if len(shelf.items) < 300:
            shelf.items = numbered(len(shelf.items) + 3)
        return shelf(call)

    assert ids(listed(growing, per_page=2)) == list(range(1, 303))


def test_the_same_page_for_ever_is_an_error_where_nothing_is_counted() -> None:
    def fetch(call: Call) -> Response:
        return page_of(numbered(2), {"x-next-page": str(int(str(call.query.get("page", 1))) + 1)})

    assert failure(fetch, per_page=2) == (20, "Page 11 is page 10 again.")


def test_a_server_that_knows_no_pages_and_fills_one_is_an_error_and_gives_nothing_twice() -> None:
    assert failure(lambda _: page_of(numbered(2)), per_page=2) == (2, "Page 2 is page 1 again.")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "The page is no JSON: "),
        (b"<html>", "The page is no JSON: "),
        (b'["\xff"]', "The page is no JSON: "),
        (b"[" + b"1" * 5000 + b"]", "The page is no JSON: "),
        (b"[" * 100_000, "The page is no JSON: it is nested too deeply."),
        (b'{"message":"x"}', "The page is a JSON object, no array."),
        (b"null", "The page is a JSON single value, no array."),
    ],
)
def test_what_is_no_page_is_an_invalid_response(content: bytes, says: str) -> None:
    things = iter(listed(lambda _: Response(200, {}, content, URL)))
    with pytest.raises(InvalidResponseError) as caught:
        next(things)
    assert caught.value.message.startswith(says)
    assert caught.value.response is not None
    assert list(things) == []


MIXED: list[object] = [{"id": 1}, {"id": "glpat-secret"}, {"id": 3}, None, {"id": 5}]


def test_an_invalid_item_raises_where_it_stands_and_the_iteration_goes_on() -> None:
    things = iter(listed(Shelf(MIXED), per_page=2))
    found: list[int | tuple[int, object, str]] = []
    while True:
        try:
            found.append(next(things).id)
        except InvalidItemError as error:
            found.append((error.index, error.value, error.reason))
        except StopIteration:
            break
    assert found == [
        1,
        (1, {"id": "glpat-secret"}, "Expected `int`, got `str` - at `$.id`"),
        3,
        (1, None, "Expected `object`, got `null`"),
        5,
    ]


def test_tasks_meet_invalid_items_as_threads_do() -> None:
    async def read() -> list[int | str]:
        things = aiter(listed_async(Shelf(MIXED), per_page=2))
        found: list[int | str] = []
        while True:
            try:
                found.append((await anext(things)).id)
            except InvalidItemError as error:
                found.append(error.message)
            except StopAsyncIteration:
                return found

    assert asyncio.run(read()) == [
        1,
        "Item 1 of the page is not what the contract says: Expected `int`, got `str` - at `$.id`.",
        3,
        "Item 1 of the page is not what the contract says: Expected `object`, got `null`.",
        5,
    ]


def test_invalid_items_are_passed_over_and_logged_without_their_values(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "dataops_api"):
        assert ids(listed(Shelf(MIXED)).valid()) == [1, 3, 5]
    assert caplog.messages == [
        "Item 1 of a page of GET /things is passed over: Expected `int`, got `str` - at `$.id`.",
        "Item 3 of a page of GET /things is passed over: Expected `object`, got `null`.",
    ]


def test_a_page_holds_its_invalid_items_apart() -> None:
    (page,) = listed(Shelf(MIXED)).pages()
    assert (ids(iter(page.items)), len(page), page.total, page.next) == ([1, 3, 5], 3, 5, None)
    assert [(item.index, item.value) for item in page.invalid] == [(1, {"id": "glpat-secret"}), (3, None)]
    assert "secret" not in repr(page.invalid) + repr(page)
    assert repr(page) == "<Page of /things: 3 items of 5, 2 invalid>"


@pytest.mark.parametrize("items", [numbered(1), [{"id": None}]])
def test_a_page_has_the_answer_that_it_was_read_from(items: list[object]) -> None:
    headers = {"X-Request-Id": "r-1", "X-Total": "1"}
    page = next(listed(lambda _: page_of(items, headers)).pages())
    assert (page.response.status_code, page.response.request_id, page.response.attempts) == (200, "r-1", 1)
    assert page.response.headers["x-total"] == "1"


def test_a_page_without_invalid_items_does_not_keep_the_bytes_of_its_answer() -> None:
    assert next(listed(Shelf(numbered(9))).pages()).response.content == b""


def test_an_invalid_item_keeps_its_place_on_the_page_when_a_walk_is_resumed() -> None:
    shelf = Shelf(MIXED)
    _, cut = listed(shelf, limit=3, per_page=2).pages()
    resumed = next(listed(shelf, resume=cut.next).pages())
    assert (ids(iter(cut)), [(item.index, item.value) for item in resumed.invalid]) == ([3], [(1, None)])


def test_the_first_item_raises_when_it_is_invalid() -> None:
    with pytest.raises(InvalidItemError):
        listed(Shelf([{"id": None}])).first()


def test_an_invalid_item_travels_between_processes() -> None:
    item = InvalidItem(1, {"id": None}, "wrong")
    assert pickle.loads(pickle.dumps(item)) == item
