"""When a schedule runs next."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from croniter import CroniterBadDateError, croniter

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
    fields = cron.split()
    if len(fields) != _FIELD_COUNT or not all(_FIELD.fullmatch(each) for each in fields) or not croniter.is_valid(cron):
        raise RuleBroken({"cron": ["syntax is invalid"]})
    try:
        next_run(cron, zone, now)
    except CroniterBadDateError as error:
        raise RuleBroken({"cron": ["syntax is invalid"]}) from error


def next_run(cron: str, zone: str, now: datetime) -> datetime:
    """Return the first moment after `now` that the expression names in its time zone, in UTC."""
    found: datetime = croniter(cron, now.astimezone(ZoneInfo(zone))).get_next(datetime)
    return found.astimezone(UTC)


def _is_zone(name: str) -> bool:
    if not _ZONE.fullmatch(name):
        return False
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return False
    return True
