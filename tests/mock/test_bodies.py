from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.mock.web import Web, web

FIELDS = {
    "name": "Größe 🎉",
    "namespace_id": 7,
    "issues_enabled": False,
    "topics": ["a", "b"],
    "container_expiration_policy_attributes": {"keep_n": 4, "enabled": True},
    "description": "null",
}
FORM = [
    ("name", "Größe 🎉"),
    ("namespace_id", "7"),
    ("issues_enabled", "false"),
    ("topics[]", "a"),
    ("topics[]", "b"),
    ("container_expiration_policy_attributes[keep_n]", "4"),
    ("container_expiration_policy_attributes[enabled]", "true"),
    ("description", "null"),
]


@pytest.fixture
def api() -> Web:
    return web(rate_limit="100000/60s")


def multipart(pairs: list[tuple[str, str]], boundary: str = "xyz") -> dict[str, Any]:
    parts = "".join(
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in pairs
    )
    return {
        "content": f"{parts}--{boundary}--\r\n".encode(),
        "headers": {"content-type": f"multipart/form-data; boundary={boundary}"},
    }


def body(content: bytes | str, content_type: str | None) -> dict[str, Any]:
    headers = {} if content_type is None else {"content-type": content_type}
    return {"content": content, "headers": headers}


def test_the_three_types_of_body_have_the_same_effect(api: Web) -> None:
    pairs: dict[str, list[str]] = {}
    for name, value in FORM:
        pairs.setdefault(name, []).append(value)
    api.post("/projects", json=FIELDS)
    api.post("/projects", data=pairs)
    api.post("/projects", **multipart(FORM))
    assert [call.body for call in api.calls] == [FIELDS, FIELDS, FIELDS]


def test_a_list_of_objects_travels_in_every_type(api: Web) -> None:
    variables = [{"key": "A", "value": "1"}, {"key": "B", "value": "2"}]
    pairs = [("ref", "main"), *((f"variables[][{name}]", text) for row in variables for name, text in row.items())]
    api.post("/projects/1/pipeline", json={"ref": "main", "variables": variables})
    api.post(
        "/projects/1/pipeline",
        **body("&".join(f"{name}={text}" for name, text in pairs), "application/x-www-form-urlencoded"),
    )
    api.post("/projects/1/pipeline", **multipart(pairs))
    assert [call.body for call in api.calls] == [{"ref": "main", "variables": variables}] * 3


def test_a_map_of_variables_keeps_its_texts(api: Web) -> None:
    api.post(
        "/projects/1/trigger/pipeline", data={"token": "t", "ref": "main", "variables[N]": "1", "variables[B]": "true"}
    )
    assert api.last.body["variables"] == {"N": "1", "B": "true"}


def test_fields_may_travel_in_the_query_and_the_body_goes_before_them(api: Web) -> None:
    api.post("/projects?name=query&issues_enabled=true&topics[]=a&private_token=x", json={"name": "body"})
    assert api.last.body == {"name": "body", "issues_enabled": True, "topics": ["a"]}


def test_a_file_part_is_a_field_like_any_other(api: Web) -> None:
    api.post("/projects", files={"name": ("name.txt", b"from a file", "text/plain")})
    assert api.last.body == {"name": "from a file"}


@pytest.mark.parametrize("content_type", [None, "text/plain", "application/json", "application/x-www-form-urlencoded"])
def test_no_body_is_no_fields_whatever_its_type(api: Web, content_type: str | None) -> None:
    assert api.post("/projects", **body(b"", content_type)).status_code == 204
    assert api.last.body == {}


def test_the_body_of_an_operation_that_takes_none_is_left_alone(api: Web) -> None:
    assert api.post("/projects/1/pipelines/1/retry", **body(b"{", "application/json")).status_code == 204


@pytest.mark.parametrize("content_type", ["application/json; charset=utf-8", "APPLICATION/JSON"])
def test_the_content_type_may_be_cased_and_have_parameters(api: Web, content_type: str) -> None:
    api.post("/projects", **body(b'{"name":"x"}', content_type))
    assert api.last.body == {"name": "x"}


@pytest.mark.parametrize("content_type", ["text/xml", "text/plain", "application/octet-stream", "nonsense", None])
def test_a_body_of_another_type_gets_415(api: Web, content_type: str | None) -> None:
    answer = api.post("/projects", **body(b"<a/>", content_type))
    assert answer.status_code == 415
    assert "is not supported; send application/json" in answer.json()["error"]
    assert not api.calls


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "The body is not valid JSON"),
        (b"[1]", "The body is not a JSON object"),
        (b'"text"', "The body is not a JSON object"),
        (b"null", "The body is not a JSON object"),
        (b'{"name":"\xff"}', "The body is not valid JSON"),
        (b'{"name":"\\ud800"}', "The body is not valid JSON"),
        (b'{"namespace_id":1e999}', "The body is not valid JSON"),
        (b'{"namespace_id":NaN}', "The body is not valid JSON"),
        (b'{"name":"a\\u0000b"}', "A text holds the character NUL"),
        (b'{"a\\u0000":1}', "A text holds the character NUL"),
        (b'{"name":' + b"[" * 500 + b"]" * 500 + b"}", "The body is nested deeper than 64 levels"),
        (b"[" * 100_000, "The body is not valid JSON"),
        (b'{"name":"' + b"x" * 1_000_000 + b'"}', "The body is larger than 1000000 bytes"),
    ],
)
def test_json_that_cannot_be_read_gets_400(api: Web, content: bytes, said: str) -> None:
    answer = api.post("/projects", **body(content, "application/json"))
    assert (answer.status_code, answer.json()) == (400, {"error": said})
    assert not api.calls


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (b"name=%ff", "application/x-www-form-urlencoded"),
        (b"name=\xff", "application/x-www-form-urlencoded"),
        (b"name=a%00b", "application/x-www-form-urlencoded"),
        (b"name" + b"[a]" * 100 + b"=1", "application/x-www-form-urlencoded"),
        (b"x", "multipart/form-data"),
        (b"x", "multipart/form-data; boundary=xyz"),
        (b'--xyz\r\nContent-Disposition: form-data; name="name"\r\n\r\nx', "multipart/form-data; boundary=xyz"),
        (b"--xyz\r\n\r\nx\r\n--xyz--\r\n", "multipart/form-data; boundary=xyz"),
        (
            b'--xyz\r\nContent-Disposition: form-data; name="name"\r\n\r\n\xff\r\n--xyz--\r\n',
            "multipart/form-data; boundary=xyz",
        ),
        (b"x", "multipart/form-data; boundary=" + "x" * 300),
    ],
)
def test_a_form_that_cannot_be_read_gets_400(api: Web, content: bytes, content_type: str) -> None:
    answer = api.post("/projects", **body(content, content_type))
    assert answer.status_code == 400
    assert isinstance(answer.json()["error"], str)
    assert not api.calls


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=60) | st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=6).map(lambda value: json.dumps(value).encode()),
       content_type=st.sampled_from(["application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]))  # fmt: skip
def test_no_body_whatever_gets_a_5xx(api: Web, content: bytes, content_type: str) -> None:
    assert api.post("/projects", **body(content, content_type)).status_code < 429


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=20)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXT | st.just("null"))
def test_text_survives_every_type_exactly(api: Web, text: str) -> None:
    api.post("/projects", json={"description": text})
    api.post("/projects", data={"description": text})
    api.post("/projects", **multipart([("description", text)], boundary="5e1f0c"))
    assert [call.body for call in api.calls[-3:]] == [{"description": text}] * 3
