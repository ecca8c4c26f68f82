"""A fault in a corner strikes there and nowhere else."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from dataops_mock.call import Entity
from dataops_mock.faults import find_fault
from dataops_mock.faults.corners import parse_corner

from tests.mock.test_faults_in_the_world import created, world
from tests.mock.web import ADA, Web, listing, web

LISTS = {name: listing(45) for name in ("list_projects", "list_groups", "list_group_projects")}
CREATED = {"create_project": Entity({"id": 1}, 201), "create_group": Entity({"id": 1}, 201)}


def struck(answer: httpx.Response) -> bool:
    """Tell whether an answer lacks its id."""
    return "x-request-id" not in answer.headers


@pytest.mark.parametrize(
    ("corner", "there", "elsewhere"),
    [
        ("list_groups", ["/groups", "/groups?page=2"], ["/projects", "/user"]),
        ("page-3", ["/groups?page=3", "/projects?per_page=2&page=3"], ["/groups", "/groups?page=30", "/groups?per_page=3"]),
        ("filtered", ["/groups?search=a", "/projects?topic=x&page=2"], ["/groups", "/projects?sort=asc&page=2&per_page=2"]),
        ("sorted", ["/projects?sort=asc", "/groups?order_by=id"], ["/groups", "/groups?search=sort"]),
        ("keyset", ["/projects?pagination=keyset"], ["/projects", "/projects?search=keyset"]),
        ("lists", ["/groups", "/projects"], ["/user", "/projects/1", "/nowhere"]),
        ("by-path", ["/projects/a%2Fb", "/groups/a"], ["/projects/1", "/groups", "/groups/7"]),
        ("errors", ["/nowhere", "/groups?page=x"], ["/groups", "/user"]),
        ("404", ["/nowhere"], ["/groups?page=x", "/user"]),
        ("list_groups@page-2", ["/groups?page=2"], ["/groups", "/projects?page=2"]),
        ("list_groups@errors", ["/groups?page=x"], ["/groups", "/nowhere", "/projects?page=x"]),
    ],
)  # fmt: skip
def test_a_fault_strikes_in_its_corner_alone(corner: str, there: list[str], elsewhere: list[str]) -> None:
    mock = web(LISTS, faults=[f"request-id-missing@{corner}"])
    assert [path for path in (*there, *elsewhere) if struck(mock.get(path))] == there


@pytest.mark.parametrize(
    ("corner", "there"),
    [
        ("json", ["json"]),
        ("forms", ["urlencoded", "multipart"]),
        ("urlencoded", ["urlencoded"]),
        ("multipart", ["multipart"]),
    ],
)
def test_a_fault_strikes_bodies_of_its_corner_alone(corner: str, there: list[str]) -> None:
    mock = web(CREATED, faults=[f"request-id-missing@{corner}"])
    sent: dict[str, dict[str, Any]] = {
        "json": {"json": {"name": "x"}},
        "urlencoded": {"data": {"name": "x"}},
        "multipart": {"files": {"name": (None, "x")}},
        "none": {},
    }
    assert [name for name, body in sent.items() if struck(mock.post("/projects", **body))] == there


@pytest.mark.parametrize(
    ("corner", "there"),
    [
        ("get", ["GET"]),
        ("head", ["HEAD"]),
        ("writes", ["POST", "PUT", "PATCH", "DELETE"]),
        ("put", ["PUT"]),
    ],
)
def test_a_fault_strikes_methods_of_its_corner_alone(corner: str, there: list[str]) -> None:
    mock = web(LISTS, faults=[f"request-id-missing@{corner}"])
    methods = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
    assert [method for method in methods if struck(mock.send(method, "/projects"))] == there


def test_a_fault_strikes_every_so_many_requests() -> None:
    mock = web(LISTS, faults=["request-id-missing@every-3rd"])
    assert [struck(mock.get("/groups")) for _ in range(7)] == [False, False, True] * 2 + [False]


def items(mock: Web, path: str, **options: Any) -> list[int]:
    return [each["id"] for each in mock.get(path, **options).json()]


@pytest.mark.parametrize(
    ("fault", "path", "broken", "whole"),
    [
        ("page-gap@list_groups", "/groups?page=2&per_page=3", [41, 40], [42, 41, 40]),
        ("page-gap@list_projects", "/groups?page=2&per_page=3", [42, 41, 40], [42, 41, 40]),
        ("keyset-unordered@list_projects@keyset", "/projects?pagination=keyset&per_page=2", [44, 45], [45, 44]),
        ("per-page-zero-served@list_groups@filtered", "/groups?per_page=0&search=a", list(range(45, 25, -1)), []),
    ],
)
def test_every_seam_can_be_struck_in_a_corner(fault: str, path: str, broken: list[int], whole: list[int]) -> None:
    assert items(web(LISTS, faults=[fault]), path) == broken
    answer = web(LISTS).get(path)
    assert ([each["id"] for each in answer.json()] if answer.status_code == 200 else []) == whole


def test_a_fault_before_the_route_looks_the_route_up() -> None:
    mock = web({**LISTS, **CREATED}, faults=["anonymous-served@get_current_user", "urlencoded-refused@create_group"])
    assert [mock.get(path, None).status_code for path in ("/user", "/users")] == [204, 401]
    form = {"name": "x", "path": "x"}
    assert [mock.post(path, data=form).status_code for path in ("/groups", "/projects")] == [415, 201]


def test_a_fault_of_the_quota_strikes_where_the_answer_is_an_error() -> None:
    mock = web(LISTS, faults=["limit-doubled@list_groups", "remaining-one-more@errors"])
    told = [mock.get(path).headers for path in ("/groups", "/projects", "/nowhere")]
    limits = [(int(each["ratelimit-limit"]), int(each["ratelimit-remaining"])) for each in told]
    assert limits == [(1200, 1199), (600, 598), (600, 598)]


def test_a_fault_that_remembers_strikes_readers_in_its_corner() -> None:
    mock = world("deleted-still-read@get_project_variable")
    path, branch = created(mock), f"{mock.project}/repository/branches"
    assert mock.status("POST", branch, json={"branch": "gone", "ref": "main"}) == 201
    assert [mock.status("DELETE", each) for each in (f"{branch}/gone", path)] == [204, 204]
    assert [mock.status("GET", each) for each in (f"{branch}/gone", path)] == [404, 200]


def test_one_fault_may_be_struck_in_two_corners() -> None:
    mock = web(LISTS, faults=["total-one-more@list_groups", "total-one-more@page-2"])
    totals = [mock.get(path).headers["x-total"] for path in ("/groups", "/projects", "/projects?page=2", "/groups?page=2")]  # fmt: skip
    assert totals == ["46", "45", "46", "46"]


def test_a_corner_is_part_of_the_name() -> None:
    fault = find_fault("page-gap@list_groups@sorted")
    assert (fault.name, fault.breaks, fault.corner) == ("page-gap@list_groups@sorted", "PAGE-04", "list_groups@sorted")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("page-gap@list_groupz", "There is no corner 'list_groupz': did you mean list_groups"),
        ("page-gap@form", "There is no corner 'form': did you mean forms"),
        ("page-gap@", "There is no corner '': name an operation, or one of by-path, "),
        ("page-gap@every-0th", "There is no corner 'every-0th': did you mean every-50th"),
        ("page-gap@list_groups@list_users", "No request is one of list_groups and list_users: name one operation"),
        ("page-gab@list_groups", "There is no fault 'page-gab': did you mean page-gap"),
    ],
)
def test_a_corner_that_does_not_exist_is_told(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        find_fault(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("page-gap@errors", "at 'errors' that acts before the status is known: leave that corner out"),
        ("token-header-case-sensitive@get_current_user", "that acts before a request is read: leave the corner out"),
    ],
)
def test_a_fault_that_acts_too_early_for_its_corner_is_told(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        web(faults=[text])


def test_the_name_of_a_corner_is_its_own() -> None:
    assert [parse_corner(name).name for name in ("every-2nd", "page-12", "503", "errors", "get_job")] == [
        "every-2nd", "page-12", "503", "errors", "get_job",
    ]  # fmt: skip


def test_a_query_that_a_fault_changes_does_not_move_the_corner() -> None:
    mock = web(LISTS, faults=["query-unchecked@list_groups@sorted"])
    assert mock.get("/groups?sort=up", ADA).status_code == 200
    assert mock.get("/groups?page=x", ADA).status_code == 400
