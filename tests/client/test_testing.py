"""The mocks of `dataops_api.testing`, over a socket and in process; what holds for one holds for the other."""

from __future__ import annotations

import asyncio
import inspect
import os
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import get_type_hints

import httpx2
import pytest
from dataops_api import AsyncDataOps, DataOps
from dataops_api.errors import BrokenResponseError, NotFoundError, RequestTimeoutError, ServerError
from dataops_api.testing import InProcessMock, Mock, MockServer

from tests.patience import PATIENCE, ever_longer, until

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module", params=[MockServer, InProcessMock], ids=["socket", "in-process"])
def running(request: pytest.FixtureRequest) -> Iterator[Mock]:
    kind: type[Mock] = request.param
    with kind(projects=12, now=NOW) as started:
        yield started


@pytest.fixture
def mock(running: Mock) -> Iterator[Mock]:
    running.forget_requests()
    with running.rolled_back():
        yield running


@pytest.fixture
def http(mock: Mock) -> Iterator[httpx2.Client]:
    """A client that neither retries nor hides anything."""
    transport = None if isinstance(mock, MockServer) else mock.transport()
    headers = {"PRIVATE-TOKEN": mock.token}
    with httpx2.Client(base_url=mock.url, headers=headers, transport=transport, timeout=PATIENCE) as client:
        yield client


def new_project(http: httpx2.Client, name: str = "Passing") -> int:
    made = http.post("/projects", json={"name": name})
    assert made.status_code == 201
    return int(made.json()["id"])


def held_job(mock: Mock) -> tuple[int, int]:
    """Return project and id of a job that runs until it is told otherwise."""
    headers = {"JOB-TOKEN": mock.credentials["DATAOPS_JOB_TOKEN"]}
    with httpx2.Client(base_url=mock.url, transport=mock.transport(), timeout=PATIENCE) as client:
        return int(mock.credentials["DATAOPS_PROJECT"]), int(client.get("/job", headers=headers).json()["id"])


def status_of(mock: Mock, project: int, job: int) -> str:
    with mock.client() as api:
        return str(api.jobs.get(project, job).status)


# The clients.


def test_both_clients_are_served_from_the_same_world(mock: Mock) -> None:
    async def names() -> list[str]:
        async with mock.async_client() as api:
            return [project.name async for project in api.projects.list(owned=True)]

    with mock.client() as api:
        made = api.projects.create(name="Of both")
        assert "Of both" in asyncio.run(names())
        assert api.projects.get(made.id).name == "Of both"


def test_a_client_may_have_another_credential(mock: Mock) -> None:
    with mock.client(token=mock.credentials["DATAOPS_OTHER_TOKEN"]) as api:
        assert api.users.get_current().username == "grace"


def test_the_options_of_a_mocks_client_are_the_arguments_of_the_client() -> None:
    from dataops_api.testing._options import AsyncClientOptions, ClientOptions

    for client, options in ((DataOps, ClientOptions), (AsyncDataOps, AsyncClientOptions)):
        taken = inspect.signature(client).parameters.keys() - {"url"}
        assert options.__annotations__.keys() | options.__mro__[0].__annotations__.keys() == taken


def test_transports_answer_from_the_world_of_the_server_too(mock: Mock, http: httpx2.Client) -> None:
    made = new_project(http)
    with mock.client(transport=mock.transport()) as api:
        assert api.projects.get(made).name == "Passing"

    async def name() -> str | None:
        async with mock.async_client(transport=mock.async_transport()) as api:
            return (await api.projects.get(made)).name

    assert asyncio.run(name()) == "Passing"


def test_an_asynchronous_transport_serves_one_event_loop_after_another(mock: Mock) -> None:
    api = mock.async_client(transport=mock.async_transport())
    assert [asyncio.run(api.users.get_current()).username for _ in range(3)] == ["ada"] * 3


# What is undone.


def test_a_rollback_undoes_all_that_happened_inside(mock: Mock, http: httpx2.Client) -> None:
    project, job = held_job(mock)
    before = mock.digest()
    observed = int(http.get("/version").headers["ratelimit-observed"])
    with mock.rolled_back():
        made = new_project(http)
        http.delete(f"/projects/{mock.credentials['DATAOPS_PROJECT']}")
        mock.advance(86_400)
        assert mock.digest() != before
    assert mock.digest() == before
    assert http.get(f"/projects/{made}").status_code == 404
    assert int(http.get("/version").headers["ratelimit-observed"]) == observed + 2
    with mock.rolled_back():
        mock.finish_job(job)
        assert (mock.digest() != before, status_of(mock, project, job)) == (True, "success")
    assert (mock.digest(), status_of(mock, project, job)) == (before, "running")


def test_rollbacks_stand_in_one_another(mock: Mock, http: httpx2.Client) -> None:
    with mock.rolled_back():
        outer = new_project(http, "Outer")
        within = mock.digest()
        with mock.rolled_back():
            new_project(http, "Inner")
            http.delete(f"/projects/{outer}")
        assert mock.digest() == within
        assert http.get(f"/projects/{outer}").status_code == 200
    assert http.get(f"/projects/{outer}").status_code == 404


def test_a_rollback_happens_where_a_test_fails_too(mock: Mock, http: httpx2.Client) -> None:
    before = mock.digest()
    with pytest.raises(ZeroDivisionError), mock.rolled_back():
        new_project(http)
        raise ZeroDivisionError
    assert mock.digest() == before


def test_the_same_requests_after_a_rollback_make_the_same_things(mock: Mock, http: httpx2.Client) -> None:
    made: list[tuple[int, str]] = []
    for _ in range(2):
        with mock.rolled_back():
            token = http.post(f"/projects/{mock.credentials['DATAOPS_PROJECT']}/triggers", json={"description": "Ours"})
            made.append((new_project(http), token.json()["token"]))
    assert made[0] == made[1]


def test_a_rollback_of_nothing_copies_nothing(mock: Mock, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataops_mock import state

    copied: list[object] = []
    monkeypatch.setattr(state, "copy_world", copied.append)
    with mock.rolled_back():
        pass
    assert copied == []


def test_a_request_that_is_held_back_over_a_rollback_changes_nothing(mock: Mock, http: httpx2.Client) -> None:
    before = mock.digest()
    with ThreadPoolExecutor(1) as pool:
        with mock.rolled_back():
            stall = mock.stall("create_project")
            asked = pool.submit(http.post, "/projects", json={"name": "Late"})
            until(lambda: stall.hits == 1)
        with pytest.raises(httpx2.RemoteProtocolError):
            asked.result(PATIENCE)
    assert mock.digest() == before


def test_a_reset_gives_back_the_seeded_world_and_full_quotas(mock: Mock, http: httpx2.Client) -> None:
    made = new_project(http)
    mock.fail("get_project", times=None)
    mock.reset()
    assert mock.requests == ()
    answer = http.get(f"/projects/{made}")
    assert (answer.status_code, answer.headers["ratelimit-observed"]) == (404, "1")


# Switches.


def test_the_clock_moves_ahead_and_jobs_with_it(mock: Mock) -> None:
    with mock.client() as api:
        project = int(mock.credentials["DATAOPS_PROJECT"])
        pipeline = api.pipelines.create(
            project, ref="main", variables=[{"key": "_PIPELINE_FILE_NAME", "value": "smoke-ci.yml"}]
        )
        assert mock.advance(3600) - NOW >= timedelta(hours=1)
        assert api.pipelines.get(project, pipeline.id).status == "success"
    with pytest.raises(ValueError, match="The clock only moves ahead"):
        mock.advance(-1)


def test_a_job_is_finished_by_hand(mock: Mock) -> None:
    project, job = held_job(mock)
    mock.finish_job(job, "failed")
    assert status_of(mock, project, job) == "failed"
    with pytest.raises(ValueError, match=r"There is no job 999999\."):
        mock.finish_job(999_999)
    with pytest.raises(ValueError, match="'done' is no state of a job: write one of canceled, "):
        mock.finish_job(job, "done")


def test_a_fault_breaks_its_rule_as_long_as_it_lasts(mock: Mock, http: httpx2.Client) -> None:
    def page_length() -> int:
        return len(http.get("/projects", params={"per_page": 3}).json())

    assert page_length() == 3
    with mock.fault("per-page-ignored"), mock.fault("request-id-missing"):
        assert page_length() > 3
        assert "x-request-id" not in http.get("/version").headers
    assert page_length() == 3
    with pytest.raises(ValueError, match="There is no fault 'per-page-ignore': did you mean per-page-ignored"), mock.fault("per-page-ignore"):  # fmt: skip
        pass
    assert page_length() == 3


def test_a_fault_on_the_bytes_of_a_socket_needs_one() -> None:
    name = "token-header-upper-case-lost"
    with InProcessMock(projects=1) as mock:
        with pytest.raises(ValueError, match=f"{name} works on a socket's bytes: use MockServer"), mock.fault(name):
            pass
        with mock.client() as api:
            assert api.users.get_current().username == "ada"
    with pytest.raises(ValueError, match="use MockServer"):
        InProcessMock(projects=1, faults=[name]).start()
    with MockServer(projects=1) as server, httpx2.Client(base_url=server.url, timeout=PATIENCE) as client:

        def status() -> int:
            return client.get("/user", headers={"PRIVATE-TOKEN": server.token}).status_code

        assert status() == 200
        with server.fault(name):
            assert status() == 401
        assert status() == 200


# The journal.


def test_the_journal_tells_what_was_asked_and_no_secret(mock: Mock, http: httpx2.Client) -> None:
    secret = mock.credentials["DATAOPS_TRIGGER_TOKEN"]
    project = mock.credentials["DATAOPS_PROJECT"]
    http.get("/projects", params={"per_page": 1, "search": "a b"})
    trigger = http.post(f"/projects/{project}/trigger/pipeline", params={"token": secret, "ref": "main"})
    http.get(f"/nowhere/{mock.token}", params={mock.token: "1"})
    told = [(each.method, each.path, each.operation, each.query, each.status, each.scripted) for each in mock.requests]
    assert told == [
        ("GET", "/api/v4/projects", "list_projects", ("per_page", "search"), 200, False),
        ("POST", f"/api/v4/projects/{project}/trigger/pipeline", "trigger_pipeline", ("token", "ref"), 201, False),
        ("GET", "/api/v4/nowhere/[redacted]", "", ("[redacted]",), 404, False),
    ]
    assert mock.requests[1].request_id == trigger.headers["x-request-id"]
    assert not any(each in str(mock.requests) for each in mock.credentials.values() if each.startswith("gl"))


def test_the_journal_is_bounded(mock: Mock) -> None:
    from dataops_api.testing._journal import Journal, RecordedRequest

    journal = Journal()
    first = journal.add(RecordedRequest("GET", "/0", "", ()))
    for number in range(1, 10_001):
        journal.add(RecordedRequest("GET", f"/{number}", "", ()))
    journal.answered(first, 200, None)
    assert (len(journal.all()), journal.all()[0].path, journal.all()[-1].path) == (10_000, "/1", "/10000")


# Failures on order.


def test_a_failure_meets_the_next_requests_of_its_operation_and_no_other(mock: Mock, http: httpx2.Client) -> None:
    order = mock.fail("list_projects", 503, times=2, after=1, retry_after=7)
    statuses = [http.get(path).status_code for path in ("/projects", "/user", "/projects", "/projects", "/projects")]
    assert statuses == [200, 200, 503, 503, 200]
    assert (order.hits, order.left) == (2, 0)
    assert [each.scripted for each in mock.requests] == [False, False, True, True, False]


def test_a_failure_looks_as_the_apis_own(mock: Mock, http: httpx2.Client) -> None:
    later = datetime(2030, 1, 1, tzinfo=UTC)
    mock.fail("*", 503, retry_after=7)
    mock.fail("/projects/{id}", 429, retry_after=later)
    mock.fail("GET /projects/{id}", 400, message={"name": ["is too long"]}, headers={"X-Own": "1"})
    first, second, third = (http.get("/projects/1") for _ in range(3))
    assert (first.json(), first.headers["retry-after"]) == ({"message": "503 Service Unavailable"}, "7")
    assert (second.json(), second.headers["retry-after"]) == (
        {"message": "Retry later"},
        "Tue, 01 Jan 2030 00:00:00 GMT",
    )
    assert (third.json(), third.headers["x-own"]) == ({"message": {"name": ["is too long"]}}, "1")
    assert [each.request_id for each in mock.requests] == [
        each.headers["x-request-id"] for each in (first, second, third)
    ]


def test_the_client_comes_over_a_failure_and_tells_one_that_lasts(mock: Mock) -> None:
    with mock.client() as api:
        mock.fail("get_current_user", 503, retry_after=0)
        assert api.users.get_current().username == "ada"
        mock.fail("get_current_user", 500, message="gone wrong", times=None)
        with pytest.raises(ServerError, match="gone wrong") as caught:
            api.users.get_current()
        assert caught.value.request_id == mock.requests[-1].request_id


def test_an_answer_is_whatever_the_test_says(mock: Mock, http: httpx2.Client) -> None:
    mock.answer("get_project", "<html>", media_type="text/html")
    mock.answer("get_project", b"\x00")
    mock.answer("get_project", {"id": "seven"})
    mock.answer("get_project", None, status=204)
    seen = [http.get("/projects/1") for _ in range(4)]
    assert [(each.status_code, each.headers.get("content-type"), each.content) for each in seen] == [
        (200, "text/html", b"<html>"),
        (200, "text/plain; charset=utf-8", b"\x00"),
        (200, "application/json", b'{"id": "seven"}'),
        (204, None, b""),
    ]


def test_a_head_of_a_scripted_answer_has_no_body(mock: Mock, http: httpx2.Client) -> None:
    mock.answer("get_project", {"id": 1})
    answer = http.head("/projects/1")
    assert (answer.content, answer.headers["content-length"]) == (b"", "9")
    assert http.get("/projects/1").status_code == 200


def test_a_request_that_fails_may_have_had_its_effect(mock: Mock, http: httpx2.Client) -> None:
    mock.fail("create_project", 502, served=True)
    mock.drop("create_project", served=True)
    mock.drop("create_project")
    assert http.post("/projects", json={"name": "First"}).status_code == 502
    for name in ("Second", "Third"):
        with pytest.raises(httpx2.RemoteProtocolError, match="Server disconnected without sending a response"):
            http.post("/projects", json={"name": name})
    found = [each["name"] for each in http.get("/projects", params={"owned": True}).json()]
    assert [name in found for name in ("First", "Second", "Third")] == [True, True, False]


@pytest.mark.parametrize("at", [0, 20, 10_000_000])
def test_a_body_breaks_off(mock: Mock, http: httpx2.Client, at: int) -> None:
    mock.drop("get_project", at=at)
    with pytest.raises(
        httpx2.RemoteProtocolError, match="peer closed connection without sending complete message body"
    ):
        http.get("/projects/1")
    with mock.client(retries=0) as api:
        mock.drop("get_project", at=at)
        with pytest.raises(BrokenResponseError):
            api.projects.get(1)
        assert api.projects.get(1).id == 1


def test_a_stall_outlasts_the_clients_patience_or_ends(mock: Mock, http: httpx2.Client) -> None:
    stall = mock.stall("get_project")
    mock.stall("get_project", seconds=0.05)
    with pytest.raises(httpx2.ReadTimeout):
        http.get("/projects/1", timeout=0.05)
    until(lambda: stall.hits == 1)
    began = time.monotonic()
    assert http.get("/projects/1").status_code == 200
    assert time.monotonic() - began >= 0.05
    assert [each.status for each in mock.requests] == [None, 200]


def test_an_asynchronous_client_meets_the_same_failures(mock: Mock) -> None:
    async def ask() -> list[str]:
        async with mock.async_client(retries=0) as api:
            with mock.stall("get_project", times=None) as stall:
                for seconds in ever_longer(0.05):
                    with pytest.raises(RequestTimeoutError):
                        await api.projects.get(1, options={"timeout": seconds})
                    if stall.hits:
                        break
            mock.drop("get_project")
            mock.fail("get_project", 404)
            told: list[str] = []
            for _ in range(2):
                try:
                    await api.projects.get(1)
                except (BrokenResponseError, NotFoundError) as error:
                    told.append(type(error).__name__)
            return told

    assert asyncio.run(ask()) == ["BrokenResponseError", "NotFoundError"]


def test_an_asynchronous_request_that_is_given_up_leaves_nothing_behind(mock: Mock) -> None:
    async def give_up() -> None:
        async with mock.async_client() as api:
            asked = asyncio.ensure_future(api.projects.get(1))
            await asyncio.to_thread(until, lambda: stall.hits == 1)
            asked.cancel()
            await asyncio.wait([asked])

    stall = mock.stall("get_project")
    asyncio.run(give_up())
    until(lambda: not stall.waiting)


def test_an_order_ends_with_its_context_its_stop_and_a_rollback(mock: Mock, http: httpx2.Client) -> None:
    outer = mock.fail("get_project", times=3)
    with mock.rolled_back():
        mock.fail("*", 500, times=None)
        assert [http.get("/projects/1").status_code for _ in range(4)] == [503, 503, 503, 500]
    assert (outer.hits, outer.left) == (0, 3)
    outer.stop()
    assert http.get("/projects/1").status_code == 200
    with mock.fail("get_project", times=None) as order:
        assert http.get("/projects/1").status_code == 503
    assert (http.get("/projects/1").status_code, order.hits, order.left) == (200, 1, 0)


def test_an_order_that_makes_no_sense_is_told_in_a_sentence(mock: Mock) -> None:
    with pytest.raises(ValueError, match="There is no operation or route 'list_project': did you mean list_projects"):
        mock.fail("list_project")
    with pytest.raises(
        ValueError, match="There is no operation or route '~': name an operation, such as list_projects"
    ):
        mock.fail("~")
    with pytest.raises(ValueError, match="times is 0 and must be 1 or more"):
        mock.fail("*", times=0)
    with pytest.raises(ValueError, match="after is -1 and must be 0 or more"):
        mock.fail("*", after=-1)
    with pytest.raises(ValueError, match="seconds is 0 and must be more than 0"):
        mock.stall("*", 0)
    with pytest.raises(ValueError, match="at is -1 and must be 0 bytes or more"):
        mock.drop("*", at=-1)
    assert mock.requests == ()


# Many at once.


def test_many_threads_share_one_world(mock: Mock, http: httpx2.Client) -> None:
    def create(number: int) -> int:
        return new_project(http, f"Of many {number}")

    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(create, range(40)))
    assert len(set(made)) == 40
    assert len(mock.requests) == 40


def test_a_large_body_arrives_whole_and_one_that_is_too_large_is_refused(mock: Mock, http: httpx2.Client) -> None:
    description = "x" * 300_000
    made = http.post("/projects", json={"name": "Large", "description": description})
    assert made.status_code in {201, 400}
    refused = http.post(
        "/projects", content=b" " * (32 * 1024 * 1024 + 1), headers={"Content-Type": "application/json"}
    )
    assert (refused.status_code, refused.json()) == (400, {"error": "The body is larger than 33554432 bytes"})


def test_two_mocks_live_beside_one_another() -> None:
    with MockServer(projects=3, seed=1) as first, MockServer(projects=3, seed=2) as second, InProcessMock(projects=3) as third:  # fmt: skip
        assert first.url != second.url
        assert first.token != second.token
        assert first.digest() == third.digest()
        with first.client() as one, second.client() as other:
            made = one.projects.create(name="Of the first")
            with pytest.raises(NotFoundError):
                other.projects.get(made.id)
        assert [len(first.requests), len(second.requests)] == [1, 1]


# Beginning and end.


def left_open() -> set[str]:
    """Return the threads that run and the sockets that are open."""
    links = {str(path.readlink()) for path in Path("/proc/self/fd").iterdir() if path.is_symlink()}
    return {link for link in links if link.startswith("socket:")} | {repr(thread) for thread in threading.enumerate()}


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="there is no /proc to count sockets in")
def test_nothing_is_left_of_a_server_neither_thread_nor_socket() -> None:
    before = left_open()
    server = MockServer(projects=3)
    with server, server.client(retries=0) as api, ThreadPoolExecutor(1) as pool:
        api.users.get_current()
        server.stall("get_project")
        held = pool.submit(api.projects.get, 1)
        until(lambda: len(server.requests) == 2)
        began = time.monotonic()
        server.close()
        assert time.monotonic() - began < PATIENCE
        with pytest.raises(BrokenResponseError):
            held.result(PATIENCE)
    # The counters of the quota end their own threads, within some hundredths of a second.
    until(lambda: left_open() <= before)


def test_a_server_may_be_started_again_and_is_then_a_new_one() -> None:
    server = MockServer(projects=3)
    digests: list[str] = []
    for _ in range(2):
        with server, server.client() as api:
            digests.append(server.digest())
            api.projects.create(name="Passing")
    assert digests[0] == digests[1]


@pytest.mark.parametrize("kind", [MockServer, InProcessMock])
def test_a_mock_that_does_not_run_says_so(kind: type[Mock]) -> None:
    mock = kind()
    for use in (
        mock.transport,
        mock.reset,
        lambda: mock.token,
        lambda: mock.requests,
        mock.client,
        lambda: mock.fail("*"),
    ):
        with pytest.raises(
            RuntimeError, match=rf"The mock does not run: use it as `with {kind.__name__}\(\) as mock:`"
        ):
            use()
    with mock, pytest.raises(RuntimeError, match="The mock runs already"):
        mock.start()
    mock.close()


@pytest.mark.parametrize("kind", [MockServer, InProcessMock])
def test_settings_that_cannot_be_are_told_in_a_sentence(kind: type[Mock]) -> None:
    with pytest.raises(ValueError, match="projects is 0 and must be 1 or more"):
        kind(projects=0)
    for wrong, sentence in (
        (kind(rate_limit="many"), "'many' is no rate limit"),
        (kind(faults=["x"]), "There is no fault 'x'"),
    ):
        with pytest.raises(ValueError, match=sentence):
            wrong.start()


def test_the_environment_leads_an_apps_own_client_to_the_mock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATAOPS_TOKEN", "of-the-developer")
    monkeypatch.setenv("NO_PROXY", "intranet.example")
    monkeypatch.delenv("DATAOPS_URL", raising=False)
    with MockServer(projects=3) as mock:
        with mock.environment() as values, DataOps() as api:
            assert api.url == mock.url == values["DATAOPS_URL"]
            assert os.environ["NO_PROXY"] == "intranet.example,127.0.0.1"
            assert api.users.get_current().username == "ada"
        assert os.environ["DATAOPS_TOKEN"] == "of-the-developer"
        assert "DATAOPS_URL" not in os.environ


def test_what_is_undone_after_a_test_is_undone_fast() -> None:
    undone: list[float] = []
    begun_anew: list[float] = []
    for _ in range(5):
        began = time.thread_time()
        with InProcessMock() as mock:
            begun_anew.append(time.thread_time() - began)
            for _ in range(3):
                began = time.thread_time()
                with mock.rolled_back():
                    mock.advance(0)
                undone.append(time.thread_time() - began)
    assert min(undone) < min(begun_anew) / 2


def test_annotations_of_the_face_can_be_read() -> None:
    assert get_type_hints(Mock.advance) == {"seconds": float, "return": datetime}
