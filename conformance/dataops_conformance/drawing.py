"""Draw one value of a Hypothesis strategy, the same for the same seed."""

from __future__ import annotations

from typing import TypeVar

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.strategies import SearchStrategy

T = TypeVar("T")
# Hypothesis begins with the simplest value; the second is one that is truly drawn.
_DRAWS = 2
_PATIENT = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)


def draw_one(strategy: SearchStrategy[T], number: int) -> T:
    """Return a value of `strategy` that `number` alone determines."""
    drawn: list[T] = []

    @seed(number)
    @settings(
        max_examples=_DRAWS,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=_PATIENT,
    )
    @given(strategy)
    def collect(value: T) -> None:
        drawn.append(value)

    collect()
    return drawn[-1]
