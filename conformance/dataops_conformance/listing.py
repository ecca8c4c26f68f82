"""What `list` and `plan` print, as lines."""

from __future__ import annotations

import textwrap
from collections import defaultdict
from collections.abc import Iterator, Sequence

from dataops_spec import Requirement

from dataops_conformance.contract import Contract, kind_made
from dataops_conformance.law import Law, Universal
from dataops_conformance.plan import Plan
from dataops_conformance.ranking import Check
from dataops_conformance.selection import Selection
from dataops_conformance.settings import Profile, Settings, covers

# A title is never wrapped to less than this, however narrow the terminal.
_NARROWEST = 24


def requirement_lines(
    contract: Contract,
    selection: Selection,
    laws: Sequence[Law],
    universals: Sequence[Universal],
    *,
    level: str | None = None,
    profile: Profile | None = None,
    unchecked: bool = False,
    width: int | None = None,
) -> Iterator[str]:
    """Yield each requirement that passes the filters: id, level, profile, operations, title; and at last their number.

    A requirement is one line, wrapped at `width` where that is given.
    """
    tried = {*(law.requirement for law in laws), *(law.requirement for law in universals)}
    shown = 0
    for item in contract.requirements:
        if not selection.names(item) or (level and item.level != level) or (unchecked and item.id in tried):
            continue
        if profile and not covers(profile, item.profile):
            continue
        shown += 1
        title = item.title if item.id in tried else f"{item.title} (no law)"
        yield from _wrapped(
            f"{item.id:<7} {item.level:<6} {item.profile:<9} {len(item.operations):>2} op", title, width
        )
    yield f"{shown} of {len(contract.requirements)} requirements"


def plan_lines(
    plan: Plan, settings: Settings, contract: Contract, *, verbose: bool = False, width: int | None = None
) -> Iterator[str]:
    """Yield what a run would cost and create, and then a line for each requirement; `verbose` yields each check."""
    for name, value in _totals(plan, settings, contract):
        yield from _wrapped(f"{name:<9}", value, width)
    yield ""
    yield from _checks(plan) if verbose else _requirements(plan, contract, width)


def _totals(plan: Plan, settings: Settings, contract: Contract) -> Iterator[tuple[str, str]]:
    yield "target", f"{settings.base_url}, profile {settings.profile}"
    yield "checks", f"{len(plan.checks)} by laws of their own, {len(plan.universals)} by every exchange for nothing"
    yield "requests", f"about {plan.requests}, {plan.setup} of them to set up and clean up; fewer where laws share them"
    yield (
        "budget",
        f"{settings.max_requests or 'none'}; it carries about {plan.within} of the {len(plan.checks)} checks",
    )
    spent = min(plan.requests, settings.max_requests or plan.requests)
    minutes = spent / settings.rate_limit.requests * settings.rate_limit.seconds / 60
    yield "quota", f"{minutes:.1f} minutes of {settings.rate_limit}"
    emptying = [check for check in plan.checks if check.is_quota and not check.missing]
    if emptying:
        yield "", f"used up by {len(emptying)} checks: {settings.rate_limit.requests} requests, counted apart"
    yield "creates", _creates(plan, settings, contract)


def _requirements(plan: Plan, contract: Contract, width: int | None) -> Iterator[str]:
    own: defaultdict[str, list[Check]] = defaultdict(list)
    for check in plan.checks:
        own[check.requirement.id].append(check)
    universal = [check.requirement.id for check in plan.universals]
    yield "         level   checks  requests  title"
    for item in contract.requirements:
        if item.id in own or item.id in universal:
            checks = own[item.id]
            count = len(checks) + universal.count(item.id)
            start = f"{item.id:<8} {item.level:<6} {count:>7} {sum(check.requests for check in checks):>9.0f} "
            yield from _wrapped(start, _titled(item, checks), width)


def _titled(requirement: Requirement, checks: Sequence[Check]) -> str:
    missing = sorted({name for check in checks for name in check.missing})
    return f"{requirement.title} (not tested: set {' and '.join(missing)})" if missing else requirement.title


def _checks(plan: Plan) -> Iterator[str]:
    for number, check in enumerate(plan.checks):
        yield f"{number + 1:>5}  {check.name:<48} {_cost(check, within=number < plan.within)}"


def _cost(check: Check, *, within: bool) -> str:
    if check.missing:
        return f"not tested: set {' and '.join(check.missing)}"
    if check.is_quota:
        return "quota, counted apart"
    cut = "" if within else ", beyond the budget"
    return f"{check.requests:.3g} request{'' if check.requests == 1 else 's'}{cut}"


def _creates(plan: Plan, settings: Settings, contract: Contract) -> str:
    if settings.read_only:
        return "nothing: no request but GET, HEAD and OPTIONS leaves"
    if not plan.checks:
        return "nothing"
    tried = {check.operation.id for check in plan.checks if not check.missing}
    kinds = [kind_made(resource.create.id) for resource in contract.resources if resource.create.id in tried]
    place = f"the group {settings.group}" if settings.group else "the user's own namespace"
    inside = f" ({', '.join(dict.fromkeys(kinds))})" if kinds else ""
    return f"a project in {place}, and in it what the laws need{inside}; all of it is removed"


def _wrapped(start: str, text: str, width: int | None) -> Iterator[str]:
    """Yield the text after its start, the further lines beneath its beginning."""
    indent = len(start) + 1
    room = len(text) if width is None else max(width - indent, _NARROWEST)
    first, *others = textwrap.wrap(text, max(room, 1), break_long_words=False, break_on_hyphens=False) or [""]
    yield f"{start} {first}".rstrip()
    yield from (f"{' ' * indent}{line}" for line in others)
