"""How far RateLimit-Observed rises over a few requests, and whether that may be others' doing.

Whoever else uses the quota raises it too. Their requests come when they will, though: a fault is an excess that is the
same at each of several looks, while what is sent between them rises as it should.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from dataops_conformance.exchange import Exchange
from dataops_conformance.law import Blocked, NotTested, Violation
from dataops_conformance.laws.rate.headers import Quota, quota
from dataops_conformance.laws.rate.trail import trail

if TYPE_CHECKING:
    from dataops_spec import Operation

    from dataops_conformance.context import Context

Rises: TypeAlias = tuple[int, ...]
Look: TypeAlias = Callable[[], tuple[Exchange, ...]]
Control: TypeAlias = "Callable[[Sequence[Exchange], int, float], bool | None]"
"""Sends after a look (its exchanges) so many requests, for so many seconds, that show whether others use the quota:
False where they do, None where the window ended meanwhile."""

_LOOKS = 3
# Of an excess, with a control after each but the last.
_LOOKS_AT_EXCESS = 4
_TRIES = 5
_MOST_SENT = 20
_OTHERS = "Others use this quota at the same time, so that RateLimit-Observed tells nothing."


def expect_rises(ctx: Context, look: Look, wanted: Rises, summary: str, control: Control) -> None:
    """Return where Observed rises as wanted at any look; raise Violation where it does otherwise and that can be
    nobody else's doing, NotTested or Blocked where it proves nothing.
    """
    seen: list[Rises] = []
    exchanges: tuple[Exchange, ...] = ()
    controls: list[bool] = []
    for _ in range(_TRIES):
        begun = ctx.target.clock.monotonic()
        exchanges = look()
        seconds = ctx.target.clock.monotonic() - begun
        rises = rises_of(exchanges)
        if rises is None:
            continue
        if rises == wanted:
            return
        seen.append(rises)
        is_excess = not _falls_short(seen, wanted) and len(set(seen)) == 1
        if len(seen) >= (_LOOKS_AT_EXCESS if is_excess and all(controls) else _LOOKS):
            break
        if is_excess and all(controls):
            # Each is longer than the one before: what comes at regular intervals meets one of them.
            times = len(seen)
            told = False if trail(ctx).is_shared else control(exchanges, times * len(exchanges), times * seconds)
            controls += [] if told is None else [told]
    _judge(seen, wanted, controls)
    raise Violation(
        summary,
        expected=f"RateLimit-Observed rises by {' and '.join(map(str, wanted))}",
        seen=f"it rose by {'; '.join(' and '.join(map(str, rises)) for rises in seen)}",
        exchanges=exchanges,
    )


def _judge(seen: Sequence[Rises], wanted: Rises, controls: Sequence[bool]) -> None:
    """Raise NotTested or Blocked unless the rises prove that the server counts wrongly."""
    if len(wanted) == 1 and len(seen) >= _LOOKS and all(rise < wanted[0] for (rise,) in seen):
        msg = "RateLimit-Observed does not rise with a user's own request (RATE-05)."
        raise Blocked(msg)
    if len(seen) >= _LOOKS and _falls_short(seen, wanted):
        # Nobody else lowers it.
        return
    if not all(controls) or len(set(seen)) > 1:
        raise NotTested(_OTHERS)
    if len(seen) < _LOOKS_AT_EXCESS or len(controls) < _LOOKS - 1:
        msg = "The window ended each time that RateLimit-Observed was compared."
        raise NotTested(msg)


def _falls_short(seen: Sequence[Rises], wanted: Rises) -> bool:
    return any(rise < want for rises in seen for rise, want in zip(rises, wanted, strict=True))


def in_a_row(ctx: Context, operation: Operation) -> Control:
    """Return what sends requests that nothing comes between: each of them raises Observed by one."""

    def control(look: Sequence[Exchange], least: int, seconds: float) -> bool | None:
        begun = ctx.target.clock.monotonic()
        own = [look[-1]]
        while len(own) <= least or (len(own) < _MOST_SENT and ctx.target.clock.monotonic() - begun < seconds):
            own.append(ctx.send(operation))
        rises = rises_of(own)
        return None if rises is None else set(rises) == {1}

    return control


def far_apart(ctx: Context, operation: Operation) -> Control:
    """Return what sends two requests with others between that no user is counted for: Observed rises as at the look,
    where it is the server that counts otherwise, and by more where it is those who have more time meanwhile.
    """

    def control(look: Sequence[Exchange], least: int, _: float) -> bool | None:
        for _ in range(least):
            ctx.send(operation, credential="none")
        apart, alike = rises_of([look[-1], ctx.send(operation)]), rises_of(look)
        return None if apart is None or alike is None else {*alike} == {*apart}

    return control


def rises_of(exchanges: Sequence[Exchange]) -> Rises | None:
    """Return by how much Observed rose from each to the next; None where the window ended between: that of the first
    is then over at the last. One between of another window alone is of another quota.

    Raises NotTested where the answers bear no headers of the quota.
    """
    quotas: list[Quota] = []
    for exchange in exchanges:
        found = quota(exchange.response)
        if found is None:
            msg = "The server bears no RateLimit headers on an answer that is not a 429."
            raise NotTested(msg)
        quotas.append(found)
    if quotas[0].reset != quotas[-1].reset:
        return None
    return tuple(later.observed - earlier.observed for earlier, later in pairwise(quotas))
