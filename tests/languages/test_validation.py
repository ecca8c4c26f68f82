"""The generator's check of a document counts as clean only where it says so."""

from __future__ import annotations

from tests.languages.validation import Validation, findings_in

CLEAN = "Validating spec (openapi-3.0.json)\nNo validation issues detected.\n"
WARNED = (
    "Validating spec (openapi-3.0.json)\nWarnings:\n\t- Unused model: Lost\n\n[info] Spec has 1 recommendation(s).\n"
)


def test_a_clean_document_has_no_findings() -> None:
    assert findings_in(0, CLEAN) == ()


def test_recommendations_are_findings() -> None:
    assert findings_in(0, WARNED) == ("Warnings:", "- Unused model: Lost", "[info] Spec has 1 recommendation(s).")


def test_a_check_that_ends_badly_or_silently_is_no_clean_one() -> None:
    assert findings_in(1, CLEAN) == ("No validation issues detected.",)
    assert findings_in(1, "") == ("it ended with status 1",)


def test_the_report_names_the_document_and_its_findings() -> None:
    assert Validation("a.json", ()).line == (
        "openapi-generator validate --recommend a.json: no issue, nothing to recommend"
    )
    assert Validation("a.json", ("one", "two")).line == "openapi-generator validate --recommend a.json: one; two"
