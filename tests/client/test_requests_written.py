"""How a call is written as a request: the path that leads nowhere else, the query, the body, the headers."""

from __future__ import annotations

import asyncio
import io
import json
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import parse_qsl, unquote

import httpx2
import msgspec
import pytest
from dataops_api import AsyncDataOps, AsyncHandler, DataOps, Options
from dataops_api._exchange import Request, Response
from dataops_api._hooks import Handler
from dataops_api._requests import encode_body, free_call, query_pairs, secrets_of, target
from dataops_api.errors import ConfigurationError, InvalidResponseError, ServerError
from dataops_resources.runtime import Call, Operation, QueryValue
from hypothesis import given
from hypothesis import strategies as st

from tests.hostile import answer, hostile, saying

CANARY = "glpat-canary.0000~00000001"
FILES = Operation(
    id="get_file", method="GET", route="/projects/{id}/files/{file_path}", credentials=frozenset({"token"})
)


def call(id_: int | str, file_path: str, query: Mapping[str, QueryValue] | None = None) -> Call:
    return Call(FILES, {}, path={"id": id_, "file_path": file_path}, query=query or {})


def with_body(body: Mapping[str, object]) -> Call:
    operation = Operation(id="do_thing", method="POST", route="/things", credentials=frozenset({"token"}))
    return Call(operation, {}, body=body)


@pytest.mark.parametrize(
    ("made", "written"),
    [
        (call(7, "a"), "/projects/7/files/a"),
        (call("team/data", "sql/a b.sql"), "/projects/team%2Fdata/files/sql%2Fa%20b.sql"),
        (call("team/data", "a?b#c%d&e=f+g;h"), "/projects/team%2Fdata/files/a%3Fb%23c%25d%26e%3Df%2Bg%3Bh"),
        (call("{file_path}", "{id}"), "/projects/%7Bfile_path%7D/files/%7Bid%7D"),
        (call("caf\N{LATIN SMALL LETTER E WITH ACUTE}", "\N{PILE OF POO}"), "/projects/caf%C3%A9/files/%F0%9F%92%A9"),
        (call("..", "."), "/projects/%2E%2E/files/%2E"),
        (call("../../user", "a\r\nHost: evil"), "/projects/..%2F..%2Fuser/files/a%0D%0AHost%3A%20evil"),
    ],
)
def test_a_path_is_encoded(made: Call, written: str) -> None:
    assert target(made) == written


@given(id_=st.text(min_size=1), path=st.text(min_size=1))
def test_whatever_stands_in_a_path_stays_in_its_place(id_: str, path: str) -> None:
    try:
        written = target(call(id_, path))
    except ConfigurationError as error:
        assert "surrogate" in str(error)
        return

    segments = written.split("/")
    assert written.isascii()
    assert len(segments) == 5
    assert [unquote(segments[2]), unquote(segments[4])] == [id_, path]
    assert not {".", ".."} & set(segments)


@pytest.mark.parametrize("made", [call("", "a"), call(7, "")])
def test_an_empty_id_asks_for_nothing(made: Call) -> None:
    with pytest.raises(
        ConfigurationError, match=r"is empty in GET /projects/\{id\}/files/\{file_path\}: give an id or a path"
    ):
        target(made)


@pytest.mark.parametrize("made", [call("\ud800", "a"), call(1, "a", {"ref": "\udfff"})])
def test_half_a_character_is_refused(made: Call) -> None:
    with pytest.raises(ConfigurationError, match="half a character"):
        target(made)


def test_a_query_is_written() -> None:
    query: dict[str, QueryValue] = {
        "search": "a b&c=d",
        "owned": True,
        "archived": False,
        "page": 2,
        "left_out": None,
        "since": datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
        "day": date(2026, 1, 2),
        "ids[]": [1, 2],
        "scope": ("a", "b"),
        "empty": "",
    }

    assert list(query_pairs(query)) == [
        ("search", "a b&c=d"),
        ("owned", "true"),
        ("archived", "false"),
        ("page", "2"),
        ("since", "2026-01-02T03:04:05+00:00"),
        ("day", "2026-01-02"),
        ("ids[]", "1"),
        ("ids[]", "2"),
        ("scope", "a"),
        ("scope", "b"),
        ("empty", ""),
    ]


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ConfigurationError, match=r"since is 2026-01-02T00:00:00, a time without a zone"):
        list(query_pairs({"since": datetime(2026, 1, 2)}))  # noqa: DTZ001


@pytest.mark.parametrize("empty", [[], (), set[str](), iter(())])
def test_a_filter_without_values_is_refused_where_it_would_find_everything(empty: QueryValue) -> None:
    with pytest.raises(ConfigurationError) as caught:
        list(query_pairs({"scope": empty}))

    assert str(caught.value) == (
        "scope is empty, and no filter would be sent: give at least one value, or None for no filter."
    )


@pytest.mark.parametrize("value", [1.5, msgspec.UNSET, b"ab", {"a": 1}, object(), [1.5], [None], ["a", msgspec.UNSET]])
def test_a_query_takes_what_it_can_write_and_nothing_else(value: object) -> None:
    with pytest.raises(ConfigurationError, match=r"^scope is .* in a query, which takes a text, an integer"):
        list(query_pairs({"scope": value}))  # type: ignore[dict-item]


@pytest.mark.parametrize("value", [None, True, 1.5, [], b"x", date(2026, 1, 2), msgspec.UNSET])
def test_only_an_id_or_a_path_stands_in_a_path(value: object) -> None:
    with pytest.raises(ConfigurationError) as caught:
        target(call(value, "a"))  # type: ignore[arg-type]

    assert str(caught.value) == (
        f"id is {value!r} in GET /projects/{{id}}/files/{{file_path}}: give an id (int) or a path (str)."
    )


def bare(time: datetime) -> object:
    return time


def in_a_list(time: datetime) -> object:
    return [time]


def deep(time: datetime) -> object:
    return {"a": ({"b": time},)}


@pytest.mark.parametrize("wrapped", [bare, in_a_list, deep])
def test_a_time_without_a_zone_is_refused_in_a_body_too(wrapped: Callable[[datetime], object]) -> None:
    with pytest.raises(ConfigurationError, match=r"^since is 2026-01-02T00:00:00, a time without a zone: give it one"):
        encode_body(with_body({"since": wrapped(datetime(2026, 1, 2))}))  # noqa: DTZ001
    assert encode_body(with_body({"since": wrapped(datetime(2026, 1, 2, tzinfo=UTC))}))


@pytest.mark.parametrize("part", ["query", "body"])
def test_a_time_is_refused_where_a_day_is_wanted(part: str) -> None:
    day = datetime(2026, 1, 2, 23, 30, tzinfo=UTC)
    with (
        DataOps("https://a.example/api/v4", anonymous=True, hooks=[answered]) as api,
        pytest.raises(ConfigurationError) as caught,
    ):
        if part == "query":
            list(api.project_access_tokens.list(1, expires_after=day))
        else:
            api.project_access_tokens.create(1, name="a", scopes=["api"], expires_at=day)

    name = "expires_after" if part == "query" else "expires_at"
    assert str(caught.value) == (
        f"{name} is 2026-01-02T23:30:00+00:00, a time, and takes a day: give its date(), in the zone that you mean."
    )


@pytest.mark.parametrize("value", [date(2026, 1, 2), "2026-01-02"])
def test_a_day_is_written_as_a_day(value: date | str) -> None:
    seen: list[Request] = []

    def note(request: Request, send: Handler) -> Response:
        seen.append(request)
        return answered(request, send)

    with DataOps("https://a.example/api/v4", anonymous=True, hooks=[note]) as api:
        list(api.project_access_tokens.list(1, expires_after=value))
        with pytest.raises(InvalidResponseError):
            api.project_access_tokens.create(1, name="a", scopes=["api"], expires_at=value)

    assert parse_qsl(seen[0].url.partition("?")[2]) == [("expires_after", "2026-01-02"), ("per_page", "100")]
    assert seen[1].content == b'{"name":"a","scopes":["api"],"expires_at":"2026-01-02"}'


def answered(request: Request, _: Handler) -> Response:
    return Response(200, {"Content-Type": "application/json"}, b"[]", request.url)


@given(st.dictionaries(st.text(st.characters(codec="utf-8"), min_size=1), st.text(st.characters(codec="utf-8"))))
def test_a_query_comes_back_as_it_was(query: dict[str, str]) -> None:
    written = target(call(1, "a", query))

    assert written.isascii()
    assert parse_qsl(written.partition("?")[2], keep_blank_values=True, strict_parsing=bool(query)) == list(
        query.items()
    )


def test_a_body_has_what_is_set_and_nothing_else() -> None:
    body = {"name": "x", "description": None, "path": msgspec.UNSET, "topics": ["a"], "deep": {"a": 1}}

    written = encode_body(with_body(body))

    assert written is not None
    assert json.loads(written) == {"name": "x", "description": None, "topics": ["a"], "deep": {"a": 1}}
    assert encode_body(call(1, "a")) is None
    assert encode_body(with_body({})) == b"{}"


@pytest.mark.parametrize("value", [object(), "\ud800", {(1, 2): 3}, {1, object()}])
def test_a_body_that_is_no_json_is_refused(value: object) -> None:
    with pytest.raises(ConfigurationError, match="The body of do_thing cannot be written as JSON"):
        encode_body(with_body({"x": value}))


def test_a_body_without_an_end_is_refused() -> None:
    endless: list[object] = []
    endless.append(endless)

    with pytest.raises(ConfigurationError, match="The body of do_thing cannot be written as JSON"):
        encode_body(with_body({"x": endless}))


def test_the_tokens_of_a_body_are_known() -> None:
    body = {"token": "a-token", "trigger_token": "b-token", "tokens": "c", "name": "d", "x_token": 7}

    assert list(secrets_of(with_body(body))) == ["a-token", "b-token"]
    assert list(secrets_of(call(1, "a", {"private_token": "c-token", "page_token": "d"}))) == ["c-token"]


@pytest.mark.parametrize(
    "path", ["", "version", "//evil.example/x", "/a/../b", "/./a", "/..", "https://evil.example/", "@evil.example/",
     "/projects/%2e%2e/x", "/a/.%2E", "/%2e", "\\evil.example", "/\\evil.example", "/a/..\\b"],
)  # fmt: skip
def test_a_path_of_ones_own_must_stay_behind_the_base_url(path: str) -> None:
    with pytest.raises(ConfigurationError, match="must begin with one slash"):
        free_call("GET", path, query=None, body=None, headers=None)


@pytest.mark.parametrize("method", ["put", "Put", "PUT"])
def test_a_method_may_be_written_in_any_case(method: str) -> None:
    made = free_call(method, "/a", query=None, body=None, headers=None)  # type: ignore[arg-type]
    assert made.operation.method == "PUT"


@pytest.mark.parametrize("method", ["", "FETCH", "GET ", "GET / HTTP/1.1\r\nX: y", None, 7])
def test_a_method_that_there_is_not_is_refused(method: object) -> None:
    with pytest.raises(ConfigurationError) as caught:
        free_call(method, "/a", query=None, body=None, headers=None)  # type: ignore[arg-type]

    assert str(caught.value) == f"The method {method!r} is none of GET, POST, PUT, PATCH, DELETE."


def test_an_endpoint_of_ones_own_is_named_by_its_route() -> None:
    made = free_call("POST", "/things", query=None, body={"x": object()}, headers=None)
    with pytest.raises(ConfigurationError, match=r"^The body of POST /things cannot be written as JSON: "):
        encode_body(made)
    assert str(ConfigurationError("this is wrong", call=made)) == "POST /things: this is wrong"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"query": [("a", "b")]}, "query is of type list and must map names to values."),
        ({"query": "a=b"}, "query is of type str and must map names to values."),
        ({"body": "text"}, "body is of type str and must be a mapping or a list: give other things as `content`."),
        ({"body": b"{}"}, "body is of type bytes and must be a mapping or a list: give other things as `content`."),
        ({"body": 7}, "body is of type int and must be a mapping or a list: give other things as `content`."),
        (
            {"body": {}, "content": b""},
            "A request has one body: give `body`, which is sent as JSON, or `content`, not both.",
        ),
        ({"content": "text"}, "The content is a text: encode it, and send its bytes."),
        ({"content": {"a": 1}}, "The content is a mapping: give it as `body`, which is sent as JSON."),
        ({"content": 5}, "The content is of type int: give bytes, a binary file, or an iterable of bytes."),
        ({"content": io.StringIO("{}")}, "The content is a file of text: open it in binary mode, 'rb'."),
        ({"content": ["{}"]}, "The content gives a piece of type str: it must give bytes."),
        ({"content": (b"a", 7)}, "The content gives a piece of type int: it must give bytes."),
        (
            {"options": {"timeut": 1}},
            "There is no option timeut: the options of a call are deadline, headers, retries, timeout.",
        ),
        (
            {"options": {"headers": "X: y"}, "headers": {"X": "y"}},
            "headers is of type str and must map names to texts.",
        ),
    ],
)
@pytest.mark.parametrize("method", ["request", "stream"])
@pytest.mark.parametrize("kind", [DataOps, AsyncDataOps])
def test_a_wrong_part_of_a_request_is_told_before_anything_is_sent(
    kind: type[DataOps | AsyncDataOps], method: str, given: dict[str, object], said: str
) -> None:
    async def later() -> None:
        async with AsyncDataOps("http://127.0.0.1:9/api/v4", anonymous=True) as api:
            if method == "request":
                await api.request("POST", "/things", **given)  # type: ignore[arg-type]
            async with api.stream("POST", "/things", **given):  # type: ignore[arg-type]
                pass

    def now() -> None:
        with DataOps("http://127.0.0.1:9/api/v4", anonymous=True) as api:
            if method == "request":
                api.request("POST", "/things", **given)  # type: ignore[arg-type]
            with api.stream("POST", "/things", **given):  # type: ignore[arg-type]
                pass

    with pytest.raises(ConfigurationError) as caught:
        now() if kind is DataOps else asyncio.run(later())

    assert str(caught.value) == said


def test_a_file_of_text_is_refused_whatever_its_class(tmp_path: Path) -> None:
    with (
        DataOps("http://127.0.0.1:9/api/v4", anonymous=True) as api,
        (tmp_path / "a.csv").open("w+") as opened,
        tempfile.NamedTemporaryFile("w+") as wrapped,
    ):
        for file in (opened, wrapped):
            with pytest.raises(ConfigurationError, match="The content is a file of text"):
                api.request("PUT", "/things", content=file)  # type: ignore[arg-type]


def texts() -> Iterator[bytes]:
    yield "a"  # type: ignore[misc]


async def texts_later() -> AsyncIterator[bytes]:
    yield "a"  # type: ignore[misc]


def test_a_piece_of_text_ends_the_request() -> None:
    async def run(url: str) -> None:
        async with AsyncDataOps(url, token=CANARY) as api:
            await api.request("PUT", "/things", content=texts_later())

    said = "The content gives a piece of type str: it must give bytes."
    with hostile(saying(answer({}))) as server:
        with DataOps(server.url, token=CANARY) as api, pytest.raises(ConfigurationError, match=said):
            api.request("PUT", "/things", content=texts())
        with pytest.raises(ConfigurationError, match=said):
            asyncio.run(run(server.url))


BYTES: list[object] = [bytearray(b"data"), memoryview(b"xdatax")[1:5], [b"da", bytearray(b"ta")], iter([b"da", b"ta"])]


@pytest.mark.parametrize("content", [*BYTES, io.BytesIO(b"data")])
def test_whatever_has_bytes_is_sent(content: object) -> None:
    with DataOps("http://localhost/api/v4", anonymous=True, transport=httpx2.MockTransport(echo)) as api:
        assert api.request("PUT", "/things", content=content).content == b"data"  # type: ignore[arg-type]


def test_bytes_that_may_change_are_sent_again_as_they_were() -> None:
    content = bytearray(b"data")
    sent: list[object] = []

    def note(request: Request, _: Handler) -> Response:
        sent.append(request.content)
        content[:] = b"more"
        return Response(200 if len(sent) > 1 else 429, {"Retry-After": "0"}, b"", request.url)

    with DataOps("http://localhost/api/v4", anonymous=True, hooks=[note], quota=None) as api:
        api.request("PUT", "/things", content=content)

    assert sent == [b"data", b"data"]


def test_a_body_may_be_an_array() -> None:
    with DataOps("http://localhost/api/v4", anonymous=True, transport=httpx2.MockTransport(echo)) as api:
        answers = [api.request("POST", "/things", body=body).content for body in ([1, {"a": None}], (), [])]

    assert answers == [b'[1,{"a":null}]', b"[]", b"[]"]
    made = free_call("POST", "/things", query=None, body=[{"token": "a-token"}, 7, {"x": "b"}], headers=None)
    assert list(secrets_of(made)) == ["a-token"]
    with pytest.raises(ConfigurationError, match=r"^body is 2026-01-02T00:00:00, a time without a zone"):
        encode_body(free_call("POST", "/", query=None, body=[datetime(2026, 1, 2)], headers=None))  # noqa: DTZ001


def echo(request: httpx2.Request) -> httpx2.Response:
    return httpx2.Response(200, content=request.read(), headers={"content-type": "application/json"})


def test_a_request_has_options_of_its_own() -> None:
    seen: list[Request] = []

    def note(request: Request, _: Handler) -> Response:
        seen.append(request)
        return Response(503, {}, b"", request.url)

    async def note_later(request: Request, _: AsyncHandler) -> Response:
        return note(request, _)  # type: ignore[arg-type]

    options: Options = {
        "timeout": 2.5, "deadline": None, "retries": 0, "headers": {"X-Own": "options", "X-Call": "options"},
    }  # fmt: skip
    headers = {"x-call": "headers"}

    async def run() -> None:
        async with AsyncDataOps("https://a.example/api/v4", anonymous=True, hooks=[note_later]) as api:
            with pytest.raises(ServerError):
                await api.request("GET", "/version", headers=headers, options=options)
            with pytest.raises(ServerError):
                async with api.stream("GET", "/version", headers=headers, options=options):
                    pass

    with DataOps("https://a.example/api/v4", anonymous=True, hooks=[note]) as api:
        with pytest.raises(ServerError):
            api.request("GET", "/version", headers=headers, options=options)
        with pytest.raises(ServerError), api.stream("GET", "/version", headers=headers, options=options):
            pass
    asyncio.run(run())

    told = [
        (request.timeout, request.deadline, request.headers["X-Own"], request.headers["x-call"]) for request in seen
    ]
    assert told == [(2.5, None, "options", "headers")] * 4
    assert [request.stream for request in seen] == [False, True] * 2


@pytest.mark.parametrize("path", ["/a?b=c", "/a#b"])
def test_a_path_of_ones_own_has_no_query(path: str) -> None:
    with pytest.raises(ConfigurationError, match="give the query as `query`"):
        free_call("GET", path, query=None, body=None, headers=None)


def test_what_goes_over_the_wire_is_what_was_written() -> None:
    with hostile(saying(answer({"file_name": "x"}))) as server, DataOps(server.url, token=CANARY) as api:
        api.request("GET", "/a%2Fb/c", query={"q": "a b"})
        api.repository_files.get_raw("team/data", "../x", ref="main")
        api.request("POST", "/things", body={"a": 1}, headers={"content-type": "application/vnd.x+json", "X-Own": "y"})

    assert [asked.target for asked in server.asked] == [
        "/api/v4/a%2Fb/c?q=a%20b",
        "/api/v4/projects/team%2Fdata/repository/files/..%2Fx/raw?ref=main",
        "/api/v4/things",
    ]
    sent = server.asked[2]
    assert (sent.body, sent.headers["content-type"], sent.headers["x-own"], sent.headers["private-token"]) == (
        b'{"a":1}',
        "application/vnd.x+json",
        "y",
        CANARY,
    )


def test_a_header_of_ones_own_takes_the_place_of_the_clients_whatever_its_case() -> None:
    seen: list[Request] = []

    def note(request: Request, send: Handler) -> Response:
        seen.append(request)
        return Response(200, {}, b"{}", request.url)

    with DataOps(
        "https://a.example/api/v4",
        token=CANARY,
        headers={"user-agent": "mine", "private-token": "own-token"},
        hooks=[note],
    ) as api:
        api.request("GET", "/version", headers={"ACCEPT": "text/plain"})

    names = sorted(name.lower() for name in seen[0].headers)
    assert names == ["accept", "accept-encoding", "connection", "private-token", "user-agent"]
    own = {name.lower(): value for name, value in seen[0].headers.items()}
    assert (own["user-agent"], own["private-token"], own["accept"]) == ("mine", "own-token", "text/plain")


def test_an_anonymous_client_sends_no_credential() -> None:
    with hostile(saying(answer({}))) as server, DataOps(server.url, anonymous=True) as api:
        api.request("GET", "/version")

    assert not {"private-token", "authorization", "job-token", "cookie"} & server.asked[0].headers.keys()


def test_a_token_that_is_rotated_is_read_for_each_call() -> None:
    tokens = iter(["first-token", "second-token"])
    with hostile(saying(answer({}))) as server, DataOps(server.url, token=lambda: next(tokens)) as api:
        api.request("GET", "/version")
        api.request("GET", "/version")

    assert [asked.headers["private-token"] for asked in server.asked] == ["first-token", "second-token"]


def test_the_cookies_of_a_server_are_not_taken() -> None:
    with (
        hostile(saying(answer({}, headers={"Set-Cookie": "s=1; Path=/"}))) as server,
        DataOps(server.url, token=CANARY) as api,
    ):
        api.request("GET", "/version")
        api.request("GET", "/version")

    assert "cookie" not in server.asked[1].headers


@pytest.mark.parametrize(
    ("name", "value"),
    [("X-Own", f"{CANARY}\r\nX-Evil: 1"), ("X-Own", f"{CANARY}\N{PILE OF POO}"), ("X Own", "a"), ("", "a")],
)
def test_a_header_that_cannot_be_written_is_a_wrong_setting(name: str, value: str) -> None:
    said = f"The header {name!r} has a name or a value that HTTP does not allow, such as a line's end."
    with DataOps("http://127.0.0.1:9/api/v4", token=CANARY, retries=0) as api:
        with pytest.raises(ConfigurationError) as of_a_call:
            api.request("GET", "/version", headers={name: value})
        with pytest.raises(ConfigurationError) as of_a_client:
            api.with_options(headers={name: value})

    assert [str(of_a_call.value), str(of_a_client.value)] == [said, said]
