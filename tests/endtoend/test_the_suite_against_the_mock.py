"""The suite against the mock, both as processes over real sockets: verdicts, reports, and what is left behind."""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict, cast

import pytest
from dataops_conformance.contract import Contract
from dataops_conformance.report import write_all

from tests.conformance.samples import conforming_result
from tests.endtoend.processes import QUOTA, clean_environment, proxy_to, rows_of, secrets_of, text_of
from tests.patience import A_RUN, until
from tests.servers import RunningMock, conformance, running_mock

FAULTS = {
    "bad-token-as-anonymous": "AUTH-03",
    "total-one-more": "PAGE-05",
    "urlencoded-loses-field": "BODY-03[create_branch]",
    "remaining-one-more": "RATE-04[get_version]",
    "creation-as-200": "RES-01",
    "unknown-path-message": "RES-13",
    "large-id-fails": "ERR-04",
    "required-field-missing": "SPEC-04[get_project]",
}


@dataclass(frozen=True)
class Run:
    """A run to its end: what it said, the folder of its reports, and the mock's rows before and after it."""

    status: int
    out: str
    err: str
    reports: Path
    before: dict[str, dict[str, str]]
    after: dict[str, dict[str, str]]

    @property
    def whole_text(self) -> str:
        return self.out + self.err + text_of(self.reports.parent)


class Shown(TypedDict):
    """An exchange of a finding in `result.json`."""

    method: str
    status: int
    curl: str


def run(mock: RunningMock, folder: Path, *arguments: str, url: str | None = None) -> Run:
    before = rows_of(mock)
    reports = folder / "reports"
    done = conformance(
        "run", "--base-url", url or mock.url, "--env-file", str(mock.env_file), *QUOTA, "--report", str(reports),
        *arguments, cwd=folder, env=clean_environment(folder / "state"),
    )  # fmt: skip
    return Run(done.returncode, done.stdout, done.stderr, reports, before, rows_of(mock))


def last_line(text: str) -> str:
    return text.splitlines()[-1]


@pytest.fixture(scope="module")
def mock() -> Iterator[RunningMock]:
    with running_mock("--strict", "--seed", "3", *QUOTA) as server:
        yield server


@pytest.fixture(scope="module")
def standard(mock: RunningMock, tmp_path_factory: pytest.TempPathFactory) -> Run:
    return run(mock, tmp_path_factory.mktemp("standard"))


@dataclass(frozen=True)
class ReadOnly:
    """A run in the profile read-only, and the methods that reached the server."""

    run: Run
    methods: list[str]


@pytest.fixture(scope="module")
def read_only(mock: RunningMock, tmp_path_factory: pytest.TempPathFactory) -> ReadOnly:
    with proxy_to(mock.url) as proxy:
        folder = tmp_path_factory.mktemp("read-only")
        return ReadOnly(run(mock, folder, "--profile", "read-only", url=proxy.url), proxy.methods)


def test_the_mock_conforms(standard: Run) -> None:
    assert standard.status == 0
    assert re.fullmatch(r"verdict: conforms \(\d+ of \d+ MUST checks tried, none violated\.\)", last_line(standard.out))
    contract = Contract.load()
    requirements, operations = len(contract.requirements), len(contract.operations)
    coverage = rf"^tried \d+ of {requirements} requirements on {operations} of {operations} operations$"
    assert re.search(coverage, standard.out, re.MULTILINE)
    assert len(standard.out.splitlines()) <= 40


def test_a_standard_run_leaves_nothing_and_says_so(standard: Run) -> None:
    assert standard.after == standard.before
    assert sorted(path.name for path in standard.reports.iterdir()) == [
        "badge.json", "conformance.sarif", "exchanges.har", "junit.xml", "report.html", "result.json", "run.json",
        "summary.md",
    ]  # fmt: skip
    assert "Left behind" not in standard.out
    assert "Notes" not in standard.out


def test_a_run_tells_none_of_its_secrets(mock: RunningMock, standard: Run) -> None:
    secrets = secrets_of(mock)
    assert len(secrets) == 11
    assert {secret for secret in secrets if secret in standard.whole_text} == set()


def env_file_with(mock: RunningMock, folder: Path, **changes: str) -> Path:
    """Write an env file that differs from the mock's in these variables."""
    path = folder / "changed.env"
    path.write_text("".join(f"{name}={value}\n" for name, value in {**mock.credentials, **changes}.items()))
    return path


def test_a_token_that_may_only_read_is_inconclusive_where_the_run_is_to_make_things(tmp_path: Path) -> None:
    with running_mock(*QUOTA) as server:
        env_file = env_file_with(server, tmp_path, DATAOPS_TOKEN=server.credentials["DATAOPS_READ_TOKEN"])
        found = run(server, tmp_path, "--env-file", str(env_file))
    assert found.status == 3
    assert re.search(r"^verdict: inconclusive \(Too much was refused to DATAOPS_TOKEN: ", last_line(found.out))


def test_a_group_that_is_not_there_and_a_token_that_is_refused_are_told_by_their_variables(
    mock: RunningMock, tmp_path: Path
) -> None:
    wrong = env_file_with(mock, tmp_path, DATAOPS_GROUP="no/such", DATAOPS_OTHER_TOKEN="glpat-unknown000000000001")
    found = run(mock, tmp_path, "--env-file", str(wrong), "--only", "RES-01[create_group],AUTH-28[list_projects]")
    notes = found.out.partition("\nNotes\n")[2].partition("\n\n")[0].splitlines()
    assert notes == [
        "  DATAOPS_GROUP names no/such, and what the run asked of it was answered 404; name one that exists.",
        "  DATAOPS_OTHER_TOKEN was answered 401 whenever it was used; check that it is whole and still valid.",
    ]


def test_one_request_is_too_little_to_conform_by(mock: RunningMock, tmp_path: Path) -> None:
    found = run(mock, tmp_path, "--only", "get_version", "--max-requests", "1")
    assert found.status == 3
    assert "MUST checks that send requests of their own were tried, fewer than 25%" in last_line(found.out)


def test_a_read_only_run_conforms_and_changes_nothing(read_only: ReadOnly) -> None:
    assert read_only.run.status == 0, read_only.run.out
    assert read_only.run.after == read_only.run.before


def test_a_read_only_run_sends_no_unsafe_method(read_only: ReadOnly) -> None:
    assert set(read_only.methods) <= {"GET", "HEAD", "OPTIONS"}
    result = json.loads((read_only.run.reports / "result.json").read_text())
    assert len(read_only.methods) == result["budget"]["spent"]


@pytest.mark.parametrize(("fault", "name"), FAULTS.items())
def test_a_fault_is_told_with_its_rule_the_difference_and_a_command(tmp_path: Path, fault: str, name: str) -> None:
    requirement = name.partition("[")[0]
    with running_mock("--fault", fault, *QUOTA) as faulty:
        failed = run(faulty, tmp_path, "--only", name)
    assert failed.status == 1, failed.out
    assert re.fullmatch(r"verdict: violates \(1 requirement violated on \d+ operations?\.\)", last_line(failed.out))
    told = failed.out.partition(f"\n  {requirement} MUST  ")[2]
    shown = re.search(r"^    expected  (.+)\n    seen      (.+)\n    # answered \d+\n +curl -sS ", told, re.MULTILINE)
    assert shown is not None, failed.out
    assert shown[1] != shown[2]
    assert re.search(rf"--only '{requirement}\[\w+\]'\n", told)
    assert failed.after == failed.before
    assert not any(secret in failed.whole_text for secret in secrets_of(faulty))


def commands_in(text: str) -> list[str]:
    """Return the curl commands that a report on a terminal shows, as a reader would copy them."""
    return re.findall(r"^ *(curl -sS (?:.*\\\n)*.*)$", text, re.MULTILINE)


def shell(command: str, mock: RunningMock) -> str:
    """Run a command in bash with the tokens in the environment; return what it printed."""
    environment = {**clean_environment(Path("state")), **mock.credentials}
    done = subprocess.run(
        ["bash", "-euc", command], env=environment, capture_output=True, text=True, timeout=A_RUN, check=True
    )
    return done.stdout


def test_the_printed_command_of_a_failure_shows_it_again(tmp_path: Path) -> None:
    with running_mock("--fault", "per-page-ignored", *QUOTA) as faulty:
        failed = run(faulty, tmp_path, "--only", "PAGE-02[list_projects]")
        commands = commands_in(failed.out)
        answers = [shell(command, faulty) for command in commands]
    assert failed.status == 1
    result = json.loads((failed.reports / "result.json").read_text())
    [finding] = result["checks"][0]["findings"]
    exchanges = cast("list[Shown]", finding["exchanges"])
    assert [re.sub(r"\n *", "\n", command) for command in commands] == [
        re.sub(r"\n *", "\n", exchange["curl"]) for exchange in exchanges
    ]
    wanted = re.search(r"per_page=(\d+)", commands[-1])
    assert wanted is not None
    head, _, body = answers[-1].replace("\r\n", "\n").partition("\n\n")
    assert head.splitlines()[0].split()[1] == "200"
    assert len(json.loads(body)) != int(wanted[1])


def test_the_printed_rerun_command_repeats_the_failure(tmp_path: Path) -> None:
    with running_mock("--fault", "total-one-more", *QUOTA) as faulty:
        failed = run(
            faulty, tmp_path, "--only", "PAGE-05[list_projects]", "--max-requests", "77", "--sandbox", "x.test"
        )
        command = next(line for line in failed.out.splitlines() if line.startswith("  run again: "))
        words = shlex.split(command.removeprefix("  run again: dataops-conformance "))
        # Nothing but the command itself says where the credentials are.
        again = conformance(*words, cwd=tmp_path, env=clean_environment(tmp_path / "state"))
    assert f"--sandbox x.test --max-requests 77 --env-file {faulty.env_file} --only 'PAGE-05[list_projects]'" in command
    assert (failed.status, again.returncode) == (1, 1)
    assert "\n  PAGE-05 MUST  " in again.stdout


def test_the_rerun_command_of_a_failure_tries_the_failing_check_alone_with_the_same_files(tmp_path: Path) -> None:
    (tmp_path / "w.toml").write_text(
        '[[waiver]]\nrequirement = "PAGE-05"\noperation = "list_projects"\n'
        'reason = "known"\nowner = "me"\nexpires = 2999-01-31\n'
    )
    with running_mock("--fault", "total-one-more", *QUOTA) as faulty:
        (tmp_path / "my.toml").write_text(f'env-file = "{faulty.env_file}"\nwaivers = "w.toml"\n')
        command = ("run", "--base-url", faulty.url, "--config", "my.toml", *QUOTA, "--only", "PAGE-05", "--report", "r")
        env = clean_environment(tmp_path / "state")
        failed = conformance(*command, cwd=tmp_path, env=env)
        line = next(line for line in failed.stdout.splitlines() if line.startswith("  run again: "))
        words = shlex.split(line.removeprefix("  run again: dataops-conformance "))
        again = conformance(*words, "--report", "again", cwd=tmp_path, env=env)
    assert (failed.returncode, again.returncode) == (1, 1)
    failures = [check["name"] for check in checks_of(tmp_path / "r") if check["status"] == "fail"]
    assert [(check["name"], check["status"]) for check in checks_of(tmp_path / "again")] == [
        (name, "fail") for name in failures[:2]
    ]
    assert json.loads((tmp_path / "again" / "result.json").read_text())["manifest"]["waivers"] == "w.toml"


def checks_of(reports: Path) -> list[dict[str, str]]:
    """Return the checks of `result.json`."""
    return cast("list[dict[str, str]]", json.loads((reports / "result.json").read_text())["checks"])


def test_a_standard_run_tells_what_it_left_out_and_that_laws_for_it_exist(standard: Run) -> None:
    result = json.loads((standard.reports / "result.json").read_text())
    marks = {item["id"]: (item["checked"], item["in_run"]) for item in result["requirements"]}
    assert marks["RATE-01"] == (True, False)
    assert marks["AUTH-01"] == (True, True)
    assert marks["AUTH-06"] == (False, False)
    assert all(bool(item["unchecked_reason"]) != item["checked"] for item in result["requirements"])
    quota = ", ".join(name for name, (checked, in_run) in marks.items() if checked and not in_run)
    assert f"\nnot in this run: {quota} (profile full, or --quota)\n" in standard.out
    lawless = ", ".join(name for name, (checked, _) in marks.items() if not checked)
    assert f"\nno law: {lawless}\n" in standard.out


def test_what_a_server_only_says_it_deleted_is_listed_and_can_be_swept_later(mock: RunningMock, tmp_path: Path) -> None:
    with proxy_to(mock.url, deaf=True) as proxy:
        deaf = run(mock, tmp_path, "--only", "RES-01[create_branch]", url=proxy.url)
        assert deaf.after != deaf.before
        assert "Left behind (the run made these and could not remove them)" in deaf.out
        assert re.search(r"^  group /groups/\d+: DELETE answered 204, and it is still there$", deaf.out, re.MULTILINE)
        [ledger] = deaf.reports.glob("ledger-*.jsonl")
        assert f"`dataops-conformance sweep {ledger}` removes it." in deaf.out
        assert not any(secret in deaf.whole_text for secret in secrets_of(mock))
        proxy.deaf = False
        swept = sweep(mock, tmp_path, proxy.url)
    assert (swept.returncode, swept.stderr) == (0, "")
    assert rows_of(mock) == deaf.before
    assert not ledger.exists()


def sweep(mock: RunningMock, folder: Path, url: str) -> subprocess.CompletedProcess[str]:
    arguments = ["--base-url", url, "--env-file", str(mock.env_file), *QUOTA, "--report", str(folder / "reports")]
    return conformance("sweep", *arguments, cwd=folder, env=clean_environment(folder / "state"))


def test_what_a_killed_run_made_is_swept(mock: RunningMock, tmp_path: Path) -> None:
    before = rows_of(mock)
    reports = tmp_path / "reports"
    # Those of yesterday, which are not to be taken for those of the run that is killed.
    write_all(conforming_result(), reports)
    with proxy_to(mock.url) as proxy:
        proxy.falls_silent = lambda: creations_in(reports) >= 12
        command = [sys.executable, "-m", "dataops_conformance", "run", "--base-url", proxy.url, *QUOTA]
        command += ["--env-file", str(mock.env_file), "--report", str(reports)]
        with subprocess.Popen(
            command, cwd=tmp_path, env=clean_environment(tmp_path / "state"), stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process:  # fmt: skip
            assert proxy.is_silent.wait(A_RUN)
            sent = len(proxy.methods)
            early = sweep(mock, tmp_path, proxy.url)
            after = len(proxy.methods)
            process.send_signal(signal.SIGKILL)
        assert process.returncode == -signal.SIGKILL
        assert rows_of(mock) != before
        assert early.returncode == 0
        assert " is of a run that is under way; it was left alone.\n" in early.stdout
        assert after == sent
        assert not any(secret in text_of(reports) for secret in secrets_of(mock))
        proxy.falls_silent = None
        swept = sweep(mock, tmp_path, proxy.url)
    assert swept.returncode == 0, swept.stdout
    assert rows_of(mock) == before
    assert [path.name for path in reports.iterdir()] == ["run.json"]


@pytest.mark.skipif(sys.platform == "win32", reason="signals are of POSIX")
def test_a_second_ctrl_c_ends_the_clean_up_and_the_reports_say_what_is_left(mock: RunningMock, tmp_path: Path) -> None:
    before, reports = rows_of(mock), tmp_path / "reports"
    with proxy_to(mock.url) as proxy:
        proxy.falls_silent = lambda: creations_in(reports) >= 12
        command = [sys.executable, "-m", "dataops_conformance", "run", "--base-url", proxy.url, *QUOTA]
        command += ["--env-file", str(mock.env_file), "--report", str(reports)]
        with subprocess.Popen(
            command, cwd=tmp_path, env=clean_environment(tmp_path / "state"), stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True,
        ) as process:  # fmt: skip
            assert proxy.is_silent.wait(A_RUN)
            sent = len(proxy.methods)
            process.send_signal(signal.SIGINT)
            until(lambda: len(proxy.methods) > sent)
            process.send_signal(signal.SIGINT)
            out, _ = process.communicate(timeout=A_RUN)
        [ledger] = reports.glob("ledger-*.jsonl")
        assert process.returncode == 3
        assert f"`dataops-conformance sweep {ledger}` removes it." in out
        result = json.loads((reports / "result.json").read_text())
        assert {item["reason"].partition(";")[0] for item in result["leftovers"]} == {"the clean-up was interrupted"}
        proxy.falls_silent = None
        assert sweep(mock, tmp_path, proxy.url).returncode == 0
    assert rows_of(mock) == before


@pytest.mark.skipif(sys.platform == "win32", reason="terminals are of POSIX")
def test_a_run_whose_terminal_is_closed_cleans_up_and_writes_its_reports(mock: RunningMock, tmp_path: Path) -> None:
    before, reports = rows_of(mock), tmp_path / "reports"
    command = [sys.executable, "-m", "dataops_conformance", "run", "--base-url", mock.url, *QUOTA]
    command += ["--env-file", str(mock.env_file), "--report", str(reports)]
    terminal, end = os.openpty()
    # As a shell's terminal does: the process is in a session of its own, which this terminal controls.
    takes = "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])"
    with subprocess.Popen(
        [sys.executable, "-c", takes, *command], cwd=tmp_path, env=clean_environment(tmp_path / "state"), stdin=end,
        stdout=end, stderr=end, start_new_session=True,
    ) as process:  # fmt: skip
        os.close(end)
        until(lambda: creations_in(reports) >= 3)
        os.close(terminal)
        process.wait(timeout=A_RUN)
    assert process.returncode in {1, 3}
    assert json.loads((reports / "result.json").read_text())["leftovers"] == []
    assert not list(reports.glob("ledger-*"))
    assert rows_of(mock) == before


def creations_in(folder: Path) -> int:
    """Return of how many created things the ledgers in the folder tell."""
    return sum(path.read_text().count('"created"') for path in folder.glob("ledger-*.jsonl"))
