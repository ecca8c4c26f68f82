"""Faults in pipelines, schedules, forks and files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dataops_mock.call import Call, Content, Entity, Handler, JsonValue, Reply
from dataops_mock.errors import Refusal
from dataops_mock.faults.fault import Fault, on_handler
from dataops_mock.faults.store import on_copy
from dataops_mock.rules import Exchange
from dataops_mock.world.access import lookup_project

_FILE = "_PIPELINE_FILE_NAME"


def _retried(call: Call, handler: Handler, body: Mapping[str, JsonValue], *operations: str) -> Reply:
    """Call the handler; where it refuses with 400, call it again with other fields."""
    try:
        return handler(call)
    except Refusal as refusal:
        if refusal.status != 400 or call.operation.id not in operations:
            raise
        return handler(replace(call, body={**call.body, **body}))


def any_cron(_exchange: Exchange, call: Call, handler: Handler) -> Reply:
    """Run every day at one where a schedule is refused."""
    good: Mapping[str, JsonValue] = {"cron": "0 1 * * *", "cron_timezone": "UTC"}
    return _retried(call, handler, good, "create_pipeline_schedule", "update_pipeline_schedule")


def _inactive(_exchange: Exchange, call: Call, handler: Handler) -> Reply:
    if call.operation.id != "create_pipeline_schedule":
        return handler(call)
    return handler(replace(call, body={"active": False, **call.body}))


def _any_ref(_exchange: Exchange, call: Call, handler: Handler) -> Reply:
    project = lookup_project(call.world, call.path["id"]) if "id" in call.path else None
    default = "main" if project is None else project.repository.default_branch or "main"
    return _retried(call, handler, {"ref": default}, "create_pipeline", "trigger_pipeline", "create_branch")


def _source_api(_exchange: Exchange, call: Call, handler: Handler) -> Reply:
    reply = handler(call)
    if call.operation.id != "trigger_pipeline" or not isinstance(reply, Entity):
        return reply
    project, number = lookup_project(call.world, call.path["id"]), reply.data["id"]
    if project is not None and isinstance(number, int):
        project.pipelines[number].source = "api"
    return replace(reply, data={**reply.data, "source": "api"})


def _without_variables(_exchange: Exchange, call: Call, handler: Handler) -> Reply:
    if call.operation.id != "trigger_pipeline":
        return handler(call)
    return handler(replace(call, body={name: value for name, value in call.body.items() if name != "variables"}))


def _file_ignored(_exchange: Exchange, call: Call, handler: Handler) -> Reply:
    variables = call.body.get("variables")
    kept: JsonValue = variables
    if isinstance(variables, Mapping):
        kept = {name: value for name, value in variables.items() if name != _FILE}
    elif isinstance(variables, list):
        kept = [each for each in variables if not (isinstance(each, Mapping) and each.get("key") == _FILE)]
    return handler(call if variables is None else replace(call, body={**call.body, "variables": kept}))


def _no_parent(_exchange: Exchange, call: Call, handler: Handler) -> Reply:
    reply = handler(call)
    if call.operation.id != "fork_project" or not isinstance(reply, Entity):
        return reply
    number = reply.data["id"]
    if isinstance(number, int):
        call.world.projects[number].forked_from_id = None
    return replace(reply, data={name: value for name, value in reply.data.items() if name != "forked_from_project"})


def _one_line_more(_exchange: Exchange, call: Call, handler: Handler) -> Reply:
    reply = handler(call)
    raw = call.operation.id == "get_raw_file" and isinstance(reply, Content)
    return replace(reply, content=reply.content + b"\n") if raw and isinstance(reply, Content) else reply


CI_FAULTS: tuple[Fault, ...] = (
    Fault("bad-cron-taken", "RES-20", "A bad cron expression becomes another.", on_handler(any_cron)),
    Fault("schedule-inactive", "RES-21", "A new schedule is not active.", on_handler(_inactive)),
    Fault("missing-ref-taken", "RES-22", "A ref that does not exist becomes the default branch.", on_handler(_any_ref)),
    Fault("trigger-source-api", "RES-23", "A triggered pipeline has the source api.", on_handler(_source_api)),
    Fault("trigger-loses-variables", "RES-23", "A triggered pipeline lacks variables.", on_handler(_without_variables)),
    Fault("pipeline-file-ignored", "RES-24", "_PIPELINE_FILE_NAME selects nothing.", on_handler(_file_ignored)),
    Fault("play-starts-nothing", "RES-25", "A played schedule starts no pipeline.",
          on_copy(lambda call: call.operation.id == "play_pipeline_schedule")),
    Fault("cancel-changes-nothing", "RES-26", "A cancel is told and not made.",
          on_copy(lambda call: call.operation.id == "cancel_pipeline")),
    Fault("fork-without-parent", "RES-27", "A fork does not name its parent.", on_handler(_no_parent)),
    Fault("file-one-line-more", "RES-28", "A raw file ends with one line break more.", on_handler(_one_line_more)),
)  # fmt: skip
