"""A result as a real run would bring it forth: passes, failures, warnings, things not tested, and a hostile server."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from dataops_conformance.curl import record
from dataops_conformance.exchange import Exchange, Request, Response
from dataops_conformance.result import (
    BudgetUse,
    CheckResult,
    ExchangeRecord,
    Exercised,
    Finding,
    Leftover,
    Level,
    Manifest,
    RequirementInfo,
    Result,
    Status,
    WaiverUse,
)

BASE_URL = "http://127.0.0.1:8000/api/v4"
SECRET = "not-a-real-secret-0123456789"
HOSTILE = "<script>document.title = 'owned'</script><img src=x onerror=alert(1)>\x00\x1b[31m\u202eevil\u202c ]]> &amp;"

OPERATIONS = (
    "get_version", "get_current_user", "list_users", "list_projects", "create_project", "get_project", "update_project",
    "delete_project", "fork_project", "list_groups", "create_group", "get_group", "update_group", "delete_group",
    "list_project_members", "add_project_member", "list_branches", "get_branch", "create_branch", "delete_branch",
    "get_file", "create_file", "list_pipelines", "create_pipeline", "trigger_pipeline", "list_pipeline_schedules",
    "create_pipeline_schedule", "list_jobs", "get_job", "list_project_variables", "create_project_variable",
    "rotate_personal_access_token", "list_job_token_scope_projects_with_a_rather_long_name",
)  # fmt: skip

REQUIREMENTS = (
    RequirementInfo("AUTH-01", "AUTH", "A request without credentials gets 401", "MUST",
                    'Without credentials an operation that is not a public collection answers 401 with the JSON body `{"message": "401 Unauthorized"}`, and gives no data.',
                    'the page "Using the REST API", Authentication', "read-only", checked=True, in_run=True),
    RequirementInfo("AUTH-06", "AUTH", "A token works as a parameter", "MAY",
                    "A token is also taken from the parameter `private_token`.",
                    "GitLab's REST API documentation, REST API authentication", "full", checked=False, in_run=False,
                    unchecked_reason="A token in a URL ends up in logs; this project never sends one there."),
    RequirementInfo("RATE-01", "RATE", "Over the quota the answer is 429", "MUST",
                    "Over the quota every request is answered 429 until the window is reset.",
                    'the page "Using the REST API", Rate limits', "full", checked=True, in_run=True),
    RequirementInfo("RATE-02", "RATE", "A 429 says when to come back", "MUST",
                    "A 429 bears `Retry-After`, the seconds until the window is reset.",
                    'the page "Using the REST API", Rate limits', "full", checked=True, in_run=False),
    RequirementInfo("PAGE-04", "PAGE", "Pages are disjoint and make up the whole", "MUST",
                    "No item is on two pages, and the pages together are the whole collection, the same for every per_page.",
                    'the page "Using the REST API", Pagination', "read-only", checked=True, in_run=True),
    RequirementInfo("PAGE-05", "PAGE", "x-total is the length of the list", "SHOULD",
                    "x-total is the number of items in the whole collection.",
                    "GitLab's REST API documentation, Offset-based pagination", "read-only", checked=True, in_run=True),
    RequirementInfo("BODY-09", "BODY", "Malformed JSON is refused", "MUST",
                    "A body that is not JSON, sent as JSON, is answered 400 with a JSON body.",
                    "GitLab's REST API documentation, Request payload", "standard", checked=True, in_run=True),
    RequirementInfo("RES-06", "RES", "What was deleted is gone for readers", "MUST",
                    "After a DELETE a GET of the resource answers 404.",
                    "GitLab's REST API documentation, Status codes", "standard", checked=True, in_run=True),
    RequirementInfo("ERR-02", "ERR", "No answer shows a stack trace or HTML", "MUST",
                    "No answer below 500 shows a stack trace, and none that is not a file's or a log's own content is HTML.",
                    "this project, Errors", "read-only", checked=True, in_run=True),
    RequirementInfo("SPEC-04", "SPEC", "Every body is of its schema", "MUST",
                    "The body of every response validates against the schema that the contract gives it.",
                    "this project, The contract itself", "read-only", checked=True, in_run=True),
)  # fmt: skip

MANIFEST = Manifest(
    run_id="c4f2a9",
    suite_version="0.1.0",
    contract_version="1.0.0",
    contract_hash="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    base_url=BASE_URL,
    profile="standard",
    seed=7,
    rate_limit="600/60s",
    quota=False,
    only=(),
    sandbox=(),
    max_requests=600,
    env_file=None,
    config=None,
    waivers=None,
    credentials=("DATAOPS_TOKEN", "DATAOPS_READ_TOKEN"),
    python="3.11.9",
    started_at="2026-11-22T10:00:00+00:00",
    finished_at="2026-11-22T10:00:41+00:00",
)


def redact(text: str) -> str:
    """Redact as the target does: the secret of the sample becomes its variable."""
    return text.replace(SECRET, "$DATAOPS_TOKEN")


def exchange_record(
    number: int, request: Request, status: int, headers: Sequence[tuple[str, str]], body: str
) -> ExchangeRecord:
    """Return a record of an exchange with this answer."""
    response = Response(status, tuple(headers), body.encode(), datetime(2026, 11, 22, tzinfo=UTC), 0.0123)
    return record(Exchange(number, request, response), BASE_URL, redact)


def sample_result() -> Result:
    """Return a run that found violations."""
    requirements = {requirement.id: requirement for requirement in REQUIREMENTS}
    checks = [_passed(requirements[id_], operation) for id_ in ("AUTH-01", "SPEC-04") for operation in OPERATIONS]
    checks += [_passed(requirements["PAGE-04"], operation) for operation in OPERATIONS if operation.startswith("list_")]
    found = {check.name: check for check in checks}
    for check in _unlike_a_pass(requirements):
        found[check.name] = check
    return Result(
        schema_version="1.0",
        verdict="violates",
        reasons=("4 MUST requirements are broken, on 6 operations.", "1 check ended in an error of the suite."),
        manifest=MANIFEST,
        budget=BudgetUse(limit=600, wanted=1434, spent=412, setup=23, cleanup=9, quota_requests=0, waits_s=1.5),
        requirements=REQUIREMENTS,
        operations=OPERATIONS,
        checks=tuple(found.values()),
        leftovers=(Leftover("project", "/projects/4711", "DELETE answered 403: \x1b[2Jforbidden"),),
        notes=("The quota laws were not asked for: add --quota.",),
        exercised=(
            Exercised("list_projects", 12, ("query.page", "query.per_page"), (), (200, 401), ("200 id", "200 name")),
        ),
        exchanges=(
            exchange_record(1, _request("/version"), 200, _HEADERS, '{"version": "16.0"}'),
            _overlap().exchanges[0],
        ),
    )


def conforming_result() -> Result:
    """Return a run that found nothing."""
    whole = sample_result()
    return replace(
        whole,
        verdict="conforms",
        reasons=("Every requirement that was tried is kept.",),
        checks=tuple(check for check in whole.checks if check.status == "pass"),
        leftovers=(),
        notes=(),
    )


def waived_result() -> Result:
    """Return the run with its paging failures waived, and with a waiver that has expired."""
    whole = sample_result()
    accepted = "known, issue 12 (ada, until 2027-06-01)"
    paging = {check.name for check in whole.checks if check.requirement == "PAGE-04" and check.status == "fail"}
    expired = "The waiver of BODY-09[create_project] expired on 2026-06-01; bob owns it: mend the server."
    return replace(
        whole,
        checks=tuple(
            replace(check, status="waived", reason=accepted) if check.name in paging else check
            for check in whole.checks
        ),
        waivers=(
            WaiverUse("PAGE-04", "*", "known, issue 12", "ada", "2027-06-01", "in use", tuple(sorted(paging))),
            WaiverUse("BODY-09", "create_project", "later", "bob", "2026-06-01", "expired", (), expired),
        ),
    )


def _passed(requirement: RequirementInfo, operation: str) -> CheckResult:
    return _check(requirement, operation, "pass")


def _check(
    requirement: RequirementInfo,
    operation: str,
    status: Status,
    reason: str | None = None,
    finding: Finding | None = None,
) -> CheckResult:
    level: Level = requirement.level
    findings = (finding,) if finding else ()
    name = f"{requirement.id}[{operation}]"
    return CheckResult(name, requirement.id, requirement.area, operation, level, status, 0.037, 2, reason, findings)


def _unlike_a_pass(requirements: dict[str, RequirementInfo]) -> list[CheckResult]:
    paging, total, body = requirements["PAGE-04"], requirements["PAGE-05"], requirements["BODY-09"]
    deleted, rate, errors = requirements["RES-06"], requirements["RATE-01"], requirements["ERR-02"]
    no_token = "no credential of a second user: set DATAOPS_OTHER_TOKEN"
    return [
        *(
            _check(paging, operation, "fail", finding=_overlap())
            for operation in ("list_projects", "list_branches", "list_jobs")
        ),
        _check(total, "list_groups", "warn", finding=_wrong_total()),
        _check(body, "create_project", "fail", finding=_accepted_garbage()),
        _check(errors, "get_project", "fail", finding=_hostile()),
        _check(deleted, "delete_project", "fail", finding=_still_there()),
        _check(deleted, "delete_group", "blocked", "created group: POST /groups answered 500"),
        _check(deleted, "delete_branch", "error", "ZeroDivisionError: division by zero, in the law itself"),
        *(
            _check(rate, operation, "not tested", "the quota laws were not asked for: add --quota")
            for operation in OPERATIONS[:7]
        ),
        *(_check(requirements["AUTH-01"], operation, "not tested", no_token) for operation in OPERATIONS[-2:]),
    ]


def _request(path: str, **query: str) -> Request:
    return Request("GET", path, tuple(query.items()), (("Accept", "application/json"),), None, "DATAOPS_TOKEN")


_HEADERS = (("content-type", "application/json"), ("x-request-id", "01JD8"), ("ratelimit-remaining", "588"))


def _overlap() -> Finding:
    first = exchange_record(
        12,
        _request("/projects", per_page="2", page="1"),
        200,
        _HEADERS,
        '[{"id": 1, "name": "a"}, {"id": 2, "name": "b"}]',
    )
    second = exchange_record(
        13,
        _request("/projects", per_page="2", page="2"),
        200,
        _HEADERS,
        '[{"id": 2, "name": "b"}, {"id": 3, "name": "c"}]',
    )
    return Finding(
        "item 2 is on page 1 and on page 2",
        "the ids of page 2 are [3, 4]",
        "the ids of page 2 are [2, 3]",
        (first, second),
    )


def _wrong_total() -> Finding:
    headers = (*_HEADERS, ("x-total", "12"))
    exchange = exchange_record(40, _request("/groups"), 200, headers, '[{"id": 1}]')
    return Finding("x-total is not the length of the list", "x-total: 11", "x-total: 12", (exchange,))


def _accepted_garbage() -> Finding:
    request = Request(
        "POST", "/projects", (), (("Content-Type", "application/json"),), b'{"name": "it\'s', "DATAOPS_TOKEN"
    )
    exchange = exchange_record(
        77, request, 201, _HEADERS, '{"id": 9, "name": "it\'s", "nested": {"list": [], "of": [1, 2.50, null]}}'
    )
    return Finding("malformed JSON was taken", "400 with a JSON body", "201 Created", (exchange,))


def _still_there() -> Finding:
    delete = Request("DELETE", "/projects/team%2Fdata", credential="DATAOPS_TOKEN", scheme="bearer")
    return Finding(
        "a project can be read after its deletion was answered",
        "404",
        "200",
        (
            exchange_record(90, delete, 204, _HEADERS[1:], ""),
            exchange_record(91, _request("/projects/team%2Fdata"), 200, _HEADERS, '{"id": 9}'),
        ),
    )


def _hostile() -> Finding:
    headers = (("content-type", "text/html"), ("x-evil", HOSTILE))
    request = Request(
        "GET", "/projects/%00", (("search", HOSTILE),), (), None, "DATAOPS_TOKEN", operation="get_project"
    )
    exchange = exchange_record(55, request, 404, headers, f"<html>{HOSTILE} {SECRET} {'long' * 200}")
    return Finding(f"the answer is HTML: {HOSTILE}", "a JSON object", HOSTILE, (exchange,))
