"""Who is not known is refused, before anything else; and the ways in which a token may be sent."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dataops_conformance.exchange import Exchange, Scheme
from dataops_conformance.law import Laws, NotTested, Violation, expect
from dataops_conformance.laws.auth.oddities import odd_anonymous, odd_unknown
from dataops_conformance.laws.auth.probes import (
    UNAUTHORIZED,
    anonymous_probe,
    ask,
    data_at_risk,
    expect_status,
    expect_unknown,
    is_even,
    is_unauthorized,
    listed_ids,
    wrong_job_token,
    wrong_token,
)
from dataops_conformance.laws.auth.strangers import turned_away, turned_away_at
from dataops_conformance.laws.res.reading import latest
from dataops_conformance.laws.telling import told

if TYPE_CHECKING:
    from dataops_spec import Operation

    from dataops_conformance.context import Context

laws = Laws()
_AFTER_PROBES = 40
_CASINGS = ("PRIVATE-TOKEN", "Private-Token", "pRIVATE-tOKEN")


@laws.law("AUTH-01", requests=1, needs=(), risk=data_at_risk)
def anonymous_requests_get_401(ctx: Context, operation: Operation) -> None:
    """Read without credentials what is there, or what does not exist where nothing is at hand. Send a write that is
    wrong in another way too, and where that is not answered 401, a valid one, to a resource that does not exist.
    """
    expect_unknown(operation, "without credentials", _anonymous(ctx, operation))


def _anonymous(ctx: Context, operation: Operation) -> Exchange:
    if operation.method == "GET":
        return _anonymous_reading(ctx, operation)
    odd = odd_anonymous(ctx, operation).exchange
    return odd if is_unauthorized(odd) else anonymous_probe(ctx, operation)


def _anonymous_reading(ctx: Context, operation: Operation) -> Exchange:
    if operation.path_parameters:
        return ask(ctx, operation, "none", by_path=is_even(ctx, operation))
    return anonymous_probe(ctx, operation)


@laws.law("AUTH-02", requests=2)
def public_collections_show_public_things(ctx: Context, operation: Operation) -> None:
    """List without credentials, and then once more with `visibility=private` where the list takes it; for namespaces,
    compare with the private groups that the token sees.
    """
    listed = ctx.send(operation, query={"per_page": 100}, credential="none")
    expect_status(200, f"{operation.id} does not answer a request without credentials.", listed)
    if any(parameter.name == "visibility" for parameter in operation.query_parameters):
        _all_public(operation, listed)
        private = ctx.send(operation, query={"visibility": "private"}, credential="none")
        expect_status(200, f"{operation.id} with visibility=private does not answer without credentials.", private)
        _all_public(operation, private)
        return
    groups = ctx.send("list_groups", query={"visibility": "private", "per_page": 100})
    shown_groups = [item for item in listed.response.items() if isinstance(item, dict) and item.get("kind") == "group"]
    hidden = listed_ids(groups)
    shown = sorted(str(item.get("id")) for item in shown_groups if item.get("id") in hidden)
    expect(
        not shown,
        f"{operation.id} shows the namespaces of private groups to everybody.",
        expected="no namespace of a private group",
        seen=f"the namespaces {shown}",
        exchanges=[listed, groups],
    )


def _all_public(operation: Operation, listed: Exchange) -> None:
    hidden = [
        item for item in listed.response.items() if not isinstance(item, dict) or item.get("visibility") != "public"
    ]
    expect(
        not hidden,
        f"{operation.id} shows everybody what is not public.",
        expected='every item with visibility "public"',
        seen=f"{len(hidden)} others",
        exchanges=[listed],
    )


@laws.law("AUTH-03", requests=1, needs=(), risk=data_at_risk)
def wrong_tokens_get_401(ctx: Context, operation: Operation) -> None:
    """Read what is there with a token that no server knows, in `private-token` here and as a bearer token there; GET
    /job is sent such a job token. Send a valid write to what does not exist with a credential that is not valid:
    unknown, malformed, revoked, expired, of a trigger or of a job that has ended, which take turns.
    """
    if operation.method == "GET":
        expect_unknown(operation, "with a token that is not valid", _reading_by_unknown(ctx, operation))
    else:
        turned_away(ctx, operation)
    for met in turned_away_at(ctx, operation):
        expect_unknown(operation, met.stranger.what, met.exchange, revoked=met.stranger.is_ended)


def _reading_by_unknown(ctx: Context, operation: Operation) -> Exchange:
    if not operation.takes_token:
        return ask(ctx, operation, wrong_job_token(ctx))
    token, even = wrong_token(ctx), is_even(ctx, operation)
    return ask(ctx, operation, token if even else replace(token, scheme="bearer"), by_path=not even)


@laws.law("AUTH-04", requests=len(_CASINGS), order=60)
def header_names_have_no_case(ctx: Context, operation: Operation) -> None:
    """Send the token in the header `private-token`, its name cased in three ways. A quarter of the operations have had
    it in `PRIVATE-TOKEN` anyway: where they took it, the two other ways are sent.
    """
    _expect_carried(ctx, "PRIVATE-TOKEN", "The token in the header PRIVATE-TOKEN is not taken.")
    token = ctx.credential("token")
    for name in _CASINGS[ctx.carrying.is_taken("PRIVATE-TOKEN") :]:
        exchange = ctx.send(operation, headers=[(name, token.secret)], credential="none")
        expect_status(200, f"The token in the header {name} is not taken.", exchange)


def _expect_carried(ctx: Context, scheme: Scheme, summary: str) -> None:
    """Raise Violation where a request of the run had the token refused so, and taken in `private-token`."""
    for refusal in ctx.carrying.refusals(scheme):
        raise Violation(
            f"{summary[:-1]} by {refusal.operation}.",
            expected=f"what the token in private-token is answered: {told(refusal.plain)}",
            seen=told(refusal.refused),
            exchanges=[refusal.refused, refusal.plain],
        )


@laws.law("AUTH-05", requests=1, order=60)
def bearer_tokens_are_the_same_credential(ctx: Context, operation: Operation) -> None:
    """Send one request with the token in `private-token` and one with it as a bearer token, and compare the answers;
    half of the operations have had it as a bearer token besides.
    """
    _expect_carried(ctx, "bearer", "A bearer token is not taken.")
    token = ctx.credential("token")
    first = latest(ctx, operation)
    is_bearer = first.request.scheme == "bearer"
    other = token if is_bearer else replace(token, scheme="bearer")
    second = ctx.send(operation, query=first.request.query, credential=other)
    _expect_same(ctx, operation, *((second, first) if is_bearer else (first, second)))


def _expect_same(ctx: Context, operation: Operation, plain: Exchange, bearer: Exchange) -> None:
    if plain.response.status != 200:
        msg = f"{operation.id} answers the token itself {plain.response.status}."
        raise NotTested(msg)
    expect_status(200, "A bearer token is not taken.", plain, bearer)
    if _ids(bearer) != _ids(plain):
        # Somebody may have changed the list in between; what each sees now decides.
        token, query = ctx.credential("token"), plain.request.query
        plain = ctx.send(operation, query=query, credential=token)
        bearer = ctx.send(operation, query=query, credential=replace(token, scheme="bearer"))
    expect(
        _ids(bearer) == _ids(plain),
        "A bearer token sees something else than the same token in private-token.",
        expected=f"the ids {_ids(plain)}",
        seen=f"the ids {_ids(bearer)}",
        exchanges=[plain, bearer],
    )


def _ids(exchange: Exchange) -> list[object]:
    single = exchange.response.object().get("id")
    if single is not None:
        return [single]
    return [item.get("id") if isinstance(item, dict) else None for item in exchange.response.items()]


def _told_apart(operation: Operation) -> int:
    """Rank what a server most easily looks at before it asks who somebody is: a body, and the method of a path."""
    return 1 if operation.body is not None or operation.id == "get_project" else 0


def _whose_request(operation: Operation) -> str:
    """Return the rule whose request shows this one too: of a reading by id none does."""
    return "AUTH-16" if operation.is_paginated else "AUTH-01"


# It shares its requests with others, and so comes after them.
@laws.law("AUTH-26", requests=1, needs=(), order=_AFTER_PROBES, risk=_told_apart, beside=_whose_request)
def unknown_users_learn_nothing_else(ctx: Context, operation: Operation) -> None:
    """Let somebody unknown send a request that is wrong in another way too: for a write, without credentials, a
    malformed body, a wrong content type or required fields missing; for a list, a page that is no number; else an id
    that does not exist, or a method that the path does not know.
    """
    odd = odd_unknown(ctx, operation)
    expect(
        is_unauthorized(odd.exchange, revoked=odd.exchange.request.credential is not None),
        f"{operation.id} tells somebody unknown more than that (the request had: {odd.oddity}).",
        expected=UNAUTHORIZED,
        seen=told(odd.exchange),
        exchanges=[odd.exchange],
    )
