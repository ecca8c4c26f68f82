"""A small server in memory, for tests of the engine: a token, projects, a version, a quota."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs

import httpx
from dataops_conformance.exchange import Credential
from dataops_conformance.settings import Profile, RateLimit, Settings

TOKEN = "glpat-fakefakefakefake0001"
BASE_URL = "http://127.0.0.1:9/api/v4"


@dataclass
class FakeClock:
    """A clock that moves only when it is waited for."""

    seconds: float = 0.0
    waits: list[float] = field(default_factory=list[float])

    def monotonic(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=self.seconds)

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.seconds += seconds


@dataclass
class FakeServer:
    """Answers as the API does, as far as the tests of the engine need it; `requests` are all that came."""

    projects: dict[int, dict[str, object]] = field(default_factory=dict[int, dict[str, object]])
    requests: list[httpx.Request] = field(default_factory=list[httpx.Request])
    undeletable: bool = False
    next_id: int = 1

    @property
    def transport(self) -> httpx.MockTransport:
        return httpx.MockTransport(self)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        if TOKEN not in {
            request.headers.get("private-token"),
            request.headers.get("authorization", "")[len("Bearer ") :],
        }:
            return httpx.Response(401, json={"message": "401 Unauthorized"})
        path = request.url.raw_path.decode().partition("?")[0].removeprefix("/api/v4")
        if path == "/version":
            return httpx.Response(200, json={"version": "18.0.0", "revision": "abc"})
        if path == "/user":
            return httpx.Response(200, json={"id": 1, "username": "ada"})
        if path == "/projects":
            return self._create(request) if request.method == "POST" else self._list(request)
        return self._one(request, path)

    def _create(self, request: httpx.Request) -> httpx.Response:
        body = json.loads(request.content)
        project: dict[str, object] = {"id": self.next_id, "name": body["name"], "path": body.get("path", body["name"])}
        project["path_with_namespace"] = f"ada/{project['path']}"
        self.projects[self.next_id] = project
        self.next_id += 1
        return httpx.Response(201, json=project)

    def _list(self, request: httpx.Request) -> httpx.Response:
        searched = parse_qs(request.url.query.decode()).get("search", [""])[0]
        return httpx.Response(200, json=[item for item in self.projects.values() if searched in str(item["name"])])

    def _one(self, request: httpx.Request, path: str) -> httpx.Response:
        last = path.removeprefix("/projects/")
        number = int(last) if path.startswith("/projects/") and last.isdigit() else 0
        if number not in self.projects:
            return httpx.Response(404, json={"message": "404 Project Not Found"})
        if request.method == "DELETE":
            if self.undeletable:
                return httpx.Response(403, json={"message": "403 Forbidden"})
            del self.projects[number]
            return httpx.Response(202, json={"message": "202 Accepted"})
        return httpx.Response(200, json=self.projects[number])


def fake_settings(**changes: object) -> Settings:
    """Return settings for the fake server; `changes` replace their fields."""
    profile: Profile = "standard"
    values: dict[str, object] = {
        "base_url": BASE_URL,
        "profile": profile,
        "run_id": "0123abcd",
        "seed": 1,
        "credentials": {"DATAOPS_TOKEN": Credential("DATAOPS_TOKEN", TOKEN)},
        "rate_limit": RateLimit(600, 60.0),
    }
    return Settings(**{**values, **changes})  # type: ignore[arg-type]
