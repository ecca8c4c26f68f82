"""A tour: a fixed row of requests to a mock in this process, and what was seen of each answer."""

from __future__ import annotations

import asyncio
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
        transport = httpx.ASGITransport(self.app)
        self._client = httpx.AsyncClient(transport=transport, base_url="http://mock.test/api/v4/")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._runner.run(self._client.aclose())
        self._runner.close()

    def send(self, method: str, path: str, token: str | None = "DATAOPS_TOKEN", /, **options: Any) -> Any:
        """Send a request with the token of this name, note what is seen, and return the JSON of the answer, if any."""
        headers = dict(options.pop("headers", {}))
        if token is not None:
            secret = self.env.get(token, token)
            headers["JOB-TOKEN" if secret.startswith("glcbt-") else "private-token"] = secret
        url = "http://127.0.0.1:8000" + path if path.startswith("/-/") else "http://mock.test/api/v4" + path
        answer = self._runner.run(self._client.request(method, url, headers=headers, **options))
        self._note(f"{method} {path} {token} {options}", answer)
        return answer.json() if "json" in answer.headers.get("content-type", "") and answer.content else {}

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

    def _note(self, request: str, answer: httpx.Response) -> None:
        seen = (request, answer.status_code, _told(answer.headers), answer.content)
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
