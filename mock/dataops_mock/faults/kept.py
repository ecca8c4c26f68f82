"""Faults in what single changes leave behind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dataops_mock.call import Call, Entity, Handler, JsonValue, Reply
from dataops_mock.errors import RuleBroken
from dataops_mock.faults.fault import Fault, on_call, on_entity, on_handler
from dataops_mock.faults.store import on_copy
from dataops_mock.faults.strike import struck
from dataops_mock.rules import Exchange
from dataops_mock.world.access import lookup_project


def _deletes(call: Call) -> bool:
    return call.operation.method == "DELETE"


def _posts(call: Call) -> bool:
    return call.operation.method == "POST"


def _as_it_was(_exchange: Exchange, call: Call, handler: Handler) -> Reply:
    before = handler(replace(call, body={}))
    handler(call)
    return before


def _undescribed(_call: Call, data: dict[str, JsonValue]) -> Mapping[str, JsonValue]:
    return {**data, "description": ""}


def _expiry_untold(_call: Call, data: dict[str, JsonValue]) -> Mapping[str, JsonValue]:
    return {**data, "expires_at": None}


def _cut(call: Call) -> Call:
    value = call.body.get("value")
    return replace(call, body={**call.body, "value": value[:32]}) if isinstance(value, str) else call


def _wiped(_exchange: Exchange, call: Call, handler: Handler) -> Reply:
    reply = handler(call)
    project = lookup_project(call.world, call.path["id"])
    if project is not None:
        project.description = project.description if "description" in call.body else None
    return replace(reply, data={**reply.data, "description": None}) if isinstance(reply, Entity) else reply


def _scope_checked(_exchange: Exchange, call: Call, handler: Handler) -> Reply:
    if call.body.get("raw") is True:
        raise RuleBroken({"raw": ["is not supported"]})
    return handler(call)


FAULTS: tuple[Fault, ...] = (
    struck("group-created-without-description", "RES-01", "create_group",
           "The answer to a new group lacks its description.", on_entity(_undescribed)),
    struck("schedule-created-without-description", "RES-01", "create_pipeline_schedule",
           "The answer to a new schedule lacks its description.", on_entity(_undescribed)),
    struck("group-change-answers-what-was", "RES-02", "update_group", "A change of a group answers what it was before.",
           on_handler(_as_it_was)),
    struck("member-change-without-expiry", "RES-02", "update_project_member",
           "The answer to a changed member lacks the day it ends.", on_entity(_expiry_untold)),
    struck("variable-cut-at-32", "BODY-01", "create_project_variable", "A variable's value is cut after 32 letters.",
           on_call(_cut)),
    struck("project-update-wipes-description", "BODY-18", "update_project",
           "A PUT of a project wipes the description that it does not name.", on_handler(_wiped)),
    Fault("creation-not-kept", "RES-04", "A POST is told and not made.", on_copy(_posts)),
    Fault("deletion-does-nothing", "RES-06", "A DELETE is told and not made.", on_copy(_deletes)),
    struck("raw-variable-refused", "SPEC-05", "create_project_variable", "A variable that is raw gets 400.",
           on_handler(_scope_checked)),
)  # fmt: skip
