"""Our own client makes of each answer what the vectors say, and sends what they say."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, cast
from urllib.parse import parse_qsl

import httpx2
import pytest
from dataops_api import DataOps
from dataops_api._exchange import Response
from dataops_api._messages import read_message
from dataops_api._paging.asking import Ask, page_number
from dataops_api._paging.following import following
from dataops_api._requests import encode_body, target
from dataops_api._retry import retry_after
from dataops_api.errors import StatusError
from dataops_client.wire import form_fields, request_arguments
from dataops_resources.model import Model
from dataops_resources.runtime import Call, Operation
from dataops_spec import document, operations

from tests.vectors.vectors import ABSENT, Vector, at, content_of, same, vectors

URL = "https://vectors.example/api/v4"
OPERATIONS = {operation.id: operation for operation in operations()}


def call_of(vector: Vector) -> Call:
    described = OPERATIONS[vector["operation"]]
    operation: Any = Operation(
        id=described.id,
        method=vector["method"],
        route=vector["route"],
        credentials=frozenset({"token"}),
        pagination=described.pagination,  # type: ignore[arg-type]
    )
    given = vector.get("arguments", {})
    return Call(operation, {}, path=given.get("path", {}), query=given.get("query", {}), body=given.get("body"))


def response_of(vector: Vector) -> Response:
    said = vector["response"]
    return Response(said["status"], dict(said["headers"]), content_of(said), URL + vector["route"])


def method_of(api: DataOps, operation_id: str) -> Callable[..., Any]:
    """Return the client's method for an operation, by the names that the contract gives them."""
    operation = OPERATIONS[operation_id]
    written: Any = document("3.1")["paths"]
    described = written[operation.path][operation.method.lower()]
    group = described.get("x-fern-sdk-group-name", operation.tag)
    return getattr(getattr(api, group), described["x-fern-sdk-method-name"])  # type: ignore[no-any-return]


def answered(vector: Vector, **credential: Any) -> tuple[Any, httpx2.Request]:
    """Call the operation of the vector by its method, the answer being the vector's; any argument will do."""
    asked: list[httpx2.Request] = []
    said = vector.get("response", {"status": 200, "headers": {}, "json": {}})

    def answer(request: httpx2.Request) -> httpx2.Response:
        asked.append(request)
        return httpx2.Response(said["status"], headers=said["headers"], content=content_of(said))

    with DataOps(URL, transport=httpx2.MockTransport(answer), **(credential or {"token": "t"})) as api:
        method = method_of(api, vector["operation"])
        named = [
            each for each in inspect.signature(method).parameters.values() if each.default is inspect.Parameter.empty
        ]
        wanted = [each for each in named if each.kind is not inspect.Parameter.VAR_KEYWORD]
        positional = ["x" for each in wanted if each.kind is not inspect.Parameter.KEYWORD_ONLY]
        result = method(*positional, **{each.name: "x" for each in wanted if each.kind is each.KEYWORD_ONLY})
        is_list = isinstance(said.get("json"), list)
        return (list(result) if is_list else result), asked[0] if asked else httpx2.Request("GET", URL)


def plain(value: Any) -> Any:
    if isinstance(value, list):
        items = cast("Sequence[Any]", value)
        return [plain(item) for item in items]
    return value.to_dict() if isinstance(value, Model) else value


@pytest.mark.parametrize("vector", vectors("client", "value", "null-or-absent", "unknown-field", "unknown-enum"))
def test_the_values_of_an_answer_are_given(vector: Vector) -> None:
    expect = vector["expect"]
    value = plain(answered(vector)[0])
    if vector["method"] == "DELETE":
        assert value is None  # a deletion's answer says nothing that is worth a value
        return
    assert {pointer: same(at(value, pointer)) for pointer in expect["values"]} == {
        pointer: same(wanted) for pointer, wanted in expect["values"].items()
    }
    assert [pointer for pointer in expect.get("absent", []) if at(value, pointer) is not ABSENT] == []


@pytest.mark.parametrize("vector", vectors("client", "text"))
def test_a_text_is_given_as_it_is(vector: Vector) -> None:
    value = answered(vector)[0]
    assert (value.decode() if isinstance(value, bytes) else value) == vector["expect"]["text"]


@pytest.mark.parametrize("vector", vectors("client", "next-page"))
def test_a_list_goes_on_where_it_is_said(vector: Vector) -> None:
    query = vector.get("query", {})
    ask = Ask(query, None if query.get("pagination") == "keyset" else page_number(query))
    found = following(call_of(vector), ask, response_of(vector), len(vector["response"]["json"]))
    texts = None if found is None else {name: written(value) for name, value in found.query.items()}
    assert texts == vector["expect"]["next"]


def written(value: Any) -> Any:
    return [str(item) for item in cast("list[Any]", value)] if isinstance(value, (list, tuple)) else str(value)


@pytest.mark.parametrize("vector", vectors("client", "error", "wait", "wait-other"))
def test_what_an_error_says_is_read(vector: Vector) -> None:
    wanted = vector["expect"].get("error")
    message, fields = read_message(response_of(vector))
    if wanted is None:
        assert message
        return
    assert {name: list(words) for name, words in fields.items()} == wanted["fields"]
    assert wanted["message"] in {None, message}
    assert [text for text in wanted.get("without", []) if text in message] == []


@pytest.mark.parametrize("vector", vectors("client", "error"))
def test_an_error_is_raised_with_its_status_and_its_message(vector: Vector) -> None:
    vector = {**vector, "response": {**vector["response"]}}
    headers = {**vector["response"]["headers"]}
    # A client that is told to wait, or may try again, does; here it shall raise.
    headers["Retry-After"] = "86400"
    vector["response"]["headers"] = headers
    with pytest.raises(StatusError) as caught:
        answered_at_once(vector)
    wanted = vector["expect"]["error"]
    assert caught.value.status_code == wanted["status"]
    assert {name: list(words) for name, words in caught.value.fields.items()} == wanted["fields"]


def answered_at_once(vector: Vector) -> None:
    said = vector["response"]

    def answer(_: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(said["status"], headers=said["headers"], content=content_of(said))

    with DataOps(URL, token="t", transport=httpx2.MockTransport(answer)) as api:
        api.with_options(retries=0).request(vector["method"], "/x")


@pytest.mark.parametrize("vector", vectors("client", "wait", "wait-other"))
def test_the_wait_is_read(vector: Vector) -> None:
    now = datetime.fromisoformat(vector["now"])
    assert retry_after(response_of(vector).headers, now) == vector["expect"]["wait"]


@pytest.mark.parametrize("vector", vectors("request", "path", "query", "body"))
def test_a_call_is_written_as_the_target(vector: Vector) -> None:
    assert target(call_of(vector)) == vector["expect"]["target"]


@pytest.mark.parametrize("vector", vectors("request", "body"))
def test_a_body_is_written_in_each_content_type(vector: Vector) -> None:
    bodies, body = vector["expect"]["bodies"], vector["arguments"]["body"]
    assert json.loads(encode_body(call_of(vector)) or b"null") == bodies["application/json"]["json"]
    fields = [list(pair) for pair in form_fields(body)]
    assert fields == bodies["multipart/form-data"]["fields"]
    sent = request_arguments(body, "urlencoded")["content"].decode()
    assert sent == bodies["application/x-www-form-urlencoded"]["text"]
    assert [list(pair) for pair in parse_qsl(sent, keep_blank_values=True)] == fields


@pytest.mark.parametrize("vector", vectors("request", "credential"))
def test_a_credential_travels_in_its_header(vector: Vector) -> None:
    given = vector["arguments"]
    example = next(each.values[0] for each in vectors("client", "value") if is_of(each.values[0], vector))
    _, request = answered({**vector, "response": example["response"]}, **given)
    expect = vector["expect"]
    assert {name: request.headers.get(name) for name in expect["headers"]} == expect["headers"]
    assert (request.method, request.url.raw_path.decode()) == (expect["method"], f"/api/v4{expect['target']}")


def is_of(example: Vector, vector: Vector) -> bool:
    return bool(example["operation"] == vector["operation"])
