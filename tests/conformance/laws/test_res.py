"""The laws of resources: each is kept by a server that keeps every rule, and broken by one that breaks its own."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.conformance.laws.fakes import outcome
from tests.conformance.laws.served import (
    Served,
    Spoil,
    body,
    code,
    counting,
    doubled,
    entry,
    fields,
    frozen,
    spoil,
    status,
    with_header,
    without,
)

FLAWS: list[tuple[str, str, Spoil]] = [
    ("RES-01", "create_project_variable", spoil("POST", "/variables$", fields(value="other"))),
    ("RES-01", "create_branch", spoil("POST", "/branches$", code(200))),
    ("RES-02", "update_project_variable", spoil("PUT", "/variables/", fields(value="other"))),
    ("RES-02", "update_job_token_scope", spoil("PATCH", "/job_token_scope$", status(400, error="enabled is invalid"))),
    ("RES-03", "delete_branch", spoil("DELETE", "/branches/", status(200))),
    ("RES-03", "revoke_personal_access_token", spoil("DELETE", "/personal_access_tokens/", status(400))),
    ("RES-04", "create_pipeline_schedule", spoil("GET", r"/pipeline_schedules/\d+$", fields(description="other"))),
    ("RES-04", "create_branch", spoil("GET", "/branches/", status(404, message="404 Branch Not Found"))),
    ("RES-05", "update_group", spoil("GET", r"/groups/\d+$", fields(description="as it was"))),
    ("RES-05", "update_project_member", spoil("GET", "/members", entry(access_level=50))),
    ("RES-06", "delete_pipeline_trigger", spoil("GET", r"/triggers/\d+$", status(200, id=1))),
    ("RES-07", "delete_pipeline_trigger", spoil("DELETE", r"/triggers/\d+$", status(204))),
    ("RES-07", "delete_project_variable", spoil("PUT", "/variables/", status(200))),
    ("RES-08", "create_branch", spoil("GET", r"/branches\?", body([]))),
    ("RES-08", "create_project_variable", spoil("GET", r"/variables\?", doubled)),
    ("RES-09", "delete_project_variable", spoil("GET", r"/variables\?", frozen())),
    ("RES-10", "get_project", spoil("GET", "/projects/[^/]*%2F", fields(star_count=1, name="another"))),
    ("RES-11", "get_version", spoil("HEAD", "/version", status(404))),
    ("RES-11", "list_branches", spoil("HEAD", "/branches", without("x-total"))),
    ("RES-11", "get_current_user", spoil("HEAD", "/user$", lambda reply: replace(reply, body=b"{}"))),
    ("RES-11", "get_project", spoil("HEAD", "/projects/", with_header("content-length", "7"))),
    ("RES-11", "get_project", spoil("HEAD", "/projects/", with_header("content-type", "text/html"))),
    ("RES-12", "get_version", spoil("PATCH", "/version", status(404, error="404 Not Found"))),
    ("RES-12", "list_projects", spoil("PATCH", "/projects", without("allow"))),
    ("RES-13", "get_version", spoil("GET", "no-such-path", status(404, message="404 Not Found"))),
    ("RES-14", "get_branch", spoil("GET", "/branches/", status(404, message="404 Not Found"))),
    ("RES-14", "get_project", spoil("GET", r"/projects/\d{10,}$", status(200, id=1))),
    ("RES-18", "get_version", spoil("GET", "/version", counting("kas"))),
    ("RES-19", "list_branches", spoil("GET", r"/branches(\?|$)", entry(protected="perhaps"))),
    ("RES-19", "list_pipeline_schedules", spoil("GET", r"/pipeline_schedules/\d+$", status(404, message="404 Not Found"))),
    ("RES-19", "list_project_variables", spoil("GET", r"/variables\?|/variables$", entry(protected="perhaps"))),
    ("RES-20", "create_pipeline_schedule", spoil("POST", "/pipeline_schedules$", status(201, id=1), body="cron")),
    ("RES-20", "update_pipeline_schedule", spoil("PUT", "/pipeline_schedules/", status(200, id=1), body="/|_")),
    ("RES-21", "create_pipeline_schedule", spoil("POST", "/pipeline_schedules$", fields(active=False))),
    ("RES-21", "create_pipeline_schedule", spoil("POST", "/pipeline_schedules$", fields(next_run_at="2001-01-01T00:00:00Z"))),
    ("RES-22", "create_branch", spoil("POST", "/branches$", status(201, name="x"), body="no-such-ref")),
    ("RES-23", "trigger_pipeline", spoil("POST", "/trigger/pipeline$", fields(source="api"))),
    ("RES-23", "trigger_pipeline", spoil("GET", r"/pipelines/\d+/variables$", body([]))),
    ("RES-24", "create_pipeline", spoil("GET", r"/pipelines/\d+/jobs$", body([{"name": "extract"}]))),
    ("RES-25", "play_pipeline_schedule", spoil("POST", "/play$", status(200, message="200 OK"))),
    ("RES-25", "play_pipeline_schedule", spoil("GET", r"/pipelines\?", body([]))),
    ("RES-26", "cancel_pipeline", spoil("POST", "/cancel$", fields(status="running"))),
    ("RES-26", "cancel_pipeline", spoil("GET", r"/pipelines/\d+/jobs$", entry(status="running"))),
    ("RES-26", "retry_pipeline", spoil("POST", "/retry$", fields(status="canceled"))),
    ("RES-27", "fork_project", spoil("POST", "/fork$", fields(forked_from_project={"id": 999_999}))),
    ("RES-28", "get_raw_file", spoil("GET", "/raw", body(b"other"))),
    ("RES-28", "create_file", spoil("GET", r"/files/[^/]*\?", fields(size=1))),
    ("RES-28", "update_file", spoil("GET", "/raw", frozen())),
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


def test_a_life_is_led_once_for_all_laws_that_read_it(server: Served) -> None:
    run = server.context()
    outcome("RES-09", "delete_project_variable", run)
    led = len(server.requests)
    for requirement, operation in (
        ("RES-01", "create_project_variable"),
        ("RES-02", "update_project_variable"),
        ("RES-03", "delete_project_variable"),
        ("RES-04", "create_project_variable"),
        ("RES-05", "update_project_variable"),
        ("RES-08", "create_project_variable"),
    ):
        assert outcome(requirement, operation, run) == "kept"
    assert len(server.requests) == led


def test_the_forms_of_a_resource_are_sent_once_for_all_laws_that_read_them(server: Served) -> None:
    run = server.context()
    for requirement in ("RES-02", "BODY-01", "BODY-02", "BODY-03"):
        assert outcome(requirement, "update_project_variable", run) == "kept"
    changes = [request for request in server.requests if request.startswith("PUT")]
    assert outcome("BODY-18", "update_project_variable", run) == "kept"
    assert [request for request in server.requests if request.startswith("PUT")] == changes
    assert len(changes) == 3


def test_what_a_change_made_is_read_before_a_field_is_cleared(server: Served) -> None:
    run = server.context()
    assert outcome("BODY-17", "update_project", run) == "kept"
    assert outcome("RES-05", "update_project", run) == "kept"
    cleared = [request.startswith("PUT") for request in server.requests if re.search(r"/projects/[^/]+$", request)]
    # The change, its reading, the clearing: nothing reads the change afterwards.
    assert cleared[-3:] == [True, False, True]


def test_a_failed_creation_is_told_once_and_blocks_what_builds_upon_it(server: Served) -> None:
    run = server.context(spoil("POST", "/variables$", status(500, error="x")))
    assert outcome("RES-01", "create_project_variable", run) == "violated"
    assert outcome("RES-04", "create_project_variable", run) == "blocked"
    assert outcome("RES-09", "delete_project_variable", run) == "blocked"


def test_reading_reuses_what_the_run_has_read(server: Served) -> None:
    run = server.context()
    run.send("get_version")
    run.send("get_version")
    assert outcome("RES-18", "get_version", run) == "kept"
    assert server.requests == ["GET /api/v4/version", "GET /api/v4/version"]


@pytest.mark.parametrize(
    ("log", "ended"), [([b"a", b"ab", b"abc", b"abcd"], "kept"), ([b"a", b"b", b"a", b"b"], "violated")]
)
@pytest.mark.parametrize("requirement", ["RES-10", "RES-18"])
def test_a_log_may_grow_from_one_reading_to_the_next(
    server: Served, requirement: str, log: list[bytes], ended: str
) -> None:
    written = iter(log)
    run = server.context(spoil("GET", "/trace$", lambda reply: replace(reply, status=200, body=next(written))))
    run.send("get_project", path={"id": server.project})
    assert outcome(requirement, "get_job_trace", run) == ended
    if ended == "kept":
        assert sum(request.endswith("/trace") for request in server.requests) == 2


def test_an_entry_that_was_deleted_since_it_was_listed_is_no_violation(server: Served) -> None:
    run = server.context()
    life = run.sandbox.make("create_pipeline_schedule")
    where = run.sandbox.arguments("list_pipeline_schedules")
    run.send("list_pipeline_schedules", path=where.path)
    run.send("delete_pipeline_schedule", path=life.values)
    assert outcome("RES-19", "list_pipeline_schedules", run) == "kept"


def test_an_entry_that_the_run_has_deleted_is_not_read(server: Served) -> None:
    run = server.context()
    gone, left = (run.sandbox.make("create_pipeline_schedule") for _ in range(2))
    listed = run.send("list_pipeline_schedules", path=gone.values)
    run.send("delete_pipeline_schedule", path=gone.values)
    assert run.sandbox.seen.is_deleted_since(gone.path, listed)
    assert not run.sandbox.seen.is_deleted_since(left.path, listed)
    before = len(server.requests)
    assert outcome("RES-19", "list_pipeline_schedules", run) == "kept"
    assert len(server.requests) == before + 1
    assert f"/{gone.id}" not in server.requests[-1]
