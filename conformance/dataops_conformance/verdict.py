"""What the checks add up to. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from dataops_conformance.result import CheckResult, Verdict

# Below this share of the MUST checks a run says nothing about the server.
ENOUGH = 0.6
EXIT_STATUS: Mapping[Verdict, int] = MappingProxyType({"conforms": 0, "violates": 1, "inconclusive": 3})
_TRIED = frozenset({"pass", "fail", "warn", "waived"})


def decide(
    checks: Sequence[CheckResult], *, withheld: frozenset[str] = frozenset(), stopped: str | None = None
) -> tuple[Verdict, tuple[str, ...]]:
    """Return the verdict and, in sentences, its reasons.

    `withheld` names the checks that the profile itself keeps from being tried; they are not owed. `stopped` says why
    the run ended before its time, which says all where it does. A violation that was seen stays one, however the run
    ended, and a warning changes nothing.
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
    tried = sum(check.status in _TRIED for check in owed)
    if not stopped and (tried < ENOUGH * len(owed) or not owed):
        share = f"{tried} of {len(owed)} MUST checks were tried, fewer than {ENOUGH:.0%}"
        reasons.append(f"Too little was exercised: {share}{_main_reason(owed)}.")
    if reasons:
        return "inconclusive", tuple(reasons)
    return "conforms", (f"{tried} of {_number(len(owed), 'MUST check')} tried, none violated{_warnings(checks)}.",)


def _warnings(checks: Sequence[CheckResult]) -> str:
    rules = len({check.requirement for check in checks if check.status == "warn"})
    return f"; {_number(rules, 'recommendation')} not followed" if rules else ""


def _main_reason(owed: Sequence[CheckResult]) -> str:
    told = Counter(check.reason for check in owed if check.status not in _TRIED and check.reason)
    return "".join(f"; most often: {reason.rstrip('.')}" for reason, _ in told.most_common(1))


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
