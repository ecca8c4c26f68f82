"""The coverage as text for a terminal, as Markdown and as JSON. Pure."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from dataops_conformance.coverage.table import CoverageTable, Element, Kind, OperationCoverage, State
from dataops_conformance.exchange import JsonObject, JsonValue
from dataops_conformance.report.groups import by_names
from dataops_conformance.report.marking import code, plain, table

_STATES: Final[tuple[State, ...]] = ("exercised", "provokable", "not")
_KINDS: Final[tuple[tuple[Kind, str], ...]] = (
    ("parameter", "parameters"), ("status", "statuses"), ("field", "response fields"),
)  # fmt: skip
_SHOWN = 6


def to_text(coverage: CoverageTable, orphans: Sequence[str]) -> str:
    """Return lines for a terminal: totals, requirement → laws → operations, operation → what is documented, orphans."""
    return "\n".join(_text(coverage, orphans)) + "\n"


def _text(coverage: CoverageTable, orphans: Sequence[str]) -> Iterator[str]:
    for name, told in _totals(coverage):
        yield f"{name:<17}{told}"
    yield ""
    yield "Requirements, their laws, and the operations that they are tried on"
    for item in coverage.requirements:
        tried = _tried(coverage, len(item.operations), len(item.tried))
        laws = ", ".join(item.laws) or f"no law: {item.reason}"
        yield f"  {item.requirement.id:<8} {item.requirement.level:<6} {tried:<15} {laws}"
    yield ""
    told = "a status in parentheses was not exercised, one in brackets cannot be provoked"
    yield f"Operations: {_legend(coverage)}; {told}"
    yield from (line for operation in coverage.operations for line in _operation_lines(coverage, operation))
    yield ""
    yield "Not provokable, and why"
    for reason, names in by_names(_unprovoked(coverage)):
        yield f"  {_listed(names)}: {reason}"
    yield ""
    yield from (f"orphan: {sentence}" for sentence in orphans)
    yield f"{len(orphans)} orphans"


def _legend(coverage: CoverageTable) -> str:
    return "exercised/documented" if coverage.runs else "provokable/documented"


def _operation_lines(coverage: CoverageTable, operation: OperationCoverage) -> Iterator[str]:
    shares = "  ".join(f"{name} {_share(coverage, operation.of(kind))}" for kind, name in _KINDS)
    yield f"  {operation.id:<36} {len(operation.requirements):>3} requirements  {shares}"
    yield f"    {' '.join(_status(coverage, element) for element in operation.of('status'))}"


def _share(coverage: CoverageTable, elements: Sequence[Element]) -> str:
    reached = sum(element.state == "exercised" if coverage.runs else bool(element.by) for element in elements)
    return f"{reached}/{len(elements)}"


def _status(coverage: CoverageTable, element: Element) -> str:
    """Return a status as it is where it was exercised (or can be provoked), in brackets where it was not, or cannot."""
    if element.state == "exercised" or (element.by and not coverage.runs):
        return element.name
    return f"({element.name})" if element.by else f"[{element.name}]"


def _tried(coverage: CoverageTable, operations: int, tried: int) -> str:
    noun = "operation" if operations == 1 else "operations"
    return f"{tried} of {operations}" if coverage.runs else f"{operations} {noun}"


def _totals(coverage: CoverageTable) -> Iterator[tuple[str, str]]:
    lawful = sum(bool(item.laws) for item in coverage.requirements)
    reasons = len(coverage.requirements) - lawful
    yield "requirements", f"{len(coverage.requirements)}: {lawful} with a law, {reasons} without"
    reached = sum(bool(operation.requirements) for operation in coverage.operations)
    yield "operations", f"{len(coverage.operations)}: {reached} covered by a requirement that has a law"
    for kind, name in _KINDS:
        counted = Counter(element.state for operation in coverage.operations for element in operation.of(kind))
        parts = [f"{counted[state]} {state}" for state in _STATES if coverage.runs or state != "exercised"]
        yield name, f"{counted.total()}: {', '.join(parts)}"
    yield "runs", str(coverage.runs) if coverage.runs else "none: what the laws can do, and not what a run did"


def _unprovoked(coverage: CoverageTable) -> Iterator[tuple[str, str]]:
    for operation in coverage.operations:
        for element in operation.elements:
            if element.state == "not" and element.reason is not None:
                yield f"{element.name}: {element.reason}", operation.id


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" and {more} more" if more > 0 else "")


def to_markdown(coverage: CoverageTable, orphans: Sequence[str]) -> str:
    """Return a page: totals, both tables, what is not provokable with its reason, and the orphans."""
    return "\n\n".join(_markdown(coverage, orphans)) + "\n"


def _markdown(coverage: CoverageTable, orphans: Sequence[str]) -> Iterator[str]:
    yield "# What is covered"
    yield table(["what", "how many"], [[name, told] for name, told in _totals(coverage)])
    yield "## Orphans\n\n" + ("\n".join(f"- {plain(sentence)}" for sentence in orphans) or "None.")
    yield "## Requirements, their laws and operations"
    yield table(
        ["requirement", "level", "operations", "laws"],
        [
            [
                item.requirement.id,
                item.requirement.level,
                _tried(coverage, len(item.operations), len(item.tried)),
                ", ".join(map(code, item.laws)) or f"no law: {plain(item.reason or '')}",
            ]
            for item in coverage.requirements
        ],
    )
    yield "## Operations"
    yield (
        f"Shares are {_legend(coverage)}. A status in parentheses can be provoked and was not; one in brackets cannot."
    )
    yield table(
        ["operation", *(name for _, name in _KINDS), "documented statuses"],
        [
            [
                code(operation.id),
                *(_share(coverage, operation.of(kind)) for kind, _ in _KINDS),
                " ".join(plain(_status(coverage, element)) for element in operation.of("status")),
            ]
            for operation in coverage.operations
        ],
    )
    yield "## Not provokable, and why"
    yield "\n".join(
        f"- {plain(reason)} ({', '.join(map(code, names))})" for reason, names in by_names(_unprovoked(coverage))
    )


def to_json(coverage: CoverageTable, orphans: Sequence[str]) -> str:
    """Return the whole as JSON, every parameter, status and field with its state."""
    document: JsonObject = {
        "runs": coverage.runs,
        "orphans": list(orphans),
        "requirements": [
            {
                "id": item.requirement.id,
                "level": item.requirement.level,
                "laws": list(item.laws),
                "operations": list(item.operations),
                "tried": list(item.tried),
                "reason": item.reason,
            }
            for item in coverage.requirements
        ],
        "operations": [_entry(operation) for operation in coverage.operations],
    }
    return json.dumps(document, indent=2) + "\n"


def _entry(operation: OperationCoverage) -> JsonValue:
    elements: JsonObject = {
        name.replace(" ", "_"): [
            {"name": item.name, "state": item.state, "by": list(item.by), "reason": item.reason}
            for item in operation.of(kind)
        ]
        for kind, name in _KINDS
    }
    requirements: list[JsonValue] = list(operation.requirements)
    return {"id": operation.id, "requests": operation.requests, "requirements": requirements, **elements}
