"""Find the types of what is sent: an alias for each list of values, a typed dict for each object inside a field."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dataops_spec import JsonValue

from dataops_codegen.resources import names
from dataops_codegen.resources.answers import members_of
from dataops_codegen.resources.schemas import Schema, Schemas

_STRINGS = {"date": ("datetime.date", "str"), "date-time": ("datetime.datetime", "str"), "binary": ("bytes",)}
_SCALARS = {"boolean": "bool", "integer": "int", "number": "float"}
MODULE = "inputs"


@dataclass(frozen=True, slots=True)
class Alias:
    """The values that may be sent, offered for completion; others may be sent as well."""

    name: str
    description: str
    literal: str


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a typed dict."""

    name: str
    annotation: str
    required: bool
    description: str


@dataclass(frozen=True, slots=True)
class Typed:
    """An object that a field of a body holds."""

    name: str
    description: str
    keys: tuple[Key, ...]


class Inputs:
    """The types of what is sent, found while they are asked for."""

    def __init__(self, schemas: Schemas) -> None:
        self._schemas = schemas
        self._found: dict[str, Alias | Typed | None] = {}

    @property
    def aliases(self) -> Sequence[Alias]:
        """The aliases, by name."""
        return [found for _, found in sorted(self._found.items()) if isinstance(found, Alias)]

    @property
    def typed(self) -> Sequence[Typed]:
        """The typed dicts, each behind those that it refers to."""
        return [found for found in self._found.values() if isinstance(found, Typed)]

    def type_of(self, raw: JsonValue, place: str, prefix: str = f"{MODULE}.") -> str:
        """Return the type of what may be sent where `raw` is the schema, as Python writes it.

        `place` names what has no name of its own; `prefix` stands before the names of what is found here.
        """
        schema = self._schemas.read(raw)
        kinds = list(dict.fromkeys(self._kinds(schema, place, prefix)))
        return " | ".join([*kinds, "None"] if schema.nullable and "object" not in kinds else kinds)

    def _kinds(self, schema: Schema, place: str, prefix: str) -> Iterator[str]:
        if schema.alternatives:
            for index, item in enumerate(schema.alternatives):
                yield self.type_of(item, f"{place}{index + 1}", prefix)
        elif schema.values is not None:
            yield prefix + self._alias(schema, place)
        elif not schema.kinds:
            yield "object"
        else:
            for kind in schema.kinds:
                yield from self._kind(schema, kind, place, prefix)

    def _kind(self, schema: Schema, kind: str, place: str, prefix: str) -> Iterator[str]:
        if kind == "array":
            yield f"Sequence[{self.type_of(schema.said.get('items'), names.singular(place), prefix)}]"
        elif kind == "object" and schema.properties:
            yield prefix + self._typed(schema, place)
        elif kind == "object":
            others = schema.said.get("additionalProperties")
            held = self.type_of(others, f"{place}Value", prefix) if isinstance(others, dict) else "object"
            yield f"Mapping[str, {held}]"
        elif kind == "string":
            yield from _STRINGS.get(str(schema.said.get("format")), ("str",))
        else:
            yield _SCALARS[kind]

    def _alias(self, schema: Schema, place: str) -> str:
        name = self._claim(schema, place)
        if name not in self._found:
            values = schema.values or ()
            kind = "int" if all(isinstance(value, int) for value in values) else "str"
            literal = f"Literal[{', '.join(json.dumps(value) for value in values)}] | {kind}"
            self._found[name] = Alias(name, _with_names(schema), literal)
        return name

    def _typed(self, schema: Schema, place: str) -> str:
        name = self._claim(schema, place)
        if name not in self._found:
            self._found[name] = None
            keys = tuple(self._key(schema, name, key, raw) for key, raw in schema.properties.items())
            del self._found[name]
            self._found[name] = Typed(name, schema.description, keys)
        return name

    def _key(self, schema: Schema, owner: str, key: str, raw: JsonValue) -> Key:
        if not key.isidentifier() or names.snake(key) != key:
            msg = f"The key {key!r} of {owner} cannot be written in Python; rename it in the contract."
            raise ValueError(msg)
        annotation = self.type_of(raw, f"{owner}{names.camel(key)}", prefix="")
        return Key(key, annotation, key in schema.required, self._schemas.read(raw).description)

    def _claim(self, schema: Schema, place: str) -> str:
        name = names.camel(schema.name or place)
        if schema.name is None and name in self._found:
            msg = f"Two types would be called {name}; make the inline schema of {place} a component."
            raise ValueError(msg)
        if name in self._found and self._found[name] is None:
            msg = f"{name}, which is sent, holds itself; describe a field that holds anything in its place."
            raise ValueError(msg)
        return name


def _with_names(schema: Schema) -> str:
    """Return the description of an enum, with the names of its values where the contract gives them names."""
    if "x-enum-varnames" not in schema.said:
        return schema.description
    told = ", ".join(f"{member.value} {member.name}" for member in members_of(schema))
    return f"{schema.description} {told}."
