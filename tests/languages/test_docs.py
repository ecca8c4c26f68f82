"""docs/languages.md is what the programs and the recorded table make of it."""

from __future__ import annotations

import re
import shlex

import pytest

from tests.languages.definitions import Language, all_languages, command_of
from tests.languages.docs import PAGE, page_of
from tests.languages.table import read_rows

PROGRAMS = {".go", ".java", ".kt", ".py", ".rb", ".rs", ".ts"}


def test_the_page_is_current() -> None:
    """`python -m tests.languages --write-docs` makes it so."""
    assert PAGE.read_text() == page_of(all_languages(), read_rows())


@pytest.mark.parametrize("language", [each for each in all_languages() if each.program], ids=lambda each: each.name)
def test_each_quick_start_is_the_program_that_was_run(language: Language) -> None:
    program = (language.folder / str(language.program)).read_text()
    assert f"\n{program}```\n" in PAGE.read_text()


@pytest.mark.parametrize("language", all_languages(), ids=lambda each: each.name)
def test_the_page_prints_the_commands_that_the_runner_runs(language: Language) -> None:
    named = {"run": 'DATAOPS_NAME="Quick start $(date +%s)" '}
    commands = [named.get(step.name, "") + shlex.join(command_of(step, language)) for step in language.steps]
    exports = [f'export {name}="{value.replace("{work}", "$PWD")}"' for name, value in language.environment.items()]
    assert "\n```sh\n" + "\n".join(exports + commands) + "\n```\n" in PAGE.read_text()


def test_the_page_tells_of_every_variable_that_a_program_reads() -> None:
    sources = [path for each in all_languages() for path in each.folder.rglob("*") if path.suffix in PROGRAMS]
    read = {name for path in sources for name in re.findall(r"DATAOPS_[A-Z_]+", path.read_text())}
    told = PAGE.read_text().split("## Before you begin")[1].split("\n## ")[0]
    assert read == set(re.findall(r"`(DATAOPS_[A-Z_]+)`", told))


def test_every_language_stands_in_the_recorded_table() -> None:
    rows = {row.language: (row.generator, row.version, row.document) for row in read_rows()}
    assert rows == {each.name: (each.generator, each.version, each.document) for each in all_languages()}


def test_the_recorded_table_has_no_failure() -> None:
    assert [row.language for row in read_rows() if row.failed] == []


WORDS = {9: "nine", 10: "ten", 11: "eleven", 12: "twelve", 13: "thirteen", 14: "fourteen", 15: "fifteen"}


def _counts() -> tuple[str, str, str]:
    """Return the numbers of languages, of generators, and of those whose client was compiled and run, as words."""
    rows = read_rows()
    languages = {row.title.split(",")[0] for row in rows}
    return WORDS[len(languages)], WORDS[len(rows)], WORDS[sum("run" in row.done for row in rows)]


def _sentences(name: str) -> str:
    return " ".join((PAGE.parents[1] / name).read_text().split())


def test_the_readme_and_the_changelog_tell_as_many_languages_as_the_table() -> None:
    languages, generators, run = _counts()
    wanted = f"By [{generators} generators of {languages} languages](docs/languages.md) a client was made of it; those of {run} were"
    assert wanted in _sentences("README.md")
    wanted = f"The contract in {languages} languages by {generators} generators, [docs/languages.md](docs/languages.md): made by"
    assert wanted in _sentences("CHANGELOG.md")
    assert f"compiles the clients of {run} and runs a program with each" in _sentences("CHANGELOG.md")
