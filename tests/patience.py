"""How long a test waits, so that it is right on a machine that is busy, and quick on one that is not."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Final, TypeVar

T = TypeVar("T")

PATIENCE: Final = 60.0
"""Seconds in which whatever happens at all has happened, however busy the machine is."""
A_RUN: Final = 1200.0
"""Seconds in which a process that does much has ended, such as a run of the suite."""
FOR_EVER: Final = 600.0
"""Seconds that nothing lasts but what should have been ended before: beside it `PATIENCE` is soon."""
_LOOK_S: Final = 0.002
_TIMES: Final = 4


def until(happened: Callable[[], object], seconds: float = PATIENCE) -> None:
    """Wait until something has happened that no event tells of."""
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, f"it has not happened in {seconds:g} seconds"
        time.sleep(_LOOK_S)


def ever_longer(first: float) -> Iterator[float]:
    """Yield ever longer times, in seconds: what a busy machine does not get done in one, it does in another."""
    for power in range(_TIMES):
        yield first * 4**power
    raise AssertionError(f"it has not been done in {first * 4 ** (_TIMES - 1):g} seconds")


def in_time(first: float, attempt: Callable[[float], T | None], *late: type[Exception]) -> T:
    """Return what comes of an attempt in the first of ever longer times that is long enough for this machine.

    One that was too short for what is to be shown returns None, or raises one of `late`.
    """
    for seconds in ever_longer(first):
        with suppress(*late):
            outcome = attempt(seconds)
            if outcome is not None:
                return outcome
    raise AssertionError  # not reached: `ever_longer` ends with an error of its own
