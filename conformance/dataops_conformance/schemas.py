"""Validate values against the contract's schemas, each compiled once, on its first use."""

from __future__ import annotations

import json
from dataclasses import dataclass

import jsonschema_rs

from dataops_conformance.exchange import JsonObject, JsonValue

_BASE = "urn:dataops:contract"
_SHOWN = 80
_LARGE = 10_000


@dataclass(frozen=True, slots=True)
class SchemaError:
    """Where a value breaks a schema: a JSON pointer (`/0/id`, empty for the whole), the keyword, and what is there."""

    path: str
    keyword: str
    seen: str
    message: str

    def __str__(self) -> str:
        """Return the three in one line."""
        return f"{self.path or '(the whole)'}: {self.message} [{self.keyword}]"


class Validators:
    """The schemas of one OpenAPI 3.1 document."""

    def __init__(self, document: JsonObject) -> None:
        """Take the document, whose components are what `$ref`s refer to."""
        self._document = document
        components = _absolute({"components": document.get("components", {})})
        self._registry = jsonschema_rs.Registry([(_BASE, components)])
        self._referred: dict[str, JsonValue] = {}
        self._compiled: dict[str, jsonschema_rs.Draft202012Validator] = {}
        # By identity, for those of the contract are asked for again and again; a schema is kept, or its id were reused.
        self._asked_for: dict[int, tuple[JsonObject, jsonschema_rs.Draft202012Validator]] = {}

    def resolve(self, schema: JsonValue) -> JsonObject:
        """Return the schema, or the component that it refers to; an empty one where it is no object."""
        current = schema
        while isinstance(current, dict) and isinstance(reference := current.get("$ref"), str):
            if reference not in self._referred:
                self._referred[reference] = self._at(reference)
            current = self._referred[reference]
        return current if isinstance(current, dict) else {}

    def _at(self, reference: str) -> JsonValue:
        current: JsonValue = self._document
        for part in reference.removeprefix("#/").split("/"):
            key = part.replace("~1", "/").replace("~0", "~")
            current = current.get(key) if isinstance(current, dict) else None
        return current

    def errors(self, schema: JsonObject, value: JsonValue) -> tuple[SchemaError, ...]:
        """Return where `value` breaks `schema`, the outermost place first."""
        validator = self._validator(schema)
        if validator.is_valid(value):
            return ()
        if _size(value) > _LARGE:
            # The validator makes all errors at once, and each is larger than what it is about.
            return _first_error(validator, value)
        return tuple(sorted(map(_error, validator.iter_errors(value)), key=lambda error: error.path.count("/")))

    def _validator(self, schema: JsonObject) -> jsonschema_rs.Draft202012Validator:
        known = self._asked_for.get(id(schema))
        if known is None:
            known = self._asked_for[id(schema)] = schema, self._compile(schema)
        return known[1]

    def _compile(self, schema: JsonObject) -> jsonschema_rs.Draft202012Validator:
        reference = schema.get("$ref")
        key = reference if isinstance(reference, str) and len(schema) == 1 else json.dumps(schema, sort_keys=True)
        validator = self._compiled.get(key)
        if validator is None:
            validator = jsonschema_rs.Draft202012Validator(
                _absolute(schema), registry=self._registry, validate_formats=True
            )
            self._compiled[key] = validator
        return validator


def _size(value: JsonValue) -> int:
    """Return how many values there are, no further than matters."""
    waiting, count = [value], 0
    while waiting and count <= _LARGE:
        current = waiting.pop()
        count += 1
        if isinstance(current, dict | list):
            waiting.extend(current.values() if isinstance(current, dict) else current)
    return count


def _first_error(validator: jsonschema_rs.Draft202012Validator, value: JsonValue) -> tuple[SchemaError, ...]:
    try:
        validator.validate(value)
    except jsonschema_rs.ValidationError as error:
        return (_error(error),)
    return ()


def _error(error: jsonschema_rs.ValidationError) -> SchemaError:
    path = "".join(f"/{part}" for part in error.instance_path)
    keyword = str(error.schema_path[-1]) if error.schema_path else "schema"
    if keyword.isdigit() and len(error.schema_path) > 1:
        keyword = str(error.schema_path[-2])
    return SchemaError(path, keyword, _short(json.dumps(error.instance, ensure_ascii=False)), _short(error.message))


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def _absolute(schema: JsonObject) -> JsonObject:
    """Return a copy in which every `$ref` within the document has the document's own URI before it."""
    return {
        key: f"{_BASE}{item}" if key == "$ref" and isinstance(item, str) and item.startswith("#") else _within(item)
        for key, item in schema.items()
    }


def _within(value: JsonValue) -> JsonValue:
    if isinstance(value, dict):
        return _absolute(value)
    return [_within(item) for item in value] if isinstance(value, list) else value
