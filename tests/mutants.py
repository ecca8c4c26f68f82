"""The self-test of the suite: each fault of the mock against the law of the requirement that it breaks.

`python -m tests.mutants` starts the mock once for each fault, with that fault alone, runs the suite against it over a
real socket, and prints a table: fault, requirement, caught, requests until caught. Exit status 1 when one survives.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from tests.results import FAILED, ResultDocument, read_result
from tests.servers import conformance, running_mock

SCALED_QUOTA = "60/6s"


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault as `dataops-mock faults --json` lists it."""

    name: str
    requirement: str
    summary: str


@dataclass(frozen=True, slots=True)
class Trial:
    """What the suite made of one fault. `requests` counts until the failing exchange; None where it was not caught."""

    fault: str
    requirement: str
    caught: bool
    requests: int | None
    said: str


def all_faults() -> list[Fault]:
    """Ask the mock for its faults."""
    command = [sys.executable, "-m", "dataops_mock", "faults", "--json"]
    listed = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return [Fault(entry["name"], entry["requirement"], entry["summary"]) for entry in listed]


def try_fault(fault: Fault, *, whole: bool) -> Trial:
    """Run the suite against a mock with this fault; with `whole` the whole plan, else the law of its requirement."""
    only = [] if whole else ["--only", fault.requirement]
    quota = ["--quota", "--rate-limit", SCALED_QUOTA] if fault.requirement.startswith("RATE") else []
    with (
        tempfile.TemporaryDirectory(prefix="dataops-mutant-") as folder,
        running_mock("--fault", fault.name, *(["--rate-limit", SCALED_QUOTA] if quota else [])) as mock,
    ):
        arguments = ["--base-url", mock.url, "--env-file", str(mock.env_file), "--report", folder]
        done = conformance("run", *arguments, *only, *quota)
        if not (Path(folder) / "result.json").exists():
            return Trial(fault.name, fault.requirement, caught=False, requests=None, said=done.stderr.strip()[-300:])
        return judge(fault, read_result(Path(folder)))


def judge(fault: Fault, result: ResultDocument) -> Trial:
    """Tell from the result document whether the law of the fault's requirement failed."""
    mine = [check for check in result["checks"] if check["requirement"] == fault.requirement]
    failed = [check for check in mine if check["status"] in FAILED]
    numbers = [
        max((exchange["number"] for exchange in finding["exchanges"]), default=0)
        for check in failed
        for finding in check["findings"]
    ]
    if failed:
        said = failed[0]["findings"][0]["summary"]
        return Trial(fault.name, fault.requirement, caught=True, requests=min(numbers, default=None), said=said)
    statuses = sorted({f"{check['status']}: {check['reason'] or ''}".strip() for check in mine})
    return Trial(fault.name, fault.requirement, caught=False, requests=None, said="; ".join(statuses) or "no check")


def run_all(faults: Sequence[Fault], *, whole: bool, workers: int, console: Console) -> list[Trial]:
    """Try the faults side by side, in processes of their own."""
    trials: list[Trial] = []
    with Progress(console=console, disable=not console.is_terminal) as progress, ThreadPoolExecutor(workers) as pool:
        task = progress.add_task("faults", total=len(faults))
        for future in as_completed([pool.submit(try_fault, fault, whole=whole) for fault in faults]):
            trials.append(future.result())
            progress.advance(task)
    return sorted(trials, key=lambda trial: (trial.requirement, trial.fault))


def table_of(trials: Sequence[Trial]) -> Table:
    """Lay the trials out: fault, requirement, caught, requests until caught, what the suite said."""
    table = Table(title="Faults of the mock", title_justify="left")
    for column in ("fault", "requirement", "caught", "requests", "the suite said"):
        table.add_column(column, overflow="fold")
    for trial in trials:
        caught = "yes" if trial.caught else "NO"
        table.add_row(trial.fault, trial.requirement, caught, str(trial.requests or "-"), trial.said)
    return table


def areas_of(trials: Sequence[Trial]) -> Table:
    """Lay out the share of caught faults by area."""
    table = Table(title="Caught by area", title_justify="left")
    for column in ("area", "faults", "caught", "rate"):
        table.add_column(column)
    areas = sorted({trial.requirement.partition("-")[0] for trial in trials})
    for area in areas:
        mine = [trial for trial in trials if trial.requirement.startswith(f"{area}-")]
        caught = sum(trial.caught for trial in mine)
        table.add_row(area, str(len(mine)), str(caught), f"{caught / len(mine):.0%}")
    return table


def main() -> int:
    """Run the faults that the command line names, or all of them."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("faults", nargs="*", help="only these faults")
    parser.add_argument("--whole", action="store_true", help="run the whole standard profile against each fault")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--report", type=Path, help="write mutants.json into this folder")
    arguments = parser.parse_args()
    faults = [fault for fault in all_faults() if not arguments.faults or fault.name in arguments.faults]
    unknown = sorted(set(arguments.faults) - {fault.name for fault in faults})
    if unknown:
        parser.error(f"no such fault: {', '.join(unknown)}; `dataops-mock faults` lists them")
    console = Console(width=None if sys.stdout.isatty() else 160)
    trials = run_all(faults, whole=arguments.whole, workers=arguments.workers, console=console)
    console.print(table_of(trials))
    console.print(areas_of(trials))
    if arguments.report:
        arguments.report.mkdir(parents=True, exist_ok=True)
        (arguments.report / "mutants.json").write_text(json.dumps([asdict(trial) for trial in trials], indent=2) + "\n")
    survivors = [trial.fault for trial in trials if not trial.caught]
    console.print(f"{len(trials) - len(survivors)} of {len(trials)} faults caught")
    if survivors:
        console.print(f"survivors: {', '.join(survivors)}")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
