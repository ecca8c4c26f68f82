"""The mock answers as the vectors say, and what the suite sends is what they say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx2
import jsonschema
import pytest
from dataops_api.testing import InProcessMock
from dataops_conformance.target.wire import build_path, form_fields
from dataops_spec import document

from tests.patience import PATIENCE
from tests.vectors.vectors import Vector, at, same, vectors

HEADERS = {"private-token": "no-such-token"}


@pytest.fixture(scope="module")
def mock() -> Iterator[InProcessMock]:
    with InProcessMock(seed=5) as mock:
        yield mock


def send(mock: InProcessMock, request: Vector) -> httpx2.Response:
    credential = {
        "token": {"private-token": mock.token},
        "bearer": {"Authorization": f"Bearer {mock.token}"},
        "wrong": HEADERS,
        "none": {},
    }[request["credential"]]
    path = request["target"]
    for name, value in mock.credentials.items():
        path = path.replace(f"{{{name}}}", value)
    body: dict[str, Any] = {}
    if "json" in request:
        body = {"json": request["json"]}
    elif "text" in request:
        body = {"content": request["text"].encode()}
    with httpx2.Client(transport=mock.transport(), timeout=PATIENCE) as client:
        headers = {**credential, **request.get("headers", {})}
        return client.request(request["method"], mock.url + path, headers=headers, **body)


@pytest.mark.parametrize("vector", vectors("server"))
def test_the_mock_answers_as_it_must(mock: InProcessMock, vector: Vector) -> None:
    expect = vector["expect"]
    with mock.rolled_back():
        answer = send(mock, vector["request"])
    assert answer.status_code in expect["status"], answer.text
    named = expect.get("headers", {})
    assert {name: answer.headers.get(name) for name in named} == named
    assert [name for name in expect.get("present", []) if not answer.headers.get(name)] == []
    assert [name for name in expect.get("missing", []) if name in answer.headers] == []
    if "type" in expect:
        assert answer.headers["content-type"].partition(";")[0] == expect["type"]
    if expect.get("empty"):
        assert answer.content == b""
    if "json" in expect:
        assert answer.json() == expect["json"]
    found = {pointer: same(at(answer.json(), pointer)) for pointer in expect.get("values", {})}
    assert found == {pointer: same(value) for pointer, value in expect.get("values", {}).items()}
    if "schema" in expect:
        is_of_the_schema(answer.json(), expect["schema"])


def is_of_the_schema(body: Any, name: str) -> None:
    schema: dict[str, Any] = {"$ref": f"#/components/schemas/{name}", "components": document("3.1")["components"]}
    jsonschema.validate(body, schema, jsonschema.Draft202012Validator)


@pytest.mark.parametrize("vector", vectors("request", "path", "query", "body"))
def test_the_suite_writes_paths_as_the_vectors_say(vector: Vector) -> None:
    path = vector["expect"]["target"].partition("?")[0]
    assert build_path(vector["route"], vector["arguments"].get("path", {})) == path


@pytest.mark.parametrize("vector", vectors("request", "body"))
def test_the_suite_writes_forms_as_the_vectors_say(vector: Vector) -> None:
    # The suite says null with an empty text, which the API takes as well.
    wanted = [[name, "" if text == "null" else text] for name, text in fields_of(vector)]
    assert [[name, "" if text == "null" else text] for name, text in form_fields(vector["arguments"]["body"])] == wanted


def fields_of(vector: Vector) -> list[list[str]]:
    fields: list[list[str]] = vector["expect"]["bodies"]["multipart/form-data"]["fields"]
    return fields
