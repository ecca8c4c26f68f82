"""One resource by each of its names, and HEAD and GET of it (RES-10, RES-11, RES-18, RES-19)."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from urllib.parse import quote

from dataops_spec import Operation

from dataops_conformance.context import Context
from dataops_conformance.exchange import Exchange, JsonValue, Response
from dataops_conformance.law import Blocked, Laws, NotTested, expect
from dataops_conformance.laws.res.compare import differing, shown
from dataops_conformance.laws.res.life import Life
from dataops_conformance.laws.res.reading import (
    arguments_of,
    latest,
    read_again,
    reader,
    reading,
    repeat,
    same_answer,
)
from dataops_conformance.laws.telling import told

laws = Laws()
_ID_OR_PATH = "#/components/schemas/IdOrPath"
# HEAD answers with these as GET does; the others are of the moment or of the transfer.
_SHARED_HEADERS = (
    "content-type",
    "x-page",
    "x-per-page",
    "x-total",
    "x-total-pages",
    "x-next-page",
    "x-prev-page",
    "link",
)


@laws.law("RES-10", requests=1)
def by_id_and_by_path_are_the_same(context: Context, operation: Operation) -> None:
    """Read by the URL-encoded full path what was read by its numeric id; the two bodies are equal byte for byte."""
    first, second = _by_id_and_by_path(context, operation)
    if _differs(first, second):
        # It may have changed since, or been deleted: what it is now decides.
        first = repeat(context, operation, first)
    expect(
        not _differs(first, second),
        f"{operation.id} answers otherwise by path than by id.",
        expected=told(first),
        seen=told(second),
        exchanges=[first, second],
    )


@laws.law("RES-11", requests=1)
def head_answers_as_get(context: Context, operation: Operation) -> None:
    """Send HEAD where GET was answered; status, content type and page headers are those of GET, without a body."""
    got = latest(context, operation)
    head = repeat(context, operation, got, method="HEAD")
    if _head_of(got.response) != _head_of(head.response):
        got = repeat(context, operation, got)
    expect(
        _head_of(got.response) == _head_of(head.response),
        f"HEAD answers otherwise than GET for {operation.id}.",
        expected=str(_head_of(got.response)),
        seen=str(_head_of(head.response)),
        exchanges=[got, head],
    )
    expect(
        not head.response.body,
        f"HEAD answers with a body for {operation.id}.",
        expected="no body",
        seen=f"{len(head.response.body)} bytes",
        exchanges=[head],
    )


@laws.law("RES-18", requests=1)
def reading_changes_nothing(context: Context, operation: Operation) -> None:
    """Compare two readings that the run has made anyway, by id and by path among them, or else a reading with a second
    one; they are the same but for the moment.
    """
    if any(not _differs(kept[-2], kept[-1]) for kept in context.sandbox.seen.latest(operation) if len(kept) > 1):
        return
    if not _differs(*_two_readings(context, operation)):
        return
    third, fourth = read_again(context, operation), read_again(context, operation)
    expect(
        not _differs(third, fourth),
        f"A second reading by {operation.id} answers otherwise than the first.",
        expected=told(third),
        seen=told(fourth),
        exchanges=[third, fourth],
    )


def _two_readings(context: Context, operation: Operation) -> tuple[Exchange, Exchange]:
    if any(item.name == "id" and item.schema.get("$ref") == _ID_OR_PATH for item in operation.path_parameters):
        with suppress(NotTested):
            return _by_id_and_by_path(context, operation)
    first = latest(context, operation)
    return first, repeat(context, operation, first)


@laws.law("RES-19", requests=1)
def a_list_entry_is_the_resource(context: Context, operation: Operation) -> None:
    """Compare the entry of a resource of the run with the resource itself, or else read the first entry of the list by
    itself; the fields that both bear are equal, those of the moment aside. Where they differ, list and read anew.
    """
    item = _item_of(context, operation)
    life = _life(context, operation, item)
    if life is not None:
        entry = next(iter(life.entries(life.listed())), None)
        if entry is not None and not differing(entry, life.read().response.object()):
            return
    _ensure_one(context, operation)
    _entry_is_the_resource(context, operation, item, read_again(context, operation))


def _life(context: Context, listing: Operation, item: Operation) -> Life | None:
    """Return the life of a resource that the list shows and the operation reads, None where the run leads none."""
    resource = context.contract.resource_of(item)
    if context.settings.read_only or resource is None or resource.get != item:
        return None
    life = Life.of(context, item)
    try:
        ready = life.list == listing and life.read().response.status == 200
    except (NotTested, Blocked):
        return None
    return life if ready else None


def _entry_is_the_resource(context: Context, operation: Operation, item: Operation, listed: Exchange) -> None:
    entry = next((entry for entry in listed.response.items() if isinstance(entry, dict)), None)
    if entry is None:
        msg = f"{operation.id} shows nothing."
        raise NotTested(msg)
    exchange = _read_entry(context, operation, item, entry)
    expect(
        exchange.response.status == 200,
        f"An entry of {operation.id} cannot be read by {item.id}.",
        expected="status 200",
        seen=told(exchange),
        exchanges=[listed, exchange],
    )
    seen = exchange.response.object()
    names = differing(entry, seen)
    expect(
        not names,
        f"An entry of {operation.id} is not what {item.id} answers.",
        expected=shown(names, entry),
        seen=shown(names, seen),
        exchanges=[listed, exchange],
    )


def _read_entry(context: Context, listing: Operation, item: Operation, entry: Mapping[str, JsonValue]) -> Exchange:
    name = item.path.rpartition("{")[2].rstrip("}")
    value = entry.get({"branch": "name", "key": "key"}.get(name, "id"))
    if not isinstance(value, str | int):
        msg = f"An entry of {listing.id} has no {name} to read it by."
        raise NotTested(msg)
    scope = entry.get("environment_scope")
    known = {parameter.name for parameter in item.query_parameters}
    narrowing = "filter[environment_scope]"
    query = {narrowing: str(scope)} if narrowing in known and isinstance(scope, str) else {}
    return context.send(item, path={**arguments_of(context, listing).path, name: value}, query=query)


def _item_of(context: Context, listing: Operation) -> Operation:
    for operation in context.contract.operations:
        above, _, last = operation.path.rpartition("/")
        if operation.method == "GET" and above == listing.path and last.startswith("{"):
            return operation
    msg = f"No operation reads one entry of {listing.id}."
    raise NotTested(msg)


def _ensure_one(context: Context, listing: Operation) -> None:
    """See that the list has an entry, where the run may make one."""
    for resource in context.contract.resources:
        if resource.list is not None and resource.list.id == listing.id and not context.settings.read_only:
            context.sandbox.thing(resource.create.id)
            return
    if listing.id in {"list_pipelines", "list_project_jobs"} and not context.settings.read_only:
        context.sandbox.pipeline()


def _by_id_and_by_path(context: Context, operation: Operation) -> tuple[Exchange, Exchange]:
    """Return a reading by id of what is there, and one by path; both once in the run."""
    return context.once(f"by id and by path by {operation.id}", lambda: _read_by_both(context, operation))


def _read_by_both(context: Context, operation: Operation) -> tuple[Exchange, Exchange]:
    for kept in context.sandbox.seen.latest(operation):
        second = _read_by_path(context, operation, kept[-1])
        if second is not None and second.response.status == 200:
            return kept[-1], second
        if second is not None:
            break
    # What was read before may be gone, or its full path not known.
    first = reading(context, operation)
    second = _read_by_path(context, operation, first)
    if second is None:
        msg = f"The full path of what {first.request.path} names is not known."
        raise NotTested(msg)
    return first, second


def _read_by_path(context: Context, operation: Operation, first: Exchange) -> Exchange | None:
    """Read what was read by id by its full path; None where that is not known."""
    _, collection, identifier, *below = first.request.path.split("/")
    path = context.sandbox.seen.full_path(collection, int(identifier)) if identifier.isdigit() else None
    if path is None:
        return None
    place = "/".join(("", collection, quote(path, safe=""), *below))
    return context.send(operation, raw_path=place, query=first.request.query, credential=reader(context, operation))


def _differs(first: Exchange, second: Exchange) -> bool:
    return first.response.status != second.response.status or not same_answer(first, second)


def _head_of(response: Response) -> tuple[str, ...]:
    return (str(response.status), *(response.header(name) or "" for name in _SHARED_HEADERS))
