"""The tokens of projects and of groups, each with a bot user of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dataops_mock.call import Call, Entity, Handler, NoContent, Reply
from dataops_mock.errors import NotFound, RuleBroken
from dataops_mock.handlers.fields import end_of_token, integer, listing, path_id, required_text, text, texts
from dataops_mock.handlers.token_lists import chosen_tokens
from dataops_mock.present.tokens import resource_token
from dataops_mock.world import tokens
from dataops_mock.world.access import Roles, acting_user, find_group, find_project
from dataops_mock.world.entities import Group, Project
from dataops_mock.world.roles import MAINTAINER

Find = Callable[[Call, int], Project | Group]


def _list(find: Find) -> Handler:
    def handler(call: Call) -> Reply:
        found = find(call, MAINTAINER)
        chosen = chosen_tokens(call, found.tokens.values())
        return listing(chosen, lambda one: resource_token(call, found, one), lambda one: one.id)

    return handler


def _create(find: Find) -> Handler:
    def handler(call: Call) -> Reply:
        found = find(call, MAINTAINER)
        user = acting_user(call)
        level = integer(call.body, "access_level") or MAINTAINER
        roles = Roles(call.world, user)
        if level > (roles.in_project(found) if isinstance(found, Project) else roles.in_namespace(found)):
            raise RuleBroken(
                "Access level of the token can't be greater the access level of the user who created the token"
            )
        made = tokens.issue_for_resource(
            call.world,
            found,
            user,
            required_text(call.body, "name"),
            texts(call.body, "scopes") or (),
            level,
            end_of_token(call),
            text(call.body, "description"),
        )
        return Entity({**resource_token(call, found, made), "token": made.secret}, 201)

    return handler


def _revoke(find: Find, kind: str) -> Handler:
    def handler(call: Call) -> Reply:
        one = find(call, MAINTAINER).tokens.get(path_id(call, "token_id", kind))
        if one is None:
            raise NotFound(kind)
        tokens.revoke(call.world, one)
        return NoContent()

    return handler


def _project(call: Call, need: int) -> Project:
    return find_project(call, need)


def _group(call: Call, need: int) -> Group:
    return find_group(call, need)


HANDLERS: Mapping[str, Handler] = {
    "list_project_access_tokens": _list(_project),
    "create_project_access_token": _create(_project),
    "revoke_project_access_token": _revoke(_project, "Project Access Token"),
    "list_group_access_tokens": _list(_group),
    "create_group_access_token": _create(_group),
    "revoke_group_access_token": _revoke(_group, "Group Access Token"),
}
