"""The parts of the sandbox that send nothing: links, names, and values of a schema."""

from __future__ import annotations

import pytest
from dataops_conformance.drawing import draw_one
from dataops_conformance.exchange import JsonObject
from dataops_conformance.sandbox.links import Arguments, follow, item_path, pointed
from dataops_conformance.sandbox.names import Names
from dataops_conformance.sandbox.strategies import values_of

from tests.conformance.laws.fakes import contract


def test_a_link_gives_its_target_path_and_query() -> None:
    create = contract().operation("create_file")
    link = next(link for link in create.links if link.name == "get")
    body: JsonObject = {"file_path": "a/b.sql", "branch": "main"}
    followed = follow(link, contract().operation("get_file"), body, {"id": 7, "file_path": "a/b.sql"})
    assert followed == Arguments({"id": 7, "file_path": "a/b.sql"}, {"ref": "main"})


def test_a_link_whose_field_is_not_there_leads_nowhere() -> None:
    create = contract().operation("create_pipeline_trigger")
    link = next(link for link in create.links if link.name == "get")
    assert follow(link, contract().operation("get_pipeline_trigger"), {}, {"id": 7}) is None


def test_a_path_is_percent_encoded_slashes_too() -> None:
    assert item_path("/projects/{id}/x/{name}", {"id": "team/data", "name": "a b"}) == "/projects/team%2Fdata/x/a%20b"


@pytest.mark.parametrize(
    ("pointer", "found"), [("/a/b", 1), ("/list/1", "y"), ("/list/9", None), ("/nowhere/b", None), ("/t~1e", 2)]
)
def test_a_pointer_names_what_is_there(pointer: str, found: object) -> None:
    assert pointed({"a": {"b": 1}, "list": ["x", "y"], "t/e": 2}, pointer) == found


def test_names_are_never_given_twice() -> None:
    names = Names("run-1")
    given = [names.fresh("thing"), names.fresh("thing"), names.key("a b")]
    assert given == [
        "dataops-conformance-run1-thing-1",
        "dataops-conformance-run1-thing-2",
        "DATAOPS_CONFORMANCE_RUN1_A_B_3",
    ]


@pytest.mark.parametrize(
    "name",
    [
        "ProjectCreate",
        "GroupCreate",
        "PipelineCreate",
        "ProjectVariableUpdate",
        "MemberAdd",
        "Visibility",
        "TriggerVariables",
    ],
)
@pytest.mark.parametrize("seed", range(3))
def test_drawn_values_are_of_their_schema_unless_a_pattern_says_more(name: str, seed: int) -> None:
    schema: JsonObject = {"$ref": f"#/components/schemas/{name}"}
    value = draw_one(values_of(schema, contract().resolve), seed)
    assert contract().schema_errors(schema, value) == ()
