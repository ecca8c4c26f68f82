"""Namespaces and groups."""

from __future__ import annotations

from dataops_mock.call import Call, JsonObject, JsonValue
from dataops_mock.present import urls
from dataops_mock.world.access import Roles
from dataops_mock.world.entities import Group, Namespace
from dataops_mock.world.roles import OWNER
from dataops_mock.world.times import iso


def namespace_reference(call: Call, namespace: Namespace) -> dict[str, JsonValue]:
    """Present a namespace as another answer names it."""
    return {
        "id": namespace.id,
        "name": namespace.name,
        "path": namespace.path,
        "kind": "user" if namespace.user_id is not None else "group",
        "full_path": namespace.full_path,
        "parent_id": namespace.parent_id,
        "avatar_url": None,
        "web_url": _page(call, namespace),
    }


def namespace(call: Call, one: Namespace) -> JsonObject:
    """Present a namespace; its owners also see the counts."""
    shown = namespace_reference(call, one)
    if Roles(call.world, call.principal.user).in_namespace(one) < OWNER:
        return shown
    within = [one]
    if isinstance(one, Group):
        within += call.world.descendants(one)
        members = {user_id for each in within if isinstance(each, Group) for user_id in each.members}
        shown["members_count_with_descendants"] = len(members)
    projects = [call.world.projects[project_id] for each in within for project_id in each.project_ids.values()]
    if one.parent_id is None:
        shown["root_repository_size"] = sum(each.repository.size() for each in projects)
        shown["projects_count"] = len(projects)
    shown["plan"] = None
    return shown


def group(call: Call, one: Group) -> dict[str, JsonValue]:
    """Present a group as a list bears it."""
    enabled = one.settings["emails_enabled"]
    settings = {
        name: value for name, value in one.settings.items() if name != "prevent_sharing_groups_outside_hierarchy"
    }
    return {
        "id": one.id,
        "name": one.name,
        "path": one.path,
        "description": one.description,
        "visibility": one.visibility,
        "full_name": call.world.full_name(one),
        "full_path": one.full_path,
        "parent_id": one.parent_id,
        "avatar_url": None,
        "web_url": _page(call, one),
        "created_at": iso(one.created_at),
        "archived": False,
        "marked_for_deletion_on": None,
        **settings,
        "emails_disabled": None if enabled is None else not enabled,
        "lfs_enabled": settings["lfs_enabled"] is not False,
    }


def group_in_full(call: Call, one: Group) -> dict[str, JsonValue]:
    """Present a group as its own answer bears it, without its projects."""
    setting = one.settings["prevent_sharing_groups_outside_hierarchy"]
    return {**group(call, one), "prevent_sharing_groups_outside_hierarchy": setting, "shared_with_groups": []}


def _page(call: Call, one: Namespace) -> str:
    return urls.page(call, one.full_path if one.user_id is not None else f"groups/{one.full_path}")
