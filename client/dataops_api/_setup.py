"""What a client makes of its arguments."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Final

from dataops_api._pacing import Pacer, Pacing, Quota, Unpaced

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

_MOST_THREADS: Final = 8


def pacing_of(quota: str | Pacing | None) -> Pacing:
    """Return what paces a client: by a quota such as `600/60s`, by something of the caller's own, or not at all.

    Raises `ConfigurationError` for a text of another form.
    """
    if quota is None:
        return Unpaced()
    return Pacer(Quota.read(quota)) if isinstance(quota, str) else quota


class Threads:
    """The threads that fetch ahead, made when the first is needed."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._executor: ThreadPoolExecutor | None = None

    def executor(self) -> ThreadPoolExecutor:
        """Return the executor."""
        with self._lock:
            if self._executor is None:
                from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - imported when it is used

                self._executor = ThreadPoolExecutor(_MOST_THREADS, thread_name_prefix="dataops_api")
            return self._executor

    def close(self) -> None:
        """End the threads; what is not begun is not begun any more."""
        with self._lock:
            if self._executor is not None:
                self._executor.shutdown(wait=False, cancel_futures=True)
                self._executor = None
