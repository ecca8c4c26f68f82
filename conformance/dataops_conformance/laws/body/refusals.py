"""Bodies that are refused: unreadable, of a foreign type, or with fields that break their schema (BODY-09 to 13)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from dataops_spec import Operation
from hypothesis import strategies as st

from dataops_conformance.context import Context
from dataops_conformance.exchange import Exchange
from dataops_conformance.law import Laws, Need, NotTested, expect
from dataops_conformance.laws.body.full import IN_QUERY
from dataops_conformance.laws.body.negatives import (
    Broken,
    Rule,
    breakable,
    broken_alone,
    broken_whole,
    complaint,
    missing_together,
)
from dataops_conformance.laws.permission import ensure_allowed
from dataops_conformance.laws.res.reading import arguments_of
from dataops_conformance.laws.telling import told
from dataops_conformance.sandbox.links import Arguments
from dataops_conformance.target.wire import text_of

T = TypeVar("T")
laws = Laws()
_NEEDS: tuple[Need, ...] = ("token", "sandbox")
_DEEP = 5000
_MALFORMED = (
    b'{"name": ', b'{"name": "x",}', b"{name: 1}", b'["unclosed"', b"\xff\xfe", b"{'name': 'x'}",
    b"[" * _DEEP, b'{"name": "x"} {', b'{"name": \x00}', b"name=x",
)  # fmt: skip
_FOREIGN = (
    ("application/xml", b"<name>x</name>"),
    ("text/csv", b"name\nx\n"),
    ("application/yaml", b"name: x\n"),
    ("application/msgpack", b"\x81\xa4name\xa1x"),
)
# Where a server tells some of several broken fields, so many of those that it does not tell are sent alone.
_MOST_ALONE = 3


@laws.law("BODY-09", requests=1, needs=_NEEDS)
def malformed_json_is_refused(context: Context, operation: Operation) -> None:
    """Send bytes that are not JSON as JSON, each operation others; the answer is 400 with a JSON body. Where fields may
    travel in the query valid ones do, so that a body that counts as empty is not refused for what it lacks.
    """
    raw = in_turn(context, operation, _MALFORMED)
    where = harmless(context, operation)
    query = {**where.query, **_valid_fields(context, operation)}
    exchange = context.send(operation, path=where.path, query=query, raw_body=raw, content_type="application/json")
    ensure_allowed(operation, exchange)
    expect(
        exchange.response.status in _statuses(operation, {400}) and bool(exchange.response.object()),
        f"{operation.id} did not refuse a body that is not JSON as such.",
        expected="status 400 with a JSON body",
        seen=told(exchange),
        exchanges=[exchange],
    )


@laws.law("BODY-10", requests=1, needs=_NEEDS)
def a_foreign_content_type_is_refused(context: Context, operation: Operation) -> None:
    """Send a body of a content type that the API does not read, each operation another; the answer is 415 or 406."""
    content_type, raw = in_turn(context, operation, _FOREIGN)
    where = harmless(context, operation)
    exchange = context.send(operation, path=where.path, query=where.query, raw_body=raw, content_type=content_type)
    ensure_allowed(operation, exchange)
    expect(
        exchange.response.status in _statuses(operation, {415, 406}),
        f"{operation.id} did not refuse a body of the type {content_type}.",
        expected="status 415 or 406",
        seen=told(exchange),
        exchanges=[exchange],
    )


@laws.law("BODY-11", requests=1, needs=_NEEDS)
def a_missing_field_is_refused(context: Context, operation: Operation) -> None:
    """Leave required fields out; the answer is 400, {"error": "name is missing"} with each of them, by commas.

    This and the two rules after it are tried on one body, of which every field breaks one. A field that its answer does
    not tell is tried alone; where that is one of several that are missing, they are left out together, and nothing else
    is wrong.
    """
    _refused(context, operation, "missing", "required field that can be left out")


@laws.law("BODY-12", requests=0, needs=_NEEDS)
def a_mistyped_value_is_refused(context: Context, operation: Operation) -> None:
    """Give each field a value that is not of its type; the answer is 400 with {"error": "x is invalid"}."""
    _refused(context, operation, "mistyped", "field whose type is not text")


@laws.law("BODY-13", requests=0, needs=_NEEDS)
def a_value_outside_an_enum_is_refused(context: Context, operation: Operation) -> None:
    """Give each field a value that its enum does not hold; the answer is 400 and says so of the field."""
    _refused(context, operation, "outside its enum", "field with a closed enum")


def refusal(context: Context, operation: Operation, broken: Broken) -> Exchange:
    """Send the broken body, once in the run, and return the exchange."""

    def send() -> Exchange:
        where = harmless(context, operation)
        return context.send(operation, path=where.path, query=where.query, body=broken.body)

    return context.once(f"{operation.id} with {broken.label}", send)


def untold(context: Context, operation: Operation, whole: Broken, rule: Rule) -> tuple[str, ...]:
    """Return which fields are to be sent alone, that break the rule: the answer to the whole body does not tell them.

    Where it tells none of a rule, the server tells broken fields one by one: then one is enough, drawn.
    """
    exchange = refusal(context, operation, whole)
    told_there = _told_by(exchange) if exchange.response.status == 400 else set[str]()
    fields = whole.fields(rule) or breakable(context, operation, rule)
    left = [name for name in fields if name not in whole.fields(rule) or complaint(name, rule) not in told_there]
    if len(left) < len(fields):
        return tuple(left[:_MOST_ALONE])
    return (context.draw(st.sampled_from(sorted(left)), f"{rule} field of {operation.id}"),) if left else ()


def harmless(context: Context, operation: Operation) -> Arguments:
    """Return where a body that should be refused goes: a thing of the run, which bears it should it be taken."""
    if operation.id in {"update_project", "update_job_token_scope", "fork_project"}:
        return Arguments(context.sandbox.spare_project().values, {})
    if operation.id == "play_job":
        return Arguments(context.sandbox.job().values, {})
    return arguments_of(context, operation)


def in_turn(context: Context, operation: Operation, options: Sequence[T]) -> T:
    """Return one of the options, the next operation with a body another one."""
    bodies = [item.id for item in context.contract.operations if item.body is not None]
    return options[(bodies.index(operation.id) + context.settings.seed) % len(options)]


def _valid_fields(context: Context, operation: Operation) -> dict[str, str]:
    """Return the fields of a valid body as a query writes them; none where fields do not travel there."""
    if operation.id not in IN_QUERY:
        return {}
    body = context.sandbox.body_for(operation)
    return {name: text_of(value) for name, value in body.items() if isinstance(value, str | int)}


def _statuses(operation: Operation, wanted: set[int]) -> set[int]:
    """Return what is right: who is not known by a body that cannot be read may be refused for that first."""
    return wanted | {401, 404} if operation.credential_field else wanted


def _told_by(exchange: Exchange) -> set[str]:
    return {part.strip() for part in str(exchange.response.object().get("error")).split(",")}


def _apart(context: Context, operation: Operation, whole: Broken, rule: Rule) -> Iterator[Broken]:
    """Yield what is to be sent apart: each field alone, or all that are missing where some of them were told."""
    left = untold(context, operation, whole, rule)
    if rule == "missing" and left and len(whole.fields(rule)) > 1 and set(left) <= set(whole.fields(rule)):
        yield missing_together(context, operation, whole.fields(rule))
        return
    yield from (broken_alone(context, operation, name, rule) for name in left)


def _refused(context: Context, operation: Operation, rule: Rule, what: str) -> None:
    whole = broken_whole(context, operation)
    if whole is None or not breakable(context, operation, rule):
        msg = f"{operation.id} has no {what}."
        raise NotTested(msg)
    for broken in _apart(context, operation, whole, rule):
        exchange = refusal(context, operation, broken)
        ensure_allowed(operation, exchange)
        expect(
            exchange.response.status == 400 and set(broken.complaints) <= _told_by(exchange),
            f"{operation.id} did not refuse a body with {broken} as it should.",
            expected='400 {"error": "' + ", ".join(broken.complaints) + '"}',
            seen=told(exchange),
            exchanges=[exchange],
        )
