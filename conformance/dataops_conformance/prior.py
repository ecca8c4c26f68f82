"""What a check is expected to find and to cost: the known faults of each requirement, and the requests of its checks.

`yields.json` is written by `python -m tests.mutants --write-yields` from the faults that the mock knows, and from one
whole run against the mock without any.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Final

from dataops_spec import Operation, Requirement

# What a failure is worth, by the level of the requirement that it is in.
_WORTH: Final[Mapping[str, float]] = {"MUST": 1.0, "SHOULD": 0.5, "MAY": 0.25}
# A requirement of which no fault is known is not one that nobody breaks.
_UNKNOWN: Final = 0.5


@dataclass(frozen=True, slots=True)
class Cost:
    """What was measured, in requests on average: on an operation that reads, and on one that writes.

    `apart` are operations that cost more or less than their like.
    """

    reads: float = 0.0
    writes: float = 0.0
    apart: Mapping[str, float] = field(default_factory=dict[str, float])

    def of(self, operation: Operation) -> float:
        """Return what it is on the operation."""
        return self.apart.get(operation.id, self.reads if operation.is_safe else self.writes)


@dataclass(frozen=True, slots=True)
class Known:
    """The known faults of a requirement: those that strike wherever it is tried, and those in one corner.

    `cost` is what a check of it costs where its place is open, None where nobody has measured it.
    """

    everywhere: int = 0
    corner: int = 0
    cost: Cost | None = None


@dataclass(frozen=True, slots=True)
class Prior:
    """The known faults by requirement; by area, what the first check on an operation pays for those after it."""

    known: Mapping[str, Known] = field(default_factory=dict[str, Known])
    openings: Mapping[str, Cost] = field(default_factory=dict[str, Cost])

    @classmethod
    def load(cls) -> Prior:
        """Read what this distribution carries."""
        text = files("dataops_conformance").joinpath("yields.json").read_text(encoding="utf-8")
        kept = json.loads(text)
        costs = {name: Cost(**each) for name, each in kept["costs"].items()}
        known = {name: Known(**each, cost=costs.get(name)) for name, each in kept["faults"].items()}
        rest = {name: Known(cost=each) for name, each in costs.items() if name not in known}
        return cls({**known, **rest}, {name: Cost(**each) for name, each in kept["openings"].items()})

    def cost(self, requirement: str, operation: Operation) -> float | None:
        """Return what a check of the requirement costs there, measured in requests; None where nobody has."""
        cost = self.known.get(requirement, Known()).cost
        return None if cost is None else cost.of(operation)

    def opening(self, area: str, operation: Operation) -> float:
        """Return what the first check of the area on the operation pays for those after it, measured in requests."""
        return self.openings.get(area, Cost()).of(operation)

    def gain(self, requirement: Requirement, share: float, *, is_first: bool) -> float:
        """Return how many faults one more try is expected to find.

        `share` is the part of those in a corner that is expected there: one by the number of operations, where all are
        alike.
        """
        known = self.known.get(requirement.id, Known())
        in_corner = (known.corner + _UNKNOWN) * share
        everywhere = known.everywhere + _UNKNOWN if is_first else 0.0
        return _WORTH[requirement.level] * (everywhere + in_corner)
