"""The gate before the connections: a client has so many, and who comes when all are in use waits for its turn here.

The HTTP library's own queue would count that wait as the server's silence, and a healthy server would be said to be
late. Here it counts towards nothing as long as others go on: a call is given up only where no connection becomes free
in all the time that it has.
"""

from __future__ import annotations

import time
from threading import Lock, Semaphore
from typing import TYPE_CHECKING, Protocol

from dataops_api._exchange import OpenAnswer
from dataops_api.errors import DeadlineExceededError

if TYPE_CHECKING:
    import asyncio


class Gate:
    """Lets so many threads through at once."""

    def __init__(self, places: int) -> None:
        self._places = places
        self._free = Semaphore(places)
        self._left = time.monotonic()

    def enter(self, patience: float | None) -> bool:
        """Take a place, and tell whether it was waited for.

        Raises `DeadlineExceededError` where nobody leaves for so many seconds.
        """
        if self._free.acquire(blocking=False):
            return False
        if patience is None:
            return self._free.acquire()
        came = time.monotonic()
        while (seconds := max(came, self._left) + patience - time.monotonic()) > 0.0:
            if self._free.acquire(timeout=seconds):
                return True
        raise _all_in_use(self._places, patience)

    def leave(self) -> None:
        """Give a place back."""
        self._left = time.monotonic()
        self._free.release()


class AsyncGate:
    """Lets so many tasks of one event loop through at once."""

    def __init__(self, places: int) -> None:
        import asyncio  # noqa: PLC0415 - a client that blocks does without

        self._places = places
        self._free = asyncio.Semaphore(places)
        self._left = time.monotonic()

    async def enter(self, patience: float | None) -> bool:
        """Take a place, and tell whether it was waited for.

        Raises `DeadlineExceededError` where nobody leaves for so many seconds.
        """
        if not self._free.locked():
            await self._free.acquire()
            return False
        if patience is None:
            return await self._free.acquire()
        import asyncio  # noqa: PLC0415 - a client that blocks does without

        came = time.monotonic()
        while (seconds := max(came, self._left) + patience - time.monotonic()) > 0.0:
            late = asyncio.timeout(seconds)
            try:
                async with late:
                    return await self._free.acquire()
            except TimeoutError:
                if not late.expired():
                    raise
        raise _all_in_use(self._places, patience)

    def leave(self) -> None:
        """Give a place back."""
        self._left = time.monotonic()
        self._free.release()


class AsyncGates:
    """The gates of a client by event loop, since each loop has connections of its own."""

    def __init__(self, places: int) -> None:
        self._places = places
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
            gate = self._gates[loop] = AsyncGate(self._places)
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
        """Give the place back: at once, or when an answer that is left open is closed."""
        if isinstance(outcome, OpenAnswer):
            self.taken = False
            outcome.when_closed(self._gate.leave)
        else:
            self.leave()


def _all_in_use(places: int, patience: float) -> DeadlineExceededError:
    connections = "the connection is" if places == 1 else f"all {places} connections are"
    msg = f"{connections} in use, and none became free for {patience:.3g} s: close what is streamed, or allow more"
    return DeadlineExceededError(msg, sent=False, permanent=True)
