"""What the tests of laws stand on: a context over a server in memory, and the outcome of a law as a word."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Literal, TypeAlias, cast

import httpx
from dataops_conformance.context import Context
from dataops_conformance.contract import Contract
from dataops_conformance.exchange import Credential, Exchange, Request, Response
from dataops_conformance.law import Blocked, NotTested, Violation
from dataops_conformance.laws import all_laws, all_universals
from dataops_conformance.sandbox import Sandbox
from dataops_conformance.target.session import Target

from tests.conformance.fake_server import TOKEN, FakeClock, fake_settings

Answer: TypeAlias = Callable[[httpx.Request], httpx.Response]
Outcome: TypeAlias = Literal["kept", "violated", "not tested", "blocked"]

TOKENS: Mapping[str, str] = {
    "DATAOPS_TOKEN": TOKEN,
    "DATAOPS_OTHER_TOKEN": "glpat-fakeother0000000002",
    "DATAOPS_READ_TOKEN": "glpat-fakeread00000000003",
    "DATAOPS_REVOKED_TOKEN": "glpat-fakerevoked000004",
    "DATAOPS_EXPIRED_TOKEN": "glpat-fakeexpired000005",
    "DATAOPS_QUOTA_TOKEN": "glpat-fakequota00000006",
    "DATAOPS_TRIGGER_TOKEN": "glptt-faketrigger00007",
    "DATAOPS_JOB_TOKEN": "glcbt-fakejob000000008",
    "DATAOPS_FINISHED_JOB_TOKEN": "glcbt-fakefinished0009",
}


@cache
def contract() -> Contract:
    """Return the contract, read once for all tests."""
    return Contract.load()


def context(answer: Answer, *, sandbox: object = None, clock: FakeClock | None = None, **changes: object) -> Context:
    """Return a context whose target is `answer`, with every credential and the given changes to the settings."""
    credentials = {
        name: Credential(name, secret, "job-token" if "JOB" in name else "private-token")
        for name, secret in TOKENS.items()
    }
    settings = fake_settings(**{"credentials": credentials, **changes})
    target = Target(settings, transport=httpx.MockTransport(answer), clock=clock or FakeClock())
    made = Context(settings, contract(), target)
    made.sandbox = cast("Sandbox", sandbox)
    return made


def outcome(requirement: str, operation: str, run: Context) -> Outcome:
    """Try the law of a requirement on an operation and return how it ended."""
    law = next(law for law in all_laws() if law.requirement == requirement)
    try:
        law.function(run, contract().operation(operation))
    except Violation:
        return "violated"
    except NotTested:
        return "not tested"
    except Blocked:
        return "blocked"
    return "kept"


def violations(requirement: str, seen: Exchange, run: Context) -> Sequence[str]:
    """Hold an exchange to a universal law and return the summaries of what it found."""
    law = next(law for law in all_universals() if law.requirement == requirement)
    operation = contract().find(seen.request.operation) if seen.request.operation else None
    return [violation.summary for violation in law.function(seen, operation, run)]


def exchange(
    status: int,
    body: bytes = b"",
    *,
    operation: str | None = "get_version",
    media_type: str = "application/json",
    headers: Mapping[str, str] | None = None,
) -> Exchange:
    """Return an exchange of the operation, answered so at noon of the first of January 2026."""
    known = contract().operation(operation) if operation else None
    request = Request(known.method if known else "GET", known.path if known else "/nowhere", operation=operation)
    pairs = {"content-type": media_type, "x-request-id": "1", **(headers or {})}
    received = datetime(2026, 1, 1, 12, tzinfo=UTC)
    return Exchange(1, request, Response(status, tuple(pairs.items()), body, received, 0.01))


def no_answer(request: httpx.Request) -> httpx.Response:
    """Refuse to be asked."""
    msg = f"{request.method} {request.url} was not expected."
    raise AssertionError(msg)
