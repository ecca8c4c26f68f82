"""Pipelines: where they start, what starts them, and how they end (RES-22, RES-23, RES-24, RES-26)."""

from __future__ import annotations

from collections.abc import Mapping

from dataops_spec import Operation

from dataops_conformance.context import Context
from dataops_conformance.exchange import Exchange, JsonObject, JsonValue
from dataops_conformance.law import Laws, Need, NotTested, expect
from dataops_conformance.laws.res.compare import covers
from dataops_conformance.laws.res.life import Life
from dataops_conformance.laws.telling import told
from dataops_conformance.sandbox.made import Made
from dataops_conformance.sandbox.pipeline_files import FILE_VARIABLE, OTHER_FILE, OTHER_FILE_JOB

laws = Laws()
_NEEDS: tuple[Need, ...] = ("token", "sandbox")
_ENDED = frozenset({"success", "failed", "canceled", "canceling", "skipped", "manual"})
_STOPPED = frozenset({"canceled", "canceling"})
_FINISHED = frozenset({"success", "failed", "skipped"})


@laws.law("RES-22", requests=1, needs=_NEEDS)
def a_ref_that_does_not_exist_is_refused(context: Context, operation: Operation) -> None:
    """Name a ref that does not exist in an otherwise valid request; the answer is 400."""
    missing = context.sandbox.names.fresh("no-such-ref")
    body: JsonObject = {**context.sandbox.body_for(operation), "ref": missing}
    exchange = context.send(operation, path=context.sandbox.path_values(operation), body=body)
    expect(
        exchange.response.status == 400,
        f"{operation.id} did not refuse the ref {missing}, which does not exist.",
        expected="status 400",
        seen=told(exchange),
        exchanges=[exchange],
    )


@laws.law("RES-23", requests=1, needs=_NEEDS)
def a_triggered_pipeline_says_so(context: Context, operation: Operation) -> None:
    """Trigger a pipeline with variables; its source is `trigger`, its ref the one named, and it lists them."""
    life = Life.of(context, operation)
    made, body = life.thing(), life.created().sent
    told_so = {"source": made.data.get("source"), "ref": made.data.get("ref")}
    expect(
        told_so == {"source": "trigger", "ref": body["ref"]},
        "A triggered pipeline does not say so, or is on another ref.",
        expected=f"source: trigger, ref: {body['ref']}",
        seen=f"source: {told_so['source']}, ref: {told_so['ref']}",
        exchanges=[made.exchange],
    )
    listed = context.once(
        "variables of a triggered pipeline", lambda: context.send("list_pipeline_variables", path=made.values)
    )
    seen = variables_in(listed)
    expect(
        covers(body["variables"], seen),
        "A triggered pipeline has not the variables that were sent.",
        expected=str(body["variables"]),
        seen=str(seen),
        exchanges=[made.exchange, listed],
    )


@laws.law("RES-24", requests=1, needs=_NEEDS)
def the_pipeline_file_can_be_chosen(context: Context, operation: Operation) -> None:
    """Start a pipeline with `_PIPELINE_FILE_NAME` in a project of the run's own, which has such a file; its jobs are
    those of the file that it names.
    """
    made = Life.of(context, operation).thing()
    if not context.sandbox.pipeline_files():
        msg = f"The project {context.sandbox.project().id}, which was found, has not the suite's pipeline files."
        raise NotTested(msg)
    listed = context.send("list_pipeline_jobs", path=made.values)
    names = [str(job.get("name")) for job in _objects(listed)]
    expect(
        OTHER_FILE_JOB in names,
        f"A pipeline with {FILE_VARIABLE}={OTHER_FILE} has not the jobs of that file.",
        expected=f"a job {OTHER_FILE_JOB}",
        seen=", ".join(names) or "no job",
        exchanges=[made.exchange, listed],
    )


@laws.law("RES-26", requests=3, needs=_NEEDS)
def a_canceled_pipeline_and_its_jobs_end(context: Context, operation: Operation) -> None:
    """Cancel a new pipeline; it and its unfinished jobs are canceled or canceling; a retry makes it run again, as its
    jobs show.
    """
    made, canceled, listed = _canceled(context)
    if operation.id == "cancel_pipeline":
        _jobs_ended(canceled, listed)
        return
    retried = context.once("retry of a canceled pipeline", lambda: context.send(operation, path=made.values))
    status = retried.response.object().get("status")
    expect(
        retried.response.status == 201 and status not in {"canceled", "canceling"},
        "A retry did not make a canceled pipeline run again.",
        expected="201 and a state other than canceled",
        seen=told(retried),
        exchanges=[canceled, retried],
    )
    _jobs_run_again(context, made, listed, retried)


def _jobs_run_again(context: Context, made: Made, before: Exchange, retried: Exchange) -> None:
    """Raise Violation where every job that was canceled still is: those that are run again are jobs of their own."""
    stopped = [job.get("id") for job in _objects(before) if job.get("status") in _STOPPED]
    after = context.once("jobs of a retried pipeline", lambda: context.send("list_pipeline_jobs", path=made.values))
    still = [job for job in _objects(after) if job.get("id") in stopped and job.get("status") in _STOPPED]
    known = [job.get("id") for job in _objects(before)]
    others = [job for job in _objects(after) if job.get("id") not in known]
    expect(
        not stopped or bool(others) or len(still) < len(stopped),
        "A retry was answered as one, and no job of the pipeline runs again.",
        expected="a job other than canceled",
        seen=", ".join(f"{job.get('name')}: {job.get('status')}" for job in still),
        exchanges=[before, retried, after],
    )


def variables_in(listed: Exchange) -> dict[str, JsonValue]:
    """Return the variables that a listing shows, key to value."""
    return {str(item.get("key")): item.get("value") for item in _objects(listed)}


def _canceled(context: Context) -> tuple[Made, Exchange, Exchange]:
    made = context.once("a pipeline to cancel", lambda: context.sandbox.make("create_pipeline"))
    canceled = context.once("cancellation of a pipeline", lambda: context.send("cancel_pipeline", path=made.values))
    # Before a retry runs them again.
    listed = context.once("jobs of a canceled pipeline", lambda: context.send("list_pipeline_jobs", path=made.values))
    state = canceled.response.object().get("status")
    if canceled.response.status < 300 and state in _FINISHED:
        msg = "The pipeline had finished before it could be canceled."
        raise NotTested(msg)
    expect(
        canceled.response.status in context.contract.success_statuses(context.contract.operation("cancel_pipeline"))
        and state in {"canceled", "canceling"},
        "A pipeline that was canceled does not say so.",
        expected="200 and the state canceled or canceling",
        seen=told(canceled),
        exchanges=[made.exchange, canceled],
    )
    return made, canceled, listed


def _jobs_ended(canceled: Exchange, listed: Exchange) -> None:
    running = [f"{job.get('name')}: {job.get('status')}" for job in _objects(listed) if job.get("status") not in _ENDED]
    expect(
        not running,
        "Jobs of a canceled pipeline go on.",
        expected="every job ended, canceled or canceling",
        seen=", ".join(running),
        exchanges=[canceled, listed],
    )


def _objects(exchange: Exchange) -> list[Mapping[str, JsonValue]]:
    return [item for item in exchange.response.items() if isinstance(item, dict)]
