from __future__ import annotations

import logging

import pytest
from dataops_mock.call import Content, Entity, JsonObject, NoContent, Reply

from tests.mock.web import web

VERSION: JsonObject = {
    "version": "17.0.0",
    "revision": "0a1b2c3d4e5",
    "kas": {"enabled": False, "externalUrl": None, "externalK8sProxyUrl": None, "version": None},
    "enterprise": True,
}


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (Entity({"version": "17.0.0"}), '"revision" is a required property'),
        (Entity({**VERSION, "version": 17}), 'the body at version: the value is not of type "string"'),
        (Entity(VERSION, status=202), "the status 202 is not documented"),
        (NoContent(status=200), "the status 200 has no body"),
        (Content(b"17", "text/html"), "the content type 'text/html' is not documented for the status 200"),
    ],
)
def test_an_answer_that_breaks_the_contract_is_a_500_that_says_how(
    reply: Reply, reason: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR, logger="dataops_mock"):
        answer = web({"get_version": reply}, strict=True).get("/version")
    assert (answer.status_code, answer.json()["message"]) == (500, "500 Internal Server Error")
    assert answer.json()["error"].startswith("get_version broke the contract: ")
    assert reason in answer.json()["error"]
    assert f"get_version broke the contract: {answer.json()['error'].partition(': ')[2]}" in caplog.text
    assert answer.headers["x-request-id"]


@pytest.mark.parametrize(("fault", "reason"), [
    ("request-id-missing", "the header X-Request-Id is missing"),
    ("header-not-an-integer", "the header RateLimit-Limit is not of its schema"),
])  # fmt: skip
def test_headers_are_held_against_the_contract(fault: str, reason: str) -> None:
    answer = web({"get_version": Entity(VERSION)}, strict=True, faults=[fault]).get("/version")
    assert answer.status_code == 500
    assert reason in answer.json()["error"]


def test_an_answer_that_keeps_the_contract_passes() -> None:
    api = web({"get_version": Entity({**VERSION, "more": 1})}, strict=True, rate_limit="4/60s")
    assert api.get("/version").json()["more"] == 1
    assert api.send("HEAD", "/version").status_code == 200
    assert api.get("/version", None).status_code == 401
    assert api.get("/nowhere").status_code == 404
    assert api.send("PATCH", "/version").status_code == 405
    assert [api.get("/version", headers={"accept": accept}).status_code for accept in ("*/*", "text/plain")] == [
        429,
        429,
    ]
