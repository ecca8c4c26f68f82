"""A walk through the pages of a list, filtered and sorted where the list can be, so that it shows all rules together.

What the pages should hold is what the suite's own model picks from the list in one piece. Only where they hold
something else is the same query asked for in one piece too, to tell whose fault it is.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dataops_conformance.exchange import Exchange, JsonObject
from dataops_conformance.law import Blocked, NotTested, Violation
from dataops_conformance.laws.page.declared import FILTERS
from dataops_conformance.laws.page.filling import ENOUGH
from dataops_conformance.laws.page.filters import Chosen, Filter, carried, combine, named_by_all
from dataops_conformance.laws.page.listing import (
    DEFAULT,
    MOST,
    Place,
    Query,
    Whole,
    choices,
    look,
    objects,
    orders_of,
    piece,
    place,
    turn,
    whole,
    whole_again,
)
from dataops_conformance.laws.page.orders import Order, disorder, tells_apart
from dataops_conformance.laws.page.reading import identities, identity, links, pages_of
from dataops_conformance.laws.rate.headers import number
from dataops_conformance.laws.telling import told

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dataops_spec import Operation

    from dataops_conformance.context import Context

WALKED = 4
"""Pages that are walked from the first; of a longer list, the last page besides."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a walk asks for: filters that each leave something out (`telling`), others that leave out nothing, an order.

    `expected` are the identities of what it should find, in the order of the list in one piece; None where that is not
    known.
    """

    query: Query
    telling: tuple[Chosen, ...]
    carried: tuple[Chosen, ...]
    order: Order | None
    expected: tuple[str, ...] | None

    @property
    def is_plain(self) -> bool:
        """Whether it neither filters nor sorts."""
        return not (self.telling or self.carried or self.order)


@dataclass(frozen=True, slots=True)
class Walk:
    """A list looked at page by page.

    `pages` are the first pages of `size`, each reached by the link of the one before where `linked` says so. `last` is
    the last page where the list is too long to be walked to it. `items` are the identities of all items in order; None
    where they do not fit a page of 100. `piece` is the walked list in one piece, asked for only where the pages are not
    as `plan` expects.
    """

    whole: Whole
    plan: Plan
    size: int
    pages: tuple[Exchange, ...]
    linked: tuple[bool, ...]
    last: Exchange | None
    items: tuple[str, ...] | None
    piece: Exchange | None

    @property
    def count(self) -> int | None:
        """The number of pages of `size`; None where it is not known."""
        return None if self.items is None else max(1, pages_of(len(self.items), self.size))

    @property
    def to_the_end(self) -> bool:
        """Whether all its pages were walked."""
        return self.count is not None and len(self.pages) >= self.count

    @property
    def joined(self) -> list[str]:
        """The identities of the items of all pages that were walked."""
        return [name for page in self.pages for name in identities(page)]

    @property
    def shown(self) -> list[Exchange]:
        """The exchanges that show the list in one piece and in pages."""
        return [self.piece or self.whole.exchange, *self.pages]


def walk(ctx: Context, operation: Operation) -> Walk:
    """Walk the list; once in the run.

    Raises NotTested where it has fewer than two items.
    """
    return ctx.once(f"a walk of {operation.id}", lambda: _walk(ctx, operation, whole(ctx, operation)))


def survey(ctx: Context, operation: Operation) -> Place:
    """Return where to list, and walk the list at once, so that nothing changes it between looks that are compared."""
    found = place(ctx, operation)
    with suppress(NotTested, Blocked):  # Whoever needs the walk is told.
        walk(ctx, operation)
    return found


def settled(ctx: Context, operation: Operation, judge: Callable[[Walk], None]) -> None:
    """Let `judge` look at the walk; where it finds a violation, at a second one, as the list may have changed."""
    try:
        judge(walk(ctx, operation))
    except Violation:
        judge(second_walk(ctx, operation))


def second_walk(ctx: Context, operation: Operation) -> Walk:
    """Walk the list again, from a new look at the whole; once in the run."""
    key = f"a second walk of {operation.id}"
    return ctx.once(key, lambda: _walk(ctx, operation, whole_again(ctx, operation)))


def plan_walk(ctx: Context, operation: Operation, everything: Whole) -> Plan:
    """Return what to ask for: as many filters as leave three items, and another order than the default page had."""
    if not everything.complete:
        return Plan(everything.query, (), (), None, None)
    items = everything.items
    candidates, allowed = FILTERS.get(operation.id, ()), allowed_values(ctx, operation)
    telling = _telling(candidates, items, allowed)
    named = [item for item in items if named_by_all(telling, item)]
    further = carried(candidates, named, allowed, telling)
    order = _order(ctx, operation, place(ctx, operation), named)
    filters = [pair for one in (*telling, *further) for pair in one.pairs]
    query = (*(order.query if order else everything.query), *filters)
    expected = tuple(identity(item) for item in named) if telling else tuple(everything.names)
    return Plan(query, telling, further, order, expected)


def _telling(
    candidates: Sequence[Filter], items: Sequence[JsonObject], allowed: Mapping[str, Sequence[str]]
) -> tuple[Chosen, ...]:
    """Return filters that leave three items, or more than four where they would leave four, which cut badly."""
    found: list[tuple[Chosen, ...]] = []
    for keep in (ENOUGH, ENOUGH + 2):
        telling = combine(candidates, items, allowed, keep=min(keep, len(items)))
        if sum(named_by_all(telling, item) is True for item in items) != ENOUGH + 1:
            return telling
        found.append(telling)
    return found[0]


def allowed_values(ctx: Context, operation: Operation) -> Mapping[str, Sequence[str]]:
    """Return the values that the contract gives each parameter, where it lists them."""
    return {item.name: found for item in operation.query_parameters if (found := choices(ctx, item))}


def _order(ctx: Context, operation: Operation, found: Place, items: Sequence[JsonObject]) -> Order | None:
    """Return an order that tells the items apart: another direction and field than before, where there are such."""
    telling = [one for one in orders_of(ctx, operation) if not one.is_restless and tells_apart(items, one.field)]
    before = found.order
    if before is not None:
        turned = [one for one in telling if one.descending is not before.descending]
        telling = [one for one in turned if one.field != before.field] or turned or telling
    return telling[turn(ctx, operation) % len(telling)] if telling else before


def _walk(ctx: Context, operation: Operation, everything: Whole) -> Walk:
    if len(everything.names) < 2:
        msg = f"The list has {len(everything.names)} items, too few to tell pages apart."
        raise NotTested(msg)
    plan = plan_walk(ctx, operation, everything)
    size = DEFAULT if plan.expected is None else page_size(len(plan.expected))
    pages, linked = _pages(ctx, operation, plan, size)
    last = _last_page(ctx, operation, plan, pages[-1], size) if plan.expected is None else None
    if plan.expected is None:
        return Walk(everything, plan, size, pages, linked, last, None, None)
    joined = [name for page in pages for name in identities(page)]
    if _as_expected(plan, joined, pages):
        return Walk(everything, plan, size, pages, linked, None, tuple(joined), None)
    compared = piece(ctx, operation, plan.query)
    names = identities(compared)
    while len(pages) < min(WALKED, pages_of(len(names), size)):
        pages, linked = _further(ctx, operation, plan, size, pages, linked)
    known = tuple(names) if len(names) < MOST else None
    return Walk(everything, plan, size, pages, linked, None, known, compared)


def _as_expected(plan: Plan, joined: list[str], pages: tuple[Exchange, ...]) -> bool:
    expected = list(plan.expected or ())
    if plan.order is None:
        return joined == expected
    in_order = disorder([item for page in pages for item in objects(page)], plan.order) is None
    return sorted(joined) == sorted(expected) and in_order


def _pages(ctx: Context, operation: Operation, plan: Plan, size: int) -> tuple[tuple[Exchange, ...], tuple[bool, ...]]:
    pages: tuple[Exchange, ...] = (look(ctx, operation, plan.query, page=1, per_page=size),)
    linked: tuple[bool, ...] = (False,)
    wanted = ENOUGH if plan.expected is None else min(WALKED, pages_of(len(plan.expected), size))
    while len(pages) < wanted:
        pages, linked = _further(ctx, operation, plan, size, pages, linked)
    _see_that_answered(pages[-1])
    return pages, linked


def _further(
    ctx: Context, operation: Operation, plan: Plan, size: int, pages: tuple[Exchange, ...], linked: tuple[bool, ...]
) -> tuple[tuple[Exchange, ...], tuple[bool, ...]]:
    """Return the pages and one more, by the link of the last where it has one."""
    _see_that_answered(pages[-1])
    following = links(pages[-1].response).get("next")
    if following is None:
        page = look(ctx, operation, plan.query, page=len(pages) + 1, per_page=size)
    else:
        page = ctx.send(operation, path=place(ctx, operation).path, query=following.query)
    return (*pages, page), (*linked, following is not None)


def _see_that_answered(page: Exchange) -> None:
    if page.response.status != 200:
        msg = f"A page is answered {told(page)}."
        raise Blocked(msg)


def _last_page(ctx: Context, operation: Operation, plan: Plan, page: Exchange, size: int) -> Exchange | None:
    count = number(page.response, "x-total-pages")
    return None if count is None or count <= ENOUGH else look(ctx, operation, plan.query, page=count, per_page=size)


def page_size(items: int) -> int:
    """Return a size that makes three pages of a list, the last one shorter where that can be.

    Of four items it makes four pages, of two items two.
    """
    sizes = [size for size in range(1, items + 1) if pages_of(items, size) == ENOUGH]
    return next((size for size in reversed(sizes) if items % size), sizes[-1] if sizes else 1)
