from __future__ import annotations

import re

import pytest
from dataops_mock.faults import all_faults, find_fault
from dataops_spec import requirements

from tests.mock.web import ADA, listing, web


def test_every_checked_requirement_has_a_fault_and_every_fault_a_requirement() -> None:
    checked = {requirement.id for requirement in requirements() if requirement.unchecked is None}
    assert {fault.breaks for fault in all_faults()} == checked


def test_names_are_unique_and_kebab_case() -> None:
    names = [fault.name for fault in all_faults()]
    assert len(set(names)) == len(names)
    assert [name for name in names if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)] == []
    assert all(fault.summary.endswith(".") for fault in all_faults())


def test_an_unknown_name_is_told_with_those_that_come_near() -> None:
    with pytest.raises(ValueError, match=r"no fault 'page-overlaps': did you mean page-overlap"):
        find_fault("page-overlaps")
    with pytest.raises(ValueError, match=r"no fault 'zzz': `dataops-mock faults` lists them all"):
        find_fault("zzz")


@pytest.mark.parametrize("fault", [fault.name for fault in all_faults()])
def test_a_fault_leaves_the_mock_standing(fault: str) -> None:
    api = web({"list_projects": listing(45), "list_groups": listing(45)}, faults=[fault])
    for path in ("/projects", "/projects?page=2", "/groups?page=3", "/projects?pagination=keyset&per_page=40"):
        assert api.get(path).status_code in {200, 400, 401, 403}
    assert api.post("/projects", json={"name": "x", "description": None}).status_code < 500


@pytest.mark.parametrize(
    ("fault", "path", "seen"),
    [
        ("page-overlap", "/groups?page=2&per_page=2", [4, 3]),
        ("page-gap", "/groups?page=2&per_page=2", [2]),
        ("page-overfull", "/groups?per_page=2", [5, 4, 3]),
        ("per-page-ignored", "/groups?per_page=2", [5, 4, 3, 2, 1]),
        ("past-the-end-last-again", "/groups?page=9&per_page=2", [1]),
        ("per-page-zero-served", "/groups?per_page=0", [5, 4, 3, 2, 1]),
        ("page-text-served", "/groups?page=x&per_page=2", [5, 4]),
    ],
)
def test_a_fault_breaks_the_page_that_it_names(fault: str, path: str, seen: list[int]) -> None:
    answer = web({"list_groups": listing(5)}, faults=[fault]).get(path)
    assert [item["id"] for item in answer.json()] == seen


@pytest.mark.parametrize(
    ("fault", "header", "value"),
    [
        ("total-one-more", "x-total", "6"),
        ("total-pages-rounded-down", "x-total-pages", "2"),
        ("page-from-zero", "x-page", "0"),
        ("prev-page-always", "x-prev-page", "0"),
        ("remaining-one-more", "ratelimit-remaining", "600"),
        ("limit-doubled", "ratelimit-limit", "1200"),
    ],
)
def test_a_fault_breaks_the_header_that_it_names(fault: str, header: str, value: str) -> None:
    assert web({"list_groups": listing(5)}, faults=[fault]).get("/groups?per_page=2").headers[header] == value


def test_a_request_with_effect_is_refused_all_the_same() -> None:
    api = web(rate_limit="1/60s", faults=["refused-request-has-effect"])
    answers = [api.post("/projects", json={"name": "x"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [204, 429]
    assert answers[1].headers["ratelimit-observed"] == "2"
    assert len(api.calls) == 2


def test_several_faults_break_several_rules() -> None:
    answer = web({"list_groups": listing(5)}, faults=["total-one-more", "request-id-missing"]).get("/groups", ADA)
    assert (answer.headers["x-total"], "x-request-id" in answer.headers) == ("6", False)
