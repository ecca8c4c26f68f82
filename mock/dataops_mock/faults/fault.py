"""What a fault is, and how one is made of a small function."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias, TypedDict, Unpack

import orjson
from dataops_spec import requirements

from dataops_mock.call import Call, Entity, Handler, JsonValue, Listing, Principal, Reply
from dataops_mock.errors import Refusal
from dataops_mock.rules import Answer, Decode, Exchange, Fields, Handle, Match, Page, Quota, Rules

Apply: TypeAlias = Callable[[Rules], Rules]


@dataclass(frozen=True, slots=True)
class Fault:
    """One rule broken: `breaks` is the requirement's id, `apply` puts the broken seam in place of the whole one.

    `corner` names the one place where it strikes, None where it strikes wherever the rule is kept.
    """

    name: str
    breaks: str
    summary: str
    apply: Apply
    corner: str | None = None

    @property
    def level(self) -> str:
        """Return the level of the requirement that it breaks: MUST, SHOULD or MAY."""
        return next(requirement.level for requirement in requirements() if requirement.id == self.breaks)


class Seams(TypedDict, total=False):
    """The seams of `Rules` that a fault may put another function in place of."""

    request_id: Callable[[Exchange], str]
    authenticate: Callable[[Exchange], Principal]
    quota_key: Callable[[Exchange], str]
    charge: Callable[[Exchange, str], Quota | None]
    over_quota: Callable[[Exchange, Quota], Answer]
    route: Callable[[Exchange], Match]
    authorize: Callable[[Exchange], None]
    decode: Decode
    validate: Callable[[Exchange, Fields], Call]
    handle: Handle
    cut_page: Callable[[Exchange, Call, Listing], Page]
    page_headers: Callable[[Exchange, Call, Page], Mapping[str, str]]
    encode: Callable[[Exchange, Reply], Answer]
    refuse: Callable[[Exchange, Refusal], Answer]
    quota_headers: Callable[[Exchange, Quota], Mapping[str, str]]
    finish: Callable[[Exchange, Answer], Answer]
    receive: Callable[[bytes], bytes] | None


def put(rules: Rules, **seams: Unpack[Seams]) -> Rules:
    """Return the rules with other functions in these seams."""
    return replace(rules, **seams)


def on_answer(change: Callable[[Exchange, Answer], Answer]) -> Apply:
    """Break every answer on its way out."""

    def apply(rules: Rules) -> Rules:
        return put(rules, finish=lambda exchange, answer: change(exchange, rules.finish(exchange, answer)))

    return apply


def on_quota_headers(change: Callable[[Exchange, Quota, dict[str, str]], Mapping[str, str]]) -> Apply:
    """Break the headers that tell where a user's quota stands."""

    def apply(rules: Rules) -> Rules:
        return put(rules, quota_headers=lambda x, quota: change(x, quota, dict(rules.quota_headers(x, quota))))

    return apply


def on_page(change: Callable[[Exchange, Call, Listing, Page], Page]) -> Apply:
    """Break the page that is cut from a list."""

    def apply(rules: Rules) -> Rules:
        return put(rules, cut_page=lambda x, call, listing: change(x, call, listing, rules.cut_page(x, call, listing)))

    return apply


def on_page_headers(change: Callable[[Exchange, Page, dict[str, str]], Mapping[str, str]]) -> Apply:
    """Break the headers that tell where a page stands."""

    def apply(rules: Rules) -> Rules:
        return put(rules, page_headers=lambda x, call, page: change(x, page, dict(rules.page_headers(x, call, page))))

    return apply


def on_refusal(change: Callable[[Exchange, Refusal], Refusal]) -> Apply:
    """Break refusals."""

    def apply(rules: Rules) -> Rules:
        return put(rules, refuse=lambda exchange, refusal: rules.refuse(exchange, change(exchange, refusal)))

    return apply


def on_handler(change: Callable[[Exchange, Call, Handler], Reply]) -> Apply:
    """Break what is done around the handlers."""

    def apply(rules: Rules) -> Rules:
        def handle(exchange: Exchange, call: Call, handler: Handler) -> Reply:
            return change(exchange, call, lambda inner: rules.handle(exchange, inner, handler))

        return put(rules, handle=handle)

    return apply


def on_body(change: Callable[[Exchange, Fields], Fields]) -> Apply:
    """Break the fields that a body was read as."""

    def apply(rules: Rules) -> Rules:
        async def decode(exchange: Exchange) -> Fields:
            return change(exchange, await rules.decode(exchange))

        return put(rules, decode=decode)

    return apply


def on_call(change: Callable[[Call], Call]) -> Apply:
    """Break what handlers are called with."""
    return on_handler(lambda _, call, handler: handler(change(call)))


def on_entity(change: Callable[[Call, dict[str, JsonValue]], Mapping[str, JsonValue]]) -> Apply:
    """Break the one resource that a handler gave back, and the world behind it."""

    def changed(_exchange: Exchange, call: Call, handler: Handler) -> Reply:
        reply = handler(call)
        return replace(reply, data=change(call, dict(reply.data))) if isinstance(reply, Entity) else reply

    return on_handler(changed)


def on_listing(change: Callable[[Call, Listing], Listing]) -> Apply:
    """Break the whole list that a handler gave back, before a page is cut from it."""

    def changed(_exchange: Exchange, call: Call, handler: Handler) -> Reply:
        reply = handler(call)
        return change(call, reply) if isinstance(reply, Listing) else reply

    return on_handler(changed)


def on_field(name: str, change: Callable[[JsonValue], JsonValue]) -> Apply:
    """Break one field of the resource that an answer holds, or of each resource of a list."""

    def changed(each: dict[str, JsonValue]) -> Mapping[str, JsonValue]:
        return {**each, name: change(each[name])} if name in each else each

    return on_answer(lambda _, answer: with_fields(answer, changed) if answer.status < 300 else answer)


def without_field(name: str) -> Apply:
    """Leave one field out of the resource that an answer holds, or of each resource of a list."""

    def changed(each: dict[str, JsonValue]) -> Mapping[str, JsonValue]:
        return {key: value for key, value in each.items() if key != name}

    return on_answer(lambda _, answer: with_fields(answer, changed) if answer.status < 300 else answer)


def json_of(answer: Answer) -> JsonValue:
    """Return the JSON of an answer, null where it has none."""
    if answer.media_type != "application/json" or not answer.content:
        return None
    value: JsonValue = orjson.loads(answer.content)
    return value


def with_json(answer: Answer, value: object) -> Answer:
    """Return an answer with another JSON body."""
    return replace(answer, content=orjson.dumps(value))


def with_fields(answer: Answer, change: Callable[[dict[str, JsonValue]], Mapping[str, JsonValue]]) -> Answer:
    """Return an answer with the object that it holds changed, or each object of the list that it holds."""
    value = json_of(answer)
    if isinstance(value, dict):
        return with_json(answer, change(value))
    if isinstance(value, list):
        return with_json(answer, [change(item) if isinstance(item, dict) else item for item in value])
    return answer
