"""The budget: never passed, and always enough left to clean up."""

from __future__ import annotations

from contextlib import suppress

import pytest
from dataops_conformance.target.budget import Budget, Purpose
from dataops_conformance.target.errors import BudgetExhausted
from hypothesis import given
from hypothesis import strategies as st


def test_the_request_beyond_the_limit_is_refused_with_a_remedy() -> None:
    budget = Budget(1)
    budget.take()
    with pytest.raises(BudgetExhausted, match=r"The budget of 1 requests is spent; give more with --max-requests\."):
        budget.take()


def test_without_a_limit_nothing_is_refused() -> None:
    budget = Budget(None)
    for _ in range(1000):
        budget.take()
    assert (budget.spent, budget.left) == (1000, None)


def test_quota_requests_are_counted_apart_and_never_refused() -> None:
    budget = Budget(1)
    with budget.purpose("quota"):
        for _ in range(5):
            budget.take()
    assert (budget.spent, budget.count("quota"), budget.left) == (0, 5, 1)


def test_set_up_within_the_quota_laws_is_counted_with_them() -> None:
    budget = Budget(1)
    with budget.purpose("quota"), budget.purpose("setup"):
        budget.take()
    assert (budget.count("quota"), budget.count("setup")) == (1, 0)


@given(st.integers(0, 30), st.lists(st.sampled_from(["read", "create", "setup"]), max_size=60))
def test_what_was_created_can_always_be_deleted_within_the_limit(limit: int, steps: list[str]) -> None:
    created = 0
    budget = Budget(limit, lambda: created)
    for step in steps:
        purpose: Purpose = "setup" if step == "setup" else "law"
        with suppress(BudgetExhausted), budget.purpose(purpose):
            makes = int(step == "create")
            budget.take(makes)
            created += makes
    with budget.purpose("cleanup"):
        while created:
            created -= 1
            budget.take()
    assert budget.spent <= limit
