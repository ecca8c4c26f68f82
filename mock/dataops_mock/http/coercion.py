"""Texts from paths, queries and forms as the values that a schema names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import cast

from dataops_spec import JsonValue as SpecValue

from dataops_mock.call import JsonValue
from dataops_mock.http.schemas import Schemas, kinds

_INTEGER = re.compile(r"[+-]?[0-9]{1,1000}")
_NUMBER = re.compile(r"[+-]?[0-9]{1,300}(\.[0-9]{1,300})?([eE][+-]?[0-9]{1,2})?")
_BOOLEANS = {
    "true": True,
    "True": True,
    "TRUE": True,
    "1": True,
    "false": False,
    "False": False,
    "FALSE": False,
    "0": False,
}

Schema = Mapping[str, SpecValue]


def coerce(schemas: Schemas, schema: Schema, value: JsonValue) -> JsonValue:
    """Return a text, or a structure of texts, as what the schema names; what cannot be so stays as it is.

    The text `null` is null where no free text can stand; a form cannot say null for one that may be any text.
    """
    if isinstance(value, str):
        return _coerce_text(schemas, schema, value)
    wanted = "object" if isinstance(value, Mapping) else "array"
    for alternative in schemas.alternatives(schema):
        if wanted not in kinds(alternative):
            continue
        if isinstance(value, Mapping):
            return {key: coerce(schemas, _property(alternative, key), item) for key, item in value.items()}
        if isinstance(value, list):
            items = cast("Schema", alternative.get("items") or {})
            return [coerce(schemas, items, item) for item in value]
    return value


def _property(schema: Schema, key: str) -> Schema:
    properties = cast("Mapping[str, Schema]", schema.get("properties") or {})
    further = schema.get("additionalProperties")
    return properties.get(key) or (further if isinstance(further, Mapping) else {})


def _coerce_text(schemas: Schemas, schema: Schema, text: str) -> JsonValue:
    allowed: set[str] = set()
    free_text = False
    for alternative in schemas.alternatives(schema):
        named = kinds(alternative)
        allowed |= named
        free_text = free_text or ("string" in named and "enum" not in alternative and "format" not in alternative)
        if named == kinds({}):
            return text
    nullable = "null" in allowed
    if not free_text and ((nullable and text == "null") or (text == "" and (nullable or "string" not in allowed))):
        return None
    if "boolean" in allowed and text in _BOOLEANS:
        return _BOOLEANS[text]
    if "integer" in allowed and _INTEGER.fullmatch(text):
        return int(text)
    if "number" in allowed and _NUMBER.fullmatch(text):
        return float(text)
    return text


def whole_numbers(schemas: Schemas, schema: Schema, value: JsonValue) -> JsonValue:
    """Return a JSON value with `1.0` as 1 wherever the schema wants an integer, as JSON Schema counts it one."""
    if isinstance(value, float):
        wanted = any("integer" in (named := kinds(a)) and "number" not in named for a in schemas.alternatives(schema))
        return int(value) if wanted and value.is_integer() else value
    if not isinstance(value, Mapping | list):
        return value
    for alternative in schemas.alternatives(schema):
        if isinstance(value, Mapping) and "object" in kinds(alternative):
            return {key: whole_numbers(schemas, _property(alternative, key), item) for key, item in value.items()}
        if isinstance(value, list) and "array" in kinds(alternative):
            items = cast("Schema", alternative.get("items") or {})
            return [whole_numbers(schemas, items, item) for item in value]
    return value


def without_nulls(schemas: Schemas, schema: Schema, value: JsonValue) -> JsonValue:
    """Return a structure without the nulls of optional fields that cannot be null: the ancestor takes those as absent.

    A null for a required field stays, to be refused.
    """
    if not isinstance(value, Mapping | list):
        return value
    for alternative in schemas.alternatives(schema):
        if isinstance(value, Mapping) and "object" in kinds(alternative):
            return {
                key: without_nulls(schemas, _property(alternative, key), item)
                for key, item in value.items()
                if item is not None or not _may_be_left_out(schemas, alternative, key)
            }
        if isinstance(value, list) and "array" in kinds(alternative):
            items = cast("Schema", alternative.get("items") or {})
            return [without_nulls(schemas, items, item) for item in value]
    return value


def _may_be_left_out(schemas: Schemas, schema: Schema, key: str) -> bool:
    """Tell whether a null under this key is as good as nothing."""
    named = cast("Mapping[str, Schema]", schema.get("properties") or {}).get(key)
    if named is None or key in cast("list[str]", schema.get("required") or []):
        return False
    return not any("null" in kinds(alternative) for alternative in schemas.alternatives(named))
