"""Faults in how resources answer over HTTP."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from dataops_mock.call import JsonValue
from dataops_mock.errors import Refusal
from dataops_mock.faults.ci import CI_FAULTS
from dataops_mock.faults.fault import Fault, json_of, on_answer, on_refusal, put, with_fields, with_json
from dataops_mock.faults.store import STORE_FAULTS
from dataops_mock.rules import Answer, Exchange, Match, Rules

_TIME = re.compile(r"(\d{4}-\d\d-\d\dT[\d:.]+)(Z|[+-]\d\d:\d\d)")


def _by_path_more(exchange: Exchange, answer: Answer) -> Answer:
    operation = exchange.match.operation
    by_path = operation is not None and operation.method == "GET" and "%2F" in exchange.match.path.get("id", "").upper()
    return (
        with_fields(answer, lambda each: {**each, "addressed_by": "path"})
        if by_path and answer.status == 200
        else answer
    )


def _no_head(rules: Rules) -> Rules:
    def route(exchange: Exchange) -> Match:
        if exchange.method == "HEAD":
            raise Refusal(405, {"error": "405 Not Allowed"}, {"Allow": ", ".join(exchange.match.allowed)})
        return rules.route(exchange)

    return put(rules, route=route)


def _head_differs(exchange: Exchange, answer: Answer) -> Answer:
    if exchange.method != "HEAD":
        return answer
    return replace(
        answer,
        headers={k: v for k, v in answer.headers.items() if not k.lower().startswith(("x-total", "link"))},
        media_type=None,
    )


def _no_allow(_exchange: Exchange, refusal: Refusal) -> Refusal:
    return Refusal(405, refusal.body) if refusal.status == 405 else refusal


def _method_not_found(_exchange: Exchange, refusal: Refusal) -> Refusal:
    return Refusal(404, {"error": "404 Not Found"}) if refusal.status == 405 else refusal


def _unknown_path(_exchange: Exchange, refusal: Refusal) -> Refusal:
    unknown = refusal.status == 404 and "error" in refusal.body
    return Refusal(404, {"message": "404 Not Found"}) if unknown else refusal


def _unnamed(_exchange: Exchange, refusal: Refusal) -> Refusal:
    named = refusal.status == 404 and "message" in refusal.body
    return Refusal(404, {"message": "404 Not Found"}) if named else refusal


def _texts(value: JsonValue) -> JsonValue:
    """Return the value with every time in it without its zone."""
    if isinstance(value, str):
        return _TIME.fullmatch(value)[1] if _TIME.fullmatch(value) else value  # type: ignore[index]
    if isinstance(value, Mapping):
        return {key: _texts(item) for key, item in value.items()}
    return [_texts(item) for item in value] if isinstance(value, list) else value


def _without_zone(_exchange: Exchange, answer: Answer) -> Answer:
    value = json_of(answer)
    return answer if value is None else with_json(answer, _texts(value))


def _updated_long_ago(_exchange: Exchange, answer: Answer) -> Answer:
    def change(each: dict[str, JsonValue]) -> Mapping[str, JsonValue]:
        return {**each, "updated_at": "2000-01-01T00:00:00.000Z"} if each.get("updated_at") else each

    return with_fields(answer, change)


def _counts_reads(exchange: Exchange, answer: Answer) -> Answer:
    operation = exchange.match.operation
    if operation is None or operation.method != "GET" or operation.is_paginated or answer.status != 200:
        return answer
    return with_fields(answer, lambda each: {**each, "reads": exchange.number})


def _list_differs(exchange: Exchange, answer: Answer) -> Answer:
    if exchange.match.operation is None or not exchange.match.operation.is_paginated:
        return answer

    def change(each: dict[str, JsonValue]) -> Mapping[str, JsonValue]:
        return {
            **each,
            **{name: f"{each[name]} " for name in ("description", "web_url") if isinstance(each.get(name), str)},
        }

    return with_fields(answer, change)


FAULTS: tuple[Fault, ...] = (
    Fault("by-path-more", "RES-10", "A resource addressed by path has a field more.", on_answer(_by_path_more)),
    Fault("head-refused", "RES-11", "HEAD gets 405.", _no_head),
    Fault("head-differs", "RES-11", "HEAD lacks headers of GET.", on_answer(_head_differs)),
    Fault("allow-missing", "RES-12", "A 405 has no Allow.", on_refusal(_no_allow)),
    Fault("unknown-method-not-found", "RES-12", "An unknown method gets 404.", on_refusal(_method_not_found)),
    Fault("unknown-path-message", "RES-13", "An unknown path has `message`, not `error`.", on_refusal(_unknown_path)),
    Fault("not-found-unnamed", "RES-14", "A 404 does not name the kind.", on_refusal(_unnamed)),
    Fault("times-without-zone", "RES-15", "Times have no zone.", on_answer(_without_zone)),
    Fault("updated-before-created", "RES-16", "updated_at is long ago.", on_answer(_updated_long_ago)),
    Fault(
        "request-id-missing",
        "RES-17",
        "No answer has X-Request-Id.",
        on_answer(lambda _, answer: answer.without_header("X-Request-Id")),
    ),
    Fault("reading-counts", "RES-18", "Each read changes the resource.", on_answer(_counts_reads)),
    Fault("list-entry-differs", "RES-19", "A list's entries differ from the resource.", on_answer(_list_differs)),
    *STORE_FAULTS,
    *CI_FAULTS,
)
