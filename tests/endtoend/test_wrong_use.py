"""Wrong use of the commands, as processes: one sentence on stderr that names the remedy, and the right exit status."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.endtoend.processes import clean_environment, proxy_to, text_of
from tests.patience import A_RUN
from tests.servers import RunningMock, conformance, running_mock

ROOT = Path(__file__).parents[2]
CANARY = "glpat-canary0000000000001"


REPORTS = {
    "result.json", "run.json", "junit.xml", "report.html", "summary.md", "conformance.sarif", "badge.json",
    "exchanges.har",
}  # fmt: skip


@pytest.fixture(scope="module")
def mock() -> Iterator[RunningMock]:
    with running_mock("--seed", "3") as server:
        yield server


def said(folder: Path, *arguments: str, token: str = CANARY) -> tuple[int, str, str]:
    """Run the suite with a token of its own; return its exit status, stdout and stderr, none of which tells the token."""
    env = {**clean_environment(folder / "state"), "DATAOPS_TOKEN": token}
    done = conformance(*arguments, cwd=folder, env=env)
    assert token not in done.stdout + done.stderr + text_of(folder)
    return done.returncode, done.stdout, done.stderr


def inconclusive(sentence: str) -> tuple[int, str, str]:
    return 3, f"verdict: inconclusive ({sentence})\n", f"dataops-conformance: {sentence}\n"


def wrong(sentence: str) -> tuple[int, str, str]:
    return 2, "", f"dataops-conformance: {sentence}\n"


def test_no_server_there(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    url = f"http://127.0.0.1:{port}/api/v4"
    status, out, err = said(tmp_path, "run", "--base-url", url, "--report", "reports")
    sentence = err.removeprefix("dataops-conformance: ").removesuffix("\n")
    assert (status, out, err) == inconclusive(sentence)
    assert sentence.startswith(f"{url} cannot be reached: ")
    assert sentence.endswith(". Check --base-url and that the server is up.")
    assert {path.name for path in (tmp_path / "reports").iterdir()} == REPORTS


def test_a_wrong_token(tmp_path: Path, mock: RunningMock) -> None:
    assert said(tmp_path, "run", "--base-url", mock.url, "--report", "reports") == inconclusive(
        "Credentials refused: the server answered 401 to DATAOPS_TOKEN; check that it is whole and still valid."
    )
    assert {path.name for path in (tmp_path / "reports").iterdir()} == REPORTS


def test_a_base_url_without_the_apis_path(tmp_path: Path, mock: RunningMock) -> None:
    bare = mock.url.removesuffix("/api/v4")
    token = mock.credentials["DATAOPS_TOKEN"]
    assert said(tmp_path, "run", "--base-url", bare, token=token) == wrong(
        f"The base URL '{bare}' lacks /api/v4; give --base-url {mock.url}."
    )


class SignIn(BaseHTTPRequestHandler):
    """Answers every request with a page."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(b"<!DOCTYPE html><title>Sign in</title>")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Keep quiet."""


def test_a_server_that_answers_html(tmp_path: Path) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), SignIn) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_address[1]}/api/v4"
        answered = said(tmp_path, "run", "--base-url", url)
        server.shutdown()
    assert answered == inconclusive(
        f"No v4 API answers at {url}: GET /version was answered 200 text/html, "
        "beginning '<!DOCTYPE html><title>Sign in</title>'; check --base-url."
    )


def test_an_env_file_that_cannot_be_read(tmp_path: Path) -> None:
    assert said(tmp_path, "run", "--env-file", "nowhere.env") == wrong(
        "The env file 'nowhere.env' cannot be read: No such file or directory; check --env-file."
    )
    (tmp_path / "folder.env").mkdir()
    assert said(tmp_path, "run", "--env-file", "folder.env") == wrong(
        "The env file 'folder.env' cannot be read: Is a directory; check --env-file."
    )


def test_an_unknown_requirement(tmp_path: Path) -> None:
    status, out, err = said(tmp_path, "run", "--only", "PAGE-99")
    assert (status, out) == (2, "")
    assert err.startswith(
        "dataops-conformance: There is no requirement, area or operation 'PAGE-99'; did you mean PAGE-"
    )
    assert err.count("\n") == 1


def test_a_token_over_plain_http_to_another_machine(tmp_path: Path) -> None:
    assert said(tmp_path, "run", "--base-url", "http://dataops.example/api/v4") == wrong(
        "The base URL 'http://dataops.example/api/v4' would send tokens in clear; "
        "use https, or a loopback address such as 127.0.0.1."
    )


def test_a_port_in_use(mock: RunningMock) -> None:
    port = mock.url.removesuffix("/api/v4").rpartition(":")[2]
    command = [sys.executable, "-m", "dataops_mock", "serve", "--port", port]
    done = subprocess.run(command, capture_output=True, text=True, timeout=A_RUN, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"dataops-mock: Cannot listen on 127.0.0.1 port {port}: Address already in use; ")
    assert done.stderr.count("\n") == 1


@pytest.fixture
def contract(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "spec", tmp_path / "spec", ignore=shutil.ignore_patterns("codegen")))


def generated(contract: Path) -> tuple[int, str, str]:
    command = [sys.executable, str(ROOT / "spec/codegen/generate.py"), "--check", "--spec", str(contract)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=A_RUN, check=False)
    return done.returncode, done.stdout, done.stderr


def test_a_contract_that_is_no_yaml(contract: Path) -> None:
    broken = contract / "paths" / "version.yaml"
    line = len(broken.read_text().splitlines()) + 1
    broken.write_text(broken.read_text() + "key: value: again\n")
    assert generated(contract) == (2, "", f"{broken}:{line}: This is no YAML: mapping values are not allowed here.\n")


def test_a_contract_with_a_reference_that_leads_nowhere(contract: Path) -> None:
    broken = contract / "paths" / "version.yaml"
    lines = broken.read_text().splitlines()
    number = next(index for index, text in enumerate(lines) if "../components/" in text)
    lines[number] = lines[number].replace("../components/", "../nowhere/")
    broken.write_text("\n".join(lines) + "\n")
    status, out, err = generated(contract)
    assert (status, out) == (2, "")
    assert err.startswith(f"{broken}:{number + 1}: The reference '../nowhere/")
    assert err.endswith("which does not exist.\n")
    assert err.count("\n") == 1


def test_a_report_folder_that_cannot_be_written_is_told_before_the_first_request(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("kept")
    with proxy_to("http://127.0.0.1:9/api/v4") as proxy:
        answered = said(tmp_path, "run", "--base-url", proxy.url, "--report", "file/reports")
    assert answered == wrong(
        "The reports cannot be written to 'file/reports': Not a directory; name another folder with --report."
    )
    assert proxy.methods == []


def test_a_sweep_without_anything_to_sweep_asks_for_no_token(tmp_path: Path) -> None:
    assert swept(tmp_path, "nowhere.jsonl") == wrong(
        "The ledger nowhere.jsonl cannot be read: No such file or directory."
    )
    none = "There is nothing to sweep: no ledger of https://app.dataops.live/api/v4 in ..\n"
    assert swept(tmp_path, "--report", ".") == (0, none, "")
    ledger = tmp_path / "ledger-1.jsonl"
    ledger.write_text(
        '{"event": "run", "run_id": "1", "base_url": "http://127.0.0.1:9/api/v4", "started_at": "2026-11-22"}\n'
        '{"event": "intent", "entry": 1, "operation": "create_project", "path": "/projects", "names": {}}\n'
        '{"event": "void", "entry": 1}\n'
    )
    sentence = "There is nothing to sweep: what ledger-1.jsonl lists is gone already.\n"
    assert swept(tmp_path, "ledger-1.jsonl") == (0, sentence, "")
    assert not ledger.exists()


def swept(folder: Path, *arguments: str) -> tuple[int, str, str]:
    """Run `sweep` without a token."""
    done = conformance("sweep", *arguments, cwd=folder, env=clean_environment(folder / "state"))
    return done.returncode, done.stdout, done.stderr
