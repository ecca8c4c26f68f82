from __future__ import annotations

from pathlib import Path

import pytest
from dataops_codegen.catalogue import read_catalogue
from dataops_codegen.linting.catalogue import check_catalogue
from dataops_codegen.selectors import SELECTORS
from dataops_codegen.source import SourceError
from dataops_spec import document, operations, requirements

REQUIREMENTS = Path(__file__).parents[2] / "spec" / "requirements"
ENTRY = """\
area: TEST
title: Tests
requirements:
  - id: TEST-01
    title: A title
    level: MUST
    statement: A statement.
    source: { document: U, section: Somewhere }
    profile: full
    operations: OPERATIONS
"""


def write_area(folder: Path, text: str, name: str = "test.yaml") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def covered(folder: Path, selection: str) -> set[str]:
    catalogue = read_catalogue(write_area(folder, ENTRY.replace("OPERATIONS", selection)), document())
    entries = catalogue["requirements"]
    assert isinstance(entries, list)
    assert isinstance(entries[0], dict)
    assert isinstance(entries[0]["operations"], list)
    return {str(operation) for operation in entries[0]["operations"]}


def test_a_selector_names_operations(tmp_path: Path) -> None:
    assert covered(tmp_path, "public") == {"list_projects", "list_groups", "list_namespaces"}


def test_a_list_mixes_ids_and_selectors(tmp_path: Path) -> None:
    assert covered(tmp_path, "[public, get_version]") == covered(tmp_path, "public") | {"get_version"}


def test_a_minus_takes_away(tmp_path: Path) -> None:
    assert covered(tmp_path, "[public, -list_projects, -list_groups]") == {"list_namespaces"}


def test_selectors_that_are_opposites_share_nothing_and_leave_nothing_out() -> None:
    contract = document()
    named = {name: {o.id for o in operations() if selects(contract, o)} for name, selects in SELECTORS.items()}
    everything = {operation.id for operation in operations()}
    assert named["all"] == named["limited"] == everything
    assert named["job_token"] | named["no_job_token"] == everything - {"trigger_pipeline"}
    assert not named["job_token"] & named["no_job_token"]
    assert not named["protected"] & named["public"]
    assert everything - named["protected"] - named["public"] == {"trigger_pipeline"}
    assert named["keyset"] <= named["paginated"] <= named["list"] <= named["get"]
    assert named["readable"] <= named["create"] <= named["body"]
    assert named["form_nested"] <= named["json_body"] == named["body"]


def test_every_selector_names_something() -> None:
    contract = document()
    named = {name for name, selects in SELECTORS.items() for o in operations() if selects(contract, o)}
    assert named == SELECTORS.keys()


@pytest.mark.parametrize(
    ("selection", "message"),
    [
        ("list_projetcs", "'list_projetcs' is neither an operationId nor a selector; the selectors are all, "),
        ("[public, -public]", "The selection ['public', '-public'] covers no operation; name at least one."),
        ("[1]", "An operation must be an operationId or a selector, not 1."),
    ],
)
def test_a_wrong_selection_is_refused_with_file_and_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, selection: str, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SourceError) as caught:
        covered(tmp_path, selection)
    assert str(caught.value).startswith(f"test.yaml:10: {message}")


def test_an_id_that_is_there_twice_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_area(tmp_path, ENTRY.replace("OPERATIONS", "all"), "first.yaml")
    with pytest.raises(SourceError, match=r"^second\.yaml:4: TEST-01 is in first\.yaml already; take another id\.$"):
        read_catalogue(write_area(tmp_path, ENTRY.replace("OPERATIONS", "all"), "second.yaml"), document())


def test_an_id_of_another_area_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_area(tmp_path, ENTRY.replace("TEST-01", "AUTH-01"))
    with pytest.raises(SourceError, match=r"^test\.yaml:4: The id 'AUTH-01' must begin with TEST-, the area"):
        read_catalogue(tmp_path, document())


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("MUST", "MUSS", "test.yaml:6: $.requirements[0].level: 'MUSS' is not one of ['MUST', 'SHOULD', 'MAY']."),
        ("A statement.", '" "', "test.yaml:7: $.requirements[0].statement: ' ' does not match '\\\\S'."),
        ("document: U, ", "", "test.yaml:8: $.requirements[0].source: 'document' is a required property."),
        ("    profile: full\n", "", "test.yaml:4: $.requirements[0]: 'profile' is a required property."),
        ("profile: full", "profile: full\n    uncheked: Why.", "test.yaml:4: $.requirements[0]: Additional properties"),
    ],
)
def test_the_lint_holds_an_entry_to_the_schema(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "schema.json").write_bytes((REQUIREMENTS / "schema.json").read_bytes())
    write_area(tmp_path, ENTRY.replace("OPERATIONS", "all").replace(old, new))
    assert [str(error)[: len(message)] for error in check_catalogue(tmp_path)] == [message]


def test_the_catalogue_fits_its_schema() -> None:
    assert [*check_catalogue(REQUIREMENTS)] == []


def test_the_published_catalogue_is_the_source_with_selectors_resolved() -> None:
    catalogue = read_catalogue(REQUIREMENTS, document())
    entries = catalogue["requirements"]
    assert isinstance(entries, list)
    assert len(entries) == len(requirements())
    ids = {operation.id for operation in operations()}
    for entry, requirement in zip(entries, requirements(), strict=True):
        assert isinstance(entry, dict)
        assert (entry["id"], entry["statement"]) == (requirement.id, requirement.statement)
        assert set(requirement.operations) <= ids
