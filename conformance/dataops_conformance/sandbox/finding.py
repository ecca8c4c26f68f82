"""Find a thing by listing, where nothing may be made: the first entry of the first page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from dataops_spec import Operation

from dataops_conformance.contract import Contract
from dataops_conformance.exchange import Exchange, JsonObject
from dataops_conformance.law import NotTested
from dataops_conformance.sandbox.links import item_path
from dataops_conformance.sandbox.made import Made
from dataops_conformance.sandbox.making import item_template, own_links

if TYPE_CHECKING:
    from dataops_conformance.context import Context
    from dataops_conformance.sandbox.sandbox import Sandbox

_ROOTS = {"create_project": ("get_project", "list_projects"), "create_group": ("get_group", "list_groups")}
_NAMED = {"create_project": "DATAOPS_PROJECT", "create_group": "DATAOPS_GROUP"}


def list_operation(contract: Contract, create: Operation) -> Operation | None:
    """Return the operation that lists what `create` makes, None where there is none."""
    template = item_template(contract, create)
    collections = {create.path, template.rpartition("/")[0] if template else create.path}
    return next((item for item in contract.operations if item.path in collections and contract.lists(item)), None)


def find(context: Context, sandbox: Sandbox, create: Operation) -> Made:
    """Return a thing of the kind that `create` makes; raise NotTested where the listing shows none."""
    if create.id in _ROOTS:
        return _find_root(context, create)
    if create.id == "create_file":
        return _find_file(sandbox, create)
    listing = list_operation(context.contract, create)
    if listing is None:
        msg = f"Nothing lists what {create.id} makes, and in the profile read-only nothing is made."
        raise NotTested(msg)
    above = sandbox.arguments(listing).path
    exchange = context.send(listing, path=above)
    entries = exchange.response.items()
    first = entries[0] if entries else None
    if not isinstance(first, dict):
        status = exchange.response.status
        msg = f"{listing.id} shows nothing (status {status}); set DATAOPS_PROJECT to a project that has some."
        raise NotTested(msg)
    return _entry(context.contract, create, first, exchange, above)


def _find_root(context: Context, create: Operation) -> Made:
    """Return the sandbox's project or group: the one that was named, or the first of the user's own."""
    reading, listing = _ROOTS[create.id]
    variable = _NAMED[create.id]
    named = context.settings.project if create.id == "create_project" else context.settings.group
    if named is not None:
        exchange = context.send(reading, path={"id": named})
        data = dict(exchange.response.object())
        if "id" not in data:
            status = exchange.response.status
            msg = f"{variable} names {named}, which {reading} answers with {status}; name one that exists."
            raise NotTested(msg)
        return _entry(context.contract, create, data, exchange, {})
    query: dict[str, str] = {"membership": "true"} if create.id == "create_project" else {"owned": "true"}
    for wanted in (query, dict[str, str]()):
        exchange = context.send(listing, query=wanted)
        entries = exchange.response.items()
        if entries and isinstance(entries[0], dict):
            return _entry(context.contract, create, entries[0], exchange, {})
    msg = f"{listing} shows nothing to this user; set {variable}."
    raise NotTested(msg)


def _find_file(sandbox: Sandbox, create: Operation) -> Made:
    """Return the project's README, which the project itself names."""
    project = sandbox.project()
    name = project.text("readme_url").rpartition("/")[2]
    if not name:
        msg = "The project has no README to read; set DATAOPS_PROJECT to one that has."
        raise NotTested(msg)
    values = {**project.values, "file_path": name}
    query = {"ref": sandbox.default_branch()}
    path = item_path("/projects/{id}/repository/files/{file_path}", values)
    return Made(create.id, name, path, values, {"file_path": name}, project.exchange, query, own=False)


def _entry(
    contract: Contract, create: Operation, data: JsonObject, exchange: Exchange, above: Mapping[str, str | int]
) -> Made:
    link, target = next(own_links(contract, create))
    last = target.path.rpartition("{")[2].rstrip("}")
    field = link.parameters[last].rpartition("/")[2]
    value = data.get(field, data.get("id"))
    if not isinstance(value, str | int):
        msg = f"The entry that was listed for {create.id} has neither {field} nor id."
        raise NotTested(msg)
    values = {**above, last: value}
    narrowing = {
        name: str(data[source])
        for name, expression in link.parameters.items()
        if name not in values and (source := expression.rpartition("/")[2]) in data
    }
    path = item_path(target.path, values)
    return Made(create.id, value, path, values, dict(data), exchange, narrowing, own=False)
