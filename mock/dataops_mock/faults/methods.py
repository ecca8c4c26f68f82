"""Faults in paths, methods and what is not found."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dataops_mock.call import Call, Handler, Reply
from dataops_mock.errors import NotFound, Refusal
from dataops_mock.faults.fault import Apply, Fault, on_answer, on_handler, on_refusal
from dataops_mock.faults.strike import struck
from dataops_mock.rules import Exchange


def _instead_of(status: int, change: Callable[[Refusal], Refusal]) -> Apply:
    """Refuse otherwise where the rules refuse with this status."""
    return on_refusal(lambda _, refusal: change(refusal) if refusal.status == status else refusal)


def _with_allow(allow: str) -> Apply:
    return _instead_of(405, lambda refusal: Refusal(405, refusal.body, {"Allow": allow}))


def _named(message: str) -> Apply:
    """Give the same name to whatever is not found."""
    return _instead_of(404, lambda _: Refusal(404, {"message": message}))


def _unknown_path(status: int, body: Mapping[str, object]) -> Apply:
    """Answer otherwise where no operation has the path."""

    def change(exchange: Exchange, refusal: Refusal) -> Refusal:
        unknown = refusal.status == 404 and exchange.match.operation is None
        return Refusal(status, body) if unknown else refusal

    return on_refusal(change)


def _no_project(_exchange: Exchange, _call: Call, _handler: Handler) -> Reply:
    raise NotFound("Project")


def _touched(_exchange: Exchange, call: Call, handler: Handler) -> Reply:
    reply = handler(call)
    number = call.path["id"]
    if number.isdecimal() and int(number) in call.world.projects:
        call.world.projects[int(number)].last_activity_at = call.now
    return reply


def _used_up(_exchange: Exchange, call: Call, handler: Handler) -> Reply:
    reply = handler(call)
    number = call.path["pipeline_schedule_id"]
    for project in call.world.projects.values():
        if number.isdecimal() and int(number) in project.schedules:
            project.schedules[int(number)].updated_at = call.now
    return reply


FAULTS: tuple[Fault, ...] = (
    struck("members-not-found-by-path", "RES-10", "list_project_members@by-path",
           "The members of a project addressed by its path are not found.", on_handler(_no_project)),
    struck("branch-not-found-by-head", "RES-11", "get_branch@head", "HEAD of a branch gets 404.",
           on_handler(_no_project)),
    Fault("allow-empty", "RES-12", "The Allow of a 405 is empty.", _with_allow("")),
    Fault("allow-names-all", "RES-12", "The Allow of a 405 names every method that there is.",
          _with_allow("DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT")),
    Fault("unknown-method-as-400", "RES-12", "An unknown method gets 400.",
          _instead_of(405, lambda refusal: Refusal(400, refusal.body))),
    Fault("unknown-path-as-400", "RES-13", "An unknown path gets 400.",
          _unknown_path(400, {"error": "400 Bad Request"})),
    Fault("unknown-path-named", "RES-13", "An unknown path is said to be a project.",
          _unknown_path(404, {"message": "404 Project Not Found"})),
    struck("missing-branch-as-project", "RES-14", "get_branch", "A branch that does not exist is called a project.",
           _named("404 Project Not Found")),
    struck("missing-schedule-in-lower-case", "RES-14", "get_pipeline_schedule",
           "A schedule that does not exist is named in lower case.", _named("404 pipeline schedule not found")),
    struck("request-id-empty-on-deletion", "RES-17", "204", "The request's id is empty where there is no body.",
           on_answer(lambda _, answer: answer.with_headers({"X-Request-Id": ""}))),
    struck("reading-touches-project", "RES-18", "get_project", "Reading a project counts as activity in it.",
           on_handler(_touched)),
    struck("reading-moves-schedule", "RES-18", "get_pipeline_schedule", "Reading a schedule moves its updated_at.",
           on_handler(_used_up)),
)  # fmt: skip
