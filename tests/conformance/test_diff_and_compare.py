"""`diff` and `compare`: what changed between runs, and runs side by side."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from dataops_conformance.cli import main
from dataops_conformance.report import json as json_report
from dataops_conformance.report import servers
from dataops_conformance.report.changes import compare_runs
from dataops_conformance.report.reading import parse_result, read_result
from dataops_conformance.result import CheckResult, Result, Status
from dataops_conformance.settings import UsageError

from tests.conformance.samples import HOSTILE, conforming_result, sample_result, waived_result

FAILING = "PAGE-04[list_projects]"
KEPT = "PAGE-04[list_groups]"


def mended_result() -> Result:
    """Return the run that found violations as it is when the server is mended."""
    whole = sample_result()
    checks = tuple(replace(check, status="pass", findings=(), reason=None) for check in whole.checks)
    return replace(whole, verdict="conforms", checks=checks)


def _with_status(result: Result, name: str, status: Status) -> Result:
    checks = tuple(
        replace(check, status=status, findings=(), reason="because") if check.name == name else check
        for check in result.checks
    )
    return replace(result, checks=checks)


def _check(result: Result, name: str) -> CheckResult:
    return next(check for check in result.checks if check.name == name)


def _changes(before: Result, after: Result) -> dict[str, str]:
    return {item.name: item.change for item in compare_runs(before, after).changes if item.change != "still failing"}


def _save(folder: Path, name: str, result: Result) -> str:
    path = folder / name
    path.write_text(json_report.render(result))
    return str(path)


def test_a_run_does_not_differ_from_itself() -> None:
    assert _changes(sample_result(), sample_result()) == {}
    assert not compare_runs(sample_result(), sample_result()).is_worse


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ("pass", "fail", "new"),
        ("not tested", "fail", "new"),
        ("waived", "fail", "new"),
        ("warn", "fail", "new"),
        ("pass", "error", "new"),
        ("pass", "warn", "new warning"),
        ("fail", "pass", "fixed"),
        ("waived", "pass", "fixed"),
        ("fail", "waived", "waived"),
        ("pass", "not tested", "no longer tested"),
        ("fail", "blocked", "no longer tested"),
        ("not tested", "pass", "newly tested"),
        ("blocked", "pass", "newly tested"),
        ("fail", "error", "changed"),
        ("pass", "pass", None),
        ("waived", "waived", None),
        ("not tested", "blocked", None),
    ],
)
def test_each_change_of_status_has_its_name(before: Status, after: Status, change: str | None) -> None:
    whole = conforming_result()
    found = _changes(_with_status(whole, KEPT, before), _with_status(whole, KEPT, after))
    assert found == ({KEPT: change} if change else {})


def test_a_check_that_one_run_lacks_counts_as_not_tested_there() -> None:
    whole = conforming_result()
    without = replace(whole, checks=tuple(check for check in whole.checks if check.name != KEPT))
    assert _changes(whole, without) == {KEPT: "no longer tested"}
    assert _changes(without, whole) == {KEPT: "newly tested"}
    assert _changes(without, _with_status(whole, KEPT, "fail")) == {KEPT: "new"}


def test_a_failure_that_differs_in_ids_alone_is_the_same_and_one_that_says_something_else_is_changed() -> None:
    whole = sample_result()
    check = _check(whole, FAILING)

    def saying(summary: str) -> Result:
        other = replace(check, findings=(replace(check.findings[0], summary=summary),))
        return replace(whole, checks=tuple(other if item is check else item for item in whole.checks))

    assert _changes(whole, saying("item 71 is on page 1 and on page 2")) == {}
    assert _changes(whole, saying("item 2 is nowhere")) == {FAILING: "changed"}


def test_what_makes_two_runs_unlike_is_told() -> None:
    other = replace(conforming_result(), manifest=replace(conforming_result().manifest, seed=8, profile="full"))
    assert compare_runs(conforming_result(), other).warnings == (
        "The profile differs: standard before, full after.",
        "The seed differs: 7 before, 8 after.",
    )


def test_diff_ends_with_1_when_something_new_fails_and_with_0_otherwise(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = _save(tmp_path, "good.json", conforming_result()), _save(tmp_path, "bad.json", sample_result())
    assert main(["diff", good, bad], {}) == 1
    text = capsys.readouterr().out
    assert "\nnew: 7 (fails now, and did not before)\n" in text
    assert "  PAGE-04[list_projects]: item 2 is on page 1 and on page 2\n" in text
    assert text.splitlines()[-1].startswith("worse: 7 new, 1 new warning")
    mended = _save(tmp_path, "mended.json", mended_result())
    assert main(["diff", bad, mended], {}) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "no worse: 8 fixed, 10 newly tested"


def test_diff_tells_who_owns_what_is_waived_now(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [_save(tmp_path, "a.json", sample_result()), _save(tmp_path, "b.json", waived_result())]
    assert main(["diff", *arguments], {}) == 0
    assert "  PAGE-04[list_projects]: known, issue 12 (ada, until 2027-06-01)\n" in capsys.readouterr().out


def test_diff_speaks_json_and_markdown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [_save(tmp_path, "a.json", conforming_result()), _save(tmp_path, "b.json", sample_result())]
    assert main(["diff", *arguments, "--format", "json"], {}) == 1
    document = json.loads(capsys.readouterr().out)
    assert document["worse"] is True
    assert document["counts"]["new"] == len([item for item in document["changes"] if item["change"] == "new"]) == 7
    entry = next(item for item in document["changes"] if item["name"] == FAILING)
    assert (entry["before"], entry["after"]) == (None, "fail")
    assert main(["diff", *arguments, "--format", "markdown"], {}) == 1
    text = capsys.readouterr().out
    assert text.startswith("# ❌ worse: 7 new")
    assert "- `PAGE-04[list_projects]` item 2 is on page 1 and on page 2" in text
    assert HOSTILE not in text


def test_a_server_cannot_write_escapes_into_a_diff(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [_save(tmp_path, "a.json", conforming_result()), _save(tmp_path, "b.json", sample_result())]
    for form in ("text", "markdown", "json"):
        main(["diff", *arguments, "--format", form], {})
        assert "\x1b" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "cannot be read: No such file"),
        ("{", "is not JSON"),
        ("[]", "is no result document of version 1"),
        ('{"schema_version": "2"}', "is no result document of version 1"),
        ("[" * 100_000, "is not JSON"),
    ],
)
def test_what_is_no_result_is_refused_in_one_sentence(
    tmp_path: Path, content: str | None, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "result.json"
    if content is not None:
        path.write_text(content)
    for command in (["diff", str(path), str(path)], ["compare", str(path), str(path)], ["coverage", str(path)]):
        assert main(command, {}) == 2
        error = capsys.readouterr().err
        assert sentence in error
        assert error.count("\n") == 1


def test_a_result_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    for result in (sample_result(), conforming_result(), waived_result()):
        (tmp_path / "result.json").write_text(json_report.render(result))
        assert read_result(tmp_path) == result


def test_a_result_of_an_older_or_newer_minor_version_can_be_read() -> None:
    document = json.loads(json_report.render(sample_result()))
    for name in ("waivers", "exercised", "exchanges", "stopped", "withheld"):
        document.pop(name, None)
    document["schema_version"] = "1.0"
    document["something new"] = {"of": "1.9"}
    result = parse_result(document, "old")
    assert (result.waivers, result.exchanges, result.checks) == ((), (), sample_result().checks)
    with pytest.raises(UsageError, match="no result document"):
        parse_result({**document, "checks": [1]}, "broken")


def test_servers_stand_side_by_side_and_what_differs_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, result in (("mock", conforming_result()), ("staging", sample_result())):
        (tmp_path / name).mkdir()
        _save(tmp_path / name, "result.json", result)
    page = tmp_path / "pages" / "servers.html"
    assert main(["compare", str(tmp_path / "mock"), str(tmp_path / "staging"), "--report", str(page)], {}) == 0
    text = capsys.readouterr().out
    assert "[1] mock: conforms" in text
    assert "[2] staging: violates" in text
    assert [line.split()[:5] for line in text.splitlines() if line.startswith("PAGE-04")] == [
        ["PAGE-04", "pass", "7", "fail", "3/10"],
    ]
    assert "<code>PAGE-04</code>" in page.read_text()


def test_one_result_is_compared_with_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", _save(tmp_path, "a.json", sample_result())], {}) == 2
    assert "name two or more" in capsys.readouterr().err


def test_results_of_one_name_are_told_apart_by_their_run() -> None:
    first, second = (
        conforming_result(),
        replace(sample_result(), manifest=replace(sample_result().manifest, run_id="d00d")),
    )
    columns = servers.columns_of([(Path("a/x.json"), first), (Path("b/x.json"), second)])
    assert [column.name for column in columns] == ["x c4f2a9", "x d00d"]


def test_servers_differ_where_both_were_tried_and_ended_otherwise() -> None:
    matrix = servers.server_matrix(
        servers.columns_of([(Path("a.json"), mended_result()), (Path("b.json"), sample_result())])
    )
    assert [row.requirement.id for row in matrix.rows if row.row.differs] == [
        "PAGE-04", "PAGE-05", "BODY-09", "RES-06", "ERR-02",
    ]  # fmt: skip
    [row] = [row for row in matrix.rows if row.requirement.id == "RATE-01"]
    assert [square.words for square in row.row.squares] == ["7 pass", "7 not tested"]
