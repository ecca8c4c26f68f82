"""What the checks add up to. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from types import MappingProxyType

from dataops_conformance.plan import Plan
from dataops_conformance.result import BUDGET, CheckResult, ExchangeRecord, Exercised, Status, Verdict
from dataops_conformance.settings import NEEDS, SMOKE_REQUESTS, Settings
from dataops_conformance.universals import UNSEEN

# Below this share of the MUST checks a run says nothing about the server.
ENOUGH = 0.6
# Below this share of those that send requests of their own it says nothing either: the universal laws are held to
# whatever was sent, and hold on many rules after a single request.
ENOUGH_OF_ITS_OWN = 0.25
# Above this share of them hindered by other things than the budget (refused, throttled, unreachable, no credential), a
# run that makes what it needs says nothing either.
TOO_HINDERED = 0.25
# Above this share of what makes or changes things refused to the run's own token, it was mostly reading that was tried.
TOO_REFUSED = 0.25
EXIT_STATUS: Mapping[Verdict, int] = MappingProxyType({"conforms": 0, "violates": 1, "inconclusive": 3})
_TRIED = frozenset({"pass", "fail", "warn", "waived"})
_WORST_FIRST: tuple[Status, ...] = ("error", "fail", "warn", "blocked", "not tested", "waived", "pass")
_FORBIDDEN = 403
_OWN = NEEDS["token"]


@dataclass(frozen=True, slots=True)
class Writes:
    """What makes or changes things, as far as the run's own token was used for it.

    `refused` are the operations that answered 403 and accepted nothing. A server that keeps the rules refuses so
    nothing to a user who may make things.
    """

    asked: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()


def decide(
    checks: Sequence[CheckResult],
    *,
    withheld: frozenset[str] = frozenset(),
    stopped: str | None = None,
    makes: bool = True,
    universal: AbstractSet[str] = frozenset(),
    writes: Writes = Writes(),
) -> tuple[Verdict, tuple[str, ...]]:
    """Return the verdict and, in sentences, its reasons.

    `withheld` names the checks that the profile itself keeps from being tried; they are not owed. `stopped` says why
    the run ended before its time, which says all where it does. `makes` says that the run makes what it needs, so that
    nothing but the budget should hinder it; one that only looks tries what there is to look at. `universal` names the
    requirements that no check sends a request for, `writes` tells how the run's own token fared where it writes. A
    violation that was seen stays one, however the run ended, and a warning changes nothing.
    """
    violated = [check for check in checks if check.level == "MUST" and check.status == "fail"]
    reasons: list[str] = [stopped] if stopped else []
    if violated:
        rules = len({check.requirement for check in violated})
        operations = len({check.operation for check in violated})
        seen = f"{_number(rules, 'requirement')} violated on {_number(operations, 'operation')}."
        return "violates", (seen, *reasons)
    errors = sum(check.status == "error" for check in checks)
    if errors:
        reasons.append(f"{_number(errors, 'check')} of the suite itself broke; that is no fault of the server.")
    owed = [check for check in checks if check.level == "MUST" and check.name not in withheld]
    if not stopped and (reason := _too_little(owed, universal) or (_too_refused(owed, writes) if makes else None)):
        reasons.append(reason)
    if reasons:
        return "inconclusive", tuple(reasons)
    tried = sum(check.status in _TRIED for check in owed)
    return "conforms", (f"{tried} of {_number(len(owed), 'MUST check')} tried, none violated{_warnings(checks)}.",)


def _too_little(owed: Sequence[CheckResult], universal: AbstractSet[str]) -> str | None:
    """Return in a sentence that too few of the checks were tried; None where enough were."""
    tried = sum(check.status in _TRIED for check in owed)
    if tried < ENOUGH * len(owed) or not owed:
        share = f"{tried} of {len(owed)} MUST checks were tried, fewer than {ENOUGH:.0%}"
        return f"Too little was exercised: {share}{_main_reason(owed)}."
    own = [check for check in owed if check.requirement not in universal]
    tried = sum(check.status in _TRIED for check in own)
    if tried < ENOUGH_OF_ITS_OWN * len(own):
        share = (
            f"{tried} of {len(own)} MUST checks that send requests of their own were tried, "
            f"fewer than {ENOUGH_OF_ITS_OWN:.0%}"
        )
        return f"Too little was exercised: {share}{_main_reason(own)}."
    return None


def _too_refused(owed: Sequence[CheckResult], writes: Writes) -> str | None:
    """Return in a sentence that too much was kept from a run that makes things; None where it was not."""
    hindered = _hindered(owed)
    if len(hindered) > TOO_HINDERED * len(owed):
        share = f"{len(hindered)} of {len(owed)} MUST checks could not be tried, more than {TOO_HINDERED:.0%}"
        return f"Too much was hindered: {share}{_main_reason(hindered)}."
    if len(writes.refused) > TOO_REFUSED * len(writes.asked):
        share = f"{len(writes.refused)} of {_number(len(writes.asked), 'operation')} that make or change things"
        return (
            f"Too much was refused to {_OWN}: {share} answered 403 and took no request, more than {TOO_REFUSED:.0%}; "
            f"give {_OWN} a token of the scope api whose user may make things."
        )
    return None


def writes_of(exchanges: Iterable[ExchangeRecord], exercised: Iterable[Exercised], writing: AbstractSet[str]) -> Writes:
    """Return how the run's own token fared on the operations of `writing`.

    What was accepted is told by `exercised`, for a long run does not keep all its exchanges.
    """
    accepted = {item.operation for item in exercised if any(status < 400 for status in item.statuses)}
    own = [item for item in exchanges if item.credential == _OWN]
    refused = {item.operation for item in own if item.status == _FORBIDDEN} - accepted
    return Writes(
        asked=frozenset(name for item in own if (name := item.operation) in writing and name is not None),
        refused=frozenset(name for name in refused if name in writing and name is not None),
    )


def worst_of(results: Sequence[CheckResult]) -> tuple[CheckResult, ...]:
    """Return the results with those of one name made one, the worst: several laws may try one rule on one operation."""
    found: dict[str, CheckResult] = {}
    for result in results:
        other = found.get(result.name)
        if other is None:
            found[result.name] = result
            continue
        worse = min(other, result, key=lambda item: _WORST_FIRST.index(item.status))
        found[result.name] = replace(
            worse, requests=other.requests + result.requests, duration_s=other.duration_s + result.duration_s
        )
    return tuple(found.values())


def owed_by_none(checks: Sequence[CheckResult], plan: Plan, settings: Settings) -> frozenset[str]:
    """Return the checks that the profile smoke does not owe: what its few requests were not expected to reach.

    A budget that is smaller still than the profile's own owes all the same.
    """
    if settings.profile != "smoke" or (settings.max_requests or SMOKE_REQUESTS) < SMOKE_REQUESTS:
        return frozenset()
    expected = {check.name for check in plan.checks[: plan.within]}
    return frozenset(
        check.name
        for check in checks
        if check.name not in expected
        and check.status == "not tested"
        and check.reason is not None
        and (check.reason.startswith(BUDGET) or check.reason == UNSEEN)
    )


def _warnings(checks: Sequence[CheckResult]) -> str:
    rules = len({check.requirement for check in checks if check.status == "warn"})
    return f"; {_number(rules, 'recommendation')} not followed" if rules else ""


def _hindered(owed: Sequence[CheckResult]) -> list[CheckResult]:
    """Return what was not tried for another reason than the budget, or that nothing was sent for it."""
    told = (BUDGET, UNSEEN)
    return [check for check in owed if check.status not in _TRIED and not (check.reason or "").startswith(told)]


def _main_reason(owed: Sequence[CheckResult]) -> str:
    untried = [check.reason for check in owed if check.status not in _TRIED and check.reason]
    # That nothing was sent for an operation only follows from what kept the run from sending.
    told = Counter(reason for reason in untried if reason != UNSEEN) or Counter(untried)
    return "".join(f"; most often: {reason.rstrip('.')}" for reason, _ in told.most_common(1))


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
