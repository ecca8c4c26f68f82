"""Whose job tokens a project lets in."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dataops_conformance.exchange import Exchange
from dataops_conformance.law import Blocked, Laws, NotTested, expect
from dataops_conformance.laws.auth.jobtokens import expect_served, job_home, require_readable, visit
from dataops_conformance.laws.auth.probes import expect_status, listed_ids, quiet_project
from dataops_conformance.laws.res.life import Life
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
    """A private project, visited by a job token of another project as the allowlist changes: operation, and visit."""

    unlisted: Mapping[str, Visit]
    open: Visit
    listed: Mapping[str, Visit]


def story(ctx: Context) -> Story:
    """Visit a private project by a job token: unlisted, with the allowlist off, and listed; once for all laws.

    The project is left with the job's project listed: no other law looks at its allowlist after.
    """
    return ctx.once("job token visits", lambda: _story(ctx))


def _story(ctx: Context) -> Story:
    home, host = job_home(ctx).project, new_project(ctx)

    def all_of(before: Exchange) -> dict[str, Visit]:
        return {name: Visit(before, visit(ctx, ctx.contract.operation(name), host.id)) for name in _VISITED}

    unlisted = all_of(host.allowlist)
    switched_off = _switched(ctx, host.id, enabled=False)
    opened = Visit(switched_off, visit(ctx, ctx.contract.operation(_VISITED[0]), host.id))
    _switched(ctx, host.id, enabled=True)
    added = ctx.send("add_to_job_token_allowlist", path={"id": host.id}, body={"target_project_id": home})
    _done(added, {201})
    return Story(unlisted, opened, all_of(added))


def _switched(ctx: Context, host: str | int, *, enabled: bool) -> Exchange:
    exchange = ctx.send("update_job_token_scope", path={"id": host}, body={"enabled": enabled})
    _done(exchange, {200, 204})
    return exchange


def _done(exchange: Exchange, statuses: set[int]) -> None:
    if exchange.response.status not in statuses:
        msg = f"{exchange.request.method} {exchange.request.path} answers {told(exchange)}."
        raise Blocked(msg)


@laws.law("AUTH-18", requests=1, needs=("token", "job_token", "sandbox"), order=70)
def unlisted_projects_are_refused(ctx: Context, operation: Operation) -> None:
    """Read in a private project of the run, which lists itself alone, with a job token of another project; artifacts in
    the run's project that has jobs. Read in a project that the job's own lists, and that does not list it.
    """
    if "job_id" in operation.path:
        _artifacts_are_refused(ctx, operation)
        return
    if operation.id == _VISITED[0]:
        _listing_opens_no_way_out(ctx, operation)
    # What is refused to everybody proves nothing.
    require_readable(ctx, operation, story(ctx).listed[operation.id].answer)
    _expect_refused(operation, story(ctx).unlisted[operation.id])


def _listing_opens_no_way_out(ctx: Context, operation: Operation) -> None:
    """Visit a project that the job's own project lists; where it answers, look whether it lets that one in itself."""
    home = job_home(ctx).project
    own = ctx.send("list_job_token_allowlist", path={"id": home})
    other = next(iter(sorted(listed_ids(own) - {home})), None) if own.response.status == 200 else None
    if other is None:
        return
    answer = visit(ctx, operation, other)
    if answer.response.status in _REFUSED:
        return
    path = {"id": other}
    allowlist = ctx.send("list_job_token_allowlist", path=path, query={"per_page": 100})
    project, scope = ctx.send("get_project", path=path), ctx.send("get_job_token_scope", path=path)
    is_closed = project.response.object().get("visibility") == "private"
    is_held = scope.response.object().get("inbound_enabled") is True and allowlist.response.status == 200
    if is_closed and is_held and home not in listed_ids(allowlist):
        _expect_refused(operation, Visit(allowlist, answer))


def _expect_refused(operation: Operation, visit: Visit) -> None:
    expect(
        visit.answer.response.status in _REFUSED,
        f"{operation.id} answers the job token of a project that is not on the allowlist.",
        expected="403 or 404",
        seen=told(visit.answer),
        exchanges=_told(visit),
    )


def _artifacts_are_refused(ctx: Context, operation: Operation) -> None:
    """Ask for the artifacts of a job of the run; where they are served, look first whether the job's project is let in.

    That they are there is told by the job itself.
    """
    home, job = job_home(ctx).project, ctx.sandbox.finished_job()
    if str(job.values["id"]) == str(home):
        msg = "The only job with artifacts at hand is of the project of DATAOPS_JOB_TOKEN itself."
        raise NotTested(msg)
    answer = ctx.send(operation, path=job.values, credential=ctx.credential("job_token"))
    if answer.response.status in _REFUSED:
        return
    path = {"id": job.values["id"]}
    scope = ctx.send("get_job_token_scope", path=path)
    allowlist = ctx.send("list_job_token_allowlist", path=path, query={"per_page": 100})
    if scope.response.object().get("inbound_enabled") is not True or home in listed_ids(allowlist):
        msg = "The run's project with artifacts admits the job's project, or every project."
        raise NotTested(msg)
    _expect_refused(operation, Visit(allowlist, answer))


@laws.law("AUTH-19", requests=0, needs=("token", "job_token", "sandbox"))
def listed_projects_are_served(ctx: Context, operation: Operation) -> None:
    """Put the job's project on the allowlist of a private project of the run, and read there with the job token."""
    summary = f"{operation.id} refuses the job token of a project that is on the allowlist."
    expect_served(ctx, operation, summary, *_told(story(ctx).listed[operation.id]))


@laws.law("AUTH-20", requests=0, needs=("token", "job_token", "sandbox"))
def without_an_allowlist_all_are_served(ctx: Context, operation: Operation) -> None:
    """Switch the allowlist of a private project of the run off, and read there with a job token of another project."""
    summary = "With the allowlist switched off, the job token of another project is refused."
    expect_served(ctx, ctx.contract.operation(_VISITED[0]), summary, *_told(story(ctx).open))


def _told(visit: Visit) -> list[Exchange]:
    return [visit.before, visit.answer]


@laws.law("AUTH-21", requests=2, needs=("token", "sandbox"), order=36)
def new_projects_list_themselves_alone(ctx: Context, operation: Operation) -> None:
    """Read the job token scope and the allowlist of a project that the run has just made; and the scope of the fork
    that other rules look at too, where one can be made.
    """
    project = new_project(ctx)
    if operation.id == "get_job_token_scope":
        _expect_switched_on("project", project.scope)
        fork = _fork(ctx)
        if fork is not None and (scope := ctx.send(operation, path={"id": fork})).response.status != 404:
            _expect_switched_on("fork", scope)
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


def _fork(ctx: Context) -> int | str | None:
    """Return the fork whose life other laws lead too; None where none can be made."""
    with suppress(NotTested, Blocked):
        return Life.of(ctx, ctx.contract.operation("fork_project")).thing().id
    return None


def _expect_switched_on(what: str, scope: Exchange) -> None:
    expect_status(200, f"The job token scope of a new {what} cannot be read.", scope)
    expect(
        scope.response.object().get("inbound_enabled") is True,
        f"The allowlist of a new {what} is not switched on.",
        expected="inbound_enabled true",
        seen=told(scope),
        exchanges=[scope],
    )


@laws.law("AUTH-22", requests=1, needs=("token", "job_token", "sandbox"))
def public_projects_need_not_list(ctx: Context, operation: Operation) -> None:
    """Read in a public project of the run, which lists itself alone, with a job token of another project."""
    home, public = job_home(ctx).project, ctx.sandbox.public_project()
    if str(public.id) == str(home):
        msg = "The job of DATAOPS_JOB_TOKEN runs in the run's own project; give the token of another project's job."
        raise NotTested(msg)
    exchange = visit(ctx, operation, public.id)
    summary = f"{operation.id} of a public project refuses a job token that is not listed."
    expect_served(ctx, operation, summary, exchange)
