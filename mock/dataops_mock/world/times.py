"""The clock's face, and times as the API writes them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Protocol


class Clock(Protocol):
    """Whatever tells the time of a world."""

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        ...


def to_milliseconds(moment: datetime) -> datetime:
    """Cut `moment` to the millisecond, which is all that an answer shows, so that comparisons agree with answers."""
    return moment.astimezone(UTC).replace(microsecond=moment.microsecond // 1000 * 1000)


@lru_cache(maxsize=8192)
def iso(moment: datetime) -> str:
    """Write a moment as `2026-01-12T09:30:00.000Z`."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def iso_or_none(moment: datetime | None) -> str | None:
    """Write a moment that may be absent."""
    return None if moment is None else iso(moment)


def day_or_none(day: date | None) -> str | None:
    """Write a day that may be absent as `2026-01-12`."""
    return None if day is None else day.isoformat()


def parse_moment(text: str) -> datetime:
    """Return the moment that an RFC 3339 text names, in UTC; a leap second is the second before it.

    Raises `ValueError` for another text, and `OverflowError` for a moment outside the years 1 to 9999 in UTC.
    """
    upper = text.upper()
    if upper[10:11] not in {"T", " "} or upper[4:5] != "-":
        msg = f"{text!r} is no date and time."
        raise ValueError(msg)
    moment = datetime.fromisoformat(upper.replace(":60", ":59", 1) if upper[16:19] == ":60" else upper)
    if moment.tzinfo is None:
        msg = f"{text!r} names no time zone."
        raise ValueError(msg)
    return moment.astimezone(UTC)
