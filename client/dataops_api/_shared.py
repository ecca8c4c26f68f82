"""One quota for the clients of several processes, kept in Redis by the library `limits`."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, cast

from dataops_api._pacing import Quota
from dataops_api.errors import ConfigurationError, ConnectionFailedError

if TYPE_CHECKING:
    from limits import RateLimitItem
    from limits.storage import Storage
    from limits.strategies import RateLimiter

_MARGIN: Final = 0.02
# Seconds for each of Redis's answers, and for a connection.
_PATIENCE: Final = 2.0


class SharedQuota:
    """Paces clients of several processes together: give each `quota=SharedQuota("redis://…", user="ci-bot")`.

    The count is kept by the storage under the name `user`, so that clients of different users do not share one; no
    token goes there. A 429 stops the process that got it until the server's `Retry-After` is over; the others go on,
    and are stopped by a 429 of their own. Where the storage is not reached, a call tries again, as after any failure to
    connect.
    """

    blocking = True

    def __init__(self, storage_uri: str, *, user: str, quota: str = "600/60s") -> None:
        """Open the storage, such as `redis://host:6379` (the extra `redis`).

        Raises `ConfigurationError` for a storage that is not known, not installed or not reached.
        """
        self._quota = Quota.read(quota)
        self._user = user
        self._storage_uri = storage_uri
        self._blocked_until = 0.0
        self._limiter, self._item, self._failures = _opened(storage_uri, self._quota)

    def reserve(self, now: float) -> float:
        """Take the right to send one request: 0 where it was given, else how long to wait before asking again.

        Raises `ConnectionFailedError` where the storage is gone or says nothing for 2 seconds.
        """
        if now < self._blocked_until:
            return self._blocked_until - now
        try:
            if self._limiter.hit(self._item, self._user):
                return 0.0
            window = self._limiter.get_window_stats(self._item, self._user)
        except self._failures as exc:
            msg = f"the storage {_name(self._storage_uri)!r} of the shared quota is not reached: start it again"
            raise ConnectionFailedError(msg, sent=False) from exc
        return max(_MARGIN, window.reset_time - time.time() + _MARGIN)

    def answered(self, headers: Mapping[str, str], *, sent: float, now: float, wall: float) -> None:
        """Learn nothing: the count is the storage's."""

    def refused(self, headers: Mapping[str, str], wait: float | None, *, now: float) -> None:  # noqa: ARG002
        """Stop until the wait is over."""
        self._blocked_until = max(self._blocked_until, now + (self._quota.seconds if wait is None else wait))

    def failed(self) -> None:
        """Learn nothing: a request that was not answered may have been counted."""

    def __repr__(self) -> str:
        return f"SharedQuota({_name(self._storage_uri)!r}, user={self._user!r})"


def _name(storage_uri: str) -> str:
    """Return what may be shown of a storage's URI: no password."""
    return storage_uri.rpartition("@")[2]


def _opened(storage_uri: str, quota: Quota) -> tuple[RateLimiter, RateLimitItem, tuple[type[Exception], ...]]:
    name = _name(storage_uri)
    try:
        from limits import RateLimitItemPerSecond  # noqa: PLC0415 - the extra `redis`
        from limits.errors import ConfigurationError as UnknownStorageError  # noqa: PLC0415
        from limits.errors import StorageError  # noqa: PLC0415
        from limits.storage import Storage, storage_from_string  # noqa: PLC0415
        from limits.strategies import MovingWindowRateLimiter  # noqa: PLC0415
    except ImportError as exc:
        msg = "A shared quota needs the extra `redis`: pip install 'dataops-api[redis]'."
        raise ConfigurationError(msg) from exc
    try:
        options = _patience() if storage_uri.startswith("redis") else {}
        storage: object = storage_from_string(storage_uri, wrap_exceptions=True, **options)
    except (UnknownStorageError, ValueError, ImportError):
        # What the library raises says the whole URI, and a password with it.
        storage = None
    if storage is None:
        msg = f"The storage {name!r} cannot be opened: write redis://HOST:PORT, and install 'dataops-api[redis]'."
        raise ConfigurationError(msg)
    if not isinstance(storage, Storage) or not _is_reached(storage):
        raise ConfigurationError(f"The storage {name!r} cannot be reached: start it, or leave `quota` out.")
    item = RateLimitItemPerSecond(quota.amount, int(quota.seconds), namespace="dataops-api")
    return MovingWindowRateLimiter(storage), item, (StorageError,)


def _patience() -> dict[str, float]:
    """Return for how long a Redis is waited for. Raises `ImportError` where its library is not installed."""
    from redis.backoff import NoBackoff  # noqa: PLC0415 - the extra `redis`
    from redis.exceptions import ConnectionError as BrokenConnectionError  # noqa: PLC0415
    from redis.retry import Retry  # noqa: PLC0415

    # A connection that was kept may have ended meanwhile: one more try, at once, and not the library's own ten seconds.
    retry = Retry(NoBackoff(), 1, supported_errors=(BrokenConnectionError,))
    # The library `limits` hands on whatever it is given, though it names numbers and texts alone.
    return {"socket_connect_timeout": _PATIENCE, "socket_timeout": _PATIENCE, "retry": cast("float", retry)}


def _is_reached(storage: Storage) -> bool:
    return bool(storage.check())
