"""Rules of a resource that are broken, and what is taken (BODY-14, BODY-15)."""

from __future__ import annotations

from dataops_spec import Operation

from dataops_conformance.context import Context
from dataops_conformance.exchange import Exchange, JsonObject, JsonValue
from dataops_conformance.law import Laws, Need, expect
from dataops_conformance.laws.telling import told
from dataops_conformance.sandbox.finding import list_operation
from dataops_conformance.sandbox.made import Made

laws = Laws()
_NEEDS: tuple[Need, ...] = ("token", "sandbox")
# What of a thing that is there a second creation repeats.
_REPEATED = {
    "create_project": ("name", "path"),
    "create_group": ("name", "path"),
    "create_branch": ("name",),
    "create_project_variable": ("key", "environment_scope"),
    "add_project_member": ("id",),
}
_FIELDS = {("create_branch", "name"): "branch", ("add_project_member", "id"): "user_id"}


@laws.law("BODY-14", requests=1, needs=_NEEDS)
def a_broken_rule_is_told_by_field(context: Context, operation: Operation) -> None:
    """Create a second one of the same name, path or key; the answer is 400, `message` a map of field to texts."""
    thing, exchange = _taken(context, operation)
    message = exchange.response.object().get("message")
    expect(
        exchange.response.status == 400
        and isinstance(message, dict)
        and bool(message)
        and all(map(_texts, message.values())),
        f"{operation.id} does not tell by field which rule was broken.",
        expected='400 {"message": {"field": ["has already been taken"]}}',
        seen=told(exchange),
        exchanges=[thing.exchange, exchange],
    )


@laws.law("BODY-15", requests=2, needs=_NEEDS)
def what_is_taken_is_refused(context: Context, operation: Operation) -> None:
    """Create a second one of the same path, name or key; the answer is 400 or 409, and the list still shows one."""
    thing, exchange = _taken(context, operation)
    expect(
        exchange.response.status in {400, 409},
        f"{operation.id} did not refuse what is taken.",
        expected="status 400 or 409",
        seen=told(exchange),
        exchanges=[thing.exchange, exchange],
    )
    create = context.contract.operation(operation.id)
    listing = list_operation(context.contract, create)
    if listing is None:
        return
    listed = _listed(context, listing, thing)
    repeated = {name: thing.data.get(name) for name in _REPEATED[operation.id]}
    count = sum(
        isinstance(item, dict) and all(item.get(name) == value for name, value in repeated.items())
        for item in listed.response.items()
    )
    expect(
        count == 1,
        f"After {operation.id} refused what is taken, the list shows {count} of it.",
        expected="one",
        seen=str(count),
        exchanges=[exchange, listed],
    )


def _listed(context: Context, listing: Operation, thing: Made) -> Exchange:
    above = {name: value for name, value in thing.values.items() if f"{{{name}}}" in listing.path}
    query = {"per_page": "100"}
    if "search" in {parameter.name for parameter in listing.query_parameters} and thing.text("name"):
        query["search"] = thing.text("name")
    return context.send(listing, path=above, query=query)


def _taken(context: Context, operation: Operation) -> tuple[Made, Exchange]:
    thing = context.sandbox.thing(operation.id)
    return thing, context.once(f"{operation.id} of what is taken", lambda: _repeat(context, operation, thing))


def _repeat(context: Context, operation: Operation, thing: Made) -> Exchange:
    body: JsonObject = context.sandbox.body_for(operation)
    for name in _REPEATED.get(operation.id, ()):
        value: JsonValue = thing.data.get(name)
        body[_FIELDS.get((operation.id, name), name)] = value
    path = {name: value for name, value in thing.values.items() if f"{{{name}}}" in operation.path}
    return context.send(operation, path=path, body=body)


def _texts(value: JsonValue) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, str) for item in value)
