import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from dataops_mock.call import Call, Entity, JsonValue, Listing, Principal
from dataops_mock.clock import Clock
from dataops_mock.errors import Forbidden, NotFound, Refusal, RuleBroken
from dataops_mock.handlers import all_handlers
from dataops_mock.world import lifecycle
from dataops_mock.world.access import as_id, find_project
from dataops_mock.world.cron import next_run
from dataops_mock.world.entities import Member, Project, User
from dataops_mock.world.pipeline_file import PipelineFileError, parse_pipeline_file
from dataops_mock.world.pipelines import retry_pipeline, start_pipeline
from dataops_mock.world.progress import cancel, pipeline_status
from dataops_mock.world.repository import Change, Repository, Signature
from dataops_mock.world.roles import DEVELOPER, GUEST, MAINTAINER, OWNER, REPORTER
from dataops_mock.world.seed import build_world
from dataops_mock.world.times import parse_moment
from dataops_mock.world.world import World
from dataops_spec import operations
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule

from tests.mock.api import NOW

HANDLERS = all_handlers()
OPERATIONS = {operation.id: operation for operation in operations()}
ROLES = (GUEST, REPORTER, DEVELOPER, MAINTAINER, OWNER)


def call(
    world: World,
    operation: str,
    user: User | None,
    path: Mapping[str, object] | None = None,
    query: Mapping[str, JsonValue] | None = None,
    **body: JsonValue,
) -> Call:
    principal = Principal("anonymous") if user is None else Principal("personal", user)
    segments = {name: str(value) for name, value in (path or {}).items()}
    return Call(OPERATIONS[operation], world, principal, segments, query or {}, body, world.now(), "http://mock.test")


def entity(asked: Call) -> Mapping[str, JsonValue]:
    reply = HANDLERS[asked.operation.id](asked)
    assert isinstance(reply, Entity)
    return reply.data


def listed(asked: Call) -> list[Mapping[str, JsonValue]]:
    reply = HANDLERS[asked.operation.id](asked)
    assert isinstance(reply, Listing)
    return [reply.render(item) for item in reply.items]


@pytest.fixture
def world() -> World:
    return build_world(1, 1, Clock(NOW))


def project_of(world: World, visibility: str, role: int) -> tuple[Project, User]:
    """Return a project of ada's, and a user who has this role in it."""
    ada, user = world.users[1], world.users[4]
    assert ada.namespace_id is not None
    project = lifecycle.new_project(world, "P", f"p-{visibility}-{role}", world.namespaces[ada.namespace_id], ada)
    project.visibility = visibility  # type: ignore[assignment]
    if role:
        project.members[user.id] = Member(user.id, role, NOW)
    return project, user


@pytest.mark.parametrize("visibility", ["private", "internal", "public"])
@pytest.mark.parametrize("role", [0, *ROLES])
@pytest.mark.parametrize("need", [0, *ROLES])
@pytest.mark.parametrize("open_to_all", [False, True])
def test_access_follows_visibility_and_role(
    world: World, visibility: str, role: int, need: int, open_to_all: bool
) -> None:
    project, user = project_of(world, visibility, role)
    asked = call(world, "get_project", user, {"id": project.id})
    if visibility == "private" and role == 0:
        with pytest.raises(NotFound):
            find_project(asked, need, open_to_all=open_to_all)
    elif role < need and not (open_to_all and visibility != "private"):
        with pytest.raises(Forbidden):
            find_project(asked, need, open_to_all=open_to_all)
    else:
        assert find_project(asked, need, open_to_all=open_to_all) is project


@pytest.mark.parametrize("visibility", ["private", "internal", "public"])
def test_nobody_sees_only_public_projects(world: World, visibility: str) -> None:
    project, _ = project_of(world, visibility, 0)
    listed_ids = {int(str(each["id"])) for each in listed(call(world, "list_projects", None))}
    assert (project.id in listed_ids) == (visibility == "public")


@given(st.text(max_size=30))
def test_an_id_is_made_of_few_plain_digits(text: str) -> None:
    number = as_id(text)
    assert number is None or (0 <= number < 10**18 and text.lstrip("0") == (str(number) if number else ""))


def test_secrets_are_long_and_never_the_same(world: World) -> None:
    secrets = {world.new_secret("glpat-") for _ in range(1000)}
    assert len(secrets) == 1000
    assert {len(secret) for secret in secrets} == {26}


def test_the_same_commits_have_the_same_shas_and_no_two_commits_share_one() -> None:
    def shas() -> list[str]:
        repository, who = Repository(), Signature("A", "a@x")
        return [repository.commit("main", [Change("a", b"x")], "m", who, who, NOW).sha for _ in range(20)]

    assert shas() == shas()
    assert len(set(shas())) == 20


def test_a_day_without_daylight_saving_and_a_day_with_are_told_apart() -> None:
    winter = next_run("0 9 * * *", "Europe/Berlin", NOW)
    summer = next_run("0 9 * * *", "Europe/Berlin", NOW + timedelta(days=60))
    assert [moment.hour for moment in (winter, summer) if moment is not None] == [8, 7]


class SlowClock:
    """A clock by which everything takes a while."""

    def __init__(self) -> None:
        self._now = NOW

    def now(self) -> datetime:
        self._now += timedelta(milliseconds=3)
        return self._now


def test_the_jobs_of_a_pipeline_begin_with_it_however_long_it_takes_to_make_them() -> None:
    world = build_world(1, 1, Clock(NOW))
    project = world.projects[world.marks["sandbox_project"]]
    ada = world.users[project.creator_id]
    world.clock = SlowClock()
    pipeline = start_pipeline(world, project, "main", ada, "api")
    assert pipeline.status == "pending"
    cancel(project, pipeline, world.now())
    retry_pipeline(world, project, pipeline, ada)
    assert pipeline.status == "pending"


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-01-12t09:30:00z", datetime(2026, 1, 12, 9, 30, tzinfo=UTC)),
        ("2026-01-12T09:30:00.25+02:00", datetime(2026, 1, 12, 7, 30, 0, 250_000, tzinfo=UTC)),
        ("2016-12-31T23:59:60Z", datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC)),
    ],
)
def test_a_moment_is_read_in_utc(text: str, moment: datetime) -> None:
    assert parse_moment(text) == moment


@pytest.mark.parametrize("text", ["", "2026-01-12", "2026-01-12T09:30:00", "20260112T093000Z", "2026-13-01T00:00:00Z"])
def test_what_names_no_moment_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_moment(text)


@given(st.binary(max_size=200))
def test_a_pipeline_file_of_any_bytes_is_read_or_refused(content: bytes) -> None:
    try:
        assert parse_pipeline_file(content).jobs
    except PipelineFileError as error:
        assert str(error)


def test_a_pipeline_with_no_job_that_counts_is_skipped() -> None:
    assert pipeline_status([]) == "skipped"


def test_long_lists_are_made_at_once() -> None:
    world = build_world(1, 10_000, Clock(NOW))
    ada = world.users[1]
    # What this thread computes, and not what others do meanwhile.
    began = time.thread_time()
    reply = HANDLERS["list_projects"](
        call(world, "list_projects", ada, query={"search": "data", "min_access_level": 20})
    )
    assert isinstance(reply, Listing)
    assert len(reply.items) > 500
    assert time.thread_time() - began < 1.0


@dataclass
class Modelled:
    """What a project must hold: branch → path → content, and the variables by key and scope."""

    branches: dict[str, dict[str, str]] = field(default_factory=dict[str, dict[str, str]])
    variables: dict[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])


NAMES = st.sampled_from(["alpha", "beta", "gamma", "delta"])


class ProjectMachine(RuleBasedStateMachine):
    """Projects with branches, files and variables come and go; a small model knows what must be there."""

    projects: Bundle[int] = Bundle("projects")

    def __init__(self) -> None:
        super().__init__()
        self.world = build_world(1, 1, Clock(NOW))
        self.ada = self.world.users[1]
        self.model: dict[int, Modelled] = {}
        self.paths: set[str] = set()
        self.path_of: dict[int, str] = {}

    def ask(
        self,
        operation: str,
        path: Mapping[str, object] | None = None,
        query: Mapping[str, JsonValue] | None = None,
        **body: JsonValue,
    ) -> Call:
        return call(self.world, operation, self.ada, path, query, **body)

    def outcome(self, asked: Call) -> int:
        try:
            reply = HANDLERS[asked.operation.id](asked)
        except Refusal as refusal:
            return refusal.status
        assert not isinstance(reply, Listing)
        return reply.status

    @rule(target=projects, name=NAMES)
    def create_project(self, name: str) -> int:
        asked = self.ask("create_project", name=name, initialize_with_readme=True)
        if name in self.paths:
            assert self.outcome(asked) == 400
            return next(each for each, path in self.path_of.items() if path == name)
        project_id = entity(asked)["id"]
        assert isinstance(project_id, int)
        self.paths.add(name)
        self.path_of[project_id] = name
        self.model[project_id] = Modelled({"main": {"README.md": f"# {name}\n"}})
        return project_id

    @rule(project=consumes(projects))
    def delete_project(self, project: int) -> None:
        expected = 202 if self.model.pop(project, None) is not None else 404
        self.paths.discard(self.path_of.pop(project, ""))
        assert self.outcome(self.ask("delete_project", {"id": project})) == expected

    @rule(project=projects, name=NAMES)
    def create_branch(self, project: int, name: str) -> None:
        status = self.outcome(self.ask("create_branch", {"id": project}, branch=name, ref="main"))
        known = self.model.get(project)
        if known is None:
            assert status == 404
        elif name in known.branches:
            assert status == 400
        else:
            assert status == 201
            known.branches[name] = dict(known.branches["main"])

    @rule(project=projects, name=st.one_of(NAMES, st.just("main")))
    def delete_branch(self, project: int, name: str) -> None:
        status = self.outcome(self.ask("delete_branch", {"id": project, "branch": name}))
        branches = self.model.get(project, Modelled()).branches
        assert status == (404 if name not in branches else 400 if name == "main" else 204)
        if status == 204:
            del branches[name]

    @rule(project=projects, branch=st.one_of(NAMES, st.just("main")), path=NAMES, content=st.text(max_size=5))
    def create_file(self, project: int, branch: str, path: str, content: str) -> None:
        where = {"id": project, "file_path": path}
        status = self.outcome(self.ask("create_file", where, branch=branch, commit_message="m", content=content))
        known = self.model.get(project)
        branches = None if known is None else known.branches
        if branches is None:
            assert status == 404
        elif branch not in branches or path in branches[branch]:
            assert status == 400
        else:
            assert status == 201
            branches[branch][path] = content

    @rule(project=projects, branch=st.one_of(NAMES, st.just("main")), path=NAMES)
    def delete_file(self, project: int, branch: str, path: str) -> None:
        query = {"branch": branch, "commit_message": "m"}
        status = self.outcome(self.ask("delete_file", {"id": project, "file_path": path}, query))
        known = self.model.get(project)
        branches = None if known is None else known.branches
        if branches is not None and branch in branches:
            assert status == (204 if branches[branch].pop(path, None) is not None else 404)
        else:
            assert status == (404 if branches is None else 400)

    @rule(project=projects, key=NAMES, scope=st.sampled_from(["*", "prod"]))
    def create_variable(self, project: int, key: str, scope: str) -> None:
        asked = self.ask("create_project_variable", {"id": project}, key=key, value="v", environment_scope=scope)
        known = self.model.get(project)
        variables = None if known is None else known.variables
        if variables is None:
            assert self.outcome(asked) == 404
        elif (key, scope) in variables:
            with pytest.raises(RuleBroken):
                HANDLERS["create_project_variable"](asked)
        else:
            assert self.outcome(asked) == 201
            variables[key, scope] = "v"

    @rule(project=projects, key=NAMES)
    def delete_variable(self, project: int, key: str) -> None:
        status = self.outcome(self.ask("delete_project_variable", {"id": project, "key": key}))
        variables = self.model.get(project, Modelled()).variables
        named = [each for each in variables if each[0] == key]
        assert status == {0: 404, 1: 204}.get(len(named), 409)
        if len(named) == 1:
            del variables[named[0]]

    @invariant()
    def the_world_is_as_the_model_says(self) -> None:
        owned = {int(str(each["id"])) for each in listed(self.ask("list_projects", query={"owned": True}))}
        assert owned - {self.world.marks["sandbox_project"]} == set(self.model)
        for project_id, known in self.model.items():
            where = {"id": project_id}
            branches = {str(each["name"]) for each in listed(self.ask("list_branches", where))}
            assert branches == set(known.branches)
            repository = self.world.projects[project_id].repository
            for name, files in known.branches.items():
                tree = repository.commits[repository.branches[name]].tree
                assert {path: repository.blobs[entry.blob_id].decode() for path, entry in tree.items()} == files
            variables = {
                (each["key"], each["environment_scope"]) for each in listed(self.ask("list_project_variables", where))
            }
            assert variables == set(known.variables)


ProjectMachine.TestCase.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
TestProjectsComeAndGo = ProjectMachine.TestCase
