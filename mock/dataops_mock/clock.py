"""The mock's own time: real time plus what was added to it."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class Clock:
    """Tell the time of the mock's world, in UTC.

    It runs with real time, from `start` where one is given, and can be moved ahead. The quota does not follow it:
    clients wait in real time.
    """

    def __init__(self, start: datetime | None = None) -> None:
        """Begin at `start`, an aware time, or at the real time."""
        self._start = start
        self._began = time.monotonic()
        self._offset = timedelta()

    def now(self) -> datetime:
        """Return the time of the mock's world."""
        if self._start is None:
            return datetime.now(UTC) + self._offset
        return self._start + timedelta(seconds=time.monotonic() - self._began) + self._offset

    def advance(self, seconds: float) -> datetime:
        """Move the clock ahead and return the new time; raise `ValueError` for a step back or past the year 9999."""
        if not seconds >= 0:
            msg = f"The clock only moves ahead: advance_seconds is {seconds!r} and must be 0 or more."
            raise ValueError(msg)
        try:
            ahead = self.now() + timedelta(seconds=seconds)
        except OverflowError as error:
            msg = f"The clock cannot move {seconds!r} seconds ahead: that is past the year 9999."
            raise ValueError(msg) from error
        self._offset += timedelta(seconds=seconds)
        return ahead

    def reset(self) -> None:
        """Go back to where it began."""
        self._offset = timedelta()
        self._began = time.monotonic()

    def checkpoint(self) -> Callable[[], None]:
        """Return what brings the clock back to now; one that runs with real time, only to how far it was moved."""
        offset, passed = self._offset, time.monotonic() - self._began

        def restore() -> None:
            self._offset, self._began = offset, time.monotonic() - passed

        return restore
