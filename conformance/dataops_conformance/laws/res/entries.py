"""A list's entry is the resource itself (RES-19)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import unquote

from dataops_spec import Operation

from dataops_conformance.context import Context
from dataops_conformance.exchange import Exchange, JsonValue
from dataops_conformance.law import Laws, NotTested, expect
from dataops_conformance.laws.res.compare import differing, shown
from dataops_conformance.laws.res.reading import LATE, entries_by_id, read_again, repeat
from dataops_conformance.laws.telling import told
from dataops_conformance.target.tracking import path_values

laws = Laws()
# What a job or a pipeline has come to for good, unless it is retried.
_LASTING = frozenset({"success", "failed", "skipped", "canceled"})
# The status that servers spell in two ways.
_SPELT_TWICE = "canceled"
# The field of an entry that the path of the resource ends with, where that is not its id.
_FIELDS: Mapping[str, str] = MappingProxyType({"branch": "name", "key": "key"})


@laws.law("RES-19", requests=1, order=LATE)
def a_list_entry_is_the_resource(context: Context, operation: Operation) -> None:
    """Compare an entry of a list with the resource itself, as the run has seen both, or else read an entry of a list
    that the run has seen by itself; the fields that both bear are equal, those of the moment aside, among them the
    status of what has not ended. Where they differ, list and read anew.
    """
    item = _item_of(context, operation)
    agreed: list[JsonValue] = []
    for entry, listed, read in _pairs(context, operation, item):
        if _differing(entry, read.response.object()):
            # One of the two may be of before a change: what both are now decides.
            _still_equal(context, operation, item, listed, read)
        # Of what has not ended the status may be another by the next reading, so that it shows nothing.
        if "status" not in entry or entry["status"] == _SPELT_TWICE:
            agreed.append(entry.get("name"))
    # The default branch differs from all others; it is read by itself.
    if agreed and (operation.id != "list_branches" or context.sandbox.default_branch() in agreed):
        return
    page = _page_at_hand(context, operation, item)
    if page is None:
        _ensure_one(context, operation)
        page = read_again(context, operation)
    _entry_is_the_resource(context, operation, item, page, is_agreed=bool(agreed))


def _page_at_hand(context: Context, listing: Operation, item: Operation) -> Exchange | None:
    """Return a page that the run has seen, with entries that it has not deleted since: one with an entry whose status
    tells most where there is such, and of a list that the run has not changed since.
    """
    seen = context.sandbox.seen
    pages = [page for kept in seen.by_place(listing) for page in kept if _left(context, item, page)]
    pages = sorted(pages, key=lambda page: (not seen.is_current(page), -page.number))
    if listing.id == "list_branches":
        # One that shows the default branch too, which differs from all others.
        named = context.sandbox.default_branch()
        pages = [page for page in pages if any(entry.get("name") == named for entry in _objects(page))]
    return min(pages, key=lambda page: min(map(_standing, _left(context, item, page))), default=None)


def _standing(entry: Mapping[str, JsonValue]) -> tuple[bool, bool]:
    """Return what puts the entry first whose status tells most."""
    return entry.get("status") != _SPELT_TWICE, entry.get("status") not in _LASTING


def _pairs(
    context: Context, listing: Operation, item: Operation
) -> list[tuple[Mapping[str, JsonValue], Exchange, Exchange]]:
    """Return the entries that the run has also read by themselves, with the last list and the last reading of each."""
    seen = context.sandbox.seen
    pages = [page for kept in seen.by_place(listing) for page in kept]
    found: list[tuple[Mapping[str, JsonValue], Exchange, Exchange]] = []
    for readings in seen.by_place(item):
        read = readings[-1]
        above, _, name = seen.by_id(read.request.path).rpartition("/")
        shown_in = [page for page in pages if seen.by_id(page.request.path) == above]
        for page in sorted(shown_in, key=lambda page: -page.number):
            entry = entries_by_id(page).get(_number_or_name(unquote(name)))
            if entry is not None and read.response.object():
                found.append((entry, page, read))
                break
    return found


def _still_equal(context: Context, listing: Operation, item: Operation, listed: Exchange, read: Exchange) -> None:
    """Raise Violation where list and resource differ when both are asked for anew; one that is gone tells nothing."""
    name = _number_or_name(unquote(read.request.path.rpartition("/")[2]))
    page, single = repeat(context, listing, listed), repeat(context, item, read)
    entry = entries_by_id(page).get(name)
    if entry is None or single.response.status != 200:
        return
    names = _differing(entry, single.response.object())
    expect(
        not names,
        f"An entry of {listing.id} is not what {item.id} answers.",
        expected=shown(names, entry),
        seen=shown(names, single.response.object()),
        exchanges=[page, single],
    )


def _differing(entry: Mapping[str, JsonValue], read: Mapping[str, JsonValue]) -> tuple[str, ...]:
    """Return the fields that differ; the status is one of them where the entry has ended, which nothing takes back."""
    names = differing(entry, read)
    has_moved = entry.get("status") in _LASTING and "status" in read and entry["status"] != read["status"]
    return (*names, "status") if has_moved else names


def _number_or_name(text: str) -> int | str:
    return int(text) if text.isascii() and text.isdigit() else text


def _entry_is_the_resource(
    context: Context, operation: Operation, item: Operation, listed: Exchange, *, is_agreed: bool
) -> None:
    """Read an entry by itself, and the default branch; that alone where another was seen to agree."""
    entries = _left(context, item, listed)
    if not entries:
        msg = f"{operation.id} shows nothing."
        raise NotTested(msg)
    chosen = sorted(entries, key=_standing)[:1]
    if operation.id == "list_branches":
        named = context.sandbox.default_branch()
        default = [entry for entry in entries if entry.get("name") == named]
        others = [] if is_agreed and default else [entry for entry in chosen if entry not in default]
        chosen = [*others, *default]
    for entry in chosen:
        exchange = _read_entry(context, operation, item, listed, entry)
        if exchange.response.status == 200 and not _differing(entry, exchange.response.object()):
            continue
        # It may have been changed or deleted since it was listed.
        anew = repeat(context, operation, listed)
        entry_now = next((each for each in _objects(anew) if _identity(each) == _identity(entry)), None)
        if entry_now is not None:
            _is_the_resource(context, operation, item, anew, entry_now)


def _is_the_resource(
    context: Context, operation: Operation, item: Operation, listed: Exchange, entry: Mapping[str, JsonValue]
) -> None:
    exchange = _read_entry(context, operation, item, listed, entry)
    expect(
        exchange.response.status == 200,
        f"An entry of {operation.id} cannot be read by {item.id}.",
        expected="status 200",
        seen=told(exchange),
        exchanges=[listed, exchange],
    )
    seen = exchange.response.object()
    names = _differing(entry, seen)
    expect(
        not names,
        f"An entry of {operation.id} is not what {item.id} answers.",
        expected=shown(names, entry),
        seen=shown(names, seen),
        exchanges=[listed, exchange],
    )


def _read_entry(
    context: Context, listing: Operation, item: Operation, listed: Exchange, entry: Mapping[str, JsonValue]
) -> Exchange:
    name = _last_name(item)
    value = entry.get(_FIELDS.get(name, "id"))
    if not isinstance(value, str | int):
        msg = f"An entry of {listing.id} has no {name} to read it by."
        raise NotTested(msg)
    scope = entry.get("environment_scope")
    known = {parameter.name for parameter in item.query_parameters}
    narrowing = "filter[environment_scope]"
    query = {narrowing: str(scope)} if narrowing in known and isinstance(scope, str) else {}
    return context.send(item, path={**path_values(listing.path, listed.request.path), name: value}, query=query)


def _left(context: Context, item: Operation, listed: Exchange) -> list[Mapping[str, JsonValue]]:
    """Return the entries of a page that the run has not deleted since."""
    field = _FIELDS.get(_last_name(item), "id")
    return [
        entry
        for entry in _objects(listed)
        if not context.sandbox.seen.is_deleted_since(f"{listed.request.path}/{entry.get(field)}", listed)
    ]


def _last_name(item: Operation) -> str:
    return item.path.rpartition("{")[2].rstrip("}")


def _objects(listed: Exchange) -> list[Mapping[str, JsonValue]]:
    return [entry for entry in listed.response.items() if isinstance(entry, dict)]


def _identity(entry: Mapping[str, JsonValue]) -> tuple[JsonValue, ...]:
    return tuple(entry.get(name) for name in ("id", "name", "key", "environment_scope"))


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
