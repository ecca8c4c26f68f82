"""Requests that break their schemas (SPEC-06)."""

from __future__ import annotations

import re

from dataops_spec import Operation, Parameter
from hypothesis import strategies as st

from dataops_conformance.context import Context
from dataops_conformance.exchange import Exchange
from dataops_conformance.law import Laws, NotTested, expect
from dataops_conformance.laws.body.negatives import Rule, broken_alone, broken_whole
from dataops_conformance.laws.body.refusals import harmless, refusal, untold
from dataops_conformance.laws.page.bounds import malformed_page
from dataops_conformance.laws.res.reading import LATE, arguments_of, reader
from dataops_conformance.laws.spec.wire_validity import breaks_as_query
from dataops_conformance.laws.spec.wrong import PAGING, breaking_word, broken_query, takes_any_text
from dataops_conformance.laws.telling import told
from dataops_conformance.sandbox.bodies import required_fields
from dataops_conformance.target.tracking import path_values

laws = Laws()
_MOST_ALONE = 3
_DEEP = 2000
# Bodies that are JSON and not the object that the contract wants, with what to call them.
_SHAPES = (
    (b"[]", "an empty list"),
    (b'["name"]', "a list"),
    (b'"text"', "a text"),
    (b"7", "a number"),
    (b"null", "null"),
    (b"", "nothing"),
    (b'{"x":' * _DEEP + b"1" + b"}" * _DEEP, f"an object {_DEEP} deep without the required fields"),
)


@laws.law("SPEC-06", requests=1, order=LATE + 1)
def a_request_that_breaks_its_schema_is_refused(context: Context, operation: Operation) -> None:
    """Send a request of which every parameter or field that can breaks its schema on the wire; the answer is from 400
    to 499. What its answer does not name is sent broken alone. Some operations are sent a body that is no object.
    """
    if operation.body is not None:
        _broken_bodies(context, operation)
    else:
        _broken_parameters(context, operation)


def _broken_bodies(context: Context, operation: Operation) -> None:
    whole = broken_whole(context, operation)
    if whole is None:
        msg = f"No field of {operation.id} has a schema that a body could break."
        raise NotTested(msg)
    _is_refused(context, operation, refusal(context, operation, whole), f"a body with {whole}")
    # Of the other rules of fields BODY-11, BODY-12 and BODY-13 speak.
    rule: Rule = "misdated"
    for name in untold(context, operation, whole, rule):
        alone = broken_alone(context, operation, name, rule)
        _is_refused(context, operation, refusal(context, operation, alone), f"a body with {alone}")
    shape = _shape_of(context, operation)
    if shape is not None:
        raw, name = shape
        where = harmless(context, operation)
        exchange = context.send(
            operation, path=where.path, query=where.query, raw_body=raw, content_type="application/json"
        )
        _is_refused(context, operation, exchange, f"{name} in place of its fields")


def _shape_of(context: Context, operation: Operation) -> tuple[bytes, str] | None:
    """Return a body that is no object with the required fields, each for one operation of the run."""
    bodies = [item for item in context.contract.operations if required_fields(context.contract.body_schema(item) or {})]
    if operation not in bodies or operation.credential_field:
        return None
    turn = (bodies.index(operation) + context.settings.seed) % len(bodies)
    # Every second operation, for its neighbour belongs to the same resource.
    return _SHAPES[turn // 2] if turn % 2 == 0 and turn // 2 < len(_SHAPES) else None


def _broken_parameters(context: Context, operation: Operation) -> None:
    broken = broken_query(context, operation)
    if broken:
        # Of a list, one request breaks its pages and all else.
        whole = malformed_page(context, operation)[1] if operation.is_paginated else None
        exchange = whole or _with_query(context, operation, broken)
        _is_refused(context, operation, exchange, f"the parameters {_told(broken)}")
        for name in _unnamed(context, operation, broken, exchange):
            alone = {name: broken[name]}
            _is_refused(context, operation, _with_query(context, operation, alone), f"the parameter {_told(alone)}")
    elif any(item.name in PAGING and not takes_any_text(context, item) for item in operation.query_parameters):
        name, exchange = malformed_page(context, operation)
        _is_refused(context, operation, exchange, f"the parameter {name} as a word")
    elif any(item.required for item in operation.query_parameters):
        required = [item.name for item in operation.query_parameters if item.required]
        where = arguments_of(context, operation)
        query = {name: value for name, value in where.query.items() if name not in required}
        exchange = context.send(operation, path=where.path, query=query)
        _is_refused(context, operation, exchange, f"a query without {' and '.join(required)}")
    else:
        _broken_path(context, operation)


def _broken_path(context: Context, operation: Operation) -> None:
    word = breaking_word(context, operation).replace(" ", "-")
    for item in operation.path_parameters:
        if context.contract.resolve(item.schema).get("type") == "integer":
            known = _refused_for(context, operation, item)
            if known is not None:
                _is_refused(context, operation, known, f"the parameter {item.name} in {known.request.path}")
                return
            where = arguments_of(context, operation)
            exchange = context.send(
                operation,
                path={**where.path, item.name: word},
                query=where.query,
                credential=reader(context, operation),
            )
            _is_refused(context, operation, exchange, f"the parameter {item.name} as {word!r}")
            return
    msg = f"No parameter of {operation.id} has a schema that a text could break."
    raise NotTested(msg)


def _refused_for(context: Context, operation: Operation, item: Parameter) -> Exchange | None:
    """Return a reading that another rule sent and that was refused, whose parameter breaks its schema; None if none."""
    for exchange in context.sandbox.seen.refused(operation):
        text = path_values(operation.path, exchange.request.path).get(item.name)
        if text is not None and breaks_as_query(context.contract, item, text):
            return exchange
    return None


def _with_query(context: Context, operation: Operation, query: dict[str, str]) -> Exchange:
    where = arguments_of(context, operation)
    return context.send(
        operation, path=where.path, query={**where.query, **query}, credential=reader(context, operation)
    )


def _unnamed(context: Context, operation: Operation, broken: dict[str, str], exchange: Exchange) -> list[str]:
    """Return which parameters are to be sent alone, for the answer does not name them.

    Where it names one of several the server tells them one by one: then one of the others is enough, drawn.
    """
    said = str(exchange.response.object().get("error"))
    named = {name for name in broken if re.search(rf"(?<![\w]){re.escape(name.removesuffix('[]'))}(?![\w])", said)}
    left = sorted(set(broken) - named)
    if not left or (len(broken) == 1 and not operation.is_paginated):
        return []
    if len(named) > 1:
        return left[:_MOST_ALONE]
    return [context.draw(st.sampled_from(left), f"parameter of {operation.id} broken alone")]


def _is_refused(context: Context, operation: Operation, exchange: Exchange, what: str) -> None:
    expect(
        400 <= exchange.response.status < 500,
        f"{operation.id} took {what}, which breaks its schema.",
        expected="a status from 400 to 499",
        seen=told(exchange),
        exchanges=[exchange],
    )


def _told(values: dict[str, str]) -> str:
    return ", ".join(f"{name} as {value!r}" for name, value in values.items())
