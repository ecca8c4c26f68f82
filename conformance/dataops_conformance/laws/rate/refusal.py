"""What happens when a quota is used up. All of these laws look at one and the same use of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from dataops_conformance.exchange import Exchange
from dataops_conformance.law import Blocked, Laws, Need, NotTested, Violation, expect
from dataops_conformance.laws.rate.exhaustion import Exhaustion, Refusals, exhaustion
from dataops_conformance.laws.rate.headers import NAMES, Quota, number, quota, reset_time, server_time
from dataops_conformance.laws.telling import told

if TYPE_CHECKING:
    from dataops_spec import Operation

    from dataops_conformance.context import Context

laws = Laws()
_LAST = 100
_NEEDS: tuple[Need, ...] = ("token", "quota_token")
_HTML = re.compile(rb"<\s*(?:!doctype|html|body|head)\b", re.IGNORECASE)


def _refusals(ctx: Context) -> tuple[Exhaustion, Refusals]:
    found = exhaustion(ctx)
    if found.refusals is None:
        msg = "No request was refused (RATE-01)."
        raise Blocked(msg)
    return found, found.refusals


def _all(refusals: Refusals) -> list[Exchange]:
    own = [refusals.first, refusals.again, *refusals.writes, refusals.last]
    return [exchange for exchange in own if exchange.response.status == 429]


@laws.law("RATE-01", requests=0, needs=_NEEDS, order=_LAST)
def over_the_quota_is_429(ctx: Context, operation: Operation) -> None:
    """Send requests of one user until one is refused, at most ten beyond the limit; then a few more, writes among
    them.
    """
    found = exhaustion(ctx)
    if found.odd is not None:
        raise Violation(
            "A request over the quota is answered otherwise than by 429.",
            expected="429",
            seen=told(found.odd),
            exchanges=[*found.served[-1:], found.odd],
        )
    if found.refusals is None:
        raise Violation(
            "No request is refused though the limit is passed.",
            expected=f"429 after {found.limit} requests in a window",
            seen=f"{len(found.served)} requests in one window, none refused",
            exchanges=[*found.served[:1], *found.served[-1:]],
        )
    for exchange in (found.refusals.again, *found.refusals.writes, found.refusals.last):
        if _new_window(found.refusals.first, exchange):
            break
        expect(
            exchange.response.status == 429,
            "A request after the first 429 is answered otherwise, in the same window.",
            expected=429,
            seen=told(exchange),
            exchanges=[found.refusals.first, exchange],
        )


def _new_window(refusal: Exchange, later: Exchange) -> bool:
    """Tell whether the window of the refusal was over when the later answer came."""
    reset = number(refusal.response, "ratelimit-reset")
    return reset is not None and server_time(later.response) >= reset - 1


@laws.law("RATE-02", requests=0, needs=_NEEDS, order=_LAST)
def refusals_bear_the_six_headers(ctx: Context, operation: Operation) -> None:
    """Look at every 429 that the use of a whole quota brought."""
    _, refusals = _refusals(ctx)
    for exchange in _all(refusals):
        missing = [name for name in NAMES if not _borne(exchange, name)]
        expect(
            not missing,
            "A 429 lacks headers, or they are not what they should be.",
            expected=f"{', '.join(NAMES)}: numbers, and an HTTP date",
            seen=f"missing or malformed: {', '.join(missing)}",
            exchanges=[exchange],
        )


def _borne(exchange: Exchange, name: str) -> bool:
    if name == "ratelimit-resettime":
        return reset_time(exchange.response) is not None
    return number(exchange.response, name) is not None


@laws.law("RATE-03", requests=0, needs=_NEEDS, order=_LAST)
def nobody_is_refused_too_early(ctx: Context, operation: Operation) -> None:
    """Count the requests that were served before the first 429, and look at RateLimit-Observed of that."""
    found, refusals = _refusals(ctx)
    numbers = quota(refusals.first.response)
    served = len(found.served)
    shown = [*found.served[-1:], refusals.first]
    if numbers is not None:
        expect(
            numbers.observed > numbers.limit,
            "A request is refused though RateLimit-Observed is not above RateLimit-Limit.",
            expected=f"RateLimit-Observed above {numbers.limit}",
            seen=numbers.observed,
            exchanges=shown,
        )
    # Without headers on served requests nobody knows what the user had used of the window before.
    if found.before is None:
        if numbers is None:
            msg = "The server bears no RateLimit headers, so that nobody knows how much of the quota was used before."
            raise NotTested(msg)
        return
    wanted = found.limit - found.before
    if served < wanted:
        _ensure_alone(found)
    expect(
        served >= wanted,
        "A request is refused before the quota is used up.",
        expected=f"{wanted} requests served, those that the limit of {found.limit} left",
        seen=f"{served} served",
        exchanges=shown,
    )


@laws.law("RATE-08", requests=0, needs=_NEEDS, order=_LAST)
def retry_after_is_the_distance_to_reset(ctx: Context, operation: Operation) -> None:
    """Compare Retry-After of every 429 with its RateLimit-Reset, by the server's own Date."""
    _, refusals = _refusals(ctx)
    for exchange in _all(refusals):
        seconds, reset = number(exchange.response, "retry-after"), number(exchange.response, "ratelimit-reset")
        told_as = exchange.response.header("retry-after")
        expect(
            told_as is None or seconds is not None,
            "Retry-After is not told in seconds.",
            expected="a number of seconds",
            seen=told_as,
            exchanges=[exchange],
        )
        if seconds is None or reset is None:
            msg = "A 429 lacks Retry-After or RateLimit-Reset (RATE-02)."
            raise Blocked(msg)
        distance = reset - server_time(exchange.response)
        # A Date header lags by up to a second, which makes the distance seem longer, never shorter.
        expect(
            seconds - 1 <= distance <= seconds + 2,
            "Retry-After is not the distance to RateLimit-Reset.",
            expected=f"{distance:.0f} seconds, give or take one",
            seen=f"{seconds} seconds",
            exchanges=[exchange],
        )


@laws.law("RATE-10", requests=0, needs=_NEEDS, order=_LAST)
def waiting_is_enough(ctx: Context, operation: Operation) -> None:
    """Wait as long as the last 429 asks for, and send the request again."""
    found, refusals = _refusals(ctx)
    after = _after(found)
    shown = [refusals.last, after]
    if after.response.status == 429:
        _ensure_alone(found)
    expect(
        after.response.status == 200,
        "A request is refused though Retry-After was waited out.",
        expected=200,
        seen=told(after),
        exchanges=shown,
    )
    numbers = quota(after.response)
    if numbers is not None:
        if numbers.observed > 1:
            _ensure_alone(found)
        expect(
            numbers.observed == 1,
            "RateLimit-Observed does not count from one again in the new window.",
            expected=1,
            seen=numbers.observed,
            exchanges=shown,
        )


def _ensure_alone(found: Exhaustion) -> None:
    """Raise NotTested where RateLimit-Observed rose by more than the run's own requests while the quota was used up."""
    observed = [number(exchange.response, "ratelimit-observed") for exchange in found.served]
    if any(later - earlier > 1 for earlier, later in pairwise(observed) if earlier is not None and later is not None):
        msg = "Others use this quota at the same time, so that nobody knows how much of it was left."
        raise NotTested(msg)


def _after(found: Exhaustion) -> Exchange:
    if found.after is None:
        msg = "Retry-After asks for longer than a window and was not waited out (RATE-08)."
        raise Blocked(msg)
    return found.after


@laws.law("RATE-11", requests=0, needs=_NEEDS, order=_LAST)
def refused_writes_have_no_effect(ctx: Context, operation: Operation) -> None:
    """Create a project over the quota, with a body of each type, and look for them when the window is over."""
    found, refusals = _refusals(ctx)
    tried = dict(zip(found.names, refusals.writes, strict=True))
    refused = {name: write for name, write in tried.items() if write.response.status == 429}
    if not refused or found.looked is None or found.looked.response.status != 200:
        msg = "No write over the quota was refused, or what it made could not be looked for."
        raise Blocked(msg)
    paths = [item.get("path") for item in found.looked.response.items() if isinstance(item, dict)]
    made = [name for name in refused if name in paths]
    expect(
        not made,
        "A write that was answered 429 was done all the same.",
        expected=f"no project {' or '.join(refused)}",
        seen=told(found.looked),
        exchanges=[*(refused[name] for name in made), found.looked],
    )


@laws.law("RATE-12", requests=0, needs=_NEEDS, order=_LAST)
def refusals_are_json_or_text(ctx: Context, operation: Operation) -> None:
    """Read the body of every 429 as its content type says."""
    _, refusals = _refusals(ctx)
    for exchange in _all(refusals):
        expect(
            _readable(exchange),
            "The body of a 429 is neither a JSON error nor plain text.",
            expected="application/json with message or error, or text/plain",
            seen=f"{exchange.response.media_type or 'no content type'}: {told(exchange)}",
            exchanges=[exchange],
        )


def _readable(exchange: Exchange) -> bool:
    response = exchange.response
    if response.media_type == "application/json":
        return bool({"message", "error"} & set(response.object()))
    return response.media_type == "text/plain" and not _HTML.search(response.body)


@laws.law("RATE-13", requests=0, needs=_NEEDS, order=_LAST)
def other_users_go_on(ctx: Context, operation: Operation) -> None:
    """Send another user's requests between two that are refused; where they are refused too, by what RateLimit-Observed
    of that user was before and how it rises, whether for that user's own quota.
    """
    _, refusals = _refusals(ctx)
    shown: Sequence[Exchange] = [item for item in (refusals.first, refusals.other, refusals.last) if item is not None]
    if refusals.other is None or refusals.last.response.status != 429:
        msg = "There was no other user's request while one user was refused."
        raise NotTested(msg)
    # The other user's own quota may be used up as well; then its refusal is its own.
    numbers = quota(refusals.other.response)
    if refusals.other.response.status == 429 and numbers is not None and numbers.observed > numbers.limit:
        shared = numbers.observed == (number(refusals.last.response, "ratelimit-observed") or 0) - 1
        if not shared and not _borrowed(refusals, numbers):
            msg = "The other user's own quota was used up as well."
            raise NotTested(msg)
    expect(
        refusals.other.response.status == 200,
        "Another user is refused while one user's quota is used up.",
        expected=200,
        seen=told(refusals.other),
        exchanges=shown,
    )


def _borrowed(refusals: Refusals, numbers: Quota) -> bool:
    """Tell whether the other user's refusal cannot be for a quota of their own: a third of it or more was left
    shortly before in the same window, and their further request is not counted.
    """
    before = None if refusals.before is None else quota(refusals.before.response)
    again = None if refusals.other_again is None else quota(refusals.other_again.response)
    if before is None or again is None or not before.reset == numbers.reset == again.reset:
        return False
    return 3 * before.observed <= 2 * before.limit and again.observed == numbers.observed
