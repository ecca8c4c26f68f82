"""What is below 400 and yet no answer of the API: a login page, a 304 to a question without a condition."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import httpx2
import pytest
from dataops_api import AsyncDataOps, DataOps
from dataops_api.errors import InvalidResponseError

URL = "https://api.test/api/v4"
PAGE = b"<html><form>Sign in</form></html>"


def read_trace(api: DataOps) -> object:
    with api.jobs.stream_trace(1, 2) as trace:
        return b"".join(trace)


async def read_trace_later(api: AsyncDataOps) -> object:
    async with api.jobs.stream_trace(1, 2) as trace:
        return b"".join([chunk async for chunk in trace])


ASKED: dict[str, tuple[Callable[[DataOps], object], Callable[[AsyncDataOps], Awaitable[object]]]] = {
    "nothing": (lambda api: api.projects.delete(1), lambda api: api.projects.delete(1)),
    "value": (lambda api: api.version.get(), lambda api: api.version.get()),
    "text": (lambda api: api.jobs.get_trace(1, 2), lambda api: api.jobs.get_trace(1, 2)),
    "content": (
        lambda api: api.repository_files.get_raw(1, "a.html", ref="main"),
        lambda api: api.repository_files.get_raw(1, "a.html", ref="main"),
    ),
    "stream": (read_trace, read_trace_later),
}


def both(
    name: str, status: int, content: bytes, headers: dict[str, str]
) -> tuple[Callable[[], object], Callable[[], object]]:
    """Return the call of each client, which is answered so."""
    blocking, later = ASKED[name]

    def answered(_: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(status, headers=headers, content=content)

    def ask() -> object:
        with DataOps(URL, anonymous=True, retries=0, transport=httpx2.MockTransport(answered)) as api:
            return blocking(api)

    async def run() -> object:
        transport = httpx2.MockTransport(answered)
        async with AsyncDataOps(URL, anonymous=True, retries=0, transport=transport) as api:
            return await later(api)

    return ask, lambda: asyncio.run(run())


@pytest.mark.parametrize("media_type", ["text/html", "Text/HTML; charset=utf-8", "application/xhtml+xml"])
@pytest.mark.parametrize("status", [200, 202])
@pytest.mark.parametrize("name", ASKED)
def test_a_login_page_is_no_answer(name: str, status: int, media_type: str) -> None:
    for ask in both(name, status, PAGE, {"content-type": media_type}):
        with pytest.raises(InvalidResponseError) as caught:
            ask()
        assert f": the answer is a page of HTML (status {status}), not from the API itself (" in str(caught.value)


@pytest.mark.parametrize("status", [300, 304, 305, 399])
@pytest.mark.parametrize("name", ASKED)
def test_what_says_to_look_elsewhere_is_no_success(name: str, status: int) -> None:
    for ask in both(name, status, b"", {}):
        with pytest.raises(InvalidResponseError) as caught:
            ask()
        assert f": the answer is a {status}, which does not say that it was done (" in str(caught.value)


@pytest.mark.parametrize("media_type", ["text/plain", "application/octet-stream", ""])
def test_a_file_that_is_html_is_a_file(media_type: str) -> None:
    for ask in both("content", 200, PAGE, {"content-type": media_type} if media_type else {}):
        assert ask() == PAGE


def test_an_answer_without_content_is_no_page_whatever_its_type() -> None:
    for ask in both("nothing", 204, b"", {"content-type": "text/html"}):
        assert ask() is None


def test_a_free_call_gets_what_came() -> None:
    def answered(_: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(304, headers={"content-type": "text/html"})

    with DataOps(URL, anonymous=True, transport=httpx2.MockTransport(answered)) as api:
        assert api.request("GET", "/version").status_code == 304
