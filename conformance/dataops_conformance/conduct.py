"""Conduct a whole run: plan it, try it as a whole, as a shard or in processes, and judge what came of it."""

from __future__ import annotations

import gc
from collections.abc import Generator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import replace
from functools import partial

import httpx

from dataops_conformance.attempt import Attempt, Ended, Way
from dataops_conformance.contract import Contract
from dataops_conformance.engine import Engine, Progress, Try, run_under_pytest
from dataops_conformance.joining import judge
from dataops_conformance.law import Law, Universal
from dataops_conformance.parallel.controller import Parted, conduct_parts
from dataops_conformance.parts import budget_of, shard_of
from dataops_conformance.plan import Plan, UniversalCheck, is_in_profile, make_plan
from dataops_conformance.ranking import Check
from dataops_conformance.result import CheckResult
from dataops_conformance.selection import select
from dataops_conformance.settings import Settings, UsageError
from dataops_conformance.target.pacing import Clock
from dataops_conformance.waivers import read_waivers

INTERRUPTED = "The run was interrupted"

Conducted = Ended
"""The result of a run, judged, with the ledger of what it left and, where nothing was tried, why."""


def conduct(
    settings: Settings,
    laws: Sequence[Law],
    universals: Sequence[Universal],
    progress: Progress,
    *,
    plan: Plan | None = None,
    transport: httpx.BaseTransport | None = None,
    clock: Clock | None = None,
) -> Conducted:
    """Run the laws against the target of the settings.

    `plan` is what to try where that is not the settings' own plan; `transport` and `clock` stand in for network and
    time in tests.

    Raises:
        UsageError: `--only` names what there is not, the waivers cannot be read, or the base URL lacks /api/v4.
    """
    contract = Contract.load()
    whole = plan_for(settings, contract, laws, universals) if plan is None else plan
    waivers = read_waivers(settings.waivers) if settings.waivers else ()
    own = shard_of(whole, contract, settings, settings.shard) if settings.shard else whole
    way = Way(transport, clock)
    if settings.processes is None:
        beyond = whole if settings.shard else None
        limit = budget_of(settings)
        with Attempt(settings, own, laws, universals, way=way, limit=limit, whole=beyond, contract=contract) as attempt:
            ended = attempt_all(attempt, progress)
    else:
        ended = conduct_parts(settings, Parted(own, whole, laws, universals), progress, attempt_all, way)
    return replace(ended, result=judge(ended.result, waivers, covered(contract), universal_of(laws, universals)))


def plan_for(settings: Settings, contract: Contract, laws: Sequence[Law], universals: Sequence[Universal]) -> Plan:
    """Return the plan of a run with these settings.

    Raises:
        UsageError: `--only` names what there is not, or leaves nothing to try.
    """
    plan = make_plan(settings, contract, select(contract, settings.only), laws, universals)
    if settings.only and not plan.all:
        lawful = {law.requirement for law in laws} | {law.requirement for law in universals}
        told = _why_untried(settings, contract, lawful)
        msg = f"--only {' '.join(settings.only)} leaves nothing to try in profile {settings.profile}; {told}"
        raise UsageError(msg)
    return plan


def _why_untried(settings: Settings, contract: Contract, lawful: AbstractSet[str]) -> str:
    """Return why what `--only` names is not tried, where it has one reason, or where to look."""
    selection = select(contract, settings.only)
    named = [requirement for requirement in contract.requirements if selection.names(requirement)]
    ids = ", ".join(requirement.id for requirement in named)
    if named and not any(requirement.id in lawful for requirement in named):
        return f"no law tries {ids}, and `dataops-conformance explain {named[0].id}` tells why."
    if named and all(requirement.area == "RATE" for requirement in named) and not settings.read_only:
        return f"{ids} wants --quota, or --profile full, and the token of DATAOPS_QUOTA_TOKEN."
    wanted = sorted({requirement.profile for requirement in named if not settings.covers(requirement.profile)})
    if named and wanted and not any(is_in_profile(requirement, settings) for requirement in named):
        return f"{ids} wants the profile {' or '.join(wanted)}."
    return "`dataops-conformance list` shows which requirement is tried on what, and from which profile on."


def covered(contract: Contract) -> Mapping[str, frozenset[str]]:
    """Return requirement → the operations that it covers."""
    return {requirement.id: frozenset(requirement.operations) for requirement in contract.requirements}


def universal_of(laws: Sequence[Law], universals: Sequence[Universal]) -> frozenset[str]:
    """Return the requirements that hold on whatever is sent, and that no law sends a request of its own for."""
    return frozenset(law.requirement for law in universals) - {law.requirement for law in laws}


@contextmanager
def _settled() -> Generator[None]:
    """Spare the garbage collector what is there by now, modules and the plan, which outlive the checks."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


@_settled()
def attempt_all(attempt: Attempt, progress: Progress) -> Ended:
    """Try every check of an attempt in this process and end it, whatever happens."""
    checks = attempt.plan.all
    come_to_its_end = False
    try:
        if attempt.begin() is None:
            progress.begin(len(checks))
            tries = [Try(check.name, partial(_try, attempt, check, progress)) for check in checks]
            come_to_its_end = run_under_pytest(Engine(tries, lambda: attempt.stopped))
    except KeyboardInterrupt:
        pass
    except BaseException:
        # What was made until then is removed all the same, and nothing else is sent.
        attempt.end(f"{INTERRUPTED}.")
        raise
    finally:
        progress.end()
    # pytest calls it an interruption too where the engine itself stops the session; that has its own reason.
    told = f"{INTERRUPTED} after {len(attempt.results)} of {len(checks)} checks."
    return attempt.end(None if come_to_its_end else told)


def _try(attempt: Attempt, check: Check | UniversalCheck, progress: Progress) -> CheckResult:
    result = attempt.run(check)
    progress.checked(result, attempt.target.budget.left)
    return result
