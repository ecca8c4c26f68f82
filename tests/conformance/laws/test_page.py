"""The laws of pagination, held to a list in memory."""

from __future__ import annotations

import json
import time

import httpx
import pytest
from dataops_conformance.exchange import JsonObject, JsonValue, Response
from dataops_conformance.laws.page.declared import FILTERS
from dataops_conformance.laws.page.filters import Filter, above, combine, moments
from dataops_conformance.laws.page.keyset import keyset_size
from dataops_conformance.laws.page.orders import Order, disorder, surely_greater
from dataops_conformance.laws.page.reading import Link, links, pages_of
from dataops_conformance.laws.page.walking import page_size
from hypothesis import given
from hypothesis import strategies as st

from tests.conformance.fake_server import FakeClock
from tests.conformance.laws.fakes import context, contract, outcome
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
# Items of which the contract holds nothing true, by what is odd about them.
ODD: dict[str, list[JsonValue]] = {
    "ids that are texts": [{"id": f"x{number}", "username": f"u{number}"} for number in range(9)],
    "ids that are null": [{"id": None}] * 9,
    "ids that are lists": [{"id": [number]} for number in range(9)],
    "ids beyond all counting": [{"id": 10**40 + number} for number in range(9)],
    "no ids": [{}] * 9,
    "no objects": [*range(9)],
    "every kind": [None, True, 7, "x", [], {}, {"id": 1}, {"id": "1"}],
    "times without a zone": [{"id": n, "created_at": f"2026-01-0{n}T10:00:00", "expires_at": "2026-01-01"} for n in range(1, 9)],
    "times with and without": [
        {"id": n, "created_at": f"2026-01-0{n}T10:00:00" + "Z" * (n % 2), "last_used_at": "2026-01-01" + "T10:00Z" * (n % 2)}
        for n in range(1, 9)
    ],
    "times that are none": [{"id": n, "created_at": "soon", "last_used_at": n, "expires_at": [n]} for n in range(1, 9)],
    "times at the ends of time": [
        {"id": n, "created_at": f"000{n}-01-01T00:00:00Z", "expires_at": f"999{n}-12-31", "last_used_at": "0001-01-01T00:00:00+14:00"}
        for n in range(1, 9)
    ],
    "states that are objects": [{"id": n, "state": {}, "status": [n], "active": "yes", "name": {}} for n in range(1, 9)],
}  # fmt: skip
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


@pytest.mark.parametrize("operation", ["list_users", "list_projects", "list_groups"])
@pytest.mark.parametrize("oddity", ODD)
def test_items_that_the_contract_does_not_know_break_no_law_of_the_suite_itself(oddity: str, operation: str) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        query = dict(request.url.params)
        start = (int(query["page"]) - 1) * 3 if query.get("page", "").isdigit() and query.get("per_page") == "3" else 0
        items = ODD[oddity][start : start + 3] if query.get("per_page") == "3" else ODD[oddity]
        return httpx.Response(200, json=items, headers={"x-total": str(len(ODD[oddity])), "x-page": "9" * 5000})

    run = context(answer, profile="read-only")
    laws = [requirement for requirement in LAWS if operation in contract().requirement(requirement).operations]
    outcomes = {requirement: outcome(requirement, operation, run) for requirement in laws}
    assert set(outcomes.values()) <= {"kept", "violated", "not tested", "blocked"}
    assert outcomes["PAGE-07"] == "violated"


def test_ids_that_are_no_numbers_leave_the_order_of_a_keyset_walk_open() -> None:
    server = PagedUsers()
    for item in server.items:
        item["id"] = f"user-{item['id']}"
    assert outcome("PAGE-18", "list_users", context(server)) == "not tested"
    assert outcome("PAGE-19", "list_users", context(server)) == "kept"


MANY: list[list[JsonValue]] = [[{}] * 10_000, [{"id": number} for number in range(10_000)], [*range(20_000)]]


@pytest.mark.parametrize("items", MANY)
def test_a_page_of_very_many_items_is_judged_at_once(items: list[JsonValue]) -> None:
    content = json.dumps(items).encode()

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=content, headers={"content-type": "application/json"})

    run = context(answer, profile="read-only")
    began = time.process_time()
    outcomes = {requirement: outcome(requirement, "list_users", run) for requirement in LAWS}
    assert time.process_time() - began < 15
    assert [outcomes[requirement] for requirement in ("PAGE-01", "PAGE-02", "PAGE-03", "PAGE-04")] == ["violated"] * 4


@pytest.mark.parametrize("operation", FILTERS)
@pytest.mark.parametrize("oddity", ODD)
def test_filters_leave_open_what_they_cannot_compare(oddity: str, operation: str) -> None:
    items = [item for item in ODD[oddity] if isinstance(item, dict)]
    for candidate in FILTERS[operation]:
        for value in list(candidate.values(items))[:20]:
            assert {candidate.names(item, value) for item in items} <= {True, False, None}


def test_a_time_without_its_zone_is_beside_one_with_it_neither_earlier_nor_later() -> None:
    created_after = Filter("created_after", moments("created_at"), above("created_at"))
    assert created_after.names({"created_at": "2026-01-01T10:00:00"}, ("2026-01-02T10:00:00Z",)) is None
    assert created_after.names({"created_at": "2026-01-01T10:00:00Z"}, ("2026-01-02T10:00:00Z",)) is False
    assert created_after.names({"created_at": "2026-01-03T10:00:00Z"}, ("2026-01-02T10:00:00Z",)) is True
    assert list(created_after.values([{"created_at": "2026-01-01T10:00:00"}, {"created_at": "soon"}])) == []
