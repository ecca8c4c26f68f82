"""Faults against the contract document itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dataops_mock.call import Call, Entity, Handler, JsonValue, Reply
from dataops_mock.errors import FieldError
from dataops_mock.faults.fault import Fault, on_answer, on_handler, on_quota_headers, put, with_fields
from dataops_mock.rules import Answer, Exchange, Fields, Quota, Rules


def _as_203(exchange: Exchange, answer: Answer) -> Answer:
    return replace(answer, status=203) if exchange.operation_id == "get_project" and answer.status == 200 else answer


def _as_problem(_exchange: Exchange, answer: Answer) -> Answer:
    return replace(answer, media_type="application/problem+json") if answer.status >= 400 else answer


def _with_policy(_exchange: Exchange, quota: Quota, headers: dict[str, str]) -> Mapping[str, str]:
    return {**headers, "RateLimit-Limit": f"{quota.limit}, {quota.limit};w=60"}


def _ids_as_text(_exchange: Exchange, answer: Answer) -> Answer:
    def change(resource: dict[str, JsonValue]) -> Mapping[str, JsonValue]:
        number = resource.get("id")
        return {**resource, "id": str(number)} if isinstance(number, int) else resource

    return with_fields(answer, change) if answer.status < 300 else answer


def _without_created_at(exchange: Exchange, answer: Answer) -> Answer:
    if not exchange.operation_id.startswith(("get_project", "list_projects")) or answer.status != 200:
        return answer
    return with_fields(answer, lambda each: {name: value for name, value in each.items() if name != "created_at"})


def _ascending_refused(_exchange: Exchange, call: Call, handler: Handler) -> Reply:
    if call.query.get("sort") == "asc":
        raise FieldError("sort is invalid")
    return handler(call)


def _query_unchecked(rules: Rules) -> Rules:
    def validate(exchange: Exchange, fields: Fields) -> Call:
        try:
            return rules.validate(exchange, fields)
        except FieldError:
            exchange.raw_query = ""
            return rules.validate(exchange, fields)

    return put(rules, validate=validate)


def _wrong_id(_exchange: Exchange, call: Call, handler: Handler) -> Reply:
    reply = handler(call)
    if not isinstance(reply, Entity) or reply.status != 201:
        return reply
    number = reply.data.get("id")
    return replace(reply, data={**reply.data, "id": number + 1_000_000}) if isinstance(number, int) else reply


FAULTS: tuple[Fault, ...] = (
    Fault("status-not-documented", "SPEC-01", "GET of a project answers 203.", on_answer(_as_203)),
    Fault("content-type-not-documented", "SPEC-02", "Errors are application/problem+json.", on_answer(_as_problem)),
    Fault(
        "header-not-an-integer", "SPEC-03", "RateLimit-Limit is a list with a policy.", on_quota_headers(_with_policy)
    ),
    Fault("ids-as-text", "SPEC-04", "Ids are strings.", on_answer(_ids_as_text)),
    Fault("required-field-missing", "SPEC-04", "A project has no created_at.", on_answer(_without_created_at)),
    Fault("valid-sort-refused", "SPEC-05", "sort=asc gets 400.", on_handler(_ascending_refused)),
    Fault("query-unchecked", "SPEC-06", "Bad query parameters are passed over.", _query_unchecked),
    Fault("link-leads-nowhere", "SPEC-07", "What was created is told by another id.", on_handler(_wrong_id)),
)
