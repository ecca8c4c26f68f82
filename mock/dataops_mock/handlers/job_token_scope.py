"""Which projects' job tokens a project admits."""

from __future__ import annotations

from collections.abc import Mapping

from dataops_mock.call import Call, Entity, Handler, NoContent, Reply
from dataops_mock.errors import NotFound, RuleBroken
from dataops_mock.handlers.fields import flag, integer, listing, path_id
from dataops_mock.present.projects import simple_project
from dataops_mock.world.access import check_project, find_project
from dataops_mock.world.roles import MAINTAINER


def get_job_token_scope(call: Call) -> Reply:
    """Answer whether the allowlist is on."""
    found = find_project(call, MAINTAINER)
    return Entity({"inbound_enabled": found.job_token_scope_enabled, "outbound_enabled": False})


def update_job_token_scope(call: Call) -> Reply:
    """Switch the allowlist on or off."""
    find_project(call, MAINTAINER).job_token_scope_enabled = bool(flag(call.body, "enabled"))
    return NoContent()


def list_job_token_allowlist(call: Call) -> Reply:
    """List the projects on the allowlist."""
    found = find_project(call, MAINTAINER)
    listed = [call.world.projects[project_id] for project_id in found.allowlist]
    return listing(listed, lambda one: simple_project(call, one), lambda one: one.id)


def add_to_job_token_allowlist(call: Call) -> Reply:
    """Put a project that the caller may see on the allowlist."""
    found = find_project(call, MAINTAINER)
    target = call.world.projects.get(integer(call.body, "target_project_id") or 0)
    if target is None:
        raise NotFound("Project")
    check_project(call, target)
    if target.id in found.allowlist:
        raise RuleBroken("Target project is already in the job token scope")
    found.allowlist[target.id] = call.world.now()
    return Entity({"source_project_id": found.id, "target_project_id": target.id}, 201)


def remove_from_job_token_allowlist(call: Call) -> Reply:
    """Take a project off the allowlist; the project itself stays on it."""
    found = find_project(call, MAINTAINER)
    target_id = path_id(call, "target_project_id", "Project")
    if target_id not in found.allowlist:
        raise NotFound("Project")
    if target_id == found.id:
        raise RuleBroken("Source project can not be removed from its own job token scope")
    del found.allowlist[target_id]
    return NoContent()


HANDLERS: Mapping[str, Handler] = {
    "get_job_token_scope": get_job_token_scope,
    "update_job_token_scope": update_job_token_scope,
    "list_job_token_allowlist": list_job_token_allowlist,
    "add_to_job_token_allowlist": add_to_job_token_allowlist,
    "remove_from_job_token_allowlist": remove_from_job_token_allowlist,
}
