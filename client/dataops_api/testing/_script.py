"""Failures that a test orders: which requests they meet, how often, and what becomes of these."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from contextlib import AbstractContextManager
from dataclasses import dataclass
from difflib import get_close_matches
from http import HTTPStatus
from types import TracebackType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from dataops_spec import Operation

EVERYTHING: Final = "*"


@dataclass(frozen=True, slots=True)
class Canned:
    """An answer that the mock did not give."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes


@dataclass(frozen=True, slots=True)
class Effect:
    """What becomes of a request.

    It waits for `seconds`, None for as long as the client does. Then the mock serves it, or `answer` is given in place
    of that; with `served` both, and the client sees `answer` alone. `cut` closes the connection after so many bytes of
    the body, -1 before any answer.
    """

    seconds: float | None = 0.0
    answer: Canned | None = None
    served: bool = True
    cut: int | None = None


class Scripted(AbstractContextManager["Scripted"]):
    """An order for the next requests of an operation; it ends when it is used up, stopped, or left as a context."""

    def __init__(self, target: str, effect: Effect, times: int | None, after: int) -> None:
        self.target = target
        self.effect = effect
        self.waiting: set[Future[None]] = set()
        self._times = times
        self._after = after
        self._stopped = False
        self.hits = 0
        """How many requests it has met."""

    @property
    def left(self) -> int | None:
        """How many requests it will still meet; None for any number."""
        if self._stopped:
            return 0
        return None if self._times is None else self._times - self.hits

    @property
    def is_stopped(self) -> bool:
        """Tell whether it was stopped."""
        return self._stopped

    def take(self) -> bool:
        """Tell whether it meets the request that now came to its target, and count it."""
        if self.left == 0:
            return False
        if self._after:
            self._after -= 1
            return False
        self.hits += 1
        return True

    def stop(self) -> None:
        """Meet no more requests; those that it holds back lose their connection."""
        self._stopped = True
        for held in tuple(self.waiting):
            if held.set_running_or_notify_cancel():
                held.set_result(None)

    def checkpoint(self) -> Callable[[], None]:
        """Return what brings its counts back to those of now."""
        kept = (self._after, self._stopped, self.hits)

        def restore() -> None:
            self._after, self._stopped, self.hits = kept

        return restore

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stop()


class Script:
    """All orders; the first that fits a request has it."""

    def __init__(self, operations: Iterable[Operation]) -> None:
        self._operations = {operation.id: operation for operation in operations}
        self._orders: list[Scripted] = []

    def add(self, target: str, effect: Effect, *, times: int | None, after: int) -> Scripted:
        """Order an effect; raise `ValueError` for a target that the contract does not know."""
        if times is not None and times < 1:
            raise ValueError(f"times is {times} and must be 1 or more, or None for every request.")
        if after < 0:
            raise ValueError(f"after is {after} and must be 0 or more.")
        self._check(target)
        order = Scripted(target, effect, times, after)
        self._orders.append(order)
        return order

    def next(self, method: str, operation: Operation | None) -> Scripted | None:
        """Return the order that the request, which is counted for it, meets; None where it meets none."""
        return next((o for o in self._orders if _fits(o.target, method, operation) and o.take()), None)

    def stop(self) -> None:
        """Stop every order."""
        for order in self._orders:
            order.stop()
        self._orders = []

    def checkpoint(self) -> Callable[[], None]:
        """Return what stops the orders to come, and brings back those of now."""
        kept, restores = list(self._orders), [order.checkpoint() for order in self._orders]

        def restore() -> None:
            for order in self._orders:
                if order not in kept:
                    order.stop()
            for each in restores:
                each()
            self._orders = kept

        return restore

    def _check(self, target: str) -> None:
        routes = {operation.path for operation in self._operations.values()}
        named = {f"{operation.method} {operation.path}" for operation in self._operations.values()}
        known = {EVERYTHING} | routes | named | self._operations.keys()
        if target not in known:
            near = get_close_matches(target, known, n=3)
            hint = f"did you mean {' or '.join(near)}?" if near else "name an operation, such as list_projects, or `*`."
            raise ValueError(f"There is no operation or route {target!r}: {hint}")


def _fits(target: str, method: str, operation: Operation | None) -> bool:
    if target == EVERYTHING:
        return True
    if operation is None:
        return False
    return target in {operation.id, operation.path, f"{method} {operation.path}"}


def canned(
    status: int,
    body: object,
    *,
    media_type: str | None,
    headers: Mapping[str, str],
    request_id: str,
) -> Canned:
    """Return an answer: bytes and text as they are, None as the API's own message, anything else as JSON."""
    if body is None:
        body = None if status in {204, 304} else {"message": _message(status)}
    if isinstance(body, str | bytes):
        content, usual = body.encode() if isinstance(body, str) else body, "text/plain; charset=utf-8"
    else:
        content, usual = (b"" if body is None else json.dumps(body).encode()), "application/json"
    given = {name.lower(): value for name, value in headers.items()}
    own = {"x-request-id": request_id}
    if status != 204:
        own |= {"content-type": media_type or usual, "content-length": str(len(content))}
    sent = tuple((name.encode("latin-1"), value.encode("latin-1")) for name, value in (own | given).items())
    return Canned(status, sent, content)


def _message(status: int) -> str:
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return "Retry later"
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)
