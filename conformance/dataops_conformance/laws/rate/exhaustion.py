"""Use a quota up, once in the run, and keep what was answered for the laws that speak of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dataops_conformance.exchange import Credential, Exchange, MediaType
from dataops_conformance.law import Blocked, NotTested
from dataops_conformance.laws.auth.lifetime import current_user, user_id
from dataops_conformance.laws.auth.probes import run_name
from dataops_conformance.laws.rate.headers import number, quota
from dataops_conformance.laws.telling import told

if TYPE_CHECKING:
    from dataops_conformance.context import Context

_BEYOND = 10  # Requests beyond the limit after which a server that refuses none is said to have none.
_ATTEMPTS = 2
_LONGEST_S = 120.0
_MARGIN_S = 0.05
# A server may refuse a body of one type before its effect, and of another after it.
_MEDIA_TYPES: tuple[MediaType, ...] = (
    "application/json",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
)


@dataclass(frozen=True, slots=True)
class Refusals:
    """What followed the first 429: a further request, a write in each media type, another user's request, and one more
    to close.

    `before` is the other user's request before the quota was used up, `other_again` their next one after `last`, only
    where `other` was refused.
    """

    first: Exchange
    again: Exchange
    writes: tuple[Exchange, ...]
    other: Exchange | None
    last: Exchange
    before: Exchange | None = None
    other_again: Exchange | None = None


@dataclass(frozen=True, slots=True)
class Exhaustion:
    """One quota used up.

    `served` are the requests of this window that were answered otherwise than 429, in order; `before` is how many the
    user had made in it already, None where the server does not tell. `refusals` is None where none was refused though
    the limit was passed; `odd` is the answer that then was neither 200 nor 429. `after` is the first request after
    Retry-After, `looked` the look for what the writes would have made, projects of the `names`; both are None where
    Retry-After asked for longer than a window, and was not waited out.
    """

    limit: int
    served: tuple[Exchange, ...]
    before: int | None
    refusals: Refusals | None = None
    after: Exchange | None = None
    looked: Exchange | None = None
    odd: Exchange | None = None
    names: tuple[str, ...] = ()


def exhaustion(ctx: Context) -> Exhaustion:
    """Return what was seen when the quota of DATAOPS_QUOTA_TOKEN was used up; once in the run.

    Raises NotTested unless the run may do so (`--quota`), or where the window ended before the limit was reached.
    """
    return ctx.once("the use of a whole quota", lambda: _exhaust(ctx))


def _exhaust(ctx: Context) -> Exhaustion:
    if not ctx.settings.quota:
        msg = "The run may not use up a quota; give --quota and DATAOPS_QUOTA_TOKEN."
        raise NotTested(msg)
    token = ctx.credential("quota_token")
    _require_a_user_of_its_own(ctx, token)
    with ctx.quota():
        for _ in range(_ATTEMPTS):
            found = _use_up(ctx, token)
            if found is not None:
                return found
    msg = f"The window of {ctx.settings.rate_limit} ended twice before the quota was used up; the way there is slow."
    raise NotTested(msg)


def _require_a_user_of_its_own(ctx: Context, token: Credential) -> None:
    if user_id(ctx.send("get_current_user", credential=token)) == user_id(current_user(ctx)):
        msg = (
            "DATAOPS_QUOTA_TOKEN is a token of the user of DATAOPS_TOKEN; give the token of a user who can do without."
        )
        raise NotTested(msg)


def _use_up(ctx: Context, token: Credential) -> Exhaustion | None:
    """Send until the first 429; return None where the window ended first."""
    started = ctx.target.clock.monotonic()
    served: list[Exchange] = []
    earlier = ctx.send("get_version") if "DATAOPS_TOKEN" in ctx.settings.credentials else None
    first = ctx.send("get_version", credential=token)
    # A limit far above the declared one is RATE-17's matter; nobody sends as many requests to see it.
    declared = ctx.settings.rate_limit.requests
    limit = min(number(first.response, "ratelimit-limit") or declared, 2 * declared)
    exchange = first
    while exchange.response.status != 429 and len(served) < limit + _BEYOND:
        if exchange.response.status != 200:
            return _ended_oddly(exchange, limit, served)
        if served and _window_ended(served[-1], exchange):
            return None
        served.append(exchange)
        exchange = ctx.send("get_version", credential=token)
    seen = quota(served[0].response) if served else None
    before = None if seen is None else seen.observed - 1
    if exchange.response.status == 429:
        return _follow(ctx, token, exchange, earlier, Exhaustion(limit, tuple(served), before))
    if ctx.target.clock.monotonic() - started >= ctx.settings.rate_limit.seconds and seen is None:
        return None
    return Exhaustion(limit, tuple(served), before)


def _ended_oddly(exchange: Exchange, limit: int, served: list[Exchange]) -> Exhaustion:
    """Return what was seen up to an answer that is neither served nor refused, which says something over the limit
    alone.
    """
    seen = quota(served[0].response) if served else None
    before = None if seen is None else seen.observed - 1
    if len(served) + (before or 0) < limit:
        msg = f"GET /version answers the quota's token {told(exchange)}."
        raise Blocked(msg)
    return Exhaustion(limit, tuple(served), before, odd=exchange)


def _window_ended(earlier: Exchange, later: Exchange) -> bool:
    one, other = quota(earlier.response), quota(later.response)
    return one is not None and other is not None and other.reset > one.reset and other.observed <= one.observed


def _follow(
    ctx: Context, token: Credential, first: Exchange, earlier: Exchange | None, so_far: Exhaustion
) -> Exhaustion:
    name = run_name(ctx, "over-quota")
    again = ctx.send("get_version", credential=token)
    names = tuple(f"{name}-{place}" for place in range(len(_MEDIA_TYPES)))
    writes = tuple(
        ctx.send("create_project", body={"name": each, "path": each}, media_type=media_type, credential=token)
        for each, media_type in zip(names, _MEDIA_TYPES, strict=True)
    )
    other = ctx.send("get_version") if "DATAOPS_TOKEN" in ctx.settings.credentials else None
    last = ctx.send("get_version", credential=token)
    other_again = ctx.send("get_version") if other is not None and other.response.status == 429 else None
    refusals = Refusals(first, again, writes, other, last, earlier, other_again)
    if not _waited(ctx, last if last.response.status == 429 else first):
        return replace(so_far, refusals=refusals, names=names)
    after = ctx.send("get_version", credential=token)
    looked = ctx.send("list_projects", query={"search": name, "owned": True}, credential=token)
    return replace(so_far, refusals=refusals, after=after, looked=looked, names=names)


def _waited(ctx: Context, refusal: Exchange) -> bool:
    """Wait as long as the refusal asks for; tell whether it was no longer than anybody waits for a window to end."""
    seconds = number(refusal.response, "retry-after")
    pause = ctx.settings.rate_limit.seconds if seconds is None else float(seconds)
    if pause > max(_LONGEST_S, 2 * ctx.settings.rate_limit.seconds):
        return False
    ctx.target.clock.wait(pause + _MARGIN_S)
    return True
