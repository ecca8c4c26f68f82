"""The threads that fetch ahead.

Those of `ThreadPoolExecutor` are joined when the interpreter ends, before anything of ours could tell them that it
does: a program would not end while one of them waits for the quota. These are daemons, and each ends when it finds no
more to do, so that none is left when a client is forgotten.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future
from functools import partial
from threading import Lock, Thread
from typing import Final, Generic, ParamSpec, Protocol, TypeVar

from dataops_api._ending import Ending

P = ParamSpec("P")
T = TypeVar("T")

_MOST_THREADS: Final = 8


class _Doable(Protocol):
    def do(self) -> None: ...
    def cancel(self) -> bool: ...


class _Job(Future[T], Generic[T]):
    def __init__(self, work: Callable[[], T], ending: Ending) -> None:
        super().__init__()
        self._work = work
        self._ending = ending
        self._given_up = False

    def cancel(self) -> bool:
        """Cancel what has not begun; what has, and waits for the quota, is given up."""
        self._given_up = True
        self._ending.look_again()
        return super().cancel()

    def do(self) -> None:
        if not self.set_running_or_notify_cancel():
            return
        self._ending.begin(lambda: self._given_up)
        try:
            result = self._work()
        except BaseException as exc:  # noqa: BLE001 - whoever asks for the result gets it
            self.set_exception(exc)
        else:
            self.set_result(result)


class Threads(Executor):
    """Up to eight threads, each begun when there is something to do and ended when there is no more."""

    def __init__(self, ending: Ending) -> None:
        self._ending = ending
        self._lock = Lock()
        self._jobs: deque[_Doable] = deque()
        self._running = 0

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Let a thread call a function. Raises `RuntimeError` after `shutdown`, or where there is no more thread."""
        job = _Job(partial(fn, *args, **kwargs), self._ending)
        with self._lock:
            if self._ending.closed:
                raise RuntimeError("The client is closed.")
            if self._running < _MOST_THREADS:
                Thread(target=self._work, name="dataops_api_ahead", daemon=True).start()
                self._running += 1
            self._jobs.append(job)
        return job

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002
        """Take no more; what has begun is not waited for."""
        self._ending.close()
        with self._lock:
            left = list(self._jobs) if cancel_futures else []
        for job in left:
            job.cancel()

    def _work(self) -> None:
        while (job := self._next()) is not None:
            job.do()
            del job  # and with it the answer, before the next is waited for

    def _next(self) -> _Doable | None:
        with self._lock:
            if self._jobs:
                return self._jobs.popleft()
            self._running -= 1
            return None
