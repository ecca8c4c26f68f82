"""The result document as JSON, as result-schema-1.json describes it."""

from __future__ import annotations

import json
from dataclasses import asdict
from importlib.resources import files

from dataops_conformance.exchange import JsonObject
from dataops_conformance.result import Result

SCHEMA_NAME = "result-schema-1.json"


def render(result: Result) -> str:
    """Return the result document; characters beyond ASCII are escaped, so that any text that a server sent fits."""
    return json.dumps({"$schema": schema_id(), **asdict(result)}, indent=2, allow_nan=False) + "\n"


def schema() -> JsonObject:
    """Return the published JSON Schema of the result document."""
    content: JsonObject = json.loads(files("dataops_conformance.report").joinpath(SCHEMA_NAME).read_bytes())
    return content


def schema_id() -> str:
    """Return the `$id` of the schema, which stays the same as long as its major version does."""
    return str(schema()["$id"])
