"""When a request is sent again, and after how long: pure functions over what came back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

import msgspec

IDEMPOTENT: Final = frozenset({"GET", "HEAD", "OPTIONS", "PUT", "DELETE"})
"""The methods that may be sent twice without doing a thing twice (RFC 9110, 9.2.2)."""
TRANSIENT: Final = frozenset({502, 503, 504})
"""The statuses of a server, or of a proxy before it, that may do better in a moment."""
_LONGEST: Final = 86_400.0


class RetryPolicy(msgspec.Struct, frozen=True):
    """How often and how long it is tried.

    A failure is tried again `retries` times, and a 429 as often; the waits between failures are drawn from 0 to
    `backoff` · 2ⁿ seconds, at most `longest_backoff` (full jitter). `longest_wait` is the longest `Retry-After`, in
    seconds, that is waited for: a server that asks for more gets its error raised.
    """

    retries: int = 4
    backoff: float = 0.5
    longest_backoff: float = 20.0
    longest_wait: float = 120.0

    def delay(self, failures: int, chance: float) -> float:
        """Return the wait in seconds after so many failures; `chance` is drawn from 0 to 1."""
        return chance * min(self.longest_backoff, self.backoff * 2.0 ** min(failures - 1, 30))


def retry_after(headers: Mapping[str, str], now: datetime | None = None) -> float | None:
    """Return the seconds that the server asks to wait, from either form of `Retry-After`; `None` where it asks nothing.

    Source: RFC 9110, 10.2.3. What is neither a number of seconds nor a date counts as nothing.
    """
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        return min(float(value[:12]), _LONGEST)
    from email.utils import parsedate_to_datetime  # noqa: PLC0415 - the HTTP library has loaded it by then

    try:
        when = parsedate_to_datetime(value)
    except (ValueError, IndexError, OverflowError):
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return min(max(0.0, (when - (now or datetime.now(UTC))).total_seconds()), _LONGEST)


class RetryBudget:
    """Keeps retries to a fraction of the requests, so that a sick server is not hammered by its clients.

    Every request that is answered puts in `share`; a retry after a failure takes out 1; `reserve` is what there is at
    the start and at most. Adding floats is atomic enough: a lost update costs a tenth of a retry.
    """

    def __init__(self, *, share: float = 0.1, reserve: float = 10.0) -> None:
        self._share = share
        self._most = reserve
        self._left = reserve

    def answered(self) -> None:
        """Note a request that was answered by a server in good health."""
        if self._left < self._most:
            self._left = min(self._most, self._left + self._share)

    def take(self) -> bool:
        """Take one retry out, and tell whether there was one."""
        if self._left < 1.0:
            return False
        self._left -= 1.0
        return True
