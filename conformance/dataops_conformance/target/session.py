"""The one way to the server under test."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib.metadata import version
from types import TracebackType
from typing import Protocol, Self
from urllib.parse import urlsplit

import httpx

from dataops_conformance.exchange import Credential, Exchange, Request, Response, Scheme
from dataops_conformance.settings import Settings, is_sandbox
from dataops_conformance.target.budget import Budget
from dataops_conformance.target.decoding import UndecodableError, decoded
from dataops_conformance.target.errors import Garbled, ServerUnreachable, TargetError, Throttled, TooLarge, TooSlow
from dataops_conformance.target.guard import ReadOnlyChannel, refuse_unsafe
from dataops_conformance.target.network import Incoming, Outgoing, ProtocolError, open_channel
from dataops_conformance.target.pacing import Clock, Pacer, RealClock
from dataops_conformance.target.patience import Patience
from dataops_conformance.target.redaction import Redactor
from dataops_conformance.target.wire import encode_query
from dataops_conformance.text import one_line

_REFUSALS = 4
_ANONYMOUS = "(anonymous)"
_HEADERS: dict[Scheme, bytes] = {
    "private-token": b"private-token",
    "PRIVATE-TOKEN": b"PRIVATE-TOKEN",
    "bearer": b"Authorization",
    "job-token": b"Job-Token",
}


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
        self._patience = Patience(settings.limits)
        self._base_path = urlsplit(settings.base_url).path
        self._own_headers = (
            (b"User-Agent", f"dataops-conformance/{version('dataops-api')}".encode()),
            (b"Accept", b"*/*"),
            (b"Accept-Encoding", b"identity"),
        )
        channel = open_channel(settings.base_url, settings.limits, transport)
        self._is_guarded = settings.read_only or not is_sandbox(settings.host, settings.sandbox)
        self._channel = ReadOnlyChannel(channel) if self._is_guarded else channel

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Close the connections."""
        self._channel.close()

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
            Throttled: the server answered 429 again and again, or asks for a longer wait than a run has.
            TargetError: the server gave no whole answer, or too often gave none before.
        """
        if self._is_guarded:
            refuse_unsafe(request.method)
        self._see_that_it_is_worth_asking(request)
        raw = self.budget.current == "quota"
        user = credential.secret if credential else _ANONYMOUS
        waited_s = 0.0
        for _ in range(_REFUSALS):
            if not raw:
                self._see_that_it_may_ask(user, request)
            self.budget.take(self._tracker.cost(request) if self._tracker else 0)
            if not raw:
                waited_s += self.pacer.wait(user)
            exchange = self._tracked(request, credential, user)
            if raw or exchange.response.status != 429:
                return exchange
        self._patience.refused(user, _place(request), waited_s)
        wanted = f"{request.method} {request.path}"
        msg = f"{wanted} was answered 429 {_REFUSALS} times though every Retry-After was waited out."
        raise Throttled(msg)

    def forgive(self, request: Request) -> bool:
        """Ask again where a request got no answer, as of a server that restarts; return whether that is of any use."""
        self._patience.forgive(_place(request))
        return not self._patience.is_over

    def _see_that_it_is_worth_asking(self, request: Request) -> None:
        if self._patience.is_over:
            msg = f"{self.settings.base_url} left requests without a whole answer for too long; it is asked no more."
            raise ServerUnreachable(msg)
        why = self._patience.given_up(_place(request))
        if why is not None:
            msg = f"{why.rstrip('.')}, twice in a row; {_place(request)} is not asked again."
            raise TargetError(msg)

    def _see_that_it_may_ask(self, user: str, request: Request) -> None:
        if self._patience.is_refused(user, _place(request)):
            msg = f"{_place(request)} was answered 429 {_REFUSALS} times before; it is not asked again."
            raise Throttled(msg)
        longest = max(self.settings.limits.wait_s, self.settings.rate_limit.seconds + 1)
        seconds = self.pacer.delay(user)
        if seconds > longest:
            msg = f"{self.settings.base_url} wants a wait of {seconds:.0f} seconds; a run waits {longest:g} at most."
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
        started = self.clock.monotonic()
        try:
            response = self._exchange(request, self._outgoing(request, credential), started)
        except TargetError as exc:
            self._patience.missed(_place(request), str(exc), self.clock.monotonic() - started)
            raise
        self._patience.answered(_place(request), len(response.body))
        return response

    def _outgoing(self, request: Request, credential: Credential | None) -> Outgoing:
        target = f"{self._base_path}{request.path}"
        if request.query:
            target += f"?{encode_query(request.query)}"
        headers = [(name.encode(), value.encode()) for name, value in request.headers]
        if credential is not None:
            headers.append(_credential_header(credential))
        named = {name.lower() for name, _ in headers}
        own = [(name, value) for name, value in self._own_headers if name.lower() not in named]
        return Outgoing(request.method, target, [*own, *headers], request.body)

    def _exchange(self, request: Request, outgoing: Outgoing, started: float) -> Response:
        try:
            with self._channel.send(outgoing) as incoming:
                headers = tuple((_text(name).lower(), _text(value)) for name, value in incoming.headers)
                encoding = ", ".join(value for name, value in headers if name == "content-encoding")
                body = self._read(decoded(incoming.chunks, encoding), request, started)
        except TimeoutError as exc:
            msg = f"{self.settings.base_url} gave no answer to {request.method} {request.path} in time."
            raise TooSlow(msg) from exc
        except (ProtocolError, UndecodableError) as exc:
            reason = self.redactor.text(one_line(str(exc))).rstrip(".")
            msg = f"{self.settings.base_url} gave no whole answer to {request.method} {request.path}: {reason}."
            raise Garbled(msg) from exc
        except ConnectionError as exc:
            raise self._unreachable(exc) from exc
        return self._response(incoming, headers, body, started)

    def _response(
        self, incoming: Incoming, headers: tuple[tuple[str, str], ...], body: bytes, started: float
    ) -> Response:
        return Response(
            status=incoming.status,
            headers=headers,
            body=body,
            received_at=self.clock.now(),
            elapsed=self.clock.monotonic() - started,
        )

    def _read(self, pieces: Iterable[bytes], request: Request, started: float) -> bytes:
        body, most, limits = bytearray(), self._patience.most_bytes, self.settings.limits
        for piece in pieces:
            body += piece
            if len(body) > most:
                msg = f"The answer to {request.method} {request.path} is longer than {most} bytes."
                raise TooLarge(msg)
            if self.clock.monotonic() - started > limits.deadline_s:
                msg = (
                    f"The answer to {request.method} {request.path} was not whole after {limits.deadline_s:g} seconds."
                )
                raise TooSlow(msg)
        return bytes(body)

    def _unreachable(self, error: Exception) -> TargetError:
        reason = (self.redactor.text(one_line(str(error))) or "the connection broke off").rstrip(".")
        if "CERTIFICATE_VERIFY_FAILED" in reason:
            msg = (
                f"{self.settings.base_url} shows a certificate that is not trusted: {reason}. "
                "Check --base-url, or name the file of its authority in SSL_CERT_FILE."
            )
        else:
            msg = f"{self.settings.base_url} cannot be reached: {reason}. Check --base-url and that the server is up."
        return ServerUnreachable(msg)


def _place(request: Request) -> str:
    return request.operation or request.path


def _text(raw: bytes) -> str:
    """Return a header's name or value as text: UTF-8 where it is, else a character for each byte."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _credential_header(credential: Credential) -> tuple[bytes, bytes]:
    value = f"Bearer {credential.secret}" if credential.scheme == "bearer" else credential.secret
    return _HEADERS[credential.scheme], value.encode()
