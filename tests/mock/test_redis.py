"""The quota of several mock processes that share a real Redis."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Generator
from pathlib import Path

import httpx
import pytest
import redis

from tests.patience import PATIENCE, ever_longer
from tests.servers import RunningMock, running_mock

pytestmark = pytest.mark.skipif(shutil.which("redis-server") is None, reason="redis-server is not on PATH")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def storage_uri(tmp_path: Path) -> Generator[str]:
    port = free_port()
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            lines = iter(server.stdout or ())
            assert any("Ready to accept connections" in line for line in lines), "redis-server did not start"
            yield f"redis://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.communicate(timeout=PATIENCE)


def ask(mock: RunningMock, token: str = "DATAOPS_TOKEN") -> httpx.Response:
    # Reading the certificates of a TLS that is not spoken takes longer than the request.
    headers = {"private-token": mock.credentials[token]}
    return httpx.get(f"{mock.url}/version", headers=headers, verify=False, timeout=PATIENCE)


def shown(answer: httpx.Response) -> tuple[int, int, int]:
    headers = answer.headers
    return answer.status_code, int(headers["ratelimit-observed"]), int(headers["ratelimit-remaining"])


@pytest.mark.parametrize("window", ["fixed", "moving"])
def test_two_processes_that_share_a_redis_count_a_users_requests_together(storage_uri: str, window: str) -> None:
    options = ("--storage-uri", storage_uri, "--rate-limit", "3/3600s", "--window", window, "--projects", "3")
    with running_mock(*options) as first, running_mock(*options) as second:
        answers = [ask(first), ask(second), ask(first), ask(second), ask(first)]
        assert [shown(answer) for answer in answers] == [
            (200, 1, 2), (200, 2, 1), (200, 3, 0), (429, 4, 0), (429, 5, 0),
        ]  # fmt: skip
        assert shown(ask(second, "DATAOPS_OTHER_TOKEN")) == (200, 1, 2)
        reset = httpx.post(f"{first.url.removesuffix('/api/v4')}/-/mock/reset", timeout=PATIENCE)
        assert reset.status_code == 200
        assert shown(ask(second)) == (200, 1, 2)


def test_a_fixed_window_ends_as_a_whole_for_all_processes_when_it_says(storage_uri: str) -> None:
    for seconds in ever_longer(2):
        options = ("--storage-uri", storage_uri, "--rate-limit", f"2/{seconds:.0f}s", "--projects", "3")
        with running_mock(*options) as first, running_mock(*options) as second:
            began = time.time()
            opened = ask(first)
            opened_by = time.time()
            refused = [ask(second), ask(first), ask(second)][1:]
            if time.time() - began >= seconds:
                continue  # the window ended meanwhile
            resets = {int(answer.headers["ratelimit-reset"]) for answer in (opened, *refused)}
            assert [answer.status_code for answer in refused] == [429, 429]
            assert max(resets) - opened_by <= seconds + 3
            time.sleep(max(int(answer.headers["retry-after"]) for answer in refused))
            began = time.time()
            answers = [ask(second), ask(first), ask(first)]
            if time.time() - began < seconds:
                assert [shown(answer) for answer in answers] == [(200, 1, 1), (200, 2, 0), (429, 3, 0)]
                return


def test_a_reset_leaves_what_others_keep_in_the_redis(storage_uri: str) -> None:
    others = redis.Redis("127.0.0.1", int(storage_uri.rpartition(":")[2]))
    others.set("somebody", "else")
    with running_mock("--storage-uri", storage_uri, "--projects", "3") as mock:
        ask(mock)
        assert httpx.post(f"{mock.url.removesuffix('/api/v4')}/-/mock/reset", timeout=PATIENCE).status_code == 200
    assert others.get("somebody") == b"else"
    others.close()
