"""docs/languages.md is what the programs and the recorded table make of it."""

from __future__ import annotations

import pytest

from tests.languages.definitions import Language, all_languages
from tests.languages.docs import PAGE, page_of, quick_start
from tests.languages.table import read_rows

PROGRAM = """\
package main
    // [quick start] what is shown
    first()

      second()
    // [end]
hidden()
// [quick start]
third()
// [end]
"""


def test_the_page_is_current() -> None:
    """`python -m tests.languages --write-docs` makes it so."""
    assert PAGE.read_text() == page_of(all_languages(), read_rows())


@pytest.mark.parametrize("language", [each for each in all_languages() if each.program], ids=lambda each: each.name)
def test_each_quick_start_is_the_program_that_was_run(language: Language) -> None:
    shown = quick_start((language.folder / str(language.program)).read_text())
    assert f"\n{shown}```\n" in PAGE.read_text()


def test_every_language_stands_in_the_recorded_table() -> None:
    rows = {row.language: (row.generator, row.version, row.document) for row in read_rows()}
    assert rows == {each.name: (each.generator, each.version, each.document) for each in all_languages()}


def test_the_recorded_table_has_no_failure() -> None:
    assert [row.language for row in read_rows() if row.failed] == []


def test_a_quick_start_is_the_marked_parts_without_their_indent() -> None:
    assert quick_start(PROGRAM) == "first()\n\n  second()\n\nthird()\n"


def test_a_program_without_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="no part of the program stands between"):
        quick_start("main()\n")
