"""The pacer against servers in simulated time: no request is refused for want of quota, and little of it is left over."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from random import Random
from typing import get_args

import pytest
from dataops_api._exchange import Headers
from dataops_api._pacing import Pacer, Quota, Unpaced
from dataops_api.errors import ConfigurationError
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from tests.client.simulated import (
    EPOCH,
    Fixed,
    Kind,
    Verdict,
    World,
    latencies,
    quota_headers,
    window,
)
from tests.patience import PATIENCE

seeds = st.integers(0, 2**32)
skews = st.one_of(st.floats(-1.5, 1.5), st.sampled_from([0.0, -7200.4, 86_400.7]))


@settings(max_examples=60, deadline=None)
@given(
    kind=st.sampled_from(["aligned", "first request"]),
    limit=st.integers(1, 60),
    seconds=st.sampled_from([1.0, 3.0, 60.0]),
    workers=st.integers(1, 60),
    longest=st.sampled_from([0.0005, 0.02, 0.4, 5.0]),
    skew=skews,
    phase=st.floats(0, 3),
    observed=st.booleans(),
    seed=seeds,
)
@example("aligned", 60, 3.0, 50, 0.02, -0.7, 0.0, True, 1)  # a server's clock that is a little behind
@example("aligned", 60, 60.0, 8, 0.02, 0.0, 59.99, False, 1)
def test_a_client_that_is_alone_is_never_refused(
    kind: Kind,
    limit: int,
    seconds: float,
    workers: int,
    longest: float,
    skew: float,
    phase: float,
    observed: bool,
    seed: int,
) -> None:
    # An answer that comes after the end of its window tells nothing: then nobody can know where the next one begins.
    assume(2 * longest < seconds)
    world = World(
        window(kind, limit, seconds),
        skew=skew,
        told=lambda verdict, now: quota_headers(verdict, server_time=now, observed=observed),
    )
    pacer = Pacer(Quota(limit, seconds))
    latency = latencies(Random(seed), longest)
    for _ in range(workers):
        world.work(pacer, latency, start=phase)

    world.run(phase + 6 * seconds)

    assert world.refused == []
    assert len(world.served) >= min(limit, workers)


@settings(max_examples=25, deadline=None)
@given(
    kind=st.sampled_from(["aligned", "first request"]),
    window_of=st.sampled_from([(600, 60.0), (600, 3.0), (100, 3.0)]),
    workers=st.sampled_from([8, 50]),
    longest=st.sampled_from([0.001, 0.02]),
    skew=skews,
    phase=st.floats(0, 3),
    seed=seeds,
)
def test_a_client_that_always_has_work_uses_the_quota(
    kind: Kind,
    window_of: tuple[int, float],
    workers: int,
    longest: float,
    skew: float,
    phase: float,
    seed: int,
) -> None:
    limit, seconds = window_of
    world = World(window(kind, limit, seconds), skew=skew)
    pacer = Pacer(Quota(limit, seconds))
    latency = latencies(Random(seed), longest)
    for _ in range(workers):
        world.work(pacer, latency, start=phase)

    world.run(phase + 6 * seconds)

    begin, end = phase + 2 * seconds, phase + 6 * seconds  # the first window is learned, the second begins anywhere
    used = sum(begin <= moment < end for moment in world.served)
    assert world.refused == []
    assert used >= 0.95 * limit * 4


@settings(max_examples=30, deadline=None)
@given(
    kind=st.sampled_from(get_args(Kind)),
    workers=st.integers(1, 30),
    longest=st.sampled_from([0.001, 0.05, 1.0]),
    intruder=st.integers(1, 200),
    seed=seeds,
)
def test_a_client_that_shares_the_quota_goes_on_and_is_refused_seldom(
    kind: Kind, workers: int, longest: float, intruder: int, seed: int
) -> None:
    random = Random(seed)
    limit, seconds = 100, 10.0
    world = World(window(kind, limit, seconds))
    world.intrude(sorted(random.uniform(0, 10 * seconds) for _ in range(intruder * 10)))
    pacer = Pacer(Quota(limit, seconds))
    for _ in range(workers):
        world.work(pacer, latencies(random, longest))

    world.run(10 * seconds)

    assert len(world.refused) <= 10 * 3 * workers
    last = [moment for moment in world.served if moment >= 6 * seconds]
    assert last or intruder >= limit
    # When the other one has gone, the client has all of it again. Two lengths of a window hold two windows where these
    # begin with the hour, else one and a part of others, which may be the part in which the quota is used up.
    world.run(14 * seconds)
    alone = [moment for moment in world.served if 12 * seconds <= moment < 14 * seconds]
    assert len(alone) >= (0.8 if kind == "aligned" else 0.5) * min(2 * limit, workers * 2 * seconds / longest / 2)


@settings(max_examples=30, deadline=None)
@given(limit=st.integers(1, 50), workers=st.integers(1, 50), seed=seeds, late=st.booleans())
def test_without_headers_the_documented_quota_is_kept_in_every_stretch_of_its_length(
    limit: int, workers: int, seed: int, late: bool
) -> None:
    world = World(window("moving", limit, 10.0), told=lambda verdict, now: Headers({}))
    pacer = Pacer(Quota(limit, 10.0))
    for _ in range(workers):
        world.work(pacer, latencies(Random(seed), 0.004), start=3.0 if late else 0.0)

    world.run(45.0)

    assert world.refused == []
    assert len(world.served) >= min(4 * limit, workers)


def test_a_server_that_says_nothing_before_its_429_is_waited_for() -> None:
    def told(verdict: Verdict, now: float) -> Mapping[str, str]:
        return Headers({"Retry-After": str(verdict.retry_after)} if verdict.refused else {})

    world = World(Fixed(20, 10.0, aligned=False), told=told)
    pacer = Pacer(Quota(1000, 10.0))  # more than the server grants
    for _ in range(5):
        world.work(pacer, latencies(Random(1), 0.01))

    world.run(100.0)

    assert len(world.served) >= 9 * 20
    assert len(world.refused) <= 10 * 5


def absurd_headers() -> st.SearchStrategy[Mapping[str, str]]:
    number = st.one_of(
        st.integers(-(10**20), 10**20).map(str),
        st.sampled_from(["", " ", "NaN", "1e9", "0", "-1", "600, 600", "٣", "²", "0x10", "9" * 5000]),
        st.integers(int(EPOCH) - 10**6, int(EPOCH) + 10**6).map(str),
        st.text(max_size=5),
    )
    dates = st.one_of(
        st.text(max_size=30),
        st.sampled_from(
            [
                "Thu, 01 Jan 1970 00:00:00 GMT",
                "Fri, 31 Dec 9999 23:59:59 GMT",
                "Mon, 01 Jan 0001 00:00:00 +2359",
                "Sun, 06 Nov 94 08:49:37",
                "Thu, 09 Oct 2025 08:53:20 -9999",
            ]
        ),
    )
    return st.fixed_dictionaries(
        {},
        optional={
            "RateLimit-Limit": number,
            "RateLimit-Remaining": number,
            "RateLimit-Reset": number,
            "RateLimit-Observed": number,
            "Date": dates,
        },
    ).map(Headers)


@given(
    steps=st.lists(
        st.tuples(absurd_headers(), st.sampled_from(["answered", "refused", "failed"]), st.floats(0, 100)), max_size=12
    )
)
@settings(max_examples=300, deadline=None)
def test_whatever_a_server_says_nobody_waits_longer_than_an_hour(
    steps: list[tuple[Mapping[str, str], str, float]],
) -> None:
    pacer, now = Pacer(Quota(10, 60.0)), 5.0
    for headers, how, passed in steps:
        waited = 0.0
        while (wait := pacer.reserve(now)) > 0.0:
            now += wait
            waited += wait
        assert waited <= 3700.0
        sent, now = now, now + passed
        if how == "answered":
            pacer.answered(headers, sent=sent, now=now, wall=now + EPOCH)
        elif how == "refused":
            pacer.refused(headers, None, now=now)
        else:
            pacer.failed()


@pytest.mark.parametrize("reset", ["99999999999999", "0", "-5", "next tuesday"])
def test_after_a_time_of_reset_that_cannot_be_the_documented_quota_holds(reset: str) -> None:
    headers = Headers(
        {
            "RateLimit-Limit": "3",
            "RateLimit-Remaining": "0",
            "RateLimit-Reset": reset,
            "Date": "Thu, 09 Oct 2025 08:53:20 GMT",
        }
    )
    pacer = Pacer(Quota(2, 60.0))
    assert pacer.reserve(0.0) == 0.0
    pacer.answered(headers, sent=0.0, now=0.1, wall=EPOCH)

    assert [pacer.reserve(0.2), round(pacer.reserve(0.3), 2)] == [0.0, 59.72]


@pytest.mark.parametrize("hours", [-12, 12])
def test_clocks_that_are_hours_apart_are_no_reason_to_wait_for_hours(hours: int) -> None:
    """Without a `Date`: with one it is known by how much they are apart."""
    world = World(
        Fixed(10, 60.0, aligned=False),
        skew=hours * 3600.0,
        told=lambda verdict, now: quota_headers(verdict, server_time=now, dated=False),
    )
    pacer = Pacer(Quota(10, 60.0))
    for _ in range(4):
        world.work(pacer, latencies(Random(1), 0.05))

    world.run(600.0)

    assert len(world.served) >= 90
    assert len(world.refused) == 0


def test_a_429_that_speaks_of_an_impossible_time_does_not_deafen_the_client() -> None:
    pacer = Pacer(Quota(600, 60.0))
    pacer.reserve(0.0)
    absurd = {"RateLimit-Limit": "600", "RateLimit-Remaining": "0", "RateLimit-Reset": "999999999999999"}
    pacer.refused(Headers(absurd), 1.0, now=0.0)
    assert pacer.reserve(1.0) == 0.0

    sane = {**absurd, "RateLimit-Reset": str(int(EPOCH) + 31), "Date": "Thu, 09 Oct 2025 08:53:21 GMT"}
    pacer.answered(Headers(sane), sent=1.0, now=1.0, wall=EPOCH + 1.0)

    assert round(pacer.reserve(1.0), 2) == 30.02


def test_a_429_blocks_everybody_until_it_is_over() -> None:
    pacer = Pacer(Quota(600, 60.0))
    pacer.reserve(0.0)
    pacer.reserve(0.0)
    pacer.refused(Headers({}), 7.0, now=1.0)
    pacer.refused(Headers({}), 3.0, now=2.0)

    assert [pacer.reserve(2.0), pacer.reserve(7.5), pacer.reserve(8.0)] == [6.0, 0.5, 0.0]


def test_a_429_that_says_nothing_blocks_for_the_length_of_the_quota() -> None:
    pacer = Pacer(Quota(600, 60.0))
    pacer.reserve(0.0)
    pacer.refused(Headers({}), None, now=0.0)

    assert pacer.reserve(1.0) == 59.0


def test_no_request_is_given_twice_to_threads_that_ask_at_once() -> None:
    pacer, granted, ready = Pacer(Quota(500, 3600.0)), list[int](), threading.Barrier(8)

    def take() -> None:
        ready.wait()
        mine = 0
        for _ in range(200):
            if pacer.reserve(1.0) == 0.0:
                mine += 1
                pacer.failed()
        granted.append(mine)

    threads = [threading.Thread(target=take) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)

    assert (len(granted), sum(granted)) == (8, 500)


def test_threads_that_learn_while_others_ask_keep_the_count() -> None:
    pacer, ready, granted = Pacer(Quota(400, 3600.0)), threading.Barrier(6), list[int]()
    server = Fixed(400, 3600.0, aligned=False)
    counting = threading.Lock()

    def work() -> None:
        ready.wait()
        mine = 0
        while pacer.reserve(1.0) == 0.0:
            with counting:
                verdict = server.ask(EPOCH)
            pacer.answered(quota_headers(verdict, server_time=EPOCH), sent=1.0, now=1.0, wall=EPOCH)
            mine += 1
        granted.append(mine)

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)

    assert len(granted) == 6
    # The first answers cannot tell whether what is on its way was counted.
    assert 394 <= sum(granted) <= 400
    assert server.count == sum(granted)


@pytest.mark.parametrize("text", ["600", "600/60", "0/60s", "600/0s", "-1/60s", "600/60s ", "1e3/60s", "600/1m", ""])
def test_a_quota_of_another_form_is_refused(text: str) -> None:
    with pytest.raises(ConfigurationError, match="write 600/60s for 600 requests a minute"):
        Quota.read(text)


def test_a_quota_is_read() -> None:
    assert Quota.read("600/60s") == Quota(600, 60.0)


def test_without_pacing_everything_passes() -> None:
    unpaced = Unpaced()
    unpaced.refused(Headers({}), 60.0, now=0.0)
    unpaced.failed()
    unpaced.answered(Headers({}), sent=0.0, now=0.0, wall=0.0)

    assert [unpaced.reserve(0.0) for _ in range(1000)] == [0.0] * 1000
