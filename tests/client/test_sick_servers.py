"""Servers that do badly, on real sockets: each call ends in its documented error, in time, in one line, for both clients."""

from __future__ import annotations

import json
import re
import socket
import ssl
from collections.abc import Awaitable, Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
import trustme
from dataops_api import AsyncDataOps, DataOps
from dataops_api.errors import (
    AuthenticationError,
    BrokenResponseError,
    ConfigurationError,
    ConnectionFailedError,
    DataOpsError,
    DeadlineExceededError,
    InvalidResponseError,
    PaginationError,
    RateLimitError,
    RequestTimeoutError,
    ServerError,
    StatusError,
)

from tests import hostile as by
from tests.client.sick import CANARY, Failed, client_threads, failed_async, failed_sync
from tests.hostile import Asked, Behaviour, Connection, Hostile, answer, encoded, hostile, saying
from tests.patience import FOR_EVER, PATIENCE, in_time

Fail = Callable[..., Failed]


def get_sync(api: DataOps) -> object:
    return api.projects.get("team/data")


def get_async(api: AsyncDataOps) -> Awaitable[object]:
    return api.projects.get("team/data")


def failed_get_sync(url: str, **limits: object) -> Failed:
    return failed_sync(url, get_sync, **limits)


def failed_get_async(url: str, **limits: object) -> Failed:
    return failed_async(url, get_async, **limits)


@pytest.fixture(params=[failed_get_sync, failed_get_async], ids=["sync", "async"])
def fail(request: pytest.FixtureRequest) -> Fail:
    """Get a project, and return how that failed."""
    made: Fail = request.param
    return made


@contextmanager
def nothing_left(server: Hostile) -> Generator[None]:
    """See that neither a socket to the server nor a thread of the client is left."""
    yield
    port = urlsplit(server.url).port
    assert port is not None
    lines = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    # A socket that its process has closed has no inode any more, whatever the network still does with it.
    assert [line for line in lines if line[2].endswith(f":{port:04X}") and line[9] != "0"] == []
    for thread in client_threads():
        thread.join(PATIENCE)  # a page that was being fetched
    assert client_threads() == set()


def fail_in(fail: Fail, server: Hostile, first: float, limit: str, **limits: object) -> tuple[Failed, float]:
    """Return how a call failed whose limit came after the server was asked, and the limit, in seconds."""

    def attempt(seconds: float) -> tuple[Failed, float] | None:
        failed = fail(server.url, **{limit: seconds}, **limits)
        return (failed, seconds) if server.asked else None

    return in_time(first, attempt)


def one_after_the_other(*behaviours: Behaviour) -> Behaviour:
    left = iter(behaviours)

    def behave(connection: Connection, asked: Asked) -> None:
        next(left)(connection, asked)

    return behave


def drop_in_the_status_line(connection: Connection, _: Asked) -> None:
    connection.send(b"HTTP/1.1 20")
    connection.socket.shutdown(socket.SHUT_RDWR)


def drop_in_the_headers(connection: Connection, _: Asked) -> None:
    connection.send(b"HTTP/1.1 200 OK\r\nContent-Type: appl")
    connection.socket.shutdown(socket.SHUT_RDWR)


def slow_headers(connection: Connection, _: Asked) -> None:
    connection.send(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    connection.send_for_ever(b"x", pause=0.1)


def slow_chunk_size(connection: Connection, _: Asked) -> None:
    connection.send(by.CHUNKED + b"1;")
    connection.send_for_ever(b"x", pause=0.05)


def nothing_when_unpacked(connection: Connection, _: Asked) -> None:
    """Send the empty blocks of a packed content for ever, of which nothing comes out."""
    connection.send(by.CHUNKED.replace(b"\r\n\r\n", b"\r\nContent-Encoding: gzip\r\n\r\n"))
    connection.send(b"a\r\n" + bytes.fromhex("1f8b0800000000000003") + b"\r\n")
    connection.send_for_ever(b"5\r\n\x00\x00\x00\xff\xff\r\n", pause=0.05)


BROKEN: list[tuple[str, Behaviour, str]] = [
    ("hang up", by.hang_up, r"broke off: Server disconnected"),
    ("in the status line", drop_in_the_status_line, r"broke off: "),
    ("in the headers", drop_in_the_headers, r"broke off: "),
    ("in the body", saying(answer({"id": 1}, length=1000), close=True), r"broke off: peer closed connection"),
    ("no http", saying(b"SSH-2.0-OpenSSH_9.6\r\n", close=True), r"broke off: "),
    ("no length", saying(answer(b"{}", length=-5), close=True), r"broke off: "),
    ("huge header", saying(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 300_000 + b"\r\n\r\n", close=True), r"broke off: "),
    ("not packed", encoded(b"this is no gzip", "gzip"), r"is not encoded as it says"),
    ("packed twice", encoded(by.bomb(4, 2), "gzip, gzip"), r"is compressed more than once"),
]


@pytest.mark.parametrize(("behaviour", "said"), [pair[1:] for pair in BROKEN], ids=[pair[0] for pair in BROKEN])
def test_an_answer_that_is_none_is_a_broken_one(fail: Fail, behaviour: Behaviour, said: str) -> None:
    with hostile(behaviour) as server, nothing_left(server):
        failed = fail(server.url, retries=0, timeout=FOR_EVER)

    assert type(failed.error) is BrokenResponseError
    assert failed.line.startswith("GET /projects/{id}: ")
    assert failed.line.endswith(" (get_project, 1 attempt)")
    assert failed.seconds < PATIENCE
    assert "\n" not in failed.line
    assert len(failed.line) < 400
    assert re.search(said, failed.line)


@pytest.mark.parametrize(
    "behaviour",
    [
        slow_headers,
        by.dripping_headers,
        by.dripping_body,
        slow_chunk_size,
        nothing_when_unpacked,
        by.endless_interim,
    ],
)
def test_a_server_that_drips_is_left_at_the_deadline(fail: Fail, behaviour: Behaviour) -> None:
    with hostile(behaviour) as server, nothing_left(server):
        failed, deadline = fail_in(fail, server, 0.2, "deadline", timeout=FOR_EVER, max_response_size=0)

    assert type(failed.error) is DeadlineExceededError, failed.line
    assert failed.line == (
        "GET /projects/{id}: the deadline is over, and the answer is not whole (get_project, 1 attempt)"
    )
    assert 0.9 * deadline < failed.seconds < deadline + PATIENCE


@pytest.mark.parametrize("behaviour", [by.silence, by.silence_after_headers])
def test_a_server_that_falls_silent_is_given_up(fail: Fail, behaviour: Behaviour) -> None:
    with hostile(behaviour) as server, nothing_left(server):
        failed, timeout = fail_in(fail, server, 0.15, "timeout", retries=0)

    host = server.url.split("/")[2]
    assert type(failed.error) is RequestTimeoutError
    assert failed.line == f"GET /projects/{{id}}: {host} said nothing for {timeout:g} s (get_project, 1 attempt)"
    assert 0.9 * timeout < failed.seconds < timeout + PATIENCE


@pytest.mark.parametrize("behaviour", [by.silence, by.silence_after_headers])
def test_the_deadline_ends_a_silence_that_the_timeout_would_bear(fail: Fail, behaviour: Behaviour) -> None:
    with hostile(behaviour) as server, nothing_left(server):
        failed, deadline = fail_in(fail, server, 0.15, "deadline", timeout=FOR_EVER)

    assert type(failed.error) is DeadlineExceededError
    assert 0.9 * deadline < failed.seconds < deadline + PATIENCE


def test_writing_is_held_to_the_deadline_in_both_clients_alike() -> None:
    def create(url: str, **limits: object) -> Failed:
        return failed_sync(url, lambda api: api.projects.create(name="x"), **limits)

    def create_later(url: str, **limits: object) -> Failed:
        return failed_async(url, lambda api: api.projects.create(name="x"), **limits)

    said: list[Failed] = []
    for fail in (create, create_later):
        with hostile(by.silence) as server:
            said.append(fail_in(fail, server, 0.1, "deadline", timeout=FOR_EVER)[0])

    assert [type(failed.error) for failed in said] == [DeadlineExceededError] * 2
    assert said[0].line == said[1].line


def test_the_silence_of_a_server_is_tried_again_until_the_time_is_over(fail: Fail) -> None:
    def attempt(seconds: float) -> bool | None:
        with hostile(by.silence) as server, nothing_left(server):
            failed = fail(server.url, timeout=seconds, deadline=8 * seconds, retries=50)
        assert type(failed.error) is DeadlineExceededError
        assert failed.seconds < 8 * seconds + PATIENCE
        return failed.error.attempts == len(server.asked) >= 1 or None

    assert in_time(0.1, attempt)


def test_a_server_that_does_not_listen(fail: Fail) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    failed = fail(f"http://127.0.0.1:{port}/api/v4", retries=0)

    assert type(failed.error) is ConnectionFailedError
    assert failed.line.startswith(f"GET /projects/{{id}}: no connection to 127.0.0.1:{port}: ")
    assert failed.line.endswith("(get_project, 1 attempt)")
    assert not failed.error.sent


def test_a_name_that_there_is_not(fail: Fail) -> None:
    failed = fail("https://no-such-host.invalid/api/v4", retries=0)

    assert type(failed.error) is ConnectionFailedError
    assert failed.line.startswith("GET /projects/{id}: no connection to no-such-host.invalid: ")


def test_a_certificate_that_nobody_trusts_is_not_tried_again(fail: Fail) -> None:
    server_side = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(server_side)  # pyright: ignore[reportUnknownMemberType]
    with hostile(saying(answer({})), tls=server_side) as server, nothing_left(server):
        failed = fail(server.url, retries=3)

    host = server.url.split("/")[2]
    assert type(failed.error) is ConnectionFailedError
    assert failed.line.startswith(f"GET /projects/{{id}}: the certificate of {host} is not trusted: ")
    assert (failed.error.attempts, server.asked) == (1, [])


def test_a_certificate_of_another_name_is_not_taken(fail: Fail) -> None:
    authority, server_side = trustme.CA(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("elsewhere.example").configure_cert(server_side)  # pyright: ignore[reportUnknownMemberType]
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)  # pyright: ignore[reportUnknownMemberType]
    with hostile(saying(answer({})), tls=server_side) as server:
        failed = fail(server.url, ssl_context=trusting)

    assert type(failed.error) is ConnectionFailedError
    assert (failed.error.permanent, server.asked) == (True, [])


def test_over_tls_the_deadline_holds_as_well(fail: Fail) -> None:
    authority, server_side = trustme.CA(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(server_side)  # pyright: ignore[reportUnknownMemberType]
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)  # pyright: ignore[reportUnknownMemberType]
    with hostile(slow_headers, tls=server_side) as server:
        failed, deadline = fail_in(fail, server, 0.2, "deadline", ssl_context=trusting, timeout=FOR_EVER)

    assert type(failed.error) is DeadlineExceededError
    assert 0.9 * deadline < failed.seconds < deadline + PATIENCE
    assert server.asked[0].headers["private-token"] == CANARY


@pytest.mark.parametrize(
    ("behaviour", "most"),
    [(by.endless_body, 1_000_000), (encoded(by.bomb(64), "gzip"), 1_000_000), (encoded(by.bomb(64), "deflate"), 10)],
)
def test_an_answer_that_is_too_large_is_not_read_to_its_end(fail: Fail, behaviour: Behaviour, most: int) -> None:
    with hostile(behaviour) as server, nothing_left(server):
        failed = fail(server.url, max_response_size=most)

    assert type(failed.error) is BrokenResponseError
    assert len(server.asked) == 1
    if "is not encoded" not in failed.line:
        assert failed.line == (
            f"GET /projects/{{id}}: the answer is larger than {most:,} bytes (get_project, 1 attempt)"
        )


def test_endless_headers_end(fail: Fail) -> None:
    with hostile(by.endless_headers) as server, nothing_left(server):
        failed = fail(server.url, retries=0, deadline=2.0)

    assert isinstance(failed.error, (BrokenResponseError, DeadlineExceededError))
    assert failed.seconds < PATIENCE


@pytest.mark.parametrize(
    ("status", "kind", "attempts"),
    [
        (429, RateLimitError, 2),
        (500, ServerError, 1),
        (502, ServerError, 2),
        (503, ServerError, 2),
        (401, AuthenticationError, 1),
    ],
)
def test_a_storm_of_errors_ends_in_the_last_one(
    fail: Fail, status: int, kind: type[StatusError], attempts: int
) -> None:
    storm = saying(answer(b"<html>" + b"x" * 1000, status, {"Content-Type": "text/html", "Retry-After": "0"}))
    with hostile(storm) as server, nothing_left(server):
        failed = fail(server.url, retries=1, deadline=PATIENCE)

    assert type(failed.error) is kind
    plural = f"{attempts} attempts" if attempts > 1 else "1 attempt"
    assert failed.line == (
        f"{status} on GET /projects/{{id}}: a body of type text/html, not from the API itself "
        f"(get_project, request id r-1, {plural})"
    )
    assert (failed.error.attempts, len(server.asked)) == (attempts, attempts)


def test_a_429_without_a_wait_is_raised_where_the_deadline_does_not_bear_the_quotas(fail: Fail) -> None:
    with hostile(saying(answer({"message": "429 Too Many Requests"}, 429))) as server, nothing_left(server):
        # Less than the minute of the quota, and more than a busy machine takes to be answered.
        failed = fail(server.url, deadline=50.0)

    assert failed.line == ("429 on GET /projects/{id}: 429 Too Many Requests (get_project, request id r-1, 1 attempt)")
    assert len(server.asked) == 1


def test_a_429_that_asks_for_an_hour_is_raised_at_once(fail: Fail) -> None:
    with hostile(saying(answer({"message": "later"}, 429, {"Retry-After": "3600"}))) as server:
        failed = fail(server.url)

    assert isinstance(failed.error, RateLimitError)
    assert (failed.error.retry_after, failed.seconds < PATIENCE) == (3600.0, True)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the answer is no JSON that can be read (content type application/json, 0 bytes)"),
        (b"<html>", "the answer is no JSON that can be read (content type application/json, 6 bytes)"),
        (b'{"id": "\xff"}', "the answer is no JSON that can be read (content type application/json, 11 bytes)"),
        (b"[" * 200_000, "the answer is no JSON that can be read (content type application/json, 200000 bytes)"),
        (b"[]", "the answer is not what the contract says: Expected `object`, got `array`"),
        (b"null", "the answer is not what the contract says: Expected `object`, got `null`"),
        (b'{"id": "seven"}', "the answer is not what the contract says: Expected `int`, got `str` - at `$.id`"),
    ],
)
def test_an_answer_of_another_form_is_an_invalid_one(fail: Fail, content: bytes, said: str) -> None:
    with hostile(saying(answer(content))) as server, nothing_left(server):
        failed = fail(server.url)

    assert type(failed.error) is InvalidResponseError
    assert failed.line == f"GET /projects/{{id}}: {said} (get_project, request id r-1, 1 attempt)"
    assert len(server.asked) == 1


@pytest.mark.parametrize("behaviour", [by.looping_pages])
def test_pages_that_lead_nowhere_are_left(behaviour: Behaviour) -> None:
    async def read(api: AsyncDataOps) -> None:
        async for _ in api.projects.list().valid():
            pass

    with hostile(behaviour) as server, nothing_left(server):
        said = [
            failed_sync(server.url, lambda api: list(api.projects.list().valid())),
            failed_async(server.url, read),
        ]

    assert [isinstance(failed.error, PaginationError) for failed in said] == [True, True]
    assert {failed.line.partition(":")[0] for failed in said} == {"GET /projects"}


def test_pages_without_an_end_may_be_left() -> None:
    def endless(connection: Connection, asked: Asked) -> None:
        page = int(dict(parse_qsl(urlsplit(asked.target).query)).get("page", "1"))
        headers = {"X-Page": str(page), "X-Next-Page": str(page + 1), "X-Per-Page": "2"}
        connection.send(answer([{"id": page * 2}, {"id": page * 2 + 1}], headers=headers))

    with hostile(endless) as server, nothing_left(server), DataOps(server.url, token=CANARY) as api:
        pages = api.projects.list().pages()
        read = [next(pages) for _ in range(5)]

    assert [len(page.invalid) for page in read] == [2] * 5
    assert len(server.asked) < 12


def test_what_is_asked_of_a_closed_client_says_so() -> None:
    with hostile(saying(answer({}))) as server:
        api = DataOps(server.url, token=CANARY)
        api.request("GET", "/version")
        api.close()

        with pytest.raises(ConfigurationError, match="The client is closed: make another one"):
            api.request("GET", "/version")


def test_a_server_that_is_well_again_is_asked_on_the_same_client() -> None:
    behaviour = one_after_the_other(
        by.hang_up,
        saying(answer({"message": "x"}, 503, {"Retry-After": "0"})),
        saying(answer({"version": "1", "revision": "a"})),
        saying(answer({"version": "1", "revision": "a"})),
    )
    with hostile(behaviour) as server, nothing_left(server), DataOps(server.url, token=CANARY, retries=3) as api:
        values = [api.version.get().version, api.version.get().version]

    assert (values, len(server.asked)) == (["1", "1"], 4)


def test_an_upload_whose_source_fails_raises_the_sources_error() -> None:
    def content() -> Iterator[bytes]:
        yield b"some"
        raise LookupError("the disk is gone")

    with (
        hostile(saying(answer({}))) as server,
        nothing_left(server),
        DataOps(server.url, token=CANARY) as api,
        pytest.raises(LookupError, match="the disk is gone"),
    ):
        api.request("POST", "/things", content=content())


def test_every_error_is_one_of_the_tree() -> None:
    with hostile(by.hang_up) as server:
        failed = failed_get_sync(server.url, retries=0)

    assert isinstance(failed.error, DataOpsError)
    assert json.dumps(failed.line)
