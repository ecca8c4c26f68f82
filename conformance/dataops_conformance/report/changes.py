"""What changed from one run to another, check by check. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from dataops_conformance.report.causes import gist, summary_of
from dataops_conformance.report.groups import EXERCISED
from dataops_conformance.result import CheckResult, Result, Status, WaiverUse

Change: TypeAlias = Literal[
    "new", "new warning", "changed", "fixed", "waived", "no longer tested", "newly tested", "still failing"
]
CHANGES: Final[tuple[Change, ...]] = (
    "new", "new warning", "changed", "waived", "fixed", "no longer tested", "newly tested", "still failing",
)  # fmt: skip
"""Every change, the one that most wants looking at first."""

MEANINGS: Final[dict[Change, str]] = {
    "new": "fails now, and did not before",
    "new warning": "is a warning now, and was none before",
    "changed": "fails as before, in another way",
    "waived": "is accepted now, and was not before",
    "fixed": "failed before, and is kept now",
    "no longer tested": "was tried before, and not now",
    "newly tested": "was not tried before, and is kept now",
    "still failing": "fails as it did",
}

_BROKEN: Final[frozenset[Status]] = frozenset({"fail", "error"})
_FLAWED: Final[frozenset[Status]] = frozenset({*_BROKEN, "warn"})


@dataclass(frozen=True, slots=True)
class Changed:
    """A check that ended otherwise than before. `before` and `after` are None where the run did not hold it."""

    name: str
    change: Change
    before: CheckResult | None
    after: CheckResult | None
    waiver: WaiverUse | None = None

    @property
    def told(self) -> str:
        """What is to say of it, in one line."""
        if self.change == "waived" and self.waiver is not None:
            return f"{self.waiver.reason} ({self.waiver.owner}, until {self.waiver.expires})"
        if self.change == "fixed" and self.before is not None:
            return summary_of(self.before)
        if self.change == "no longer tested":
            reason = summary_of(self.after) if self.after is not None else "it is not in the second run"
            failed = " (failed before)" if self.before is not None and self.before.status in _FLAWED else ""
            return f"{reason}{failed}"
        if self.change == "newly tested":
            return ""
        return summary_of(self.after) if self.after is not None else ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs, and what changed from the first to the second. `warnings` say what makes them unlike each other."""

    before: Result
    after: Result
    changes: tuple[Changed, ...]
    warnings: tuple[str, ...]

    def of(self, change: Change) -> tuple[Changed, ...]:
        """Return the changes of one kind."""
        return tuple(item for item in self.changes if item.change == change)

    @property
    def is_worse(self) -> bool:
        """Tell whether something fails that did not."""
        return bool(self.of("new"))


def compare_runs(before: Result, after: Result) -> Comparison:
    """Return what changed from one run to another, the changes in the order of `CHANGES` and of the second run."""
    old = {check.name: check for check in before.checks}
    new = {check.name: check for check in after.checks}
    waivers = {name: waiver for waiver in after.waivers for name in waiver.waives}
    operations = tuple(dict.fromkeys((*after.operations, *before.operations)))
    found = [
        Changed(name, change, old.get(name), new.get(name), waivers.get(name))
        for name in dict.fromkeys((*new, *old))
        if (change := _change(old.get(name), new.get(name), operations)) is not None
    ]
    found.sort(key=lambda item: CHANGES.index(item.change))
    return Comparison(before, after, tuple(found), _warnings(before, after))


def _change(before: CheckResult | None, after: CheckResult | None, operations: Sequence[str]) -> Change | None:
    """Return what became of a check; None where that is nothing to tell."""
    old, new = _status(before), _status(after)
    if new in _FLAWED:
        return _flaw(old, new, same=_same(before, after, operations))
    if new == "waived":
        return None if old == "waived" else "waived"
    if new != "pass":
        return "no longer tested" if old in EXERCISED or old == "error" else None
    if old in _FLAWED or old == "waived":
        return "fixed"
    return None if old == "pass" else "newly tested"


def _flaw(old: Status, new: Status, *, same: bool) -> Change:
    """Return what became of a check that does not pass."""
    if new == "warn" and old not in _FLAWED:
        return "new warning"
    if new in _BROKEN and old not in _BROKEN:
        return "new"
    return "still failing" if old == new and same else "changed"


def _status(check: CheckResult | None) -> Status:
    return "not tested" if check is None else check.status


def _same(before: CheckResult | None, after: CheckResult | None, operations: Sequence[str]) -> bool:
    """Tell whether two failures of a check say the same, but for ids, names and times, which differ with every run."""
    if before is None or after is None:
        return False
    names = tuple(operations)
    return _answered(before) == _answered(after) and gist(before, names) == gist(after, names)


def _answered(check: CheckResult) -> list[list[int]]:
    return [[exchange.status for exchange in finding.exchanges[-1:]] for finding in check.findings]


def _warnings(before: Result, after: Result) -> tuple[str, ...]:
    """Return what makes two runs unlike each other, apart from the server."""
    old, new = before.manifest, after.manifest
    pairs = {
        "contract": (old.contract_hash[:12], new.contract_hash[:12]),
        "suite": (old.suite_version, new.suite_version),
        "profile": (old.profile, new.profile),
        "seed": (str(old.seed), str(new.seed)),
        "budget": (str(old.max_requests), str(new.max_requests)),
        "--only": (" ".join(old.only) or "none", " ".join(new.only) or "none"),
    }
    told = [f"The {name} differs: {was} before, {now} after." for name, (was, now) in pairs.items() if was != now]
    ended = [
        f"The {place} run is inconclusive: {' '.join(run.reasons)}"
        for place, run in (("first", before), ("second", after))
        if run.verdict == "inconclusive"
    ]
    return (*told, *ended)
