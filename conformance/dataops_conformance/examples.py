"""What a failure looks like: for each requirement what its law found on a server that breaks it, as generated data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, TypeAlias, TypedDict, cast


@dataclass(frozen=True, slots=True)
class FailedExchange:
    """A request as curl, and what was answered to it; a long body is cut."""

    curl: str
    status: int
    body: str


@dataclass(frozen=True, slots=True)
class Example:
    """The finding of a law against the mock with one fault; `exchanges` are the last of those that show it."""

    fault: str
    check: str
    status: Literal["fail", "warn"]
    summary: str
    expected: str
    seen: str
    exchanges: tuple[FailedExchange, ...]


Examples: TypeAlias = Mapping[str, Example]


class _Exchange(TypedDict):
    curl: str
    status: int
    body: str


class _Example(TypedDict):
    fault: str
    check: str
    status: Literal["fail", "warn"]
    summary: str
    expected: str
    seen: str
    exchanges: list[_Exchange]


@cache
def read_examples() -> Examples:
    """Return requirement id → example, as `python -m tests.examples` wrote them."""
    raw = files("dataops_conformance").joinpath("examples.json").read_text(encoding="utf-8")
    return {id_: _example(entry) for id_, entry in cast("dict[str, _Example]", json.loads(raw)).items()}


def _example(entry: _Example) -> Example:
    return Example(
        fault=entry["fault"],
        check=entry["check"],
        status=entry["status"],
        summary=entry["summary"],
        expected=entry["expected"],
        seen=entry["seen"],
        exchanges=tuple(FailedExchange(**exchange) for exchange in entry["exchanges"]),
    )
