from __future__ import annotations

from typing import Any

import pytest
from dataops_codegen.downlevel import downlevel
from dataops_codegen.linting.jsonschemas import contract_validators
from dataops_spec import JsonObject, JsonValue, document
from hypothesis import given
from hypothesis import strategies as st
from openapi_spec_validator import validate

ONLY_NULL: JsonObject = {"type": "string", "nullable": True, "enum": [None]}
COMPONENTS: JsonObject = {
    "Colour": {"type": "string", "enum": ["red", "green"]},
    "Thing": {"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}}},
}


def contract(schema: JsonObject) -> JsonObject:
    return {
        "openapi": "3.1.0",
        "info": {"title": "Test", "version": "1"},
        "paths": {},
        "components": {"schemas": {"Tried": schema, **COMPONENTS}},
    }


def lowered(schema: JsonObject) -> JsonValue:
    components = downlevel(contract(schema))["components"]
    assert isinstance(components, dict)
    assert isinstance(components["schemas"], dict)
    return components["schemas"]["Tried"]


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": ["string", "null"]}, {"type": "string", "nullable": True}),
        ({"type": ["string", "integer"]}, {"anyOf": [{"type": "string"}, {"type": "integer"}]}),
        (
            {"type": ["string", "integer", "null"]},
            {"anyOf": [{"type": "string"}, {"type": "integer"}, {**ONLY_NULL, "type": "object"}]},
        ),
        ({"type": "null"}, {**ONLY_NULL, "type": "object"}),
        (
            {"anyOf": [{"$ref": "#/components/schemas/Colour"}, {"type": "null"}]},
            {"anyOf": [{"$ref": "#/components/schemas/Colour"}, ONLY_NULL]},
        ),
        (
            {"oneOf": [{"type": "null"}, {"$ref": "#/components/schemas/Thing"}]},
            {"oneOf": [{**ONLY_NULL, "type": "object"}, {"$ref": "#/components/schemas/Thing"}]},
        ),
        ({"const": 3}, {"enum": [3]}),
        ({"type": "string", "examples": ["a", "b"]}, {"type": "string", "example": "a"}),
        ({"exclusiveMinimum": 3}, {"minimum": 3, "exclusiveMinimum": True}),
        ({"exclusiveMinimum": 3, "minimum": 5}, {"minimum": 5}),
        ({"exclusiveMaximum": 3, "maximum": 5}, {"maximum": 3, "exclusiveMaximum": True}),
        (
            {"$ref": "#/components/schemas/Thing", "description": "One."},
            {"description": "One.", "allOf": [{"$ref": "#/components/schemas/Thing"}]},
        ),
        ({"type": "string", "contentEncoding": "base64"}, {"type": "string", "format": "byte"}),
        (
            {"type": "string", "contentMediaType": "application/octet-stream"},
            {"type": "string", "format": "binary"},
        ),
        (
            {"properties": {"type": {"type": ["string", "null"]}}},
            {"properties": {"type": {"type": "string", "nullable": True}}},
        ),
    ],
)
def test_a_schema_is_said_in_the_words_of_3_0(schema: JsonObject, expected: JsonObject) -> None:
    assert lowered(schema) == expected


SCALARS = st.sampled_from(["string", "integer", "number", "boolean", "object", "array"])
LEAVES: st.SearchStrategy[JsonObject] = st.one_of(
    SCALARS.map(lambda kind: {"type": kind}),
    st.lists(SCALARS, min_size=1, max_size=3, unique=True).map(lambda kinds: {"type": [*kinds, "null"]}),
    st.lists(SCALARS, min_size=2, max_size=3, unique=True).map(lambda kinds: {"type": [*kinds]}),
    st.sampled_from(["Colour", "Thing"]).map(lambda name: {"$ref": f"#/components/schemas/{name}"}),
    st.sampled_from([1, "red", True]).map(lambda value: {"const": value}),
    st.integers(-2, 2).map(lambda limit: {"type": "integer", "exclusiveMinimum": limit}),
    st.tuples(st.integers(-2, 2), st.integers(-2, 2)).map(
        lambda limits: {"type": "number", "exclusiveMaximum": limits[0], "maximum": limits[1]}
    ),
    st.just({"type": "null"}),
)
SCHEMAS: st.SearchStrategy[JsonObject] = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda members: {"anyOf": [*members]}),
        st.lists(inner, min_size=1, max_size=2).map(lambda members: {"allOf": [*members]}),
        inner.map(lambda items: {"type": "array", "items": items}),
        inner.map(lambda field: {"type": ["object", "null"], "properties": {"id": field}, "required": ["id"]}),
        inner.map(lambda values: {"type": "object", "additionalProperties": values}),
    ),
    max_leaves=4,
)
VALUES: st.SearchStrategy[JsonValue] = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-3, 3), st.sampled_from(["red", "blue", "", 1.5])),
    lambda inner: st.one_of(
        st.lists(inner, max_size=2).map(lambda items: [*items]),
        st.dictionaries(st.sampled_from(["id", "x"]), inner, max_size=2).map(lambda fields: {**fields}),
    ),
    max_leaves=3,
)


@given(schema=SCHEMAS, values=st.lists(VALUES, min_size=1, max_size=5))
def test_both_versions_admit_the_same_values(schema: JsonObject, values: list[JsonValue]) -> None:
    old = contract(schema)
    new = downlevel(old)
    tried: JsonObject = {"$ref": "#/components/schemas/Tried"}
    admits_old, admits_new = contract_validators(old)(tried), contract_validators(new)(tried)
    for value in values:
        assert bool([*admits_old.iter_errors(value)]) is bool([*admits_new.iter_errors(value)])


def test_what_3_0_cannot_say_is_refused_and_not_dropped() -> None:
    with pytest.raises(ValueError, match=r"^OpenAPI 3\.0 cannot say the schema keyword 'if'; write the rule"):
        downlevel(contract({"if": {"type": "string"}}))


def test_what_stands_outside_schemas_is_lowered_too() -> None:
    form: JsonObject = {
        "schema": {"type": ["object", "null"]},
        "encoding": {"a": {"style": "deepObject", "explode": True}, "b": {"contentType": "text/csv", "style": "form"}},
    }
    example: JsonObject = {"const": 1, "type": ["string", "null"], "schema": {"const": 1}}
    body: JsonObject = {
        "content": {
            "application/json": {"schema": {"const": 1}, "examples": {"one": {"value": example}}},
            "multipart/form-data": form,
            "application/x-www-form-urlencoded": form,
        }
    }
    old: JsonObject = {
        "openapi": "3.1.0",
        "info": {"title": "Test", "summary": "Lost.", "license": {"name": "A", "identifier": "Apache-2.0"}},
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "webhooks": {},
        "paths": {
            "/things": {
                "post": {
                    "parameters": [{"$ref": "#/components/parameters/Page", "description": "Lost."}],
                    "requestBody": body,
                }
            }
        },
    }
    schema: JsonObject = {"type": "object", "nullable": True}
    assert downlevel(old) == {
        "openapi": "3.0.3",
        "info": {"title": "Test", "license": {"name": "A"}},
        "paths": {
            "/things": {
                "post": {
                    "parameters": [{"$ref": "#/components/parameters/Page"}],
                    "requestBody": {
                        "content": {
                            "application/json": {"schema": {"enum": [1]}, "examples": {"one": {"value": example}}},
                            "multipart/form-data": {"schema": schema, "encoding": {"b": {"contentType": "text/csv"}}},
                            "application/x-www-form-urlencoded": {"schema": schema, "encoding": form["encoding"]},
                        }
                    },
                }
            }
        },
    }


ID_OR_PATH: JsonObject = {
    "description": "One.",
    "anyOf": [{"type": "integer", "minimum": 1}, {"type": "string", "minLength": 1}],
}
REFERENCE: JsonObject = {"$ref": "#/components/schemas/IdOrPath"}


def _of_parameters(*schemas: tuple[str, JsonObject]) -> JsonObject:
    parameters: list[JsonValue] = [
        {"name": f"p{number}", "in": place, "schema": schema, "example": 7}
        for number, (place, schema) in enumerate(schemas)
    ]
    return {
        "openapi": "3.1.0",
        "info": {"title": "Test", "version": "1"},
        "paths": {"/things/{p0}": {"parameters": parameters}},
        "components": {"schemas": {"IdOrPath": ID_OR_PATH}},
    }


def _lowered_parameters(contract: JsonObject) -> tuple[list[tuple[JsonValue, JsonValue]], JsonValue]:
    new: Any = downlevel(contract)
    found = new["paths"]["/things/{p0}"]["parameters"]
    return [(each["schema"], each["example"]) for each in found], new["components"]["schemas"]["IdOrPath"]


def test_what_stands_in_a_path_is_a_text_in_3_0() -> None:
    text: JsonObject = {"description": "One.", "type": "string", "minLength": 1}
    contract = _of_parameters(("path", REFERENCE), ("path", ID_OR_PATH), ("path", {"type": "integer"}))
    assert _lowered_parameters(contract) == ([(REFERENCE, "7"), (text, "7"), ({"type": "integer"}, 7)], text)
    assert contract == _of_parameters(("path", REFERENCE), ("path", ID_OR_PATH), ("path", {"type": "integer"}))


def test_a_union_that_is_used_elsewhere_as_well_stays_one() -> None:
    contract = _of_parameters(("path", REFERENCE), ("query", REFERENCE), ("query", ID_OR_PATH))
    assert _lowered_parameters(contract) == ([(REFERENCE, 7), (REFERENCE, 7), (ID_OR_PATH, 7)], ID_OR_PATH)


@pytest.mark.parametrize(
    "alternatives",
    [
        [{"type": "integer"}, {"type": "string", "pattern": "^a"}],
        [{"type": "integer"}, {"type": "string", "minLength": 2}],
        [{"type": "integer"}, {"type": "object"}, {"type": "string"}],
        [{"type": "string"}],
    ],
)
def test_a_text_that_does_not_admit_the_numbers_does_not_take_their_place(alternatives: list[JsonValue]) -> None:
    union: JsonObject = {"anyOf": alternatives}
    assert _lowered_parameters(_of_parameters(("path", union)))[0] == [(union, 7)]


def test_the_contract_is_valid_in_both_versions() -> None:
    contract_31 = document("3.1")
    contract_30 = document("3.0")
    assert downlevel(contract_31) == contract_30
    validate(contract_31)
    validate(contract_30)
