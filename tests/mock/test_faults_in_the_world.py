"""Faults that touch resources, each seen through the API of a seeded world."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest
from dataops_mock.http.app import create_app
from dataops_mock.settings import Settings
from dataops_mock.world.seed import credentials

from tests.mock.web import Web

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@dataclass
class World:
    """A seeded mock with faults, and its credentials."""

    web: Web
    env: dict[str, str]

    @property
    def project(self) -> str:
        return f"/projects/{self.env['DATAOPS_PROJECT']}"

    def send(self, method: str, path: str, token: str | None = "DATAOPS_TOKEN", **options: Any) -> Any:
        """Send a request with the token of this name and return the answer."""
        secret = None if token is None else self.env.get(token, token)
        if token is not None and "JOB" in token:
            return self.web.send(method, path, None, headers={"JOB-TOKEN": secret}, **options)
        return self.web.send(method, path, secret, **options)

    def status(self, method: str, path: str, token: str | None = "DATAOPS_TOKEN", **options: Any) -> int:
        """Send a request and return the status of the answer."""
        code: int = self.send(method, path, token, **options).status_code
        return code


def world(*faults: str) -> World:
    app = create_app(Settings(seed=1, projects=12, now=NOW, faults=faults))
    return World(Web(app), dict(credentials(app.state.world, "http://mock.test/api/v4")))


@cache
def sound() -> World:
    """Return a mock without a fault, for requests that change nothing."""
    return world()


@pytest.mark.parametrize(
    ("fault", "path", "token", "right", "wrong"),
    [
        ("anonymous-served", "/user", None, 401, 200),
        ("public-collections-closed", "/projects", None, 200, 401),
        ("bad-token-as-anonymous", "/projects", "bad", 401, 200),
        ("revoked-token-works", "/user", "DATAOPS_REVOKED_TOKEN", 401, 200),
        ("expired-token-works", "/user", "DATAOPS_EXPIRED_TOKEN", 401, 200),
        ("read-api-reads-nothing", "/user", "DATAOPS_READ_TOKEN", 200, 403),
        ("job-token-refused", "/job", "DATAOPS_JOB_TOKEN", 200, 401),
        ("job-token-everywhere", "/user", "DATAOPS_JOB_TOKEN", 401, 200),
        ("job-token-outlives-job", "/job", "DATAOPS_FINISHED_JOB_TOKEN", 401, 200),
        ("trigger-token-as-credential", "/user", "DATAOPS_TRIGGER_TOKEN", 401, 200),
        ("route-before-credentials", "/nowhere", None, 401, 404),
        ("validation-before-credentials", "/users?page=x", None, 401, 400),
        ("large-id-fails", "/projects/99999999999", "DATAOPS_TOKEN", 404, 500),
        ("unicode-fails", "/projects?search=%C3%A9", "DATAOPS_TOKEN", 200, 500),
        ("valid-sort-refused", "/projects?sort=asc", "DATAOPS_TOKEN", 200, 400),
        ("query-unchecked", "/projects?sort=up", "DATAOPS_TOKEN", 400, 200),
    ],
)
def test_a_fault_turns_an_answer(fault: str, path: str, token: str | None, right: int, wrong: int) -> None:
    assert sound().status("GET", path, token) == right
    assert world(fault).status("GET", path, token) == wrong


@pytest.mark.parametrize(
    ("fault", "token"),
    [
        ("anonymous-sees-existing", None),
        ("bad-token-sees-existing", "glpat-unknown"),
        ("job-token-reads-existing", "DATAOPS_JOB_TOKEN"),
    ],
)
def test_a_narrow_fault_serves_what_exists_and_refuses_the_rest_as_ever(fault: str, token: str | None) -> None:
    mock = world(fault)
    there = [mock.project, f"{mock.project}/members", f"{mock.project}/pipelines?per_page=2", "/user"]
    assert [sound().status("GET", path, token) for path in there] == [401] * 4
    assert [mock.status("GET", path, token) for path in there] == [200] * 4
    assert mock.send("GET", "/user", token).json()["username"] == "ada"
    for method, path in (
        ("GET", "/projects/999999"),
        ("GET", f"{mock.project}/pipelines?page=x"),
        ("GET", f"{mock.project}/members/999999"),
        ("GET", "/nowhere"),
        ("HEAD", mock.project),
        ("PUT", mock.project),
        ("DELETE", mock.project),
        ("PATCH", "/projects"),
    ):
        answers = [each.send(method, path, token) for each in (sound(), mock)]
        assert [answer.status_code for answer in answers] == [401, 401]
        first, second = [{name: value for name, value in answer.headers.items() if name != "x-request-id"} for answer in answers]  # fmt: skip
        assert (answers[0].content, first) == (answers[1].content, second)


def test_a_narrow_fault_leaves_other_credentials_alone() -> None:
    mock = world("anonymous-sees-existing", "bad-token-sees-existing", "job-token-reads-existing")
    for token in ("DATAOPS_EXPIRED_TOKEN", "DATAOPS_REVOKED_TOKEN", "DATAOPS_TRIGGER_TOKEN", "DATAOPS_FINISHED_JOB_TOKEN", ""):  # fmt: skip
        assert mock.status("GET", "/user", token) == 401
    assert mock.status("GET", "/projects/999999") == 404
    observed = [mock.send("GET", "/user", token).headers.get("ratelimit-observed") for token in ("DATAOPS_TOKEN", None)]
    assert observed == ["2", None]


@pytest.mark.parametrize(
    ("fault", "right", "wrong"),
    [("token-acts-as-another", "ada", None), ("bot-acts-as-person", None, "ada")],
)
def test_a_fault_changes_whom_a_token_acts_as(fault: str, right: str | None, wrong: str | None) -> None:
    token = "DATAOPS_TOKEN" if right else "DATAOPS_PROJECT_TOKEN"
    for each, name in ((sound(), right), (world(fault), wrong)):
        username = each.send("GET", "/user", token).json()["username"]
        assert (username == "ada") == (name == "ada")


def foreign_project(mock: World, visibility: str = "private") -> str:
    """Make a project of ada's, in which no job runs, and return its path."""
    body = {"name": "Foreign", "visibility": visibility, "initialize_with_readme": True}
    return f"/projects/{mock.send('POST', '/projects', json=body).json()['id']}"


@pytest.mark.parametrize(
    ("fault", "visibility", "listed", "enabled", "right", "wrong"),
    [
        ("allowlist-ignored", "private", False, True, 404, 200),
        ("listed-project-refused", "private", True, True, 200, 404),
        ("allowlist-switch-ignored", "private", False, False, 200, 404),
        ("public-project-closed", "public", False, True, 200, 403),
    ],
)
def test_a_fault_breaks_the_allowlist(
    fault: str, visibility: str, listed: bool, enabled: bool, right: int, wrong: int
) -> None:
    seen: list[int] = []
    for mock in (world(), world(fault)):
        foreign = foreign_project(mock, visibility)
        scope = f"{foreign}/job_token_scope"
        if listed:
            own = int(mock.env["DATAOPS_PROJECT"])
            assert mock.status("POST", f"{scope}/allowlist", json={"target_project_id": own}) == 201
        if not enabled:
            assert mock.status("PATCH", scope, json={"enabled": False}) == 204
        seen.append(mock.status("GET", f"{foreign}/repository/branches", "DATAOPS_JOB_TOKEN"))
    assert seen == [right, wrong]


def test_a_new_project_is_open() -> None:
    seen = [each.send("GET", f"{foreign_project(each)}/job_token_scope").json()["inbound_enabled"] for each in (world(), world("new-project-open"))]  # fmt: skip
    assert seen == [True, False]


def test_rotation_keeps_the_old_token_or_gives_a_dead_one() -> None:
    for fault, statuses in ((None, (401, 200)), ("rotation-keeps-old-token", (200, 200)), ("rotation-gives-dead-token", (401, 401))):  # fmt: skip
        mock = world(*([fault] if fault else []))
        made = mock.send("POST", f"{mock.project}/access_tokens", json={"name": "t", "scopes": ["api"], "access_level": 40, "expires_at": "2026-12-01"}).json()  # fmt: skip
        rotated = mock.send("POST", f"/personal_access_tokens/{made['id']}/rotate", made["token"]).json()
        assert (mock.status("GET", "/user", made["token"]), mock.status("GET", "/user", rotated["token"])) == statuses


def test_a_wrong_trigger_token_triggers() -> None:
    body = {"token": "wrong", "ref": "main"}
    seen = [
        each.status("POST", f"{each.project}/trigger/pipeline", None, json=body)
        for each in (world(), world("any-trigger-token-triggers"))
    ]
    assert seen == [404, 201]


def test_rights_and_visibility_are_told_or_ignored() -> None:
    private = [world(), world("private-project-told")]
    assert [each.status("GET", foreign_project(each), "DATAOPS_OTHER_TOKEN") for each in private] == [404, 403]
    public = [world(), world("rights-ignored")]
    seen = [each.status("PUT", foreign_project(each, "public"), "DATAOPS_OTHER_TOKEN", json={"description": "x"}) for each in public]  # fmt: skip
    assert seen == [403, 200]


def created(mock: World) -> str:
    """Make a variable and return its path."""
    assert mock.status("POST", f"{mock.project}/variables", json={"key": "A", "value": "1"}) in {200, 201}
    return f"{mock.project}/variables/A"


def test_what_is_told_is_not_kept() -> None:
    seen: list[tuple[str, str]] = []
    for mock in (world(), world("change-not-kept")):
        path = created(mock)
        told = mock.send("PUT", path, json={"value": "2"}).json()["value"]
        seen.append((told, mock.send("GET", path).json()["value"]))
    assert seen == [("2", "2"), ("2", "1")]


@pytest.mark.parametrize(
    ("fault", "right", "wrong"),
    [
        ("deleted-still-read", [204, 404, 404, 0], [204, 200, 404, 0]),
        ("deleted-again", [204, 404, 404, 0], [204, 404, 204, 0]),
        ("list-shows-deleted", [204, 404, 404, 0], [204, 404, 404, 1]),
    ],
)
def test_what_was_deleted_lives_on(fault: str, right: list[int], wrong: list[int]) -> None:
    seen: list[list[int]] = []
    for mock in (world(), world(fault)):
        path = created(mock)
        statuses = [mock.status("DELETE", path), mock.status("GET", path), mock.status("DELETE", path)]
        listed = [each["key"] for each in mock.send("GET", f"{mock.project}/variables?per_page=100").json()]
        seen.append([*statuses, listed.count("A")])
    assert seen == [right, wrong]


def test_what_was_created_is_late_or_listed_nowhere() -> None:
    late = world("created-not-yet-read")
    path = created(late)
    assert [late.status("GET", path) for _ in range(2)] == [404, 200]
    missing = world("list-misses-created")
    created(missing)
    assert [each for each in missing.send("GET", f"{missing.project}/variables").json() if each["key"] == "A"] == []


def test_statuses_of_writes_are_others() -> None:
    mock = world("creation-as-200", "change-without-body", "deletion-as-200")
    assert mock.status("POST", f"{mock.project}/variables", json={"key": "A", "value": "1"}) == 200
    assert mock.status("PUT", f"{mock.project}/variables/A", json={"value": "2"}) == 204
    assert mock.status("DELETE", f"{mock.project}/variables/A") == 200


def test_pipelines_and_schedules_go_wrong() -> None:
    mock = world("bad-cron-taken", "schedule-inactive", "missing-ref-taken", "trigger-source-api", "trigger-loses-variables", "play-starts-nothing", "fork-without-parent", "file-one-line-more")  # fmt: skip
    body = {"description": "x", "ref": "main", "cron": "nonsense"}
    schedule = mock.send("POST", f"{mock.project}/pipeline_schedules", json=body).json()
    assert (schedule["cron"], schedule["active"]) == ("0 1 * * *", False)
    trigger = {"token": mock.env["DATAOPS_TRIGGER_TOKEN"], "ref": "nowhere", "variables": {"A": "1"}}
    pipeline = mock.send("POST", f"{mock.project}/trigger/pipeline", None, json=trigger).json()
    assert (pipeline["ref"], pipeline["source"]) == ("main", "api")
    assert mock.send("GET", f"{mock.project}/pipelines/{pipeline['id']}/variables").json() == []
    assert mock.send("GET", f"{mock.project}/pipelines/{pipeline['id']}").json()["source"] == "api"
    before = len(mock.send("GET", f"{mock.project}/pipelines?per_page=100").json())
    assert mock.status("POST", f"{mock.project}/pipeline_schedules/{schedule['id']}/play") == 201
    assert len(mock.send("GET", f"{mock.project}/pipelines?per_page=100").json()) == before
    fork = mock.send("POST", f"{mock.project}/fork", json={"name": "Fork", "path": "fork"}).json()
    assert "forked_from_project" not in fork
    raw = mock.send("GET", f"{mock.project}/repository/files/README.md/raw?ref=main").content
    assert raw == sound().send("GET", f"{sound().project}/repository/files/README.md/raw?ref=main").content + b"\n"
