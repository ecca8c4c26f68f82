"""Whose requests a quota counts.

What the run has sent anyway shows it where requests followed one another so; else a law looks itself. Others may use
the same quota while the suite looks, so a disagreement is no proof: each law looks several times, and at plain requests
between (see `rises`).
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Literal

from dataops_conformance.exchange import Credential, Exchange, Request
from dataops_conformance.law import Blocked, Laws, NotTested, Violation
from dataops_conformance.laws.auth.lifetime import current_user, user_id
from dataops_conformance.laws.auth.probes import wrong_token
from dataops_conformance.laws.rate.headers import number
from dataops_conformance.laws.rate.rises import expect_rises, far_apart, in_a_row
from dataops_conformance.laws.rate.trail import Asker, trail
from dataops_conformance.laws.res.reading import LATE
from dataops_conformance.laws.res.singles import credential_of

if TYPE_CHECKING:
    from dataops_spec import Operation

    from dataops_conformance.context import Context

laws = Laws()
_MOST_DOUBTS = 3
_BOT_COUNTS = "A bot user's requests count in the quota of the user who made its token."


# What RATE-16 sends may show it.
@laws.law("RATE-05", requests=1, order=LATE + 1)
def observed_rises_by_one(ctx: Context, operation: Operation) -> None:
    """Compare RateLimit-Observed of the run's own requests in a row; where none rose by one each time, send three one
    after the other, several times, and two with others between that no user is counted for. Between no two of the
    run's own, in one window, does it stand still or fall; an operation on which it rose by more each time is sent
    again.
    """
    shown = trail(ctx).shows("user", "user", "user")
    if shown and not trail(ctx).clears("user", operation.id):
        ctx.send(operation)
        ctx.send(operation)
    stuck = trail(ctx).stuck
    if stuck is not None:
        raise Violation(
            "RateLimit-Observed does not rise with a request.",
            expected="more than before, in the same window",
            seen=" and then ".join(str(number(item.response, "ratelimit-observed")) for item in stuck),
            exchanges=stuck,
        )
    if shown:
        _clear(ctx, "user", operation, "default", "RateLimit-Observed does not rise by one with each request.")
        return

    def look() -> tuple[Exchange, ...]:
        return tuple(ctx.send(operation) for _ in range(3))

    summary = "RateLimit-Observed does not rise by one with each request."
    expect_rises(ctx, look, (1, 1), summary, far_apart(ctx, operation))


@laws.law("RATE-14", requests=1, order=LATE)
def bad_credentials_eat_no_quota(ctx: Context, operation: Operation) -> None:
    """Compare RateLimit-Observed of two requests of the run between which others were answered 401; where it rose by
    more, send one with a wrong token, one without any, and a list with a wrong token between two with the token,
    several times, and plain ones in a row. An operation on which it rose by more each time is sent again.
    """
    summary = "Requests with bad credentials count in a user's quota."
    if trail(ctx).shows("user", "nobody", "user"):
        _clear(ctx, "nobody", operation, wrong_token(ctx), summary)
        return

    def look() -> tuple[Exchange, ...]:
        before = ctx.send(operation)
        ctx.send(operation, credential=wrong_token(ctx))
        ctx.send(operation, credential="none")
        ctx.send("list_projects", credential=wrong_token(ctx))
        return before, ctx.send(operation)

    expect_rises(ctx, look, (1,), summary, in_a_row(ctx, operation))


@laws.law("RATE-15", requests=3, order=LATE, needs=("token", "read_token"))
def tokens_of_one_user_share_a_quota(ctx: Context, operation: Operation) -> None:
    """Compare RateLimit-Observed of requests with two tokens of one user in turn, as the run has sent them, or else
    send them, several times, and some with one token alone.
    """
    second = ctx.credential("read_token")
    owner = ctx.once("the read token's user", lambda: ctx.send("get_current_user", credential=second))
    if user_id(owner) != user_id(current_user(ctx)):
        msg = "DATAOPS_READ_TOKEN is not a token of the user of DATAOPS_TOKEN."
        raise NotTested(msg)
    if trail(ctx).shows("user", "read token", "user"):
        return

    def look() -> tuple[Exchange, ...]:
        return ctx.send(operation), ctx.send(operation, credential=second), ctx.send(operation)

    summary = "Two tokens of one user do not share one quota."
    expect_rises(ctx, look, (1, 1), summary, in_a_row(ctx, operation))


@laws.law("RATE-16", requests=1, needs=("token", "sandbox"), order=LATE)
def bots_have_a_quota_of_their_own(ctx: Context, operation: Operation) -> None:
    """Compare RateLimit-Observed of two requests of the run between which bots asked that the run had made; where it
    rose by more, send two with a project's token between two with the token that made it, several times. One of
    those that bots send asks for the version, which is about no project; an operation on which it rose by more each
    time is sent again.
    """
    version = ctx.contract.operation("get_version")
    bot = credential_of(ctx.sandbox.thing("create_project_access_token").data)
    if trail(ctx).shows("user", "bot", "user"):
        if not trail(ctx).clears("bot", version.id):
            ctx.send(version)
            ctx.send(version, credential=bot)
            ctx.send(version)
        _clear(ctx, "bot", version, bot, _BOT_COUNTS)
        return

    def look() -> tuple[Exchange, ...]:
        before = ctx.send("get_version")
        for _ in range(2):
            ctx.send("get_version", credential=bot)
        return before, ctx.send("get_version")

    expect_rises(ctx, look, (1,), _BOT_COUNTS, in_a_row(ctx, version))


def _clear(
    ctx: Context, asker: Asker, plain: Operation, credential: Credential | Literal["default"], summary: str
) -> None:
    """Send again what the asker read while Observed rose by more; raise Violation where it always does."""
    reads = [request for request in trail(ctx).doubtful(asker) if request.method == "GET"]
    for request in reads[:_MOST_DOUBTS]:
        # That others use the quota leaves the doubt, and proves nothing.
        with suppress(Blocked, NotTested):
            look = partial(_repeat, ctx, request, plain, credential)
            expect_rises(ctx, look, (1,), summary, in_a_row(ctx, plain))


def _repeat(
    ctx: Context, request: Request, plain: Operation, credential: Credential | Literal["default"]
) -> tuple[Exchange, ...]:
    before = ctx.send(plain)
    again = ctx.send(request.operation or plain, raw_path=request.path, query=request.query, credential=credential)
    return (before, again) if credential == "default" else (before, ctx.send(plain))
