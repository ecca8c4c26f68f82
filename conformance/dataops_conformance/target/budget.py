"""How many requests a run may spend, and what it spent them on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Literal, TypeAlias

from dataops_conformance.target.errors import BudgetExhausted

Purpose: TypeAlias = Literal["law", "setup", "cleanup", "quota"]


class Budget:
    """Counts requests, and refuses one where the limit would leave too few for the clean-up.

    `limit` is None where there is no budget. `reserve` says how many requests the clean-up wants by now. Requests for
    the quota laws are counted apart and never refused: the quota, not the budget, bounds them.
    """

    def __init__(self, limit: int | None, reserve: Callable[[], int] = lambda: 0) -> None:
        """Begin with nothing spent."""
        self.limit = limit
        self.reserve = reserve
        self._counts: Counter[Purpose] = Counter()
        self._purpose: Purpose = "law"

    @property
    def current(self) -> Purpose:
        """What the next request is for."""
        return self._purpose

    @contextmanager
    def purpose(self, purpose: Purpose) -> Generator[None]:
        """Count the requests within as made for `purpose`; quota and clean-up win over a purpose named within them."""
        outer = self._purpose
        self._purpose = outer if outer in {"quota", "cleanup"} else purpose
        try:
            yield
        finally:
            self._purpose = outer

    @property
    def spent(self) -> int:
        """The requests spent, set-up and clean-up among them, without those of the quota laws."""
        return sum(count for purpose, count in self._counts.items() if purpose != "quota")

    @property
    def left(self) -> int | None:
        """How many requests laws may still make; None where there is no limit."""
        return None if self.limit is None else max(0, self.limit - self.spent - self.reserve())

    def count(self, purpose: Purpose) -> int:
        """Return the requests spent for one purpose."""
        return self._counts[purpose]

    def take(self, cleanup_cost: int = 0) -> None:
        """Spend one request, which adds `cleanup_cost` to what the clean-up wants.

        Raises:
            BudgetExhausted: the request, or the clean-up after it, would pass the limit.
        """
        free = self._purpose in {"quota", "cleanup"}
        if not free and self.limit is not None and self.spent + 1 + self.reserve() + cleanup_cost > self.limit:
            msg = f"The budget of {self.limit} requests is spent; give more with --max-requests."
            raise BudgetExhausted(msg)
        self._counts[self._purpose] += 1
