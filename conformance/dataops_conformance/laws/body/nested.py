"""Nested fields in forms, and fields in the query string (BODY-04, 05, 06, 08)."""

from __future__ import annotations

from collections.abc import Mapping

from dataops_spec import Operation

from dataops_conformance.context import Context
from dataops_conformance.exchange import JsonObject, MediaType
from dataops_conformance.law import Laws, Need, NotTested, expect
from dataops_conformance.laws.body.full import FORMS, IN_QUERY, full_form, is_creation
from dataops_conformance.laws.body.sending import URLENCODED, Effect, as_named, change, changeable, creation
from dataops_conformance.laws.permission import ensure_allowed
from dataops_conformance.laws.res.compare import lost_fields, shown
from dataops_conformance.laws.telling import told
from dataops_conformance.sandbox.telling import NESTED, two_variables

laws = Laws()
_NEEDS: tuple[Need, ...] = ("token", "sandbox")
_OBJECT = "container_expiration_policy_attributes"


@laws.law("BODY-04", requests=0, needs=_NEEDS)
def brackets_name_the_field_of_an_object(context: Context, operation: Operation) -> None:
    """Send `parent[child]=value` in each form; the answer shows the field of the object.

    A form that bears all other fields too is enough where the object shows; else the object is sent apart.
    """
    for media_type in FORMS:
        seen = _nested(context, operation, media_type, _OBJECT)
        if seen.is_taken and _OBJECT not in seen.shown:
            msg = f"{operation.id} does not answer with the object that was sent, so that nothing shows its fields."
            raise NotTested(msg)
        _shows(operation, seen, (_OBJECT,))


@laws.law("BODY-05", requests=0, needs=_NEEDS)
def a_list_repeats_its_name(context: Context, operation: Operation) -> None:
    """Send `name[]=a&name[]=b` in each form; the answer shows the list of both, in order."""
    field = "scopes" if operation.id == "create_project_access_token" else "topics"
    for media_type in FORMS:
        _shows(operation, _nested(context, operation, media_type, field), (field,))


@laws.law("BODY-06", requests=1, needs=_NEEDS)
def a_list_of_objects_repeats_its_fields(context: Context, operation: Operation) -> None:
    """Send `variables[][key]=…&variables[][value]=…` twice over in each form; the pipeline has both variables."""
    for media_type in FORMS:
        _shows(operation, _nested(context, operation, media_type, "variables"), ("variables",))


@laws.law("BODY-08", requests=0, needs=_NEEDS)
def fields_may_travel_in_the_query(context: Context, operation: Operation) -> None:
    """Send a field of a form in the query string; it has its effect. Where it has not, send all fields there."""
    form = full_form(context, operation, URLENCODED)
    if form is not None and form.shows(IN_QUERY[operation.id]):
        return
    if form is not None and form.is_whole and operation.id == "create_branch":
        # Its answer does not name the ref; without it there would be no branch.
        return
    sent = context.sandbox.body_for(operation)
    query = {name: value for name, value in sent.items() if isinstance(value, str | int)}
    where: Mapping[str, str | int] = (
        context.sandbox.path_values(operation)
        if is_creation(context, operation)
        else changeable(context, operation).values
    )
    exchange = context.send(operation, path=where, query=query)
    _shows(operation, Effect(sent, exchange, as_named(exchange)), tuple(sent))


def _nested(context: Context, operation: Operation, media_type: MediaType, field: str) -> Effect:
    """Return the effect of a form with this list or object: of the full one where it shows, else of one apart."""
    form = full_form(context, operation, media_type)
    if form is not None and form.shows(field):
        return form.effect
    nested: JsonObject = {**two_variables(operation.id, context.sandbox.names), **NESTED.get(operation.id, ({},))[-1]}
    key = f"{media_type} of {operation.id} with {field}"
    body: JsonObject = {**context.sandbox.body_for(operation), field: nested[field]}
    if is_creation(context, operation):
        return context.once(key, lambda: creation(context, operation, body, media_type))
    return context.once(key, lambda: change(context, operation, changeable(context, operation), body, media_type))


def _shows(operation: Operation, seen: Effect, fields: tuple[str, ...]) -> None:
    ensure_allowed(operation, seen.exchange)
    expect(
        seen.is_taken,
        f"{operation.id} did not take its fields so written.",
        expected="a success",
        seen=told(seen.exchange),
        exchanges=[seen.exchange],
    )
    wanted = {name: seen.sent[name] for name in fields if name in seen.sent}
    lost = lost_fields(wanted, seen.shown)
    expect(
        not lost,
        f"Fields that {operation.id} was sent so written have not their effect.",
        expected=shown(lost, wanted),
        seen=shown(lost, seen.shown),
        exchanges=[seen.exchange, *seen.readings],
    )
