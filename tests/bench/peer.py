"""The same faults, tried by schemathesis: `python -m tests.bench.peer`.

Each fault gets a fresh mock and a whole `st run` over a real socket, with the settings below. Without them, and with the
operations that `EXCLUDED` names, it rotates or revokes its own token, or deletes the project it was given, in its first
phase, and the rest of its requests are answered 401 or 404. A fault counts as found where the run reports a failure (its code on an operation) that
it does not report against the whole mock; what it reports against the whole mock are its false alarms. What the mock
held before and does not hold, or holds otherwise, afterwards was destroyed; what it holds besides was left behind.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypedDict, cast

import dataops_spec
from rich.console import Console
from rich.progress import Progress

from tests.bench.runs import UNLIMITED, rows_of
from tests.mutants import Fault, all_faults, chosen_faults
from tests.servers import RunningMock, running_mock

# Without the security parameters in what is generated its check of read-after-create works; the methods that no path
# documents cost a third of the requests; a token that it rotates or revokes, or a project that it deletes at once, would
# leave it nothing to try the rest on.
SETTINGS = """
[generation]
deterministic = true
max-examples = 3
database = "none"
with-security-parameters = false
[auth.openapi.PrivateToken]
api_key = "${DATAOPS_TOKEN}"
[phases.coverage]
unexpected-methods = []
[cache]
enabled = false
[parameters]
"path.id" = "PROJECT"
"""
EXCLUDED = "^(rotate_|revoke_|delete_project$|delete_group$)"


class PeerFailure(TypedDict):
    """A kind of failure as the peer's JSON report has it."""

    code: str
    operations: list[str]


@dataclass(frozen=True, slots=True)
class PeerRun:
    """What one run of the peer did. `failures` are `CODE OPERATION`; the rows are of the mock's store."""

    fault: str
    requirement: str
    failures: list[str]
    requests: int
    seconds: float
    destroyed: int
    left: int

    def found(self, alarms: frozenset[str]) -> bool:
        """Tell whether it reports more than it does of the whole mock."""
        return bool(set(self.failures) - alarms)


def run_peer(fault: Fault | None) -> PeerRun:
    """Run the peer against a fresh mock, whole or with this fault."""
    options = ["--rate-limit", UNLIMITED, *(["--fault", fault.name] if fault else [])]
    with running_mock(*options) as mock, tempfile.TemporaryDirectory(prefix="dataops-peer-") as folder:
        before = rows_of(mock)
        started = time.perf_counter()
        report = _run(mock, Path(folder))
        seconds = time.perf_counter() - started
        after = rows_of(mock)
    found = cast("list[PeerFailure]", report["failures"])
    generated = cast("dict[str, int]", report["test_cases"])["generated"]
    return PeerRun(
        fault.name if fault else "",
        fault.requirement if fault else "",
        sorted(f"{failure['code']} {operation}" for failure in found for operation in failure["operations"]),
        generated,
        round(seconds, 1),
        sum(after.get(row) != digest for row, digest in before.items()),
        len(set(after) - set(before)),
    )


def _run(mock: RunningMock, folder: Path) -> dict[str, object]:
    config = folder / "schemathesis.toml"
    config.write_text(SETTINGS.replace("PROJECT", mock.credentials["DATAOPS_PROJECT"]))
    contract = folder / "openapi.json"
    contract.write_text(json.dumps(dataops_spec.document()))
    command = [str(Path(sys.executable).with_name("st")), "--config-file", str(config), "run", str(contract)]
    command += ["--url", mock.url, "--workers", "1", "--exclude-operation-id-regex", EXCLUDED]
    command += ["--report", "json", "--report-dir", str(folder)]
    environment = {**os.environ, "DATAOPS_TOKEN": mock.credentials["DATAOPS_TOKEN"]}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=900, check=False
    )
    reports = sorted(folder.glob("json-*.json"))
    if not reports:
        msg = f"schemathesis wrote no report: {done.stdout[-500:]}{done.stderr[-500:]}"
        raise RuntimeError(msg)
    return cast("dict[str, object]", json.loads(reports[0].read_text()))


def run_all(faults: Sequence[Fault], path: Path, workers: int, console: Console) -> list[PeerRun]:
    """Run the whole mock and every fault that `path` does not hold yet; write each result down as it comes.

    The whole mock is run in every call: what the peer reports of it changes with the day.
    """
    known = read_runs(path) if path.exists() else []
    done = {run.fault for run in known}
    wanted = [None, *(fault for fault in faults if fault.name not in done)]
    with Progress(console=console, disable=not console.is_terminal) as progress, ThreadPoolExecutor(workers) as pool:
        task = progress.add_task("schemathesis", total=len(wanted))
        for future in as_completed([pool.submit(run_peer, fault) for fault in wanted]):
            known.append(future.result())
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps([asdict(run) for run in known], indent=1) + "\n")
            progress.advance(task)
    return known


def read_runs(path: Path) -> list[PeerRun]:
    """Return the runs that were written down; those of the whole mock have no fault's name."""
    return [PeerRun(**entry) for entry in json.loads(path.read_text())]


def alarms_of(runs: Iterable[PeerRun]) -> frozenset[str]:
    """Return what was reported of the whole mock, in whichever of its runs."""
    return frozenset(failure for run in runs if not run.fault for failure in run.failures)


def main() -> int:
    """Run the faults that the command line names, or all; a second call goes on where the first ended."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.peer", description=__doc__)
    parser.add_argument("faults", nargs="*", help="only these faults")
    parser.add_argument("--sample", type=int, help="this many of all, drawn at random, the same ones each time")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--report", type=Path, default=Path("reports"), help="where peer.json is kept")
    arguments = parser.parse_args()
    faults = chosen_faults(parser, all_faults(), arguments.faults)
    if arguments.sample is not None and arguments.sample < 1:
        parser.error(f"--sample is {arguments.sample} and must be 1 or more")
    if arguments.sample is not None:
        faults = random.Random(0).sample(faults, min(arguments.sample, len(faults)))
    console = Console(width=None if sys.stdout.isatty() else 160)
    runs = run_all(faults, arguments.report / "peer.json", arguments.workers, console)
    alarms = alarms_of(runs)
    mine = [run for run in runs if run.fault]
    console.print(f"{sum(run.found(alarms) for run in mine)} of {len(mine)} faults found, {len(alarms)} false alarms")
    return 0


if __name__ == "__main__":
    sys.exit(main())
