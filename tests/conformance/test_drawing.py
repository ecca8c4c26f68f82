"""One value of a strategy: the same for the same number, and another for another."""

from __future__ import annotations

import random

import pytest
from dataops_conformance.drawing import draw_one
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from hypothesis.strategies import SearchStrategy

NUMBERS = range(200)


@pytest.mark.parametrize(
    "strategy",
    [
        st.integers(),
        st.text(),
        st.lists(st.integers(0, 9)),
        st.sampled_from("abc"),
        st.integers().filter(lambda n: n % 3),
    ],
)
def test_a_number_stands_for_one_value_whatever_was_drawn_before(strategy: SearchStrategy[object]) -> None:
    first = [draw_one(strategy, number) for number in NUMBERS]
    random.seed(0)
    assert [draw_one(strategy, number) for number in reversed(NUMBERS)] == first[::-1]


def test_a_draw_leaves_the_random_numbers_of_the_process_alone() -> None:
    random.seed(42)
    expected = random.random()
    random.seed(42)
    draw_one(st.text(), 1)
    assert random.random() == expected


def test_numbers_stand_for_all_there_is_and_not_for_the_simplest_alone() -> None:
    assert {draw_one(st.sampled_from(range(20)), number) for number in NUMBERS} == set(range(20))
    assert {draw_one(st.booleans(), number) for number in NUMBERS} == {False, True}
    assert {len(draw_one(st.lists(st.booleans(), max_size=4), number)) for number in NUMBERS} == {0, 1, 2, 3, 4}
    assert len({draw_one(st.integers(0, 10**6), number) for number in NUMBERS}) == len(NUMBERS)
    assert len({draw_one(st.text(min_size=1, max_size=40), number) for number in NUMBERS}) > len(NUMBERS) // 2


def test_what_a_filter_takes_is_drawn_where_it_is_rare() -> None:
    assert all(draw_one(st.integers(0, 99).filter(lambda n: n >= 90), number) >= 90 for number in NUMBERS)


def test_the_one_value_that_a_filter_leaves_is_found() -> None:
    assert draw_one(st.integers(0, 2000).filter(lambda n: n == 7), 1) == 7


def test_a_strategy_without_a_value_is_named() -> None:
    with pytest.raises(Unsatisfiable):
        draw_one(st.integers().filter(lambda _: False), 1)
