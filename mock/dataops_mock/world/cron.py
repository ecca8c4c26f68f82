"""When a schedule runs next."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from dataops_mock.errors import RuleBroken

_FIELD_COUNT = 5
_FIELD = re.compile(r"[0-9A-Za-z*,/#-]{1,64}")
_ZONE = re.compile(r"[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*")


def check_cron(cron: str, zone: str, now: datetime) -> None:
    """See that `cron` is five fields of cron syntax that some day fits, and `zone` a time zone.

    Raises `RuleBroken` with the field that is wrong.
    """
    if not _is_zone(zone):
        raise RuleBroken({"cron_timezone": ["syntax is invalid"]})
    if not _is_cron(cron) or next_run(cron, zone, now) is None:
        raise RuleBroken({"cron": ["syntax is invalid"]})


def next_run(cron: str, zone: str, now: datetime) -> datetime | None:
    """Return the first moment after `now` that the expression names in its time zone, in UTC; None where none is."""
    from croniter import CroniterBadDateError, croniter  # noqa: PLC0415 - few clients ask for schedules

    try:
        found: datetime = croniter(cron, now.astimezone(ZoneInfo(zone))).get_next(datetime)
    except CroniterBadDateError:
        return None
    return found.astimezone(UTC)


def _is_cron(text: str) -> bool:
    from croniter import croniter  # noqa: PLC0415 - as above

    fields = text.split()
    return len(fields) == _FIELD_COUNT and all(_FIELD.fullmatch(each) for each in fields) and croniter.is_valid(text)


def _is_zone(name: str) -> bool:
    if not _ZONE.fullmatch(name):
        return False
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return False
    return True
