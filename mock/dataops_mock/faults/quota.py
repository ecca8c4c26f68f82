"""Faults in single numbers of the quota, and in who pays."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from email.utils import formatdate

from dataops_mock.errors import Refusal
from dataops_mock.faults.corners import Holds
from dataops_mock.faults.fault import Apply, Fault, on_answer, on_quota_headers, put
from dataops_mock.faults.strike import Remembering, struck
from dataops_mock.rules import Answer, Exchange, Quota, Rules

Headers = dict[str, str]


def _without(name: str) -> Apply:
    return on_answer(lambda _, answer: answer.without_header(name) if answer.status == 429 else answer)


def _on_429(change: Callable[[Answer], Answer]) -> Apply:
    return on_answer(lambda _, answer: change(answer) if answer.status == 429 else answer)


def _out_of_turn(rules: Rules) -> Rules:
    def charge(exchange: Exchange, key: str) -> Quota | None:
        quota = exchange.quota = rules.charge(exchange, key)
        if quota is not None and not quota.exceeded:
            raise Refusal(429, {"message": "Retry later"}, {"Retry-After": str(quota.retry_after)})
        return quota

    return put(rules, charge=charge)


def _below_zero(_exchange: Exchange, quota: Quota, headers: Headers) -> Headers:
    return {**headers, "RateLimit-Remaining": str(quota.limit - quota.observed)}


def _uncounted(holds: Holds) -> Apply:
    """Answer where the user stood, and count nothing."""

    def apply(rules: Rules) -> Rules:
        known: dict[str, Quota] = {}

        def charge(exchange: Exchange, key: str) -> Quota | None:
            if holds(exchange) and key in known:
                return known[key]
            quota = rules.charge(exchange, key)
            if quota is not None:
                known[key] = quota
            return quota

        return put(rules, charge=charge)

    return apply


def _twice(rules: Rules) -> Rules:
    def charge(exchange: Exchange, key: str) -> Quota | None:
        rules.charge(exchange, key)
        return rules.charge(exchange, key)

    return put(rules, charge=charge)


def _local_time(_exchange: Exchange, quota: Quota, headers: Headers) -> Headers:
    local = formatdate(quota.reset + 3600, usegmt=True).replace("GMT", "+0100")
    return {**headers, "RateLimit-ResetTime": local}


def _retry_after(value: Callable[[Quota], str]) -> Apply:
    """Tell another Retry-After."""

    def change(_exchange: Exchange, quota: Quota, headers: Headers) -> Headers:
        return {**headers, "Retry-After": value(quota)} if quota.exceeded else headers

    return on_quota_headers(change)


def _halved(rules: Rules) -> Rules:
    def charge(exchange: Exchange, key: str) -> Quota | None:
        quota = rules.charge(exchange, key)
        if quota is None or not quota.exceeded:
            return quota
        half = max(1, quota.retry_after // 2)
        return replace(quota, reset=int(time.time()) + half, retry_after=half)

    return put(rules, charge=charge)


def _for_ever(rules: Rules) -> Rules:
    refused: set[str] = set()

    def charge(exchange: Exchange, key: str) -> Quota | None:
        quota = rules.charge(exchange, key)
        if quota is None:
            return None
        if quota.exceeded:
            refused.add(key)
        return replace(quota, observed=max(quota.observed, quota.limit + 1)) if key in refused else quota

    return put(rules, charge=charge)


def _everybody_with_one(rules: Rules) -> Rules:
    until: list[int] = []

    def charge(exchange: Exchange, key: str) -> Quota | None:
        quota = rules.charge(exchange, key)
        if quota is None:
            return None
        if quota.exceeded:
            until[:] = [quota.reset]
        all_wait = until and time.time() < until[0]
        return replace(quota, observed=max(quota.observed, quota.limit + 1)) if all_wait else quota

    return put(rules, charge=charge)


def _readers_apart(rules: Rules) -> Rules:
    def quota_key(exchange: Exchange) -> str:
        token = exchange.principal.token
        reads = token is not None and token.scopes == ("read_api",)
        return f"{rules.quota_key(exchange)}:reads" if reads else rules.quota_key(exchange)

    return put(rules, quota_key=quota_key)


def _bots_of_projects(rules: Rules) -> Rules:
    """Let the bots of all projects share the quota of whoever was the first to be counted."""
    first: list[str] = []

    def quota_key(exchange: Exchange) -> str:
        key = rules.quota_key(exchange)
        if exchange.principal.kind == "personal" and not first:
            first.append(key)
        return first[0] if exchange.principal.kind == "project" and first else key

    return put(rules, quota_key=quota_key)


def _a_second(_exchange: Exchange, quota: Quota, headers: Headers) -> Headers:
    limit = max(1, quota.limit // 60)
    return {**headers, "RateLimit-Limit": str(limit), "RateLimit-Remaining": str(max(0, limit - quota.observed))}


FAULTS: tuple[Fault, ...] = (
    Fault("ratelimit-observed-missing", "RATE-02", "A 429 has no RateLimit-Observed.", _without("RateLimit-Observed")),
    Fault("ratelimit-reset-time-missing", "RATE-02", "A 429 has no RateLimit-ResetTime.",
          _without("RateLimit-ResetTime")),
    struck("refused-out-of-turn", "RATE-03", "every-50th", "Every fiftieth request gets 429.", _out_of_turn),
    Fault("remaining-below-zero", "RATE-04", "RateLimit-Remaining falls below zero.", on_quota_headers(_below_zero)),
    struck("version-not-counted", "RATE-05", "get_version", "Asking for the version counts for nothing.",
           Remembering(_uncounted)),
    struck("branches-not-counted", "RATE-05", "list_branches", "Listing branches counts for nothing.",
           Remembering(_uncounted)),
    struck("jobs-counted-twice", "RATE-05", "list_project_jobs", "Listing jobs counts twice.", _twice),
    Fault("reset-time-with-offset", "RATE-07", "RateLimit-ResetTime is in a local time.",
          on_quota_headers(_local_time)),
    Fault("retry-after-as-date", "RATE-08", "Retry-After is a date.",
          _retry_after(lambda quota: formatdate(quota.reset, usegmt=True))),
    Fault("retry-after-of-another-clock", "RATE-08", "Retry-After is an hour too long.",
          _retry_after(lambda quota: str(quota.retry_after + 3600))),
    Fault("retry-after-halved", "RATE-10", "Half of the time that is left is told.", _halved),
    Fault("refused-for-ever", "RATE-10", "Who was refused once is refused for ever.", _for_ever),
    Fault("over-quota-as-html", "RATE-12", "The body of a 429 is a page of HTML.",
          _on_429(lambda answer: replace(answer, content=b"<html><body>Retry later</body></html>",
                                         media_type="text/html"))),
    Fault("over-quota-without-body", "RATE-12", "A 429 has an empty body of JSON.",
          _on_429(lambda answer: replace(answer, content=b""))),
    Fault("one-refused-all-refused", "RATE-13", "While one user is refused all are.", _everybody_with_one),
    Fault("read-token-has-own-quota", "RATE-15", "A token of the scope read_api has a quota of its own.",
          _readers_apart),
    Fault("project-bots-share-quota", "RATE-16", "The bots of projects eat the first person's quota.",
          _bots_of_projects),
    Fault("limit-of-a-second", "RATE-17", "The limit told is that of a second.", on_quota_headers(_a_second)),
)  # fmt: skip
