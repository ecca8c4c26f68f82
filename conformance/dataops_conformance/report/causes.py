"""What the failures of a run have in common: those that one mistake of the server explains, told together. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from dataops_conformance.report.groups import STATUSES
from dataops_conformance.result import CheckResult, Result, Status
from dataops_conformance.text import one_line

_FAILED: tuple[Status, ...] = ("fail", "error", "warn")
_VALUE = re.compile(r"'[^']*'|\"[^\"]*\"|`[^`]*`|(?<==)[^\s,;)]+")
_NUMBER = re.compile(r"\d[\d.:T+-]*Z?")
_SHORTEST = 12


@dataclass(frozen=True, slots=True)
class Cause:
    """Checks that fail for what looks like one reason, the one that tells most first.

    `blocked` are those that could not be tried because of it.
    """

    checks: tuple[CheckResult, ...]
    blocked: tuple[CheckResult, ...] = ()

    @property
    def summary(self) -> str:
        """What was seen, in the words of its first check."""
        return summary_of(self.checks[0])

    @property
    def status(self) -> Status:
        """The worst status among its checks."""
        statuses = {check.status for check in self.checks}
        return next(status for status in STATUSES if status in statuses)

    @property
    def requirements(self) -> tuple[str, ...]:
        """The requirements that are broken."""
        return tuple(dict.fromkeys(check.requirement for check in self.checks))

    @property
    def operations(self) -> tuple[str, ...]:
        """The operations that they are broken on."""
        return tuple(dict.fromkeys(check.operation for check in self.checks))


def summary_of(check: CheckResult) -> str:
    """Return what a check found, in one line."""
    return one_line(check.findings[0].summary if check.findings else check.reason or "no reason was given")


def causes(result: Result) -> tuple[Cause, ...]:
    """Return the failures and warnings by cause: failures first, then those that explain most.

    Two on one operation have one cause where they say the same (numbers and names apart), or where the same exchange
    shows both. What was so found on one operation is one cause with what was found on another where each holds what the
    other began with, of the same requirement and in the same words: one that is merely among the consequences of two
    mistakes joins neither.
    """
    failed = [check for check in result.checks if check.status in _FAILED]
    groups = _joined(failed, result.operations)
    blocked = _by_cause([check for check in result.checks if check.status == "blocked"], groups)
    found = [Cause(tuple(group), tuple(blocked.get(number, ()))) for number, group in enumerate(groups)]
    return tuple(sorted(found, key=lambda cause: (_FAILED.index(cause.status), -len(cause.checks))))


def _joined(checks: Sequence[CheckResult], operations: Sequence[str]) -> list[list[CheckResult]]:
    """Return the checks in groups of one cause, in the order of their coming."""
    owner: dict[str, int] = {}
    groups: dict[int, list[CheckResult]] = {}
    for number, check in enumerate(checks):
        traits = list(_traits(check, operations))
        joined = sorted({owner[trait] for trait in traits if trait in owner})
        home = joined[0] if joined else number
        for other in joined[1:]:
            groups[home] += groups.pop(other)
        owner = {trait: home if place in joined else place for trait, place in owner.items()}
        owner.update(dict.fromkeys(traits, home))
        groups.setdefault(home, []).append(check)
    found = _across(list(groups.values()), tuple(operations))
    return [sorted(group, key=lambda check: STATUSES.index(check.status)) for group in found]


def _across(groups: Sequence[list[CheckResult]], operations: tuple[str, ...]) -> list[list[CheckResult]]:
    """Return the groups, those made one of which each holds what the first of the other says."""
    said = [[(check.requirement, gist(check, operations)) for check in group] for group in groups]
    homes: list[int] = []
    for number, lines in enumerate(said):
        earlier = (home for home in homes if lines[0] in said[home] and said[home][0] in lines)
        homes.append(next(earlier, number))
    found: defaultdict[int, list[CheckResult]] = defaultdict(list)
    for home, group in zip(homes, groups, strict=True):
        found[home] += group
    return list(found.values())


def _traits(check: CheckResult, operations: Sequence[str]) -> Iterable[str]:
    """Yield what a check shares with others of its operation: what it says, and the exchange that shows it."""
    yield f"{check.operation} {gist(check, tuple(operations))}"
    for finding in check.findings:
        if finding.exchanges:
            yield f"exchange {finding.exchanges[-1].number}"


def gist(check: CheckResult, operations: tuple[str, ...]) -> str:
    """Return what a check found without what differs from one case to the next: operations, values, numbers."""
    text = _names(operations).sub("the operation", _VALUE.sub("a value", summary_of(check)))
    return _NUMBER.sub("a number", text)


@cache
def _names(operations: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, operations)) or '(?!)'})\b")


def _by_cause(
    blocked: Sequence[CheckResult], groups: Sequence[Sequence[CheckResult]]
) -> Mapping[int, list[CheckResult]]:
    """Return group → the checks that it blocked: those whose reason repeats what one of the group says."""
    found: defaultdict[int, list[CheckResult]] = defaultdict(list)
    said = [
        (text, number)
        for number, group in enumerate(groups)
        for text in {summary_of(check) for check in group}
        if len(text) >= _SHORTEST
    ]
    for check in blocked:
        reason = one_line(check.reason or "")
        number = next((number for text, number in said if text in reason), None)
        if number is not None:
            found[number].append(check)
    return found
