"""Valid, fresh bodies: required fields, those that the description asks for, and drawn optional ones."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from dataops_spec import Operation
from hypothesis import strategies as st

from dataops_conformance.exchange import JsonObject, JsonValue
from dataops_conformance.law import NotTested
from dataops_conformance.sandbox.semantics import WANTED, Pin, rule_for
from dataops_conformance.sandbox.strategies import values_of

if TYPE_CHECKING:
    from dataops_conformance.context import Context
    from dataops_conformance.sandbox.sandbox import Sandbox

_MOST_OPTIONAL = 4


def required_fields(schema: JsonObject) -> tuple[str, ...]:
    """Return the names of the fields that a body must have."""
    required = schema.get("required")
    return tuple(name for name in required if isinstance(name, str)) if isinstance(required, list) else ()


def fields_of(schema: JsonObject) -> dict[str, JsonValue]:
    """Return the fields of a body and their schemas."""
    properties = schema.get("properties")
    return properties if isinstance(properties, dict) else {}


def build_body(context: Context, sandbox: Sandbox, operation: Operation, extra: Collection[str] = ()) -> JsonObject:
    """Return a valid body with the required and the wanted fields, and those of `extra`; fresh where it must be."""
    schema = context.contract.body_schema(operation)
    if schema is None:
        return {}
    fields = fields_of(schema)
    body: JsonObject = {}
    required = required_fields(schema)
    for name in dict.fromkeys((*required, *WANTED.get(operation.id, ()), *extra)):
        value = _value(context, sandbox, operation, name, fields.get(name, {}))
        if value is not Pin.OMIT:
            body[name] = value
        elif name in required:
            msg = f"The field {name} of {operation.id} is required and has no fit value here."
            raise NotTested(msg)
    # The path follows the name, so that both together say one thing.
    if "name" in body and "path" in body:
        body["path"] = body["name"]
    return body


def draw_optional(context: Context, operation: Operation) -> tuple[str, ...]:
    """Return a few optional fields of the operation's body, drawn."""
    schema = context.contract.body_schema(operation)
    if schema is None:
        return ()
    known = (*required_fields(schema), *WANTED.get(operation.id, ()))
    free = [name for name in fields_of(schema) if name not in known and rule_for(operation.id, name) is not Pin.OMIT]
    if not free:
        return ()
    chosen = st.lists(st.sampled_from(free), min_size=1, max_size=_MOST_OPTIONAL, unique=True)
    return tuple(context.draw(chosen, f"optional fields of {operation.id}"))


def _value(context: Context, sandbox: Sandbox, operation: Operation, name: str, schema: JsonValue) -> JsonValue | Pin:
    rule = rule_for(operation.id, name)
    if isinstance(rule, Pin):
        return rule
    if rule is not None:
        return rule(sandbox)
    return context.draw(values_of(schema, context.contract.resolve), f"{operation.id}.{name}")
