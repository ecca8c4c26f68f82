"""`Retry-After` in both its forms and in forms that nobody foresaw, and the budget of retries."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest
from dataops_api._exchange import Headers
from dataops_api._retry import RetryBudget, RetryPolicy, retry_after
from hypothesis import given
from hypothesis import strategies as st

from tests.patience import PATIENCE

NOW = datetime(2026, 3, 1, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("0", 0.0),
        ("7", 7.0),
        (" 7 ", 7.0),
        ("007", 7.0),
        ("86400", 86_400.0),
        ("86401", 86_400.0),
        ("9" * 5000, 86_400.0),
        ("Sun, 01 Mar 2026 12:00:30 GMT", 30.0),
        ("Sun, 01 Mar 2026 12:00:30", 30.0),
        ("Sunday, 01-Mar-26 12:00:30 GMT", 30.0),
        ("Sun Mar  1 12:00:30 2026", 30.0),
        ("Sun, 01 Mar 2026 13:00:30 +0100", 30.0),
        ("Sun, 01 Mar 2026 11:59:30 GMT", 0.0),
        ("Sun, 06 Nov 1994 08:49:37 GMT", 0.0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 86_400.0),
        ("", None),
        ("-1", None),
        ("1.5", None),
        ("1e3", None),
        ("soon", None),
        ("٣", None),
        ("²", None),
        ("NaN", None),
        ("Sun, 99 Mar 2026 12:00:30 GMT", None),
    ],
)
def test_both_forms_are_read(said: str, seconds: float | None) -> None:
    assert retry_after(Headers({"Retry-After": said}), NOW) == seconds


def test_without_the_header_nothing_is_asked() -> None:
    assert retry_after(Headers({}), NOW) is None


@given(st.text(max_size=60))
def test_whatever_is_said_is_a_wait_or_nothing(said: str) -> None:
    seconds = retry_after(Headers({"Retry-After": said}), NOW)

    assert seconds is None or 0.0 <= seconds <= 86_400.0


@given(
    day=st.integers(0, 99),
    year=st.integers(0, 99_999),
    hour=st.integers(0, 30),
    zone=st.sampled_from(["GMT", "+0000", "-9999", "+2359", "EST", "", "+99999999"]),
)
def test_whatever_date_is_said_is_a_wait_or_nothing(day: int, year: int, hour: int, zone: str) -> None:
    seconds = retry_after(Headers({"Retry-After": f"Sun, {day} Mar {year} {hour}:00:00 {zone}"}), NOW)

    assert seconds is None or 0.0 <= seconds <= 86_400.0


def test_without_a_time_of_its_own_it_is_now() -> None:
    assert retry_after(Headers({"Retry-After": "Sun, 06 Nov 1994 08:49:37 GMT"})) == 0.0


def test_the_budget_is_a_share_of_what_goes_well() -> None:
    budget = RetryBudget(share=0.1, reserve=2.0)
    assert [budget.take() for _ in range(3)] == [True, True, False]
    for _ in range(9):
        budget.answered()
    assert not budget.take()
    budget.answered()
    budget.answered()
    assert [budget.take(), budget.take()] == [True, False]


def test_the_budget_does_not_grow_beyond_its_reserve() -> None:
    budget = RetryBudget(share=0.5, reserve=1.0)
    for _ in range(100):
        budget.answered()

    assert [budget.take(), budget.take()] == [True, False]


def test_threads_take_little_more_than_there_is() -> None:
    budget, taken, ready = RetryBudget(share=0.0, reserve=50.0), list[int](), threading.Barrier(4)

    def take() -> None:
        ready.wait()
        taken.append(sum(budget.take() for _ in range(100)))

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)

    assert 50 <= sum(taken) <= 60


@given(failures=st.integers(1, 2000))
def test_the_bound_of_a_wait_never_falls(failures: int) -> None:
    policy = RetryPolicy()

    assert policy.delay(failures, 1.0) <= policy.delay(failures + 1, 1.0) <= policy.longest_backoff
