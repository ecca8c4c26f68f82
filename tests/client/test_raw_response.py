"""`with_raw_response`, `with_options` and the options of one call."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from dataops_api import AsyncDataOps, DataOps, Handler, RawResponse, Request, Response
from dataops_api._pacing import Pacer, Quota
from dataops_api.errors import ConfigurationError, NotFoundError, RequestTimeoutError
from dataops_resources.models import Version

from tests import hostile as by
from tests.client.sick import CANARY
from tests.hostile import Asked, Connection, answer, hostile, saying
from tests.patience import PATIENCE

VERSION = {"version": "18.0.0", "revision": "abc"}
URL = "https://a.example/api/v4"


def test_a_value_comes_with_its_answer() -> None:
    with hostile(saying(answer(VERSION, 200, {"X-Own": "yes"}))) as server, DataOps(server.url, token=CANARY) as api:
        raw = api.with_raw_response(api.version.get)()

    assert (raw.value.version, raw.status_code, raw.headers["x-own"], raw.request_id, raw.attempts) == (
        "18.0.0",
        200,
        "yes",
        "r-1",
        1,
    )
    assert raw.response.content == b'{"version": "18.0.0", "revision": "abc"}'


def test_a_value_comes_with_its_answer_to_tasks_each_with_its_own() -> None:
    def numbered(connection: Connection, asked: Asked) -> None:
        connection.send(
            answer(
                {"version": asked.headers["x-number"], "revision": "a"}, headers={"X-Number": asked.headers["x-number"]}
            )
        )

    async def run(url: str) -> list[RawResponse[Version]]:
        async with AsyncDataOps(url, token=CANARY) as api:
            get = api.with_raw_response(api.version.get)
            calls = [get(options={"headers": {"X-Number": str(number)}}) for number in range(9)]
            return list(await asyncio.gather(*calls))

    with hostile(numbered) as server:
        raws = asyncio.run(run(server.url))

    assert [(raw.value.version, raw.headers["x-number"]) for raw in raws] == [
        (str(number), str(number)) for number in range(9)
    ]


def test_threads_have_each_its_own_answer() -> None:
    def reply(request: Request, send: Handler) -> Response:
        number = request.headers["X-Number"]
        return Response(200, {"X-Number": number}, f'{{"version": "{number}", "revision": "a"}}'.encode(), request.url)

    with DataOps(URL, token=CANARY, hooks=[reply]) as api, ThreadPoolExecutor(4) as threads:
        get = api.with_raw_response(api.version.get)

        def numbered(number: int) -> RawResponse[Version]:
            return get(options={"headers": {"X-Number": str(number)}})

        raws = list(threads.map(numbered, range(40)))

    assert [(raw.value.version, raw.headers["x-number"]) for raw in raws] == [(str(n), str(n)) for n in range(40)]


def test_an_error_comes_out_and_leaves_nothing_behind() -> None:
    answers = iter([answer({"message": "404 Not Found"}, 404), answer(VERSION)])
    with (
        hostile(lambda connection, _: connection.send(next(answers))) as server,
        DataOps(server.url, token=CANARY) as api,
    ):
        with pytest.raises(NotFoundError):
            api.with_raw_response(api.version.get)()
        assert api.with_raw_response(api.version.get)().status_code == 200


def test_a_method_that_asks_nothing_yet_has_no_answer() -> None:
    with DataOps(URL, token=CANARY) as api, pytest.raises(ConfigurationError, match="takes a method of a resource"):
        api.with_raw_response(api.projects.list)()


def test_the_method_keeps_its_name_and_its_documentation() -> None:
    with DataOps(URL, token=CANARY) as api:
        raw = api.with_raw_response(api.projects.get)

        assert (getattr(raw, "__name__", ""), raw.__doc__) == ("get", api.projects.get.__doc__)


def seen_options(ask: Callable[[DataOps], object], **given: object) -> Request:
    seen: list[Request] = []

    def note(request: Request, send: Handler) -> Response:
        seen.append(request)
        return Response(200, {}, b'{"version": "1", "revision": "a"}', request.url)

    with DataOps(URL, token=CANARY, hooks=[note], headers={"X-Client": "c", "X-Both": "client"}, **given) as api:  # type: ignore[arg-type]
        ask(api)
    return seen[0]


def test_the_options_of_a_call_come_before_the_clients() -> None:
    request = seen_options(
        lambda api: api.version.get(options={"timeout": 1.5, "deadline": 5.0, "headers": {"X-Both": "call"}}),
        timeout=9.0,
    )

    assert (request.timeout, request.headers["X-Client"], request.headers["X-Both"]) == (1.5, "c", "call")


def test_a_copy_of_a_client_has_other_limits() -> None:
    request = seen_options(lambda api: api.with_options(timeout=2.5, headers={"X-Both": "copy"}).version.get())

    assert (request.timeout, request.headers["X-Client"], request.headers["X-Both"]) == (2.5, "c", "copy")


def test_copies_share_connections_and_quota() -> None:
    ports: set[int] = set()

    def note(connection: Connection, _: Asked) -> None:
        ports.add(connection.socket.getpeername()[1])
        connection.send(answer(VERSION))

    quota = Pacer(Quota(3, 3600.0))
    with hostile(note) as server, DataOps(server.url, token=CANARY, quota=quota, deadline=PATIENCE) as api:
        for client in (
            api,
            api.with_options(timeout=PATIENCE),
            api.with_options(retries=0).with_options(timeout=PATIENCE),
        ):
            client.version.get()
        with pytest.raises(Exception, match="the deadline is over before the next attempt"):
            api.with_options(retries=1).version.get()

    assert (len(ports), len(server.asked)) == (1, 3)


def test_a_copys_limits_hold() -> None:
    with hostile(by.silence) as server, DataOps(server.url, token=CANARY) as api:
        with pytest.raises(RequestTimeoutError, match=r"said nothing for 0\.1 s"):
            api.with_options(timeout=0.1, retries=0).version.get()
        with pytest.raises(RequestTimeoutError, match=r"said nothing for 0\.1 s"):
            api.version.get(options={"timeout": 0.1, "retries": 0})


@pytest.mark.parametrize("name", ["time_out", "params", "token"])
def test_an_option_that_there_is_not_is_refused(name: str) -> None:
    with DataOps(URL, token=CANARY) as api, pytest.raises(ConfigurationError) as caught:
        api.version.get(options={name: 1})  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]

    assert str(caught.value) == (
        f"There is no option {name}: the options of a call are deadline, headers, retries, timeout."
    )


@pytest.mark.parametrize("option", ["timeout", "deadline"])
def test_an_option_that_cannot_be_is_refused(option: str) -> None:
    with DataOps(URL, token=CANARY) as api, pytest.raises(ConfigurationError, match=f"{option} is 0 and must be"):
        api.version.get(options={option: 0})  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]


def test_the_same_holds_for_tasks() -> None:
    async def run(url: str) -> tuple[int, str]:
        async with AsyncDataOps(url, token=CANARY) as api:
            quick = api.with_options(timeout=0.1, retries=0)
            with pytest.raises(RequestTimeoutError) as caught:
                await quick.version.get()
            with pytest.raises(ConfigurationError, match="There is no option"):
                await api.version.get(options={"retry": 1})  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
            return caught.value.attempts, quick.url

    with hostile(by.silence) as server:
        assert asyncio.run(run(server.url)) == (1, server.url)
