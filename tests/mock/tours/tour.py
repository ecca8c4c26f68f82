"""A tour: a fixed row of requests to a mock in this process, and what was seen of each answer."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Any, Self, TypeAlias
from urllib.parse import quote

import httpx
from dataops_mock.clock import Clock
from dataops_mock.http.app import create_app
from dataops_mock.settings import RateLimit, Settings
from dataops_mock.world.seed import build_world, credentials
from starlette.types import ASGIApp, Message

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
PLENTY = RateLimit(1_000_000, 100_000)
Seen: TypeAlias = tuple[str, int, tuple[tuple[str, str], ...], bytes]


class Stopped(Clock):
    """A clock that moves only when it is told to."""

    def __init__(self) -> None:
        super().__init__(NOW)

    def now(self) -> datetime:
        return NOW + self._offset


class Noticed(Exception):
    """An answer that is not the whole mock's."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a mock answered; header names in lower case, the last of each."""

    status: int
    headers: Mapping[str, str]
    content: bytes


async def _asked(app: ASGIApp, request: httpx.Request) -> Answer:
    """Ask without a client, which would take longer than the mock."""
    sent = await request.aread()
    told: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": sent, "more_body": False}

    async def send(message: Message) -> None:
        told.append(message)

    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": request.method, "scheme": "http",
        "path": request.url.path, "raw_path": request.url.raw_path.split(b"?")[0], "query_string": request.url.query,
        "headers": [(name.lower(), value) for name, value in request.headers.raw], "root_path": "",
        "server": (request.url.host, request.url.port), "client": ("127.0.0.1", 123),
    }  # fmt: skip
    await app(scope, receive, send)
    start = next(message for message in told if message["type"] == "http.response.start")
    headers = {name.decode().lower(): value.decode() for name, value in start["headers"]}
    content = b"".join(message.get("body", b"") for message in told if message["type"] == "http.response.body")
    return Answer(start["status"], headers, content)


@dataclass
class Tour:
    """Requests to a mock with faults; with `expected` the first answer that differs ends the tour with `Noticed`."""

    faults: tuple[str, ...] = ()
    expected: list[Seen] | None = None
    limit: RateLimit = PLENTY
    seen: list[Seen] = field(default_factory=list[Seen])

    def __post_init__(self) -> None:
        clock = Stopped()
        world = build_world(1, 12, clock)
        settings = Settings(now=NOW, rate_limit=self.limit, faults=self.faults)
        self.app = create_app(settings, world, clock=clock)
        self.clock = clock
        self.env: dict[str, str] = dict(credentials(world, "http://mock.test"))
        self.project = f"/projects/{self.env['DATAOPS_PROJECT']}"
        self.group = f"/groups/{self.env['DATAOPS_GROUP']}"

    def __enter__(self) -> Self:
        self._runner = asyncio.Runner()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._runner.close()

    def send(self, method: str, path: str, token: str | None = "DATAOPS_TOKEN", /, **options: Any) -> Any:
        """Send a request with the token of this name, note what is seen, and return the JSON of the answer, if any."""
        headers = dict(options.pop("headers", {}))
        if token is not None:
            secret = self.env.get(token, token)
            headers["JOB-TOKEN" if secret.startswith("glcbt-") else "private-token"] = secret
        url = "http://127.0.0.1:8000" + path if path.startswith("/-/") else "http://mock.test/api/v4" + path
        request = httpx.Request(method, url, headers=headers, **options)
        # Without `Runner.run`, which looks after signals at each request.
        answer = self._runner.get_loop().run_until_complete(_asked(self.app, request))
        self._note(f"{method} {path} {token} {options}", answer)
        is_json = "json" in answer.headers.get("content-type", "") and answer.content
        return json.loads(answer.content) if is_json else {}

    def get(self, path: str, token: str | None = "DATAOPS_TOKEN", /, **options: Any) -> Any:
        return self.send("GET", path, token, **options)

    def post(self, path: str, token: str | None = "DATAOPS_TOKEN", /, **body: Any) -> Any:
        return self.send("POST", path, token, json=body)

    def put(self, path: str, token: str | None = "DATAOPS_TOKEN", /, **body: Any) -> Any:
        return self.send("PUT", path, token, json=body)

    def delete(self, path: str, token: str | None = "DATAOPS_TOKEN", /) -> Any:
        return self.send("DELETE", path, token)

    def bearer(self, path: str, token: str) -> Any:
        return self.send("GET", path, None, headers={"Authorization": f"Bearer {self.env.get(token, token)}"})

    def _note(self, request: str, answer: Answer) -> None:
        seen = (request, answer.status, _told(answer.headers), answer.content)
        place = len(self.seen)
        self.seen.append(seen)
        if self.expected is not None and self.expected[place] != seen:
            raise Noticed(f"{seen}\ninstead of\n{self.expected[place]}")


def _told(headers: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the headers of an answer, what depends on the real time in thousands of seconds."""
    told = {**headers}
    told["x-request-id"] = str(bool(told.get("x-request-id"))) if "x-request-id" in told else "missing"
    for name in ("ratelimit-reset", "retry-after"):
        if told.get(name, "").isdecimal():
            told[name] = str(round(int(told[name]) - (time.time() if name == "ratelimit-reset" else 0), -3))
    if "ratelimit-resettime" in told:
        moment = parsedate_to_datetime(told["ratelimit-resettime"])
        zone = told["ratelimit-resettime"].rpartition(" ")[2]
        told["ratelimit-resettime"] = f"{round(moment.timestamp() - time.time(), -3)} {zone}"
    return tuple(sorted(told.items()))


Route: TypeAlias = Callable[[Tour], None]


def segment(text: str) -> str:
    """Quote a text so that it is one segment of a path."""
    return quote(text, safe="")


def record(route: Route, limit: RateLimit) -> list[Seen]:
    """Return what a whole mock answers on this route."""
    with Tour(limit=limit) as tour:
        route(tour)
    return tour.seen


def difference(fault: str, route: Route, limit: RateLimit, expected: list[Seen]) -> str | None:
    """Return the first answer of a mock with this fault that a whole one gives otherwise, None where there is none."""
    try:
        with Tour((fault,), expected, limit) as tour:
            route(tour)
    except Noticed as noticed:
        return str(noticed)
    return None
