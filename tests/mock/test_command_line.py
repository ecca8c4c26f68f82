from __future__ import annotations

import json
import os
import re
import signal
import socket
import stat
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from dataops_mock.cli import main
from dataops_mock.settings import base_url

from tests.patience import PATIENCE
from tests.servers import running_mock


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "dataops_mock", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)


def test_ready_is_said_when_connections_are_accepted_and_the_credentials_are_there() -> None:
    with running_mock("--seed", "5") as mock:
        assert re.fullmatch(r"http://127\.0\.0\.1:[0-9]+/api/v4", mock.url)
        assert stat.S_IMODE(mock.env_file.stat().st_mode) == 0o600
        assert mock.credentials["DATAOPS_URL"] == mock.url
        headers = {"private-token": mock.credentials["DATAOPS_TOKEN"]}
        assert httpx.get(f"{mock.url}/user", headers=headers, timeout=PATIENCE).json()["username"] == "ada"
        assert [path.name for path in mock.env_file.parent.iterdir()] == [mock.env_file.name]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_with_status_0_though_a_connection_is_open(number: signal.Signals) -> None:
    with running_mock() as mock, httpx.Client(timeout=PATIENCE) as client:
        client.get(f"{mock.url}/projects")
        mock.process.send_signal(number)
        assert mock.process.wait(timeout=PATIENCE) == 0


def test_a_signal_ends_it_with_status_0_though_a_request_never_comes_whole() -> None:
    with running_mock() as mock:
        host, port = mock.url.split("/")[2].split(":")
        with socket.create_connection((host, int(port)), PATIENCE) as half:
            head = f"POST /api/v4/projects HTTP/1.1\r\nHost: {host}\r\nContent-Length: 9\r\nExpect: 100-continue\r\n"
            half.sendall(f"{head}PRIVATE-TOKEN: {mock.credentials['DATAOPS_TOKEN']}\r\n\r\n".encode())
            # It waits for the rest from here on.
            assert half.recv(100).startswith(b"HTTP/1.1 100 Continue")
            mock.process.send_signal(signal.SIGTERM)
            assert mock.process.wait(timeout=PATIENCE) == 0


def test_the_letters_of_the_token_header_may_be_of_any_case_unless_that_is_the_fault() -> None:
    for options, statuses in (((), [200, 200]), (("--fault", "token-header-case-sensitive"), [200, 401])):
        with running_mock(*options) as mock:
            token = mock.credentials["DATAOPS_TOKEN"]
            assert [httpx.get(f"{mock.url}/user", headers={name: token}, timeout=PATIENCE).status_code for name in ("private-token", "PRIVATE-TOKEN")] == statuses  # fmt: skip


def test_a_port_in_use_is_one_sentence_and_status_2() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run("serve", "--port", str(port))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"dataops-mock: Cannot listen on 127.0.0.1 port {port}: Address already in use; "
        "choose another with --port, or --port 0 for a free one; see dataops-mock serve --help\n"
    )


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ("missing/mock.env", "No such file or directory"),
        ("file/mock.env", "Not a directory"),
        ("folder", "Is a directory"),
    ],
)
def test_a_credentials_file_that_cannot_be_written_is_one_sentence(tmp_path: Path, place: str, reason: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    path = tmp_path / place
    done = run("serve", "--port", "0", "--credentials-file", str(path))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"dataops-mock: The credentials file {path} cannot be written: {reason}; see dataops-mock serve --help\n"
    )
    assert sorted(left.name for left in tmp_path.iterdir()) == ["file", "folder"]


_COUNT = "write one from 1 to 100000"
_TIME = "write it as in 2026-01-12T09:30:00Z"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--rate-limit", "600/m"], "argument --rate-limit: '600/m' is no rate limit: write REQUESTS/SECONDSs, such as 600/60s"),
        (["--port", "70000"], "argument --port: '70000' is no port: write a number from 0 to 65535"),
        (["--projects", "0"], f"argument --projects: '0' is no number of projects: {_COUNT}"),
        (["--projects", "-5"], f"argument --projects: '-5' is no number of projects: {_COUNT}"),
        (["--seed", "1.5"], "argument --seed: '1.5' is no seed: write a whole number of at most 18 digits"),
        (["--seed", "9" * 19], f"argument --seed: '{'9' * 19}' is no seed: write a whole number of at most 18 digits"),
        (["--now", "today"], f"argument --now: 'today' is no time: {_TIME}"),
        (["--now", "9999-12-31T23:59:59-14:00"], f"argument --now: '9999-12-31T23:59:59-14:00' is no time: {_TIME}"),
        (["--now", "9999-12-31"], "argument --now: '9999-12-31' is too far away: write a time from the year 2000 to 2099"),
        (["--seed"], "argument --seed: expected one argument"),
        (["--sed", "7"], "unrecognized arguments: --sed 7"),
        (["elsewhere"], "unrecognized arguments: elsewhere"),
    ],
)  # fmt: skip
def test_a_wrong_option_is_one_sentence_and_status_2(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["serve", *arguments])
    assert (ended.value.code, *capsys.readouterr()) == (2, "", f"dataops-mock: {said}; see dataops-mock serve --help\n")


@pytest.mark.parametrize(
    ("arguments", "pattern"),
    [
        (["serve", "--fault", "page-overlaps"], "argument --fault: There is no fault 'page-overlaps': did you mean page-overlap.*; see dataops-mock serve --help"),
        (["serve", "--fault", "page-gap@list_project_job"], "argument --fault: There is no corner 'list_project_job': did you mean list_project_jobs or .*; see dataops-mock serve --help"),
        (["serve", "--window", "sliding"], "argument --window: invalid choice: 'sliding' .*; see dataops-mock serve --help"),
        (["serve", "--log-level", "loud"], "argument --log-level: invalid choice: 'loud' .*; see dataops-mock serve --help"),
        (["faults", "--xml"], "unrecognized arguments: --xml; see dataops-mock faults --help"),
        (["run"], "argument COMMAND: invalid choice: 'run' .*; see dataops-mock --help"),
        ([], "the following arguments are required: COMMAND; see dataops-mock --help"),
    ],
)  # fmt: skip
def test_a_wrong_choice_names_the_right_ones(
    arguments: list[str], pattern: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert re.fullmatch(f"dataops-mock: {pattern}\n", capsys.readouterr().err)


@pytest.mark.parametrize(
    ("uri", "said"),
    [
        ("nothing://user:secret@host", "The storage 'host' cannot be opened: unknown storage scheme : host; write memory:// or redis://HOST:PORT"),
        ("redis://:se/cret@host:1", "The storage 'host:1' cannot be opened: write memory:// or redis://HOST:PORT"),
        ("redis://127.0.0.1:1", "The storage 'redis://127.0.0.1:1' cannot be reached: start it, or choose memory://"),
        ("async+memory://", "The storage 'async+memory://' is of the asynchronous kind: leave out `async+`"),
    ],
)  # fmt: skip
def test_a_storage_that_cannot_be_used_is_one_sentence_without_its_password(
    uri: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", "--port", "0", "--storage-uri", uri]) == 2
    assert tuple(capsys.readouterr()) == ("", f"dataops-mock: {said}; see dataops-mock serve --help\n")


def test_the_faults_are_listed_for_people_and_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["faults"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(re.fullmatch(r"page-overlap +PAGE-04  A page begins .+", line) for line in lines)
    assert main(["faults", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert len(rows) == len(lines)
    assert all(set(row) == {"name", "requirement", "level", "corner", "summary"} for row in rows)


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_a_reader_who_wants_no_more_of_the_list_ends_it_quietly(options: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "dataops_mock", "faults", *options]
    try:
        done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, text=True, timeout=PATIENCE, check=False)
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_missing_extra_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "orjson.py").write_text("raise ModuleNotFoundError(name='orjson')\n")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    command = [sys.executable, "-m", "dataops_mock", "faults"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False, env=environment)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "dataops-mock: orjson is not installed; run `pip install dataops-api[mock]`.\n"


def test_an_ipv6_address_stands_in_brackets() -> None:
    assert base_url("::1", 8000) == "http://[::1]:8000/api/v4"
    assert base_url("localhost", 1) == "http://localhost:1/api/v4"
    assert base_url("0.0.0.0", 8000) == "http://127.0.0.1:8000/api/v4"
    assert base_url("::", 8000) == "http://[::1]:8000/api/v4"
