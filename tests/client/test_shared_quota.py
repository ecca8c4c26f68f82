"""One quota for several clients, kept in a storage of the library `limits`."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager

import fakeredis
import pytest
import redis
from dataops_api import AsyncDataOps, DataOps, SharedQuota, _shared
from dataops_api._exchange import Headers
from dataops_api._retry import RetryPolicy
from dataops_api.errors import ConfigurationError, ConnectionFailedError

from tests.client.sick import CANARY, links
from tests.hostile import answer, hostile, saying
from tests.patience import PATIENCE

VERSION = {"version": "1", "revision": "a"}


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[fakeredis.FakeServer]:
    """Put a Redis into this process in the place of the network's."""
    running = fakeredis.FakeServer()
    # It makes its database on first use, and threads that come at once would be given one each.
    fakeredis.FakeStrictRedis(server=running).ping()  # pyright: ignore[reportUnknownMemberType]

    def connect(url: str, **options: object) -> redis.Redis:
        return fakeredis.FakeStrictRedis(server=running)

    monkeypatch.setattr(redis.Redis, "from_url", connect)
    monkeypatch.setattr(redis, "from_url", connect)
    yield running


def test_clients_of_one_user_share_a_quota(server: fakeredis.FakeServer) -> None:
    one = SharedQuota("redis://one:6379", user="ci-bot", quota="5/3600s")
    two = SharedQuota("redis://two:6379", user="ci-bot", quota="5/3600s")

    waits = [quota.reserve(1.0) for quota in (one, two, one, two, one, two, one)]

    assert waits[:5] == [0.0] * 5
    assert all(3000.0 < wait < 3601.0 for wait in waits[5:])


def test_clients_of_different_users_do_not(server: fakeredis.FakeServer) -> None:
    quotas = [SharedQuota("redis://one:6379", user=user, quota="1/3600s") for user in ("ada", "bob")]

    assert [quota.reserve(1.0) for quota in quotas] == [0.0, 0.0]


def test_threads_take_no_more_than_there_is(server: fakeredis.FakeServer) -> None:
    granted, ready = list[int](), threading.Barrier(4)

    def take() -> None:
        quota = SharedQuota("redis://one:6379", user="ci-bot", quota="20/3600s")
        ready.wait()
        granted.append(sum(quota.reserve(1.0) == 0.0 for _ in range(10)))

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)

    assert (len(granted), sum(granted)) == (4, 20)


def test_a_429_stops_the_client_that_got_it() -> None:
    quota = SharedQuota("memory://", user="ci-bot")
    quota.refused(Headers({}), 7.0, now=100.0)
    quota.refused(Headers({}), 3.0, now=101.0)

    assert [quota.reserve(102.0), quota.reserve(107.0)] == [5.0, 0.0]

    quota.refused(Headers({}), None, now=200.0)
    assert quota.reserve(201.0) == 59.0


def test_both_clients_keep_to_it() -> None:
    async def run(url: str, quota: SharedQuota) -> None:
        async with AsyncDataOps(url, token=CANARY, quota=quota) as api:
            await asyncio.gather(api.version.get(), api.version.get())
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.1):
                    await api.version.get()

    with hostile(saying(answer(VERSION))) as listening:
        quota = SharedQuota("memory://", user="ci-bot", quota="3/120s")
        with DataOps(listening.url, token=CANARY, quota=quota) as api:
            api.version.get()
        asyncio.run(run(listening.url, quota))

    assert len(listening.asked) == 3


@contextmanager
def mute() -> Generator[str]:
    """Yield the URI of a Redis that accepts and says nothing."""
    with socket.create_server(("127.0.0.1", 0), backlog=16) as listening:
        yield f"redis://127.0.0.1:{listening.getsockname()[1]}"


def test_a_storage_that_says_nothing_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_shared, "_PATIENCE", 0.2)
    begun = time.monotonic()

    with mute() as uri, pytest.raises(ConfigurationError, match="cannot be reached"):
        SharedQuota(uri, user="ci-bot")

    assert time.monotonic() - begun < PATIENCE


def test_a_storage_that_says_nothing_any_more_is_an_error_of_the_call(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_shared, "_PATIENCE", 0.2)
    monkeypatch.setattr(_shared, "_is_reached", bool)

    with (
        mute() as uri,
        DataOps("http://127.0.0.1:9/api/v4", token=CANARY, quota=SharedQuota(uri, user="ci-bot"), retries=0) as api,
        pytest.raises(ConnectionFailedError, match=r"GET /version: the storage .* is not reached") as caught,
    ):
        api.version.get()

    assert caught.value.attempts == 0


def test_a_storage_that_is_gone_for_a_moment_costs_no_call(
    server: fakeredis.FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def soon(policy: RetryPolicy, failures: int, chance: float) -> float:
        return 0.01

    monkeypatch.setattr(RetryPolicy, "delay", soon)
    quota = SharedQuota("redis://one:6379", user="ci-bot")
    server.connected = False

    async def run(url: str) -> list[str]:
        async with AsyncDataOps(url, token=CANARY, quota=quota, retries=1000) as api:
            calls = [asyncio.create_task(api.version.get()) for _ in range(20)]
            await asyncio.sleep(0.1)
            assert not any(task.done() for task in calls)
            server.connected = True
            return [version.version for version in await asyncio.gather(*calls)]

    with hostile(saying(answer(VERSION))) as listening:
        assert asyncio.run(run(listening.url)) == ["1"] * 20


@pytest.mark.parametrize("uri", ["nosuch://host", "redis://:se-cret@127.0.0.1:1/0", "", "nosuch://:se-cret@host"])
def test_a_storage_that_cannot_be_is_refused_without_its_password(uri: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        SharedQuota(uri, user="ci-bot")

    assert "\n" not in str(caught.value)
    assert not any("se-cret" in f"{link} {link!r}" for link in links(caught.value))


def test_a_storage_that_goes_away_is_an_error_of_the_tree(server: fakeredis.FakeServer) -> None:
    quota = SharedQuota("redis://:se-cret@one:6379", user="ci-bot")
    server.connected = False

    with (
        DataOps("http://127.0.0.1:9/api/v4", token=CANARY, quota=quota, retries=1) as api,
        pytest.raises(ConnectionFailedError) as caught,
    ):
        api.version.get()

    assert str(caught.value) == (
        "GET /version: the storage 'one:6379' of the shared quota is not reached: start it again (get_version)"
    )
    assert not any("se-cret" in f"{link} {link!r}" for link in links(caught.value))


def test_a_quota_of_another_form_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="write 600/60s"):
        SharedQuota("memory://", user="ci-bot", quota="600")


def test_its_representation_has_no_password(server: fakeredis.FakeServer) -> None:
    quota = SharedQuota("redis://:se-cret@one:6379/0", user="ci-bot")

    assert repr(quota) == "SharedQuota('one:6379/0', user='ci-bot')"
