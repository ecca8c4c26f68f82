"""Make validators of JSON Schema and of OpenAPI's dialects of it, with types."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, cast

from dataops_spec import JsonObject, JsonValue
from jsonschema import Draft202012Validator
from openapi_schema_validator import OAS30ReadValidator  # pyright: ignore[reportUnknownVariableType] (it has no types)
from referencing.jsonschema import DRAFT202012, EMPTY_REGISTRY

_BASE = "urn:contract"


class Violation(Protocol):
    """Where an instance breaks its schema, and how."""

    @property
    def json_path(self) -> str:
        """Where in the instance, as a JSON path."""
        ...

    @property
    def message(self) -> str:
        """What is wrong there."""
        ...

    @property
    def absolute_path(self) -> Sequence[str | int]:
        """Where in the instance, key by key."""
        ...


class SchemaValidator(Protocol):
    """A schema, made ready to hold instances to it."""

    def iter_errors(self, instance: JsonValue) -> Iterator[Violation]:
        """Yield every place where `instance` breaks the schema."""
        ...


_Factory = Callable[..., SchemaValidator]
_JSON_SCHEMA = cast("_Factory", Draft202012Validator)
_OPENAPI_30 = cast("_Factory", OAS30ReadValidator)


def schema_validator(schema: JsonObject) -> SchemaValidator:
    """Return a validator of `schema`, JSON Schema 2020-12."""
    return _JSON_SCHEMA(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def contract_validators(document: JsonObject) -> Callable[[JsonObject], SchemaValidator]:
    """Return what makes validators of the schemas in `document`, OpenAPI 3.1 or 3.0, in the dialect of its version."""
    factory = _JSON_SCHEMA if str(document["openapi"]).startswith("3.1") else _OPENAPI_30
    registry = EMPTY_REGISTRY.with_resource(_BASE, DRAFT202012.create_resource(document))
    formats = Draft202012Validator.FORMAT_CHECKER
    return lambda schema: factory(_absolute(schema), registry=registry, format_checker=formats)


def _absolute(value: JsonValue) -> JsonValue:
    """Return a copy of a schema in which references name the document as well."""
    if isinstance(value, list):
        return [_absolute(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: f"{_BASE}{item}" if key == "$ref" and isinstance(item, str) and item.startswith("#") else _absolute(item)
        for key, item in value.items()
    }
