from collections.abc import Callable
from typing import Any, TypeAlias

import pytest

from tests.mock.api import Api, api

Params: TypeAlias = dict[str, Any]
Fits: TypeAlias = Callable[[Any], bool]


@pytest.fixture
def mock() -> Api:
    return api(projects=2)


@pytest.fixture(scope="module")
def seeded() -> Api:
    return api(projects=30)


def test_a_group_is_created_listed_shown_changed_and_gone(mock: Api) -> None:
    made = mock.post("/groups", name="Team X", path="team-x", description="d")
    path = f"/groups/{made['id']}"
    assert mock.get(path, with_projects="false") == made
    assert made["id"] in [each["id"] for each in mock.all("/groups")]
    assert mock.put(path, name="Team Y")["description"] == "d"
    assert mock.get("/groups/team-x")["name"] == "Team Y"
    assert mock.delete(path) == 202
    assert [mock.status(method, path) for method in ("GET", "DELETE")] == [404, 404]
    assert made["id"] not in [each["id"] for each in mock.all("/groups")]


def test_a_subgroup_and_its_projects_go_with_the_group_above(mock: Api) -> None:
    above = mock.post("/groups", name="Above", path="above")
    below = mock.post("/groups", name="Below", path="below", parent_id=above["id"])
    assert (below["full_path"], below["full_name"]) == ("above/below", "Above / Below")
    project = mock.post("/projects", name="P", namespace_id=below["id"])
    found = mock.all(f"/groups/{above['id']}/projects", include_subgroups="true")
    assert [each["id"] for each in found] == [project["id"]]
    assert mock.all(f"/groups/{above['id']}/projects") == []
    mock.delete(f"/groups/{above['id']}")
    assert mock.status("GET", f"/groups/{below['id']}") == 404
    assert mock.status("GET", f"/projects/{project['id']}") == 404


def test_a_renamed_path_moves_all_that_is_below(mock: Api) -> None:
    above = mock.post("/groups", name="Above", path="above")
    below = mock.post("/groups", name="Below", path="below", parent_id=above["id"])
    mock.post("/projects", name="P", namespace_id=below["id"])
    mock.put("/groups/above", path="beyond")
    assert mock.get("/projects/beyond%2Fbelow%2Fp")["path_with_namespace"] == "beyond/below/p"
    assert mock.status("GET", "/groups/above") == 404


def test_a_path_is_taken_once_and_users_count(mock: Api) -> None:
    mock.post("/groups", name="X", path="x")
    for path in ("x", "X", "ada"):
        answer = mock.send("POST", "/groups", json={"name": "Other", "path": path})
        assert (answer.status_code, answer.json()) == (400, {"message": {"path": ["has already been taken"]}})


def test_members_of_a_group_have_their_role_in_what_is_below(mock: Api) -> None:
    below = mock.post("/groups", name="Below", path="below", parent_id=9)
    project = mock.post("/projects", name="P", namespace_id=below["id"])
    assert project["permissions"] == {
        "project_access": None,
        "group_access": {"access_level": 50, "notification_level": 3},
    }


def test_a_group_is_no_more_open_than_the_one_above_and_no_less_than_what_it_holds(mock: Api) -> None:
    above = mock.post("/groups", name="Above", path="above", visibility="internal")
    below = mock.post("/groups", name="Below", path="below", parent_id=above["id"], visibility="internal")
    assert mock.status("PUT", f"/groups/{below['id']}", visibility="public") == 400
    assert mock.status("PUT", f"/groups/{above['id']}", visibility="private") == 400
    assert mock.put(f"/groups/{below['id']}", visibility="private")["visibility"] == "private"


def test_a_number_that_no_answer_could_hold_is_refused_and_nothing_changes(mock: Api) -> None:
    before = mock.get(mock.group)
    assert mock.status("PUT", mock.group, name="Changed", two_factor_grace_period=10**25) == 400
    assert mock.get(mock.group) == before


def test_a_private_group_is_not_there_for_a_stranger(mock: Api) -> None:
    mock.post("/groups", name="Hidden", path="hidden")
    answer = mock.send("GET", "/groups/hidden", "DATAOPS_OTHER_TOKEN")
    assert (answer.status_code, answer.json()) == (404, {"message": "404 Group Not Found"})
    assert mock.status("PUT", "/groups/sandbox", "DATAOPS_OTHER_TOKEN", name="x") == 403


def test_a_group_shows_its_projects_unless_told(mock: Api) -> None:
    assert "Playground" in [each["name"] for each in mock.get(mock.group)["projects"]]
    assert "projects" not in mock.get(mock.group, with_projects="false")


def test_nobody_sees_only_public_groups_and_namespaces(seeded: Api) -> None:
    public = {each.id for each in seeded.world.groups() if each.visibility == "public"}
    assert {each["id"] for each in seeded.all("/groups", None)} == public
    assert {each["id"] for each in seeded.all("/namespaces", None)} == public


FILTERS: list[tuple[Params, Fits]] = [
    ({"visibility": "public"}, lambda each: each["visibility"] == "public"),
    ({"search": "PLAT"}, lambda each: "plat" in each["path"]),
    ({"top_level_only": "true"}, lambda each: each["parent_id"] is None),
    ({"owned": "true"}, lambda each: each["path"] == "sandbox"),
    ({"min_access_level": 40}, lambda each: each["path"] in {"sandbox", "team", "platform"}),
    ({"all_available": "false"}, lambda each: each["path"] != "finance"),
    ({"skip_groups[]": [9]}, lambda each: each["id"] != 9),
]


@pytest.mark.parametrize(("params", "fits"), FILTERS)
def test_a_filter_of_groups_keeps_all_that_fit_and_nothing_else(seeded: Api, params: Params, fits: Fits) -> None:
    wanted = [each["id"] for each in seeded.all("/groups") if fits(each)]
    assert [each["id"] for each in seeded.all("/groups", **params)] == wanted


@pytest.mark.parametrize("order_by", ["id", "name", "path"])
@pytest.mark.parametrize("sort", ["asc", "desc"])
def test_groups_are_in_the_order_that_was_asked_for(seeded: Api, order_by: str, sort: str) -> None:
    keys = [each[order_by] for each in seeded.all("/groups", order_by=order_by, sort=sort)]
    assert keys == sorted(keys, reverse=sort == "desc")


def test_the_namespaces_of_a_user_are_its_own_and_those_of_its_groups(seeded: Api) -> None:
    paths = {each["full_path"] for each in seeded.all("/namespaces")}
    assert paths == {"ada", "sandbox", "team", "team/platform", "research"}
    assert {each["full_path"] for each in seeded.all("/namespaces", owned_only="true")} == {"ada", "sandbox"}
    assert "team/platform" not in {each["full_path"] for each in seeded.all("/namespaces", top_level_only="true")}
    found = seeded.all("/namespaces", search="team/", full_path_search="true")
    assert [each["full_path"] for each in found] == ["team/platform"]


def test_a_namespace_by_id_and_by_path_is_as_the_list_bears_it(seeded: Api) -> None:
    for each in seeded.all("/namespaces"):
        quoted = each["full_path"].replace("/", "%2F")
        assert seeded.get(f"/namespaces/{each['id']}") == seeded.get(f"/namespaces/{quoted}") == each


def test_the_namespace_of_another_user_is_not_there(seeded: Api) -> None:
    assert seeded.status("GET", "/namespaces/grace") == 404


def test_users_are_found_by_name_and_by_whole_address(seeded: Api) -> None:
    def names(**params: str) -> list[str]:
        return [each["username"] for each in seeded.all("/users", **params)]

    assert names(search="LOVE") == names(username="ADA") == names(search="ada@example.com") == ["ada"]
    assert not any("bot" in name for name in names(humans="true"))
    assert names(order_by="username", sort="asc") == sorted(names())
    assert names(blocked="true") == []


def test_a_project_token_makes_no_group_and_no_project_of_its_own(seeded: Api) -> None:
    assert seeded.status("POST", "/groups", "DATAOPS_PROJECT_TOKEN", name="x", path="x") == 403
    assert seeded.status("POST", "/projects", "DATAOPS_PROJECT_TOKEN", name="x") == 403
