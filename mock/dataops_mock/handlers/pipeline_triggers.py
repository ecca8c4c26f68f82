"""Trigger tokens, and the pipelines that they start."""

from __future__ import annotations

from collections.abc import Mapping

from dataops_mock.call import Call, Entity, Handler, NoContent, Reply
from dataops_mock.errors import FieldError, NotFound, RuleBroken
from dataops_mock.handlers.fields import listing, path_id, required_text
from dataops_mock.present import pipelines as present
from dataops_mock.world.access import Roles, acting_user, admits_job, find_project, lookup_project
from dataops_mock.world.entities import Job, PipelineVariable, Project, Trigger, User
from dataops_mock.world.pipelines import start_pipeline
from dataops_mock.world.progress import job_is_running
from dataops_mock.world.roles import DEVELOPER, MAINTAINER


def trigger_pipeline(call: Call) -> Reply:
    """Start a pipeline with a trigger token or the token of a running job; a wrong one finds no project."""
    found = lookup_project(call.world, call.path["id"])
    credential = call.world.lookup_secret(required_text(call.body, "token"))
    user = None if found is None else _user(call, found, credential)
    if found is None or user is None:
        raise NotFound("Project")
    if Roles(call.world, user).in_project(found) < DEVELOPER:
        raise RuleBroken({"base": ["Insufficient permissions to create a new pipeline"]})
    source = "trigger" if isinstance(credential, Trigger) else "pipeline"
    made = start_pipeline(call.world, found, required_text(call.body, "ref"), user, source, _variables(call))
    if isinstance(credential, Trigger):
        credential.last_used = made.created_at
    return Entity(present.pipeline(call, found, made), 201)


def list_pipeline_triggers(call: Call) -> Reply:
    """List the trigger tokens of a project."""
    found = find_project(call, MAINTAINER)
    return listing(list(found.triggers.values()), lambda one: present.trigger(call, one), lambda one: one.id)


def get_pipeline_trigger(call: Call) -> Reply:
    """Answer one trigger token, shortened."""
    return Entity(present.trigger(call, _trigger(call, find_project(call, MAINTAINER))))


def create_pipeline_trigger(call: Call) -> Reply:
    """Create a trigger token that acts as the caller, and answer it whole."""
    found = find_project(call, MAINTAINER)
    now = call.world.now()
    made = Trigger(
        id=call.world.next_id("trigger"),
        project_id=found.id,
        secret=call.world.new_secret("glptt-"),
        description=required_text(call.body, "description"),
        owner_id=acting_user(call).id,
        created_at=now,
        updated_at=now,
    )
    found.triggers[made.id] = made
    call.world.keep_secret(made)
    return Entity(present.trigger(call, made, whole=True), 201)


def delete_pipeline_trigger(call: Call) -> Reply:
    """Delete a trigger token."""
    found = find_project(call, MAINTAINER)
    one = _trigger(call, found)
    del found.triggers[one.id]
    call.world.forget_secret(one)
    return NoContent()


def _user(call: Call, found: Project, credential: object) -> User | None:
    """Return the user as whom a credential triggers pipelines in a project; None if it does not."""
    if isinstance(credential, Trigger) and credential.project_id == found.id:
        return call.world.users[credential.owner_id]
    if isinstance(credential, Job) and job_is_running(call.world, credential) and admits_job(found, credential):
        user = call.world.users[credential.user_id]
        return user if Roles(call.world, user).sees_project(found) else None
    return None


def _variables(call: Call) -> tuple[PipelineVariable, ...]:
    given = call.body.get("variables")
    if given is None:
        return ()
    if not isinstance(given, Mapping):
        raise FieldError("variables is invalid")
    return tuple(PipelineVariable(key, required_text(given, key)) for key in given)


def _trigger(call: Call, found: Project) -> Trigger:
    one = found.triggers.get(path_id(call, "trigger_id", "Trigger"))
    if one is None:
        raise NotFound("Trigger")
    return one


HANDLERS: Mapping[str, Handler] = {
    "trigger_pipeline": trigger_pipeline,
    "list_pipeline_triggers": list_pipeline_triggers,
    "get_pipeline_trigger": get_pipeline_trigger,
    "create_pipeline_trigger": create_pipeline_trigger,
    "delete_pipeline_trigger": delete_pipeline_trigger,
}
