"""The required languages have a bound of time, installations apart."""

from __future__ import annotations

from dataclasses import replace

from tests.languages.budget import BOUND, REQUIRED, overdue, seconds_of, summary
from tests.languages.definitions import all_languages
from tests.languages.table import Row

JAVA = Row("java", "Java", "g", "1", "3.1", "run", seconds={"install": 1000, "build": 600.0, "run": 0.4})
RUST = replace(JAVA, language="rust-progenitor", seconds={"build": 300.0})
SWIFT = replace(JAVA, language="swift", seconds={"generate": 5000.0})


def test_the_required_are_languages_that_there_are() -> None:
    named = {each.name: each.reach for each in all_languages() if each.name in REQUIRED}
    assert named == dict.fromkeys(REQUIRED, "run")


def test_installations_count_for_nothing() -> None:
    assert seconds_of([JAVA, RUST]) == 900.4


def test_more_than_the_bound_is_told_in_a_sentence_and_others_do_not_count() -> None:
    assert overdue([JAVA, SWIFT]) == []
    assert overdue([replace(JAVA, seconds={"build": float(BOUND)})]) == []
    assert overdue([JAVA, replace(RUST, seconds={"build": 301.0}), SWIFT]) == [
        "TypeScript, Go, Rust, Java and Python took 901 s; 900 s is their bound."
    ]


def test_the_total_is_told() -> None:
    assert summary([JAVA, SWIFT]) == (
        "Installations apart, all took 5600 s, the 1 of TypeScript, Go, Rust, Java and Python 600 s; 900 s is their bound."
    )
