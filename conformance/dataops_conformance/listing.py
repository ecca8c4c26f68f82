"""What `list` and `plan` print, as lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from dataops_conformance.contract import Contract
from dataops_conformance.law import Law, Universal
from dataops_conformance.plan import Check, Plan
from dataops_conformance.selection import Selection
from dataops_conformance.settings import PROFILES, Profile, Settings


def requirement_lines(
    contract: Contract,
    selection: Selection,
    laws: Sequence[Law],
    universals: Sequence[Universal],
    *,
    level: str | None = None,
    profile: Profile | None = None,
    unchecked: bool = False,
) -> Iterator[str]:
    """Yield a line for each requirement that passes the filters: id, level, profile, laws, title; and their number."""
    tried = Counter([*(law.requirement for law in laws), *(law.requirement for law in universals)])
    shown = 0
    for item in contract.requirements:
        if selection.requirements is not None and item.id not in selection.requirements:
            continue
        if selection.operations is not None and selection.operations.isdisjoint(item.operations):
            continue
        if (level and item.level != level) or (unchecked and tried[item.id]):
            continue
        if profile and PROFILES.index(item.profile) > PROFILES.index(profile):
            continue
        shown += 1
        how = _laws(tried[item.id]) if tried[item.id] else "no law"
        yield f"{item.id:<8} {item.level:<6} {item.profile:<9} {how:<7} {len(item.operations):>3} op  {item.title}"
    yield f"{shown} of {len(contract.requirements)} requirements"


def plan_lines(plan: Plan, settings: Settings, contract: Contract) -> Iterator[str]:
    """Yield a line for each check, in order, with its estimate, and then what the whole costs and creates."""
    for number, check in enumerate(plan.checks):
        yield f"{number + 1:>5}  {check.name:<48} {_cost(check, within=number < plan.within)}"
    yield ""
    yield f"target      {settings.base_url}, profile {settings.profile}"
    yield f"checks      {len(plan.checks)} by laws of their own, {len(plan.universals)} by every exchange for nothing"
    requests = plan.requests
    yield f"requests    about {requests}, {plan.setup} of them to set up and clean up; fewer where laws share them"
    budget = settings.max_requests or "none"
    yield f"budget      {budget}; it is expected to carry {plan.within} of the {len(plan.checks)} checks"
    minutes = (
        min(requests, settings.max_requests or requests)
        / settings.rate_limit.requests
        * settings.rate_limit.seconds
        / 60
    )
    yield f"quota       {minutes:.1f} minutes of {settings.rate_limit}"
    quota = [check for check in plan.checks if check.is_quota and not check.missing]
    if quota:
        yield f"quota       used up by {len(quota)} checks: {settings.rate_limit.requests} requests, counted apart"
    yield f"creates     {_creates(plan, settings, contract)}"


def _cost(check: Check, *, within: bool) -> str:
    if check.missing:
        return f"not tested: set {' and '.join(check.missing)}"
    if check.is_quota:
        return "quota, counted apart"
    cut = "" if within else ", beyond the budget"
    return f"{check.law.requests} request{'' if check.law.requests == 1 else 's'}{cut}"


def _creates(plan: Plan, settings: Settings, contract: Contract) -> str:
    if settings.read_only:
        return "nothing: no request but GET, HEAD and OPTIONS leaves"
    made = [resource.create.id for resource in contract.resources]
    tried = {check.operation.id for check in plan.checks if check.operation.method == "POST" and not check.missing}
    kinds = [identifier for identifier in made if identifier in tried]
    if not plan.checks:
        return "nothing"
    place = f"the group {settings.group}" if settings.group else "the user's own namespace"
    return f"a project in {place}, and in it what the laws need ({', '.join(kinds) or 'no more'}); all of it is removed"


def _laws(count: int) -> str:
    return f"{count} law{'' if count == 1 else 's'}"
