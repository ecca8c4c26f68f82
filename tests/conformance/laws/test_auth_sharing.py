"""How the laws of authentication share requests: who is a stranger where, how the run's token travels, what a write may
aim at.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import httpx
import pytest
from dataops_conformance.law import NotTested
from dataops_conformance.laws.auth.aims import aim_at_own
from dataops_conformance.laws.auth.strangers import has_turn, stranger_at, strangers, turned_away

from tests.conformance.laws.fakes import context, contract, no_answer, outcome
from tests.conformance.laws.served import Reply, Served, Spoil, status

UNAUTHORIZED = status(401, message="401 Unauthorized")
TURNS = [operation for operation in contract().operations if has_turn(operation)]


def refusing(refused: Callable[[httpx.Request], bool]) -> Spoil:
    """Return what answers 401 to the requests that are refused."""
    return lambda request, reply: UNAUTHORIZED(reply) if refused(request) else reply


def admitting(secret: str, path: str) -> Spoil:
    """Return what answers 404, and not 401, to a secret in whichever header, at paths of this pattern."""

    def spoilt(request: httpx.Request, reply: Reply) -> Reply:
        bears = any(secret in value for value in request.headers.values())
        return status(404, message="404 Not Found")(reply) if bears and re.search(path, str(request.url)) else reply

    return spoilt


def bearer(request: httpx.Request) -> bool:
    return "authorization" in request.headers


def upper_case(request: httpx.Request) -> bool:
    return b"PRIVATE-TOKEN" in {name for name, _ in request.headers.raw}


def test_every_stranger_comes_to_many_operations_and_the_same_in_every_run() -> None:
    run = context(no_answer)
    met = Counter(stranger_at(run, operation).what for operation in TURNS)
    assert set(met) == {stranger.what for stranger in strangers(run)}
    assert min(met.values()) >= 5
    again = context(no_answer)
    assert [stranger_at(run, item) for item in TURNS] == [stranger_at(again, item) for item in TURNS]


def test_without_other_credentials_the_strangers_are_those_that_nobody_knows() -> None:
    run = context(no_answer, credentials={})
    assert [stranger.what for stranger in strangers(run)] == [
        "with a token that is not valid",
        "with a bearer token that is not valid",
        "with a text that is no token",
    ]


@pytest.mark.parametrize(
    ("variable", "requirement", "operation"),
    [
        ("DATAOPS_REVOKED_TOKEN", "AUTH-09", "revoke_project_access_token"),
        ("DATAOPS_EXPIRED_TOKEN", "AUTH-10", "get_current_user"),
        ("DATAOPS_FINISHED_JOB_TOKEN", "AUTH-17", "get_current_job"),
        ("DATAOPS_TRIGGER_TOKEN", "AUTH-23", "get_current_user"),
    ],
)
def test_who_is_let_in_by_one_operation_alone_is_told_by_both_rules(
    server: Served, variable: str, requirement: str, operation: str
) -> None:
    run = server.context()
    place = next(item for item in TURNS if stranger_at(run, item).credential.name == variable)
    pattern = re.sub(r"{[^}]+}", "[^/]+", place.path) + "$"
    run = server.context(admitting(server.credentials[variable].secret, pattern))
    turned_away(run, place)
    assert outcome("AUTH-03", place.id, run) == "violated"
    assert outcome(requirement, operation, run) == "violated"


def test_a_stranger_that_is_let_in_is_no_matter_of_what_else_is_wrong(server: Served) -> None:
    run = server.context()
    place = next(item for item in TURNS if item.method == "GET" and stranger_at(run, item).is_ended)
    run = server.context(admitting(stranger_at(run, place).credential.secret, "."))
    assert outcome("AUTH-26", place.id, run) == "kept"
    assert outcome("AUTH-03", place.id, run) == "violated"


def test_a_job_that_is_let_in_is_asked_again_plainly(server: Served) -> None:
    run = server.context(admitting(server.credentials["DATAOPS_JOB_TOKEN"].secret, "/pipelines"))
    assert outcome("AUTH-26", "list_pipelines", run) == "kept"
    assert outcome("AUTH-16", "list_pipelines", run) == "violated"
    assert [request.partition("/pipelines")[2] for request in server.requests if "/pipelines" in request][:3] == [
        "?page=x",
        "?page=x",
        "",
    ]


def ways(server: Served, operations: list[str], flaw: Spoil | None = None) -> tuple[Counter[str], int]:
    """Send each operation with the run's token, twice, and return how it travelled; and how many answers were 401."""
    seen: Counter[str] = Counter()

    def noted(request: httpx.Request, reply: Reply) -> Reply:
        names = {name.decode() for name, _ in request.headers.raw}
        seen.update(names & {"Authorization", "private-token", "PRIVATE-TOKEN"})
        return reply if flaw is None else flaw(request, reply)

    run = server.context(noted)
    answers = [run.send(operation).response.status for operation in operations for _ in range(2)]
    return seen, answers.count(401)


LISTS = [item.id for item in contract().operations if item.method == "GET" and not item.path_parameters]
READABLE = [name for name in LISTS if name != "get_current_job"]


def test_the_token_travels_in_every_way_at_no_further_request(server: Served) -> None:
    seen, refused = ways(server, READABLE)
    assert refused == 0
    assert seen.total() == 2 * len(READABLE)
    assert all(seen[name] for name in ("Authorization", "private-token", "PRIVATE-TOKEN")), seen


@pytest.mark.parametrize(("refused", "name"), [(bearer, "Authorization"), (upper_case, "PRIVATE-TOKEN")])
def test_a_way_that_is_refused_is_given_up_and_told_by_its_own_rule(
    server: Served, refused: Callable[[httpx.Request], bool], name: str
) -> None:
    seen, unserved = ways(server, READABLE, refusing(refused))
    assert unserved == 0
    assert 1 <= seen[name] <= 2


@pytest.mark.parametrize(
    ("requirement", "operation", "refused"),
    [("AUTH-05", "list_projects", bearer), ("AUTH-04", "get_current_user", upper_case)],
)
def test_a_way_that_one_operation_alone_refuses_is_told(
    server: Served, requirement: str, operation: str, refused: Callable[[httpx.Request], bool]
) -> None:
    def elsewhere(request: httpx.Request) -> bool:
        return refused(request) and not re.search(r"/(user|projects)(\?|$)", str(request.url))

    run = server.context(refusing(elsewhere))
    for name in READABLE:
        run.send(name)
    assert outcome(requirement, operation, run) == "violated"


def test_what_is_refused_in_every_way_is_no_matter_of_the_way(server: Served) -> None:
    run = server.context(refusing(lambda request: request.url.path.endswith("/users")))
    assert run.send("list_users").response.status == 401
    assert run.carrying.refusals("bearer") == run.carrying.refusals("PRIVATE-TOKEN") == ()


def test_a_way_that_leads_to_another_user_is_given_up(server: Served) -> None:
    run = server.context()
    project = run.sandbox.project()
    seen: list[str] = []

    def by_another(request: httpx.Request, reply: Reply) -> Reply:
        seen.append(request.headers.get("authorization", "plain"))
        return status(404, message="404 Project Not Found")(reply) if bearer(request) else reply

    run = server.context(by_another)
    places = [item for item in TURNS if item.method == "GET" and item.path == "/projects/{id}"]
    places += [item for item in contract().operations if re.fullmatch(r"/projects/{id}/\w+", item.path)]
    reads = [item for item in places if item.method == "GET"]
    answers = {item.id: run.send(item, path={"id": project.id}).response.status for item in reads}
    assert set(answers.values()) == {200}
    assert sum(header != "plain" for header in seen) == 2


@pytest.mark.parametrize("operation", ["update_project", "update_project_variable", "update_pipeline_schedule"])
def test_a_change_that_is_not_refused_changes_nothing(server: Served, operation: str) -> None:
    run = server.context()
    change = contract().operation(operation)
    aim = aim_at_own(run, change)
    assert aim is not None
    resource = contract().resource_of(change)
    assert resource is not None
    assert resource.get is not None
    path = {item.name: aim.path[item.name] for item in change.path_parameters}
    before = run.send(resource.get, path=path).response.object()
    assert all(before[name] == value for name, value in aim.fields.items())
    assert outcome("AUTH-13", operation, run) == "kept"


def test_a_deletion_aims_at_what_nobody_keeps(server: Served) -> None:
    run = server.context()
    deletion = contract().operation("delete_branch")
    kept = run.sandbox.branch()
    assert aim_at_own(run, deletion) is None
    left = run.sandbox.seen.success(contract().operation("create_branch"))
    assert left is not None
    run.send("create_branch", path={"id": kept.values["id"]}, body={"branch": "left", "ref": str(kept.id)})
    aim = aim_at_own(run, deletion)
    assert aim is not None
    assert (str(aim.path["id"]), aim.path["branch"]) == (str(kept.values["id"]), "left")
    assert outcome("AUTH-13", "delete_branch", run) == "kept"
    assert server.requests[-1].endswith("/branches/left")
    run.send(deletion, path=aim.path)
    assert aim_at_own(run, deletion) is None


def test_a_read_only_run_aims_at_nothing(server: Served) -> None:
    run = server.context(profile="read-only")
    with pytest.raises(NotTested):
        run.send("delete_branch", path={"id": 1, "branch": "left"})
    assert outcome("AUTH-13", "delete_branch", run) == "not tested"


def test_a_casing_that_the_run_had_taken_is_not_sent_again(server: Served) -> None:
    fresh, run = server.context(), server.context()
    assert outcome("AUTH-04", "get_current_user", fresh) == "kept"
    alone = len(server.requests)
    for operation in contract().operations:
        if operation.method == "GET" and operation.takes_token and not operation.is_paginated:
            run.send(operation, path=run.sandbox.path_values(operation), query=run.sandbox.arguments(operation).query)
    assert run.carrying.is_taken("PRIVATE-TOKEN")
    before = len(server.requests)
    assert outcome("AUTH-04", "get_current_user", run) == "kept"
    assert len(server.requests) - before == alone - 1
