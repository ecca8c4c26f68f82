"""Downloads and uploads: read and written as they come, never whole in memory, and files that appear when they are whole."""

from __future__ import annotations

import asyncio
import io
import os
import shutil
import stat
import tracemalloc
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

import pytest
from dataops_api import AsyncDataOps, AsyncHandler, DataOps, Handler, Request, Response
from dataops_api._downloads import _LONGEST_LINE, _Lines  # pyright: ignore[reportPrivateUsage]
from dataops_api.errors import (
    BrokenResponseError,
    ConfigurationError,
    DeadlineExceededError,
    InvalidResponseError,
    NotFoundError,
)
from dataops_resources.runtime import Call, Operation
from hypothesis import given
from hypothesis import strategies as st

from tests import hostile as by
from tests.client.sick import CANARY
from tests.hostile import Asked, Connection, answer, hostile, saying
from tests.patience import ever_longer, in_time

MEBIBYTE = 1024 * 1024
URL = "https://a.example/api/v4"
CALL = Call(Operation(id="get_trace", method="GET", route="/trace", credentials=frozenset({"token"})), {})
TEXT = {"Content-Type": "text/plain; charset=utf-8"}


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def lines_of(chunks: list[bytes]) -> list[str]:
    lines = _Lines(CALL, Response(200, {}, b"", ""))
    return [line for chunk in chunks for line in lines.of(chunk)] + list(lines.rest())


@given(
    text=st.text(st.sampled_from("ab\n\r\u00e9\u20ac\U0001f4a9\u2028\x0b\x85"), max_size=30),
    cuts=st.lists(st.integers(0, 120), max_size=8),
)
def test_lines_are_cut_right_wherever_the_chunks_are(text: str, cuts: list[int]) -> None:
    data = text.encode()
    edges = sorted({0, len(data), *(cut for cut in cuts if cut < len(data))})
    chunks = [data[begin:end] for begin, end in pairwise(edges)]

    *whole, rest = text.split("\n")
    assert lines_of(chunks) == [line.removesuffix("\r") for line in whole] + ([rest] if rest else [])


@given(st.lists(st.binary(max_size=6), max_size=8))
def test_what_is_no_text_is_replaced_and_not_lost(chunks: list[bytes]) -> None:
    assert lines_of(chunks) == lines_of([b"".join(chunks)])


def test_a_line_without_an_end_is_not_read_for_ever() -> None:
    lines = _Lines(CALL, Response(200, {}, b"", ""))
    chunk = b"x" * MEBIBYTE

    with pytest.raises(InvalidResponseError, match="a line is longer than 16,777,216 characters"):
        for _ in range(_LONGEST_LINE // MEBIBYTE + 1):
            list(lines.of(chunk))


def many_megabytes(number: int) -> by.Behaviour:
    def behave(connection: Connection, _asked: Asked) -> None:
        connection.send(
            f"HTTP/1.1 200 OK\r\nContent-Type: application/zip\r\nContent-Length: {number * MEBIBYTE}\r\n\r\n".encode()
        )
        for _ in range(number):
            connection.send(b"\n" * MEBIBYTE)

    return behave


def test_a_download_is_not_held_in_memory(tmp_path: Path) -> None:
    target = tmp_path / "artifacts.zip"
    with hostile(many_megabytes(24)) as server, DataOps(server.url, token=CANARY, max_response_size=MEBIBYTE) as api:
        api.version  # noqa: B018 - so that imports are not measured
        with api.jobs.stream_artifacts(1, 2) as download:
            tracemalloc.start()
            written = download.save(target)
            peak = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
            said = (download.size, download.content_type)

    assert (written, target.stat().st_size, said) == (
        24 * MEBIBYTE,
        24 * MEBIBYTE,
        (24 * MEBIBYTE, "application/zip"),
    )
    assert peak < 4 * MEBIBYTE  # the server's own piece among it


def test_a_saved_file_has_the_rights_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "new").touch()
    with (
        hostile(saying(answer(b"data"))) as server,
        DataOps(server.url, token=CANARY) as api,
        api.jobs.stream_artifacts(1, 2) as download,
    ):
        download.save(str(tmp_path / "saved"))

    assert (tmp_path / "saved").read_bytes() == b"data"
    assert stat.S_IMODE((tmp_path / "saved").stat().st_mode) == stat.S_IMODE((tmp_path / "new").stat().st_mode)
    assert names_in(tmp_path) == ["new", "saved"]


@pytest.mark.parametrize("before", [None, b"the old one"])
def test_a_download_that_breaks_off_leaves_what_was_there(tmp_path: Path, before: bytes | None) -> None:
    target = tmp_path / "artifacts.zip"
    if before is not None:
        target.write_bytes(before)
    with (
        hostile(saying(answer(b"part", length=1000), close=True)) as server,
        DataOps(server.url, token=CANARY) as api,
        api.jobs.stream_artifacts(1, 2) as download,
        pytest.raises(BrokenResponseError) as caught,
    ):
        download.save(target)

    assert str(caught.value).startswith("GET /projects/{id}/jobs/{job_id}/artifacts: the answer of ")
    assert str(caught.value).endswith("(download_job_artifacts, 1 attempt)")
    assert names_in(tmp_path) == ([] if before is None else ["artifacts.zip"])
    assert before is None or target.read_bytes() == before


def test_a_folder_that_there_is_not_is_said_before_anything_is_read(tmp_path: Path) -> None:
    with (
        hostile(saying(answer(b"data"))) as server,
        DataOps(server.url, token=CANARY) as api,
        api.jobs.stream_artifacts(1, 2) as download,
    ):
        with pytest.raises(FileNotFoundError):
            download.save(tmp_path / "no" / "file")
        assert b"".join(download) == b"data"


def test_a_download_is_read_once() -> None:
    with hostile(saying(answer(b"data"))) as server, DataOps(server.url, token=CANARY) as api:
        with api.jobs.stream_artifacts(1, 2) as download:
            assert b"".join(download) == b"data"
            with pytest.raises(ConfigurationError, match="was read already"):
                list(download)
        with api.jobs.stream_artifacts(1, 2) as closed:
            pass
        with pytest.raises(ConfigurationError, match="was read already, or its connection is closed"):
            list(closed)


def test_an_error_is_raised_before_there_is_a_download() -> None:
    with (
        hostile(saying(answer({"message": "404 Not found"}, 404))) as server,
        DataOps(server.url, token=CANARY) as api,
        pytest.raises(NotFoundError, match="404 on GET"),
        api.jobs.stream_trace(1, 2),
    ):
        pass


def test_a_download_is_held_to_the_deadline(tmp_path: Path) -> None:
    with hostile(by.dripping_body) as server, DataOps(server.url, token=CANARY) as api, ExitStack() as streams:
        download = in_time(
            0.1,
            lambda deadline: streams.enter_context(api.with_options(deadline=deadline).jobs.stream_trace(1, 2)),
            DeadlineExceededError,
        )
        with pytest.raises(DeadlineExceededError, match="get_job_trace"):
            download.save(tmp_path / "trace")

    assert names_in(tmp_path) == []


@pytest.mark.parametrize(
    ("headers", "size"),
    [({}, 4), ({"Content-Encoding": "identity"}, None)],
)
def test_the_size_is_what_the_server_says(headers: dict[str, str], size: int | None) -> None:
    with (
        hostile(saying(answer(b"data", headers=headers))) as server,
        DataOps(server.url, token=CANARY) as api,
        api.jobs.stream_artifacts(1, 2) as download,
    ):
        assert download.size == size


def test_a_chunked_download_has_no_size() -> None:
    chunked = by.CHUNKED + b"4\r\na\r\nb\r\n3\r\nc\r\n\r\n0\r\n\r\n"
    with (
        hostile(saying(chunked)) as server,
        DataOps(server.url, token=CANARY) as api,
        api.jobs.stream_trace(1, 2) as download,
    ):
        assert (download.size, list(download.iter_lines())) == (None, ["a", "bc"])


async def held_to_the_deadline(api: AsyncDataOps, target: Path) -> str:
    """Return what is said of a download that begins before its deadline and does not end."""
    for deadline in ever_longer(0.1):
        with suppress(DeadlineExceededError):
            async with api.with_options(deadline=deadline).jobs.stream_artifacts(1, 2) as download:
                with pytest.raises(DeadlineExceededError) as caught:
                    await download.save(target)
                return str(caught.value)
    raise AssertionError


def test_tasks_download_as_well(tmp_path: Path) -> None:
    async def run(url: str) -> tuple[int, list[str], str]:
        async with AsyncDataOps(url, token=CANARY) as api:
            async with api.jobs.stream_trace(1, 2) as download:
                lines = [line async for line in download.iter_lines()]
            async with api.jobs.stream_trace(1, 2) as download:
                written = await download.save(tmp_path / "trace")
            said = await held_to_the_deadline(api, tmp_path / "never")
            async with api.jobs.stream_trace(1, 2) as download:
                assert b"".join([chunk async for chunk in download]) == b"one\ntwo"
                with pytest.raises(ConfigurationError, match="was read already"):
                    [chunk async for chunk in download]
        return written, lines, said

    def behave(connection: Connection, asked: Asked) -> None:
        if asked.path.endswith("artifacts"):
            by.dripping_body(connection, asked)
        connection.send(answer(b"one\ntwo", headers=TEXT))

    with hostile(behave) as server:
        written, lines, said = asyncio.run(run(server.url))

    assert (written, lines, (tmp_path / "trace").read_bytes()) == (7, ["one", "two"], b"one\ntwo")
    assert said == (
        "GET /projects/{id}/jobs/{job_id}/artifacts: the deadline is over, and the answer is not whole "
        "(download_job_artifacts, 1 attempt)"
    )
    assert names_in(tmp_path) == ["trace"]


@pytest.mark.parametrize("sizes", [[-1], [3, -1], [0, 1, 100], [7, 7], [4, 4]])
def test_a_download_is_read_like_a_file(sizes: list[int]) -> None:
    chunked = by.CHUNKED + b"2\r\non\r\n5\r\ne\ntwo\r\n0\r\n\r\n"

    async def run(url: str) -> list[bytes]:
        async with AsyncDataOps(url, token=CANARY) as api, api.jobs.stream_trace(1, 2) as trace:
            return [await trace.read(size) for size in [*sizes, -1, 5]]

    with hostile(saying(chunked)) as server:
        with DataOps(server.url, token=CANARY) as api, api.jobs.stream_trace(1, 2) as trace:
            read = [trace.read(size) for size in [*sizes, -1, 5]]
        later = asyncio.run(run(server.url))

    file = io.BytesIO(b"one\ntwo")
    assert read == later == [file.read(size) for size in [*sizes, -1, 5]]


def test_what_reads_files_reads_a_download(tmp_path: Path) -> None:
    with (
        hostile(saying(answer(b"data" * 100_000))) as server,
        DataOps(server.url, token=CANARY) as api,
        api.jobs.stream_artifacts(1, 2) as download,
        (tmp_path / "copy").open("wb") as copy,
    ):
        shutil.copyfileobj(download, copy)
    assert (tmp_path / "copy").read_bytes() == b"data" * 100_000


def test_any_endpoints_answer_comes_in_as_it_is_read(tmp_path: Path) -> None:
    page = answer(b"<html>whatever</html>", 200, {"Content-Type": "text/html", "X-Own": "yes"})

    async def run(url: str) -> tuple[int, bytes]:
        async with (
            AsyncDataOps(url, token=CANARY, max_response_size=3) as api,
            api.stream("POST", "/things", query={"a": 1}, body={"b": 2}) as answered,
        ):
            return answered.response.status_code, await answered.read()

    with hostile(saying(page)) as server:
        with (
            DataOps(server.url, token=CANARY, max_response_size=3) as api,
            api.stream("POST", "/things", query={"a": 1}, body={"b": 2}) as answered,
        ):
            said = answered.response.headers["x-own"], answered.response.status_code
            assert (said, answered.save(tmp_path / "page.html")) == (("yes", 200), 21)
        assert asyncio.run(run(server.url)) == (200, b"<html>whatever</html>")

    assert (tmp_path / "page.html").read_bytes() == b"<html>whatever</html>"
    assert [(asked.method, asked.target, asked.body) for asked in server.asked] == [
        ("POST", "/api/v4/things?a=1", b'{"b":2}')
    ] * 2


def test_the_error_of_any_endpoint_is_raised_before_its_stream_begins() -> None:
    with (
        hostile(saying(answer({"message": "404 Not found"}, 404))) as server,
        DataOps(server.url, token=CANARY) as api,
        pytest.raises(NotFoundError, match="404 on GET /things: 404 Not found"),
        api.stream("GET", "/things"),
    ):
        pass


def pieces() -> Iterator[bytes]:
    yield b"one "
    yield b""
    yield b"two"


def read_chunks(asked: Asked, rest: bytes) -> bytes:
    """Return the content of a chunked request."""
    content, left = b"", asked.body + rest
    while left:
        size, _, left = left.partition(b"\r\n")
        length = int(size, 16)
        content, left = content + left[:length], left[length + 2 :]
    return content


def receiving(received: list[bytes]) -> by.Behaviour:
    def behave(connection: Connection, asked: Asked) -> None:
        rest = b""
        chunked = "transfer-encoding" in asked.headers
        while chunked and not (asked.body + rest).endswith(b"0\r\n\r\n"):
            rest += connection.socket.recv(65536)
        received.append(read_chunks(asked, rest) if chunked else asked.body)
        connection.send(answer({}))

    return behave


def test_an_upload_is_read_as_it_is_sent() -> None:
    received: list[bytes] = []
    with hostile(receiving(received)) as server, DataOps(server.url, token=CANARY) as api:
        api.request("PUT", "/things", content=pieces())
        api.request("PUT", "/things", content=io.BytesIO(b"x" * 200_000))
        api.request("PUT", "/things", content=b"bytes")

    assert received == [b"one two", b"x" * 200_000, b"bytes"]


def test_tasks_upload_as_well() -> None:
    received: list[bytes] = []

    async def run(url: str) -> None:
        async with AsyncDataOps(url, token=CANARY) as api:
            await api.request("PUT", "/things", content=pieces())
            await api.request("PUT", "/things", content=io.BytesIO(b"x" * 200_000))
            await api.request("PUT", "/things", content=b"bytes")

    with hostile(receiving(received)) as server:
        asyncio.run(run(server.url))

    assert received == [b"one two", b"x" * 200_000, b"bytes"]


def test_the_length_of_a_file_is_told_and_what_was_read_of_it_is_not_sent_again(tmp_path: Path) -> None:
    (tmp_path / "artifact").write_bytes(b"PK" + b"x" * 200_000)
    received: list[bytes] = []

    async def run(url: str, file: BinaryIO) -> None:
        async with AsyncDataOps(url, token=CANARY) as api:
            await api.request("PUT", "/things", content=file)

    with hostile(receiving(received)) as server:
        for _ in range(2):
            with (tmp_path / "artifact").open("rb") as file:
                assert file.read(2) == b"PK"
                if received:
                    asyncio.run(run(server.url, file))
                else:
                    with DataOps(server.url, token=CANARY) as api:
                        api.request("PUT", "/things", content=file)

    assert received == [b"x" * 200_000] * 2
    said = [(asked.headers.get("content-length"), "transfer-encoding" in asked.headers) for asked in server.asked]
    assert said == [("200000", False)] * 2


def test_a_pipe_is_sent_in_chunks_for_its_length_is_not_known() -> None:
    received: list[bytes] = []
    reading, writing = os.pipe()
    with os.fdopen(writing, "wb") as end:
        end.write(b"one two")
    with (
        hostile(receiving(received)) as server,
        DataOps(server.url, token=CANARY) as api,
        os.fdopen(reading, "rb") as pipe,
    ):
        api.request("PUT", "/things", content=pipe)

    assert received == [b"one two"]
    assert "content-length" not in server.asked[0].headers


def test_an_upload_that_can_be_read_once_is_not_sent_twice() -> None:
    with (
        hostile(by.hang_up) as server,
        DataOps(server.url, token=CANARY) as api,
        pytest.raises(BrokenResponseError),
    ):
        api.request("PUT", "/things", content=pieces())

    assert len(server.asked) == 1


@pytest.mark.parametrize("content", [b"one\ntwo", b""])
def test_a_hook_may_answer_in_a_streams_place(content: bytes, tmp_path: Path) -> None:
    def kept(request: Request, send: Handler) -> Response:
        return Response(200, {"Content-Type": "text/plain"}, content, request.url)

    async def kept_later(request: Request, send: AsyncHandler) -> Response:
        return Response(200, {"Content-Type": "text/plain"}, content, request.url)

    async def run() -> tuple[list[bytes], list[str], int]:
        async with AsyncDataOps(URL, token=CANARY, hooks=[kept_later]) as api, api.jobs.stream_trace(1, 2) as trace:
            return (
                [chunk async for chunk in trace],
                [line async for line in trace.iter_lines()],
                await trace.save(tmp_path / "later"),
            )

    with DataOps(URL, token=CANARY, hooks=[kept]) as api, api.jobs.stream_trace(1, 2) as trace:
        read = list(trace), list(trace.iter_lines()), trace.save(tmp_path / "now")

    assert read == ([content] if content else [], content.decode().split(), len(content))
    assert asyncio.run(run()) == read
    assert [(tmp_path / name).read_bytes() for name in ("now", "later")] == [content] * 2
