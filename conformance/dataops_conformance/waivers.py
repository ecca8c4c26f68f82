"""Accepted violations: which rule, on which operation, why, whose, and until when.

The file is TOML: `[[waiver]]` with `requirement`, `operation`, `reason`, `owner` and `expires`, a date. An expired one
waives nothing, and one that is not needed is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import cast

from dataops_conformance.result import CheckResult
from dataops_conformance.settings import UsageError
from dataops_conformance.tomlfile import read_toml

_KEYS = {"requirement", "operation", "reason", "owner", "expires"}


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
        """The check that it waives: `PAGE-04[list_projects]`."""
        return f"{self.requirement}[{self.operation}]"


def read_waivers(path: Path) -> tuple[Waiver, ...]:
    """Return the waivers of a file.

    Raises:
        UsageError: the file cannot be read, or an entry lacks a key, has one too many, or no date.
    """
    content = read_toml(path, "waiver file", "--waivers")
    entries = content.get("waiver")
    if set(content) != {"waiver"} or not isinstance(entries, list):
        msg = f"The waiver file {str(path)!r} must hold a list of [[waiver]] and nothing else."
        raise UsageError(msg)
    return tuple(_waiver(path, number, entry) for number, entry in enumerate(cast("list[object]", entries), 1))


def _waiver(path: Path, number: int, entry: object) -> Waiver:
    fields = cast("dict[str, object]", entry) if isinstance(entry, dict) else {}
    expires = fields.get("expires")
    texts = {key: value for key, value in fields.items() if isinstance(value, str) and value.strip()}
    if set(fields) != _KEYS or set(texts) != _KEYS - {"expires"} or type(expires) is not date:
        wanted = "requirement, operation, reason, owner (texts) and expires (a date such as 2027-01-31)"
        msg = f"Waiver {number} of {str(path)!r} must have {wanted}, and nothing else."
        raise UsageError(msg)
    return Waiver(texts["requirement"].upper(), texts["operation"], texts["reason"], texts["owner"], expires)


def apply_waivers(
    checks: Sequence[CheckResult], waivers: Sequence[Waiver], today: date
) -> tuple[tuple[CheckResult, ...], tuple[str, ...]]:
    """Return the checks with accepted violations waived, and notes on waivers that are expired or not needed."""
    valid = {waiver.name: waiver for waiver in waivers if waiver.expires >= today}
    failed = {check.name for check in checks if check.status in {"fail", "warn"}}
    tried = {check.name for check in checks if check.status in {"pass", "fail", "warn"}}
    notes = [
        f"The waiver of {waiver.name} expired on {waiver.expires}; {waiver.owner} owns it."
        for waiver in waivers
        if waiver.expires < today
    ]
    notes += [
        f"The waiver of {name} is not needed: the check passes."
        for name in valid
        if name in tried and name not in failed
    ]
    return tuple(_waived(check, valid) if check.name in failed else check for check in checks), tuple(notes)


def _waived(check: CheckResult, waivers: dict[str, Waiver]) -> CheckResult:
    waiver = waivers.get(check.name)
    if waiver is None:
        return check
    return replace(check, status="waived", reason=f"{waiver.reason} ({waiver.owner}, until {waiver.expires})")
