"""Whose job tokens a project lets in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dataops_conformance.exchange import Exchange
from dataops_conformance.law import Blocked, Laws, NotTested, expect
from dataops_conformance.laws.auth.jobtokens import job_home, readable
from dataops_conformance.laws.auth.probes import expect_status, listed_ids, quiet_project
from dataops_conformance.laws.telling import told

if TYPE_CHECKING:
    from dataops_spec import Operation

    from dataops_conformance.context import Context

laws = Laws()
_REFUSED = frozenset({403, 404})
_VISITED = ("list_branches", "get_raw_file")


@dataclass(frozen=True, slots=True)
class NewProject:
    """The job token scope of a project of the run, as it was before the run changed it."""

    id: str | int
    scope: Exchange
    allowlist: Exchange


def new_project(ctx: Context) -> NewProject:
    """Return a project of the run with its untouched job token scope; once in the run."""

    def look() -> NewProject:
        path = {"id": quiet_project(ctx).id}
        scope = ctx.send("get_job_token_scope", path=path)
        return NewProject(path["id"], scope, ctx.send("list_job_token_allowlist", path=path))

    return ctx.once("the job token scope of a new project", look)


@dataclass(frozen=True, slots=True)
class Visit:
    """What the job token was answered, and what says how the allowlist stood."""

    before: Exchange
    answer: Exchange


@dataclass(frozen=True, slots=True)
class Story:
    """One operation of a private project, tried by a job token of another project as the allowlist changes."""

    unlisted: Visit
    listed: Visit
    open: Visit


def story(ctx: Context, operation: Operation) -> Story:
    """Visit a private project by a job token: unlisted, listed, and with the allowlist off; once for all operations."""
    told_by = ctx.once("job token visits", lambda: _stories(ctx))
    if operation.id not in told_by:
        msg = f"{operation.id} could not be read in a new project with the personal token either."
        raise NotTested(msg)
    return told_by[operation.id]


def _stories(ctx: Context) -> Mapping[str, Story]:
    home, host = job_home(ctx).project, new_project(ctx).id
    visits = {name: visit for name in _VISITED if (visit := _visitor(ctx, name, host)) is not None}

    def all_of(before: Exchange) -> dict[str, Visit]:
        return {name: Visit(before, visit()) for name, visit in visits.items()}

    unlisted = all_of(new_project(ctx).allowlist)
    listed, opened = _listed(ctx, host, home, all_of), _opened(ctx, host, all_of)
    return {name: Story(unlisted[name], listed[name], opened[name]) for name in visits}


def _visitor(ctx: Context, name: str, host: str | int) -> Callable[[], Exchange] | None:
    operation = ctx.contract.operation(name)
    try:
        path, query = readable(ctx, operation, host)
    except NotTested:
        return None
    return lambda: ctx.send(operation, path=path, query=query, credential=ctx.credential("job_token"))


def _listed(
    ctx: Context, host: str | int, home: int, visit: Callable[[Exchange], dict[str, Visit]]
) -> dict[str, Visit]:
    added = ctx.send("add_to_job_token_allowlist", path={"id": host}, body={"target_project_id": home})
    _done(added, {201})
    try:
        return visit(added)
    finally:
        removed = ctx.send("remove_from_job_token_allowlist", path={"id": host, "target_project_id": home})
        _done(removed, {200, 204})


def _opened(ctx: Context, host: str | int, visit: Callable[[Exchange], dict[str, Visit]]) -> dict[str, Visit]:
    switched_off = ctx.send("update_job_token_scope", path={"id": host}, body={"enabled": False})
    _done(switched_off, {200, 204})
    try:
        return visit(switched_off)
    finally:
        switched_on = ctx.send("update_job_token_scope", path={"id": host}, body={"enabled": True})
        _done(switched_on, {200, 204})


def _done(exchange: Exchange, statuses: set[int]) -> None:
    if exchange.response.status not in statuses:
        msg = f"{exchange.request.method} {exchange.request.path} answers {told(exchange)}."
        raise Blocked(msg)


@laws.law("AUTH-18", requests=7, needs=("token", "job_token", "sandbox"), order=30)
def unlisted_projects_are_refused(ctx: Context, operation: Operation) -> None:
    """Read in a private project of the run, which lists itself alone, with a job token of another project."""
    visit = _artifacts_visit(ctx, operation) if "job_id" in operation.path else story(ctx, operation).unlisted
    expect(
        visit.answer.response.status in _REFUSED,
        f"{operation.id} answers the job token of a project that is not on the allowlist.",
        expected="403 or 404",
        seen=told(visit.answer),
        exchanges=_told(visit),
    )


def _artifacts_visit(ctx: Context, operation: Operation) -> Visit:
    """Visit the run's project that has jobs; raise NotTested unless it lets in only projects that are not the job's."""
    home, arguments = job_home(ctx).project, ctx.sandbox.arguments(operation)
    path = {"id": arguments.path["id"]}
    scope = ctx.send("get_job_token_scope", path=path)
    allowlist = ctx.send("list_job_token_allowlist", path=path, query={"per_page": 100})
    listed = listed_ids(allowlist)
    if scope.response.object().get("inbound_enabled") is not True or home in {*listed, path["id"]}:
        msg = "The run's project with artifacts admits the job's project, or every project."
        raise NotTested(msg)
    if ctx.send(operation, path=arguments.path, query=arguments.query).response.status != 200:
        msg = "No artifacts of the run's own project can be read with the personal token."
        raise NotTested(msg)
    answer = ctx.send(operation, path=arguments.path, query=arguments.query, credential=ctx.credential("job_token"))
    return Visit(allowlist, answer)


@laws.law("AUTH-19", requests=0, needs=("token", "job_token", "sandbox"))
def listed_projects_are_served(ctx: Context, operation: Operation) -> None:
    """Put the job's project on the allowlist of a private project of the run, and read there with the job token."""
    visit = story(ctx, operation).listed
    expect_status(200, f"{operation.id} refuses the job token of a project that is on the allowlist.", *_told(visit))


@laws.law("AUTH-20", requests=0, needs=("token", "job_token", "sandbox"))
def without_an_allowlist_all_are_served(ctx: Context, operation: Operation) -> None:
    """Switch the allowlist of a private project of the run off, and read there with a job token of another project."""
    visit = story(ctx, ctx.contract.operation("list_branches")).open
    expect_status(200, "With the allowlist switched off, the job token of another project is refused.", *_told(visit))


def _told(visit: Visit) -> list[Exchange]:
    return [visit.before, visit.answer]


@laws.law("AUTH-21", requests=2, needs=("token", "sandbox"))
def new_projects_list_themselves_alone(ctx: Context, operation: Operation) -> None:
    """Read the job token scope and the allowlist of a project that the run has just made."""
    project = new_project(ctx)
    if operation.id == "get_job_token_scope":
        expect_status(200, "The job token scope of a new project cannot be read.", project.scope)
        expect(
            project.scope.response.object().get("inbound_enabled") is True,
            "The allowlist of a new project is not switched on.",
            expected="inbound_enabled true",
            seen=told(project.scope),
            exchanges=[project.scope],
        )
        return
    expect_status(200, "The allowlist of a new project cannot be read.", project.allowlist)
    listed = [item.get("id") if isinstance(item, dict) else item for item in project.allowlist.response.items()]
    expect(
        [str(item) for item in listed] == [str(project.id)],
        "The allowlist of a new project does not hold the project itself alone.",
        expected=f"the project {project.id}",
        seen=f"the projects {listed}",
        exchanges=[project.allowlist],
    )


@laws.law("AUTH-22", requests=2, needs=("token", "job_token", "sandbox"))
def public_projects_need_not_list(ctx: Context, operation: Operation) -> None:
    """Read in a public project of the run, which lists itself alone, with a job token of another project."""
    home, public = job_home(ctx).project, ctx.sandbox.public_project()
    if str(public.id) == str(home):
        msg = "The job of DATAOPS_JOB_TOKEN runs in the run's own project; give the token of another project's job."
        raise NotTested(msg)
    path, query = readable(ctx, operation, public.id)
    exchange = ctx.send(operation, path=path, query=query, credential=ctx.credential("job_token"))
    expect_status(200, f"{operation.id} of a public project refuses a job token that is not listed.", exchange)
