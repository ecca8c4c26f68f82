"""One list of the server, looked at as it is served by default and in one piece. Each look is taken once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from dataops_conformance.exchange import Exchange, JsonObject, JsonValue
from dataops_conformance.law import Blocked
from dataops_conformance.laws.page.filling import ENOUGH, fill, paths, prepare
from dataops_conformance.laws.page.orders import Order, orders
from dataops_conformance.laws.page.reading import identities, links
from dataops_conformance.laws.rate.headers import number

if TYPE_CHECKING:
    from dataops_spec import Operation, Parameter

    from dataops_conformance.context import Context

Query: TypeAlias = Sequence[tuple[str, str]]

DEFAULT = 20
"""How many items a page holds unless told."""

MOST = 100
"""How many items a page holds at most."""

OVER = 150
"""What is asked for to see that it is served as `MOST`."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where to list: the path's parameters, and the first page without page parameters.

    `query` is what it was asked with: `order`, where the list takes one.
    """

    path: Mapping[str, str | int]
    query: Query
    order: Order | None
    default: Exchange


@dataclass(frozen=True, slots=True)
class Whole:
    """A list in one piece, as far as a page of 100 holds it, in the order that `query` asks for."""

    exchange: Exchange
    query: Query
    complete: bool

    @property
    def names(self) -> list[str]:
        """The identities of the items, in order."""
        return identities(self.exchange)

    @property
    def items(self) -> list[JsonObject]:
        """The items that are objects."""
        return objects(self.exchange)


def place(ctx: Context, operation: Operation) -> Place:
    """Return where to list, a place with three items or more where there is one; once in the run.

    In the run's own project or group, items are made where there are too few.
    """
    return ctx.once(f"a place for {operation.id}", lambda: _find_place(ctx, operation))


def _find_place(ctx: Context, operation: Operation) -> Place:
    order = _first_order(ctx, operation)
    best: Place | None = None
    for path in paths(ctx, operation):
        prepare(ctx, operation, path)
        found = _place(ctx, operation, path, order)
        if found.default.response.status == 200 and fill(ctx, operation, path, ENOUGH - len(_items(found))):
            found = _place(ctx, operation, path, order)
        if found.default.response.status != 200:
            continue
        if len(_items(found)) >= ENOUGH:
            return found
        best = found if best is None or len(_items(found)) >= len(_items(best)) else best
    if best is None:
        msg = f"No list was found that {operation.id} answers."
        raise Blocked(msg)
    return best


def _place(ctx: Context, operation: Operation, path: Mapping[str, str | int], order: Order | None) -> Place:
    query = order.query if order else ()
    return Place(path, query, order, ctx.send(operation, path=path, query=query))


def _items(found: Place) -> list[JsonValue]:
    return list(found.default.response.items())


def turn(ctx: Context, operation: Operation) -> int:
    """Return a number that differs from list to list and from seed to seed, to take turns by."""
    paginated = [item.id for item in ctx.contract.operations if item.is_paginated]
    return ctx.settings.seed + paginated.index(operation.id)


def orders_of(ctx: Context, operation: Operation) -> tuple[Order, ...]:
    """Return every order that the contract lets the list be asked for in."""
    known = {parameter.name: parameter for parameter in operation.query_parameters}
    fields = choices(ctx, known["order_by"]) if "order_by" in known else []
    return orders(fields, choices(ctx, known["sort"]) if "sort" in known else [])


def _first_order(ctx: Context, operation: Operation) -> Order | None:
    """Return the order that the default page is asked for in: one that no change of an item moves."""
    settled = [order for order in orders_of(ctx, operation) if order.is_settled]
    return settled[turn(ctx, operation) % len(settled)] if settled else None


def steady(ctx: Context, operation: Operation) -> Query:
    """Return the query that puts what is new at the end; that of the default page where there is none."""
    upwards = [order for order in orders_of(ctx, operation) if order.field == "id" and not order.descending]
    return upwards[0].query if upwards else place(ctx, operation).query


def choices(ctx: Context, parameter: Parameter) -> list[str]:
    """Return the values that the contract gives a parameter, or the items of one; none where it takes any."""
    schema = ctx.contract.resolve(parameter.schema)
    if schema.get("type") == "array":
        schema = ctx.contract.resolve(schema.get("items"))
    values = schema.get("enum")
    return [str(value) for value in values] if isinstance(values, list) else []


def objects(exchange: Exchange) -> list[JsonObject]:
    """Return the items of a page that are objects."""
    return [item for item in exchange.response.items() if isinstance(item, dict)]


def whole(ctx: Context, operation: Operation) -> Whole:
    """Return the list in one piece; the default page where that is all of it; once in the run."""
    return ctx.once(f"{operation.id} in one piece", lambda: _whole(ctx, operation, place(ctx, operation).default))


def whole_again(ctx: Context, operation: Operation) -> Whole:
    """Return the list in one piece, asked for anew."""
    found = place(ctx, operation)
    return _whole(ctx, operation, look(ctx, operation, found.query))


def _whole(ctx: Context, operation: Operation, default: Exchange) -> Whole:
    if len(identities(default)) < DEFAULT and is_last(default):
        return Whole(default, place(ctx, operation).query, complete=True)
    query = steady(ctx, operation)
    exchange = look(ctx, operation, query, per_page=OVER)
    count = len(identities(exchange))
    # A page of more than was asked for is no list that anything can be held against.
    return Whole(exchange, query, complete=count <= OVER and (count != MOST or is_last(exchange)))


def is_last(page: Exchange) -> bool:
    """Tell whether a page says that none comes after it, or that there is no more than it holds."""
    goes_on = page.response.header("x-next-page") or "next" in links(page.response)
    return not goes_on or number(page.response, "x-total") == len(identities(page))


def look(ctx: Context, operation: Operation, query: Query, **paging: str | int) -> Exchange:
    """List at the place of the list with a query and page parameters."""
    pairs = [*query, *((name, str(value)) for name, value in paging.items())]
    return ctx.send(operation, path=place(ctx, operation).path, query=pairs)


def piece(ctx: Context, operation: Operation, query: Query) -> Exchange:
    """Ask for as much of a list as one page holds."""
    return look(ctx, operation, query, per_page=MOST)
