"""What both mocks do with a request, whichever way it came: the journal, the orders of the test, the mock itself.

One lock guards all of it. The mock's application never waits once a body is there, so that it is run to its end on the
thread that brings the request, and each request is one step of the world.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Coroutine, Generator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote_plus

from dataops_api.testing._journal import Journal, RecordedRequest
from dataops_api.testing._script import Effect, Script, Scripted

if TYPE_CHECKING:
    from dataops_mock.http.app import Application
    from starlette.types import Message, Scope

_SWITCHES: Final = "/-/mock/"


@dataclass(frozen=True, slots=True)
class Inbound:
    """A request as ASGI has it, with its body; `whole` is False where the rest of it was not read."""

    scope: Scope
    body: bytes
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Outbound:
    """An answer; after `body` the connection ends where it is `cut`."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Pause:
    """Whoever drives the exchange waits for `seconds`, None for ever, or until `released` is done.

    It then sends True where the time is over, and False where the request was released: its connection ends.
    """

    seconds: float | None
    released: Future[None] = field(default_factory=Future[None])


Exchanging = Generator[Pause, bool, "Outbound | None"]


class Core:
    """A mock, what was asked of it, and what a test orders."""

    def __init__(self, app: Application, script: Script, max_body_bytes: int) -> None:
        self._app = app
        self._script = script
        self._journal = Journal()
        self._lock = threading.RLock()
        self._unsaved: list[_Checkpoint] = []
        self.max_body_bytes = max_body_bytes

    def exchange(self, inbound: Inbound) -> Exchanging:
        """Yield where the request must wait; return its answer, or None where the connection ends without one."""
        scope = inbound.scope
        if scope["path"].startswith(_SWITCHES):
            with self.changing() as app:
                return _serve(app, inbound)
        number, order = self._begin(scope)
        if order is None:
            return self._answered(number, Effect(), inbound)
        effect = order.effect
        if effect.seconds != 0:
            pause = Pause(effect.seconds)
            order.waiting.add(pause.released)
            try:
                if order.is_stopped or not (yield pause):
                    return None
            finally:
                order.waiting.discard(pause.released)
        return self._answered(number, effect, inbound)

    @contextmanager
    def changing(self) -> Generator[Application]:
        """Yield the application to change what it holds, with nobody else at it."""
        with self._lock:
            for checkpoint in self._unsaved:
                checkpoint.save(self._app)
            self._unsaved = []
            yield self._app

    @contextmanager
    def reading(self) -> Generator[Application]:
        """Yield the application to look at what it holds, with nobody else at it."""
        with self._lock:
            yield self._app

    @contextmanager
    def scripting(self) -> Generator[Script]:
        """Yield the orders, with nobody else at them."""
        with self._lock:
            yield self._script

    def requests(self) -> tuple[RecordedRequest, ...]:
        """Return the requests so far."""
        with self._lock:
            return self._journal.all()

    def forget_requests(self) -> None:
        """Empty the journal."""
        with self._lock:
            self._journal.clear()

    def checkpoint(self) -> Callable[[], None]:
        """Return what brings world, clock, quota, faults and orders back to this moment, once.

        The world is only copied when something is about to change it: a test that asks nothing costs nothing.
        """
        with self._lock:
            checkpoint, restore_script = _Checkpoint(), self._script.checkpoint()
            self._unsaved.append(checkpoint)

        def restore() -> None:
            with self._lock:
                restore_script()
                if checkpoint in self._unsaved:
                    self._unsaved.remove(checkpoint)
                checkpoint.restore()

        return restore

    def _begin(self, scope: Scope) -> tuple[int, Scripted | None]:
        from dataops_mock.logs import redact  # noqa: PLC0415 - only this module's callers know that it is there

        raw_path = scope["raw_path"].decode("latin-1")
        names = dict.fromkeys(
            unquote_plus(pair.partition("=")[0]) for pair in scope["query_string"].decode("latin-1").split("&") if pair
        )
        with self._lock:
            operation = self._app.find(scope["method"], raw_path).operation
            order = self._script.next(scope["method"], operation)
            request = RecordedRequest(
                method=scope["method"],
                path=redact(raw_path),
                operation="" if operation is None else operation.id,
                query=tuple(map(redact, names)),
                scripted=order is not None,
            )
            return self._journal.add(request), order

    def _answered(self, number: int, effect: Effect, inbound: Inbound) -> Outbound | None:
        with self.changing() as app:
            outbound = _serve(app, inbound) if effect.served else None
            if effect.answer is not None:
                outbound = Outbound(effect.answer.status, effect.answer.headers, effect.answer.body)
            if outbound is None or effect.cut == -1:
                return None
            if inbound.scope["method"] == "HEAD":
                outbound = replace(outbound, body=b"")
            self._journal.answered(number, outbound.status, _request_id(outbound))
        # A body that is cut at its end would be whole.
        end = None if effect.cut is None else max(0, min(effect.cut, len(outbound.body) - 1))
        return outbound if end is None else replace(outbound, body=outbound.body[:end], cut=True)


class _Checkpoint:
    """A moment to go back to, kept when it is first about to pass."""

    def __init__(self) -> None:
        self._restore: Callable[[], None] | None = None

    def save(self, app: Application) -> None:
        self._restore = app.checkpoint()

    def restore(self) -> None:
        if self._restore is not None:
            self._restore()


def _serve(app: Application, inbound: Inbound) -> Outbound:
    """Run the application on a request to its end."""
    sent: list[Message] = []
    messages: list[Message] = [{"type": "http.request", "body": inbound.body, "more_body": not inbound.whole}]

    async def receive() -> Message:
        return messages.pop() if messages else {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    _run(app(inbound.scope, receive, send))
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return Outbound(sent[0]["status"], tuple(sent[0]["headers"]), body)


def _run(running: Coroutine[object, object, None]) -> None:
    """Run a coroutine that waits for nothing."""
    try:
        running.send(None)
    except StopIteration:
        return
    running.close()
    raise RuntimeError("The mock waited for something within a request, which it must not.")


def _request_id(outbound: Outbound) -> str | None:
    found = (value for name, value in outbound.headers if name.lower() == b"x-request-id")
    return next((value.decode("latin-1") for value in found), None)
