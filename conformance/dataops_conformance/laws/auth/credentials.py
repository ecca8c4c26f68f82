"""Who is not known is refused, before anything else; and the ways in which a token may be sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from dataops_conformance.exchange import Exchange, JsonObject
from dataops_conformance.law import Laws, NotTested, expect
from dataops_conformance.laws.auth.oddities import odd_anonymous
from dataops_conformance.laws.auth.probes import (
    UNAUTHORIZED,
    absent_path,
    anonymous_probe,
    ask,
    expect_status,
    expect_unknown,
    harmless_body,
    is_unauthorized,
    listed_ids,
    wrong_job_token,
    wrong_token,
    wrong_trigger_token,
)
from dataops_conformance.laws.telling import told

if TYPE_CHECKING:
    from dataops_spec import Operation

    from dataops_conformance.context import Context

laws = Laws()
_CASINGS = ("PRIVATE-TOKEN", "Private-Token", "pRIVATE-tOKEN")


@laws.law("AUTH-01", requests=1, needs=(), on_each=True)
def anonymous_requests_get_401(ctx: Context, operation: Operation) -> None:
    """Read without credentials what is there, or what does not exist where nothing is at hand. Send a write that is
    wrong in another way too, and where that is not answered 401, a valid one, to a resource that does not exist.
    """
    expect_unknown(operation, "without credentials", _anonymous(ctx, operation))


def _anonymous(ctx: Context, operation: Operation) -> Exchange:
    if operation.method == "GET":
        return ask(ctx, operation, "none") if operation.path_parameters else anonymous_probe(ctx, operation)
    odd = odd_anonymous(ctx, operation).exchange
    return odd if is_unauthorized(odd) else anonymous_probe(ctx, operation)


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


@laws.law("AUTH-03", requests=1, needs=())
def wrong_tokens_get_401(ctx: Context, operation: Operation) -> None:
    """Read what is there with a token that no server knows; send a valid write with it to what does not exist. GET /job
    is sent a job token that no server knows; a trigger bears a wrong trigger token in its body as well.
    """
    expect_unknown(operation, "with a token that is not valid", _by_wrong_token(ctx, operation))


def _by_wrong_token(ctx: Context, operation: Operation) -> Exchange:
    if operation.takes_token:
        return ask(ctx, operation, wrong_token(ctx))
    if operation.takes_job_token:
        return ask(ctx, operation, wrong_job_token(ctx))
    # The body's own token is no credential in a header; it must not open the way for a wrong one there.
    body: JsonObject = {**(harmless_body(ctx, operation) or {}), "token": wrong_trigger_token(ctx)}
    return ctx.send(operation, path=absent_path(ctx, operation), body=body, credential=wrong_token(ctx))


@laws.law("AUTH-04", requests=len(_CASINGS))
def header_names_have_no_case(ctx: Context, operation: Operation) -> None:
    """Send the token in the header `private-token`, its name cased in three ways."""
    token = ctx.credential("token")
    for name in _CASINGS:
        exchange = ctx.send(operation, headers=[(name, token.secret)], credential="none")
        expect_status(200, f"The token in the header {name} is not taken.", exchange)


@laws.law("AUTH-05", requests=2)
def bearer_tokens_are_the_same_credential(ctx: Context, operation: Operation) -> None:
    """Send one request with the token in `private-token` and one with it as a bearer token, and compare the answers."""
    token = ctx.credential("token")
    query: Mapping[str, int] = {"per_page": 5} if operation.is_paginated else {}
    bearer = ctx.send(operation, query=query, credential=replace(token, scheme="bearer"))
    plain = ctx.send(operation, query=query)
    if plain.response.status != 200:
        msg = f"{operation.id} answers the token itself {plain.response.status}."
        raise NotTested(msg)
    expect_status(200, "A bearer token is not taken.", plain, bearer)
    if _ids(bearer) != _ids(plain):
        # Somebody may have changed the list in between; what the token itself sees now decides.
        plain = ctx.send(operation, query=query)
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


# A write shares its request with AUTH-01, which bears its price.
@laws.law("AUTH-26", requests=1, needs=())
def unknown_users_learn_nothing_else(ctx: Context, operation: Operation) -> None:
    """Send a request without credentials that is wrong in another way too: always to an id that does not exist, and
    with a malformed body, a wrong content type, required fields missing, a page that is no number, or a method that the
    path does not know.
    """
    odd = odd_anonymous(ctx, operation)
    expect(
        is_unauthorized(odd.exchange),
        f"{operation.id} tells somebody unknown more than that (the request had: {odd.oddity}).",
        expected=UNAUTHORIZED,
        seen=told(odd.exchange),
        exchanges=[odd.exchange],
    )
