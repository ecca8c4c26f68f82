"""The clock's face, and times as the API writes them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Protocol


class Clock(Protocol):
    """Whatever tells the time of a world."""

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        ...


def to_milliseconds(moment: datetime) -> datetime:
    """Cut `moment` to the millisecond, which is all that an answer shows, so that comparisons agree with answers."""
    return moment.astimezone(UTC).replace(microsecond=moment.microsecond // 1000 * 1000)


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
    """Read an ISO 8601 moment; one without a zone is in UTC. Raises `ValueError` if it is none."""
    moment = datetime.fromisoformat(text.upper())
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
