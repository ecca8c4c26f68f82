"""What an error's body says, in one line, whichever form it has and whoever wrote it."""

from __future__ import annotations

import json

import pytest
from dataops_api._credentials import Redactor
from dataops_api._exchange import Headers, Response
from dataops_api._messages import read_message
from hypothesis import given
from hypothesis import strategies as st

CANARY = "glpat-canary.0000~00000001"


def response(content: bytes, content_type: str = "application/json") -> Response:
    made = Response(400, Headers({"Content-Type": content_type}), content, "https://a/api/v4/x")
    made.redactor = Redactor([CANARY])
    return made


@pytest.mark.parametrize(
    ("body", "line", "fields"),
    [
        ({"message": "404 Project Not Found"}, "404 Project Not Found", {}),
        (
            {"message": {"name": ["is taken", "is too short"], "path": ["is bad"]}},
            "name is taken, is too short; path is bad",
            {"name": ("is taken", "is too short"), "path": ("is bad",)},
        ),
        ({"message": {"name": "is taken"}}, "name is taken", {"name": ("is taken",)}),
        ({"message": {"base": {"deep": 1}}}, "base.deep 1", {"base.deep": ("1",)}),
        ({"message": {"a": {"b": ["c", "d"]}, "e": "f"}}, "a.b c, d; e f", {"a.b": ("c", "d"), "e": ("f",)}),
        ({"message": {"a": [{"b": None}]}}, 'a {"b":null}', {"a": ('{"b":null}',)}),
        ({"message": {"title": "is taken"}}, "title is taken", {"title": ("is taken",)}),
        ({"message": {"message": ["is taken"]}}, "message is taken", {"message": ("is taken",)}),
        ({"errors": ["c", "d"]}, "c; d", {}),
        ({"errors": {"name": ["is taken"]}}, "name is taken", {"name": ("is taken",)}),
        ({"errors": [{"message": "one"}, {"title": "two", "detail": "why"}]}, "one; two: why", {}),
        ({"errors": "just a text"}, "just a text", {}),
        ({"error": {"name": ["is taken"]}}, "name is taken", {"name": ("is taken",)}),
        ({"error": {"a": "b"}}, "a b", {"a": ("b",)}),
        ({"error": {"code": 7, "message": "it failed"}}, "it failed", {}),
        ({"error": ["one", "two"]}, "one; two", {}),
        ({"title": "Not Found", "detail": "No such project.", "status": 404}, "Not Found: No such project.", {}),
        ({"detail": "No such project."}, "No such project.", {}),
        ({"message": "400 Bad request", "error": "ref is missing"}, "400 Bad request; ref is missing", {}),
        ({"message": "same", "error": "same"}, "same", {}),
        ({"message": {"a": ["b"]}, "error": "x", "error_description": "y"}, "a b; x: y", {"a": ("b",)}),
        ({"message": {}}, "no message", {}),
        ({"message": ["one", "two"]}, "one; two", {}),
        ({"error": "invalid_token", "error_description": "Token was revoked"}, "invalid_token: Token was revoked", {}),
        ({"error": "name is missing"}, "name is missing", {}),
        ({"error": "x", "error_description": 7}, "x", {}),
        ({"message": None, "error": "second"}, "second", {}),
        ({"message": 7}, "7", {}),
        ({}, "no message", {}),
        ([], "[]", {}),
        ("just a text", "just a text", {}),
        (None, "null", {}),
        (True, "true", {}),
    ],
)
def test_each_form_is_read(body: object, line: str, fields: dict[str, tuple[str, ...]]) -> None:
    assert read_message(response(json.dumps(body).encode())) == (line, fields)


@pytest.mark.parametrize(
    ("content", "content_type", "line"),
    [
        (b"", "application/json", "an error whose body is no JSON"),
        (b"{", "application/json", "an error whose body is no JSON"),
        (b'"\xff\xfe"', "application/json", "an error whose body is no JSON"),
        (b'"\\ud800"', "application/json", "an error whose body is no JSON"),
        (b"[" * 100_000, "application/json", "an error whose body is no JSON"),
        (b"", "text/html", "no body"),
        (b"", "", "no body"),
        (b"<html>secret</html>", "text/html; charset=utf-8", "a body of type text/html, not from the API itself"),
        (b"\x00\x01", "", "a body of type unknown, not from the API itself"),
        (b"Retry later\n", "text/plain", "Retry later"),
        (b"caf\xe9", "text/plain; charset=latin-1", "caf\N{LATIN SMALL LETTER E WITH ACUTE}"),
        (b"caf\xe9", "text/plain; charset=no-such", "caf\N{REPLACEMENT CHARACTER}"),
        (b"hello", "text/plain; charset=hex", "hello"),
        (b"hello", "text/plain; charset=undefined", "hello"),
        (b"hello", "text/plain; charset*=bogus'en'%ff", "hello"),
        (b'{"message": "odd"}', "application/problem+json; charset=utf-8", "odd"),
    ],
)
def test_what_is_no_json_of_the_api_is_said_to_be_none(content: bytes, content_type: str, line: str) -> None:
    assert read_message(response(content, content_type)) == (line, {})


def test_a_message_is_one_line_without_control_characters() -> None:
    body = {"message": "first\r\nsecond\x1b[31m\u2028third\x00"}

    assert read_message(response(json.dumps(body).encode()))[0] == "first second [31m third"


def test_a_long_message_is_cut() -> None:
    line, _ = read_message(response(json.dumps({"message": "x" * 10**6}).encode()))

    assert line == "x" * 500 + "…"


@pytest.mark.parametrize("before", [0, 480, 490, 499, 500, 1990])
def test_no_part_of_a_token_is_left_where_a_message_is_cut(before: int) -> None:
    line, _ = read_message(response(json.dumps({"message": "x" * before + CANARY}).encode()))

    assert "glpat" not in line


def test_what_is_nested_without_end_is_one_line() -> None:
    deep = b'{"message":' + b'{"a":' * 900 + b'["b"]' + b"}" * 901

    line, fields = read_message(response(deep))

    assert line.startswith("a.a.a.a.a.a.a.a.a")
    assert list(fields) == [".".join("a" * 9)]


def test_a_token_is_in_no_field() -> None:
    said = read_message(response(json.dumps({"message": {f"no {CANARY}": [CANARY], "b": CANARY}}).encode()))

    assert said == (
        "no <redacted> <redacted>; b <redacted>",
        {"no <redacted>": ("<redacted>",), "b": ("<redacted>",)},
    )


@given(
    content=st.binary(max_size=200),
    content_type=st.one_of(
        st.sampled_from(["application/json", "text/plain", "text/plain; charset=utf-7", "text/plain; charset=idna"]),
        st.text(max_size=40),
    ),
)
def test_whatever_comes_is_one_line(content: bytes, content_type: str) -> None:
    line, _ = read_message(response(content, content_type))

    assert line.isprintable()
    assert len(line) <= 501


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["message", "error", "x"]) | st.text(), inner),
        max_leaves=10,
    )
)
def test_whatever_json_comes_is_one_line(body: object) -> None:
    line, fields = read_message(response(json.dumps(body).encode()))

    assert line.isprintable()
    assert all(isinstance(text, str) for texts in fields.values() for text in texts)
