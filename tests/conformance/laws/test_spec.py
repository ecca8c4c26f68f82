"""The laws of the contract itself that make requests: what is valid is taken, what is not is refused, links lead on."""

from __future__ import annotations

import httpx
import pytest
from dataops_conformance.exchange import JsonObject, JsonValue
from dataops_conformance.laws.spec.wire_validity import breaks_on_the_wire, is_legal_text, is_ordinary

from tests.conformance.laws.fakes import contract, outcome
from tests.conformance.laws.served import Reply, Served, Spoil, code, fields, spoil, status

FLAWS: list[tuple[str, str, Spoil]] = [
    ("SPEC-05", "list_projects", spoil("GET", r"/projects\?", status(400, error="search is invalid"))),
    ("SPEC-05", "create_project", spoil("POST", "/projects$", status(400, error="name is invalid"))),
    ("SPEC-05", "get_version", spoil("GET", "/version", status(406, error="x"))),
    ("SPEC-06", "list_projects", spoil("GET", r"/projects\?", status(200))),
    ("SPEC-06", "create_branch", spoil("POST", "/branches$", code(500))),
    ("SPEC-06", "get_pipeline", spoil("GET", r"/pipelines/[^/]*[a-z]", status(200))),
    ("SPEC-07", "create_pipeline_trigger", spoil("GET", r"/triggers/\d+$", status(404, message="404 Trigger Not Found"))),
    ("SPEC-07", "get_project", spoil("GET", "/namespaces/", code(404))),
    ("SPEC-07", "get_current_user", spoil("GET", "/user$", fields(username=None))),
]  # fmt: skip


@pytest.mark.parametrize(
    ("requirement", "operation"), sorted({(requirement, operation) for requirement, operation, _ in FLAWS})
)
def test_a_server_that_keeps_the_rule_passes(server: Served, requirement: str, operation: str) -> None:
    assert outcome(requirement, operation, server.context()) == "kept"


@pytest.mark.parametrize(
    ("requirement", "operation", "flaw"),
    FLAWS,
    ids=[f"{requirement}-{operation}-{number}" for number, (requirement, operation, _) in enumerate(FLAWS)],
)
def test_a_server_that_breaks_the_rule_is_told_so(
    server: Served, requirement: str, operation: str, flaw: Spoil
) -> None:
    assert outcome(requirement, operation, server.context(flaw)) == "violated"


@pytest.mark.parametrize("seed", range(2))
def test_no_seed_draws_a_valid_request_that_is_refused_or_a_broken_one_that_is_taken(server: Served, seed: int) -> None:
    run = server.context(seed=seed)
    listing = ("list_projects", "list_groups", "list_pipelines", "list_personal_access_tokens", "list_project_members")
    seen = {
        (requirement, operation): outcome(requirement, operation, run)
        for operation in listing
        for requirement in ("SPEC-05", "SPEC-06")
    }
    assert [name for name, ended in seen.items() if ended not in {"kept", "not tested"}] == []


@pytest.mark.parametrize("unchecked", ["sort", "order_by", "active", "created_after"])
def test_the_one_parameter_of_many_that_is_not_checked_is_found(server: Served, unchecked: str) -> None:
    def spoilt(request: httpx.Request, reply: Reply) -> Reply:
        told = reply.body.get("error") if isinstance(reply.body, dict) else None
        if reply.status != 400 or not isinstance(told, str):
            return reply
        others = [part for part in told.split(", ") if not part.startswith(f"{unchecked} ")]
        return reply.of(error=", ".join(others)) if others else Reply(200, reply.headers, [])

    assert outcome("SPEC-06", "list_users", server.context()) == "kept"
    assert outcome("SPEC-06", "list_users", server.context(spoilt)) == "violated"


def test_a_body_that_is_no_object_is_sent_to_some_operations_and_a_failure_at_it_found(server: Served) -> None:
    def spoilt(request: httpx.Request, reply: Reply) -> Reply:
        is_list = request.method == "POST" and request.content.startswith(b"[")
        return Reply(500, reply.headers, {"message": "500"}) if is_list else reply

    run = server.context(spoilt)
    bodies = [operation.id for operation in contract().operations if operation.body is not None]
    assert "violated" in {outcome("SPEC-06", operation, run) for operation in bodies}


def test_a_valid_request_is_not_sent_again_where_one_succeeded(server: Served) -> None:
    run = server.context()
    run.send("get_version")
    assert outcome("SPEC-05", "get_version", run) == "kept"
    assert server.requests == ["GET /api/v4/version"]


def test_a_link_is_not_followed_where_the_run_has_read_what_it_leads_to(server: Served) -> None:
    run = server.context()
    assert outcome("RES-18", "get_branch", run) == "kept"
    before = len(server.requests)
    assert outcome("SPEC-07", "create_branch", run) == "kept"
    assert len(server.requests) == before


@pytest.mark.parametrize(
    ("text", "schema", "broken"),
    [
        ("12", {"type": "integer"}, False),
        ("twelve", {"type": "integer"}, True),
        ("-1", {"type": "integer", "minimum": 1}, True),
        ("1", {"type": "boolean"}, False),
        ("perhaps", {"type": "boolean"}, True),
        ("", {"type": "integer"}, False),
        ("asc", {"type": "string", "enum": ["asc", "desc"]}, False),
        ("up", {"type": "string", "enum": ["asc", "desc"]}, True),
        ("10", {"type": "integer", "enum": [10, 20]}, False),
        ("null", {"type": ["string", "null"]}, False),
        ("null", {"type": "integer"}, False),
    ],
)
def test_a_text_breaks_a_schema_only_if_no_reading_of_it_is_valid(text: str, schema: JsonObject, broken: bool) -> None:
    assert breaks_on_the_wire(text, lambda value: not contract().schema_errors(schema, value)) is broken


@pytest.mark.parametrize(
    ("value", "schema", "ordinary"),
    [
        ("plain", {}, True),
        ("a\x00b", {}, False),
        (" padded", {}, False),
        (2**40, {}, False),
        (["ok", "\ud800"], {}, False),
        ({"key": "\x07"}, {}, False),
        ("2026-01-01T00:00:00Z", {"format": "date-time"}, True),
        ("0001-01-01T00:00:00Z", {"format": "date-time"}, False),
        ("2026-01-01", {"format": "date"}, True),
        (None, {}, True),
    ],
)
def test_a_value_is_ordinary_if_nothing_but_its_schema_could_speak_against_it(
    value: JsonValue, schema: JsonObject, ordinary: bool
) -> None:
    assert is_ordinary(value, schema) is ordinary


def test_letters_of_any_script_are_legal_text() -> None:
    assert is_legal_text("Ωμέγα 漢字 \U0001f600")
