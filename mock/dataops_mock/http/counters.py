"""Counters of requests, in real time, over the storages of `limits`."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from limits import RateLimitItemPerSecond
from limits.errors import ConfigurationError
from limits.storage import MemoryStorage, MovingWindowSupport, Storage, storage_from_string
from limits.strategies import MovingWindowRateLimiter

from dataops_mock.http.quota import Counter
from dataops_mock.rules import Quota
from dataops_mock.settings import RateLimit, Window

# Redis tells a key's time to live in whole seconds, rounded; a client that waits must not come too early.
_REDIS_ROUNDING = 0.5
_PATIENCE = 2.0


def open_counter(limit: RateLimit, window: Window, storage_uri: str) -> Counter:
    """Return a counter over a storage that several workers may share.

    Raises `ValueError` with a sentence where the URI names no storage that is known and at hand.
    """
    name = storage_uri.rpartition("@")[2]  # without a password
    try:
        storage = storage_from_string(storage_uri, **_options(storage_uri))
    except ConfigurationError as error:
        reason = str(error).replace(storage_uri, name)
        msg = f"The storage {name!r} cannot be opened: {reason}; write memory:// or redis://HOST:PORT."
        raise ValueError(msg) from error
    except Exception as error:
        msg = f"The storage {name!r} cannot be opened: write memory:// or redis://HOST:PORT."
        raise ValueError(msg) from error
    if not isinstance(storage, Storage):
        msg = f"The storage {name!r} is of the asynchronous kind: leave out `async+`."
        raise ValueError(msg)  # noqa: TRY004 - the setting's value is wrong, not a caller's type
    if not storage.check():
        msg = f"The storage {name!r} cannot be reached: start it, or choose memory://."
        raise ValueError(msg)
    if window == "fixed":
        return FixedWindow(limit, storage)
    if not isinstance(storage, MovingWindowSupport):
        msg = f"The storage {name!r} has no moving window: use memory:// or redis://."
        raise ValueError(msg)  # noqa: TRY004 - as above
    return MovingWindow(limit, storage)


def _options(storage_uri: str) -> dict[str, float]:
    """Return what the client of a storage is told: not to wait long for a Redis that does not answer."""
    return {"socket_connect_timeout": _PATIENCE} if storage_uri.startswith("redis") else {}


class FixedWindow:
    """A window that begins with a user's first request and ends as a whole."""

    def __init__(self, limit: RateLimit, storage: Storage) -> None:
        """Take the limit and where the counts are kept."""
        self._item = RateLimitItemPerSecond(limit.amount, limit.seconds, namespace="dataops-mock")
        self._storage = storage

    def charge(self, key: str) -> Quota:
        """Count one request of `key`, the refused ones too, and return where it stands."""
        name = self._item.key_for(key)
        observed = self._storage.incr(name, self._item.get_expiry())
        return _quota(self._item, self._storage, observed, self._storage.get_expiry(name))

    def reset(self) -> None:
        """Forget every request."""
        self._storage.reset()

    def checkpoint(self) -> Callable[[], None]:
        """Return what brings the counts back to those of now; raise `ValueError` where others count in them too."""
        kept = _kept(self._storage)

        def restore() -> None:
            self._storage = kept()

        return restore


class MovingWindow:
    """A window that always looks back; `reset` is when its oldest request leaves it and one more is served."""

    def __init__(self, limit: RateLimit, storage: Storage) -> None:
        """Take the limit and where the requests are kept."""
        self._item = RateLimitItemPerSecond(limit.amount, limit.seconds, namespace="dataops-mock")
        self._storage = storage
        self._limiter = MovingWindowRateLimiter(storage)

    def charge(self, key: str) -> Quota:
        """Count one request of `key`, the refused ones too, and return where it stands."""
        served = self._limiter.hit(self._item, key)
        window = self._limiter.get_window_stats(self._item, key)
        observed = self._item.amount - window.remaining
        if not served:
            observed += self._storage.incr(self._item.key_for(key, "refused"), self._item.get_expiry())
        return _quota(self._item, self._storage, observed, window.reset_time)

    def reset(self) -> None:
        """Forget every request."""
        self._storage.reset()

    def checkpoint(self) -> Callable[[], None]:
        """Return what brings the counts back to those of now; raise `ValueError` where others count in them too."""
        kept = _kept(self._storage)

        def restore() -> None:
            storage = kept()
            self._storage, self._limiter = storage, MovingWindowRateLimiter(storage)

        return restore


def _kept(storage: Storage) -> Callable[[], MemoryStorage]:
    """Return what makes a storage in memory with the counts of now.

    Another one, not the same with its counts put back: a storage has a thread that drops old counts as it goes.
    """
    if not isinstance(storage, MemoryStorage):
        raise ValueError("A quota that several workers share cannot be brought back: use memory://.")  # noqa: TRY004
    counts, expirations = dict(storage.storage), dict(storage.expirations)
    events = {key: list(entries) for key, entries in storage.events.items()}

    def make() -> MemoryStorage:
        made = MemoryStorage()
        made.storage.update(counts)
        made.expirations.update(expirations)
        made.events.update(events)
        return made

    return make


def _quota(item: RateLimitItemPerSecond, storage: Storage, observed: int, ends: float) -> Quota:
    end = ends if isinstance(storage, MemoryStorage) else ends + _REDIS_ROUNDING
    retry_after = max(1, math.ceil(end - time.time()))
    return Quota(item.amount, observed, math.ceil(end), retry_after)
