"""Conduct a whole run: ask whether the API is there, try the plan, clean up, and add up."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

import httpx
from dataops_spec import Requirement

from dataops_conformance.context import Context
from dataops_conformance.contract import Contract
from dataops_conformance.engine import Engine, Progress, run_under_pytest
from dataops_conformance.law import Law, Universal
from dataops_conformance.plan import Plan, make_plan
from dataops_conformance.preflight import preflight
from dataops_conformance.result import BudgetUse, CheckResult, Leftover, Manifest, RequirementInfo, Result
from dataops_conformance.runner import Runner
from dataops_conformance.sandbox import Sandbox
from dataops_conformance.selection import select
from dataops_conformance.settings import Settings
from dataops_conformance.target.budget import Budget
from dataops_conformance.target.cleanup import Cleaner
from dataops_conformance.target.ledger import Header, Ledger
from dataops_conformance.target.pacing import Clock
from dataops_conformance.target.session import Target
from dataops_conformance.target.tracking import LedgerTracker
from dataops_conformance.universals import UniversalObserver
from dataops_conformance.verdict import decide
from dataops_conformance.waivers import Waiver, apply_waivers, read_waivers

SCHEMA_VERSION = "1"
INTERRUPTED = "The run was interrupted."


@dataclass(frozen=True, slots=True)
class Conducted:
    """The result of a run; `ledger` is the file that lists what was left, None where nothing was."""

    result: Result
    ledger: Path | None


def conduct(
    settings: Settings,
    laws: Sequence[Law],
    universals: Sequence[Universal],
    progress: Progress,
    *,
    transport: httpx.BaseTransport | None = None,
    clock: Clock | None = None,
) -> Conducted:
    """Run the laws against the target of the settings; `transport` and `clock` stand in for network and time in tests.

    Raises:
        UsageError: `--only` names what there is not, or the waivers cannot be read.
    """
    contract = Contract.load()
    plan = make_plan(settings, contract, select(contract, settings.only), laws, universals)
    waivers = read_waivers(settings.waivers) if settings.waivers else ()
    path = ledger_path(settings.ledgers, settings.run_id)
    with Target(settings, transport=transport, clock=clock) as target:
        started = target.clock.now()
        ledger = Ledger(path, Header(settings.run_id, settings.base_url, started.isoformat()))
        target.track(LedgerTracker(ledger, contract))
        context = Context(settings, contract, target)
        context.sandbox = Sandbox(context)
        observer = UniversalObserver(context, universals)
        context.observers.append(observer)
        runner = Runner(context, observer.verify)
        stopped, leftovers = _try_all(runner, plan, progress, Cleaner(target, contract, ledger))
        _tell_the_rest(runner, plan, observer, stopped)
        kept = ledger.close()
        return Conducted(
            _result(runner, plan, waivers, leftovers, stopped=stopped, started=started, kept=path if kept else None),
            path if kept else None,
        )


def ledger_path(folder: Path, run_id: str) -> Path:
    """Return where the ledger of a run is."""
    return folder / f"ledger-{run_id}.jsonl"


def _try_all(
    runner: Runner, plan: Plan, progress: Progress, cleaner: Cleaner
) -> tuple[str | None, tuple[Leftover, ...]]:
    """Try the plan and clean up, whatever happens; return why the run ended before its time, and what was left."""
    stopped: str | None = None
    try:
        stopped = preflight(runner.context)
        if stopped is None:
            runner.carry(plan.carriers)
            ended = run_under_pytest(Engine(runner, plan.all, progress))
            # pytest calls it an interruption too where the engine itself stops the session.
            stopped = runner.stopped or (None if ended else INTERRUPTED)
    except KeyboardInterrupt:
        stopped = INTERRUPTED
    finally:
        progress.end()
        # A second Ctrl-C ends the clean-up; the ledger then still lists what is left, and `sweep` goes on with it.
        leftovers = cleaner.clean()
    return stopped, leftovers


def _tell_the_rest(runner: Runner, plan: Plan, observer: UniversalObserver, stopped: str | None) -> None:
    tried = {result.name for result in runner.results}
    for check in plan.all:
        if check.name not in tried:
            runner.skip(check, stopped or "the run ended before it was come to")
    for check in observer.elsewhere(plan.universals):
        runner.run(check)


def _result(
    runner: Runner,
    plan: Plan,
    waivers: Sequence[Waiver],
    leftovers: tuple[Leftover, ...],
    *,
    stopped: str | None,
    started: datetime,
    kept: Path | None,
) -> Result:
    context = runner.context
    settings, contract, target = context.settings, context.contract, context.target
    checks, waived = apply_waivers(_merged(runner.results), waivers, started.date())
    verdict, reasons = decide(checks, withheld=frozenset(runner.withheld), stopped=stopped)
    laws = {check.requirement.id for check in plan.all}
    redact = target.redactor.text
    return Result(
        schema_version=SCHEMA_VERSION,
        verdict=verdict,
        reasons=tuple(map(redact, reasons)),
        manifest=Manifest(
            run_id=settings.run_id,
            suite_version=version("dataops-api"),
            contract_version=contract.version,
            contract_hash=contract.sha256,
            base_url=settings.base_url,
            profile=settings.profile,
            seed=settings.seed,
            rate_limit=str(settings.rate_limit),
            quota=settings.quota,
            only=settings.only,
            credentials=tuple(sorted(settings.credentials)),
            python=platform.python_version(),
            started_at=started.isoformat(timespec="milliseconds"),
            finished_at=target.clock.now().isoformat(timespec="milliseconds"),
        ),
        budget=_use(target.budget, target.pacer.waited_s),
        requirements=tuple(_info(requirement, requirement.id in laws) for requirement in contract.requirements),
        operations=tuple(operation.id for operation in contract.operations),
        checks=checks,
        leftovers=tuple(Leftover(item.kind, redact(item.path), redact(item.reason)) for item in leftovers),
        notes=(*waived, *_notes(kept, settings)),
    )


def _merged(results: Sequence[CheckResult]) -> tuple[CheckResult, ...]:
    """Return the results with those of several laws of one requirement on one operation made one, the worst first."""
    order = ("error", "fail", "warn", "blocked", "not tested", "waived", "pass")
    found: dict[str, CheckResult] = {}
    for result in results:
        other = found.get(result.name)
        if other is None:
            found[result.name] = result
            continue
        worse = min(other, result, key=lambda item: order.index(item.status))
        found[result.name] = replace(
            worse, requests=other.requests + result.requests, duration_s=other.duration_s + result.duration_s
        )
    return tuple(found.values())


def _use(budget: Budget, waits_s: float) -> BudgetUse:
    return BudgetUse(
        limit=budget.limit,
        spent=budget.spent,
        setup=budget.count("setup"),
        cleanup=budget.count("cleanup"),
        quota_requests=budget.count("quota"),
        waits_s=round(waits_s, 3),
    )


def _info(requirement: Requirement, checked: bool) -> RequirementInfo:
    source = f"{requirement.source.document}: {requirement.source.section}"
    reason = requirement.unchecked or (None if checked else "outside this run's profile and selection")
    return RequirementInfo(
        id=requirement.id,
        area=requirement.area,
        title=requirement.title,
        level=requirement.level,
        statement=requirement.statement,
        source=source,
        profile=requirement.profile,
        checked=checked,
        unchecked_reason=None if checked else reason,
    )


def _notes(kept: Path | None, settings: Settings) -> tuple[str, ...]:
    notes: list[str] = []
    if kept is not None:
        notes.append(f"What this run left is listed in {kept}; `dataops-conformance sweep {kept}` removes it.")
    older = [path for path in settings.ledgers.glob("ledger-*.jsonl") if path != kept]
    if older:
        notes.append(f"Earlier runs left something behind: {len(older)} ledger(s) in {settings.ledgers}; see `sweep`.")
    return tuple(notes)
