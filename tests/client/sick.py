"""What the tests of the client's failures share: both clients as one, and canaries that must never be seen."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Awaitable, Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic
from typing import TypedDict

from dataops_api import AsyncDataOps, DataOps
from dataops_api.errors import DataOpsError

CANARY = "glpat-canary.0000~00000001"


class Limits(TypedDict, total=False):
    """What a test sets of a client."""

    timeout: float
    deadline: float | None
    retries: int
    max_response_size: int
    quota: str | None


@dataclass(frozen=True)
class Failed:
    """How a call ended: its error, and the seconds that it took."""

    error: DataOpsError
    seconds: float

    @property
    def line(self) -> str:
        return str(self.error)


def failed_sync(url: str, ask: Callable[[DataOps], object], **limits: object) -> Failed:
    """Return the error of a call of the client that blocks."""
    begun = monotonic()
    with DataOps(url, token=CANARY, **limits) as api:  # type: ignore[arg-type]
        try:
            ask(api)
        except DataOpsError as error:
            return Failed(error, monotonic() - begun)
    raise AssertionError("the call did not fail")


def failed_async(url: str, ask: Callable[[AsyncDataOps], Awaitable[object]], **limits: object) -> Failed:
    """Return the error of a call of the asynchronous client."""

    async def run() -> Failed:
        begun = monotonic()
        async with AsyncDataOps(url, token=CANARY, **limits) as api:  # type: ignore[arg-type]
            try:
                await ask(api)
            except DataOpsError as error:
                return Failed(error, monotonic() - begun)
        raise AssertionError("the call did not fail")

    return asyncio.run(run())


def links(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error, what caused it, and what went before."""
    seen: set[int] = set()
    left = [error]
    while left:
        link = left.pop()
        if link is not None and id(link) not in seen:
            seen.add(id(link))
            yield link
            left += [link.__cause__, link.__context__]


class Kept(logging.Handler):
    """Keeps what is logged, whole."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@contextmanager
def logged(name: str = "dataops_api", level: int = logging.DEBUG) -> Generator[list[logging.LogRecord]]:
    """Yield the records that are logged meanwhile."""
    logger, kept = logging.getLogger(name), Kept()
    before = logger.level
    logger.addHandler(kept)
    logger.setLevel(level)
    try:
        yield kept.records
    finally:
        logger.removeHandler(kept)
        logger.setLevel(before)


def client_threads() -> set[threading.Thread]:
    """Return the client's threads that live."""
    return {thread for thread in threading.enumerate() if thread.name.startswith("dataops_api")}
