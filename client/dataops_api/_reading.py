"""How much of an answer is taken, and for how long: what does not depend on the HTTP library."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator

from dataops_api._exchange import Request
from dataops_api.errors import BrokenResponseError, DeadlineExceededError


class Limit:
    """Lets the chunks of an answer pass while there is time and they are not too many."""

    def __init__(self, request: Request) -> None:
        self._left = request.max_size or None
        self._most = request.max_size
        self._deadline = request.deadline

    def passed(self, chunk: bytes) -> bytes:
        """Return the chunk. Raises `BrokenResponseError` where it is too much, `DeadlineExceededError`."""
        if self._left is not None:
            self._left -= len(chunk)
            if self._left < 0:
                raise BrokenResponseError(f"the answer is larger than {self._most:,} bytes", permanent=True)
        if self._deadline is not None and time.monotonic() > self._deadline:
            raise deadline_over()
        return chunk


def watched(chunks: Iterable[bytes], request: Request) -> Iterator[bytes]:
    """Return the chunks of an answer as far as `Limit` lets them pass."""
    return map(Limit(request).passed, chunks)


def deadline_over(*, connected: bool = True) -> DeadlineExceededError:
    """Return the error of a call whose time is over."""
    missing = "the answer is not whole" if connected else "no connection was opened"
    return DeadlineExceededError(f"the deadline is over, and {missing}", sent=connected, permanent=True)


def seconds_left(request: Request) -> float | None:
    """Return how long the call may still take; None for any time."""
    return None if request.deadline is None else max(0.0, request.deadline - time.monotonic())
