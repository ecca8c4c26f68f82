"""Conduct the parts of a run: the first alone and in this process, then the others side by side in workers."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol, TypeAlias

import pytest

from dataops_conformance.attempt import Attempt, Ended, Way, ledger_path
from dataops_conformance.contract import Contract
from dataops_conformance.engine import Progress, run_under_pytest
from dataops_conformance.joining import join
from dataops_conformance.law import Law, Universal
from dataops_conformance.parallel.job import KEY, Checked, Job, pack, part_of, part_settings, unpack
from dataops_conformance.parallel.pace import SharedPacer
from dataops_conformance.parts import budget_of, shares, split
from dataops_conformance.plan import Plan
from dataops_conformance.result import CheckResult, Result
from dataops_conformance.settings import Settings, UsageError
from dataops_conformance.target.pacing import RealClock

AttemptAll: TypeAlias = Callable[[Attempt, Progress], Ended]
_INTERRUPTED = "The run was interrupted."
_LOST = "A process of the run ended before its time."
_WORKER = "dataops_conformance.parallel.worker"


@dataclass(frozen=True, slots=True)
class Parted:
    """What is tried: a plan, the whole that it is a shard of (itself where it is none), and the laws."""

    plan: Plan
    whole: Plan
    laws: Sequence[Law]
    universals: Sequence[Universal]


def conduct_parts(settings: Settings, what: Parted, progress: Progress, attempt_all: AttemptAll, way: Way) -> Ended:
    """Try the parts of a plan and return what came of the whole, not yet judged.

    How the plan is parted does not depend on the number of processes, and each part has its own share of the budget and
    its own sandbox: so the same is tried, and the same is found, in however many processes.

    Raises:
        UsageError: pytest-xdist is not installed, or the base URL lacks /api/v4.
    """
    if find_spec("xdist") is None:
        msg = 'pytest-xdist is not installed, which --processes wants; run `pip install "dataops-api[conformance]"`.'
        raise UsageError(msg)
    first, *others = split(what.plan, Contract.load(), settings)
    limit = budget_of(settings)
    shown = _Shown(progress, len(what.plan.all))
    try:
        with tempfile.TemporaryDirectory(prefix="dataops-conformance-") as folder:
            pace = Path(folder, "pace.sqlite")
            with closing(SharedPacer(settings.rate_limit, way.clock or RealClock(), pace)) as pacer:
                attempts = _Attempts(settings, what, replace(way, pacer=pacer))
                with attempts.open(1, first, shares(limit, (first, *others))[0]) as attempt:
                    alone = attempt_all(attempt, shown)
                left = None if limit is None else limit - alone.result.budget.spent
                job = Job(settings, shares(left, others), pace)
                told = _Told(pack(job), shown, pacer)
                beside = _beside(attempts, others, job, told, alone.result.stopped)
    finally:
        progress.end()
    ended = [alone, *beside]
    whole = join([item.result for item in ended])
    manifest = replace(
        whole.manifest,
        run_id=settings.run_id,
        shard=None if settings.shard is None else str(settings.shard),
    )
    ledger = next((item.ledger for item in ended if item.ledger is not None), None)
    budget = replace(whole.budget, limit=limit)
    return Ended(replace(whole, manifest=manifest, budget=budget), ledger, alone.refused)


def _beside(attempts: _Attempts, plans: Sequence[Plan], job: Job, told: _Told, stopped: str | None) -> list[Ended]:
    """Try the other parts in workers, unless the run was stopped; return what came of each, in order."""
    if plans and stopped is None:
        # More workers than parts would have nothing to do.
        count = min(job.settings.processes or 1, len(plans))
        options = ["-p", "xdist.plugin", "-p", _WORKER, "-n", str(count), "--dist", "loadgroup"]
        try:
            finished = run_under_pytest(told, options=options)
        except KeyboardInterrupt:
            finished = False
        told.pacer.go_on()
        stopped = _LOST if finished else _INTERRUPTED
    ended: list[Ended] = []
    for number, plan in enumerate(plans, 2):
        result = told.results.get(number)
        if result is not None:
            kept = attempts.ledger(number)
            ended.append(Ended(result, kept if kept.exists() else None))
            continue
        # Its process did not come to its end: what it told stands, and what its ledger lists is removed from here.
        with attempts.open(number, plan, job.limits[number - 2]) as attempt:
            attempt.resume(told.checks[number])
            ended.append(attempt.end(stopped))
    return ended


class _Attempts:
    """Opens the attempts of the parts in this process."""

    def __init__(self, settings: Settings, what: Parted, way: Way) -> None:
        self._settings = settings
        self._what = what
        self._way = way

    def open(self, number: int, plan: Plan, limit: int | None) -> Attempt:
        own, what = part_settings(self._settings, number), self._what
        return Attempt(own, plan, what.laws, what.universals, way=self._way, limit=limit, whole=what.whole)

    def ledger(self, number: int) -> Path:
        own = part_settings(self._settings, number)
        return ledger_path(own.ledgers, own.run_id)


class _Shown:
    """The progress of all parts as one: begun with the first that begins, ended with the run."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self._total = total

    def begin(self, total: int) -> None:  # noqa: ARG002 - the part's own number is not of interest
        self._progress.begin(self._total)

    def checked(self, result: CheckResult, budget_left: int | None) -> None:
        self._progress.checked(result, budget_left)

    def end(self) -> None:
        """The other parts go on."""


class _Node(Protocol):
    """A worker as pytest-xdist shows it."""

    workerinput: dict[str, object]


class _Told:
    """The plugin of the conductor: hands every worker its job, keeps what they tell, and stops them on Ctrl-C."""

    def __init__(self, job: bytes, progress: _Shown, pacer: SharedPacer) -> None:
        self.pacer = pacer
        self._job = job
        self._progress = progress
        self.checks: defaultdict[int, list[CheckResult]] = defaultdict(list)
        self.results: dict[int, Result] = {}

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: _Node) -> None:
        """Hand the job to a worker."""
        node.workerinput[KEY] = self._job

    def pytest_keyboard_interrupt(self) -> None:
        """Stop the workers, each when it would send its next request: what is under way is noted to its end."""
        self.pacer.stop()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep what came of a check, or of a part."""
        if report.when != "call":
            return
        properties: Mapping[str, object] = dict(report.user_properties)
        if KEY not in properties:
            return
        number, told = part_of(report.nodeid), unpack(properties[KEY], object)
        if isinstance(told, Result):
            self.results[number] = told
        elif isinstance(told, Checked):
            self.checks[number].append(told.result)
            self._progress.checked(told.result, told.left)
