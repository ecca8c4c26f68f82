"""Walks by a cursor."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dataops_conformance.exchange import Exchange
from dataops_conformance.law import Laws, NotTested, Violation, expect
from dataops_conformance.laws.page.listing import MOST, Query, look, piece, place, steady, whole
from dataops_conformance.laws.page.reading import identities, links, listed
from dataops_conformance.laws.page.walking import plan_walk
from dataops_conformance.laws.telling import told

if TYPE_CHECKING:
    from dataops_spec import Operation

    from dataops_conformance.context import Context

laws = Laws()
_MOST_PAGES = 5
_NUMBER = re.compile(r"-?[0-9]{1,30}")
_COUNTING = ("x-page", "x-total", "x-total-pages", "x-next-page", "x-prev-page")


@dataclass(frozen=True, slots=True)
class CursorWalk:
    """The pages that a cursor led to, how many items were asked for on each, and whether the walk was broken off.

    `filters` is what the list was held to besides; `known` are the identities of what it should visit, None where they
    are not all known.
    """

    pages: tuple[Exchange, ...]
    size: int
    broken_off: bool
    descending: bool
    filters: Query
    known: tuple[str, ...] | None


def cursor_walk(ctx: Context, operation: Operation) -> CursorWalk:
    """Walk the list by its cursor, filtered as the walk by pages, upwards or downwards in turn; once in the run."""
    return ctx.once(f"a keyset walk of {operation.id}", lambda: _walk_filtered(ctx, operation))


def _walk_filtered(ctx: Context, operation: Operation) -> CursorWalk:
    everything = whole(ctx, operation)
    if len(everything.names) < 2:
        msg = f"The list has {len(everything.names)} items, too few to walk."
        raise NotTested(msg)
    plan = plan_walk(ctx, operation, everything)
    filters = [pair for one in (*plan.telling, *plan.carried) for pair in one.pairs]
    return _walk(ctx, operation, filters, plan.expected)


def _walk(ctx: Context, operation: Operation, filters: Query, names: Sequence[str] | None) -> CursorWalk:
    size = MOST if names is None or len(names) >= MOST else keyset_size(len(names))
    descending = _is_downwards(ctx, operation)
    pages = [_first(ctx, operation, filters, size, descending=descending)]
    while (following := links(pages[-1].response).get("next")) and len(pages) < _MOST_PAGES:
        pages.append(ctx.send(operation, path=place(ctx, operation).path, query=following.query))
    known = None if names is None else tuple(names)
    return CursorWalk(tuple(pages), size, following is not None, descending, filters, known)


def _is_downwards(ctx: Context, operation: Operation) -> bool:
    """Take turns, so that every run goes both ways."""
    keyset = [item.id for item in ctx.contract.operations if "keyset" in item.pagination]
    return (ctx.settings.seed + keyset.index(operation.id)) % 2 == 1


def _first(ctx: Context, operation: Operation, filters: Query, size: int, *, descending: bool) -> Exchange:
    order = (("pagination", "keyset"), ("order_by", "id"), ("sort", "desc" if descending else "asc"))
    first = look(ctx, operation, [*order, *filters], per_page=size)
    if first.response.status in {400, 405}:
        raise Violation(
            "The operation does not take keyset pagination.", expected="200", seen=told(first), exchanges=[first]
        )
    return first


def keyset_size(items: int) -> int:
    """Return a size that makes two or three pages, the last one shorter, so that it shows itself as the last."""
    for size in range((items - 1) // 2, 1, -1):
        if items % size:
            return size
    return items // 2 + 1 if items > 2 else 1


@laws.law("PAGE-18", requests=3)
def a_cursor_visits_every_item_in_order(ctx: Context, operation: Operation) -> None:
    """Follow rel="next" from the first keyset page and compare what was visited with the ids of the list in order;
    where they differ, once more, with the same list in one piece.
    """
    seen = cursor_walk(ctx, operation)
    try:
        _visits_all(seen, [])
    except Violation:
        compared = piece(ctx, operation, [*steady(ctx, operation), *seen.filters])
        names = identities(compared)
        _visits_all(_walk(ctx, operation, seen.filters, names if len(names) < MOST else None), [compared])


def _visits_all(seen: CursorWalk, compared: list[Exchange]) -> None:
    visited = _ids(name for page in seen.pages for name in identities(page))
    wanted = _expected(seen, visited)
    expect(
        visited == wanted,
        "A keyset walk does not visit every item once in the order of ids.",
        expected=listed([str(identifier) for identifier in wanted]),
        seen=listed([str(identifier) for identifier in visited]),
        exchanges=[*compared, *seen.pages],
    )


def _expected(seen: CursorWalk, visited: list[int]) -> list[int]:
    """Return the ids that the walk should have visited, as far as the whole list is known."""
    if seen.known is None:
        # Of a longer list what the walk visited must rise or fall, and no id come twice.
        return sorted(set(visited), reverse=seen.descending)
    known = sorted(_ids(seen.known), reverse=seen.descending)
    return known[: len(visited)] if seen.broken_off else known


def _ids(names: Iterable[str]) -> list[int]:
    """Return identities as the numbers that ids are; raise NotTested where one is none (which SPEC-05 tells)."""
    found: list[int] = []
    for name in names:
        if not _NUMBER.fullmatch(name):
            msg = f"An item of the list has the id {name[:40]}, which is no number, so that its place is not known."
            raise NotTested(msg)
        found.append(int(name))
    return found


@laws.law("PAGE-19", requests=0)
def the_last_keyset_page_has_no_next(ctx: Context, operation: Operation) -> None:
    """Look for a next link on the page of a keyset walk that holds fewer items than were asked for."""
    seen = cursor_walk(ctx, operation)
    last = next((page for page in seen.pages if len(identities(page)) < seen.size), None)
    if last is None and seen.broken_off:
        msg = f"The walk was broken off after {_MOST_PAGES} pages, before the last."
        raise NotTested(msg)
    if last is not None:
        expect(
            "next" not in links(last.response),
            'The last page of a keyset walk bears a link rel="next".',
            expected="no link to a next page",
            seen=last.response.header("link"),
            exchanges=[last],
        )


@laws.law("PAGE-20", requests=0)
def keyset_pages_bear_only_next(ctx: Context, operation: Operation) -> None:
    """Read the links and the page headers of every page of a keyset walk."""
    for page in cursor_walk(ctx, operation).pages:
        others = sorted(set(links(page.response)) - {"next"})
        counting = [name for name in _COUNTING if page.response.header(name)]
        expect(
            not others and not counting,
            "A keyset page bears other links than next, or headers that count pages.",
            expected='no link but rel="next", none of ' + ", ".join(_COUNTING),
            seen=", ".join([*(f'rel="{name}"' for name in others), *counting]),
            exchanges=[page],
        )
