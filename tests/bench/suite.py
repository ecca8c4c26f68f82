"""The suite's promises: no false alarm over many seeds, the same outcome for one seed, its cost, no harm."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from rich.progress import track

from tests.bench.figure import Figure, span
from tests.bench.runs import UNLIMITED, Asked, Run, command_cpu, make_runs, unpacked

# The mock then holds at least so many things that are nobody's business.
FOREIGN_PROJECTS = 200
_QUOTA = "60/6s"
_PROFILES = ("smoke", "read-only", "standard", "full")
# A server whose deletions are answered and not done.
_UNDELETING = "deletion-does-nothing"


def seed_figures(seeds: int, workers: int) -> list[Figure]:
    """Run the standard profile with each seed against a mock of the same seed."""
    runs = _made([Asked(seed) for seed in range(1, seeds + 1)], workers, "seeds")
    alarms = sorted({f"{name} (seed {run.seed})" for run in runs for name in run.failures})
    return [
        Figure(f"standard over {seeds} seeds: verdict", _counted(run.verdict for run in runs), f"conforms {seeds}"),
        Figure("false alarms", ", ".join(alarms) or "0", "0"),
        Figure("requests", span([run.requests for run in runs]), "<= 600"),
        Figure("seconds", span([round(run.seconds, 1) for run in runs]), "< 20"),
        Figure("operations exercised", span([run.exercised for run in runs]), "all"),
        Figure("checks passed", span([dict(run.statuses).get("pass", 0) for run in runs])),
        Figure("checks not tested", span([dict(run.statuses).get("not tested", 0) for run in runs])),
        Figure("runs that changed or left a row in the mock", str(sum(bool(run.changed or run.left) for run in runs)), "0"),
        Figure("mock: memory after a run", span([round(run.mock_mib) for run in runs], " MiB"), "< 100 MiB"),
    ]  # fmt: skip


def flake_figures(times: int, workers: int) -> list[Figure]:
    """Run one seed again and again, each time against a fresh mock."""
    runs = _made([Asked(1)] * times, workers, "one seed")
    outcomes = Counter(run.outcome for run in runs)
    varied = ", ".join(_varied([unpacked(outcome) for outcome in outcomes]))
    return [
        Figure(f"seed 1, {times} runs: verdict", _counted(run.verdict for run in runs), f"conforms {times}"),
        Figure("different outcomes of the checks", f"{len(outcomes)} ({varied})" if varied else "1", "1"),
        Figure("requests", span([run.requests for run in runs])),
    ]


def cost_figures(rounds: int) -> list[Figure]:
    """Measure the suite's own CPU time, one run at a time: of the standard profile, of a start, and of the command.

    What a request costs is what a run costs beyond one that plans, starts and tries one rule, by the requests between.
    """
    runs = _made([Asked(1)] * rounds, 1, "cost")
    starts = _made([Asked(1, only=("RES-13",))] * rounds, 1, "cost of the start")
    cpu, start = (statistics.median(run.cpu_s for run in made) for made in (runs, starts))
    requests, first = (statistics.median(run.requests for run in made) for made in (runs, starts))
    command = statistics.median(track(command_cpu(rounds), description="cost of the command", total=rounds))
    return [
        Figure(
            "suite: CPU a request, beyond the start", f"{1000 * (cpu - start) / (requests - first):.2f} ms", "< 2 ms",
            "schemathesis 8 to 16 ms",
        ),
        Figure("suite: CPU a request, the start among it", f"{1000 * cpu / requests:.2f} ms", "< 2 ms"),
        Figure("suite: CPU of a standard run, from the plan to the result", f"{cpu:.2f} s"),
        Figure("dataops-conformance run: CPU, imports and seven reports among it", f"{command:.2f} s"),
        Figure("standard: seconds", f"{statistics.median(run.seconds for run in runs):.1f}", "< 20"),
    ]  # fmt: skip


def harm_figures(workers: int) -> list[Figure]:
    """Run every profile against a mock with many foreign things, whole and with deletions that do nothing."""
    crowded = ("--projects", str(FOREIGN_PROJECTS))
    figures: list[Figure] = []
    for name, mock_options in (("", crowded), (", deletions do nothing", (*crowded, "--fault", _UNDELETING))):
        asked = [
            Asked(1, profile, (), profile == "full", mock_options, _QUOTA if profile == "full" else UNLIMITED)
            for profile in _PROFILES
        ]
        by_profile = zip(_PROFILES, [run for one in asked for run in _made([one], workers, one.profile)], strict=True)
        for profile, run in by_profile:
            value = f"{run.changed} foreign rows touched, {run.left} left, {run.listed} listed as left ({run.verdict})"
            figures.append(Figure(f"{profile}{name}", value, "0 touched; left only if listed"))
    return figures


def quota_figures() -> list[Figure]:
    """Use up the quota of a mock that is scaled down."""
    run = _made([Asked(1, quota=True, rate_limit=_QUOTA)], 1, "quota")[0]
    return [Figure(f"--quota at {_QUOTA}: verdict, seconds", f"{run.verdict}, {run.seconds:.1f}", "conforms")]


def _made(asked: Sequence[Asked], workers: int, what: str) -> list[Run]:
    return list(track(make_runs(asked, workers), description=what, total=len(asked)))


def _varied(outcomes: Sequence[Mapping[str, str]]) -> Iterator[str]:
    """Yield the checks that ended otherwise here than there, and how."""
    for name in sorted(set[str]().union(*outcomes)):
        statuses = {outcome.get(name, "not planned") for outcome in outcomes}
        if len(statuses) > 1:
            yield f"{name} {' or '.join(sorted(statuses))}"


def _counted(names: Iterator[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in Counter(names).items())
