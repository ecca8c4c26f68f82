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
from dataops_conformance.laws.body.text import shrink
from dataops_conformance.laws.res.changes import CHANGES
from dataops_conformance.sandbox.telling import PIECES, TEXT_FIELDS, telling_text

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
    ("BODY-03", "update_group", spoil("PUT", "/groups/", fields(share_with_group_lock=None), media_type=URLENCODED)),
    ("BODY-03", "trigger_pipeline", spoil("GET", r"/pipelines/\d+/variables$", body([]))),
    ("BODY-03", "update_job_token_scope", spoil("GET", "/job_token_scope$", fields(inbound_enabled=True))),
    ("BODY-04", "create_project", spoil("POST", "/projects$", fields(container_expiration_policy={"keep_n": 10}))),
    ("BODY-04", "update_project", spoil("PUT", "/projects/", fields(container_expiration_policy={"cadence": "1d"}))),
    ("BODY-05", "create_project", spoil("POST", "/projects$", fields(topics=["two words"]))),
    ("BODY-05", "create_project_access_token", spoil("POST", "/access_tokens$", fields(scopes=["read_repository"]))),
    ("BODY-06", "create_pipeline", spoil("GET", r"/pipelines/\d+/variables$", doubled)),
    ("BODY-06", "create_pipeline", spoil("GET", r"/pipelines/\d+/variables$", entry(value="other"))),
    ("BODY-08", "create_branch", spoil("POST", r"/branches\?", status(400, error="branch is missing"))),
    ("BODY-08", "update_project", spoil("PUT", r"/projects/.*\?", fields(merge_method="none", description="old"))),
    ("BODY-09", "create_branch", spoil("POST", "/branches", code(500))),
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
    ("BODY-16", "create_file", spoil("GET", r"/files/[^/]*\?", fields(content="b2xk"))),
    ("BODY-17", "update_project", spoil("PUT", "/projects/", fields(description=CHANGES["description"][0]))),
    ("BODY-18", "update_project_variable", resets_another_field()),
    ("BODY-18", "update_group", spoil("PUT", "/groups/", fields(description=""), media_type=URLENCODED)),
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


@pytest.mark.parametrize("operation", sorted(TEXT_FIELDS))
def test_a_telling_text_has_every_awkward_piece_between_two_letters(server: Served, operation: str) -> None:
    run = server.context()
    text = telling_text(run, operation)
    assert [piece for piece in PIECES if piece not in text] == []
    assert text[0].isalpha()
    assert text[-1].isalpha()
    assert json.loads(json.dumps(text)) == text
    assert telling_text(run, operation, 1) != text


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
    for requirement in ("BODY-11", "BODY-12", "BODY-13"):
        assert outcome(requirement, "create_project_variable", run) == "kept"
    assert len(server.requests) - before <= 2


def test_where_a_server_tells_only_the_first_broken_field_each_rule_is_tried_on_its_own(server: Served) -> None:
    def first_only(reply: Reply) -> Reply:
        told = reply.body.get("error") if isinstance(reply.body, dict) else None
        return reply.of(error=told.partition(",")[0]) if isinstance(told, str) else reply

    run = server.context(spoil("POST", "/access_tokens$", first_only))
    assert [outcome(rule, "create_project_access_token", run) for rule in ("BODY-12", "BODY-13")] == ["kept"] * 2


def accepts(field: str) -> Spoil:
    """Return what takes a value of a field that is wrong: it does not tell it, and takes it where it is all that is."""

    def spoilt(request: httpx.Request, reply: Reply) -> Reply:
        told = reply.body.get("error") if isinstance(reply.body, dict) else None
        if request.method != "POST" or reply.status != 400 or not isinstance(told, str):
            return reply
        others = [part for part in told.split(", ") if not part.startswith(f"{field} ")]
        return reply.of(error=", ".join(others)) if others else Reply(201, reply.headers, {"id": 1})

    return spoilt


@pytest.mark.parametrize(
    ("requirement", "field"),
    [("BODY-11", "key"), ("BODY-12", "protected"), ("BODY-12", "raw"), ("BODY-13", "variable_type")],
)
def test_the_one_field_of_many_that_is_not_checked_is_found(server: Served, requirement: str, field: str) -> None:
    run = server.context(accepts(field))
    assert outcome(requirement, "create_project_variable", run) == "violated"


@pytest.mark.parametrize("field", ["protected", "raw", "description", "variable_type", "environment_scope"])
def test_the_one_field_of_many_that_is_lost_is_found(server: Served, field: str) -> None:
    lost = spoil("POST", "/variables$", lambda reply: reply.of(**{field: "lost"}) if reply.status < 300 else reply)
    seen = [
        outcome(rule, "create_project_variable", server.context(lost)) for rule in ("BODY-01", "BODY-02", "BODY-03")
    ]
    assert "violated" in seen


def test_a_field_that_json_loses_too_is_not_the_forms_fault(server: Served) -> None:
    lost = spoil("POST", "/variables$", fields(environment_scope="lost"))
    run = server.context(lost)
    assert outcome("BODY-01", "create_project_variable", run) == "violated"
    assert outcome("BODY-03", "create_project_variable", run) == "kept"


def test_one_form_shows_all_that_forms_are_asked_of_an_operation(server: Served) -> None:
    run = server.context()
    for requirement in ("BODY-02", "BODY-03"):
        assert outcome(requirement, "create_project", run) == "kept"
    before = len(server.requests)
    for requirement in ("BODY-04", "BODY-05", "BODY-08", "SPEC-05"):
        assert outcome(requirement, "create_project", run) == "kept"
    assert len(server.requests) == before


def test_each_operation_plays_a_job_of_its_own(server: Served) -> None:
    run = server.context()
    for requirement in ("BODY-01", "BODY-02", "BODY-03"):
        assert outcome(requirement, "play_job", run) == "kept"
    assert sum(request.endswith("/pipeline") for request in server.requests) == 1


def test_a_server_that_fails_at_the_character_nul_is_told_so(server: Served) -> None:
    def spoilt(request: httpx.Request, reply: Reply) -> Reply:
        return code(500)(reply) if b"\\u0000" in request.content else reply

    operations = contract().requirement("BODY-16").operations
    seen = [outcome("BODY-16", operation, server.context(spoilt)) for operation in operations]
    assert sorted(seen) == ["kept"] * (len(operations) - 1) + ["violated"]


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


@pytest.mark.parametrize(
    ("requirement", "operation"),
    [
        ("BODY-04", "create_project"), ("BODY-09", "update_group"), ("BODY-10", "create_branch"),
        ("BODY-11", "create_project_variable"), ("BODY-12", "create_pipeline_schedule"),
        ("BODY-13", "create_project_variable"),
    ],
)  # fmt: skip
def test_what_the_runs_own_user_may_not_do_is_not_tested(server: Served, requirement: str, operation: str) -> None:
    path = r"^/api/v4" + re.sub(r"{\w+}", "[^/]+", contract().operation(operation).path) + r"(\?|$)"
    method = contract().operation(operation).method
    # The project of the run itself is made in JSON.
    sent_as = "multipart/" if requirement == "BODY-04" else ""
    refused = server.context(spoil(method, path, status(403, message="403 Forbidden"), media_type=sent_as))
    assert outcome(requirement, operation, refused) == "not tested"
