"""When a resource says that it was made and changed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from dataops_conformance.exchange import Exchange, JsonObject
from dataops_conformance.law import Violation
from dataops_conformance.laws.res.moments import made_now, moved

from tests.conformance.laws.fakes import exchange

NOON = "Thu, 01 Jan 2026 12:00:00 GMT"


def created_at(moment: object, date: str = NOON) -> Exchange:
    return exchange(201, json.dumps({"created_at": moment}).encode(), headers={"date": date})


@pytest.mark.parametrize(
    "moment",
    ["2026-01-01T12:00:00Z", "2026-01-01T14:00:30.123+02:00", "2026-01-01T11:59:05Z", "2026-01-01T09:00:00", 7, None],
)
def test_a_creation_of_about_now_or_of_no_time_at_all_is_right(moment: object) -> None:
    made_now("create_project", created_at(moment))


@pytest.mark.parametrize("moment", ["2026-01-01T12:15:00Z", "2026-01-01T12:00:00+01:00", "2025-01-01T12:00:00Z"])
def test_a_creation_at_another_time_than_the_answers_date_is_told(moment: str) -> None:
    with pytest.raises(Violation, match="created_at that is not the time of the creation"):
        made_now("create_project", created_at(moment))


def test_a_creation_answered_without_a_date_is_not_judged() -> None:
    made_now("create_project", exchange(201, b'{"created_at": "2001-01-01T00:00:00Z"}'))


def later(seconds: float) -> Exchange:
    seen = exchange(200)
    received = seen.response.received_at + timedelta(seconds=seconds)
    return replace(seen, response=replace(seen.response, received_at=received))


def change(before: str, after: str, *, seconds: float) -> None:
    first: JsonObject = {"updated_at": before}
    second: JsonObject = {"updated_at": after}
    moved("update_project", first, second, exchange(201), later(seconds), later(seconds))


@pytest.mark.parametrize(
    ("before", "after", "seconds"),
    [
        ("2026-01-01T12:00:00Z", "2026-01-01T12:00:01Z", 1.0),
        ("2026-01-01T12:00:00Z", "2026-01-01T12:00:00Z", 1.0),
        ("2026-01-01T12:00:00.001Z", "2026-01-01T12:00:00.001Z", 0.012),
        ("2026-01-01T12:00:01Z", "2026-01-01T12:00:00Z", 5.0),
        ("2026-01-01T12:00:00", "2026-01-01T12:00:00", 5.0),
    ],
    ids=["later", "same-second", "same-millisecond", "another-node", "no-zone"],
)
def test_a_change_moves_the_time_of_change_as_far_as_stamps_tell(before: str, after: str, seconds: float) -> None:
    change(before, after, seconds=seconds)


@pytest.mark.parametrize(
    ("before", "after", "seconds"),
    [
        ("2026-01-01T12:00:00Z", "2026-01-01T12:00:00Z", 2.1),
        ("2026-01-01T12:00:00.001Z", "2026-01-01T12:00:00.001Z", 0.1),
        ("2026-01-01T12:00:00Z", "2026-01-01T11:00:00Z", 1.0),
    ],
    ids=["stands-still", "stands-still-finely", "goes-back"],
)
def test_a_change_that_leaves_the_time_of_change_is_told(before: str, after: str, seconds: float) -> None:
    with pytest.raises(Violation, match="update_project does not move updated_at"):
        change(before, after, seconds=seconds)
