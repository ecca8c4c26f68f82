"""Hold every example of a document to its schema."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dataops_spec import JsonObject, JsonValue

from dataops_codegen.linting.jsonschemas import contract_validators


@dataclass(frozen=True, slots=True)
class Example:
    """An example: where it stands, what it says, and the schema that it illustrates."""

    place: str
    value: JsonValue
    schema: JsonObject


def check_examples(document: JsonObject) -> Iterator[str]:
    """Yield a sentence for every example of `document`, OpenAPI 3.1 or 3.0, that its schema refuses."""
    validator_of = contract_validators(document)
    for example in examples_in(document, document, "#"):
        for error in validator_of(example.schema).iter_errors(example.value):
            yield f"{example.place}: the example does not fit its schema at {error.json_path}: {error.message}."


def examples_in(document: JsonObject, node: JsonValue, place: str) -> Iterator[Example]:
    """Yield every example of a parameter, header, media type or schema in `node`, the part of `document` at `place`."""
    if isinstance(node, list):
        for index, item in enumerate(node):
            yield from examples_in(document, item, f"{place}/{index}")
    if not isinstance(node, dict):
        return
    schema = node.get("schema")
    yield from _examples_beside(document, node, schema if isinstance(schema, dict) else node, place)
    for key, item in node.items():
        if key not in {"example", "examples", "enum", "const", "value"} or _is_named(place):
            yield from examples_in(document, item, f"{place}/{key.replace('~', '~0').replace('/', '~1')}")


def _examples_beside(document: JsonObject, node: JsonObject, schema: JsonObject, place: str) -> Iterator[Example]:
    if _is_named(place):
        return
    if "example" in node:
        yield Example(f"{place}/example", node["example"], schema)
    examples = node.get("examples")
    if isinstance(examples, list):
        for index, value in enumerate(examples):
            yield Example(f"{place}/examples/{index}", value, schema)
    elif isinstance(examples, dict) and "schema" in node:
        for name, entry in examples.items():
            value = _followed(document, entry).get("value")
            yield Example(f"{place}/examples/{name}", value, schema)


def _is_named(place: str) -> bool:
    """Tell whether the keys at `place` are names that the contract chose, and no keywords."""
    return place.endswith(("/properties", "/components/schemas", "/components/examples"))


def _followed(document: JsonObject, value: JsonValue) -> JsonObject:
    reference = value.get("$ref") if isinstance(value, dict) else None
    target: JsonValue = document if isinstance(reference, str) else value
    for part in reference.removeprefix("#/").split("/") if isinstance(reference, str) else ():
        target = target[part] if isinstance(target, dict) else None
    return target if isinstance(target, dict) else {}
