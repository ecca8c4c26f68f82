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

from dataops_spec import Requirement

# What a failure is worth, by the level of the requirement that it is in.
_WORTH: Final[Mapping[str, float]] = {"MUST": 1.0, "SHOULD": 0.5, "MAY": 0.25}
# A requirement of which no fault is known is not one that nobody breaks.
_UNKNOWN: Final = 0.5


@dataclass(frozen=True, slots=True)
class Known:
    """The known faults of a requirement: those that strike wherever it is tried, and those in one corner.

    `requests` is what one check of it costs on average in the whole of a run, measured; None where nobody has.
    """

    everywhere: int = 0
    corner: int = 0
    requests: float | None = None


@dataclass(frozen=True, slots=True)
class Prior:
    """The known faults by requirement."""

    known: Mapping[str, Known] = field(default_factory=dict[str, Known])

    @classmethod
    def load(cls) -> Prior:
        """Read what this distribution carries."""
        text = files("dataops_conformance").joinpath("yields.json").read_text(encoding="utf-8")
        return cls({name: Known(**entry) for name, entry in json.loads(text).items()})

    def cost(self, requirement: str) -> float | None:
        """Return what a check of the requirement costs, measured in requests; None where nobody has."""
        known = self.known.get(requirement)
        return None if known is None else known.requests

    def gain(self, requirement: Requirement, breadth: int, *, is_first: bool) -> float:
        """Return how many faults one more try is expected to find; `breadth` is on how many operations it can be tried.

        A fault in a corner is taken to be as likely on any operation.
        """
        known = self.known.get(requirement.id, Known())
        in_corner = (known.corner + _UNKNOWN) / breadth
        everywhere = known.everywhere + _UNKNOWN if is_first else 0.0
        return _WORTH[requirement.level] * (everywhere + in_corner)
