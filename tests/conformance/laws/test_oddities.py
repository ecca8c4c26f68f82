"""Ids that servers stumble over."""

from __future__ import annotations

from dataclasses import replace

import pytest
from dataops_conformance.laws.res.oddities import HUGE, PLAIN, huge_id, is_numeric, kind_of, oddity_of

from tests.conformance.laws.fakes import contract, exchange


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("7", None), (str(PLAIN), None), (str(PLAIN + 1), "huge"), ("9" * 30, "huge"), ("0", "zero"), ("-1", "negative"),
        ("--1", None), ("007", "written"), ("0x1F", "written"), ("1e3", "written"), ("1.0", "written"), ("+7.0", "written"),
        ("main", None), ("feature/a-b.c", None), ("", "empty"), ("a b", "text"), ("größe", "text"), ("²", "text"),
        ("a\x00b", "control"), ("\u202e", "control"), ("K" * 255, None), ("K" * 256, "long"),
    ],
)  # fmt: skip
def test_what_is_odd_about_an_id_is_named(value: str, kind: str | None) -> None:
    assert kind_of(value) == kind


@pytest.mark.parametrize(
    ("operation", "path", "kind"),
    [
        ("get_job", "/projects/7/jobs/0", "zero"),
        ("get_job", "/projects/0/jobs/7", None),
        ("get_branch", "/projects/7/repository/branches/a%20b", "text"),
        ("get_project", "/projects/sandbox%2Fplayground", None),
        ("get_version", "/version", None),
        ("get_job", "/elsewhere", None),
    ],
)
def test_only_the_last_parameter_of_a_path_is_looked_at(operation: str, path: str, kind: str | None) -> None:
    asked = exchange(404, operation=operation)
    moved = replace(asked, request=replace(asked.request, path=path))
    assert oddity_of(contract().operation(operation), moved) == kind


def test_a_huge_id_is_the_same_for_the_same_label_and_differs_between_labels() -> None:
    drawn = [huge_id(f"label {number}") for number in range(60)]
    assert drawn == [huge_id(f"label {number}") for number in range(60)]
    assert set(drawn) == set(HUGE)
    assert {kind_of(value) for value in HUGE} == {"huge"}


@pytest.mark.parametrize(
    ("operation", "numeric"), [("get_job", True), ("get_project", True), ("get_branch", False), ("get_file", False)]
)
def test_an_id_that_may_be_a_number_is_known_by_the_contract(operation: str, numeric: bool) -> None:
    assert is_numeric(contract(), contract().operation(operation)) is numeric
