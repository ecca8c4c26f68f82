"""Try one plan against the target: open, ask whether the API is there, try check after check, clean up, tell."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx
from dataops_spec import Requirement
from hypothesis.database import ExampleDatabase

from dataops_conformance.context import Context
from dataops_conformance.contract import Contract, source_text
from dataops_conformance.coverage.observer import CoverageObserver
from dataops_conformance.database import open_database
from dataops_conformance.law import Law, Universal
from dataops_conformance.manifest import manifest_of
from dataops_conformance.mistaken import mistaken
from dataops_conformance.plan import Plan, UniversalCheck
from dataops_conformance.preflight import preflight
from dataops_conformance.ranking import Check
from dataops_conformance.recording import Recorder
from dataops_conformance.result import BudgetUse, CheckResult, Leftover, RequirementInfo, Result
from dataops_conformance.runner import SEARCH, Runner
from dataops_conformance.sandbox import Sandbox
from dataops_conformance.search import Search, search
from dataops_conformance.settings import Settings
from dataops_conformance.target.cleanup import Cleaner
from dataops_conformance.target.ledger import Header, Ledger, LedgerError
from dataops_conformance.target.locking import is_held
from dataops_conformance.target.pacing import Clock, Pacer
from dataops_conformance.target.session import Target
from dataops_conformance.target.tracking import LedgerTracker
from dataops_conformance.universals import UniversalObserver
from dataops_conformance.verdict import decide, owed_by_none, worst_of

SCHEMA_VERSION = "1.1"
LEDGERS = "ledger-*.jsonl"
_NOT_COME_TO = "the run ended before it was come to"


@dataclass(frozen=True, slots=True)
class Way:
    """How the target is reached: None stands for the network, the machine's clock, and a pace of one's own."""

    transport: httpx.BaseTransport | None = None
    clock: Clock | None = None
    pacer: Pacer | None = None


@dataclass(frozen=True, slots=True)
class Ended:
    """What came of an attempt.

    `ledger` is the file that lists what was left, None where nothing was. `refused` says why nothing was tried, None
    where it began.
    """

    result: Result
    ledger: Path | None
    refused: str | None = None


class Attempt:
    """A plan on its way. `begin`, then `run` for each check, then `end`, within the attempt as a context manager.

    `limit` is the share of the budget, which the settings give as it was asked for. `whole` is the plan that this one
    is a part of, if any: what its exchanges break there is told as well. `contract` is the installed one unless told.
    """

    def __init__(
        self,
        settings: Settings,
        plan: Plan,
        laws: Sequence[Law],
        universals: Sequence[Universal],
        *,
        way: Way = Way(),
        limit: int | None = None,
        whole: Plan | None = None,
        contract: Contract | None = None,
    ) -> None:
        """Open the way to the target; nothing is sent yet."""
        self.settings = settings
        self.contract = contract or Contract.load()
        self.plan = plan
        self._whole = whole
        self._lawful = frozenset({*(law.requirement for law in laws), *(law.requirement for law in universals)})
        own = replace(settings, max_requests=limit if limit is not None else settings.max_requests)
        self.target = Target(own, transport=way.transport, clock=way.clock)
        if way.pacer is not None:
            self.target.pacer = way.pacer
        self._started = self.target.clock.now()
        self._ledger_path = ledger_path(settings.ledgers, settings.run_id)
        self._ledger = Ledger(self._ledger_path, Header(settings.run_id, settings.base_url, self._started.isoformat()))
        self.target.track(LedgerTracker(self._ledger, self.contract))
        context = Context(own, self.contract, self.target)
        context.sandbox = Sandbox(context)
        self._observer = UniversalObserver(context, universals)
        self._coverage = CoverageObserver(self.contract)
        self._recorder = Recorder(settings.base_url, self.target.redactor.text)
        context.observers += self._observer, self._coverage, self._recorder
        self._runner = Runner(context, self._observer)
        self._refused: str | None = None
        self._resumed = 0
        self._opened = ExitStack()
        self._database: ExampleDatabase | None = None
        self._searched: Search | None = None

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Close the connections, and let go of the ledger."""
        self._ledger.let_go()
        self._opened.close()
        self.target.__exit__(kind, error, traceback)

    @property
    def context(self) -> Context:
        """What laws hold in their hands."""
        return self._runner.context

    @property
    def results(self) -> Sequence[CheckResult]:
        """What came of the checks by now."""
        return self._runner.results

    @property
    def stopped(self) -> str | None:
        """Why no further check is worth trying, None while one is."""
        return self._refused or self._runner.stopped

    def begin(self) -> str | None:
        """Ask whether the API is there; return why a run would say nothing about it, None where it would.

        Raises:
            UsageError: the base URL lacks /api/v4, and with it the API answers; or the database gives no answer.
        """
        self._database = self._opened.enter_context(open_database(self.settings.database))
        self._refused = preflight(self.context)
        if self._refused is None:
            self._runner.carry(self.plan.carriers)
        return self._refused

    def run(self, check: Check | UniversalCheck) -> CheckResult:
        """Try one check and return what came of it; the random search comes before the universal laws are asked."""
        if isinstance(check, UniversalCheck):
            self._search()
        return self._runner.run(check)

    def skip(self, check: Check | UniversalCheck) -> None:
        """Write down that a check is not tried, for the run was stopped."""
        self._runner.skip(check, self.stopped or _NOT_COME_TO)

    def resume(self, results: Sequence[CheckResult]) -> None:
        """Go on where another process left off: with the results that it told, and with the ledger that it left.

        Raises:
            LedgerError: that ledger cannot be read.
        """
        self._runner.results += results
        self._resumed += sum(result.requests for result in results)
        if self._ledger_path.exists():
            try:
                # That process may be at its last line.
                self._ledger = Ledger.take(self._ledger_path, wait=True)
            except LedgerError:
                if self._ledger_path.exists():
                    raise
                return
            self.target.track(LedgerTracker(self._ledger, self.contract))

    def end(self, interrupted: str | None = None) -> Ended:
        """Clean up, whatever happened, and return what came of it all; `interrupted` says why it ended early.

        A Ctrl-C ends the clean-up; the ledger then still lists what is left, and `sweep` goes on with it.
        """
        if interrupted is None:
            try:
                self._search()
            except KeyboardInterrupt:
                interrupted = "The run was interrupted."
        cleaner = Cleaner(self.target, self.contract, self._ledger)
        leftovers = cleaner.clean()
        if cleaner.is_interrupted and interrupted is None:
            interrupted = "The clean-up was interrupted."
        stopped = self.stopped or interrupted
        self._tell_the_rest(stopped)
        kept = self._ledger_path if self._ledger.close() else None
        redact = self.target.redactor.text
        left = tuple(Leftover(item.kind, redact(item.path), redact(item.reason)) for item in leftovers)
        strange = tuple(redact(f"{item.kind} {item.path}: {item.reason}.") for item in cleaner.others.values())
        return Ended(self._result(stopped, left, kept, strange), kept, self._refused)

    def _search(self) -> None:
        """Search at random with what is left of the budget, once in the run."""
        if self._searched is not None or not self.plan.search or self.stopped is not None:
            return
        self._observer.running = SEARCH
        self._searched = search(self.context, self._database)
        for found in self._searched.found:
            self._runner.accuse(self.contract.requirement(found.requirement), found.operation, found.violation)

    def _tell_the_rest(self, stopped: str | None) -> None:
        tried = {result.name for result in self._runner.results}
        for check in self.plan.all:
            if check.name not in tried:
                self._runner.skip(check, stopped or _NOT_COME_TO)
        if self._refused is None:
            for check in self._observer.elsewhere(self.plan.universals, self._whole.universals if self._whole else ()):
                self._runner.run(check)

    def _result(
        self, stopped: str | None, leftovers: tuple[Leftover, ...], kept: Path | None, strange: tuple[str, ...]
    ) -> Result:
        redact = self.target.redactor.text
        checks = worst_of(self._runner.results)
        withheld = self._runner.withheld | owed_by_none(checks, self.plan, self.settings)
        stopped = None if stopped is None else redact(stopped)
        makes = not self.settings.read_only
        verdict, reasons = decide(checks, withheld=frozenset(withheld), stopped=stopped, makes=makes)
        planned = {check.requirement.id for check in self.plan.all}
        exchanges = self._recorder.records()
        return Result(
            schema_version=SCHEMA_VERSION,
            verdict=verdict,
            reasons=tuple(map(redact, reasons)),
            manifest=manifest_of(self.settings, self.contract, self._started, self.target.clock.now()),
            budget=self._use(),
            requirements=tuple(
                _info(requirement, checked=requirement.id in self._lawful, in_run=requirement.id in planned)
                for requirement in self.contract.requirements
            ),
            operations=tuple(operation.id for operation in self.contract.operations),
            checks=checks,
            leftovers=leftovers,
            notes=(
                *map(redact, mistaken(self.settings, exchanges)),
                *_notes(kept, self.settings),
                *strange,
                *self._search_notes(),
            ),
            exercised=self._coverage.exercised(),
            exchanges=exchanges,
            stopped=stopped,
            withheld=tuple(sorted(withheld)),
        )

    def _search_notes(self) -> Iterator[str]:
        if self._searched is not None and self._searched.requests:
            yield f"The random search sent {self._searched.requests} requests."
            redact = self.target.redactor.text
            for once in self._searched.unconfirmed:
                yield f"The random search saw once, and not again: {redact(str(once))} ({once.requirement})"

    def _use(self) -> BudgetUse:
        budget = self.target.budget
        return BudgetUse(
            limit=budget.limit,
            wanted=self.plan.requests,
            spent=budget.spent + self._resumed,
            setup=budget.count("setup"),
            cleanup=budget.count("cleanup"),
            quota_requests=budget.count("quota"),
            waits_s=round(self.target.pacer.waited_s, 3),
        )


def ledger_path(folder: Path, run_id: str) -> Path:
    """Return where the ledger of a run is."""
    return folder / f"ledger-{run_id}.jsonl"


def _info(requirement: Requirement, *, checked: bool, in_run: bool) -> RequirementInfo:
    return RequirementInfo(
        id=requirement.id,
        area=requirement.area,
        title=requirement.title,
        level=requirement.level,
        statement=requirement.statement,
        source=source_text(requirement),
        profile=requirement.profile,
        checked=checked,
        in_run=in_run,
        unchecked_reason=None if checked else requirement.unchecked,
    )


def _notes(kept: Path | None, settings: Settings) -> Iterator[str]:
    """Yield where this run and others of this server list what they left, and what removes it."""
    if kept is not None:
        yield f"What this run left is listed in {kept}; `{sweeping(kept)}` removes it."
    # Those of the parts of one run begin with the same letters, and go with them.
    stem = ledger_path(settings.ledgers, settings.run_id.partition("p")[0]).stem
    older = [path for path in ledgers_of(settings) if not path.name.startswith(stem)]
    under_way = [path for path in older if is_held(path)]
    left = [path for path in older if path not in under_way]
    if left:
        yield f"Other runs left what is listed in {_joined(left)}; `{sweeping(*left)}` removes it."
    if under_way:
        yield f"Other runs are under way, and list what they made in {_joined(under_way)}."


def ledgers_of(settings: Settings) -> Iterator[Path]:
    """Yield the ledgers in the settings' folder that are of their server."""
    for path in sorted(settings.ledgers.glob(LEDGERS)):
        # One that cannot be read is told by `sweep`; a run that is under way may just have removed its own.
        with suppress(LedgerError):
            if Ledger.read(path).header.base_url == settings.base_url:
                yield path


def sweeping(*paths: Path) -> str:
    """Return the command that removes what these ledgers list."""
    return f"dataops-conformance sweep {shlex.join(map(str, paths))}"


def _joined(paths: Sequence[Path]) -> str:
    return ", ".join(map(str, paths))
