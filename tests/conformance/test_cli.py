"""The command line: wrong use is answered in one sentence, and the exit status tells the verdict."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from dataops_conformance.__main__ import main as command_line
from dataops_conformance.cli import main
from dataops_conformance.commands.telling import naming_ledgers
from dataops_conformance.contract import Contract
from dataops_conformance.laws import all_laws, all_universals
from dataops_conformance.listing import requirement_lines
from dataops_conformance.report import write_all
from dataops_conformance.selection import select
from dataops_conformance.settings import DEFAULT_URL, UsageError
from dataops_conformance.sources import state_folder
from dataops_conformance.target.ledger import Header, Ledger

from tests.conformance.fake_server import fake_settings
from tests.conformance.samples import conforming_result, sample_result
from tests.patience import A_RUN

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
        (["run", "--base-url", ""], "--base-url is empty; give it a value, or leave it out."),
        (["run", "--base-url="], "--base-url is empty; give it a value, or leave it out."),
        (["run", "--env-file", ""], "--env-file is empty; give it a value, or leave it out."),
        (["list", "--only", " "], "--only is empty; give it a value, or leave it out."),
        (["replay", ""], "An argument is empty; give it a value, or leave it out."),
        (["run", "--private-token=canary"], "--private-token is refused"),
        (["run", "--no-such", "canary"], "unrecognized arguments: --no-such; see dataops-conformance"),
        (["run", "--only", "PAGE-99"], "There is no requirement, area or operation 'PAGE-99'; did you mean PAGE-"),
        (["run", "--env-file", "nowhere.env"], "The env file 'nowhere.env' cannot be read: No such file"),
        (["run", "--rate-limit", "soon"], "The rate limit 'soon' is not of the form"),
        (["run", "--profile", "reckless"], "The profile 'reckless' is unknown"),
        (["run", "--base-url", "http://example.com/api/v4"], "would send tokens in clear; use https"),
        (["explain", "PAGE-99"], "PAGE-99"),
        (["run", "--shard", "3/2"], "The shard '3/2' is not of the form K/N with K from 1 to N"),
        (["plan", "--shard", "1/99"], "families of operations to part; give --shard K/N with N at most that."),
        (["run", "-n", "0"], "The number of processes is 0; give --processes at least 1."),
        (["replay", "nowhere.json"], "The result 'nowhere.json' cannot be read: No such file"),
        (["merge", "nowhere.json"], "The result 'nowhere.json' cannot be read: No such file"),
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


def test_the_default_address_is_told_before_anything_is_sent(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stands_in(*_arguments: object, **_named: object) -> None:
        raise UsageError("Here a run would begin.")

    monkeypatch.setattr("dataops_conformance.commands.run.conduct", stands_in)
    assert main(["run"], TOKEN) == 2
    first, second = capsys.readouterr().err.splitlines()
    assert first.startswith(
        "dataops-conformance: No base URL is named, so the run is against https://app.dataops.live/"
    )
    assert second == "dataops-conformance: Here a run would begin."


def test_no_server_there_is_inconclusive(capsys: pytest.CaptureFixture[str]) -> None:
    # Port 9 of loopback (discard) is closed on any machine that runs tests.
    assert main(["run", "--base-url", "http://127.0.0.1:9/api/v4"], TOKEN) == 3
    output = capsys.readouterr()
    assert output.err.startswith("dataops-conformance: http://127.0.0.1:9/api/v4 cannot be reached: ")
    sentence = output.err.removeprefix("dataops-conformance: ").rstrip("\n")
    assert output.out == f"verdict: inconclusive ({sentence})\n"


def test_a_server_that_answers_html_is_inconclusive_with_a_remedy(
    html_server: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", "--base-url", html_server], TOKEN) == 3
    output = capsys.readouterr()
    sentence = (
        f"No v4 API answers at {html_server}, nor below it at /api/v4: "
        "GET /version was answered 200 text/html, beginning '<html>Sign in</html>'; check --base-url."
    )
    assert output.err == f"dataops-conformance: {sentence}\n"
    assert output.out == f"verdict: inconclusive ({sentence})\n"


def test_list_shows_every_requirement_and_its_filters_narrow_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list"], {}) == 0
    everything = capsys.readouterr().out.splitlines()
    assert main(["list", "--only", "PAGE", "--level", "MUST"], {}) == 0
    some = capsys.readouterr().out.splitlines()
    assert set(some[:-1]) < set(everything)
    assert all(line.startswith("PAGE-") and " MUST " in line for line in some[:-1])


def test_plan_sends_nothing_and_tells_what_a_run_would_cost(capsys: pytest.CaptureFixture[str]) -> None:
    plan = ["plan", "--base-url", "https://unreachable.example/api/v4", "--only", "AUTH-01"]
    assert main(plan, TOKEN) == 0
    *totals, heading, line = capsys.readouterr().out.splitlines()
    assert "creates   nothing: no request but GET, HEAD and OPTIONS leaves" in totals
    assert heading.split() == ["level", "checks", "requests", "title"]
    assert line.split()[:4] == ["AUTH-01", "MUST", "71", "71"]
    assert main([*plan, "--verbose"], TOKEN) == 0
    checks = [text for text in capsys.readouterr().out.splitlines() if "AUTH-01[" in text]
    assert len(checks) == 71


def test_a_selection_that_leaves_nothing_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("run", "plan"):
        assert main([command, "--base-url", "http://127.0.0.1:9/api/v4", "--only", "PAGE,create_project"], TOKEN) == 2
        assert capsys.readouterr().err.startswith(
            "dataops-conformance: --only PAGE,create_project leaves nothing to try in profile standard; "
        )


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("AUTH-06", "no law tries AUTH-06, and `dataops-conformance explain AUTH-06` tells why."),
        ("RATE-01", "RATE-01 wants --quota, or --profile full, and the token of DATAOPS_QUOTA_TOKEN."),
    ],
)
def test_what_is_not_tried_is_told_with_its_reason(name: str, reason: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "--base-url", "http://127.0.0.1:1/api/v4", "--only", name], TOKEN) == 2
    told = f"dataops-conformance: --only {name} leaves nothing to try in profile standard; {reason}\n"
    assert capsys.readouterr().err == told


def test_the_listing_keeps_to_the_width_of_a_terminal() -> None:
    contract = Contract.load()
    arguments = (contract, select(contract, []), all_laws(), all_universals())
    lines = list(requirement_lines(*arguments, width=80))
    assert max(map(len, lines)) <= 80
    assert len(lines) > len(list(requirement_lines(*arguments))) == len(contract.requirements) + 1


@pytest.mark.parametrize("module", ["hypothesis", "jinja2", "jsonschema_rs", "pytest", "dotenv", "rich"])
def test_without_its_extra_the_command_names_it_in_one_line(module: str) -> None:
    blocked = (
        f"import sys; sys.modules[{module!r}] = None; from dataops_conformance.__main__ import main; sys.exit(main())"
    )
    done = subprocess.run([sys.executable, "-c", blocked, "run"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert re.fullmatch(
        rf"dataops-conformance: {module}(\.\w+)? is not installed; "
        r'run `pip install "dataops-api\[conformance\]"`\.\n',
        done.stderr,
    )


def test_output_that_an_encoding_does_not_hold_is_escaped(tmp_path: Path) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    write_all(conforming_result(), before)
    write_all(sample_result(), after)
    command = [sys.executable, "-m", "dataops_conformance", "diff", "--format", "markdown", str(before), str(after)]
    done = subprocess.run(
        command, env={**os.environ, "PYTHONIOENCODING": "ascii"}, capture_output=True, check=False, timeout=A_RUN
    )
    assert (done.returncode, done.stderr) == (1, b"")
    assert b"\\u" in done.stdout


def test_a_mistake_of_the_suite_shows_its_traceback_and_is_no_verdict(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_arguments: object) -> int:
        raise ZeroDivisionError("here")

    monkeypatch.setattr("dataops_conformance.cli.main", breaks)
    assert command_line() == 3
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "Traceback (most recent call last):"
    assert lines[-2:] == [
        "ZeroDivisionError: here",
        "dataops-conformance: That is a mistake of the suite; it says nothing about the server.",
    ]


def test_sweep_without_a_ledger_has_nothing_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sweep", "--report", str(tmp_path)], TOKEN) == 0
    assert capsys.readouterr().out == f"There is nothing to sweep: no ledger of {DEFAULT_URL} in {tmp_path}.\n"


def ledger_in(folder: Path, base_url: str, name: str) -> Ledger:
    """Return a ledger that lists a project that was asked for, and is held."""
    ledger = Ledger(folder / f"ledger-{name}.jsonl", Header(name, base_url, "2026-01-01T00:00:00+00:00"))
    ledger.intend("create_project", "/projects", {"name": f"dataops-conformance-{name}-1"}, "DATAOPS_TOKEN")
    return ledger


def test_sweep_takes_the_ledgers_of_its_server_and_tells_of_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = "http://127.0.0.1:9/api/v4"
    own, other, held = (
        ledger_in(tmp_path, url, "a1"), ledger_in(tmp_path, "https://b/api/v4", "b1"), ledger_in(tmp_path, url, "c1"),
    )  # fmt: skip
    own.void(1)
    own.let_go()
    other.let_go()
    (tmp_path / "ledger-d1.jsonl").write_text("")
    assert main(["sweep", "--base-url", url, "--report", str(tmp_path)], TOKEN) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"The ledger {other.path} is of https://b/api/v4; give that as --base-url to sweep it.",
        f"The ledger {held.path} is of a run that is under way; it was left alone.",
        f"{tmp_path / 'ledger-d1.jsonl'} is no ledger of this suite: its first line does not name a run.",
        f"There is nothing to sweep: what {own.path} lists is gone already.",
    ]
    assert sorted(tmp_path.glob("ledger-*")) == [other.path, held.path, tmp_path / "ledger-d1.jsonl"]
    held.let_go()


def test_sweep_refuses_a_named_ledger_of_a_run_that_is_under_way(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = "http://127.0.0.1:9/api/v4"
    held = ledger_in(tmp_path, url, "a1")
    assert main(["sweep", str(held.path), "--base-url", url], TOKEN) == 2
    told = f"dataops-conformance: The ledger {held.path} is of a run that is under way; it was left alone.\n"
    assert capsys.readouterr().err == told
    held.let_go()


def test_ctrl_c_while_modules_are_imported_ends_in_one_sentence() -> None:
    script = (
        "import sys\n"
        "class Interrupted:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'dataops_conformance.commands': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Interrupted())\n"
        "from dataops_conformance.__main__ import main\n"
        "sys.exit(main())"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (3, "", "dataops-conformance: interrupted.\n")


def test_ctrl_c_after_the_clean_up_names_the_ledger_of_the_run(tmp_path: Path) -> None:
    settings = fake_settings(ledgers=tmp_path, base_url="http://127.0.0.1:9/api/v4")
    own, other = (ledger_in(tmp_path, settings.base_url, name) for name in (settings.run_id, "ffff"))
    with pytest.raises(KeyboardInterrupt) as told, naming_ledgers(settings):
        raise KeyboardInterrupt
    assert str(told.value) == f"interrupted; `dataops-conformance sweep {own.path}` removes what is left."
    own.let_go()
    other.let_go()


def test_the_help_of_sweep_names_the_folder_of_this_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "500")
    with pytest.raises(SystemExit):
        main(["sweep", "--help"], {})
    assert f"ledgers; those in --report, else {state_folder(os.environ)}, unless told" in capsys.readouterr().out
