from __future__ import annotations

import math
import re
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from dataops_mock.call import Listing
from dataops_mock.http.pages import read_cursor, write_cursor
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.mock.web import Web, listing, web


def links(answer: httpx.Response) -> dict[str, str]:
    return {name: url for url, name in re.findall(r'<([^>]*)>; rel="(\w+)"', answer.headers.get("link", ""))}


def below(url: str) -> str:
    return url.removeprefix("http://mock.test/api/v4")


def ids(answer: httpx.Response) -> list[int]:
    return [item["id"] for item in answer.json()]


def walk(api: Web, path: str) -> list[list[int]]:
    pages: list[list[int]] = []
    following: str | None = path
    while following is not None:
        answer = api.get(following)
        pages.append(ids(answer))
        following = below(links(answer)["next"]) if "next" in links(answer) else None
        assert len(pages) < 100
    return pages


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(total=st.integers(0, 12), per_page=st.integers(1, 5), page=st.integers(1, 6))
def test_a_page_says_where_it_stands(total: int, per_page: int, page: int) -> None:
    api = web({"list_groups": listing(total)})
    answer = api.get(f"/groups?per_page={per_page}&page={page}")
    whole = list(range(total, 0, -1))
    last = max(1, math.ceil(total / per_page))
    assert ids(answer) == whole[(page - 1) * per_page : page * per_page]
    assert {
        name: value for name, value in answer.headers.items() if name.startswith("x-") and name != "x-request-id"
    } == {
        "x-page": str(page),
        "x-per-page": str(per_page),
        "x-total": str(total),
        "x-total-pages": str(last),
        "x-next-page": str(page + 1) if page < last else "",
        "x-prev-page": str(page - 1) if page > 1 else "",
    }
    pages = {
        "first": 1,
        "last": last,
        **({"next": page + 1} if page < last else {}),
        **({"prev": page - 1} if page > 1 else {}),
    }
    assert {name: dict(parse_qsl(urlsplit(url).query))["page"] for name, url in links(answer).items()} == {
        name: str(number) for name, number in pages.items()
    }


def test_a_page_is_the_first_of_twenty_unless_told() -> None:
    answer = web({"list_groups": listing(45)}).get("/groups")
    assert (len(answer.json()), answer.headers["x-page"], answer.headers["x-per-page"]) == (20, "1", "20")


def test_more_than_a_hundred_are_served_as_a_hundred() -> None:
    answer = web({"list_groups": listing(130)}).get("/groups?per_page=1000")
    assert (len(answer.json()), answer.headers["x-per-page"], answer.headers["x-total-pages"]) == (100, "100", "2")


@pytest.mark.parametrize("per_page", [1, 3, 20])
def test_following_next_visits_every_item_once(per_page: int) -> None:
    api = web({"list_groups": listing(10)})
    pages = walk(api, f"/groups?per_page={per_page}")
    assert [item for page in pages for item in page] == list(range(10, 0, -1))


def test_links_keep_every_other_parameter_as_it_was_sent() -> None:
    api = web({"list_projects": listing(9)})
    answer = api.get("/projects?search=a%20b%2Bc&page=2&topic=&visibility=public&per_page=2&unknown[]=1")
    assert (
        below(links(answer)["next"])
        == "/projects?search=a%20b%2Bc&topic=&visibility=public&per_page=2&unknown[]=1&page=3"
    )


def test_links_keep_an_encoded_path() -> None:
    api = web({"list_branches": listing(3)})
    answer = api.get("/projects/team%2Fdata/repository/branches?per_page=1")
    assert below(links(answer)["next"]) == "/projects/team%2Fdata/repository/branches?per_page=1&page=2"


def test_above_ten_thousand_items_nobody_counts() -> None:
    for total, counted in ((10_000, True), (10_001, False)):
        answer = web({"list_groups": listing(total)}).get("/groups?page=2")
        assert [name in answer.headers for name in ("x-total", "x-total-pages")] == [counted, counted]
        assert ("last" in links(answer)) is counted
        assert answer.headers["x-next-page"] == "3"


def test_only_the_items_of_the_page_are_rendered() -> None:
    rendered: list[object] = []

    def render(item: object) -> dict[str, int]:
        rendered.append(item)
        return {"id": int(str(item))}

    web({"list_groups": Listing(range(1, 1000), render)}).get("/groups?page=3&per_page=2")
    assert rendered == [5, 6]


def test_a_list_without_pages_is_whole_and_bears_no_page_headers() -> None:
    answer = web({"list_pipeline_variables": listing(30)}).get("/projects/1/pipelines/1/variables?page=2&per_page=2")
    assert len(answer.json()) == 30
    assert not {"x-page", "x-total", "link"} & set(answer.headers)


@pytest.mark.parametrize("per_page", [1, 4, 10, 11])
@pytest.mark.parametrize("sort", ["asc", "desc", None])
def test_a_keyset_walk_visits_every_item_in_order(per_page: int, sort: str | None) -> None:
    api = web({"list_projects": listing(10)})
    tail = "" if sort is None else f"&sort={sort}"
    pages = walk(api, f"/projects?pagination=keyset&order_by=id&per_page={per_page}{tail}")
    assert [item for page in pages for item in page] == sorted(range(1, 11), reverse=sort != "asc")
    assert [len(page) for page in pages[:-1]] == [per_page] * (len(pages) - 1)
    assert len(pages) == math.ceil(10 / per_page)


def test_a_keyset_page_bears_the_next_link_alone() -> None:
    api = web({"list_projects": listing(3)})
    answer = api.get("/projects?pagination=keyset&order_by=id&per_page=2")
    assert list(links(answer)) == ["next"]
    assert not [name for name in answer.headers if name.startswith("x-") and name != "x-request-id"]
    last = api.get(below(links(answer)["next"]))
    assert (ids(last), "link" in last.headers) == ([1], False)


@pytest.mark.parametrize("cursor", ["x", "", "aWQ6eA==", "é", "%00"])
def test_a_cursor_that_is_none_gets_400(cursor: str) -> None:
    answer = web({"list_projects": listing(3)}).get("/projects", params={"pagination": "keyset", "cursor": cursor})
    assert (answer.status_code, list(answer.json())) == (400, ["error"])


def test_keyset_pages_are_ordered_by_id_alone() -> None:
    answer = web({"list_projects": listing(3)}).get("/projects?pagination=keyset&order_by=name")
    assert (answer.status_code, answer.json()) == (400, {"error": "order_by does not have a valid value"})


@given(st.integers())
def test_a_cursor_is_read_as_it_was_written(last_id: int) -> None:
    assert read_cursor(write_cursor(last_id)) == last_id
