"""One resource by each of its names, and HEAD and GET of it (RES-10, RES-11, RES-18, RES-19)."""

from __future__ import annotations

from collections.abc import Mapping

from dataops_spec import Operation

from dataops_conformance.context import Context
from dataops_conformance.exchange import Exchange, JsonValue, Response
from dataops_conformance.law import Laws, NotTested, Violation, expect
from dataops_conformance.laws.res.compare import differing, shown
from dataops_conformance.laws.res.reading import arguments_of, read_again, reader, reading, readings, same_answer
from dataops_conformance.laws.telling import told
from dataops_conformance.sandbox.links import item_path

laws = Laws()
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
    """Read by the numeric id and by the URL-encoded full path; the two bodies are equal byte for byte."""
    if operation.method != "GET":
        msg = f"The address is tried by reading; {operation.id} changes something."
        raise NotTested(msg)
    first = reading(context, operation)
    second = _by_path(context, operation)
    if _differs(first, second) and not _differs(read_again(context, operation), second):
        return
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
    where = arguments_of(context, operation)
    got = reading(context, operation)
    head = context.send(
        operation, path=where.path, query=where.query, method="HEAD", credential=reader(context, operation)
    )
    if _head_of(got.response) != _head_of(head.response):
        got = read_again(context, operation)
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
    """Compare two readings, the second by path where the run made but one; they are the same but for the moment."""
    first = reading(context, operation)
    known = readings(context, operation)
    if len(known) > 1:
        first, second = known[-2:]
    elif _can_be_by_path(context, operation):
        second = _by_path(context, operation)
    else:
        second = read_again(context, operation)
    if not _differs(first, second):
        return
    third, fourth = read_again(context, operation), read_again(context, operation)
    expect(
        not _differs(third, fourth),
        f"A second reading by {operation.id} answers otherwise than the first.",
        expected=told(third),
        seen=told(fourth),
        exchanges=[third, fourth],
    )


@laws.law("RES-19", requests=1)
def a_list_entry_is_the_resource(context: Context, operation: Operation) -> None:
    """Read the first entry of the list by itself; the fields that both bear are equal, those of the moment aside."""
    item = _item_of(context, operation)
    _ensure_one(context, operation)
    known = [one for one in readings(context, operation) if one.response.items()]
    try:
        _entry_is_the_resource(context, operation, item, known[-1] if known else read_again(context, operation))
    except Violation:
        # What was listed may have been changed or deleted since.
        if not known:
            raise
        _entry_is_the_resource(context, operation, item, read_again(context, operation))


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


def _by_path(context: Context, operation: Operation) -> Exchange:
    return context.once(f"reading by path of {operation.id}", lambda: _read_by_path(context, operation))


def _read_by_path(context: Context, operation: Operation) -> Exchange:
    where = arguments_of(context, operation)
    values = {**where.path, "id": _full_path(context, operation)}
    return context.send(operation, path=values, query=where.query, credential=reader(context, operation))


def _full_path(context: Context, operation: Operation) -> str:
    sandbox = context.sandbox
    if operation.path.startswith("/projects/{id}"):
        owner = arguments_of(context, operation).path.get("id")
        project = sandbox.project()
        path = project.text("path_with_namespace") if owner == project.id else ""
    elif operation.path.startswith("/groups/{id}"):
        path = sandbox.group().text("full_path")
    else:
        namespace = sandbox.project().data.get("namespace")
        found = namespace.get("full_path") if isinstance(namespace, dict) else None
        path = found if isinstance(found, str) else ""
    if not path:
        place = item_path(operation.path, arguments_of(context, operation).path)
        msg = f"The full path of what {place} names is not known."
        raise NotTested(msg)
    return path


def _can_be_by_path(context: Context, operation: Operation) -> bool:
    ids = (item.schema for item in operation.path_parameters if item.name == "id")
    if not any(schema.get("$ref") == "#/components/schemas/IdOrPath" for schema in ids):
        return False
    try:
        return bool(_full_path(context, operation))
    except NotTested:
        return False


def _differs(first: Exchange, second: Exchange) -> bool:
    return first.response.status != second.response.status or not same_answer(first, second)


def _head_of(response: Response) -> tuple[str, ...]:
    return (str(response.status), *(response.header(name) or "" for name in _SHARED_HEADERS))
