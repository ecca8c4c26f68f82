"""Bodies of which one thing breaks the schema, each naming what. Pure but for the fresh values of the sandbox."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from dataops_spec import Operation
from hypothesis import strategies as st

from dataops_conformance.context import Context
from dataops_conformance.exchange import JsonObject, JsonValue
from dataops_conformance.sandbox.bodies import fields_of, required_fields

Rule: TypeAlias = Literal["missing", "mistyped", "outside its enum"]
_WORDS = ("not-a-number", "abc", "twelve", "1x")


@dataclass(frozen=True, slots=True)
class Broken:
    """A body, the fields that break its schema, and the rule that they break."""

    rule: Rule
    fields: tuple[str, ...]
    body: JsonObject


def missing(context: Context, operation: Operation) -> Broken | None:
    """Return a body without some of its required fields, drawn; the field that is a credential stays."""
    schema = context.contract.body_schema(operation) or {}
    required = [name for name in required_fields(schema) if name != operation.credential_field]
    if not required:
        return None
    chosen = st.lists(st.sampled_from(required), min_size=1, max_size=len(required), unique=True)
    left_out = set(context.draw(chosen, f"missing fields of {operation.id}"))
    body = context.sandbox.body_for(operation)
    kept: JsonObject = {name: value for name, value in body.items() if name not in left_out}
    return Broken("missing", tuple(name for name in required if name in left_out), kept)


def mistyped(context: Context, operation: Operation) -> Broken | None:
    """Return a body with one field whose value is not of its type."""
    options = dict(_mistyped(context, operation))
    return _one(context, operation, "mistyped", options)


def outside(context: Context, operation: Operation) -> Broken | None:
    """Return a body with one field whose value its enum does not hold."""
    options = dict(_outside(context, operation))
    return _one(context, operation, "outside its enum", options)


def _one(context: Context, operation: Operation, rule: Rule, options: dict[str, JsonValue]) -> Broken | None:
    if not options:
        return None
    field = context.draw(st.sampled_from(sorted(options)), f"{rule} field of {operation.id}")
    return Broken(rule, (field,), {**context.sandbox.body_for(operation), field: options[field]})


def _mistyped(context: Context, operation: Operation) -> Iterator[tuple[str, JsonValue]]:
    word = context.draw(st.sampled_from(_WORDS), f"wrong word for {operation.id}")
    for name, field in fields_of(context.contract.body_schema(operation) or {}).items():
        schema = context.contract.resolve(field)
        if name == operation.credential_field or "enum" in schema:
            continue
        if _types(schema) & {"integer", "boolean", "number"}:
            yield name, word
        elif _types(schema) & {"array", "object"}:
            yield name, 7


def _outside(context: Context, operation: Operation) -> Iterator[tuple[str, JsonValue]]:
    for name, field in fields_of(context.contract.body_schema(operation) or {}).items():
        schema = context.contract.resolve(field)
        items = context.contract.resolve(schema.get("items"))
        if "enum" in schema:
            yield name, _foreign(schema)
        elif "enum" in items:
            yield name, [_foreign(items)]


def _types(schema: JsonObject) -> set[str]:
    kinds = schema.get("type")
    return {str(kind) for kind in kinds} if isinstance(kinds, list) else {str(kinds)}


def _foreign(schema: JsonObject) -> JsonValue:
    return 7 if "integer" in _types(schema) else "no-such-value"
