"""What a change names: a valid body whose values are not those that a creation sends."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dataops_spec import Operation

from dataops_conformance.context import Context
from dataops_conformance.exchange import JsonObject, JsonValue

# Text that a column for a word or a name cuts off, and one of 255 bytes holds.
LONG_TEXT = f"one{' and another' * 16}"
# A new value for a field whose creation sends another; fields that are not here keep what `body_for` gives.
CHANGES: Mapping[str, tuple[JsonValue, ...]] = MappingProxyType({
    "description": tuple(f"Changed {count}: {LONG_TEXT}." for count in ("once", "twice", "thrice", "again")),
    "value": tuple(f"{value}: {LONG_TEXT}" for value in ("two", "three", "four", "five")),
    "content": ("select 2\n", "select 3\n", "select 4\n", "select 5\n"),
    "access_level": (20, 30, 20, 30),
    "cron": ("23 5 * * 2", "29 6 * * 3", "31 7 * * 4", "37 8 * * 5"),
    "topics": (["orders"], ["sales"], ["finance"], ["stock"]),
    "enabled": (False, True, False, True),
})  # fmt: skip
_ALSO: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "update_project": ("topics",),
        "update_project_member": ("expires_at",),
        "update_pipeline_schedule": ("cron",),
    }
)


def change_for(context: Context, operation: Operation, turn: int = 0) -> JsonObject:
    """Return the body of a change; each turn (0 to 3) names the same fields with other values."""
    body = context.sandbox.body_for(operation, extra=_ALSO.get(operation.id, ()))
    for name in body:
        if name in CHANGES:
            body[name] = CHANGES[name][turn]
    return body
