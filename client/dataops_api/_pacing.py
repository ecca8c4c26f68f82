"""Keep to the server's quota, so that no request is refused for want of it.

The quota belongs to the user, the window to the server, and the headers `RateLimit-*` tell of both. A `Pacer` counts
what the client itself sends, from all of its threads and tasks, and corrects the count by what the server says; where
the server says nothing it keeps to the quota that the documentation states. Source: rules RATE, 600 requests a minute
for each user.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Mapping
from datetime import UTC
from math import isfinite
from threading import Lock
from typing import Final, Protocol

import msgspec

from dataops_api.errors import ConfigurationError

_FORM: Final = re.compile(r"(?P<amount>[1-9][0-9]{0,8})/(?P<seconds>[1-9][0-9]{0,5})s")
# A server rounds a window's end to the second, and a request takes its way.
_SECOND: Final = 1.0
_MARGIN: Final = 0.02
# A server that speaks of a longer window is not believed.
_LONGEST_WINDOW: Final = 3600.0
# Servers write the same Date for a second and more before they look at the clock again.
_STALE_DATE: Final = 1.25


class Quota(msgspec.Struct, frozen=True):
    """So many requests in so many seconds."""

    amount: int = 600
    seconds: float = 60.0

    @classmethod
    def read(cls, text: str) -> Quota:
        """Return the quota of a text such as `600/60s`. Raises `ConfigurationError` for another one."""
        matched = _FORM.fullmatch(text)
        if matched is None:
            msg = f"The quota {text!r} is not of the form AMOUNT/SECONDSs; write 600/60s for 600 requests a minute."
            raise ConfigurationError(msg)
        return cls(int(matched["amount"]), float(matched["seconds"]))


class Pacing(Protocol):
    """Who says when a request may be sent.

    Times are in seconds; `now` is a monotonic clock's, `wall` that of the day.
    """

    blocking: bool
    """Whether the methods wait for another process, so that an event loop must not call them itself."""

    def reserve(self, now: float) -> float:
        """Take the right to send one request: 0 where it was given, else how long to wait before asking again."""
        ...

    def answered(self, headers: Mapping[str, str], *, sent: float, now: float, wall: float) -> None:
        """Give the right back, and learn from the answer."""
        ...

    def refused(self, headers: Mapping[str, str], wait: float | None, *, now: float) -> None:
        """Give the right back after a 429 that asks for a wait of so many seconds, if it says so."""
        ...

    def failed(self) -> None:
        """Give the right back: no answer came."""
        ...


class Unpaced:
    """Lets everything pass."""

    blocking = False

    def reserve(self, now: float) -> float:  # noqa: ARG002
        """Let the request pass."""
        return 0.0

    def answered(self, headers: Mapping[str, str], *, sent: float, now: float, wall: float) -> None:
        """Learn nothing."""

    def refused(self, headers: Mapping[str, str], wait: float | None, *, now: float) -> None:
        """Learn nothing."""

    def failed(self) -> None:
        """Learn nothing."""


class Pacer:
    """The quota of one user, as one client knows it; safe to use from any thread."""

    blocking = False

    def __init__(self, quota: Quota) -> None:
        self._lock = Lock()
        self._quota = quota
        self._in_flight = 0
        self._blocked_until = 0.0
        # While the server says nothing: when the latest requests were sent.
        self._sent: deque[float] = deque(maxlen=quota.amount)
        # When it does: its window, by its own clock and by ours.
        self._limit: int | None = None
        self._remaining = 0
        self._ends = 0.0
        self._reset: int | None = None
        self._past = 0
        self._clocks = _Clocks()

    def begin_anew(self) -> None:
        """Forget what the process that this one was forked from had on its way, and the lock that it may have held."""
        self._lock = Lock()
        self._in_flight = 0

    def reserve(self, now: float) -> float:
        """Take the right to send one request: 0 where it was given, else how long to wait before asking again."""
        with self._lock:
            if now < self._blocked_until:
                return self._blocked_until - now
            wait = self._wait_by_log(now) if self._limit is None else self._wait_by_window(self._limit, now)
            if wait > 0.0:
                return wait
            self._in_flight += 1
            return 0.0

    def answered(self, headers: Mapping[str, str], *, sent: float, now: float, wall: float) -> None:
        """Give the right back, and learn from the answer."""
        told = _read(headers)
        with self._lock:
            self._in_flight -= 1
            if told is None:
                return
            self._clocks.learn(headers.get("date"), sent=wall - (now - sent), received=wall)
            left = self._left(told, wall)
            if left is None or self._is_over(told):
                return
            ends = now + left
            if self._limit is None:
                self._open(told, ends, told.remaining - self._in_flight)
            elif self._reset is None or told.reset > self._reset:
                # A window of the server's that is new to us: either we opened it, and have counted since, or it opened
                # itself.
                ours = self._reset is None
                self._open(told, ends, self._remaining if ours else told.remaining - self._in_flight)
            elif told.reset < self._reset:
                return
            if told.remaining < self._remaining:
                # Somebody else uses the same quota; what is in flight may not be counted yet.
                self._remaining = max(0, told.remaining - self._in_flight)
            if told.observed == 1:
                self._began(sent, now)

    def refused(self, headers: Mapping[str, str], wait: float | None, *, now: float) -> None:
        """Give the right back after a 429 that asks for a wait of so many seconds, if it says so."""
        told = _read(headers)
        with self._lock:
            self._in_flight -= 1
            if told is not None:
                self._limit, self._past = told.limit, max(self._past, told.reset)
            self._blocked_until = max(self._blocked_until, now + (self._quota.seconds if wait is None else wait))
            self._remaining, self._reset, self._ends = 0, None, self._blocked_until
            self._sent.clear()

    def failed(self) -> None:
        """Give the right back: no answer came."""
        with self._lock:
            self._in_flight -= 1

    def _left(self, told: _Told, wall: float) -> float | None:
        """Return the seconds to the end of the server's window; `None` where what it says cannot be."""
        left = told.reset - wall - self._clocks.ahead
        if self._clocks.known:
            return left if 0.0 < left <= max(_LONGEST_WINDOW, self._quota.seconds) else None
        # Without a `Date` the clocks may be hours apart.
        return left if 0.0 < left <= self._quota.seconds + _SECOND else self._quota.seconds

    def _is_over(self, told: _Told) -> bool:
        """Tell whether an answer tells of a window that we know to be over."""
        if told.reset < self._past - max(_LONGEST_WINDOW, self._quota.seconds):
            # The server's clock was set back, or a 429 spoke of a time that cannot be.
            self._past = 0
        return told.reset <= self._past

    def _wait_by_log(self, now: float) -> float:
        """Keep to the quota in every stretch of its length, since it is not known where the server's window begins."""
        sent = self._sent
        if len(sent) == sent.maxlen and (wait := sent[0] + self._quota.seconds + _MARGIN - now) > 0.0:
            return wait
        sent.append(now)
        return 0.0

    def _wait_by_window(self, limit: int, now: float) -> float:
        if now >= self._ends:
            # What is on its way may arrive in the new window.
            self._remaining = limit - self._in_flight
            self._past = max(self._past, self._reset or 0)
            self._reset, self._ends = None, now + self._quota.seconds
        if self._remaining <= 0:
            return max(self._ends - now, _MARGIN)
        self._remaining -= 1
        return 0.0

    def _open(self, told: _Told, ends: float, remaining: int) -> None:
        self._limit, self._reset = told.limit, told.reset
        self._remaining, self._ends = remaining, ends + _MARGIN

    def _began(self, sent: float, now: float) -> None:
        """Take the end of a window from its beginning, which was seen, where the header's rounded second agrees.

        By how much the two may differ is what the rounding takes, and what is not known of the server's clock. An
        answer that took long says little of when the window began.
        """
        if now - sent > self._quota.seconds / 4:
            return
        end = now + self._quota.seconds + _MARGIN
        if self._ends - _SECOND - self._clocks.doubt <= end < self._ends:
            self._ends = end


class _Told(msgspec.Struct, frozen=True):
    """What the headers say: `reset` in seconds of Unix time."""

    limit: int
    remaining: int
    observed: int | None
    reset: int


def _read(headers: Mapping[str, str]) -> _Told | None:
    """Return what the headers say of the quota; `None` where they do not say it, or not in numbers."""
    limit, remaining = _number(headers.get("ratelimit-limit")), _number(headers.get("ratelimit-remaining"))
    reset = _number(headers.get("ratelimit-reset"))
    if not limit or remaining is None or reset is None:
        return None
    return _Told(limit, min(remaining, limit), _number(headers.get("ratelimit-observed")), reset)


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 16 else None


class _Clocks:
    """How far the server's clock is ahead of ours, from its `Date`: bounds that each answer narrows."""

    def __init__(self) -> None:
        self._least = float("-inf")
        self._most = float("inf")
        self._date: str = ""
        self._seconds = 0.0

    @property
    def known(self) -> bool:
        """Whether the server has told its time."""
        return isfinite(self._least)

    @property
    def ahead(self) -> float:
        """By how many seconds the server's clock is ahead: the least that it can be, so that no wait is too short.

        Each answer soon after the beginning of a second makes it more exact.
        """
        return self._least if self.known else 0.0

    @property
    def doubt(self) -> float:
        """By how many seconds `ahead` may be too low."""
        return min(self._most - self._least, _SECOND + _STALE_DATE) if self.known else 0.0

    def learn(self, date: str | None, *, sent: float, received: float) -> None:
        """Narrow the bounds by an answer that was made between two times of our clock."""
        if not date:
            return
        if date != self._date:
            from email.utils import parsedate_to_datetime  # noqa: PLC0415 - the HTTP library has loaded it by then

            try:
                seconds = parsedate_to_datetime(date).replace(tzinfo=UTC).timestamp()
            except (ValueError, IndexError, OverflowError):
                return
            self._date, self._seconds = date, seconds
        least, most = self._seconds - received, self._seconds + _SECOND + _STALE_DATE - sent
        self._least, self._most = max(self._least, least), min(self._most, most)
        if self._least > self._most:
            # One of the clocks was set: begin anew.
            self._least, self._most = least, most
