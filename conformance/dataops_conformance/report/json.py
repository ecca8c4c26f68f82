"""The result document as JSON, as result-schema-1.json describes it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields
from importlib.resources import files
from typing import TYPE_CHECKING, Final, cast

from dataops_conformance.exchange import JsonObject
from dataops_conformance.result import Result

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

SCHEMA_NAME = "result-schema-1.json"


def render(result: Result) -> str:
    """Return the result document; characters beyond ASCII are escaped, so that any text that a server sent fits.

    Each check, requirement, exchange … is a line of its own, so that tools that go by lines can be used.
    """
    document = {"$schema": schema_id(), **_fields(result)}
    members = (f"{json.dumps(name)}: {_member(value)}" for name, value in document.items())
    return "{\n" + ",\n".join(members) + "\n}\n"


def _member(value: object) -> str:
    if not isinstance(value, list | tuple) or not value:
        return _ENCODER.encode(value)
    lines = (f"  {_ENCODER.encode(item)}" for item in cast("Sequence[object]", value))
    return "[\n" + ",\n".join(lines) + "\n]"


def _fields(part: object) -> dict[str, object]:
    """Return the fields of a part of the result, which the encoder asks for as it comes to the part."""
    return {field.name: getattr(part, field.name) for field in fields(cast("DataclassInstance", part))}


_ENCODER: Final = json.JSONEncoder(allow_nan=False, default=_fields)


def schema() -> JsonObject:
    """Return the published JSON Schema of the result document."""
    content: JsonObject = json.loads(files("dataops_conformance.report").joinpath(SCHEMA_NAME).read_bytes())
    return content


def schema_id() -> str:
    """Return the `$id` of the schema, which stays the same as long as its major version does."""
    return str(schema()["$id"])
