"""Those whom the server does not know: each with a credential that is not valid in a way of its own.

They take turns by the operation, so that the whole of a run has tried each of them in many places, at one request for
an operation.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dataops_conformance.exchange import Credential, Exchange, JsonObject
from dataops_conformance.laws.auth.probes import (
    absent_path,
    harmless_body,
    required_query,
    wrong_token,
    wrong_trigger_token,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataops_spec import Operation

    from dataops_conformance.context import Context

AFTER_STRANGERS = 8
"""For laws that read what strangers were answered elsewhere."""
# Whose requests a fault of tokens that are no more lets in.
REVOKED, EXPIRED, TRIGGER, FINISHED_JOB = (
    "DATAOPS_REVOKED_TOKEN",
    "DATAOPS_EXPIRED_TOKEN",
    "DATAOPS_TRIGGER_TOKEN",
    "DATAOPS_FINISHED_JOB_TOKEN",
)


@dataclass(frozen=True, slots=True)
class Stranger:
    """Somebody with a credential that is not valid: what it is, as the end of a sentence that begins `with`."""

    what: str
    credential: Credential

    @property
    def is_ended(self) -> bool:
        """Tell whether the 401 may say that the token was valid once."""
        return self.credential.name in {REVOKED, EXPIRED}


@dataclass(frozen=True, slots=True)
class TurnedAway:
    """A stranger, and how a request of theirs for what does not exist was answered."""

    stranger: Stranger
    exchange: Exchange


def strangers(ctx: Context) -> tuple[Stranger, ...]:
    """Return those whose credentials the run has: an unknown token, a text that is none, and what the settings give."""
    return tuple(_strangers(ctx))


def _strangers(ctx: Context) -> Iterator[Stranger]:
    unknown, known = wrong_token(ctx), ctx.settings.credentials
    yield Stranger("with a token that is not valid", unknown)
    if (revoked := known.get(REVOKED)) is not None:
        yield Stranger("with a revoked token", revoked)
    if (trigger := known.get(TRIGGER)) is not None:
        yield Stranger("with a trigger token", trigger)
    yield Stranger("with a bearer token that is not valid", replace(unknown, scheme="bearer"))
    if (expired := known.get(EXPIRED)) is not None:
        yield Stranger("with an expired token", expired)
    if (finished := known.get(FINISHED_JOB)) is not None:
        yield Stranger("with the token of a job that has ended", finished)
    yield Stranger("with a text that is no token", Credential("DATAOPS_MALFORMED_TOKEN", "undefined"))
    if trigger is not None:
        yield Stranger("with a trigger token as a bearer token", replace(trigger, scheme="bearer"))
        yield Stranger("with a trigger token in JOB-TOKEN", replace(trigger, scheme="job-token"))


def has_turn(operation: Operation) -> bool:
    """Tell whether a stranger comes to the operation: to what writes, and to what reads a thing by its id."""
    return operation.method != "GET" or (bool(operation.path_parameters) and not operation.is_paginated)


def stranger_at(ctx: Context, operation: Operation) -> Stranger:
    """Return whose turn it is; where no token can be taken in a header, one that nobody knows."""
    known = strangers(ctx)
    places = [item.id for item in ctx.contract.operations if has_turn(item)]
    return known[places.index(operation.id) % len(known)] if operation.takes_token else known[0]


def turned_away(ctx: Context, operation: Operation) -> TurnedAway:
    """Let the stranger whose turn it is send a whole and valid request to what does not exist; once in the run."""

    def send() -> TurnedAway:
        stranger = stranger_at(ctx, operation)
        body = harmless_body(ctx, operation)
        if not operation.takes_token:
            # The body's own token is no credential in a header; it must not open the way for a wrong one there.
            own: JsonObject = {"token": wrong_trigger_token(ctx)}
            body = {**(body or {}), **own}
        exchange = ctx.send(
            operation,
            path=absent_path(ctx, operation),
            query=required_query(operation),
            body=body,
            credential=stranger.credential,
        )
        return TurnedAway(stranger, exchange)

    return ctx.once(f"a stranger at {operation.id}", send)


def turned_away_with(ctx: Context, variable: str) -> Iterator[tuple[Operation, TurnedAway]]:
    """Yield where a stranger with this credential of the settings has been by now, and how they were answered there."""
    for met in tuple(ctx.known(TurnedAway)):
        operation = ctx.contract.find(met.exchange.request.operation or "")
        if operation is not None and met.stranger.credential.name == variable:
            yield operation, met


def turned_away_at(ctx: Context, operation: Operation) -> tuple[TurnedAway, ...]:
    """Return how strangers were answered at the operation by now, whoever's rule sent them there."""
    return tuple(met for met in ctx.known(TurnedAway) if met.exchange.request.operation == operation.id)
