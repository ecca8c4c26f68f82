"""What a run will try, and in which order: pure, and the same for the same settings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dataops_spec import Operation, Requirement

from dataops_conformance.contract import Contract
from dataops_conformance.law import Law, Need, Universal
from dataops_conformance.selection import Selection
from dataops_conformance.settings import NEEDS, Settings

# What the sandbox makes and removes once in a run, whatever the checks: measured on the core contract, rounded up.
SANDBOX_REQUESTS = 40
# The round before which every operation is come to.
_COVERING = 2
# Their laws send, for each operation, a valid request, one that breaks its schema, one without credentials, and one
# for what does not exist.
_SENDING = ("SPEC-05", "SPEC-06", "AUTH-01", "RES-14")
# A law on so many operations asks all of them the same question; the last of them tells the least.
_WIDE = 25
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

    `carriers` only send, for universal laws that a narrowed run would else have nothing to show. `within` is how many
    checks the budget is expected to carry; the run tries the others too, while it holds, for observations are shared
    and the estimate is cautious.
    """

    checks: tuple[Check, ...]
    universals: tuple[UniversalCheck, ...]
    within: int
    setup: int
    carriers: tuple[Check, ...] = ()

    @property
    def all(self) -> tuple[Check | UniversalCheck, ...]:
        """Every check in its order, the universal ones last."""
        return (*self.checks, *self.universals)

    @property
    def requests(self) -> int:
        """The requests of the whole, by estimate, set-up and clean-up among them."""
        return self.setup + sum(check.requests for check in (*self.checks, *self.carriers))


def make_plan(
    settings: Settings, contract: Contract, selection: Selection, laws: Sequence[Law], universals: Sequence[Universal]
) -> Plan:
    """Return the plan of a run.

    By yield, breadth goes before depth: every law is tried on one operation before any is tried on two more, and then
    each operation that was not come to is tried once, so that a run that is cut short has tried every rule, and every
    operation; what uses things up comes last among these. What is left comes in the order of what is owed (MUST before
    SHOULD) and of price; but a law that asks one and the same question of very many operations comes last, by and by
    on all of them. A law's operations take turns by their tags. What the budget is expected to carry is tried before
    the rest, in either part with what uses things up last, and the quota is used up at the very end.
    """
    wanted = {item.id: item for item in contract.requirements if is_in_profile(item, settings)}
    places = {item.id: place for place, item in enumerate(contract.requirements)}
    rounds = [
        (_round(number), Check(wanted[law.requirement], operation, law, _missing(law, settings)))
        for law in laws
        if law.requirement in wanted
        for number, operation in enumerate(_operations(wanted[law.requirement], contract, selection))
    ]
    early, late = _by_yield(rounds, places)
    ranked = [*early, *late]
    setup = 0 if settings.read_only or not ranked else SANDBOX_REQUESTS
    within = _within(ranked, settings.max_requests, setup)
    cuts = sorted({0, min(len(early), within), within, len(ranked)})
    parts = [check for start, end in pairwise(cuts) for check in _used_up_last(ranked[start:end])]
    checks = tuple(sorted(parts, key=lambda check: check.is_quota))
    held = tuple(
        UniversalCheck(wanted[law.requirement], operation.id, law)
        for law in sorted(universals, key=lambda law: places.get(law.requirement, 0))
        if law.requirement in wanted
        for operation in map(contract.operation, wanted[law.requirement].operations)
        if selection.holds(wanted[law.requirement], operation)
    )
    return Plan(checks, held, within, setup, _carriers(settings, contract, laws, checks, held))


def is_in_profile(requirement: Requirement, settings: Settings) -> bool:
    """Tell whether the run tries a requirement; `--quota` adds those of the quota to any profile but read-only."""
    if settings.covers(requirement.profile):
        return True
    return settings.quota and requirement.area == "RATE" and not settings.read_only


def _operations(requirement: Requirement, contract: Contract, selection: Selection) -> list[Operation]:
    """Return the operations to try, one of each tag, then a second of each tag, and so on."""
    found = map(contract.operation, requirement.operations)
    chosen = [operation for operation in found if selection.holds(requirement, operation)]
    turns: Counter[str] = Counter()
    taken: list[tuple[int, Operation]] = []
    for operation in chosen:
        taken.append((turns[operation.tag], operation))
        turns[operation.tag] += 1
    return [operation for _, operation in sorted(taken, key=lambda pair: pair[0])]


def _round(number: int) -> int:
    """Return the round in which a law's operation of this number is tried: 0; 1 and 2; 3 to 6; and so on."""
    return (number + 1).bit_length() - 1


def _by_yield(rounds: Sequence[tuple[int, Check]], places: Mapping[str, int]) -> tuple[list[Check], list[Check]]:
    """Return the checks that every run should come to, and the others, the one that tells most for its price first."""

    def price(check: Check) -> tuple[int, int, int]:
        return _LEVELS.index(check.requirement.level), check.law.requests, places[check.requirement.id]

    ordered = sorted(rounds, key=lambda pair: (pair[1].is_quota, pair[0], price(pair[1])))
    early = [check for number, check in ordered if number < _COVERING]
    come_to = {check.operation.id for check in early if not check.missing}
    covering: dict[str, Check] = {}
    # A probe without the right to be there shows the least of an operation, and so comes last.
    for _, check in sorted(ordered, key=lambda pair: (pair[1].requirement.area == "AUTH", price(pair[1]))):
        if check.operation.id not in come_to and not check.missing and not check.is_quota:
            covering.setdefault(check.operation.id, check)
    chosen = {id(check) for check in (*early, *covering.values())}
    breadth = Counter(check.requirement.id for _, check in rounds)

    def depth(pair: tuple[int, Check]) -> tuple[bool, bool, int, bool, int, int, int]:
        number, check = pair
        level, requests, place = price(check)
        is_wide = requests > 0 and breadth[check.requirement.id] >= _WIDE
        return check.is_quota, not check.law.on_each, level, is_wide, 0 if is_wide else requests, number, place

    left = sorted((pair for pair in ordered if id(pair[1]) not in chosen), key=depth)
    return [*early, *covering.values()], [check for _, check in left]


def _carriers(
    settings: Settings,
    contract: Contract,
    laws: Sequence[Law],
    checks: Sequence[Check],
    held: Sequence[UniversalCheck],
) -> tuple[Check, ...]:
    """Return what sends a request of each kind for each operation that no check is there for."""
    come_to = {check.operation.id for check in checks if not check.missing}
    bare = list(dict.fromkeys(check.operation for check in held if check.operation not in come_to))
    sending = [law for identifier in _SENDING for law in laws if law.requirement == identifier]
    return tuple(
        Check(contract.requirement(law.requirement), operation, law)
        for law in sending
        for operation in map(contract.operation, bare)
        if operation.id in contract.requirement(law.requirement).operations and not _missing(law, settings)
    )


def _used_up_last(checks: Sequence[Check]) -> list[Check]:
    return sorted(checks, key=lambda check: (check.is_quota, check.law.order))


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
