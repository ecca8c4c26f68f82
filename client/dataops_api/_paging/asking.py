"""What is asked first: by cursor or by number, how many items a page, and from where. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias, cast

import msgspec
from dataops_resources.runtime import Call, QueryValue, Walk

from dataops_api._paging.resume import read_place, resumed
from dataops_api.errors import ConfigurationError

MAX_PER_PAGE: Final = 100
"""More than this many items a page are served as this many."""

_PLACE = frozenset({"cursor", "page", "pagination"})

Query: TypeAlias = Mapping[str, QueryValue]


class Ask(msgspec.Struct, frozen=True):
    """A page that can be asked for."""

    query: Query
    page: int | None
    """Its number; `None` under keyset pagination."""
    skip: int = 0
    """How many of its items were read before."""


def first_ask(call: Call, walk: Walk) -> tuple[Call, Ask]:
    """Return what a walk asks first, and the call as it is walked: where it is resumed with the filters of its place.

    Raises `ConfigurationError` for a limit below zero, a `resume` that is none, or a page number together with keyset.
    """
    _check_limit(call, walk.limit)
    # Values that can be read once only are wanted for each page.
    given = {name: _kept(value) for name, value in call.query.items() if value is not None}
    call = msgspec.structs.replace(call, query=given)
    if walk.resume is not None:
        place = read_place(walk.resume, call)
        kept = {name: value for name, value in given.items() if name not in _PLACE}
        query: Query = {**kept, **place.values}
        ask = Ask(query, None if _is_keyset(query) else page_number(query), place.skip)
        return resumed(place, call), ask
    keyset = _choose_keyset(call, given)
    first = _sized(given, walk.limit)
    # What is no value of the contract's tells the client alone.
    if first.get("pagination") == "offset":
        del first["pagination"]
    if not keyset:
        return call, Ask(first, page_number(first))
    orders = call.operation.keyset_orders
    if "order_by" not in first and orders:
        first["order_by"] = orders[0]
    return call, Ask({**first, "pagination": "keyset"}, None)


def _check_limit(call: Call, limit: object) -> None:
    if limit is not None and (isinstance(limit, bool) or not isinstance(limit, int) or limit < 0):
        raise ConfigurationError(f"limit is {limit!r}: give the number of items, or None for all.", call=call)


def only_first(ask: Ask) -> Ask:
    """Return the shortest page that has the first item of what `ask` leads to."""
    if ask.page is None:
        return Ask({**ask.query, "per_page": ask.skip + 1}, None, ask.skip)
    before = (ask.page - 1) * page_size(ask.query) + ask.skip
    return by_number({**ask.query, "per_page": 1}, before + 1)


def only_count(call: Call, ask: Ask) -> Ask:
    """Return the shortest page that says how many items the list has; a page by cursor does not."""
    query = {name: value for name, value in ask.query.items() if name not in _PLACE}
    if "order_by" not in call.query:
        query.pop("order_by", None)
    return Ask({**query, "per_page": 1}, 1)


def by_number(query: Query, number: int) -> Ask:
    """Return the page of this number; the first needs no number."""
    return Ask({**query, "page": number} if number > 1 or "page" in query else query, number)


def page_size(query: Query) -> int:
    """Return how many items a full page holds."""
    return max(1, min(_whole(query.get("per_page"), MAX_PER_PAGE), MAX_PER_PAGE))


def page_number(query: Query) -> int:
    """Return the number of the page that a query asks for."""
    return max(1, _whole(query.get("page"), 1))


def _choose_keyset(call: Call, given: Query) -> bool:
    """Tell whether to walk by cursor: where that was asked for, or gives the very order that was asked for."""
    if "keyset" not in call.operation.pagination:
        return False
    if _is_keyset(given):
        if "page" in given:
            raise ConfigurationError("page and pagination=keyset exclude each other: leave one of them out.", call=call)
        return True
    wanted = given.get("order_by")
    fits = wanted is not None and str(wanted) in call.operation.keyset_orders
    return fits and "page" not in given and "pagination" not in given


def _is_keyset(query: Query) -> bool:
    return str(query.get("pagination")) == "keyset"


def _sized(given: Query, limit: int | None) -> dict[str, QueryValue]:
    """Return the query with a page's size: as few requests as can be, and no more items than they need."""
    query = dict(given)
    if "per_page" not in query:
        query["per_page"] = MAX_PER_PAGE
        if limit and page_number(query) == 1:
            requests = -(-limit // MAX_PER_PAGE)
            query["per_page"] = -(-limit // requests)
    # A page of another size is another page, unless it is the first.
    elif limit and page_number(query) == 1 and page_size(query) > limit:
        query["per_page"] = limit
    return query


def _kept(value: QueryValue) -> QueryValue:
    return cast("QueryValue", list(cast("Iterator[object]", value))) if isinstance(value, Iterator) else value


def _whole(value: QueryValue, default: int) -> int:
    if isinstance(value, int):
        return int(value)
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 19 else default
