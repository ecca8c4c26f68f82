"""Run again what failed in an earlier run: the same seed and settings, the same contract, fresh things."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, TypeAlias
from urllib.parse import urlsplit

import httpx

from dataops_conformance.attempt import Ended
from dataops_conformance.conduct import conduct, plan_for
from dataops_conformance.contract import Contract
from dataops_conformance.engine import Progress
from dataops_conformance.law import Law, Universal
from dataops_conformance.plan import Plan
from dataops_conformance.result import Manifest, Result, Status
from dataops_conformance.runner import SEARCH
from dataops_conformance.settings import CREDENTIAL_NAMES, DEFAULT_URL, Settings, UsageError, is_sandbox
from dataops_conformance.sources import Options, load_settings, named_url
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


@dataclass(frozen=True, slots=True)
class Given:
    """What the command line says now; None and empty where it says nothing."""

    base_url: str | None = None
    env_file: Path | None = None
    config: Path | None = None
    sandbox: Sequence[str] = ()
    report: Path | None = None


def settings_of(manifest: Manifest, environment: Mapping[str, str], given: Given = Given()) -> Settings:
    """Return the settings of that run, with the credentials that there are now.

    Others may have written the manifest. So it does not say by itself where a token goes, nor that a host is a sandbox.

    Raises:
        UsageError: there is no token, the dotenv file of the run cannot be read, or nobody but the manifest names the
            server or its sandbox.
    """
    base_url = _where_to(manifest, environment, given)
    is_own = is_sandbox(_host(base_url), ())
    options = Options(
        base_url=base_url,
        env_file=_env_file(manifest, given),
        config=given.config or (Path(manifest.config) if manifest.config and is_own else None),
        profile=manifest.profile,
        sandbox=given.sandbox,
        rate_limit=manifest.rate_limit,
        quota=manifest.quota,
        max_requests=manifest.max_requests,
        seed=manifest.seed,
        report=given.report,
        database=manifest.database,
    )
    loaded = load_settings(options, environment)
    if is_sandbox(loaded.host, manifest.sandbox) and not is_sandbox(loaded.host, loaded.sandbox):
        msg = f"That run was told that {loaded.host} is a sandbox; give --sandbox {loaded.host} if it is."
        raise UsageError(msg)
    # A moved server has its sandbox elsewhere, perhaps; it is then in the environment or the dotenv file.
    same = given.base_url is None and given.env_file is None
    return replace(
        loaded,
        only=(),
        waivers=None,
        quota=manifest.quota,
        processes=None,
        project=manifest.project if same else loaded.project,
        group=manifest.group if same else loaded.group,
    )


def _where_to(manifest: Manifest, environment: Mapping[str, str], given: Given) -> str:
    """Return the base URL: the one given now, else that of the run, where the user's own settings name it or none.

    Raises:
        UsageError: they name another one; or none, and it is neither loopback nor the default.
    """
    if given.base_url is not None:
        return given.base_url
    recorded = manifest.base_url
    now = Options(env_file=given.env_file, config=given.config)
    by_all = named_url(replace(now, env_file=_env_file(manifest, given)), environment)
    if by_all not in {None, recorded}:
        msg = (
            f"That run was against {recorded}, and the settings of now name {by_all}; "
            "give --base-url with the one that is meant."
        )
        raise UsageError(msg)
    if recorded == DEFAULT_URL or is_sandbox(_host(recorded), ()):
        return recorded
    # The dotenv file that the manifest names says where its own tokens may go, and no others.
    lends = any(environment.get(name) for name in (*CREDENTIAL_NAMES, "CI_JOB_TOKEN"))
    mine = {named_url(now, environment), environment.get("CI_API_V4_URL"), None if lends else by_all}
    if recorded not in mine:
        msg = f"Only the result names {recorded}; give --base-url {recorded} if the tokens of now are meant for it."
        raise UsageError(msg)
    return recorded


def _env_file(manifest: Manifest, given: Given) -> Path | None:
    """Return the dotenv file; raise UsageError where it is that of the run, and is not here."""
    if given.env_file is not None or manifest.env_file is None:
        return given.env_file
    named = Path(manifest.env_file)
    if not named.is_file():
        msg = f"The env file {manifest.env_file!r} of that run is not here; replay in its folder, or give --env-file."
        raise UsageError(msg)
    return named


def _host(url: str) -> str:
    """Return the host of a URL in lower case; empty where it cannot be read, which is told later."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


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
