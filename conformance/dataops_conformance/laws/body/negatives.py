"""Bodies of which fields break the schema, each naming what. Pure but for the fresh values of the sandbox."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias
from zlib import crc32

from dataops_spec import Operation

from dataops_conformance.context import Context
from dataops_conformance.exchange import JsonObject, JsonValue
from dataops_conformance.sandbox.bodies import fields_of, required_fields

Rule: TypeAlias = Literal["missing", "mistyped", "outside its enum", "misdated"]
RULES: tuple[Rule, ...] = ("missing", "mistyped", "outside its enum", "misdated")
_WORDS = ("not-a-number", "abc", "twelve", "1x")
_SAID: Mapping[Rule, str] = {"missing": "is missing", "outside its enum": "does not have a valid value"}


@dataclass(frozen=True, slots=True)
class Broken:
    """A body, and by the name of each field that breaks its schema the rule that it breaks."""

    rules: Mapping[str, Rule]
    body: JsonObject

    @property
    def complaints(self) -> tuple[str, ...]:
        """What the API says of each field that breaks its rule."""
        return tuple(complaint(name, rule) for name, rule in self.rules.items())

    def fields(self, rule: Rule) -> tuple[str, ...]:
        """Return the fields that break this rule."""
        return tuple(name for name, broken in self.rules.items() if broken == rule)

    @property
    def label(self) -> str:
        """The rules and how many fields break each, or the one field."""
        counted = [(rule, self.fields(rule)) for rule in RULES]
        return " and ".join(f"{names[0] if len(names) == 1 else len(names)} {rule}" for rule, names in counted if names)

    def __str__(self) -> str:
        """Name each rule with its fields, and their values where they have one."""
        told = [f"{', '.join(names)} {rule}" for rule in RULES if (names := self.fields(rule))]
        sent = {name: self.body[name] for name in self.rules if name in self.body}
        return " and ".join(told) + (f" ({sent})" if sent else "")


def complaint(name: str, rule: Rule) -> str:
    """Return what the API says of a field that breaks a rule."""
    return f"{name} {_SAID.get(rule, 'is invalid')}"


def breakable(context: Context, operation: Operation, rule: Rule) -> tuple[str, ...]:
    """Return the fields of the operation's body that can break a rule; the one that is a credential never does."""
    return tuple(_wrong(context, operation)[rule])


def broken_whole(context: Context, operation: Operation) -> Broken | None:
    """Return a body of which every field that can break its schema does, made once in the run; None where none can.

    A field breaks one rule only: outside an enum before mistyped before no date before missing.
    """
    return context.once(f"broken body of {operation.id}", lambda: _whole(context, operation))


def broken_alone(context: Context, operation: Operation, name: str, rule: Rule) -> Broken:
    """Return a valid body but for the one field."""
    wrong = _wrong(context, operation)[rule]
    body = context.sandbox.body_for(operation)
    if rule == "missing":
        return Broken({name: rule}, {field: value for field, value in body.items() if field != name})
    return Broken({name: rule}, {**body, name: wrong[name]})


def missing_together(context: Context, operation: Operation, names: Sequence[str]) -> Broken:
    """Return a valid body but for required fields that are missing, and whose absence breaks nothing else."""
    body = context.sandbox.body_for(operation)
    return Broken(dict.fromkeys(names, "missing"), {name: value for name, value in body.items() if name not in names})


def _whole(context: Context, operation: Operation) -> Broken | None:
    wrong = _wrong(context, operation)
    rules: dict[str, Rule] = {}
    for rule in ("missing", "misdated", "mistyped", "outside its enum"):
        rules |= dict.fromkeys(wrong[rule], rule)
    if not rules:
        return None
    body = dict(context.sandbox.body_for(operation))
    for name, rule in rules.items():
        body.pop(name, None)
        if rule != "missing":
            body[name] = wrong[rule][name]
    return Broken(rules, body)


def _wrong(context: Context, operation: Operation) -> Mapping[Rule, Mapping[str, JsonValue]]:
    """Return by rule the fields that can break it and how; a field that is missing has no value."""
    schema = context.contract.body_schema(operation) or {}
    required = {name: None for name in required_fields(schema) if name != operation.credential_field}
    return {
        "missing": required,
        "mistyped": dict(_mistyped(context, operation)),
        "outside its enum": dict(_outside(context, operation)),
        "misdated": dict(_misdated(context, operation)),
    }


def _mistyped(context: Context, operation: Operation) -> Iterator[tuple[str, JsonValue]]:
    number = context.settings.seed + crc32(operation.id.encode())
    word = _WORDS[number % len(_WORDS)]
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
