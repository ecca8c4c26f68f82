"""Filtered lists, and filters and sorting together with paging."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from dataops_conformance.exchange import Exchange
from dataops_conformance.law import Laws, NotTested, Violation, expect
from dataops_conformance.laws.page.declared import FILTERS
from dataops_conformance.laws.page.filters import Chosen, combine, named_by_all
from dataops_conformance.laws.page.listing import Whole, piece, whole, whole_again
from dataops_conformance.laws.page.reading import identities, identity, listed
from dataops_conformance.laws.page.walking import Walk, allowed_values, settled, walk
from dataops_conformance.laws.page.whole import partition

if TYPE_CHECKING:
    from dataops_spec import Operation

    from dataops_conformance.context import Context

laws = Laws()
_TURNS = 1  # Requests for the filters that the walk did not try, in the profile standard; full tries them all.


@laws.law("PAGE-22", requests=1)
def filtering_is_sound_and_complete(ctx: Context, operation: Operation) -> None:
    """Walk the list with as many filters at once as leave three items, values drawn from the list itself such that each
    filter alone leaves something out; list with the others together; compare with what the suite's own model of the
    filters picks from the whole list. Where they differ, each filter alone, with the whole list asked for again.
    """
    seen = walk(ctx, operation)
    if not seen.whole.complete:
        msg = "The list is longer than a page of 100, too long to be compared whole."
        raise NotTested(msg)
    walked = (*seen.plan.telling, *seen.plan.carried)
    if walked and seen.piece is not None:
        _judged(ctx, operation, walked, seen.whole, seen.piece)
    tried = list(seen.plan.telling)
    for chosen in _others(ctx, operation, seen):
        _judged(ctx, operation, chosen, seen.whole, piece(ctx, operation, _query(seen.whole, chosen)))
        tried.extend(chosen)
    if not tried:
        msg = "No filter tells the items of the list apart; there are too few, or all are alike."
        raise NotTested(msg)


def _others(ctx: Context, operation: Operation, seen: Walk) -> Iterator[tuple[Chosen, ...]]:
    """Yield the filters that did not tell anything apart yet, as many together as can be, as often as the profile has
    it; first those that were not tried at all. Of which all items are alike is tried with a value that names none.
    """
    told, carried = _parameters(seen.plan.telling), _parameters(seen.plan.carried)
    candidates = sorted(FILTERS.get(operation.id, ()), key=lambda one: one.parameter in carried)
    left = {one.parameter: one for one in candidates if one.parameter not in told}
    allowed = allowed_values(ctx, operation)
    turns = len(left) if ctx.settings.covers("full") else _TURNS
    for _ in range(turns):
        chosen = combine(list(left.values()), seen.whole.items, allowed, keep=1, definite=False)
        if not chosen:
            break
        for one in chosen:
            del left[one.filter.parameter]
        yield chosen
    for candidate in left.values():
        none = None if candidate.absent is None else Chosen(candidate, (candidate.absent,))
        if none is not None and all(none.names(item) is False for item in seen.whole.items):
            yield (none,)


def _parameters(chosen: Sequence[Chosen]) -> set[str]:
    return {one.filter.parameter for one in chosen}


def _query(everything: Whole, chosen: Sequence[Chosen]) -> list[tuple[str, str]]:
    return [*everything.query, *(pair for one in chosen for pair in one.pairs)]


def _judged(ctx: Context, operation: Operation, chosen: Sequence[Chosen], everything: Whole, page: Exchange) -> None:
    """Judge filters that hold together; where something is wrong, each alone against a new look at the whole list."""
    try:
        _judge(chosen, everything, page)
    except Violation:
        anew = whole_again(ctx, operation)
        for one in chosen if len(chosen) > 1 else ():
            _judge([one], anew, piece(ctx, operation, _query(anew, [one])))
        _judge(chosen, anew, piece(ctx, operation, _query(anew, chosen)))


def _judge(chosen: Sequence[Chosen], everything: Whole, page: Exchange) -> None:
    shown = set(identities(page))
    named = {identity(item): named_by_all(chosen, item) for item in everything.items}
    missing = [name for name, is_named in named.items() if is_named is True and name not in shown]
    # What the whole list does not hold is not judged: an item may be new.
    extra = [name for name, is_named in named.items() if is_named is False and name in shown]
    what = "&".join(one.told for one in chosen)
    exchanges = [everything.exchange, page]
    expect(
        not extra,
        f"A list filtered by {what} holds items that the filter does not name.",
        expected=listed([name for name, is_named in named.items() if is_named is not False]),
        seen=f"others too: {listed(extra)}",
        exchanges=exchanges,
    )
    expect(
        not missing,
        f"A list filtered by {what} lacks items that the filter names.",
        expected=listed([name for name, is_named in named.items() if is_named is True]),
        seen=f"missing: {listed(missing)}",
        exchanges=exchanges,
    )


@laws.law("PAGE-15", requests=0)
def filters_commute_with_paging(ctx: Context, operation: Operation) -> None:
    """Walk the list filtered and sorted and compare the pages joined with what the filters pick from the whole list;
    where they differ, with the same query in one piece.
    """
    seen = walk(ctx, operation)
    if seen.plan.is_plain:
        whole(ctx, operation)
        msg = "No filter and no order tells the items of the list apart, or it is too long to be filtered whole."
        raise NotTested(msg)
    settled(ctx, operation, partition)
