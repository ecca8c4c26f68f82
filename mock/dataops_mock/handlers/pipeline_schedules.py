"""Pipeline schedules."""

from __future__ import annotations

from collections.abc import Mapping

from dataops_mock.call import Call, Entity, Handler, NoContent, Reply
from dataops_mock.errors import Forbidden, NotFound, RuleBroken
from dataops_mock.handlers.fields import flag, listing, path_id, required_text, text
from dataops_mock.handlers.pipelines import readable_project
from dataops_mock.present import pipelines as present
from dataops_mock.world.access import acting_user, find_project, role_in_project
from dataops_mock.world.cron import check_cron
from dataops_mock.world.entities import Project, Schedule
from dataops_mock.world.pipelines import start_pipeline
from dataops_mock.world.roles import DEVELOPER, MAINTAINER


def list_pipeline_schedules(call: Call) -> Reply:
    """List the schedules of a project."""
    found = readable_project(call)
    scope = text(call.query, "scope")
    listed = [one for one in found.schedules.values() if scope is None or one.active == (scope == "active")]
    return listing(listed, lambda one: present.schedule_summary(call, one), lambda one: one.id)


def get_pipeline_schedule(call: Call) -> Reply:
    """Answer one schedule."""
    found = readable_project(call)
    one = _schedule(call, found)
    return Entity(present.schedule(call, found, one, variables=_may_change(call, found, one)))


def create_pipeline_schedule(call: Call) -> Reply:
    """Create a schedule that starts pipelines as the caller."""
    found = find_project(call, DEVELOPER)
    cron, zone = required_text(call.body, "cron"), text(call.body, "cron_timezone") or "UTC"
    now = call.world.now()
    check_cron(cron, zone, now)
    made = Schedule(
        id=call.world.next_id("schedule"),
        description=required_text(call.body, "description"),
        ref=required_text(call.body, "ref"),
        cron=cron,
        cron_timezone=zone,
        active=flag(call.body, "active") is not False,
        owner_id=acting_user(call).id,
        created_at=now,
        updated_at=now,
    )
    found.schedules[made.id] = made
    return Entity(present.schedule(call, found, made, variables=True), 201)


def update_pipeline_schedule(call: Call) -> Reply:
    """Change the fields of a schedule that the call names."""
    found, one = _changeable(call)
    body = call.body
    cron, zone = text(body, "cron") or one.cron, text(body, "cron_timezone") or one.cron_timezone
    now = call.world.now()
    check_cron(cron, zone, now)
    active = flag(body, "active")
    one.cron, one.cron_timezone = cron, zone
    one.description = text(body, "description") or one.description
    one.ref = text(body, "ref") or one.ref
    one.active = one.active if active is None else active
    one.updated_at = now
    return Entity(present.schedule(call, found, one, variables=True))


def delete_pipeline_schedule(call: Call) -> Reply:
    """Delete a schedule; its pipelines stay."""
    found, one = _changeable(call)
    del found.schedules[one.id]
    return NoContent()


def play_pipeline_schedule(call: Call) -> Reply:
    """Start a schedule's pipeline at once.

    As in the ancestor the pipeline is made behind the answer: where its ref or its pipeline file is not there, none is.
    """
    found = find_project(call, DEVELOPER)
    one = _schedule(call, found)
    try:
        made = start_pipeline(call.world, found, one.ref, acting_user(call), "schedule", one.variables)
    except RuleBroken:
        one.last_pipeline_id = None
    else:
        one.last_pipeline_id = made.id
    return Entity({"message": "201 Created"}, 201)


def _schedule(call: Call, found: Project) -> Schedule:
    one = found.schedules.get(path_id(call, "pipeline_schedule_id", "Pipeline Schedule"))
    if one is None:
        raise NotFound("Pipeline Schedule")
    return one


def _may_change(call: Call, found: Project, one: Schedule) -> bool:
    user = call.principal.user
    role = role_in_project(call, found)
    return role >= MAINTAINER or (role >= DEVELOPER and user is not None and one.owner_id == user.id)


def _changeable(call: Call) -> tuple[Project, Schedule]:
    found = find_project(call, DEVELOPER)
    one = _schedule(call, found)
    if not _may_change(call, found, one):
        raise Forbidden
    return found, one


HANDLERS: Mapping[str, Handler] = {
    "list_pipeline_schedules": list_pipeline_schedules,
    "get_pipeline_schedule": get_pipeline_schedule,
    "create_pipeline_schedule": create_pipeline_schedule,
    "update_pipeline_schedule": update_pipeline_schedule,
    "delete_pipeline_schedule": delete_pipeline_schedule,
    "play_pipeline_schedule": play_pipeline_schedule,
}
