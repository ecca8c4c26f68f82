"""The parts of a result document that the self-test and the benchmarks read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypedDict, cast

FAILED = frozenset({"fail", "warn"})
EXERCISED = FAILED | {"pass"}


class ExchangeEntry(TypedDict):
    """An exchange of a finding."""

    number: int


class FindingEntry(TypedDict):
    """A finding of a check."""

    summary: str
    exchanges: list[ExchangeEntry]


class CheckEntry(TypedDict):
    """One requirement tried on one operation."""

    name: str
    requirement: str
    operation: str
    status: str
    reason: str | None
    findings: list[FindingEntry]


class BudgetEntry(TypedDict):
    """How the requests were spent."""

    spent: int


class ResultDocument(TypedDict):
    """A whole run."""

    verdict: str
    operations: list[str]
    budget: BudgetEntry
    checks: list[CheckEntry]
    leftovers: list[object]


def read_result(folder: Path) -> ResultDocument:
    """Read `result.json` of a report folder.

    Raises:
        FileNotFoundError: the run wrote none.
    """
    return cast("ResultDocument", json.loads((folder / "result.json").read_text()))
