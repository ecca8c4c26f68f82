"""The contract's schemas, compiled when they are first asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import cast

from dataops_spec import JsonObject, JsonValue
from jsonschema_rs import Draft202012Validator, Registry, ValidationError

from dataops_mock.world.times import parse_moment

MASK = "the value"
_ROOT = "urn:contract"
_KINDS = ("null", "boolean", "integer", "number", "string", "array", "object")


class Schemas:
    """Resolve and compile the schemas of one contract document."""

    def __init__(self, document: JsonObject) -> None:
        """Take the document, whose `#/components/schemas` the schemas refer to."""
        self._document = document
        self._registry: Registry | None = None
        self._compiled: dict[int, tuple[JsonObject, Draft202012Validator]] = {}

    def resolve(self, schema: Mapping[str, JsonValue]) -> Mapping[str, JsonValue]:
        """Follow `$ref` until there is none; raise `KeyError` for one that leads nowhere."""
        while isinstance(reference := schema.get("$ref"), str):
            target: JsonValue = self._document
            for part in reference.removeprefix("#/").split("/"):
                target = cast("JsonObject", target)[part.replace("~1", "/").replace("~0", "~")]
            schema = cast("JsonObject", target)
        return schema

    def alternatives(self, schema: Mapping[str, JsonValue]) -> Iterator[Mapping[str, JsonValue]]:
        """Yield the schemas, free of references, any one of which a value may be of."""
        resolved = self.resolve(schema)
        branches = resolved.get("anyOf") or resolved.get("oneOf")
        if isinstance(branches, list):
            for branch in branches:
                yield from self.alternatives(cast("JsonObject", branch))
        else:
            yield resolved

    def errors(self, schema: JsonObject, value: object) -> Iterable[ValidationError]:
        """Return what is wrong with a value; no message bears the value itself, which may be a secret."""
        return self._validator(schema).iter_errors(value)

    def is_valid(self, schema: JsonObject, value: object) -> bool:
        """Tell whether a value is of the schema."""
        return self._validator(schema).is_valid(value)

    def _validator(self, schema: JsonObject) -> Draft202012Validator:
        # Keyed by identity: the schemas belong to the contract's operations, which live as long as this does.
        known = self._compiled.get(id(schema))
        if known is None:
            if self._registry is None:
                self._registry = Registry([(_ROOT, self._document)])
            rooted = _rooted(schema)
            validator = Draft202012Validator(
                rooted,
                registry=self._registry,
                validate_formats=True,
                formats={"date-time": is_date_time},
                mask=MASK,
            )
            known = self._compiled[id(schema)] = (schema, validator)
        return known[1]


def kinds(schema: Mapping[str, JsonValue]) -> frozenset[str]:
    """Return the JSON types that a schema free of references allows; all of them where it names none."""
    named = schema.get("type")
    if isinstance(named, str):
        return frozenset({named})
    if isinstance(named, list):
        return frozenset(str(name) for name in named)
    return frozenset(_KINDS)


def is_date_time(text: str) -> bool:
    """Tell whether a text is an RFC 3339 date and time."""
    try:
        parse_moment(text)
    except (ValueError, OverflowError):
        return False
    return True


def _rooted(value: JsonValue) -> JsonObject:
    """Return a schema whose references begin at the contract document."""
    return cast("JsonObject", _with_roots(value))


def _with_roots(value: JsonValue) -> JsonValue:
    if isinstance(value, dict):
        return {
            key: _ROOT + item if key == "$ref" and isinstance(item, str) else _with_roots(item)
            for key, item in value.items()
        }
    if isinstance(value, list):
        return [_with_roots(item) for item in value]
    return value
