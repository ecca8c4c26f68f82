"""Faults in what a known user may reach, and job tokens above all."""

from __future__ import annotations

from dataclasses import replace

from dataops_mock.call import Call, Entity, Handler, Principal, Reply
from dataops_mock.errors import Forbidden, NotFound
from dataops_mock.faults.fault import Fault, on_handler
from dataops_mock.rules import Exchange
from dataops_mock.world.access import admits_job, lookup_project
from dataops_mock.world.entities import Project


def _rotation_keeps_old(_exchange: Exchange, call: Call, handler: Handler) -> Reply:
    if call.operation.id != "rotate_personal_access_token":
        return handler(call)
    before = {token.id: replace(token) for token in call.world.tokens.values() if not token.revoked}
    reply = handler(call)
    for old in before.values():
        if call.world.lookup_secret(old.secret) is None or call.world.tokens[old.id].revoked:
            call.world.tokens[old.id].revoked = False
            call.world.keep_secret(old)
    return reply


def _rotation_gives_dead(_exchange: Exchange, call: Call, handler: Handler) -> Reply:
    reply = handler(call)
    if call.operation.id == "rotate_personal_access_token" and isinstance(reply, Entity):
        return replace(reply, data={**reply.data, "token": "glpat-" + "0" * 20})
    return reply


def _foreign_project(call: Call) -> Project | None:
    """Return the project that a job token of another project asks for."""
    job = call.principal.job
    project = lookup_project(call.world, call.path["id"]) if job is not None and "id" in call.path else None
    return None if project is None or job is None or project.id == job.project_id else project


def _allowlist_ignored(_exchange: Exchange, call: Call, handler: Handler) -> Reply:
    project, job = _foreign_project(call), call.principal.job
    if project is None or job is None or admits_job(project, job):
        return handler(call)
    return handler(replace(call, principal=Principal("personal", call.principal.user)))


def _listed_refused(_exchange: Exchange, call: Call, handler: Handler) -> Reply:
    project = _foreign_project(call)
    if project is not None and project.job_token_scope_enabled and project.visibility == "private":
        raise NotFound("Project")
    return handler(call)


def _switch_ignored(_exchange: Exchange, call: Call, handler: Handler) -> Reply:
    project, job = _foreign_project(call), call.principal.job
    off = project is not None and not project.job_token_scope_enabled and project.visibility == "private"
    if off and project is not None and job is not None and job.project_id not in project.allowlist:
        raise NotFound("Project")
    return handler(call)


def _public_closed(_exchange: Exchange, call: Call, handler: Handler) -> Reply:
    project, job = _foreign_project(call), call.principal.job
    if project is not None and job is not None and project.visibility == "public" and not admits_job(project, job):
        raise Forbidden
    return handler(call)


def _new_project_open(_exchange: Exchange, call: Call, handler: Handler) -> Reply:
    reply = handler(call)
    if call.operation.id == "create_project" and isinstance(reply, Entity) and isinstance(reply.data["id"], int):
        call.world.projects[reply.data["id"]].job_token_scope_enabled = False
    return reply


def _any_trigger_token(_exchange: Exchange, call: Call, handler: Handler) -> Reply:
    try:
        return handler(call)
    except NotFound:
        project = lookup_project(call.world, call.path["id"]) if call.operation.id == "trigger_pipeline" else None
        if project is None or not project.triggers:
            raise
        right = next(iter(project.triggers.values())).secret
        return handler(replace(call, body={**call.body, "token": right}))


def rights_ignored(_exchange: Exchange, call: Call, handler: Handler) -> Reply:
    """Do what the caller may not do as the first user who may; raise `Forbidden` where nobody may."""
    try:
        return handler(call)
    except Forbidden:
        for user in tuple(call.world.users.values()):
            try:
                return handler(replace(call, principal=Principal("personal", user)))
            except (Forbidden, NotFound):
                continue
        raise


def _private_told(_exchange: Exchange, call: Call, handler: Handler) -> Reply:
    try:
        return handler(call)
    except NotFound as refusal:
        there = refusal.body.get("message") == "404 Project Not Found" and lookup_project(call.world, call.path["id"])
        if there:
            raise Forbidden from refusal
        raise


ACCESS_FAULTS: tuple[Fault, ...] = (
    Fault("rotation-keeps-old-token", "AUTH-11", "A rotated token still works.", on_handler(_rotation_keeps_old)),
    Fault(
        "rotation-gives-dead-token", "AUTH-11", "A rotation's new token is not valid.", on_handler(_rotation_gives_dead)
    ),
    Fault(
        "allowlist-ignored",
        "AUTH-18",
        "A job's token reaches projects that did not list it.",
        on_handler(_allowlist_ignored),
    ),
    Fault("listed-project-refused", "AUTH-19", "A listed project's job token is refused.", on_handler(_listed_refused)),
    Fault("allowlist-switch-ignored", "AUTH-20", "A switched-off allowlist still holds.", on_handler(_switch_ignored)),
    Fault("new-project-open", "AUTH-21", "A new project's allowlist is switched off.", on_handler(_new_project_open)),
    Fault("public-project-closed", "AUTH-22", "A public project wants job tokens listed.", on_handler(_public_closed)),
    Fault("any-trigger-token-triggers", "AUTH-24", "A wrong trigger token triggers.", on_handler(_any_trigger_token)),
    Fault("rights-ignored", "AUTH-27", "Who has not the right may change all the same.", on_handler(rights_ignored)),
    Fault(
        "private-project-told",
        "AUTH-28",
        "A private project answers 403 and so tells that it exists.",
        on_handler(_private_told),
    ),
)
