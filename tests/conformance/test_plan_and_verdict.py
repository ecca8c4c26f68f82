"""What is tried in which order, and what it adds up to."""

from __future__ import annotations

from dataclasses import replace

import pytest
from dataops_conformance.contract import Contract
from dataops_conformance.law import Law, Need, Universal
from dataops_conformance.plan import make_plan
from dataops_conformance.prior import Cost, Known, Prior
from dataops_conformance.result import CheckResult, ExchangeRecord, Exercised, Level, Status
from dataops_conformance.selection import Selection, select
from dataops_conformance.settings import Profile, UsageError
from dataops_conformance.verdict import Writes, decide, writes_of
from hypothesis import given
from hypothesis import strategies as st

from tests.conformance.fake_server import fake_settings
from tests.mutants import all_faults, yields_of

CONTRACT = Contract.load()
ALL = Selection()


def law(requirement: str, requests: int = 1, needs: tuple[Need, ...] = ("token",), order: int = 0) -> Law:
    return Law(requirement, lambda _context, _operation: None, requests, frozenset(needs), "", order)


def universal(requirement: str) -> Universal:
    return Universal(requirement, lambda _exchange, _operation, _context: iter(()), "")


def names(*laws: Law, profile: Profile = "standard", only: tuple[str, ...] = (), quota: bool = False) -> list[str]:
    settings = fake_settings(profile=profile, quota=quota)
    return [check.name for check in make_plan(settings, CONTRACT, select(CONTRACT, only), laws, ()).checks]


def ranked(*laws: Law, known: dict[str, Known] | None = None, seed: int = 1) -> list[str]:
    settings = fake_settings(seed=seed, max_requests=None)
    return [check.name for check in make_plan(settings, CONTRACT, ALL, laws, (), Prior(known or {})).checks]


def test_the_check_that_is_expected_to_find_most_for_a_request_comes_first() -> None:
    known = {"AUTH-07": Known(everywhere=1), "PAGE-04": Known(everywhere=9), "AUTH-28": Known(everywhere=9)}
    order = ranked(law("AUTH-07", 1), law("PAGE-04", 2), law("AUTH-28", 9), known=known)
    assert [name.partition("[")[0] for name in order[:3]] == ["PAGE-04", "AUTH-07", "AUTH-28"]


def test_what_strikes_everywhere_is_found_by_the_first_try_and_what_strikes_in_a_corner_by_any() -> None:
    known = {"AUTH-07": Known(everywhere=3), "AUTH-28": Known(corner=18)}
    order = ranked(law("AUTH-07", 1), law("AUTH-28", 1), known=known)
    assert [name.partition("[")[0] for name in order] == ["AUTH-07", *["AUTH-28"] * 6, "AUTH-07"]


def test_a_should_is_worth_less_than_a_must_of_the_same_price() -> None:
    order = ranked(law("BODY-08", 1), law("BODY-15", 1), known={"BODY-08": Known(4, 4), "BODY-15": Known(4, 4)})
    assert order[0].startswith("BODY-15")
    assert {name.partition("[")[0] for name in order} == {"BODY-08", "BODY-15"}


def test_what_costs_nothing_comes_with_the_first_check_of_its_area_and_operation() -> None:
    order = ranked(law("PAGE-05", 0), law("PAGE-04", 6))
    operation = order[0].partition("[")[2]
    assert order[:2] == [f"PAGE-04[{operation}", f"PAGE-05[{operation}"]
    assert len(order) == len(CONTRACT.requirement("PAGE-04").operations) * 2


def test_each_seed_begins_with_other_operations_and_comes_to_all_of_them() -> None:
    first, second = ranked(law("AUTH-03"), seed=1), ranked(law("AUTH-03"), seed=2)
    assert first[0] != second[0]
    assert set(first) == set(second)


def test_in_a_whole_run_a_check_costs_what_was_measured_and_in_part_of_one_what_its_law_says() -> None:
    prior = Prior({"AUTH-01": Known(corner=1, cost=Cost(0.25, 0.25))})
    laws = [law("AUTH-01", 2)]
    whole = make_plan(fake_settings(max_requests=None), CONTRACT, ALL, laws, (), prior)
    part = make_plan(fake_settings(only=("AUTH-01",)), CONTRACT, select(CONTRACT, ["AUTH-01"]), laws, (), prior)
    assert {check.requests for check in whole.checks} == {0.25}
    assert whole.requests == whole.setup + -(-len(whole.checks) // 4)
    assert {check.requests for check in part.checks} == {2.0}


def test_the_operations_most_at_risk_come_before_the_others_of_their_law() -> None:
    listed = Law("AUTH-03", lambda _context, _operation: None, 1, frozenset(), "", risk=lambda item: item.is_paginated)
    order = [CONTRACT.operation(name.partition("[")[2][:-1]).is_paginated for name in ranked(listed, seed=5)]
    assert order == sorted(order, reverse=True)
    assert set(order) == {True, False}


def test_of_operations_at_the_same_risk_the_cheapest_come_first() -> None:
    cost = Cost(1.0, 1.0, {"get_branch": 0.1, "list_branches": 3.0})
    found = ranked(law("AUTH-01"), known={"AUTH-01": Known(corner=3, cost=cost)})
    assert (found[0], found[-1]) == ("AUTH-01[get_branch]", "AUTH-01[list_branches]")


def test_a_larger_budget_begins_as_the_usual_one_does() -> None:
    laws = [law("AUTH-01", order=5), law("RES-14"), law("AUTH-03", order=2), law("PAGE-01")]
    usual, large = (make_plan(fake_settings(max_requests=limit), CONTRACT, ALL, laws, ()) for limit in (600, 1500))
    early = usual.within // 2
    assert usual.checks[:early] == large.checks[:early]


def test_the_known_faults_are_those_of_requirements_that_there_are() -> None:
    known = Prior.load().known
    assert set(known) <= {requirement.id for requirement in CONTRACT.requirements}
    counted = {name: replace(each, cost=None) for name, each in known.items() if each.everywhere or each.corner}
    planted = yields_of(all_faults())
    assert counted == {name: Known(each["everywhere"], each["corner"]) for name, each in planted.items()}


@given(st.integers(0, 20), st.integers(0, 20), st.integers(1, 80))
def test_a_further_try_is_never_expected_to_find_more_than_the_first(
    everywhere: int, corner: int, breadth: int
) -> None:
    prior = Prior({"PAGE-04": Known(everywhere, corner)})
    requirement = CONTRACT.requirement("PAGE-04")
    further = prior.gain(requirement, 1 / breadth, is_first=False)
    assert 0 < further < prior.gain(requirement, 1 / breadth, is_first=True)


def test_a_law_goes_over_the_tags_before_it_comes_back_to_one() -> None:
    operations = [name.partition("[")[2].rstrip("]") for name in names(law("AUTH-03"))]
    tags = [CONTRACT.operation(identifier).tag for identifier in operations]
    assert len(set(tags[: len(set(tags))])) == len(set(tags))


def test_what_uses_things_up_comes_last_and_the_quota_after_all() -> None:
    quota = law("RATE-01", 0, ("token", "quota_token"))
    order = names(quota, law("AUTH-04", order=1), law("AUTH-07"), profile="full")
    assert order == [
        "AUTH-07[get_current_user]",
        "AUTH-07[get_current_personal_access_token]",
        "AUTH-04[get_current_user]",
        "RATE-01[get_version]",
    ]


def test_a_profile_tries_what_it_covers() -> None:
    laws = (law("AUTH-04"), law("AUTH-24"), law("RATE-01"))
    assert names(*laws, profile="read-only") == ["AUTH-04[get_current_user]"]
    assert set(names(*laws, profile="standard")) == {"AUTH-04[get_current_user]", "AUTH-24[trigger_pipeline]"}
    assert "RATE-01[get_version]" in names(*laws, profile="standard", quota=True)


def test_only_narrows_by_rule_by_area_by_operation_and_by_both() -> None:
    laws = (law("PAGE-01"), law("PAGE-02"), law("AUTH-01"))
    everything = names(*laws)
    assert set(names(*laws, only=("page-01",))) == {name for name in everything if name.startswith("PAGE-01[")}
    assert set(names(*laws, only=("PAGE",))) == {name for name in everything if name.startswith("PAGE-")}
    assert set(names(*laws, only=("list_branches",))) == {
        name for name in everything if name.endswith("[list_branches]")
    }
    assert names(*laws, only=("PAGE-01", "list_branches")) == ["PAGE-01[list_branches]"]
    assert names(*laws, only=("PAGE-01[list_branches]",)) == ["PAGE-01[list_branches]"]
    assert set(names(*laws, only=("PAGE-01[list_branches]", "page-02[list_users]"))) == {
        "PAGE-01[list_branches]", "PAGE-02[list_users]",
    }  # fmt: skip
    both = names(*laws, only=("PAGE-01,PAGE-02", "list_branches", "AUTH-01[get_project]"))
    assert set(both) == {"PAGE-01[list_branches]", "PAGE-02[list_branches]", "AUTH-01[get_project]"}


@pytest.mark.parametrize(("name", "hint"), [("PAGE-99", "PAGE-"), ("list_project", "list_projects"), ("PAGES", "PAGE")])
def test_an_unknown_name_is_answered_with_the_nearest(name: str, hint: str) -> None:
    with pytest.raises(UsageError, match=f"There is no requirement, area or operation {name!r}; did you mean .*{hint}"):
        select(CONTRACT, [name])


def test_a_missing_credential_is_known_before_anything_is_sent() -> None:
    plan = make_plan(
        fake_settings(), CONTRACT, select(CONTRACT, ["get_current_user"]), [law("AUTH-10", 5, ("expired_token",))], ()
    )
    assert [(check.missing, check.requests) for check in plan.checks] == [(("DATAOPS_EXPIRED_TOKEN",), 0)]


def test_the_plan_tells_how_far_the_budget_is_expected_to_carry() -> None:
    plan = make_plan(fake_settings(max_requests=60), CONTRACT, ALL, [law("AUTH-01", 10)], (), Prior())
    assert plan.within == 2
    assert len(plan.checks) == len(CONTRACT.requirement("AUTH-01").operations)


def test_universal_laws_cover_each_operation_of_their_requirement() -> None:
    plan = make_plan(fake_settings(), CONTRACT, ALL, (), [universal("RATE-04")])
    assert [check.operation for check in plan.universals] == [operation.id for operation in CONTRACT.operations]
    assert plan.requests == 0


@given(st.permutations([law("AUTH-01"), law("PAGE-04", 3), law("BODY-01", 2), law("RES-01", 7, order=2)]))
def test_the_order_does_not_depend_on_the_order_of_the_laws(laws: list[Law]) -> None:
    assert names(*laws) == names(*sorted(laws, key=lambda item: item.requirement))


def result(status: Status, level: Level = "MUST", name: str = "A-01[x]", reason: str | None = None) -> CheckResult:
    requirement, _, operation = name.rstrip("]").partition("[")
    return CheckResult(name, requirement, "A", operation, level, status, 0.0, 0, reason)


def test_a_must_that_fails_violates_whatever_else_happened() -> None:
    checks = [result("fail"), result("error"), result("pass")]
    assert decide(checks, stopped="The run was interrupted.") == (
        "violates",
        ("1 requirement violated on 1 operation.", "The run was interrupted."),
    )


def test_a_should_that_fails_is_no_violation_and_is_told() -> None:
    assert decide([result("pass"), result("warn", "SHOULD")]) == (
        "conforms",
        ("1 of 1 MUST check tried, none violated; 1 recommendation not followed.",),
    )


def test_a_run_that_was_stopped_gives_that_as_its_one_reason() -> None:
    checks = [result("not tested", reason="It is down.")] * 3
    assert decide(checks, stopped="It is down.") == ("inconclusive", ("It is down.",))


def test_a_mistake_of_the_suite_is_inconclusive() -> None:
    verdict, reasons = decide([result("pass"), result("pass"), result("pass"), result("error")])
    assert verdict == "inconclusive"
    assert reasons == ("1 check of the suite itself broke; that is no fault of the server.",)


def test_too_little_exercised_is_inconclusive_with_its_numbers_and_the_main_reason() -> None:
    checks = [result("pass"), result("not tested", reason="budget: spent."), result("blocked", reason="x")]
    assert decide(checks) == (
        "inconclusive",
        ("Too little was exercised: 1 of 3 MUST checks were tried, fewer than 60%; most often: budget: spent.",),
    )


def test_what_the_profile_itself_withholds_is_not_owed() -> None:
    checks = [result("pass"), result("not tested", name="A-02[y]")]
    assert decide(checks, withheld=frozenset({"A-02[y]"}))[0] == "conforms"


def test_what_only_the_universal_laws_saw_is_too_little() -> None:
    seen = [result("pass", name=f"B-0{number}[x]") for number in range(7)]
    cut = [result("not tested", reason="budget: spent.")] * 4
    universal = frozenset(check.requirement for check in seen)
    assert decide([*seen, *cut])[0] == "conforms"
    assert decide([*seen, *cut], universal=universal) == (
        "inconclusive",
        (
            (
                "Too little was exercised: 0 of 4 MUST checks that send requests of their own were tried, fewer than 25%; "
                "most often: budget: spent."
            ),
        ),
    )
    assert decide([*seen, *cut[:3], result("pass")], universal=universal)[0] == "conforms"
    assert decide(seen, universal=universal)[0] == "conforms"


def answered(operation: str, status: int, credential: str | None = "DATAOPS_TOKEN") -> ExchangeRecord:
    return ExchangeRecord(1, operation, "POST", "", credential, (), None, status, (), "", 0.0, "")


def test_a_token_that_may_not_write_is_inconclusive_where_the_run_makes_things() -> None:
    writes = writes_of([answered("a", 403), answered("b", 201), answered("c", 201), answered("get", 403)], [], {*"abc"})
    assert writes == Writes(asked=frozenset("abc"), refused=frozenset("a"))
    verdict, reasons = decide([result("pass")], writes=writes)
    assert (verdict, reasons) == (
        "inconclusive",
        (
            (
                "Too much was refused to DATAOPS_TOKEN: 1 of 3 operations that make or change things answered 403 and took "
                "no request, more than 25%; give DATAOPS_TOKEN a token of the scope api whose user may make things."
            ),
        ),
    )
    assert decide([result("pass")], writes=writes, makes=False)[0] == "conforms"
    assert decide([result("pass")], writes=Writes(frozenset("abcd"), frozenset("a")))[0] == "conforms"


def test_what_is_refused_to_another_token_or_was_accepted_once_is_not_refused_to_the_run() -> None:
    others = [answered("a", 403, "DATAOPS_READ_TOKEN"), answered("a", 401, None), answered("b", 403)]
    accepted = Exercised("b", 2, (), (), (201, 403), ())
    assert writes_of(others, [accepted], {"a", "b"}) == Writes(asked=frozenset("b"))


def test_an_empty_run_and_a_stopped_one_conform_to_nothing() -> None:
    assert decide([])[0] == "inconclusive"
    assert decide([result("pass")], stopped="It is down.") == ("inconclusive", ("It is down.",))


STATUSES: list[Status] = ["pass", "fail", "warn", "not tested", "blocked", "waived", "error"]


@given(st.lists(st.sampled_from(STATUSES), max_size=20))
def test_nothing_untried_is_ever_counted_as_passed(statuses: list[Status]) -> None:
    verdict, _ = decide([result(status) for status in statuses])
    tried = sum(status in {"pass", "fail", "warn", "waived"} for status in statuses)
    if verdict == "conforms":
        assert tried >= 0.6 * len(statuses)
        assert not {"fail", "error"} & set(statuses)
    assert (verdict == "violates") == ("fail" in statuses)


def test_a_run_narrowed_to_a_universal_law_still_sends_something_for_it() -> None:
    laws = [law("SPEC-05"), law("AUTH-01")]
    plan = make_plan(
        fake_settings(), CONTRACT, select(CONTRACT, ["RATE-04", "get_project"]), laws, [universal("RATE-04")]
    )
    assert plan.checks == ()
    assert [check.name for check in plan.carriers] == ["SPEC-05[get_project]", "AUTH-01[get_project]"]


def test_a_whole_run_carries_nothing_besides_its_checks() -> None:
    assert make_plan(fake_settings(), CONTRACT, ALL, [law("SPEC-05")], [universal("RATE-04")]).carriers == ()
