"""The sandbox: what is asked for is made once, or found where nothing may be made."""

from __future__ import annotations

import pytest
from dataops_conformance.context import Context
from dataops_conformance.law import Blocked, NotTested
from dataops_spec import Operation

from tests.conformance.laws.fakes import contract
from tests.conformance.laws.served import Served, Spoil, code, entry, fields, spoil, status

NO_PROJECT = spoil("POST", "/projects$", status(403, message="403 Forbidden"))


def both(first: Spoil, second: Spoil) -> Spoil:
    """Return what spoils an answer twice."""
    return lambda request, reply: second(request, first(request, reply))


def readable(run: Context) -> list[Operation]:
    """Return every operation that reads and takes a token."""
    return [operation for operation in run.contract.operations if operation.is_safe and operation.takes_token]


def test_nothing_is_sent_before_a_thing_is_asked_for(server: Served) -> None:
    server.context()
    assert server.requests == []


def test_a_thing_is_made_once(server: Served) -> None:
    run = server.context()
    assert run.sandbox.project() == run.sandbox.project()
    assert server.requests.count("POST /api/v4/projects") == 1


def test_every_name_carries_the_run_id(server: Served) -> None:
    run = server.context(run_id="abc123")
    assert run.sandbox.project().text("name").startswith("dataops-conformance-abc123-")
    assert str(run.sandbox.variable().id).startswith("DATAOPS_CONFORMANCE_ABC123_")


def test_the_arguments_of_every_reading_lead_to_something(server: Served) -> None:
    run = server.context()
    run.sandbox.pipeline()
    missing = {}
    for operation in readable(run):
        where = run.sandbox.arguments(operation)
        answered = run.send(operation, path=where.path, query=where.query).response.status
        if answered != 200:
            missing[operation.id] = answered
    assert missing == {}


def test_what_is_made_lies_in_the_groups_own_subgroup(server: Served) -> None:
    run = server.context()
    group = run.sandbox.group()
    assert group.data["parent_id"] == int(server.group)
    namespace = run.sandbox.project().data["namespace"]
    assert isinstance(namespace, dict)
    assert namespace["id"] == group.id


def test_in_the_profile_read_only_things_are_found_and_nothing_is_made(server: Served) -> None:
    run = server.context(profile="read-only")
    found = {
        kind: run.sandbox.thing(kind).own
        for kind in ("create_project", "create_branch", "create_file", "create_pipeline")
    }
    assert found == dict.fromkeys(found, False)
    assert {request.partition(" ")[0] for request in server.requests} == {"GET"}


def test_in_the_profile_read_only_every_reading_has_arguments_or_says_why_not(server: Served) -> None:
    run = server.context(profile="read-only", group=server.group)
    for operation in readable(run):
        try:
            where = run.sandbox.arguments(operation)
        except NotTested as reason:
            assert "set DATAOPS_" in str(reason) or "nothing is made" in str(reason)
        else:
            assert set(where.path) == {parameter.name for parameter in operation.path_parameters}


def test_a_refused_group_names_the_variable_to_set(server: Served) -> None:
    run = server.context(spoil("POST", "/groups$", status(403, message="403 Forbidden")), group=None)
    with pytest.raises(NotTested, match="DATAOPS_GROUP"):
        run.sandbox.group()


def test_where_no_group_can_be_made_projects_go_to_the_users_own_namespace(server: Served) -> None:
    run = server.context(spoil("POST", "/groups$", status(403, message="403 Forbidden")), group=None)
    assert "namespace_id" not in run.sandbox.body_for("create_project")
    namespace = run.sandbox.project().data["namespace"]
    assert isinstance(namespace, dict)
    assert namespace["kind"] == "user"


def test_where_no_project_can_be_made_the_named_one_is_used(server: Served) -> None:
    run = server.context(NO_PROJECT)
    project = run.sandbox.project()
    assert (str(project.id), project.own) == (server.project, False)


def test_what_jobs_leave_is_read_of_the_named_project_whether_the_runs_own_job_has_ended_or_not(
    server: Served,
) -> None:
    ended = entry(artifacts_file={"filename": "artifacts.zip", "size": 1}, finished_at="2026-01-12T09:30:00Z")
    owners = {
        str(server.context(flaw).sandbox.path_values("get_job_trace")["id"])
        for flaw in (None, spoil("GET", r"/pipelines/\d+/jobs", ended))
    }
    assert owners == {server.project}
    unnamed = server.context(spoil("GET", r"/pipelines/\d+/jobs", ended), project=None)
    assert unnamed.sandbox.path_values("get_job_trace")["id"] == unnamed.sandbox.project().id


def test_an_archived_project_that_was_found_is_not_tried(server: Served) -> None:
    flaw = both(NO_PROJECT, spoil("GET", f"/projects/{server.project}$", fields(archived=True)))
    with pytest.raises(NotTested, match="is archived"):
        server.context(flaw).sandbox.project()


def test_a_project_that_was_found_without_a_branch_has_no_default_one(server: Served) -> None:
    flaw = both(NO_PROJECT, spoil("GET", f"/projects/{server.project}$", fields(default_branch=None)))
    with pytest.raises(NotTested, match="has no branch"):
        server.context(flaw).sandbox.default_branch()


@pytest.mark.parametrize("create", ["create_pipeline", "trigger_pipeline", "create_branch", "create_file"])
@pytest.mark.parametrize("code", [400, 403])
def test_what_a_project_that_was_found_does_not_take_is_not_tested(server: Served, create: str, code: int) -> None:
    where = {"create_pipeline": "/pipeline$", "trigger_pipeline": "/trigger/pipeline$", "create_branch": "/branches$",
             "create_file": "/files/"}[create]  # fmt: skip
    flaw = both(NO_PROJECT, spoil("POST", where, status(code, message="its own rules")))
    run = server.context(flaw)
    with pytest.raises(NotTested, match=rf"which was found, does not take {create} \({code}"):
        run.sandbox.path_values(create)


def test_the_runs_own_project_is_not_asked_what_it_takes(server: Served) -> None:
    run = server.context()
    run.sandbox.path_values("create_branch")
    assert not [request for request in server.requests if request.startswith("POST") and "/branches" in request]


def test_a_server_that_fails_at_a_creation_blocks_what_stands_upon_it(server: Served) -> None:
    run = server.context(spoil("POST", "/triggers$", code(500)))
    with pytest.raises(Blocked, match="create_pipeline_trigger was answered 500"):
        run.sandbox.trigger_token()


def test_without_another_user_a_member_is_asked_for_by_name(server: Served) -> None:
    alone = {name: secret for name, secret in server.credentials.items() if name == "DATAOPS_TOKEN"}
    run = server.context(credentials=alone)
    with pytest.raises(NotTested, match="DATAOPS_OTHER_TOKEN"):
        run.sandbox.member()


def test_with_the_users_token_alone_everything_but_a_member_can_be_made(server: Served) -> None:
    alone = {name: secret for name, secret in server.credentials.items() if name == "DATAOPS_TOKEN"}
    run = server.context(credentials=alone, project=None, group=None)
    kinds = [resource.create.id for resource in run.contract.resources if resource.create.id != "add_project_member"]
    assert [kind for kind in kinds if not run.sandbox.thing(kind).own] == []


def test_a_token_has_the_scopes_that_were_asked_for_and_is_made_once_for_them(server: Served) -> None:
    run = server.context()
    credential = run.sandbox.project_token(scopes=("read_api",))
    assert run.sandbox.project_token(scopes=("read_api",)) is credential
    answer = run.send("get_current_personal_access_token", credential=credential).response.object()
    assert answer["scopes"] == ["read_api"]


def test_a_token_that_is_not_told_blocks_what_needs_it(server: Served) -> None:
    run = server.context(spoil("POST", "/access_tokens$", fields(token="")))
    with pytest.raises(Blocked, match="without the token"):
        run.sandbox.group_token()


@pytest.mark.parametrize("operation", [item.id for item in contract().operations if item.body is not None])
def test_bodies_are_of_their_schema_and_fresh(server: Served, operation: str) -> None:
    run = server.context()
    schema = run.contract.body_schema(run.contract.operation(operation))
    assert schema is not None
    for body in (run.sandbox.body_for(operation), run.sandbox.drawn_body_for(operation)):
        assert run.contract.schema_errors(schema, body) == ()
    if operation.startswith("create_") and "name" in run.sandbox.body_for(operation):
        assert run.sandbox.body_for(operation)["name"] != run.sandbox.body_for(operation)["name"]
