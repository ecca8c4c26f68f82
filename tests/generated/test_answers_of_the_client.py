from __future__ import annotations

import datetime as dt
import importlib
import inspect
import io
import json
import pkgutil
from collections.abc import Callable
from typing import Any

import dataops_client
import dataops_client.models as client_models
import dataops_models
import httpx
import pytest
from dataops_client.api.branches import delete_branch
from dataops_client.api.jobs import get_job_trace
from dataops_client.api.pipelines import list_pipelines
from dataops_client.api.projects import get_project, list_projects
from dataops_client.api.repository_files import get_raw_file
from dataops_client.errors import UnexpectedStatus
from dataops_client.models import Error, Project
from dataops_client.types import File
from dataops_spec import JsonValue, document, operations
from pydantic import BaseModel

from tests.generated.conftest import Wire

Answering = Callable[[httpx.Response], Wire]
CONTRACT: Any = document()
OPERATIONS = {operation.id: operation for operation in operations()}


def named_example(name: str) -> Any:
    return CONTRACT["components"]["examples"][name]["value"]


def answer_examples() -> list[tuple[str, str, JsonValue]]:
    """Every JSON example of an answer: the component that its schema names, and the example."""
    found: list[tuple[str, str, JsonValue]] = []
    for operation in operations():
        responses = CONTRACT["paths"][operation.path][operation.method.lower()]["responses"]
        for status in operation.responses:
            media = responses[status].get("content", {}).get("application/json", {})
            for name, entry in media.get("examples", {}).items():
                component = media["schema"]["$ref"].rpartition("/")[2]
                value = named_example(entry["$ref"].rpartition("/")[2])
                found.append((f"{operation.id} {status} {name}", component, value))
    return found


EXAMPLES = answer_examples()


def test_an_answer_becomes_its_model(answering: Answering) -> None:
    answered = named_example("Project")
    project = get_project.sync(42, client=answering(httpx.Response(200, json=answered)).client())
    assert isinstance(project, Project)
    assert project.permissions
    assert project.permissions.group_access is None
    assert project.created_at.tzinfo is not None
    assert project.to_dict() == json.loads(json.dumps(answered).replace(".000Z", "+00:00"))


def test_a_list_becomes_a_list_of_models(answering: Answering) -> None:
    wire = answering(httpx.Response(200, json=named_example("ProjectList")))
    projects = list_projects.sync(client=wire.anonymous())
    assert isinstance(projects, list)
    assert [project.path_with_namespace for project in projects] == ["team/sales-data"]


def test_an_unknown_field_survives(answering: Answering) -> None:
    answered = named_example("Project")
    wire = answering(httpx.Response(200, json={**answered, "brand_new": [1]}))
    project = get_project.sync(42, client=wire.client())
    assert isinstance(project, Project)
    assert project["brand_new"] == [1]
    assert project.to_dict()["brand_new"] == [1]


def test_an_unknown_value_of_an_open_enum_survives(answering: Answering) -> None:
    answered = named_example("PipelineList")
    odd = {**answered[0], "status": "paused_by_moon", "source": "telepathy"}
    pipelines = list_pipelines.sync(42, client=answering(httpx.Response(200, json=[odd])).client())
    assert isinstance(pipelines, list)
    assert (pipelines[0].status, pipelines[0].source) == ("paused_by_moon", "telepathy")
    model = dataops_models.PipelineList.model_validate([odd]).root[0]
    assert (model.status, model.source) == ("paused_by_moon", "telepathy")


@pytest.mark.parametrize("status", [400, 401, 403, 404, 429])
def test_an_error_becomes_its_model(answering: Answering, status: int) -> None:
    wire = answering(httpx.Response(status, json={"message": {"name": ["is too long"]}}))
    error = get_project.sync(42, client=wire.client(raising=True))
    assert isinstance(error, Error)
    assert error.message == {"name": ["is too long"]}


def test_a_refusal_in_text_is_text(answering: Answering) -> None:
    answer = httpx.Response(429, text="Retry later\n", headers={"Retry-After": "25"})
    response = get_project.sync_detailed(42, client=answering(answer).client(raising=True))
    assert (response.status_code, response.parsed, response.headers["retry-after"]) == (429, "Retry later\n", "25")


def test_html_under_a_documented_status_is_unexpected(answering: Answering) -> None:
    answer = httpx.Response(404, html="<h1>Not found</h1>")
    assert get_project.sync(42, client=answering(answer).client()) is None
    with pytest.raises(UnexpectedStatus, match="Unexpected status code: 404"):
        get_project.sync(42, client=answering(answer).client(raising=True))


def test_an_undocumented_status_is_unexpected(answering: Answering) -> None:
    with pytest.raises(UnexpectedStatus, match="Unexpected status code: 502"):
        get_project.sync(42, client=answering(httpx.Response(502, text="Bad gateway")).client(raising=True))


def test_a_deletion_answers_nothing(answering: Answering) -> None:
    response = delete_branch.sync_detailed(42, "old", client=answering(httpx.Response(204)).client(raising=True))
    assert (response.status_code, response.parsed) == (204, None)


def test_a_log_is_text(answering: Answering) -> None:
    answer = httpx.Response(200, text="[1, 2]\n")
    assert get_job_trace.sync(42, 7, client=answering(answer).client()) == "[1, 2]\n"


def test_a_raw_file_is_bytes(answering: Answering) -> None:
    content = bytes(range(256))
    answer = httpx.Response(200, content=content, headers={"Content-Type": "application/octet-stream"})
    file = get_raw_file.sync(42, "a.bin", client=answering(answer).client())
    assert isinstance(file, File)
    assert isinstance(file.payload, io.BytesIO)
    assert file.payload.read() == content


def test_every_module_of_the_client_can_be_imported() -> None:
    modules = {name for _, name, _ in pkgutil.walk_packages(dataops_client.__path__, "dataops_client.")}
    for name in modules:
        importlib.import_module(name)
    assert {f"dataops_client.api.{operation.tag}.{operation.id}" for operation in OPERATIONS.values()} <= modules


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_every_operation_can_be_called_with_what_the_contract_names(name: str) -> None:
    operation = OPERATIONS[name]
    module = importlib.import_module(f"dataops_client.api.{operation.tag}.{name}")
    arguments = list(inspect.signature(module.sync_detailed).parameters)
    from_path = [parameter.name for parameter in operation.path_parameters]
    from_query = [parameter.name.replace("[", "").replace("]", "") for parameter in operation.query_parameters]
    body = ["body", "body_format"] if operation.body else []
    assert arguments == [*from_path, "client", *body, *from_query]


@pytest.mark.parametrize(("component", "value"), [pytest.param(*case, id=place) for place, *case in EXAMPLES])
def test_the_models_keep_every_example_of_an_answer(component: str, value: JsonValue) -> None:
    model = getattr(dataops_models, component)
    assert issubclass(model, BaseModel)
    kept = model.model_validate(value).model_dump(mode="json", by_alias=True, exclude_unset=True)
    assert normal(kept) == normal(value)


@pytest.mark.parametrize(("component", "value"), [pytest.param(*case, id=place) for place, *case in EXAMPLES])
def test_the_client_keeps_every_example_of_an_answer(component: str, value: JsonValue) -> None:
    model = getattr(client_models, item_of(component) if isinstance(value, list) else component)
    for item in value if isinstance(value, list) else [value]:
        assert normal(model.from_dict(item).to_dict()) == normal(item)


def item_of(component: str) -> str:
    """Name the component of a list's items."""
    return str(CONTRACT["components"]["schemas"][component]["items"]["$ref"]).rpartition("/")[2]


def normal(value: JsonValue) -> JsonValue:
    """Write instants in one way: `Z` and `+00:00`, three decimals and none, are the same."""
    if isinstance(value, list):
        return [normal(item) for item in value]
    if isinstance(value, dict):
        return {key: normal(item) for key, item in value.items()}
    if isinstance(value, str) and value[:2] == "20" and "T" in value[:11]:
        return dt.datetime.fromisoformat(value).isoformat()
    return value
