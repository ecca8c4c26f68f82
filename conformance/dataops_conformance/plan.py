"""What a run will try, and in which order: pure, and the same for the same settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dataops_spec import Operation, Requirement

from dataops_conformance.contract import Contract
from dataops_conformance.law import Law, Need, Universal
from dataops_conformance.selection import Selection
from dataops_conformance.settings import NEEDS, Settings

# What the sandbox makes and removes once in a run, whatever the checks: measured on the core contract, rounded up.
SANDBOX_REQUESTS = 40
_LEVELS = ("MUST", "SHOULD", "MAY")


@dataclass(frozen=True, slots=True)
class Check:
    """A requirement to try on an operation by a law. `missing` names the credentials that it lacks."""

    requirement: Requirement
    operation: Operation
    law: Law
    missing: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """`PAGE-04[list_projects]`."""
        return f"{self.requirement.id}[{self.operation.id}]"

    @property
    def is_quota(self) -> bool:
        """Tell whether it uses up a quota; its requests are counted apart."""
        return "quota_token" in self.law.needs

    @property
    def requests(self) -> int:
        """The requests that it costs the budget, by estimate."""
        return 0 if self.missing or self.is_quota else self.law.requests


@dataclass(frozen=True, slots=True)
class UniversalCheck:
    """A requirement that every exchange for an operation is held to."""

    requirement: Requirement
    operation: str
    law: Universal

    @property
    def name(self) -> str:
        """`RES-14[list_projects]`."""
        return f"{self.requirement.id}[{self.operation}]"


@dataclass(frozen=True, slots=True)
class Plan:
    """The checks in their order.

    `within` is how many of them the budget is expected to carry; the run tries the others too, while it holds, for
    observations are shared and the estimate is cautious.
    """

    checks: tuple[Check, ...]
    universals: tuple[UniversalCheck, ...]
    within: int
    setup: int

    @property
    def all(self) -> tuple[Check | UniversalCheck, ...]:
        """Every check in its order, the universal ones last."""
        return (*self.checks, *self.universals)

    @property
    def requests(self) -> int:
        """The requests of the whole, by estimate, set-up and clean-up among them."""
        return self.setup + sum(check.requests for check in self.checks)


def make_plan(
    settings: Settings, contract: Contract, selection: Selection, laws: Sequence[Law], universals: Sequence[Universal]
) -> Plan:
    """Return the plan of a run.

    The order is by yield. What uses things up comes last. Then breadth goes before depth: every law is tried on one
    operation before any is tried on two more, then on four more, so that a run that is cut short has tried every rule.
    Within each such round what is owed most comes first (MUST before SHOULD), then the cheapest.
    """
    wanted = {item.id: item for item in contract.requirements if is_in_profile(item, settings)}
    places = {item.id: place for place, item in enumerate(contract.requirements)}
    ranked = [
        (_round(number), Check(wanted[law.requirement], operation, law, _missing(law, settings)))
        for law in laws
        if law.requirement in wanted
        for number, operation in enumerate(_operations(wanted[law.requirement], contract, selection))
    ]
    ranked.sort(
        key=lambda pair: (
            pair[1].is_quota,
            pair[1].law.order,
            pair[0],
            _LEVELS.index(pair[1].requirement.level),
            pair[1].law.requests,
            places[pair[1].requirement.id],
        )
    )
    checks = tuple(check for _, check in ranked)
    held = tuple(
        UniversalCheck(wanted[law.requirement], operation.id, law)
        for law in sorted(universals, key=lambda law: places.get(law.requirement, 0))
        if law.requirement in wanted
        for operation in _operations(wanted[law.requirement], contract, selection)
    )
    setup = 0 if settings.read_only or not checks else SANDBOX_REQUESTS
    return Plan(checks, held, _within(checks, settings.max_requests, setup), setup)


def is_in_profile(requirement: Requirement, settings: Settings) -> bool:
    """Tell whether the run tries a requirement; `--quota` adds those of the quota to any profile but read-only."""
    if settings.covers(requirement.profile):
        return True
    return settings.quota and requirement.area == "RATE" and not settings.read_only


def _operations(requirement: Requirement, contract: Contract, selection: Selection) -> list[Operation]:
    found = map(contract.operation, requirement.operations)
    return [operation for operation in found if selection.holds(requirement, operation)]


def _round(number: int) -> int:
    """Return the round in which a law's operation of this number is tried: 0; 1 and 2; 3 to 6; and so on."""
    return (number + 1).bit_length() - 1


def _missing(law: Law, settings: Settings) -> tuple[str, ...]:
    def lacks(need: Need) -> bool:
        return need in NEEDS and NEEDS[need] not in settings.credentials

    return tuple(sorted(NEEDS[need] for need in law.needs if lacks(need)))


def _within(checks: Sequence[Check], limit: int | None, setup: int) -> int:
    spent = setup
    for number, check in enumerate(checks):
        spent += check.requests
        if limit is not None and spent > limit:
            return number
    return len(checks)
