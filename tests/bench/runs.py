"""Runs of the suite against a mock of their own, and what each left of it."""

from __future__ import annotations

import json
import os
import resource
import time
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx
from dataops_conformance.result import Result
from dataops_conformance.sources import Options

from tests.bench.start import resident_mib
from tests.forked import call_suite, forked, scratch
from tests.servers import RunningMock, conformance, running_mock

UNLIMITED = "1000000/60s"
Rows = dict[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """A run to make: the suite's seed and options, the mock's options, and where the quota stands."""

    seed: int = 1
    profile: str = "standard"
    only: tuple[str, ...] = ()
    quota: bool = False
    mock_options: tuple[str, ...] = ()
    rate_limit: str = UNLIMITED


@dataclass(frozen=True, slots=True)
class Run:
    """What came of one run.

    `outcome` holds every check's status, packed (`unpacked`). `changed` and `left` count the mock's rows that were not, or were
    otherwise, before; `listed` what the report says was left behind. `cpu_s` is the suite's own, its start among it.
    """

    seed: int
    verdict: str
    outcome: bytes
    requests: int
    seconds: float
    cpu_s: float
    statuses: tuple[tuple[str, int], ...]
    exercised: int
    changed: int
    left: int
    listed: int
    mock_mib: float
    failures: tuple[str, ...]


def rows_of(mock: RunningMock) -> Rows:
    """Return what a mock holds: `table/id` and a digest of the row."""
    snapshot = httpx.get(mock.url.replace("/api/v4", "/-/mock/state")).json()["snapshot"]
    return {f"{table}/{key}": digest for table, rows in snapshot.items() for key, digest in rows.items()}


def make_run(asked: Asked) -> Run:
    """Run the suite in this process against a fresh mock; compare the mock's rows before and after.

    The process is forked for this one run, so that its clock tells the suite's own CPU time.
    """
    options = Options(
        profile=asked.profile, only=asked.only, quota=asked.quota, seed=asked.seed, rate_limit=asked.rate_limit
    )
    with (
        running_mock("--seed", str(asked.seed), "--rate-limit", asked.rate_limit, *asked.mock_options) as mock,
        scratch() as folder,
    ):
        before = rows_of(mock)
        started, cpu = time.perf_counter(), _cpu()
        result = call_suite(mock, folder, options)
        seconds, cpu = time.perf_counter() - started, _cpu() - cpu
        after, memory = rows_of(mock), resident_mib(mock.process.pid)
    return _summed(asked, result, before, after, seconds, cpu, memory)


def _summed(
    asked: Asked, result: Result, before: Rows, after: Rows, seconds: float, cpu_s: float, mock_mib: float
) -> Run:
    statuses = Counter(check.status for check in result.checks)
    exercised = {check.operation for check in result.checks if check.status in {"pass", "fail", "warn"}}
    outcome = json.dumps({check.name: check.status for check in result.checks}, sort_keys=True)
    return Run(
        asked.seed,
        result.verdict,
        zlib.compress(outcome.encode()),
        result.budget.spent,
        seconds,
        cpu_s,
        tuple(sorted(statuses.items())),
        len(exercised & set(result.operations)),
        sum(after.get(row) != digest for row, digest in before.items()),
        len(set(after) - set(before)),
        len(result.leftovers),
        mock_mib,
        tuple(check.name for check in result.checks if check.status in {"fail", "warn", "error"}),
    )


def unpacked(outcome: bytes) -> dict[str, str]:
    """Return the status of each check by its name."""
    statuses: dict[str, str] = json.loads(zlib.decompress(outcome))
    return statuses


def make_runs(asked: Sequence[Asked], workers: int) -> Iterator[Run]:
    """Make the runs side by side, each in a process forked for it."""
    return forked(make_run, asked, workers)


def command_cpu(times: int) -> Iterator[float]:
    """Yield the CPU seconds of whole processes of `dataops-conformance run` that write reports, each with its own mock.

    One more run before them is not counted: it makes what a machine keeps, Hypothesis' table of characters.
    """
    with scratch() as state:
        environment = {"PATH": os.environ["PATH"], "XDG_STATE_HOME": state}
        for turn in range(times + 1):
            with running_mock("--seed", "1", "--rate-limit", UNLIMITED) as mock:
                before = _cpu(resource.RUSAGE_CHILDREN)
                ended = conformance(
                    "run", "--base-url", mock.url, "--env-file", str(mock.env_file), "--rate-limit", UNLIMITED,
                    "--seed", "1", "--report", str(Path(state, "reports")), env=environment,
                )  # fmt: skip
                spent = _cpu(resource.RUSAGE_CHILDREN) - before
            if ended.returncode:
                msg = f"the run ended with {ended.returncode}: {ended.stderr[-400:]}"
                raise RuntimeError(msg)
            if turn:
                yield spent


def _cpu(whose: int = resource.RUSAGE_SELF) -> float:
    used = resource.getrusage(whose)
    return used.ru_utime + used.ru_stime
