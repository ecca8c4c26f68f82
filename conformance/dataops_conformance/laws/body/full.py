"""Valid forms that bear all that a form can: every optional field, awkward text, lists, objects, fields in the query.

One such form shows that all is taken; only where it is not does each law ask, with a body of its own, what is to blame.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from types import MappingProxyType
from zlib import crc32

from dataops_spec import Operation

from dataops_conformance.context import Context
from dataops_conformance.exchange import JsonObject, JsonValue, MediaType
from dataops_conformance.law import Blocked, NotTested
from dataops_conformance.laws.body.sending import (
    JSON,
    MULTIPART,
    URLENCODED,
    Effect,
    change,
    changeable,
    created,
    creation,
    path_values_of,
)
from dataops_conformance.laws.res.changes import change_for
from dataops_conformance.laws.res.compare import agree, lost_fields
from dataops_conformance.laws.res.life import EXCLUSIVE
from dataops_conformance.sandbox.bodies import fields_of, required_fields
from dataops_conformance.sandbox.sandbox import IN_FORM
from dataops_conformance.sandbox.semantics import WANTED, Pin, in_days, rule_for
from dataops_conformance.sandbox.strategies import values_of
from dataops_conformance.sandbox.telling import NESTED, TEXT_FIELDS, telling_fields, two_variables

FORMS: tuple[MediaType, ...] = (MULTIPART, URLENCODED)
# What of a urlencoded form travels in the query.
IN_QUERY: Mapping[str, str] = MappingProxyType(
    {"create_project": "merge_method", "update_project": "merge_method", "create_branch": "ref"}
)
_TURNS: Mapping[MediaType, int] = MappingProxyType({MULTIPART: 1, URLENCODED: 2})
_NO_DEFAULTS: Mapping[str, JsonValue] = MappingProxyType({
    "cron_timezone": "Europe/Berlin",
    "build_timeout": 7200,
    "two_factor_grace_period": 24,
    "project_creation_level": "developer",
})  # fmt: skip
_OTHER_DAYS = 45
_FRESH = ("name", "path", "key", "branch")


@dataclass(frozen=True, slots=True)
class Full:
    """A full form and its effect; `in_query` are the fields that travelled in the query."""

    effect: Effect
    in_query: frozenset[str]

    @property
    def lost(self) -> tuple[str, ...]:
        """The fields that are shown otherwise than they were sent; none where the form was refused."""
        return lost_fields(self.effect.sent, self.effect.shown) if self.effect.is_taken else ()

    @property
    def is_whole(self) -> bool:
        """Tell whether the form was taken and nothing of it lost."""
        return self.effect.is_taken and not self.lost

    def shows(self, field: str) -> bool:
        """Tell whether the field was sent and is shown as it was."""
        sent = self.effect.sent
        return self.effect.is_taken and field in sent and bool(agree(field, sent[field], self.effect.shown))


def full_form(context: Context, operation: Operation, media_type: MediaType) -> Full | None:
    """Return the effect of a full form in this body type, sent once in the run.

    None for what can be done but a few times in a run: its plain body bears all that it has.
    """
    takes = operation.body is not None and media_type in operation.body.media_types and media_type in FORMS
    if not takes or context.contract.resource_of(operation) is None or operation.id in EXCLUSIVE:
        return None
    if is_creation(context, operation):
        key = f"full {media_type} of {operation.id}"
        return context.once(key, lambda: _creation(context, operation, media_type))
    # Both in a row, so that the second shows what it did to the fields that only the first named.
    return context.once(f"full changes by {operation.id}", lambda: _changes(context, operation))[media_type]


def full_in_json(context: Context, operation: Operation, media_type: MediaType) -> Effect:
    """Return the effect of the fields of a full form when they are sent in JSON, without query; once in the run."""
    form = full_form(context, operation, media_type)
    sent = form.effect.sent if form is not None else context.sandbox.body_for(operation)

    def send() -> Effect:
        if is_creation(context, operation):
            fresh = {name: value for name, value in context.sandbox.body_for(operation).items() if name in _FRESH}
            return creation(context, operation, {**sent, **fresh}, JSON)
        return change(context, operation, changeable(context, operation), sent, JSON)

    return context.once(f"full {media_type} of {operation.id} in JSON", send)


def set_apart(operation: Operation, form: Full) -> frozenset[str]:
    """Return the fields of a full form whose loss other rules tell: text, nested fields, fields in the query."""
    text = TEXT_FIELDS.get(operation.id)
    nested = {name for fields in NESTED.get(operation.id, ()) for name in fields}
    return form.in_query | nested | ({text} if text else set[str]())


def made_in_setup(context: Context, operation: Operation) -> Effect | None:
    """Return the effect of the multipart form by which the sandbox made its own thing; None where it made it otherwise.

    Whether it then could make it in JSON is no matter here.
    """
    try:
        _ = context.sandbox.spare_project() if operation.id == "create_project" else context.sandbox.thing(operation.id)
    except (NotTested, Blocked):
        if operation.id not in context.sandbox.formed:
            raise
    formed = context.sandbox.formed.get(operation.id)
    if formed is None:
        return None
    return created(context, operation, formed.sent, formed.exchange, path_values_of(operation, formed.exchange))


def is_creation(context: Context, operation: Operation) -> bool:
    """Tell whether the operation makes a resource."""
    resource = context.contract.resource_of(operation)
    return resource is not None and resource.create.id == operation.id


def _creation(context: Context, operation: Operation, media_type: MediaType) -> Full:
    if media_type == MULTIPART and operation.id in IN_FORM:
        seen = made_in_setup(context, operation)
        if seen is not None:
            return Full(seen, frozenset())
    turn = _TURNS[media_type]
    telling = {
        **telling_fields(context, operation.id, turn),
        **two_variables(operation.id, context.sandbox.names),
    }
    # What other rules speak of comes first, so that the last field, which servers lose, is one of this rule's.
    ruled = _ruled(context, operation)
    body = context.sandbox.body_for(operation, extra=ruled)
    sent = {
        **telling,
        **{name: body[name] for name in ruled if name in body},
        **body,
        **_unlike_defaults(context, operation),
        **_options_but(context, operation, media_type),
        **telling,
    }
    in_query = _into_query(operation, sent) if media_type == URLENCODED else {}
    return Full(creation(context, operation, sent, media_type, in_query=in_query), frozenset(in_query))


def _changes(context: Context, operation: Operation) -> Mapping[MediaType, Full]:
    made = changeable(context, operation)
    _look_at_what_it_changes(context, operation)
    extra = {name: context.sandbox.body_for(operation, extra=(name,))[name] for name in _ruled(context, operation)}
    telling = telling_fields(context, operation.id, 0)
    sent = {
        **telling,
        **extra,
        **change_for(context, operation, _TURNS[MULTIPART]),
        **_unlike_defaults(context, operation),
        **_options(context, operation, made.data),
        **telling,
    }
    first = change(context, operation, made, sent, MULTIPART)
    sent = _few(context, operation, first)
    moved = IN_QUERY.get(operation.id)
    in_query: JsonObject = {}
    if moved is not None:
        in_query = {moved: _option(context, operation, moved, first.shown.get(moved))}
    second = change(context, operation, made, sent, URLENCODED, in_query=in_query)
    return {MULTIPART: Full(first, frozenset()), URLENCODED: Full(second, frozenset(in_query))}


def _look_at_what_it_changes(context: Context, operation: Operation) -> None:
    """Read what the sandbox made in a form before that is changed, where its answer does not tell it."""
    resource = context.contract.resource_of(operation)
    if resource is not None and resource.create.id == "create_file":
        # What hinders that reading is told to those who ask for it.
        with suppress(NotTested, Blocked):
            full_form(context, resource.create, MULTIPART)


def _few(context: Context, operation: Operation, first: Effect) -> JsonObject:
    """Return a body that names little of what the full one named: not its description or date."""
    telling = telling_fields(context, operation.id, 1)
    sent = {**telling, **change_for(context, operation, _TURNS[URLENCODED]), **telling}
    for name in ("description", "expires_at"):
        sent.pop(name, None)
    if not sent:
        switch = next((name for name, value in first.sent.items() if isinstance(value, bool)), None)
        return {} if switch is None else {switch: not first.sent[switch]}
    return sent


def _unlike_defaults(context: Context, operation: Operation) -> JsonObject:
    """Return values for optional fields where that which the sandbox gives is the default, which shows no loss."""
    values = {**_NO_DEFAULTS, "expires_at": in_days(_OTHER_DAYS)}
    return {name: value for name, value in values.items() if name in _ruled(context, operation)}


def _options_but(context: Context, operation: Operation, media_type: MediaType) -> JsonObject:
    """Return optional fields with other values than a thing of the kind has that was made without them.

    Where both forms are sent full, each switch is in one of them alone: the other shows its default.
    """
    known = context.sandbox.thing(operation.id).data if operation.id in TEXT_FIELDS.keys() - {"fork_project"} else {}
    options = _options(context, operation, known)
    switches = [name for name, value in options.items() if isinstance(value, bool)]
    absent = () if operation.id in IN_FORM else switches[1 - _TURNS[media_type] % 2 :: 2]
    return {name: value for name, value in options.items() if name not in absent}


def _into_query(operation: Operation, sent: JsonObject) -> JsonObject:
    """Take the field that travels in the query out of a body and return it."""
    moved = IN_QUERY.get(operation.id)
    return {} if moved is None or moved not in sent else {moved: sent.pop(moved)}


def _ruled(context: Context, operation: Operation) -> tuple[str, ...]:
    """Return the optional fields whose value the sandbox knows."""
    return tuple(
        name
        for name in _optional(context, operation)
        if (rule := rule_for(operation.id, name)) is not None and rule is not Pin.OMIT
    )


def _options(context: Context, operation: Operation, current: Mapping[str, JsonValue]) -> JsonObject:
    """Return the optional fields whose value their schema alone settles, each with another value than the current."""
    return {
        name: _option(context, operation, name, current.get(name))
        for name in _optional(context, operation)
        if rule_for(operation.id, name) is None
    }


def _optional(context: Context, operation: Operation) -> tuple[str, ...]:
    schema = context.contract.body_schema(operation) or {}
    wanted = WANTED.get(operation.id, ())
    told = {*required_fields(schema), *wanted, *telling_fields(context, operation.id), "variables"}
    return tuple(name for name in fields_of(schema) if name not in told)


def _option(context: Context, operation: Operation, name: str, current: JsonValue) -> JsonValue:
    field = fields_of(context.contract.body_schema(operation) or {})[name]
    schema = context.contract.resolve(field)
    number = context.settings.seed + crc32(f"{operation.id} {name}".encode())
    options = schema.get("enum")
    if isinstance(options, list):
        others = [option for option in options if option != current]
        return others[number % len(others)]
    if "boolean" in str(schema.get("type")):
        return not current if isinstance(current, bool) else True
    return context.draw(values_of(field, context.contract.resolve), f"{operation.id}.{name}")
