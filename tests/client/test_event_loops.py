"""The asynchronous client and its event loops: one after the other, and what only coroutines give."""

from __future__ import annotations

import asyncio
import gc
import warnings
from collections.abc import AsyncIterator

import pytest
from dataops_api import AsyncDataOps, DataOps
from dataops_api.errors import ConfigurationError

from tests.client.sick import CANARY
from tests.hostile import answer, hostile, saying

VERSION = saying(answer({"version": "1", "revision": "a"}))


def test_a_client_works_in_one_event_loop_after_the_other() -> None:
    with hostile(VERSION) as server, warnings.catch_warnings():
        # The first loop ends with a connection open, which says so when it is let go.
        warnings.simplefilter("ignore", ResourceWarning)
        api = AsyncDataOps(server.url, token=CANARY, retries=0)

        async def ask() -> str:
            return (await api.version.get()).version

        async def ask_and_close() -> str:
            try:
                return await ask()
            finally:
                await api.close()

        assert [asyncio.run(ask()), asyncio.run(ask()), asyncio.run(ask_and_close())] == ["1", "1", "1"]
        with pytest.raises(ConfigurationError, match="client is closed"):
            asyncio.run(ask())
        gc.collect()

    assert len(server.asked) == 3


def test_a_coroutine_function_gives_the_token_for_each_call() -> None:
    tokens = iter(["first-token", "second-token"])

    async def token() -> str:
        await asyncio.sleep(0)
        return next(tokens)

    async def run(url: str) -> None:
        async with AsyncDataOps(url, token=token) as api:
            await api.version.get()
            await api.version.get()

    with hostile(VERSION) as server:
        asyncio.run(run(server.url))

    assert [asked.headers["private-token"] for asked in server.asked] == ["first-token", "second-token"]


async def chunks() -> AsyncIterator[bytes]:
    yield b"some "
    await asyncio.sleep(0)
    yield b"content"


def test_an_asynchronous_iterable_is_sent_as_it_is_read() -> None:
    async def run(url: str) -> bytes:
        async with AsyncDataOps(url, token=CANARY) as api:
            return (await api.request("PUT", "/a", content=chunks())).content

    with hostile(VERSION) as server:
        assert b"version" in asyncio.run(run(server.url))

    assert server.asked[0].headers["transfer-encoding"] == "chunked"


def test_a_client_that_blocks_takes_no_asynchronous_iterable_and_no_text() -> None:
    with DataOps("https://a.example/api/v4", token=CANARY) as api:
        with pytest.raises(ConfigurationError, match="AsyncDataOps sends such"):
            api.request("PUT", "/a", content=chunks())  # type: ignore[arg-type]
        with pytest.raises(ConfigurationError, match="encode it, and send its bytes"):
            api.request("PUT", "/a", content="text")  # type: ignore[arg-type]
