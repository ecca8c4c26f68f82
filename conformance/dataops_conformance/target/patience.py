"""What a run bears of a server: answers that never come, refusals without end, and more bytes than anybody wants.

Whatever a server does, a run ends: an operation that gave no whole answer twice in a row is not asked again, nor is
one that a user was refused at though every wait was kept; when the time lost so has reached a sum, nothing is asked.
"""

from __future__ import annotations

from dataops_conformance.settings import Limits

_STRIKES = 2
# A body up to here never counts as large.
_SMALL = 64 * 1024


class Patience:
    """Counts what went wrong, and says when it is enough. `place` is the operation, or the path where none is meant."""

    def __init__(self, limits: Limits) -> None:
        """Begin with all the patience there is."""
        self._limits = limits
        self._strikes: dict[str, tuple[str, ...]] = {}
        self._refused: set[tuple[str, str]] = set()
        self._lost_s = 0.0
        self._taken = 0

    @property
    def is_over(self) -> bool:
        """Tell whether so much time was lost that nothing is asked any more."""
        return self._lost_s >= self._limits.patience_s

    def given_up(self, place: str) -> str | None:
        """Return what went wrong last where the place is not asked again, None where it is."""
        strikes = self._strikes.get(place, ())
        return strikes[-1] if len(strikes) >= _STRIKES else None

    def missed(self, place: str, why: str, seconds: float) -> None:
        """Note that there was no whole answer, and that it took so long to see that."""
        self._strikes[place] = (*self._strikes.get(place, ()), why)
        self._lost_s += seconds

    def forgive(self, place: str) -> None:
        """Forget what went wrong at a place."""
        self._strikes.pop(place, None)

    def answered(self, place: str, size: int) -> None:
        """Note a whole answer of so many bytes."""
        self._strikes.pop(place, None)
        if size > _SMALL:
            self._taken += size

    @property
    def most_bytes(self) -> int:
        """The longest body that is still taken."""
        return self._limits.body_bytes if self._taken < self._limits.run_bytes else _SMALL

    def is_refused(self, user: str, place: str) -> bool:
        """Tell whether a user's refusals at a place were waited out in vain, so that no more are."""
        return (user, place) in self._refused

    def refused(self, user: str, place: str, seconds: float) -> None:
        """Note that the server went on refusing a user there though each refusal was waited out, which took so long."""
        self._refused.add((user, place))
        self._lost_s += seconds
