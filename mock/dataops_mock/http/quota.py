"""The quota of each user: how it is told, and the face of what counts it."""

from __future__ import annotations

from email.utils import formatdate
from typing import TYPE_CHECKING, Protocol

from dataops_mock.rules import Answer, Exchange, Quota

if TYPE_CHECKING:
    from collections.abc import Callable

    from dataops_mock.settings import RateLimit, Window

MEMORY = "memory://"


class Counter(Protocol):
    """Count requests."""

    def charge(self, key: str) -> Quota:
        """Count one request of `key`, the refused ones too, and return where it stands."""
        ...

    def reset(self) -> None:
        """Forget every request."""
        ...

    def checkpoint(self) -> Callable[[], None]:
        """Return what brings the counts back to those of now; raise `ValueError` where others count in them too."""
        ...


def open_counter(limit: RateLimit, window: Window, storage_uri: str) -> Counter:
    """Return a counter over a storage that several workers may share.

    Raises `ValueError` with a sentence where the URI names no storage that is known and at hand.
    """

    def opened() -> Counter:
        from dataops_mock.http import counters  # noqa: PLC0415 - it takes a fifth of the time that a mock starts in

        return counters.open_counter(limit, window, storage_uri)

    return _OnFirstUse(opened) if storage_uri == MEMORY else opened()


class _OnFirstUse:
    """A counter that is opened when it is first asked: one in memory, which is always at hand."""

    def __init__(self, opened: Callable[[], Counter]) -> None:
        self._opened = opened
        self._counter: Counter | None = None

    def charge(self, key: str) -> Quota:
        return self._of_use().charge(key)

    def reset(self) -> None:
        self._of_use().reset()

    def checkpoint(self) -> Callable[[], None]:
        return self.reset if self._counter is None else self._counter.checkpoint()

    def _of_use(self) -> Counter:
        if self._counter is None:
            self._counter = self._opened()
        return self._counter


def quota_headers(_exchange: Exchange, quota: Quota) -> dict[str, str]:
    """Return the five headers that tell where a user stands, and Retry-After where the request is one too many."""
    headers = {
        "RateLimit-Limit": str(quota.limit),
        "RateLimit-Observed": str(quota.observed),
        "RateLimit-Remaining": str(max(0, quota.limit - quota.observed)),
        "RateLimit-Reset": str(quota.reset),
        "RateLimit-ResetTime": formatdate(quota.reset, usegmt=True),
    }
    if quota.exceeded:
        headers["Retry-After"] = str(quota.retry_after)
    return headers


def over_quota(exchange: Exchange, _quota: Quota) -> Answer:
    """Return the answer to one request too many: text for a client that asks for it, else JSON."""
    if exchange.headers.get("accept", "").strip().lower().startswith("text/plain"):
        return Answer(429, b"Retry later\n", "text/plain")
    return Answer.of_json(429, {"message": "Retry later"})
