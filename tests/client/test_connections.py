"""The connections of a client: so many at once, each process its own, and how long it may take to open one."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeout
from contextlib import ExitStack, suppress
from itertools import pairwise

import httpx2
import pytest
from dataops_api import AsyncDataOps, DataOps, _gate
from dataops_api._ending import AsyncEnding, Ending
from dataops_api._exchange import Request, Response
from dataops_api._gate import AsyncGate, Gate
from dataops_api._hooks import Handler
from dataops_api.errors import ConfigurationError, ConnectionFailedError, DeadlineExceededError, RequestTimeoutError

from tests.client.sick import CANARY, logged
from tests.hostile import Asked, Connection, answer, hostile, saying
from tests.patience import FOR_EVER, PATIENCE, in_time, until

VERSION = {"version": "1", "revision": "a"}


class Crowd:
    """A server that answers nobody before so many are there, takes its time for each answer, and notes the most."""

    def __init__(self, size: int, seconds: float) -> None:
        self.most = 0
        self._here = 0
        self._lock = threading.Lock()
        self._size = size
        self._is_there = threading.Event()
        self._seconds = seconds

    def __call__(self, connection: Connection, asked: Asked) -> None:
        with self._lock:
            self._here += 1
            self.most = max(self.most, self._here)
            if self._here == self._size:
                self._is_there.set()
        self._is_there.wait(PATIENCE)
        connection.over.wait(self._seconds)
        with self._lock:
            self._here -= 1
        connection.send(answer(VERSION))


def test_threads_wait_for_a_connection_and_the_server_is_not_called_late() -> None:
    def ask(seconds: float) -> tuple[list[str], int]:
        crowd = Crowd(2, seconds)
        with (
            hostile(crowd) as server,
            DataOps(server.url, token=CANARY, max_connections=2, timeout=3 * seconds, retries=0, quota=None) as api,
            ThreadPoolExecutor(12) as threads,
        ):
            seen = [future.result().version for future in [threads.submit(api.version.get) for _ in range(12)]]
        return seen, crowd.most

    assert in_time(0.1, ask, RequestTimeoutError) == (["1"] * 12, 2)


def test_tasks_wait_for_a_connection_and_the_server_is_not_called_late() -> None:
    async def run(url: str, seconds: float) -> list[str]:
        async with AsyncDataOps(url, token=CANARY, max_connections=2, timeout=seconds, retries=0, quota=None) as api:
            return [each.version for each in await asyncio.gather(*[api.version.get() for _ in range(12)])]

    def ask(seconds: float) -> tuple[list[str], int]:
        crowd = Crowd(2, seconds)
        with hostile(crowd) as server:
            return asyncio.run(run(server.url, 3 * seconds)), crowd.most

    assert in_time(0.1, ask, RequestTimeoutError) == (["1"] * 12, 2)


def test_the_wait_for_a_connection_does_not_count_towards_the_deadline() -> None:
    def ask(seconds: float) -> tuple[list[str], bool]:
        deadline = 4 * seconds
        with (
            hostile(Crowd(1, seconds)) as server,
            DataOps(server.url, token=CANARY, max_connections=1, deadline=deadline, retries=0, quota=None) as api,
            ThreadPoolExecutor(8) as threads,
        ):
            began = time.monotonic()
            seen = [future.result().version for future in [threads.submit(api.version.get) for _ in range(8)]]
            return seen, time.monotonic() - began > 1.5 * deadline

    assert in_time(0.1, ask, DeadlineExceededError) == (["1"] * 8, True)


def test_where_streams_hold_all_connections_a_call_ends_with_its_deadline_and_says_why() -> None:
    with (
        hostile(saying(answer(VERSION))) as server,
        DataOps(server.url, token=CANARY, max_connections=2) as api,
        ExitStack() as streams,
    ):
        for _ in range(2):
            streams.enter_context(api.jobs.stream_artifacts(1, 2))
        with pytest.raises(DeadlineExceededError) as raised:
            api.version.get(options={"deadline": 0.3})
        streams.close()
        assert api.version.get().version == "1"

    assert "all 2 connections are in use, and none became free for 0.3 s" in str(raised.value)


def test_where_streams_hold_all_connections_a_task_ends_with_its_deadline_and_says_why() -> None:
    async def run(url: str) -> str:
        async with AsyncDataOps(url, token=CANARY, max_connections=1) as api:
            async with api.jobs.stream_artifacts(1, 2):
                with pytest.raises(DeadlineExceededError) as raised:
                    await api.version.get(options={"deadline": 0.3})
            assert (await api.version.get()).version == "1"
            return str(raised.value)

    with hostile(saying(answer(VERSION))) as server:
        said = asyncio.run(run(server.url))

    assert "the connection is in use, and none became free for 0.3 s" in said


def test_a_call_that_fails_gives_its_connection_back() -> None:
    def refuse(request: httpx2.Request) -> httpx2.Response:
        raise httpx2.ConnectError("no")

    with DataOps("http://localhost/api/v4", max_connections=1, retries=1, deadline=30.0,
                 transport=httpx2.MockTransport(refuse)) as api:  # fmt: skip
        for _ in range(3):
            with pytest.raises(Exception, match="no connection to localhost"):
                api.version.get()


def test_tasks_that_are_cancelled_give_their_places_back() -> None:
    came = threading.Event()

    def keep_the_first_waiting(connection: Connection, _: Asked) -> None:
        if came.is_set():
            connection.send(answer(VERSION))
        else:
            came.set()
            connection.wait()

    async def run(url: str) -> str:
        async with AsyncDataOps(url, token=CANARY, max_connections=1, quota=None) as api:
            tasks = [asyncio.create_task(api.version.get()) for _ in range(5)]
            assert await asyncio.to_thread(came.wait, PATIENCE)
            for task in tasks[:4]:
                task.cancel()
            await asyncio.gather(*tasks[:4], return_exceptions=True)
            return (await tasks[4]).version

    with hostile(keep_the_first_waiting) as server:
        assert asyncio.run(run(server.url)) == "1"


def test_a_client_has_at_least_one_connection() -> None:
    with pytest.raises(ConfigurationError, match="max_connections is 0 and must be 1 or more"):
        DataOps("http://localhost/api/v4", anonymous=True, max_connections=0)


class Clock:
    """A clock that is set by hand; it knows how often it was looked at, and by which threads."""

    def __init__(self) -> None:
        self.now = 50.0
        self.looks = 0
        self.lookers = set[int]()

    def monotonic(self) -> float:
        self.looks += 1
        self.lookers.add(threading.get_ident())
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(_gate, "time", clock)
    return clock


def test_a_gate_gives_up_only_when_nobody_leaves(clock: Clock) -> None:
    gate = Gate(1, Ending())
    gate.enter(None)
    with ThreadPoolExecutor(4) as threads:
        waiting = [threads.submit(gate.enter, 0.01) for _ in range(4)]
        until(lambda: len(clock.lookers - {threading.get_ident()}) == 4)
        for turn in (1, 2, 3):
            clock.now += 0.008
            gate.leave()
            until(lambda turn=turn: sum(each.done() for each in waiting) == turn)  # type: ignore[misc]
        looks = clock.looks
        clock.now += 0.008
        until(lambda: clock.looks > looks + 2)
        assert sum(each.done() for each in waiting) == 3
        clock.now += 0.008
    ended = [each.exception() for each in waiting]

    assert [type(error) for error in ended if error] == [DeadlineExceededError]


def test_a_gate_of_tasks_gives_up_only_when_nobody_leaves(clock: Clock) -> None:
    async def run() -> list[type[BaseException]]:
        gate = AsyncGate(1, AsyncEnding())
        await gate.enter(None)
        waiting = [asyncio.create_task(gate.enter(0.01)) for _ in range(4)]
        await asyncio.sleep(0)
        for _ in range(3):
            clock.now += 0.008
            gate.leave()
        looks = clock.looks
        clock.now += 0.008
        await asyncio.to_thread(until, lambda: clock.looks > looks + 2)
        assert [task.done() for task in waiting] == [True] * 3 + [False]
        clock.now += 0.008
        ended = await asyncio.gather(*waiting, return_exceptions=True)
        return [type(error) for error in ended if error]

    assert asyncio.run(run()) == [DeadlineExceededError]


def test_threads_that_share_a_connection_come_to_it_in_turn() -> None:
    gate, came = Gate(1, Ending()), list[int]()

    def come_and_go(which: int) -> None:
        while len(came) < 40:
            gate.enter(PATIENCE)
            came.append(which)
            # The other one waits for its turn by now, or was the last.
            until(lambda: gate._turns or len(came) >= 40)  # pyright: ignore[reportPrivateUsage]
            gate.leave()

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(come_and_go, (0, 1)))

    assert all(one != other for one, other in pairwise(came))


def test_tasks_that_wait_come_in_the_order_in_which_they_came() -> None:
    async def run() -> list[int]:
        gate, came = AsyncGate(1, AsyncEnding()), list[int]()

        async def come_and_go(which: int) -> None:
            await gate.enter(PATIENCE)
            came.append(which)
            await asyncio.sleep(0)
            gate.leave()

        await asyncio.gather(*[come_and_go(which) for which in range(8)])
        return came

    assert asyncio.run(run()) == list(range(8))


def test_a_client_that_is_closed_ends_the_threads_that_wait_for_a_connection() -> None:
    with hostile(saying(answer(VERSION))) as server:
        api = DataOps(server.url, token=CANARY, max_connections=1, deadline=None)
        with api.jobs.stream_artifacts(1, 2), ThreadPoolExecutor(1) as threads:
            waiting = threads.submit(api.version.get)
            with pytest.raises(FutureTimeout):
                waiting.result(0.1)
            api.close()
            with pytest.raises(ConfigurationError, match="client is closed"):
                waiting.result(PATIENCE)


def test_a_client_that_is_closed_ends_the_tasks_that_wait_for_a_connection() -> None:
    async def run(url: str) -> None:
        api = AsyncDataOps(url, token=CANARY, max_connections=1, deadline=None)
        async with api.jobs.stream_artifacts(1, 2):
            waiting = asyncio.create_task(api.version.get())
            await asyncio.sleep(0.1)
            await api.close()
            with pytest.raises(ConfigurationError, match="client is closed"):
                await asyncio.wait_for(waiting, PATIENCE)

    with hostile(saying(answer(VERSION))) as server:
        asyncio.run(run(server.url))


def test_a_stream_that_was_read_to_its_end_holds_no_connection() -> None:
    with (
        hostile(saying(answer(VERSION))) as server,
        DataOps(server.url, token=CANARY, max_connections=1, deadline=PATIENCE) as api,
        api.jobs.stream_artifacts(1, 2) as artifacts,
    ):
        assert json.loads(artifacts.read()) == VERSION
        assert api.version.get().version == "1"


def test_a_hook_may_call_the_client_that_it_stands_in() -> None:
    asked: list[str] = []

    def look(request: Request, send: Handler) -> Response:
        if not asked:
            asked.append(request.url)
            api.version.get()
        return send(request)

    with (
        hostile(saying(answer(VERSION))) as server,
        DataOps(server.url, token=CANARY, max_connections=1, deadline=PATIENCE, hooks=[look]) as api,
    ):
        assert api.version.get().version == "1"
        assert len(server.asked) == 2


@pytest.mark.parametrize("ends", ["raises", "answers itself", "sends twice"])
def test_an_open_answer_that_a_hook_keeps_back_is_closed(ends: str) -> None:
    def keep(request: Request, send: Handler) -> Response:
        kept = send(request)
        if not request.stream:
            return kept
        if ends == "raises":
            raise LookupError
        return Response(200, {}, b"{}", request.url) if ends == "answers itself" else send(request)

    with (
        hostile(saying(answer(VERSION))) as server,
        DataOps(server.url, token=CANARY, max_connections=2, deadline=PATIENCE, hooks=[keep]) as api,
    ):
        for _ in range(4):
            with suppress(LookupError), api.jobs.stream_artifacts(1, 2) as artifacts:
                artifacts.read()
        assert api.version.get().version == "1"


def test_what_is_left_of_a_content_whose_reading_broke_off_does_not_pass_for_its_end() -> None:
    def halve(connection: Connection, asked: Asked) -> None:
        connection.send(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\nContent-Type: application/zip\r\n\r\n01234")
        connection.wait()

    with hostile(halve) as server, DataOps(server.url, token=CANARY, retries=0) as api, ExitStack() as streams:
        artifacts = in_time(
            0.1,
            lambda timeout: streams.enter_context(api.with_options(timeout=timeout).jobs.stream_artifacts(1, 2)),
            RequestTimeoutError,
        )
        assert artifacts.read(5) == b"01234"
        with pytest.raises(RequestTimeoutError):
            artifacts.read(5)
        with pytest.raises(ConfigurationError, match="broke off"):
            artifacts.read(5)


def test_a_host_that_is_no_name_is_one_that_cannot_be_reached() -> None:
    with (
        DataOps(f"https://{'a' * 70}.example.com/api/v4", token=CANARY, retries=0) as api,
        pytest.raises(ConnectionFailedError),
    ):
        api.version.get()


# What others log.


def test_no_librarys_log_holds_a_url_with_a_token_or_what_a_redirect_signs() -> None:
    signed = "https://storage.example.com/a.zip?X-Amz-Signature=deadbeef"

    def behave(request: httpx2.Request) -> httpx2.Response:
        if request.url.host == "localhost" and request.url.path.endswith("/artifacts"):
            return httpx2.Response(302, headers={"location": signed})
        return httpx2.Response(200, json=VERSION)

    transport = httpx2.MockTransport(behave)
    with logged("") as records, DataOps("http://localhost/api/v4", token=CANARY, transport=transport) as api:
        api.request("GET", "/version", query={"private_token": CANARY})
        api.jobs.download_artifacts(1, 2)
    shown = "".join(f"{record.name} {record.getMessage()} {vars(record)}" for record in records)

    assert {record.name for record in records} == {"dataops_api"}
    assert CANARY not in shown
    assert "deadbeef" not in shown


def test_on_a_socket_too_no_librarys_log_holds_a_token() -> None:
    with logged("") as records, hostile(saying(answer(VERSION))) as server, DataOps(server.url, token=CANARY) as api:
        api.request("GET", "/version", query={"private_token": CANARY})

    assert any(record.name.startswith("httpcore2") for record in records)
    assert CANARY not in "".join(f"{record.getMessage()} {vars(record)}" for record in records)


# Processes.


def whose(connection: Connection, asked: Asked) -> None:
    """Answer with what was asked for."""
    connection.send(answer({"version": asked.target.rpartition("/")[2], "revision": "a"}))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_processes_that_were_forked_get_answers_of_their_own() -> None:
    with hostile(whose) as server, DataOps(server.url, token=CANARY, quota=None) as api:
        api.request("GET", "/parent")
        children = [_forked(api, name) for name in ("one", "two", "three")]
        wrong = [_wrong(api, "parent"), *(json.loads(told) for told in map(_told_by, children))]

    assert wrong == [0, 0, 0, 0]


def _wrong(api: DataOps, name: str) -> int:
    asked = [f"{name}{number}" for number in range(60)]
    return sum(api.request("GET", f"/{each}").json() != {"version": each, "revision": "a"} for each in asked)


def _forked(api: DataOps, name: str) -> tuple[int, int]:
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    try:
        os.write(writing, str(_wrong(api, name)).encode())
    finally:
        os._exit(0)


def _told_by(child: tuple[int, int]) -> str:
    process, reading = child
    with os.fdopen(reading) as pipe:
        told = pipe.read()
    os.waitpid(process, 0)
    return told or "-1"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_list_that_was_made_before_a_fork_is_read_after_it() -> None:
    pages = [json.dumps([{"id": number, "name": "x"}]).encode() for number in range(1, 9)]

    def page(connection: Connection, asked: Asked) -> None:
        number = int(asked.target.rpartition("page=")[2].partition("&")[0]) if "page=" in asked.target else 1
        following = number + 1 if number < len(pages) else ""
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Total-Pages: 8\r\nX-Next-Page: {following}\r\n"
        body = pages[number - 1]
        connection.send(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)

    with hostile(page) as server, DataOps(server.url, token=CANARY, quota=None) as api:
        branches = api.groups.list(per_page=1)
        assert len(list(branches.pages())) == 8
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            try:
                os.write(writing, str(len(list(branches.pages()))).encode())
            finally:
                os._exit(0)
        os.close(writing)

        assert _told_by((child, reading)) == "8"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_client_that_was_closed_before_a_fork_is_closed_after_it() -> None:
    api = DataOps("http://localhost/api/v4", anonymous=True)
    api.close()
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            api.version.get()
        except ConfigurationError as error:
            os.write(writing, str(error).encode())
        finally:
            os._exit(0)
    os.close(writing)

    assert "The client is closed" in _told_by((child, reading))


# To open a connection.


def _leads_to(known: list[tuple[object, ...]]) -> Callable[..., list[tuple[object, ...]]]:
    def look_up(*_: object, **__: object) -> list[tuple[object, ...]]:
        return known

    return look_up


@pytest.fixture
def black_holes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let a name have six addresses where nobody takes a connection up."""
    with socket.socket() as listening, ExitStack() as waiting:
        listening.bind(("127.0.0.1", 0))
        listening.listen(0)
        port = listening.getsockname()[1]
        for _ in range(3):  # until no more fit into the backlog
            one = waiting.enter_context(socket.socket())
            one.setblocking(False)
            one.connect_ex(("127.0.0.1", port))
        known: list[tuple[object, ...]] = [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (f"127.0.0.{last}", port)) for last in range(1, 7)
        ]

        def to_the_hole(address: tuple[str, int], timeout: float | None = None, **_: object) -> socket.socket:
            one = waiting.enter_context(socket.socket())
            one.settimeout(timeout)
            one.connect(("127.0.0.1", port))
            return one

        monkeypatch.setattr(socket, "getaddrinfo", _leads_to(known))
        monkeypatch.setattr(socket, "create_connection", to_the_hole)
        yield


@pytest.mark.usefixtures("black_holes")
def test_all_addresses_of_a_host_share_the_deadline() -> None:
    with DataOps("https://dataops.example.com/api/v4", token=CANARY, timeout=FOR_EVER, deadline=0.3, retries=0) as api:
        began = time.monotonic()
        with pytest.raises(DeadlineExceededError) as raised:
            api.version.get()
        seconds = time.monotonic() - began

    assert "the deadline is over, and no connection was opened" in str(raised.value)
    assert 0.25 < seconds < PATIENCE


def test_the_next_address_of_a_host_is_tried_where_one_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    with hostile(saying(answer(VERSION))) as server:
        port = int(server.url.split(":")[2].split("/")[0])
        # Nobody listens there: it is refused at once.
        known: list[tuple[object, ...]] = [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, port)) for host in ("127.0.0.9", "127.0.0.1")
        ]
        monkeypatch.setattr(socket, "getaddrinfo", _leads_to(known))
        with DataOps(server.url, token=CANARY, retries=0) as api:
            assert api.version.get().version == "1"


def test_a_link_local_address_keeps_its_interface(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def note(address: tuple[str, int], *_: object, **__: object) -> socket.socket:
        asked.append(address[0])
        raise OSError("no route")

    known: list[tuple[object, ...]] = [(socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("fe80::1", 443, 0, 1))]
    monkeypatch.setattr(socket, "getaddrinfo", _leads_to(known))
    monkeypatch.setattr(socket, "create_connection", note)
    with DataOps("https://dataops.local/api/v4", token=CANARY, retries=0) as api, pytest.raises(ConnectionFailedError):
        api.version.get()

    assert asked == [f"fe80::1%{socket.if_indextoname(1)}"]
