"""A run that could exercise too little is inconclusive and says why; it is never green, and accuses nobody."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from email.utils import formatdate
from pathlib import Path

import httpx
import pytest
from dataops_conformance.conduct import conduct
from dataops_conformance.exchange import Credential
from dataops_conformance.laws import all_laws, all_universals
from dataops_conformance.result import Result
from dataops_conformance.settings import RateLimit
from dataops_conformance.target.pacing import RealClock

from tests.conformance.fake_server import fake_settings
from tests.conformance.laws.served import Served
from tests.conformance.test_replay import Quiet

QUOTA = RateLimit(1_000_000, 60.0)


@pytest.fixture
def served() -> Iterator[Served]:
    server = Served()
    yield server
    server.close()


class Hurried(RealClock):
    """The machine's clock, on which waiting takes no time."""

    def __init__(self) -> None:
        self._ahead = 0.0

    def monotonic(self) -> float:
        return super().monotonic() + self._ahead

    def wait(self, seconds: float) -> None:
        self._ahead += seconds


def answers(served: Served) -> Callable[[httpx.Request], httpx.Response]:
    """Return what answers as the served mock does."""
    return served._answer(None)  # pyright: ignore[reportPrivateUsage]


class Between:
    """A transport to a served mock that answers some requests itself."""

    def __init__(self, served: Served, refuse: Callable[[], httpx.Response], every: int, free: int = 0) -> None:
        """Refuse all but each `every`th request, once `free` ones have passed."""
        self._answer = answers(served)
        self._refuse = refuse
        self._every = every
        self._free = free
        self.count = 0

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.count += 1
        if self.count > self._free and self.count % self._every:
            return self._refuse()
        return self._answer(request)


def too_many() -> httpx.Response:
    """Refuse as the API itself does: with the headers of the quota, and nothing that is not documented."""
    reset = int(time.time()) + 1
    headers = {
        "RateLimit-Limit": "600", "RateLimit-Observed": "601", "RateLimit-Remaining": "0", "RateLimit-Reset": str(reset),
        "RateLimit-ResetTime": formatdate(reset, usegmt=True), "Retry-After": "1", "X-Request-Id": "r",
    }  # fmt: skip
    return httpx.Response(429, headers=headers, json={"message": "429 Too Many Requests"})


def run(served: Served, transport: httpx.BaseTransport, folder: Path, **changes: object) -> Result:
    settings = fake_settings(
        **{
            "ledgers": folder, "credentials": served.credentials, "rate_limit": QUOTA, "project": served.project,
            "group": served.group, "only": ("RES", "AUTH-01", "PAGE"), **changes,
        }
    )  # fmt: skip
    return conduct(settings, all_laws(), all_universals(), Quiet(), transport=transport, clock=Hurried()).result


def failures(result: Result) -> list[str]:
    return [check.name for check in result.checks if check.status in {"fail", "error"}]


def test_a_server_that_refuses_most_requests_for_their_number_is_inconclusive(served: Served, tmp_path: Path) -> None:
    between = Between(served, too_many, every=9, free=40)
    result = run(served, httpx.MockTransport(between), tmp_path, only=("RES", "PAGE"))
    assert failures(result) == []
    assert result.verdict == "inconclusive"
    told = " ".join(result.reasons)
    assert "429" in told or "left requests without a whole answer" in told


def test_a_token_that_may_not_write_is_inconclusive_and_no_fault_of_the_server(served: Served, tmp_path: Path) -> None:
    reading = served.credentials["DATAOPS_READ_TOKEN"]
    only_reads = {"DATAOPS_TOKEN": Credential("DATAOPS_TOKEN", reading.secret)}
    transport = httpx.MockTransport(answers(served))
    only = ("BODY", "RES")
    result = run(served, transport, tmp_path, credentials=only_reads, project=None, group=None, only=only)
    assert failures(result) == []
    assert result.verdict == "inconclusive"
    assert "may create projects" in result.reasons[0]


def test_a_server_that_goes_away_is_inconclusive(served: Served, tmp_path: Path) -> None:
    answer, count = answers(served), iter(range(1_000))

    def dying(request: httpx.Request) -> httpx.Response:
        if next(count) > 30:
            raise httpx.ConnectError("refused")
        return answer(request)

    result = run(served, httpx.MockTransport(dying), tmp_path)
    assert result.verdict == "inconclusive"
    assert "refused" in result.reasons[0] or "without a whole answer" in result.reasons[0]
    assert failures(result) == []


def test_a_budget_that_carries_little_is_inconclusive_and_says_so(served: Served, tmp_path: Path) -> None:
    result = run(served, httpx.MockTransport(answers(served)), tmp_path, max_requests=50)
    assert result.verdict == "inconclusive"
    assert "fewer than 60%; most often: budget: " in result.reasons[0]
    assert result.budget.spent <= 50


def test_smoke_owes_what_its_sixty_requests_carry_and_conforms(served: Served, tmp_path: Path) -> None:
    transport = httpx.MockTransport(answers(served))
    result = run(served, transport, tmp_path, profile="smoke", max_requests=60, only=())
    assert (failures(result), result.verdict) == ([], "conforms")
    assert result.budget.spent <= 60
    assert result.budget.setup + result.budget.cleanup < 30
    smaller = run(served, transport, tmp_path, profile="smoke", max_requests=30, only=())
    assert smaller.verdict == "inconclusive"


def test_smoke_sends_nothing_unsafe_to_a_host_that_is_no_sandbox(served: Served, tmp_path: Path) -> None:
    methods: set[str] = set()
    answer = answers(served)

    def noting(request: httpx.Request) -> httpx.Response:
        methods.add(request.method)
        return answer(request)

    url = "https://api.example/api/v4"
    transport = httpx.MockTransport(noting)
    result = run(served, transport, tmp_path, profile="smoke", max_requests=60, only=(), base_url=url)
    assert methods <= {"GET", "HEAD", "OPTIONS"}
    assert failures(result) == []
    assert (
        {check.requirement for check in result.checks}
        == {item.id for item in result.requirements if item.in_run}
        <= {item.id for item in result.requirements if item.profile == "read-only"}
    )


def test_blocked_checks_count_as_hindered(served: Served, tmp_path: Path) -> None:
    result = run(served, httpx.MockTransport(answers(served)), tmp_path, only=("PAGE",))
    from dataops_conformance.joining import judge

    blocked = [
        replace(check, status="blocked", reason="walk: It broke.") if number % 3 == 0 else check
        for number, check in enumerate(result.checks)
    ]
    judged = judge(replace(result, checks=tuple(blocked)), (), {})
    assert judged.verdict == "inconclusive"
    assert "most often: walk: It broke." in judged.reasons[0]
