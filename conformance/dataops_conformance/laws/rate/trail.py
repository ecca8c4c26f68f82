"""What the answers of the whole run tell of the quota: whose request each was, and how far RateLimit-Observed rose.

Others may use the same quota meanwhile, so that a rise that is too great proves nothing; one that is as it should be
proves that nothing else was counted, and one that is none at all cannot be anybody else's doing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, TypeAlias

from dataops_conformance.exchange import Exchange
from dataops_conformance.laws.rate.headers import number, quota

if TYPE_CHECKING:
    from dataops_conformance.context import Context

Asker: TypeAlias = Literal["user", "read token", "bot", "nobody", "other"]

_ASKERS: dict[str, Asker] = {"DATAOPS_TOKEN": "user", "DATAOPS_READ_TOKEN": "read token"}
# Tokens that the run makes are those of bots; what a trigger's token asks for is refused, as nobody's.
_OF_BOTS = ("TOKEN_MADE_BY_THE_RUN", "SANDBOX_")
_UNCOUNTED: frozenset[Asker] = frozenset({"nobody", "bot"})
_UNAUTHORIZED = 401


@dataclass(frozen=True, slots=True)
class Step:
    """One request of the run: whose it was and, where the answer told it, how many were observed in which window."""

    asker: Asker
    observed: int | None
    reset: int | None


@dataclass(slots=True)
class Trail:
    """The steps of the run in their order; `stuck` is the first pair of the user's own between which nothing rose."""

    steps: list[Step] = field(default_factory=list[Step])
    stuck: tuple[Exchange, Exchange] | None = None
    last: Exchange | None = None
    _own: Exchange | None = None

    def note(self, exchange: Exchange) -> None:
        """Add one exchange."""
        seen = quota(exchange.response)
        step = Step(_asker(exchange), seen.observed if seen else None, seen.reset if seen else None)
        self.steps.append(step)
        if number(exchange.response, "ratelimit-limit") is not None and exchange.response.status != 429:
            self.last = exchange
        if step.asker == "user":
            self._note_own(exchange)

    def _note_own(self, exchange: Exchange) -> None:
        before, self._own = self._own, exchange
        earlier, later = (quota(before.response) if before else None), quota(exchange.response)
        if before is None or earlier is None or later is None or self.stuck is not None:
            return
        if earlier.reset == later.reset and later.observed <= earlier.observed:
            self.stuck = before, exchange

    def shows(self, *askers: Asker) -> bool:
        """Tell whether the run sent requests of these askers in a row, within a window, and each of them that the
        user's quota counts raised Observed by one.

        Each but "user" stands for one such request or more; what "nobody" and "bot" were told is not looked at.
        """
        return any(_follows(self.steps, start, askers) for start in range(len(self.steps)))


def trail(ctx: Context) -> Trail:
    """Return the trail of the run."""
    return ctx.once("trail of the quota", Trail)


def _asker(exchange: Exchange) -> Asker:
    name = exchange.request.credential or ""
    if exchange.response.status == _UNAUTHORIZED:
        return "nobody" if name not in _ASKERS else "other"
    return "bot" if name.startswith(_OF_BOTS) else _ASKERS.get(name, "other")


def _follows(steps: Sequence[Step], start: int, askers: Sequence[Asker]) -> bool:
    told: list[Step] = []
    place = start
    for asker in askers:
        end = place
        while end < len(steps) and steps[end].asker == asker and (end == place or asker != "user"):
            end += 1
        if end == place:
            return False
        if asker not in _UNCOUNTED:
            told.extend(steps[place:end])
        place = end
    if any(step.observed is None or step.reset != told[0].reset for step in told):
        return False
    return all((later.observed or 0) - (earlier.observed or 0) == 1 for earlier, later in pairwise(told))
