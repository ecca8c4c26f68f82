"""Requests of somebody unknown that are wrong in another way too: who is not known is told nothing but that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dataops_conformance.exchange import Credential, Exchange
from dataops_conformance.laws.auth.probes import absent_path, anonymous_probe, at_hand, is_unauthorized
from dataops_conformance.laws.auth.strangers import has_turn, turned_away

if TYPE_CHECKING:
    from typing import Literal

    from dataops_spec import Operation

    from dataops_conformance.context import Context


@dataclass(frozen=True, slots=True)
class Odd:
    """A request of somebody unknown, and in which other way it was wrong."""

    oddity: str
    exchange: Exchange


def odd_unknown(ctx: Context, operation: Operation) -> Odd:
    """Send such a request, or take one that was sent for another rule.

    Where somebody with a credential that is not valid here was let in by it, that is a matter of another rule; somebody
    without any decides.
    """
    if operation.is_paginated and (odd := odd_job(ctx, operation)) is not None and is_unauthorized(odd.exchange):
        return odd
    if operation.id != "get_project" and operation.method == "GET" and has_turn(operation):
        met = turned_away(ctx, operation)
        if is_unauthorized(met.exchange, revoked=met.stranger.is_ended):
            return Odd("an unknown id", met.exchange)
    return odd_anonymous(ctx, operation)


def odd_job(ctx: Context, operation: Operation) -> Odd | None:
    """Ask for a page that is no number with a job's token, which is no credential here; once in the run.

    None where there is no such token, or where it is a credential.
    """
    token = ctx.settings.credentials.get("DATAOPS_JOB_TOKEN")
    if token is None or operation.takes_job_token or not operation.takes_token:
        return None
    return ctx.once(f"an odd job's {operation.id}", lambda: _bad_page(ctx, operation, token))


def odd_anonymous(ctx: Context, operation: Operation) -> Odd:
    """Send a request without credentials that is wrong in another way, by the operation's turn; once in the run."""
    return ctx.once(f"an odd anonymous {operation.id}", lambda: _turn(ctx, operation)(ctx, operation))


def _turn(ctx: Context, operation: Operation) -> Callable[[Context, Operation], Odd]:
    place = [item.id for item in ctx.contract.operations].index(operation.id)
    if operation.body is not None:
        return (_malformed, _wrong_type, _nothing)[place % 3]
    if operation.is_paginated:
        return lambda ctx, operation: _bad_page(ctx, operation, "none")
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


def _bad_page(ctx: Context, operation: Operation, credential: Credential | Literal["none"]) -> Odd:
    where = at_hand(ctx, operation)
    path = absent_path(ctx, operation) if where is None else where.path
    return Odd("a page that is no number", ctx.send(operation, path=path, query={"page": "x"}, credential=credential))


def _unknown_id(ctx: Context, operation: Operation) -> Odd:
    oddity = "an unknown id" if operation.path_parameters else "nothing else wrong"
    return Odd(oddity, anonymous_probe(ctx, operation))
