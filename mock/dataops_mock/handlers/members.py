"""The members of projects."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from dataops_mock.call import Call, Entity, Handler, NoContent, Reply
from dataops_mock.errors import Conflict, Forbidden, NotFound, RuleBroken
from dataops_mock.handlers.fields import at_least_one, contains, day, integer, integers, listing, path_id, text
from dataops_mock.present.users import member
from dataops_mock.world.access import acting_user, find_project, role_in_project
from dataops_mock.world.entities import Member, Project, User
from dataops_mock.world.roles import MAINTAINER


def list_project_members(call: Call) -> Reply:
    """List the members of the project itself."""
    found = find_project(call)
    query = text(call.query, "query")
    wanted, skipped = integers(call.query, "user_ids[]"), integers(call.query, "skip_users[]")
    users = call.world.users
    listed = [
        one
        for one in found.members.values()
        if _stands(call, one)
        and contains(query, users[one.user_id].name, users[one.user_id].username)
        and (wanted is None or one.user_id in wanted)
        and one.user_id not in (skipped or ())
    ]
    listed.sort(key=lambda one: one.user_id)
    return listing(listed, lambda one: member(call, one), lambda one: one.user_id)


def add_project_member(call: Call) -> Reply:
    """Give a user a role in the project."""
    found = find_project(call, MAINTAINER)
    at_least_one(call.body, ("user_id", "username"))
    user = _user(call)
    level = _level(call, found)
    expires_at = _end(call)
    known = found.members.get(user.id)
    if known is not None and _stands(call, known):
        raise Conflict("Member already exists")
    made = Member(user.id, level, call.world.now(), acting_user(call).id, expires_at)
    found.members[user.id] = made
    return Entity(member(call, made), 201)


def update_project_member(call: Call) -> Reply:
    """Give a member another role, or the membership another end."""
    found = find_project(call, MAINTAINER)
    one = _member(call, found)
    level = _level(call, found)
    _see_that_may_change(call, found, one)
    if "expires_at" in call.body:
        one.expires_at = _end(call)
    one.access_level = level
    return Entity(member(call, one))


def remove_project_member(call: Call) -> Reply:
    """End a membership; a member may always end its own."""
    found = find_project(call)
    leaves = path_id(call, "user_id", "Member") == acting_user(call).id
    if not leaves:
        find_project(call, MAINTAINER)
    one = _member(call, found)
    _see_that_may_change(call, found, one)
    del found.members[one.user_id]
    return NoContent()


def _stands(call: Call, one: Member) -> bool:
    return one.level(call.world.now().date()) > 0


def _member(call: Call, found: Project) -> Member:
    one = found.members.get(path_id(call, "user_id", "Member"))
    if one is None or not _stands(call, one):
        raise NotFound("Member")
    return one


def _user(call: Call) -> User:
    user_id, username = integer(call.body, "user_id"), text(call.body, "username")
    user = call.world.users.get(user_id) if user_id is not None else call.world.user_named(username or "")
    if user is None or user.retired:
        raise NotFound("User")
    return user


def _level(call: Call, found: Project) -> int:
    level = integer(call.body, "access_level") or 0
    if level > role_in_project(call, found):
        raise Forbidden
    return level


def _end(call: Call) -> date | None:
    end = day(call.body, "expires_at")
    if end is not None and end <= call.world.now().date():
        raise RuleBroken({"expires_at": ["cannot be a date in the past"]})
    return end


def _see_that_may_change(call: Call, found: Project, one: Member) -> None:
    """See that the membership is not above the caller's own role, and not that of the namespace's owner."""
    if one.user_id == call.world.namespaces[found.namespace_id].user_id:
        raise Forbidden
    if one.access_level > role_in_project(call, found):
        raise Forbidden


HANDLERS: Mapping[str, Handler] = {
    "list_project_members": list_project_members,
    "add_project_member": add_project_member,
    "update_project_member": update_project_member,
    "remove_project_member": remove_project_member,
}
