"""What the pages of a list make up."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from dataops_conformance.exchange import Exchange
from dataops_conformance.law import Laws, NotTested, expect
from dataops_conformance.laws.page.listing import look, objects, place
from dataops_conformance.laws.page.orders import disorder
from dataops_conformance.laws.page.reading import identities, listed
from dataops_conformance.laws.page.walking import Walk, settled, walk

if TYPE_CHECKING:
    from dataops_spec import Operation

    from dataops_conformance.context import Context

laws = Laws()


@laws.law("PAGE-02", requests=0)
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
            exchanges=[page] if seen.piece is None else [seen.piece, page],
        )


@laws.law("PAGE-04", requests=0)
def pages_make_up_the_whole(ctx: Context, operation: Operation) -> None:
    """Join the pages of a walk and compare them with what the list in one piece holds of what was asked for; where they
    differ, with the same query in one piece; of a list of more than 100 items, with its beginning.
    """
    settled(ctx, operation, partition)


def partition(seen: Walk) -> None:
    """See that the pages of a walk are disjoint and make up the list; raise Violation where they do not."""
    joined = seen.joined
    twice = sorted(name for name, count in Counter(joined).items() if count > 1)
    expect(
        not twice,
        "An item stands on two pages.",
        expected="every item once",
        seen=f"more than once: {listed(twice)}",
        exchanges=list(seen.pages),
    )
    wanted = seen.whole.names if seen.items is None else list(seen.items)
    if not seen.to_the_end:
        wanted = wanted[: len(joined)]
    expect(
        joined == wanted,
        "The pages joined are not the list that one page shows.",
        expected=listed(wanted),
        seen=listed(joined),
        exchanges=seen.shown,
    )


@laws.law("PAGE-14", requests=0)
def the_order_is_stable(ctx: Context, operation: Operation) -> None:
    """See that the default page and the pages of a walk, asked for one after the other, are in one and the same order;
    where they are not, compare two default pages asked for one right after the other.
    """
    found = place(ctx, operation)
    count = len(identities(found.default))
    if count < 2:
        msg = f"The list has {count} items, too few to have an order."
        raise NotTested(msg)
    walked = walk(ctx, operation)
    in_order = found.order is None or disorder(objects(found.default), found.order) is None
    as_before = walked.joined == walked.whole.names[: len(walked.joined)] if walked.items is None else not walked.piece
    if not (in_order and as_before):
        _expect_same(look(ctx, operation, found.query), look(ctx, operation, found.query))


def _expect_same(earlier: Exchange, later: Exchange) -> None:
    wanted = identities(later)
    expect(
        identities(earlier)[: len(wanted)] == wanted,
        "The same list comes in another order though nothing has changed.",
        expected=listed(wanted),
        seen=listed(identities(earlier)[: len(wanted)]),
        exchanges=[earlier, later],
    )
