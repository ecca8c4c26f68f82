"""What changed between two runs, as text for a terminal, as Markdown and as JSON. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator

from dataops_conformance.exchange import JsonObject, JsonValue
from dataops_conformance.report.changes import CHANGES, MEANINGS, Change, Changed, Comparison
from dataops_conformance.report.groups import by_names
from dataops_conformance.report.marking import code, plain
from dataops_conformance.result import CheckResult, Result
from dataops_conformance.text import one_line

_QUIET: tuple[Change, ...] = ("newly tested", "still failing", "no longer tested")
_SHOWN = 10
_SHOWN_QUIET = 3


def to_text(comparison: Comparison) -> str:
    """Return lines for a terminal: what changed by kind, the worst first, and the counts at the end."""
    return "\n".join(_text(comparison)) + "\n"


def _text(comparison: Comparison) -> Iterator[str]:
    yield f"before  {_run(comparison.before)}"
    yield f"after   {_run(comparison.after)}"
    yield from (f"note    {one_line(warning)}" for warning in comparison.warnings)
    for change in CHANGES:
        found = comparison.of(change)
        if found:
            yield ""
            yield f"{change}: {len(found)} ({MEANINGS[change]})"
            yield from (f"  {line}" for line in _lines(change, found))
    yield ""
    yield _counted(comparison)


def _run(result: Result) -> str:
    manifest = result.manifest
    what = f"{result.verdict}, {manifest.base_url}, profile {manifest.profile}, seed {manifest.seed}"
    return f"{what}, {manifest.finished_at[:16]}"


def _lines(change: Change, found: tuple[Changed, ...]) -> Iterator[str]:
    """Yield a line for each change; for those of a quiet kind, a line for each reason."""
    if change not in _QUIET:
        yield from (f"{item.name}{f': {one_line(item.told)}' if item.told else ''}" for item in found)
        return
    for told, names in by_names((item.told, item.name) for item in found):
        shown = ", ".join(names[:_SHOWN_QUIET])
        more = f" and {len(names) - _SHOWN_QUIET} more" if len(names) > _SHOWN_QUIET else ""
        yield f"{shown}{more}{f': {one_line(told)}' if told else ''}"


def _counted(comparison: Comparison) -> str:
    counts = ", ".join(f"{len(found)} {change}" for change in CHANGES if (found := comparison.of(change)))
    return f"{'worse' if comparison.is_worse else 'no worse'}: {counts or 'nothing changed'}"


def to_markdown(comparison: Comparison) -> str:
    """Return a page for a job summary or a comment: what changed by kind, each kind in full below its count."""
    return "\n\n".join(_markdown(comparison)) + "\n"


def _markdown(comparison: Comparison) -> Iterator[str]:
    yield f"# {'❌' if comparison.is_worse else '✅'} {_counted(comparison)}"
    yield f"- before: {plain(_run(comparison.before))}\n- after: {plain(_run(comparison.after))}"
    if comparison.warnings:
        yield "\n".join(f"- {plain(warning)}" for warning in comparison.warnings)
    for change in CHANGES:
        found = comparison.of(change)
        if found:
            lines = [f"- {code(item.name)} {plain(item.told)}".rstrip() for item in found]
            shown, others = (lines[:_SHOWN], lines[_SHOWN:]) if change not in _QUIET else ([], lines)
            yield f"## {change}: {len(found)}\n\n{MEANINGS[change].capitalize()}."
            if shown:
                yield "\n".join(shown)
            if others:
                yield f"<details><summary>{len(others)}{' more' if shown else ''}</summary>\n\n" + "\n".join(others)
                yield "</details>"


def to_json(comparison: Comparison) -> str:
    """Return the comparison as JSON: `worse`, both runs, the counts, and every change with both statuses."""
    document: JsonObject = {
        "worse": comparison.is_worse,
        "before": _identity(comparison.before),
        "after": _identity(comparison.after),
        "warnings": list(comparison.warnings),
        "counts": {change: len(comparison.of(change)) for change in CHANGES},
        "changes": [_entry(item) for item in comparison.changes],
    }
    return json.dumps(document, indent=2) + "\n"


def _identity(result: Result) -> JsonValue:
    manifest = result.manifest
    return {
        "verdict": result.verdict,
        "run_id": manifest.run_id,
        "base_url": manifest.base_url,
        "profile": manifest.profile,
        "seed": manifest.seed,
        "finished_at": manifest.finished_at,
    }


def _entry(item: Changed) -> JsonValue:
    return {
        "name": item.name,
        "change": item.change,
        "before": _status(item.before),
        "after": _status(item.after),
        "told": item.told,
    }


def _status(check: CheckResult | None) -> str | None:
    return None if check is None else check.status
