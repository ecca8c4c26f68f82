"""The laws of the rate limit, held to a quota in memory."""

from __future__ import annotations

import math
import re
from email.utils import formatdate
from random import Random

import httpx
import pytest
from dataops_conformance.sandbox import Made
from dataops_conformance.settings import RateLimit

from tests.conformance.fake_server import FakeClock
from tests.conformance.laws.fakes import TOKENS, Answer, context, exchange, outcome

WINDOW = 6.0
USERS = {
    TOKENS["DATAOPS_TOKEN"]: 1,
    TOKENS["DATAOPS_READ_TOKEN"]: 1,
    TOKENS["DATAOPS_OTHER_TOKEN"]: 2,
    TOKENS["DATAOPS_QUOTA_TOKEN"]: 3,
    "glpat-bot0000000000001": 4,
}


class MeteredServer:
    """Answers GET /version and /user and keeps a quota of `limit` requests in six seconds; `flaw` names what it gets
    wrong.

    Each request takes `pace` seconds. `bearing` says whether served answers bear the headers too.
    """

    def __init__(self, flaw: str = "", *, pace: float = 0.01, bearing: bool = True, limit: int = 10) -> None:
        """Begin with nothing counted."""
        self.flaw, self.pace, self.bearing, self.limit = flaw, pace, bearing, limit
        self.clock = FakeClock()
        self.counts: dict[tuple[int, int], int] = {}
        self.projects: list[str] = []
        self.refusing: set[int] = set()

    def __call__(self, request: httpx.Request) -> httpx.Response:
        """Answer one request."""
        self.clock.seconds += self.pace
        user = USERS.get(request.headers.get("private-token", ""), 0)
        if user == 0:
            is_list = request.url.path.endswith("/projects")
            if self.flaw == "bad credentials counted" or (self.flaw == "bad lists counted" and is_list):
                self.count_for(1)
            return httpx.Response(401, json={"message": "401 Unauthorized"})
        observed = self.count_for(self._payer(request, user))
        if self.flaw == "one refused, all refused":
            self.refusing |= {self._window()} if observed > self.limit else set()
            observed = max(observed, self.limit + 1) if self._window() in self.refusing else observed
        if observed > self.limit - (self.flaw == "one short") and self.flaw != "never refused":
            return self._refuse(request, observed)
        headers = self._headers(observed) if self.bearing else {}
        return httpx.Response(200, json=self._served(request, user), headers=headers)

    def _payer(self, request: httpx.Request, user: int) -> int:
        if self.flaw == "per token":
            return list(USERS).index(request.headers["private-token"])
        return 1 if self.flaw == "one for all" or (self.flaw == "bot pays not" and user == 4) else user

    def count_for(self, payer: int) -> int:
        """Count a request of a user; return how many there were in this window."""
        key = (payer, self._window())
        self.counts[key] = self.counts.get(key, 0) + (2 if self.flaw == "in twos" else 1)
        return self.counts[key]

    def _window(self) -> int:
        return int(self.clock.now().timestamp() // WINDOW)

    def _headers(self, observed: int) -> dict[str, str]:
        reset = int((self._window() + 1) * WINDOW)
        limit = self.limit * (2 if self.flaw == "limit doubled" else 1)
        return {
            "ratelimit-limit": str(limit),
            "ratelimit-observed": str(observed),
            "ratelimit-remaining": str(max(0, limit - observed)),
            "ratelimit-reset": str(reset),
            "ratelimit-resettime": formatdate(reset, usegmt=True),
            "date": formatdate(self.clock.now().timestamp(), usegmt=True),
        }

    def _refuse(self, request: httpx.Request, observed: int) -> httpx.Response:
        headers = self._headers(observed)
        wait = math.ceil(float(headers["ratelimit-reset"]) - self.clock.now().timestamp())
        if self.flaw == "retry too short":
            wait = 1
        if self.flaw == "told as a date":
            headers["retry-after"] = headers["ratelimit-resettime"]
            return httpx.Response(429, text="Retry later", headers=headers)
        headers["retry-after"] = str(wait * (1000 if self.flaw == "milliseconds" else 1))
        if self.flaw == "header missing":
            del headers["retry-after"]
        form = "json" not in request.headers.get("content-type", "")
        if request.method == "POST" and (self.flaw == "done all the same" or (self.flaw == "forms done" and form)):
            self.projects.append(request.content.decode())
        if self.flaw == "refused as html":
            return httpx.Response(429, html="<html>slow down</html>", headers=headers)
        late = self.flaw == "503 after the first" and observed > self.limit + 1
        status = 503 if late or self.flaw == "503 at once" else 429
        return httpx.Response(status, text="Retry later", headers=headers)

    def _served(self, request: httpx.Request, user: int) -> object:
        if request.url.path.endswith("/user"):
            return {"id": user}
        if request.url.path.endswith("/projects"):
            found = (re.search(r"[\w-]*over-quota[\w-]*", body) for body in self.projects)
            return [{"path": match.group()} for match in found if match is not None]
        return {"version": "18.0.0", "revision": "abc"}


class BotSandbox:
    """Has a project's token, and nothing else."""

    def thing(self, create: str) -> Made:
        """Return the token of a bot."""
        answer = exchange(201, operation=create)
        values: dict[str, str | int] = {"id": 1, "token_id": 1}
        return Made(create, 1, "/projects/1/access_tokens/1", values, {"token": "glpat-bot0000000000001"}, answer)


OPERATIONS = {"RATE-11": "create_project", "RATE-16": "create_project_access_token"}
FLAWS = [
    ("RATE-01", "never refused"),
    ("RATE-01", "503 after the first"),
    ("RATE-01", "503 at once"),
    ("RATE-02", "header missing"),
    ("RATE-03", "one short"),
    ("RATE-05", "in twos"),
    ("RATE-08", "milliseconds"),
    ("RATE-08", "told as a date"),
    ("RATE-10", "retry too short"),
    ("RATE-11", "done all the same"),
    ("RATE-11", "forms done"),
    ("RATE-12", "refused as html"),
    ("RATE-13", "one for all"),
    ("RATE-13", "one refused, all refused"),
    ("RATE-14", "bad credentials counted"),
    ("RATE-14", "bad lists counted"),
    ("RATE-15", "per token"),
    ("RATE-16", "bot pays not"),
    ("RATE-17", "limit doubled"),
]
LAWS = sorted({requirement for requirement, _ in FLAWS})
EXHAUSTING = ["RATE-01", "RATE-02", "RATE-03", "RATE-08", "RATE-10", "RATE-11", "RATE-12", "RATE-13"]


def tried(requirement: str, server: MeteredServer, *, quota: bool = True, answer: Answer | None = None) -> str:
    limit = RateLimit(server.limit, WINDOW)
    run = context(
        answer or server, clock=server.clock, sandbox=BotSandbox(), rate_limit=limit, quota=quota, max_requests=None
    )
    return outcome(requirement, OPERATIONS.get(requirement, "get_version"), run)


@pytest.mark.parametrize("requirement", LAWS)
def test_a_quota_that_keeps_the_rules_breaks_no_law(requirement: str) -> None:
    assert tried(requirement, MeteredServer()) == "kept"


@pytest.mark.parametrize(("requirement", "flaw"), FLAWS)
def test_a_law_finds_the_flaw_that_it_is_for(requirement: str, flaw: str) -> None:
    limit = 10 if requirement in EXHAUSTING else 100
    assert tried(requirement, MeteredServer(flaw, limit=limit)) == "violated"


@pytest.mark.parametrize("requirement", EXHAUSTING)
def test_a_quota_is_not_used_up_unasked(requirement: str) -> None:
    server = MeteredServer()
    assert (tried(requirement, server, quota=False), server.counts) == ("not tested", {})


@pytest.mark.parametrize("requirement", EXHAUSTING)
def test_a_way_too_slow_to_use_up_the_quota_is_no_violation(requirement: str) -> None:
    assert tried(requirement, MeteredServer(pace=2.0)) == "not tested"


@pytest.mark.parametrize("requirement", ["RATE-05", "RATE-14", "RATE-15", "RATE-16", "RATE-17"])
def test_a_server_without_the_headers_is_not_tested(requirement: str) -> None:
    assert tried(requirement, MeteredServer(bearing=False)) == "not tested"


@pytest.mark.parametrize("requirement", ["RATE-01", "RATE-02", "RATE-03", "RATE-08", "RATE-10", "RATE-12", "RATE-13"])
def test_refusals_are_tried_where_only_they_bear_the_headers(requirement: str) -> None:
    assert tried(requirement, MeteredServer(bearing=False)) == "kept"


def test_somebody_elses_requests_are_no_violation() -> None:
    server = MeteredServer(limit=100)
    others = iter([0, 0, 1, 0, 0, 2, 0, 0, 0])

    def answer(request: httpx.Request) -> httpx.Response:
        for _ in range(next(others, 0)):
            server(httpx.Request("GET", request.url, headers=request.headers))
        return server(request)

    run = context(answer, clock=server.clock, rate_limit=RateLimit(100, WINDOW))
    assert outcome("RATE-05", "get_version", run) == "kept"


class Busy:
    """Another user of the same quota, whose requests come in a drawn way before those of the suite.

    `steady` ones come by the clock, `in step` some with each request of the suite, `bursts` seldom and several at once.
    """

    def __init__(self, server: MeteredServer, kind: str, seed: int) -> None:
        """Draw when they come."""
        self.server, self.kind, self.draw = server, kind, Random(seed)
        self.every = self.draw.uniform(0.3, 12.0) * server.pace
        self.next_at = self.draw.uniform(0.0, self.every)
        self.each = self.draw.randint(1, 3)
        self.chance = self.draw.uniform(0.05, 0.6)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        """Send what is due, and answer the suite's own."""
        for _ in range(self.due()):
            self.server.count_for(1)
        return self.server(request)

    def due(self) -> int:
        """Return how many requests came since the suite's last."""
        if self.kind == "in step":
            return self.each
        if self.kind == "bursts":
            return self.draw.randint(1, 5) if self.draw.random() < self.chance else 0
        due = 0
        while self.next_at <= self.server.clock.seconds:
            self.next_at += self.every
            due += 1
        return due


@pytest.mark.parametrize("kind", ["steady", "in step", "bursts"])
@pytest.mark.parametrize("requirement", ["RATE-05", "RATE-14", "RATE-15", "RATE-16"])
def test_another_user_of_the_quota_is_no_violation(requirement: str, kind: str) -> None:
    ended = {
        tried(requirement, server, answer=Busy(server, kind, seed))
        for seed in range(60)
        for server in [MeteredServer(limit=1000)]
    }
    assert ended <= {"kept", "not tested"}


@pytest.mark.parametrize("requirement", ["RATE-05", "RATE-14", "RATE-15", "RATE-16"])
def test_in_step_with_another_user_nothing_is_told(requirement: str) -> None:
    server = MeteredServer(limit=1000)
    assert tried(requirement, server, answer=Busy(server, "in step", 1)) == "not tested"


@pytest.mark.parametrize("requirement", ["RATE-03", "RATE-10"])
@pytest.mark.parametrize("seed", range(5))
def test_another_user_of_the_quota_that_is_used_up_is_no_violation(requirement: str, seed: int) -> None:
    server = MeteredServer(limit=100)
    busy = Busy(server, "steady", seed)

    def answer(request: httpx.Request) -> httpx.Response:
        for _ in range(busy.due()):
            server.count_for(3)
        return server(request)

    assert tried(requirement, server, answer=answer) in {"kept", "not tested"}


def test_a_window_of_its_own_is_a_quota_of_its_own() -> None:
    server = MeteredServer("per token", limit=100)

    def answer(request: httpx.Request) -> httpx.Response:
        reply = server(request)
        if request.headers.get("private-token") == TOKENS["DATAOPS_READ_TOKEN"] and "ratelimit-reset" in reply.headers:
            reply.headers["ratelimit-reset"] = str(int(reply.headers["ratelimit-reset"]) + 2)
        return reply

    run = context(answer, clock=server.clock, rate_limit=RateLimit(100, WINDOW))
    assert outcome("RATE-15", "get_version", run) == "violated"
