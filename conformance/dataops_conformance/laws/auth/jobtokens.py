"""What the token of a pipeline job opens, where it is no credential, and how long it lives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dataops_conformance.exchange import Exchange, JsonObject
from dataops_conformance.law import Blocked, Laws, NotTested, expect
from dataops_conformance.laws.auth.oddities import odd_job
from dataops_conformance.laws.auth.probes import (
    ask,
    expect_status,
    expect_unknown,
    is_even,
    is_unauthorized,
    opened_by_jobs,
)
from dataops_conformance.laws.auth.strangers import AFTER_STRANGERS, FINISHED_JOB, turned_away_with
from dataops_conformance.laws.telling import told

if TYPE_CHECKING:
    from dataops_spec import Operation

    from dataops_conformance.context import Context

laws = Laws()


@dataclass(frozen=True, slots=True)
class JobHome:
    """The project of the job whose token the run was given, and the job as GET /job answers it."""

    project: int
    exchange: Exchange


def job_home(ctx: Context) -> JobHome:
    """Return the project of the job of DATAOPS_JOB_TOKEN; once in the run."""
    return ctx.once("the job of DATAOPS_JOB_TOKEN", lambda: _job_home(ctx))


def _current_job(ctx: Context) -> Exchange:
    return ctx.once(
        "GET /job by DATAOPS_JOB_TOKEN", lambda: ctx.send("get_current_job", credential=ctx.credential("job_token"))
    )


def _job_home(ctx: Context) -> JobHome:
    exchange = _current_job(ctx)
    pipeline = exchange.response.object().get("pipeline")
    project = pipeline.get("project_id") if isinstance(pipeline, dict) else None
    if exchange.response.status == 401:
        msg = "The server knows no running job by DATAOPS_JOB_TOKEN; give the token of a job that runs now."
        raise NotTested(msg)
    if exchange.response.status != 200 or not isinstance(project, int):
        msg = f"GET /job does not tell the job's project: {told(exchange)}."
        raise Blocked(msg)
    return JobHome(project, exchange)


@laws.law("AUTH-15", requests=1, needs=("token", "job_token"))
def job_tokens_open_what_takes_them(ctx: Context, operation: Operation) -> None:
    """Read with the job token in `JOB-TOKEN` in the job's own project what the personal token reads there."""
    if operation.id == "get_current_job":
        expect_status(200, "GET /job does not answer DATAOPS_JOB_TOKEN, the token of a running job.", _current_job(ctx))
        return
    home = job_home(ctx)
    exchange = visit(ctx, operation, home.project)
    expect_served(
        ctx, operation, f"{operation.id} does not answer a job token in the job's own project.", home.exchange, exchange
    )


def visit(ctx: Context, operation: Operation, project: int | str) -> Exchange:
    """Read in the project with DATAOPS_JOB_TOKEN; raise NotTested where it has no job with artifacts to read."""
    return ctx.send(operation, path=_place(ctx, operation, project), credential=ctx.credential("job_token"))


def expect_served(ctx: Context, operation: Operation, summary: str, *exchanges: Exchange) -> None:
    """Raise Violation unless the last of the exchanges, by a job token, is answered 200.

    Raises NotTested where the personal token is not answered so either.
    """
    require_readable(ctx, operation, exchanges[-1])
    expect_status(200, summary, *exchanges)


def require_readable(ctx: Context, operation: Operation, visited: Exchange) -> None:
    """Raise NotTested unless what a job token asked for can be read: by the token itself, or by the personal one."""
    if visited.response.status == 200:
        return
    path = visited.request.path
    plain = ctx.once(f"{path} by the personal token", lambda: ctx.send(operation, raw_path=path))
    if plain.response.status != 200:
        msg = f"{path} answers the personal token {plain.response.status}, too."
        raise NotTested(msg)


def _place(ctx: Context, operation: Operation, project: int | str) -> Mapping[str, str | int]:
    path: dict[str, str | int] = {"id": project}
    if "job_id" in _names(operation):
        path["job_id"] = ctx.once(f"a job with artifacts in {project}", lambda: _job_with_artifacts(ctx, project))
    if "file_path" in _names(operation):
        path["file_path"] = "README.md"
    return path


def _names(operation: Operation) -> set[str]:
    return {parameter.name for parameter in operation.path_parameters}


def _job_with_artifacts(ctx: Context, project: int | str) -> int:
    listed = ctx.send("list_project_jobs", path={"id": project}, query={"scope[]": ["success"], "per_page": 100})
    for job in listed.response.items():
        if isinstance(job, dict) and _has_artifacts(job) and isinstance(identifier := job.get("id"), int):
            return identifier
    msg = f"No job of the project {project} has artifacts that the user of DATAOPS_TOKEN may see."
    raise NotTested(msg)


def _has_artifacts(job: JsonObject) -> bool:
    return isinstance(job.get("artifacts_file"), dict)


@laws.law("AUTH-16", requests=1, needs=("job_token",), risk=opened_by_jobs)
def job_tokens_open_nothing_else(ctx: Context, operation: Operation) -> None:
    """Read with the job token in `JOB-TOKEN` what is there, a list by a page that is no number and, where that is not
    answered 401, plainly; send a valid write with it to what does not exist.
    """
    job_home(ctx)
    if not operation.takes_token:
        msg = f"{operation.id} takes no credential in a header."
        raise NotTested(msg)
    if operation.is_paginated and (odd := odd_job(ctx, operation)) is not None and is_unauthorized(odd.exchange):
        return
    by_path = is_even(ctx, operation)
    exchange = ask(ctx, operation, ctx.credential("job_token"), by_path=by_path)
    expect_unknown(operation, "with a job token", exchange)


@laws.law("AUTH-17", requests=1, needs=("finished_job_token",), order=AFTER_STRANGERS)
def job_tokens_die_with_their_job(ctx: Context, operation: Operation) -> None:
    """Send a request with the token in DATAOPS_FINISHED_JOB_TOKEN, whose job has ended; see how it was answered where
    other rules sent it.
    """
    token = ctx.credential("finished_job_token")
    current = ctx.once("GET /job of a job that has ended", lambda: ctx.send("get_current_job", credential=token))
    exchange = current if operation.id == "get_current_job" else ask(ctx, operation, token)
    for place, seen in [(operation, exchange), *_turned_away(ctx)]:
        expect(
            seen.response.status == 401,
            f"{place.id} takes the token of a job that has ended.",
            expected=401,
            seen=told(seen),
            exchanges=[seen],
        )


def _turned_away(ctx: Context) -> list[tuple[Operation, Exchange]]:
    return [(operation, met.exchange) for operation, met in turned_away_with(ctx, FINISHED_JOB)]
