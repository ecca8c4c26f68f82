"""The trail of the quota through a run."""

from __future__ import annotations

from dataclasses import replace

import pytest
from dataops_conformance.exchange import Exchange
from dataops_conformance.laws.rate.trail import Asker, Trail

from tests.conformance.laws.fakes import exchange

NAMES = {
    "user": "DATAOPS_TOKEN", "read token": "DATAOPS_READ_TOKEN", "bot": "TOKEN_MADE_BY_THE_RUN_1",
    "other": "DATAOPS_OTHER_TOKEN", "nobody": None,
}  # fmt: skip


def asked(asker: Asker, observed: int | None, *, reset: int = 60, status: int = 200, number: int = 1) -> Exchange:
    told = {} if observed is None else {
        "ratelimit-limit": "600", "ratelimit-observed": str(observed), "ratelimit-remaining": str(600 - observed),
        "ratelimit-reset": str(reset),
    }  # fmt: skip
    seen = exchange(401 if asker == "nobody" else status, b"{}", headers=told)
    return replace(seen, number=number, request=replace(seen.request, credential=NAMES[asker]))


def trail(*exchanges: Exchange) -> Trail:
    found = Trail()
    for each in exchanges:
        found.note(each)
    return found


def test_requests_that_raise_the_count_by_one_each_show_who_is_counted_together() -> None:
    seen = trail(asked("user", 1), asked("read token", 2), asked("user", 3))
    assert seen.shows("user", "read token", "user")
    assert not seen.shows("user", "bot", "user")
    assert seen.stuck is None


def test_what_is_counted_elsewhere_may_come_between_any_number_of_times() -> None:
    seen = trail(asked("user", 4), asked("bot", 90), asked("bot", 91), asked("nobody", None), asked("user", 5))
    assert seen.shows("user", "bot", "nobody", "user")


@pytest.mark.parametrize("between", ["bot", "nobody"])
def test_a_count_that_rose_by_more_shows_nothing_for_it_may_be_anybodys_doing(between: Asker) -> None:
    seen = trail(asked("user", 1), asked(between, None), asked("user", 3))
    assert not seen.shows("user", between, "user")
    assert seen.stuck is None


def test_two_windows_are_not_compared() -> None:
    seen = trail(asked("user", 600, reset=60), asked("user", 1, reset=120))
    assert not seen.shows("user", "user")
    assert seen.stuck is None


def test_an_answer_without_the_headers_shows_nothing() -> None:
    assert not trail(asked("user", 1), asked("read token", None), asked("user", 2)).shows("user", "read token", "user")


def test_the_first_pair_of_the_users_own_between_which_nothing_rose_is_kept() -> None:
    first, second, third = (asked("user", 5, number=number) for number in (1, 2, 3))
    assert trail(first, second, third).stuck == (first, second)


def test_the_count_of_others_never_stands_still_for_the_user() -> None:
    assert trail(asked("user", 5), asked("other", 5), asked("user", 6)).stuck is None


def test_each_limit_is_kept_with_the_first_answer_that_told_it_and_a_refusal_tells_none() -> None:
    served = asked("user", 599, number=1)
    kept = trail(served, asked("user", 600, number=2), asked("user", 601, status=429, number=3)).limits
    assert list(kept.values()) == [served]


def of(operation: str, *exchanges: Exchange) -> list[Exchange]:
    return [replace(each, request=replace(each.request, operation=operation)) for each in exchanges]


def test_a_quota_is_shared_where_several_operations_raised_it_now_by_one_and_now_by_more() -> None:
    def rising(operation: str, start: int) -> list[Exchange]:
        return of(operation, *(asked("user", observed) for observed in (start, start + 1, start + 3)))

    assert trail(*rising("get_user", 1), *rising("get_version", 10)).is_shared
    assert not trail(*rising("get_user", 1), *rising("get_user", 10)).is_shared


def test_a_quota_is_not_shared_where_an_operation_raises_it_by_two_each_time() -> None:
    seen: list[Exchange] = []
    observed = 0
    for operation, rise in [("get_user", 1), ("list_jobs", 2)] * 4:
        observed += rise
        seen += of(operation, asked("user", observed))
    assert not trail(*seen).is_shared


def test_what_comes_between_two_of_the_user_tells_nothing_of_others() -> None:
    spans = [asked("user", 1), asked("nobody", None), asked("user", 3), asked("user", 4)]
    assert not trail(*of("get_user", *spans), *of("get_version", *spans)).is_shared
