"""Groups."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from dataops_mock.call import Call, Entity, Handler, JsonValue, Reply
from dataops_mock.errors import Forbidden, NotFound, RuleBroken
from dataops_mock.handlers.fields import contains, flag, integer, integers, listing, required_text, storable, text
from dataops_mock.handlers.project_lists import list_of_projects
from dataops_mock.present.namespaces import group, group_in_full
from dataops_mock.present.projects import project
from dataops_mock.world import lifecycle
from dataops_mock.world.access import Roles, acting_user, check_group, find_group
from dataops_mock.world.entities import Group, Project, Visibility
from dataops_mock.world.roles import MAINTAINER, NO_ACCESS, OWNER

_MOST_PROJECTS = 100
_RANK = lifecycle.VISIBILITY_RANK


def list_groups(call: Call) -> Reply:
    """List the groups that the caller may see."""
    query = call.query
    roles = Roles(call.world, call.principal.user)
    search, visibility, skipped = text(query, "search"), text(query, "visibility"), integers(query, "skip_groups[]")
    own = flag(query, "all_available") is False and call.principal.user is not None
    need = max(
        OWNER if flag(query, "owned") else NO_ACCESS,
        integer(query, "min_access_level") or NO_ACCESS,
        1 if own else NO_ACCESS,
    )
    found = [
        one
        for one in call.world.groups()
        if contains(search, one.name, one.path)
        and (visibility is None or one.visibility == visibility)
        and one.id not in (skipped or ())
        and (not flag(query, "top_level_only") or one.parent_id is None)
        and (need == NO_ACCESS or roles.in_namespace(one) >= need)
        and roles.sees_group(one)
    ]
    found.sort(key=_order(text(query, "order_by") or "name", search), reverse=text(query, "sort") == "desc")
    return listing(found, lambda one: group(call, one), lambda one: one.id)


def get_group(call: Call) -> Reply:
    """Answer one group, with its projects unless told otherwise."""
    found = find_group(call)
    shown = group_in_full(call, found)
    if flag(call.query, "with_projects") is not False:
        roles = Roles(call.world, call.principal.user)
        projects = [one for one in _projects(call, found) if roles.sees_project(one)]
        shown["projects"] = [project(call, one) for one in projects[:_MOST_PROJECTS]]
        shown["shared_projects"] = []
    return Entity(shown)


def create_group(call: Call) -> Reply:
    """Create a group, or a subgroup where a parent is named."""
    user = acting_user(call)
    parent_id = integer(call.body, "parent_id")
    parent = None if parent_id is None else _parent(call, parent_id)
    if parent is None and user.bot is not None:
        raise Forbidden
    path = required_text(call.body, "path")
    _see_that_free(call, parent, path)
    visibility = cast(
        "Visibility", text(call.body, "visibility") or ("private" if parent is None else parent.visibility)
    )
    _see_that_within(parent, visibility)
    settings = _settings(lifecycle.group_settings(), call)
    made = lifecycle.new_group(call.world, required_text(call.body, "name"), path, user, parent, visibility)
    _change(made, call, settings)
    return Entity(group_in_full(call, made), 201)


def update_group(call: Call) -> Reply:
    """Change the fields of a group that the call names."""
    found = find_group(call, OWNER)
    parent = None if found.parent_id is None else call.world.group(found.parent_id)
    path = text(call.body, "path") or found.path
    if path.lower() != found.path.lower():
        _see_that_free(call, parent, path)
    visibility = cast("Visibility", text(call.body, "visibility") or found.visibility)
    if visibility != found.visibility:
        _see_that_within(parent, visibility)
        _see_that_holds(call, found, visibility)
    settings = _settings(found.settings, call)
    found.visibility = visibility
    found.name = text(call.body, "name") or found.name
    if path != found.path:
        call.world.move_namespace(found, path)
    _change(found, call, settings)
    return Entity(group_in_full(call, found))


def delete_group(call: Call) -> Reply:
    """Delete a group and all that is in it."""
    lifecycle.delete_group(call.world, find_group(call, OWNER))
    return Entity({"message": "202 Accepted"}, 202)


def list_group_projects(call: Call) -> Reply:
    """List the projects of a group, those of its subgroups where asked for."""
    found = find_group(call)
    below = call.world.descendants(found) if flag(call.query, "include_subgroups") else ()
    return list_of_projects(call, [one for each in (found, *below) for one in _projects(call, each)])


def _projects(call: Call, found: Group) -> list[Project]:
    return [call.world.projects[project_id] for project_id in sorted(found.project_ids.values())]


def _order(order_by: str, search: str | None) -> Callable[[Group], tuple[int | str, int]]:
    if order_by == "id":
        return lambda one: (one.id, one.id)
    if order_by == "path":
        return lambda one: (one.path, one.id)
    if order_by == "similarity" and search:
        wanted = search.casefold()
        return lambda one: (-int(wanted in {one.name.casefold(), one.path.casefold()}), one.id)
    return lambda one: (one.name, one.id)


def _parent(call: Call, parent_id: int) -> Group:
    found = call.world.namespaces.get(parent_id)
    if not isinstance(found, Group):
        raise NotFound("Group")
    level = found.settings["subgroup_creation_level"]
    return check_group(call, found, OWNER if level == "owner" else MAINTAINER)


def _see_that_free(call: Call, parent: Group | None, path: str) -> None:
    full_path = path if parent is None else f"{parent.full_path}/{path}"
    if call.world.namespace_at(full_path) is not None or call.world.project_at(full_path) is not None:
        raise RuleBroken({"path": ["has already been taken"]})


def _see_that_within(parent: Group | None, visibility: Visibility) -> None:
    if parent is not None and _RANK[visibility] > _RANK[parent.visibility]:
        raise RuleBroken(
            {
                "visibility_level": [
                    f"{visibility} is not allowed since the parent group has a {parent.visibility} visibility."
                ]
            }
        )


def _see_that_holds(call: Call, found: Group, visibility: Visibility) -> None:
    """See that nothing in a group is open to more people than `visibility` is."""
    if any(_RANK[one.visibility] > _RANK[visibility] for one in _projects(call, found)):
        message = f"{visibility} is not allowed since this group contains projects with higher visibility."
        raise RuleBroken({"visibility_level": [message]})
    if any(_RANK[call.world.group(below).visibility] > _RANK[visibility] for below in found.subgroup_ids):
        message = f"{visibility} is not allowed since there are sub-groups with higher visibility."
        raise RuleBroken({"visibility_level": [message]})


def _settings(known: Mapping[str, JsonValue], call: Call) -> dict[str, JsonValue]:
    return {name: storable(name, call.body.get(name, value)) for name, value in known.items()}


def _change(found: Group, call: Call, settings: dict[str, JsonValue]) -> None:
    found.settings = settings
    if "description" in call.body:
        found.description = text(call.body, "description")


HANDLERS: Mapping[str, Handler] = {
    "list_groups": list_groups,
    "get_group": get_group,
    "create_group": create_group,
    "update_group": update_group,
    "delete_group": delete_group,
    "list_group_projects": list_group_projects,
}
