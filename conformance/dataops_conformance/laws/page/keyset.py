"""Walks by a cursor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dataops_conformance.exchange import Exchange
from dataops_conformance.law import Laws, NotTested, Violation, expect
from dataops_conformance.laws.page.listing import MOST, Place, look, place, whole
from dataops_conformance.laws.page.reading import identities, links, listed
from dataops_conformance.laws.telling import told

if TYPE_CHECKING:
    from dataops_spec import Operation

    from dataops_conformance.context import Context

laws = Laws()
_MOST_PAGES = 5
_COUNTING = ("x-page", "x-total", "x-total-pages", "x-next-page", "x-prev-page")


@dataclass(frozen=True, slots=True)
class CursorWalk:
    """The pages that a cursor led to, how many items were asked for on each, and whether the walk was broken off."""

    pages: tuple[Exchange, ...]
    size: int
    broken_off: bool
    descending: bool


def cursor_walk(ctx: Context, operation: Operation) -> CursorWalk:
    """Walk the list by its cursor, upwards or downwards as the seed has it; once in the run."""
    return ctx.once(f"a keyset walk of {operation.id}", lambda: _walk(ctx, operation))


def _walk(ctx: Context, operation: Operation) -> CursorWalk:
    found = place(ctx, operation)
    items = len(identities(whole(ctx, operation)))
    if items < 2:
        msg = f"The list has {items} items, too few to walk."
        raise NotTested(msg)
    size = MOST if items >= MOST else keyset_size(items)
    descending = ctx.settings.seed % 2 == 1
    pages = [_first(ctx, operation, found, size, descending=descending)]
    while (following := links(pages[-1].response).get("next")) and len(pages) < _MOST_PAGES:
        pages.append(ctx.send(operation, path=found.path, query=following.query))
    return CursorWalk(tuple(pages), size, following is not None, descending)


def _first(ctx: Context, operation: Operation, found: Place, size: int, *, descending: bool) -> Exchange:
    query = {"pagination": "keyset", "order_by": "id", "sort": "desc" if descending else "asc", "per_page": str(size)}
    first = ctx.send(operation, path=found.path, query={**found.query, **query})
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
    """Follow rel="next" from the first keyset page and compare what was visited with the ids of the whole list in
    order; where they differ, once more with both asked for again.
    """
    seen, everything = cursor_walk(ctx, operation), whole(ctx, operation)
    try:
        _visits_all(seen, everything)
    except Violation:
        everything = look(ctx, operation, place(ctx, operation), per_page=MOST)
        _visits_all(_walk(ctx, operation), everything)


def _visits_all(seen: CursorWalk, everything: Exchange) -> None:
    visited = [int(name) for page in seen.pages for name in identities(page)]
    wanted = _expected(seen, everything, len(visited))
    expect(
        visited == wanted,
        "A keyset walk does not visit every item once in the order of ids.",
        expected=listed([str(identifier) for identifier in wanted]),
        seen=listed([str(identifier) for identifier in visited]),
        exchanges=[everything, *seen.pages],
    )


def _expected(seen: CursorWalk, everything: Exchange, visited: int) -> list[int]:
    """Return the ids that the walk should have visited, as far as the whole list is known."""
    known = sorted((int(name) for name in identities(everything)), reverse=seen.descending)
    if len(known) < MOST and not seen.broken_off:
        return known
    if len(known) < MOST:
        return known[:visited] if visited <= len(known) else known
    # A longer list is known by its hundred lowest ids alone: what the walk visited must rise or fall, and no id twice.
    return sorted({int(name) for page in seen.pages for name in identities(page)}, reverse=seen.descending)


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
