"""How one call goes: pace, send, and decide what follows, without doing any of it.

`attempts` is a generator. It yields what shall be done (`Reserve`, `Wait`, `Send`) and is sent what came of it; a
driver does it, one that blocks and one that lets others work. So the thinking stands once, and is tried in tests
without a network.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Protocol, TypeAlias

import msgspec

from dataops_api._exchange import Request, Response
from dataops_api._messages import read_message
from dataops_api._origins import origin
from dataops_api._pacing import Pacing, Unpaced
from dataops_api._retry import IDEMPOTENT, TRANSIENT, RetryBudget, RetryPolicy, retry_after
from dataops_api.errors import (
    ConfigurationError,
    ConnectionFailedError,
    DataOpsError,
    DeadlineExceededError,
    RedirectError,
    StatusError,
    TransportError,
    class_of,
)

if TYPE_CHECKING:
    from dataops_resources.runtime import Call

    from dataops_api._credentials import Kind, Redactor

_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_MOST_REDIRECTS: Final = 5
_LONGEST_LOCATION: Final = 200
_FIRST_ERROR: Final = 400
_UNKNOWN: Final = 401
_GONE: Final = 404
_TOO_MANY: Final = 429
_ELSEWHERE: Final = Unpaced()
_QUOTA: Final = "the quota"


class Reserve(msgspec.Struct, frozen=True):
    """Ask the pacer for the right to send.

    The answer is the number of seconds to wait before asking again, or the error by which the pacer did not answer.
    """


class Enter(msgspec.Struct, frozen=True):
    """Take a place behind the gate, one for each connection; to wait, or to be answered, gives it back.

    `patience` is how many seconds nobody may leave before this is given up, None for any number. The answer is None, or
    the error by which there was no place.
    """

    patience: float | None


class Wait(msgspec.Struct, frozen=True):
    """Wait so many seconds."""

    seconds: float


class Send(msgspec.Struct, frozen=True):
    """Send the request; the answer is a response, or the error by which none came."""

    request: Request


Step: TypeAlias = Enter | Reserve | Wait | Send
Outcome: TypeAlias = "float | Response | TransportError | None"
Flow: TypeAlias = Generator[Step, Outcome, Response]
RESERVE: Final = Reserve()


class Watcher(Protocol):
    """Who is told what happens, to log it."""

    def answered(self, request: Request, response: Response, seconds: float) -> None:
        """Note an answer."""
        ...

    def failed(self, request: Request, error: TransportError, seconds: float) -> None:
        """Note that none came."""
        ...

    def waits(self, request: Request, seconds: float, reason: str) -> None:
        """Note a wait."""
        ...


def _chance() -> float:
    from random import random  # noqa: PLC0415 - drawn after a failure alone

    return random()  # noqa: S311 - spreads retries, and keeps no secret


class Rules(msgspec.Struct, frozen=True):
    """What a call is held to.

    `kind` is the credential's, `withheld` the reason why one that is there is not sent; `clock` is monotonic, `wall`
    tells the time of day, `chance` is drawn from 0 to 1.
    """

    policy: RetryPolicy
    pacing: Pacing
    budget: RetryBudget
    redactor: Redactor
    watcher: Watcher
    kind: Kind = "none"
    withheld: str = ""
    clock: Callable[[], float] = time.monotonic
    wall: Callable[[], float] = time.time
    chance: Callable[[], float] = _chance


class _Progress(msgspec.Struct):
    request: Request
    pacing: Pacing
    attempts: int = 0
    failures: int = 0
    refusals: int = 0
    redirects: int = 0
    last: DataOpsError | None = None


def attempts(
    call: Call,
    request: Request,
    rules: Rules,
    *,
    replayable: bool = True,
    redirected: Callable[[Request, str], Request],
) -> Flow:
    """Send `request` until it is answered for good; return the answer, or raise the error.

    `replayable` is false for a body that can be read once only. `redirected` gives the request that follows a redirect
    to a URL, or raises `RedirectError`. Raises `StatusError`, `TransportError`.
    """
    at, home = _Progress(request, rules.pacing), origin(request.url)
    while True:
        yield from _pace(call, at, rules)
        at.attempts += 1
        # A copy, so that what a hook changes is gone with the attempt.
        request = replace(at.request, attempt=at.attempts, headers=dict(at.request.headers))
        sent = rules.clock()
        try:
            outcome = yield Send(request)
        except BaseException:
            # The driver was interrupted, or a hook raised an error of its own.
            at.pacing.failed()
            raise
        now = rules.clock()
        if isinstance(outcome, TransportError):
            at.pacing.failed()
            rules.watcher.failed(request, outcome, now - sent)
            error = outcome.of(call, at.attempts, rules.redactor.clean)
            if (outcome.sent and not replayable) or not _again_after_failure(call, outcome, at, rules):
                raise error
            at.last = error
            yield from _wait(rules.policy.delay(at.failures, rules.chance()), type(error).__name__, call, at, rules)
            continue
        if not isinstance(outcome, Response):
            at.pacing.failed()
            raise ConfigurationError(f"A hook returned {outcome!r}: it must return a Response.", call=call)
        outcome.attempts = at.attempts
        outcome.redactor = rules.redactor
        rules.watcher.answered(request, outcome, now - sent)
        if outcome.status_code == _TOO_MANY:
            yield from _refused(call, outcome, at, rules, replayable=replayable)
            continue
        at.pacing.answered(outcome.headers, sent=sent, now=now, wall=rules.wall())
        if outcome.status_code in _REDIRECTS:
            at.request = _follow(call, outcome, at, rules, redirected)
            # Another host's quota is not the API's: it is neither asked for here nor learned from.
            at.pacing = rules.pacing if origin(at.request.url) == home else _ELSEWHERE
        elif outcome.status_code < _FIRST_ERROR:
            rules.budget.answered()
            return outcome
        else:
            yield from _failed(call, outcome, at, rules, replayable=replayable)


def status_error(call: Call, response: Response, rules: Rules) -> StatusError:
    """Return the error that an answer is."""
    said, fields = read_message(response)
    kind = class_of(response.status_code)
    return kind(
        said,
        response=response,
        call=call,
        attempts=response.attempts,
        fields=fields,
        hint=_hint(call, response, rules),
    )


def _pace(call: Call, at: _Progress, rules: Rules) -> Generator[Step, Outcome]:
    """Wait for the right to send. The waits do not count towards the deadline, since many calls share a quota.

    After a 429 they do: the server then is not as the quota says, and the call must end.
    """
    while True:
        _within_deadline(call, at, rules)
        yield from _enter(call, at, rules)
        if at.pacing is _ELSEWHERE:
            return
        wait = yield RESERVE
        if isinstance(wait, TransportError):
            yield from _unreserved(call, wait, at, rules)
        elif not isinstance(wait, (int, float)):
            msg = f"The pacing answered {wait!r} to `reserve`: it must answer a number of seconds."
            raise ConfigurationError(msg, call=call)
        elif wait <= 0.0:
            return
        else:
            began = rules.clock()
            # A window that is so long that nobody would wait for it after a 429 is not waited for before one either.
            counts = wait > rules.policy.longest_wait or at.refusals > 0
            yield from _wait(wait, _QUOTA, call, at, rules, counts=counts)
            if at.request.deadline is not None and not counts:
                at.request.deadline += rules.clock() - began


def _enter(call: Call, at: _Progress, rules: Rules) -> Generator[Step, Outcome]:
    """Take a place. The wait for one does not count: the connections are the client's own, and others use them."""
    began, deadline = rules.clock(), at.request.deadline
    refused = yield Enter(None if deadline is None else deadline - began)
    if isinstance(refused, TransportError):
        raise refused.of(call, at.attempts, rules.redactor.clean) from at.last
    if deadline is not None:
        # In this order: where there was no wait the deadline stays what it is, to the last bit.
        at.request.deadline = deadline + (rules.clock() - began)


def _unreserved(call: Call, error: TransportError, at: _Progress, rules: Rules) -> Generator[Step, Outcome]:
    """Wait before the pacer is asked again that did not answer, or raise its error.

    The retry budget is for the server's sake, which was asked nothing.
    """
    at.failures += 1
    named = error.of(call, at.attempts, rules.redactor.clean)
    if error.permanent or at.failures > rules.policy.retries:
        raise named
    at.last = named
    yield from _wait(rules.policy.delay(at.failures, rules.chance()), type(named).__name__, call, at, rules)


def _wait(
    seconds: float, reason: str, call: Call, at: _Progress, rules: Rules, *, counts: bool = True
) -> Generator[Step, Outcome]:
    if counts:
        _within_deadline(call, at, rules, seconds, reason)
    rules.watcher.waits(replace(at.request, attempt=at.attempts), seconds, reason)
    yield Wait(seconds)


def _within_deadline(call: Call, at: _Progress, rules: Rules, seconds: float = 0.0, reason: str = "") -> None:
    """Raise the error if the call's time is over, or would be after a wait."""
    deadline = at.request.deadline
    if deadline is None or rules.clock() + seconds < deadline:
        return
    if isinstance(at.last, StatusError):
        raise at.last
    waiting = f" before the next attempt, in {seconds:.1f} s" if seconds else ""
    used_up = ", when the quota admits it" if reason == _QUOTA else ""
    last = f"; the last one: {at.last.message}" if at.last else ""
    msg = f"the deadline is over{waiting}{used_up}{last}"
    raise DeadlineExceededError(msg, call=call, attempts=at.attempts) from at.last


def _again_after_failure(call: Call, error: TransportError, at: _Progress, rules: Rules) -> bool:
    """Tell whether to try again, and count it."""
    safe = call.operation.method in IDEMPOTENT or (isinstance(error, ConnectionFailedError) and not error.sent)
    return safe and not error.permanent and _count_failure(at, rules)


def _count_failure(at: _Progress, rules: Rules) -> bool:
    at.failures += 1
    return at.failures <= rules.policy.retries and rules.budget.take()


def _failed(
    call: Call, response: Response, at: _Progress, rules: Rules, *, replayable: bool
) -> Generator[Step, Outcome]:
    """Wait before the next attempt after an answer from 400 on, or raise its error."""
    error = status_error(call, response, rules)
    asked = retry_after(response.headers)
    if response.status_code not in TRANSIENT:
        rules.budget.answered()
        raise error
    if (
        not replayable
        or call.operation.method not in IDEMPOTENT
        or (asked or 0.0) > rules.policy.longest_wait
        or not _count_failure(at, rules)
    ):
        raise error
    at.last = error
    delay = max(asked or 0.0, rules.policy.delay(at.failures, rules.chance()))
    yield from _wait(delay, f"a {response.status_code}", call, at, rules)


def _refused(
    call: Call, response: Response, at: _Progress, rules: Rules, *, replayable: bool
) -> Generator[Step, Outcome]:
    """Note a 429, so that the pacer waits before the next attempt, or raise its error."""
    asked = retry_after(response.headers)
    longest = rules.policy.longest_wait
    at.pacing.refused(response.headers, None if asked is None else min(asked, longest), now=rules.clock())
    at.refusals += 1
    error = status_error(call, response, rules)
    if not replayable or at.refusals > rules.policy.retries or (asked or 0.0) > longest:
        raise error
    at.last = error
    # A server that asks for no wait at all, or for one until a moment that is past, would get all retries at once.
    delay = max(asked or 0.0, rules.policy.delay(at.refusals, rules.chance()))
    yield from _wait(delay, "a 429", call, at, rules)


def _follow(
    call: Call, response: Response, at: _Progress, rules: Rules, redirected: Callable[[Request, str], Request]
) -> Request:
    at.redirects += 1
    location = response.headers.get("location", "")
    if rules.redactor.clean(location) != location:
        # Whoever is asked next would read it, and write it into a log.
        msg = "a redirect to a URL that holds a token is not followed"
        raise RedirectError(msg, permanent=True, call=call, attempts=at.attempts)
    if at.redirects > _MOST_REDIRECTS:
        msg = f"more than {_MOST_REDIRECTS} redirects, the last to {location[:_LONGEST_LOCATION]!r}"
        raise RedirectError(msg, permanent=True, call=call, attempts=at.attempts)
    try:
        return redirected(at.request, location)
    except RedirectError as error:
        raise error.of(call, at.attempts, rules.redactor.clean) from None


def _hint(call: Call, response: Response, rules: Rules) -> str:
    kind = rules.kind
    if rules.withheld and response.status_code in {_UNKNOWN, _GONE}:
        # What the user may not know of is answered with 404.
        return rules.withheld
    if response.status_code == _UNKNOWN and kind == "none":
        return "The client has no credential: set DATAOPS_TOKEN, or give it a token."
    if response.status_code == _UNKNOWN and kind == "job" and "job" not in call.operation.credentials:
        return "A job's token is no credential for this operation: give the client an access token."
    if response.status_code == _UNKNOWN and kind != "job" and call.operation.credentials == frozenset({"job"}):
        return "This operation takes the token of a running job alone: give the client a job_token."
    if response.status_code == _GONE and call.operation.method == "DELETE" and response.attempts > 1:
        return "An earlier attempt of this call may have deleted it."
    return ""
