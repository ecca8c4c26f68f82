"""Waiting for a pipeline or a job: how often it is looked at, and when that ends."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from dataops_api import AsyncDataOps, AsyncHandler, DataOps, Handler, Options, Request, Response, _core, _waiting
from dataops_api._ending import AsyncEnding, Ending
from dataops_api.errors import ConfigurationError, NotFoundError, WaitTimeoutError
from dataops_api.models import Pipeline
from dataops_api.testing import InProcessMock
from dataops_resources.model import read

from tests.patience import PATIENCE

URL = "https://a.example/api/v4"
TOKEN = "glpat-canary.0000~00000001"


def seen(status: str) -> Pipeline:
    """Return a pipeline of a status."""
    when = "2026-01-01T00:00:00Z"
    nothing = ("yaml_errors", "started_at", "finished_at", "committed_at", "duration", "queued_duration", "coverage")
    texts = ("sha", "ref", "web_url", "before_sha")
    user = {"id": 1, "username": "ada", "name": "Ada", "state": "active", "web_url": "", "avatar_url": None}
    badge = dict.fromkeys(("icon", "text", "label", "group", "tooltip", "details_path", "favicon"), "")
    return read(
        {
            **dict.fromkeys(nothing),
            **dict.fromkeys(texts, "x"),
            "id": 7,
            "iid": 1,
            "project_id": 1,
            "status": status,
            "source": "push",
            "tag": False,
            "created_at": when,
            "updated_at": when,
            "user": {**user, "public_email": "", "locked": False},
            "detailed_status": {**badge, "has_details": False, "illustration": None},
        },
        Pipeline,
    )


class Time:
    """A clock that moves only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 50.0
        self.pauses: list[float] = []

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.pauses.append(round(seconds, 6))
        self.now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Time:
    clock = Time()

    def wait(_: Ending, seconds: float) -> None:
        clock.sleep(seconds)

    async def wait_in_a_task(_: AsyncEnding, seconds: float) -> None:
        clock.sleep(seconds)

    monkeypatch.setattr(_waiting, "time", clock)
    monkeypatch.setattr(Ending, "wait", wait)
    monkeypatch.setattr(AsyncEnding, "wait", wait_in_a_task)
    return clock


def wait_for(statuses: Iterator[str], timeout: float = 3600.0, interval: float | None = None) -> Pipeline:
    return _waiting._until_ended(  # pyright: ignore[reportPrivateUsage]
        _waiting._watch("Pipeline", timeout, interval),  # pyright: ignore[reportPrivateUsage]
        lambda _: seen(next(statuses)),
        Ending().wait,
    )


def wait_for_in_a_task(statuses: Iterator[str], timeout: float = 3600.0, interval: float | None = None) -> Pipeline:
    async def look(_: float) -> Pipeline:
        return seen(next(statuses))

    return asyncio.run(
        _waiting._async_until_ended(  # pyright: ignore[reportPrivateUsage]
            _waiting._watch("Pipeline", timeout, interval),  # pyright: ignore[reportPrivateUsage]
            look,
            AsyncEnding().wait,
        )
    )


Waiting = Callable[..., Pipeline]


@pytest.fixture(params=[wait_for, wait_for_in_a_task], ids=["sync", "async"])
def waiting(request: pytest.FixtureRequest) -> Waiting:
    chosen: Waiting = request.param
    return chosen


def test_it_is_looked_at_ever_less_often(waiting: Waiting, clock: Time) -> None:
    ended = waiting(iter([*["running"] * 10, "success"]))

    assert ended == seen("success")
    assert clock.pauses == [0.0, 1.0, 1.5, 2.25, 3.375, 5.0625, 7.59375, 11.390625, 15.0, 15.0, 15.0]


def test_an_interval_of_ones_own_is_kept(waiting: Waiting, clock: Time) -> None:
    waiting(iter(["pending", "running", "failed"]), interval=0.25)

    assert clock.pauses == [0.0, 0.25, 0.25]


@pytest.mark.parametrize("status", ["success", "failed", "canceled", "skipped", "manual"])
def test_what_has_ended_or_is_held_is_looked_at_once(waiting: Waiting, clock: Time, status: str) -> None:
    assert (waiting(iter([status])), clock.pauses) == (seen(status), [0.0])


@pytest.mark.parametrize(
    "status",
    ["created", "waiting_for_resource", "preparing", "pending", "running", "scheduled", "canceling", "new-one"],
)
def test_what_goes_on_is_looked_at_again(waiting: Waiting, clock: Time, status: str) -> None:
    assert waiting(iter([status, "success"])).status == "success"


def test_the_time_to_wait_is_kept_to_the_moment(waiting: Waiting, clock: Time) -> None:
    with pytest.raises(WaitTimeoutError) as caught:
        waiting(iter(["running"] * 20), timeout=5.0)

    assert str(caught.value) == "Pipeline 7 has not ended in 5 s: it is running."
    assert caught.value.last == seen("running")
    assert (clock.pauses, clock.now) == ([0.0, 1.0, 1.5, 2.25, 0.25], 55.0)


def test_what_ends_at_the_last_moment_has_ended(waiting: Waiting, clock: Time) -> None:
    assert waiting(iter(["running", "running", "success"]), timeout=1.5).status == "success"


@pytest.mark.parametrize("kind", ["timeout", "interval"])
@pytest.mark.parametrize("value", [0, -1.0, float("nan")])
def test_a_time_that_cannot_be_is_refused(waiting: Waiting, clock: Time, kind: str, value: float) -> None:
    with pytest.raises(ConfigurationError, match=f"{kind} is {value!r} and must be a number of seconds above 0"):
        waiting(iter([]), **{kind: value})


def test_a_look_near_the_end_takes_no_more_than_what_is_left_and_a_few_seconds(clock: Time) -> None:
    looks: list[float] = []

    def look(most: float) -> Pipeline:
        looks.append(most)
        return seen("running")

    with pytest.raises(WaitTimeoutError):
        _waiting._until_ended(  # pyright: ignore[reportPrivateUsage]
            _waiting._watch("Pipeline", 400.0, 150.0),  # pyright: ignore[reportPrivateUsage]
            look,
            Ending().wait,
        )

    assert looks == [400.0, 250.0, 100.0, 5.0]


@pytest.mark.parametrize(
    ("client", "call", "timeout", "look"),
    [
        (300.0, {}, 3600.0, 300.0),
        (10.0, {}, 3600.0, 10.0),
        (2.0, {}, 1.0, 2.0),
        (300.0, {}, 60.0, 60.0),
        (300.0, {}, 1.0, 5.0),
        (None, {}, 600.0, 600.0),
        (10.0, {"deadline": 20.0}, 3600.0, 20.0),
        (10.0, {"deadline": None}, 60.0, 60.0),
        (10.0, {"deadline": 120.0}, 60.0, 60.0),
    ],
)
@pytest.mark.parametrize("kind", ["sync", "async"])
def test_a_look_takes_no_longer_than_the_clients_calls_or_than_it_is_told(
    kind: str, client: float | None, call: Options, timeout: float, look: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    left: list[tuple[float, float, str]] = []
    clock = Time()
    monkeypatch.setattr(_waiting, "time", clock)
    monkeypatch.setattr(_core, "time", clock)
    clock.now = time.monotonic()

    def ended(request: Request) -> Response:
        assert request.deadline is not None
        seconds = request.deadline - clock.now
        # The clock of the call itself goes on, and what it waits for a connection is added.
        is_look = look - 0.001 < seconds < look + 0.001 + time.monotonic() - clock.now
        left.append((look if is_look else seconds, request.timeout, request.headers["X-Own"]))
        return Response(200, {"Content-Type": "application/json"}, json.dumps(seen("success").to_dict()).encode(), "")

    async def later(request: Request, _: AsyncHandler) -> Response:
        return ended(request)

    async def run() -> None:
        async with AsyncDataOps(URL, token=TOKEN, deadline=client, hooks=[later]) as api:
            await api.pipelines.wait("team/data", 7, timeout=timeout, options=options)

    options: Options = {**call, "timeout": 3.0, "headers": {"X-Own": "x"}}
    if kind == "async":
        asyncio.run(run())
    else:
        with DataOps(URL, token=TOKEN, deadline=client, hooks=[lambda request, _: ended(request)]) as api:
            api.pipelines.wait("team/data", 7, timeout=timeout, options=options)

    assert left == [(look, 3.0, "x")]


def test_an_error_of_a_look_comes_out(clock: Time) -> None:
    def gone(request: Request, send: Handler) -> Response:
        return Response(404, {"Content-Type": "application/json"}, b'{"message": "404 Not found"}', request.url)

    with DataOps(URL, token=TOKEN, hooks=[gone]) as api, pytest.raises(NotFoundError):
        api.pipelines.wait("team/data", 7)


def test_both_clients_wait_for_both(clock: Time) -> None:
    with InProcessMock() as mock:
        project = mock.credentials["DATAOPS_PROJECT"]
        with mock.client() as api:
            pipeline = next(iter(api.pipelines.list(project, status="success")))
            job = next(iter(api.pipelines.list_jobs(project, pipeline.id)))
            blocked = (api.pipelines.wait(project, pipeline.id), api.jobs.wait(project, job.id))

        async def run() -> tuple[object, object]:
            async with mock.async_client() as api:
                return await api.pipelines.wait(project, pipeline.id), await api.jobs.wait(project, job.id)

        assert asyncio.run(run()) == blocked
        assert [value.status for value in blocked] == ["success", "success"]
        assert clock.pauses == [0.0] * 4


def test_a_job_that_ends_while_it_is_waited_for(clock: Time) -> None:
    with InProcessMock() as mock, mock.client() as api:
        project = mock.credentials["DATAOPS_PROJECT"]
        job = next(iter(api.jobs.list(project)))
        mock.finish_job(job.id, "running")
        looks: list[str] = []

        def sleep(seconds: float) -> None:
            looks.append(api.jobs.get(project, job.id).status)
            if len(looks) == 3:
                mock.finish_job(job.id, "failed")

        clock.sleep = sleep  # type: ignore[method-assign]
        ended = api.jobs.wait(project, job.id)

    assert (looks, ended.status) == (["running"] * 3, "failed")


def test_the_clients_have_the_same_wait() -> None:
    with DataOps(URL, token=TOKEN) as api:
        blocking = (api.pipelines.wait.__doc__, api.jobs.wait.__doc__)
    later = AsyncDataOps(URL, token=TOKEN)

    assert (later.pipelines.wait.__doc__, later.jobs.wait.__doc__) == blocking


def running(request: Request) -> Response:
    content = json.dumps(seen("running").to_dict()).encode()
    return Response(200, {"Content-Type": "application/json"}, content, request.url)


def test_to_close_a_client_ends_what_waits_for_a_pipeline_at_once() -> None:
    looked = threading.Event()
    failures: list[str] = []

    def look(request: Request, _: Handler) -> Response:
        looked.set()
        return running(request)

    def wait() -> None:
        with pytest.raises(ConfigurationError) as caught:
            api.with_options(retries=0).pipelines.wait("team/data", 7, interval=600.0)
        failures.append(str(caught.value))

    api = DataOps(URL, token=TOKEN, hooks=[look])
    thread = threading.Thread(target=wait, daemon=True)
    thread.start()
    assert looked.wait(PATIENCE)
    api.close()
    thread.join(PATIENCE)

    assert failures == ["The client is closed: make another one."]


def test_to_close_an_asynchronous_client_ends_what_waits_for_a_pipeline_at_once() -> None:
    async def run() -> BaseException | Pipeline:
        looked = asyncio.Event()

        async def look(request: Request, _: AsyncHandler) -> Response:
            looked.set()
            return running(request)

        api = AsyncDataOps(URL, token=TOKEN, hooks=[look])
        task = asyncio.ensure_future(api.pipelines.wait("team/data", 7, interval=600.0))
        await looked.wait()
        await api.close()
        return (await asyncio.wait_for(asyncio.gather(task, return_exceptions=True), PATIENCE))[0]

    ended = asyncio.run(run())

    assert (type(ended), str(ended)) == (ConfigurationError, "The client is closed: make another one.")
