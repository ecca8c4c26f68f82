"""The result document as JSON, as result-schema-1.json describes it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from importlib.resources import files
from typing import cast

from dataops_conformance.exchange import JsonObject, JsonValue
from dataops_conformance.result import Result

SCHEMA_NAME = "result-schema-1.json"


def render(result: Result) -> str:
    """Return the result document; characters beyond ASCII are escaped, so that any text that a server sent fits.

    Each check, requirement, exchange … is a line of its own, so that tools that go by lines can be used.
    """
    document = cast("JsonObject", {"$schema": schema_id(), **asdict(result)})
    members = (f"{json.dumps(name)}: {_member(value)}" for name, value in document.items())
    return "{\n" + ",\n".join(members) + "\n}\n"


def _member(value: JsonValue) -> str:
    if not isinstance(value, list | tuple) or not value:
        return _compact(value)
    return "[\n" + ",\n".join(_lines(value)) + "\n]"


def _lines(items: list[JsonValue]) -> Iterator[str]:
    return (f"  {_compact(item)}" for item in items)


def _compact(value: JsonValue) -> str:
    return json.dumps(value, allow_nan=False)


def schema() -> JsonObject:
    """Return the published JSON Schema of the result document."""
    content: JsonObject = json.loads(files("dataops_conformance.report").joinpath(SCHEMA_NAME).read_bytes())
    return content


def schema_id() -> str:
    """Return the `$id` of the schema, which stays the same as long as its major version does."""
    return str(schema()["$id"])
