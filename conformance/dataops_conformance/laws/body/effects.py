"""The effect of the same fields in each body type: each operation with a body, tried once in each.

A creation is repeated with fresh names, a change is made again with other values, an action is
done to another of its kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dataops_spec import Operation

from dataops_conformance.context import Context
from dataops_conformance.exchange import Exchange, JsonObject, JsonValue, MediaType
from dataops_conformance.law import Blocked
from dataops_conformance.laws.res.changes import change_for
from dataops_conformance.laws.res.life import EXCLUSIVE, Life, send_to
from dataops_conformance.laws.res.pipelines import variables_in
from dataops_conformance.laws.res.singles import credential_of, own_token, single_change
from dataops_conformance.sandbox.made import Made
from dataops_conformance.sandbox.making import thing_of

JSON: MediaType = "application/json"
_TURNS: Mapping[MediaType, int] = {JSON: 0, "multipart/form-data": 1, "application/x-www-form-urlencoded": 2}


@dataclass(frozen=True, slots=True)
class Effect:
    """What was sent in a body type, and what shows its effect: the answer, or a reading where that tells little."""

    sent: JsonObject
    exchange: Exchange
    shown: Mapping[str, JsonValue]
    readings: tuple[Exchange, ...] = ()


def effect(context: Context, operation: Operation, media_type: MediaType) -> Effect:
    """Return the effect of the operation's fields in this body type."""
    return context.once(f"effect of {operation.id} in {media_type}", lambda: _effect(context, operation, media_type))


def _effect(context: Context, operation: Operation, media_type: MediaType) -> Effect:
    resource = context.contract.resource_of(operation)
    if operation.id == "play_job":
        return _played(context, operation, media_type)
    if operation.id == "rotate_personal_access_token":
        return _rotated(context, operation, media_type)
    if resource is None:
        change = single_change(context, operation, media_type, _TURNS[media_type])
        return Effect(change.shown_as, change.exchange, change.after.response.object(), (change.after,))
    if resource.create.id == operation.id:
        return _created(context, operation, media_type)
    return _changed(context, operation, media_type)


def _created(context: Context, operation: Operation, media_type: MediaType) -> Effect:
    life = Life.of(context, operation)
    if media_type == JSON:
        step = life.created()
        return Effect(step.sent, step.exchange, step.exchange.response.object())
    sent = context.sandbox.body_for(operation)
    path = context.sandbox.path_values(operation)
    if operation.id in EXCLUSIVE:
        life.removed()
        path = context.sandbox.spare_project().values
        sent = dict(life.created().sent)
    if operation.id == "trigger_pipeline":
        sent["variables"] = {context.sandbox.names.key("form"): "one & two = 3"}
    exchange = context.send(operation, path=path, body=sent, media_type=media_type)
    if exchange.response.status not in context.contract.success_statuses(operation):
        return Effect(sent, exchange, {})
    made = thing_of(context.contract, operation, exchange, path)
    if operation.id in EXCLUSIVE and life.resource.delete is not None:
        send_to(context, operation, made, life.resource.delete)
    if operation.id == "trigger_pipeline":
        listed = context.send("list_pipeline_variables", path=made.values)
        return Effect(sent, exchange, {**made.data, "variables": dict(variables_in(listed))}, (listed,))
    return Effect(sent, exchange, made.data)


def _changed(context: Context, operation: Operation, media_type: MediaType) -> Effect:
    life = Life.of(context, operation)
    if media_type == JSON:
        step = life.changed()
        return Effect(step.sent, step.exchange, step.exchange.response.object())
    made = changeable(context, life)
    sent = change_for(context, operation, _TURNS[media_type])
    exchange = context.send(
        operation, path=made.values, query=made_query(operation, made), body=sent, media_type=media_type
    )
    answer = exchange.response.object()
    if operation.id == "update_file" and life.resource.get is not None:
        read = send_to(context, life.resource.create, made, life.resource.get)
        return Effect(sent, exchange, {**answer, **read.response.object()}, (read,))
    return Effect(sent, exchange, answer)


def changeable(context: Context, life: Life) -> Made:
    """Return a thing of the sandbox that may be changed without disturbing what other laws stand upon."""
    create = life.resource.create.id
    return context.sandbox.spare_project() if create == "create_project" else context.sandbox.thing(create)


def made_query(operation: Operation, made: Made) -> Mapping[str, str]:
    """Return the query that names the thing further, as far as the operation takes it."""
    known = {parameter.name for parameter in operation.query_parameters}
    return {name: value for name, value in made.query.items() if name in known}


def _played(context: Context, operation: Operation, media_type: MediaType) -> Effect:
    job = context.sandbox.manual_job() if media_type == JSON else context.sandbox.fresh_manual_job()
    sent = context.sandbox.body_for(operation, extra=("job_variables_attributes",))
    exchange = context.send(operation, path=job.values, body=sent, media_type=media_type)
    return Effect(sent, exchange, exchange.response.object())


def _rotated(context: Context, operation: Operation, media_type: MediaType) -> Effect:
    made, credential = context.once("a token to rotate", lambda: own_token(context))
    turn = _TURNS[media_type]
    identifier = made.id
    if turn:
        before = effect(context, operation, list(_TURNS)[turn - 1]).exchange
        answer = dict(before.response.object())
        number = answer.get("id")
        if not isinstance(number, int):
            msg = f"{operation.id} did not answer with the new token."
            raise Blocked(msg)
        identifier, credential = number, credential_of(answer)
    sent = context.sandbox.body_for(operation, extra=("expires_at",))
    exchange = context.send(
        operation, path={"token_id": identifier}, body=sent, media_type=media_type, credential=credential
    )
    return Effect(sent, exchange, exchange.response.object())
