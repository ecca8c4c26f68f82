"""A server that keeps every rule, in this process, and ways to spoil what it answers."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

import httpx
from dataops_conformance.context import Context
from dataops_conformance.exchange import Credential, JsonObject, JsonValue
from dataops_conformance.sandbox import Sandbox
from dataops_mock.http.app import create_app
from dataops_mock.settings import RateLimit, Settings
from dataops_mock.world.seed import credentials

from tests.conformance.laws.fakes import Answer, context


@dataclass(frozen=True)
class Reply:
    """A response that may be changed: `body` is JSON where the media type says so, bytes otherwise."""

    status: int
    headers: Mapping[str, str]
    body: JsonValue | bytes

    def of(self, **changes: JsonValue) -> Reply:
        """Return it with other fields in its object."""
        assert isinstance(self.body, dict)
        return replace(self, body={**self.body, **changes})

    def first(self, **changes: JsonValue) -> Reply:
        """Return it with other fields in the first object of its list."""
        assert isinstance(self.body, list)
        entries: list[JsonValue] = list(self.body)
        if entries and isinstance(entries[0], dict):
            entries[0] = {**entries[0], **changes}
        return replace(self, body=entries)


Change: TypeAlias = Callable[[Reply], Reply]
Spoil: TypeAlias = Callable[[httpx.Request, Reply], Reply]


class Served:
    """The mock without a socket: `context()` begins a run against it, spoilt or not."""

    def __init__(self, *faults: str) -> None:
        self._app = create_app(Settings(rate_limit=RateLimit(1_000_000, 60), projects=6, faults=faults))
        self._runner = asyncio.Runner()
        self._transport = httpx.ASGITransport(app=self._app)
        known = credentials(self._app.state.world, "http://127.0.0.1:9")
        self.credentials = {
            name: Credential(name, secret, "job-token" if "JOB_TOKEN" in name else "private-token")
            for name, secret in known.items()
            if name.endswith("TOKEN")
        }
        self.project, self.group = known["DATAOPS_PROJECT"], known["DATAOPS_GROUP"]
        self.requests: list[str] = []
        self._runs = 0

    def context(self, flaw: Spoil | None = None, **changes: object) -> Context:
        """Return a context of a new run, with its sandbox."""
        self._runs += 1
        self.requests = []
        defaults: dict[str, object] = {
            "credentials": self.credentials, "project": self.project, "group": self.group, "run_id": f"run{self._runs}",
            "max_requests": None,
        }  # fmt: skip
        run = context(self._answer(flaw), sandbox=None, clock=None, **{**defaults, **changes})
        run.sandbox = Sandbox(run)
        return run

    def close(self) -> None:
        """End the event loop."""
        self._runner.close()

    def _answer(self, flaw: Spoil | None) -> Answer:
        def answer(request: httpx.Request) -> httpx.Response:
            self.requests.append(f"{request.method} {request.url.raw_path.decode()}")
            reply = self._runner.run(self._send(request))
            return reply if flaw is None else _response(flaw(request, _reply(reply)))

        return answer

    async def _send(self, request: httpx.Request) -> httpx.Response:
        again = httpx.Request(request.method, request.url, headers=request.headers, content=request.content)
        answered = await self._transport.handle_async_request(again)
        return httpx.Response(answered.status_code, headers=answered.headers, content=await answered.aread())


def spoil(method: str, path: str, change: Change, *, body: str = "", media_type: str = "") -> Spoil:
    """Return what changes the answers to a method and a path (a pattern within path and query).

    `body` is a pattern that the request's body must hold, `media_type` the beginning of its content type.
    """

    def spoilt(request: httpx.Request, reply: Reply) -> Reply:
        meant = (
            request.method == method
            and re.search(path, request.url.raw_path.decode())
            and re.search(body.encode(), request.content)
            and request.headers.get("content-type", "").startswith(media_type)
        )
        return change(reply) if meant else reply

    return spoilt


def status(code: int, **fields: JsonValue) -> Change:
    """Return what gives another status, and this object as the body."""
    body: JsonObject = dict(fields)
    return lambda reply: Reply(code, {**reply.headers, "content-type": "application/json"}, body)


def code(number: int) -> Change:
    """Return what gives another status to the same body."""
    return lambda reply: replace(reply, status=number)


def without(header: str) -> Change:
    """Return what leaves a header out."""
    return lambda reply: replace(reply, headers={k: v for k, v in reply.headers.items() if k.lower() != header})


def with_header(name: str, value: str) -> Change:
    """Return what gives a header another value."""
    return lambda reply: replace(reply, headers={**reply.headers, name: value})


def doubled(reply: Reply) -> Reply:
    """Return a list with every entry twice."""
    return replace(reply, body=[*reply.body, *reply.body]) if isinstance(reply.body, list) else reply


def fields(**changes: JsonValue) -> Change:
    """Return what changes fields of the object of a success."""
    return lambda reply: reply.of(**changes) if reply.status < 300 else reply


def entry(**changes: JsonValue) -> Change:
    """Return what changes fields of the first entry of a list."""
    return lambda reply: reply.first(**changes) if reply.status < 300 else reply


def body(value: JsonValue | bytes) -> Change:
    """Return what gives another body to a success."""
    return lambda reply: replace(reply, body=value) if reply.status < 300 else reply


def frozen() -> Change:
    """Return what answers ever after as it answered first."""
    first: list[Reply] = []

    def change(reply: Reply) -> Reply:
        first.append(reply)
        return first[0]

    return change


def counting(field: str) -> Change:
    """Return what gives a field another number at each answer."""
    count = iter(range(1, 1000))
    return lambda reply: reply.of(**{field: next(count)}) if reply.status < 300 else reply


def _reply(response: httpx.Response) -> Reply:
    is_json = "json" in response.headers.get("content-type", "") and response.content
    return Reply(response.status_code, dict(response.headers), response.json() if is_json else response.content)


def _response(reply: Reply) -> httpx.Response:
    content = reply.body if isinstance(reply.body, bytes) else json.dumps(reply.body).encode()
    # Of an answer without a body the length is what the server says of it, as to HEAD.
    headers = {name: value for name, value in reply.headers.items() if name != "content-length" or not content}
    return httpx.Response(reply.status, headers=headers, content=content)
