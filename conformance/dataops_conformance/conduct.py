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
from dataops_conformance.contract import Contract, source_text
from dataops_conformance.engine import Engine, Progress, run_under_pytest
from dataops_conformance.law import Law, Universal
from dataops_conformance.plan import Plan, make_plan
from dataops_conformance.preflight import preflight
from dataops_conformance.result import BudgetUse, CheckResult, Leftover, Manifest, RequirementInfo, Result
from dataops_conformance.runner import Runner
from dataops_conformance.sandbox import Sandbox
from dataops_conformance.selection import select
from dataops_conformance.settings import Settings, UsageError
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
INTERRUPTED = "The run was interrupted"


@dataclass(frozen=True, slots=True)
class Conducted:
    """The result of a run.

    `ledger` is the file that lists what was left, None where nothing was. `refused` says why nothing was tried, None
    where the run began.
    """

    result: Result
    ledger: Path | None
    refused: str | None = None


@dataclass(frozen=True, slots=True)
class _Ending:
    """How a run ended: `refused` before it began, `stopped` before its time (both None where it was whole)."""

    refused: str | None
    stopped: str | None
    leftovers: tuple[Leftover, ...]


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
        UsageError: `--only` names what there is not, the waivers cannot be read, or the base URL lacks /api/v4.
    """
    contract = Contract.load()
    plan = plan_for(settings, contract, laws, universals)
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
        ending = _try_all(runner, plan, progress, Cleaner(target, contract, ledger))
        _tell_the_rest(runner, plan, observer, ending)
        kept = path if ledger.close() else None
        lawful = frozenset({*(law.requirement for law in laws), *(law.requirement for law in universals)})
        result = _result(runner, plan, waivers, ending, lawful=lawful, started=started, kept=kept)
        return Conducted(result, kept, None if ending.refused is None else result.reasons[0])


def plan_for(settings: Settings, contract: Contract, laws: Sequence[Law], universals: Sequence[Universal]) -> Plan:
    """Return the plan of a run with these settings.

    Raises:
        UsageError: `--only` names what there is not, or leaves nothing to try.
    """
    plan = make_plan(settings, contract, select(contract, settings.only), laws, universals)
    if settings.only and not plan.all:
        msg = (
            f"--only {' '.join(settings.only)} leaves nothing to try in profile {settings.profile}; "
            "`dataops-conformance list` shows which requirement is tried on what, and from which profile on."
        )
        raise UsageError(msg)
    return plan


def ledger_path(folder: Path, run_id: str) -> Path:
    """Return where the ledger of a run is."""
    return folder / f"ledger-{run_id}.jsonl"


def _try_all(runner: Runner, plan: Plan, progress: Progress, cleaner: Cleaner) -> _Ending:
    """Try the plan and clean up, whatever happens."""
    refused, ended = None, True
    try:
        refused = preflight(runner.context)
        if refused is None:
            runner.carry(plan.carriers)
            ended = run_under_pytest(Engine(runner, plan.all, progress))
    except KeyboardInterrupt:
        ended = False
    finally:
        progress.end()
        # A second Ctrl-C ends the clean-up; the ledger then still lists what is left, and `sweep` goes on with it.
        leftovers = cleaner.clean()
    # pytest calls it an interruption too where the engine itself stops the session.
    interrupted = None if ended else f"{INTERRUPTED} after {len(runner.results)} of {len(plan.all)} checks."
    return _Ending(refused, refused or runner.stopped or interrupted, leftovers)


def _tell_the_rest(runner: Runner, plan: Plan, observer: UniversalObserver, ending: _Ending) -> None:
    tried = {result.name for result in runner.results}
    for check in plan.all:
        if check.name not in tried:
            runner.skip(check, ending.stopped or "the run ended before it was come to")
    if ending.refused is None:
        for check in observer.elsewhere(plan.universals):
            runner.run(check)


def _result(
    runner: Runner,
    plan: Plan,
    waivers: Sequence[Waiver],
    ending: _Ending,
    *,
    lawful: frozenset[str],
    started: datetime,
    kept: Path | None,
) -> Result:
    context = runner.context
    settings, contract, target = context.settings, context.contract, context.target
    checks, waived = apply_waivers(_merged(runner.results), waivers, started.date())
    verdict, reasons = decide(checks, withheld=frozenset(runner.withheld), stopped=ending.stopped)
    planned = {check.requirement.id for check in plan.all}
    redact = target.redactor.text
    return Result(
        schema_version=SCHEMA_VERSION,
        verdict=verdict,
        reasons=tuple(map(redact, reasons)),
        manifest=_manifest(settings, contract, started, target.clock.now()),
        budget=_use(target.budget, plan, target.pacer.waited_s),
        requirements=tuple(
            _info(requirement, checked=requirement.id in lawful, in_run=requirement.id in planned)
            for requirement in contract.requirements
        ),
        operations=tuple(operation.id for operation in contract.operations),
        checks=checks,
        leftovers=tuple(Leftover(item.kind, redact(item.path), redact(item.reason)) for item in ending.leftovers),
        notes=(*waived, *_notes(kept, settings)),
    )


def _manifest(settings: Settings, contract: Contract, started: datetime, finished: datetime) -> Manifest:
    return Manifest(
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
        sandbox=settings.sandbox,
        max_requests=settings.max_requests,
        env_file=_given(settings.env_file),
        config=_given(settings.config),
        waivers=_given(settings.waivers),
        credentials=tuple(sorted(settings.credentials)),
        python=platform.python_version(),
        started_at=started.isoformat(timespec="milliseconds"),
        finished_at=finished.isoformat(timespec="milliseconds"),
    )


def _given(path: Path | None) -> str | None:
    return None if path is None else str(path)


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


def _use(budget: Budget, plan: Plan, waits_s: float) -> BudgetUse:
    return BudgetUse(
        limit=budget.limit,
        wanted=plan.requests,
        spent=budget.spent,
        setup=budget.count("setup"),
        cleanup=budget.count("cleanup"),
        quota_requests=budget.count("quota"),
        waits_s=round(waits_s, 3),
    )


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


def _notes(kept: Path | None, settings: Settings) -> tuple[str, ...]:
    notes: list[str] = []
    if kept is not None:
        notes.append(f"What this run left is listed in {kept}; `dataops-conformance sweep {kept}` removes it.")
    older = sorted(str(path) for path in settings.ledgers.glob("ledger-*.jsonl") if path != kept)
    if older:
        notes.append(f"Other runs left these, or are under way: {', '.join(older)}; see `dataops-conformance sweep`.")
    return tuple(notes)
