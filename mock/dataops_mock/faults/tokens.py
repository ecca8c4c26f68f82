"""Faults in tokens: whom they act as, how long they live, what they open, and who is told of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from dataops_mock.call import Call, JsonValue, Principal
from dataops_mock.errors import Forbidden, InsufficientScope, NotFound, Refusal, Unauthorized
from dataops_mock.faults.auth import afterwards, as_another_person, first_user, instead
from dataops_mock.faults.fault import (
    Apply,
    Fault,
    on_answer,
    on_entity,
    on_field,
    on_refusal,
    put,
    with_fields,
)
from dataops_mock.faults.store import on_copy
from dataops_mock.faults.strike import struck
from dataops_mock.http.credentials import secrets_of, token_principal
from dataops_mock.rules import Answer, Exchange, Rules
from dataops_mock.world.entities import AccessToken, Trigger


def _bearer_as_another(exchange: Exchange, principal: Principal) -> Principal:
    return as_another_person(exchange, principal) if "authorization" in exchange.headers else principal


def _reader_as_another(exchange: Exchange, principal: Principal) -> Principal:
    reads = principal.token is not None and principal.token.scopes == ("read_api",)
    return as_another_person(exchange, principal) if reads else principal


def _bots_of(kind: str) -> Apply:
    """Let the tokens of this kind act as a person."""

    def change(exchange: Exchange, principal: Principal) -> Principal:
        return replace(principal, user=first_user(exchange)) if principal.kind == kind else principal

    return afterwards(change)


def _expired_bearer(exchange: Exchange, place: str, secret: str) -> Principal | None:
    token = exchange.world.lookup_secret(secret) if secret and place == "token" else None
    if not isinstance(token, AccessToken) or token.revoked or "authorization" not in exchange.headers:
        return None
    return token_principal(exchange.world, token)


def _trigger_owner(place: str, header: str) -> Apply:
    """Let a trigger token in that comes in this header."""

    def admit(exchange: Exchange, given: str, secret: str) -> Principal | None:
        if given != place or header not in exchange.headers:
            return None
        trigger = exchange.world.lookup_secret(secret) if secret else None
        return Principal("personal", exchange.world.users[trigger.owner_id]) if isinstance(trigger, Trigger) else None

    return instead(admit)


def _other_scopes(call: Call, data: dict[str, JsonValue]) -> Mapping[str, JsonValue]:
    number = data.get("id")
    if isinstance(number, int):
        call.world.tokens[number].scopes = ("read_user",)
    return data


def _scope_unnamed(_exchange: Exchange, refusal: Refusal) -> Refusal:
    return Forbidden() if isinstance(refusal, InsufficientScope) else refusal


def _opens_nothing(scope: str) -> Apply:
    """Refuse tokens that have this scope alone."""

    def apply(rules: Rules) -> Rules:
        def authorize(exchange: Exchange) -> None:
            token = exchange.principal.token
            if token is not None and token.scopes == (scope,) and exchange.match.operation is not None:
                raise InsufficientScope(["api"])
            rules.authorize(exchange)

        return put(rules, authorize=authorize)

    return apply


def _missing_not_found(_exchange: Exchange, refusal: Refusal) -> Refusal:
    return NotFound("Project") if refusal.body.get("error") == "token is missing" else refusal


def _wrong_unauthorized(_exchange: Exchange, refusal: Refusal) -> Refusal:
    return Unauthorized() if refusal.status == 404 else refusal


def _secrets_told(exchange: Exchange, answer: Answer) -> Answer:
    def change(each: dict[str, JsonValue]) -> Mapping[str, JsonValue]:
        number = each.get("id")
        return {**each, "token": exchange.world.tokens[number].secret} if isinstance(number, int) else each

    return with_fields(answer, change) if answer.status == 200 else answer


def _request_told(exchange: Exchange, answer: Answer) -> Answer:
    given = next(secrets_of(exchange), None)
    if given is None:
        return answer
    return with_fields(answer, lambda each: {**each, "request": {"private-token": given[1]}})


def _header_lost(name: bytes) -> Callable[[bytes], bytes]:
    """Lose the token header where it is spelt so."""
    return lambda received: received.replace(b"\r\n" + name + b":", b"\r\nx-lost:")


def _refused_first(chosen: Callable[[Exchange], bool]) -> Apply:
    """Ask for the route of the chosen requests before their credentials."""

    def apply(rules: Rules) -> Rules:
        def authenticate(exchange: Exchange) -> Principal:
            if chosen(exchange):
                rules.route(exchange)
            return rules.authenticate(exchange)

        return put(rules, authenticate=authenticate)

    return apply


def _next_number(value: JsonValue) -> JsonValue:
    return value + 1 if isinstance(value, int) else value


FAULTS: tuple[Fault, ...] = (
    Fault("token-header-upper-case-lost", "AUTH-04", "PRIVATE-TOKEN is no credential (over a real socket).",
          lambda rules: put(rules, receive=_header_lost(b"PRIVATE-TOKEN"))),
    Fault("token-header-title-case-lost", "AUTH-04", "Private-Token is no credential (over a real socket).",
          lambda rules: put(rules, receive=_header_lost(b"Private-Token"))),
    Fault("bearer-acts-as-another", "AUTH-05", "A bearer token acts as another person.",
          afterwards(_bearer_as_another)),
    Fault("read-token-acts-as-another", "AUTH-07", "A token of the scope read_api acts as another person.",
          afterwards(_reader_as_another)),
    struck("token-names-another-owner", "AUTH-07", "get_current_personal_access_token",
           "A token names another user as its own.", on_field("user_id", _next_number)),
    Fault("project-bot-acts-as-person", "AUTH-08", "A project's token acts as a person.", _bots_of("project"),
          "project tokens"),
    Fault("group-bot-acts-as-person", "AUTH-08", "A group's token acts as a person.", _bots_of("group"),
          "group tokens"),
    struck("revoked-project-token-works", "AUTH-09", "revoke_project_access_token",
           "The revocation of a project's token is told and not made.", on_copy(lambda _: True)),
    struck("revoked-group-token-works", "AUTH-09", "revoke_group_access_token",
           "The revocation of a group's token is told and not made.", on_copy(lambda _: True)),
    Fault("expired-token-as-bearer", "AUTH-10", "An expired token works as a bearer token.",
          instead(_expired_bearer)),
    struck("rotation-loses-scopes", "AUTH-11", "rotate_personal_access_token",
           "A rotation's new token does not open what the old one did.", on_entity(_other_scopes)),
    Fault("insufficient-scope-unnamed", "AUTH-13", "A 403 for a scope does not say so.", on_refusal(_scope_unnamed)),
    Fault("read-repository-opens-nothing", "AUTH-14", "The scope read_repository opens nothing.",
          _opens_nothing("read_repository")),
    Fault("trigger-token-as-bearer", "AUTH-23", "A trigger token works as a bearer token.",
          _trigger_owner("token", "authorization")),
    Fault("trigger-token-as-job-token", "AUTH-23", "A trigger token works in the header JOB-TOKEN.",
          _trigger_owner("job", "job-token")),
    struck("missing-trigger-token-not-found", "AUTH-24", "trigger_pipeline",
           "A trigger without a token gets 404.", on_refusal(_missing_not_found)),
    struck("wrong-trigger-token-unauthorized", "AUTH-24", "trigger_pipeline",
           "A trigger with a wrong token gets 401.", on_refusal(_wrong_unauthorized)),
    struck("project-tokens-told", "AUTH-25", "list_project_access_tokens",
           "The list of a project's tokens tells them.", on_answer(_secrets_told)),
    struck("personal-tokens-told", "AUTH-25", "list_personal_access_tokens",
           "The list of personal tokens tells them.", on_answer(_secrets_told)),
    struck("token-echoed-in-errors", "AUTH-25", "errors", "An error tells the request's token.",
           on_answer(_request_told)),
    Fault("method-before-credentials", "AUTH-26", "405 comes before 401.",
          _refused_first(lambda exchange: exchange.match.operation is None and bool(exchange.match.allowed))),
)  # fmt: skip
