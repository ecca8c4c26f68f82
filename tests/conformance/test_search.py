"""The random search: what it finds, how small it makes it, and what it takes for no finding."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from dataops_conformance.context import Context
from dataops_conformance.contract import Contract
from dataops_conformance.law import NotTested, Violation
from dataops_conformance.search import search
from dataops_conformance.search.hunt import Counterexample, Hunt
from dataops_conformance.search.lives import Lives, Player, Step
from dataops_conformance.search.requests import DrawnRequest, play_request
from hypothesis import strategies as st

from tests.conformance.laws.served import Served, Spoil, body, code, entry, fields, spoil, status

BUDGET = 240


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    served = Served()
    yield served
    served.close()


def budgeted(served: Served, flaw: Spoil | None = None, **changes: object) -> Context:
    return served.context(flaw, **{"max_requests": BUDGET, **changes})


def test_a_server_that_keeps_the_rules_is_not_accused_and_the_budget_is_kept(served: Served) -> None:
    run = budgeted(served)
    result = search(run)
    assert (result.found, result.unconfirmed) == ((), ())
    assert 0 < result.requests <= BUDGET
    assert run.target.sent <= BUDGET


@pytest.mark.parametrize(
    ("rule", "operation", "flaw", "most"),
    [
        ("RES-08", "list_project_variables", spoil("GET", r"/variables\?", body([])), 2),
        ("RES-04", "get_pipeline_trigger", spoil("GET", r"/triggers/\d+$", status(200, id=1)), 2),
        ("SPEC-05", "list_users", spoil("GET", "/users.*without_project_bots", status(400, error="is invalid")), 1),
    ],
)
def test_a_broken_rule_is_found_and_told_by_few_requests(
    served: Served, rule: str, operation: str, flaw: Spoil, most: int
) -> None:
    result = search(budgeted(served, flaw, max_requests=600, seed=3))
    assert (rule, operation) in [(item.requirement, item.operation) for item in result.found]
    assert min(len(item.violation.exchanges) for item in result.found) <= most


def test_the_same_seed_sends_the_same_requests() -> None:
    sent: list[list[str]] = []
    for _ in range(2):
        fresh = Served()
        search(budgeted(fresh, seed=5, max_requests=100))
        sent.append(fresh.requests)
        fresh.close()
    assert sent[0] == sent[1]


def test_a_read_only_search_sends_no_unsafe_request(served: Served) -> None:
    search(budgeted(served, profile="read-only"))
    assert {request.split()[0] for request in served.requests} == {"GET"}


def test_with_next_to_no_budget_left_no_search_begins(served: Served) -> None:
    result = search(budgeted(served, max_requests=10))
    assert (result.found, result.unconfirmed, result.requests) == ((), (), 0)


def test_what_shows_itself_only_once_is_no_finding(served: Served) -> None:
    run = budgeted(served)
    shown: list[int] = []

    def play(number: int) -> None:
        run.send("get_version")
        shown.append(number)
        if len(shown) == 1:
            violation = Violation("once", expected="", seen="", exchanges=())
            raise Counterexample("RES-04", "get_version", violation)

    hunt = Hunt[int](run, play, requests=30)
    assert hunt.run(st.integers(0, 9), 1) is None
    assert hunt.unconfirmed is not None
    assert str(hunt.unconfirmed) == "once"


def test_shrinking_ends_at_its_cap_with_the_smallest_example_so_far(served: Served) -> None:
    run = budgeted(served)
    sizes: list[int] = []

    def play(text: str) -> None:
        run.send("get_version")
        sizes.append(len(text))
        if len(text) > 3:
            violation = Violation(text, expected="", seen="", exchanges=())
            raise Counterexample("RES-04", "get_version", violation)

    found = Hunt[str](run, play, requests=30).run(st.text(max_size=400), 2)
    assert found is not None
    assert len(found.violation.summary) == min(size for size in sizes if size > 3)
    assert run.target.sent <= 31


def test_what_cannot_be_tried_is_no_failure(served: Served) -> None:
    def play(_: int) -> None:
        msg = "nothing here"
        raise NotTested(msg)

    assert Hunt[int](budgeted(served), play, requests=30).run(st.integers(), 1) is None


def test_where_nothing_can_be_tried_the_search_soon_gives_up(served: Served) -> None:
    tried: list[int] = []
    run = budgeted(served)

    def play(number: int) -> None:
        tried.append(number)
        if len(tried) == 40:
            run.send("get_version")
        raise NotTested("not here")

    assert Hunt[int](run, play, requests=30).run(st.integers(), 1) is None
    assert len(tried) == 40 + 50


@pytest.mark.parametrize(
    ("steps", "flaw", "rule"),
    [
        ((Step("change", 0, {"description": "new"}),), spoil("PUT", "/variables/", fields(value="lost")), "RES-02"),
        ((Step("change", 0, {}), Step("read", 0, {})), spoil("GET", "/variables/", fields(value="lost")), "RES-05"),
        ((Step("delete", 0, {}),), spoil("DELETE", "/variables/", code(200)), "RES-03"),
        ((Step("change", 0, {}),), spoil("PUT", "/variables/", fields(variable_type="file")), "BODY-18"),
        ((Step("read", 0, {}),), spoil("GET", "/variables/", status(404, message="404 Not Found")), "RES-04"),
    ],
)
def test_a_life_is_held_against_the_model_step_by_step(
    served: Served, steps: tuple[Step, ...], flaw: Spoil, rule: str
) -> None:
    example = Lives("create_project_variable", {}, steps)
    Player.play(budgeted(served), example)
    with pytest.raises(Counterexample) as caught:
        Player.play(budgeted(served, flaw), example)
    assert caught.value.requirement == rule


def test_a_value_that_the_wire_makes_valid_is_not_sent_as_an_invalid_one(served: Served) -> None:
    run = budgeted(served)
    play_request(run, DrawnRequest("list_projects", is_valid=False, query={"archived": "true", "search": 7}))
    assert served.requests == []


def test_an_invalid_value_that_is_taken_is_a_counterexample(served: Served) -> None:
    example = DrawnRequest("list_projects", is_valid=False, query={"order_by": "no-such-order"})
    play_request(budgeted(served), example)
    taken = spoil("GET", "/projects.*order_by", status(200))
    with pytest.raises(Counterexample, match=r"took order_by as 'no-such-order'"):
        play_request(budgeted(served, taken), example)


def test_a_second_reader_tells_what_the_suites_own_validators_miss(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    example = DrawnRequest("list_projects", is_valid=True, query={"sort": "asc"})
    mistyped = spoil("GET", "/projects", entry(id="one"))
    play_request(budgeted(served, mistyped), example)  # SPEC-04 tells it

    def sees_nothing(*_: object) -> tuple[()]:
        return ()

    monkeypatch.setattr(Contract, "response_errors", sees_nothing)
    play_request(budgeted(served), example)
    with pytest.raises(Counterexample) as caught:
        play_request(budgeted(served, mistyped), example)
    assert caught.value.requirement == "SPEC-04"
