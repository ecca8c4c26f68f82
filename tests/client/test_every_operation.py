"""A story that calls every operation of the contract through the client, on a mock that holds its answers to the contract."""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Iterator

import pytest
from dataops_api import DataOps, Handler, Request, Response
from dataops_api.errors import NotFoundError
from dataops_api.testing import InProcessMock
from dataops_spec import operations

TOMORROW = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1)
PIPELINE_FILE = """
build:
  script: [make]
  artifacts: {paths: [out.txt]}
deploy:
  when: manual
  script: [deploy]
"""


@pytest.fixture
def mock() -> Iterator[InProcessMock]:
    with InProcessMock(seed=3, strict=True) as mock:
        yield mock


def test_every_operation_is_called_through_the_client_and_answered_as_the_contract_says(mock: InProcessMock) -> None:
    called: set[str] = set()

    def note(request: Request, send: Handler) -> Response:
        response = send(request)
        if request.operation is not None and response.status_code < 400:
            called.add(request.operation.id)
        return response

    with mock.client(hooks=[note]) as api:
        _look_around(api)
        project = _make_a_project(api)
        _write_files_and_branches(api, project)
        _share(api, project, int(mock.credentials["DATAOPS_PROJECT"]))
        pipeline = _run_pipelines(api, project)
        _work_on_jobs(api, mock, project, pipeline)
        _plan(api, project)
        _hand_out_tokens(api, project)
        _group_and_fork(api, project)
        api.projects.delete(project)
    with mock.client(job_token=mock.credentials["DATAOPS_JOB_TOKEN"], hooks=[note]) as job:
        assert job.jobs.get_current().status == "running"

    assert called == {operation.id for operation in operations()}


def _look_around(api: DataOps) -> None:
    me = api.users.get_current()
    assert [user.id for user in api.users.list(search=me.username)] == [me.id]
    assert api.version.get().version
    own = api.namespaces.get(me.username)
    assert (own.kind, own.full_path) == ("user", me.username)
    assert own.id in {namespace.id for namespace in api.namespaces.list()}
    assert api.projects.list().first() is not None


def _make_a_project(api: DataOps) -> int:
    project = api.projects.create(name="Every operation", path="every-operation", description=None, topics=["tour"])
    assert (project.description, project.topics) == (None, ["tour"])
    changed = api.projects.update(
        project.path_with_namespace, description="Called by every method", visibility="private"
    )
    assert (changed.id, changed.name, changed.description) == (project.id, "Every operation", "Called by every method")
    assert api.projects.get(project.id) == changed
    return project.id


def _write_files_and_branches(api: DataOps, project: int) -> None:
    files = api.repository_files
    files.create(project, ".gitlab-ci.yml", branch="main", commit_message="Begin", content=PIPELINE_FILE)
    files.create(project, "docs/read me.md", branch="main", commit_message="Add", content="one")
    files.update(project, "docs/read me.md", branch="main", commit_message="Change", content="zwei: ü")
    read = files.get(project, "docs/read me.md", ref="main")
    assert base64.b64decode(read.content).decode() == "zwei: ü"
    assert files.get_raw(project, "docs/read me.md") == "zwei: ü".encode()
    api.branches.create(project, branch="feature/a", ref="main")
    assert api.branches.get(project, "feature/a").name == "feature/a"
    assert [branch.name for branch in api.branches.list(project)] == ["feature/a", "main"]
    files.delete(project, "docs/read me.md", branch="feature/a", commit_message="Remove")
    with pytest.raises(NotFoundError):
        files.get(project, "docs/read me.md", ref="feature/a")
    api.branches.delete(project, "feature/a")


def _share(api: DataOps, project: int, other: int) -> None:
    me = api.users.get_current()
    guest = next(user for user in api.users.list() if user.id != me.id)
    added = api.members.add(project, user_id=guest.id, access_level=20, expires_at=TOMORROW)
    assert (added.access_level, added.expires_at) == (20, TOMORROW)
    assert api.members.update(project, guest.id, access_level=30, expires_at=None).expires_at is None
    assert guest.id in {member.id for member in api.members.list(project)}
    api.members.remove(project, guest.id)
    scope = api.job_token_scope
    scope.update(project, enabled=True)
    assert scope.get(project).inbound_enabled
    scope.add_to_allowlist(project, target_project_id=other)
    assert other in {listed.id for listed in scope.list_allowlist(project)}
    scope.remove_from_allowlist(project, other)


def _run_pipelines(api: DataOps, project: int) -> int:
    trigger = api.pipeline_triggers.create(project, description="tour")
    assert trigger.token not in repr(trigger)
    assert api.pipeline_triggers.get(project, trigger.id).description == "tour"
    assert [listed.id for listed in api.pipeline_triggers.list(project)] == [trigger.id]
    triggered = api.pipelines.trigger(project, token=trigger.token, ref="main", variables={"A": "1"})
    assert triggered.source == "trigger"
    assert [(v.key, v.value) for v in api.pipelines.list_variables(project, triggered.id)] == [("A", "1")]
    api.pipelines.cancel(project, triggered.id)
    assert api.pipelines.retry(project, triggered.id).id == triggered.id
    api.pipeline_triggers.delete(project, trigger.id)
    created = api.pipelines.create(project, ref="main", variables=[{"key": "B", "value": "2"}])
    assert api.pipelines.get_latest(project).id == created.id
    assert api.pipelines.get(project, created.id).ref == "main"
    assert [p.id for p in api.pipelines.list(project)] == [created.id, triggered.id]
    return created.id


def _work_on_jobs(api: DataOps, mock: InProcessMock, project: int, pipeline: int) -> None:
    jobs = {job.name: job for job in api.pipelines.list_jobs(project, pipeline)}
    assert set(jobs) == {"build", "deploy"}
    assert {job.id for job in jobs.values()} <= {job.id for job in api.jobs.list(project)}
    mock.finish_job(jobs["build"].id, "success")
    assert api.jobs.get(project, jobs["build"].id).status == "success"
    assert api.jobs.get_trace(project, jobs["build"].id)
    assert api.jobs.download_artifacts(project, jobs["build"].id).startswith(b"PK")
    assert api.jobs.play(project, jobs["deploy"].id).name == "deploy"


def _plan(api: DataOps, project: int) -> None:
    schedules = api.pipeline_schedules
    schedule = schedules.create(
        project, description="nightly", ref="main", cron="0 2 * * *", cron_timezone="Europe/Berlin"
    )
    assert schedules.update(project, schedule.id, active=False).active is False
    assert schedules.get(project, schedule.id).cron == "0 2 * * *"
    assert [listed.id for listed in schedules.list(project)] == [schedule.id]
    assert schedules.play(project, schedule.id).message
    schedules.delete(project, schedule.id)
    variables = api.project_variables
    variables.create(project, key="NAME", value="one", environment_scope="production")
    assert variables.update(project, "NAME", filter_environment_scope="production", value="two").value == "two"
    assert variables.get(project, "NAME", filter_environment_scope="production").value == "two"
    assert [variable.key for variable in variables.list(project)] == ["NAME"]
    variables.delete(project, "NAME", filter_environment_scope="production")


def _hand_out_tokens(api: DataOps, project: int) -> None:
    tokens = api.project_access_tokens
    made = tokens.create(project, name="bot", scopes=["read_api"], expires_at=TOMORROW)
    assert made.id in {token.id for token in tokens.list(project)}
    tokens.revoke(project, made.id)
    current = api.personal_access_tokens.get_current()
    own = {token.id: token for token in api.personal_access_tokens.list(state="active")}
    assert current.id in own
    spare = next(token for token in own.values() if token.id != current.id)
    rotated = api.personal_access_tokens.rotate(spare.id, expires_at=TOMORROW)
    assert rotated.token not in repr(rotated)
    api.personal_access_tokens.revoke(rotated.id)


def _group_and_fork(api: DataOps, project: int) -> None:
    group = api.groups.create(name="Tour", path="tour-of-all")
    assert api.groups.update(group.id, description="Made for a test").description == "Made for a test"
    assert api.groups.get("tour-of-all").id == group.id
    assert group.id in {listed.id for listed in api.groups.list(owned=True)}
    fork = api.projects.fork(project, namespace_id=group.id, path="forked")
    assert [listed.id for listed in api.groups.list_projects(group.id)] == [fork.id]
    made = api.group_access_tokens.create(group.id, name="bot", scopes=["api"], expires_at=TOMORROW)
    assert made.id in {token.id for token in api.group_access_tokens.list(group.id)}
    api.group_access_tokens.revoke(group.id, made.id)
    api.groups.delete(group.id)
