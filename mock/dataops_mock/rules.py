"""The seams: every rule of HTTP that the mock keeps, each a function that a fault can put another in place of.

The pipeline (`http/pipeline.py`) says in which order the rules are asked; the functions that keep them are in the other
modules of `http/` and are put together by `http/standard.py`. Nothing here keeps a rule.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias

import orjson

from dataops_mock.call import Call, Handler, JsonValue, Listing, Principal, Reply
from dataops_mock.errors import Refusal

if TYPE_CHECKING:
    from dataops_spec import Operation

    from dataops_mock.world.world import World

ANONYMOUS = Principal("anonymous")


@dataclass(frozen=True, slots=True)
class Match:
    """What the contract knows of a path and method.

    `path` holds the templated segments, still encoded; `allowed` the methods that the path has. A path that no
    operation has leaves all of it empty.
    """

    operation: Operation | None = None
    path: Mapping[str, str] = field(default_factory=dict[str, str])
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quota:
    """Where a user stands in its window.

    `reset` is the unix time of the window's end, in seconds; `retry_after` the seconds until then.
    """

    limit: int
    observed: int
    reset: int
    retry_after: int

    @property
    def exceeded(self) -> bool:
        """Tell whether this request is one too many."""
        return self.observed > self.limit


@dataclass(slots=True)
class Exchange:
    """One request on its way through the pipeline; `match`, `principal` and `quota` are filled in as it goes.

    `raw_path` begins after `/api/v4` and is percent-encoded, `raw_query` too; `base_url` is the mock's own, as the
    client names it; `number` counts the requests of this server from 1. `status` is that of the answer, 0 until
    there is one; `struck` keeps whether a corner, by its name, holds for this request.
    """

    method: str
    raw_path: str
    raw_query: str
    headers: Mapping[str, str]
    client: str
    chunks: AsyncIterator[bytes]
    world: World
    now: datetime
    base_url: str
    number: int = 1
    request_id: str = ""
    match: Match = Match()
    principal: Principal = ANONYMOUS
    quota: Quota | None = None
    status: int = 0
    struck: dict[str, bool] = field(default_factory=dict[str, bool])

    @property
    def operation_id(self) -> str:
        """Return the id of the operation, empty where there is none."""
        return "" if self.match.operation is None else self.match.operation.id


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of a body; `typed` where they have JSON's types, else each is text or a structure of texts."""

    values: Mapping[str, JsonValue] = field(default_factory=dict[str, JsonValue])
    typed: bool = True


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list.

    `number` and `total` are None under keyset pagination; `cursor` is then that of the next page.
    """

    items: Sequence[object]
    per_page: int
    number: int | None = None
    total: int | None = None
    cursor: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A response, encoded."""

    status: int
    content: bytes = b""
    media_type: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict[str, str])

    def with_headers(self, headers: Mapping[str, str]) -> Answer:
        """Return it with these headers over its own."""
        return replace(self, headers={**self.headers, **headers})

    def without_header(self, name: str) -> Answer:
        """Return it without the header of this name, however its letters are cased."""
        kept = {key: value for key, value in self.headers.items() if key.lower() != name.lower()}
        return replace(self, headers=kept)

    @classmethod
    def of_json(cls, status: int, body: object, headers: Mapping[str, str] | None = None) -> Answer:
        """Encode `body` as JSON."""
        return cls(status, orjson.dumps(body, option=orjson.OPT_NON_STR_KEYS), "application/json", headers or {})


Decode: TypeAlias = Callable[[Exchange], Coroutine[None, None, Fields]]
Handle: TypeAlias = Callable[[Exchange, Call, Handler], Reply]


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules, each a seam.

    `authenticate` raises `Unauthorized`; `charge` counts the request and returns None where nobody counts it; `route`
    raises for a path or method that the contract does not know; `authorize` raises `InsufficientScope`; `decode` and
    `validate` raise refusals of status 400 and 415; `handle` calls the handler; `finish` is the last to change an
    answer; `receive`, where there is one, sees what comes over a socket before HTTP is read.
    """

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
    receive: Callable[[bytes], bytes] | None = None
