"""The pace: as fast as the quota allows, and no faster."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from dataops_conformance.exchange import Response
from dataops_conformance.settings import RateLimit, UsageError
from dataops_conformance.target.pacing import Pacer, retry_after
from hypothesis import given
from hypothesis import strategies as st

from tests.conformance.fake_server import FakeClock

LIMIT = RateLimit(5, 60.0)


def answer(clock: FakeClock, status: int = 200, **headers: object) -> Response:
    pairs = tuple((name.replace("_", "-"), str(value)) for name, value in headers.items())
    return Response(status, pairs, b"", clock.now(), 0.0)


def quota(clock: FakeClock, remaining: int, seconds: int, limit: int = 5) -> Response:
    reset = int(clock.now().timestamp()) + seconds
    return answer(
        clock,
        ratelimit_limit=limit,
        ratelimit_observed=limit - remaining,
        ratelimit_remaining=remaining,
        ratelimit_reset=reset,
    )


def test_nothing_waits_while_the_quota_lasts() -> None:
    clock = FakeClock()
    pacer = Pacer(LIMIT, clock)
    pacer.learn("ada", quota(clock, remaining=1, seconds=30))
    assert pacer.wait("ada") == 0.0


def test_a_spent_quota_is_waited_out_until_its_reset() -> None:
    clock = FakeClock()
    pacer = Pacer(LIMIT, clock)
    pacer.learn("ada", quota(clock, remaining=0, seconds=30))
    assert pacer.wait("ada") == 30.0
    assert clock.waits == [30.0]
    assert pacer.waited_s == 30.0


def test_one_users_quota_does_not_hold_up_another() -> None:
    clock = FakeClock()
    pacer = Pacer(LIMIT, clock)
    pacer.learn("ada", quota(clock, remaining=0, seconds=30))
    assert pacer.delay("grace") == 0.0


def test_retry_after_is_obeyed_to_the_letter() -> None:
    clock = FakeClock()
    pacer = Pacer(LIMIT, clock)
    pacer.learn("ada", answer(clock, 429, retry_after=25))
    assert pacer.wait("ada") == 25.0


def test_a_retry_after_beyond_the_window_is_obeyed_too() -> None:
    clock = FakeClock()
    pacer = Pacer(LIMIT, clock)
    pacer.learn("ada", answer(clock, 429, retry_after=300))
    assert pacer.delay("ada") == 300.0


def test_retry_after_may_be_a_date_by_the_servers_clock() -> None:
    response = Response(
        429,
        (("date", "Tue, 14 Nov 2023 15:59:35 GMT"), ("retry-after", "Tue, 14 Nov 2023 16:00:00 GMT")),
        b"",
        datetime(2030, 1, 1, tzinfo=UTC),
        0.0,
    )
    assert retry_after(response, 60.0) == 25.0


def test_a_429_without_retry_after_waits_for_the_reset_else_for_a_window() -> None:
    clock = FakeClock()
    now = int(clock.now().timestamp())
    assert retry_after(answer(clock, 429, ratelimit_reset=now + 7), 60.0) == 7.0
    assert retry_after(answer(clock, 429), 60.0) == 60.0


def test_a_reset_far_off_is_waited_for_one_window_at_most() -> None:
    clock = FakeClock()
    pacer = Pacer(LIMIT, clock)
    pacer.learn("ada", quota(clock, remaining=0, seconds=86_400))
    assert pacer.delay("ada") == 61.0


def test_a_remaining_that_waiting_does_not_change_is_believed_no_longer() -> None:
    clock = FakeClock()
    pacer = Pacer(LIMIT, clock)
    for _ in range(3):
        pacer.wait("ada")
        pacer.sent("ada")
        pacer.learn("ada", quota(clock, remaining=0, seconds=30))
    assert clock.waits == [30.0]


def test_without_headers_the_declared_rate_limit_is_kept_by_counting() -> None:
    clock = FakeClock()
    pacer = Pacer(LIMIT, clock)
    for _ in range(6):
        pacer.wait("ada")
        pacer.sent("ada")
        pacer.learn("ada", answer(clock))
    assert clock.waits == [60.0]


@given(st.lists(st.tuples(st.integers(0, 8), st.booleans()), max_size=40))
def test_no_window_ever_holds_more_requests_than_the_limit(steps: list[tuple[int, bool]]) -> None:
    clock = FakeClock()
    pacer = Pacer(LIMIT, clock)
    sent: list[float] = []
    for pause, has_headers in steps:
        clock.seconds += pause
        pacer.wait("ada")
        sent.append(clock.monotonic())
        pacer.sent("ada")
        pacer.learn("ada", answer(clock, 404 if has_headers else 200))
    assert all(sum(start <= moment < start + LIMIT.seconds for moment in sent) <= LIMIT.requests for start in sent)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("600/60s", RateLimit(600, 60.0)), ("60/6s", RateLimit(60, 6.0)), ("600/m", RateLimit(600, 60.0))],
)
def test_a_rate_limit_is_read(text: str, expected: RateLimit) -> None:
    assert RateLimit.parse(text) == expected
    assert RateLimit.parse(str(expected)) == expected


@pytest.mark.parametrize("text", ["", "600", "0/60s", "600/0s", "600/60", "many/60s", "-1/60s"])
def test_a_bad_rate_limit_is_named_with_a_remedy(text: str) -> None:
    with pytest.raises(UsageError, match=r"is not of the form .* 600/60s"):
        RateLimit.parse(text)
