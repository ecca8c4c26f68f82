"""Pipelines are made, retried, and found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from dataops_mock.errors import RuleBroken
from dataops_mock.world import progress
from dataops_mock.world.entities import Job, JobSpec, Pipeline, PipelineVariable, Project, User
from dataops_mock.world.pipeline_file import PipelineFile, PipelineFileError, parse_pipeline_file
from dataops_mock.world.repository import Commit
from dataops_mock.world.world import World

_FILE_VARIABLE = "_PIPELINE_FILE_NAME"
_USUAL_FILES = ("full-ci.yml", ".gitlab-ci.yml")


def start_pipeline(
    world: World,
    project: Project,
    ref: str,
    user: User,
    source: str,
    variables: Sequence[PipelineVariable] = (),
) -> Pipeline:
    """Start a pipeline on a branch or tag with the jobs of its pipeline file.

    The file is the one that the variable `_PIPELINE_FILE_NAME` names, else the project's `ci_config_path`, else
    `full-ci.yml` or `.gitlab-ci.yml`. Raises `RuleBroken` if the ref or the file is not there or describes no job.
    """
    repository = project.repository
    tip = repository.tip(ref)
    if tip is None:
        raise RuleBroken({"base": ["Reference not found"]})
    described = _pipeline_file(project, repository.commits[tip], variables)
    now = world.now()
    project.last_pipeline_iid += 1
    name = ref.removeprefix("refs/heads/").removeprefix("refs/tags/")
    pipeline = Pipeline(
        id=world.next_id("pipeline"),
        iid=project.last_pipeline_iid,
        project_id=project.id,
        sha=tip,
        ref=name,
        tag=ref.startswith("refs/tags/") or name not in repository.branches,
        source=source,
        user_id=user.id,
        created_at=now,
        updated_at=now,
        name=described.name,
        variables=tuple(variables),
    )
    project.pipelines[pipeline.id] = pipeline
    for spec in described.jobs:
        _add_job(world, project, pipeline, spec, user, now)
    progress.move_pipeline(project, pipeline, now)
    project.last_activity_at = max(project.last_activity_at, now)
    return pipeline


def _add_job(world: World, project: Project, pipeline: Pipeline, spec: JobSpec, user: User, now: datetime) -> Job:
    job_id = world.next_id("job")
    waits, runs = progress.spans(job_id, spec)
    job = Job(
        id=job_id,
        project_id=project.id,
        pipeline_id=pipeline.id,
        spec=spec,
        user_id=user.id,
        secret=world.new_secret("glcbt-64_"),
        created_at=now,
        waits=waits,
        runs=runs,
    )
    project.jobs[job_id] = job
    pipeline.job_ids.append(job_id)
    world.keep_secret(job)
    return job


def retry_pipeline(world: World, project: Project, pipeline: Pipeline, user: User) -> None:
    """Run the failed and canceled jobs of a pipeline again, each as a new job, and then those that were skipped."""
    now = world.now()
    progress.move_pipeline(project, pipeline, now)
    for job in progress.live_jobs(project, pipeline):
        if job.status in {"failed", "canceled"}:
            job.retried = True
            again = _add_job(world, project, pipeline, job.spec, user, now)
            again.played = job.played or (job.spec.manual and job.queued_at is not None)
        elif job.status == "skipped":
            job.pinned = False
            progress.put_job(job, "created", now)
    progress.move_pipeline(project, pipeline, now)
    pipeline.updated_at = max(pipeline.updated_at, now)


def latest_pipeline(project: Project, ref: str) -> Pipeline | None:
    """Find the newest pipeline for the newest commit of a branch or tag; None if there is none."""
    tip = project.repository.tip(ref)
    return max(
        (each for each in project.pipelines.values() if each.ref == ref and each.sha == tip),
        key=lambda each: each.id,
        default=None,
    )


def _pipeline_file(project: Project, commit: Commit, variables: Sequence[PipelineVariable]) -> PipelineFile:
    chosen = next((each.value for each in variables if each.key == _FILE_VARIABLE), None)
    configured = project.settings.get("ci_config_path")
    names = (chosen,) if chosen else (configured,) if isinstance(configured, str) and configured else _USUAL_FILES
    entry = next((commit.tree[name] for name in names if name in commit.tree), None)
    if entry is None:
        raise RuleBroken({"base": ["Missing CI config file"]})
    try:
        return parse_pipeline_file(project.repository.blobs[entry.blob_id])
    except PipelineFileError as error:
        raise RuleBroken({"base": [str(error)]}) from error
