"""A link of the contract leads from an answer to the resource (SPEC-07)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from dataops_spec import Link, Operation

from dataops_conformance.context import Context
from dataops_conformance.exchange import Exchange
from dataops_conformance.law import Blocked, Laws, NotTested, expect
from dataops_conformance.laws.body.effects import effect
from dataops_conformance.laws.body.sending import path_values_of
from dataops_conformance.laws.res.life import Life
from dataops_conformance.laws.res.reading import reader, reading
from dataops_conformance.laws.telling import told
from dataops_conformance.sandbox.links import Arguments, follow

laws = Laws()


@laws.law("SPEC-07", requests=1)
def a_link_leads_on(context: Context, operation: Operation) -> None:
    """Follow each link to a reading once, from an answer of the run to something that is still there; it is found."""
    answer = _answer(context, operation)
    followed = 0
    for target, arguments in _leads(context, operation, answer):
        followed += 1
        known = context.sandbox.seen.readings(target, arguments.path, arguments.query)
        source, exchange = (answer, known[-1]) if known else _followed(context, operation, target, arguments, answer)
        expect(
            exchange.response.status == 200,
            f"The link from {operation.id} to {target.id} does not find the resource.",
            expected="status 200",
            seen=told(exchange),
            exchanges=[source, exchange],
        )
    if not followed:
        msg = f"The links of {operation.id} lead to changes alone, which other laws make."
        raise NotTested(msg)


def _followed(
    context: Context, operation: Operation, target: Operation, arguments: Arguments, answer: Exchange
) -> tuple[Exchange, Exchange]:
    """Return an answer and what its link led to: in the life of what the operation makes, which other laws read too."""
    resource = context.contract.resource_of(operation)
    if resource is not None and resource.create == operation and resource.get == target:
        life = Life.of(context, operation)
        with suppress(NotTested, Blocked):
            return life.thing().exchange, life.read()
    return answer, context.send(target, path=arguments.path, query=arguments.query)


def _leads(context: Context, operation: Operation, answer: Exchange) -> Iterator[tuple[Operation, Arguments]]:
    body = answer.response.object()
    for link in operation.links:
        target = context.contract.operation(link.operation_id)
        # A job has artifacts only if it left some.
        absent = target.id == "download_job_artifacts" and not isinstance(body.get("artifacts_file"), dict)
        if target.method != "GET" or absent or reader(context, target) != "default" or not _applies(link, answer):
            continue
        arguments = follow(link, target, dict(body), path_values_of(operation, answer))
        expect(
            arguments is not None,
            f"The answer of {operation.id} has not what its link {link.name} wants.",
            expected=", ".join(link.parameters.values()),
            seen=told(answer),
            exchanges=[answer],
        )
        if arguments is not None:
            yield target, arguments


def _applies(link: Link, answer: Exchange) -> bool:
    return link.status == str(answer.response.status)


def _answer(context: Context, operation: Operation) -> Exchange:
    """Return an answer of the operation about something that is still there."""
    if operation.method == "GET":
        return reading(context, operation)
    resource = context.contract.resource_of(operation)
    if resource is not None and resource.create.id == operation.id:
        # What nothing deletes is still there.
        made = context.sandbox.seen.success(operation) if resource.delete is None else None
        return made or context.sandbox.thing(operation.id).exchange
    if operation.method == "PUT":
        return effect(context, operation, "multipart/form-data").exchange
    known = context.sandbox.seen.success(operation)
    if known is None:
        msg = f"No request of this run for {operation.id} succeeded."
        raise NotTested(msg)
    return known
