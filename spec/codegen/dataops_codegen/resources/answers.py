"""Find the classes that the answers need: a struct for each object, an open enum for each list of values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dataops_spec import JsonValue

from dataops_codegen.resources import names
from dataops_codegen.resources.schemas import Schema, Schemas

_STRINGS = {"date": "datetime.date", "date-time": "datetime.datetime"}
_SCALARS = {"boolean": "bool", "integer": "int", "number": "float"}
_CLASS = re.compile(r"\b[A-Z]\w*")
ANYTHING = "JsonValue"


@dataclass(frozen=True, slots=True)
class Member:
    """A value of an enum, and the name that it has in Python."""

    name: str
    value: str | int


@dataclass(frozen=True, slots=True)
class OpenEnum:
    """An enum of values that an answer bears."""

    family: str
    name: str
    description: str
    base: str
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a struct: `wire` is the name that the server gives it."""

    name: str
    wire: str
    annotation: str
    required: bool
    description: str

    @property
    def assigned(self) -> str:
        """What stands behind its annotation."""
        if self.name == self.wire:
            return "" if self.required else " = None"
        default = "" if self.required else ", default=None"
        return f' = msgspec.field(name="{self.wire}"{default})'


@dataclass(frozen=True, slots=True)
class Struct:
    """An object that an answer bears; `secrets` are the fields that no one should print."""

    family: str
    name: str
    description: str
    fields: tuple[Field, ...]
    secrets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a schema stands: `name` is for what has no name of its own, `family` is the group that first answers it."""

    family: str
    name: str

    def at(self, part: str) -> Place:
        """Return the place of `part` in what stands here."""
        return Place(self.family, self.name + names.camel(part))


@dataclass(frozen=True, slots=True)
class Family:
    """The classes that one group was the first to need, and those of earlier families that they refer to."""

    name: str
    enums: tuple[OpenEnum, ...]
    structs: tuple[Struct, ...]
    imports: Mapping[str, Sequence[str]]


class Answers:
    """The classes of what the answers bear, found while their types are asked for."""

    def __init__(self, schemas: Schemas) -> None:
        self._schemas = schemas
        self._classes: dict[str, Struct | OpenEnum | None] = {}

    def families(self) -> Sequence[Family]:
        """Return the classes by the group that was the first to need them, those of a family by name.

        What a class refers to was needed by the same group at the latest: no family refers to a later one.
        """
        found = [self._classes[name] for name in sorted(self._classes)]
        families = dict.fromkeys(item.family for item in self._classes.values() if item is not None)
        return [
            Family(
                name,
                tuple(item for item in found if isinstance(item, OpenEnum) and item.family == name),
                structs := tuple(item for item in found if isinstance(item, Struct) and item.family == name),
                self._imports(name, structs),
            )
            for name in families
        ]

    def _imports(self, family: str, structs: Sequence[Struct]) -> Mapping[str, Sequence[str]]:
        used = {word for struct in structs for field in struct.fields for word in _CLASS.findall(field.annotation)}
        imports: dict[str, list[str]] = {}
        for name in sorted(used & self._classes.keys()):
            item = self._classes[name]
            if item is not None and item.family != family:
                imports.setdefault(item.family, []).append(name)
        return imports

    def type_of(self, raw: JsonValue, place: Place) -> str:
        """Return the type of what the schema `raw`, which stands at `place`, admits, as Python writes it.

        Raises `ValueError` for what no struct can tell apart, and where two classes would have one name.
        """
        schema = self._schemas.read(raw)
        kinds = list(dict.fromkeys(self._kinds(schema, place)))
        if ANYTHING in kinds:
            return ANYTHING
        return " | ".join([*kinds, "None"] if schema.nullable else kinds)

    def _kinds(self, schema: Schema, place: Place) -> Iterator[str]:
        if schema.alternatives:
            if sum("object" in self._schemas.read(item).kinds for item in schema.alternatives) > 1:
                msg = f"{place.name} may be one object or another, which nothing tells apart; describe one object."
                raise ValueError(msg)
            for index, item in enumerate(schema.alternatives):
                yield self.type_of(item, place.at(str(index + 1)))
        elif schema.values is not None:
            yield self._enum(schema, place)
        elif not schema.kinds:
            yield ANYTHING
        else:
            for kind in schema.kinds:
                yield self._kind(schema, kind, place)

    def _kind(self, schema: Schema, kind: str, place: Place) -> str:
        if kind == "array":
            return f"list[{self.type_of(schema.said.get('items'), Place(place.family, names.singular(place.name)))}]"
        if kind == "object":
            return self._struct(schema, place) if schema.properties else f"dict[str, {self._others(schema, place)}]"
        if kind == "string":
            return _STRINGS.get(str(schema.said.get("format")), "str")
        return _SCALARS[kind]

    def _others(self, schema: Schema, place: Place) -> str:
        others = schema.said.get("additionalProperties")
        return self.type_of(others, place.at("Value")) if isinstance(others, dict) else ANYTHING

    def _claim(self, schema: Schema, place: Place) -> tuple[str, bool]:
        """Return the name of a class, and whether it was found before."""
        name = names.camel(schema.name or place.name)
        if schema.name is None and name in self._classes:
            msg = f"Two classes would be called {name}; make the inline schema of {place.name} a component."
            raise ValueError(msg)
        return name, name in self._classes

    def _struct(self, schema: Schema, place: Place) -> str:
        name, known = self._claim(schema, place)
        if known:
            return name
        self._classes[name] = None
        fields = tuple(
            self._field(schema, Place(place.family, name), wire, raw) for wire, raw in schema.properties.items()
        )
        _refuse_twins(name, [field.name for field in fields])
        secrets = tuple(field.name for field in fields if _is_secret(field, schema))
        self._classes[name] = Struct(place.family, name, schema.description, fields, secrets)
        return name

    def _field(self, schema: Schema, owner: Place, wire: str, raw: JsonValue) -> Field:
        annotation = self.type_of(raw, owner.at(wire))
        required = wire in schema.required
        if not required and annotation != ANYTHING and not annotation.endswith("| None"):
            annotation = f"{annotation} | None"
        return Field(names.field(wire), wire, annotation, required, self._schemas.read(raw).description)

    def _enum(self, schema: Schema, place: Place) -> str:
        name, known = self._claim(schema, place)
        if not known:
            members = tuple(members_of(schema))
            _refuse_twins(name, [member.name for member in members])
            base = "OpenIntEnum" if all(isinstance(member.value, int) for member in members) else "OpenStrEnum"
            self._classes[name] = OpenEnum(place.family, name, schema.description, base, members)
        return name


def members_of(schema: Schema) -> Iterator[Member]:
    """Yield the values of an enum with the names of `x-enum-varnames`, or with names that are made from them."""
    values = schema.values or ()
    given = schema.said.get("x-enum-varnames")
    if isinstance(given, list) and len(given) != len(values):
        msg = f"{schema.name} has {len(values)} values and {len(given)} names of x-enum-varnames; give one for each."
        raise ValueError(msg)
    chosen = given if isinstance(given, list) else values
    for name, value in zip(chosen, values, strict=True):
        yield Member(names.member(str(name)), value)


def _is_secret(field: Field, owner: Schema) -> bool:
    holds = field.wire == "token" or field.wire.endswith("_token")
    # The value of a CI/CD variable, masked or not: a key of several lines cannot be masked, and the variables of a
    # pipeline do not tell whether they are.
    holds = holds or (field.wire == "value" and "variable_type" in owner.properties)
    return holds and field.annotation in {"str", "str | None"}


def _refuse_twins(owner: str, found: Sequence[str]) -> None:
    twin = next((name for name in found if found.count(name) > 1), None)
    if twin is not None:
        msg = f"{owner} would have {twin} twice; rename one of them in the contract."
        raise ValueError(msg)
