"""Waivers: an accepted violation is told as such, until it expires."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from dataops_conformance.result import CheckResult, Status
from dataops_conformance.settings import UsageError
from dataops_conformance.verdict import decide
from dataops_conformance.waivers import Waiver, apply_waivers, read_waivers

TODAY = date(2026, 6, 1)
WAIVER = Waiver("PAGE-04", "list_projects", "known, issue 12", "ada", date(2026, 6, 1))


def check(status: Status, operation: str = "list_projects") -> CheckResult:
    return CheckResult(f"PAGE-04[{operation}]", "PAGE-04", "PAGE", operation, "MUST", status, 0.0, 1)


def test_an_accepted_violation_is_waived_and_the_server_conforms() -> None:
    [waived], notes = apply_waivers([check("fail")], [WAIVER], TODAY)
    assert (waived.status, waived.reason, notes) == ("waived", "known, issue 12 (ada, until 2026-06-01)", ())
    assert decide([waived])[0] == "conforms"


def test_a_waiver_holds_for_its_own_operation_alone() -> None:
    [other], _ = apply_waivers([check("fail", "list_users")], [WAIVER], TODAY)
    assert other.status == "fail"


def test_an_expired_waiver_waives_nothing_and_is_told() -> None:
    [failed], notes = apply_waivers([check("fail")], [WAIVER], date(2026, 6, 2))
    assert failed.status == "fail"
    assert notes == ("The waiver of PAGE-04[list_projects] expired on 2026-06-01; ada owns it.",)


def test_a_waiver_that_is_not_needed_is_told() -> None:
    assert apply_waivers([check("pass")], [WAIVER], TODAY)[1] == (
        "The waiver of PAGE-04[list_projects] is not needed: the check passes.",
    )


def test_waivers_are_read_from_toml(tmp_path: Path) -> None:
    path = tmp_path / "waivers.toml"
    path.write_text(
        '[[waiver]]\nrequirement = "page-04"\noperation = "list_projects"\nreason = "known, issue 12"\n'
        'owner = "ada"\nexpires = 2026-06-01\n'
    )
    assert read_waivers(path) == (WAIVER,)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("waiver = 1", r"must hold a list of \[\[waiver\]\]"),
        ("[[waiver]]\nrequirement = 'PAGE-04'", r"Waiver 1 of .* must have requirement, operation, reason, owner"),
        ("[[waiver", r"is not TOML"),
    ],
)
def test_a_wrong_file_of_waivers_is_told_in_one_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    path = tmp_path / "waivers.toml"
    path.write_text(text)
    with pytest.raises(UsageError, match=sentence):
        read_waivers(path)
