"""A target that means no good, over a real socket: each request ends soon, with a sentence, and takes little memory."""

from __future__ import annotations

import contextlib
import itertools
import ssl
import time
import tracemalloc
from pathlib import Path

import pytest
import trustme
from dataops_conformance.exchange import Credential, Exchange, Request
from dataops_conformance.settings import Limits, RateLimit
from dataops_conformance.target.errors import Garbled, ServerUnreachable, TargetError, Throttled, TooLarge, TooSlow
from dataops_conformance.target.session import Target

from tests import hostile as by
from tests.conformance.fake_server import TOKEN, fake_settings
from tests.hostile import MEBIBYTE, Behaviour, answer, encoded, hostile, saying

ADA = Credential("DATAOPS_TOKEN", TOKEN)
VERSION = Request("GET", "/version", operation="get_version", credential="DATAOPS_TOKEN")
# An answer that does come has all the time that a busy machine takes for it; one that never comes is soon given up.
PATIENT = Limits.of_timeout(60)
HASTY = Limits.of_timeout(0.3)
NEVER_ANSWERED = (by.silence, by.silence_after_headers, by.dripping_headers, by.dripping_body, by.endless_interim)
DEEP = b"[" * 100_000 + b"]" * 100_000


def ask(url: str, times: int = 1, **changes: object) -> Exchange:
    """Send as many requests, and return the last exchange."""
    settings = {"base_url": url, "limits": PATIENT, "rate_limit": RateLimit(100, 1.0), **changes}
    with Target(fake_settings(**settings)) as target:
        return [target.send(VERSION, ADA) for _ in range(times)][-1]


@pytest.mark.parametrize(
    ("behaviour", "error", "sentence"),
    [
        (by.endless_body, TooLarge, r"^The answer to GET /version is longer than 8388608 bytes\.$"),
        (saying(answer(b" " * 9 * MEBIBYTE)), TooLarge, r"is longer than 8388608 bytes\.$"),
        (encoded(by.bomb(64), "gzip"), TooLarge, r"is longer than 8388608 bytes\.$"),
        (encoded(by.bomb(64, 2), "gzip, gzip"), TooLarge, r"is longer than 8388608 bytes\.$"),
        (encoded(by.bomb(1, 3), "gzip, gzip, gzip"), Garbled, r"it is encoded 3 times over\.$"),
        (encoded(b"\x1b", "br"), Garbled, r"it is encoded as 'br', though the request took no encoding\.$"),
        (encoded(b"{}", "gzip"), Garbled, r"it is announced as gzip and is not: "),
        (encoded(by.bomb(1)[:-9], "gzip"), Garbled, r"it is announced as gzip and ends in the middle\.$"),
        (by.endless_headers, Garbled, r"gave no whole answer to GET /version: Receive buffer too long\.$"),
        (by.endless_interim, TargetError, r"to GET /version"),
        (by.silence, TooSlow, r"gave no answer to GET /version in time\.$"),
        (by.silence_after_headers, TooSlow, r"gave no answer to GET /version in time\.$"),
        (by.dripping_headers, TooSlow, r"gave no answer to GET /version in time\.$"),
        (by.dripping_body, TooSlow, r"GET /version"),
        (by.hang_up, Garbled, r"gave no whole answer to GET /version: Server disconnected"),
        (saying(b"SSH-2.0-OpenSSH_9.9\r\n", close=True), Garbled, r"gave no whole answer to GET /version: "),
        (saying(answer(b"{}", length=10), close=True), Garbled, r"gave no whole answer to GET /version: peer closed"),
    ],
)  # fmt: skip
def test_what_is_no_whole_answer_is_told_in_time(behaviour: Behaviour, error: type[TargetError], sentence: str) -> None:
    with hostile(behaviour) as server:
        started = time.monotonic()
        with pytest.raises(error, match=sentence) as caught:
            ask(server.url, limits=HASTY if behaviour in NEVER_ANSWERED else PATIENT)
    assert time.monotonic() - started < PATIENT.deadline_s
    assert TOKEN not in str(caught.value)


def test_a_bomb_takes_no_more_memory_than_the_cap() -> None:
    packed = by.bomb(64, 2)
    with hostile(encoded(packed, "gzip, gzip")) as server:
        tracemalloc.start()
        try:
            with pytest.raises(TooLarge):
                ask(server.url)
            assert tracemalloc.get_traced_memory()[1] < 32 * MEBIBYTE
        finally:
            tracemalloc.stop()


@pytest.mark.parametrize(
    ("encoding", "layers"), [("gzip", 1), ("x-gzip", 1), ("gzip, gzip", 2), ("identity", 0), ("", 0)]
)
def test_an_encoding_that_nobody_asked_for_is_undone(encoding: str, layers: int) -> None:
    body = b" " * MEBIBYTE if layers == 0 else by.bomb(1, layers)
    with hostile(encoded(body, encoding)) as server:
        assert ask(server.url).response.body == b" " * MEBIBYTE


def test_what_stands_behind_a_body_is_never_taken_for_an_answer() -> None:
    with (
        hostile(saying(answer(b'{"a": 1}{"b": 2}', length=8))) as server,
        Target(fake_settings(base_url=server.url, limits=PATIENT)) as target,
    ):
        assert target.send(VERSION, ADA).response.json == {"a": 1}
        with pytest.raises(Garbled, match=r"illegal status line"):
            target.send(VERSION, ADA)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (DEEP, r"^it nests deeper than 100 levels$"),
        (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, r"^it nests deeper than 100 levels$"),
        (b"[" + b"{}," * 200_000 + b"{}]", r"^it holds more than 50,000 values$"),
        (b'{"m": "\xff"}', r"^it is not UTF-8: the byte 0xff at 7$"),
        ('{"m": 1}'.encode("utf-16"), r"^it is not UTF-8: "),
        (b'{"m": NaN}', r"^NaN is no JSON$"),
        (b"[-Infinity]", r"^-Infinity is no JSON$"),
        (b"[1e400]", r"^the number 1e400 is beyond what a double holds$"),
        (b"[" + b"9" * 5000 + b"]", r"limit"),
        (b'{"id": 1, "id": 2}', r"^an object holds the name 'id' twice$"),
        (b'["\\ud800"]', r"^a string holds half of a surrogate pair$"),
        (b"<html>", r"Expecting value"),
    ],
)  # fmt: skip
def test_what_is_no_json_says_why(body: bytes, reason: str) -> None:
    with hostile(saying(answer(body))) as server:
        response = ask(server.url).response
    for _ in range(2):
        with pytest.raises(ValueError, match=reason):
            _ = response.json
    assert (response.object(), response.items()) == ({}, [])


@pytest.mark.parametrize(
    "body", [b"[" * 100 + b"]" * 100, b'["' + b"[{," * 100_000 + b'"]', b'["\\ud83d\\ude00"]', b"[1.5, -0, 1E3]"]
)
def test_what_is_json_is_read_however_odd(body: bytes) -> None:
    with hostile(saying(answer(body))) as server:
        assert ask(server.url).response.items()


def test_an_operation_that_never_answers_is_asked_twice_and_no_more() -> None:
    with hostile(by.hang_up) as server, Target(fake_settings(base_url=server.url, limits=PATIENT)) as target:
        for _ in range(2):
            with pytest.raises(Garbled):
                target.send(VERSION, ADA)
        with pytest.raises(TargetError, match=r"twice in a row; get_version is not asked again\.$"):
            target.send(VERSION, ADA)
        assert len(server.asked) == 2


def test_a_server_that_never_answers_costs_a_run_a_fixed_time() -> None:
    limits = Limits(read_s=0.05, deadline_s=0.05, patience_s=0.12)
    with hostile(by.silence) as server, Target(fake_settings(base_url=server.url, limits=limits)) as target:

        def ask_for_ever() -> None:
            for number in itertools.count():
                with contextlib.suppress(TooSlow):
                    target.send(Request("GET", f"/projects/{number}"), ADA)

        with pytest.raises(ServerUnreachable, match=r"for too long; it is asked no more\.$"):
            ask_for_ever()
        # Each costs 0.05 seconds or, where the machine is busy, more.
        assert 1 <= len(server.asked) <= 3


def test_large_answers_are_taken_up_to_a_sum() -> None:
    limits = Limits(run_bytes=2 * MEBIBYTE)
    with hostile(saying(answer(b" " * MEBIBYTE))) as server:
        with pytest.raises(TooLarge, match=r"longer than 65536 bytes"):
            ask(server.url, times=3, limits=limits)
        assert len(server.asked) == 3


@pytest.mark.parametrize("retry_after", ["31536000", "Fri, 31 Dec 2100 00:00:00 GMT", "999999999999999"])
def test_a_wait_of_a_year_is_not_waited(retry_after: str) -> None:
    with hostile(saying(answer({"message": "later"}, 429, {"Retry-After": retry_after}))) as server:
        with pytest.raises(Throttled, match=r"wants a wait of \d+ seconds; a run waits 900 at most\.$"):
            ask(server.url)
        assert len(server.asked) == 1


def test_a_storm_of_429s_is_asked_four_times_and_no_more() -> None:
    storm = saying(answer({"message": "later"}, 429, {"Retry-After": "0"}))
    with hostile(storm) as server, Target(fake_settings(base_url=server.url)) as target:
        for sentence in ("was answered 429 4 times though", "get_version was answered 429 4 times before"):
            with pytest.raises(Throttled, match=sentence):
                target.send(VERSION, ADA)
        assert len(server.asked) == 4


@pytest.mark.parametrize("number", ["9" * 5000, "-1", "1e3", "²", "٣", ""])
def test_headers_of_the_quota_that_are_no_numbers_are_left_alone(number: str) -> None:
    names = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset", "Retry-After")
    lines = "".join(f"{name}: {number}\r\n" for name in names).encode()
    raw = b"HTTP/1.1 200 OK\r\n" + lines + b"Date: x\r\nContent-Length: 2\r\n\r\n{}"
    with hostile(saying(raw)) as server:
        assert ask(server.url, times=2).response.status == 200


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_token_follows_a_redirect_to_another_host(status: int) -> None:
    with hostile(saying(answer({}))) as elsewhere:
        away = saying(answer(b"", status, {"Location": elsewhere.url.replace("127.0.0.1", "localhost")}))
        with hostile(away) as server:
            assert ask(server.url).response.status == status
            assert [asked.path for asked in server.asked] == ["/api/v4/version"]
        assert elsewhere.asked == []


def test_a_redirect_in_circles_is_followed_nowhere() -> None:
    with hostile(by.redirecting_in_circles) as server:
        assert ask(server.url).response.status == 307
        assert len(server.asked) == 1


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def serving(authority: trustme.CA, host: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(host).configure_cert(context)  # pyright: ignore[reportUnknownMemberType]
    return context


@pytest.fixture
def trusted(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the suite trust the authority, as its user would."""
    path = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(str(path))
    monkeypatch.setenv("SSL_CERT_FILE", str(path))


def test_a_certificate_of_an_unknown_authority_is_refused(authority: trustme.CA) -> None:
    with hostile(saying(answer({})), tls=serving(authority, "localhost"), host="localhost") as server:
        with pytest.raises(ServerUnreachable, match=r"shows a certificate that is not trusted: .+ SSL_CERT_FILE\.$"):
            ask(server.url)
        assert server.asked == []


@pytest.mark.usefixtures("trusted")
def test_a_certificate_of_another_host_is_refused(authority: trustme.CA) -> None:
    with hostile(saying(answer({})), tls=serving(authority, "other.example"), host="localhost") as server:
        with pytest.raises(ServerUnreachable, match=r"shows a certificate that is not trusted: .+mismatch"):
            ask(server.url)
        assert server.asked == []


@pytest.mark.usefixtures("trusted")
def test_a_certificate_that_is_right_is_taken(authority: trustme.CA) -> None:
    with hostile(saying(answer({"a": 1})), tls=serving(authority, "localhost"), host="localhost") as server:
        assert ask(server.url).response.json == {"a": 1}
