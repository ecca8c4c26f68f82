"""Accepted violations: which rule, on which operation, why, whose, and until when.

The file is TOML: `[[waiver]]` with `requirement`, `operation`, `reason`, `owner` and `expires`, a date. `operation`
may be `*` where the rule is broken on most of its operations. A waiver that is expired, not needed, wider than what
fails, or for what there is not waives nothing and fails the run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import cast

from dataops_conformance.result import CheckResult, Verdict, WaiverState, WaiverUse
from dataops_conformance.settings import UsageError
from dataops_conformance.tomlfile import read_toml

EVERY = "*"
"""As the operation of a waiver: all that the requirement covers."""

_KEYS = {"requirement", "operation", "reason", "owner", "expires"}
_FAILED = frozenset({"fail", "warn"})
_TRIED = _FAILED | {"pass"}
_NAMED = 4


@dataclass(frozen=True, slots=True)
class Waiver:
    """One accepted violation. It holds through the day that `expires` names."""

    requirement: str
    operation: str
    reason: str
    owner: str
    expires: date

    @property
    def name(self) -> str:
        """The check that it waives: `PAGE-04[list_projects]`; `PAGE-04[*]` for those on every operation."""
        return f"{self.requirement}[{self.operation}]"


def read_waivers(path: Path) -> tuple[Waiver, ...]:
    """Return the waivers of a file.

    Raises:
        UsageError: the file cannot be read, an entry lacks a key, has one too many, or no date, or two are for one.
    """
    content = read_toml(path, "waiver file", "--waivers")
    entries = content.get("waiver", [])
    if set(content) - {"waiver"} or not isinstance(entries, list):
        msg = f"The waiver file {str(path)!r} must hold a list of [[waiver]] and nothing else."
        raise UsageError(msg)
    found: dict[str, Waiver] = {}
    for number, entry in enumerate(cast("list[object]", entries), 1):
        waiver = _waiver(path, number, entry)
        if waiver.name in found:
            msg = f"Waiver {number} of {str(path)!r} is a second one of {waiver.name}; remove one."
            raise UsageError(msg)
        found[waiver.name] = waiver
    return tuple(found.values())


def _waiver(path: Path, number: int, entry: object) -> Waiver:
    fields = cast("dict[str, object]", entry) if isinstance(entry, dict) else {}
    expires = fields.get("expires")
    texts = {key: value for key, value in fields.items() if isinstance(value, str) and value.strip()}
    if set(fields) != _KEYS or set(texts) != _KEYS - {"expires"} or type(expires) is not date:
        wanted = "requirement, operation, reason, owner (texts) and expires (a date such as 2027-01-31)"
        msg = f"Waiver {number} of {str(path)!r} must have {wanted}, and nothing else."
        raise UsageError(msg)
    requirement, operation = texts["requirement"].strip().upper(), texts["operation"].strip()
    return Waiver(requirement, operation, texts["reason"], texts["owner"], expires)


def apply_waivers(
    checks: Sequence[CheckResult],
    waivers: Sequence[Waiver],
    covered: Mapping[str, AbstractSet[str]],
    today: date,
) -> tuple[tuple[CheckResult, ...], tuple[WaiverUse, ...]]:
    """Return the checks with accepted violations waived, and how each waiver fared.

    `covered` maps every requirement of the catalogue to the operations that it covers.
    """
    named = frozenset(waiver.name for waiver in waivers)
    uses = tuple(_use(waiver, _meant(waiver, checks, named), covered, today) for waiver in waivers)
    by_check = {name: use for use in uses for name in use.waives}
    return tuple(_waived(check, by_check.get(check.name)) for check in checks), uses


def judge_waivers(
    verdict: Verdict, reasons: Sequence[str], uses: Sequence[WaiverUse]
) -> tuple[Verdict, tuple[str, ...]]:
    """Return the verdict and its reasons with what is wrong with the waivers.

    A run whose waivers are wrong does not conform: what it accepts is not what was agreed upon. An inconclusive one
    stays so.
    """
    problems = tuple(use.problem for use in uses if use.problem is not None)
    if not problems or verdict != "conforms":
        return verdict, (*reasons, *problems)
    return "violates", (*problems, *(f"But for its waivers the run conforms: {reason}" for reason in reasons))


def _meant(waiver: Waiver, checks: Sequence[CheckResult], named: frozenset[str]) -> list[CheckResult]:
    """Return the checks that a waiver is for; `*` is for those that no waiver names."""
    mine = [check for check in checks if check.requirement == waiver.requirement]
    if waiver.operation == EVERY:
        return [check for check in mine if check.name not in named]
    return [check for check in mine if check.operation == waiver.operation]


def _use(
    waiver: Waiver, meant: Sequence[CheckResult], covered: Mapping[str, AbstractSet[str]], today: date
) -> WaiverUse:
    failed = tuple(check.name for check in meant if check.status in _FAILED)
    state, problem = _judged(waiver, meant, covered, today)
    return WaiverUse(
        requirement=waiver.requirement,
        operation=waiver.operation,
        reason=waiver.reason,
        owner=waiver.owner,
        expires=waiver.expires.isoformat(),
        state=state,
        waives=failed if state == "in use" else (),
        problem=f"The waiver of {waiver.name} {problem}" if problem else None,
    )


def _judged(
    waiver: Waiver, meant: Sequence[CheckResult], covered: Mapping[str, AbstractSet[str]], today: date
) -> tuple[WaiverState, str | None]:
    """Return how a waiver fared, and what is wrong with it."""
    unlisted = _unlisted(waiver, meant, covered)
    if unlisted is not None:
        return unlisted
    if waiver.expires < today:
        return (
            "expired",
            f"expired on {waiver.expires}; {waiver.owner} owns it: mend the server, or agree on a new day.",
        )
    return _needed(waiver, meant)


def _needed(waiver: Waiver, meant: Sequence[CheckResult]) -> tuple[WaiverState, str | None]:
    """Return whether a waiver waives something, and no more than fails."""
    tried = [check for check in meant if check.status in _TRIED]
    failed = [check.operation for check in tried if check.status in _FAILED]
    if not tried:
        return "not tried", None
    if not failed:
        return "unused", "is not needed: what it is for is kept; remove it."
    if waiver.operation == EVERY and len(tried) > 1 and (len(failed) == 1 or len(failed) * 2 <= len(tried)):
        shown = ", ".join(failed[:_NAMED]) + (" …" if len(failed) > _NAMED else "")
        return (
            "over-broad",
            f"is over-broad: {len(failed)} of {len(tried)} operations fail; name them in its place: {shown}.",
        )
    return "in use", None


def _unlisted(
    waiver: Waiver, meant: Sequence[CheckResult], covered: Mapping[str, AbstractSet[str]]
) -> tuple[WaiverState, str] | None:
    """Return what is wrong with what a waiver names; None where the catalogue has it."""
    area = waiver.requirement.rstrip("-*")
    if waiver.requirement in covered:
        known = covered[waiver.requirement] | {check.operation for check in meant}
        if waiver.operation == EVERY or waiver.operation in known:
            return None
        return "unknown", f"names an operation that {waiver.requirement} does not cover; correct or remove it."
    if not area or any(id_.startswith(f"{area}-") for id_ in covered):
        return "over-broad", "is over-broad: it is for a whole area; name one requirement, such as PAGE-04."
    return "unknown", "names a requirement that there is not; `dataops-conformance list` shows those that there are."


def _waived(check: CheckResult, use: WaiverUse | None) -> CheckResult:
    if use is None:
        return check
    return replace(check, status="waived", reason=f"{use.reason} ({use.owner}, until {use.expires})")
