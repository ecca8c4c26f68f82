"""Small contracts for the tests of the assembler."""

from __future__ import annotations

from pathlib import Path

ROOT = """\
openapi: 3.1.0
info: { title: Test, version: "1" }
paths:
  /things: { $ref: "paths/things.yaml#/things" }
"""
PATHS = """\
x-shared:
  headers: &headers
    X-Id: { $ref: "../components/headers.yaml#/Id" }
things:
  get:
    operationId: list_things
    responses:
      "200":
        description: Things.
        headers: *headers
        content:
          application/json:
            schema: { $ref: "../components/schemas/things.yaml#/ThingList" }
            examples:
              things: { $ref: "../components/examples/things.yaml#/ThingList" }
"""
SCHEMAS = """\
ThingList:
  type: array
  items: { $ref: "#/Thing" }
Thing:
  type: object
  properties:
    colour: { $ref: "common.yaml#/Colour" }
"""
FILES = {
    "openapi.yaml": ROOT,
    "paths/things.yaml": PATHS,
    "components/headers.yaml": "Id: { schema: { type: string } }\n",
    "components/schemas/things.yaml": SCHEMAS,
    "components/schemas/common.yaml": "Colour: { type: string }\n",
    "components/examples/things.yaml": 'ThingList: { value: [{ "$ref": "left/as/it/is" }] }\n',
}


def write_contract(folder: Path, **changes: str) -> Path:
    """Write the small contract, with the files whose stems `changes` names replaced, and return its folder."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        key = name.removesuffix(".yaml").replace("/", "_")
        path.write_text(changes.pop(key, text), encoding="utf-8")
    assert not changes
    return folder
