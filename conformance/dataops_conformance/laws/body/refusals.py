"""Bodies that are refused: unreadable, of a foreign type, or with a field that breaks its schema (BODY-09 to 13)."""

from __future__ import annotations

from dataops_spec import Operation
from hypothesis import strategies as st

from dataops_conformance.context import Context
from dataops_conformance.exchange import Exchange
from dataops_conformance.law import Laws, Need, NotTested, expect
from dataops_conformance.laws.body.negatives import Broken, complaints, joined, missing, mistyped, outside
from dataops_conformance.laws.res.reading import arguments_of
from dataops_conformance.laws.telling import told
from dataops_conformance.sandbox.links import Arguments

laws = Laws()
_NEEDS: tuple[Need, ...] = ("token", "sandbox")
_MALFORMED = (b'{"name": ', b'{"name": "x",}', b"{name: 1}", b'["unclosed"', b"\xff\xfe", b"{'name': 'x'}")
_FOREIGN = (
    ("application/xml", b"<name>x</name>"),
    ("text/csv", b"name\nx\n"),
    ("application/yaml", b"name: x\n"),
    ("application/msgpack", b"\x81\xa4name\xa1x"),
)


@laws.law("BODY-09", requests=1, needs=_NEEDS)
def malformed_json_is_refused(context: Context, operation: Operation) -> None:
    """Send bytes that are not JSON as JSON; the answer is 400 with a JSON body."""
    raw = context.draw(st.sampled_from(_MALFORMED), "malformed JSON")
    where = harmless(context, operation)
    exchange = context.send(
        operation, path=where.path, query=where.query, raw_body=raw, content_type="application/json"
    )
    expect(
        exchange.response.status in _statuses(operation, {400}) and bool(exchange.response.object()),
        f"{operation.id} did not refuse a body that is not JSON as such.",
        expected="status 400 with a JSON body",
        seen=told(exchange),
        exchanges=[exchange],
    )


@laws.law("BODY-10", requests=1, needs=_NEEDS)
def a_foreign_content_type_is_refused(context: Context, operation: Operation) -> None:
    """Send a body of a content type that the API does not read; the answer is 415 or 406."""
    content_type, raw = context.draw(st.sampled_from(_FOREIGN), "foreign content type")
    where = harmless(context, operation)
    exchange = context.send(operation, path=where.path, query=where.query, raw_body=raw, content_type=content_type)
    expect(
        exchange.response.status in _statuses(operation, {415, 406}),
        f"{operation.id} did not refuse a body of the type {content_type}.",
        expected="status 415 or 406",
        seen=told(exchange),
        exchanges=[exchange],
    )


@laws.law("BODY-11", requests=1, needs=_NEEDS)
def a_missing_field_is_refused(context: Context, operation: Operation) -> None:
    """Leave drawn required fields out; the answer is 400, {"error": "name is missing"} with each of them, by commas.

    This and the two rules after it are tried on one body; where its answer does not tell all three, each on its own.
    """
    _refused(context, operation, missing(context, operation), "required field that can be left out")


@laws.law("BODY-12", requests=0, needs=_NEEDS)
def a_mistyped_value_is_refused(context: Context, operation: Operation) -> None:
    """Give one field, drawn, a value that is not of its type; the answer is 400 with {"error": "x is invalid"}."""
    _refused(context, operation, mistyped(context, operation), "field whose type is not text")


@laws.law("BODY-13", requests=0, needs=_NEEDS)
def a_value_outside_an_enum_is_refused(context: Context, operation: Operation) -> None:
    """Give one field, drawn, a value that its enum does not hold; the answer is 400 and says so of the field."""
    _refused(context, operation, outside(context, operation), "field with a closed enum")


def refusal(context: Context, operation: Operation, broken: Broken) -> Exchange:
    """Send the broken body, once in the run, and return the exchange.

    Where a body that breaks other rules too was refused for this one among them, that exchange is returned.
    """
    whole = joined(context, operation)
    if whole is not None:
        exchange = _sent(context, operation, whole)
        if exchange.response.status == 400 and set(complaints(broken)) <= _told_by(exchange):
            return exchange
    return _sent(context, operation, broken)


def _sent(context: Context, operation: Operation, broken: Broken) -> Exchange:
    def send() -> Exchange:
        where = harmless(context, operation)
        return context.send(operation, path=where.path, query=where.query, body=broken.body)

    return context.once(f"{broken.rule} {','.join(broken.fields)} of {operation.id}", send)


def harmless(context: Context, operation: Operation) -> Arguments:
    """Return where a body that should be refused goes: a thing of the run, which bears it should it be taken."""
    if operation.id in {"update_project", "update_job_token_scope", "fork_project"}:
        return Arguments(context.sandbox.spare_project().values, {})
    if operation.id == "play_job":
        return Arguments(context.sandbox.job().values, {})
    return arguments_of(context, operation)


def _statuses(operation: Operation, wanted: set[int]) -> set[int]:
    """Return what is right: who is not known by a body that cannot be read may be refused for that first."""
    return wanted | {401, 404} if operation.credential_field else wanted


def _told_by(exchange: Exchange) -> set[str]:
    return {part.strip() for part in str(exchange.response.object().get("error")).split(",")}


def _refused(context: Context, operation: Operation, broken: Broken | None, what: str) -> None:
    if broken is None:
        msg = f"{operation.id} has no {what}."
        raise NotTested(msg)
    exchange, wanted = refusal(context, operation, broken), complaints(broken)
    sent = {name: broken.body[name] for name in broken.fields if name in broken.body}
    shown = f"{', '.join(broken.fields)} {broken.rule}" + (f" ({sent})" if sent else "")
    expect(
        exchange.response.status == 400 and set(wanted) <= _told_by(exchange),
        f"{exchange.request.operation} did not refuse a body with {shown} as it should.",
        expected='400 {"error": "' + ", ".join(wanted) + '"}',
        seen=told(exchange),
        exchanges=[exchange],
    )
