"""Lists of projects: their filters and orders."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from dataops_mock.call import Call, Listing
from dataops_mock.handlers.fields import contains, flag, integer, listing, moment, text, within
from dataops_mock.present.projects import project, simple_project
from dataops_mock.world.access import Roles
from dataops_mock.world.entities import Project
from dataops_mock.world.roles import NO_ACCESS, OWNER

_KEYS: Mapping[str, Callable[[Project], float | str]] = {
    "id": lambda one: one.id,
    "name": lambda one: one.name,
    "path": lambda one: one.path,
    "created_at": lambda one: one.created_at.timestamp(),
    "updated_at": lambda one: one.updated_at.timestamp(),
    "last_activity_at": lambda one: one.last_activity_at.timestamp(),
    "star_count": lambda one: one.star_count,
}


def list_of_projects(call: Call, among: Iterable[Project]) -> Listing:
    """List those of the projects that the caller may see and the call's filters name, in the call's order."""
    roles = Roles(call.world, call.principal.user)
    fits = _filter(call, roles)
    found = [one for one in among if fits(one) and roles.sees_project(one)]
    by_id = call.query.get("pagination") == "keyset"
    key = _KEYS[text(call.query, "order_by") or ("id" if by_id else "created_at")]
    found.sort(key=lambda one: (key(one), one.id), reverse=text(call.query, "sort") != "asc")
    present = simple_project if flag(call.query, "simple") else project
    return listing(found, lambda one: present(call, one), lambda one: one.id)


def _filter(call: Call, roles: Roles) -> Callable[[Project], bool]:
    query = call.query
    search, visibility, archived = text(query, "search"), text(query, "visibility"), flag(query, "archived")
    id_after, id_before = integer(query, "id_after"), integer(query, "id_before")
    active_after, active_before = moment(query, "last_activity_after"), moment(query, "last_activity_before")
    topics = {topic.strip() for topic in (text(query, "topic") or "").split(",") if topic.strip()}
    need = max(
        OWNER if flag(query, "owned") else NO_ACCESS,
        1 if flag(query, "membership") else NO_ACCESS,
        integer(query, "min_access_level") or NO_ACCESS,
    )

    def fits(one: Project) -> bool:
        return (
            contains(search, one.name, one.path)
            and (visibility is None or one.visibility == visibility)
            and (archived is None or one.archived is archived)
            and (id_after is None or one.id > id_after)
            and (id_before is None or one.id < id_before)
            and topics <= set(one.topics)
            and within(active_after, active_before, one.last_activity_at)
            and (need == NO_ACCESS or roles.in_project(one) >= need)
        )

    return fits
