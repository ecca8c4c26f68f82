from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from urllib.parse import parse_qsl, urlsplit

import pytest
from dataops_conformance.curl import BODY_LIMIT, record, to_curl
from dataops_conformance.exchange import Exchange, Request, Response, Scheme
from dataops_conformance.text import is_plain
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.patience import A_RUN

BASE_URL = "http://127.0.0.1:1/api/v4"
SECRET = "not-a-real-secret-0123456789"
SHELL = shutil.which("bash")
CURL = shutil.which("curl")

needs_bash = pytest.mark.skipif(SHELL is None, reason="bash is not installed")
needs_curl = pytest.mark.skipif(CURL is None or SHELL is None, reason="curl or bash is not installed")


def redact(text: str) -> str:
    return text.replace(SECRET, "$DATAOPS_TOKEN")


def _bash(script: str, variables: Mapping[str, str] | None = None) -> bytes:
    assert SHELL is not None
    environment = {"PATH": os.environ["PATH"], "DATAOPS_TOKEN": SECRET, **(variables or {})}
    finished = subprocess.run(
        [SHELL], input=script.encode(), env=environment, capture_output=True, check=False, timeout=A_RUN
    )
    assert finished.returncode == 0, finished.stderr
    return finished.stdout


# Stands in for curl: prints its arguments, each ended by a NUL, and after the word STDIN what it was piped.
_FAKE_CURL = r"""curl() {
  printf '%s\0' "$@"; printf 'STDIN\0'
  for argument in "$@"; do [ "$argument" = '@-' ] && cat; done; return 0
}
"""


def _arguments(command: str) -> tuple[list[str], bytes]:
    words, _, piped = _bash(_FAKE_CURL + command).partition(b"STDIN\0")
    return [word.decode("utf-8", "surrogateescape") for word in words.split(b"\0")[:-1]], piped


def _body_of(arguments: list[str], piped: bytes) -> bytes:
    if "--data-binary" in arguments:
        assert arguments[arguments.index("--data-binary") + 1] == "@-"
        return piped
    return arguments[arguments.index("--data-raw") + 1].encode()


def _sent_headers(arguments: list[str]) -> list[str]:
    return [value for name, value in pairwise(arguments) if name == "-H"]


texts = st.text(st.characters(codec="utf-8"), max_size=40)
bodies = st.one_of(
    st.binary(max_size=60),
    texts.map(str.encode),
    st.tuples(texts, texts).map(lambda pair: f"{pair[0]}{SECRET}'{pair[1]}".encode()),
)
quick = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@needs_bash
@quick
@example(b"@/etc/passwd")
@example(b"")
@example(b"-X")
@example(b"%s %b \\n \\c it's $HOME `id` !! \"")
@example(b"a\x00b\r\n\xff\n\n")
@example("\u202e\u200b\ud7ff".encode())
@example(f"token={SECRET}&ref=main".encode())
@example(f'\x00{SECRET}"'.encode())
@example(b"$DATAOPS_TOKEN is not a secret here")
@given(bodies)
def test_the_shell_hands_curl_the_very_bytes_of_the_body(body: bytes) -> None:
    command = to_curl(Request("POST", "/x", body=body), BASE_URL, redact)
    assert _body_of(*_arguments(command)) == body


@needs_bash
@quick
@example([("search", "a&b=c#d%20 é[]{}"), ("", "")], "it's")
@example([("private_token", SECRET)], "x")
@given(
    st.lists(st.tuples(texts, texts), max_size=4),
    st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=30),
)
def test_the_shell_hands_curl_the_query_and_the_headers(query: list[tuple[str, str]], value: str) -> None:
    request = Request("GET", "/projects/team%2Fdata", tuple(query), (("X-Text", value),))
    arguments, _ = _arguments(to_curl(request, BASE_URL, redact))
    parts = urlsplit(arguments[-1])
    assert parts.path == "/api/v4/projects/team%2Fdata"
    assert parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(query)) == query
    assert _sent_headers(arguments) == [f"X-Text: {value}" if value.strip() else "X-Text;"]


@quick
@given(bodies, texts, texts)
def test_a_command_shows_all_that_it_holds_and_no_secret(body: bytes, name: str, header: str) -> None:
    request = Request("PUT", "/x", ((name, SECRET),), (("X-Text", header),), body, "DATAOPS_TOKEN")
    command = to_curl(request, BASE_URL, redact)
    assert is_plain(command)
    assert SECRET not in command


def test_the_parts_of_a_command_are_read_back_by_shlex() -> None:
    request = Request(
        "PATCH", "/x", (("a", "1"), ("b[]", "2 3")), (("Content-Type", "application/json"),), b'{"a": "\'"}'
    )
    # shlex knows no continued lines; the shell does.
    assert shlex.split(to_curl(request, BASE_URL, redact).replace("\\\n", "")) == [
        "curl", "-sS", "-i", "--globoff", "--path-as-is", "-X", "PATCH", "-H", "Content-Type: application/json",
        "--data-raw", '{"a": "\'"}', f"{BASE_URL}/x?a=1&b%5B%5D=2%203",
    ]  # fmt: skip


SCHEMES: list[tuple[Scheme, str]] = [
    ("private-token", '-H "private-token: $DATAOPS_TOKEN"'),
    ("PRIVATE-TOKEN", '-H "PRIVATE-TOKEN: $DATAOPS_TOKEN"'),
    ("bearer", '-H "Authorization: Bearer $DATAOPS_TOKEN"'),
    ("job-token", '-H "JOB-TOKEN: $DATAOPS_TOKEN"'),
]


@pytest.mark.parametrize(("scheme", "header"), SCHEMES)
def test_a_credential_is_sent_from_its_variable(scheme: Scheme, header: str) -> None:
    request = Request("GET", "/user", credential="DATAOPS_TOKEN", scheme=scheme)
    assert (
        to_curl(request, BASE_URL, redact) == f"curl -sS -i --globoff --path-as-is \\\n  {header} \\\n  {BASE_URL}/user"
    )


def test_a_secret_in_a_header_of_the_request_becomes_its_variable_too() -> None:
    request = Request("GET", "/user", headers=(("pRiVaTe-ToKeN", SECRET),))
    assert '-H "pRiVaTe-ToKeN: $DATAOPS_TOKEN"' in to_curl(request, BASE_URL, redact)


@pytest.mark.parametrize(
    ("method", "options"), [("GET", ""), ("HEAD", "--head"), ("DELETE", "-X DELETE"), ("BREW", "-X BREW")]
)
def test_a_method_without_a_body_sends_none(method: str, options: str) -> None:
    lines = to_curl(Request(method, "/x"), BASE_URL, redact).split(" \\\n  ")
    assert lines[1:-1] == ([options] if options else [])


def test_a_post_without_a_body_says_that_its_body_is_empty() -> None:
    lines = to_curl(Request("POST", "/x"), BASE_URL, redact).split(" \\\n  ")
    assert lines[1:-1] == ["-X POST", "-H 'Content-Type:'", "--data-raw ''"]


@needs_bash
def test_a_body_longer_than_an_argument_may_be_is_piped() -> None:
    body = b"x" * 200_000
    assert _arguments(to_curl(Request("POST", "/x", body=body), BASE_URL, redact))[1] == body


@dataclass
class _Received:
    method: str
    target: str
    headers: dict[str, str]
    body: bytes


@dataclass
class _Listener:
    url: str
    received: list[_Received] = field(default_factory=list["_Received"])


@pytest.fixture
def listener() -> Iterator[_Listener]:
    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            length = int(self.headers.get("content-length", "0"))
            headers = {name.lower(): value for name, value in self.headers.items()}
            heard.received.append(_Received(self.command, self.path, headers, self.rfile.read(length)))
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(b"ok")

        do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = _answer  # noqa: N815 - named by the base class

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - named by the base class
            """Keep the output of the tests clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    heard = _Listener(f"http://127.0.0.1:{server.server_address[1]}/api/v4")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield heard
    server.shutdown()
    server.server_close()
    thread.join()


_MULTIPART = b'--b\r\nContent-Disposition: form-data; name="name"\r\n\r\n\xc3\xa9\x00\xff\r\n--b--\r\n'


@needs_curl
@pytest.mark.parametrize(
    "request_sent",
    [
        Request(
            "GET", "/projects/a%2Fb/../[x]{y}", (("per_page", "2"), ("filter[a]", "b c&d")), credential="DATAOPS_TOKEN"
        ),
        Request("HEAD", "/version"),
        Request("DELETE", "/projects/1", credential="DATAOPS_TOKEN", scheme="bearer"),
        Request("POST", "/pipelines"),
        Request(
            "POST",
            "/x",
            (),
            (("Content-Type", "application/json"), ("X-Empty", "")),
            '{"name": "it\'s é\n$HOME"}'.encode(),
        ),
        Request("POST", "/x", (), (("Content-Type", "multipart/form-data; boundary=b"),), _MULTIPART, "DATAOPS_TOKEN"),
        Request("PUT", "/x", (), (), f"token={SECRET}&variables%5BA%5D=1".encode()),
        Request("GET", "/x", (), (("Content-Type", "application/json"),), b"{}"),
    ],
    ids=lambda request: f"{request.method} {request.path}",
)
def test_real_curl_sends_the_request_as_it_was(listener: _Listener, request_sent: Request) -> None:
    output = _bash(to_curl(request_sent, listener.url, redact))
    assert output.startswith(b"HTTP/1.0 200")
    [received] = listener.received
    parts = urlsplit(received.target)
    assert (received.method, received.body) == (request_sent.method, request_sent.body or b"")
    assert parts.path == f"/api/v4{request_sent.path.replace('{', '%7B').replace('}', '%7D')}"
    assert parse_qsl(parts.query) == list(request_sent.query)
    credential = {"private-token": ("private-token", SECRET), "bearer": ("authorization", f"Bearer {SECRET}")}
    expected = {name.lower(): value for name, value in request_sent.headers}
    expected |= dict([credential[request_sent.scheme]]) if request_sent.credential else {}
    length = len(request_sent.body or b"")
    expected |= {"content-length": str(length)} if request_sent.body or request_sent.method == "POST" else {}
    assert {
        name: value for name, value in received.headers.items() if name not in {"host", "user-agent", "accept"}
    } == expected


def _exchange(body: bytes, request: Request) -> Exchange:
    headers = (("content-type", "application/json"), ("x-echo", SECRET))
    return Exchange(3, request, Response(201, headers, body, datetime(2026, 11, 22, tzinfo=UTC), 0.0015))


def test_a_record_is_redacted_in_every_place() -> None:
    request = Request(
        "POST",
        f"/x/{SECRET}",
        (("q", SECRET),),
        (("X-A", SECRET),),
        SECRET.encode(),
        "DATAOPS_TOKEN",
        operation="create_x",
    )
    kept = record(_exchange(f'{{"token": "{SECRET}"}}'.encode(), request), BASE_URL, redact)
    assert SECRET not in repr(kept)
    assert kept.url == f"{BASE_URL}/x/$DATAOPS_TOKEN?q=$DATAOPS_TOKEN"
    assert kept.request_headers == (("private-token", "$DATAOPS_TOKEN"), ("X-A", "$DATAOPS_TOKEN"))
    assert (kept.number, kept.operation, kept.status, kept.elapsed_ms) == (3, "create_x", 201, 1.5)


def test_a_long_body_is_cut_after_it_was_redacted() -> None:
    body = b"x" * (BODY_LIMIT - 5) + SECRET.encode() + b"y" * 100
    kept = record(_exchange(body, Request("GET", "/x")), BASE_URL, redact)
    assert kept.response_body == "x" * (BODY_LIMIT - 5) + "$DATA" + "\n[109 more characters]"


def test_a_binary_body_is_described() -> None:
    kept = record(_exchange(b"\x89PNG\xff" * 300, Request("GET", "/x")), BASE_URL, redact)
    assert kept.response_body.startswith("binary, 1,500 bytes, beginning 89 50 4e 47 ff")


def test_a_made_up_token_is_made_up_anew_where_nobody_sets_it() -> None:
    command = to_curl(Request("GET", "/user", credential="DATAOPS_UNKNOWN_TOKEN"), BASE_URL, redact)
    assert ': ${DATAOPS_UNKNOWN_TOKEN:-no-such-token}"' in command
    assert ': $DATAOPS_OTHER_TOKEN"' in to_curl(
        Request("GET", "/user", credential="DATAOPS_OTHER_TOKEN"), BASE_URL, redact
    )
