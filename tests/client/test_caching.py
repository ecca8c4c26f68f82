"""Conditional requests: what a client keeps, for whom, and how much of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx2
import pytest
from dataops_api import AsyncDataOps, DataOps
from dataops_api.caching import ConditionalRequests
from dataops_api.errors import ConfigurationError, NotFoundError, ServerError

URL = "https://api.test/api/v4"


@dataclass
class Server:
    """Answers with an entity tag, and with 304 to who has it; counts what it sent whole."""

    content: bytes = b'{"version": "1", "revision": "a"}'
    etag: str | None = 'W/"1"'
    status: int = 200
    whole: int = 0
    asked: list[str | None] = field(default_factory=list[str | None])

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.asked.append(request.headers.get("if-none-match"))
        headers = {"content-type": "application/json", "x-request-id": f"r{len(self.asked)}"}
        if self.etag:
            headers["etag"] = self.etag
        if self.status == 200 and self.etag and request.headers.get("if-none-match") == self.etag:
            return httpx2.Response(304, headers=headers)
        self.whole += 1
        return httpx2.Response(self.status, headers=headers, content=self.content)


def client(
    server: Callable[[httpx2.Request], httpx2.Response], cache: ConditionalRequests, token: str = "t-one"
) -> DataOps:
    return DataOps(URL, token=token, hooks=[cache], retries=0, transport=httpx2.MockTransport(server))


def test_an_unchanged_answer_is_sent_once_and_read_again() -> None:
    server, cache = Server(), ConditionalRequests()
    with client(server, cache) as api:
        first, again = api.version.get(), api.with_raw_response(api.version.get)()
    assert (again.value, again.status_code, again.request_id) == (first, 200, "r2")
    assert (server.whole, server.asked) == (1, [None, 'W/"1"'])


def test_a_changed_answer_takes_the_place_of_the_kept_one() -> None:
    server, cache = Server(), ConditionalRequests()
    with client(server, cache) as api:
        api.version.get()
        server.content, server.etag = b'{"version": "2", "revision": "b"}', 'W/"2"'
        assert [api.version.get().version, api.version.get().version] == ["2", "2"]
    assert server.asked == [None, 'W/"1"', 'W/"2"']
    assert len(cache) == 1


def test_a_client_of_another_user_is_given_nothing_of_the_first() -> None:
    server, cache = Server(), ConditionalRequests()
    for token in ("t-one", "t-two"):
        with client(server, cache, token) as api:
            api.version.get()
    assert server.asked == [None, None]


@pytest.mark.parametrize("name", ["Sudo", "X-Tenant", "Accept-Language"])
def test_an_answer_to_other_headers_is_not_given(name: str) -> None:
    server, cache = Server(), ConditionalRequests()
    with client(server, cache) as api:
        for value in ("ada", "bob", "ada"):
            api.version.get(options={"headers": {name: value}})
    assert server.asked == [None, None, 'W/"1"']


def test_the_marks_of_a_trace_do_not_part_what_is_the_same() -> None:
    server, cache = Server(), ConditionalRequests()
    with client(server, cache) as api:
        for value in ("00-1", "00-2"):
            api.version.get(options={"headers": {"traceparent": value, "X-Request-Id": value}})
    assert server.asked == [None, 'W/"1"']


def test_a_failure_leaves_what_was_kept_and_a_missing_resource_takes_it_away() -> None:
    server, cache = Server(), ConditionalRequests()
    with client(server, cache) as api:
        api.version.get()
        server.status = 503
        with pytest.raises(ServerError):
            api.version.get()
        assert len(cache) == 1
        server.status = 404
        with pytest.raises(NotFoundError):
            api.version.get()
        assert len(cache) == 0


def test_a_retry_is_conditional_as_well() -> None:
    cache, statuses = ConditionalRequests(), iter((200, 503, 304))
    asked: list[str | None] = []

    def server(request: httpx2.Request) -> httpx2.Response:
        asked.append(request.headers.get("if-none-match"))
        headers = {"content-type": "application/json", "etag": '"1"', "retry-after": "0"}
        return httpx2.Response(next(statuses), headers=headers, json={"version": "1", "revision": "a"})

    with DataOps(URL, token="t-one", hooks=[cache], transport=httpx2.MockTransport(server)) as api:
        api.version.get()
        # No chance is left to the wait: the server asks for none, and the draw is from nothing to half a second.
        assert api.version.get().version == "1"
    assert asked == [None, '"1"', '"1"']


@pytest.mark.parametrize("headers", [{}, {"etag": '"1"', "cache-control": "no-store"}])
def test_an_answer_without_a_tag_or_that_must_not_be_stored_is_not_kept(headers: dict[str, str]) -> None:
    def server(_: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, headers=headers, json={"version": "1", "revision": "a"})

    cache = ConditionalRequests()
    with client(server, cache) as api:
        api.version.get()
    assert len(cache) == 0


def test_no_more_is_kept_than_is_allowed_and_what_was_asked_for_last_stays() -> None:
    cache = ConditionalRequests(max_entries=2)
    with client(Server(), cache) as api:
        for path in ("/a", "/b", "/a", "/c"):
            api.request("GET", path)
        kept = len(cache)
        server = Server()
    with client(server, cache) as api:
        for path in ("/a", "/b"):
            api.request("GET", path)
    assert (kept, server.asked) == (2, ['W/"1"', None])


def test_an_answer_larger_than_the_whole_cache_is_not_kept_and_drops_nothing() -> None:
    server, cache = Server(), ConditionalRequests(max_bytes=100)
    with client(server, cache) as api:
        api.request("GET", "/small")
        server.content = b" " * 101
        api.request("GET", "/large")
    assert len(cache) == 1
    cache.clear()
    assert len(cache) == 0


def test_what_changes_something_and_what_is_streamed_is_never_conditional() -> None:
    server, cache = Server(content=b"{}"), ConditionalRequests()
    with client(server, cache) as api:
        for _ in range(2):
            api.request("POST", "/things", body={})
            with api.jobs.stream_trace(1, 2) as trace:
                assert b"".join(trace) == b"{}"
    assert server.asked == [None] * 4


def test_a_request_that_has_conditions_of_its_own_gets_the_bare_answer() -> None:
    server, cache = Server(), ConditionalRequests()
    with client(server, cache) as api:
        assert api.request("GET", "/version", headers={"If-None-Match": 'W/"1"'}).status_code == 304


def test_the_asynchronous_client_uses_the_same_cache() -> None:
    server, cache = Server(), ConditionalRequests()

    async def twice() -> tuple[str, str]:
        transport = httpx2.MockTransport(server)
        async with AsyncDataOps(URL, token="t-one", hooks=[cache.asynchronous], transport=transport) as api:
            return (await api.version.get()).version, (await api.version.get()).version

    assert asyncio.run(twice()) == ("1", "1")
    assert server.whole == 1


@pytest.mark.parametrize("bound", ["max_entries", "max_bytes"])
def test_a_bound_below_one_is_refused(bound: str) -> None:
    with pytest.raises(ConfigurationError, match=f"^{bound} is 0 and must be 1 or more.$"):
        ConditionalRequests(**{bound: 0})
