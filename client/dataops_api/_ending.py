"""The end of a client: whoever waits in one of its calls, for the quota or before another attempt, is woken by it."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from threading import Condition, Lock, local
from typing import TYPE_CHECKING, Any

from dataops_api.errors import ConfigurationError

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop, Future


class Ending:
    """Where the threads of a client wait, so that to close it, or to give up what they do, ends the wait."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._closed = False
        self._here = local()
        self._bells: list[Callable[[], None]] = []

    @property
    def closed(self) -> bool:
        """Whether the client is closed."""
        return self._closed

    def close(self) -> None:
        """End all waits, for good."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
            self._ring()

    def check(self) -> None:
        """Raise `ConfigurationError` if the client is closed."""
        if self._closed:
            raise _closed()

    def wait(self, seconds: float) -> None:
        """Wait so long.

        Raises `ConfigurationError` as soon as the client is closed, `CancelledError` when what is done is given up.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._is_given_up(), seconds)
        self.check_here()

    def begin(self, is_given_up: Callable[[], bool]) -> None:
        """Let the waits of this thread end when what it does is given up; `look_again` makes them look."""
        self._here.is_given_up = is_given_up

    def look_again(self) -> None:
        """Let everybody who waits look whether what they do is given up."""
        with self._changed:
            self._changed.notify_all()
            self._ring()

    @contextmanager
    def waking(self, wake: Callable[[], None]) -> Generator[None]:
        """Let a wait of another kind be ended too: `wake` is called when the client is closed or something given up."""
        with self._changed:
            self._bells.append(wake)
            if self._closed:
                wake()
        try:
            yield
        finally:
            with self._changed:
                self._bells.remove(wake)

    def check_here(self) -> None:
        """Raise `ConfigurationError` if the client is closed, `CancelledError` if what this thread does is given up."""
        self.check()
        if self._is_given_up():
            from concurrent.futures import CancelledError  # noqa: PLC0415 - imported by now, with the executor

            raise CancelledError

    def _ring(self) -> None:
        for wake in self._bells:
            wake()

    def _is_given_up(self) -> bool:
        is_given_up: Callable[[], bool] | None = getattr(self._here, "is_given_up", None)
        return is_given_up is not None and is_given_up()


class AsyncEnding:
    """Where the tasks of a client wait, whatever their event loop, so that to close it ends the wait."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._closed = False
        self._waiting: dict[Future[Any], AbstractEventLoop] = {}

    def close(self) -> None:
        """End all waits, for good."""
        with self._lock:
            self._closed = True
            for waiting, loop in self._waiting.items():
                if not loop.is_closed():
                    loop.call_soon_threadsafe(_wake, waiting)

    def check(self) -> None:
        """Raise `ConfigurationError` if the client is closed."""
        if self._closed:
            raise _closed()

    async def wait(self, seconds: float) -> None:
        """Wait so long. Raises `ConfigurationError` as soon as the client is closed."""
        import asyncio  # noqa: PLC0415 - a client that blocks does without

        loop = asyncio.get_running_loop()
        waiting: Future[None] = loop.create_future()
        alarm = loop.call_later(seconds, _wake, waiting)
        try:
            with self.waking(waiting, loop):
                await waiting
        finally:
            alarm.cancel()
        self.check()

    @contextmanager
    def waking(self, waiting: Future[Any], loop: AbstractEventLoop) -> Generator[None]:
        """Let a future be done, with None, when the client is closed. Raises `ConfigurationError` if it is already."""
        with self._lock:
            self.check()
            self._waiting[waiting] = loop
        try:
            yield
        finally:
            with self._lock:
                del self._waiting[waiting]


def _wake(waiting: Future[Any]) -> None:
    if not waiting.done():
        waiting.set_result(None)


def _closed() -> ConfigurationError:
    return ConfigurationError("The client is closed: make another one.")
