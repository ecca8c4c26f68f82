"""Send valid fields in a body type, and show what became of them: by the answer, or by a reading where it tells little.

A creation is repeated with fresh names, a change is made again with other values, an action is
done to another of its kind.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import unquote

from dataops_spec import Operation

from dataops_conformance.context import Context
from dataops_conformance.exchange import Exchange, JsonObject, JsonValue, MediaType
from dataops_conformance.laws.res.life import EXCLUSIVE, Life, send_to
from dataops_conformance.sandbox.made import Made
from dataops_conformance.sandbox.making import thing_of
from dataops_conformance.target.wire import text_of

JSON: MediaType = "application/json"
MULTIPART: MediaType = "multipart/form-data"
URLENCODED: MediaType = "application/x-www-form-urlencoded"
# How an answer names what a body names otherwise.
_SHOWN_AS = {"container_expiration_policy_attributes": "container_expiration_policy"}
_NOTHING: Mapping[str, JsonValue] = MappingProxyType({})
_WITH_VARIABLES = frozenset({"create_pipeline", "trigger_pipeline"})


@dataclass(frozen=True, slots=True)
class Effect:
    """What was sent in a body type, and what shows its effect: the answer, or a reading where that tells little."""

    sent: JsonObject
    exchange: Exchange
    shown: Mapping[str, JsonValue]
    readings: tuple[Exchange, ...] = ()

    @property
    def is_taken(self) -> bool:
        """Tell whether the answer is a success."""
        return self.exchange.response.status < 300


def creation(
    context: Context,
    operation: Operation,
    sent: JsonObject,
    media_type: MediaType,
    *,
    in_query: Mapping[str, JsonValue] = _NOTHING,
) -> Effect:
    """Create one; `in_query` are fields that travel in the query. Where there can be but one, it is removed again."""
    life = Life.of(context, operation)
    path = context.sandbox.path_values(operation)
    if operation.id in EXCLUSIVE:
        life.removed()
        path = context.sandbox.spare_project().values
        sent = dict(life.created().sent)
    query = {name: text_of(value) for name, value in in_query.items() if isinstance(value, str | int | float)}
    exchange = context.send(operation, path=path, query=query, body=sent, media_type=media_type)
    seen = created(context, operation, {**sent, **in_query}, exchange, path)
    if seen.is_taken and operation.id in EXCLUSIVE and life.resource.delete is not None:
        made = thing_of(context.contract, operation, exchange, path)
        send_to(context, operation, made, life.resource.delete)
    return seen


def created(
    context: Context, operation: Operation, sent: JsonObject, exchange: Exchange, path: Mapping[str, str | int]
) -> Effect:
    """Return the effect of a creation that was sent, by its answer and a reading of what that does not tell."""
    if exchange.response.status not in context.contract.success_statuses(operation):
        return Effect(sent, exchange, {})
    made = thing_of(context.contract, operation, exchange, path)
    if operation.id == "create_file":
        read = context.send("get_file", path=path, query={"ref": context.sandbox.default_branch()})
        return Effect(sent, exchange, {**made.data, **read.response.object()}, (read,))
    if operation.id in _WITH_VARIABLES and "variables" in sent:
        listed = context.send("list_pipeline_variables", path=made.values)
        variables = _variables(listed, as_object=isinstance(sent["variables"], dict))
        return Effect(sent, exchange, {**made.data, "variables": variables}, (listed,))
    return Effect(sent, exchange, as_named(exchange))


def change(
    context: Context,
    operation: Operation,
    made: Made,
    sent: JsonObject,
    media_type: MediaType,
    *,
    in_query: Mapping[str, JsonValue] = _NOTHING,
) -> Effect:
    """Change what the run made; `in_query` are fields that travel in the query."""
    fields = {name: text_of(value) for name, value in in_query.items() if isinstance(value, str | int | float)}
    query = {**made_query(operation, made), **fields}
    exchange = context.send(operation, path=made.values, query=query, body=sent, media_type=media_type)
    seen = Effect({**sent, **in_query}, exchange, as_named(exchange))
    if operation.id != "update_file" or not seen.is_taken:
        return seen
    read = context.send("get_file", path=made.values, query={"ref": context.sandbox.default_branch()})
    return Effect(seen.sent, exchange, {**seen.shown, **read.response.object()}, (read,))


def changeable(context: Context, operation: Operation) -> Made:
    """Return a thing of the sandbox that may be changed without disturbing what other laws stand upon."""
    create = Life.of(context, operation).resource.create.id
    return context.sandbox.spare_project() if create == "create_project" else context.sandbox.thing(create)


def made_query(operation: Operation, made: Made) -> Mapping[str, str]:
    """Return the query that names the thing further, as far as the operation takes it."""
    known = {parameter.name for parameter in operation.query_parameters}
    return {name: value for name, value in made.query.items() if name in known}


def as_named(exchange: Exchange) -> dict[str, JsonValue]:
    """Return the fields of an answer, those that it names otherwise than a body does by both names."""
    answer = dict(exchange.response.object())
    namespace = answer.get("namespace")
    if isinstance(namespace, dict):
        answer["namespace_id"] = namespace.get("id")
    return {**answer, **{sent: answer[shown] for sent, shown in _SHOWN_AS.items() if shown in answer}}


def path_values_of(operation: Operation, exchange: Exchange) -> dict[str, str | int]:
    """Return the path parameters that a request for the operation had."""
    pattern = re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", re.escape(operation.path))
    match = re.fullmatch(pattern, exchange.request.path)
    return {name: unquote(value) for name, value in match.groupdict().items()} if match else {}


def _variables(listed: Exchange, *, as_object: bool) -> JsonValue:
    """Return the variables of a pipeline as a body writes them: a list of key and value, or an object."""
    entries = [item for item in listed.response.items() if isinstance(item, dict)]
    if as_object:
        return {str(item.get("key")): item.get("value") for item in entries}
    found = sorted((str(item.get("key")), str(item.get("value"))) for item in entries)
    return [{"key": key, "value": value} for key, value in found]
