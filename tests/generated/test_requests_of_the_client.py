from __future__ import annotations

import asyncio
import datetime as dt
import json
from typing import cast

import pytest
from dataops_client.api.branches import get_branch
from dataops_client.api.jobs import get_current_job, list_project_jobs, play_job
from dataops_client.api.pipeline_triggers import trigger_pipeline
from dataops_client.api.pipelines import create_pipeline
from dataops_client.api.project_variables import get_project_variable
from dataops_client.api.projects import create_project, fork_project, get_project, list_projects
from dataops_client.models import (
    CiStatusFilter,
    ExpirationPolicyChange,
    PipelineCreate,
    PipelineVariableCreate,
    ProjectCreate,
    ProjectFork,
    TriggeredPipelineCreate,
    TriggerVariables,
    Visibility,
)
from dataops_client.wire import BodyFormat, form_fields, request_arguments

from tests.generated.conftest import Wire

PROJECT = ProjectCreate(
    name="Sales Dätä",
    description=None,
    visibility=Visibility.PRIVATE,
    initialize_with_readme=True,
    topics=["sales", "a b"],
    container_expiration_policy_attributes=ExpirationPolicyChange(keep_n=5, name_regex=None),
)
PIPELINE = PipelineCreate(
    ref="main", variables=[PipelineVariableCreate("A", "1"), PipelineVariableCreate("B", "x=1&y")]
)


def multipart_fields(wire: Wire) -> list[tuple[str, str]]:
    """Read a multipart body the long way: each part is a field without file name or type."""
    boundary = wire.request.headers["Content-Type"].removeprefix("multipart/form-data; boundary=").encode()
    *parts, end = wire.request.content.split(b"--" + boundary)[1:]
    assert end == b"--\r\n"
    fields: list[tuple[str, str]] = []
    for part in parts:
        head, _, value = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        name = head.decode().removeprefix('Content-Disposition: form-data; name="').removesuffix('"')
        fields.append((name, value.removesuffix(b"\r\n").decode()))
    return fields


def test_a_body_is_json_with_nested_fields_and_null(wire: Wire) -> None:
    create_project.sync_detailed(client=wire.client(), body=PROJECT)
    assert (wire.request.method, wire.target) == ("POST", "/api/v4/projects")
    assert wire.request.headers["Content-Type"] == "application/json"
    assert json.loads(wire.request.content) == {
        "name": "Sales Dätä",
        "description": None,
        "visibility": "private",
        "initialize_with_readme": True,
        "topics": ["sales", "a b"],
        "container_expiration_policy_attributes": {"keep_n": 5, "name_regex": None},
    }


def test_a_body_is_urlencoded_with_brackets(wire: Wire) -> None:
    create_project.sync_detailed(client=wire.client(), body=PROJECT, body_format="urlencoded")
    assert wire.request.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert wire.request.content.decode() == (
        "name=Sales+D%C3%A4t%C3%A4&description=null&visibility=private&initialize_with_readme=true"
        "&topics%5B%5D=sales&topics%5B%5D=a+b"
        "&container_expiration_policy_attributes%5Bkeep_n%5D=5"
        "&container_expiration_policy_attributes%5Bname_regex%5D=null"
    )


def test_a_body_is_multipart_with_brackets(wire: Wire) -> None:
    create_project.sync_detailed(client=wire.client(), body=PROJECT, body_format="multipart")
    assert multipart_fields(wire) == [
        ("name", "Sales Dätä"),
        ("description", "null"),
        ("visibility", "private"),
        ("initialize_with_readme", "true"),
        ("topics[]", "sales"),
        ("topics[]", "a b"),
        ("container_expiration_policy_attributes[keep_n]", "5"),
        ("container_expiration_policy_attributes[name_regex]", "null"),
    ]


def test_a_list_of_maps_repeats_their_fields_in_order(wire: Wire) -> None:
    create_pipeline.sync_detailed(42, client=wire.client(), body=PIPELINE, body_format="multipart")
    assert multipart_fields(wire) == [
        ("ref", "main"),
        ("variables[][key]", "A"),
        ("variables[][value]", "1"),
        ("variables[][key]", "B"),
        ("variables[][value]", "x=1&y"),
    ]


@pytest.mark.parametrize(
    ("body_format", "content"),
    [
        ("json", '{"token":"t","ref":"main","variables":{"A":"1"}}'),
        ("urlencoded", "token=t&ref=main&variables%5BA%5D=1"),
    ],
)
def test_a_pipeline_is_triggered_without_a_token_header(wire: Wire, body_format: BodyFormat, content: str) -> None:
    variables = TriggerVariables()
    variables["A"] = "1"
    body = TriggeredPipelineCreate(token="t", ref="main", variables=variables)
    trigger_pipeline.sync_detailed("team/data", client=wire.anonymous(), body=body, body_format=body_format)
    assert wire.target == "/api/v4/projects/team%2Fdata/trigger/pipeline"
    assert wire.request.content.decode() == content
    assert "private-token" not in wire.request.headers


def test_an_optional_body_that_is_left_out_has_no_content_type(wire: Wire) -> None:
    fork_project.sync_detailed(42, client=wire.client())
    assert wire.request.content == b""
    assert "Content-Type" not in wire.request.headers


def test_an_optional_body_is_sent(wire: Wire) -> None:
    fork_project.sync_detailed(42, client=wire.client(), body=ProjectFork(path="copy"))
    assert wire.request.content == b'{"path":"copy"}'


def test_a_field_that_the_contract_does_not_know_is_sent(wire: Wire) -> None:
    body = ProjectFork(path="copy")
    body["mirror"] = False
    fork_project.sync_detailed(42, client=wire.client(), body=body, body_format="urlencoded")
    assert wire.request.content == b"mirror=false&path=copy"


def test_a_body_format_that_there_is_not_is_named() -> None:
    with pytest.raises(ValueError, match="body_format is 'xml' and must be"):
        request_arguments({}, cast("BodyFormat", "xml"))


def test_null_in_a_list_and_deep_nesting_have_their_brackets() -> None:
    assert [*form_fields({"a": [None, 1.5], "b": {"c": {"d": [True]}}, "e": []})] == [
        ("a[]", "null"),
        ("a[]", "1.5"),
        ("b[c][d][]", "true"),
    ]


def test_a_path_with_slashes_is_one_segment(wire: Wire) -> None:
    get_project.sync_detailed("team/data", client=wire.client())
    assert wire.target == "/api/v4/projects/team%2Fdata"


def test_every_path_parameter_is_encoded(wire: Wire) -> None:
    get_branch.sync_detailed("team/data", "feature/ü #1", client=wire.client())
    assert wire.target == "/api/v4/projects/team%2Fdata/repository/branches/feature%2F%C3%BC%20%231"


def test_a_bracket_parameter_keeps_its_name(wire: Wire) -> None:
    get_project_variable.sync_detailed(42, "KEY", client=wire.client(), filterenvironment_scope="prod/*")
    assert wire.request.url.params.multi_items() == [("filter[environment_scope]", "prod/*")]
    assert wire.target == "/api/v4/projects/42/variables/KEY?filter%5Benvironment_scope%5D=prod%2F%2A"


def test_an_array_parameter_is_repeated(wire: Wire) -> None:
    scope = [CiStatusFilter.RUNNING, CiStatusFilter.PENDING]
    list_project_jobs.sync_detailed(42, client=wire.client(), scope=scope)
    assert wire.request.url.params.multi_items() == [("scope[]", "running"), ("scope[]", "pending")]


def test_parameters_that_are_left_out_are_not_sent(wire: Wire) -> None:
    list_projects.sync_detailed(client=wire.client())
    assert wire.target == "/api/v4/projects"


def test_times_and_booleans_travel_as_the_api_reads_them(wire: Wire) -> None:
    after = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    list_projects.sync_detailed(client=wire.client(), owned=True, archived=False, last_activity_after=after)
    assert wire.request.url.params.multi_items() == [
        ("archived", "false"),
        ("owned", "true"),
        ("last_activity_after", "2026-01-01T00:00:00+00:00"),
    ]


def test_the_token_goes_in_the_private_token_header(wire: Wire) -> None:
    get_project.sync_detailed(42, client=wire.client())
    assert wire.request.headers["private-token"] == "glpat-EXAMPLE0000000000000"
    assert "Authorization" not in wire.request.headers


def test_a_public_collection_is_asked_without_a_token(wire: Wire) -> None:
    list_projects.sync_detailed(client=wire.anonymous())
    assert "private-token" not in wire.request.headers


def test_a_job_token_goes_in_a_header_of_its_own(wire: Wire) -> None:
    client = wire.client()
    client.auth_header_name = "JOB-TOKEN"
    get_current_job.sync_detailed(client=client)
    assert wire.request.headers["job-token"] == "glpat-EXAMPLE0000000000000"
    assert "private-token" not in wire.request.headers


def test_a_client_does_not_show_its_token(wire: Wire) -> None:
    client = wire.client()
    client.get_httpx_client()
    assert "glpat" not in repr(client)


def test_a_call_ends_after_thirty_seconds_unless_told(wire: Wire) -> None:
    get_project.sync_detailed(42, client=wire.client())
    assert wire.request.extensions["timeout"] == {"connect": 30.0, "read": 30.0, "write": 30.0, "pool": 30.0}


def test_a_call_is_made_asynchronously_too(wire: Wire) -> None:
    asyncio.run(play_job.asyncio_detailed(42, 7, client=wire.client(), body_format="multipart"))
    assert (wire.request.method, wire.target) == ("POST", "/api/v4/projects/42/jobs/7/play")
