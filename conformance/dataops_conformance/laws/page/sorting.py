"""Lists in the order that was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataops_conformance.exchange import Exchange, JsonObject
from dataops_conformance.law import Laws, NotTested, Violation, expect
from dataops_conformance.laws.page.listing import look, objects, orders_of, piece, place, turn, whole
from dataops_conformance.laws.page.orders import Order, disorder, tells_apart
from dataops_conformance.laws.page.reading import identities
from dataops_conformance.laws.page.walking import walk

if TYPE_CHECKING:
    from dataops_spec import Operation

    from dataops_conformance.context import Context

laws = Laws()


@laws.law("PAGE-21", requests=0)
def sorting_is_sound(ctx: Context, operation: Operation) -> None:
    """Compare neighbours on the default page, which is asked for in one order, and in a walk, asked for in another; in
    the profile full in every order besides. Texts are judged only where every usual collation agrees.
    """
    items = whole(ctx, operation).items
    telling = [order for order in orders_of(ctx, operation) if tells_apart(items, order.field)]
    if not telling:
        msg = "The list has no two items that an order tells apart."
        raise NotTested(msg)
    tried = {*_default(ctx, operation), *_walked(ctx, operation)}
    others = [order for order in telling if order not in tried]
    for order in others if ctx.settings.covers("full") else _missing_direction(ctx, operation, tried, others):
        _ordered(ctx, operation, order, piece(ctx, operation, order.query))


def _default(ctx: Context, operation: Operation) -> tuple[Order, ...]:
    """Judge the default page, and return the order that it was asked for in."""
    found = place(ctx, operation)
    if found.order is None:
        return ()
    _ordered(ctx, operation, found.order, found.default)
    return (found.order,)


def _walked(ctx: Context, operation: Operation) -> tuple[Order, ...]:
    """Judge the walk, where its pages were not as expected, and return the order that it was asked for in."""
    seen = walk(ctx, operation)
    order = seen.plan.order
    if order is None:
        return ()
    if seen.piece is not None:
        _ordered(ctx, operation, order, seen.piece)
    return (order,)


def _missing_direction(ctx: Context, operation: Operation, tried: set[Order], others: list[Order]) -> tuple[Order, ...]:
    """Return an order in the direction that was not tried yet; none where both were."""
    if len({order.descending for order in tried}) == 2:
        return ()
    turned = [order for order in others if order.descending not in {each.descending for each in tried}]
    return (turned[turn(ctx, operation) % len(turned)],) if turned else ()


def _ordered(ctx: Context, operation: Operation, order: Order, page: Exchange) -> None:
    """Judge a page; where it is out of order, once more, as items may have changed."""
    try:
        _judge(page, order)
    except Violation:
        paging = {name: value for name, value in page.request.query if name in {"page", "per_page"}}
        query = [pair for pair in page.request.query if pair[0] not in paging]
        _judge(look(ctx, operation, query, **paging), order)


def _judge(page: Exchange, order: Order) -> None:
    identities(page)
    items: list[JsonObject] = objects(page)
    pair = disorder(items, order)
    if pair is not None:
        earlier, later = pair
        expect(
            False,
            f"The list is not ordered {order.told}.",
            expected=f"{later!r} {'not above' if order.descending else 'not below'} {earlier!r}, which comes before it",
            seen=f"{earlier!r}, {later!r}",
            exchanges=[page],
        )
