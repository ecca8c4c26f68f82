"""What a handler is given and what it gives back: the face between HTTP and the resources."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from dataops_spec import Operation

    from dataops_mock.world.entities import AccessToken, Job, User
    from dataops_mock.world.world import World

JsonValue: TypeAlias = "bool | int | float | str | Sequence[JsonValue] | Mapping[str, JsonValue] | None"
JsonObject: TypeAlias = Mapping[str, JsonValue]


@dataclass(frozen=True, slots=True)
class Principal:
    """Whom a request acts as, and by what credential.

    `user` is None for a request without credentials. `token` is the access token, where one was given; `job` is the
    running job whose token was given.
    """

    kind: Literal["anonymous", "personal", "project", "group", "job"]
    user: User | None = None
    token: AccessToken | None = None
    job: Job | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """A request that is known, allowed and valid.

    `path`, `query` and `body` hold values of the types that the contract names, under the names of the contract
    (`filter[environment_scope]`, `scope[]`); absent means absent, None means null. `id` stays a string.
    `base_url` is the mock's own, without a trailing slash, for the URLs in answers.
    """

    operation: Operation
    world: World
    principal: Principal
    path: Mapping[str, str]
    query: Mapping[str, JsonValue]
    body: Mapping[str, JsonValue]
    now: datetime
    base_url: str


@dataclass(frozen=True, slots=True)
class Entity:
    """One resource."""

    data: JsonObject
    status: int = 200


@dataclass(frozen=True, slots=True)
class Listing:
    """A whole list, filtered and sorted; pagination cuts the page and renders only that.

    `items` and `ids` run side by side: `ids[i]` is the id of `items[i]`, for keyset pagination. `render` makes the JSON
    of one item.
    """

    items: Sequence[object]
    render: Callable[[object], JsonObject]
    ids: Sequence[int] = field(default=())


@dataclass(frozen=True, slots=True)
class Content:
    """Bytes that are no JSON: a log, an archive, a raw file."""

    content: bytes
    media_type: str
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    status: int = 200


@dataclass(frozen=True, slots=True)
class NoContent:
    """Done, without a body."""

    status: int = 204


Reply: TypeAlias = Entity | Listing | Content | NoContent
Handler: TypeAlias = Callable[[Call], Reply]
