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

Rule: TypeAlias = Literal["missing", "mistyped", "outside its enum", "misdated", "joined"]
_WORDS = ("not-a-number", "abc", "twelve", "1x")


@dataclass(frozen=True, slots=True)
class Broken:
    """A body, the fields that break its schema, and the rule that they break."""

    rule: Rule
    fields: tuple[str, ...]
    body: JsonObject


def missing(context: Context, operation: Operation) -> Broken | None:
    """Return a body without some of its required fields, drawn once in the run; the field that is a credential stays.

    None where there is no such field.
    """
    return context.once(f"body of {operation.id} that misses fields", lambda: _missing(context, operation))


def mistyped(context: Context, operation: Operation) -> Broken | None:
    """Return a body with one field whose value is not of its type, drawn once in the run; None where none can be."""
    return context.once(
        f"mistyped body of {operation.id}",
        lambda: _one(context, operation, "mistyped", _mistyped_apart(context, operation)),
    )


def outside(context: Context, operation: Operation) -> Broken | None:
    """Return a body with a field whose value its enum does not hold, drawn once in the run; None where none can be."""
    return context.once(
        f"body of {operation.id} outside an enum",
        lambda: _one(context, operation, "outside its enum", dict(_outside(context, operation))),
    )


def joined(context: Context, operation: Operation) -> Broken | None:
    """Return a body that breaks each of the three rules at once; None where it could break but one.

    A field breaks one rule only: outside an enum before mistyped before missing.
    """
    found = [broken for negative in (outside, mistyped, missing) if (broken := negative(context, operation))]
    if len(found) < 2:
        return None
    body, fields = dict(found[-1].body), list[str]()
    if found[-1].rule == "missing":
        fields += found.pop().fields
    for broken in reversed(found):
        body |= {name: broken.body[name] for name in broken.fields}
        fields += broken.fields
    return Broken("joined", tuple(dict.fromkeys(fields)), body)


def complaints(broken: Broken) -> tuple[str, ...]:
    """Return what the API says of each field that breaks the rule."""
    words = {"missing": "is missing", "outside its enum": "does not have a valid value"}
    return tuple(f"{name} {words.get(broken.rule, 'is invalid')}" for name in broken.fields)


def misdated(context: Context, operation: Operation) -> Broken | None:
    """Return a body with one date that is none; None where the body takes no date."""
    return context.once(
        f"body of {operation.id} with a date that is none",
        lambda: _one(context, operation, "misdated", dict(_misdated(context, operation))),
    )


def _missing(context: Context, operation: Operation) -> Broken | None:
    schema = context.contract.body_schema(operation) or {}
    required = [name for name in required_fields(schema) if name != operation.credential_field]
    if not required:
        return None
    required = _others(required, mistyped(context, operation), outside(context, operation))
    chosen = st.lists(st.sampled_from(required), min_size=1, max_size=len(required), unique=True)
    left_out = set(context.draw(chosen, f"missing fields of {operation.id}"))
    body = context.sandbox.body_for(operation)
    kept: JsonObject = {name: value for name, value in body.items() if name not in left_out}
    return Broken("missing", tuple(name for name in required if name in left_out), kept)


def _mistyped_apart(context: Context, operation: Operation) -> dict[str, JsonValue]:
    options = dict(_mistyped(context, operation))
    return {name: options[name] for name in _others(list(options), outside(context, operation))}


def _others(names: list[str], *used: Broken | None) -> list[str]:
    """Return the names that break no other rule yet, so that one body can break all; every name where none is left."""
    taken = {name for broken in used if broken is not None for name in broken.fields}
    return [name for name in names if name not in taken] or names


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


def _misdated(context: Context, operation: Operation) -> Iterator[tuple[str, JsonValue]]:
    for name, field in fields_of(context.contract.body_schema(operation) or {}).items():
        if context.contract.resolve(field).get("format") in {"date", "date-time"}:
            yield name, "not a date"


def _types(schema: JsonObject) -> set[str]:
    kinds = schema.get("type")
    return {str(kind) for kind in kinds} if isinstance(kinds, list) else {str(kinds)}


def _foreign(schema: JsonObject) -> JsonValue:
    return 7 if "integer" in _types(schema) else "no-such-value"
