"""Faults in what is kept of a change: some are told and not made, some are made and not told."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from functools import partial

from dataops_mock.call import Call, Entity, Handler, Listing, NoContent, Reply
from dataops_mock.errors import NotFound
from dataops_mock.faults.corners import Holds
from dataops_mock.faults.fault import Apply, Fault, on_handler, put
from dataops_mock.faults.strike import Remembering
from dataops_mock.rules import Exchange, Rules
from dataops_mock.world.world import World


def on_copy(chosen: Callable[[Call], bool]) -> Apply:
    """Do what is chosen to a copy of the world, which is then thrown away."""

    def change(_exchange: Exchange, call: Call, handler: Handler) -> Reply:
        return handler(replace(call, world=deepcopy(call.world)) if chosen(call) else call)

    return on_handler(change)


def _creation_as_200(_exchange: Exchange, call: Call, handler: Handler) -> Reply:
    reply = handler(call)
    return replace(reply, status=200) if isinstance(reply, Entity) and reply.status == 201 else reply


def _change_without_body(_exchange: Exchange, call: Call, handler: Handler) -> Reply:
    reply = handler(call)
    return NoContent() if call.operation.method == "PUT" else reply


def _deletion_as_200(_exchange: Exchange, call: Call, handler: Handler) -> Reply:
    reply = handler(call)
    return Entity({"message": "200 OK"}) if call.operation.method == "DELETE" else reply


def _late_creation(holds: Holds) -> Apply:
    """Answer 404 to the first read below, or at, a path that something was created at."""

    def apply(rules: Rules) -> Rules:
        fresh: set[str] = set()

        def handle(exchange: Exchange, call: Call, handler: Handler) -> Reply:
            if call.operation.method == "GET" and not call.operation.is_paginated and holds(exchange):
                for path in [path for path in fresh if f"{exchange.raw_path}/".startswith(f"{path}/")]:
                    fresh.discard(path)
                    raise NotFound("Resource")
            reply = rules.handle(exchange, call, handler)
            if call.operation.method == "POST" and isinstance(reply, Entity) and reply.status == 201:
                fresh.add(exchange.raw_path)
            return reply

        return put(rules, handle=handle)

    return apply


def _world_before(method: str, served: Callable[[Call, Handler, World], Reply]) -> Apply:
    """Remember the world as it was before the last change by this method, for reads to be served from."""
    return Remembering(partial(_served_from_before, method, served))


def _served_from_before(method: str, served: Callable[[Call, Handler, World], Reply], holds: Holds) -> Apply:
    def apply(rules: Rules) -> Rules:
        kept: list[World] = []

        def handle(exchange: Exchange, call: Call, handler: Handler) -> Reply:
            def whole(inner: Call) -> Reply:
                return rules.handle(exchange, inner, handler)

            if call.operation.method == method:
                before = deepcopy(call.world)
                reply = whole(call)
                kept[:] = [before]
                return reply
            reads = call.operation.method == "GET" and holds(exchange)
            return served(call, whole, kept[0]) if kept and reads else whole(call)

        return put(rules, handle=handle)

    return apply


def _gone_still_read(call: Call, handler: Handler, before: World) -> Reply:
    try:
        return handler(call)
    except NotFound:
        return handler(replace(call, world=before))


def _lists_from(call: Call, handler: Handler, before: World) -> Reply:
    reply = handler(call)
    if not isinstance(reply, Listing):
        return reply
    try:
        return handler(replace(call, world=before))
    except NotFound:
        return reply


def _gone_still_deleted(rules: Rules) -> Rules:
    gone: set[str] = set()

    def handle(exchange: Exchange, call: Call, handler: Handler) -> Reply:
        try:
            reply = rules.handle(exchange, call, handler)
        except NotFound:
            if call.operation.method != "DELETE" or exchange.raw_path not in gone:
                raise
            return NoContent()
        if call.operation.method == "DELETE":
            gone.add(exchange.raw_path)
        return reply

    return put(rules, handle=handle)


def _is_put(call: Call) -> bool:
    return call.operation.method == "PUT"


STORE_FAULTS: tuple[Fault, ...] = (
    Fault("creation-as-200", "RES-01", "A creation answers 200.", on_handler(_creation_as_200)),
    Fault("change-without-body", "RES-02", "A PUT answers 204 without the resource.", on_handler(_change_without_body)),
    Fault("deletion-as-200", "RES-03", "A DELETE answers 200 with a body.", on_handler(_deletion_as_200)),
    Fault("created-not-yet-read", "RES-04", "The first read of what was created gets 404.",
          Remembering(_late_creation)),
    Fault("change-not-kept", "RES-05", "A PUT is told and not made.", on_copy(_is_put)),
    Fault("deleted-still-read", "RES-06", "What was deleted is still read.", _world_before("DELETE", _gone_still_read)),
    Fault("deleted-again", "RES-07", "What was deleted can be deleted again.", _gone_still_deleted),
    Fault("list-misses-created", "RES-08", "Lists miss what was created last.", _world_before("POST", _lists_from)),
    Fault("list-shows-deleted", "RES-09", "Lists show what was deleted last.", _world_before("DELETE", _lists_from)),
)  # fmt: skip
