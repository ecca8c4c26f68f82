"""The laws of pagination, held to a list in memory."""

from __future__ import annotations

import httpx
import pytest
from dataops_conformance.exchange import JsonObject, Response
from dataops_conformance.laws.page.declared import FILTERS
from dataops_conformance.laws.page.filters import combine
from dataops_conformance.laws.page.keyset import keyset_size
from dataops_conformance.laws.page.orders import Order, disorder, surely_greater
from dataops_conformance.laws.page.reading import Link, links, pages_of
from dataops_conformance.laws.page.walking import page_size
from hypothesis import given
from hypothesis import strategies as st

from tests.conformance.fake_server import FakeClock
from tests.conformance.laws.fakes import context, outcome
from tests.conformance.laws.paged import PagedUsers

FLAWS = [
    ("PAGE-01", "thirty"),
    ("PAGE-02", "overfull"),
    ("PAGE-03", "no cap"),
    ("PAGE-04", "overlap"),
    ("PAGE-05", "total one more"),
    ("PAGE-06", "rounded down"),
    ("PAGE-07", "from zero"),
    ("PAGE-08", "next always"),
    ("PAGE-09", "prev always"),
    ("PAGE-10", "past is 404"),
    ("PAGE-11", "no last"),
    ("PAGE-12", "next loops"),
    ("PAGE-13", "query lost"),
    ("PAGE-14", "turning"),
    ("PAGE-15", "filtered pages short"),
    ("PAGE-16", "nothing served"),
    ("PAGE-17", "words served"),
    ("PAGE-17", "words told otherwise"),
    ("PAGE-18", "cursor skips"),
    ("PAGE-19", "cursor endless"),
    ("PAGE-20", "cursor counts"),
    ("PAGE-21", "sort ignored"),
    ("PAGE-22", "filters ignored"),
    ("PAGE-22", "filtered short"),
]
LAWS = sorted({requirement for requirement, _ in FLAWS})


@pytest.mark.parametrize("count", [3, 4, 6, 7, 45, 130])
@pytest.mark.parametrize("requirement", LAWS)
def test_a_list_that_keeps_the_rules_breaks_no_law(requirement: str, count: int) -> None:
    assert outcome(requirement, "list_users", context(PagedUsers(count))) in {"kept", "not tested"}


@pytest.mark.parametrize("requirement", LAWS)
def test_a_list_of_seven_is_enough_to_try_every_law(requirement: str) -> None:
    assert outcome(requirement, "list_users", context(PagedUsers())) == "kept"


@pytest.mark.parametrize(("requirement", "flaw"), FLAWS)
def test_a_law_finds_the_flaw_that_it_is_for(requirement: str, flaw: str) -> None:
    assert outcome(requirement, "list_users", context(PagedUsers(flaw=flaw))) == "violated"


@pytest.mark.parametrize("count", [0, 1])
@pytest.mark.parametrize("requirement", ["PAGE-02", "PAGE-04", "PAGE-11", "PAGE-12", "PAGE-13", "PAGE-14", "PAGE-18"])
def test_a_list_too_short_to_be_paged_is_not_tested(requirement: str, count: int) -> None:
    assert outcome(requirement, "list_users", context(PagedUsers(count))) == "not tested"


@pytest.mark.parametrize("count", [0, 1])
@pytest.mark.parametrize("requirement", ["PAGE-01", "PAGE-03", "PAGE-05", "PAGE-06", "PAGE-07", "PAGE-08", "PAGE-10"])
def test_what_a_short_list_shows_is_tested(requirement: str, count: int) -> None:
    assert outcome(requirement, "list_users", context(PagedUsers(count))) == "kept"


def test_all_laws_of_pagination_share_their_looks() -> None:
    server = PagedUsers()
    run = context(server)
    for requirement in LAWS:
        outcome(requirement, "list_users", run)
    assert server.requests <= 20


def test_a_list_that_changes_between_two_requests_is_looked_at_again() -> None:
    server = PagedUsers(8)

    def answer(request: httpx.Request) -> httpx.Response:
        if server.requests == 3:
            server.items.pop(4)
        return server(request)

    assert outcome("PAGE-04", "list_users", context(answer, clock=FakeClock())) == "kept"


@given(st.integers(min_value=3, max_value=99))
def test_a_list_is_cut_into_three_or_four_pages(items: int) -> None:
    assert 3 <= pages_of(items, page_size(items)) <= 4


@given(st.integers(min_value=3, max_value=99))
def test_a_keyset_walk_ends_with_a_shorter_page(items: int) -> None:
    assert items % keyset_size(items) != 0


def test_links_are_read_by_relation_whatever_their_form() -> None:
    header = '<http://a/users?page=2&b%5B%5D=1>; rel="next", </users?page=1>;rel=first; title="a, b"'
    response = Response(200, (("link", header),), b"", FakeClock().now(), 0.0)
    assert links(response) == {
        "next": Link("/users", (("page", "2"), ("b[]", "1"))),
        "first": Link("/users", (("page", "1"),)),
    }


@pytest.mark.parametrize(
    ("one", "other", "surely"),
    [
        (2, 1, True),
        (1, 2, False),
        ("b", "a", True),
        ("a", "B", False),
        ("_b", "a", False),
        (None, "a", False),
        ("2026-01-01T10:00:00+02:00", "2026-01-01T09:00:00Z", False),
        ("2026-01-01T10:00:00Z", "2026-01-01T09:00:00Z", True),
    ],
)
def test_only_what_every_collation_orders_is_judged(one: str | int | None, other: str | int, surely: bool) -> None:
    assert surely_greater(one, other) is surely


@pytest.mark.parametrize("requirement", ["PAGE-16", "PAGE-17"])
def test_a_server_that_tells_one_error_at_a_time_is_asked_for_the_other_alone(requirement: str) -> None:
    assert outcome(requirement, "list_users", context(PagedUsers(flaw="told singly"))) == "kept"


def _projects() -> list[JsonObject]:
    return [
        {"id": number, "name": f"{word}-{number}", "path": f"{word}-{number}", "visibility": visibility}
        for number, (word, visibility) in enumerate(
            [("data", "private"), ("data", "private"), ("data", "private"), ("data", "public"), ("team", "private")], 1
        )
    ]


def test_filters_are_tried_together_each_leaving_something_out_alone() -> None:
    allowed = {"visibility": ["private", "internal", "public"]}
    found = combine(FILTERS["list_projects"], _projects(), allowed, keep=3)
    assert [one.told for one in found] == ["search=DATA", "visibility=private"]


def test_filters_that_the_list_is_too_short_for_are_not_tried_together() -> None:
    assert combine(FILTERS["list_projects"], _projects()[:3], {}, keep=3) == ()


def test_what_a_running_job_is_held_to_is_left_open() -> None:
    scopes = FILTERS["list_project_jobs"][0]
    assert scopes.names({"status": "running"}, ("running",)) is None
    assert scopes.names({"status": "success"}, ("running",)) is False


@pytest.mark.parametrize(("descending", "pair"), [(False, (3, 1)), (True, (1, 2))])
def test_items_without_a_value_do_not_hide_what_is_out_of_order(descending: bool, pair: tuple[int, int]) -> None:
    items: list[JsonObject] = [{"id": 3}, {"id": None}, {"id": 1}, {"id": 2}]
    assert disorder(items, Order((), "id", descending)) == pair
