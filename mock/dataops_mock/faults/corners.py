"""Corners: the one place where a fault strikes, in a server that keeps every rule elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import TypeAlias
from urllib.parse import unquote

from dataops_spec import operations

from dataops_mock.http.bodies import JSON, MULTIPART, URLENCODED
from dataops_mock.http.forms import parse_pairs
from dataops_mock.rules import Exchange

Holds: TypeAlias = Callable[[Exchange], bool]

PAGING = frozenset({"page", "per_page", "pagination", "cursor"})
SORTING = frozenset({"order_by", "sort"})
_EVERY = re.compile(r"every-([1-9][0-9]{0,5})(?:st|nd|rd|th)")
_PAGE = re.compile(r"page-([1-9][0-9]{0,5})")
_STATUS = re.compile(r"[1-5][0-9][0-9]")


@dataclass(frozen=True, slots=True)
class Corner:
    """Where a fault strikes: on the requests that it holds for, or on the answers where `of_answers`."""

    name: str
    holds: Holds
    of_answers: bool = False


def media_type(exchange: Exchange) -> str:
    """Return the content type of a request without its parameters."""
    return exchange.headers.get("content-type", "").partition(";")[0].strip().lower()


def parse_corner(name: str) -> Corner:
    """Return the corner of this name; raise `ValueError` with the names that come near for one that does not exist."""
    if name in _named():
        return _named()[name]
    if matched := _EVERY.fullmatch(name):
        every = int(matched[1])
        return Corner(name, lambda exchange: exchange.number % every == 0)
    if matched := _PAGE.fullmatch(name):
        number = matched[1]
        return Corner(name, lambda exchange: _query(exchange).get("page") == number)
    if matched := _STATUS.fullmatch(name):
        status = int(matched[0])
        return Corner(name, lambda exchange: exchange.status == status, of_answers=True)
    near = get_close_matches(name, [*_named(), "every-50th", "page-3"], n=3)
    known = ", ".join((*corner_names(), "page-3", "every-50th", "404"))
    hint = f"did you mean {' or '.join(near)}?" if near else f"name an operation, or one of {known}."
    msg = f"There is no corner {name!r}: {hint}"
    raise ValueError(msg)


def corner_names() -> tuple[str, ...]:
    """Return the names of the corners that have one name: operations not among them."""
    return tuple(sorted({*_ON_REQUESTS, "errors"}))


def _query(exchange: Exchange) -> dict[str, str]:
    return dict(parse_pairs(exchange.raw_query))


def _is_list(exchange: Exchange) -> bool:
    operation = exchange.match.operation
    return operation is not None and operation.is_paginated


def _is_filtered(exchange: Exchange) -> bool:
    operation = exchange.match.operation
    if operation is None or not operation.is_paginated:
        return False
    filters = {parameter.name for parameter in operation.query_parameters} - PAGING - SORTING
    return not filters.isdisjoint(_query(exchange))


def _is_by_path(exchange: Exchange) -> bool:
    return "id" in exchange.match.path and not unquote(exchange.match.path["id"]).isdecimal()


def _sends(*media_types: str) -> Holds:
    return lambda exchange: media_type(exchange) in media_types


def _is(*methods: str) -> Holds:
    return lambda exchange: exchange.method in methods


_ON_REQUESTS: Mapping[str, Holds] = {
    "get": _is("GET"),
    "head": _is("HEAD"),
    "post": _is("POST"),
    "put": _is("PUT"),
    "patch": _is("PATCH"),
    "delete": _is("DELETE"),
    "writes": _is("POST", "PUT", "PATCH", "DELETE"),
    "json": _sends(JSON),
    "forms": _sends(MULTIPART, URLENCODED),
    "multipart": _sends(MULTIPART),
    "urlencoded": _sends(URLENCODED),
    "lists": _is_list,
    "filtered": _is_filtered,
    "sorted": lambda exchange: not SORTING.isdisjoint(_query(exchange)),
    "keyset": lambda exchange: _query(exchange).get("pagination") == "keyset",
    "by-path": _is_by_path,
}


@cache
def _named() -> Mapping[str, Corner]:
    """Return the corners that have one name, an operation's id among them."""
    named = {name: Corner(name, holds) for name, holds in _ON_REQUESTS.items()}
    named["errors"] = Corner("errors", lambda exchange: exchange.status >= 400, of_answers=True)
    for operation in operations():
        named[operation.id] = _at_operation(operation.id)
    return named


def _at_operation(operation_id: str) -> Corner:
    return Corner(operation_id, lambda exchange: exchange.operation_id == operation_id)
