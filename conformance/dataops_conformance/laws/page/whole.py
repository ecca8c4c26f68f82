"""What the pages of a list make up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataops_conformance.exchange import Exchange
from dataops_conformance.law import Laws, NotTested, expect
from dataops_conformance.laws.page.listing import Walk, look, place, settled, whole
from dataops_conformance.laws.page.reading import identities, listed

if TYPE_CHECKING:
    from dataops_spec import Operation

    from dataops_conformance.context import Context

laws = Laws()


@laws.law("PAGE-02", requests=3)
def pages_are_full_but_the_last(ctx: Context, operation: Operation) -> None:
    """Walk the list in three pages or so and count the items of each."""
    settled(ctx, operation, _full_pages)


def _full_pages(seen: Walk) -> None:
    for index, page in enumerate(seen.pages, start=1):
        count = len(identities(page))
        left = seen.size if seen.items is None else min(seen.size, len(seen.items) - (index - 1) * seen.size)
        expect(
            count == left,
            "A page holds more items than per_page, or fewer though it is not the last.",
            expected=f"{left} items on page {index} of {seen.size} each",
            seen=f"{count} items",
            exchanges=[seen.whole, page],
        )


@laws.law("PAGE-04", requests=0)
def pages_make_up_the_whole(ctx: Context, operation: Operation) -> None:
    """Join the pages of a walk and compare them with the list in one piece; of a list of more than 100 items, with its
    beginning.
    """
    settled(ctx, operation, _partition)


def _partition(seen: Walk) -> None:
    joined = [name for page in seen.pages for name in identities(page)]
    twice = sorted({name for name in joined if joined.count(name) > 1})
    shown = [seen.whole, *seen.pages]
    expect(
        not twice,
        "An item stands on two pages.",
        expected="every item once",
        seen=f"more than once: {listed(twice)}",
        exchanges=list(seen.pages),
    )
    wanted = identities(seen.whole)
    if seen.items is None:
        wanted = wanted[: len(joined)]
    expect(
        joined == wanted,
        "The pages joined are not the list that one page shows.",
        expected=listed(wanted),
        seen=listed(joined),
        exchanges=shown,
    )


@laws.law("PAGE-14", requests=1)
def the_order_is_stable(ctx: Context, operation: Operation) -> None:
    """Compare the page that is served by default with the beginning of the list asked for anew; where they differ, two
    pages asked for one right after the other, as the list may have changed.
    """
    found = place(ctx, operation)
    first = identities(found.default)
    if len(first) < 2:
        msg = f"The list has {len(first)} items, too few to have an order."
        raise NotTested(msg)
    again = whole(ctx, operation) if len(first) < 20 else look(ctx, operation, found, page=1, per_page=20)
    if identities(again)[: len(first)] == first:
        return
    _expect_same(look(ctx, operation, found), look(ctx, operation, found))


def _expect_same(earlier: Exchange, later: Exchange) -> None:
    wanted = identities(later)
    expect(
        identities(earlier)[: len(wanted)] == wanted,
        "The same list comes in another order though nothing has changed.",
        expected=listed(wanted),
        seen=listed(identities(earlier)[: len(wanted)]),
        exchanges=[earlier, later],
    )
