"""The command line says what it did by its exit status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.languages import __main__ as command
from tests.languages import budget
from tests.languages.definitions import read_language
from tests.languages.table import read_rows

MAKE = "import pathlib; pathlib.Path('generated').mkdir(); pathlib.Path('generated/a.l').write_text('1')"


@pytest.fixture(autouse=True)
def _three_languages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    makes = {"alpha": ("[]", MAKE), "beta": ("[]", "raise SystemExit(1)"), "gamma": ('["no-such-tool"]', MAKE)}
    for name, (needs, code) in makes.items():
        folder = tmp_path / name
        folder.mkdir()
        (folder / "language.toml").write_text(
            f'title = "{name}"\ngenerator = "g"\nversion = "1"\ndocument = "3.1"\nreach = "generate"\nneeds = {needs}\n'
            f'[[steps]]\nname = "generate"\ncommand = ["python3", "-c", {json.dumps(code)}]\n'
        )
    languages = [read_language(tmp_path / name) for name in makes]
    monkeypatch.setattr(command, "all_languages", lambda: languages)
    monkeypatch.setattr(command, "RECORD", tmp_path / "table.json")
    monkeypatch.setattr(command, "PAGE", tmp_path / "languages.md")
    monkeypatch.setenv("DATAOPS_LANGUAGES_CACHE", str(tmp_path / "cache"))


def test_what_goes_well_ends_with_zero_and_is_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["alpha", "--report", str(tmp_path / "report")]) == 0
    assert "1 of 1 languages are as they should be, 0 not here" in capsys.readouterr().out
    assert {path.name for path in (tmp_path / "report").iterdir()} == {
        "alpha-generate.log",
        "languages.json",
        "languages.md",
    }


def test_a_failure_ends_with_one_and_is_not_recorded(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--record"]) == 1
    assert "nothing is recorded, since beta failed" in capsys.readouterr().out
    assert not (tmp_path / "table.json").exists()


def test_what_is_not_here_is_no_failure_unless_it_is_required(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["gamma"]) == 0
    assert command.main(["alpha", "--require"]) == 0
    capsys.readouterr()
    assert command.main(["alpha", "gamma", "--require"]) == 1
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == "gamma is required and is not here: not on PATH: no-such-tool; install what is missing."


def test_only_what_was_here_is_recorded(tmp_path: Path) -> None:
    assert command.main(["alpha", "gamma", "--record"]) == 0
    assert [row.language for row in read_rows(tmp_path / "table.json")] == ["alpha"]
    assert "| alpha | g 1 | 3.1 | yes | - | - |" in (tmp_path / "languages.md").read_text()


def test_what_the_record_does_not_tell_fails_the_check(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["alpha", "--check"]) == 1
    told = "alpha: the row is there, and table.json says nothing of it; run `python -m tests.languages alpha --record`."
    assert capsys.readouterr().out.splitlines()[-1] == told
    assert command.main(["alpha", "gamma", "--record"]) == 0
    assert command.main(["alpha", "gamma", "--check"]) == 0


def test_more_time_than_the_required_may_take_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(budget, "REQUIRED", frozenset({"alpha"}))
    monkeypatch.setattr(budget, "BOUND", -1)
    assert command.main(["alpha"]) == 1
    assert capsys.readouterr().out.endswith(" s; -1 s is their bound.\n")


def test_the_list_tells_what_is_here(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--list", "alpha", "gamma"]) == 0
    assert [line.split(", ", 1)[1] for line in capsys.readouterr().out.splitlines()] == [
        "generate",
        "not here: no-such-tool missing",
    ]


def test_a_language_that_is_not_known_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        command.main(["delta"])
    assert ended.value.code == 2
    assert "there is no language 'delta'; there are alpha, beta, gamma" in capsys.readouterr().err
