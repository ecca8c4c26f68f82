"""Coverage: nothing stands alone, and what a run exercised is noted."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from dataops_conformance.cli import main
from dataops_conformance.contract import Contract
from dataops_conformance.coverage.declared import Declared, Provoked, Unprovoked, declared, parse
from dataops_conformance.coverage.observer import CoverageObserver, merge_exercised
from dataops_conformance.coverage.orphans import orphans
from dataops_conformance.coverage.rendering import to_json, to_markdown, to_text
from dataops_conformance.coverage.table import CoverageTable, coverage_table
from dataops_conformance.exchange import Exchange, Request, Response
from dataops_conformance.law import Law
from dataops_conformance.laws import all_laws, all_universals
from dataops_conformance.result import Exercised
from dataops_spec import Requirement

from tests.conformance.samples import sample_result

CONTRACT = Contract.load()
MULTIPART = (
    b'--x\r\nContent-Disposition: form-data; name="ref"\r\n\r\nmain\r\n'
    b'--x\r\nContent-Disposition: form-data; name="variables[][key]"\r\n\r\nA\r\n'
    b'--x\r\nContent-Disposition: form-data; name="variables[][value]"\r\n\r\n1\r\n--x--\r\n'
)
JSON = (("Content-Type", "application/json"),)


def _exchange(request: Request, status: int, body: str) -> Exchange:
    return Exchange(1, request, Response(status, (), body.encode(), datetime(2026, 11, 22, tzinfo=UTC), 0.01))


def _exercised(*exchanges: tuple[str, Request, int, str]) -> dict[str, Exercised]:
    observer = CoverageObserver(CONTRACT)
    for operation, request, status, body in exchanges:
        observer(_exchange(request, status, body), CONTRACT.operation(operation))
    return {item.operation: item for item in observer.exercised()}


def _table(declaration: Declared | None = None, contract: Contract = CONTRACT) -> CoverageTable:
    return coverage_table(contract, all_laws(), all_universals(), declaration or declared())


def _orphans(
    declaration: Declared | None = None, contract: Contract = CONTRACT, laws: tuple[Law, ...] | None = None
) -> tuple[str, ...]:
    known = declaration or declared()
    chosen = all_laws() if laws is None else laws
    table = coverage_table(contract, chosen, all_universals(), known)
    return orphans(table, contract, chosen, all_universals(), known)


def test_nothing_of_the_catalogue_the_laws_and_the_contract_stands_alone() -> None:
    assert _orphans() == ()


def test_the_command_shows_all_of_it_and_ends_with_0(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coverage"], {}) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == "0 orphans"
    assert [line.split(":")[0].split()[0] for line in lines[:6]] == [
        "requirements", "operations", "parameters", "statuses", "response", "runs",
    ]  # fmt: skip
    assert main(["coverage", "--format", "json"], {}) == 0
    document = json.loads(capsys.readouterr().out)
    assert [item["id"] for item in document["operations"]] == [item.id for item in CONTRACT.operations]
    assert [item["id"] for item in document["requirements"]] == [item.id for item in CONTRACT.requirements]
    assert main(["coverage", "--format", "markdown"], {}) == 0
    assert capsys.readouterr().out.startswith("# What is covered\n")


def _contract(*requirements: Requirement) -> Contract:
    return Contract(CONTRACT.document, CONTRACT.operations, requirements, CONTRACT.sha256)


def test_a_requirement_without_law_and_without_reason_is_an_orphan() -> None:
    new = replace(CONTRACT.requirement("PAGE-04"), id="PAGE-99")
    contract = _contract(*CONTRACT.requirements, new)
    assert _orphans(contract=contract) == ("PAGE-99 has no law, and the catalogue does not say why (`unchecked`).",)
    assert _orphans(contract=_contract(*CONTRACT.requirements, replace(new, unchecked="Nobody can."))) == ()


def test_a_reason_for_having_no_law_is_stale_where_there_is_one() -> None:
    changed = [
        replace(item, unchecked="Nobody can.") if item.id == "PAGE-04" else item for item in CONTRACT.requirements
    ]
    [sentence] = _orphans(contract=_contract(*changed))
    assert sentence.startswith("PAGE-04 has a law, page.")
    assert sentence.endswith("and the catalogue says why it has none; remove `unchecked`.")


def test_a_law_of_no_requirement_is_an_orphan() -> None:
    lawless = replace(all_laws()[0], requirement="PAGE-99")
    [sentence] = _orphans(laws=(*all_laws(), lawless))
    assert sentence.endswith("is of PAGE-99, which is not in the catalogue.")


def test_an_operation_that_no_requirement_covers_is_an_orphan() -> None:
    less = [
        replace(item, operations=tuple(name for name in item.operations if name != "get_version") or ("list_users",))
        for item in CONTRACT.requirements
    ]
    assert "get_version is covered by no requirement that has a law." in _orphans(contract=_contract(*less))


def test_a_documented_status_that_nobody_provokes_and_no_reason_excuses_is_an_orphan() -> None:
    without = replace(declared(), provoked=tuple(entry for entry in declared().provoked if 401 not in entry.statuses))
    found = _orphans(without)
    assert len(found) == len(CONTRACT.operations)
    assert found[0] == ("The status 401 of get_version is provoked by no law, and provocations.toml does not say why.")


@pytest.mark.parametrize(
    ("provoked", "sentence"),
    [
        (Provoked((401,), ("PAGE-99",), None), "says that PAGE-99 provokes 401, and it has no law."),
        (
            Provoked((418,), ("AUTH-01",), None),
            "says that AUTH-01 provokes 418, which none of its operations documents.",
        ),
        (Provoked((409,), ("AUTH-01",), ("get_version",)), "has get_version answer 409, which it does not document."),
    ],
)
def test_a_provocation_that_is_not_true_is_told(provoked: Provoked, sentence: str) -> None:
    found = _orphans(replace(declared(), provoked=(*declared().provoked, provoked)))
    assert any(sentence in told for told in found)


@pytest.mark.parametrize(
    ("unprovoked", "sentence"),
    [
        (Unprovoked(401, ("get_version",), "?"), "why 401 of get_version is not provoked, and AUTH-01 provokes it."),
        (Unprovoked(418, ("get_version",), "?"), "why 418 of get_version is not provoked, which it does not document."),
        (Unprovoked(401, None, "?"), "says why 401 is provoked nowhere else, and there is nowhere else."),
    ],
)
def test_a_reason_that_is_no_longer_needed_is_told(unprovoked: Unprovoked, sentence: str) -> None:
    found = _orphans(replace(declared(), unprovoked=(*declared().unprovoked, unprovoked)))
    assert any(sentence in told for told in found)


def test_a_declaration_for_neither_others_nor_a_list_is_refused() -> None:
    text = (
        "provoked = []\nparameters = {by = []}\nfields = {by = []}\n"
        '[[unprovoked]]\nstatus = 400\noperations = "all"\nreason = "r"\n'
    )
    with pytest.raises(ValueError, match="must be a list of operationIds, or 'others'"):
        parse(text)


def test_what_is_sent_and_answered_is_noted() -> None:
    request = Request("GET", "/projects", (("page", "1"), ("unknown", "x")), operation="list_projects")
    found = _exercised(
        ("list_projects", request, 200, '[{"id": 1}, {"namespace": {"id": 2}, "surprise": 3}]'),
        ("list_projects", request, 401, '{"message": "401 Unauthorized"}'),
    )
    assert found == {
        "list_projects": Exercised(
            operation="list_projects",
            requests=2,
            parameters=("query.page",),
            media_types=(),
            statuses=(200, 401),
            fields=("200 id", "200 namespace", "200 namespace.id", "401 message"),
        )
    }


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/json", b'{"ref": "main", "variables": [{"key": "A", "value": "1"}]}'),
        (
            "application/x-www-form-urlencoded",
            b"ref=main&variables%5B%5D%5Bkey%5D=A&variables%5B%5D%5Bvalue%5D=1",
        ),
        (
            "multipart/form-data; boundary=x",
            MULTIPART,
        ),
    ],
)
def test_the_fields_of_a_body_are_noted_whatever_its_media_type(content_type: str, body: bytes) -> None:
    request = Request("POST", "/projects/1/pipeline", headers=(("content-type", content_type),), body=body)
    [found] = _exercised(("create_pipeline", request, 400, "no json")).values()
    assert found.parameters == ("body.ref", "body.variables", "body.variables.key", "body.variables.value", "path.id")
    assert found.media_types == (content_type.partition(";")[0],)
    assert found.fields == ()


def test_a_broken_body_and_what_no_operation_knows_exercise_nothing() -> None:
    request = Request("POST", "/projects", headers=JSON, body=b'{"name": ')
    [found] = _exercised(("create_project", request, 400, '"just text"')).values()
    assert (found.parameters, found.fields, found.statuses) == ((), (), (400,))
    observer = CoverageObserver(CONTRACT)
    observer(_exchange(Request("GET", "/nowhere"), 404, "{}"), None)
    assert observer.exercised() == ()


def test_runs_are_added_up() -> None:
    first = Exercised("get_version", 1, (), (), (200,), ("200 version",))
    second = Exercised("get_version", 2, (), (), (401,), ())
    other = Exercised("list_users", 1, ("query.page",), (), (200,), ())
    assert merge_exercised([[first], [other, second]]) == (
        Exercised("get_version", 3, (), (), (200, 401), ("200 version",)),
        other,
    )


def test_the_table_tells_what_was_exercised_what_could_be_and_what_not() -> None:
    table = coverage_table(CONTRACT, all_laws(), all_universals(), declared(), [sample_result()])
    [operation] = [item for item in table.operations if item.id == "list_projects"]
    states = {element.name: element.state for element in operation.elements}
    assert [states[name] for name in ("query.page", "query.order_by", "200", "401", "400", "200 id", "200 path")] == [
        "exercised", "provokable", "exercised", "exercised", "provokable", "exercised", "provokable",
    ]  # fmt: skip
    [requirement] = [item for item in table.requirements if item.requirement.id == "PAGE-04"]
    assert "list_projects" in requirement.tried
    assert "list_users" in requirement.tried


def test_each_format_tells_orphans() -> None:
    for render in (to_text, to_markdown, to_json):
        assert "Something stands alone." in render(_table(), ["Something stands alone."])
