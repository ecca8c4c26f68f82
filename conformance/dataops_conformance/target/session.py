"""The one way to the server under test."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib.metadata import version
from types import TracebackType
from typing import Protocol, Self

import httpx

from dataops_conformance.exchange import Credential, Exchange, Request, Response, Scheme
from dataops_conformance.settings import Limits, Settings
from dataops_conformance.target.budget import Budget
from dataops_conformance.target.errors import ServerUnreachable, TargetError, Throttled, TooLarge, TooSlow
from dataops_conformance.target.guard import ReadOnlyTransport, refuse_unsafe
from dataops_conformance.target.network import open_client
from dataops_conformance.target.pacing import Clock, Pacer, RealClock
from dataops_conformance.target.redaction import Redactor
from dataops_conformance.target.wire import encode_query

_REFUSALS = 4
_ANONYMOUS = "(anonymous)"
_HEADERS: dict[Scheme, str] = {"private-token": "private-token", "bearer": "authorization", "job-token": "job-token"}


class Tracker(Protocol):
    """Writes down what a request may create, before it leaves, and what became of it."""

    def before(self, request: Request) -> int | None:
        """Note what the request may create; return the note's number, None where it creates nothing."""
        ...

    def after(self, note: int | None, request: Request, response: Response) -> None:
        """Note what the response says that was created or deleted."""
        ...

    def reserve(self) -> int:
        """Return the requests that the clean-up wants as things stand."""
        ...

    def cost(self, request: Request) -> int:
        """Return what the request may add to that."""
        ...


class Target:
    """The server under test, with the budget, the pace, the guard and the ledger between it and the laws."""

    def __init__(
        self,
        settings: Settings,
        *,
        transport: httpx.BaseTransport | None = None,
        clock: Clock | None = None,
    ) -> None:
        """Reach the base URL of the settings; `transport` and `clock` stand in for network and time in tests."""
        self.settings = settings
        self.clock: Clock = clock or RealClock()
        self.redactor = Redactor(settings.credentials.values())
        self.pacer = Pacer(settings.rate_limit, self.clock)
        self.budget = Budget(settings.max_requests)
        self._tracker: Tracker | None = None
        self._listeners: list[Callable[[Exchange], None]] = []
        self._count = 0
        self._client = open_client(
            settings.base_url,
            f"dataops-conformance/{version('dataops-api')}",
            settings.limits,
            transport,
            wrap=ReadOnlyTransport if settings.read_only else None,
        )

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Close the connections."""
        self._client.close()

    @property
    def sent(self) -> int:
        """How many exchanges there were by now."""
        return self._count

    def track(self, tracker: Tracker) -> None:
        """Let `tracker` write down what requests create, and reserve the requests that delete it."""
        self._tracker = tracker
        self.budget.reserve = tracker.reserve

    def on_exchange(self, listener: Callable[[Exchange], None]) -> None:
        """Call `listener` with every exchange, the 429s that are waited out among them."""
        self._listeners.append(listener)

    def send(self, request: Request, credential: Credential | None) -> Exchange:
        """Send one request and return the exchange; wait before it as the quota wants, and after a 429 send it again.

        Within the budget's purpose `quota` nothing waits, and a 429 is returned as it is.

        Raises:
            Withheld: the profile is read-only and the method is unsafe.
            BudgetExhausted: the budget holds no further request.
            Throttled: the server answered 429 again and again.
            TargetError: the server gave no whole answer.
        """
        if self.settings.read_only:
            refuse_unsafe(request.method)
        raw = self.budget.current == "quota"
        user = credential.secret if credential else _ANONYMOUS
        for _ in range(_REFUSALS):
            self.budget.take(self._tracker.cost(request) if self._tracker else 0)
            if not raw:
                self.pacer.wait(user)
            exchange = self._tracked(request, credential, user)
            if raw or exchange.response.status != 429:
                return exchange
        wanted = f"{request.method} {request.path}"
        msg = f"{wanted} was answered 429 {_REFUSALS} times though every Retry-After was waited out."
        raise Throttled(msg)

    def _tracked(self, request: Request, credential: Credential | None, user: str) -> Exchange:
        note = self._tracker.before(request) if self._tracker else None
        self.pacer.sent(user)
        response = self._transfer(request, credential)
        self._count += 1
        if self._tracker:
            self._tracker.after(note, request, response)
        self.pacer.learn(user, response)
        self.redactor.learn_from(response)
        exchange = Exchange(self._count, request, response)
        for listener in self._listeners:
            listener(exchange)
        return exchange

    def _transfer(self, request: Request, credential: Credential | None) -> Response:
        url = f"{self.settings.base_url}{request.path}"
        if request.query:
            url += f"?{encode_query(request.query)}"
        headers = [(name.encode(), value.encode()) for name, value in request.headers]
        if credential is not None:
            headers.append(_credential_header(credential))
        started = self.clock.monotonic()
        outgoing = self._client.build_request(request.method, url, headers=headers, content=request.body)
        try:
            answer = self._client.send(outgoing, stream=True)
            try:
                body = self._read(answer.iter_bytes(), request, started, self.settings.limits)
            finally:
                answer.close()
        except httpx.TimeoutException as exc:
            msg = f"{self.settings.base_url} gave no answer to {request.method} {request.path} in time."
            raise TooSlow(msg) from exc
        except (httpx.HTTPError, httpx.InvalidURL) as exc:
            raise self._unreachable(exc) from exc
        return Response(
            status=answer.status_code,
            headers=tuple((name.lower(), value) for name, value in answer.headers.multi_items()),
            body=body,
            received_at=self.clock.now(),
            elapsed=self.clock.monotonic() - started,
        )

    def _read(self, chunks: Iterable[bytes], request: Request, started: float, limits: Limits) -> bytes:
        body = bytearray()
        for chunk in chunks:
            body += chunk
            if len(body) > limits.body_bytes:
                msg = f"The answer to {request.method} {request.path} is longer than {limits.body_bytes} bytes."
                raise TooLarge(msg)
            if self.clock.monotonic() - started > limits.deadline_s:
                msg = (
                    f"The answer to {request.method} {request.path} was not whole after {limits.deadline_s:g} seconds."
                )
                raise TooSlow(msg)
        return bytes(body)

    def _unreachable(self, error: Exception) -> TargetError:
        reason = self.redactor.text(str(error)) or type(error).__name__
        msg = f"{self.settings.base_url} cannot be reached: {reason}. Check --base-url and that the server is up."
        return ServerUnreachable(msg)


def _credential_header(credential: Credential) -> tuple[bytes, bytes]:
    value = f"Bearer {credential.secret}" if credential.scheme == "bearer" else credential.secret
    return _HEADERS[credential.scheme].encode(), value.encode()
