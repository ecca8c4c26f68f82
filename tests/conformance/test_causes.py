"""Failures that one mistake of the server explains are told together."""

from __future__ import annotations

from dataclasses import replace

from dataops_conformance.report.causes import Cause, causes
from dataops_conformance.result import CheckResult, ExchangeRecord, Finding, Level, Result, Status

from tests.conformance.samples import conforming_result, sample_result


def _exchange(number: int) -> ExchangeRecord:
    known = sample_result().exchanges[0]
    return replace(known, number=number)


def _failed(name: str, summary: str, *numbers: int, status: Status = "fail", level: Level = "MUST") -> CheckResult:
    requirement, _, operation = name.rstrip("]").partition("[")
    finding = Finding(summary, "this", "that", tuple(map(_exchange, numbers)))
    return CheckResult(
        name, requirement, requirement.partition("-")[0], operation, level, status, 0.0, 1, None, (finding,)
    )


def _blocked(name: str, reason: str) -> CheckResult:
    return replace(_failed(name, ""), status="blocked", reason=reason, findings=())


def _result(*checks: CheckResult) -> Result:
    return replace(conforming_result(), checks=checks)


def _names(found: tuple[Cause, ...]) -> list[list[str]]:
    return [[check.name for check in cause.checks] for cause in found]


def test_failures_that_say_the_same_of_other_values_have_one_cause() -> None:
    found = causes(
        _result(
            _failed("PAGE-04[list_users]", "Item 3 of 'ada' is missing from list_users.", 1),
            _failed("PAGE-04[list_jobs]", "Item 71 of 'bob' is missing from list_jobs.", 2),
            _failed("PAGE-05[list_jobs]", "x-total is wrong.", 3),
        )
    )
    assert _names(found) == [["PAGE-04[list_users]", "PAGE-04[list_jobs]"], ["PAGE-05[list_jobs]"]]


def test_failures_that_one_exchange_shows_have_one_cause() -> None:
    found = causes(
        _result(_failed("RES-05[get_job]", "It is not kept.", 7, 8), _failed("BODY-01[get_job]", "It is lost.", 8))
    )
    assert [(cause.requirements, cause.operations) for cause in found] == [(("RES-05", "BODY-01"), ("get_job",))]


def test_two_mistakes_with_a_consequence_in_common_stay_two_causes() -> None:
    found = causes(
        _result(
            _failed("PAGE-04[list_users]", "An item stands on two pages.", 11),
            _failed("PAGE-02[list_users]", "A page is too small.", 11),
            _failed("PAGE-02[list_projects]", "A page is too small.", 38),
            _failed("PAGE-02[list_jobs]", "A page is too small.", 51),
        )
    )
    assert _names(found) == [
        ["PAGE-04[list_users]", "PAGE-02[list_users]"],
        ["PAGE-02[list_projects]", "PAGE-02[list_jobs]"],
    ]


def test_one_mistake_with_several_consequences_on_two_operations_is_one_cause_in_any_order() -> None:
    checks = (
        _failed("PAGE-04[list_users]", "An item stands on two pages.", 11),
        _failed("PAGE-15[list_users]", "It is there twice.", 11),
        _failed("PAGE-15[list_jobs]", "It is there twice.", 38),
        _failed("PAGE-04[list_jobs]", "An item stands on two pages.", 38),
    )
    assert _names(causes(_result(*checks))) == [[check.name for check in checks]]


def test_what_is_said_of_two_requirements_on_two_operations_is_two_causes() -> None:
    found = causes(_result(_failed("A-1[x]", "It is wrong.", 1), _failed("A-2[y]", "It is wrong.", 2)))
    assert _names(found) == [["A-1[x]"], ["A-2[y]"]]


def test_what_joins_two_causes_makes_them_one() -> None:
    found = causes(
        _result(
            _failed("A-1[x]", "One thing is so.", 1),
            _failed("A-2[x]", "Another is not.", 2),
            _failed("A-3[x]", "Another is not.", 1),
        )
    )
    assert _names(found) == [["A-1[x]", "A-2[x]", "A-3[x]"]]


def test_failures_come_before_errors_and_warnings_and_those_that_explain_most_come_first() -> None:
    found = causes(
        _result(
            _failed("A-1[x]", "It is a pity.", 1, status="warn", level="SHOULD"),
            _failed("A-2[x]", "The law broke.", status="error"),
            _failed("A-3[x]", "One is wrong.", 2),
            _failed("A-4[x]", "Two are wrong.", 3),
            _failed("A-4[y]", "Two are wrong.", 4),
        )
    )
    assert [(cause.status, len(cause.checks)) for cause in found] == [
        ("fail", 2), ("fail", 1), ("error", 1), ("warn", 1),
    ]  # fmt: skip


def test_what_was_blocked_stands_with_what_blocked_it() -> None:
    [cause] = causes(
        _result(
            _failed("RES-01[create_group]", "POST /groups was answered 500.", 1),
            _blocked("RES-06[delete_group]", "created by create_group: POST /groups was answered 500."),
            _blocked("RES-06[delete_job]", "something else"),
        )
    )
    assert [check.name for check in cause.blocked] == ["RES-06[delete_group]"]


def test_a_run_without_failures_has_no_causes() -> None:
    assert causes(conforming_result()) == ()
