"""Read schemas: follow what they refer to, merge what they are made of, and take null apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dataops_spec import JsonObject, JsonValue

_ALTERNATIVES = ("anyOf", "oneOf")


@dataclass(frozen=True, slots=True)
class Schema:
    """A schema without references at its top.

    `name` is its component's, `None` for one that stands inline; `nullable` says whether it admits null, which is taken
    out of `said`; `alternatives` are those of an `anyOf` or `oneOf`, null left out.
    """

    name: str | None
    said: JsonObject
    nullable: bool
    alternatives: tuple[JsonValue, ...] = ()

    @property
    def kinds(self) -> Sequence[str]:
        """The names of the JSON types that it admits; none where it admits all."""
        kinds = self.said.get("type")
        if isinstance(kinds, str):
            return (kinds,)
        return [str(kind) for kind in kinds] if isinstance(kinds, list) else ()

    @property
    def values(self) -> Sequence[str | int] | None:
        """The values that it names, whether it admits others or not; `None` where it names none."""
        listed = self.said.get("enum", self.said.get("x-extensible-enum"))
        if not isinstance(listed, list):
            return None
        return [value for value in listed if isinstance(value, str | int)]

    @property
    def properties(self) -> JsonObject:
        """The properties of an object, by their names."""
        return _object(self.said.get("properties"))

    @property
    def required(self) -> frozenset[str]:
        """The names of the properties that it must have."""
        listed = self.said.get("required")
        return frozenset(map(str, listed)) if isinstance(listed, list) else frozenset()

    @property
    def description(self) -> str:
        """What it says of itself, on one line."""
        return " ".join(str(self.said.get("description", "")).split())


class Schemas:
    """The schemas of a document."""

    def __init__(self, document: JsonObject) -> None:
        self._components = _object(_object(document.get("components")).get("schemas"))

    def read(self, raw: JsonValue) -> Schema:
        """Return what `raw`, a schema or a reference to one, amounts to.

        What stands beside a reference wins over what it refers to.
        Raises `ValueError` for a reference that leads nowhere.
        """
        said = _object(raw)
        reference = said.get("$ref")
        if isinstance(reference, str):
            found = self._component(reference)
            beside = {key: value for key, value in said.items() if key != "$ref"}
            return Schema(found.name, {**found.said, **beside}, found.nullable, found.alternatives)
        if "allOf" in said:
            return self._merged(said)
        for key in _ALTERNATIVES:
            if isinstance(listed := said.get(key), list):
                return self._alternatives({name: value for name, value in said.items() if name != key}, listed)
        kinds = said.get("type")
        if isinstance(kinds, list) and "null" in kinds:
            return Schema(None, {**said, "type": [kind for kind in kinds if kind != "null"]}, nullable=True)
        return Schema(None, said, nullable=False)

    def _component(self, reference: str) -> Schema:
        name = reference.rpartition("/")[2]
        if name not in self._components:
            msg = f"The reference {reference!r} leads nowhere; define the schema {name!r}."
            raise ValueError(msg)
        found = self.read(self._components[name])
        # A component that is nothing but a reference to another has the other's shape, and its name.
        return Schema(found.name or name, found.said, found.nullable, found.alternatives)

    def _merged(self, said: JsonObject) -> Schema:
        """Return the one schema that all parts of an `allOf`, and what stands beside it, amount to."""
        parts = said["allOf"]
        beside: JsonObject = {key: value for key, value in said.items() if key != "allOf"}
        read = [self.read(part) for part in (parts if isinstance(parts, list) else [])]
        if len(read) == 1 and "properties" not in beside:
            only = read[0]
            return Schema(only.name, {**only.said, **beside}, only.nullable, only.alternatives)
        merged: JsonObject = {}
        properties: JsonObject = {}
        required: list[JsonValue] = []
        for part in (*read, Schema(None, beside, nullable=False)):
            merged |= part.said
            properties |= part.properties
            required += sorted(part.required.difference(map(str, required)))
        whole: JsonObject = {**merged, "properties": properties, "required": required}
        return Schema(None, whole, nullable=bool(read) and all(part.nullable for part in read))

    def _alternatives(self, said: JsonObject, listed: list[JsonValue]) -> Schema:
        others = [item for item in listed if _object(item).get("type") != "null"]
        nullable = len(others) < len(listed)
        if len(others) == 1:
            only = self.read(others[0])
            return Schema(only.name, {**only.said, **said}, nullable or only.nullable, only.alternatives)
        return Schema(None, said, nullable, tuple(others))


def _object(value: JsonValue) -> JsonObject:
    return value if isinstance(value, dict) else {}
