"""A run in several processes, over a real socket: the same is found in any number, and nothing is left behind."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from dataops_conformance.report.reading import read_result
from dataops_conformance.result import Result

from tests.endtoend.processes import clean_environment, rows_of
from tests.patience import A_RUN, until
from tests.servers import RunningMock, conformance, running_mock

LIMIT = "100000/60s"
# A few rules on a few operations of several families, everybody's among them.
OPERATIONS = (
    "get_version", "list_groups", "get_project", "delete_project", "get_branch", "delete_branch",
    "get_pipeline_trigger", "delete_pipeline_trigger", "get_project_variable", "delete_project_variable",
)  # fmt: skip
ONLY = ("--only", f"RES-06,RATE-04,RATE-05,{','.join(OPERATIONS)}")


@pytest.fixture(scope="module")
def mock() -> Iterator[RunningMock]:
    with running_mock("--rate-limit", LIMIT, "--fault", "remaining-one-more-on-errors") as server:
        yield server


def run(mock: RunningMock, report: Path, *options: str) -> tuple[int, Result]:
    arguments = ["run", "--env-file", str(mock.env_file), "--rate-limit", LIMIT, "--report", str(report), *options]
    done = conformance(*arguments, cwd=report.parent, env=clean_environment(report.parent))
    return done.returncode, read_result(report)


def seen(result: Result) -> list[tuple[str, str, int]]:
    return sorted((check.name, check.status, check.requests) for check in result.checks)


def test_any_number_of_processes_tries_and_finds_the_same(mock: RunningMock, tmp_path: Path) -> None:
    before = rows_of(mock)
    runs = [run(mock, tmp_path / str(count), *ONLY, "-n", str(count)) for count in (1, 3)]
    (_, one), (_, three) = runs
    assert [code for code, _ in runs] == [1, 1]
    assert seen(one) == seen(three)
    assert (one.verdict, one.reasons, one.budget.spent) == (three.verdict, three.reasons, three.budget.spent)
    assert one.budget.spent <= (one.budget.limit or 0) == 600
    assert (one.manifest.processes, three.manifest.processes) == (1, 3)
    assert one.count("error") == one.count("warn") == 0
    broken = {check.requirement for check in one.checks if check.status == "fail"}
    assert broken == {"RATE-04"}
    assert all(check.status == "pass" for check in one.checks if check.requirement == "RES-06")
    assert rows_of(mock) == before
    assert [path.name for path in (tmp_path / "3").glob("ledger-*")] == []


def test_shards_are_merged_into_the_whole(mock: RunningMock, tmp_path: Path) -> None:
    shards = [run(mock, tmp_path / str(number), *ONLY, "--shard", f"{number}/2") for number in (1, 2)]
    _, whole = run(mock, tmp_path / "whole", *ONLY)
    names = [sorted(check.name for check in result.checks) for _, result in shards]
    paths = [str(tmp_path / str(number) / "result.json") for number in (2, 1)]
    env = clean_environment(tmp_path)
    merged = conformance("merge", *paths, "--report", str(tmp_path / "merged"), cwd=tmp_path, env=env)
    result = read_result(tmp_path / "merged")
    assert merged.returncode == 1
    assert (result.verdict, result.manifest.shard) == ("violates", None)
    planned = {check.name for check in whole.checks}
    assert {check.name for check in result.checks} >= planned
    # Of the checks that were planned each is in one shard; what another comes upon besides is a violation.
    twice = set(names[0]) & set(names[1])
    by_name = {check.name: check.status for check in result.checks}
    assert all(by_name[name] == "fail" for name in twice)
    assert json.loads((tmp_path / "merged" / "run.json").read_text())["shard"] is None
    missing = conformance("merge", paths[0], cwd=tmp_path, env=env)
    assert (missing.returncode, missing.stdout) == (2, "")
    assert missing.stderr == "dataops-conformance: The result of shard 1/2 is missing; give that of every shard.\n"


def test_a_failure_of_a_parted_run_is_replayed(mock: RunningMock, tmp_path: Path) -> None:
    _, result = run(mock, tmp_path / "first", "--only", "RATE-04,RES-06,get_branch,delete_branch", "-n", "2")
    name = next(check.name for check in result.checks if check.status == "fail")
    env = clean_environment(tmp_path)
    again = conformance("replay", str(tmp_path / "first"), name, cwd=tmp_path, env=env)
    assert (again.returncode, again.stdout.splitlines()[-1]) == (1, f"replay: {name} shows again")
    with running_mock("--rate-limit", LIMIT) as healthy:
        place = ["--base-url", healthy.url, "--env-file", str(healthy.env_file)]
        mended = conformance("replay", str(tmp_path / "first"), name, *place, cwd=tmp_path, env=env)
    assert (mended.returncode, mended.stdout.splitlines()[-1]) == (0, f"replay: {name} does not show")
    gone = conformance(
        "replay", str(tmp_path / "first"), name, *place, "--env-file", str(mock.env_file), cwd=tmp_path, env=env
    )
    assert (gone.returncode, gone.stdout.splitlines()[-1]) == (3, f"replay: {name} could not be tried")


@pytest.mark.skipif(sys.platform == "win32", reason="signals are of POSIX")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"], ids=["Ctrl-C", "SIGTERM", "a-closed-terminal"])
def test_an_interrupted_run_leaves_nothing_of_any_part(mock: RunningMock, tmp_path: Path, name: str) -> None:
    number = signal.Signals[name]
    before, report = rows_of(mock), tmp_path / "report"
    command = [sys.executable, "-m", "dataops_conformance", "run", "--env-file", str(mock.env_file), "-n", "2"]
    command += ["--rate-limit", LIMIT, "--report", str(report)]
    with subprocess.Popen(
        command, start_new_session=True, cwd=tmp_path, env=clean_environment(tmp_path),
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        until(lambda: len(list(report.glob("ledger-*p[234].jsonl"))) >= 2, A_RUN)
        if name in {"SIGINT", "SIGHUP"}:
            # A terminal sends it to every process of the run.
            _signal_all(process, number)
        else:
            process.send_signal(number)
        process.wait(timeout=A_RUN)
    assert process.returncode in {1, 3}
    result = read_result(report)
    assert "The run was interrupted." in result.reasons
    assert result.leftovers == ()
    assert list(report.glob("ledger-*")) == []
    assert rows_of(mock) == before


def _signal_all(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    import os

    os.killpg(process.pid, number)
