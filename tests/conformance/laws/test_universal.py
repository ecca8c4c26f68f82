"""The laws of every exchange: each is kept by one answer and broken by another."""

from __future__ import annotations

import json

import pytest
from dataops_conformance.exchange import Exchange

from tests.conformance.fake_server import TOKEN
from tests.conformance.laws.fakes import context, exchange, no_answer, violations

NOON = 1767268800
VERSION = b'{"version": "18.0.0", "revision": "abc"}'
QUOTA = {
    "ratelimit-limit": "600",
    "ratelimit-observed": "3",
    "ratelimit-remaining": "597",
    "ratelimit-reset": str(NOON + 30),
    "ratelimit-resettime": "Thu, 01 Jan 2026 12:00:30 GMT",
    "date": "Thu, 01 Jan 2026 12:00:00 GMT",
}
USER = {
    "id": 1,
    "username": "ada",
    "name": "Ada",
    "state": "active",
    "avatar_url": None,
    "web_url": "http://x/ada",
    "created_at": "2026-01-01T00:00:00.000Z",
}


def version(**headers: str) -> Exchange:
    return exchange(
        200, VERSION, headers={**QUOTA, **{name.replace("_", "-"): value for name, value in headers.items()}}
    )


def user(**fields: object) -> Exchange:
    return exchange(200, json.dumps({**USER, **fields}).encode(), operation="get_current_user")


def error(body: object, status: int = 404) -> Exchange:
    return exchange(status, json.dumps(body).encode(), operation="get_project")


GOOD = (version(), user(), error({"message": "404 Project Not Found"}), error({"message": {"name": ["is taken"]}}, 400))

BROKEN = [
    ("RATE-04", version(ratelimit_remaining="598")),
    ("RATE-04", version(ratelimit_limit="0", ratelimit_remaining="0")),
    ("RATE-04", version(ratelimit_observed="three")),
    ("RATE-06", version(ratelimit_reset=str(NOON - 30))),
    ("RATE-06", version(ratelimit_reset=str(NOON + 90))),
    ("RATE-07", version(ratelimit_resettime="Thu, 01 Jan 2026 12:00:31 GMT")),
    ("RATE-07", version(ratelimit_resettime="soon")),
    ("RATE-09", version(retry_after="3")),
    ("AUTH-25", user(bio=f"my token is {TOKEN}")),
    ("AUTH-25", exchange(200, VERSION, headers={"x-token": TOKEN})),
    ("AUTH-25", exchange(200, b'[{"id": 1, "token": "glpat-x"}]', operation="list_project_access_tokens")),
    ("BODY-07", exchange(200, VERSION, media_type="text/plain")),
    ("BODY-07", exchange(404, b"gone", operation=None, media_type="text/plain")),
    ("SPEC-01", exchange(203, VERSION)),
    ("SPEC-02", exchange(404, b"{}", operation="get_project", media_type="application/problem+json")),
    ("SPEC-02", exchange(200, b"")),
    ("SPEC-02", exchange(204, b"{}", operation="delete_branch")),
    ("SPEC-03", version(ratelimit_limit="600, 600;w=60")),
    ("SPEC-04", exchange(200, b'{"version": 18}')),
    ("SPEC-04", exchange(200, b"{")),
    ("ERR-01", error({"errors": ["no"]})),
    ("ERR-01", error({"message": ["no"]})),
    ("ERR-01", error({"message": {"name": "is taken"}}, 400)),
    ("ERR-01", exchange(404, b"<p>gone</p>", operation="get_project", media_type="text/html")),
    ("ERR-02", exchange(404, b"<!DOCTYPE html><html>", operation="get_project", media_type="text/html")),
    ("ERR-02", error({"message": 'Traceback (most recent call last)\n  File "app.py", line 3'}, 400)),
    ("ERR-03", error({"message": "500 Internal Server Error"}, 500)),
    ("RES-15", user(created_at="2026-01-01 00:00:00")),
    ("RES-15", user(last_sign_in_at="yesterday")),
    ("RES-16", user(updated_at="2025-12-31T23:59:58.000Z")),
    ("RES-17", exchange(200, VERSION, headers={"x-request-id": " "})),
]


@pytest.mark.parametrize("requirement", sorted({requirement for requirement, _ in BROKEN}))
def test_good_answers_keep_the_law(requirement: str) -> None:
    run = context(no_answer)
    assert [violations(requirement, seen, run) for seen in GOOD] == [[], [], [], []]


@pytest.mark.parametrize(("requirement", "seen"), BROKEN, ids=[f"{item[0]}-{i}" for i, item in enumerate(BROKEN)])
def test_a_bad_answer_breaks_the_law(requirement: str, seen: Exchange) -> None:
    assert violations(requirement, seen, context(no_answer))


def test_a_clock_that_is_wrong_breaks_no_law_of_the_quota() -> None:
    skewed = version(ratelimit_reset="1893456030", ratelimit_resettime="Tue, 01 Jan 2030 00:00:30 GMT")
    skewed = exchange(200, VERSION, headers={**dict(skewed.response.headers), "date": "Tue, 01 Jan 2030 00:00:00 GMT"})
    run = context(no_answer)
    assert [violations(name, skewed, run) for name in ("RATE-04", "RATE-06", "RATE-07")] == [[], [], []]


def test_the_answer_that_makes_a_token_may_show_it_and_no_other_may() -> None:
    run, body = context(no_answer), b'{"id": 7, "token": "glpat-justmade00000001"}'
    assert violations("AUTH-25", exchange(201, body, operation="create_project_access_token"), run) == []
    assert violations("AUTH-25", exchange(200, b'{"name": "glpat-justmade00000001"}', operation="get_project"), run)


def test_a_log_may_show_what_a_job_printed() -> None:
    log = b"Traceback (most recent call last)\n<html>"
    assert (
        violations("ERR-02", exchange(200, log, operation="get_job_trace", media_type="text/plain"), context(no_answer))
        == []
    )


def test_a_refusal_over_the_quota_may_be_text_and_bears_retry_after() -> None:
    refusal = exchange(429, b"Retry later", media_type="text/plain", headers={"retry-after": "3"})
    run = context(no_answer)
    assert [violations(name, refusal, run) for name in ("ERR-01", "BODY-07", "RATE-09")] == [[], [], []]
