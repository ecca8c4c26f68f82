"""The effect of the same fields in each body type: each operation with a body, tried once in each."""

from __future__ import annotations

from collections.abc import Mapping

from dataops_spec import Operation

from dataops_conformance.context import Context
from dataops_conformance.exchange import MediaType
from dataops_conformance.law import Blocked
from dataops_conformance.laws.body.full import full_form, is_creation, made_in_setup
from dataops_conformance.laws.body.sending import (
    JSON,
    MULTIPART,
    URLENCODED,
    Effect,
    as_named,
    change,
    changeable,
    creation,
)
from dataops_conformance.laws.res.changes import change_for
from dataops_conformance.laws.res.life import EXCLUSIVE, Life
from dataops_conformance.laws.res.singles import credential_of, single_change, token_rotation

_TURNS: Mapping[MediaType, int] = {JSON: 0, MULTIPART: 1, URLENCODED: 2}


def effect(context: Context, operation: Operation, media_type: MediaType) -> Effect:
    """Return the effect of the operation's fields in this body type.

    It is that of a full form where nothing of it was lost, and that of a plain body otherwise.
    """
    return context.once(f"effect of {operation.id} in {media_type}", lambda: _effect(context, operation, media_type))


def _effect(context: Context, operation: Operation, media_type: MediaType) -> Effect:
    form = full_form(context, operation, media_type)
    if form is not None and form.is_whole:
        return form.effect
    if operation.id == "play_job":
        return _played(context, operation, media_type)
    if operation.id == "rotate_personal_access_token":
        return _rotated(context, operation, media_type)
    if context.contract.resource_of(operation) is None:
        single = single_change(context, operation, media_type, _TURNS[media_type])
        return Effect(single.shown_as, single.exchange, single.after.response.object(), (single.after,))
    if is_creation(context, operation):
        return _created(context, operation, media_type)
    return _changed(context, operation, media_type)


def _created(context: Context, operation: Operation, media_type: MediaType) -> Effect:
    if media_type == JSON:
        step = Life.of(context, operation).created()
        return Effect(step.sent, step.exchange, as_named(step.exchange))
    if operation.id in EXCLUSIVE and media_type == MULTIPART:
        seen = made_in_setup(context, operation)
        if seen is not None:
            return seen
    sent = context.sandbox.body_for(operation)
    if operation.id == "trigger_pipeline":
        sent["variables"] = {context.sandbox.names.key("form"): "one & two = 3"}
    return creation(context, operation, sent, media_type)


def _changed(context: Context, operation: Operation, media_type: MediaType) -> Effect:
    if media_type == JSON:
        step = Life.of(context, operation).changed()
        return Effect(step.sent, step.exchange, as_named(step.exchange))
    sent = change_for(context, operation, _TURNS[media_type])
    return change(context, operation, changeable(context, operation), sent, media_type)


def _played(context: Context, operation: Operation, media_type: MediaType) -> Effect:
    job = context.sandbox.manual_job() if media_type == JSON else context.sandbox.another_manual_job()
    sent = context.sandbox.body_for(operation, extra=("job_variables_attributes",))
    exchange = context.send(operation, path=job.values, body=sent, media_type=media_type)
    return Effect(sent, exchange, exchange.response.object())


def _rotated(context: Context, operation: Operation, media_type: MediaType) -> Effect:
    turn = _TURNS[media_type]
    if not turn:
        first = token_rotation(context)
        return Effect(first.sent, first.rotated, first.rotated.response.object())
    before = effect(context, operation, list(_TURNS)[turn - 1]).exchange
    answer = dict(before.response.object())
    number = answer.get("id")
    if not isinstance(number, int):
        msg = f"{operation.id} did not answer with the new token."
        raise Blocked(msg)
    sent = context.sandbox.body_for(operation, extra=("expires_at",))
    exchange = context.send(
        operation, path={"token_id": number}, body=sent, media_type=media_type, credential=credential_of(answer)
    )
    return Effect(sent, exchange, exchange.response.object())
