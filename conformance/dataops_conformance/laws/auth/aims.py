"""What a write that is to be refused for its scope alone may aim at: things of the run that it cannot harm."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dataops_conformance.law import Blocked, NotTested
from dataops_conformance.laws.auth.probes import ABSENT_ID
from dataops_conformance.sandbox.made import Made

if TYPE_CHECKING:
    from dataops_spec import Operation

    from dataops_conformance.context import Context
    from dataops_conformance.exchange import JsonValue

# A field of each change, sent as it stands; no other is sent.
UNCHANGED: Mapping[str, str] = {
    "update_project": "description",
    "update_group": "description",
    "update_project_variable": "value",
    "update_project_member": "access_level",
    "update_pipeline_schedule": "description",
}
# What is created beneath a project by naming something else, which does not exist.
_NAMING: Mapping[str, str] = {"add_project_member": "user_id", "add_to_job_token_allowlist": "target_project_id"}


@dataclass(frozen=True, slots=True)
class Aim:
    """Where a write goes, with which query, and the fields that it sends in place of the example's."""

    path: Mapping[str, str | int]
    query: Mapping[str, str] = field(default_factory=dict[str, str])
    fields: Mapping[str, JsonValue] = field(default_factory=dict[str, "JsonValue"])


def aim_at_own(ctx: Context, operation: Operation) -> Aim | None:
    """Return something of the run that exists, for a write that creates beneath it, leaves it as it is, or deletes what
    nobody asks for any more; None where the run has no such thing.
    """
    if operation.id in UNCHANGED:
        return _unchanged(ctx, operation)
    if operation.method == "DELETE":
        return _disposable(ctx, operation)
    return _beneath(ctx, operation)


def _beneath(ctx: Context, operation: Operation) -> Aim | None:
    names = [parameter.name for parameter in operation.path_parameters]
    is_beneath = names == ["id"] and (operation.id.startswith("create_") or operation.id in _NAMING)
    if not is_beneath and operation.id != "create_file":
        return None
    made = _own(ctx, "create_group" if operation.path.startswith("/groups/") else "create_project")
    if made is None:
        return None
    named: dict[str, JsonValue] = {_NAMING[operation.id]: ABSENT_ID} if operation.id in _NAMING else {}
    inside = {"file_path": "refused.txt"} if operation.id == "create_file" else {}
    return Aim({"id": made.id, **inside}, fields=named)


def _unchanged(ctx: Context, operation: Operation) -> Aim | None:
    resource = ctx.contract.resource_of(operation)
    made = None if resource is None else _own(ctx, resource.create.id)
    if made is None or resource is None:
        return None
    name = UNCHANGED[operation.id]
    read = () if resource.get is None else ctx.sandbox.seen.readings(resource.get, made.values, made.query)
    latest = read[-1].response.object() if read else made.data
    return Aim(made.values, made.query, {name: latest.get(name)})


def _own(ctx: Context, create: str) -> Made | None:
    try:
        made = ctx.sandbox.thing(create)
    except (NotTested, Blocked):
        return None
    return made if made.own else None


def _disposable(ctx: Context, operation: Operation) -> Aim | None:
    """Return the youngest thing that the run made and that is nobody's: neither deleted, nor kept by a law."""
    left = ctx.sandbox.leftovers.of(operation, (made.values for made in ctx.known(Made)))
    return None if left is None else Aim(left.path, left.query)
