"""What docs/client-features.md claims and no other test shows."""

from __future__ import annotations

import asyncio
import inspect
import logging
import pickle
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Generator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx2
import pytest
from dataops_api import AsyncDataOps, AsyncHandler, DataOps, Handler, Request, Response, SharedQuota, errors
from dataops_api._retry import RetryPolicy, retry_after
from dataops_api.testing import InProcessMock, MockServer

from tests.patience import PATIENCE, in_time

STATUSES = (400, 401, 403, 404, 405, 406, 409, 415, 422, 429)


@pytest.fixture(scope="module")
def running() -> Iterator[InProcessMock]:
    with InProcessMock(projects=12) as started:
        yield started


@pytest.fixture
def mock(running: InProcessMock) -> Iterator[InProcessMock]:
    running.forget_requests()
    with running.rolled_back():
        yield running


class Seen:
    """A hook that keeps what it sees."""

    def __init__(self) -> None:
        self.requests: list[tuple[str, int, dict[str, str]]] = []
        self.statuses: list[int] = []

    def __call__(self, request: Request, send: Handler) -> Response:
        self.requests.append((request.method, request.attempt, dict(request.headers)))
        response = send(request)
        self.statuses.append(response.status_code)
        return response

    def last(self, *names: str) -> list[str | None]:
        headers = {name.lower(): value for name, value in self.requests[-1][2].items()}
        return [headers.get(name.lower()) for name in names]


def test_each_kind_of_credential_travels_in_its_header(mock: InProcessMock) -> None:
    seen = Seen()
    job_token = mock.credentials["DATAOPS_JOB_TOKEN"]
    clients = (
        mock.client(hooks=[seen], token=mock.token),
        mock.client(hooks=[seen], bearer_token=mock.token),
        mock.client(hooks=[seen], job_token=job_token),
        mock.client(hooks=[seen], anonymous=True),
    )
    said: list[list[str | None]] = []
    for client in clients:
        with client:
            if client is clients[2]:
                client.jobs.get_current()
            else:
                client.projects.list().first()
        said.append(seen.last("PRIVATE-TOKEN", "Authorization", "JOB-TOKEN"))
    assert said == [
        [mock.token, None, None],
        [None, f"Bearer {mock.token}", None],
        [None, None, job_token],
        [None, None, None],
    ]


def test_a_token_that_is_a_function_is_asked_before_each_call(mock: InProcessMock) -> None:
    tokens = iter([mock.token, mock.credentials["DATAOPS_OTHER_TOKEN"]])
    with mock.client(token=lambda: next(tokens)) as api:
        assert api.users.get_current().id != api.users.get_current().id


def test_url_and_credential_come_from_the_environment_or_from_the_pipeline_job(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("DATAOPS_URL", "DATAOPS_TOKEN", "DATAOPS_JOB_TOKEN", "CI_API_V4_URL", "CI_JOB_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    assert repr(DataOps()) == "DataOps('https://app.dataops.live/api/v4', credential='none')"
    monkeypatch.setenv("CI_API_V4_URL", "https://dataops.example.com/api/v4/")
    monkeypatch.setenv("CI_JOB_TOKEN", "glcbt-64_abc")
    assert repr(DataOps()) == "DataOps('https://dataops.example.com/api/v4', credential='job')"
    monkeypatch.setenv("DATAOPS_TOKEN", "glpat-abcdef")
    assert repr(AsyncDataOps()) == "AsyncDataOps('https://dataops.example.com/api/v4', credential='token')"


def test_both_clients_take_the_same_arguments() -> None:
    for name in ("__init__", "with_options", "with_raw_response", "request", "stream"):
        blocking, other = (
            list(inspect.signature(getattr(client, name)).parameters) for client in (DataOps, AsyncDataOps)
        )
        assert blocking == other, name
    for name in ("pipelines", "jobs"):
        assert {each for each in dir(getattr(DataOps(anonymous=True), name)) if each[0] != "_"} == {
            each for each in dir(getattr(AsyncDataOps(anonymous=True), name)) if each[0] != "_"
        }


def test_what_may_be_sent_twice_is_tried_again_and_the_rest_is_not(mock: InProcessMock) -> None:
    seen = Seen()
    with mock.client(hooks=[seen], retries=1) as api:
        mock.fail("get_version", 503)
        api.version.get()
        mock.fail("create_project", 503)
        with pytest.raises(errors.ServerError):
            api.projects.create(name="Once")
        mock.drop("create_project", served=True)
        with pytest.raises(errors.BrokenResponseError):
            api.projects.create(name="Perhaps")
        mock.fail("create_project", 429, retry_after=0)
        api.projects.create(name="After a refusal")
    assert [(method, attempt) for method, attempt, _ in seen.requests] == [
        ("GET", 1), ("GET", 2), ("POST", 1), ("POST", 1), ("POST", 1), ("POST", 2),
    ]  # fmt: skip


def test_a_connection_that_is_refused_is_tried_again_whatever_the_method() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        seen = Seen()
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/api/v4"
        api = DataOps(url, token="t", retries=1, hooks=[seen])
        with api, pytest.raises(errors.ConnectionFailedError) as raised:
            api.projects.create(name="Nowhere")
    assert raised.value.attempts == len(seen.requests) == 2


def test_retry_after_is_understood_as_seconds_and_as_a_date() -> None:
    now = datetime(2026, 3, 1, 12, 0, 0, tzinfo=UTC)
    said = ("7", "Sun, 01 Mar 2026 12:00:09 GMT", "Sun, 01 Mar 2026 11:00:00 GMT", "soon", "-1", "")
    assert [retry_after({"retry-after": text}, now) for text in said] == [7.0, 9.0, 0.0, None, None, None]


def test_a_wait_that_is_too_long_is_not_begun(mock: InProcessMock) -> None:
    with mock.client() as api:
        mock.fail("get_version", 429, retry_after=3600)
        with pytest.raises(errors.RateLimitError) as refused:
            api.version.get()
        assert (refused.value.retry_after, refused.value.attempts) == (3600.0, 1)
    with mock.client(deadline=50) as api:
        mock.fail("get_version", 503, retry_after=60)
        with pytest.raises(errors.ServerError) as failed:
            api.version.get()
        assert failed.value.attempts == 1


def test_no_429_reaches_tasks_that_share_a_client() -> None:
    async def ask(mock: InProcessMock, statuses: list[int], seconds: list[float]) -> None:
        async def noted(request: Request, send: AsyncHandler) -> Response:
            began = time.monotonic()
            response = await send(request)
            seconds.append(time.monotonic() - began)
            statuses.append(response.status_code)
            return response

        async with mock.async_client(hooks=[noted]) as api:
            await asyncio.gather(*(api.version.get() for _ in range(125)))

    def attempt(window: float) -> list[int] | None:
        statuses, seconds = list[int](), list[float]()
        with InProcessMock(projects=1, rate_limit=f"50/{window:.0f}s") as paced:
            asyncio.run(ask(paced, statuses, seconds))
        # An answer that is on its way for half a window tells little of where that ends.
        return statuses if max(seconds) < window / 2 else None

    assert in_time(1, attempt) == [200] * 125


@pytest.mark.parametrize("status", [*STATUSES, 500, 502])
def test_every_status_has_its_error_which_says_everything_in_one_line(mock: InProcessMock, status: int) -> None:
    mock.fail("get_project", status, message={"name": ["is too long"]}, headers={"x-request-id": "R1"})
    with mock.client(retries=0) as api, pytest.raises(errors.class_of(status)) as raised:
        api.projects.get("team/data")
    error = raised.value
    assert isinstance(error, errors.StatusError)
    said = f"{status} on GET /projects/{{id}}: name is too long (get_project, request id R1, 1 attempt)"
    assert (str(error), error.fields) == (said, {"name": ("is too long",)})
    assert type(error).status in {status, 500}
    assert str(pickle.loads(pickle.dumps(error))) == said


def test_the_server_may_say_nothing_only_so_long() -> None:
    with MockServer(projects=1) as server, server.client(timeout=0.2, retries=0) as api:
        server.stall("get_version")
        with pytest.raises(TimeoutError) as raised:
            api.version.get()
    assert isinstance(raised.value, errors.RequestTimeoutError)


def test_a_call_has_its_own_timeout_retries_and_headers(mock: InProcessMock) -> None:
    seen = Seen()
    mock.fail("get_version", 503, times=None)
    with mock.client(hooks=[seen]) as api, pytest.raises(errors.ServerError):
        api.version.get(options={"retries": 0, "timeout": 2.5, "headers": {"Sudo": "grace"}})
    assert (len(seen.requests), seen.last("sudo")) == (1, ["grace"])


def test_a_copy_with_other_options_shares_connections_and_quota() -> None:
    def answer(_: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, json={"version": "17", "revision": "r"})

    transport = httpx2.MockTransport(answer)
    with DataOps("http://localhost/api/v4", anonymous=True, transport=transport, quota="3/3600s") as api:
        copy = api.with_options(deadline=PATIENCE)
        api.version.get()
        with copy:
            copy.version.get()
        copy.version.get()
        with pytest.raises(errors.DeadlineExceededError, match="when the quota admits it"):
            copy.version.get()
    with pytest.raises(errors.ConfigurationError, match="closed"):
        copy.version.get()


def test_a_raw_response_has_status_headers_and_attempts_beside_the_value(mock: InProcessMock) -> None:
    with mock.client() as api:
        raw = api.with_raw_response(api.version.get)()
    assert (raw.status_code, raw.attempts, raw.headers["RATELIMIT-LIMIT"]) == (200, 1, "600")
    assert raw.request_id == raw.headers["x-request-id"]
    assert raw.value.version in raw.response.text


def test_contents_stream_to_a_file_and_from_one(mock: InProcessMock, tmp_path: Path) -> None:
    with mock.client() as api:
        whole = api.repository_files.get_raw(1, "README.md")
        with api.repository_files.stream_raw(1, "README.md") as file:
            assert file.save(tmp_path / "copy.md") == len(whole)
    assert (tmp_path / "copy.md").read_bytes() == whole

    def echo(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(201, content=request.read(), headers={"content-type": "text/plain"})

    with (
        DataOps("http://localhost/api/v4", anonymous=True, transport=httpx2.MockTransport(echo)) as api,
        (tmp_path / "copy.md").open("rb") as opened,
    ):
        assert api.request("PUT", "/packages/1", content=opened).content == whole


def test_a_download_that_breaks_off_leaves_no_file(tmp_path: Path) -> None:
    with MockServer(projects=12) as server, server.client() as api:
        server.drop("get_raw_file", at=3)
        with api.repository_files.stream_raw(1, "README.md") as file, pytest.raises(errors.BrokenResponseError):
            file.save(tmp_path / "copy.md")
    assert list(tmp_path.iterdir()) == []


def test_hooks_stand_around_every_attempt_in_their_order(mock: InProcessMock) -> None:
    told: list[str] = []

    def first(request: Request, send: Handler) -> Response:
        told.append(f"first {request.attempt}")
        return send(request)

    def second(request: Request, send: Handler) -> Response:
        told.append(f"second {request.attempt}")
        return send(request)

    mock.fail("get_version", 503)
    with mock.client(hooks=[first, second]) as api:
        api.version.get()
    assert told == ["first 1", "second 1", "first 2", "second 2"]


def test_the_log_has_the_facts_and_no_token(mock: InProcessMock, caplog: pytest.LogCaptureFixture) -> None:
    handlers = list(logging.getLogger().handlers)
    mock.fail("get_project", 404, message=f"{mock.token} is not welcome", headers={"x-request-id": mock.token})
    caplog.set_level(logging.DEBUG, "dataops_api")
    with mock.client() as api, pytest.raises(errors.NotFoundError) as raised:
        api.projects.get("team/secret-project")
    assert [vars(record)["status"] for record in caplog.records] == [404]
    shown = "".join(f"{record.getMessage()} {vars(record)}" for record in caplog.records) + str(raised.value)
    assert "GET /projects/{id}: 404" in shown
    assert mock.token not in shown
    assert "secret-project" not in shown
    assert logging.getLogger().handlers == handlers


def test_a_redirect_to_another_host_takes_no_token_along() -> None:
    asked: list[tuple[str, bool]] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        asked.append((request.url.host, "private-token" in request.headers))
        if request.url.host == "one.example.com":
            return httpx2.Response(302, headers={"location": "https://two.example.com/api/v4/version"})
        return httpx2.Response(200, json={"version": "1", "revision": "r"})

    transport = httpx2.MockTransport(answer)
    with DataOps("https://one.example.com/api/v4", token="glpat-abcdef", transport=transport) as api:
        api.request("GET", "/version")
    assert asked == [("one.example.com", True), ("two.example.com", False)]


def test_a_token_is_not_sent_over_plain_http_but_to_this_machine() -> None:
    with pytest.raises(errors.ConfigurationError, match="would send a token unencrypted"):
        DataOps("http://dataops.example.com/api/v4", token="glpat-abcdef")
    DataOps("http://127.0.0.1:1/api/v4", token="glpat-abcdef").close()


def test_what_is_not_used_is_not_imported() -> None:
    program = (
        "import sys, dataops_api\n"
        "from dataops_api import DataOps\n"
        "api = DataOps(token='glpat-abcdef')\n"
        "api.projects\n"
        "print(sorted({'httpx', 'httpx2', 'asyncio', 'logging', 'pydantic', 'limits', 'random', 'redis'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=PATIENCE, check=True)
    assert done.stdout == "[]\n"


@pytest.fixture
def storage_uri(tmp_path: Path) -> Generator[str]:
    if shutil.which("redis-server") is None:
        pytest.skip("redis-server is not on PATH")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert any("Ready to accept connections" in line for line in server.stdout or ()), "it did not start"
            yield f"redis://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.communicate(timeout=PATIENCE)


def test_processes_share_a_quota_through_redis_and_users_do_not(storage_uri: str) -> None:
    first, second, other = (
        SharedQuota(storage_uri, user=user, quota="2/3600s") for user in ("ci-bot", "ci-bot", "somebody")
    )
    assert [first.reserve(0.0), second.reserve(0.0), other.reserve(0.0)] == [0.0, 0.0, 0.0]
    assert 3000.0 < first.reserve(0.0) < 3601.0


def test_a_sick_server_is_not_hammered(mock: InProcessMock, monkeypatch: pytest.MonkeyPatch) -> None:
    def at_once(*_: object) -> float:
        return 0.0

    monkeypatch.setattr(RetryPolicy, "delay", at_once)
    mock.fail("get_version", 503, times=None)
    with mock.client() as api:
        for _ in range(20):
            with pytest.raises(errors.ServerError):
                api.version.get()
    # 20 calls, and the ten retries that there are while nothing is answered.
    assert len(mock.requests) == 30


def test_a_call_ends_with_its_deadline_however_slowly_the_answer_drips() -> None:
    begun: list[str] = []

    def drip(_: httpx2.Request) -> httpx2.Response:
        begun.append("dripping")

        def chunks() -> Iterator[bytes]:
            yield from iter(lambda: b" ", None)

        return httpx2.Response(200, content=chunks(), headers={"content-type": "application/json"})

    transport = httpx2.MockTransport(drip)
    api = DataOps("http://localhost/api/v4", anonymous=True, transport=transport, max_response_size=0)

    def attempt(seconds: float) -> int | None:
        with pytest.raises(errors.DeadlineExceededError) as raised:
            api.version.get(options={"deadline": seconds})
        return raised.value.attempts if begun else None

    with api:
        assert in_time(0.1, attempt) == 1
