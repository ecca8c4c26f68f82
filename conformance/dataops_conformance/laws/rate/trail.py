"""What the answers of the whole run tell of the quota: whose request each was, and how far RateLimit-Observed rose.

Others may use the same quota meanwhile, so that a rise that is too great proves nothing; one that is as it should be
proves that nothing else was counted, and one that is none at all cannot be anybody else's doing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, TypeAlias

from dataops_conformance.exchange import Exchange, Request
from dataops_conformance.laws.rate.headers import number, quota

if TYPE_CHECKING:
    from dataops_conformance.context import Context

Asker: TypeAlias = Literal["user", "read token", "bot", "nobody", "other"]

_ASKERS: dict[str, Asker] = {"DATAOPS_TOKEN": "user", "DATAOPS_READ_TOKEN": "read token"}
# Tokens that the run makes are those of bots; what a trigger's token asks for is refused, as nobody's.
_OF_BOTS = ("TOKEN_MADE_BY_THE_RUN", "SANDBOX_")
_GIVEN = "DATAOPS_"  # A name that the run itself gives may stand for several tokens, one after the other.
_UNCOUNTED: frozenset[Asker] = frozenset({"nobody", "bot"})
_UNAUTHORIZED = 401
_SEVERAL = 2


@dataclass(frozen=True, slots=True)
class Step:
    """One request of the run: whose it was and, where the answer told it, how many were observed in which window."""

    asker: Asker
    request: Request
    observed: int | None
    reset: int | None


@dataclass(slots=True)
class Trail:
    """The steps of the run in their order.

    `stuck` is the first pair of one token's between which nothing rose; `limits` are the limits that answers bore other
    than refusals, each with the first that did.
    """

    steps: list[Step] = field(default_factory=list[Step])
    stuck: tuple[Exchange, Exchange] | None = None
    limits: dict[int, Exchange] = field(default_factory=dict[int, Exchange])
    _latest: dict[str, Exchange] = field(default_factory=dict[str, Exchange])

    def note(self, exchange: Exchange) -> None:
        """Add one exchange."""
        seen = quota(exchange.response)
        step = Step(_asker(exchange), exchange.request, seen.observed if seen else None, seen.reset if seen else None)
        self.steps.append(step)
        limit = number(exchange.response, "ratelimit-limit")
        if limit is not None and exchange.response.status != 429:
            self.limits.setdefault(limit, exchange)
        name = exchange.request.credential or ""
        if name.startswith(_GIVEN) and exchange.response.status != _UNAUTHORIZED:
            self._note_own(name, exchange)

    def _note_own(self, name: str, exchange: Exchange) -> None:
        before, self._latest[name] = self._latest.get(name), exchange
        earlier, later = (quota(before.response) if before else None), quota(exchange.response)
        if before is None or earlier is None or later is None or self.stuck is not None:
            return
        if earlier.reset == later.reset and later.observed <= earlier.observed:
            self.stuck = before, exchange

    @property
    def is_shared(self) -> bool:
        """Tell whether others use the quota: of two requests of the user in a row the later raised Observed now by one
        and now by more, and so it was with several operations; a fault is of one, or is there each time.
        """
        rises: dict[tuple[str, str, str | None], set[bool]] = {}
        for before, after in pairwise(self.steps):
            if before.asker == after.asker == "user" and before.reset == after.reset:
                rise = (after.observed or 0) - (before.observed or 0)
                rises.setdefault(_kind(after.request), set()).add(rise > 1)
        varied = {operation for (operation, _, _), seen in rises.items() if len(seen) > 1}
        return len(varied) >= _SEVERAL

    def shows(self, *askers: Asker) -> bool:
        """Tell whether the run sent requests of these askers in a row, within a window, and each of them that the
        user's quota counts raised Observed by one.

        Each but "user" stands for one such request or more; what "nobody" and "bot" were told is not looked at.
        """
        return any(_follows(self.steps, start, askers) for start in range(len(self.steps)))

    def clears(self, asker: Asker, operation_id: str) -> bool:
        """Tell whether Observed of the user rose by one where the asker sent a request for the operation."""
        return any(
            item.asker == asker and item.request.operation == operation_id
            for before, between, after in _spans(self.steps)
            if (after.observed or 0) - (before.observed or 0) == 1
            for item in (after, *between)
        )

    def doubtful(self, asker: Asker) -> tuple[Request, ...]:
        """Return a request of the asker for each operation that was only ever sent where Observed of the user rose
        by more than one.

        Looked at is each request of the user and what "nobody" and "bot" sent since the one before, in one window.
        """
        blamed: dict[str, Request] = {}
        cleared: set[str] = set()
        for before, between, after in _spans(self.steps):
            suspects = [after, *between]
            sent = {item.request.operation or "": item.request for item in suspects if item.asker == asker}
            rise = (after.observed or 0) - (before.observed or 0)
            if rise == 1:
                cleared |= sent.keys()
            elif rise > 1:
                blamed = sent | blamed
        return tuple(request for name, request in blamed.items() if name and name not in cleared)


def trail(ctx: Context) -> Trail:
    """Return the trail of the run."""
    return ctx.once("trail of the quota", Trail)


def _kind(request: Request) -> tuple[str, str, str | None]:
    """Return what of a request a server may count by: the operation, the method and the type of the body."""
    announced = next((value for name, value in request.headers if name.lower() == "content-type"), None)
    return request.operation or "", request.method, announced and announced.partition(";")[0]


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


def _spans(steps: Sequence[Step]) -> Iterator[tuple[Step, Sequence[Step], Step]]:
    """Yield two requests of the user in one window, one after the other but for those that do not count, and those."""
    start: int | None = None
    for place, step in enumerate(steps):
        if step.asker == "user":
            if start is not None and step.observed is not None and steps[start].reset == step.reset:
                yield steps[start], steps[start + 1 : place], step
            start = None if step.observed is None else place
        elif step.asker not in _UNCOUNTED:
            start = None
