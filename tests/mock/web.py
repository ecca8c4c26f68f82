"""The mock's HTTP layer over a small world, in this process, with handlers that a test chooses."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import httpx
from dataops_mock.call import Call, Handler, Listing, NoContent, Reply
from dataops_mock.clock import Clock
from dataops_mock.http.app import Application, assemble
from dataops_mock.settings import RateLimit, Settings
from dataops_mock.state import State
from dataops_mock.world.entities import AccessToken, Trigger, User
from dataops_mock.world.world import World
from dataops_spec import document, operations

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
ADA, READER, GRACE, BOT = "glpat-ada", "glpat-reader", "glpat-grace", "glpat-bot"
EXPIRED, REVOKED, TRIGGER = "glpat-expired", "glpat-revoked", "glptt-trigger"


def small_world(clock: Clock) -> World:
    """Return a world of three users and a token of each sort."""
    world = World(1, clock)
    for user_id, name in enumerate(("ada", "grace", "bot"), start=1):
        world.add_user(User(user_id, name, name.title(), f"{name}@example.com", NOW))
    for token in (
        AccessToken(1, "personal", 1, "all", ("api",), ADA, NOW),
        AccessToken(2, "personal", 1, "reading", ("read_api",), READER, NOW),
        AccessToken(3, "personal", 2, "all", ("api",), GRACE, NOW),
        AccessToken(4, "project", 3, "bot", ("api",), BOT, NOW),
        AccessToken(5, "personal", 1, "old", ("api",), EXPIRED, NOW, expires_at=date(2026, 3, 1)),
        AccessToken(6, "personal", 1, "gone", ("api",), REVOKED, NOW, revoked=True),
    ):
        world.tokens[token.id] = token
        world.keep_secret(token)
    world.keep_secret(Trigger(1, 1, TRIGGER, "", 1, NOW, NOW))
    return world


@dataclass
class Web:
    """An application, and the calls that reached its handlers."""

    app: Application
    calls: list[Call] = field(default_factory=list[Call])
    client: tuple[str, int] = ("127.0.0.1", 5000)

    def send(self, method: str, path: str, token: str | None = ADA, **options: Any) -> httpx.Response:
        """Send one request below /api/v4, or to the mock's own switches by the address of this machine."""
        headers: dict[str, str] = dict(options.pop("headers", {}))
        if token is not None:
            headers["private-token"] = token
        url = "http://127.0.0.1:8000" + path if path.startswith("/-/") else "/api/v4" + path

        async def exchange() -> httpx.Response:
            transport = httpx.ASGITransport(self.app, client=self.client, raise_app_exceptions=True)
            async with httpx.AsyncClient(transport=transport, base_url="http://mock.test") as client:
                return await client.request(method, url, headers=headers, **options)

        return asyncio.run(exchange())

    def get(self, path: str, token: str | None = ADA, **options: Any) -> httpx.Response:
        """Send a GET."""
        return self.send("GET", path, token, **options)

    def post(self, path: str, token: str | None = ADA, **options: Any) -> httpx.Response:
        """Send a POST."""
        return self.send("POST", path, token, **options)

    @property
    def last(self) -> Call:
        """Return the last call that reached a handler."""
        return self.calls[-1]


def web(
    replies: Mapping[str, Reply | Callable[[Call], Reply]] | None = None,
    *,
    rate_limit: str = "600/60s",
    window: str = "fixed",
    storage_uri: str = "memory://",
    strict: bool = False,
    faults: Iterable[str] = (),
    max_body_bytes: int = 1_000_000,
) -> Web:
    """Return the HTTP layer over the small world; an operation that no reply is given for answers 204."""
    settings = Settings(
        now=NOW,
        rate_limit=RateLimit.parse(rate_limit),
        window="moving" if window == "moving" else "fixed",
        storage_uri=storage_uri,
        strict=strict,
        faults=tuple(faults),
        max_body_bytes=max_body_bytes,
    )
    clock = Clock(NOW)
    calls: list[Call] = []
    given = replies or {}

    def handler(operation_id: str) -> Handler:
        def handle(call: Call) -> Reply:
            calls.append(call)
            reply = given.get(operation_id, NoContent())
            return reply(call) if callable(reply) else reply

        return handle

    handlers = {operation.id: handler(operation.id) for operation in operations()}
    state = State(settings, clock, small_world(clock))
    return Web(assemble(settings, state, operations(), document(), handlers), calls)


def listing(count: int) -> Listing:
    """Return a list of objects with the ids 1 to `count`, in descending order."""
    ids = list(range(count, 0, -1))
    return Listing(ids, lambda item: {"id": int(str(item))}, ids)
