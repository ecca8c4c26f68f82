"""How a plan is parted: every check in one part, what is everybody's apart, and the same for the same plan."""

from __future__ import annotations

from dataclasses import replace

import pytest
from dataops_conformance.contract import Contract
from dataops_conformance.law import Law, Universal
from dataops_conformance.parts import budget_of, shard_of, share, shares, split
from dataops_conformance.plan import SANDBOX_REQUESTS, Plan, UniversalCheck, make_plan
from dataops_conformance.selection import Selection
from dataops_conformance.settings import Shard, UsageError
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conformance.fake_server import fake_settings

CONTRACT = Contract.load()
SETTINGS = fake_settings()


def law(requirement: str, requests: int = 1) -> Law:
    return Law(requirement, lambda _ctx, _operation: None, requests, frozenset({"token"}), "how")


def universal(requirement: str) -> Universal:
    return Universal(requirement, lambda _exchange, _operation, _ctx: iter(()), "how")


LAWS = [law("AUTH-01"), law("PAGE-04", 4), law("RES-01", 6), law("RATE-05", 3)]
PLAN = make_plan(SETTINGS, CONTRACT, Selection(), LAWS, [universal("SPEC-04")])


def names(plan: Plan) -> list[str]:
    return [check.name for check in plan.all]


def shards(count: int) -> list[Plan]:
    return [shard_of(PLAN, CONTRACT, SETTINGS, Shard(number, count)) for number in range(1, count + 1)]


@given(st.integers(1, 10))
@settings(max_examples=10, deadline=None)
def test_every_check_is_in_one_shard_and_keeps_its_place_among_the_others(count: int) -> None:
    parts = shards(count)
    assert sorted(name for part in parts for name in names(part)) == sorted(names(PLAN))
    for part in parts:
        assert names(part) == [name for name in names(PLAN) if name in set(names(part))]
        assert part.checks or part.universals


def test_shards_are_the_same_each_time_and_of_about_the_same_cost() -> None:
    assert shards(3) == shards(3)
    costs = [sum(check.requests for check in part.checks) for part in shards(3)]
    assert max(costs) < 2 * min(costs)


def test_more_shards_than_families_are_wrong_use() -> None:
    with pytest.raises(UsageError, match=r"There are \d+ families of operations to part; give --shard K/N with N at"):
        shard_of(PLAN, CONTRACT, SETTINGS, Shard(1, 99))


def test_what_looks_at_everybodys_lists_or_counts_requests_is_in_the_first_part_alone() -> None:
    alone, *others = split(PLAN, CONTRACT, SETTINGS)
    everybodys = {"projects", "groups", "users", "namespaces", "personal_access_tokens"}
    assert len(others) == 3
    for part in others:
        operations = {
            check.operation if isinstance(check, UniversalCheck) else check.operation.id for check in part.all
        }
        assert not everybodys & {CONTRACT.operation(name).tag for name in operations}
        assert all(check.requirement.area != "RATE" for check in part.checks)
    assert {name for name in names(PLAN) if name.startswith("RATE-05")} <= set(names(alone))
    assert sorted(name for part in (alone, *others) for name in names(part)) == sorted(names(PLAN))


def test_how_a_plan_is_parted_depends_on_the_budget_and_not_on_the_processes() -> None:
    def parts(**changes: object) -> list[list[str]]:
        return [names(part) for part in split(PLAN, CONTRACT, fake_settings(**changes))]

    assert parts(processes=1) == parts(processes=2) == parts(processes=8)
    assert len(parts(max_requests=60)) == 1
    assert len(parts(max_requests=170)) == 2
    assert len(parts(max_requests=None)) == 4


def test_a_share_is_never_too_small_to_set_up_and_clean_up() -> None:
    assert (share(600, 4), share(60, 4), share(20, 4), share(None, 4)) == (150, SANDBOX_REQUESTS, 20, None)
    assert budget_of(fake_settings(shard=Shard(2, 4))) == 150
    plans = [replace(PLAN, checks=PLAN.checks[:number]) for number in (0, 40, 120)]
    assert sum(found := [part or 0 for part in shares(600, plans)]) <= 600 + SANDBOX_REQUESTS
    assert found == sorted(found)
    assert min(found) >= SANDBOX_REQUESTS
    assert shares(None, plans) == (None, None, None)
