"""The mock that the programs meet says what they are to be tried with."""

from __future__ import annotations

from dataops_spec import JsonObject, document

from tests.languages.worlds import seen_in, started_world


def _values(schema: str, key: str) -> list[object]:
    components = document()["components"]
    schemas: object = components["schemas"] if isinstance(components, dict) else None
    found: JsonObject = schemas[schema] if isinstance(schemas, dict) else {}
    values = found[key]
    return [*values] if isinstance(values, list) else []


def test_the_values_that_a_program_is_tried_with_are_beyond_the_contract() -> None:
    with started_world("Tried") as world:
        seen = seen_in(world)
    states, visibilities = _values("CiStatus", "x-extensible-enum"), _values("Visibility", "enum")
    assert ("success" in states, "private" in visibilities) == (True, True)
    assert (seen.unknown in states, seen.closed in visibilities) == (False, False)
