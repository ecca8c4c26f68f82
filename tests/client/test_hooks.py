"""Hooks: they see every attempt, in order; they change, they answer, they fail, and leave nothing behind."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

import pytest
from dataops_api import AsyncDataOps, AsyncHandler, AsyncHook, DataOps, Handler, Hook, Request, Response
from dataops_api._pacing import Pacer, Quota
from dataops_api.caching import ConditionalRequests
from dataops_api.errors import BrokenResponseError, ConfigurationError, ServerError

from tests.hostile import Asked, Behaviour, Connection, answer, hostile, saying

CANARY = "glpat-canary.0000~00000001"
VERSION = {"version": "1", "revision": "a"}
Ask = Callable[[str, list[Hook], list[AsyncHook]], None]


def later(hook: Hook) -> AsyncHook:
    """Return a hook for the asynchronous client that does the same."""

    async def wrapped(request: Request, send: AsyncHandler) -> Response:
        steps: list[Request] = []

        def note(asked: Request) -> Response:
            steps.append(asked)
            raise _Sent

        try:
            return hook(request, note)
        except _Sent:
            response = await send(steps[-1])
            return hook(request, lambda _: response)

    return wrapped


class _Sent(BaseException):
    pass


def one_after_the_other(*behaviours: Behaviour) -> Behaviour:
    left = iter(behaviours)

    def behave(connection: Connection, asked: Asked) -> None:
        next(left)(connection, asked)

    return behave


def ask(kind: type[DataOps | AsyncDataOps], url: str, hooks: list[Hook], **given: object) -> str:
    if kind is DataOps:
        with DataOps(url, token=CANARY, hooks=hooks, **given) as api:  # type: ignore[arg-type]
            return api.version.get().version

    async def run() -> str:
        async with AsyncDataOps(url, token=CANARY, hooks=[later(hook) for hook in hooks], **given) as api:  # type: ignore[arg-type]
            return (await api.version.get()).version

    return asyncio.run(run())


@pytest.fixture(params=[DataOps, AsyncDataOps])
def kind(request: pytest.FixtureRequest) -> type[DataOps | AsyncDataOps]:
    chosen: type[DataOps | AsyncDataOps] = request.param
    return chosen


def test_the_first_hook_is_the_outermost() -> None:
    order: list[str] = []

    def named(name: str) -> Hook:
        def hook(request: Request, send: Handler) -> Response:
            order.append(f"{name} before")
            response = send(request)
            order.append(f"{name} after")
            return response

        return hook

    with hostile(saying(answer(VERSION))) as server:
        ask(DataOps, server.url, [named("first"), named("second")])

    assert order == ["first before", "second before", "second after", "first after"]


def test_the_first_asynchronous_hook_is_the_outermost() -> None:
    order: list[str] = []

    def named(name: str) -> AsyncHook:
        async def hook(request: Request, send: AsyncHandler) -> Response:
            order.append(f"{name} before")
            response = await send(request)
            order.append(f"{name} after")
            return response

        return hook

    async def run(url: str) -> None:
        async with AsyncDataOps(url, token=CANARY, hooks=[named("first"), named("second")]) as api:
            await api.version.get()

    with hostile(saying(answer(VERSION))) as server:
        asyncio.run(run(server.url))

    assert order == ["first before", "second before", "second after", "first after"]


def test_every_attempt_is_seen(kind: type[DataOps | AsyncDataOps]) -> None:
    seen: set[tuple[int, str, str]] = set()
    behaviour = one_after_the_other(
        saying(answer({}, 503, {"Retry-After": "0"})), saying(b"", close=True), saying(answer(VERSION))
    )

    def note(request: Request, send: Handler) -> Response:
        assert request.operation is not None
        seen.add((request.attempt, request.method, request.operation.id))
        return send(request)

    with hostile(behaviour) as server:
        assert ask(kind, server.url, [note]) == "1"

    assert seen == {(1, "GET", "get_version"), (2, "GET", "get_version"), (3, "GET", "get_version")}


def test_a_hook_changes_headers_or_sends_another_request(kind: type[DataOps | AsyncDataOps]) -> None:
    def sign(request: Request, send: Handler) -> Response:
        request.headers["X-Signed"] = "yes"
        return send(replace(request, url=f"{request.url}?signed=1"))

    with hostile(saying(answer(VERSION))) as server:
        ask(kind, server.url, [sign])

    assert (server.asked[0].headers["x-signed"], server.asked[0].target) == ("yes", "/api/v4/version?signed=1")


def test_what_a_hook_changes_is_gone_with_the_attempt() -> None:
    def count(request: Request, send: Handler) -> Response:
        request.headers["X-Count"] = request.headers.get("X-Count", "") + "i"
        return send(request)

    behaviour = one_after_the_other(saying(answer({}, 503, {"Retry-After": "0"})), saying(answer(VERSION)))
    with hostile(behaviour) as server:
        ask(DataOps, server.url, [count])

    assert [asked.headers["x-count"] for asked in server.asked] == ["i", "i"]


def test_a_hook_answers_in_place_of_the_server(kind: type[DataOps | AsyncDataOps]) -> None:
    def kept(request: Request, send: Handler) -> Response:
        return Response(
            200,
            {"Content-Type": "application/json", "X-Request-Id": "kept"},
            b'{"version": "9", "revision": "a"}',
            request.url,
        )

    with hostile(saying(b"")) as server:
        assert ask(kind, server.url, [kept]) == "9"

    assert server.asked == []


def test_what_a_hook_answers_is_judged_as_the_servers_answer(kind: type[DataOps | AsyncDataOps]) -> None:
    def down(request: Request, send: Handler) -> Response:
        content = b'{"message": "closed on sundays"}'
        return Response(500, {"CONTENT-TYPE": "application/json", "X-REQUEST-ID": "h-1"}, content, request.url)

    with pytest.raises(ServerError) as caught:
        ask(kind, "https://a.example/api/v4", [down])

    assert str(caught.value) == "500 on GET /version: closed on sundays (get_version, request id h-1, 1 attempt)"


def test_a_hook_that_says_that_no_answer_came_is_tried_again() -> None:
    attempts: list[int] = []

    def fail_once(request: Request, send: Handler) -> Response:
        attempts.append(request.attempt)
        if request.attempt == 1:
            raise BrokenResponseError("chaos")
        return send(request)

    with hostile(saying(answer(VERSION))) as server:
        assert ask(DataOps, server.url, [fail_once]) == "1"

    assert attempts == [1, 2]


@pytest.mark.parametrize("kind_of_error", [LookupError, KeyboardInterrupt])
def test_a_hooks_own_error_comes_out_and_gives_back_the_right_to_send(kind_of_error: type[BaseException]) -> None:
    quota = Pacer(Quota(600, 60.0))
    held: list[BaseException] = []

    def fail(request: Request, send: Handler) -> Response:
        raise kind_of_error("mine")

    with DataOps("https://a.example/api/v4", token=CANARY, hooks=[fail], quota=quota) as api:
        for _ in range(3):
            try:
                api.version.get()
            except kind_of_error as error:
                held.append(error)  # and its traceback, with all the frames

    assert ([type(error) for error in held], quota._in_flight) == ([kind_of_error] * 3, 0)  # pyright: ignore[reportPrivateUsage]


def test_a_cancelled_task_gives_back_the_right_to_send() -> None:
    quota = Pacer(Quota(600, 60.0))

    async def run() -> list[BaseException]:
        begun = asyncio.Event()

        async def stall(request: Request, send: AsyncHandler) -> Response:
            begun.set()
            await asyncio.Event().wait()
            return await send(request)

        async with AsyncDataOps("https://a.example/api/v4", token=CANARY, hooks=[stall], quota=quota) as api:
            task = asyncio.ensure_future(api.version.get())
            await begun.wait()
            assert quota._in_flight == 1  # pyright: ignore[reportPrivateUsage]
            task.cancel()
            ended = await asyncio.gather(task, return_exceptions=True)
            return [error for error in ended if isinstance(error, BaseException)]

    held = asyncio.run(run())

    assert ([type(error) for error in held], quota._in_flight) == ([asyncio.CancelledError], 0)  # pyright: ignore[reportPrivateUsage]


def test_a_hook_that_forgets_to_return_is_told_so(kind: type[DataOps | AsyncDataOps]) -> None:
    behaviour: Behaviour = saying(answer(VERSION))
    if kind is DataOps:

        def forgets(request: Request, send: Handler) -> Response:
            send(request)
            return None  # type: ignore[return-value] # pyright: ignore[reportReturnType]

        def run(url: str) -> object:
            with DataOps(url, token=CANARY, hooks=[forgets]) as api:
                return api.version.get()
    else:

        async def forgets_later(request: Request, send: AsyncHandler) -> Response:
            await send(request)
            return None  # type: ignore[return-value] # pyright: ignore[reportReturnType]

        async def running(url: str) -> object:
            async with AsyncDataOps(url, token=CANARY, hooks=[forgets_later]) as api:
                return await api.version.get()

        def run(url: str) -> object:
            return asyncio.run(running(url))

    with hostile(behaviour) as server, pytest.raises(ConfigurationError, match="A hook returned None: it must return"):
        run(server.url)


def test_copies_of_a_client_have_its_hooks() -> None:
    seen: list[str] = []

    def note(request: Request, send: Handler) -> Response:
        seen.append(request.headers.get("X-Own", ""))
        return send(request)

    with hostile(saying(answer(VERSION))) as server, DataOps(server.url, token=CANARY, hooks=[note]) as api:
        api.with_options(headers={"X-Own": "copy"}).version.get()
        api.version.get()

    assert seen == ["copy", ""]


def answers(request: Request, send: Handler) -> Response:
    return Response(200, {"Content-Type": "application/json"}, b'{"version": "1", "revision": "a"}', request.url)


@pytest.mark.parametrize(
    ("hooks", "said"),
    [
        (answers, "hooks is a function: give a list of functions, hooks=[…]."),
        (None, "hooks is None and must be a list of functions."),
        (7, "hooks is 7 and must be a list of functions."),
        ([answers, 7], "hooks holds 7, which is no function."),
    ],
)
def test_what_is_no_list_of_functions_is_no_hooks(
    kind: type[DataOps | AsyncDataOps], hooks: list[Hook], said: str
) -> None:
    with pytest.raises(ConfigurationError) as caught:
        kind("https://a.example/api/v4", token=CANARY, hooks=hooks)  # type: ignore[arg-type]

    assert str(caught.value) == said


async def version_by(hook: object) -> str:
    async with AsyncDataOps("https://a.example/api/v4", token=CANARY, hooks=[hook]) as api:  # type: ignore[list-item]
        return (await api.version.get()).version


def test_a_plain_hook_of_the_asynchronous_client_is_told_what_it_should_be() -> None:
    with pytest.raises(ConfigurationError) as caught:
        asyncio.run(version_by(answers))

    assert str(caught.value) == (
        "A hook returned Response(status_code=200, url='https://a.example/api/v4/version', attempts=1) and nothing to "
        "await: AsyncDataOps takes coroutine functions (async def)."
    )


def test_the_cache_of_the_other_client_is_told_what_it_should_be() -> None:
    with pytest.raises(ConfigurationError, match=r"give AsyncDataOps cache\.asynchronous"):
        asyncio.run(version_by(ConditionalRequests()))
