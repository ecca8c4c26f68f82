"""The laws of payloads: each is kept by a server that keeps every rule, and broken by one that breaks its own."""

from __future__ import annotations

import json
import re

import httpx
import pytest
from dataops_conformance.contract import Contract
from dataops_conformance.exchange import Exchange
from dataops_conformance.law import Violation
from dataops_conformance.laws import all_laws
from dataops_conformance.laws.body.text import shrink, texts
from hypothesis import given

from tests.conformance.laws.fakes import contract, exchange, outcome
from tests.conformance.laws.served import Reply, Served, Spoil, body, code, doubled, entry, fields, spoil, status

MULTIPART, URLENCODED = "multipart/form-data", "application/x-www-form-urlencoded"


def asciified(reply: Reply) -> Reply:
    """Return a reply whose description has lost what is not ASCII."""
    assert isinstance(reply.body, dict)
    text = str(reply.body.get("description"))
    return reply.of(description=text.encode("ascii", "ignore").decode())


def flattened(reply: Reply) -> Reply:
    """Return a refusal whose message is a string."""
    return reply.of(message="Key has already been taken") if reply.status == 400 else reply


def resets_another_field() -> Spoil:
    """Return what shows `protected` otherwise once a PUT was made."""
    changed: list[bool] = []

    def spoilt(request: httpx.Request, reply: Reply) -> Reply:
        if request.method == "PUT":
            changed.append(True)
        one = re.search(r"/variables/[^/]+$", request.url.path) is not None and reply.status == 200
        return reply.of(protected=True) if changed and one and isinstance(reply.body, dict) else reply

    return spoilt


FLAWS: list[tuple[str, str, Spoil]] = [
    ("BODY-01", "create_branch", spoil("POST", "/branches$", status(400, error="branch is missing"))),
    ("BODY-01", "rotate_personal_access_token", spoil("POST", "/rotate$", fields(expires_at="2099-01-01"))),
    ("BODY-01", "play_job", spoil("POST", "/play$", status(415, error="x"))),
    ("BODY-02", "update_project_variable", spoil("PUT", "/variables/", fields(value="one"), media_type=MULTIPART)),
    ("BODY-02", "create_branch", spoil("POST", "/branches$", status(415, error="x"), media_type=MULTIPART)),
    ("BODY-02", "create_project_variable", spoil("POST", "/variables$", fields(protected=True), media_type=MULTIPART)),
    ("BODY-02", "update_file", spoil("GET", r"/files/[^/]*\?", fields(content="b2xk"))),
    ("BODY-02", "add_project_member", spoil("POST", "/members$", fields(access_level=10), media_type=MULTIPART)),
    ("BODY-03", "update_group", spoil("PUT", "/groups/", fields(description=None), media_type=URLENCODED)),
    ("BODY-03", "trigger_pipeline", spoil("GET", r"/pipelines/\d+/variables$", body([]))),
    ("BODY-03", "update_job_token_scope", spoil("GET", "/job_token_scope$", fields(inbound_enabled=True))),
    ("BODY-04", "create_project", spoil("POST", "/projects$", fields(container_expiration_policy={"keep_n": 10}))),
    ("BODY-04", "update_project", spoil("PUT", "/projects/", fields(container_expiration_policy={"cadence": "1d"}))),
    ("BODY-05", "create_project", spoil("POST", "/projects$", fields(topics=["two words"]))),
    ("BODY-05", "create_project_access_token", spoil("POST", "/access_tokens$", fields(scopes=["read_repository"]))),
    ("BODY-06", "create_pipeline", spoil("GET", r"/pipelines/\d+/variables$", doubled)),
    ("BODY-06", "create_pipeline", spoil("GET", r"/pipelines/\d+/variables$", entry(value="other"))),
    ("BODY-08", "create_branch", spoil("POST", r"/branches\?", status(400, error="branch is missing"))),
    ("BODY-08", "update_project", spoil("PUT", r"/projects/\d+\?", fields(description="old"))),
    ("BODY-09", "create_branch", spoil("POST", "/branches$", code(500))),
    ("BODY-09", "update_group", spoil("PUT", "/groups/", lambda _: Reply(400, {"content-type": "text/plain"}, b"bad"))),
    ("BODY-10", "create_branch", spoil("POST", "/branches$", code(400))),
    ("BODY-11", "create_branch", spoil("POST", "/branches$", status(400, error="bad request"))),
    ("BODY-11", "create_branch", spoil("POST", "/branches$", code(422))),
    ("BODY-12", "create_project", spoil("POST", "/projects$", status(201, id=1))),
    ("BODY-13", "create_project", spoil("POST", "/projects$", status(400, error="visibility is invalid"))),
    ("BODY-14", "create_project_variable", spoil("POST", "/variables$", flattened)),
    ("BODY-15", "create_branch", spoil("POST", "/branches$", code(201))),
    ("BODY-15", "create_project_variable", spoil("GET", r"/variables\?", doubled)),
    ("BODY-16", "create_pipeline_trigger", spoil("POST", "/triggers$", asciified)),
    ("BODY-16", "create_pipeline_schedule", spoil("POST", "/pipeline_schedules$", asciified, media_type=URLENCODED)),
    ("BODY-16", "create_file", spoil("GET", "/raw", lambda reply: Reply(200, reply.headers, b"?"))),
    ("BODY-17", "update_project", spoil("PUT", "/projects/", fields(description="Changed once."))),
    ("BODY-18", "update_project_variable", resets_another_field()),
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


def test_a_text_that_is_lost_is_shrunk_to_what_shows_it_in_few_requests() -> None:
    tried: list[str] = []

    def lost(text: str) -> list[Exchange] | None:
        tried.append(text)
        return [exchange(200)] if "+" in text else None

    shortest, shown = shrink("a漢字[a]%41 quoted+textz and more of it", [exchange(400)], lost)
    assert "+" in shortest
    assert len(shortest) <= 4
    assert len(tried) <= 12
    assert shown[0].response.status == 200


def test_a_text_that_no_part_of_loses_stays_whole() -> None:
    shown = [exchange(400)]
    assert shrink("abcdef", shown, lambda text: None) == ("abcdef", shown)


@given(texts())
def test_drawn_texts_are_legal_and_begin_and_end_with_a_letter(text: str) -> None:
    assert (text[0], text[-1]) == ("a", "z")
    assert json.loads(json.dumps(text)) == text
    assert text.encode().decode() == text


def test_the_finding_of_a_lost_text_names_a_short_one(server: Served) -> None:
    run = server.context(spoil("POST", "/triggers$", asciified))
    law = next(law for law in all_laws() if law.requirement == "BODY-16")
    with pytest.raises(Violation) as caught:
        law.function(run, contract().operation("create_pipeline_trigger"))
    assert len(caught.value.expected) < 24
    assert len(caught.value.exchanges) == 1


def test_the_three_rules_of_fields_are_tried_on_one_body(server: Served) -> None:
    run = server.context()
    run.sandbox.project()
    before = len(server.requests)
    for requirement in ("BODY-11", "BODY-12", "BODY-13", "SPEC-06"):
        assert outcome(requirement, "create_project_access_token", run) == "kept"
    assert len(server.requests) - before <= 2


def test_where_a_server_tells_only_the_first_broken_field_each_rule_is_tried_on_its_own(server: Served) -> None:
    def first_only(reply: Reply) -> Reply:
        told = reply.body.get("error") if isinstance(reply.body, dict) else None
        return reply.of(error=told.partition(",")[0]) if isinstance(told, str) else reply

    run = server.context(spoil("POST", "/access_tokens$", first_only))
    assert [outcome(rule, "create_project_access_token", run) for rule in ("BODY-12", "BODY-13")] == ["kept"] * 2


def test_an_item_outside_the_enum_of_a_list_is_told_by_the_name_of_the_list(server: Served) -> None:
    def placed(reply: Reply) -> Reply:
        told = reply.body.get("error") if isinstance(reply.body, dict) else None
        return reply.of(error=told.replace("scopes ", "scopes[0] ")) if isinstance(told, str) else reply

    run = server.context(spoil("POST", "/groups/.*/access_tokens$", placed))
    assert outcome("BODY-13", "create_group_access_token", server.context()) == "kept"
    assert outcome("BODY-13", "create_group_access_token", run) == "violated"


def test_every_operation_with_a_body_is_tried_in_every_body_type(server: Served) -> None:
    loaded: Contract = contract()
    run = server.context()
    bodies = [operation.id for operation in loaded.operations if operation.body is not None]
    outcomes = {
        (requirement, operation): outcome(requirement, operation, run)
        for requirement in ("BODY-01", "BODY-02", "BODY-03")
        for operation in bodies
    }
    assert [name for name, seen in outcomes.items() if seen != "kept"] == []
