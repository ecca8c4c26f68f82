"""One pace for several processes: what one takes from a quota is no longer there for another."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from dataops_conformance.exchange import Response
from dataops_conformance.parallel.pace import SharedPacer
from dataops_conformance.settings import RateLimit

from tests.conformance.fake_server import FakeClock

USER = "glpat-canary-0001"


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def pacers(tmp_path: Path, clock: FakeClock) -> Iterator[tuple[SharedPacer, SharedPacer]]:
    path = tmp_path / "pace.sqlite"
    with (
        closing(SharedPacer(RateLimit(3, 60.0), clock, path)) as one,
        closing(SharedPacer(RateLimit(3, 60.0), clock, path)) as other,
    ):
        yield one, other


def answer(clock: FakeClock, status: int = 200, **headers: object) -> Response:
    named = tuple((name.replace("_", "-"), str(value)) for name, value in headers.items())
    return Response(status, named, b"", datetime(2026, 1, 1, tzinfo=UTC), 0.0)


def reset_in(clock: FakeClock, seconds: float) -> int:
    return int(clock.now().timestamp() + seconds)


def send(pacer: SharedPacer) -> float:
    waited = pacer.wait(USER)
    pacer.sent(USER)
    return waited


def test_two_pacers_together_keep_to_one_quota(pacers: tuple[SharedPacer, SharedPacer], clock: FakeClock) -> None:
    one, other = pacers
    assert [send(one), send(other), send(one)] == [0.0, 0.0, 0.0]
    assert (one.delay(USER), other.delay(USER)) == (60.0, 60.0)
    assert send(other) == 60.0
    assert (one.waited_s, other.waited_s, clock.seconds) == (0.0, 60.0, 60.0)


def test_the_last_request_that_a_server_grants_is_taken_once(
    pacers: tuple[SharedPacer, SharedPacer], clock: FakeClock
) -> None:
    one, other = pacers
    send(one)
    told = answer(clock, ratelimit_limit=3, ratelimit_remaining=1, ratelimit_reset=reset_in(clock, 40))
    one.learn(USER, told)
    assert send(other) == 0.0
    assert one.delay(USER) == 40.0


def test_what_is_under_way_elsewhere_is_counted_off_what_an_answer_says(
    pacers: tuple[SharedPacer, SharedPacer], clock: FakeClock
) -> None:
    one, other = pacers
    send(one)
    send(other)
    told = answer(clock, ratelimit_limit=9, ratelimit_remaining=1, ratelimit_reset=reset_in(clock, 40))
    one.learn(USER, told)
    assert (one.delay(USER), other.delay(USER)) == (40.0, 40.0)


def test_a_refusal_of_one_holds_back_the_other(pacers: tuple[SharedPacer, SharedPacer], clock: FakeClock) -> None:
    one, other = pacers
    send(one)
    one.learn(USER, answer(clock, 429, retry_after=17))
    assert other.delay(USER) == 17.0
    assert other.delay("another user") == 0.0


def test_after_the_reset_both_go_on(pacers: tuple[SharedPacer, SharedPacer], clock: FakeClock) -> None:
    one, other = pacers
    send(one)
    one.learn(USER, answer(clock, ratelimit_limit=3, ratelimit_remaining=0, ratelimit_reset=reset_in(clock, 20)))
    assert send(one) == 20.0
    assert other.delay(USER) == 0.0


def test_a_reset_that_brings_nothing_is_not_believed_again(
    pacers: tuple[SharedPacer, SharedPacer], clock: FakeClock
) -> None:
    one, _ = pacers
    send(one)
    for _ in range(2):
        one.learn(USER, answer(clock, ratelimit_limit=3, ratelimit_remaining=0, ratelimit_reset=reset_in(clock, 10)))
        send(one)
    # From here on the declared limit is counted: three requests are in this window, the first at its beginning.
    assert sum(clock.waits) == 10.0
    assert one.delay(USER) == 50.0


def test_a_stop_lets_nobody_send_until_it_is_taken_back(pacers: tuple[SharedPacer, SharedPacer]) -> None:
    one, other = pacers
    one.stop()
    with pytest.raises(KeyboardInterrupt):
        other.wait(USER)
    one.go_on()
    assert other.wait(USER) == 0.0


def test_no_secret_is_in_the_file(tmp_path: Path, clock: FakeClock) -> None:
    path = tmp_path / "pace.sqlite"
    with closing(SharedPacer(RateLimit(3, 60.0), clock, path)) as pacer:
        send(pacer)
    assert USER.encode() not in path.read_bytes()
