"""Requests that keep their schemas (SPEC-05)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dataops_spec import Operation, Parameter
from hypothesis import strategies as st

from dataops_conformance.context import Context
from dataops_conformance.exchange import Exchange, JsonValue
from dataops_conformance.law import Laws, NotTested, expect
from dataops_conformance.laws.body.effects import effect
from dataops_conformance.laws.body.full import FORMS, full_form, full_in_json
from dataops_conformance.laws.res.life import Life
from dataops_conformance.laws.res.reading import arguments_of, reader, repeat
from dataops_conformance.laws.spec.wire_validity import breaks_as_query, is_ordinary_query, item_schema, texts_of
from dataops_conformance.laws.telling import told
from dataops_conformance.sandbox.strategies import values_of
from dataops_conformance.settings import NEEDS

laws = Laws()
_REFUSED_AS_INVALID = frozenset({400, 406, 415})
# Parameters whose values a schema alone does not settle: they name what must exist, or go together with others.
SETTLED_ELSEWHERE = frozenset({
    "page", "per_page", "pagination", "ref", "sha", "regex", "branch", "start_branch", "commit_message",
    "author_email", "author_name", "user_id", "filter[environment_scope]",
})  # fmt: skip
_PAGING = frozenset({"page", "per_page"})
_MOST_PARAMETERS = 6
# It is enough that all but one in so many parameters were borne by other requests.
_SHARE = 3
# After the laws that list with filters and orders, and before those that use things up.
_AFTER_LISTS = 5


@laws.law("SPEC-05", requests=0, order=_AFTER_LISTS)
def a_valid_request_is_not_refused_as_invalid(context: Context, operation: Operation) -> None:
    """Send a request that is drawn from the operation's schemas, its meaning pinned; the answer is not 400, 406 or 415.

    A body bears every optional field. Where a request of the run with such parameters succeeded, or nothing can be
    drawn and one succeeded, that shows it. A request that another rule sent and that was refused so is sent again.
    """
    exchange = _refused_again(context, operation) or _valid_request(context, operation)
    expect(
        exchange.response.status not in _REFUSED_AS_INVALID,
        f"{operation.id} refused a request that keeps the contract.",
        expected="any answer but 400, 406 and 415",
        seen=told(exchange),
        exchanges=[exchange],
    )


def _refused_again(context: Context, operation: Operation) -> Exchange | None:
    """Return the answer to a reading of the run that was refused as invalid though each of its parameters keeps its
    schema and means what it says alone, sent again; None where there is no such.
    """
    seen = context.sandbox.seen
    places = {seen.by_id(kept[-1].request.path) for kept in seen.latest(operation)}
    for refused in seen.refused(operation):
        request = refused.request
        if refused.response.status not in _REFUSED_AS_INVALID or request.credential != NEEDS["token"]:
            continue
        if seen.by_id(request.path) in places and _keeps_its_schemas(context, operation, request.query):
            return repeat(context, operation, refused)
    return None


def _keeps_its_schemas(context: Context, operation: Operation, query: Sequence[tuple[str, str]]) -> bool:
    known = {item.name: item for item in operation.query_parameters}
    if not {item.name for item in operation.query_parameters if item.required} < {name for name, _ in query}:
        return False
    return all(
        name in known
        and (name in _PAGING or name not in SETTLED_ELSEWHERE)
        and not breaks_as_query(context.contract, known[name], text)
        and is_ordinary_query(context.contract, known[name], text)
        for name, text in query
    )


def _valid_request(context: Context, operation: Operation) -> Exchange:
    if operation.body is not None and not context.settings.read_only:
        return _valid_body(context, operation)
    free = _left(context, operation) if operation.is_safe else ()
    known = context.sandbox.seen.success(operation)
    if not free and known is not None:
        return known
    resource = context.contract.resource_of(operation)
    if resource is not None and resource.delete == operation and not context.settings.read_only:
        return Life.of(context, operation).removed()
    if not operation.is_safe:
        msg = f"No request of this run for {operation.id} succeeded, and none is made for this rule alone."
        raise NotTested(msg)
    query = _valid_query(context, operation, free) if free else {}
    where = arguments_of(context, operation)
    return context.send(
        operation, path=where.path, query=[*where.query.items(), *_pairs(query)], credential=reader(context, operation)
    )


def _valid_body(context: Context, operation: Operation) -> Exchange:
    """Return the answer to a body with every optional field: in a form, and in JSON too where a form is refused."""
    seen: Exchange | None = None
    for media_type in FORMS:
        form = full_form(context, operation, media_type)
        if form is None:
            continue
        if form.effect.exchange.response.status in _REFUSED_AS_INVALID:
            return full_in_json(context, operation, media_type).exchange
        seen = form.effect.exchange
    known = seen or context.sandbox.seen.success(operation)
    return known or effect(context, operation, "application/json").exchange


def _left(context: Context, operation: Operation) -> tuple[Parameter, ...]:
    """Return the parameters that no successful reading of the run bore; none where it bore most, and all with enums."""
    free = [item for item in operation.query_parameters if item.name not in SETTLED_ELSEWHERE]
    borne = {
        name
        for kept in context.sandbox.seen.latest(operation)
        for exchange in kept
        for name, _ in exchange.request.query
    }
    left = tuple(item for item in free if item.name not in borne)
    is_enough = len(left) * _SHARE <= len(free) and not any(
        "enum" in item_schema(context.contract, item) for item in left
    )
    return () if is_enough and context.sandbox.seen.success(operation) is not None else left


def _valid_query(context: Context, operation: Operation, free: tuple[Parameter, ...]) -> dict[str, JsonValue]:
    """Return a few of the parameters, drawn."""
    resolve = context.contract.resolve
    chosen: dict[str, JsonValue] = {}
    for item in free[:_MOST_PARAMETERS]:
        value = context.draw(values_of(item_schema(context.contract, item), resolve), f"{item.name} of {operation.id}")
        if not breaks_as_query(context.contract, item, value) and is_ordinary_query(context.contract, item, value):
            chosen[item.name] = value
    # One of a few words is what a server most likely knows wrongly: one such parameter is in every request.
    worded = [item for item in free if item.name not in chosen and "enum" in item_schema(context.contract, item)]
    if worded:
        item = context.draw(st.sampled_from(worded), f"worded parameter of {operation.id}")
        words = values_of(item_schema(context.contract, item), resolve)
        chosen[item.name] = context.draw(words, f"{item.name} of {operation.id}")
    return chosen | _sorted_in_turn(context, operation)


def _sorted_in_turn(context: Context, operation: Operation) -> dict[str, JsonValue]:
    """Return a direction to sort in, each list the next one, so that a few of them see every direction taken."""
    lists = [item for item in context.contract.operations if "sort" in {query.name for query in item.query_parameters}]
    if operation not in lists:
        return {}
    sort = next(item for item in operation.query_parameters if item.name == "sort")
    directions = item_schema(context.contract, sort).get("enum")
    if not isinstance(directions, list):
        return {}
    return {"sort": directions[(lists.index(operation) + context.settings.seed) % len(directions)]}


def _pairs(query: dict[str, JsonValue]) -> Iterator[tuple[str, str]]:
    for name, value in query.items():
        for text in texts_of(value):
            yield name, text
