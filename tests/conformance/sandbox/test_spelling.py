"""By id and by full path, and what a run left."""

from __future__ import annotations

import pytest
from dataops_conformance.exchange import JsonObject
from dataops_conformance.sandbox.spelling import Spelling, is_known_by_path

from tests.conformance.laws.fakes import contract
from tests.conformance.laws.served import Served, spoil, status


@pytest.mark.parametrize(
    ("operation", "known"), [("get_project", True), ("list_branches", True), ("get_user", False), ("list_users", False)]
)
def test_what_is_known_by_two_names_stands_in_the_contract(operation: str, known: bool) -> None:
    found = contract().find(operation)
    assert (found is not None and is_known_by_path(found)) is known


def test_a_place_that_was_read_by_one_name_is_read_by_the_other(server: Served) -> None:
    run = server.context()
    where = {"id": int(server.project)}
    with run.setup():
        full_path = run.send("get_project", path=where).response.object()["path_with_namespace"]
    assert isinstance(full_path, str)
    for _ in range(4):
        run.send("list_branches", path=where)
    ways = ["%2F" in request for request in server.requests if "branches" in request]
    assert ways[0] is not ways[1]
    assert server.requests[0] == f"GET /api/v4/projects/{server.project}"


def test_a_body_goes_to_one_name_as_multipart_and_to_the_other_in_json(server: Served) -> None:
    run = server.context()
    operation = contract().operation("update_project")
    path = f"/projects/{server.project}"
    with run.setup():
        run.send("get_project", path={"id": int(server.project)})
    spell = Spelling(run, run.sandbox.seen)
    in_json, in_form = spell(operation, path, "application/json"), spell(operation, path, "multipart/form-data; x")
    assert path in {in_json, in_form}
    assert len({in_json, in_form}) == 2
    assert spell(operation, path, "application/x-www-form-urlencoded") == in_json


def test_set_up_keeps_to_the_id(server: Served) -> None:
    run = server.context()
    with run.setup():
        for _ in range(3):
            run.send("get_project", path={"id": int(server.project)})
    assert set(server.requests) == {f"GET /api/v4/projects/{server.project}"}


def test_a_server_that_knows_no_full_paths_is_asked_by_id(server: Served) -> None:
    run = server.context(spoil("GET", "/projects/[^/]*%2F", status(404, message="404 Project Not Found")))
    with run.setup():
        run.send("get_project", path={"id": int(server.project)})
    for _ in range(4):
        run.send("list_branches", path={"id": int(server.project)})
    assert ["%2F" in request for request in server.requests].count(True) <= 1
    assert "%2F" not in server.requests[-1]


def test_the_youngest_thing_that_the_run_made_and_nobody_keeps_is_left(server: Served) -> None:
    run = server.context()
    delete = contract().operation("delete_pipeline_trigger")
    first, second = run.sandbox.make("create_pipeline_trigger"), run.sandbox.make("create_pipeline_trigger")
    leftovers = run.sandbox.leftovers
    found = [leftovers.of(delete, iter(kept)) for kept in ((), (second.values,))]
    assert [None if one is None else one.path["trigger_id"] for one in found] == [second.id, first.id]
    assert leftovers.of(delete, iter([first.values, second.values])) is None


def test_what_was_deleted_alone_or_with_what_it_lay_in_is_not_left(server: Served) -> None:
    run = server.context()
    delete = contract().operation("delete_pipeline_trigger")
    made = run.sandbox.make("create_pipeline_trigger")
    run.send("delete_pipeline_trigger", path=made.values)
    assert run.sandbox.leftovers.of(delete, iter(())) is None
    run.sandbox.make("create_pipeline_trigger")
    above: dict[str, str | int] = {"id": made.values["id"]}
    run.send("delete_project", path=above)
    assert run.sandbox.leftovers.of(delete, iter(())) is None


def test_a_creation_that_was_refused_leaves_nothing(server: Served) -> None:
    run = server.context(spoil("POST", "/triggers$", status(400, error="description is missing", id=7)))
    body: JsonObject = {"description": "x"}
    run.send("create_pipeline_trigger", path={"id": int(server.project)}, body=body)
    assert run.sandbox.leftovers.of(contract().operation("delete_pipeline_trigger"), iter(())) is None
