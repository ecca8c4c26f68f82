"""Joining the results of shards: what is refused, what is added up, and that the whole is judged, not its parts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from dataops_conformance.joining import join, judge, refuse_unlike
from dataops_conformance.result import CheckResult, Exercised, Result, Status
from dataops_conformance.settings import UsageError
from dataops_conformance.waivers import Waiver

from tests.conformance.samples import conforming_result, sample_result

COVERED = {"A-01": frozenset({"x", "y", "z"})}


def check(status: Status, operation: str = "x", reason: str | None = None) -> CheckResult:
    findings = sample_result().checks[0].findings if status == "fail" else ()
    return CheckResult(f"A-01[{operation}]", "A-01", "A", operation, "MUST", status, 0.5, 2, reason, findings)


def shard(number: int, count: int, *checks: CheckResult, **changes: object) -> Result:
    whole = conforming_result()
    names = (f"dataops-conformance-{number}",)
    manifest = replace(whole.manifest, run_id=str(number), shard=f"{number}/{count}", names=names, **changes)  # type: ignore[arg-type]
    return replace(whole, manifest=manifest, checks=checks)


def named(*results: Result) -> list[tuple[str, Result]]:
    return [(f"{number}.json", result) for number, result in enumerate(results, 1)]


def test_the_whole_holds_the_checks_the_requests_and_the_names_of_every_shard() -> None:
    parts = [shard(1, 2, check("pass")), shard(2, 2, check("pass", "y"))]
    parts[1] = replace(parts[1], stopped="It went away.", withheld=("A-01[z]",))
    whole = join(parts)
    assert [item.name for item in whole.checks] == ["A-01[x]", "A-01[y]"]
    assert whole.budget.spent == 2 * parts[0].budget.spent
    assert whole.budget.limit == 2 * (parts[0].budget.limit or 0)
    assert (whole.manifest.shard, whole.manifest.names) == (None, ("dataops-conformance-1", "dataops-conformance-2"))
    assert (whole.stopped, whole.withheld) == ("It went away.", ("A-01[z]",))


def test_a_violation_that_another_shard_came_upon_wins_over_the_pass_of_its_own() -> None:
    whole = join([shard(1, 2, check("pass")), shard(2, 2, check("fail"))])
    assert [(item.name, item.status, item.requests) for item in whole.checks] == [("A-01[x]", "fail", 4)]


def test_what_each_shard_exercised_is_added_up_by_operation() -> None:
    def part(number: int, parameter: str, status: int) -> Result:
        seen = Exercised("get_x", 3, (parameter,), (), (status,), (f"{status} id",))
        return replace(shard(number, 2, check("pass")), exercised=(seen,))

    whole = join([part(1, "query.b", 404), part(2, "query.a", 200)])
    assert whole.exercised == (Exercised("get_x", 6, ("query.a", "query.b"), (), (200, 404), ("200 id", "404 id")),)


def test_exchanges_are_numbered_through_the_whole() -> None:
    sample = sample_result()
    parts = [replace(sample, manifest=replace(sample.manifest, shard=f"{number}/2")) for number in (1, 2)]
    other = [replace(item, name=f"B{item.name}") for item in parts[1].checks]
    whole = join([parts[0], replace(parts[1], checks=tuple(other))])

    def numbers(result: Result, prefix: str) -> list[int]:
        checks = [item for item in result.checks if item.name.startswith(prefix)]
        return [exchange.number for item in checks for finding in item.findings for exchange in finding.exchanges]

    before = sample.budget.spent + sample.budget.quota_requests
    assert numbers(whole, "B")[-5:] == [number + before for number in numbers(sample, "")][-5:]


def test_the_verdict_is_of_the_whole_and_not_of_its_parts() -> None:
    tried, untried = shard(1, 2, check("pass"), check("pass", "y")), shard(2, 2, check("not tested", "z", "budget: x"))
    assert judge(untried, (), COVERED).verdict == "inconclusive"
    assert judge(join([tried, untried]), (), COVERED).verdict == "conforms"


def test_waivers_are_judged_on_the_whole() -> None:
    waiver = Waiver("A-01", "*", "known", "ada", date(2030, 1, 1))
    parts = [judge(shard(1, 2, check("fail"), check("fail", "y")), [waiver], COVERED), shard(2, 2, check("pass", "z"))]
    parts[1] = judge(parts[1], [waiver], COVERED)
    assert [part.verdict for part in parts] == ["conforms", "conforms"]
    whole = join(parts)
    assert judge(whole, [], COVERED).verdict == "violates"
    judged = judge(whole, [waiver], COVERED)
    assert [item.status for item in judged.checks] == ["waived", "waived", "pass"]
    assert judged.verdict == "conforms"


@pytest.mark.parametrize(
    ("results", "sentence"),
    [
        ((shard(1, 3), shard(3, 3)), "The result of shard 2/3 is missing; give that of every shard."),
        ((shard(1, 2), shard(1, 2)), "1.json and 2.json are both shard 1/2; give each shard once."),
        ((shard(1, 2), shard(2, 3)), "one is of 2 shards, one of 3."),
        ((shard(1, 2), conforming_result()), "2.json is the result of a whole run, not of a shard"),
        ((shard(1, 2), shard(2, 2, seed=8)), "1.json and 2.json are of different runs: the seed differs (7 and 8)."),
        ((shard(1, 2), shard(2, 2, contract_hash="abc")), "of different runs: the contract differs"),
        ((shard(1, 2), shard(2, 2, profile="full")), "the profile differs (standard and full)."),
        ((shard(1, 2), shard(2, 2, max_requests=9)), "the budget differs (600 and 9)."),
    ],
)
def test_results_that_are_not_the_shards_of_one_run_are_refused(results: tuple[Result, ...], sentence: str) -> None:
    with pytest.raises(UsageError) as caught:
        refuse_unlike(named(*results))
    assert sentence in str(caught.value)


def test_all_the_shards_of_one_run_are_taken_in_any_order() -> None:
    refuse_unlike(named(shard(2, 2), shard(1, 2)))
