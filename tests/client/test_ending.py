"""The end of a client and of a program: who waits for the quota is woken, and nobody holds up the interpreter."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from urllib.parse import parse_qs

import pytest
from dataops_api import AsyncDataOps, DataOps, Handler, Request, Response
from dataops_api._ending import Ending
from dataops_api._threads import Threads
from dataops_api.errors import ConfigurationError

from tests.client.sick import CANARY, client_threads
from tests.hostile import Asked, Connection, answer, hostile, saying
from tests.patience import PATIENCE

URL = "https://a.example/api/v4"
CLOSED = "The client is closed: make another one"
VERSION = {"version": "1", "revision": "a"}


def many_pages(connection: Connection, asked: Asked) -> None:
    """Answer with a page that is full and has another one behind it."""
    page = int(parse_qs(asked.target.partition("?")[2]).get("page", ["1"])[0])
    headers = {"X-Page": str(page), "X-Next-Page": str(page + 1), "X-Per-Page": "100"}
    connection.send(answer([{"id": page * 100 + number} for number in range(100)], headers=headers))


LEFT = """
with DataOps(url, token="canary", quota="2/120s") as api:
    for page in api.projects.list().pages():
        break
print("over", flush=True)
"""
LEFT_OPEN = """
api = DataOps(url, token="canary", quota="2/120s")
pages = api.projects.list().pages()
next(pages)
print("over", flush=True)
"""
INTERRUPTED = """
with DataOps(url, token="canary", quota="2/120s") as api:
    pages = api.projects.list().pages()
    print(len([next(pages), next(pages)]), "over", flush=True)
    next(pages)
"""
INTERRUPTED_OPEN = """
api = DataOps(url, token="canary", quota="2/120s")
pages = api.projects.list().pages()
print(len([next(pages), next(pages)]), "over", flush=True)
next(pages)
"""


@pytest.mark.parametrize(
    ("program", "interrupted"),
    [(LEFT, False), (LEFT_OPEN, False), (INTERRUPTED, True), (INTERRUPTED_OPEN, True)],
    ids=["left", "left open", "interrupted", "interrupted while open"],
)
def test_a_program_ends_though_pages_wait_for_the_quota(program: str, interrupted: bool) -> None:
    with hostile(many_pages) as server:
        source = f"from dataops_api import DataOps\nurl = {server.url!r}\n{program}"
        with subprocess.Popen(
            [sys.executable, "-c", source], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as running:
            assert running.stdout is not None
            said = running.stdout.readline()
            if interrupted:
                running.send_signal(signal.SIGINT)
            try:
                # The quota would hold it up for two minutes.
                errors = running.communicate(timeout=PATIENCE)[1].decode()
            finally:
                running.kill()

    assert said.endswith(b"over\n"), errors
    assert errors.splitlines()[-1:] == (["KeyboardInterrupt"] if interrupted else [])
    assert len(server.asked) <= 2


def test_to_close_a_client_ends_its_waits_for_the_quota() -> None:
    waits, failures = threading.Event(), list[str]()

    with hostile(saying(answer(VERSION))) as server:
        api = DataOps(server.url, token=CANARY, quota=_Never(waits))

        def ask() -> None:
            with pytest.raises(ConfigurationError) as caught:
                api.version.get()
            failures.append(str(caught.value))

        threads = [threading.Thread(target=ask) for _ in range(3)]
        for thread in threads:
            thread.start()
        assert waits.wait(PATIENCE)
        api.close()
        for thread in threads:
            thread.join(PATIENCE)

    assert (len(failures), set(failures)) == (3, {f"{CLOSED}."})


def test_to_close_an_asynchronous_client_ends_its_waits_for_the_quota() -> None:
    async def run() -> list[object]:
        waits = threading.Event()
        api = AsyncDataOps(URL, token=CANARY, quota=_Never(waits))
        tasks = [asyncio.create_task(api.version.get()) for _ in range(3)]
        await asyncio.to_thread(waits.wait, PATIENCE)
        await api.close()
        return list(await asyncio.wait_for(asyncio.gather(*tasks, return_exceptions=True), PATIENCE))

    assert [(type(error), str(error)) for error in asyncio.run(run())] == [(ConfigurationError, f"{CLOSED}.")] * 3


class _Never:
    """Lets nobody send within the hour, and tells that somebody has asked."""

    blocking = False

    def __init__(self, asked: threading.Event) -> None:
        self._asked = asked

    def reserve(self, now: float) -> float:
        self._asked.set()
        return 100.0

    def answered(self, headers: object, *, sent: float, now: float, wall: float) -> None: ...
    def refused(self, headers: object, wait: float | None, *, now: float) -> None: ...
    def failed(self) -> None: ...


def answered_by_a_hook(request: Request, send: Handler) -> Response:
    return Response(200, {"Content-Type": "application/json"}, b'{"version": "1", "revision": "a"}', request.url)


ASKS: dict[str, Callable[[DataOps], object]] = {
    "call": lambda api: api.version.get(),
    "copy": lambda api: api.with_options(retries=0).version.get(),
    "request": lambda api: api.request("GET", "/version"),
    "list": lambda api: list(api.projects.list()),
    "stream": lambda api: api.jobs.stream_trace(1, 2).__enter__(),
}


@pytest.mark.parametrize("ask", ASKS.values(), ids=ASKS.keys())
def test_a_client_that_was_closed_before_its_first_call_makes_none(ask: Callable[[DataOps], object]) -> None:
    api = DataOps(URL, token=CANARY, hooks=[answered_by_a_hook])
    api.close()

    with pytest.raises(ConfigurationError, match=CLOSED):
        ask(api)


def test_an_asynchronous_client_that_was_closed_before_its_first_call_makes_none() -> None:
    async def run() -> None:
        api = AsyncDataOps(URL, token=CANARY)
        await api.close()
        for client in (api, api.with_options(retries=0)):
            with pytest.raises(ConfigurationError, match=CLOSED):
                await client.version.get()
            with pytest.raises(ConfigurationError, match=CLOSED):
                await anext(aiter(client.projects.list()))

    asyncio.run(run())


def test_to_close_a_copy_closes_nothing() -> None:
    with DataOps(URL, token=CANARY, hooks=[answered_by_a_hook]) as api:
        api.with_options(retries=0).close()

        assert api.version.get().version == "1"


def test_a_closed_client_starts_no_thread() -> None:
    with hostile(many_pages) as server, DataOps(server.url, token=CANARY, prefetch=2) as api:
        pages = api.projects.list(pagination="offset").pages()
        next(pages)
        api.close()
        for thread in client_threads():
            thread.join(PATIENCE)

        with pytest.raises(ConfigurationError, match=CLOSED):
            for _ in range(5):
                next(pages)

        assert client_threads() == set()


def test_a_list_that_is_left_takes_its_waits_for_the_quota_along() -> None:
    with hostile(many_pages) as server, DataOps(server.url, token=CANARY, quota="2/120s") as api:
        pages = api.projects.list().pages()
        next(pages)
        pages.close()
        for thread in client_threads():
            thread.join(PATIENCE)

        assert client_threads() == set()
        assert len(server.asked) <= 2


def test_threads_do_what_they_are_given_and_end() -> None:
    threads = Threads(Ending())

    def fail() -> None:
        raise LookupError("nothing there")

    done = [threads.submit(pow, 2, number) for number in range(50)]
    failed = threads.submit(fail)

    assert [future.result(PATIENCE) for future in done] == [2**number for number in range(50)]
    with pytest.raises(LookupError, match="nothing there"):
        failed.result(PATIENCE)
    for thread in client_threads():
        thread.join(PATIENCE)
    assert client_threads() == set()


def test_no_more_than_eight_threads_run_and_what_has_not_begun_is_cancelled_at_the_end() -> None:
    before = client_threads()
    gate, begun, threads = threading.Event(), threading.Barrier(9), Threads(Ending())

    def work() -> None:
        begun.wait(PATIENCE)
        gate.wait(PATIENCE)

    futures = [threads.submit(work) for _ in range(20)]
    begun.wait(PATIENCE)
    assert len(client_threads() - before) == 8
    threads.shutdown(cancel_futures=True)
    gate.set()

    assert [future.cancelled() for future in futures] == [False] * 8 + [True] * 12
    with pytest.raises(RuntimeError, match="closed"):
        threads.submit(work)
