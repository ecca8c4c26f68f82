"""Namespaces."""

from __future__ import annotations

from collections.abc import Mapping

from dataops_mock.call import Call, Entity, Handler, Reply
from dataops_mock.errors import NotFound
from dataops_mock.handlers.fields import contains, flag, listing, text
from dataops_mock.present.namespaces import namespace
from dataops_mock.world.access import Roles, as_id
from dataops_mock.world.entities import Group, Namespace
from dataops_mock.world.roles import NO_ACCESS, OWNER


def list_namespaces(call: Call) -> Reply:
    """List the caller's own namespace and those of its groups; for nobody those of public groups."""
    query = call.query
    roles = Roles(call.world, call.principal.user)
    search = text(query, "search")
    deep = flag(query, "full_path_search")

    def listed(one: Namespace) -> bool:
        if call.principal.user is None:
            return isinstance(one, Group) and one.visibility == "public"
        return roles.in_namespace(one) > NO_ACCESS

    found = [
        one
        for one in call.world.namespaces.values()
        if listed(one)
        and contains(search, one.name, one.path, *([one.full_path] if deep else []))
        and (not flag(query, "owned_only") or roles.in_namespace(one) >= OWNER)
        and (not flag(query, "top_level_only") or one.parent_id is None)
    ]
    return listing(found, lambda one: namespace(call, one))


def get_namespace(call: Call) -> Reply:
    """Answer one namespace, by id or by full path."""
    number = as_id(call.path["id"])
    found = call.world.namespace_at(call.path["id"]) if number is None else call.world.namespaces.get(number)
    roles = Roles(call.world, call.principal.user)
    if found is None or not (
        roles.sees_group(found) if isinstance(found, Group) else roles.in_namespace(found) > NO_ACCESS
    ):
        raise NotFound("Namespace")
    return Entity(namespace(call, found))


HANDLERS: Mapping[str, Handler] = {"list_namespaces": list_namespaces, "get_namespace": get_namespace}
