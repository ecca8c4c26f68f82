"""Faults in rights: of users in projects and groups, and of job tokens in other projects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dataops_mock.call import Call, Handler, JsonValue, Listing, Principal, Reply
from dataops_mock.errors import Forbidden, NotFound, Refusal
from dataops_mock.faults.access import rights_ignored
from dataops_mock.faults.fault import (
    Fault,
    on_call,
    on_entity,
    on_field,
    on_handler,
    on_listing,
    on_refusal,
)
from dataops_mock.faults.store import on_copy
from dataops_mock.faults.strike import struck
from dataops_mock.rules import Exchange
from dataops_mock.world.access import as_id, lookup_project
from dataops_mock.world.entities import Group


def _scope_off(call: Call, data: dict[str, JsonValue]) -> Mapping[str, JsonValue]:
    number = data.get("id")
    if isinstance(number, int):
        call.world.projects[number].job_token_scope_enabled = False
    return data


def _without_itself(call: Call, listing: Listing) -> Listing:
    project = lookup_project(call.world, call.path["id"])
    kept = [(item, number) for item, number in zip(listing.items, listing.ids, strict=True) if item is not project]
    return replace(listing, items=[item for item, _ in kept], ids=[number for _, number in kept])


def _listed_backwards(_exchange: Exchange, call: Call, handler: Handler) -> Reply:
    """Admit a job where its own project lists the one that it asks for, not the other way round."""
    job = call.principal.job
    there = lookup_project(call.world, call.path["id"]) if job is not None and "id" in call.path else None
    if job is None or there is None or there.id not in call.world.projects[job.project_id].allowlist:
        return handler(call)
    return handler(replace(call, principal=Principal("personal", call.principal.user)))


def _hidden(_exchange: Exchange, refusal: Refusal) -> Refusal:
    return NotFound("Project") if refusal.status == 403 else refusal


def _refused_and_made(exchange: Exchange, call: Call, handler: Handler) -> Reply:
    try:
        return handler(call)
    except Forbidden:
        rights_ignored(exchange, call, handler)
        raise


def _group_told(_exchange: Exchange, call: Call, handler: Handler) -> Reply:
    try:
        return handler(call)
    except NotFound:
        number = as_id(call.path["id"])
        there = call.world.namespace_at(call.path["id"]) if number is None else call.world.namespaces.get(number)
        if isinstance(there, Group):
            raise Forbidden from None
        raise


def _through_other_eyes(call: Call) -> Call:
    """Let a known person look through the eyes of the first."""
    if call.principal.kind != "personal":
        return call
    return replace(call, principal=replace(call.principal, user=call.world.users[min(call.world.users)]))


FAULTS: tuple[Fault, ...] = (
    Fault("allowlist-read-backwards", "AUTH-18", "A job reaches the projects that its own project lists.",
          on_handler(_listed_backwards)),
    struck("scope-switch-not-kept", "AUTH-20", "update_job_token_scope",
           "Switching the allowlist off is told and not made.", on_copy(lambda _: True)),
    struck("fork-open", "AUTH-21", "fork_project", "A fork's allowlist is switched off.", on_entity(_scope_off)),
    struck("new-allowlist-without-itself", "AUTH-21", "list_job_token_allowlist",
           "A project's allowlist does not hold the project.", on_listing(_without_itself)),
    struck("new-scope-told-off", "AUTH-21", "get_job_token_scope",
           "An allowlist that is switched on is told to be off.", on_field("inbound_enabled", lambda _: False)),
    struck("forbidden-as-not-found", "AUTH-27", "update_project",
           "Who may see a project and not change it gets 404.", on_refusal(_hidden)),
    struck("forbidden-change-made", "AUTH-27", "update_project",
           "A change of a project is refused with 403 and made.", on_handler(_refused_and_made)),
    struck("private-group-told", "AUTH-28", "get_group",
           "A private group answers 403 and so tells that it exists.", on_handler(_group_told)),
    struck("private-projects-listed", "AUTH-28", "list_projects",
           "The list of projects shows what others alone may see.", on_call(_through_other_eyes)),
)  # fmt: skip
