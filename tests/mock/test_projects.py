from collections.abc import Callable
from typing import Any, TypeAlias

import pytest

from tests.mock.api import Api, api, segment

Params: TypeAlias = dict[str, Any]
Fits: TypeAlias = Callable[[Any], bool]


@pytest.fixture
def mock() -> Api:
    return api(projects=2)


@pytest.fixture(scope="module")
def seeded() -> Api:
    return api(projects=30)


def test_a_project_without_a_namespace_goes_to_its_creator(mock: Api) -> None:
    made = mock.post("/projects", name="Sales Data")
    assert (made["path_with_namespace"], made["name_with_namespace"]) == ("ada/sales-data", "Ada Lovelace / Sales Data")
    assert (made["visibility"], made["empty_repo"], made["default_branch"]) == ("private", True, None)
    assert made["permissions"]["project_access"]["access_level"] == 50
    assert made["owner"]["username"] == "ada"


def test_a_path_alone_names_a_project_too(mock: Api) -> None:
    made = mock.post("/projects", path="only-path")
    assert (made["name"], made["path"]) == ("only-path", "only-path")


def test_a_name_of_other_letters_gets_a_path(mock: Api) -> None:
    made = mock.post("/projects", name="日本 🗼")
    assert made["name"] == "日本 🗼"
    assert mock.get(f"/projects/{segment(made['path_with_namespace'])}") == made


def test_a_project_without_name_and_path_is_refused(mock: Api) -> None:
    answer = mock.send("POST", "/projects", json={"description": "x"})
    assert answer.status_code == 400
    assert answer.json() == {"error": "name, path are missing, at least one parameter must be provided"}


def test_a_path_is_taken_once_in_its_namespace_whatever_the_case(mock: Api) -> None:
    mock.post("/projects", name="Taken")
    answer = mock.send("POST", "/projects", json={"name": "Taken", "path": "TAKEN"})
    assert answer.status_code == 400
    assert answer.json() == {"message": {"name": ["has already been taken"], "path": ["has already been taken"]}}
    assert mock.post("/projects", name="Taken", namespace_id=int(mock.credentials["DATAOPS_GROUP"]))["id"]


def test_a_readme_makes_the_first_commit_on_the_branch_that_was_named(mock: Api) -> None:
    made = mock.post("/projects", name="With", initialize_with_readme=True, default_branch="trunk")
    assert (made["default_branch"], made["empty_repo"]) == ("trunk", False)
    assert mock.send("GET", f"/projects/{made['id']}/repository/files/README.md/raw").text == "# With\n"


def test_id_and_path_are_the_same_project_byte_for_byte(mock: Api) -> None:
    by_id, by_path = (mock.send("GET", f"/projects/{name}") for name in ("1", "sandbox%2Fplayground"))
    assert by_id.content == by_path.content


def test_what_was_sent_is_what_is_shown(mock: Api) -> None:
    sent = {
        "description": "ünïcödé \u202e 🦆\n", "topics": ["a", "b"], "visibility": "internal", "issues_enabled": False,
        "merge_method": "ff", "build_timeout": 700, "ci_config_path": "x.yml", "lfs_enabled": False,
    }  # fmt: skip
    made = mock.post("/projects", name="All", **sent)
    assert {name: made[name] for name in sent} == sent
    assert mock.get(f"/projects/{made['id']}") == made


def test_an_update_changes_what_it_names_and_leaves_the_rest(mock: Api) -> None:
    made = mock.post("/projects", name="Before", description="kept", topics=["x"])
    mock.clock.advance(10)
    changed = mock.put(f"/projects/{made['id']}", name="After")
    moved = {"name", "name_with_namespace", "updated_at", "last_activity_at"}
    assert {name for name in made if made[name] != changed[name]} == moved
    assert changed["updated_at"] > made["updated_at"]


def test_null_clears_the_description(mock: Api) -> None:
    made = mock.post("/projects", name="Null", description="x")
    assert mock.put(f"/projects/{made['id']}", description=None)["description"] is None


def test_a_part_of_the_expiration_policy_can_be_changed(mock: Api) -> None:
    policy = {"cadence": "1month", "enabled": True}
    changed = mock.put(mock.project, container_expiration_policy_attributes=policy)["container_expiration_policy"]
    assert changed == {"cadence": "1month", "enabled": True, "keep_n": 10, "older_than": "90d", "name_regex": ".*"}


@pytest.mark.parametrize(
    "change", [{"build_timeout": 10**25}, {"container_expiration_policy_attributes": {"keep_n": 10**25}}]
)
def test_a_number_that_no_answer_could_hold_is_refused_and_nothing_changes(mock: Api, change: Params) -> None:
    before = mock.get(mock.project)
    assert mock.status("PUT", mock.project, name="Changed", **change) == 400
    assert mock.status("POST", "/projects", name="Made", **change) == 400
    assert mock.get(mock.project) == before
    assert mock.status("GET", "/projects/ada%2Fmade") == 404


def test_an_update_of_nothing_is_refused(mock: Api) -> None:
    assert mock.send("PUT", mock.project, json={"unknown": 1}).status_code == 400


def test_a_renamed_path_is_found_and_the_old_one_is_not(mock: Api) -> None:
    mock.post("/projects", name="Old")
    mock.put("/projects/ada%2Fold", path="new")
    assert mock.get("/projects/ada%2Fnew")["name"] == "Old"
    assert mock.status("GET", "/projects/ada%2Fold") == 404
    assert mock.post("/projects", name="Old")["path"] == "old"


def test_a_default_branch_must_be_there(mock: Api) -> None:
    assert mock.status("PUT", mock.project, default_branch="nowhere") == 400
    assert mock.put(mock.project, default_branch="develop")["default_branch"] == "develop"


def test_a_deleted_project_is_gone_with_all_that_is_in_it(mock: Api) -> None:
    made = mock.new_project("Gone")
    path = f"/projects/{made['id']}"
    trigger = mock.post(f"{path}/triggers", description="x")["token"]
    token = mock.post(f"{path}/access_tokens", name="bot", scopes=["api"])
    assert mock.delete(path) == 202
    assert [mock.status(method, path) for method in ("GET", "DELETE")] == [404, 404]
    assert mock.status("PUT", path, name="x") == 404
    assert mock.status("GET", "/user", token["token"]) == 401
    assert mock.status("POST", f"{path}/trigger/pipeline", None, token=trigger, ref="main") == 404
    assert made["id"] not in [each["id"] for each in mock.all("/projects")]
    assert token["user_id"] not in [each["id"] for each in mock.all("/users")]


def test_a_fork_names_its_parent_and_has_its_files(mock: Api) -> None:
    fork = mock.post(f"{mock.project}/fork", path="forked")
    assert fork["forked_from_project"]["id"] == 1
    assert (fork["path_with_namespace"], fork["default_branch"]) == ("ada/forked", "main")
    names = [each["name"] for each in mock.all(f"/projects/{fork['id']}/repository/branches")]
    assert names == ["develop", "feature/orders", "main"]
    assert mock.get(mock.project)["forks_count"] == 1
    mock.commit(f"/projects/{fork['id']}", "own.txt", "x")
    assert mock.status("GET", f"{mock.project}/repository/files/own.txt?ref=main") == 404


def test_a_fork_outlives_its_parent(mock: Api) -> None:
    parent = mock.new_project("Parent")
    fork = mock.post(f"/projects/{parent['id']}/fork", path="child")
    mock.delete(f"/projects/{parent['id']}")
    assert "forked_from_project" not in mock.get(f"/projects/{fork['id']}")


def test_a_fork_onto_a_taken_path_is_a_conflict(mock: Api) -> None:
    namespace = int(mock.credentials["DATAOPS_GROUP"])
    assert mock.status("POST", f"{mock.project}/fork", namespace_id=namespace) == 409


def test_who_may_see_and_not_change_is_forbidden(mock: Api) -> None:
    made = mock.new_project("Open", visibility="public")
    path = f"/projects/{made['id']}"
    assert mock.status("GET", path, "DATAOPS_OTHER_TOKEN") == 200
    assert mock.status("PUT", path, "DATAOPS_OTHER_TOKEN", name="x") == 403
    assert mock.status("DELETE", path, "DATAOPS_OTHER_TOKEN") == 403
    assert mock.status("POST", "/projects", "DATAOPS_OTHER_TOKEN", name="x", namespace_id=9) == 403


def test_a_project_is_no_more_open_than_its_group(mock: Api) -> None:
    group = mock.post("/groups", name="Closed", path="closed")
    assert mock.status("POST", "/projects", name="x", namespace_id=group["id"], visibility="public") == 400


@pytest.mark.parametrize(
    "order_by", ["id", "name", "path", "created_at", "updated_at", "last_activity_at", "star_count"]
)
@pytest.mark.parametrize("sort", ["asc", "desc"])
def test_projects_are_in_the_order_that_was_asked_for(seeded: Api, order_by: str, sort: str) -> None:
    keys = [each[order_by] for each in seeded.all("/projects", order_by=order_by, sort=sort)]
    assert keys == sorted(keys, reverse=sort == "desc")


FILTERS: list[tuple[Params, Fits]] = [
    ({"visibility": "public"}, lambda each: each["visibility"] == "public"),
    ({"search": "MODELS"}, lambda each: "models" in each["name"].lower() or "models" in each["path"]),
    ({"id_after": 10, "id_before": 20}, lambda each: 10 < each["id"] < 20),
    ({"topic": "sales"}, lambda each: "sales" in each["topics"]),
    ({"archived": "true"}, lambda each: each["archived"]),
    (
        {"last_activity_after": "2026-01-01T08:20:00Z"},
        lambda each: each["last_activity_at"] > "2026-01-01T08:20:00.000Z",
    ),
    ({"min_access_level": 40}, lambda each: role(each) >= 40),
    ({"owned": "true"}, lambda each: role(each) >= 50),
    ({"membership": "true"}, lambda each: role(each) > 0),
]


@pytest.mark.parametrize(("params", "fits"), FILTERS)
def test_a_filter_keeps_all_that_fit_and_nothing_else(seeded: Api, params: Params, fits: Fits) -> None:
    wanted = [each["id"] for each in seeded.all("/projects", order_by="id") if fits(each)]
    assert [each["id"] for each in seeded.all("/projects", order_by="id", **params)] == wanted


def role(project: Any) -> int:
    grants: list[Any] = [project["permissions"][name] for name in ("project_access", "group_access")]
    return max((int(grant["access_level"]) for grant in grants if grant), default=0)


def test_a_keyset_walk_visits_every_project_once(seeded: Api) -> None:
    path = "/projects?pagination=keyset&order_by=id&per_page=7&sort=asc"
    seen: list[int] = []
    while path:
        answer = seeded.send("GET", path)
        seen += [each["id"] for each in answer.json()]
        path = answer.links["next"]["url"].removeprefix("http://mock.test/api/v4") if "next" in answer.links else ""
    assert seen == sorted(each["id"] for each in seeded.all("/projects"))


def test_simple_projects_have_the_basic_fields_alone(seeded: Api) -> None:
    assert all("permissions" not in each and "_links" not in each for each in seeded.all("/projects", simple="true"))


def test_statistics_count_commits_and_bytes(seeded: Api) -> None:
    statistics = seeded.get(seeded.project, statistics="true")["statistics"]
    assert statistics["commit_count"] == 3
    assert statistics["storage_size"] == statistics["repository_size"] + statistics["job_artifacts_size"] > 0
