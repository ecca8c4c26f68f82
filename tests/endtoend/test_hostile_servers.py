"""Whole runs against servers that mean no good: each ends soon, in little memory, with a verdict and without a secret."""

from __future__ import annotations

import contextlib
import json
import re
import socket
import ssl
import subprocess
import sys
import threading
import time
from base64 import b64encode
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast
from urllib.parse import quote

import pytest
import trustme

from tests import hostile as by
from tests.endtoend.processes import QUOTA, clean_environment, secrets_of, text_of
from tests.hostile import Behaviour, Connection, after_the_greeting, answer, encoded, hostile, read_request, saying
from tests.patience import A_RUN, PATIENCE
from tests.servers import RunningMock, conformance, running_mock

CANARY = "glpat-canary.0000~00000001"
SAFE = {"GET", "HEAD", "OPTIONS"}
MOST_MEMORY_MIB = 300
DEEP = b"[" * 100_000 + b"]" * 100_000
LATER = {"message": "429 Too Many Requests"}


@dataclass(frozen=True)
class Ended:
    """A run to its end: how, what it said and wrote, how long it took, and the most memory that it ever held."""

    status: int
    out: str
    err: str
    files: str
    seconds: float
    memory_mib: float
    checks: tuple[dict[str, object], ...] = ()

    @property
    def whole_text(self) -> str:
        return self.out + self.err + self.files

    @property
    def verdict(self) -> str:
        return (self.out.splitlines() or [""])[-1]


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of state in which Hypothesis has its tables of characters, which it makes once on each machine."""
    folder = tmp_path_factory.mktemp("state")
    with running_mock(*QUOTA) as mock:
        only = ("--only", "ERR-04", "--only", "SPEC-05", "--max-requests", "60")
        options = ("--base-url", mock.url, "--env-file", str(mock.env_file), *QUOTA)
        conformance("run", *options, *only, cwd=folder, env=clean_environment(folder))
    return folder


# What a process reports of its children counts what the tests themselves held when they forked: it tells its own peak.
MEASURED = """
import sys
from pathlib import Path
from dataops_conformance.__main__ import main
peak = Path(sys.argv.pop(1))
try:
    status = main()
finally:
    lines = Path("/proc/self/status").read_text().splitlines()
    peak.write_text(next(line for line in lines if line.startswith("VmHWM")).split()[1])
sys.exit(status)
"""


# Where no answer ever comes, it is soon given up; any other has the time that a busy machine takes for it.
HASTY_S = 0.5
NEVER_ANSWERED = (by.silence, by.silence_after_headers)


def patience_with(behaviour: Behaviour) -> float:
    """Return how many seconds an answer of this server is allowed."""
    return HASTY_S if behaviour in NEVER_ANSWERED else PATIENCE


def run(
    folder: Path,
    state: Path,
    *arguments: str,
    environment: Mapping[str, str] | None = None,
    seconds: float = PATIENCE,
) -> Ended:
    """Run the suite as a process of its own, an answer allowed so many seconds."""
    (folder / "conformance.toml").write_text(f"timeout = {seconds}\n")
    env = {**clean_environment(state), "DATAOPS_TOKEN": CANARY, **(environment or {})}
    peak = state / f"peak-{folder.name}"
    command = [sys.executable, "-c", MEASURED, str(peak), *arguments, "--report", "reports"]
    started = time.monotonic()
    with (folder / "out.txt").open("w") as out, (folder / "err.txt").open("w") as err:
        status = subprocess.run(command, cwd=folder, env=env, stdout=out, stderr=err, check=False).returncode
    path = folder / "reports" / "result.json"
    return Ended(
        status,
        (folder / "out.txt").read_text(errors="replace"),
        (folder / "err.txt").read_text(errors="replace"),
        text_of(folder),
        time.monotonic() - started,
        int(peak.read_text()) / 1024,
        tuple(json.loads(path.read_text())["checks"]) if path.is_file() else (),
    )


def forms_of(secret: str) -> set[str]:
    """Return how a secret may stand in a text: plain, percent-encoded, in digits, in base64 wherever it begins."""
    raw = secret.encode()
    percent = "".join(f"%{byte:02x}" for byte in raw)
    plain = {secret, quote(secret, safe=""), percent, percent.upper(), raw.hex()}
    shifted = (b64encode(bytes(before) + raw).decode() for before in range(3))
    return plain | {text.rstrip("=")[before + 1 : -2] for before, text in enumerate(shifted)}


def told(text: str, secrets: set[str]) -> set[str]:
    """Return the secrets that a text tells in whatever form."""
    return {secret for secret in secrets if any(form in text for form in forms_of(secret))}


def assert_orderly(ended: Ended) -> None:
    """See that a run ended as it should: with a verdict, no mistake of its own, no secret, little memory."""
    assert ended.status in {1, 3}, ended.err
    assert re.match(r"verdict: (violates|inconclusive) \(.+\)$", ended.verdict)
    assert "Traceback" not in ended.whole_text
    assert [check["name"] for check in ended.checks if check["status"] == "error"] == []
    assert told(ended.whole_text, {CANARY}) == set()
    assert ended.memory_mib < MOST_MEMORY_MIB
    assert "\x1b" not in ended.out + ended.err


@pytest.mark.parametrize(
    ("behaviour", "sentence"),
    [
        (by.endless_body, "is longer than 8388608 bytes"),
        (encoded(by.bomb(64, 2), "gzip, gzip"), "is longer than 8388608 bytes"),
        (by.silence, "gave no answer to GET /version in time"),
        (by.endless_headers, "Receive buffer too long"),
        (saying(answer(DEEP)), "No v4 API answers at"),
        (saying(answer(b"[" + b"{}," * 200_000 + b"{}]")), "No v4 API answers at"),
        (by.redirecting_to("https://elsewhere.example"), "a redirect to https://elsewhere.example/api/v4/version"),
        (saying(answer(LATER, 429, {"Retry-After": "31536000"})), "wants a wait of 31536000 seconds"),
        (saying(answer(LATER, 429, {"Retry-After": "0"})), "was answered 429 4 times"),
        (saying(answer(b"\x1b[2J\xff", 500, {"Content-Type": "application/json"})), "No v4 API answers at"),
    ],
)  # fmt: skip
def test_a_server_that_is_hostile_from_the_first_request_is_named_as_such(
    tmp_path: Path, state: Path, behaviour: Behaviour, sentence: str
) -> None:
    with hostile(behaviour) as server:
        ended = run(tmp_path, state, "run", "--base-url", server.url, *QUOTA, seconds=patience_with(behaviour))
    assert_orderly(ended)
    assert ended.status == 3
    assert sentence in ended.verdict
    assert len(server.asked) <= 4


@pytest.mark.parametrize(
    "behaviour",
    [
        by.endless_body, by.hang_up, by.silence_after_headers, by.endless_pages, by.looping_pages, by.echoing,
        by.redirecting_in_circles, saying(answer(DEEP)), saying(answer(b"[" + b"{}," * 90_000 + b"{}]")),
        saying(answer(b"[" + b"{}," * 40_000 + b"{}]")), saying(answer(b"[" + b"{}," * 20_000 + b"{}]")),
        saying(answer(b'{"message": "\xff"}')), saying(answer(b'[{"id": NaN, "name": "\\ud800"}]')),
        saying(answer(b'{"id": 1, "id": 2}')), saying(answer(b"<html>", headers={"Content-Type": "application/json"})),
        saying(answer({}, headers={"Content-Type": "text/html", "X-Total": "9" * 5000, "Link": "<" * 5000})),
        saying(answer(LATER, 429, {"Retry-After": "31536000"})),
    ],
    ids=[
        "endless-body", "hang-up", "silence", "endless-pages", "looping-pages", "echo", "circles", "deep", "many",
        "forty-thousand", "twenty-thousand",
        "no-utf-8", "nan", "twice", "html-as-json", "json-as-html", "a-year",
    ],
)  # fmt: skip
def test_a_server_that_turns_hostile_after_the_greeting_ends_no_run_but_its_own(
    tmp_path: Path, state: Path, behaviour: Behaviour
) -> None:
    options = (*QUOTA, "--max-requests", "40")
    with hostile(after_the_greeting(behaviour)) as server:
        ended = run(tmp_path, state, "run", "--base-url", server.url, *options, seconds=patience_with(behaviour))
    assert_orderly(ended)
    assert len(server.asked) <= 60
    assert ended.seconds < A_RUN


@dataclass
class Recorder:
    """A server behind a proxy of the environment: every method that reached it, whatever host was asked for."""

    proxy: str
    methods: list[str] = field(default_factory=list[str])
    hosts: set[str] = field(default_factory=set[str])


@contextlib.contextmanager
def recorder(authority: trustme.CA, host: str, mock: RunningMock) -> Generator[Recorder]:
    """Answer for `host` over TLS what the mock answers, and write down what was asked."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(host).configure_cert(context)  # pyright: ignore[reportUnknownMemberType]
    where = cast("tuple[str, int]", tuple(mock.url.split("/")[2].split(":")))
    over = threading.Event()

    def tunnel(client: socket.socket) -> None:
        with contextlib.suppress(OSError), client:
            opening = read_request(client)
            if opening is None:
                return
            recorded.hosts.add(opening.target)
            client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            with context.wrap_socket(client, server_side=True) as secured:
                while (asked := read_request(secured)) is not None:
                    recorded.methods.append(asked.method)
                    secured.sendall(_from_the_mock(where, asked))

    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.05)
        recorded = Recorder(f"http://127.0.0.1:{listening.getsockname()[1]}")

        def accept() -> None:
            while not over.is_set():
                with contextlib.suppress(TimeoutError, OSError):
                    client = listening.accept()[0]
                    client.settimeout(None)
                    threading.Thread(target=tunnel, args=(client,), daemon=True).start()

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        try:
            yield recorded
        finally:
            over.set()
            thread.join()


def _from_the_mock(where: tuple[str, int], asked: by.Asked) -> bytes:
    headers = "".join(f"{name}: {value}\r\n" for name, value in asked.headers.items() if name != "connection")
    with socket.create_connection((where[0], int(where[1]))) as upstream:
        head = f"{asked.method} {asked.target} HTTP/1.1\r\n{headers}connection: close\r\n\r\n"
        upstream.sendall(head.encode("latin-1") + asked.body)
        chunks = iter(lambda: upstream.recv(65536), b"")
        # The mock closes its own connection, and the tunnel goes on.
        return b"".join(chunks).replace(b"connection: close\r\n", b"", 1)


@pytest.fixture(scope="module")
def mock() -> Generator[RunningMock]:
    with running_mock("--seed", "3", *QUOTA) as server:
        yield server


@pytest.mark.parametrize(
    ("profile", "status"), [((), {0, 1, 3}), (("--profile", "read-only"), {0, 1, 3}), (("--profile", "standard"), {2}),
                            (("--profile", "full"), {2}), (("--profile", "smoke"), {0, 1, 3})],
    ids=["none", "read-only", "standard", "full", "smoke"],
)  # fmt: skip
def test_not_one_unsafe_request_reaches_a_host_that_is_no_sandbox(
    tmp_path: Path, state: Path, mock: RunningMock, profile: tuple[str, ...], status: set[int]
) -> None:
    host, authority = "api.dataops.example", trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    with recorder(authority, host, mock) as server:
        environment = {"https_proxy": server.proxy, "SSL_CERT_FILE": str(tmp_path / "authority.pem"), "no_proxy": ""}
        ended = run(
            tmp_path, state, "run", "--base-url", f"https://{host}/api/v4", "--env-file", str(mock.env_file), *QUOTA,
            "--max-requests", "80", *profile, environment={**environment, "DATAOPS_TOKEN": ""},
        )  # fmt: skip
    assert ended.status in status, ended.err
    assert set(server.methods) <= SAFE
    assert told(ended.whole_text, secrets_of(mock)) == set()
    if status == {2}:
        assert server.hosts == set()
        assert ended.err.endswith(f"{host} is not named a sandbox; give --sandbox {host} if it is.\n")
    else:
        assert server.hosts == {f"{host}:443"}
        assert len(server.methods) > 20


def test_a_token_never_leaves_in_clear_for_another_host(tmp_path: Path, state: Path) -> None:
    with hostile(saying(answer({})), host="api.dataops.example") as server:
        proxy = server.url.replace("api.dataops.example", "127.0.0.1").removesuffix("/api/v4")
        ended = run(tmp_path, state, "run", "--base-url", server.url, environment={"http_proxy": proxy})
    assert (ended.status, ended.out) == (2, "")
    assert "would send tokens in clear; use https" in ended.err
    assert server.asked == []
    assert told(ended.whole_text, {CANARY}) == set()


def test_nothing_that_any_command_says_or_writes_tells_a_secret(tmp_path: Path, state: Path, mock: RunningMock) -> None:
    secrets = secrets_of(mock)
    options = ("--base-url", mock.url, "--env-file", str(mock.env_file), *QUOTA, "--max-requests", "100")
    env = clean_environment(state)
    with running_mock("--fault", "total-one-more", "--seed", "3", *QUOTA) as faulty:
        failing = ("--base-url", faulty.url, "--env-file", str(faulty.env_file), *QUOTA, "--max-requests", "60")
        commands = [
            ("run", *options, "--report", "clean"),
            ("run", *failing, "--report", "failing", "--only", "PAGE-05"),
            ("plan", *options, "--verbose"),
            ("list",),
            ("explain", "AUTH-25"),
            ("sweep", *options),
        ]
        said = [conformance(*command, cwd=tmp_path, env=env) for command in commands]
        secrets |= secrets_of(faulty)
    assert [done.returncode for done in said[2:]] == [0, 0, 0, 0]
    assert said[1].returncode == 1
    streams = "".join(done.stdout + done.stderr for done in said)
    assert told(streams + text_of(tmp_path), secrets) == set()


def test_a_server_that_says_back_every_secret_encoded_makes_the_reports_tell_none(
    tmp_path: Path, state: Path, mock: RunningMock
) -> None:
    seen: list[str] = []

    def behave(connection: Connection, asked: by.Asked) -> None:
        seen.extend(value for name, value in asked.headers.items() if name == "private-token")
        by.echoing(connection, asked)

    with hostile(after_the_greeting(behave)) as server:
        ended = run(
            tmp_path, state, "run", "--base-url", server.url, "--env-file", str(mock.env_file), *QUOTA,
            "--max-requests", "40", environment={"DATAOPS_TOKEN": ""},
        )  # fmt: skip
    assert ended.status == 1
    assert seen
    assert told(ended.whole_text, secrets_of(mock)) == set()
    assert "$DATAOPS_TOKEN" in ended.files
