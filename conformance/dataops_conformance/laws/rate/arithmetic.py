"""What every answer that bears the headers of the quota must satisfy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dataops_conformance.exchange import Exchange
from dataops_conformance.law import Laws, NotTested, Violation, expect
from dataops_conformance.laws.rate.headers import number, reset_time, server_time
from dataops_conformance.laws.rate.trail import trail
from dataops_conformance.laws.res.reading import LATE

if TYPE_CHECKING:
    from dataops_spec import Operation

    from dataops_conformance.context import Context

laws = Laws()
# A Date header is in whole seconds, and servers renew it no oftener than that; the way here takes time as well.
_CLOCKS_S = 2


@laws.universal("RATE-04")
def remaining_is_what_is_left(exchange: Exchange, operation: Operation | None, ctx: Context) -> Iterator[Violation]:
    """Wherever RateLimit-Limit is borne it is at least 1, and Remaining, where it and Observed are borne, is
    max(0, Limit - Observed).
    """
    trail(ctx).note(exchange)
    response = exchange.response
    limit = number(response, "ratelimit-limit")
    observed, remaining = number(response, "ratelimit-observed"), number(response, "ratelimit-remaining")
    for name in ("ratelimit-limit", "ratelimit-observed", "ratelimit-remaining", "ratelimit-reset"):
        text = response.header(name)
        if text is not None and number(response, name) is None:
            yield _broken(f"{name} is no number.", "a number of requests or seconds", repr(text), exchange)
    if limit is not None and limit < 1:
        yield _broken("RateLimit-Limit is less than 1.", "at least 1", str(limit), exchange)
    if limit is None or observed is None or remaining is None:
        return
    if remaining != max(0, limit - observed):
        expected = f"max(0, {limit} - {observed}) = {max(0, limit - observed)}"
        yield _broken("RateLimit-Remaining is not what the limit leaves.", expected, str(remaining), exchange)


@laws.universal("RATE-06")
def reset_lies_ahead(exchange: Exchange, operation: Operation | None, ctx: Context) -> Iterator[Violation]:
    """Wherever RateLimit-Reset is borne it is later than the response, by the server's own Date or by the clock here,
    and no further off than one window; two seconds are allowed for what clocks leave out.
    """
    reset = number(exchange.response, "ratelimit-reset")
    if reset is None:
        return
    distance = reset - server_time(exchange.response)
    # A busy server's Date may lag behind, and so may either clock: that both disagree is the quota's own fault.
    distances = distance, reset - exchange.response.received_at.timestamp()
    window = ctx.settings.rate_limit.seconds
    if not any(-_CLOCKS_S <= seconds <= window + _CLOCKS_S for seconds in distances):
        yield _broken(
            "RateLimit-Reset does not lie ahead within one window.",
            f"between 0 and {window:g} seconds from the response",
            f"{distance:.0f} seconds from the response",
            exchange,
        )


@laws.universal("RATE-07")
def reset_time_is_reset(exchange: Exchange, operation: Operation | None, ctx: Context) -> Iterator[Violation]:
    """Wherever RateLimit-ResetTime is borne it is an HTTP date, and of the instant of RateLimit-Reset."""
    text = exchange.response.header("ratelimit-resettime")
    reset = number(exchange.response, "ratelimit-reset")
    if text is None:
        return
    moment = reset_time(exchange.response)
    if moment is None:
        yield _broken("RateLimit-ResetTime is no HTTP date.", "as in Tue, 14 Nov 2023 16:00:00 GMT", text, exchange)
    elif reset is not None and moment.timestamp() != reset:
        yield _broken(
            "RateLimit-ResetTime is another instant than RateLimit-Reset.",
            f"{reset}",
            f"{text}, which is {moment.timestamp():.0f}",
            exchange,
        )


@laws.universal("RATE-09")
def only_refusals_bear_retry_after(
    exchange: Exchange, operation: Operation | None, ctx: Context
) -> Iterator[Violation]:
    """No answer but a 429 bears Retry-After."""
    text = exchange.response.header("retry-after")
    if text is not None and exchange.response.status != 429:
        status = exchange.response.status
        yield _broken(
            "An answer that is not a 429 bears Retry-After.", "no Retry-After", f"{text} on a {status}", exchange
        )


@laws.law("RATE-17", requests=0, order=LATE)
def the_limit_is_the_documented_one(ctx: Context, operation: Operation) -> None:
    """Compare RateLimit-Limit of every answer of the run with the rate limit that the target is declared to be held to
    (`--rate-limit`).
    """
    limits = dict(trail(ctx).limits)
    if not limits:
        asked = ctx.send(operation)
        own = number(asked.response, "ratelimit-limit")
        limits = {} if own is None else {own: asked}
    if not limits:
        msg = "The server bears no RateLimit-Limit on an answer that is not a 429."
        raise NotTested(msg)
    for limit, exchange in limits.items():
        expect(
            limit == ctx.settings.rate_limit.requests,
            "RateLimit-Limit is not the documented limit.",
            expected=ctx.settings.rate_limit.requests,
            seen=limit,
            exchanges=[exchange],
        )


def _broken(summary: str, expected: str, seen: str, exchange: Exchange) -> Violation:
    return Violation(summary, expected=expected, seen=seen, exchanges=[exchange])
