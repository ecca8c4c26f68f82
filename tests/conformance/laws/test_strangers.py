"""Those whom the server does not know, and what writes without the right may aim at."""

from __future__ import annotations

import re

import pytest
from dataops_conformance.carrying import Carrying
from dataops_conformance.exchange import Credential
from dataops_conformance.laws.auth.aims import UNCHANGED, Aim, aim_at_own
from dataops_conformance.laws.auth.probes import ABSENT_ID
from dataops_conformance.laws.auth.strangers import (
    EXPIRED,
    REVOKED,
    has_turn,
    stranger_at,
    strangers,
    turned_away,
    turned_away_with,
)

from tests.conformance.laws.fakes import contract, exchange
from tests.conformance.laws.served import Served


def test_a_stranger_with_each_credential_of_the_settings_comes_somewhere(server: Served) -> None:
    run = server.context()
    known = strangers(run)
    coming = {stranger_at(run, operation) for operation in contract().operations if has_turn(operation)}
    assert coming == set(known)
    assert {stranger.credential.name for stranger in known if stranger.is_ended} == {REVOKED, EXPIRED}
    assert len({stranger.what for stranger in known}) == len(known)


def test_without_further_credentials_strangers_bear_what_nobody_knows(server: Served) -> None:
    run = server.context(credentials={"DATAOPS_TOKEN": server.credentials["DATAOPS_TOKEN"]})
    assert [stranger.what for stranger in strangers(run)] == [
        "with a token that is not valid", "with a bearer token that is not valid", "with a text that is no token",
    ]  # fmt: skip


def test_a_stranger_is_turned_away_once_in_a_run_and_asks_for_what_does_not_exist(server: Served) -> None:
    run = server.context()
    update = contract().operation("update_project")
    first = turned_away(run, update)
    assert turned_away(run, update) is first
    assert first.exchange.response.status == 401
    assert len(server.requests) == 1
    assert re.fullmatch(rf"PUT /api/v4/projects/[^/]*{ABSENT_ID}[^/]*|PUT /api/v4/projects/[^/?]+", server.requests[0])
    assert server.requests[0] != f"PUT /api/v4/projects/{server.project}"


def test_those_who_were_turned_away_are_told_by_their_credential_and_nobody_is_sent_for_it(server: Served) -> None:
    run = server.context()
    places = [item for item in contract().operations if has_turn(item) and stranger_at(run, item).is_ended]
    for place in places[:4]:
        turned_away(run, place)
    revoked = {place for place in places[:4] if stranger_at(run, place).credential.name == REVOKED}
    assert {operation for operation, _ in turned_away_with(run, REVOKED)} == revoked
    assert revoked
    assert len(server.requests) == 4


@pytest.mark.parametrize("operation", sorted(UNCHANGED))
def test_a_write_that_leaves_things_as_they_are_sends_what_is_there(server: Served, operation: str) -> None:
    run = server.context()
    aim = aim_at_own(run, contract().operation(operation))
    resource = contract().resource_of(contract().operation(operation))
    assert aim is not None
    assert resource is not None
    assert list(aim.fields) == [UNCHANGED[operation]]
    assert aim.path == run.sandbox.thing(resource.create.id).values


def test_a_creation_without_the_right_names_what_does_not_exist(server: Served) -> None:
    run = server.context()
    project = run.sandbox.thing("create_project")
    assert aim_at_own(run, contract().operation("add_project_member")) == Aim(
        {"id": project.id}, fields={"user_id": ABSENT_ID}
    )
    assert aim_at_own(run, contract().operation("create_branch")) == Aim({"id": project.id})
    assert aim_at_own(run, contract().operation("play_job")) is None


def test_a_deletion_without_the_right_aims_at_what_nobody_keeps(server: Served) -> None:
    run = server.context()
    delete = contract().operation("delete_branch")
    assert aim_at_own(run, delete) is None
    left = run.sandbox.make("create_branch")
    aim = aim_at_own(run, delete)
    assert aim is not None
    assert {name: str(value) for name, value in aim.path.items()} == {
        name: str(value) for name, value in left.values.items()
    }


TOKEN = Credential("DATAOPS_TOKEN", "glpat-x")


def test_a_token_travels_in_every_way_the_same_one_for_an_operation_and_a_seed() -> None:
    ways = {
        operation.id: Carrying(3).carried(operation, TOKEN).scheme
        for operation in contract().operations
        if operation.takes_token
    }
    assert set(ways.values()) == {"bearer", "PRIVATE-TOKEN", "private-token"}
    again = Carrying(3)
    assert all(again.carried(contract().operation(name), TOKEN).scheme == way for name, way in ways.items())


def test_a_way_that_was_refused_twice_is_not_taken_any_more() -> None:
    carrying = Carrying(3)
    by_bearer = [
        operation
        for operation in contract().operations
        if operation.takes_token and carrying.carried(operation, TOKEN).scheme == "bearer"
    ]
    for operation in by_bearer[:2]:
        refused = exchange(401, operation=operation.id)
        object.__setattr__(refused.request, "scheme", "bearer")
        assert carrying.is_doubtful(operation, refused)
        carrying.note(operation, refused, exchange(200, operation=operation.id))
    assert [refusal.operation for refusal in carrying.refusals("bearer")] == [each.id for each in by_bearer[:2]]
    assert {carrying.carried(operation, TOKEN).scheme for operation in by_bearer} == {"private-token"}


def test_what_is_refused_in_private_token_too_is_not_the_ways_fault() -> None:
    carrying = Carrying(3)
    operation = contract().operation("get_project")
    carrying.note(operation, exchange(401, operation="get_project"), exchange(401, operation="get_project"))
    assert carrying.refusals("private-token") == ()
