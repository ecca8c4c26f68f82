"""Requests without credentials that are wrong in another way too: who is not known is told nothing but that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dataops_conformance.exchange import Exchange
from dataops_conformance.laws.auth.probes import absent_path, anonymous_probe

if TYPE_CHECKING:
    from dataops_spec import Operation

    from dataops_conformance.context import Context


@dataclass(frozen=True, slots=True)
class Odd:
    """A request without credentials, and in which other way it was wrong."""

    oddity: str
    exchange: Exchange


def odd_anonymous(ctx: Context, operation: Operation) -> Odd:
    """Send such a request to what does not exist, the ways taking turns by the operation; once in the run."""
    return ctx.once(f"an odd anonymous {operation.id}", lambda: _turn(ctx, operation)(ctx, operation))


def _turn(ctx: Context, operation: Operation) -> Callable[[Context, Operation], Odd]:
    place = [item.id for item in ctx.contract.operations].index(operation.id)
    if operation.body is not None:
        return (_malformed, _wrong_type, _nothing)[place % 3]
    if operation.is_paginated:
        return (_bad_query, _unknown_id)[place % 2]
    others = [item for item in ctx.contract.operations if item.path == operation.path]
    # The path of a project knows no PATCH; the answer is of no operation, so that one such request is enough.
    return _wrong_method if operation.id == "get_project" and "PATCH" not in {o.method for o in others} else _unknown_id


def _malformed(ctx: Context, operation: Operation) -> Odd:
    path = absent_path(ctx, operation)
    exchange = ctx.send(operation, path=path, raw_body=b'{"name": ', content_type="application/json", credential="none")
    return Odd("a body that is no JSON", exchange)


def _wrong_type(ctx: Context, operation: Operation) -> Odd:
    path = absent_path(ctx, operation)
    exchange = ctx.send(operation, path=path, raw_body=b"<a/>", content_type="application/xml", credential="none")
    return Odd("a content type that the API does not read", exchange)


def _nothing(ctx: Context, operation: Operation) -> Odd:
    return Odd("no field at all", ctx.send(operation, path=absent_path(ctx, operation), body={}, credential="none"))


def _wrong_method(ctx: Context, operation: Operation) -> Odd:
    path = absent_path(ctx, operation)
    exchange = ctx.send(operation, path=path, method="PATCH", credential="none")
    return Odd("a method that the path does not know", exchange)


def _bad_query(ctx: Context, operation: Operation) -> Odd:
    path = absent_path(ctx, operation)
    return Odd("a page that is no number", ctx.send(operation, path=path, query={"page": "x"}, credential="none"))


def _unknown_id(ctx: Context, operation: Operation) -> Odd:
    oddity = "an unknown id" if operation.path_parameters else "nothing else wrong"
    return Odd(oddity, anonymous_probe(ctx, operation))
