"""Filtered lists, and filters and sorting together with paging."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dataops_conformance.exchange import Exchange, JsonObject
from dataops_conformance.law import Laws, NotTested, Violation, expect
from dataops_conformance.laws.page.filters import FILTERS, Filter, telling_value
from dataops_conformance.laws.page.listing import MOST, choices, look, place, whole
from dataops_conformance.laws.page.reading import identities, identity, listed

if TYPE_CHECKING:
    from dataops_spec import Operation

    from dataops_conformance.context import Context

laws = Laws()
_TRIED = 3  # Filters of one list in the profile standard; the profile full tries them all.


@dataclass(frozen=True, slots=True)
class Filtered:
    """A list held to one value of a filter."""

    filter: Filter
    value: str
    page: Exchange


def filtered(ctx: Context, operation: Operation, chosen: Filter) -> Filtered | None:
    """List with one filter, its value drawn from the list; None where none tells its items apart; once in the run."""
    return ctx.once(f"{operation.id} by {chosen.parameter}", lambda: _filtered(ctx, operation, chosen))


def _filtered(ctx: Context, operation: Operation, chosen: Filter) -> Filtered | None:
    parameter = next((item for item in operation.query_parameters if item.name == chosen.parameter), None)
    if parameter is None:
        return None
    schema = ctx.contract.resolve(parameter.schema)
    allowed = [] if schema.get("type") == "array" else choices(ctx, parameter)
    value = telling_value(chosen, _whole_items(ctx, operation), allowed)
    if value is None:
        return None
    return Filtered(chosen, value, _look(ctx, operation, chosen, value, per_page=MOST))


def _look(ctx: Context, operation: Operation, chosen: Filter, value: str, **query: int) -> Exchange:
    return look(ctx, operation, place(ctx, operation), **{chosen.parameter: value}, **query)


def _whole_items(ctx: Context, operation: Operation) -> list[JsonObject]:
    everything = whole(ctx, operation)
    if len(identities(everything)) >= MOST:
        msg = "The list is longer than a page of 100, too long to be compared whole."
        raise NotTested(msg)
    return [item for item in everything.response.items() if isinstance(item, dict)]


def _chosen(ctx: Context, operation: Operation) -> list[Filtered]:
    """Return the filters to try that tell items of the list apart; raise NotTested where none does."""
    found: list[Filtered] = []
    for chosen in FILTERS.get(operation.id, ()):
        if len(found) >= _TRIED and not ctx.settings.covers("full"):
            break
        seen = filtered(ctx, operation, chosen)
        if seen is not None:
            found.append(seen)
    if not found:
        msg = "No filter tells the items of the list apart; there are too few, or all are alike."
        raise NotTested(msg)
    return found


@laws.law("PAGE-22", requests=_TRIED)
def filtering_is_sound_and_complete(ctx: Context, operation: Operation) -> None:
    """List with each of a few filters, values drawn from the list itself, and compare with what the suite's own model
    of the filter picks from the whole list; where they differ, with both asked for again.
    """
    for seen in _chosen(ctx, operation):
        try:
            _judge(seen, whole(ctx, operation))
        except Violation:
            everything = look(ctx, operation, place(ctx, operation), per_page=MOST)
            again = _look(ctx, operation, seen.filter, seen.value, per_page=MOST)
            _judge(Filtered(seen.filter, seen.value, again), everything)


def _judge(seen: Filtered, everything: Exchange) -> None:
    shown = set(identities(seen.page))
    items = [item for item in everything.response.items() if isinstance(item, dict)]
    named = {identity(item): seen.filter.names(item, seen.value) for item in items}
    missing = [name for name, is_named in named.items() if is_named is True and name not in shown]
    # What the whole list does not hold is not judged: an item may be new.
    extra = [name for name, is_named in named.items() if is_named is False and name in shown]
    what = f"{seen.filter.parameter}={seen.value}"
    exchanges = [everything, seen.page]
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


@laws.law("PAGE-15", requests=2)
def filters_commute_with_paging(ctx: Context, operation: Operation) -> None:
    """Walk a filtered and sorted list in two pages and compare them joined with the filtered list in one piece; where
    they differ, once more.
    """
    candidates = [seen for seen in _chosen(ctx, operation) if len(identities(seen.page)) >= 2]
    if not candidates:
        msg = "No filter leaves two items or more of the list."
        raise NotTested(msg)
    seen = candidates[0]
    try:
        _joined(ctx, operation, seen)
    except Violation:
        again = _look(ctx, operation, seen.filter, seen.value, per_page=MOST)
        _joined(ctx, operation, Filtered(seen.filter, seen.value, again))


def _joined(ctx: Context, operation: Operation, seen: Filtered) -> None:
    wanted = identities(seen.page)
    size = -(-len(wanted) // 2)
    pages = [_look(ctx, operation, seen.filter, seen.value, page=page, per_page=size) for page in (1, 2)]
    joined = [name for page in pages for name in identities(page)]
    expect(
        joined == wanted,
        f"The pages of the list filtered by {seen.filter.parameter}={seen.value} are not the filtered list.",
        expected=listed(wanted),
        seen=listed(joined),
        exchanges=[seen.page, *pages],
    )
