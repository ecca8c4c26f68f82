"""Single requests that schemathesis draws: valid ones must not be refused as invalid, invalid ones must be refused."""

# The generic types of schemathesis are given without their parameters; what is read of them is narrowed here.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dataops_spec import Operation
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from dataops_conformance.context import Context
from dataops_conformance.exchange import Exchange, JsonValue
from dataops_conformance.law import Violation
from dataops_conformance.laws.res.reading import arguments_of, reader
from dataops_conformance.laws.spec.valid import SETTLED_ELSEWHERE
from dataops_conformance.laws.spec.wire_validity import (
    breaks_as_query,
    is_legal_text,
    is_ordinary_query,
    texts_of,
)
from dataops_conformance.laws.telling import told
from dataops_conformance.search.generator import known_operations
from dataops_conformance.search.hunt import Counterexample
from dataops_conformance.search.oracle import second_reading

_REFUSED_AS_INVALID = frozenset({400, 406, 415})
_ANY_BUT = "any answer but 400, 406 and 415"
_REFUSED = "a status from 400 to 499"


@dataclass(frozen=True, slots=True)
class DrawnRequest:
    """An example: a GET of the contract, and the query that was drawn for it, to be valid or to break its schemas."""

    operation: str
    is_valid: bool
    query: Mapping[str, JsonValue]


def requests_of(context: Context) -> SearchStrategy[DrawnRequest]:
    """Return a strategy of queries for every operation that reads and has parameters to draw."""
    from schemathesis import GenerationMode  # noqa: PLC0415 - it is large, and no other command needs it

    known = known_operations(context)
    modes = {True: GenerationMode.POSITIVE, False: GenerationMode.NEGATIVE}
    cases = {
        (operation.id, is_valid): known[operation.id].as_strategy(generation_mode=mode)
        for operation in context.contract.operations
        if operation.is_safe and any(item.name not in SETTLED_ELSEWHERE for item in operation.query_parameters)
        for is_valid, mode in modes.items()
    }

    # Composite, for Hypothesis writes out every strategy that it is handed, and these hold the whole contract.
    @st.composite
    def drawn(draw: st.DrawFn) -> DrawnRequest:
        operation, is_valid = draw(st.sampled_from(sorted(cases)))
        return DrawnRequest(operation, is_valid, _fields(draw(cases[operation, is_valid]).query))

    return drawn()


def play_request(context: Context, example: DrawnRequest) -> None:
    """Send a request, and hold the answer against what the query is once it is written to the wire.

    A parameter that the serialization has made valid, or that its schema alone does not settle, is left out; where
    none is left, nothing is sent.

    Raises:
        Counterexample: a valid request was refused as invalid, or an invalid one was taken.
    """
    operation = context.contract.operation(example.operation)
    query = _fit(context, operation, example)
    if not query:
        return
    where = arguments_of(context, operation)
    pairs = [*where.query.items(), *((name, text) for name, value in query.items() for text in texts_of(value))]
    exchange = context.send(operation, path=where.path, query=pairs, credential=reader(context, operation))
    status = exchange.response.status
    what = ", ".join(f"{name} as {value!r}" for name, value in query.items())
    if example.is_valid and status in _REFUSED_AS_INVALID:
        summary, expected, rule = f"{operation.id} refused {what}, which keeps the contract.", _ANY_BUT, "SPEC-05"
    elif not example.is_valid and not 400 <= status < 500:
        summary, expected, rule = f"{operation.id} took {what}, which breaks its schema.", _REFUSED, "SPEC-06"
    else:
        _read_again(context, operation, exchange)
        return
    violation = Violation(summary, expected=expected, seen=told(exchange), exchanges=[exchange])
    raise Counterexample(rule, operation.id, violation)


def _read_again(context: Context, operation: Operation, exchange: Exchange) -> None:
    """Hold the answer against its schema by another reader of schemas than the suite's own."""
    try:
        second_reading(context, operation, exchange)
    except Violation as violation:
        raise Counterexample("SPEC-04", operation.id, violation) from violation


def _fit(context: Context, operation: Operation, example: DrawnRequest) -> dict[str, JsonValue]:
    """Return what of a query is truly valid on the wire, or the one parameter that truly breaks its schema there."""
    free = {item.name: item for item in operation.query_parameters if item.name not in SETTLED_ELSEWHERE}
    known = {name: value for name, value in example.query.items() if name in free}
    if example.is_valid:
        return {
            name: value
            for name, value in known.items()
            if not breaks_as_query(context.contract, free[name], value)
            and is_ordinary_query(context.contract, free[name], value)
        }
    for name, value in known.items():
        texts = list(texts_of(value))
        if len(texts) == 1 and is_legal_text(texts[0]) and breaks_as_query(context.contract, free[name], texts[0]):
            return {name: texts[0]}
    return {}


def _fields(query: object) -> dict[str, JsonValue]:
    return {str(name): value for name, value in query.items()} if isinstance(query, dict) else {}
