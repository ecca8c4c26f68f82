"""The whole mock over a seeded world, in this process, every answer held against the contract."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import httpx
from dataops_mock.clock import Clock
from dataops_mock.http.app import Application, create_app
from dataops_mock.settings import RateLimit, Settings
from dataops_mock.world.seed import build_world, credentials
from dataops_mock.world.world import World

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
CI = "stages: [one, two]\nFirst: {stage: one, script: [echo 1]}\nSecond: {stage: two, script: [echo 2]}\n"


class Standing(Clock):
    """A clock that only moves when it is told to: a job that waits half a second does so on a busy machine too."""

    def __init__(self) -> None:
        super().__init__(NOW)

    def now(self) -> datetime:
        return NOW + self._offset


@dataclass
class Api:
    """A mock, and requests to it. A request that breaks the contract either way is a 500, which fails the test."""

    app: Application
    clock: Clock
    credentials: dict[str, str]

    @property
    def world(self) -> World:
        return self.app.state.world

    @property
    def project(self) -> str:
        return f"/projects/{self.credentials['DATAOPS_PROJECT']}"

    @property
    def group(self) -> str:
        return f"/groups/{self.credentials['DATAOPS_GROUP']}"

    def send(self, method: str, path: str, token: str | None = "DATAOPS_TOKEN", **options: Any) -> httpx.Response:
        """Send a request with the token of this name, or with this token."""
        headers = dict(options.pop("headers", {}))
        if token is not None:
            secret = self.credentials.get(token, token)
            headers["JOB-TOKEN" if secret.startswith("glcbt-") else "private-token"] = secret

        async def exchange() -> httpx.Response:
            transport = httpx.ASGITransport(self.app)
            async with httpx.AsyncClient(transport=transport, base_url="http://mock.test") as client:
                return await client.request(method, "/api/v4" + path, headers=headers, **options)

        answer = asyncio.run(exchange())
        assert answer.status_code < 500, answer.text
        return answer

    def get(self, path: str, token: str | None = "DATAOPS_TOKEN", /, **params: Any) -> Any:
        """Return what a GET answers, which must succeed."""
        answer = self.send("GET", path, token, params=params)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, path: str, token: str | None = "DATAOPS_TOKEN", /, **body: Any) -> Any:
        """Return what a POST answers, which must succeed; without fields there is no body."""
        answer = self.send("POST", path, token, **({"json": body} if body else {}))
        assert answer.status_code in {200, 201}, answer.text
        return answer.json()

    def put(self, path: str, token: str | None = "DATAOPS_TOKEN", /, **body: Any) -> Any:
        """Return what a PUT answers, which must succeed."""
        answer = self.send("PUT", path, token, json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def delete(self, path: str, token: str | None = "DATAOPS_TOKEN", /, **params: Any) -> int:
        """Return the status of a DELETE."""
        return self.send("DELETE", path, token, params=params).status_code

    def status(self, method: str, path: str, token: str | None = "DATAOPS_TOKEN", /, **body: Any) -> int:
        """Return the status of a request."""
        return self.send(method, path, token, **({"json": body} if body else {})).status_code

    def all(self, path: str, token: str | None = "DATAOPS_TOKEN", /, **params: Any) -> list[Any]:
        """Return a whole list, page by page."""
        found: list[Any] = []
        page = 1
        while items := self.get(path, token, page=page, per_page=100, **params):
            found += items
            page += 1
        return found

    def new_project(self, name: str, /, **fields: Any) -> Any:
        """Create a project in the sandbox, with a README and a pipeline file."""
        namespace = int(self.credentials["DATAOPS_GROUP"])
        made = self.post("/projects", name=name, namespace_id=namespace, initialize_with_readme=True, **fields)
        self.commit(f"/projects/{made['id']}", "full-ci.yml", CI)
        return made

    def commit(self, project: str, path: str, content: str, branch: str = "main") -> Any:
        """Commit a new file."""
        url = f"{project}/repository/files/{quote(path, safe='')}"
        return self.post(url, branch=branch, commit_message=f"Add {path}", content=content)


def api(seed: int = 1, projects: int = 12) -> Api:
    """Return the mock over a world of its own."""
    clock = Standing()
    world = build_world(seed, projects, clock)
    settings = Settings(now=NOW, rate_limit=RateLimit(1_000_000, 60), strict=True)
    app = create_app(settings, world, clock=clock)
    return Api(app, clock, dict(credentials(world, "http://mock.test")))


def segment(text: str) -> str:
    """Quote a text so that it is one segment of a path."""
    return quote(text, safe="")
