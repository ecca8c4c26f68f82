"""Faults in the quota."""

from __future__ import annotations

import time
from dataclasses import replace
from email.utils import formatdate

from dataops_mock.call import Principal
from dataops_mock.errors import Refusal, Unauthorized
from dataops_mock.faults.corners import Holds
from dataops_mock.faults.fault import Apply, Fault, on_answer, on_quota_headers, put
from dataops_mock.faults.strike import Remembering
from dataops_mock.rules import Answer, Exchange, Quota, Rules

Headers = dict[str, str]


def _never_refused(rules: Rules) -> Rules:
    def charge(exchange: Exchange, key: str) -> Quota | None:
        quota = rules.charge(exchange, key)
        return None if quota is not None and quota.exceeded else quota

    return put(rules, charge=charge)


def _as_503(_exchange: Exchange, answer: Answer) -> Answer:
    return replace(answer, status=503) if answer.status == 429 else answer


def _without(name: str) -> Apply:
    return on_answer(lambda _, answer: answer.without_header(name) if answer.status == 429 else answer)


def _one_short(rules: Rules) -> Rules:
    def charge(exchange: Exchange, key: str) -> Quota | None:
        quota = exchange.quota = rules.charge(exchange, key)
        if quota is not None and quota.observed == quota.limit:
            raise Refusal(429, {"message": "Retry later"}, {"Retry-After": str(quota.retry_after)})
        return quota

    return put(rules, charge=charge)


def _remaining_one_more(_exchange: Exchange, quota: Quota, headers: Headers) -> Headers:
    return {**headers, "RateLimit-Remaining": str(max(0, quota.limit - quota.observed) + 1)}


def _observed_in_pairs(rules: Rules) -> Rules:
    def headers(exchange: Exchange, quota: Quota) -> dict[str, str]:
        seen = quota if quota.exceeded else replace(quota, observed=quota.observed // 2 * 2)
        return dict(rules.quota_headers(exchange, seen))

    return put(rules, quota_headers=headers)


def _reset_by(seconds: int) -> Apply:
    def change(_exchange: Exchange, _quota: Quota, headers: Headers) -> Headers:
        reset = int(time.time()) + seconds
        return {**headers, "RateLimit-Reset": str(reset), "RateLimit-ResetTime": formatdate(reset, usegmt=True)}

    return on_quota_headers(change)


def _another_reset_time(_exchange: Exchange, quota: Quota, headers: Headers) -> Headers:
    return {**headers, "RateLimit-ResetTime": formatdate(quota.reset + 3600, usegmt=True)}


def _in_milliseconds(_exchange: Exchange, quota: Quota, headers: Headers) -> Headers:
    return {**headers, "Retry-After": str(quota.retry_after * 1000)} if quota.exceeded else headers


def _always_retry_after(_exchange: Exchange, quota: Quota, headers: Headers) -> Headers:
    return {**headers, "Retry-After": str(quota.retry_after)}


def _too_short(rules: Rules) -> Rules:
    def charge(exchange: Exchange, key: str) -> Quota | None:
        quota = rules.charge(exchange, key)
        if quota is None or not quota.exceeded:
            return quota
        return replace(quota, reset=int(time.time()) + 1, retry_after=1)

    return put(rules, charge=charge)


def _served_all_the_same(rules: Rules) -> Rules:
    over: dict[str, Quota] = {}

    def charge(exchange: Exchange, key: str) -> Quota | None:
        quota = rules.charge(exchange, key)
        if quota is None or not quota.exceeded:
            return quota
        over[exchange.request_id] = quota
        return None

    def finish(exchange: Exchange, answer: Answer) -> Answer:
        done = rules.finish(exchange, answer)
        quota = over.pop(exchange.request_id, None)
        if quota is None:
            return done
        refused = rules.over_quota(exchange, quota).with_headers(done.headers)
        return refused.with_headers(rules.quota_headers(exchange, quota))

    return put(rules, charge=charge, finish=finish)


def _text_as_json(_exchange: Exchange, answer: Answer) -> Answer:
    return replace(answer, content=b"Retry later", media_type="application/json") if answer.status == 429 else answer


def _one_for_all(rules: Rules) -> Rules:
    return put(rules, quota_key=lambda exchange: "everyone" if exchange.principal.user else rules.quota_key(exchange))


def _bad_credentials_charged(holds: Holds) -> Apply:
    def apply(rules: Rules) -> Rules:
        keys: list[str] = []

        def quota_key(exchange: Exchange) -> str:
            key = rules.quota_key(exchange)
            if exchange.principal.user is not None:
                keys[:] = [key]
            return key

        def authenticate(exchange: Exchange) -> Principal:
            try:
                return rules.authenticate(exchange)
            except Unauthorized:
                for key in keys if holds(exchange) else ():
                    rules.charge(exchange, key)
                raise

        return put(rules, quota_key=quota_key, authenticate=authenticate)

    return apply


def _key_by_token(rules: Rules) -> Rules:
    def quota_key(exchange: Exchange) -> str:
        token = exchange.principal.token
        return rules.quota_key(exchange) if token is None else f"token:{token.id}"

    return put(rules, quota_key=quota_key)


def _key_by_creator(rules: Rules) -> Rules:
    def quota_key(exchange: Exchange) -> str:
        token, world = exchange.principal.token, exchange.world
        if token is None or token.resource_id is None:
            return rules.quota_key(exchange)
        owner = world.projects.get(token.resource_id) if token.kind == "project" else world.group(token.resource_id)
        member = None if owner is None else owner.members.get(token.user_id)
        creator = None if member is None else member.created_by_id
        return rules.quota_key(exchange) if creator is None else f"user:{creator}"

    return put(rules, quota_key=quota_key)


def _doubled(rules: Rules) -> Rules:
    def charge(exchange: Exchange, key: str) -> Quota | None:
        quota = rules.charge(exchange, key)
        return None if quota is None else replace(quota, limit=quota.limit * 2)

    return put(rules, charge=charge)


FAULTS: tuple[Fault, ...] = (
    Fault("quota-not-enforced", "RATE-01", "Nobody is ever refused.", _never_refused),
    Fault("over-quota-as-503", "RATE-01", "One request too many gets 503.", on_answer(_as_503)),
    Fault("retry-after-missing", "RATE-02", "A 429 has no Retry-After.", _without("Retry-After")),
    Fault("ratelimit-reset-missing", "RATE-02", "A 429 has no RateLimit-Reset.", _without("RateLimit-Reset")),
    Fault("limit-one-short", "RATE-03", "The limit's last request is refused.", _one_short),
    Fault(
        "remaining-one-more", "RATE-04", "RateLimit-Remaining is one too high.", on_quota_headers(_remaining_one_more)
    ),
    Fault("observed-in-pairs", "RATE-05", "RateLimit-Observed rises every other request.", _observed_in_pairs),
    Fault("reset-in-the-past", "RATE-06", "RateLimit-Reset has passed.", _reset_by(-30)),
    Fault("reset-too-far", "RATE-06", "RateLimit-Reset is an hour off.", _reset_by(3600)),
    Fault(
        "reset-time-differs",
        "RATE-07",
        "RateLimit-ResetTime is another instant.",
        on_quota_headers(_another_reset_time),
    ),
    Fault(
        "retry-after-in-milliseconds", "RATE-08", "Retry-After is in milliseconds.", on_quota_headers(_in_milliseconds)
    ),
    Fault("retry-after-always", "RATE-09", "Every answer bears Retry-After.", on_quota_headers(_always_retry_after)),
    Fault("retry-after-too-short", "RATE-10", "Waiting Retry-After is not enough.", _too_short),
    Fault("refused-request-has-effect", "RATE-11", "What got 429 was done all the same.", _served_all_the_same),
    Fault("over-quota-body-not-json", "RATE-12", "The JSON body of a 429 is text.", on_answer(_text_as_json)),
    Fault("one-quota-for-all", "RATE-13", "All users share one quota.", _one_for_all),
    Fault(
        "bad-credentials-charged",
        "RATE-14",
        "Bad credentials eat a user's quota.",
        Remembering(_bad_credentials_charged),
    ),
    Fault("quota-per-token", "RATE-15", "Each token has a quota of its own.", _key_by_token),
    Fault("bot-shares-quota", "RATE-16", "A bot eats the quota of who made it.", _key_by_creator),
    Fault("limit-doubled", "RATE-17", "The limit is twice the documented one.", _doubled),
)
