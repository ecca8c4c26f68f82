"""python-gitlab, unmodified, against the real mock process: a client that nobody here wrote."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import cast

import gitlab
import httpx
import pytest
import requests
from gitlab.exceptions import GitlabAuthenticationError, GitlabGetError
from gitlab.v4.objects import Project

from tests.patience import PATIENCE, in_time
from tests.servers import RunningMock, running_mock

PIPELINE_FILE = """\
stages: [build, test]
build:
  stage: build
  script: [echo building]
test:
  stage: test
  script: [echo testing]
"""


@pytest.fixture(scope="module")
def mock() -> Iterator[RunningMock]:
    with running_mock("--strict", "--seed", "7") as server:
        yield server


def connect(mock: RunningMock, token: str | None = None) -> gitlab.Gitlab:
    base, _, _ = mock.url.partition("/api/v4")
    return gitlab.Gitlab(base, private_token=token or mock.credentials["DATAOPS_TOKEN"])


@pytest.fixture
def client(mock: RunningMock) -> gitlab.Gitlab:
    return connect(mock)


@pytest.fixture
def project(client: gitlab.Gitlab, request: pytest.FixtureRequest) -> Iterator[Project]:
    name = f"python-gitlab {request.node.name}"[:200]
    made = client.projects.create({"name": name, "initialize_with_readme": True})
    yield made
    made.delete()


def commit_pipeline_file(project: Project) -> None:
    project.files.create(
        {"file_path": "full-ci.yml", "branch": "main", "content": PIPELINE_FILE, "commit_message": "Add a pipeline"}
    )


def test_it_authenticates_and_knows_its_user(client: gitlab.Gitlab) -> None:
    client.auth()
    assert client.user is not None
    assert client.user.id == client.users.list(username=client.user.username, get_all=True)[0].id


def test_a_wrong_token_is_an_authentication_error(mock: RunningMock) -> None:
    with pytest.raises(GitlabAuthenticationError) as caught:
        connect(mock, token="glpat-not-a-token").auth()
    assert caught.value.response_code == 401


def test_it_iterates_all_projects_by_page_and_by_keyset(client: gitlab.Gitlab) -> None:
    by_page = [project.id for project in client.projects.list(iterator=True, per_page=7, order_by="id", sort="asc")]
    by_keyset = [
        project.id
        for project in client.projects.list(iterator=True, per_page=7, pagination="keyset", order_by="id", sort="asc")
    ]
    assert len(by_page) > 14
    assert by_page == sorted(set(by_page))
    assert by_keyset == by_page


def test_it_creates_a_project_and_finds_it_by_path(client: gitlab.Gitlab, project: Project) -> None:
    assert client.projects.get(project.path_with_namespace).id == project.id
    project.description = "änderung ✓"
    project.save()
    assert client.projects.get(project.id).description == "änderung ✓"


def test_it_commits_a_file_and_reads_it_back(project: Project) -> None:
    project.files.create(
        {"file_path": "models/orders.sql", "branch": "main", "content": "select 1\n", "commit_message": "Add a model"}
    )
    file = project.files.get("models/orders.sql", ref="main")
    assert file.decode() == b"select 1\n"
    file.content = "select 2\n"
    file.save(branch="main", commit_message="Change the model")
    assert project.files.raw("models/orders.sql", ref="main") == b"select 2\n"


def test_it_adds_a_variable_and_filters_it_by_environment(project: Project) -> None:
    project.variables.create({"key": "REGION", "value": "eu", "environment_scope": "prod"})
    project.variables.create({"key": "REGION", "value": "us", "environment_scope": "dev"})
    assert project.variables.get("REGION", filter={"environment_scope": "dev"}).value == "us"
    project.variables.update("REGION", {"value": "eu-2"}, filter={"environment_scope": "prod"})
    assert sorted(variable.value for variable in project.variables.list(get_all=True)) == ["eu-2", "us"]


def test_it_creates_and_plays_a_schedule(project: Project) -> None:
    commit_pipeline_file(project)
    schedule = project.pipelineschedules.create(
        {"ref": "main", "description": "Every night", "cron": "0 1 * * *", "cron_timezone": "Europe/London"}
    )
    schedule.play()
    assert [pipeline.source for pipeline in project.pipelines.list(get_all=True)] == ["schedule"]


def test_it_triggers_a_pipeline_with_variables_and_reads_its_jobs_and_a_trace(
    mock: RunningMock, project: Project
) -> None:
    commit_pipeline_file(project)
    trigger = project.triggers.create({"description": "from a test"})
    pipeline = project.trigger_pipeline(
        "main", trigger.token, variables={"_PIPELINE_FILE_NAME": "full-ci.yml", "A": "1"}
    )
    assert pipeline.source == "trigger"
    assert {v.key: v.value for v in pipeline.variables.list(get_all=True)} == {
        "_PIPELINE_FILE_NAME": "full-ci.yml",
        "A": "1",
    }
    jobs = pipeline.jobs.list(get_all=True)
    assert sorted(job.name for job in jobs) == ["build", "test"]
    build = next(job for job in jobs if job.name == "build")
    switch = mock.url.replace("/api/v4", f"/-/mock/jobs/{build.id}")
    httpx.post(switch, json={"status": "success"}, timeout=PATIENCE).raise_for_status()
    trace = project.jobs.get(build.id).trace()
    assert isinstance(trace, bytes)
    assert b"echo building" in trace


def test_what_it_deletes_is_gone(client: gitlab.Gitlab) -> None:
    doomed = client.projects.create({"name": "python-gitlab doomed"})
    doomed.delete()
    with pytest.raises(GitlabGetError) as caught:
        client.projects.get(doomed.id)
    assert caught.value.response_code == 404


def test_it_gets_a_429_and_recovers() -> None:
    def statuses_in(window: float) -> list[int] | None:
        with running_mock("--rate-limit", f"10/{window:.0f}s") as mock:
            client = connect(mock, token=mock.credentials["DATAOPS_QUOTA_TOKEN"])
            began = time.monotonic()
            answers = [client.http_get("/version", raw=True, obey_rate_limit=False) for _ in range(10)]
            statuses = [cast("requests.Response", answer).status_code for answer in answers]
            try:
                client.http_get("/version", obey_rate_limit=False)
            except gitlab.GitlabHttpError as refused:
                statuses.append(refused.response_code or 0)
            if time.monotonic() - began >= window:
                return None  # the window ended meanwhile
            assert client.version()[0] != "unknown"
        return statuses

    assert in_time(2, statuses_in) == [*[200] * 10, 429]
