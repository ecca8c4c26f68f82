from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from dataops_mock.http.app import create_app
from dataops_mock.settings import Settings
from dataops_mock.snapshot import digest
from dataops_mock.world.entities import PipelineVariable, Schedule

from tests.mock.web import Web


@pytest.fixture
def api() -> Web:
    return Web(create_app(Settings(seed=3, projects=12, now=datetime(2026, 3, 1, tzinfo=UTC), strict=True)))


def token(api: Web) -> str:
    return next(each.secret for each in api.app.state.world.tokens.values() if each.scopes == ("api",) and not each.revoked and each.kind == "personal" and each.user_id == 1)  # fmt: skip


def state(api: Web) -> dict[str, Any]:
    answer = api.get("/-/mock/state", None)
    assert answer.status_code == 200
    shown: dict[str, Any] = answer.json()
    return shown


def test_reading_touches_nothing(api: Web) -> None:
    before = state(api)["digest"]
    for path in ("/projects", "/user", "/personal_access_tokens", "/nowhere"):
        api.get(path, token(api))
    assert state(api)["digest"] == before


def test_a_change_shows_in_digest_counts_and_snapshot_and_a_reset_undoes_it(api: Web) -> None:
    before = state(api)
    created = api.post("/projects", token(api), json={"name": "New"})
    assert created.status_code == 201
    after = state(api)
    assert after["digest"] != before["digest"]
    assert set(after["snapshot"]["projects"]) - set(before["snapshot"]["projects"]) == {str(created.json()["id"])}
    assert after["counts"]["projects"] == before["counts"]["projects"] + 1
    assert api.post("/-/mock/reset", None).status_code == 200
    assert state(api)["digest"] == before["digest"]


def test_a_digest_tells_the_values_that_a_record_holds_in_a_list() -> None:
    moment = datetime(2026, 3, 1, tzinfo=UTC)
    first, other = (
        Schedule(1, "", "main", "0 1 * * *", "UTC", True, 1, moment, moment, (PipelineVariable("KEY", value),))
        for value in ("a", "b")
    )
    assert digest(first) == digest(first)
    assert digest(first) != digest(other)


def test_a_reset_gives_everybody_a_new_quota(api: Web) -> None:
    assert [api.get("/version", token(api)).headers["ratelimit-observed"] for _ in range(2)] == ["1", "2"]
    api.post("/-/mock/reset", None)
    assert api.get("/version", token(api)).headers["ratelimit-observed"] == "1"


def test_the_same_seed_is_the_same_world() -> None:
    settings = [Settings(seed=seed, projects=12, now=datetime(2026, 3, 1, tzinfo=UTC)) for seed in (1, 1, 2)]
    first, again, other = [state(Web(create_app(each)))["digest"] for each in settings]
    assert first == again
    assert first != other


def test_the_clock_moves_ahead_and_only_ahead(api: Web) -> None:
    answer = api.post("/-/mock/clock", None, json={"advance_seconds": 86400})
    assert answer.json()["now"].startswith("2026-03-02T00:00:0")
    for wrong in (-1, "x", None, True, 1e300):
        refused = api.post("/-/mock/clock", None, json={"advance_seconds": wrong})
        assert refused.status_code == 400
        assert refused.json()["message"]


def test_a_job_is_put_into_a_state_and_its_token_dies_with_it(api: Web) -> None:
    world = api.app.state.world
    job = next(
        job
        for project in world.projects.values()
        for job in project.jobs.values()
        if job.status == "running" and job.pinned
    )
    headers = {"JOB-TOKEN": job.secret}
    assert api.get("/job", None, headers=headers).status_code == 200
    assert api.post(f"/-/mock/jobs/{job.id}", None, json={"status": "success"}).json() == {
        "id": job.id,
        "status": "success",
    }
    assert api.get("/job", None, headers=headers).status_code == 401


@pytest.mark.parametrize(
    ("path", "content", "status"),
    [
        ("/-/mock/jobs/999999", b'{"status":"success"}', 404),
        ("/-/mock/jobs/1", b'{"status":"asleep"}', 400),
        ("/-/mock/clock", b"{", 400),
        ("/-/mock/clock", b"[]", 400),
        ("/-/mock/clock", b" " * 70_000, 400),
    ],
)
def test_what_the_switches_do_not_understand_is_said(api: Web, path: str, content: bytes, status: int) -> None:
    answer = api.post(path, None, content=content)
    assert answer.status_code == status
    assert answer.json()["message"]


def test_the_switches_answer_this_machine_alone(api: Web) -> None:
    for client, status in {"127.0.0.1": 200, "::1": 200, "192.0.2.1": 403, "nonsense": 403}.items():
        api.client = (client, 1)
        assert api.get("/-/mock/state", None).status_code == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "127.0.0.1:8000"}, 200),
        ({"Host": "127.9.9.9"}, 200),
        ({"Host": "LocalHost:1"}, 200),
        ({"Host": "[::1]:65535"}, 200),
        ({"Host": "mock.internal:8000"}, 200),
        ({"Host": "localhost:8000", "Origin": "http://localhost:8000"}, 200),
        ({"Host": "rebound.example:8000"}, 403),
        ({"Host": "127.0.0.1.rebound.example"}, 403),
        ({"Host": "localhost.rebound.example"}, 403),
        ({"Host": "rebound.example@127.0.0.1"}, 403),
        ({"Host": "192.0.2.1:8000"}, 403),
        ({"Host": ""}, 403),
        ({"Host": "rebound.example", "Origin": "http://rebound.example"}, 403),
        ({"Host": "127.0.0.1:8000", "Origin": "https://page.example"}, 403),
        ({"Host": "127.0.0.1:8000", "Origin": "http://127.0.0.1:3000"}, 403),
        ({"Host": "127.0.0.1:8000", "Origin": "null"}, 403),
    ],
)
def test_the_switches_answer_no_web_page(headers: dict[str, str], status: int) -> None:
    api = Web(create_app(Settings(host="mock.internal", projects=12, now=datetime(2026, 3, 1, tzinfo=UTC))))
    before = api.app.state.world
    answer = api.post("/-/mock/reset", None, headers=headers)
    assert (answer.status_code, list(answer.json())) == (status, ["message"])
    assert (api.app.state.world is before) == (status == 403)
