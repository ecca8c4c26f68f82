"""The laws of authentication: each is kept by a server that keeps every rule, and broken by one that breaks its own."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import httpx
import pytest
from dataops_conformance.law import LawFunction, Violation
from dataops_conformance.laws import all_laws
from dataops_conformance.laws.auth.probes import absent_path, harmless_body

from tests.conformance.laws.fakes import context, contract, no_answer, outcome
from tests.conformance.laws.served import Change, Reply, Served, Spoil, body, code, entry, fields, spoil, status

Flaw = Callable[[Served], Spoil]

UNAUTHORIZED = status(401, message="401 Unauthorized")
NOTHING = status(200)


def secret(request: httpx.Request) -> str:
    """Return the token that the request bears, in whichever header."""
    bearer = request.headers.get("authorization", "").removeprefix("Bearer ")
    return str(request.headers.get("private-token") or request.headers.get("job-token") or bearer)


def by(name: str, path: str, change: Change, method: str = "GET") -> Flaw:
    """Return what changes the answers to a credential of the run; `name` is empty for none, `*` for any made in the
    run.
    """

    def flaw(server: Served) -> Spoil:
        known = {item.name: item.secret for item in server.credentials.values()}
        spoilt = spoil(method, path, change)

        def meant(request: httpx.Request) -> bool:
            token = secret(request)
            return token not in known.values() and token != "" if name == "*" else token == known.get(name, "")

        return lambda request, reply: spoilt(request, reply) if meant(request) else reply

    return flaw


def unknown(path: str, change: Change) -> Flaw:
    """Return what changes the answers to a GET by whoever is refused."""

    def flaw(_: Served) -> Spoil:
        spoilt = spoil("GET", path, change)
        return lambda request, reply: spoilt(request, reply) if reply.status == 401 else reply

    return flaw


def law(requirement: str) -> LawFunction:
    """Return the law of a requirement."""
    return next(item.function for item in all_laws() if item.requirement == requirement)


def every(method: str, path: str, change: Change) -> Flaw:
    """Return what changes the answers to everybody."""
    return lambda server: spoil(method, path, change)


def upper_case_refused(server: Served) -> Spoil:
    """Return what knows the token's header in lower case alone."""

    def spoilt(request: httpx.Request, reply: Reply) -> Reply:
        names = {name for name, _ in request.headers.raw}
        return reply if b"private-token" in names or not secret(request) else UNAUTHORIZED(reply)

    return spoilt


def after(method: str, path: str, then: Flaw) -> Flaw:
    """Return a flaw that begins once a request was made."""

    def flaw(server: Served) -> Spoil:
        made: list[bool] = []
        spoilt = then(server)

        def answer(request: httpx.Request, reply: Reply) -> Reply:
            begun = bool(made)
            if request.method == method and request.url.path.endswith(path):
                made.append(True)
            return spoilt(request, reply) if begun else reply

        return answer

    return flaw


JOB, OTHER, READ = "DATAOPS_JOB_TOKEN", "DATAOPS_OTHER_TOKEN", "DATAOPS_READ_TOKEN"
FLAWS: list[tuple[str, str, Flaw]] = [
    ("AUTH-01", "get_project", by("", "/projects/", NOTHING)),
    ("AUTH-01", "create_project", by("", "/projects", status(401, error="no"), "POST")),
    ("AUTH-02", "list_projects", by("", "/projects", entry(visibility="private"))),
    ("AUTH-02", "list_namespaces", by("", "/namespaces", UNAUTHORIZED)),
    ("AUTH-03", "list_projects", by("*", "/projects", code(200))),
    ("AUTH-03", "trigger_pipeline", by("*", "/trigger/", status(404, message="404 Not Found"), "POST")),
    ("AUTH-03", "get_current_job", by("*", "/job$", NOTHING)),
    ("AUTH-04", "get_current_user", upper_case_refused),
    ("AUTH-07", "get_current_user", by("DATAOPS_TOKEN", "/user$", fields(id=999))),
    ("AUTH-07", "get_current_personal_access_token", by(READ, "/user$", fields(id=999))),
    ("AUTH-08", "create_project_access_token", by("*", "/user$", fields(id=999))),
    ("AUTH-08", "create_group_access_token", by("*", "/user$", UNAUTHORIZED)),
    ("AUTH-09", "revoke_project_access_token", by("DATAOPS_REVOKED_TOKEN", "/projects$", NOTHING)),
    ("AUTH-09", "revoke_group_access_token", by("*", "/(projects|user)$", code(200))),
    ("AUTH-10", "get_current_user", by("DATAOPS_EXPIRED_TOKEN", "/user$", NOTHING)),
    ("AUTH-11", "rotate_personal_access_token", every("POST", "/rotate$", fields(scopes=["read_api"]))),
    ("AUTH-11", "rotate_personal_access_token", after("POST", "/rotate", by("*", "/self$", UNAUTHORIZED))),
    ("AUTH-11", "rotate_personal_access_token", after("POST", "/rotate", by("*", "/self$", fields(scopes=["x"])))),
    ("AUTH-11", "rotate_personal_access_token", after("POST", "/rotate", by("*", "/self$", fields(user_id=999)))),
    ("AUTH-11", "rotate_personal_access_token", after("POST", "/rotate", by("*", "/user$", NOTHING))),
    ("AUTH-12", "list_projects", by(READ, "/projects", status(403, error="insufficient_scope"))),
    ("AUTH-13", "delete_project", by(READ, "/projects/", status(404, message="404 Project Not Found"), "DELETE")),
    ("AUTH-13", "create_branch", by(READ, r"/projects/(?!1999999999)", status(201), "POST")),
    ("AUTH-13", "create_group_access_token", by(READ, r"/groups/(?!1999999999)", status(201), "POST")),
    ("AUTH-14", "get_file", by("*", "/files/", status(403, error="insufficient_scope"))),
    ("AUTH-14", "get_project", by("*", r"/projects/\d+$", NOTHING)),
    ("AUTH-15", "list_branches", by(JOB, "/branches", UNAUTHORIZED)),
    ("AUTH-15", "get_current_job", by(JOB, "/job$", UNAUTHORIZED)),
    ("AUTH-16", "get_project", by(JOB, "/projects/", status(404, message="404 Project Not Found"))),
    ("AUTH-17", "get_current_job", by("DATAOPS_FINISHED_JOB_TOKEN", "/job$", NOTHING)),
    ("AUTH-18", "list_branches", by(JOB, "/branches", status(200))),
    ("AUTH-19", "get_raw_file", by(JOB, "/raw", status(403, message="403 Forbidden"))),
    ("AUTH-20", "list_branches", by(JOB, "/branches", status(403, message="403 Forbidden"))),
    ("AUTH-21", "get_job_token_scope", every("GET", "/job_token_scope$", fields(inbound_enabled=False))),
    ("AUTH-21", "list_job_token_allowlist", every("GET", "/allowlist", body([]))),
    ("AUTH-22", "get_raw_file", by(JOB, "/raw", status(404, message="404 Project Not Found"))),
    ("AUTH-23", "get_current_user", by("DATAOPS_TRIGGER_TOKEN", "/user$", NOTHING)),
    ("AUTH-23", "get_current_job", by("DATAOPS_TRIGGER_TOKEN", "/user$", NOTHING)),
    ("AUTH-24", "trigger_pipeline", every("POST", "/trigger/pipeline$", code(201))),
    ("AUTH-24", "trigger_pipeline", every("POST", "/trigger/pipeline$", status(400, error="token is missing"))),
    ("AUTH-26", "create_project", by("", "/projects", status(400, error="name is missing"), "POST")),
    ("AUTH-26", "get_branch", unknown("/branches/", status(404, message="404 Project Not Found"))),
    ("AUTH-26", "list_pipelines", unknown("page=x", status(400, error="page is invalid"))),
    ("AUTH-26", "get_project", by("", "/projects/", status(405, error="405 Not Allowed"), "PATCH")),
    ("AUTH-27", "update_project", by(OTHER, "/projects/", status(404, message="404 Project Not Found"), "PUT")),
    ("AUTH-27", "create_branch", every("GET", "/branches", entry(name="refused"))),
    ("AUTH-27", "create_file", every("GET", "/branches", entry(name="refused-file"))),
    ("AUTH-27", "delete_project", every("GET", r"/projects/\d+$", fields(marked_for_deletion_on="2030-01-01"))),
    ("AUTH-28", "get_project", by(OTHER, "/projects/", status(403, message="403 Forbidden"))),
    ("AUTH-28", "get_group", by(OTHER, "/groups/[^1]", status(404, message="404 Hidden"))),
]
CASES = sorted({(requirement, operation) for requirement, operation, _ in FLAWS})


@pytest.mark.parametrize(
    ("requirement", "operation"), [*CASES, ("AUTH-05", "get_current_user"), ("AUTH-27", "update_group")]
)
def test_a_server_that_keeps_the_rules_breaks_no_law(server: Served, requirement: str, operation: str) -> None:
    assert outcome(requirement, operation, server.context()) == "kept"


@pytest.mark.parametrize(
    ("requirement", "operation", "flaw"),
    FLAWS,
    ids=[f"{requirement}-{operation}-{number}" for number, (requirement, operation, _) in enumerate(FLAWS)],
)
def test_a_server_that_breaks_the_rule_is_told_so(server: Served, requirement: str, operation: str, flaw: Flaw) -> None:
    assert outcome(requirement, operation, server.context(flaw(server))) == "violated"


@pytest.mark.parametrize("operation", ["get_current_user", "list_projects"])
def test_a_bearer_token_that_is_not_taken_is_told(server: Served, operation: str) -> None:
    def refuse_bearer(request: httpx.Request, reply: Reply) -> Reply:
        return UNAUTHORIZED(reply) if "authorization" in request.headers else reply

    assert outcome("AUTH-05", operation, server.context(refuse_bearer)) == "violated"


@pytest.mark.parametrize(
    ("requirement", "operation"),
    [
        ("AUTH-10", "get_current_user"),
        ("AUTH-15", "list_branches"),
        ("AUTH-16", "get_project"),
        ("AUTH-17", "get_current_job"),
        ("AUTH-27", "update_project"),
        ("AUTH-28", "get_project"),
    ],
)
def test_what_wants_a_credential_that_is_not_there_is_not_tested(
    server: Served, requirement: str, operation: str
) -> None:
    alone = {"DATAOPS_TOKEN": server.credentials["DATAOPS_TOKEN"]}
    assert outcome(requirement, operation, server.context(credentials=alone)) == "not tested"


def test_with_the_personal_token_alone_the_run_makes_the_tokens_that_it_can(server: Served) -> None:
    alone = {"DATAOPS_TOKEN": server.credentials["DATAOPS_TOKEN"]}
    run = server.context(credentials=alone)
    cases = [("AUTH-09", "revoke_project_access_token"), ("AUTH-13", "create_group"), ("AUTH-23", "get_current_user")]
    assert [outcome(requirement, operation, run) for requirement, operation in cases] == ["kept"] * 3


WRITES = ("create_project", "update_project", "delete_branch")
READS = ("get_project", "get_branch", "get_file", "list_pipelines", "list_project_variables")
UNKNOWN = "1999999999|conformance_absent|page=x"


def test_one_odd_write_without_credentials_shows_both_rules(server: Served) -> None:
    run = server.context()
    for requirement in ("AUTH-01", "AUTH-26"):
        for operation in WRITES:
            assert outcome(requirement, operation, run) == "kept"
    assert len(server.requests) == len(WRITES)


def leaks(name: str, answer: Change) -> Flaw:
    """Return what gives this answer for what exists, and refuses what is odd or absent as it should be; GET /job is left
    as it is.
    """

    def flaw(server: Served) -> Spoil:
        spoilt = by(name, "", answer)(server)
        return lambda request, reply: (
            reply if re.search(rf"{UNKNOWN}|/job$", str(request.url)) else spoilt(request, reply)
        )

    return flaw


LEAKING = [("AUTH-01", ""), ("AUTH-03", "*"), ("AUTH-16", JOB)]
# A list is asked for by a job token with a page that is no number, which shows another rule too.
SERVED_READS = [
    (requirement, name, operation)
    for requirement, name in LEAKING
    for operation in READS
    if operation in contract().requirement(requirement).operations
    and not (requirement == "AUTH-16" and operation.startswith("list_"))
]


@pytest.mark.parametrize(("requirement", "name", "operation"), SERVED_READS)
def test_who_is_served_what_exists_is_told_though_what_does_not_is_refused(
    server: Served, requirement: str, name: str, operation: str
) -> None:
    with pytest.raises(Violation, match=f"^{operation} is answered with"):
        law(requirement)(server.context(leaks(name, NOTHING)(server)), contract().operation(operation))


@pytest.mark.parametrize(("requirement", "name", "operation"), SERVED_READS)
def test_what_exists_and_is_refused_breaks_no_law(server: Served, requirement: str, name: str, operation: str) -> None:
    sent: list[httpx.Request] = []

    def kept(request: httpx.Request, reply: Reply) -> Reply:
        sent.append(request)
        return reply

    assert outcome(requirement, operation, server.context(kept)) == "kept"
    own = server.credentials["DATAOPS_TOKEN"].secret
    assert any(secret(request) != own and not re.search(UNKNOWN, str(request.url)) for request in sent)


def test_a_read_only_run_asks_without_credentials_for_what_it_found(server: Served) -> None:
    run = server.context(leaks("", NOTHING)(server), profile="read-only")
    assert [outcome("AUTH-01", operation, run) for operation in READS] == ["violated"] * len(READS)


BOTS = {"create_project_access_token": "DATAOPS_PROJECT_TOKEN", "create_group_access_token": "DATAOPS_GROUP_TOKEN"}


@pytest.mark.parametrize("operation", BOTS)
def test_where_nothing_may_be_made_the_bot_of_a_given_token_is_looked_at(server: Served, operation: str) -> None:
    assert outcome("AUTH-08", operation, server.context(profile="read-only")) == "kept"
    assert server.requests[:2] == ["GET /api/v4/user", "GET /api/v4/personal_access_tokens/self"]
    other = server.context(by(BOTS[operation], "/user$", fields(id=999))(server), profile="read-only")
    assert outcome("AUTH-08", operation, other) == "violated"
    without = {name: each for name, each in server.credentials.items() if name != BOTS[operation]}
    assert outcome("AUTH-08", operation, server.context(profile="read-only", credentials=without)) == "not tested"


def test_where_nothing_is_at_hand_what_does_not_exist_is_asked_for(server: Served) -> None:
    run = server.context(credentials={})
    assert outcome("AUTH-01", "get_branch", run) == "kept"
    assert server.requests == ["GET /api/v4/projects/1999999999/repository/branches/conformance_absent"]


@pytest.mark.parametrize(
    ("answer", "summary"),
    [
        (NOTHING, "get_project is answered without credentials."),
        (status(401, error="no"), "The 401 of get_project without credentials has another body."),
        (status(401, message="401 Unauthorized", id=1), "The 401 of get_project without credentials has another body."),
        (status(404, message="404 Not Found"), "get_project without credentials answers 404 before 401."),
        (status(403, message="403 Forbidden"), "get_project without credentials answers 403 before 401."),
        (status(400, error="id is invalid"), "get_project without credentials answers 400 before 401."),
    ],
)
def test_the_failure_says_how_the_unknown_were_answered(server: Served, answer: Change, summary: str) -> None:
    run = server.context(by("", "/projects/", answer)(server))
    with pytest.raises(Violation) as found:
        law("AUTH-01")(run, contract().operation("get_project"))
    assert found.value.summary == summary


def test_a_trigger_is_sent_a_wrong_token_in_the_header_and_in_the_body(server: Served) -> None:
    sent: list[httpx.Request] = []

    def kept(request: httpx.Request, reply: Reply) -> Reply:
        sent.append(request)
        return reply

    assert outcome("AUTH-03", "trigger_pipeline", server.context(kept)) == "kept"
    bodies = [json.loads(request.content) for request in sent]
    assert [(secret(request), request.url.path) for request in sent] == [
        ("glpat-unknown0000000001", "/api/v4/projects/1999999999/trigger/pipeline")
    ]
    assert [(body["token"], body["ref"]) for body in bodies] == [("unknown0000000001", "main")]


def test_the_current_job_is_asked_for_with_a_wrong_job_token(server: Served) -> None:
    sent: list[str] = []

    def kept(request: httpx.Request, reply: Reply) -> Reply:
        sent.append(request.headers.get("job-token", ""))
        return reply

    assert outcome("AUTH-03", "get_current_job", server.context(kept)) == "kept"
    assert sent == ["glcbt-unknown0000000001"]


def test_an_odd_request_that_is_told_more_is_no_fault_of_the_plain_one(server: Served) -> None:
    unread = spoil("POST", "/projects$", status(400, error="The body is no JSON"), body=r"^(?!.*conformance)")
    assert outcome("AUTH-26", "create_project", server.context(unread)) == "violated"
    assert outcome("AUTH-01", "create_project", server.context(unread)) == "kept"


def test_a_read_only_run_sends_no_unsafe_request(server: Served) -> None:
    run = server.context(profile="read-only")
    for requirement, operation in CASES:
        outcome(requirement, operation, run)
    assert {request.split()[0] for request in server.requests} == {"GET"}


def test_what_is_to_be_refused_aims_at_nothing_that_exists() -> None:
    run = context(no_answer)
    operation = contract().operation("get_branch")
    assert absent_path(run, operation) == {"id": 1_999_999_999, "branch": "conformance_absent"}
    made = harmless_body(run, contract().operation("create_project"))
    assert made is not None
    assert made["path"] == "conformance-0123abcd-refused"
