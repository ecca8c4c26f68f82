"""The views that every report takes of a result: counts, groups, the matrix. Pure."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from dataops_conformance.result import BUDGET, CheckResult, RequirementInfo, Result, Status

STATUSES: Final[tuple[Status, ...]] = ("fail", "error", "warn", "blocked", "not tested", "waived", "pass")
"""Every status, the one that most wants looking at first."""

EXERCISED: Final[frozenset[Status]] = frozenset({"pass", "fail", "warn", "waived"})
"""The statuses of a check that tried its requirement on the server."""


_LISTED = 4
# `sandbox: project: create_project was answered 500`: what was wanted for what, down to what went wrong.
_LINKS = re.compile(r"^(?:[\w ,/\[\]-]+: )+(?=\S)")


@dataclass(frozen=True, slots=True)
class RequirementGroup:
    """Checks of one requirement."""

    requirement: RequirementInfo
    checks: tuple[CheckResult, ...]


@dataclass(frozen=True, slots=True)
class ReasonGroup:
    """Checks that were not tried for one and the same reason."""

    status: Status
    reason: str
    checks: tuple[CheckResult, ...]

    @property
    def is_budget(self) -> bool:
        """Tell whether they were not tried for want of requests."""
        return self.reason.startswith(BUDGET)

    @property
    def label(self) -> str:
        """The one check's name, or the requirements, as far as a line holds them."""
        if len(self.checks) == 1:
            return self.checks[0].name
        requirements = list(dict.fromkeys(check.requirement for check in self.checks))
        more = len(requirements) - _LISTED
        return ", ".join(requirements[:_LISTED]) + (f" and {more} more" if more > 0 else "")


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far a run went: requirements and operations that were tried, out of all."""

    requirements_tried: int
    requirements: int
    operations_tried: int
    operations: int


def counts(checks: Iterable[CheckResult]) -> Counter[Status]:
    """Return how many of the checks ended in which status."""
    return Counter(check.status for check in checks)


def areas(result: Result) -> tuple[str, ...]:
    """Return the areas of the catalogue and of the checks, in their order."""
    names = [requirement.area for requirement in result.requirements] + [check.area for check in result.checks]
    return tuple(dict.fromkeys(names))


def by_area(result: Result) -> Mapping[str, Counter[Status]]:
    """Return the counts of every area that has checks."""
    found = {area: counts(check for check in result.checks if check.area == area) for area in areas(result)}
    return {area: count for area, count in found.items() if count}


def by_requirement(result: Result, *statuses: Status) -> list[RequirementGroup]:
    """Return the checks in these statuses by requirement, in the catalogue's order, the worst of each first."""
    found: defaultdict[str, list[CheckResult]] = defaultdict(list)
    for check in sorted(result.checks, key=lambda check: STATUSES.index(check.status)):
        if check.status in statuses:
            found[check.requirement].append(check)
    order = {requirement.id: requirement for requirement in result.requirements}
    known = [RequirementGroup(order[id_], tuple(found.pop(id_))) for id_ in order if id_ in found]
    return known + [RequirementGroup(_unlisted(checks[0]), tuple(checks)) for checks in found.values()]


def by_reason(result: Result, *statuses: Status) -> list[ReasonGroup]:
    """Return the checks in these statuses by status and reason: what the budget cut first, then the most frequent.

    Reasons that differ only in the operation that they name are one.
    """
    operations = re.compile(rf"\b(?:{'|'.join(map(re.escape, result.operations)) or '(?!)'})\b")
    found: defaultdict[tuple[Status, str], list[CheckResult]] = defaultdict(list)
    for check in result.checks:
        if check.status in statuses:
            found[check.status, operations.sub("the operation", _reason(check))].append(check)
    groups = [
        ReasonGroup(status, _reason(checks[0]) if len(set(map(_reason, checks))) == 1 else reason, tuple(checks))
        for (status, reason), checks in found.items()
    ]
    return sorted(groups, key=lambda group: (not group.is_budget, -len(group.checks)))


def untested(result: Result) -> list[ReasonGroup]:
    """Return what was not tried, by reason; with what was waived where the document does not tell of waivers."""
    told: tuple[Status, ...] = () if result.waivers else ("waived",)
    return by_reason(result, "not tested", "blocked", *told)


def matrix(result: Result) -> Mapping[str, Mapping[str, Counter[Status]]]:
    """Return operation → area → counts, for every operation of the contract and of the checks."""
    cells: dict[str, dict[str, Counter[Status]]] = {operation: {} for operation in result.operations}
    for check in result.checks:
        cells.setdefault(check.operation, {}).setdefault(check.area, Counter())[check.status] += 1
    return cells


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell of a matrix shows: a status, and how many checks ended so; `3/12` where others ended otherwise."""

    status: Status
    text: str


def cell_of(count: Mapping[Status, int]) -> Cell | None:
    """Return what most wants looking at among the checks counted; None where there is none.

    What was not tried counts for that only where nothing else was.
    """
    tried: dict[Status, int] = {status: number for status, number in count.items() if status != "not tested"}
    status = worst(tried) or worst(count)
    if status is None:
        return None
    total = sum(count.values())
    return Cell(status, str(total) if count[status] == total else f"{count[status]}/{total}")


def worst(count: Mapping[Status, int]) -> Status | None:
    """Return the status that most wants looking at among those counted; None where nothing was."""
    return next((status for status in STATUSES if count.get(status)), None)


def in_words(count: Mapping[Status, int]) -> str:
    """Return the counts as text: `1 fail, 11 pass`."""
    return ", ".join(f"{count[status]} {status}" for status in STATUSES if count.get(status))


def coverage(result: Result) -> Coverage:
    """Return how far the run went."""
    tried = [check for check in result.checks if check.status in EXERCISED]
    return Coverage(
        requirements_tried=len({check.requirement for check in tried}),
        requirements=len(result.requirements),
        operations_tried=len({check.operation for check in tried} & set(result.operations)),
        operations=len(result.operations),
    )


def by_names(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    """Return text → names for pairs of a text and a name, the text with most names first."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for text, name in pairs:
        found[text].append(name)
    return sorted(found.items(), key=lambda item: -len(item[1]))


def _reason(check: CheckResult) -> str:
    """Return why a check was not tried; of a blocked one the first link of the chain that led to it."""
    reason = check.reason or "no reason was given"
    return _LINKS.sub("", reason) if check.status == "blocked" else reason


def _unlisted(check: CheckResult) -> RequirementInfo:
    return RequirementInfo(
        id=check.requirement,
        area=check.area,
        title="(not in the catalogue of this run)",
        level=check.level,
        statement="",
        source="",
        profile="",
        checked=True,
        in_run=True,
    )
