"""Open the database where the random search keeps its examples: a folder, or a Redis that several machines share."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from hypothesis.database import DirectoryBasedExampleDatabase, ExampleDatabase

from dataops_conformance.settings import UsageError

if TYPE_CHECKING:
    from redis import Redis


@contextmanager
def open_database(where: str | None) -> Generator[ExampleDatabase | None]:
    """Yield the database of the setting `database`; None where there is none. The connection is closed afterwards.

    Raises:
        UsageError: it is a Redis, and the client for it is not installed or gets no answer.
    """
    if where is None:
        yield None
    elif "://" in where:
        with _redis(where) as database:
            yield database
    else:
        yield DirectoryBasedExampleDatabase(where)


@contextmanager
def _redis(url: str) -> Generator[ExampleDatabase]:
    try:
        from hypothesis.extra.redis import RedisExampleDatabase  # noqa: PLC0415 - wants the extra redis
        from redis import Redis, RedisError  # noqa: PLC0415 - the same
    except ModuleNotFoundError as exc:
        msg = f'{exc.name} is not installed, which {url} wants; run `pip install "dataops-api[conformance,redis]"`.'
        raise UsageError(msg) from exc
    client: Redis = Redis.from_url(url)  # pyright: ignore[reportUnknownMemberType]
    with closing(client):
        try:
            client.ping()  # pyright: ignore[reportUnknownMemberType]
        except RedisError as exc:
            msg = f"The Redis at {url} gives no answer: {exc}; see that it is up, or name a folder with --database."
            raise UsageError(msg) from exc
        yield RedisExampleDatabase(client)
