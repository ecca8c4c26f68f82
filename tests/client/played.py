"""A call's flow driven by hand: what is sent is answered from a list, and time passes only when it is told to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from dataops_api._credentials import Kind, Redactor
from dataops_api._exchange import Headers, Request, Response
from dataops_api._flow import Enter, Flow, Reserve, Rules, Step, Wait, attempts
from dataops_api._pacing import Pacing, Unpaced
from dataops_api._retry import RetryBudget, RetryPolicy
from dataops_api.errors import (
    BrokenResponseError,
    ConnectionFailedError,
    DataOpsError,
    RequestTimeoutError,
    TransportError,
)
from dataops_resources.runtime import Call, Operation

Method = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
TOKEN = "glpat-canary.0000~00000001"
URL = "https://api.example/api/v4/things/1"


def call(method: Method = "GET", *, job: bool = False, body: Mapping[str, object] | None = None) -> Call:
    """Return a call of an operation."""
    credentials: frozenset[Literal["token", "job", "none"]] = frozenset({"token", "job"} if job else {"token"})
    return Call(Operation(id="do_thing", method=method, route="/things/{id}", credentials=credentials), {}, body=body)


def request_of(made: Call, deadline: float | None = None) -> Request:
    """Return the request of a call."""
    headers = {"PRIVATE-TOKEN": TOKEN, "Accept": "application/json"}
    return Request(made.operation.method, URL, headers, operation=made.operation, deadline=deadline)


def answer(status: int = 200, headers: Mapping[str, str] | None = None, content: bytes = b"") -> Response:
    """Return an answer."""
    return Response(status, Headers(headers or {}), content, URL)


def refused_connection() -> ConnectionFailedError:
    """Return the error of a server that does not listen."""
    return ConnectionFailedError("no connection to api.example: refused", sent=False)


def timed_out() -> RequestTimeoutError:
    """Return the error of a server that said nothing."""
    return RequestTimeoutError("api.example said nothing for 30 s")


def broken() -> BrokenResponseError:
    """Return the error of an answer that broke off."""
    return BrokenResponseError("the answer of api.example broke off")


@dataclass
class Clock:
    """A clock that stands until it is moved."""

    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


class Unwatched:
    """Takes no notes."""

    def answered(self, request: Request, response: Response, seconds: float) -> None: ...
    def failed(self, request: Request, error: TransportError, seconds: float) -> None: ...
    def waits(self, request: Request, seconds: float, reason: str) -> None: ...


def never(request: Request, location: str) -> Request:
    """Follow no redirect."""
    raise AssertionError(location)


@dataclass
class Played:
    """What a flow did: the seconds it waited, the requests that it sent, and how it ended."""

    waits: list[float] = field(default_factory=list[float])
    sent: list[Request] = field(default_factory=list[Request])
    answer: Response | None = None
    error: DataOpsError | None = None
    steps: list[str] = field(default_factory=list[str])


def _reserved(pacing: Pacing, now: float) -> float | TransportError:
    try:
        return pacing.reserve(now)
    except TransportError as error:
        return error


@dataclass
class Play:
    """The circumstances of a call."""

    made: Call = field(default_factory=call)
    policy: RetryPolicy = field(default_factory=RetryPolicy)
    pacing: Pacing = field(default_factory=Unpaced)
    budget: RetryBudget = field(default_factory=RetryBudget)
    clock: Clock = field(default_factory=Clock)
    chance: Callable[[], float] = lambda: 1.0
    deadline: float | None = None
    replayable: bool = True
    kind: Kind = "token"
    redirected: Callable[[Request, str], Request] = never
    seconds: float = 0.0

    def flow(self) -> Flow:
        """Return the flow of the call."""
        rules = Rules(
            policy=self.policy,
            pacing=self.pacing,
            budget=self.budget,
            redactor=Redactor([TOKEN]),
            watcher=Unwatched(),
            kind=self.kind,
            clock=self.clock,
            wall=self.clock,
            chance=self.chance,
        )
        deadline = None if self.deadline is None else self.clock.now + self.deadline
        return attempts(
            self.made,
            request_of(self.made, deadline),
            rules,
            replayable=self.replayable,
            redirected=self.redirected,
        )

    def __call__(self, outcomes: Sequence[Response | TransportError]) -> Played:
        """Answer what is sent, one after the other; each answer takes `seconds`."""
        played, left, flow = Played(), list(outcomes), self.flow()
        try:
            step = next(flow)
            while True:
                if isinstance(step, Enter):
                    step = flow.send(None)
                    continue
                played.steps.append(type(step).__name__)
                if isinstance(step, Reserve):
                    step = flow.send(_reserved(self.pacing, self.clock.now))
                elif isinstance(step, Wait):
                    played.waits.append(step.seconds)
                    self.clock.now += step.seconds
                    step = flow.send(None)
                else:
                    played.sent.append(step.request)
                    self.clock.now += self.seconds
                    step = flow.send(left.pop(0))
        except StopIteration as done:
            played.answer = done.value
        except DataOpsError as error:
            played.error = error
        assert not left, "the flow ended before all was answered"
        return played


def begun(flow: Flow) -> Step:
    """Begin a flow, let it in, and return what it asks for then."""
    assert isinstance(next(flow), Enter)
    return flow.send(None)
