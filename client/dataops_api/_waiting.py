"""Wait for a pipeline or a job to end: ask again and again, ever less often."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Generator
from typing import Final, NamedTuple, TypeAlias, TypeVar

from dataops_resources import jobs, models, pipelines
from dataops_resources.runtime import AsyncCaller, Caller, Options

from dataops_api.errors import ConfigurationError, WaitTimeoutError

ENDED: Final = frozenset({"success", "failed", "canceled", "skipped"})
"""The statuses after which nothing more happens."""
_HELD: Final = "manual"
_FIRST: Final = 1.0
_GROWTH: Final = 1.5
_LONGEST: Final = 15.0
# A look takes so many seconds at most when the time is nearly over, and the client's deadline counts before that.
_SHORTEST_LOOK: Final = 5.0

R = TypeVar("R", bound="models.Pipeline | models.Job")
Wait: TypeAlias = Callable[[float], None]
"""Waits so many seconds, or ends with the `ConfigurationError` of a client that was closed."""
AsyncWait: TypeAlias = Callable[[float], Awaitable[None]]


class _Pause(NamedTuple):
    """Seconds to wait before the next look, and seconds that are left of the whole before that."""

    seconds: float
    left: float

    @property
    def longest_look(self) -> float:
        """Seconds that the look may take: near the end it may not take the time that any call may."""
        return max(_SHORTEST_LOOK, self.left - self.seconds)


def _limited(options: Options | None, limit: float | None, most: float) -> Options:
    """Return how a look is made: no longer than `most`, nor than the call's own deadline or else the client's."""
    given: Options = options or {}
    own = given.get("deadline", limit)
    return {**given, "deadline": most if own is None else min(own, most)}


def _watch(what: str, timeout: float, interval: float | None) -> Generator[_Pause, R, R]:
    """Yield how long to wait before the next look, be sent what was seen, and return it when it has ended."""
    for name, value in (("timeout", timeout), ("interval", interval)):
        if value is not None and not value > 0:
            raise ConfigurationError(f"{name} is {value!r} and must be a number of seconds above 0.")
    over = time.monotonic() + timeout
    pause = interval or _FIRST
    seen = yield _Pause(0.0, timeout)
    while (status := str(seen.status)) not in ENDED:
        if status == _HELD:
            # A pipeline of this status goes on when somebody plays its job, and not before.
            return seen
        left = over - time.monotonic()
        if left <= 0.0:
            raise WaitTimeoutError(f"{what} {seen.id} has not ended in {timeout:g} s: it is {status}.", last=seen)
        seen = yield _Pause(min(pause, left), left)
        pause = interval or min(_LONGEST, pause * _GROWTH)
    return seen


def _until_ended(watch: Generator[_Pause, R, R], look: Callable[[float], R], wait: Wait) -> R:
    pause = next(watch)
    try:
        while True:
            wait(pause.seconds)
            pause = watch.send(look(pause.longest_look))
    except StopIteration as ended:
        last: R = ended.value
        return last


async def _async_until_ended(
    watch: Generator[_Pause, R, R], look: Callable[[float], Awaitable[R]], wait: AsyncWait
) -> R:
    pause = next(watch)
    try:
        while True:
            await wait(pause.seconds)
            pause = watch.send(await look(pause.longest_look))
    except StopIteration as ended:
        last: R = ended.value
        return last


class Pipelines(pipelines.Pipelines):
    """Pipelines, their jobs and their variables."""

    def __init__(self, caller: Caller, limit: float | None, pause: Wait) -> None:
        """Answer through `caller`, whose calls take `limit` seconds unless told; `pause` waits between them."""
        super().__init__(caller)
        self._limit = limit
        self._pause = pause

    def wait(
        self,
        id: int | str,
        pipeline_id: int,
        *,
        timeout: float = 3600.0,
        interval: float | None = None,
        options: Options | None = None,
    ) -> models.Pipeline:
        """Wait until a pipeline has ended, or is held by a manual job, and return it; look at its `status`.

        Args:
            id: The project's id, or its full path (`team/data`).
            pipeline_id: The pipeline's id.
            timeout: Seconds to wait at most; a look that has begun may take 5 seconds longer, and those that the quota
                asks for.
            interval: Seconds between two looks; growing from 1 to 15 unless given.
            options: How each look is made, where it shall differ from the client's own settings.

        Raises:
            ConfigurationError: The client was closed meanwhile.
            WaitTimeoutError: It has not ended in time; its `last` is the pipeline as it was.
        """
        return _until_ended(
            _watch("Pipeline", timeout, interval),
            lambda most: self.get(id, pipeline_id, options=_limited(options, self._limit, most)),
            self._pause,
        )


class AsyncPipelines(pipelines.AsyncPipelines):
    """Pipelines, their jobs and their variables."""

    def __init__(self, caller: AsyncCaller, limit: float | None, pause: AsyncWait) -> None:
        """Answer through `caller`, whose calls take `limit` seconds unless told; `pause` waits between them."""
        super().__init__(caller)
        self._limit = limit
        self._pause = pause

    async def wait(
        self,
        id: int | str,
        pipeline_id: int,
        *,
        timeout: float = 3600.0,
        interval: float | None = None,
        options: Options | None = None,
    ) -> models.Pipeline:
        """Wait until a pipeline has ended, or is held by a manual job, and return it; look at its `status`.

        Args:
            id: The project's id, or its full path (`team/data`).
            pipeline_id: The pipeline's id.
            timeout: Seconds to wait at most; a look that has begun may take 5 seconds longer, and those that the quota
                asks for.
            interval: Seconds between two looks; growing from 1 to 15 unless given.
            options: How each look is made, where it shall differ from the client's own settings.

        Raises:
            ConfigurationError: The client was closed meanwhile.
            WaitTimeoutError: It has not ended in time; its `last` is the pipeline as it was.
        """
        return await _async_until_ended(
            _watch("Pipeline", timeout, interval),
            lambda most: self.get(id, pipeline_id, options=_limited(options, self._limit, most)),
            self._pause,
        )


class Jobs(jobs.Jobs):
    """Jobs, their logs and their artifacts."""

    def __init__(self, caller: Caller, limit: float | None, pause: Wait) -> None:
        """Answer through `caller`, whose calls take `limit` seconds unless told; `pause` waits between them."""
        super().__init__(caller)
        self._limit = limit
        self._pause = pause

    def wait(
        self,
        id: int | str,
        job_id: int,
        *,
        timeout: float = 3600.0,
        interval: float | None = None,
        options: Options | None = None,
    ) -> models.Job:
        """Wait until a job has ended, or is held until it is played, and return it; look at its `status`.

        Args:
            id: The project's id, or its full path (`team/data`).
            job_id: The job's id.
            timeout: Seconds to wait at most; a look that has begun may take 5 seconds longer, and those that the quota
                asks for.
            interval: Seconds between two looks; growing from 1 to 15 unless given.
            options: How each look is made, where it shall differ from the client's own settings.

        Raises:
            ConfigurationError: The client was closed meanwhile.
            WaitTimeoutError: It has not ended in time; its `last` is the job as it was.
        """
        return _until_ended(
            _watch("Job", timeout, interval),
            lambda most: self.get(id, job_id, options=_limited(options, self._limit, most)),
            self._pause,
        )


class AsyncJobs(jobs.AsyncJobs):
    """Jobs, their logs and their artifacts."""

    def __init__(self, caller: AsyncCaller, limit: float | None, pause: AsyncWait) -> None:
        """Answer through `caller`, whose calls take `limit` seconds unless told; `pause` waits between them."""
        super().__init__(caller)
        self._limit = limit
        self._pause = pause

    async def wait(
        self,
        id: int | str,
        job_id: int,
        *,
        timeout: float = 3600.0,
        interval: float | None = None,
        options: Options | None = None,
    ) -> models.Job:
        """Wait until a job has ended, or is held until it is played, and return it; look at its `status`.

        Args:
            id: The project's id, or its full path (`team/data`).
            job_id: The job's id.
            timeout: Seconds to wait at most; a look that has begun may take 5 seconds longer, and those that the quota
                asks for.
            interval: Seconds between two looks; growing from 1 to 15 unless given.
            options: How each look is made, where it shall differ from the client's own settings.

        Raises:
            ConfigurationError: The client was closed meanwhile.
            WaitTimeoutError: It has not ended in time; its `last` is the job as it was.
        """
        return await _async_until_ended(
            _watch("Job", timeout, interval),
            lambda most: self.get(id, job_id, options=_limited(options, self._limit, most)),
            self._pause,
        )
