"""The published vectors are those of the contract; what is wrong with one that is written by hand is told with its line."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import jsonschema
import pytest
from dataops_codegen.generate import main
from dataops_codegen.vectors.derived import said
from dataops_codegen.vectors.encoding import form_fields, target_of
from dataops_codegen.vectors.pointers import leaves, put, remove
from dataops_spec import JsonObject, JsonValue, document, requirements

from tests.vectors.vectors import FOLDER, Vector, vectors

SPEC = Path(__file__).parents[2] / "spec"


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    return shutil.copytree(SPEC, tmp_path / "spec", ignore=shutil.ignore_patterns("codegen", "releases"))


def test_what_is_published_is_current(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check", "--only", "vectors"]) == 0
    assert capsys.readouterr().out == "vectors: as the contract has it.\n"


def test_the_schema_is_one_and_every_file_is_of_it() -> None:
    schema = json.loads((FOLDER / "vector.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    files = [path for path in sorted(FOLDER.glob("*.json")) if path.name != schema_name()]
    for path in files:
        jsonschema.validate(json.loads(path.read_text(encoding="utf-8")), schema)
    assert [path.stem for path in files] == ["errors", "forms", "paging", "requests", "retry", "server", "values"]


GONE = object()


@pytest.mark.parametrize(
    ("feature", "place", "value"),
    [
        ("value", "expect", {"wait": 1}),
        ("value", "extra", 1),
        ("null-or-absent", "expect", {"text": "x"}),
        ("unknown-enum", "feature", "wait"),
        ("text", "expect", {"values": {"/id": 1}}),
        ("next-page", "expect", {"wait": 1}),
        ("error", "expect", {"wait": 1}),
        ("wait", "now", GONE),
        ("wait", "now", "noon"),
        ("wait", "now", "2026-01-13 10:00:00"),
        ("wait-other", "expect", {"next": None}),
        ("path", "expect/segments", GONE),
        ("query", "expect/query", GONE),
        ("credential", "expect/headers", GONE),
        ("body", "expect/bodies", GONE),
        ("body", "arguments/body", GONE),
        ("answer", "feature", "path"),
        ("path", "feature", "answer"),
    ],
)
def test_a_vector_that_does_not_say_what_its_feature_needs_is_not_of_the_schema(
    feature: str, place: str, value: object
) -> None:
    schema = json.loads((FOLDER / schema_name()).read_text(encoding="utf-8"))
    holder: Vector = json.loads(json.dumps(vectors_of(feature)[0]))
    file: JsonObject = {"$schema": schema_name(), "version": 1, "contract": "1.0.0", "group": "values", "title": "T"}
    file_of_one: JsonObject = {**file, "vectors": [holder]}
    jsonschema.validate(file_of_one, schema)
    *outer, last = place.split("/")
    for key in outer:
        holder = holder[key]
    if value is GONE:
        del holder[last]
    else:
        holder[last] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(file_of_one, schema)


def vectors_of(feature: str) -> list[Vector]:
    return [each.values[0] for kind in ("client", "request", "server") for each in vectors(kind, feature)]


def schema_name() -> str:
    return "vector.schema.json"


def test_every_vector_has_an_id_of_its_own_and_rests_on_requirements_that_there_are() -> None:
    written = [parameter.values[0] for kind in ("client", "request", "server") for parameter in vectors(kind)]
    ids = [vector["id"] for vector in written]
    assert len(set(ids)) == len(ids)
    known = {requirement.id for requirement in requirements()}
    assert {each for vector in written for each in vector["requirements"]} <= known


def test_every_example_that_is_json_or_text_has_a_vector() -> None:
    components = document("3.1")["components"]
    assert isinstance(components, dict)
    assert isinstance(examples := components["examples"], dict)
    titles = [parameter.values[0]["title"] for kind in ("client", "request") for parameter in vectors(kind)]
    named = {found[1] for title in titles if (found := re.search(r"example (\w+) has it", title))}
    # An archive is bytes, of which JSON has none.
    assert examples.keys() - named == {"JobArchive"}


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("retry", "[RATE-08, RATE-10]", "[RATE-99]", "There is no requirement 'RATE-99' in the catalogue."),
        (
            "paging",
            "operation: list_users",
            "operation: list_moons",
            "There is no operation 'list_moons'; write an operationId of the contract.",
        ),
        ("server", "schema: Version", "schema: Moon", "The contract has no schema 'Moon'."),
        ("values", "/status: waiting", "/moon/status: waiting", "The example Job has no place for /moon/status."),
        (
            "retry",
            "expect: { wait: 25 }",
            "expect: { wait: -1 }",
            "vectors/0/expect/wait is not as vector.schema.json has it: -1 is less than the minimum of 0",
        ),
        (
            "requests",
            'target: "/projects?owned=true&archived=false"',
            'target: "/projects?owned=true"',
            "The query of the target says [['owned', 'true']], the arguments [['owned', 'true'], ['archived', 'false']].",
        ),
        (
            "requests",
            "query: { page: 2 }",
            "query: { moon: 2 }",
            "The operation has no such parameter 'moon'; it has page, per_page.",
        ),
        (
            "retry",
            "id: wait-no-seconds",
            "id: wait-seconds",
            "There is a vector 'wait-seconds' already; take another id.",
        ),
    ],
)
def test_a_vector_that_cannot_be_is_refused_with_its_line(
    spec: Path,
    file: str,
    old: str,
    new: str,
    message: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(spec.parent)
    path = spec / "vectors" / f"{file}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    line = text.split(old)[0].count("\n") + 1
    assert main(["--only", "vectors", "--spec", str(spec), "--output", str(spec.parent / "out")]) == 2
    assert capsys.readouterr().err == f"spec/vectors/{file}.yaml:{line}: {message}\n"


@pytest.mark.parametrize(
    ("body", "message", "fields"),
    [
        ({"message": "404 Project Not Found"}, "404 Project Not Found", {}),
        ({"message": {"name": ["is long", "is taken"], "path": ["is odd"]}}, "name is long, is taken; path is odd",
         {"name": ["is long", "is taken"], "path": ["is odd"]}),
        ({"error": "name is missing"}, "name is missing", {}),
        ({"error": "invalid_token", "error_description": "Revoked."}, "invalid_token: Revoked.", {}),
        ("Retry later", "Retry later", {}),
    ],
)  # fmt: skip
def test_an_error_is_said_in_one_form(body: JsonValue, message: str, fields: JsonObject) -> None:
    assert said(body) == (message, fields)


def test_a_target_encodes_all_but_letters_digits_and_four_signs() -> None:
    path: JsonObject = {"id": "a/b", "file": "c d~-._+"}
    query: JsonObject = {"scope[]": ["x", "y"], "on": True, "none": None}
    assert target_of("/p/{id}/{file}", path, query) == "/p/a%2Fb/c%20d~-._%2B?scope%5B%5D=x&scope%5B%5D=y&on=true"


def test_a_form_says_maps_lists_and_null() -> None:
    body: JsonObject = {"a": {"b": None}, "c": [1, False], "d": [{"e": "1"}, {"e": "2"}]}
    fields = [("a[b]", "null"), ("c[]", "1"), ("c[]", "false"), ("d[][e]", "1"), ("d[][e]", "2")]
    assert form_fields(body) == fields


def test_pointers_name_the_leaves_and_change_what_they_name() -> None:
    held: JsonObject = {"a/b": [{"~": 1}], "c": [], "d": None}
    assert dict(leaves(held)) == {"/a~1b/0/~0": 1, "/c": [], "/d": None}
    put(held, "/a~1b/0/~0", 2)
    remove(held, "/d")
    assert held == {"a/b": [{"~": 2}], "c": []}
    for wrong in ("/a~1b/1", "/x/y", "/c/0"):
        with pytest.raises(KeyError):
            put(held, wrong, 3)


def test_every_file_names_the_version_of_its_contract() -> None:
    info = document("3.1")["info"]
    assert isinstance(info, dict)
    files = [
        json.loads(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.json") if path.name != schema_name()
    ]
    assert [file["contract"] for file in files] == [info["version"]] * len(files)
