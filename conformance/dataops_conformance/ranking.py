"""In which order the checks of a plan find most for what they cost. Pure.

What the laws of one area see of an operation they share, so that the first check of an area on an operation pays for
what the others read: it opens the place.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from heapq import heapify, heappop, heappush
from typing import TypeAlias

from dataops_spec import Operation, Requirement

from dataops_conformance.law import Law
from dataops_conformance.prior import Prior

Place: TypeAlias = tuple[str, str]

# What the universal laws find at an operation that nobody came to before.
_FIRST_SIGHT = 0.2
_NOTHING = 1e-9


@dataclass(frozen=True, slots=True)
class Check:
    """A requirement to try on an operation by a law.

    `missing` names the credentials that it lacks; `measured` is what such a check costs in the whole of a run, where
    laws share what they see, None where nobody has measured it.
    """

    requirement: Requirement
    operation: Operation
    law: Law
    missing: tuple[str, ...] = ()
    measured: float | None = None

    @property
    def name(self) -> str:
        """`PAGE-04[list_projects]`."""
        return f"{self.requirement.id}[{self.operation.id}]"

    @property
    def is_quota(self) -> bool:
        """Tell whether it uses up a quota; its requests are counted apart."""
        return "quota_token" in self.law.needs

    @property
    def requests(self) -> float:
        """The requests that it costs the budget: as measured, or by the law's own estimate."""
        if self.missing or self.is_quota:
            return 0.0
        return float(self.law.requests) if self.measured is None else self.measured

    @property
    def place(self) -> tuple[str, str]:
        """Its area and operation: the laws of one area share what they see of an operation."""
        return self.requirement.area, self.operation.id


def rank(law: Law, operation: Operation) -> int:
    """Return how much the law holds the operation to be at risk, from 0 up."""
    return 0 if law.risk is None else law.risk(operation)


def by_yield(queues: Sequence[Sequence[Check]], prior: Prior, *, whole: bool) -> tuple[list[Check], dict[str, float]]:
    """Return the checks, the one that finds most for a request first, and what each is expected to find for one.

    The checks of each queue keep their order. What costs nothing once its place is open comes with the check that opens
    it, or at the end. `whole` says that what opens a place is paid for as `prior` has it; else laws say what they cost.
    """
    ranking = _Ranking(queues, prior, whole=whole)
    ranking.run()
    left = [check for queue in queues for check in queue if check.name not in ranking.yields]
    return [*ranking.ranked, *left], ranking.yields


class _Ranking:
    """The checks that are taken by now, and what follows from that for the others."""

    def __init__(self, queues: Sequence[Sequence[Check]], prior: Prior, *, whole: bool) -> None:
        self.ranked: list[Check] = []
        self.yields: dict[str, float] = {}
        self._queues, self._prior, self._whole = queues, prior, whole
        self._positions = [0] * len(queues)
        self._tried: Counter[str] = Counter()
        self._come_to: set[str] = set()
        self._open: set[Place] = set()
        self._shares = _shares(queues)
        self._beside: defaultdict[Place, list[Check]] = defaultdict(list)
        for queue in queues:
            for check in queue:
                if whole or check.requests == 0:
                    self._beside[check.place].append(check)
        self._heap: list[tuple[float, int, int]] = []

    def run(self) -> None:
        """Take one check after the other, with those that come with it.

        What a check is worth only ever falls while others are taken, but where its place is opened, which is noted at
        once; so the one at the top of the heap is the best as soon as what it is worth, computed anew, still is.
        """
        for number in range(len(self._queues)):
            self._advance(number)
        heapify(self._heap)
        while self._heap:
            _, number, position = heappop(self._heap)
            if position != self._positions[number]:
                continue
            check = self._queues[number][position]
            if check.name in self.yields:
                self._advance(number)
                continue
            worth = self._worth(check)
            if self._heap and -worth > self._heap[0][0]:
                heappush(self._heap, (-worth, number, position))
                continue
            self._take(check, worth)
            self._advance(number)

    def _advance(self, number: int) -> None:
        """Go on to the next check of a queue that has a price."""
        queue, position = self._queues[number], self._positions[number]
        while position < len(queue) and (queue[position].name in self.yields or not self._price(queue[position])):
            position += 1
        self._positions[number] = position
        if position < len(queue):
            heappush(self._heap, (-self._worth(queue[position]), number, position))

    def _take(self, check: Check, worth: float) -> None:
        price, opens = self._price(check), check.place not in self._open
        others = self._bundle(check)[0]
        self._open.add(check.place)
        for taken in (replace(check, measured=price) if self._whole else check, *others):
            self.ranked.append(taken)
            self.yields[taken.name] = worth
            self._tried[taken.requirement.id] += 1
        self._come_to.add(check.operation.id)
        beside = self._beside[check.place]
        self._beside[check.place] = [other for other in beside if other.name not in self.yields]
        for number, queue in enumerate(self._queues if opens else ()):
            position = self._positions[number]
            if position < len(queue) and queue[position].place == check.place and queue[position] is not check:
                heappush(self._heap, (-self._worth(queue[position]), number, position))

    def _price(self, check: Check) -> float:
        is_open = check.place in self._open or not self._whole or bool(check.missing) or check.is_quota
        return check.requests + (0.0 if is_open else self._prior.opening(check.requirement.area, check.operation))

    def _worth(self, check: Check) -> float:
        return self._bundle(check)[1]

    def _bundle(self, check: Check) -> tuple[list[Check], float]:
        """Return the checks that best come with a check, and what all of them are worth for a request.

        Those of its place that cost nothing do; where it opens the place, those too that make it worth more.
        """
        sight = 0.0 if check.operation.id in self._come_to else _FIRST_SIGHT
        gain, price = self._gain(check) + sight, self._price(check)
        others = [(self._gain(each), each.requests, each) for each in self._beside[check.place] if each is not check]
        if check.place in self._open:
            others = [each for each in others if not each[1]]
        others = [each for each in others if each[1] or self._is_served(each[2], check)]
        taken: list[Check] = []
        for more, cost, other in sorted(others, key=lambda each: -each[0] / (each[1] or _NOTHING)):
            if cost and more * price < gain * cost:
                break
            gain, price = gain + more, price + cost
            taken.append(other)
        return taken, gain / price if price else 0.0

    def _is_served(self, rider: Check, check: Check) -> bool:
        """Tell whether a check that costs nothing finds sent what it reads, once the other is tried."""
        beside = rider.law.is_beside(rider.operation)
        return beside in {None, check.requirement.id} or f"{beside}[{rider.operation.id}]" in self.yields

    def _gain(self, check: Check) -> float:
        requirement = check.requirement
        return self._prior.gain(requirement, self._shares[check.name], is_first=not self._tried[requirement.id])


def _shares(queues: Sequence[Sequence[Check]]) -> dict[str, float]:
    """Return for each check by name the part of the faults in a corner of its requirement that is expected there.

    A rank of risk higher is twice as likely.
    """
    weights = {check.name: 2 ** rank(check.law, check.operation) for queue in queues for check in queue}
    sums: Counter[str] = Counter()
    for queue in queues:
        for check in queue:
            sums[check.requirement.id] += weights[check.name]
    return {check.name: weights[check.name] / sums[check.requirement.id] for queue in queues for check in queue}
