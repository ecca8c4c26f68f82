"""The self-test of the suite: the standard profile against each fault of the mock.

`python -m tests.mutants` starts the mock once for each fault, with that fault alone, runs the suite against it over a
real socket, and prints which were caught, by the law of the requirement that the fault breaks, and after how many
requests. Exit status 1 when more than 1 % survive that tests/survivors.toml does not name, with the reason.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
import tomllib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from random import Random
from statistics import fmean

import dataops_conformance
from dataops_conformance.prior import Cost
from dataops_conformance.result import CheckResult, Result
from dataops_conformance.sources import Options
from dataops_spec import operations
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from tests.forked import call_suite, forked, forked_mock, scratch

SCALED_QUOTA = "60/6s"
# No run waits for the next minute.
UNLIMITED = "1000000/60s"
# So many requests a run of half the quota sends.
EARLY = 300
# A slow machine may miss a fault that strikes by the clock; more than this share is a loss.
TOLERATED = 0.01
FAILED = frozenset({"fail", "warn"})
SURVIVORS = Path(__file__).with_name("survivors.toml")
YIELDS = Path(dataops_conformance.__file__).with_name("yields.json")
_A_FEW = 20
# Costs per check below this are none, for the plan; requests that every check of a run fits into.
_NEXT_TO_NOTHING = 0.05
_WITHOUT_END = 1500
# The areas whose laws share what they see of an operation.
_SHARING = frozenset({"BODY", "PAGE", "RES"})
# What a check costs differs a little by the seed.
_SEEDS = (1, 2, 3)
# The share of operations on which it may, for the others to have a cost of their own.
_FEW = 0.15
_OPERATIONS = {operation.id: operation for operation in operations()}
_QUOTA_AREA = "RATE"


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault as `dataops-mock faults --json` lists it; `corner` says where alone it strikes, None for everywhere."""

    name: str
    requirement: str
    summary: str
    level: str
    corner: str | None

    @property
    def area(self) -> str:
        """The area of the requirement."""
        return self.requirement.partition("-")[0]


@dataclass(frozen=True, slots=True)
class Trial:
    """What the suite made of one fault.

    `caught` tells whether the law of the requirement that it breaks failed, `seen` whether any did. `requests` counts
    until the failing exchange; None where it was not caught. `first` is the check that caught it. `sent` and `seconds`
    are the whole run's.
    """

    fault: str
    requirement: str
    level: str
    corner: str | None
    caught: bool
    seen: bool
    requests: int | None
    first: str | None
    said: str
    sent: int = 0
    seconds: float = 0.0

    @property
    def area(self) -> str:
        """The area of the requirement."""
        return self.requirement.partition("-")[0]


def read_trials(path: Path) -> list[Trial]:
    """Return the trials that `--report` wrote."""
    return [Trial(**entry) for entry in json.loads(path.read_text())]


def all_faults() -> list[Fault]:
    """Ask the mock for its faults."""
    command = [sys.executable, "-m", "dataops_mock", "faults", "--json"]
    listed = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return [
        Fault(entry["name"], entry["requirement"], entry["summary"], entry["level"], entry["corner"])
        for entry in listed
    ]


def chosen_faults(parser: argparse.ArgumentParser, faults: Sequence[Fault], names: Sequence[str]) -> list[Fault]:
    """Return the faults of these names, all where there are none; end with a usage error for one that is unknown."""
    unknown = sorted(set(names) - {fault.name for fault in faults})
    if unknown:
        parser.error(f"no such fault: {', '.join(unknown)}; `dataops-mock faults` lists them")
    return [fault for fault in faults if not names or fault.name in names]


@dataclass(frozen=True, slots=True)
class Attempt:
    """A fault to try: by the standard profile, or with `narrow` by the law of its requirement alone."""

    fault: Fault
    narrow: bool
    seed: int
    max_requests: int | None


def try_fault(attempt: Attempt) -> Trial:
    """Run the suite against a mock with this fault, until the law of its requirement fails.

    A fault of the quota is tried with `--quota`, on a mock whose quota is scaled down, by the laws of the quota: all
    others would wait for one window after the other.
    """
    fault = attempt.fault
    quota = fault.area == _QUOTA_AREA
    limit = SCALED_QUOTA if quota else UNLIMITED
    options = Options(
        only=[fault.requirement] if attempt.narrow else [_QUOTA_AREA] if quota else [],
        rate_limit=limit,
        quota=quota,
        seed=attempt.seed,
        max_requests=attempt.max_requests,
    )
    with scratch() as folder, forked_mock("--fault", fault.name, "--rate-limit", limit) as mock:
        started = time.perf_counter()
        result = call_suite(mock, folder, options, until=fault.requirement)
        seconds = round(time.perf_counter() - started, 1)
    return replace(judge(fault, result), sent=result.budget.spent, seconds=seconds)


def judge(fault: Fault, result: Result) -> Trial:
    """Tell from the result whether the law of the fault's requirement failed."""
    failed = [check for check in result.checks if check.status in FAILED]
    mine = [check for check in failed if check.requirement == fault.requirement]
    if mine:
        number, check = min(((_shown_by(check), check) for check in mine), key=lambda pair: pair[0])
        return _trial(fault, seen=True, requests=number, first=check.name, said=check.findings[0].summary)
    tried = [check for check in result.checks if check.requirement == fault.requirement]
    statuses = sorted({f"{check.status}: {check.reason or ''}".strip() for check in tried})
    others = ", ".join(sorted({check.requirement for check in failed}))
    said = f"only {others}" if others else "; ".join(statuses) or "no check"
    return _trial(fault, seen=bool(failed), said=said)


def _shown_by(check: CheckResult) -> int:
    """Return the number of the exchange that completes the first finding."""
    return max((exchange.number for exchange in check.findings[0].exchanges), default=0)


def _trial(
    fault: Fault, *, seen: bool = False, requests: int | None = None, first: str | None = None, said: str
) -> Trial:
    caught = requests is not None
    return Trial(fault.name, fault.requirement, fault.level, fault.corner, caught, seen, requests, first, said)


def run_all(attempts: Sequence[Attempt], workers: int, console: Console) -> list[Trial]:
    """Try the faults side by side, in processes of their own; a line for each where no terminal shows the progress."""
    trials: list[Trial] = []
    # Those of the quota wait most of their time: spread among the others they leave no core idle.
    ordered = Random(len(attempts)).sample(attempts, len(attempts))
    with Progress(console=console, disable=not console.is_terminal) as progress:
        task = progress.add_task("faults", total=len(attempts))
        for trial in forked(try_fault, ordered, workers):
            trials.append(trial)
            progress.advance(task)
            if not console.is_terminal and len(trials) % _A_FEW == 0:
                console.print(f"{len(trials)} of {len(attempts)} faults tried")
    return sorted(trials, key=lambda trial: (trial.requirement, trial.fault))


def table_of(trials: Sequence[Trial]) -> Table:
    """Lay the trials out: fault, requirement, where it strikes, caught, requests until then, what the suite said."""
    table = Table(title="Faults of the mock", title_justify="left")
    for column in ("fault", "requirement", "strikes", "caught", "requests", "the suite said"):
        table.add_column(column, overflow="fold")
    for trial in trials:
        caught = "yes" if trial.caught else "another law" if trial.seen else "NO"
        where = trial.corner or "everywhere"
        table.add_row(trial.fault, trial.requirement, where, caught, str(trial.requests or "-"), trial.said)
    return table


def rates_of(trials: Sequence[Trial]) -> Table:
    """Lay out the kill rate by area, by level, for faults that strike in a corner, and for all."""
    table = Table(title="Kill rate", title_justify="left")
    for column in ("faults", "planted", "caught", "rate", f"within {EARLY} requests", "seen by another law"):
        table.add_column(column)
    areas = sorted({trial.area for trial in trials})
    groups = [(area, [trial for trial in trials if trial.area == area]) for area in areas]
    groups += [(level, [trial for trial in trials if trial.level == level]) for level in ("MUST", "SHOULD", "MAY")]
    groups += [("in a corner", [trial for trial in trials if trial.corner]), ("all", list(trials))]
    for name, mine in groups:
        if mine:
            table.add_row(name, *_rates(mine))
    return table


def _rates(trials: Sequence[Trial]) -> tuple[str, ...]:
    caught = [trial for trial in trials if trial.caught]
    # The quota is used up at the very end, by requests of its own.
    timed = [trial for trial in trials if trial.area != _QUOTA_AREA]
    early = sum(trial.requests is not None and trial.requests <= EARLY for trial in timed)
    elsewhere = sum(trial.seen and not trial.caught for trial in trials)
    within = f"{early} of {len(timed)} ({early / len(timed):.1%})" if timed else "-"
    return str(len(trials)), str(len(caught)), f"{len(caught) / len(trials):.1%}", within, str(elsewhere)


def main() -> int:
    """Run the faults that the command line names, or all of them."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("faults", nargs="*", help="only these faults")
    parser.add_argument("--narrow", action="store_true", help="run only the law of the fault's requirement")
    parser.add_argument("--seed", type=int, default=1, help="the seed of every run")
    parser.add_argument(
        "--max-requests", type=int, metavar="N", help="the budget of every run; the profile's own unless told"
    )
    parser.add_argument("--workers", type=int, default=3 * (os.cpu_count() or 1), help="runs side by side; they wait")
    parser.add_argument("--report", type=Path, help="write mutants.json into this folder")
    parser.add_argument(
        "--write-yields", action="store_true", help="only write yields.json, what the plan's order is made from"
    )
    arguments = parser.parse_args()
    faults = chosen_faults(parser, all_faults(), arguments.faults)
    if arguments.write_yields:
        write_yields()
        return 0
    console = Console(width=None if sys.stdout.isatty() else 160)
    attempts = [Attempt(fault, arguments.narrow, arguments.seed, arguments.max_requests) for fault in faults]
    trials = run_all(attempts, arguments.workers, console)
    console.print(table_of(trials))
    console.print(rates_of(trials))
    if arguments.report:
        arguments.report.mkdir(parents=True, exist_ok=True)
        (arguments.report / "mutants.json").write_text(json.dumps([asdict(trial) for trial in trials], indent=2) + "\n")
    survivors = [trial for trial in trials if not trial.caught]
    console.print(f"{len(trials) - len(survivors)} of {len(trials)} faults caught")
    known = read_known()
    for trial in survivors:
        console.print(
            f"survives: {trial.fault} ({trial.requirement}): {known.get(trial.fault, 'NOT KNOWN TO SURVIVE')}"
        )
    unknown = [trial for trial in survivors if trial.fault not in known]
    return 1 if len(unknown) > TOLERATED * len(trials) else 0


def read_known() -> dict[str, str]:
    """Return the faults that are known to survive the standard profile, and why."""
    document: dict[str, dict[str, str]] = tomllib.loads(SURVIVORS.read_text())
    return document["survivors"]


def yields_of(faults: Sequence[Fault]) -> dict[str, dict[str, int]]:
    """Return for each requirement how many faults were planted everywhere, and how many in a corner."""
    found: dict[str, dict[str, int]] = {}
    for fault in faults:
        counts = found.setdefault(fault.requirement, {"everywhere": 0, "corner": 0})
        counts["corner" if fault.corner else "everywhere"] += 1
    return dict(sorted(found.items()))


def costs_of(runs: Sequence[Sequence[CheckResult]]) -> tuple[dict[str, Cost], dict[str, Cost]]:
    """Return what a check costs, by requirement, and what the first one of an area on an operation pays for those after
    it, by area; the average of the runs.
    """
    first: dict[tuple[str, str], list[CheckResult]] = {}
    later: dict[str, list[CheckResult]] = {}
    for run in runs:
        opened: set[tuple[str, str]] = set()
        for check in run:
            if check.status != "pass" or check.area == _QUOTA_AREA:
                continue
            place = check.area, check.operation
            later.setdefault(check.requirement, [])
            if check.area in _SHARING and place not in opened:
                opened.add(place)
                first.setdefault(place, []).append(check)
            else:
                later[check.requirement].append(check)
    own = {
        requirement: _cost([(check.operation, check.requests) for check in each], exact=True) if each else Cost()
        for requirement, each in sorted(later.items())
    }
    paid: dict[str, list[tuple[str, float]]] = {}
    for (area, operation), each in sorted(first.items()):
        above = [check.requests - own[check.requirement].of(_OPERATIONS[operation]) for check in each]
        paid.setdefault(area, []).extend((operation, max(0.0, more)) for more in above)
    return own, {area: _cost(each, exact=False) for area, each in paid.items()}


def _cost(paid: Sequence[tuple[str, float]], *, exact: bool) -> Cost:
    """Return the average on operations that read and on those that write, and apart from it what is otherwise.

    Apart is nothing unless it is `exact` and no matter of the seed: where the checks of a rule share a story on several
    operations, the first of them pays for all, and another one with another seed.
    """
    by_operation: dict[str, list[float]] = {}
    for name, cost in paid:
        by_operation.setdefault(name, []).append(cost)
    each = {name: fmean(costs) for name, costs in sorted(by_operation.items())}
    means: list[float] = []
    for safe in (True, False):
        like = [cost for name, cost in each.items() if _OPERATIONS[name].is_safe is safe]
        mean = fmean(like) if like else 0.0
        means.append(round(mean, 2) if mean >= _NEXT_TO_NOTHING else 0.0)
    usual = Cost(means[0], means[1])
    varied = [name for name, costs in by_operation.items() if max(costs) > min(costs)]
    if not exact or len(varied) > _FEW * len(by_operation):
        return usual
    others = {name: round(cost, 2) for name, cost in each.items() if name not in varied}
    apart = {name: cost for name, cost in others.items() if abs(cost - usual.of(_OPERATIONS[name])) > _NEXT_TO_NOTHING}
    return replace(usual, apart=apart)


def write_yields() -> None:
    """Write down what each check is expected to find, and what it costs in a run that comes to all of them."""
    runs: list[Sequence[CheckResult]] = []
    for seed in _SEEDS:
        options = Options(rate_limit=UNLIMITED, max_requests=_WITHOUT_END, seed=seed)
        with scratch() as folder, forked_mock("--rate-limit", UNLIMITED) as mock:
            runs.append(call_suite(mock, folder, options).checks)
    costs, openings = costs_of(runs)
    found = {
        "faults": yields_of(all_faults()),
        "costs": {name: asdict(cost) for name, cost in costs.items()},
        "openings": {name: asdict(cost) for name, cost in openings.items()},
    }
    YIELDS.write_text(json.dumps(found, indent=1) + "\n")


if __name__ == "__main__":
    sys.exit(main())
