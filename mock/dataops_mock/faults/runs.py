"""Faults in single fields of pipelines, schedules, forks and files."""

from __future__ import annotations

import hashlib
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from dataclasses import replace

from dataops_mock.call import Call, Handler, JsonValue, NoContent, Reply
from dataops_mock.errors import NotFound, Refusal, RuleBroken
from dataops_mock.faults.ci import any_cron
from dataops_mock.faults.fault import Fault, on_call, on_entity, on_handler, on_refusal
from dataops_mock.faults.store import on_copy
from dataops_mock.faults.strike import struck
from dataops_mock.rules import Exchange
from dataops_mock.world.access import lookup_project
from dataops_mock.world.repository import Repository

Data = dict[str, JsonValue]
Changed = Callable[[Call, Data], Mapping[str, JsonValue]]


def _field(name: str, value: JsonValue) -> Changed:
    return lambda _, data: {**data, name: value}


def _any_zone(exchange: Exchange, call: Call, handler: Handler) -> Reply:
    try:
        return handler(call)
    except RuleBroken as refusal:
        if "cron_timezone" not in str(refusal.body):
            raise
        return any_cron(exchange, replace(call, body={**call.body, "cron_timezone": "UTC"}), handler)


def _five_fields(call: Call) -> Call:
    cron = call.body.get("cron")
    return replace(call, body={**call.body, "cron": " ".join(cron.split()[:5])}) if isinstance(cron, str) else call


def _in_berlin(call: Call) -> Call:
    return replace(call, body={"cron_timezone": "Europe/Berlin", **call.body})


def _ref_not_found(_exchange: Exchange, refusal: Refusal) -> Refusal:
    wrong = refusal.status == 400 and "eference" in str(refusal.body)
    return NotFound("Reference") if wrong else refusal


def _default_ref(call: Call) -> Call:
    project = lookup_project(call.world, call.path["id"])
    known = project is not None and project.repository.resolve(str(call.body.get("ref"))) is not None
    default = project.repository.default_branch if known and project is not None else None
    return call if default is None else replace(call, body={**call.body, "ref": default})


def _newest_as(source: str) -> Callable[[Exchange, Call, Handler], Reply]:
    """Give the pipeline that a call starts another source."""

    def change(_exchange: Exchange, call: Call, handler: Handler) -> Reply:
        project = lookup_project(call.world, call.path["id"])
        if project is None:
            return handler(call)
        before = set(project.pipelines)
        reply = handler(call)
        for number in set(project.pipelines) - before:
            project.pipelines[number].source = source
        return reply

    return change


def _as_no_content(_exchange: Exchange, call: Call, handler: Handler) -> Reply:
    handler(call)
    return NoContent()


def _jobs_go_on(_exchange: Exchange, call: Call, handler: Handler) -> Reply:
    project, number = lookup_project(call.world, call.path["id"]), call.path["pipeline_id"]
    pipeline = project.pipelines.get(int(number)) if project is not None and number.isdecimal() else None
    jobs = [project.jobs[each] for each in pipeline.job_ids] if project is not None and pipeline is not None else []
    before = [(job, job.status, job.pinned) for job in jobs]
    reply = handler(call)
    for job, status, pinned in before:
        job.status, job.pinned = status, pinned
    return reply


def _without_files(call: Call, data: Data) -> Mapping[str, JsonValue]:
    number = data.get("id")
    if isinstance(number, int):
        call.world.projects[number].repository = Repository()
    return data


def _other_default(call: Call, data: Data) -> Mapping[str, JsonValue]:
    repository = call.world.projects[number].repository if isinstance(number := data.get("id"), int) else Repository()
    other = next((name for name in sorted(repository.branches) if name != repository.default_branch), None)
    if other is None:
        return data
    repository.default_branch = other
    return {**data, "default_branch": other}


def _encoded_size(_call: Call, data: Data) -> Mapping[str, JsonValue]:
    return {**data, "size": len(str(data.get("content", "")))}


def _hash_of_text(_call: Call, data: Data) -> Mapping[str, JsonValue]:
    return {**data, "content_sha256": hashlib.sha256(str(data.get("content", "")).encode()).hexdigest()}


def _line_breaks(_call: Call, data: Data) -> Mapping[str, JsonValue]:
    content = b64decode(str(data.get("content", "")))
    return {**data, "content": b64encode(content.replace(b"\n", b"\r\n")).decode()}


FAULTS: tuple[Fault, ...] = (
    struck("bad-zone-taken", "RES-20", "create_pipeline_schedule", "A time zone that is none becomes UTC.",
           on_handler(_any_zone)),
    struck("six-field-cron-cut", "RES-20", "create_pipeline_schedule",
           "A cron expression of six fields loses its sixth.", on_call(_five_fields)),
    struck("schedule-in-berlin", "RES-21", "create_pipeline_schedule", "A new schedule runs in Berlin's time.",
           on_call(_in_berlin)),
    struck("next-run-missing", "RES-21", "create_pipeline_schedule", "A new schedule has no next_run_at.",
           on_entity(_field("next_run_at", None))),
    struck("next-run-passed", "RES-21", "create_pipeline_schedule", "The next run of a new schedule has passed.",
           on_entity(_field("next_run_at", "2020-01-01T01:00:00.000Z"))),
    struck("missing-ref-not-found", "RES-22", "create_pipeline", "A pipeline on a ref that does not exist gets 404.",
           on_refusal(_ref_not_found)),
    struck("trigger-runs-default-branch", "RES-23", "trigger_pipeline",
           "A triggered pipeline runs on the default branch.", on_call(_default_ref)),
    struck("play-source-web", "RES-25", "play_pipeline_schedule", "A played schedule's pipeline has the source web.",
           on_handler(_newest_as("web"))),
    struck("play-without-message", "RES-25", "play_pipeline_schedule", "Playing a schedule answers 204.",
           on_handler(_as_no_content)),
    struck("cancel-leaves-jobs", "RES-26", "cancel_pipeline", "The jobs of a canceled pipeline go on.",
           on_handler(_jobs_go_on)),
    struck("retry-changes-nothing", "RES-26", "retry_pipeline", "A retry is told and not made.",
           on_copy(lambda _: True)),
    struck("fork-without-files", "RES-27", "fork_project", "A fork has no files.", on_entity(_without_files)),
    struck("fork-of-another-default", "RES-27", "fork_project", "A fork has another default branch than its parent.",
           on_entity(_other_default)),
    struck("file-size-encoded", "RES-28", "get_file", "The size of a file is that of its Base64.",
           on_entity(_encoded_size)),
    struck("file-hash-encoded", "RES-28", "get_file", "The hash of a file is that of its Base64.",
           on_entity(_hash_of_text)),
    struck("file-line-breaks-changed", "RES-28", "get_file", "The line breaks of a file become those of Windows.",
           on_entity(_line_breaks)),
)  # fmt: skip
