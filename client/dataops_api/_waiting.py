"""Wait for a pipeline or a job to end: ask again and again, ever less often."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Generator
from typing import Final, NamedTuple, Protocol, TypeVar

from dataops_resources import jobs, models, pipelines
from dataops_resources.runtime import Options

from dataops_api.errors import ConfigurationError, WaitTimeoutError

ENDED: Final = frozenset({"success", "failed", "canceled", "skipped"})
"""The statuses after which nothing more happens."""
_HELD: Final = "manual"
_FIRST: Final = 1.0
_GROWTH: Final = 1.5
_LONGEST: Final = 15.0
# A look takes so many seconds at most when the time is nearly over, and the client's deadline counts before that.
_SHORTEST_LOOK: Final = 5.0
_LONGEST_LOOK: Final = 300.0


class _Running(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def status(self) -> str: ...


R = TypeVar("R", bound=_Running)


class _Pause(NamedTuple):
    """Seconds to wait before the next look, and seconds that are left of the whole before that."""

    seconds: float
    left: float

    @property
    def options(self) -> Options:
        """How the look is made: near the end it may not take the time that any call may."""
        left = max(_SHORTEST_LOOK, self.left - self.seconds)
        return {"deadline": left} if left < _LONGEST_LOOK else {}


def _watch(what: str, timeout: float, interval: float | None) -> Generator[_Pause, R, R]:
    """Yield how long to wait before the next look, be sent what was seen, and return it when it has ended."""
    for name, value in (("timeout", timeout), ("interval", interval)):
        if value is not None and not value > 0:
            raise ConfigurationError(f"{name} is {value!r} and must be a number of seconds above 0.")
    over = time.monotonic() + timeout
    pause = interval or _FIRST
    seen = yield _Pause(0.0, timeout)
    while seen.status not in ENDED:
        if seen.status == _HELD:
            # A pipeline of this status goes on when somebody plays its job, and not before.
            return seen
        left = over - time.monotonic()
        if left <= 0.0:
            raise WaitTimeoutError(f"{what} {seen.id} has not ended in {timeout:g} s: it is {seen.status}.", last=seen)
        seen = yield _Pause(min(pause, left), left)
        pause = interval or min(_LONGEST, pause * _GROWTH)
    return seen


def _until_ended(watch: Generator[_Pause, R, R], look: Callable[[Options], R]) -> R:
    pause = next(watch)
    try:
        while True:
            time.sleep(pause.seconds)
            pause = watch.send(look(pause.options))
    except StopIteration as ended:
        last: R = ended.value
        return last


async def _async_until_ended(watch: Generator[_Pause, R, R], look: Callable[[Options], Awaitable[R]]) -> R:
    pause = next(watch)
    try:
        while True:
            await asyncio.sleep(pause.seconds)
            pause = watch.send(await look(pause.options))
    except StopIteration as ended:
        last: R = ended.value
        return last


class Pipelines(pipelines.Pipelines):
    """Pipelines, their jobs and their variables."""

    def wait(
        self, id: int | str, pipeline_id: int, *, timeout: float = 3600.0, interval: float | None = None
    ) -> models.Pipeline:
        """Wait until a pipeline has ended, or is held by a manual job, and return it; look at its `status`.

        Args:
            id: The project's id, or its full path (`team/data`).
            pipeline_id: The pipeline's id.
            timeout: Seconds to wait at most.
            interval: Seconds between two looks; growing from 1 to 15 unless given.

        Raises:
            WaitTimeoutError: It has not ended in time; its `last` is the pipeline as it was.
        """
        return _until_ended(
            _watch("Pipeline", timeout, interval), lambda options: self.get(id, pipeline_id, options=options)
        )


class AsyncPipelines(pipelines.AsyncPipelines):
    """Pipelines, their jobs and their variables."""

    async def wait(
        self, id: int | str, pipeline_id: int, *, timeout: float = 3600.0, interval: float | None = None
    ) -> models.Pipeline:
        """Wait until a pipeline has ended, or is held by a manual job, and return it; look at its `status`.

        Args:
            id: The project's id, or its full path (`team/data`).
            pipeline_id: The pipeline's id.
            timeout: Seconds to wait at most.
            interval: Seconds between two looks; growing from 1 to 15 unless given.

        Raises:
            WaitTimeoutError: It has not ended in time; its `last` is the pipeline as it was.
        """
        return await _async_until_ended(
            _watch("Pipeline", timeout, interval), lambda options: self.get(id, pipeline_id, options=options)
        )


class Jobs(jobs.Jobs):
    """Jobs, their logs and their artifacts."""

    def wait(self, id: int | str, job_id: int, *, timeout: float = 3600.0, interval: float | None = None) -> models.Job:
        """Wait until a job has ended, or is held until it is played, and return it; look at its `status`.

        Args:
            id: The project's id, or its full path (`team/data`).
            job_id: The job's id.
            timeout: Seconds to wait at most.
            interval: Seconds between two looks; growing from 1 to 15 unless given.

        Raises:
            WaitTimeoutError: It has not ended in time; its `last` is the job as it was.
        """
        return _until_ended(_watch("Job", timeout, interval), lambda options: self.get(id, job_id, options=options))


class AsyncJobs(jobs.AsyncJobs):
    """Jobs, their logs and their artifacts."""

    async def wait(
        self, id: int | str, job_id: int, *, timeout: float = 3600.0, interval: float | None = None
    ) -> models.Job:
        """Wait until a job has ended, or is held until it is played, and return it; look at its `status`.

        Args:
            id: The project's id, or its full path (`team/data`).
            job_id: The job's id.
            timeout: Seconds to wait at most.
            interval: Seconds between two looks; growing from 1 to 15 unless given.

        Raises:
            WaitTimeoutError: It has not ended in time; its `last` is the job as it was.
        """
        return await _async_until_ended(
            _watch("Job", timeout, interval), lambda options: self.get(id, job_id, options=options)
        )
