from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from dataops_codegen import client, models
from dataops_codegen.clientview import client_view
from dataops_codegen.generate import main
from dataops_codegen.text import to_json, to_yaml
from dataops_codegen.tools import ToolError
from dataops_codegen.tree import differing, read_tree, replace_tree
from dataops_spec import JsonObject, document, operations, read_operations

ROOT = Path(__file__).parents[2]
SPEC = ROOT / "spec"


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    return shutil.copytree(SPEC, tmp_path / "spec", ignore=shutil.ignore_patterns("codegen"))


def test_what_is_published_is_current(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check", "--only", "dataops_spec"]) == 0
    assert capsys.readouterr().out == "dataops_spec: as the contract has it.\n"


def test_a_change_that_was_not_generated_is_drift(spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    schemas = spec / "components" / "schemas" / "projects.yaml"
    changed = schemas.read_text(encoding="utf-8").replace("  required: [access_level]\n", "", 1)
    schemas.write_text(changed, encoding="utf-8")
    assert main(["--check", "--only", "dataops_spec", "--spec", str(spec)]) == 1
    names = ["openapi-3.0.json", "openapi-3.0.yaml", "openapi-3.1.json", "openapi-3.1.yaml"]
    assert capsys.readouterr().err == "\n".join(
        [
            "These generated files have drifted from the contract; run `nox -s generate`:",
            *(f"  dataops_spec/{name} (differs)" for name in names),
            "",
        ]
    )


def test_an_error_in_the_contract_is_one_line_with_file_and_line(
    spec: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with (spec / "paths" / "version.yaml").open("a", encoding="utf-8") as file:
        file.write("stray: {}\n")
    line = (spec / "paths" / "version.yaml").read_text(encoding="utf-8").count("\n")
    assert main(["--spec", str(spec), "--output", str(tmp_path / "out")]) == 2
    message = "No path of openapi.yaml uses the path item 'stray'; add one or remove it."
    assert capsys.readouterr().err == f"spec/paths/version.yaml:{line}: {message}\n"
    assert not (tmp_path / "out").exists()


def test_generating_into_an_empty_folder_gives_the_committed_package(tmp_path: Path) -> None:
    assert main(["--only", "dataops_spec", "--output", str(tmp_path)]) == 0
    committed = read_tree(ROOT / "generated" / "dataops_spec")
    assert differing(read_tree(tmp_path / "dataops_spec"), committed) == []


def test_differing_files_are_named_with_what_is_the_matter() -> None:
    expected = {"a": b"1", "b": b"2", "c": b"3"}
    actual = {"a": b"1", "b": b"x", "d": b"4"}
    assert differing(expected, actual) == ["b (differs)", "c (missing)", "d (not generated)"]


def test_replacing_a_tree_removes_what_is_no_longer_there(tmp_path: Path) -> None:
    replace_tree(tmp_path / "tree", {"a/b": b"1", "c": b"2"})
    replace_tree(tmp_path / "tree", {"c": b"3"})
    assert read_tree(tmp_path / "tree") == {"c": b"3"}
    assert not (tmp_path / "tree" / "a").exists()


def test_published_text_is_stable() -> None:
    said: JsonObject = {"b": ["é", "no", "2026-01-01", None, 1], "a": {"text": "two\nlines\n"}}
    assert (
        to_json(said)
        == (
            '{\n "b": [\n  "é",\n  "no",\n  "2026-01-01",\n  null,\n  1\n ],\n "a": {\n  "text": "two\\nlines\\n"\n }\n}\n'
        ).encode()
    )
    assert to_yaml(said).decode().splitlines()[1:] == [
        *("b:", "  - é", "  - 'no'", "  - '2026-01-01'", "  - null", "  - 1"),
        *("a:", "  text: |", "    two", "    lines"),
    ]


def test_the_client_view_has_one_body_form_and_keeps_the_schemas() -> None:
    view = client_view(document())
    by_id = {operation.id: operation for operation in operations()}
    for seen in read_operations(view):
        contract = by_id[seen.id]
        assert (seen.body is None) is (contract.body is None)
        if seen.body is not None:
            assert seen.body.media_types == ("application/json",)
        assert seen.security == (() if contract.allows_anonymous else contract.security)
        assert seen.path_parameters == contract.path_parameters


def test_a_body_without_json_is_refused_by_the_client_view() -> None:
    body: JsonObject = {"content": {"text/csv": {"schema": {"type": "string"}}}}
    odd: JsonObject = {"paths": {"/x": {"post": {"operationId": "send_csv", "requestBody": body}}}}
    with pytest.raises(ValueError, match=r"^The body of send_csv has no application/json form"):
        client_view(odd)


def small(schema: JsonObject) -> JsonObject:
    answer: JsonObject = {"description": "A thing.", "content": {"application/json": {"schema": schema}}}
    operation: JsonObject = {"operationId": "get_thing", "tags": ["things"], "responses": {"200": answer}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Test", "version": "1"},
        "paths": {"/thing": {"get": operation}},
        "components": {"schemas": {"Thing": {"type": "object", "properties": {"id": {"type": "integer"}}}}},
    }


def test_a_warning_of_the_clients_generator_is_an_error(tmp_path: Path) -> None:
    broken = small({"$ref": "#/components/schemas/Missing"})
    with pytest.raises(ToolError, match="openapi_python_client"):
        client.generate_client(broken, SPEC / "codegen", tmp_path / "dataops_client", tmp_path)


def test_a_client_that_lacks_an_operation_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = small({"$ref": "#/components/schemas/Thing"})
    without_paths: JsonObject = {**client_view(whole), "paths": {}}

    def view(_: JsonObject) -> JsonObject:
        return without_paths

    monkeypatch.setattr(client, "client_view", view)
    with pytest.raises(ToolError, match="left out the operation get_thing"):
        client.generate_client(whole, SPEC / "codegen", tmp_path / "dataops_client", tmp_path)


def test_a_warning_of_the_models_generator_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def warning(*_: object) -> str:
        return "FutureWarning: something"

    monkeypatch.setattr(models, "run_python_tool", warning)
    with pytest.raises(ToolError, match="datamodel-code-generator warned:\nFutureWarning: something"):
        models.generate_models(small({}), tmp_path / "dataops_models", tmp_path)


def test_models_that_lack_a_payload_are_an_error(tmp_path: Path) -> None:
    listed = small({"$ref": "#/components/schemas/ThingList"})
    schemas = listed["components"]
    assert isinstance(schemas, dict)
    things: JsonObject = {"type": "array", "items": {"$ref": "#/components/schemas/Thing"}}
    holder: JsonObject = {"type": "object", "properties": {"things": {"$ref": "#/components/schemas/ThingList"}}}
    schemas["schemas"] = {"Thing": {"type": "object"}, "ThingList": things, "Holder": holder}
    with pytest.raises(ToolError, match="left out ThingList, of get_thing; write it out in the field that uses it"):
        models.generate_models(listed, tmp_path / "dataops_models", tmp_path)
