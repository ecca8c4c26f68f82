"""Nested fields in forms, and fields in the query string (BODY-04, 05, 06, 08)."""

from __future__ import annotations

from collections.abc import Mapping

from dataops_spec import Operation

from dataops_conformance.context import Context
from dataops_conformance.exchange import Exchange, JsonObject, MediaType
from dataops_conformance.law import Laws, Need, NotTested, expect
from dataops_conformance.laws.body.effects import made_query
from dataops_conformance.laws.res.compare import lost_fields, shown
from dataops_conformance.laws.telling import told
from dataops_conformance.sandbox.made import Made

laws = Laws()
_NEEDS: tuple[Need, ...] = ("token", "sandbox")
_OBJECT: JsonObject = {"container_expiration_policy_attributes": {"cadence": "14d", "keep_n": 5}}
_OBJECT_SHOWN: JsonObject = {"container_expiration_policy": {"cadence": "14d", "keep_n": 5}}
_LISTS: dict[str, JsonObject] = {
    "create_project": {"topics": ["orders", "two words"]},
    "update_project": {"topics": ["sales", "finance & co"]},
    "create_project_access_token": {"scopes": ["read_api", "read_repository"]},
}


@laws.law("BODY-04", requests=1, needs=_NEEDS)
def brackets_name_the_field_of_an_object(context: Context, operation: Operation) -> None:
    """Send `parent[child]=value` in a form; the answer shows the field of the object."""
    exchange = _nested(context, operation)
    answer = exchange.response.object()
    if exchange.response.status < 300 and not set(_OBJECT_SHOWN) & set(answer):
        msg = f"{operation.id} does not answer with the object that was sent, so that nothing shows its fields."
        raise NotTested(msg)
    _shows(operation, exchange, _OBJECT_SHOWN)


@laws.law("BODY-05", requests=1, needs=_NEEDS)
def a_list_repeats_its_name(context: Context, operation: Operation) -> None:
    """Send `name[]=a&name[]=b` in a form; the answer shows the list of both, in order."""
    _shows(operation, _nested(context, operation), _LISTS[operation.id])


@laws.law("BODY-06", requests=2, needs=_NEEDS)
def a_list_of_objects_repeats_its_fields(context: Context, operation: Operation) -> None:
    """Send `variables[][key]=…&variables[][value]=…` twice over in a form; the pipeline has both variables."""
    names = context.sandbox.names
    sent = {names.key("first"): "1", names.key("second"): "2 [two]"}
    variables: JsonObject = {"variables": [{"key": key, "value": value} for key, value in sent.items()]}
    path = context.sandbox.path_values(operation)
    body = {**context.sandbox.body_for(operation), **variables}
    exchange = context.send(operation, path=path, body=body, media_type="application/x-www-form-urlencoded")
    identifier = exchange.response.object().get("id")
    if exchange.response.status != 201 or not isinstance(identifier, int):
        _shows(operation, exchange, variables)
        return
    listed = context.send("list_pipeline_variables", path={**path, "pipeline_id": identifier})
    entries = [item for item in listed.response.items() if isinstance(item, dict)]
    seen = sorted((str(item.get("key")), str(item.get("value"))) for item in entries)
    expect(
        seen == sorted(sent.items()),
        f"A list of objects that {operation.id} was sent in a form was taken otherwise.",
        expected=str(sorted(sent.items())),
        seen=str(seen),
        exchanges=[exchange, listed],
    )


@laws.law("BODY-08", requests=1, needs=_NEEDS)
def fields_may_travel_in_the_query(context: Context, operation: Operation) -> None:
    """Send the fields of a valid body in the query string and no body; they have their effect."""
    sent = context.sandbox.body_for(operation)
    target = _target(context, operation)
    query = {name: value for name, value in sent.items() if isinstance(value, str | int)}
    where = context.sandbox.path_values(operation) if target is None else target.values
    exchange = context.send(operation, path=where, query=query)
    _shows(operation, exchange, sent)


def _nested(context: Context, operation: Operation) -> Exchange:
    """Send the operation in a form with a list, and with an object where it takes one."""
    return context.once(f"nested form of {operation.id}", lambda: _send_nested(context, operation))


def _send_nested(context: Context, operation: Operation) -> Exchange:
    body: JsonObject = {**context.sandbox.body_for(operation), **_LISTS[operation.id]}
    if operation.id != "create_project_access_token":
        body |= _OBJECT
    target = _target(context, operation)
    forms: tuple[MediaType, ...] = ("application/x-www-form-urlencoded", "multipart/form-data")
    path = context.sandbox.path_values(operation) if target is None else target.values
    query: Mapping[str, str] = {} if target is None else made_query(operation, target)
    return context.send(operation, path=path, query=query, body=body, media_type=forms[target is None])


def _target(context: Context, operation: Operation) -> Made | None:
    return context.sandbox.spare_project() if operation.id == "update_project" else None


def _shows(operation: Operation, exchange: Exchange, wanted: JsonObject) -> None:
    answer = exchange.response.object()
    expect(
        exchange.response.status < 300,
        f"{operation.id} did not take its fields so written.",
        expected="a success",
        seen=told(exchange),
        exchanges=[exchange],
    )
    lost = lost_fields(wanted, answer)
    expect(
        not lost,
        f"Fields that {operation.id} was sent so written have not their effect.",
        expected=shown(lost, wanted),
        seen=shown(lost, answer),
        exchanges=[exchange],
    )
