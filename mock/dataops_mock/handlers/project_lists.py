"""Lists of projects: their filters and orders."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from operator import attrgetter
from typing import TypeAlias

from dataops_mock.call import Call, Listing
from dataops_mock.handlers.fields import contains, flag, in_order, integer, listing, moment, text, within
from dataops_mock.present.projects import project, simple_project
from dataops_mock.world.access import Roles
from dataops_mock.world.entities import Project
from dataops_mock.world.roles import NO_ACCESS, OWNER

_Test: TypeAlias = Callable[[Project], bool]

_BY_ID: Callable[[Project], int] = attrgetter("id")
_ORDERS = ("id", "name", "path", "created_at", "updated_at", "last_activity_at", "star_count")
_KEYS: Mapping[str, Callable[[Project], int | str | datetime]] = {name: attrgetter(name) for name in _ORDERS}


def list_of_projects(call: Call, among: Iterable[Project]) -> Listing:
    """List those of the projects that the caller may see and the call's filters name, in the call's order."""
    roles = Roles(call.world, call.principal.user)
    found = list(among)
    for test in _tests(call, roles):
        found = [one for one in found if test(one)]
    found = [one for one in found if roles.sees_project(one)]
    key = _KEYS[text(call.query, "order_by") or "created_at"]
    found = in_order(found, key, descending=text(call.query, "sort") != "asc")
    if flag(call.query, "simple"):
        return listing(found, lambda one: simple_project(call, one), _BY_ID)
    return listing(found, lambda one: project(call, one, roles), _BY_ID)


def _tests(call: Call, roles: Roles) -> Iterator[_Test]:
    """Yield a test for each filter that the call names."""
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
    if search:
        yield lambda one: contains(search, one.name, one.path)
    if visibility is not None:
        yield lambda one: one.visibility == visibility
    if archived is not None:
        yield lambda one: one.archived is archived
    if id_after is not None:
        yield lambda one: one.id > id_after
    if id_before is not None:
        yield lambda one: one.id < id_before
    if topics:
        yield lambda one: topics <= set(one.topics)
    if active_after is not None or active_before is not None:
        yield lambda one: within(active_after, active_before, one.last_activity_at)
    if need > NO_ACCESS:
        yield lambda one: roles.in_project(one) >= need
