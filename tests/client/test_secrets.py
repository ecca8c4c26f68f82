"""Canaries: whatever succeeds or fails, no token is in a log, a warning, an error or a representation."""

from __future__ import annotations

import asyncio
import logging
import pickle
import traceback
import warnings
from collections.abc import Awaitable, Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import pytest
from dataops_api import AsyncDataOps, DataOps, Handler, Request, Response
from dataops_api._retry import RetryPolicy
from dataops_api.errors import ConfigurationError, DataOpsError, InvalidResponseError

from tests import hostile as by
from tests.client.sick import links, logged
from tests.hostile import Asked, Behaviour, Connection, answer, encoded, hostile, saying
from tests.patience import PATIENCE

CANARY = "glpat-canary.0000~00000001"
TRIGGER = "glptt-canary-of-a-trigger-0002"
HEADER = "glpat-canary-of-a-header-0003"
CANARIES = (CANARY, TRIGGER, HEADER)
Kind = Literal["token", "bearer_token", "job_token"]
KINDS: tuple[Kind, ...] = ("token", "bearer_token", "job_token")


def secrets_of(asked: Asked) -> str:
    """Return every secret that came, as a server may say it back."""
    sent = [asked.headers.get(name, "") for name in ("private-token", "authorization", "job-token")]
    return " ".join([*sent, asked.body.decode(errors="replace")])


def echo_in_a_message(status: int) -> Behaviour:
    def behave(connection: Connection, asked: Asked) -> None:
        told = secrets_of(asked)
        connection.send(
            answer({"message": {f"of {told}": [told]}}, status, {"X-Request-Id": f"id-{told}"[:4000].split("{")[0]})
        )

    return behave


def echo_as_text(connection: Connection, asked: Asked) -> None:
    connection.send(answer(secrets_of(asked).encode() * 30, 400, {"Content-Type": "text/plain"}))


def echo_as_type(connection: Connection, asked: Asked) -> None:
    connection.send(answer(b"x", 400, {"Content-Type": f"text/{secrets_of(asked).split('{')[0]}"}))


def echo_as_json_type(connection: Connection, asked: Asked) -> None:
    token = secrets_of(asked).split("{")[0].strip()
    connection.send(answer(b"{", 200, {"Content-Type": f"x/{token}", "X-Request-Id": token}))


def echo_in_a_field(connection: Connection, asked: Asked) -> None:
    connection.send(answer({"id": secrets_of(asked), "version": [secrets_of(asked)]}))


def echo_in_a_bad_header(connection: Connection, asked: Asked) -> None:
    connection.send(f"HTTP/1.1 200 OK\r\nX-Echo {secrets_of(asked)}\x00\r\n\r\n".encode())
    connection.socket.close()


def echo_in_a_status_line(connection: Connection, asked: Asked) -> None:
    connection.send(f"HTTP/9.9 {secrets_of(asked)}\r\n\r\n".encode())
    connection.socket.close()


def echo_in_a_location(connection: Connection, asked: Asked) -> None:
    token = secrets_of(asked).split("{")[0].split()[-1]
    connection.send(answer(b"", 302, {"Location": f"{asked.target}?t={token}"}))


def echo_as_a_host(connection: Connection, asked: Asked) -> None:
    token = secrets_of(asked).split("{")[0].split()[-1]
    connection.send(answer(b"", 302, {"Location": f"ftp://{token}.example/{token}"}))


def echo_in_a_length(connection: Connection, asked: Asked) -> None:
    connection.send(f"HTTP/1.1 200 OK\r\nContent-Length: {secrets_of(asked)}\r\n\r\n".encode())
    connection.socket.close()


def echo_in_a_chunk_size(connection: Connection, asked: Asked) -> None:
    connection.send(by.CHUNKED + f"{secrets_of(asked)}\r\n".encode())
    connection.socket.close()


BEHAVIOURS: dict[str, Behaviour] = {
    "succeeds": saying(answer({"version": "1", "revision": "a", "id": 1})),
    "nothing": by.hang_up,
    "silence": by.silence,
    "drips": by.dripping_headers,
    "truncated": saying(answer(b"{}", length=100), close=True),
    "no json": saying(answer(b"<html>")),
    "wrong type": saying(answer([1])),
    "packed wrongly": encoded(b"no", "gzip"),
    "redirect": by.redirecting_in_circles,
    "redirect elsewhere": saying(answer(b"", 302, {"Location": "ftp://elsewhere"})),
    **{f"echo {status}": echo_in_a_message(status) for status in (400, 401, 403, 404, 409, 422, 429, 500, 503)},
    "echo as text": echo_as_text,
    "echo as type": echo_as_type,
    "echo as json type": echo_as_json_type,
    "echo in a field": echo_in_a_field,
    "echo in a bad header": echo_in_a_bad_header,
    "echo in a status line": echo_in_a_status_line,
    "echo in a location": echo_in_a_location,
    "echo as a host": echo_as_a_host,
    "echo in a length": echo_in_a_length,
    "echo in a chunk size": echo_in_a_chunk_size,
}
# Where no answer ever comes whole it is soon given up; any other has the time that a busy machine takes for it.
UNPACED = {"timeout": PATIENCE, "deadline": PATIENCE, "retries": 1, "quota": None}
QUICK = {**UNPACED, "timeout": 0.06, "deadline": 0.15}


def limits_with(behaviour: Behaviour) -> dict[str, float | int | None]:
    """Return the limits of a client that meets a server."""
    return QUICK if behaviour in (by.silence, by.dripping_headers) else UNPACED


@pytest.fixture
def retries_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def at_once(policy: RetryPolicy, failures: int, chance: float) -> float:
        return 0.0

    monkeypatch.setattr(RetryPolicy, "delay", at_once)


def told_of(error: BaseException) -> Iterator[str]:
    """Yield all that an error may be shown as."""
    for link in links(error):
        yield from (str(link), repr(link), f"{link}", repr(link.args))
    yield "".join(traceback.format_exception_only(type(error), error))
    yield "".join(
        line
        for line in traceback.TracebackException.from_exception(error).format()
        if not line.lstrip().startswith("File ")
    )
    if isinstance(error, DataOpsError):
        pickled = pickle.dumps(error)
        yield pickled.decode("latin-1")
        arrived: DataOpsError = pickle.loads(pickled)
        yield repr(vars(arrived))
        yield repr({name: value for name, value in vars(error).items() if name != "value"})


def is_the_servers(record: logging.LogRecord) -> bool:
    """Tell whether the HTTP library's own record says what a server sent; what we send it does not say."""
    return record.name.startswith("httpcore2.") and record.getMessage().startswith("receive_response")


@contextmanager
def nothing_told() -> Generator[list[object]]:
    """See that no canary is in what is logged, warned of, or put into the list."""
    things: list[object] = []
    with warnings.catch_warnings(record=True) as warned, logged("dataops_api") as records, logged("") as all_records:
        warnings.simplefilter("always")
        yield things
    texts: list[str] = [str(warning.message) for warning in warned]
    texts += [
        f"{record.getMessage()} {vars(record)}" for record in [*records, *all_records] if not is_the_servers(record)
    ]
    for thing in things:
        texts += told_of(thing) if isinstance(thing, BaseException) else [str(thing), repr(thing), f"{thing}"]
    for text in texts:
        for canary in CANARIES:
            assert canary not in text, text


def call_sync(api: DataOps) -> Iterator[Callable[[], object]]:
    yield lambda: api.version.get(options={"headers": {"X-Own": "plain", "Cookie": HEADER}})
    yield lambda: api.pipelines.trigger("team/data", token=TRIGGER, ref="main")
    yield lambda: list(api.projects.list(limit=2))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.usefixtures("retries_at_once")
@pytest.mark.parametrize("behaviour", BEHAVIOURS.values(), ids=list(BEHAVIOURS))
def test_no_token_is_told(kind: Kind, behaviour: Behaviour) -> None:
    def note(request: Request, send: Handler) -> Response:
        things.append(request)
        response = send(request)
        things.append(response)
        return response

    with (
        hostile(behaviour) as server,
        nothing_told() as things,
        DataOps(server.url, hooks=[note], **{kind: CANARY}, **limits_with(behaviour)) as api,  # type: ignore[arg-type]
    ):
        things += [api, api._own.core, api._own.core.credential]  # pyright: ignore[reportPrivateUsage]
        for call in call_sync(api):
            try:
                things.append(call())
            except DataOpsError as error:
                things.append(error)


@pytest.mark.usefixtures("retries_at_once")
@pytest.mark.parametrize("behaviour", BEHAVIOURS.values(), ids=list(BEHAVIOURS))
def test_no_token_is_told_by_tasks(behaviour: Behaviour) -> None:
    async def run(url: str) -> list[object]:
        async with AsyncDataOps(url, token=CANARY, **limits_with(behaviour)) as api:  # type: ignore[arg-type]
            ended = await asyncio.gather(
                api.version.get(), api.pipelines.trigger(1, token=TRIGGER, ref="main"), return_exceptions=True
            )
            return [api, *ended]

    with hostile(behaviour) as server, nothing_told() as things:
        things.extend(asyncio.run(run(server.url)))

    assert all(not isinstance(thing, BaseException) or isinstance(thing, DataOpsError) for thing in things)


def test_a_download_that_fails_tells_no_token(tmp_path: Path) -> None:
    def behave(connection: Connection, asked: Asked) -> None:
        connection.send(by.CHUNKED + b"3\r\nabc\r\n" + f"{secrets_of(asked)}\r\n".encode())
        connection.socket.close()

    with (
        hostile(behave) as server,
        nothing_told() as things,
        DataOps(server.url, token=CANARY, **UNPACED) as api,  # type: ignore[arg-type]
        api.jobs.stream_trace(1, 2) as download,
    ):
        things += [download, download.response]
        with pytest.raises(DataOpsError) as caught:
            download.save(tmp_path / "trace")
        things.append(caught.value)


def test_an_error_of_an_open_answer_leaves_the_process_without_its_request() -> None:
    with (
        hostile(saying(answer(b"text"))) as server,
        nothing_told() as things,
        DataOps(server.url, token=CANARY) as api,
        api.jobs.stream_trace(1, 2) as download,
    ):
        response = download.response
        assert isinstance(response, Response)
        things.append(InvalidResponseError("a line is too long", response=response))
        arrived = pickle.loads(pickle.dumps(response))

    assert (type(arrived), arrived.status_code, arrived.headers["X-Request-Id"]) == (Response, 200, "r-1")


def test_a_token_that_cannot_be_sent_is_not_told() -> None:
    with nothing_told() as things:
        for kind in KINDS:
            with pytest.raises(DataOpsError) as caught:
                DataOps("https://a.example/api/v4", **{kind: f"{CANARY}\n"})  # type: ignore[arg-type]
            things.append(caught.value)
        with DataOps("https://a.example/api/v4", token=lambda: f"{CANARY}\n") as api:
            with pytest.raises(DataOpsError) as caught:
                api.version.get()
            things.append(caught.value)


def test_a_token_among_ones_own_headers_is_not_told() -> None:
    with (
        hostile(echo_in_a_message(403)) as server,
        nothing_told() as things,
        DataOps(server.url, anonymous=True, headers={"Authorization": f"Bearer {HEADER}"}) as api,
    ):
        with pytest.raises(DataOpsError) as caught:
            api.version.get()
        things.append(caught.value)

    assert str(caught.value).count("<redacted>") >= 2


SECRET_CALLS: dict[str, tuple[dict[str, object], Callable[[DataOps], object], Callable[[AsyncDataOps], Awaitable[object]]]] = {
    "A token of the call": (
        {},
        lambda api: api.pipelines.trigger(1, token=TRIGGER, ref="main"),
        lambda api: api.pipelines.trigger(1, token=TRIGGER, ref="main"),
    ),
    "A token of the call ": (
        {},
        lambda api: api.request("GET", "/user", query={"private_token": TRIGGER}),
        lambda api: api.request("GET", "/user", query={"private_token": TRIGGER}),
    ),
    "The header private-token": (
        {"headers": {"private-token": HEADER}},
        lambda api: api.version.get(),
        lambda api: api.version.get(),
    ),
    "The header Authorization": (
        {},
        lambda api: api.version.get(options={"headers": {"Authorization": f"Bearer {HEADER}"}}),
        lambda api: api.version.get(options={"headers": {"Authorization": f"Bearer {HEADER}"}}),
    ),
    "The header Cookie": (
        {},
        lambda api: api.with_options(headers={"Cookie": HEADER}).version.get(),
        lambda api: api.with_options(headers={"Cookie": HEADER}).version.get(),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("what", "made"), SECRET_CALLS.items(), ids=list(SECRET_CALLS))
@pytest.mark.parametrize(
    ("url", "proxy", "why"),
    [
        (
            "http://a.example/api/v4",
            None,
            "the base URL is http, and a.example is another machine; write https://a.example/api/v4",
        ),
        (
            "http://127.0.0.1:9/api/v4",
            "http://127.0.0.1:10",
            "the request to 127.0.0.1:9 would go through the proxy as it is; leave `proxy` out",
        ),
    ],
)
def test_no_secret_of_a_call_travels_unencrypted(
    url: str,
    proxy: str | None,
    why: str,
    what: str,
    made: tuple[dict[str, object], Callable[[DataOps], object], Callable[[AsyncDataOps], Awaitable[object]]],
) -> None:
    settings, ask, ask_later = made

    async def later() -> None:
        async with AsyncDataOps(url, anonymous=True, proxy=proxy, **settings) as api:  # type: ignore[arg-type]
            await ask_later(api)

    with (
        DataOps(url, anonymous=True, proxy=proxy, **settings) as api,  # type: ignore[arg-type]
        pytest.raises(ConfigurationError) as blocking,
    ):
        ask(api)
    with pytest.raises(ConfigurationError) as awaited:
        asyncio.run(later())

    for error in (blocking.value, awaited.value):
        assert f": {what.strip()} would travel unencrypted: {why}." in str(error)
        assert not any(canary in f"{error} {error!r}" for canary in CANARIES)


def test_a_header_of_a_credential_that_is_empty_gives_nothing_away() -> None:
    def answered(request: Request, _: Handler) -> Response:
        return Response(200, {}, b'{"version": "1", "revision": "a"}', request.url)

    with DataOps("http://a.example/api/v4", anonymous=True, headers={"PRIVATE-TOKEN": ""}, hooks=[answered]) as api:
        assert api.version.get().version == "1"
