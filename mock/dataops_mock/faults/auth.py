"""Faults in who is let in, and how far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dataops_mock.call import Principal
from dataops_mock.errors import InsufficientScope, Refusal, Unauthorized
from dataops_mock.faults.access import ACCESS_FAULTS
from dataops_mock.faults.fault import Apply, Fault, on_answer, on_refusal, put, with_fields
from dataops_mock.http.bodies import JSON, MULTIPART, URLENCODED
from dataops_mock.http.credentials import principal_of, secrets_of, token_principal
from dataops_mock.rules import ANONYMOUS, Answer, Exchange, Fields, Quota, Rules
from dataops_mock.world.entities import AccessToken, Job, Trigger, User


def instead(admit: Callable[[Exchange, str, str], Principal | None]) -> Apply:
    """Where the rules refuse a credential, ask `admit` with its place and secret, both empty where there is none."""

    def apply(rules: Rules) -> Rules:
        def authenticate(exchange: Exchange) -> Principal:
            try:
                return rules.authenticate(exchange)
            except Unauthorized:
                admitted = admit(exchange, *next(secrets_of(exchange), ("", "")))
                if admitted is None:
                    raise
                return admitted

        return put(rules, authenticate=authenticate)

    return apply


def where_there_is_something(admit: Callable[[Exchange, str, str], Principal | None]) -> Apply:
    """Do as `instead` for a GET that finds what it asks for; any other is refused as if nobody had been let in."""

    def apply(rules: Rules) -> Rules:
        def admit_reader(exchange: Exchange, place: str, secret: str) -> Principal | None:
            asks = exchange.method == "GET" and exchange.match.operation is not None
            return admit(exchange, place, secret) if asks else None

        def charge(exchange: Exchange, key: str) -> Quota | None:
            return None if _stands_in(exchange.principal) else rules.charge(exchange, key)

        def refuse(exchange: Exchange, refusal: Refusal) -> Answer:
            return rules.refuse(exchange, Unauthorized() if _stands_in(exchange.principal) else refusal)

        return put(instead(admit_reader)(rules), charge=charge, refuse=refuse)

    return apply


def _stands_in(principal: Principal) -> bool:
    """Tell whether a person was put in place of nobody: one who is known has a token."""
    return principal.kind == "personal" and principal.token is None


def afterwards(change: Callable[[Exchange, Principal], Principal]) -> Apply:
    """Change whom a request acts as."""

    def apply(rules: Rules) -> Rules:
        return put(rules, authenticate=lambda exchange: change(exchange, rules.authenticate(exchange)))

    return apply


def first_user(exchange: Exchange) -> User:
    """Return the person with the lowest id."""
    return exchange.world.users[min(exchange.world.users)]


def _anonymous_as_user(exchange: Exchange, place: str, _secret: str) -> Principal | None:
    return None if place else Principal("personal", first_user(exchange))


def _unknown_as_user(exchange: Exchange, place: str, secret: str) -> Principal | None:
    unknown = place == "token" and secret != "" and _found(exchange, secret) is None
    return Principal("personal", first_user(exchange)) if unknown else None


def _public_as_user(exchange: Exchange, principal: Principal) -> Principal:
    operation = exchange.match.operation
    if operation is None or not operation.allows_anonymous or principal.kind != "anonymous":
        return principal
    return Principal("personal", first_user(exchange))


def _no_anonymous(exchange: Exchange, principal: Principal) -> Principal:
    operation = exchange.match.operation
    if operation is not None and operation.allows_anonymous and principal.kind == "anonymous":
        raise Unauthorized
    return principal


def _bad_token_as_anonymous(exchange: Exchange, _place: str, _secret: str) -> Principal | None:
    operation = exchange.match.operation
    return ANONYMOUS if operation is not None and operation.allows_anonymous else None


def _lower_case_header_only(received: bytes) -> bytes:
    lines = received.split(b"\r\n")
    wrong = (line for line in lines if line[:14].lower() == b"private-token:" and line[:14] != b"private-token:")
    for line in tuple(wrong):
        lines[lines.index(line)] = b"x-" + line
    return b"\r\n".join(lines)


def _without_bearer(rules: Rules) -> Rules:
    def authenticate(exchange: Exchange) -> Principal:
        exchange.headers = {name: value for name, value in exchange.headers.items() if name != "authorization"}
        return rules.authenticate(exchange)

    return put(rules, authenticate=authenticate)


def as_another_person(exchange: Exchange, principal: Principal) -> Principal:
    """Return a principal who acts as another person where it is one."""
    if principal.kind != "personal" or principal.user is None:
        return principal
    others = [user for user in exchange.world.users.values() if user.bot is None and user is not principal.user]
    return replace(principal, user=others[-1])


def _bot_as_person(exchange: Exchange, principal: Principal) -> Principal:
    return replace(principal, user=first_user(exchange)) if principal.kind in {"project", "group"} else principal


def _found(exchange: Exchange, secret: str) -> object:
    return exchange.world.lookup_secret(secret) if secret else None


def _revoked_too(exchange: Exchange, place: str, secret: str) -> Principal | None:
    token = _found(exchange, secret)
    revoked = place == "token" and isinstance(token, AccessToken) and token.revoked
    return token_principal(exchange.world, token) if revoked and isinstance(token, AccessToken) else None


def _expired_too(exchange: Exchange, place: str, secret: str) -> Principal | None:
    token = _found(exchange, secret)
    expired = place == "token" and isinstance(token, AccessToken) and not token.revoked
    return token_principal(exchange.world, token) if expired and isinstance(token, AccessToken) else None


def _job_principal(exchange: Exchange, secret: str) -> Principal | None:
    job = _found(exchange, secret)
    return Principal("job", exchange.world.users[job.user_id], job=job) if isinstance(job, Job) else None


def _job_everywhere(exchange: Exchange, place: str, secret: str) -> Principal | None:
    running = principal_of(exchange.world, place, secret, exchange.now) if place == "job" else None
    return None if running is None else Principal("personal", running.user)


def _ended_job_too(exchange: Exchange, place: str, secret: str) -> Principal | None:
    operation = exchange.match.operation
    taken = place == "job" and operation is not None and operation.takes_job_token
    return _job_principal(exchange, secret) if taken else None


def _no_job(_exchange: Exchange, principal: Principal) -> Principal:
    if principal.kind == "job":
        raise Unauthorized
    return principal


def _trigger_too(exchange: Exchange, _place: str, secret: str) -> Principal | None:
    trigger = _found(exchange, secret)
    return Principal("personal", exchange.world.users[trigger.owner_id]) if isinstance(trigger, Trigger) else None


def _no_reading(rules: Rules) -> Rules:
    def authorize(exchange: Exchange) -> None:
        token = exchange.principal.token
        if token is not None and "api" not in token.scopes and exchange.match.operation is not None:
            raise InsufficientScope(["api"])
        rules.authorize(exchange)

    return put(rules, authorize=authorize)


def _open_scope(*scopes: str) -> Apply:
    def apply(rules: Rules) -> Rules:
        def authorize(exchange: Exchange) -> None:
            token = exchange.principal.token
            if token is None or not set(scopes) & set(token.scopes):
                rules.authorize(exchange)

        return put(rules, authorize=authorize)

    return apply


def _echo(exchange: Exchange, answer: Answer) -> Answer:
    secret = next(secrets_of(exchange), ("", ""))[1]
    if exchange.operation_id != "get_current_user" or answer.status != 200:
        return answer
    return with_fields(answer, lambda user: {**user, "private_token": secret})


def _route_first(rules: Rules) -> Rules:
    def authenticate(exchange: Exchange) -> Principal:
        rules.route(exchange)
        return rules.authenticate(exchange)

    return put(rules, authenticate=authenticate)


def _validate_first(rules: Rules) -> Rules:
    def authenticate(exchange: Exchange) -> Principal:
        try:
            return rules.authenticate(exchange)
        except Unauthorized:
            operation = exchange.match.operation
            if operation is not None:
                sent = exchange.headers.get("content-type", JSON).partition(";")[0]
                if operation.body is not None and sent not in {JSON, MULTIPART, URLENCODED}:
                    raise Refusal(415, {"error": "415 Unsupported Media Type"}) from None
                rules.validate(exchange, Fields())
            raise

    return put(rules, authenticate=authenticate)


def _forbidden_for_unknown(_exchange: Exchange, refusal: Refusal) -> Refusal:
    return Refusal(403, {"message": "403 Forbidden"}) if refusal.status == 401 else refusal


def _other_401(_exchange: Exchange, refusal: Refusal) -> Refusal:
    return Refusal(401, {"error": "Unauthorized"}) if refusal.status == 401 else refusal


FAULTS: tuple[Fault, ...] = (
    Fault("anonymous-served", "AUTH-01", "A request without credentials acts as a user.", instead(_anonymous_as_user)),
    Fault(
        "anonymous-sees-existing",
        "AUTH-01",
        "A GET without credentials is served where it finds something.",
        where_there_is_something(_anonymous_as_user),
    ),
    Fault("unauthorized-as-forbidden", "AUTH-01", "Who is not known gets 403.", on_refusal(_forbidden_for_unknown)),
    Fault("unauthorized-body", "AUTH-01", "The body of a 401 is another.", on_refusal(_other_401)),
    Fault("public-collections-closed", "AUTH-02", "Public collections want credentials.", afterwards(_no_anonymous)),
    Fault("anonymous-sees-private", "AUTH-02", "Public collections show what is private.", afterwards(_public_as_user)),
    Fault("bad-token-as-anonymous", "AUTH-03", "A bad token counts as none.", instead(_bad_token_as_anonymous)),
    Fault(
        "bad-token-sees-existing",
        "AUTH-03",
        "A GET with an unknown token is served where it finds something.",
        where_there_is_something(_unknown_as_user),
    ),
    Fault(
        "token-header-case-sensitive",
        "AUTH-04",
        "The token header is known in lower case alone (over a real socket).",
        lambda rules: put(rules, receive=_lower_case_header_only),
    ),
    Fault("bearer-ignored", "AUTH-05", "A bearer token is no credential.", _without_bearer),
    Fault(
        "token-acts-as-another", "AUTH-07", "A personal token acts as another person.", afterwards(as_another_person)
    ),
    Fault(
        "bot-acts-as-person", "AUTH-08", "A project's or group's token acts as a person.", afterwards(_bot_as_person)
    ),
    Fault("revoked-token-works", "AUTH-09", "A revoked token still works.", instead(_revoked_too)),
    Fault("expired-token-works", "AUTH-10", "An expired token still works.", instead(_expired_too)),
    Fault("read-api-reads-nothing", "AUTH-12", "The scope read_api may not read.", _no_reading),
    Fault("read-api-writes", "AUTH-13", "The scope read_api may write.", _open_scope("read_api")),
    Fault("scopes-ignored", "AUTH-14", "Narrow scopes open everything.", _open_scope("read_repository", "read_user")),
    Fault("job-token-refused", "AUTH-15", "A running job's token is no credential.", afterwards(_no_job)),
    Fault("job-token-everywhere", "AUTH-16", "A job's token opens every operation.", instead(_job_everywhere)),
    Fault(
        "job-token-reads-existing",
        "AUTH-16",
        "A job's token opens every GET that finds something.",
        where_there_is_something(_job_everywhere),
    ),
    Fault("job-token-outlives-job", "AUTH-17", "A job's token works after the job.", instead(_ended_job_too)),
    Fault("trigger-token-as-credential", "AUTH-23", "A trigger token works as a token.", instead(_trigger_too)),
    Fault("token-echoed", "AUTH-25", "GET /user answers with the token.", on_answer(_echo)),
    Fault("route-before-credentials", "AUTH-26", "404 and 405 come before 401.", _route_first),
    Fault("validation-before-credentials", "AUTH-26", "400 and 415 come before 401.", _validate_first),
    *ACCESS_FAULTS,
)
