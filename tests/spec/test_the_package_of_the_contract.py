from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest
import yaml
from dataops_spec import (
    Header,
    JsonObject,
    Link,
    Operation,
    Parameter,
    contract_hash,
    document,
    operations,
    places,
    read_operations,
    requirements,
)

BY_ID = {operation.id: operation for operation in operations()}


@pytest.mark.parametrize("version", ["3.1", "3.0"])
def test_yaml_and_json_say_the_same(version: str) -> None:
    package = files("dataops_spec")
    said = yaml.load(package.joinpath(f"openapi-{version}.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    assert said == document("3.1" if version == "3.1" else "3.0")


def test_a_document_belongs_to_its_reader() -> None:
    document().clear()
    assert document()["openapi"] == "3.1.0"


def test_the_hash_is_that_of_the_published_file() -> None:
    published = files("dataops_spec").joinpath("openapi-3.1.json").read_bytes()
    assert contract_hash() == hashlib.sha256(published).hexdigest()


def test_every_operation_of_the_document_is_there_once() -> None:
    paths = document()["paths"]
    assert isinstance(paths, dict)
    said = [
        (operation["operationId"], method.upper(), path)
        for path, item in paths.items()
        if isinstance(item, dict)
        for method, operation in item.items()
        if isinstance(operation, dict)
    ]
    assert sorted((o.id, o.method, o.path) for o in operations()) == sorted(said)
    assert len(BY_ID) == len(said) == 75


def test_the_parameters_of_the_path_item_and_the_operation_are_one() -> None:
    operation = BY_ID["get_project_variable"]
    assert [parameter.name for parameter in operation.path_parameters] == ["id", "key"]
    assert [parameter.name for parameter in operation.query_parameters] == ["filter[environment_scope]"]


def test_an_operations_own_parameter_wins_over_the_path_items() -> None:
    def parameter(description: str) -> JsonObject:
        return {"name": "a", "in": "query", "description": description, "schema": {}, "example": 1}

    operation: JsonObject = {"operationId": "x", "tags": ["t"], "security": [], "parameters": [parameter("own")]}
    whole: JsonObject = {"paths": {"/x": {"parameters": [parameter("shared")], "get": operation}}}
    assert read_operations(whole)[0].query_parameters == (Parameter("a", "query", False, {}, "own", 1),)


@pytest.mark.parametrize("broken", [{"parameters": {}}, {"parameters": [{"$ref": "#/components/parameters/No"}]}])
def test_an_operation_that_is_none_is_named(broken: JsonObject) -> None:
    with pytest.raises(ValueError, match=r"^GET /x is not an operation as OpenAPI has it: "):
        read_operations({"paths": {"/x": {"get": {"operationId": "x", **broken}}}})


def test_references_are_followed_and_those_to_schemas_kept() -> None:
    operation = BY_ID["list_projects"]
    page = operation.query_parameters[0]
    assert (page.name, page.location, page.required, page.schema, page.example) == (
        *("page", "query", False),
        *({"type": "integer", "minimum": 1}, 1),
    )
    success = operation.responses["200"]
    assert success.media == {"application/json": {"$ref": "#/components/schemas/ProjectList"}}
    assert success.headers["x-page"] == Header("x-page", False, {"type": "integer", "minimum": 1})


def test_a_body_says_its_media_types_its_schema_and_an_example() -> None:
    body = BY_ID["create_project"].body
    assert body is not None
    assert body.required
    assert body.schema == {"$ref": "#/components/schemas/ProjectCreate"}
    assert body.media_types == ("application/json", "multipart/form-data", "application/x-www-form-urlencoded")
    assert isinstance(body.example, dict)
    assert body.example["name"] == "Sales Data"


def test_links_are_told_with_the_status_that_they_belong_to() -> None:
    assert BY_ID["create_project"].links[0] == Link("get", "201", "get_project", {"id": "$response.body#/id"})


def shape(operation: Operation) -> tuple[bool, bool, bool, bool, bool, bool]:
    return (
        operation.protected,
        operation.allows_anonymous,
        operation.takes_token,
        operation.takes_job_token,
        operation.is_paginated,
        operation.is_safe,
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("list_projects", (False, True, True, False, True, True)),
        ("create_project", (True, False, True, False, False, False)),
        ("list_branches", (True, False, True, True, True, True)),
        ("get_current_job", (True, False, False, True, False, True)),
        ("trigger_pipeline", (False, False, False, False, False, False)),
    ],
)
def test_an_operation_tells_who_may_call_it_and_how(name: str, expected: tuple[bool, ...]) -> None:
    assert shape(BY_ID[name]) == expected


def test_the_trigger_token_is_a_field_of_the_body() -> None:
    assert {operation.id: operation.credential_field for operation in operations() if operation.credential_field} == {
        "trigger_pipeline": "token"
    }


def test_operations_and_requirements_can_be_keys() -> None:
    assert len({*operations()}) == len(operations())
    assert len({*requirements()}) == len(requirements())


def test_importing_the_package_reads_no_document() -> None:
    code = (
        "import sys, dataops_spec as s; assert s.operations.cache_info().currsize == 0; "
        "print(sorted({'yaml', 'jsonschema', 'httpx'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_every_operation_and_every_requirement_has_its_place_in_the_source() -> None:
    assert sorted(places()) == sorted([*BY_ID, *(requirement.id for requirement in requirements())])
    root = Path(__file__).parents[2]
    for name, place in places().items():
        lines = (root / place.file).read_text(encoding="utf-8").splitlines()[place.line - 1 : place.line + 1]
        assert re.search(rf"(operationId|id): {name}$", "\n".join(lines), re.MULTILINE), (name, place)
