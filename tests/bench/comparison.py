"""This suite and schemathesis on the same faults, side by side."""

from __future__ import annotations

import statistics
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from tests.bench.figure import Figure
from tests.bench.peer import PeerRun, alarms_of, read_runs
from tests.bench.runs import Asked, make_runs
from tests.mutants import Trial, read_trials


def peer_figures(folder: Path) -> list[Figure]:
    """Lay out what both found of the faults that both tried, and at what price.

    Raises:
        FileNotFoundError: one of them was not run yet; `mutants` and `bench.peer` write what is read here.
    """
    trials = {trial.fault: trial for trial in read_trials(folder / "mutants.json")}
    told = read_runs(folder / "peer.json")
    runs, alarms = {run.fault: run for run in told}, alarms_of(told)
    whole, ours = runs[""], next(iter(make_runs([Asked()], 1)))
    both = sorted(set(trials) & set(runs))
    found = {name for name in both if runs[name].found(alarms)}
    seen = {name for name in both if trials[name].seen}
    caught = {name for name in both if trials[name].caught}
    groups = [("found", both)]
    groups += [(f"found in {area}", [n for n in both if trials[n].area == area]) for area in _areas(trials.values())]
    groups += [("found of those in a corner", [name for name in both if trials[name].corner])]
    return [
        *(Figure(label, _share(seen, names), "", _share(found, names)) for label, names in groups),
        Figure("told by the rule that is broken", _share(caught, both)),
        Figure("requests until found (median), of a whole run", _until(caught, trials), "<= 600", _median(runs, both)),
        Figure("false alarms on the whole mock", str(len(ours.failures)), "0", str(len(alarms))),
        Figure("foreign rows destroyed or changed there", str(ours.changed), "0", str(whole.destroyed)),
        Figure("rows left behind there", str(ours.left), "0", str(whole.left)),
    ]


def _areas(trials: Collection[Trial]) -> list[str]:
    return sorted({trial.area for trial in trials})


def _share(some: Collection[str], of: Collection[str]) -> str:
    count = len([name for name in of if name in some])
    return f"{count} of {len(of)} ({count / len(of):.0%})" if of else "-"


def _until(caught: Collection[str], trials: Mapping[str, Trial]) -> str:
    return f"{statistics.median(trials[name].requests or 0 for name in caught):g}" if caught else "-"


def _median(runs: Mapping[str, PeerRun], names: Sequence[str]) -> str:
    return f"{statistics.median(runs[name].requests for name in names):g} sent, {_seconds(runs, names)} s"


def _seconds(runs: Mapping[str, PeerRun], names: Sequence[str]) -> str:
    return f"{statistics.median(runs[name].seconds for name in names):g}"
