import time

import pytest
from dataops_mock.clock import Clock
from dataops_mock.snapshot import snapshot
from dataops_mock.world.seed import build_world, credentials

from tests.mock.api import NOW, Api, api


@pytest.fixture(scope="module")
def seeded() -> Api:
    return api(projects=30)


def test_the_same_seed_gives_the_same_world_and_the_same_secrets() -> None:
    first, second = (build_world(7, 30, Clock(NOW)) for _ in range(2))
    assert snapshot(first) == snapshot(second)
    assert credentials(first, "http://x") == credentials(second, "http://x")


def test_the_same_calls_after_the_same_seed_give_the_same_secrets() -> None:
    def made(one: Api) -> str:
        token = one.post(f"{one.project}/access_tokens", name="x", scopes=["api"])
        trigger = one.post(f"{one.project}/triggers", description="x")
        return f"{trigger['token']} {token['token']}"

    assert made(api(seed=3)) == made(api(seed=3))


def test_another_seed_gives_other_secrets() -> None:
    one, other = (credentials(build_world(seed, 5, Clock(NOW)), "http://x") for seed in (1, 2))
    assert not {value for key, value in one.items() if key.endswith("TOKEN")} & set(other.values())


@pytest.mark.parametrize("count", [1, 8, 30, 75])
def test_a_world_has_as_many_projects_as_were_asked_for(count: int) -> None:
    assert len(build_world(1, count, Clock(NOW)).projects) == count


def test_a_world_of_thirty_projects_is_built_at_once() -> None:
    best = 1.0
    for _ in range(5):
        # What this thread computed, and not what others did meanwhile.
        began = time.thread_time()
        build_world(1, 30, Clock(NOW))
        best = min(best, time.thread_time() - began)
    assert best < 0.15


def test_the_url_bears_the_api_path_once() -> None:
    world = build_world(1, 1, Clock(NOW))
    urls = {credentials(world, base)["DATAOPS_URL"] for base in ("http://x", "http://x/api/v4")}
    assert urls == {"http://x/api/v4"}


def test_every_credential_is_what_its_name_says(seeded: Api) -> None:
    def user(name: str) -> str:
        return str(seeded.get("/user", name)["username"])

    assert user("DATAOPS_TOKEN") == "ada"
    assert user("DATAOPS_READ_TOKEN") == "ada"
    assert user("DATAOPS_OTHER_TOKEN") == "grace"
    assert user("DATAOPS_QUOTA_TOKEN") == "quinn"
    assert user("DATAOPS_PROJECT_TOKEN").startswith("project_1_bot_")
    assert user("DATAOPS_GROUP_TOKEN").startswith("group_9_bot_")
    assert seeded.get("/job", "DATAOPS_JOB_TOKEN")["status"] == "running"


@pytest.mark.parametrize("name", ["DATAOPS_REVOKED_TOKEN", "DATAOPS_EXPIRED_TOKEN"])
def test_a_token_that_is_of_no_use_any_more_is_refused(seeded: Api, name: str) -> None:
    assert seeded.status("GET", "/user", name) == 401


def test_the_token_of_a_job_that_has_ended_is_refused(seeded: Api) -> None:
    assert seeded.status("GET", "/job", "DATAOPS_FINISHED_JOB_TOKEN") == 401


def test_the_running_job_still_runs_after_a_year() -> None:
    one = api(projects=1)
    one.clock.advance(366 * 86400)
    assert one.get("/job", "DATAOPS_JOB_TOKEN")["status"] == "running"


def test_the_sandbox_has_pipelines_in_every_state(seeded: Api) -> None:
    states = {each["status"] for each in seeded.all(f"{seeded.project}/pipelines")}
    assert states == {"success", "failed", "canceled", "skipped", "manual", "running", "pending", "created"}


def test_ada_does_not_see_every_project_and_nobody_sees_only_public_ones(seeded: Api) -> None:
    everything = seeded.world.projects
    hers = {each["id"] for each in seeded.all("/projects")}
    assert 20 < len(hers) < len(everything)
    public = {each["id"] for each in seeded.all("/projects", None)}
    assert public == {each.id for each in everything.values() if each.visibility == "public"}
