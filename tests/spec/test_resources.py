from __future__ import annotations

import datetime as dt
import inspect
import subprocess
import sys
import types
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import TypeVar, cast, get_type_hints

import msgspec
import msgspec.inspect
import pytest
from dataops_codegen.generate import main
from dataops_codegen.linting.examples import examples_in
from dataops_resources import inputs, models
from dataops_resources.faces import AsyncResources, Resources
from dataops_resources.model import Model, read
from dataops_resources.runtime import AsyncCaller, Call, Download, Pages, Walk
from dataops_spec import JsonObject, JsonValue, Operation, document, operations

T = TypeVar("T")

CONTRACT = document()
PATHS = cast("Mapping[str, Mapping[str, JsonObject]]", CONTRACT["paths"])


class Recorder:
    """A caller that answers nothing and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Call, object]] = []

    def value(self, call: Call, type_: type[T]) -> T:
        self.asked.append(("value", call, type_))
        return cast("T", None)

    def nothing(self, call: Call) -> None:
        self.asked.append(("nothing", call, None))

    def text(self, call: Call) -> str:
        self.asked.append(("text", call, None))
        return ""

    def content(self, call: Call) -> bytes:
        self.asked.append(("content", call, None))
        return b""

    def download(self, call: Call) -> AbstractContextManager[Download]:
        self.asked.append(("download", call, None))
        return nullcontext(cast("Download", None))

    def pages(self, call: Call, item: type[T], walk: Walk) -> Pages[T]:
        self.asked.append(("pages", call, (item, walk)))
        return cast("Pages[T]", None)


def extension(operation: Operation, name: str) -> JsonValue:
    return PATHS[operation.path][operation.method.lower()].get(name)


def place(operation: Operation) -> tuple[str, str]:
    group = extension(operation, "x-fern-sdk-group-name") or operation.tag
    return str(group), str(extension(operation, "x-fern-sdk-method-name"))


def required(method: object) -> dict[str, object]:
    assert callable(method)
    parameters = inspect.signature(method).parameters.values()
    return {entry.name: f"<{entry.name}>" for entry in parameters if entry.default is entry.empty}


def test_the_package_is_current(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check", "--only", "dataops_resources"]) == 0
    assert capsys.readouterr().out == "dataops_resources: as the contract has it.\n"


@pytest.mark.parametrize("operation", operations(), ids=lambda operation: operation.id)
def test_every_operation_has_a_method_that_asks_for_it_with_all_that_it_takes(operation: Operation) -> None:
    caller = Recorder()
    group, name = place(operation)
    method = getattr(getattr(Resources(caller), group), name)
    method(**required(method))
    [(answer, call, _)] = caller.asked
    assert (call.operation.id, call.operation.method, call.operation.route) == (
        operation.id,
        operation.method,
        operation.path,
    )
    assert call.operation.pagination == operation.pagination
    assert (answer == "pages") is operation.is_paginated
    assert call.path == {entry.name: f"<{entry.name}>" for entry in operation.path_parameters}
    assert sorted(call.query) == sorted(entry.name for entry in operation.query_parameters)
    assert {key for key, value in call.query.items() if value is not None} == {
        entry.name for entry in operation.query_parameters if entry.required
    }
    assert (call.body is None) is (operation.body is None)


@pytest.mark.parametrize("operation", operations(), ids=lambda operation: operation.id)
def test_the_asynchronous_methods_take_and_give_the_same(operation: Operation) -> None:
    group, name = place(operation)
    sync = inspect.signature(getattr(getattr(Resources(Recorder()), group), name))
    caller = cast("AsyncCaller", Recorder())
    asynchronous = inspect.signature(getattr(getattr(AsyncResources(caller), group), name))
    assert list(asynchronous.parameters.values()) == list(sync.parameters.values())
    assert str(asynchronous.return_annotation).removeprefix("Async") == sync.return_annotation


def groups() -> Iterator[tuple[str, object]]:
    for name in sorted({place(operation)[0] for operation in operations()}):
        yield name, getattr(Resources(Recorder()), name)
        yield f"async {name}", getattr(AsyncResources(cast("AsyncCaller", Recorder())), name)


@pytest.mark.parametrize("group", [group for _, group in groups()], ids=[name for name, _ in groups()])
def test_the_types_of_every_method_can_be_looked_up_and_every_argument_is_documented(group: object) -> None:
    for _, method in inspect.getmembers(group, inspect.ismethod):
        hints = get_type_hints(method)
        arguments = [key for key in hints if key != "return"]
        if method.__name__ != "__init__":
            assert "return" in hints
            lines = [line.strip() for line in (inspect.getdoc(method) or "").splitlines()]
            assert [key for key in arguments if not any(line.startswith(f"{key}: ") for line in lines)] == []


def test_arguments_have_names_of_python_and_are_sent_under_those_of_the_contract() -> None:
    caller = Recorder()
    api = Resources(caller)
    api.jobs.list("team/data", scope=["failed"], limit=3, resume="next")
    api.project_variables.get(1, "KEY", filter_environment_scope="prod")
    (_, jobs, more), (_, variable, _) = caller.asked
    assert {key: value for key, value in jobs.query.items() if value is not None} == {"scope[]": ["failed"]}
    assert more == (models.Job, Walk(limit=3, resume="next"))
    assert (variable.path, variable.query) == ({"id": 1, "key": "KEY"}, {"filter[environment_scope]": "prod"})


def test_fields_that_are_not_given_are_unset_and_null_is_kept() -> None:
    caller = Recorder()
    Resources(caller).members.update(1, 2, access_level=30, expires_at=None)
    Resources(caller).members.update(1, 2, access_level=30, options={"retries": 0})
    (_, ending, _), (_, staying, _) = caller.asked
    assert ending.body == {"access_level": 30, "expires_at": None}
    assert staying.body == {"access_level": 30, "expires_at": msgspec.UNSET}
    assert (ending.options, staying.options) == ({}, {"retries": 0})


def test_text_and_files_can_be_had_whole_or_as_they_come_in() -> None:
    caller = Recorder()
    api = Resources(caller)
    api.jobs.get_trace(1, 2)
    api.jobs.download_artifacts(1, 2)
    with api.jobs.stream_trace(1, 2), api.repository_files.stream_raw(1, "a.sql"):
        pass
    asked = [(answer, call.operation.id, call.operation.accept) for answer, call, _ in caller.asked]
    assert asked == [
        ("text", "get_job_trace", "text/plain"),
        ("content", "download_job_artifacts", "application/zip, application/octet-stream"),
        ("download", "get_job_trace", "text/plain"),
        ("download", "get_raw_file", "application/octet-stream, text/plain"),
    ]


def test_what_is_not_paginated_is_a_list_and_what_has_no_content_is_nothing() -> None:
    caller = Recorder()
    api = Resources(caller)
    api.pipelines.list_variables(1, 2)
    api.projects.delete(1)
    assert [(answer, more) for answer, _, more in caller.asked] == [
        ("value", list[models.PipelineVariable]),
        ("nothing", None),
    ]


def test_operations_say_their_credentials_and_the_orders_of_the_keyset_walk() -> None:
    caller = Recorder()
    api = Resources(caller)
    api.projects.list()
    api.groups.list()
    api.jobs.get_current()
    api.pipelines.trigger(1, token="t", ref="main", variables={"A": "b"})
    made = [(set(call.operation.credentials), call.operation.keyset_orders) for _, call, _ in caller.asked]
    assert made == [({"token", "none"}, ("id",)), ({"token", "none"}, ()), ({"job"}, ()), ({"none"}, ())]


def test_the_groups_are_made_once_and_imported_when_they_are_used() -> None:
    script = """
import sys
from dataops_resources.faces import Resources
seen = lambda: sorted(name for name in sys.modules if name.startswith("dataops_resources."))
print(*seen())
api = Resources(None)
assert api.version is api.version
print(*seen())
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    used = " ".join(f"dataops_resources.{name}" for name in ("faces", "models", "runtime", "version"))
    assert done.stdout.splitlines() == ["dataops_resources.faces", used]


def model_names() -> list[str]:
    return [name for name in dir(models) if name[0].isupper() and name != "TYPE_CHECKING"]


def test_the_types_of_every_model_can_be_looked_up() -> None:
    structs = [value for name in model_names() if issubclass(value := getattr(models, name), Model)]
    described = [msgspec.inspect.type_info(struct) for struct in structs]
    assert len(described) > 40
    assert all(isinstance(entry, msgspec.inspect.StructType) for entry in described)


def test_a_model_that_does_not_exist_is_named_in_the_error() -> None:
    with pytest.raises(AttributeError, match=r"^module 'dataops_resources\.models' has no attribute 'Nothing'$"):
        getattr(models, "Nothing")  # noqa: B009 (a checker of types would refuse the attribute)


def test_every_field_of_the_contract_is_a_field_of_its_model() -> None:
    schemas = cast("Mapping[str, JsonObject]", cast("JsonObject", CONTRACT["components"])["schemas"])
    for name in model_names():
        value = getattr(models, name)
        properties = schemas[name].get("properties")
        if issubclass(value, Model) and isinstance(properties, dict):
            assert list(value.__struct_encode_fields__) == list(properties)


def json_examples() -> Iterator[tuple[str, JsonValue, object]]:
    for operation in operations():
        raw = PATHS[operation.path][operation.method.lower()]
        for status, answer in cast("Mapping[str, JsonObject]", raw["responses"]).items():
            content = answer.get("content")
            if status.startswith("2") and isinstance(content, dict) and "application/json" in content:
                for example in examples_in(CONTRACT, content["application/json"], operation.id):
                    yield example.place, example.value, type_of(example.schema)


def type_of(schema: JsonObject) -> object:
    name = str(schema["$ref"]).rpartition("/")[2]
    if not name.endswith("List"):
        return getattr(models, name)
    schemas = cast("Mapping[str, JsonObject]", cast("JsonObject", CONTRACT["components"])["schemas"])
    item = cast("JsonObject", schemas[name]["items"])
    return types.GenericAlias(list, (type_of(item),))


def in_one_writing(value: object) -> object:
    """Return `value` with the times in it as moments: the same moment can be written in more than one way."""
    if isinstance(value, dict):
        return {key: in_one_writing(item) for key, item in cast("dict[str, object]", value).items()}
    if isinstance(value, list):
        return [in_one_writing(item) for item in cast("list[object]", value)]
    if isinstance(value, str) and value[:2] == "20" and "T" in value:
        return dt.datetime.fromisoformat(value)
    return value


@pytest.mark.parametrize(
    ("example", "type_"),
    [(example, type_) for _, example, type_ in json_examples()],
    ids=[place for place, _, _ in json_examples()],
)
def test_every_example_of_an_answer_is_read_and_nothing_of_it_is_lost(example: JsonValue, type_: type[object]) -> None:
    made = read(example, type_)
    items = cast("list[Model]", made if isinstance(made, list) else [made])
    sent = example if isinstance(example, list) else [example]
    assert in_one_writing([item.to_dict() for item in items]) == in_one_writing(sent)
    assert [item.extra for item in items] == [{} for _ in items]


def test_a_field_whose_name_is_none_of_python_is_renamed() -> None:
    server = read({"enabled": True, "externalUrl": "https://kas.example", "version": "17"}, models.AgentServer)
    assert server.external_url == "https://kas.example"
    assert server.to_dict() == {"enabled": True, "externalUrl": "https://kas.example", "version": "17"}


def test_a_token_is_shown_by_no_representation() -> None:
    trigger = models.PipelineTrigger(
        id=1,
        token="hidden-one",
        description="nightly",
        created_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
        updated_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
        last_used=None,
        owner=None,
    )
    assert "hidden-one" not in repr(trigger)
    assert "hidden-one" not in repr(list(trigger.__rich_repr__()))
    holding = {
        name for name in model_names() if issubclass(value := getattr(models, name), Model) and value.__secrets__
    }
    assert holding == {
        "GroupAccessTokenWithToken",
        "PersonalAccessTokenWithToken",
        "PipelineTrigger",
        "PipelineVariable",
        "ProjectAccessTokenWithToken",
        "ProjectVariable",
    }


def test_enums_have_members_to_compare_with_and_are_open() -> None:
    states: list[str] = [models.CiStatus.WAITING_FOR_RESOURCE, models.CiStatus("dreaming")]
    levels: list[int] = [models.AccessLevel.MAINTAINER, models.AccessLevel(35)]
    assert (states, levels) == (["waiting_for_resource", "dreaming"], [40, 35])
    assert not models.CiStatus("dreaming").is_known


def test_the_values_of_enums_are_offered_and_others_may_be_sent() -> None:
    assert str(inputs.AssignableAccessLevel) == "typing.Union[typing.Literal[10, 15, 20, 30, 40, 50], int]"
    assert str(inputs.Visibility) == "typing.Union[typing.Literal['private', 'internal', 'public'], str]"
    assert inputs.PipelineVariableCreate.__required_keys__ == {"key", "value"}
