"""Send no faster than the target allows: learn its quota from its headers, and obey Retry-After to the letter."""

from __future__ import annotations

import math
import re
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Protocol

from dataops_conformance.exchange import Response
from dataops_conformance.settings import RateLimit

_NUMBER = re.compile(r"[0-9]{1,15}")


class Clock(Protocol):
    """Tells the time and lets it pass."""

    def monotonic(self) -> float:
        """Return seconds that only ever rise."""
        ...

    def now(self) -> datetime:
        """Return the time of day, UTC."""
        ...

    def wait(self, seconds: float) -> None:
        """Let `seconds` pass; Ctrl-C ends it."""
        ...


class RealClock:
    """The machine's own clock."""

    def monotonic(self) -> float:
        """Return seconds that only ever rise."""
        return time.monotonic()

    def now(self) -> datetime:
        """Return the time of day, UTC."""
        return datetime.now(UTC)

    def wait(self, seconds: float) -> None:
        """Let `seconds` pass; Ctrl-C ends it."""
        threading.Event().wait(seconds)


@dataclass(slots=True)
class _Quota:
    """What is known of one credential's quota. Times are of the monotonic clock."""

    sent: deque[float] = field(default_factory=deque[float])
    free_from: float = 0.0
    remaining: int | None = None
    reset_at: float = 0.0
    waited_for: float | None = None
    trusted: bool = True


class Pacer:
    """Waits, for each credential, as long as the target's quota wants.

    The RateLimit-* headers are believed while they make sense; where there are none, or where waiting for their reset
    changed nothing, the declared rate limit is kept by counting.
    """

    def __init__(self, limit: RateLimit, clock: Clock) -> None:
        """Take the quota that the target is declared to hold its users to."""
        self._limit = limit
        self._clock = clock
        self._quotas: dict[str, _Quota] = {}
        self.waited_s = 0.0

    def wait(self, user: str) -> float:
        """Wait until `user` may send one more request; return the seconds that it took."""
        seconds = self.delay(user)
        if seconds > 0:
            self._clock.wait(seconds)
            self.waited_s += seconds
            quota = self._quota(user)
            if quota.remaining is not None and quota.remaining <= 0:
                quota.waited_for = quota.reset_at
                quota.remaining = None
        return seconds

    def delay(self, user: str) -> float:
        """Return the seconds until `user` may send one more request, at most one window but for Retry-After."""
        quota, now = self._quota(user), self._clock.monotonic()
        until = quota.free_from
        if quota.trusted and quota.remaining is not None:
            if quota.remaining <= 0:
                until = max(until, min(quota.reset_at, now + self._limit.seconds + 1))
        else:
            until = max(until, self._counted_until(quota, now))
        return max(0.0, until - now)

    def sent(self, user: str) -> None:
        """Note that a request of `user` leaves now."""
        self._quota(user).sent.append(self._clock.monotonic())

    def learn(self, user: str, response: Response) -> None:
        """Take what a response says of the quota of `user`."""
        quota, now = self._quota(user), self._clock.monotonic()
        if response.status == 429:
            quota.free_from = max(quota.free_from, now + retry_after(response, self._limit.seconds))
            quota.remaining = None
            return
        limit, remaining = _number(response, "ratelimit-limit"), _number(response, "ratelimit-remaining")
        distance = reset_distance(response)
        if limit is None or limit < 1 or remaining is None or distance is None:
            quota.remaining = None
            return
        if remaining <= 0 and quota.waited_for is not None:
            quota.trusted = False
        if remaining > 0:
            quota.waited_for = None
        quota.remaining, quota.reset_at = remaining, now + max(0.0, distance)

    def _counted_until(self, quota: _Quota, now: float) -> float:
        while quota.sent and quota.sent[0] <= now - self._limit.seconds:
            quota.sent.popleft()
        excess = len(quota.sent) - self._limit.requests
        return quota.sent[excess] + self._limit.seconds if excess >= 0 else now

    def _quota(self, user: str) -> _Quota:
        return self._quotas.setdefault(user, _Quota())


def retry_after(response: Response, default: float) -> float:
    """Return the seconds that a 429 asks for: by Retry-After (seconds or a date), else by its reset, else `default`."""
    text = response.header("retry-after")
    if text is not None:
        if (seconds := _digits(text)) is not None:
            return float(seconds)
        moment = _http_date(text)
        if moment is not None:
            return max(0.0, math.ceil((moment - _server_time(response)).total_seconds()))
    distance = reset_distance(response)
    return default if distance is None or distance < 0 else distance


def reset_distance(response: Response) -> float | None:
    """Return the seconds from the response to its RateLimit-Reset, by the server's own clock where it tells it."""
    reset = _number(response, "ratelimit-reset")
    return None if reset is None else reset - _server_time(response).timestamp()


def _server_time(response: Response) -> datetime:
    return _http_date(response.header("date") or "") or response.received_at


def _http_date(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _number(response: Response, name: str) -> int | None:
    return _digits(response.header(name) or "")


def _digits(text: str) -> int | None:
    """Return the number that the text is; None for any other text, and for a number too long to count anything."""
    return int(text) if _NUMBER.fullmatch(text.strip()) else None
