"""Draw one value of a Hypothesis strategy, the same for the same number.

Hypothesis reads its choices from bytes here (`fuzz_one_input`, its face for fuzzers), and the bytes come from the
number: no engine runs, so that a draw costs a fraction of a millisecond, and no state of Hypothesis or of `random` has
a part in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from typing import Protocol, TypeVar, cast

from hypothesis import Phase, find, given, settings
from hypothesis.strategies import DataObject, SearchStrategy, data

T = TypeVar("T")
# Hypothesis reads no more of a test case than this.
_BYTES = 8 * 1024
# Filters may reject what some bytes say; a strategy that rejects so many in a row holds next to nothing.
_TURNS = 50


class _Handle(Protocol):
    fuzz_one_input: Callable[[bytes], bytes | None]


class _Given(Protocol):
    """A test of Hypothesis, as far as its face for fuzzers goes."""

    hypothesis: _Handle


class _Drawer:
    """One fuzz target for every strategy: to make one for each would cost more than to draw from it."""

    def __init__(self) -> None:
        self._wanted: list[SearchStrategy[object]] = []
        self._drawn: list[object] = []

        @settings(database=None, deadline=None)
        @given(data())
        def collect(source: DataObject) -> None:
            self._drawn.append(source.draw(self._wanted[-1]))

        self._read = cast("_Given", collect).hypothesis.fuzz_one_input

    def draw(self, strategy: SearchStrategy[object], number: int) -> list[object]:
        """Return the value that the number stands for; nothing where filters rejected all that it says."""
        self._wanted.append(strategy)
        try:
            for turn in range(_TURNS):
                if self._read(hashlib.shake_256(f"{number}|{turn}".encode()).digest(_BYTES)) is not None:
                    return [self._drawn.pop()]
        finally:
            self._wanted.pop()
        return []


_drawer = cache(_Drawer)


def draw_one(strategy: SearchStrategy[T], number: int) -> T:
    """Return a value of `strategy` that `number` alone determines; the simplest that there is where drawing fails.

    Raises:
        Unsatisfiable: the strategy holds no value at all, or none that can be found.
    """
    drawn = _drawer().draw(cast("SearchStrategy[object]", strategy), number)
    return cast("T", drawn[0]) if drawn else _simplest(strategy)


def _simplest(strategy: SearchStrategy[T]) -> T:
    quiet = settings(database=None, deadline=None, derandomize=True, phases=[Phase.generate])
    return find(strategy, lambda _: True, settings=quiet)
