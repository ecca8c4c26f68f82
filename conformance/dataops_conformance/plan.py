"""What a run will try, and in which order: pure, and the same for the same settings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import ceil

from dataops_spec import Operation, Requirement

from dataops_conformance.contract import Contract
from dataops_conformance.law import Law, Need, Universal
from dataops_conformance.prior import Prior
from dataops_conformance.ranking import Check, by_yield, rank
from dataops_conformance.selection import Selection
from dataops_conformance.settings import NEEDS, Settings

# What the sandbox makes and removes once in a run, whatever the checks: measured on the core contract, rounded up.
SANDBOX_REQUESTS = 40
# In a run so short hardly anything of it is come to.
_SMOKE_SANDBOX_REQUESTS = 10
# Their laws send, for each operation, a valid request, one that breaks its schema, one without credentials, and one
# for what does not exist.
_SENDING = ("SPEC-05", "SPEC-06", "AUTH-01", "RES-14")
# The budget in so many parts, or in more of that size where it is a large one: in each, what comes last has its turn.
_PARTS = 10
_USUAL = 600


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
    and the estimate is cautious. `yields` tells for each check by name what it is expected to find for a request,
    `search` whether what is left of the budget goes to the random search.
    """

    checks: tuple[Check, ...]
    universals: tuple[UniversalCheck, ...]
    within: int
    setup: int
    carriers: tuple[Check, ...] = ()
    yields: Mapping[str, float] = field(default_factory=dict[str, float])
    search: bool = False

    @property
    def all(self) -> tuple[Check | UniversalCheck, ...]:
        """Every check in its order, the universal ones last."""
        return (*self.checks, *self.universals)

    @property
    def requests(self) -> int:
        """The requests of the whole, by estimate, set-up and clean-up among them."""
        return self.setup + ceil(sum(check.requests for check in (*self.checks, *self.carriers)))


def make_plan(
    settings: Settings,
    contract: Contract,
    selection: Selection,
    laws: Sequence[Law],
    universals: Sequence[Universal],
    prior: Prior | None = None,
) -> Plan:
    """Return the plan of a run.

    In the order of yield: what a check is expected to find, by `prior`, for the requests that it costs. The first try
    of a law finds what strikes everywhere, each further one what strikes on that operation alone; an operation that
    nobody came to before shows the universal laws something new. A law's operations take turns by their tags, and
    begin elsewhere with each seed. Checks that cost nothing of their own come with the first one of their area and
    operation that does, or at the end. What uses things up, and what reads from what others made, comes last
    within each part of the budget, and in the rest; the quota is used up at the very end.
    """
    wanted = {item.id: item for item in contract.requirements if is_in_profile(item, settings)}
    places = {item.id: place for place, item in enumerate(contract.requirements)}
    prior = prior or Prior.load()
    # In part of a run a law pays for what it else shares.
    is_whole = not settings.only and settings.profile != "smoke"
    queues = [
        [
            Check(
                wanted[law.requirement],
                operation,
                law,
                _missing(law, settings),
                prior.cost(law.requirement, operation) if is_whole else None,
            )
            for operation in (_cheapest_first(law, operations, prior) if is_whole else operations)
        ]
        for law in sorted(laws, key=lambda law: places.get(law.requirement, 0))
        if law.requirement in wanted
        and (operations := _operations(wanted[law.requirement], law, contract, selection, settings.seed))
    ]
    ranked, yields = by_yield(queues, prior, whole=is_whole)
    sandbox = _SMOKE_SANDBOX_REQUESTS if settings.profile == "smoke" else SANDBOX_REQUESTS
    setup = 0 if settings.read_only or not ranked else sandbox
    limit = settings.max_requests
    within = carried(ranked, limit, setup)
    cuts = sorted({0, *_within_parts(ranked, limit, setup), within, len(ranked)})
    parts = [check for start, end in pairwise(cuts) for check in _used_up_last(ranked[start:end])]
    checks = tuple(sorted(parts, key=lambda check: check.is_quota))
    held = tuple(
        UniversalCheck(wanted[law.requirement], operation.id, law)
        for law in sorted(universals, key=lambda law: places.get(law.requirement, 0))
        if law.requirement in wanted
        for operation in map(contract.operation, wanted[law.requirement].operations)
        if selection.holds(wanted[law.requirement], operation)
    )
    carriers = _carriers(settings, contract, laws, checks, held)
    return Plan(checks, held, within, setup, carriers, yields, search=is_whole)


def is_in_profile(requirement: Requirement, settings: Settings) -> bool:
    """Tell whether the run tries a requirement; `--quota` adds those of the quota to any profile but read-only."""
    if settings.covers(requirement.profile):
        return True
    return settings.quota and requirement.area == "RATE" and not settings.read_only


def _operations(
    requirement: Requirement, law: Law, contract: Contract, selection: Selection, seed: int
) -> list[Operation]:
    """Return the operations to try, one of each tag, then a second of each tag …; each seed begins elsewhere.

    Those that the law ranks higher come before all others.
    """
    found = map(contract.operation, requirement.operations)
    chosen = [operation for operation in found if selection.holds(requirement, operation)]
    turns: Counter[str] = Counter()
    taken: list[tuple[int, Operation]] = []
    for operation in chosen:
        taken.append((turns[operation.tag], operation))
        turns[operation.tag] += 1
    ordered = [operation for _, operation in sorted(taken, key=lambda pair: pair[0])]
    start = (seed - 1) % len(ordered) if ordered else 0
    turned = [*ordered[start:], *ordered[:start]]
    return sorted(turned, key=lambda operation: -rank(law, operation))


def _cheapest_first(law: Law, operations: Sequence[Operation], prior: Prior) -> list[Operation]:
    """Return the operations in the order of what is expected there for a request, else as they were."""
    return sorted(operations, key=lambda each: (prior.cost(law.requirement, each) or 0.0) / 2 ** rank(law, each))


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


def _within_parts(checks: Sequence[Check], limit: int | None, setup: int) -> list[int]:
    """Return how many checks the budget carries up to the end of each of its parts.

    A large budget begins as a usual one does.
    """
    if limit is None:
        return []
    size = max(1, min(limit, _USUAL) // _PARTS)
    return [carried(checks, end, setup) for end in range(size, limit, size)]


def carried(checks: Sequence[Check], limit: int | None, setup: int) -> int:
    """Return how many of the checks a budget is expected to carry."""
    spent: float = setup
    for number, check in enumerate(checks):
        spent += check.requests
        if limit is not None and spent > limit:
            return number
    return len(checks)
