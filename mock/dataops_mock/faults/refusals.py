"""Faults in single refusals, and requests that should be refused and fail."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import cast
from urllib.parse import unquote

from dataops_mock.call import Call, Handler, JsonValue, Reply
from dataops_mock.errors import Conflict, FieldError, Refusal, RuleBroken
from dataops_mock.faults.body import fields_dropped, said
from dataops_mock.faults.fault import Apply, Fault, on_answer, on_body, on_handler, on_refusal, put
from dataops_mock.faults.strike import struck
from dataops_mock.rules import Answer, Exchange, Fields, Rules
from dataops_mock.world.access import lookup_project


def _joined(_exchange: Exchange, refusal: Refusal) -> Refusal:
    told = refusal.body.get("message")
    if not isinstance(refusal, RuleBroken) or not isinstance(told, Mapping):
        return refusal
    by_field = cast("Mapping[str, Sequence[str]]", told)
    return RuleBroken("; ".join(f"{name} {' and '.join(wrong)}" for name, wrong in by_field.items()))


def _overwritten(_exchange: Exchange, call: Call, handler: Handler) -> Reply:
    try:
        return handler(call)
    except RuleBroken:
        project = lookup_project(call.world, call.path["id"])
        name = str(call.body.get("key")), str(call.body.get("environment_scope", "*"))
        if project is None or name not in project.variables:
            raise
        del project.variables[name]
        return handler(call)


def _member_again(_exchange: Exchange, call: Call, handler: Handler) -> Reply:
    try:
        return handler(call)
    except Conflict:
        project, user = lookup_project(call.world, call.path["id"]), call.body.get("user_id")
        if project is None or not isinstance(user, int) or user not in project.members:
            raise
        del project.members[user]
        return handler(call)


def _with_value(_exchange: Exchange, fields: Fields) -> Fields:
    return replace(fields, values={"value": "", **fields.values})


def _fails(unexpected: Callable[[Exchange, Mapping[str, JsonValue]], bool]) -> Apply:
    """Fail on requests that were not expected, by the exchange and the fields of the body."""

    def apply(rules: Rules) -> Rules:
        def validate(exchange: Exchange, fields: Fields) -> Call:
            if unexpected(exchange, fields.values):
                msg = "Such a request was not expected."
                raise RuntimeError(msg)
            return rules.validate(exchange, fields)

        return put(rules, validate=validate)

    return apply


def _query_parts(exchange: Exchange) -> list[str]:
    return exchange.raw_query.split("&")


def _segments(exchange: Exchange) -> list[str]:
    return [unquote(segment) for segment in exchange.match.path.values()]


def _empty(_exchange: Exchange, answer: Answer) -> Answer:
    return replace(answer, content=b"{}")


def _message_of_objects(_exchange: Exchange, refusal: Refusal) -> Refusal:
    if not isinstance(refusal, FieldError):
        return refusal
    return Refusal(400, {"error": {"code": "invalid", "text": refusal.body["error"]}})


FAULTS: tuple[Fault, ...] = (
    Fault("first-missing-field-named", "BODY-11", "Of several missing fields the first is named.",
          said(r"^([^,]* is missing),.*", r"\1")),
    struck("missing-value-taken", "BODY-11", "create_project_variable",
           "A variable without a value is made with an empty one.", on_body(_with_value)),
    struck("invalid-field-unnamed", "BODY-12", "writes", "A field of the wrong type is not named.",
           said(r".*is invalid.*", "400 Bad Request")),
    Fault("unknown-enum-value-dropped", "BODY-13", "A value outside an enum is dropped.",
          fields_dropped("does not have a valid value")),
    Fault("broken-rule-joined", "BODY-14", "A broken rule is told in one sentence, not by field.",
          on_refusal(_joined)),
    struck("taken-key-overwritten", "BODY-15", "create_project_variable",
           "A variable whose key is taken replaces the other.", on_handler(_overwritten)),
    struck("member-added-again", "BODY-15", "add_project_member", "Who is a member already is added again.",
           on_handler(_member_again)),
    struck("empty-error-of-schedule", "ERR-01", "get_pipeline_schedule@errors",
           "The error of a missing schedule is an empty object.", on_answer(_empty)),
    struck("error-of-objects", "ERR-01", "writes", "The error of a bad field is an object.",
           on_refusal(_message_of_objects)),
    struck("null-description-fails", "ERR-03", "create_project_variable", "A null in a new variable gets 500.",
           _fails(lambda _, values: None in values.values())),
    struck("empty-search-fails", "ERR-03", "list_users", "An empty search for users gets 500.",
           _fails(lambda exchange, _: "search=" in _query_parts(exchange))),
    struck("nul-in-search-fails", "ERR-03", "list_branches", "A NUL in a search for branches gets 500.",
           _fails(lambda exchange, _: "%00" in exchange.raw_query)),
    struck("negative-id-fails", "ERR-04", "get_pipeline", "A negative id of a pipeline gets 500.",
           _fails(lambda exchange, _: any(each.startswith("-") for each in _segments(exchange)))),
    struck("control-character-fails", "ERR-04", "get_branch", "A control character in a branch's name gets 500.",
           _fails(lambda exchange, _: any(min(each, default=" ") < " " for each in _segments(exchange)))),
    struck("long-key-fails", "ERR-04", "get_project_variable", "A variable's key of more than 255 letters gets 500.",
           _fails(lambda exchange, _: any(len(each) > 255 for each in _segments(exchange)))),
)  # fmt: skip
