"""The command line: wrong use is answered in one sentence, and the exit status tells the verdict."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from dataops_conformance.cli import main

TOKEN = {"DATAOPS_TOKEN": "glpat-canary-0001"}


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


class Page(BaseHTTPRequestHandler):
    """Answers every request with a sign-in page."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/html")
        self.end_headers()
        self.wfile.write(b"<html>Sign in</html>")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Keep quiet."""


@pytest.fixture
def html_server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ["run", "--token", "canary"],
            "--token is refused: others can read a command line; put the token into DATAOPS_TOKEN",
        ),
        (["run", "--private-token=canary"], "--private-token is refused"),
        (["run", "--no-such", "canary"], "unrecognized arguments: --no-such; see dataops-conformance"),
        (["run", "--only", "PAGE-99"], "There is no requirement, area or operation 'PAGE-99'; did you mean PAGE-"),
        (["run", "--env-file", "nowhere.env"], "The env file 'nowhere.env' cannot be read: No such file"),
        (["run", "--rate-limit", "soon"], "The rate limit 'soon' is not of the form"),
        (["run", "--profile", "reckless"], "The profile 'reckless' is unknown"),
        (["run", "--base-url", "http://example.com/api/v4"], "would send tokens in clear; use https"),
        (["explain", "PAGE-99"], "PAGE-99"),
        (["sweep", "nowhere.jsonl"], "The ledger nowhere.jsonl cannot be read: No such file"),
        ([], "the following arguments are required: COMMAND"),
    ],
)
def test_wrong_use_is_answered_in_one_sentence_on_stderr_with_status_2(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments, TOKEN) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.startswith("dataops-conformance: ")
    assert sentence in output.err
    assert output.err.count("\n") == 1
    assert "canary" not in output.err


def test_without_a_token_the_variable_to_set_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run"], {}) == 2
    assert "set DATAOPS_TOKEN in the environment or in a file that --env-file names" in capsys.readouterr().err


def test_no_server_there_is_inconclusive(capsys: pytest.CaptureFixture[str]) -> None:
    # Port 9 of loopback (discard) is closed on any machine that runs tests.
    assert main(["run", "--base-url", "http://127.0.0.1:9/api/v4"], TOKEN) == 3
    assert "verdict: inconclusive (http://127.0.0.1:9/api/v4 cannot be reached" in capsys.readouterr().out


def test_a_server_that_answers_html_is_inconclusive_with_a_remedy(
    html_server: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", "--base-url", html_server], TOKEN) == 3
    output = capsys.readouterr()
    assert "GET /version was answered 200 text/html, beginning '<html>Sign in</html>'" in output.out
    assert f"try --base-url {html_server}/api/v4." in output.out
    assert "canary" not in output.out + output.err


def test_list_shows_every_requirement_and_its_filters_narrow_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list"], {}) == 0
    everything = capsys.readouterr().out.splitlines()
    assert main(["list", "--only", "PAGE", "--level", "MUST"], {}) == 0
    some = capsys.readouterr().out.splitlines()
    assert set(some[:-1]) < set(everything)
    assert all(line.startswith("PAGE-") and " MUST " in line for line in some[:-1])


def test_plan_sends_nothing_and_tells_what_a_run_would_cost(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "--base-url", "https://unreachable.example/api/v4", "--only", "AUTH-01"], TOKEN) == 0
    output = capsys.readouterr().out
    assert "AUTH-01[get_current_user]" in output
    assert "creates     nothing: no request but GET, HEAD and OPTIONS leaves" in output


def test_sweep_without_a_ledger_has_nothing_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sweep", "--report", str(tmp_path)], TOKEN) == 0
    assert capsys.readouterr().out == f"There is nothing to sweep: no ledger in {tmp_path}.\n"
