"""Waivers: an accepted violation is told as such, and a waiver that is not what was agreed upon fails the run."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from dataops_conformance.result import CheckResult, Status, WaiverUse
from dataops_conformance.settings import UsageError
from dataops_conformance.verdict import decide
from dataops_conformance.waivers import Waiver, apply_waivers, judge_waivers, read_waivers

TODAY = date(2026, 6, 1)
COVERED = {"PAGE-04": frozenset({"list_projects", "list_users", "list_groups", "list_jobs"})}


def waiver(operation: str = "list_projects", requirement: str = "PAGE-04") -> Waiver:
    return Waiver(requirement, operation, "known, issue 12", "ada", date(2026, 6, 1))


def check(status: Status, operation: str = "list_projects") -> CheckResult:
    return CheckResult(f"PAGE-04[{operation}]", "PAGE-04", "PAGE", operation, "MUST", status, 0.0, 1)


def applied(
    checks: Sequence[CheckResult], *waivers: Waiver, today: date = TODAY
) -> tuple[tuple[CheckResult, ...], tuple[WaiverUse, ...]]:
    return apply_waivers(checks, waivers, COVERED, today)


def test_an_accepted_violation_is_waived_and_the_server_conforms() -> None:
    [waived], [use] = applied([check("fail")], waiver())
    assert (waived.status, waived.reason) == ("waived", "known, issue 12 (ada, until 2026-06-01)")
    assert use == WaiverUse(
        "PAGE-04", "list_projects", "known, issue 12", "ada", "2026-06-01", "in use", ("PAGE-04[list_projects]",)
    )
    assert judge_waivers(*decide([waived]), [use]) == decide([waived])
    assert decide([waived])[0] == "conforms"


def test_a_waiver_holds_for_its_own_operation_alone() -> None:
    [other], [use] = applied([check("fail", "list_users")], waiver())
    assert (other.status, use.state, use.problem) == ("fail", "not tried", None)


def test_a_waiver_holds_through_its_last_day() -> None:
    assert applied([check("fail")], waiver())[1][0].state == "in use"
    [failed], [use] = applied([check("fail")], waiver(), today=date(2026, 6, 2))
    assert (failed.status, use.state) == ("fail", "expired")
    assert use.problem == (
        "The waiver of PAGE-04[list_projects] expired on 2026-06-01; "
        "ada owns it: mend the server, or agree on a new day."
    )


def test_a_waiver_that_is_not_needed_is_unused() -> None:
    [kept], [use] = applied([check("pass")], waiver())
    assert (kept.status, use.state) == ("pass", "unused")
    assert use.problem == "The waiver of PAGE-04[list_projects] is not needed: what it is for is kept; remove it."


@pytest.mark.parametrize("status", ["not tested", "blocked", "error"])
def test_what_was_not_tried_neither_needs_its_waiver_nor_does_without(status: Status) -> None:
    [same], [use] = applied([check(status)], waiver())
    assert (same.status, use.state, use.problem) == (status, "not tried", None)


def test_a_star_waives_what_fails_on_most_operations() -> None:
    checks = [check("fail", "list_projects"), check("fail", "list_users"), check("pass", "list_groups")]
    waived, [use] = applied(checks, waiver("*"))
    assert [item.status for item in waived] == ["waived", "waived", "pass"]
    assert use.waives == ("PAGE-04[list_projects]", "PAGE-04[list_users]")


@pytest.mark.parametrize(
    ("statuses", "told"),
    [
        (["fail", "pass"], "1 of 2 operations fail; name them in its place: list_projects."),
        (
            ["fail", "fail", "pass", "pass"],
            "2 of 4 operations fail; name them in its place: list_projects, list_users.",
        ),
    ],
)
def test_a_star_for_what_fails_on_a_few_operations_is_over_broad(statuses: list[Status], told: str) -> None:
    operations = ["list_projects", "list_users", "list_groups", "list_jobs"]
    checks = [check(status, operation) for status, operation in zip(statuses, operations, strict=False)]
    after, [use] = applied(checks, waiver("*"))
    assert [item.status for item in after] == statuses
    assert (use.state, use.problem) == ("over-broad", f"The waiver of PAGE-04[*] is over-broad: {told}")


def test_a_star_is_for_the_operations_that_no_other_waiver_names() -> None:
    checks = [check("fail", "list_projects"), check("fail", "list_users"), check("fail", "list_groups")]
    waived, uses = applied(checks, waiver("*"), waiver("list_users"))
    assert {item.status for item in waived} == {"waived"}
    assert [use.waives for use in uses] == [
        ("PAGE-04[list_projects]", "PAGE-04[list_groups]"),
        ("PAGE-04[list_users]",),
    ]


@pytest.mark.parametrize("requirement", ["PAGE", "PAGE-*", "*"])
def test_a_waiver_of_a_whole_area_is_over_broad(requirement: str) -> None:
    [failed], [use] = applied([check("fail")], waiver("*", requirement))
    assert (failed.status, use.state) == ("fail", "over-broad")
    assert use.problem == (
        f"The waiver of {requirement}[*] is over-broad: it is for a whole area; name one requirement, such as PAGE-04."
    )


def test_a_waiver_of_what_there_is_not_is_unknown() -> None:
    _, [rule, operation] = applied([check("fail")], waiver(requirement="PAGE-99"), waiver("list_project"))
    assert (rule.state, operation.state) == ("unknown", "unknown")
    assert "PAGE-99[list_projects] names a requirement that there is not" in (rule.problem or "")
    assert "PAGE-04[list_project] names an operation that PAGE-04 does not cover" in (operation.problem or "")


def test_a_wrong_waiver_fails_a_run_that_would_conform() -> None:
    checks, uses = applied([check("pass")], waiver())
    verdict, reasons = judge_waivers(*decide(checks), uses)
    assert verdict == "violates"
    assert reasons == (
        "The waiver of PAGE-04[list_projects] is not needed: what it is for is kept; remove it.",
        "But for its waivers the run conforms: 1 of 1 MUST check tried, none violated.",
    )


def test_a_wrong_waiver_is_told_beside_what_else_is_wrong_and_does_not_hide_it() -> None:
    _, uses = applied([check("fail")], waiver(), today=date(2027, 1, 1))
    assert judge_waivers("violates", ("1 requirement violated.",), uses)[1][0] == "1 requirement violated."
    verdict, reasons = judge_waivers("inconclusive", ("Unreachable.",), uses)
    assert (verdict, len(reasons)) == ("inconclusive", 2)


def test_waivers_are_read_from_toml(tmp_path: Path) -> None:
    path = tmp_path / "waivers.toml"
    path.write_text(
        '[[waiver]]\nrequirement = "page-04"\noperation = "list_projects"\nreason = "known, issue 12"\n'
        'owner = "ada"\nexpires = 2026-06-01\n'
    )
    assert read_waivers(path) == (waiver(),)


ENTRY = '[[waiver]]\nrequirement = "PAGE-04"\noperation = "x"\nreason = "r"\nowner = "o"\nexpires = 2026-06-01\n'


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("waiver = 1", r"must hold a list of \[\[waiver\]\]"),
        ("[[waiver]]\nrequirement = 'PAGE-04'", r"Waiver 1 of .* must have requirement, operation, reason, owner"),
        ("[[waiver", r"is not TOML"),
        (ENTRY.replace("2026-06-01", "'2026-06-01'"), r"Waiver 1 of .* must have .* expires \(a date"),
        (ENTRY + ENTRY, r"Waiver 2 of .* is a second one of PAGE-04\[x\]; remove one"),
    ],
)
def test_a_wrong_file_of_waivers_is_told_in_one_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    path = tmp_path / "waivers.toml"
    path.write_text(text)
    with pytest.raises(UsageError, match=sentence):
        read_waivers(path)
