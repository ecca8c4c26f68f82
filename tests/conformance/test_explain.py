from __future__ import annotations

import pytest
from dataops_conformance.examples import Example, FailedExchange
from dataops_conformance.explain import explain
from dataops_conformance.explanation import Catalogue
from dataops_conformance.law import Law, Universal
from dataops_spec import Place, Requirement, Source


def _requirement(
    id_: str, *, level: str = "MUST", unchecked: str | None = None, notes: str | None = None
) -> Requirement:
    return Requirement(
        id=id_,
        area=id_.partition("-")[0],
        title="Pages are disjoint",
        level="SHOULD" if level == "SHOULD" else "MUST",
        statement="No item is on two pages.",
        source=Source("U", "Pagination", "https://example.test/rest"),
        profile="read-only",
        operations=("list_projects", "list_groups"),
        unchecked=unchecked,
        notes=notes,
    )


CATALOGUE = Catalogue(
    requirements=[
        _requirement("PAGE-04"),
        _requirement("PAGE-05", level="SHOULD", notes="Servers differ."),
        _requirement("AUTH-06", unchecked="A token in a URL ends up in logs."),
        _requirement("ERR-03"),
        _requirement("RES-01"),
    ],
    laws=[
        Law("PAGE-04", lambda context, operation: None, 1, frozenset({"token", "sandbox"}), "Walks the list twice."),
        Law("PAGE-05", lambda context, operation: None, 0, frozenset(), "Counts."),
    ],
    universals=[Universal("ERR-03", lambda exchange, operation, context: iter(()), "Looks at the status.")],
    examples={
        "PAGE-04": Example(
            fault="page-gap",
            check="PAGE-04[list_groups]",
            status="fail",
            summary="An item is missing.",
            expected="[1, 2]",
            seen="[1]",
            exchanges=(FailedExchange("curl -sS \\\n  http://x", 200, '[{"id": 1}]'),),
        )
    },
    places={"PAGE-04": Place("spec/requirements/page.yaml", 25)},
)


def test_a_requirement_is_explained_whole() -> None:
    assert (
        explain("page-04", CATALOGUE)
        == """\
PAGE-04 (MUST): Pages are disjoint

No item is on two pages.

source:          the page "Using the REST API", Pagination, https://example.test/rest
written in:      spec/requirements/page.yaml:25
profile:         read-only and those beyond it
operations:      2: list_projects, list_groups

how it is tried: Walks the list twice.
cost:            1 request for each operation, besides what laws share
needs:           sandbox, token
a failure:       is reported as PAGE-04[list_groups] with what was expected, what was seen and the
                 requests that show it, as curl. It is a failure; the verdict is `violates` and the
                 exit status 1.
for example:     of a mock with the fault page-gap: An item is missing.
  expected:      [1, 2]
  seen:          [1]
  answered 200   [{"id": 1}]
                 curl -sS \\
                   http://x
to mend it:      Look at the code that all lists share: clamp page and per_page, sort by a key that
                 is unique in the end, count with the filters that select, and make Link and the x-*
                 headers from the same numbers.
to try it:       dataops-conformance run --only PAGE-04
to waive it:     put this into a file, and name it with --waivers:
                 [[waiver]]
                 requirement = "PAGE-04"
                 operation = "list_groups"
                 reason = "why it is accepted, and where its mending is tracked"
                 owner = "who sees to it"
                 expires = 2027-01-31
"""
    )


def test_a_should_is_a_warning() -> None:
    text = explain("PAGE-05", CATALOGUE)
    assert "It is a warning" in text
    assert "cost:            no request of its own" in text
    assert "notes:           Servers differ." in text


def test_a_law_of_every_exchange_says_so() -> None:
    assert "Looks at the status. cost: no request: every exchange of a run is held to it" in " ".join(
        explain("ERR-03", CATALOGUE).split()
    )


def test_a_requirement_that_nothing_checks_says_why() -> None:
    assert explain("AUTH-06", CATALOGUE).endswith("\n\nNot checked: A token in a URL ends up in logs.\n")


def test_a_requirement_without_a_law_says_so() -> None:
    assert explain("RES-01", CATALOGUE).endswith("\n\nNo law of this suite tries it.\n")


def test_an_area_lists_its_requirements() -> None:
    assert (
        explain("PAGE", CATALOGUE)
        == """\
PAGE: 2 requirements

PAGE-04  MUST    Pages are disjoint
PAGE-05  SHOULD  Pages are disjoint

dataops-conformance explain PAGE-04 tells more about one.
"""
    )


def test_an_operation_lists_the_rules_that_are_tried_on_it() -> None:
    text = explain("list_projects")
    first, *lines = text.splitlines()
    ids = [line.partition(" ")[0] for line in lines if line[:1].isupper()]
    wanted = [item.id for item in Catalogue.installed().requirements if "list_projects" in item.operations]
    assert ids == wanted
    assert first == f"list_projects: {len(wanted)} requirements"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("PAGE-44", "'PAGE-44' is neither a requirement nor an area: did you mean PAGE-04"),
        ("PAGES", "'PAGES' is neither a requirement nor an area: did you mean PAGE"),
        ("x", "'x' is neither a requirement nor an area: the areas are PAGE, AUTH, ERR, RES."),
    ],
)
def test_an_unknown_name_is_answered_with_those_that_come_close(name: str, message: str) -> None:
    with pytest.raises(ValueError, match="neither") as caught:
        explain(name, CATALOGUE)
    assert str(caught.value).startswith(message)
