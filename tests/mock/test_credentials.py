from __future__ import annotations

import pytest

from tests.mock.web import ADA, BOT, EXPIRED, READER, REVOKED, TRIGGER, Web, listing, web

UNAUTHORIZED = (401, {"message": "401 Unauthorized"})


@pytest.fixture
def api() -> Web:
    return web({"list_projects": listing(3)})


@pytest.mark.parametrize(
    "headers",
    [
        {"PRIVATE-TOKEN": ADA},
        {"private-token": ADA},
        {"Authorization": f"Bearer {ADA}"},
        {"authorization": f"bearer {ADA}"},
    ],
)
def test_a_token_is_taken_from_each_header(api: Web, headers: dict[str, str]) -> None:
    assert api.get("/user", None, headers=headers).status_code == 204
    assert api.last.principal.user is not None
    assert (api.last.principal.kind, api.last.principal.user.username) == ("personal", "ada")


def test_a_token_is_taken_from_the_parameter_and_told_in_no_link(api: Web) -> None:
    answer = api.get(f"/projects?private_token={ADA}&per_page=1", None)
    assert answer.status_code == 200
    assert api.last.principal.kind == "personal"
    assert ADA not in answer.headers["link"]


def test_a_project_token_acts_as_its_bot(api: Web) -> None:
    api.get("/user", BOT)
    assert api.last.principal.user is not None
    assert (api.last.principal.kind, api.last.principal.user.username) == ("project", "bot")


@pytest.mark.parametrize("token", [None, "wrong", "", EXPIRED, REVOKED, TRIGGER])
def test_credentials_that_are_no_good_get_401(api: Web, token: str | None) -> None:
    answer = api.get("/user", token)
    assert (answer.status_code, answer.json()) == UNAUTHORIZED
    assert answer.headers["x-request-id"]
    assert not api.calls


@pytest.mark.parametrize("token", ["wrong", "", EXPIRED, REVOKED, TRIGGER])
def test_a_public_collection_refuses_a_bad_token_and_serves_nobody(api: Web, token: str) -> None:
    answer = api.get("/projects", token)
    assert (answer.status_code, answer.json()) == UNAUTHORIZED
    assert api.get("/projects", None).status_code == 200
    assert api.last.principal.kind == "anonymous"


@pytest.mark.parametrize("headers", [{"JOB-TOKEN": "wrong"}, {"JOB-TOKEN": ADA}, {"Authorization": "Basic YWRhOng="}])
def test_what_is_no_credential_of_its_place_gets_401(api: Web, headers: dict[str, str]) -> None:
    for path in ("/projects", "/job", "/projects/1/repository/branches"):
        answer = api.get(path, None, headers=headers)
        assert (answer.status_code, answer.json()) == UNAUTHORIZED


@pytest.mark.parametrize(
    ("method", "path", "options"),
    [
        ("GET", "/nowhere", {}),
        ("PATCH", "/projects", {}),
        ("GET", "/projects/1/jobs?page=x", {}),
        ("POST", "/projects", {"content": b"{", "headers": {"content-type": "application/json"}}),
        ("POST", "/projects", {"content": b"<a/>", "headers": {"content-type": "text/xml"}}),
    ],
)
@pytest.mark.parametrize("token", [None, "wrong"])
def test_401_comes_before_everything_else(
    api: Web, method: str, path: str, options: dict[str, object], token: str | None
) -> None:
    answer = api.send(method, path, token, **options)
    assert (answer.status_code, answer.json()) == UNAUTHORIZED


def test_the_scope_read_api_reads_and_does_not_write(api: Web) -> None:
    assert api.get("/user", READER).status_code == 204
    answer = api.post("/projects", READER, content=b"<a/>", headers={"content-type": "text/xml"})
    assert answer.status_code == 403
    assert (answer.json()["error"], answer.json()["scope"]) == ("insufficient_scope", "api")


def test_the_trigger_operation_wants_no_header_and_knows_a_good_one(api: Web) -> None:
    body = {"token": "t", "ref": "main"}
    assert api.post("/projects/1/trigger/pipeline", None, json=body).status_code == 204
    assert api.post("/projects/1/trigger/pipeline", ADA, json=body).status_code == 204
    assert [call.principal.kind for call in api.calls] == ["anonymous", "personal"]


@pytest.mark.parametrize("secret", ["wrong", "", EXPIRED, REVOKED, TRIGGER])
@pytest.mark.parametrize("header", ["private-token", "Authorization", "JOB-TOKEN"])
def test_the_trigger_operation_refuses_a_bad_credential(api: Web, header: str, secret: str) -> None:
    headers = {header: f"Bearer {secret}" if header == "Authorization" else secret}
    answer = api.post("/projects/1/trigger/pipeline", None, headers=headers, data={"token": TRIGGER, "ref": "main"})
    assert (answer.status_code, answer.json()) == UNAUTHORIZED
    assert not api.calls
