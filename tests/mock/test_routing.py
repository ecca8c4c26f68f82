from __future__ import annotations

import logging

import httpx
import pytest
from dataops_mock.call import Call, Entity, Reply
from dataops_mock.http.routing import Router
from dataops_mock.rules import Match
from dataops_spec import operations

from tests.mock.web import Web, listing, web


@pytest.fixture
def api() -> Web:
    return web({"list_projects": listing(3), "get_version": Entity({"version": "1"})})


def test_every_operation_is_found_by_its_own_method_and_path() -> None:
    router = Router(operations())
    for operation in operations():
        match = router.find(operation.method, operation.path.replace("{", "").replace("}", ""))
        assert match.operation == operation


def test_an_encoded_slash_stays_in_its_segment(api: Web) -> None:
    api.get("/projects/team%2Fdata/repository/files/a%2Fb%20c.sql?ref=main")
    assert api.last.operation.id == "get_file"
    assert api.last.path == {"id": "team/data", "file_path": "a/b c.sql"}


def test_a_literal_segment_goes_before_a_templated_one(api: Web) -> None:
    api.get("/projects/1/pipelines/latest")
    assert api.last.operation.id == "get_latest_pipeline"
    api.get("/projects/1/pipelines/7")
    assert (api.last.operation.id, api.last.path) == ("get_pipeline", {"id": "1", "pipeline_id": "7"})


@pytest.mark.parametrize("path", ["/nowhere", "/projects/", "/projects//jobs", "/projects/team/data/x", "", "/"])
def test_a_path_that_no_operation_knows_gets_404(api: Web, path: str) -> None:
    answer = api.get(path)
    assert (answer.status_code, answer.json()) == (404, {"error": "404 Not Found"})


def test_outside_the_api_there_is_nothing() -> None:
    match = Router(operations()).find("GET", "")
    assert match == Match()


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("PATCH", "/projects", "GET, HEAD, POST"),
        ("OPTIONS", "/version", "GET, HEAD"),
        ("GET", "/projects/1/fork", "POST"),
    ],
)
def test_a_method_that_a_path_does_not_know_gets_405_with_allow(api: Web, method: str, path: str, allow: str) -> None:
    answer = api.send(method, path)
    assert (answer.status_code, answer.json()) == (405, {"error": "405 Not Allowed"})
    assert answer.headers["allow"] == allow


def test_head_answers_as_get_without_the_body(api: Web) -> None:
    moments = {"x-request-id", "ratelimit-observed", "ratelimit-remaining"}

    def kept(answer: httpx.Response) -> dict[str, str]:
        return {name: value for name, value in answer.headers.items() if name not in moments}

    for path in ("/projects?per_page=2", "/version", "/nowhere"):
        get, head = api.get(path), api.send("HEAD", path)
        assert (head.status_code, kept(head), head.content) == (get.status_code, kept(get), b"")


def test_every_answer_bears_a_request_id_of_its_own(api: Web) -> None:
    answers = [api.get("/version"), api.get("/nowhere"), api.get("/version", None), api.send("PUT", "/version")]
    assert len({answer.headers["x-request-id"] for answer in answers}) == 4


def test_a_failure_of_the_mock_is_a_500_that_tells_nothing(caplog: pytest.LogCaptureFixture) -> None:
    def fail(_call: Call) -> Reply:
        msg = "the secret reason"
        raise RuntimeError(msg)

    api = web({"get_version": fail})
    with caplog.at_level(logging.ERROR, logger="dataops_mock"):
        answer = api.get("/version")
    assert (answer.status_code, answer.json()) == (500, {"message": "500 Internal Server Error"})
    assert answer.headers["x-request-id"]
    assert answer.headers["x-request-id"] in caplog.text
    assert "the secret reason" in caplog.text


@pytest.mark.parametrize(
    ("host", "seen"),
    [
        ("api.example:81", "http://api.example:81/api/v4"),
        ("[::1]:9", "http://[::1]:9/api/v4"),
        ("a>b", "http://127.0.0.1:8000/api/v4"),
    ],
)
def test_links_lead_back_by_the_name_that_the_client_used(api: Web, host: str, seen: str) -> None:
    api.get("/version", headers={"host": host})
    assert api.last.base_url == seen
