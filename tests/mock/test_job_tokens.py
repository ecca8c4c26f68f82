from typing import Any

import pytest

from tests.mock.api import Api, api

JOB = "DATAOPS_JOB_TOKEN"


@pytest.fixture
def mock() -> Api:
    return api(projects=1)


def reach(mock: Api, project: dict[str, Any], token: str = JOB) -> tuple[int, int]:
    path = f"/projects/{project['id']}/repository"
    return mock.status("GET", f"{path}/branches", token), mock.status("GET", f"{path}/files/README.md/raw", token)


def test_a_new_project_lists_itself_alone_and_the_list_is_on(mock: Api) -> None:
    made = mock.new_project("New")
    scope = f"/projects/{made['id']}/job_token_scope"
    assert mock.get(scope) == {"inbound_enabled": True, "outbound_enabled": False}
    assert [each["id"] for each in mock.all(f"{scope}/allowlist")] == [made["id"]]


def test_a_job_token_reaches_its_own_project(mock: Api) -> None:
    assert reach(mock, {"id": 1}) == (200, 200)
    assert mock.status("GET", f"{mock.project}/jobs/1/artifacts", JOB) == 200


def test_a_private_project_lets_in_who_is_listed_and_nobody_else(mock: Api) -> None:
    made = mock.new_project("Private")
    allowlist = f"/projects/{made['id']}/job_token_scope/allowlist"
    assert reach(mock, made) == (404, 404)
    entry = mock.post(allowlist, target_project_id=1)
    assert entry == {"source_project_id": made["id"], "target_project_id": 1}
    assert mock.status("POST", allowlist, target_project_id=1) == 400
    assert reach(mock, made) == (200, 200)
    assert mock.delete(f"{allowlist}/1") == 204
    assert mock.delete(f"{allowlist}/1") == 404
    assert reach(mock, made) == (404, 404)


def test_a_list_that_is_off_lets_in_everybody_within_their_rights(mock: Api) -> None:
    made = mock.new_project("Loose")
    scope = f"/projects/{made['id']}/job_token_scope"
    assert mock.status("PATCH", scope, enabled=False) == 204
    assert mock.get(scope)["inbound_enabled"] is False
    assert reach(mock, made) == (200, 200)
    theirs = mock.post("/projects", "DATAOPS_OTHER_TOKEN", name="Hers", initialize_with_readme=True)
    mock.status("PATCH", f"/projects/{theirs['id']}/job_token_scope", "DATAOPS_OTHER_TOKEN", enabled=False)
    assert reach(mock, theirs) == (404, 404)


def test_the_public_parts_of_an_open_project_need_no_list(mock: Api) -> None:
    for visibility in ("public", "internal"):
        assert reach(mock, mock.new_project(visibility, visibility=visibility)) == (200, 200)


def test_a_project_that_is_not_there_or_not_to_be_seen_is_not_listed(mock: Api) -> None:
    hers = mock.post("/projects", "DATAOPS_OTHER_TOKEN", name="Hers")["id"]
    allowlist = f"{mock.project}/job_token_scope/allowlist"
    for target in (hers, 999):
        assert mock.status("POST", allowlist, target_project_id=target) == 404


def test_a_project_stays_on_its_own_list_and_deleted_ones_do_not(mock: Api) -> None:
    allowlist = f"{mock.project}/job_token_scope/allowlist"
    made = mock.new_project("Gone")
    mock.post(allowlist, target_project_id=made["id"])
    mock.delete(f"/projects/{made['id']}")
    assert [each["id"] for each in mock.all(allowlist)] == [1]
    assert mock.delete(f"{allowlist}/1") == 400


def test_a_job_token_dies_with_its_job(mock: Api) -> None:
    job = mock.get("/job", JOB)
    assert job["status"] == "running"
    mock.post(f"{mock.project}/pipelines/{job['pipeline']['id']}/cancel")
    assert mock.status("GET", "/job", JOB) == 401
    assert reach(mock, {"id": 1}) == (401, 401)
