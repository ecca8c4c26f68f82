"""Pipelines and jobs move by time, or on demand.

Nothing runs in the background: whoever reads a pipeline first brings it up to the present moment. Every change bears
the moment at which it was due, so that what is read does not depend on when it was read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final

from dataops_mock.world.entities import Job, JobSpec, Pipeline, Project
from dataops_mock.world.world import World

ENDED: Final = frozenset(("success", "failed", "canceled", "skipped"))
CANCELABLE: Final = frozenset(
    ("created", "waiting_for_resource", "preparing", "pending", "running", "manual", "scheduled")
)
_STILL: Final = ENDED | {"manual"}


def spans(job_id: int, spec: JobSpec) -> tuple[timedelta, timedelta]:
    """Return how long a job waits for a runner and how long it runs: 0.2 to 0.6 s, and 0.5 to 2 s and its sleeps."""
    draw = hashlib.sha256(f"{job_id} {spec.name}".encode(errors="surrogatepass")).digest()
    waits = timedelta(milliseconds=200 + draw[0] * 400 // 255)
    runs = timedelta(milliseconds=500 + draw[1] * 1500 // 255, seconds=spec.seconds)
    return waits, runs


def bring_up_to_date(world: World, project: Project) -> None:
    """Move all pipelines of a project to the present moment."""
    now = world.now()
    for pipeline_id in sorted(project.moving_pipeline_ids):
        move_pipeline(project, project.pipelines[pipeline_id], now)


def job_is_running(world: World, job: Job) -> bool:
    """Tell whether a job runs at this moment, which is how long its token is a credential."""
    project = world.projects.get(job.project_id)
    if project is None:
        return False
    bring_up_to_date(world, project)
    return job.status == "running"


def live_jobs(project: Project, pipeline: Pipeline) -> list[Job]:
    """Return the jobs of a pipeline without those that were retried, by stage."""
    jobs = (project.jobs[job_id] for job_id in pipeline.job_ids)
    return sorted((job for job in jobs if not job.retried), key=lambda job: (job.spec.stage_index, job.id))


def move_pipeline(project: Project, pipeline: Pipeline, now: datetime) -> None:
    """Move a pipeline and its jobs to this moment."""
    jobs = live_jobs(project, pipeline)
    gate: datetime | None = pipeline.created_at
    passed = True
    for _, stage in groupby(jobs, key=lambda job: job.spec.stage_index):
        group = list(stage)
        if gate is not None:
            for job in group:
                _move_job(job, gate, now, passed=passed)
        passed = passed and not any(_stops(job) for job in group)
        gate = _next_gate(gate, group)
    _derive(pipeline, jobs)
    if all(job.pinned or job.status in _STILL for job in jobs):
        project.moving_pipeline_ids.discard(pipeline.id)
    else:
        project.moving_pipeline_ids.add(pipeline.id)


def set_job_status(world: World, job_id: int, status: str) -> Job:
    """Put a job into a state; it stays there until it is put into another, canceled or retried.

    Raises `KeyError` if no project has the job.
    """
    project = next((project for project in world.projects.values() if job_id in project.jobs), None)
    if project is None:
        raise KeyError(job_id)
    job = project.jobs[job_id]
    now = world.now()
    put_job(job, status, now)
    job.pinned = True
    move_pipeline(project, project.pipelines[job.pipeline_id], now)
    return job


def put_job(job: Job, status: str, now: datetime) -> None:
    """Give a job a state, with the times and the reason that go with it."""
    job.status = status
    waiting = status in {"created", "manual", "skipped", "waiting_for_resource", "scheduled"}
    job.queued_at = None if waiting else job.queued_at or now
    job.started_at = None if waiting or status == "pending" else job.started_at or now
    job.finished_at = now if status in ENDED else None
    if status == "canceled" and job.started_at == now:
        job.started_at = None
    job.failure_reason = "script_failure" if status == "failed" else None
    job.archive = None


def cancel(project: Project, pipeline: Pipeline, now: datetime) -> None:
    """Cancel all jobs of a pipeline that have not ended; a pipeline that has ended stays as it is."""
    move_pipeline(project, pipeline, now)
    if pipeline.status in ENDED:
        return
    for job in live_jobs(project, pipeline):
        if job.status in CANCELABLE:
            put_job(job, "canceled", now)
            job.pinned = False
    move_pipeline(project, pipeline, now)
    pipeline.updated_at = max(pipeline.updated_at, now)


def play(project: Project, job: Job, now: datetime) -> None:
    """Let a job that waits to be started by hand wait for a runner."""
    job.played = True
    job.pinned = False
    put_job(job, "pending", now)
    move_pipeline(project, project.pipelines[job.pipeline_id], now)


def _move_job(job: Job, gate: datetime, now: datetime, *, passed: bool) -> None:
    """Move one job of a stage that began at `gate`, if what came before has `passed`."""
    if job.pinned:
        return
    due = max(gate, job.created_at)
    if job.status == "created" and due <= now:
        if not passed:
            job.status, job.finished_at = "skipped", due
        elif job.spec.manual and not job.played:
            job.status = "manual"
        else:
            job.status, job.queued_at = "pending", due
    if job.status == "pending" and job.queued_at is not None and job.queued_at + job.waits <= now:
        job.status, job.started_at = "running", job.queued_at + job.waits
    if job.status == "running" and job.started_at is not None and job.started_at + job.runs <= now:
        job.status = "failed" if job.spec.exit_code else "success"
        job.finished_at = job.started_at + job.runs
        job.failure_reason = "script_failure" if job.spec.exit_code else None


def _stops(job: Job) -> bool:
    """Tell whether a job keeps the stages after its own from running."""
    return job.status in {"failed", "canceled", "skipped"} and not job.spec.allow_failure


def _next_gate(gate: datetime | None, stage: Sequence[Job]) -> datetime | None:
    """Return the moment at which the next stage begins; None while this one has not ended."""
    if gate is None or any(
        job.status not in ENDED and not (job.status == "manual" and job.spec.allow_failure) for job in stage
    ):
        return None
    return max((job.finished_at for job in stage if job.finished_at is not None), default=gate)


def _derive(pipeline: Pipeline, jobs: Sequence[Job]) -> None:
    """Let a pipeline's status and times follow from its jobs."""
    status = pipeline_status(jobs)
    moments = [
        moment for job in jobs for moment in (job.queued_at, job.started_at, job.finished_at) if moment is not None
    ]
    pipeline.started_at = min((job.started_at for job in jobs if job.started_at is not None), default=None)
    pipeline.finished_at = max(moments, default=pipeline.created_at) if status in ENDED else None
    pipeline.updated_at = max([pipeline.updated_at, *moments])
    pipeline.status = status


def pipeline_status(jobs: Iterable[Job]) -> str:
    """Return the status of a pipeline with these jobs; what may fail or wait by hand does not count against it."""
    counted = {
        "success" if job.spec.allow_failure and job.status in {"failed", "canceled"} else job.status
        for job in jobs
        if not (job.status == "manual" and job.spec.allow_failure)
    }
    if len(counted) <= 1:
        return next(iter(counted), "skipped")
    if counted <= ENDED:
        return next(status for status in ("failed", "canceled", "success") if status in counted)
    if "running" in counted:
        return "running"
    if "pending" in counted:
        return "running" if counted & ENDED else "pending"
    return "manual" if "manual" in counted else "running"
