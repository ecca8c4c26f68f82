"""Creation, change and deletion, and what readers see of them (RES-01 to RES-09)."""

from __future__ import annotations

from collections import Counter

from dataops_spec import Operation

from dataops_conformance.context import Context
from dataops_conformance.exchange import Exchange, JsonObject
from dataops_conformance.law import Blocked, Laws, Need, NotTested, Violation, expect
from dataops_conformance.laws.res.compare import differing, lost_fields, shown, told_fields
from dataops_conformance.laws.res.life import FORMED, Life
from dataops_conformance.laws.res.moments import made_now, moved
from dataops_conformance.laws.res.singles import single_change, token_revocation

laws = Laws()
_NEEDS: tuple[Need, ...] = ("token", "sandbox")


@laws.law("RES-01", requests=1, needs=_NEEDS)
def creation_answers_the_resource(context: Context, operation: Operation) -> None:
    """Create one, in JSON; the answer is 201, every field that was sent and that it bears is as it was sent, and
    created_at is now.
    """
    step = Life.of(context, operation).created()
    answered_as_sent(context, operation, step.sent, step.exchange)
    made_now(operation.id, step.exchange)


@laws.law("RES-02", requests=1, needs=_NEEDS)
def a_change_answers_the_resource(context: Context, operation: Operation) -> None:
    """Change some fields, in JSON; the answer is the documented success, and bears them as they were sent."""
    if context.contract.resource_of(operation) is None:
        change = single_change(context, operation)
        answered_as_sent(context, operation, change.sent, change.exchange)
        return
    step = Life.of(context, operation).changed()
    answered_as_sent(context, operation, step.sent, step.exchange)


@laws.law("RES-03", requests=1, needs=_NEEDS)
def deletion_answers_without_a_body(context: Context, operation: Operation) -> None:
    """Delete what the run made; the answer is the success that the contract documents, 204 without a body or 202."""
    if operation.id == "revoke_personal_access_token":
        exchange = token_revocation(context).revoked
    else:
        exchange = Life.of(context, operation).removed()
    statuses = context.contract.success_statuses(operation)
    status = exchange.response.status
    expect(
        status in statuses,
        f"{operation.id} answered {status} to the deletion of what the run had made.",
        expected=f"status {' or '.join(map(str, statuses))}",
        seen=f"status {status}",
        exchanges=[exchange],
    )
    expect(
        status != 204 or not exchange.response.body,
        f"{operation.id} answered 204 with a body.",
        expected="no body",
        seen=f"{len(exchange.response.body)} bytes",
        exchanges=[exchange],
    )


@laws.law("RES-04", requests=1, needs=_NEEDS)
def what_was_created_can_be_read(context: Context, operation: Operation) -> None:
    """Read what was just created; the fields that both answers bear are equal, those of the moment aside."""
    life = Life.of(context, operation)
    made, read = life.thing(), life.read()
    _must_be(read, 200, f"What {operation.id} made cannot be read.", [made.exchange, read])
    _equal(made.data, read, f"What {operation.id} answered is not what reading it answers.", [made.exchange, read])


@laws.law("RES-05", requests=1, needs=_NEEDS)
def what_was_changed_can_be_read(context: Context, operation: Operation) -> None:
    """Read after a change; every field that it named and that the reading bears is as it was sent, and updated_at has
    moved on.
    """
    if context.contract.resource_of(operation) is None:
        change = single_change(context, operation)
        shows_what_was_sent(operation, change.shown_as, change.after, [change.exchange, change.after])
        return
    life = Life.of(context, operation)
    step = life.changed()
    _succeeded(context, operation, step.exchange)
    seen, exchange = life.after()
    moved(operation.id, life.before()[0], seen, life.created().exchange, step.exchange, exchange)
    told = told_fields(step.sent, seen)
    if not told:
        msg = f"Reading shows none of the fields that {operation.id} changed."
        raise NotTested(msg)
    lost = lost_fields(step.sent, seen)
    expect(
        not lost,
        f"What {operation.id} changed, reading does not show.",
        expected=shown(lost, step.sent),
        seen=shown(lost, seen),
        exchanges=[step.exchange, exchange],
    )
    if operation.id == FORMED:
        formed, read = life.changed_in_form(), life.after_form()
        _succeeded(context, operation, formed.exchange)
        shows_what_was_sent(operation, formed.sent, read, [formed.exchange, read])


@laws.law("RES-06", requests=1, needs=_NEEDS)
def what_was_deleted_is_gone_for_readers(context: Context, operation: Operation) -> None:
    """Read after the deletion; the answer is 404."""
    life = _life_of_deleted(context, operation)
    exchange = life.read_after()
    _must_be(exchange, 404, f"What {operation.id} deleted can still be read.", [life.removed(), exchange])


@laws.law("RES-07", requests=2, needs=_NEEDS)
def what_was_deleted_is_gone_for_writers(context: Context, operation: Operation) -> None:
    """Delete once more after the deletion, and change where a change is offered; each answer is 404."""
    life = _life_of_deleted(context, operation)
    again = life.removed_after()
    _must_be(again, 404, f"What {operation.id} deleted can be deleted again.", [life.removed(), again])
    if life.resource.update is not None:
        change = life.changed_after()
        _must_be(change, 404, f"What {operation.id} deleted can still be changed.", [life.removed(), change])


@laws.law("RES-08", requests=1, needs=_NEEDS)
def lists_show_what_was_created(context: Context, operation: Operation) -> None:
    """List the kind right after the creation; the new one is there, once."""
    life = Life.of(context, operation)
    pages = life.listed()
    _must_be(pages[-1], 200, f"What {operation.id} makes cannot be listed.", pages)
    count = len(life.entries(pages))
    if not count and pages[-1].response.header("x-next-page"):
        msg = f"The list of what {operation.id} makes is too long to be looked through."
        raise NotTested(msg)
    expect(
        count == 1,
        f"The list shows what {operation.id} made {count} times.",
        expected="once",
        seen=f"{count} times",
        exchanges=[life.created().exchange, *pages],
    )
    names = [
        (item.get("id"), item.get("name"), item.get("key"), item.get("environment_scope"))
        for page in pages
        for item in page.response.items()
        if isinstance(item, dict)
    ]
    twice = sorted(name for name, count in Counter(map(str, names)).items() if count > 1)
    expect(
        not twice,
        f"The list of what {operation.id} makes shows an entry more than once.",
        expected="each once",
        seen=f"more than once: {', '.join(twice)}",
        exchanges=pages,
    )


@laws.law("RES-09", requests=1, needs=_NEEDS)
def lists_do_not_show_what_was_deleted(context: Context, operation: Operation) -> None:
    """List the kind after the deletion; it is not there, or, as a token may, it is there as revoked."""
    life = _life_of_deleted(context, operation)
    pages = life.listed_after()
    alive = [entry for entry in life.entries(pages) if entry.get("revoked") is not True]
    expect(
        not alive,
        f"The list still shows what {operation.id} deleted.",
        expected="no entry of it",
        seen=f"{len(alive)} entries of it",
        exchanges=[life.removed(), *pages],
    )


def answered_as_sent(context: Context, operation: Operation, sent: JsonObject, exchange: Exchange) -> None:
    """Raise Violation unless the exchange is a success whose answer shows the fields as they were sent."""
    _succeeded(context, operation, exchange)
    answer = exchange.response.object()
    lost = (*lost_fields(sent, answer), *_left_out(context, operation, sent, exchange))
    expect(
        not lost,
        f"{operation.id} answered other values than were sent.",
        expected=shown(lost, sent),
        seen=shown(lost, answer),
        exchanges=[exchange],
    )


def _left_out(context: Context, operation: Operation, sent: JsonObject, exchange: Exchange) -> list[str]:
    """Return the fields that were sent, that the contract gives the answer, and that it does not bear."""
    schema = context.contract.resolve(context.contract.response_schema(operation, exchange.response.status))
    documented = schema.get("properties")
    answer = exchange.response.object()
    return [name for name in sent if isinstance(documented, dict) and name in documented and name not in answer]


def shows_what_was_sent(operation: Operation, sent: JsonObject, reading: Exchange, exchanges: list[Exchange]) -> None:
    """Raise Violation unless the reading shows the fields as they were sent."""
    answer = reading.response.object()
    lost = [name for name, value in sent.items() if answer.get(name) != value]
    expect(
        not lost,
        f"What {operation.id} changed, reading does not show.",
        expected=shown(lost, sent),
        seen=shown(lost, answer),
        exchanges=exchanges,
    )


def _succeeded(context: Context, operation: Operation, exchange: Exchange) -> None:
    statuses = context.contract.success_statuses(operation)
    status = exchange.response.status
    expect(
        status in statuses,
        f"{operation.id} answered {status} to a valid request.",
        expected=f"status {' or '.join(map(str, statuses))}",
        seen=f"status {status}: {exchange.response.body[:200].decode(errors='replace')}",
        exchanges=[exchange],
    )


def _life_of_deleted(context: Context, operation: Operation) -> Life:
    if operation.id == "revoke_personal_access_token":
        msg = "A token is revoked by its own bot, which can ask nothing afterwards; AUTH-08 tries a revoked token."
        raise NotTested(msg)
    return Life.of(context, operation)


def _must_be(exchange: Exchange, status: int, summary: str, exchanges: list[Exchange] | tuple[Exchange, ...]) -> None:
    seen = exchange.response.status
    if seen >= 500:
        msg = f"{exchange.request.method} {exchange.request.path} was answered {seen}."
        raise Blocked(msg)
    expect(seen == status, summary, expected=f"status {status}", seen=f"status {seen}", exchanges=exchanges)


def _equal(made: JsonObject, read: Exchange, summary: str, exchanges: list[Exchange]) -> None:
    seen = read.response.object()
    names = differing(made, seen)
    if names:
        raise Violation(summary, expected=shown(names, made), seen=shown(names, seen), exchanges=exchanges)
