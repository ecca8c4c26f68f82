"""The way to the server: what leaves, what never does, and what comes back."""

from __future__ import annotations

import gzip
import re
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable, Iterator
from dataclasses import replace

import httpx
import pytest
from dataops_conformance.exchange import Credential, Request, Response
from dataops_conformance.settings import Limits
from dataops_conformance.target.errors import ServerUnreachable, Throttled, TooLarge, TooSlow, Withheld
from dataops_conformance.target.guard import ReadOnlyChannel
from dataops_conformance.target.network import Outgoing, open_channel
from dataops_conformance.target.redaction import Redactor
from dataops_conformance.target.session import Target

from tests.conformance.fake_server import TOKEN, FakeClock, FakeServer, fake_settings

ADA = Credential("DATAOPS_TOKEN", TOKEN)
VERSION = Request("GET", "/version", operation="get_version", credential="DATAOPS_TOKEN")


def answering(handler: Callable[[httpx.Request], httpx.Response]) -> httpx.MockTransport:
    return httpx.MockTransport(handler)


def test_the_secret_is_added_when_the_request_leaves_and_is_in_no_exchange() -> None:
    server = FakeServer()
    with Target(fake_settings(), transport=server.transport) as target:
        exchange = target.send(VERSION, ADA)
    assert server.requests[0].headers["private-token"] == TOKEN
    assert exchange.response.status == 200
    assert TOKEN not in repr(exchange)
    assert TOKEN not in repr(target.settings)


@pytest.mark.parametrize(
    ("scheme", "name", "value"),
    [
        ("private-token", "private-token", "s3cret"),
        ("bearer", "authorization", "Bearer s3cret"),
        ("job-token", "job-token", "s3cret"),
    ],
)
def test_each_scheme_has_its_header(scheme: str, name: str, value: str) -> None:
    server = FakeServer()
    with Target(fake_settings(), transport=server.transport) as target:
        target.send(VERSION, Credential("X", "s3cret", scheme))  # type: ignore[arg-type]
    assert server.requests[0].headers[name] == value


def test_the_path_is_sent_as_it_was_encoded() -> None:
    server = FakeServer()
    with Target(fake_settings(), transport=server.transport) as target:
        target.send(replace(VERSION, path="/projects/team%2Fdata", query=(("filter[a]", "ü &"), ("x[]", "1"))), ADA)
    assert server.requests[0].url.raw_path == b"/api/v4/projects/team%2Fdata?filter%5Ba%5D=%C3%BC%20%26&x%5B%5D=1"


def test_a_redirect_is_an_exchange_and_is_not_followed() -> None:
    seen: list[str] = []

    def redirect(request: httpx.Request) -> httpx.Response:
        seen.append(request.url.host)
        return httpx.Response(302, headers={"location": "https://elsewhere.example/"})

    with Target(fake_settings(), transport=answering(redirect)) as target:
        assert target.send(VERSION, ADA).response.status == 302
    assert seen == ["127.0.0.1"]


def test_a_cookie_is_not_sent_back() -> None:
    cookies: list[str | None] = []

    def setting(request: httpx.Request) -> httpx.Response:
        cookies.append(request.headers.get("cookie"))
        return httpx.Response(200, headers={"set-cookie": "session=1; Path=/"}, json={})

    with Target(fake_settings(), transport=answering(setting)) as target:
        target.send(VERSION, ADA)
        target.send(VERSION, ADA)
    assert cookies == [None, None]


def test_repeated_headers_are_all_kept_in_their_order() -> None:
    headers = [("Link", "a"), ("X-Other", "b"), ("Link", "c")]
    with Target(fake_settings(), transport=answering(lambda _: httpx.Response(200, headers=headers))) as target:
        response = target.send(VERSION, ADA).response
    assert [pair for pair in response.headers if pair[0] in {"link", "x-other"}] == [
        ("link", "a"),
        ("x-other", "b"),
        ("link", "c"),
    ]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("profile", ["smoke", "standard", "full"])
def test_on_a_host_that_is_no_sandbox_no_unsafe_method_reaches_the_network(profile: str, method: str) -> None:
    server = FakeServer()
    settings = fake_settings(profile=profile, base_url="https://api.dataops.example/api/v4")
    with Target(settings, transport=server.transport) as target, pytest.raises(Withheld):
        target.send(replace(VERSION, method=method), ADA)
    assert server.requests == []
    named = replace(settings, profile="standard", sandbox=("API.dataops.example",))
    with Target(named, transport=server.transport) as target:
        target.send(replace(VERSION, method=method), ADA)
    assert [request.method for request in server.requests] == [method]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "post", "MERGE", "GETX", ""])
def test_in_a_read_only_run_no_unsafe_method_reaches_the_network(method: str) -> None:
    server = FakeServer()
    with (
        Target(fake_settings(profile="read-only"), transport=server.transport) as target,
        pytest.raises(Withheld, match="read-only"),
    ):
        target.send(replace(VERSION, method=method), ADA)
    guarded = ReadOnlyChannel(open_channel("http://127.0.0.1/api/v4", Limits(), server.transport))
    with pytest.raises(Withheld, match="read-only"), guarded.send(Outgoing(method, "/api/v4/version", (), None)):
        pass
    assert server.requests == []
    assert target.budget.spent == 0


def test_in_a_read_only_run_safe_methods_leave() -> None:
    server = FakeServer()
    with Target(fake_settings(profile="read-only"), transport=server.transport) as target:
        for method in ("GET", "HEAD", "OPTIONS"):
            target.send(replace(VERSION, method=method), ADA)
    assert [request.method for request in server.requests] == ["GET", "HEAD", "OPTIONS"]


def test_a_429_is_waited_out_and_the_request_sent_again() -> None:
    answers = iter([httpx.Response(429, headers={"retry-after": "25"}), httpx.Response(200, json={})])
    clock = FakeClock()
    seen: list[int] = []
    with Target(fake_settings(), transport=answering(lambda _: next(answers)), clock=clock) as target:
        target.on_exchange(lambda exchange: seen.append(exchange.response.status))
        assert target.send(VERSION, ADA).response.status == 200
    assert clock.waits == [25.0]
    assert seen == [429, 200]
    assert target.budget.spent == 2


def test_within_the_quota_laws_a_429_is_returned_at_once() -> None:
    clock = FakeClock()
    refused = answering(lambda _: httpx.Response(429, headers={"retry-after": "25"}))
    with Target(fake_settings(), transport=refused, clock=clock) as target, target.budget.purpose("quota"):
        assert [target.send(VERSION, ADA).response.status for _ in range(3)] == [429, 429, 429]
    assert clock.waits == []


def test_a_server_that_goes_on_refusing_is_not_waited_for_for_ever() -> None:
    refused = answering(lambda _: httpx.Response(429, headers={"retry-after": "1"}))
    with (
        Target(fake_settings(), transport=refused, clock=FakeClock()) as target,
        pytest.raises(Throttled, match="429 4 times"),
    ):
        target.send(VERSION, ADA)


def test_no_connection_is_told_in_a_sentence_with_a_remedy() -> None:
    def refuse(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError(f"refused for {TOKEN}")

    with (
        Target(fake_settings(), transport=answering(refuse)) as target,
        pytest.raises(ServerUnreachable, match=r"cannot be reached: refused for \$DATAOPS_TOKEN\. Check --base-url"),
    ):
        target.send(VERSION, ADA)


def test_a_server_that_does_not_answer_in_time_is_told_apart() -> None:
    def hang(_: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("slow")

    with (
        Target(fake_settings(), transport=answering(hang)) as target,
        pytest.raises(TooSlow, match="no answer to GET /version"),
    ):
        target.send(VERSION, ADA)


def test_a_body_that_trickles_in_is_given_up_at_the_deadline() -> None:
    clock = FakeClock()

    class Trickle(httpx.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            while True:
                clock.seconds += 20
                yield b"x"

    with (
        Target(
            fake_settings(), transport=answering(lambda _: httpx.Response(200, stream=Trickle())), clock=clock
        ) as target,
        pytest.raises(TooSlow, match="not whole after 60 seconds"),
    ):
        target.send(VERSION, ADA)


def test_a_decompression_bomb_is_not_swallowed() -> None:
    bomb = gzip.compress(b"\0" * 5_000_000)
    answer = answering(lambda _: httpx.Response(200, headers={"content-encoding": "gzip"}, content=bomb))
    with (
        Target(fake_settings(limits=Limits(body_bytes=1_000_000)), transport=answer) as target,
        pytest.raises(TooLarge, match="longer than 1000000 bytes"),
    ):
        target.send(VERSION, ADA)


def test_secrets_are_redacted_in_every_form_they_can_take() -> None:
    redactor = Redactor([Credential("DATAOPS_TOKEN", 'glpat-a/b+c"d')])
    text = 'glpat-a/b+c"d glpat-a%2Fb%2Bc%22d glpat-a/b+c\\"d'
    assert redactor.text(text) == "$DATAOPS_TOKEN $DATAOPS_TOKEN $DATAOPS_TOKEN"


@pytest.mark.parametrize("before", range(4))
@pytest.mark.parametrize("after", range(3))
def test_a_secret_is_redacted_in_base64_wherever_it_begins(before: int, after: int) -> None:
    redactor = Redactor([Credential("DATAOPS_TOKEN", "glpat-a_b.c-0123456789")])
    raw = b"u" * before + b"glpat-a_b.c-0123456789" + b"v" * after
    for encode in (b64encode, urlsafe_b64encode):
        shown = redactor.text(encode(raw).decode())
        assert "DATAOPS_TOKEN" in shown
        rest = re.sub(r"\$\{?DATAOPS_TOKEN\}?", "", shown)
        assert len(rest) <= 2 * (before + after) + 6


def test_a_secret_is_redacted_where_every_character_is_encoded() -> None:
    redactor = Redactor([Credential("DATAOPS_TOKEN", "canary")])
    assert redactor.text("%63%61%6e%61%72%79 63616e617279") == "$DATAOPS_TOKEN $DATAOPS_TOKEN"


def test_a_token_that_the_server_made_is_known_from_its_answer_on() -> None:
    redactor = Redactor()
    response = Response(
        201, (), b'[{"id": 1, "token": "canary-0001", "runners_token": "canary-0002"}]', FakeClock().now(), 0.0
    )
    redactor.learn_from(response)
    assert redactor.secrets == {"canary-0001", "canary-0002"}
    assert redactor.text("a canary-0001 b canary-0002") == "a $TOKEN_MADE_BY_THE_RUN b $TOKEN_MADE_BY_THE_RUN_2"
    assert redactor.name_of("canary-0002") == "TOKEN_MADE_BY_THE_RUN_2"


def test_no_letter_behind_a_secret_lengthens_its_variable() -> None:
    redactor = Redactor([Credential("DATAOPS_TOKEN", "canary-0001")])
    assert (
        redactor.text("canary-0001_x canary-0001-x canary-0001") == "${DATAOPS_TOKEN}_x $DATAOPS_TOKEN-x $DATAOPS_TOKEN"
    )
