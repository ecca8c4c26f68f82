"""The gate before the connections: a client has so many, and who comes when all are in use waits for its turn here.

The HTTP library's own queue would count that wait as the server's silence, and a healthy server would be said to be
late. Here it counts towards nothing as long as others go on: a call is given up only where no connection becomes free
in all the time that it has. Places are handed on in the order in which calls came, so that none waits for ever.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from threading import Event, Lock
from typing import TYPE_CHECKING, Final, Protocol, TypeAlias

from dataops_api._exchange import OpenAnswer
from dataops_api.errors import DeadlineExceededError

if TYPE_CHECKING:
    import asyncio

    from dataops_api._ending import AsyncEnding, Ending

Close: TypeAlias = Callable[[], Awaitable[None] | None]


class Attempt:
    """The answers that were opened in an attempt: a hook may keep one back, and nobody else would close it."""

    __slots__ = ("_opened",)

    def __init__(self) -> None:
        self._opened: list[tuple[OpenAnswer, Close]] = []

    def note(self, answer: OpenAnswer, close: Close) -> None:
        """Note an answer that was opened."""
        self._opened.append((answer, close))

    def all_but(self, kept: object) -> list[Close]:
        """Return what closes the others, once."""
        if not self._opened:
            return []
        others = [close for answer, close in self._opened if answer is not kept]
        self._opened = [each for each in self._opened if each[0] is kept]
        return others


ATTEMPT: Final[ContextVar[Attempt | None]] = ContextVar("attempt", default=None)
"""Set while an attempt is made: what a hook calls meanwhile shares its place, for which it would wait in vain."""


class Gate:
    """Lets so many threads through at once."""

    def __init__(self, places: int, ending: Ending) -> None:
        self._places = places
        self._free = places
        self._ending = ending
        self._lock = Lock()
        self._turns: deque[Event] = deque()
        self._left = time.monotonic()

    def enter(self, patience: float | None) -> None:
        """Take a place.

        Raises `DeadlineExceededError` where nobody leaves for so many seconds, and what `Ending.check_here` does.
        """
        with self._lock:
            if self._free and not self._turns:
                self._free -= 1
                return
            turn = Event()
            self._turns.append(turn)
        try:
            self._await(turn, patience)
        except BaseException:
            self._give_up(turn)
            raise

    def leave(self) -> None:
        """Give a place to who waits for one, or back."""
        with self._lock:
            self._left = time.monotonic()
            if self._turns:
                self._turns.popleft().set()
            else:
                self._free += 1

    def _await(self, turn: Event, patience: float | None) -> None:
        came = time.monotonic()
        with self._ending.waking(turn.set):
            while True:
                left = None if patience is None else max(came, self._left) + patience - time.monotonic()
                turn.wait(left)
                turn.clear()
                if not self._waits(turn):
                    return
                self._ending.check_here()
                if patience is not None and left is not None and left <= 0.0:
                    raise _all_in_use(self._places, patience)

    def _waits(self, turn: Event) -> bool:
        with self._lock:
            return turn in self._turns

    def _give_up(self, turn: Event) -> None:
        with self._lock:
            waits = turn in self._turns
            if waits:
                self._turns.remove(turn)
        if not waits:
            self.leave()


class AsyncGate:
    """Lets so many tasks of one event loop through at once."""

    def __init__(self, places: int, ending: AsyncEnding) -> None:
        self._places = places
        self._free = places
        self._ending = ending
        self._turns: deque[asyncio.Future[bool | None]] = deque()
        self._left = time.monotonic()

    async def enter(self, patience: float | None) -> None:
        """Take a place.

        Raises `DeadlineExceededError` where nobody leaves for so many seconds, and what `AsyncEnding.check` does.
        """
        if self._free and not self._turns:
            self._free -= 1
            return
        import asyncio  # noqa: PLC0415 - a client that blocks does without

        loop = asyncio.get_running_loop()
        turn: asyncio.Future[bool | None] = loop.create_future()
        alarm = _Alarm(self, turn, loop, patience)
        self._turns.append(turn)
        try:
            with self._ending.waking(turn, loop):
                is_given = await turn
        except BaseException:
            self._give_up(turn)
            raise
        finally:
            alarm.stop()
        if not is_given:
            self._give_up(turn)
            self._ending.check()
            raise _all_in_use(self._places, patience or 0.0)

    def leave(self) -> None:
        """Give a place to who waits for one, or back."""
        self._left = time.monotonic()
        while self._turns:
            turn = self._turns.popleft()
            if not turn.done():
                turn.set_result(True)
                return
        self._free += 1

    def patience_left(self, came: float, patience: float) -> float:
        """Return for how many seconds somebody who came then goes on waiting, if nobody leaves."""
        return max(came, self._left) + patience - time.monotonic()

    def _give_up(self, turn: asyncio.Future[bool | None]) -> None:
        if turn in self._turns:
            self._turns.remove(turn)
        elif turn.done() and not turn.cancelled() and turn.result():
            self.leave()


class _Alarm:
    """Ends a wait when patience is over, which begins anew whenever somebody leaves."""

    def __init__(
        self,
        gate: AsyncGate,
        turn: asyncio.Future[bool | None],
        loop: asyncio.AbstractEventLoop,
        patience: float | None,
    ) -> None:
        self._gate, self._turn, self._loop = gate, turn, loop
        self._came = time.monotonic()
        self._patience = patience or 0.0
        self._handle = None if patience is None else loop.call_later(patience, self._ring)

    def stop(self) -> None:
        """Let it ring no more."""
        if self._handle is not None:
            self._handle.cancel()

    def _ring(self) -> None:
        left = self._gate.patience_left(self._came, self._patience)
        if left > 0.0:
            self._handle = self._loop.call_later(left, self._ring)
        elif not self._turn.done():
            self._turn.set_result(False)


class AsyncGates:
    """The gates of a client by event loop, since each loop has connections of its own."""

    def __init__(self, places: int, ending: AsyncEnding) -> None:
        self._places = places
        self._ending = ending
        self._gates: dict[asyncio.AbstractEventLoop, AsyncGate] = {}
        self._lock = Lock()

    def here(self) -> AsyncGate:
        """Return the running loop's gate."""
        import asyncio  # noqa: PLC0415 - a client that blocks does without

        loop = asyncio.get_running_loop()
        return self._gates.get(loop) or self._made(loop)

    def _made(self, loop: asyncio.AbstractEventLoop) -> AsyncGate:
        with self._lock:
            self._gates = {known: gate for known, gate in self._gates.items() if not known.is_closed()}
            gate = self._gates[loop] = AsyncGate(self._places, self._ending)
        return gate


class _Leavable(Protocol):
    def leave(self) -> None: ...


class Place:
    """What a call holds while it is on its way, or nothing."""

    __slots__ = ("_gate", "taken")

    def __init__(self, gate: _Leavable) -> None:
        self._gate = gate
        self.taken = False

    def leave(self) -> None:
        """Give the place back, if there is one."""
        if self.taken:
            self.taken = False
            self._gate.leave()

    def leave_when_read(self, outcome: object) -> None:
        """Give the place back: at once, or when an answer that is left open is read or closed."""
        if isinstance(outcome, OpenAnswer) and self.taken:
            self.taken = False
            outcome.when_closed(self._gate.leave)
        else:
            self.leave()


def _all_in_use(places: int, patience: float) -> DeadlineExceededError:
    connections = "the connection is" if places == 1 else f"all {places} connections are"
    msg = f"{connections} in use, and none became free for {patience:.3g} s: close what is streamed, or allow more"
    return DeadlineExceededError(msg, sent=False, permanent=True)
