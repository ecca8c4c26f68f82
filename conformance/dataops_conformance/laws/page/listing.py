"""One list of the server, looked at from every side: by default, whole, and page by page. Each look is taken once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dataops_conformance.exchange import Exchange, JsonObject, JsonValue, MediaType
from dataops_conformance.law import Blocked, NotTested, Violation
from dataops_conformance.laws.body.effects import effect
from dataops_conformance.laws.page.reading import identities, links, pages_of
from dataops_conformance.laws.rate.headers import number
from dataops_conformance.laws.res.life import EXCLUSIVE
from dataops_conformance.laws.telling import told

if TYPE_CHECKING:
    from dataops_spec import Operation, Parameter

    from dataops_conformance.context import Context

MOST = 100
"""How many items a page holds at most."""

OVER = 150
"""What is asked for to see that it is served as `MOST`."""

_WALKED = 4  # Pages that are walked from the first; of a longer list, the last page besides.
_WIDEST = 20
_ENOUGH = 3
# The lists that items are made for in the run's own project or group, and how many are enough; there is one other user.
_FILLED: Mapping[str, int] = {
    "list_branches": _ENOUGH,
    "list_group_access_tokens": _ENOUGH,
    "list_job_token_allowlist": 2,
    "list_pipeline_schedules": _ENOUGH,
    "list_pipeline_triggers": _ENOUGH,
    "list_project_access_tokens": _ENOUGH,
    "list_project_members": 2,
    "list_project_variables": _ENOUGH,
}
_FORMS: tuple[MediaType, ...] = ("multipart/form-data", "application/x-www-form-urlencoded")
# What every second item that is made is like, so that a filter has something to leave out; such lists are filled first.
_VARIED: Mapping[str, JsonObject] = {"list_pipeline_schedules": {"active": False}}


@dataclass(frozen=True, slots=True)
class Place:
    """Where to list: the path's parameters, the query that every look bears, and the first page without page
    parameters.
    """

    path: Mapping[str, str | int]
    query: Mapping[str, str]
    default: Exchange


@dataclass(frozen=True, slots=True)
class Walk:
    """A list looked at whole and page by page.

    `whole` was asked for with `per_page` above 100. `pages` are the first pages of `size`, each reached by the link of
    the one before where `linked` says so. `last` is the last page where it is not among them. `items` are the
    identities of the whole list in order; None where it does not fit a page of 100.
    """

    place: Place
    whole: Exchange
    size: int
    pages: tuple[Exchange, ...]
    linked: tuple[bool, ...]
    last: Exchange | None
    items: tuple[str, ...] | None

    @property
    def count(self) -> int | None:
        """The number of pages of `size`; None where it is not known."""
        return None if self.items is None else max(1, pages_of(len(self.items), self.size))


def place(ctx: Context, operation: Operation) -> Place:
    """Return where to list, a place with three items or more where there is one; once in the run.

    In the run's own project or group, items are made where there are too few.
    """
    return ctx.once(f"a place for {operation.id}", lambda: _find_place(ctx, operation))


def _find_place(ctx: Context, operation: Operation) -> Place:
    query = steady_query(ctx, operation)
    best: Place | None = None
    for path in _paths(ctx, operation):
        found = Place(path, query, ctx.send(operation, path=path, query=query))
        if found.default.response.status == 200 and (len(_items(found)) < _ENOUGH or operation.id in _VARIED):
            found = _filled(ctx, operation, found)
        if found.default.response.status != 200:
            continue
        if len(_items(found)) >= _ENOUGH:
            return found
        best = found if best is None or len(_items(found)) >= len(_items(best)) else best
    if best is None:
        msg = f"No list was found that {operation.id} answers."
        raise Blocked(msg)
    return best


def _items(found: Place) -> list[JsonValue]:
    return list(found.default.response.items())


def _paths(ctx: Context, operation: Operation) -> Iterator[Mapping[str, str | int]]:
    """Yield the paths to list at: in the sandbox that the run was given, then where the run's own things are."""
    names = [parameter.name for parameter in operation.path_parameters]
    given = ctx.settings.group if operation.path.startswith("/groups/") else ctx.settings.project
    if names == ["id"] and given is not None and (ctx.settings.read_only or operation.id not in _VARIED):
        yield {"id": int(given) if given.isdigit() else given}
    yield ctx.sandbox.path_values(operation) if names else {}


def _filled(ctx: Context, operation: Operation, found: Place) -> Place:
    """Make items until there are enough to page through, where the list is the run's own."""
    resource = ctx.contract.resource_of(operation)
    wanted = max(_FILLED.get(operation.id, 0) - len(_items(found)), 1 if operation.id in _VARIED else 0)
    if ctx.settings.read_only or resource is None or wanted < 1 or not _is_own(ctx, operation, found):
        return found
    for index in range(wanted):
        varied = {} if index % 2 else _VARIED.get(operation.id, {})
        try:
            with ctx.setup():
                _make_item(ctx, resource.create, found, varied)
        except (NotTested, Blocked):
            break
    return Place(found.path, found.query, ctx.send(operation, path=found.path, query=found.query))


def _make_item(ctx: Context, create: Operation, found: Place, varied: JsonObject) -> None:
    """Make an item: such as the laws of bodies will ask for, where they have not yet."""
    if create.id in EXCLUSIVE:
        ctx.sandbox.thing(create.id)
        return
    if not varied:
        for media_type in _FORMS:
            before = ctx.target.sent
            effect(ctx, create, media_type)
            if ctx.target.sent > before:
                return
    ctx.sandbox.make(create, path=found.path, body={**ctx.sandbox.body_for(create), **varied})


def _is_own(ctx: Context, operation: Operation, found: Place) -> bool:
    own = ctx.sandbox.group() if operation.path.startswith("/groups/") else ctx.sandbox.project()
    return own.own and str(found.path.get("id")) == str(own.id)


def steady_query(ctx: Context, operation: Operation) -> dict[str, str]:
    """Return query parameters that fix the order of the list and change nothing else, as far as it takes any."""
    known = {parameter.name: parameter for parameter in operation.query_parameters}
    if "order_by" in known and "id" in choices(ctx, known["order_by"]):
        return {"order_by": "id", "sort": "asc"} if "sort" in known else {"order_by": "id"}
    if "sort" in known:
        orders = choices(ctx, known["sort"])
        return {"sort": next((order for order in ("created_asc", "name_asc") if order in orders), orders[0])}
    neutral = {"top_level_only": "false", "include_retried": "true"}
    return {name: value for name, value in neutral.items() if name in known}


def choices(ctx: Context, parameter: Parameter) -> list[str]:
    """Return the values that the contract gives a parameter; none where it takes any."""
    values = ctx.contract.resolve(parameter.schema).get("enum")
    return [str(value) for value in values] if isinstance(values, list) else []


def whole(ctx: Context, operation: Operation) -> Exchange:
    """Return the list asked for with more than 100 items a page; once in the run."""
    found = place(ctx, operation)
    return ctx.once(f"{operation.id} by {OVER}", lambda: look(ctx, operation, found, per_page=OVER))


def look(ctx: Context, operation: Operation, found: Place, **query: str | int) -> Exchange:
    """List at the place with the query besides its own."""
    return ctx.send(operation, path=found.path, query={**found.query, **query})


def walk(ctx: Context, operation: Operation) -> Walk:
    """Walk the list; once in the run.

    Raises NotTested where it has fewer than two items.
    """
    return ctx.once(f"a walk of {operation.id}", lambda: _walk(ctx, operation, whole(ctx, operation)))


def settled(ctx: Context, operation: Operation, judge: Callable[[Walk], None]) -> None:
    """Let `judge` look at the walk; where it finds a violation, at a second one, as the list may have changed."""
    first = walk(ctx, operation)
    try:
        judge(first)
    except Violation:
        judge(ctx.once(f"a second walk of {operation.id}", lambda: _walk_again(ctx, operation, first.place)))


def _walk_again(ctx: Context, operation: Operation, found: Place) -> Walk:
    return _walk(ctx, operation, look(ctx, operation, found, per_page=OVER))


def _walk(ctx: Context, operation: Operation, everything: Exchange) -> Walk:
    found, names = place(ctx, operation), identities(everything)
    if len(names) < 2:
        msg = f"The list has {len(names)} items, too few to tell pages apart."
        raise NotTested(msg)
    complete = len(names) < MOST or len(names) > MOST or _says_complete(everything)
    size = page_size(len(names)) if complete else _WIDEST
    pages, linked = [look(ctx, operation, found, page=1, per_page=size)], [False]
    while len(pages) < _WALKED and _goes_on(pages, names, size, complete=complete):
        following = links(pages[-1].response).get("next")
        if following is None:
            pages.append(look(ctx, operation, found, page=len(pages) + 1, per_page=size))
        else:
            pages.append(ctx.send(operation, path=found.path, query=following.query))
        linked.append(following is not None)
    last = None if complete else _last_page(ctx, operation, found, pages[-1], size)
    return Walk(found, everything, size, tuple(pages), tuple(linked), last, tuple(names) if complete else None)


def _says_complete(everything: Exchange) -> bool:
    return not everything.response.header("x-next-page") and "next" not in links(everything.response)


def _goes_on(pages: list[Exchange], names: list[str], size: int, *, complete: bool) -> bool:
    if pages[-1].response.status != 200:
        msg = f"A page is answered {told(pages[-1])}."
        raise Blocked(msg)
    return not complete or len(pages) < pages_of(len(names), size)


def _last_page(ctx: Context, operation: Operation, found: Place, page: Exchange, size: int) -> Exchange | None:
    count = number(page.response, "x-total-pages")
    return None if count is None or count <= _WALKED else look(ctx, operation, found, page=count, per_page=size)


def page_size(items: int) -> int:
    """Return a size that makes three pages or four of a list, the last one shorter where that can be."""
    half = max(1, (items - 1) // 2)
    return next(
        (size for size in (half, half - 1) if size > 1 and items % size and pages_of(items, size) <= _WALKED), half
    )
