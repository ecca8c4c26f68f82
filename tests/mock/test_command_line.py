from __future__ import annotations

import json
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
from dataops_mock.cli import main
from dataops_mock.settings import base_url

from tests.servers import running_mock


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "dataops_mock", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)


def test_ready_is_said_when_connections_are_accepted_and_the_credentials_are_there() -> None:
    with running_mock("--seed", "5") as mock:
        assert re.fullmatch(r"http://127\.0\.0\.1:[0-9]+/api/v4", mock.url)
        assert stat.S_IMODE(mock.env_file.stat().st_mode) == 0o600
        assert mock.credentials["DATAOPS_URL"] == mock.url
        headers = {"private-token": mock.credentials["DATAOPS_TOKEN"]}
        assert httpx.get(f"{mock.url}/user", headers=headers).json()["username"] == "ada"
        assert [path.name for path in mock.env_file.parent.iterdir()] == [mock.env_file.name]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_within_a_second_with_status_0(number: signal.Signals) -> None:
    with running_mock() as mock, httpx.Client() as client:
        client.get(f"{mock.url}/projects")
        began = time.monotonic()
        mock.process.send_signal(number)
        assert mock.process.wait(timeout=5) == 0
        assert time.monotonic() - began < 1


def test_the_letters_of_the_token_header_may_be_of_any_case_unless_that_is_the_fault() -> None:
    for options, statuses in (((), [200, 200]), (("--fault", "token-header-case-sensitive"), [200, 401])):
        with running_mock(*options) as mock:
            token = mock.credentials["DATAOPS_TOKEN"]
            assert [httpx.get(f"{mock.url}/user", headers={name: token}).status_code for name in ("private-token", "PRIVATE-TOKEN")] == statuses  # fmt: skip


def test_a_port_in_use_is_one_sentence_and_status_2() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run("serve", "--port", str(port))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"dataops-mock: Cannot listen on 127.0.0.1 port {port}: Address already in use; "
        "choose another with --port, or --port 0 for a free one.\n"
    )


def test_a_credentials_file_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "missing" / "mock.env"
    done = run("serve", "--port", "0", "--credentials-file", str(path))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"dataops-mock: The credentials file {path} cannot be written: No such file or directory.\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--rate-limit", "600/m"], "'600/m' is no rate limit: write REQUESTS/SECONDSs, such as 600/60s."),
        (["--fault", "page-overlaps"], "There is no fault 'page-overlaps': did you mean page-overlap"),
        (["--port", "70000"], "'70000' is no port: write a number from 0 to 65535."),
        (["--projects", "0"], "'0' is no number of projects"),
        (["--now", "today"], "'today' is no time: write it as in 2026-01-12T09:30:00Z."),
        (["--window", "sliding"], "invalid choice: 'sliding'"),
    ],
)
def test_wrong_options_are_told_and_end_with_status_2(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["serve", *arguments])
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


def test_a_storage_that_cannot_be_opened_ends_with_status_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--port", "0", "--storage-uri", "nothing://"]) == 2
    assert capsys.readouterr().err.startswith("dataops-mock: The storage 'nothing://' cannot be opened: ")


def test_the_faults_are_listed_for_people_and_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["faults"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(re.fullmatch(r"page-overlap +PAGE-04  A page begins .+", line) for line in lines)
    assert main(["faults", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert len(rows) == len(lines)
    assert all(set(row) == {"name", "requirement", "summary"} for row in rows)


def test_a_missing_extra_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "orjson.py").write_text("raise ModuleNotFoundError(name='orjson')\n")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    command = [sys.executable, "-m", "dataops_mock", "faults"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False, env=environment)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "dataops-mock: orjson is not installed; run `pip install dataops-api[mock]`.\n"


def test_an_ipv6_address_stands_in_brackets() -> None:
    assert base_url("::1", 8000) == "http://[::1]:8000/api/v4"
    assert base_url("localhost", 1) == "http://localhost:1/api/v4"
