"""Part a plan: by operation families, the same for the same plan, every check in exactly one part. Pure.

A family is what the contract tags alike, for its laws share what they make and see. What looks at lists that are
everybody's (all projects, all groups, all users) is one family together with what makes and deletes what they hold, and
so is what counts a user's requests: no other part may disturb it, or be disturbed by it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from dataops_spec import Operation

from dataops_conformance.contract import Contract
from dataops_conformance.plan import SANDBOX_REQUESTS, Plan, UniversalCheck, carried
from dataops_conformance.ranking import Check
from dataops_conformance.settings import Settings, Shard, UsageError

ALONE: Final = "(everybody's)"
"""The family that is tried while no other is."""

_COUNTING = "RATE"
_CONTAINERS = ("/projects/{", "/groups/{")
# A part that could not spend as much beside its set-up would find nothing.
_LEAST = 2 * SANDBOX_REQUESTS
_MOST_PARTS = 4


def shard_of(plan: Plan, contract: Contract, settings: Settings, shard: Shard) -> Plan:
    """Return the checks of one shard, in their order.

    Raises:
        UsageError: there are fewer families than shards.
    """
    families = _families(plan, contract)
    if shard.count > len(families):
        msg = f"There are {len(families)} families of operations to part; give --shard K/N with N at most that."
        raise UsageError(msg)
    groups = _balanced(families, shard.count)
    return _plan_of(groups[shard.number - 1], plan, settings, share(settings.max_requests, shard.count))


def split(plan: Plan, contract: Contract, settings: Settings) -> tuple[Plan, ...]:
    """Return the parts that processes try: first the one that is tried alone, then those that may run side by side.

    How many there are depends on the budget, and not on how many processes there are.
    """
    limit = budget_of(settings)
    count = _MOST_PARTS if limit is None else max(1, min(_MOST_PARTS, limit // _LEAST))
    families = _families(plan, contract)
    alone = families.pop(ALONE, [])
    if count == 1 or not families:
        return (plan,)
    aside = _balanced(families, min(count - 1, len(families)))
    return tuple(_plan_of(group, plan, settings, share(limit, len(aside) + 1)) for group in (alone, *aside))


def budget_of(settings: Settings) -> int | None:
    """Return how many requests a run may spend, which is a shard's share of the whole; None where there is no limit."""
    return share(settings.max_requests, settings.shard.count) if settings.shard else settings.max_requests


def share(limit: int | None, count: int) -> int | None:
    """Return what each of `count` parts may spend: never less than what its set-up and clean-up want."""
    return None if limit is None else max(limit // count, min(limit, SANDBOX_REQUESTS))


def shares(limit: int | None, plans: Sequence[Plan]) -> tuple[int | None, ...]:
    """Return what each of the plans may spend of a limit, by what they want; never less than set-up and clean-up do."""
    if limit is None:
        return (None,) * len(plans)
    whole = sum(plan.requests for plan in plans)
    least = min(limit, SANDBOX_REQUESTS)
    return tuple(max(limit * plan.requests // whole if whole else limit, least) for plan in plans)


def _families(plan: Plan, contract: Contract) -> dict[str, list[Check | UniversalCheck]]:
    """Return family → its checks, every one of the plan."""
    tags = {operation.id: operation.tag for operation in contract.operations}
    shared = {operation.tag for operation in contract.operations if _is_everybodys(operation, contract)}
    found: defaultdict[str, list[Check | UniversalCheck]] = defaultdict(list)
    for check in plan.all:
        operation = check.operation if isinstance(check, UniversalCheck) else check.operation.id
        tag = tags[operation]
        counts = isinstance(check, Check) and check.requirement.area == _COUNTING
        found[ALONE if counts or tag in shared else tag].append(check)
    return dict(found)


def _is_everybodys(operation: Operation, contract: Contract) -> bool:
    """Tell whether it lists what lies in no project or group."""
    return contract.lists(operation) and not operation.path.startswith(_CONTAINERS)


def _balanced(
    families: Mapping[str, Sequence[Check | UniversalCheck]], count: int
) -> list[list[Check | UniversalCheck]]:
    """Return the families in `count` groups of about the same cost, the heaviest family first; none is empty."""
    costs = {
        name: sum(check.requests for check in checks if isinstance(check, Check)) for name, checks in families.items()
    }
    groups: list[list[Check | UniversalCheck]] = [[] for _ in range(count)]
    spent = [0.0] * count
    for name in sorted(families, key=lambda name: (-costs[name], name)):
        lightest = min(range(count), key=lambda number: (bool(groups[number]), spent[number], number))
        groups[lightest] += families[name]
        spent[lightest] += costs[name]
    return groups


def _plan_of(chosen: Sequence[Check | UniversalCheck], plan: Plan, settings: Settings, limit: int | None) -> Plan:
    """Return the plan of some checks of a plan, in its order."""
    names = {check.name for check in chosen}
    checks = tuple(check for check in plan.checks if check.name in names)
    universals = tuple(check for check in plan.universals if check.name in names)
    bare = {check.operation for check in universals}
    setup = 0 if settings.read_only or not checks else SANDBOX_REQUESTS
    return replace(
        plan,
        checks=checks,
        universals=universals,
        carriers=tuple(check for check in plan.carriers if check.operation.id in bare),
        within=carried(checks, limit, setup),
        setup=setup,
    )
