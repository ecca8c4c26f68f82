"""One resource by each of its names, and read twice (RES-10, RES-18)."""

from __future__ import annotations

from contextlib import suppress
from itertools import combinations

from dataops_spec import Operation

from dataops_conformance.context import Context
from dataops_conformance.exchange import Exchange
from dataops_conformance.law import Laws, NotTested, expect
from dataops_conformance.laws.res.compare import same, shown
from dataops_conformance.laws.res.reading import (
    LATE,
    arguments_of,
    differs,
    entries_by_id,
    latest,
    read_again,
    reader,
    repeat,
    same_answer,
)
from dataops_conformance.laws.telling import told
from dataops_conformance.sandbox.seen import is_by_path
from dataops_conformance.sandbox.spelling import is_known_by_path
from dataops_conformance.target.wire import build_path

laws = Laws()
_CHANGED = ("updated_at", "last_activity_at")
_LOOKS = 3


@laws.law("RES-10", requests=1, order=LATE)
def by_id_and_by_path_are_the_same(context: Context, operation: Operation) -> None:
    """Compare what the run has read by the numeric id and by the URL-encoded full path, or else read it by the other
    name too; the two bodies are equal byte for byte.
    """
    if _has_agreed(context, operation, by_both_names=True):
        return
    first, second = _by_both_names(context, operation)
    if differs(first, second):
        # It may have changed since, or been deleted: what it is now decides.
        first, second = repeat(context, operation, first), repeat(context, operation, second)
    expect(
        not differs(first, second),
        f"{operation.id} answers otherwise by path than by id.",
        expected=told(first),
        seen=told(second),
        exchanges=[first, second],
    )


def _whose_readings(operation: Operation) -> str | None:
    """Return the rule that reads what has two names by both."""
    return "RES-10" if is_known_by_path(operation) else None


@laws.law("RES-18", requests=0, order=LATE, beside=_whose_readings)
def reading_changes_nothing(context: Context, operation: Operation) -> None:
    """Compare two readings that the run has made anyway, by id and by path among them, or else a reading with a second
    one; they are the same but for the moment.
    """
    if _has_agreed(context, operation) or not differs(*_two_readings(context, operation)):
        _stands_still(context, operation)
        return
    third, fourth = read_again(context, operation), read_again(context, operation)
    expect(
        not differs(third, fourth),
        f"A second reading by {operation.id} answers otherwise than the first.",
        expected=told(third),
        seen=told(fourth),
        exchanges=[third, fourth],
    )


def _stands_still(context: Context, operation: Operation) -> None:
    """Raise Violation where a time of change moves with each reading; of what has a status it may by itself."""
    first = latest(context, operation)
    answer = first.response.object()
    if "status" in answer or not any(name in answer for name in _CHANGED):
        return
    known = _readings_by_id(context, operation, first)
    if len(known) > 1 and not _moved(*known[-2:]):
        return
    before = first = known[-1] if known else first
    moved = [*_CHANGED]
    for _ in range(_LOOKS):
        place = context.sandbox.seen.by_id(first.request.path)
        before, first = first, repeat(context, operation, first, place=place)
        moved = _moved(before, first)
        if not moved:
            return
    expect(
        False,
        f"Reading by {operation.id} moves {', '.join(moved)}.",
        expected=shown(moved, before.response.object()),
        seen=shown(moved, first.response.object()),
        exchanges=[before, first],
    )


def _readings_by_id(context: Context, operation: Operation, exchange: Exchange) -> list[Exchange]:
    """Return the last readings by id of what the exchange read, the oldest first: one by path may do something else."""
    seen, query = context.sandbox.seen, exchange.request.query
    place = seen.by_id(exchange.request.path)
    return [
        kept
        for readings in seen.by_place(operation)
        for kept in readings
        if not is_by_path(kept) and kept.request.query == query and seen.by_id(kept.request.path) == place
    ]


def _moved(first: Exchange, second: Exchange) -> list[str]:
    """Return the times of change that two readings tell otherwise."""
    answers = first.response.object(), second.response.object()
    return [name for name in _CHANGED if answers[0].get(name) != answers[1].get(name)]


def _has_agreed(context: Context, operation: Operation, *, by_both_names: bool = False) -> bool:
    """Tell whether two readings of one place, by its two names where that is asked, said the same in this run.

    By two names they must have said as much as any reading did: what is null in both is not shown to be the same.
    """
    seen = context.sandbox.seen
    agreed = (
        first
        for kept in seen.by_place(operation)
        for first, second in combinations(kept, 2)
        if (not by_both_names or is_by_path(first) != is_by_path(second)) and _say_the_same(first, second)
    )
    most = max((_telling(kept[-1]) for kept in seen.latest(operation)), default=0) if by_both_names else 0
    return any(_telling(exchange) >= most for exchange in agreed)


def _telling(exchange: Exchange) -> int:
    """Return how many fields of an object say something; none of a list."""
    return sum(value not in (None, "", []) for value in exchange.response.object().values())


def _say_the_same(first: Exchange, second: Exchange) -> bool:
    """Tell whether two answers are the same, or two lists show the same of what is in both."""
    shared = entries_by_id(first).keys() & entries_by_id(second).keys()
    # That two pages are empty says nothing, unless they are the same page.
    if same_answer(first, second) and (shared or first.response.items() or first.request.query == second.request.query):
        return True
    return bool(shared) and all(
        same(entries_by_id(first)[name], entries_by_id(second)[name], whole=True) for name in shared
    )


def _two_readings(context: Context, operation: Operation) -> tuple[Exchange, Exchange]:
    if is_known_by_path(operation):
        with suppress(NotTested):
            return _by_both_names(context, operation)
    first = latest(context, operation)
    return first, repeat(context, operation, first)


def _by_both_names(context: Context, operation: Operation) -> tuple[Exchange, Exchange]:
    """Return a reading by id of what is there, and one by path; both once in the run."""
    return context.once(f"by id and by path by {operation.id}", lambda: _read_by_both(context, operation))


def _read_by_both(context: Context, operation: Operation) -> tuple[Exchange, Exchange]:
    seen = context.sandbox.seen
    current = [kept[-1] for kept in seen.latest(operation) if seen.is_current(kept[-1])]
    known = max(current, key=_telling) if current else _read_by_id(context, operation)
    pair = _with_other_name(context, operation, known)
    if pair is None:
        # What was read last may be somebody else's, whose full path nobody told.
        pair = _with_other_name(context, operation, _read_by_id(context, operation))
    if pair is None:
        msg = f"The full path of what {operation.path} names is not known."
        raise NotTested(msg)
    return pair


def _read_by_id(context: Context, operation: Operation) -> Exchange:
    where = arguments_of(context, operation)
    place = build_path(operation.path, where.path)
    return context.send(operation, raw_path=place, query=where.query, credential=reader(context, operation))


def _with_other_name(context: Context, operation: Operation, known: Exchange) -> tuple[Exchange, Exchange] | None:
    """Read by path what was read by id, or by id what was read by path; None where the full path is not known."""
    seen = context.sandbox.seen
    if is_by_path(known):
        by_id = seen.by_id(known.request.path)
        return None if by_id == known.request.path else (repeat(context, operation, known, place=by_id), known)
    by_path = seen.by_path(known.request.path)
    return None if by_path is None else (known, repeat(context, operation, known, place=by_path))
