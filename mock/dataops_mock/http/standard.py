"""The rules as the contract has them."""

from __future__ import annotations

import secrets
import time
from dataclasses import replace
from functools import partial

from dataops_mock.call import Call, Handler, Reply
from dataops_mock.http import credentials, pages, quota, responses
from dataops_mock.http.bodies import decode_body
from dataops_mock.http.quota import Counter
from dataops_mock.http.routing import require_operation
from dataops_mock.http.schemas import Schemas
from dataops_mock.http.validation import Validation
from dataops_mock.rules import Answer, Exchange, Fields, Quota, Rules

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def standard_rules(schemas: Schemas, counter: Counter, max_body_bytes: int) -> Rules:
    """Return the rules, none of them broken."""

    async def decode(exchange: Exchange) -> Fields:
        return await decode_body(exchange, max_body_bytes)

    def charge(_exchange: Exchange, key: str) -> Quota:
        return counter.charge(key)

    return Rules(
        request_id=lambda _: new_request_id(),
        authenticate=credentials.authenticate,
        quota_key=credentials.quota_key,
        charge=charge,
        over_quota=quota.over_quota,
        route=require_operation,
        authorize=credentials.authorize,
        decode=decode,
        validate=Validation(schemas).check,
        handle=_handle,
        cut_page=pages.cut_page,
        page_headers=pages.page_headers,
        encode=responses.encode,
        refuse=responses.refuse,
        quota_headers=quota.quota_headers,
        finish=lambda _, answer: answer,
    )


def with_common_headers(rules: Rules) -> Rules:
    """Return the rules with a `finish` that first puts on the headers that every answer bears, by these rules."""
    own = rules.finish
    common = partial(responses.finish, rules)

    def finish(exchange: Exchange, answer: Answer) -> Answer:
        return own(exchange, common(exchange, answer))

    return replace(rules, finish=finish)


def new_request_id() -> str:
    """Return a ULID: sortable by time, and like no other."""
    number = (time.time_ns() // 1_000_000 << 80) | secrets.randbits(80)
    return "".join(_ALPHABET[number >> shift & 31] for shift in range(125, -5, -5))


def _handle(_exchange: Exchange, call: Call, handler: Handler) -> Reply:
    return handler(call)
