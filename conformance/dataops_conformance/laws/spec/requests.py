"""Requests that keep their schemas, and requests of which one parameter or field breaks its own (SPEC-05, SPEC-06)."""

from __future__ import annotations

from collections.abc import Iterator

from dataops_spec import Operation, Parameter
from hypothesis import strategies as st

from dataops_conformance.context import Context
from dataops_conformance.exchange import Exchange, JsonObject, JsonValue, MediaType
from dataops_conformance.law import Laws, NotTested, expect
from dataops_conformance.laws.body.effects import effect
from dataops_conformance.laws.body.negatives import misdated, missing, mistyped, outside
from dataops_conformance.laws.body.refusals import harmless, refusal
from dataops_conformance.laws.page.bounds import malformed_page
from dataops_conformance.laws.res.life import Life
from dataops_conformance.laws.res.reading import arguments_of, reader
from dataops_conformance.laws.spec.generator import draw_request
from dataops_conformance.laws.spec.oracle import second_reading
from dataops_conformance.laws.spec.wire_validity import breaks_on_the_wire, is_legal_text, is_ordinary
from dataops_conformance.laws.telling import told
from dataops_conformance.sandbox.bodies import fields_of
from dataops_conformance.sandbox.semantics import rule_for
from dataops_conformance.sandbox.strategies import values_of
from dataops_conformance.target.wire import text_of

laws = Laws()
_REFUSED_AS_INVALID = frozenset({400, 406, 415})
# Parameters whose values a schema alone does not settle: they name what must exist, or go together with others.
_SETTLED_ELSEWHERE = frozenset({
    "page", "per_page", "pagination", "ref", "sha", "regex", "branch", "start_branch", "commit_message",
    "author_email", "author_name", "user_id", "filter[environment_scope]",
})  # fmt: skip
_PAGING = frozenset({"page", "per_page"})
_MOST_PARAMETERS = 4
_DRAWS = 1
_WORDS = ("no-such-value", "not a date", "twelve")
_MEDIA_TYPES: tuple[MediaType, ...] = (
    "application/json",
    "multipart/form-data",
    "application/x-www-form-urlencoded",
)


@laws.law("SPEC-05", requests=0)
def a_valid_request_is_not_refused_as_invalid(context: Context, operation: Operation) -> None:
    """Send a request that is drawn from the operation's schemas, its meaning pinned; the answer is not 400, 406 or 415.

    Where nothing can be drawn, a request of the run that succeeded shows it.
    """
    exchange = _valid_request(context, operation)
    expect(
        exchange.response.status not in _REFUSED_AS_INVALID,
        f"{operation.id} refused a request that keeps the contract.",
        expected="any answer but 400, 406 and 415",
        seen=told(exchange),
        exchanges=[exchange],
    )
    second_reading(context, operation, exchange)


@laws.law("SPEC-06", requests=1)
def a_request_that_breaks_its_schema_is_refused(context: Context, operation: Operation) -> None:
    """Send a request of which one parameter or field breaks its schema on the wire; the answer is from 400 to 499."""
    exchange, what = _broken_body(context, operation) if operation.body is not None else _broken(context, operation)
    expect(
        400 <= exchange.response.status < 500,
        f"{operation.id} took {what}, which breaks its schema.",
        expected="a status from 400 to 499",
        seen=told(exchange),
        exchanges=[exchange],
    )
    second_reading(context, operation, exchange)


def _broken_body(context: Context, operation: Operation) -> tuple[Exchange, str]:
    for negative in (missing, mistyped, outside, misdated):
        broken = negative(context, operation)
        if broken is not None:
            return refusal(context, operation, broken), f"a body with {', '.join(broken.fields)} {broken.rule}"
    msg = f"No field of {operation.id} has a schema that a body could break."
    raise NotTested(msg)


def _broken(context: Context, operation: Operation) -> tuple[Exchange, str]:
    constrained = [item for item in operation.query_parameters if not _takes_any_text(context, item)]
    if constrained and all(item.name in _PAGING for item in constrained):
        name, exchange = malformed_page(context, operation)
        return exchange, f"the parameter {name} as a word"
    where = arguments_of(context, operation)
    required = [item.name for item in operation.query_parameters if item.required]
    if required and not constrained:
        query = {name: value for name, value in where.query.items() if name not in required}
        exchange = context.send(operation, path=where.path, query=query)
        return exchange, f"a query without {' and '.join(required)}"
    name, value = _broken_parameter(context, operation, constrained)
    in_path = name in where.path
    exchange = context.send(
        operation,
        path={**where.path, **({name: value} if in_path else {})},
        query={**where.query, **({} if in_path else {name: value})},
        credential=reader(context, operation),
    )
    return exchange, f"the parameter {name} as {value!r}"


def _valid_request(context: Context, operation: Operation) -> Exchange:
    if operation.body is not None and not context.settings.read_only:
        return _send_valid_body(context, operation)
    query = _valid_query(context, operation) if operation.is_safe else {}
    known = context.sandbox.seen.success(operation)
    if not query and known is not None:
        return known
    resource = context.contract.resource_of(operation)
    if resource is not None and resource.delete == operation and not context.settings.read_only:
        return Life.of(context, operation).removed()
    if not operation.is_safe:
        msg = f"No request of this run for {operation.id} succeeded, and none is made for this rule alone."
        raise NotTested(msg)
    where = arguments_of(context, operation)
    return context.send(
        operation, path=where.path, query=[*where.query.items(), *_pairs(query)], credential=reader(context, operation)
    )


def _send_valid_body(context: Context, operation: Operation) -> Exchange:
    if operation.id in _ONCE:
        return context.sandbox.seen.success(operation) or effect(context, operation, "application/json").exchange
    drawn = draw_request(context, operation, "valid request", valid=True).body
    fields = fields_of(context.contract.body_schema(operation) or {})
    free = {name: value for name, value in drawn.items() if name in fields and rule_for(operation.id, name) is None}
    fit: JsonObject = {
        name: value
        for name, value in free.items()
        if _is_valid(context, fields[name], value) and is_ordinary(value, context.contract.resolve(fields[name]))
    }
    known = context.sandbox.seen.success(operation)
    if known is not None and not fit:
        return known
    where = harmless(context, operation)
    body: JsonObject = {**context.sandbox.drawn_body_for(operation), **fit}
    kinds: list[MediaType] = [
        kind for kind in _MEDIA_TYPES if operation.body is not None and kind in operation.body.media_types
    ]
    media_type = context.draw(st.sampled_from(kinds), "media type")
    if media_type != "application/json":
        # A form has no way to write null, or an empty list or object.
        body = {name: value for name, value in body.items() if value not in (None, [], {})}
    return context.send(operation, path=where.path, query=where.query, body=body, media_type=media_type)


# What a run can do but once to what it has, or not without undoing it first.
_ONCE = frozenset({
    "play_job", "add_project_member", "add_to_job_token_allowlist", "rotate_personal_access_token", "fork_project",
    "update_job_token_scope",
})  # fmt: skip


def _valid_query(context: Context, operation: Operation) -> dict[str, JsonValue]:
    free = {item.name: item for item in operation.query_parameters if item.name not in _SETTLED_ELSEWHERE}
    if not free:
        return {}
    drawn = draw_request(context, operation, "valid request", valid=True).query
    fit = {
        name: value
        for name, value in drawn.items()
        if name in free
        and not _breaks_as_query(context, free[name], value)
        and _is_ordinary_query(context, free[name], value)
    }
    chosen = dict(list(fit.items())[:_MOST_PARAMETERS])
    # One of a few words is what a server most likely knows wrongly: one such parameter is in every request.
    worded = [name for name, item in free.items() if name not in chosen and "enum" in _item_schema(context, item)]
    if worded:
        name = context.draw(st.sampled_from(worded), f"worded parameter of {operation.id}")
        value = values_of(_item_schema(context, free[name]), context.contract.resolve)
        chosen[name] = context.draw(value, f"{name} of {operation.id}")
    return chosen | _sorted_in_turn(context, operation)


def _sorted_in_turn(context: Context, operation: Operation) -> dict[str, JsonValue]:
    """Return a direction to sort in, each list the next one, so that a few of them see every direction taken."""
    lists = [item for item in context.contract.operations if "sort" in {query.name for query in item.query_parameters}]
    if operation not in lists:
        return {}
    sort = next(item for item in operation.query_parameters if item.name == "sort")
    directions = _item_schema(context, sort).get("enum")
    if not isinstance(directions, list):
        return {}
    return {"sort": directions[(lists.index(operation) + context.settings.seed) % len(directions)]}


def _broken_parameter(context: Context, operation: Operation, constrained: list[Parameter]) -> tuple[str, str]:
    """Return a parameter and a text that no reading of makes valid, drawn where the drawing yields one."""
    chosen = [item for item in constrained if item.name not in _PAGING] or constrained
    for turn in range(_DRAWS if chosen else 0):
        drawn = draw_request(context, operation, f"invalid request {turn}", valid=False).query
        for item in chosen:
            for text in _texts(drawn.get(item.name)):
                if is_legal_text(text) and _breaks_as_query(context, item, text):
                    return item.name, text
    word = context.draw(st.sampled_from(_WORDS), "word that breaks a parameter")
    for item in chosen:
        if _breaks_as_query(context, item, word):
            return item.name, word
    for item in operation.path_parameters:
        if context.contract.resolve(item.schema).get("type") == "integer":
            return item.name, word.replace(" ", "-")
    msg = f"No parameter of {operation.id} has a schema that a text could break."
    raise NotTested(msg)


def _takes_any_text(context: Context, parameter: Parameter) -> bool:
    schema = _item_schema(context, parameter)
    return schema.get("type") == "string" and not {"enum", "format", "pattern"} & set(schema)


def _breaks_as_query(context: Context, parameter: Parameter, value: JsonValue) -> bool:
    schema = _item_schema(context, parameter)
    texts = list(_texts(value))
    return any(breaks_on_the_wire(text, lambda read: _is_valid(context, schema, read)) for text in texts)


def _is_ordinary_query(context: Context, parameter: Parameter, value: JsonValue) -> bool:
    schema = _item_schema(context, parameter)
    return all(text and _is_ordinary_text(text, schema) for text in _texts(value))


def _is_ordinary_text(text: str, schema: JsonObject) -> bool:
    if schema.get("type") == "integer":
        return text.lstrip("-").isdecimal() and is_ordinary(int(text), schema)
    return is_ordinary(text, schema)


def _item_schema(context: Context, parameter: Parameter) -> JsonObject:
    schema = context.contract.resolve(parameter.schema)
    return context.contract.resolve(schema["items"]) if "items" in schema else schema


def _is_valid(context: Context, schema: JsonValue, value: JsonValue) -> bool:
    return isinstance(schema, dict) and not context.contract.schema_errors(schema, value)


def _texts(value: JsonValue) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str | int | float):
            yield text_of(item)


def _pairs(query: dict[str, JsonValue]) -> Iterator[tuple[str, str]]:
    for name, value in query.items():
        for text in _texts(value):
            yield name, text
