"""Every curl that a report prints is run, while what it is about is still there, and shows the failure again."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from dataops_conformance.conduct import conduct
from dataops_conformance.exchange import JsonValue
from dataops_conformance.laws import all_laws, all_universals
from dataops_conformance.report import html, junit, markdown, sarif
from dataops_conformance.result import CheckResult, ExchangeRecord, Result
from dataops_conformance.sources import Options, load_settings

from tests.endtoend.processes import clean_environment
from tests.patience import A_RUN
from tests.servers import RunningMock, running_mock

FAULTS = {
    "page-gap": "PAGE-04",
    "total-one-more": "PAGE-05",
    "not-found-unnamed": "RES-14",
    "unknown-path-message": "RES-13",
    "malformed-json-fails": "BODY-09",
    "required-field-missing": "SPEC-04",
    "error-as-string": "ERR-01",
    "unauthorized-body": "AUTH-01",
    "unicode-fails": "ERR-03",
}
LIMIT = "100000/60s"
# What differs between two answers to one request: ids, times, and what counts them.
_VOLATILE = re.compile(r"[0-9A-HJKMNP-TV-Z]{26}|\d[\d.:T+-]*Z?")


def _gist(body: str) -> str:
    """Return what two answers to one request share while the run goes on and makes things: for a list, its first item."""
    try:
        value: JsonValue = json.loads(body)
    except ValueError:
        return _VOLATILE.sub("N", body)
    first = value[0] if isinstance(value, list) and value else None
    return _VOLATILE.sub("N", json.dumps(sorted(first) if isinstance(first, dict) else value))


@dataclass(frozen=True)
class Answer:
    """What a printed command brought back: the exchange that it is of, and the status and body that it printed."""

    check: str
    is_last: bool
    exchange: ExchangeRecord
    status: int
    body: str


@dataclass
class Copying:
    """A reader who, at each failure, copies the printed commands into a shell, before the run goes on."""

    mock: RunningMock
    folder: Path
    answers: list[Answer] = field(default_factory=list[Answer])
    refused: list[str] = field(default_factory=list[str])

    def begin(self, total: int) -> None:
        """Take part from the first check on."""

    def checked(self, result: CheckResult, budget_left: int | None) -> None:
        for finding in result.findings if result.status in {"fail", "warn"} else ():
            for number, exchange in enumerate(finding.exchanges, 1):
                status, body = self.run(exchange.curl)
                self.answers.append(Answer(result.name, number == len(finding.exchanges), exchange, status, body))

    def end(self) -> None:
        """There is nothing to put away."""

    def run(self, command: str) -> tuple[int, str]:
        """Run a command; `refused` keeps what the shell says of one that does not run."""
        environment = {**clean_environment(self.folder), **self.mock.credentials}
        done = subprocess.run(
            ["bash", "-euc", command], env=environment, capture_output=True, timeout=A_RUN, check=False, cwd=self.folder
        )
        if done.returncode:
            self.refused.append(f"{command}: {done.stderr.decode()}")
            return 0, ""
        head, _, body = done.stdout.partition(b"\r\n\r\n")
        return int(head.split()[1]), body.decode("utf-8", "replace")


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Result, Copying]]:
    folder = tmp_path_factory.mktemp("run")
    faults = [word for name in FAULTS for word in ("--fault", name)]
    with running_mock(*faults, "--rate-limit", LIMIT) as mock:
        options = Options(
            base_url=mock.url,
            env_file=mock.env_file,
            rate_limit=LIMIT,
            only=sorted(FAULTS.values()),
            report=folder,
        )
        reader = Copying(mock, folder)
        conducted = conduct(load_settings(options, {}), all_laws(), all_universals(), reader)
        yield conducted.result, reader


def test_each_fault_is_found_and_has_a_command_that_shows_it(copied: tuple[Result, Copying]) -> None:
    result, reader = copied
    failed = {check.requirement for check in result.checks if check.status == "fail"}
    assert set(FAULTS.values()) - failed == set()
    assert set(FAULTS.values()) - {answer.check.partition("[")[0] for answer in reader.answers} == set()
    assert reader.refused == []


def test_every_command_is_answered_with_the_status_that_the_report_says(
    copied: tuple[Result, Copying],
) -> None:
    told = [(answer.check, answer.exchange.curl, answer.exchange.status) for answer in copied[1].answers]
    assert [(answer.check, answer.exchange.curl, answer.status) for answer in copied[1].answers] == told


def test_the_last_command_of_a_failure_brings_the_body_that_shows_it(copied: tuple[Result, Copying]) -> None:
    last = [
        answer
        for answer in copied[1].answers
        if answer.is_last and not answer.exchange.response_body.endswith("characters]")
    ]
    assert len(last) > len(FAULTS)
    for answer in last:
        assert _gist(answer.body) == _gist(answer.exchange.response_body), answer.check


def test_the_reports_print_those_commands_and_no_others(copied: tuple[Result, Copying]) -> None:
    result, reader = copied
    ran = {answer.exchange.curl for answer in reader.answers}
    assert ran == {
        exchange.curl for check in result.checks for finding in check.findings for exchange in finding.exchanges
    }
    for text in (markdown.render(result), html.render(result), junit.render(result), sarif.render(result, {})):
        for first in re.findall(r"curl -sS[^\n]*", text):
            assert any(command.startswith(first[:20]) for command in ran)
