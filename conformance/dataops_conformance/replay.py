"""Run again what failed in an earlier run: the same seed and settings, the same contract, fresh things."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal, TypeAlias

import httpx

from dataops_conformance.attempt import Ended
from dataops_conformance.conduct import conduct, plan_for
from dataops_conformance.contract import Contract
from dataops_conformance.engine import Progress
from dataops_conformance.law import Law, Universal
from dataops_conformance.plan import Plan
from dataops_conformance.result import Manifest, Result, Status
from dataops_conformance.runner import SEARCH
from dataops_conformance.settings import Settings, UsageError
from dataops_conformance.sources import Options, load_settings
from dataops_conformance.universals import ELSEWHERE

Again: TypeAlias = Literal["shows again", "does not show", "could not be tried"]
_FAILED: frozenset[Status] = frozenset({"fail", "error"})
_REPLAYABLE = _FAILED | {"warn", "waived"}
_SHOWN: frozenset[Status] = frozenset({"fail", "warn", "error"})


def failing(earlier: Result, wanted: Sequence[str], contract: Contract, *, anyway: bool) -> frozenset[str]:
    """Return the names of the checks to replay: those that are wanted, else all that failed.

    Raises:
        UsageError: the contract is another one by now (unless `anyway`), or a wanted check did not fail.
    """
    if earlier.manifest.contract_hash != contract.sha256 and not anyway:
        was, now = earlier.manifest.contract_hash[:12], contract.sha256[:12]
        msg = f"The contract was {was} in that run and is {now} by now, so other requests would be sent; see --anyway."
        raise UsageError(msg)
    known = {check.name for check in earlier.checks if check.status in _REPLAYABLE}
    for name in wanted:
        if name not in known:
            msg = f"{name} did not fail in that run; `dataops-conformance run --only {name}` tries it all the same."
            raise UsageError(msg)
    return frozenset(wanted) or frozenset(check.name for check in earlier.checks if check.status in _FAILED)


def settings_of(
    manifest: Manifest,
    environment: Mapping[str, str],
    base_url: str | None = None,
    env_file: Path | None = None,
    report: Path | None = None,
) -> Settings:
    """Return the settings of that run, with the credentials that there are now.

    Raises:
        UsageError: there is no token, or the dotenv file of the run cannot be read.
    """
    named = Path(manifest.env_file) if manifest.env_file else None
    options = Options(
        base_url=base_url or manifest.base_url,
        env_file=env_file or named,
        config=Path(manifest.config) if manifest.config else None,
        profile=manifest.profile,
        sandbox=manifest.sandbox,
        rate_limit=manifest.rate_limit,
        quota=manifest.quota,
        max_requests=manifest.max_requests,
        seed=manifest.seed,
        report=report,
        database=manifest.database,
    )
    loaded = load_settings(options, environment)
    # A moved server has its sandbox elsewhere, perhaps; it is then in the environment or the dotenv file.
    same = base_url is None and env_file is None
    return replace(
        loaded,
        only=(),
        waivers=None,
        quota=manifest.quota,
        processes=None,
        project=manifest.project if same else loaded.project,
        group=manifest.group if same else loaded.group,
    )


def replay(
    earlier: Result,
    names: frozenset[str],
    settings: Settings,
    laws: Sequence[Law],
    universals: Sequence[Universal],
    progress: Progress,
    *,
    transport: httpx.BaseTransport | None = None,
) -> tuple[Mapping[str, Again], Ended]:
    """Run the checks of these names again, and those whose exchanges broke a universal law among them.

    Return of each whether its failure shows again, and the run itself.
    """
    contract = Contract.load()
    whole = plan_for(settings, contract, laws, universals)
    plan = narrowed(whole, earlier, names)
    conducted = conduct(settings, laws, universals, progress, plan=plan, transport=transport)
    statuses: dict[str, Status] = {check.name: check.status for check in conducted.result.checks}
    return {name: _again(name, statuses, conducted) for name in sorted(names)}, conducted


def narrowed(plan: Plan, earlier: Result, names: frozenset[str]) -> Plan:
    """Return the checks of a plan that these names want: themselves, and the carriers of those that cost no request."""
    carriers = {check.carrier for check in earlier.checks if check.name in names and check.carrier}
    rules = {check.requirement for check in earlier.checks if check.name in names and check.operation == ELSEWHERE}
    # What no operation is meant by is told only where its rule is held at all: a rule's first operation stands for it.
    first = {check.requirement.id: check.name for check in reversed(plan.universals) if check.requirement.id in rules}
    wanted = names | carriers | set(first.values())
    checks = tuple(check for check in plan.checks if check.name in wanted)
    universals = tuple(check for check in plan.universals if check.name in wanted)
    return replace(
        plan, checks=checks, universals=universals, within=len(checks), carriers=(), search=SEARCH in carriers
    )


def _again(name: str, statuses: Mapping[str, Status], conducted: Ended) -> Again:
    status = statuses.get(name)
    if status in _SHOWN:
        return "shows again"
    if status == "pass":
        return "does not show"
    # What no operation is meant by has a check only where it is broken.
    whole = conducted.refused is None and conducted.result.stopped is None
    return "does not show" if status is None and whole and name.endswith(f"[{ELSEWHERE}]") else "could not be tried"
