"""Pipelines, jobs, triggers and schedules."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from dataops_mock.call import Call, JsonObject, JsonValue
from dataops_mock.present import urls
from dataops_mock.present.repository import commit
from dataops_mock.present.users import known_user
from dataops_mock.world.artifacts import archive, artifacts_expire_at, has_artifacts, trace
from dataops_mock.world.cron import next_run
from dataops_mock.world.entities import Job, Pipeline, PipelineVariable, Project, Schedule, Trigger
from dataops_mock.world.times import iso, iso_or_none

_SHOWN_OF_A_TRIGGER = 4


def pipeline_summary(call: Call, project: Project, one: Pipeline) -> dict[str, JsonValue]:
    """Present a pipeline as a list bears it."""
    return {
        "id": one.id,
        "iid": one.iid,
        "project_id": one.project_id,
        "name": one.name,
        "sha": one.sha,
        "ref": one.ref,
        "status": one.status,
        "source": one.source,
        "created_at": iso(one.created_at),
        "updated_at": iso(one.updated_at),
        "web_url": urls.page(call, f"{call.world.full_path(project)}/-/pipelines/{one.id}"),
    }


def pipeline(call: Call, project: Project, one: Pipeline) -> JsonObject:
    """Present a pipeline in full."""
    words = one.status.replace("_", " ")
    label = "passed" if one.status == "success" else words
    return {
        **pipeline_summary(call, project, one),
        "before_sha": one.before_sha,
        "tag": one.tag,
        "yaml_errors": None,
        "user": known_user(call, one.user_id),
        "started_at": iso_or_none(one.started_at),
        "finished_at": iso_or_none(one.finished_at),
        "committed_at": None,
        "duration": _whole_seconds(one.started_at, one.finished_at),
        "queued_duration": _whole_seconds(one.created_at, one.started_at),
        "coverage": None,
        "detailed_status": {
            "icon": f"status_{one.status}",
            "text": words.capitalize(),
            "label": label,
            "group": one.status.replace("_", "-"),
            "tooltip": label,
            "has_details": True,
            "details_path": f"/{call.world.full_path(project)}/-/pipelines/{one.id}",
            "favicon": f"/assets/ci_favicons/favicon_status_{one.status}.png",
        },
    }


def pipeline_variables(variables: Iterable[PipelineVariable]) -> list[JsonObject]:
    """Present the variables of a pipeline or a schedule."""
    return [
        {"key": each.key, "value": each.value, "variable_type": each.variable_type, "raw": False} for each in variables
    ]


def job(call: Call, project: Project, one: Job) -> JsonObject:
    """Present a job."""
    run = project.pipelines[one.pipeline_id]
    sha = project.repository.commits.get(run.sha)
    expires = artifacts_expire_at(one)
    shown: dict[str, JsonValue] = {
        "id": one.id,
        "status": one.status,
        "stage": one.spec.stage,
        "name": one.spec.name,
        "ref": run.ref,
        "tag": run.tag,
        "coverage": None,
        "allow_failure": one.spec.allow_failure,
        "created_at": iso(one.created_at),
        "started_at": iso_or_none(one.started_at),
        "finished_at": iso_or_none(one.finished_at),
        "erased_at": None,
        "duration": _seconds(one.started_at, one.finished_at),
        "queued_duration": _seconds(one.queued_at, one.started_at),
        "user": known_user(call, one.user_id),
        "commit": None if sha is None else commit(call, project, sha),
        "pipeline": pipeline_summary(call, project, run),
        "web_url": urls.page(call, f"{call.world.full_path(project)}/-/jobs/{one.id}"),
        "project": {"ci_job_token_scope_enabled": False},
        "artifacts": _artifacts(call, project, one),
        "artifacts_expire_at": iso_or_none(expires),
        "archived": False,
        "tag_list": list(one.spec.tags),
        "runner": None if one.started_at is None else _RUNNER,
    }
    if one.failure_reason is not None:
        shown["failure_reason"] = one.failure_reason
    if has_artifacts(one):
        shown["artifacts_file"] = {"filename": f"{one.spec.artifacts_name}.zip", "size": len(archive(project, one))}
    return shown


def trigger(call: Call, one: Trigger, *, whole: bool = False) -> JsonObject:
    """Present a trigger, its token `whole` in the answer that creates it."""
    return {
        "id": one.id,
        "token": one.secret if whole else one.secret[:_SHOWN_OF_A_TRIGGER],
        "description": one.description,
        "created_at": iso(one.created_at),
        "updated_at": iso(one.updated_at),
        "last_used": iso_or_none(one.last_used),
        "expires_at": None,
        "owner": known_user(call, one.owner_id),
    }


def schedule_summary(call: Call, one: Schedule) -> dict[str, JsonValue]:
    """Present a schedule as a list bears it."""
    return {
        "id": one.id,
        "description": one.description,
        "ref": one.ref,
        "cron": one.cron,
        "cron_timezone": one.cron_timezone,
        "next_run_at": iso_or_none(next_run(one.cron, one.cron_timezone, call.world.now())),
        "active": one.active,
        "created_at": iso(one.created_at),
        "updated_at": iso(one.updated_at),
        "owner": known_user(call, one.owner_id),
    }


def schedule(call: Call, project: Project, one: Schedule, *, variables: bool) -> JsonObject:
    """Present a schedule in full, with its `variables` for those who may see them."""
    last = None if one.last_pipeline_id is None else project.pipelines.get(one.last_pipeline_id)
    shown: dict[str, JsonValue] = {
        **schedule_summary(call, one),
        "last_pipeline": None if last is None else pipeline_summary(call, project, last),
    }
    if variables:
        shown["variables"] = pipeline_variables(one.variables)
    return shown


_RUNNER: JsonObject = {
    "id": 1,
    "description": "runner-1",
    "ip_address": None,
    "active": True,
    "paused": False,
    "is_shared": True,
    "runner_type": "instance_type",
    "name": "dataops-runner",
    "online": True,
    "created_at": None,
    "status": "online",
}


def _artifacts(call: Call, project: Project, one: Job) -> list[JsonValue]:
    found: list[JsonValue] = []
    if has_artifacts(one):
        size = len(archive(project, one))
        name = f"{one.spec.artifacts_name}.zip"
        found.append({"file_type": "archive", "size": size, "filename": name, "file_format": "zip"})
    if one.finished_at is not None and one.started_at is not None:
        size = len(trace(one, call.world.now()).encode(errors="surrogatepass"))
        found.append({"file_type": "trace", "size": size, "filename": "job.log", "file_format": None})
    return found


def _seconds(start: datetime | None, end: datetime | None) -> float | None:
    return None if start is None or end is None else (end - start).total_seconds()


def _whole_seconds(start: datetime | None, end: datetime | None) -> int | None:
    seconds = _seconds(start, end)
    return None if seconds is None else int(seconds)
