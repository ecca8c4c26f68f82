"""The pytest plugin of the client, in pytest runs of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.patience import A_RUN

PLUGIN = ("-p", "dataops_api.pytest_plugin")
CREATING = """
import pytest

@pytest.mark.parametrize("n", range(3))
def test_creates(dataops_client, n):
    assert "Passing" not in [project.name for project in dataops_client.projects.list(owned=True)]
    assert dataops_client.projects.create(name="Passing").id == 31
"""


def run(folder: Path, code: str, *options: str, ini: str = "", before: str = "") -> subprocess.CompletedProcess[str]:
    """Run the tests in `code`; `before` is run in the interpreter ahead of pytest."""
    (folder / "test_it.py").write_text(code)
    (folder / "pytest.ini").write_text(f"[pytest]\nfilterwarnings = error\n{ini}\n")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("DATAOPS_", "PYTEST_", "CI_"))}
    env = {**clean, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    start = f"import sys\n{before}\nimport pytest\nsys.exit(pytest.main({[*PLUGIN, '-q', *options]!r}))"
    command = [sys.executable, "-c", start]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, timeout=A_RUN, check=False)


def passed(done: subprocess.CompletedProcess[str]) -> int:
    """Return how many tests passed, where all did."""
    assert done.returncode == 0, done.stdout + done.stderr
    found = re.search(r"(\d+) passed", done.stdout)
    assert found is not None, done.stdout
    return int(found[1])


def test_unless_a_fixture_is_asked_for_nothing_is_imported(tmp_path: Path) -> None:
    code = """
import sys
def test_it():
    heavy = ("dataops_mock", "dataops_resources", "dataops_api.", "httpx2", "msgspec", "uvicorn", "asyncio")
    assert [name for name in sys.modules if name.startswith(heavy)] == ["dataops_api._version", "dataops_api.pytest_plugin"]
"""
    assert passed(run(tmp_path, code)) == 1


def test_what_a_test_changes_is_undone_before_the_next(tmp_path: Path) -> None:
    assert passed(run(tmp_path, CREATING)) == 3


def test_each_worker_of_xdist_has_a_server_of_its_own(tmp_path: Path) -> None:
    assert passed(run(tmp_path, CREATING, "-p", "xdist.plugin", "-n", "2")) == 3


def test_what_a_fixture_of_the_module_made_stays_for_its_tests(tmp_path: Path) -> None:
    code = """
import pytest

@pytest.fixture(scope="module")
def project(dataops_mock_server):
    with dataops_mock_server.client() as api:
        return api.projects.create(name="Of the module").id

@pytest.fixture
def group(dataops_client):
    return dataops_client.groups.create(name="Passing", path="passing").id

@pytest.mark.parametrize("n", range(2))
def test_it(dataops_client, project, group, n):
    assert dataops_client.projects.get(project).name == "Of the module"
    dataops_client.projects.delete(project)
"""
    assert passed(run(tmp_path, code)) == 2


def test_a_test_that_asks_for_the_server_as_it_runs_leaves_nothing_either(tmp_path: Path) -> None:
    code = """
import pytest

@pytest.mark.parametrize("n", range(3))
def test_it(request, n):
    mock = request.getfixturevalue("dataops_mock_server")
    assert mock.requests == ()
    with mock.client() as api:
        assert api.projects.create(name="Passing").id == 31
"""
    assert passed(run(tmp_path, code)) == 3


def test_quota_clock_orders_and_journal_begin_anew(tmp_path: Path) -> None:
    code = """
import pytest
from dataops_api.errors import NotFoundError, ServerError

@pytest.mark.parametrize("n", range(3))
def test_it(dataops_client, dataops_mock_server, n):
    answer = dataops_client.with_raw_response(dataops_client.users.get_current)()
    assert answer.headers["ratelimit-observed"] == "1"
    assert [each.operation for each in dataops_mock_server.requests] == ["get_current_user"]
    dataops_mock_server.fail(times=None, status=404)
    with pytest.raises(NotFoundError):
        dataops_client.users.get_current()
"""
    assert passed(run(tmp_path, code)) == 3


def test_an_apps_own_client_meets_the_mock_in_its_environment(tmp_path: Path) -> None:
    code = """
import os
from dataops_api import DataOps

def test_app(dataops_environment):
    with DataOps() as api:
        assert api.users.get_current().username == "ada"
    assert [each.path for each in dataops_environment.requests] == ["/api/v4/user"]

def test_after():
    assert "DATAOPS_URL" not in os.environ
"""
    assert passed(run(tmp_path, code, "-p", "no:randomly")) == 2


@pytest.mark.parametrize("scoped", ["", "asyncio.run"])
def test_the_asynchronous_client_needs_no_plugin_and_no_closing(tmp_path: Path, scoped: str) -> None:
    anyio = """
import pytest
pytestmark = pytest.mark.anyio

@pytest.fixture
def anyio_backend():
    return "asyncio"

@pytest.mark.parametrize("n", range(2))
async def test_it(async_dataops_client, n):
    assert (await async_dataops_client.projects.create(name="Passing")).id == 31
    assert len([project async for project in async_dataops_client.projects.list()]) > 20
"""
    plain = """
import asyncio, pytest

async def use(api):
    assert (await api.projects.create(name="Passing")).id == 31
    assert len([project async for project in api.projects.list()]) > 20

@pytest.mark.parametrize("n", range(2))
def test_it(async_dataops_client, n):
    asyncio.run(use(async_dataops_client))
"""
    done = run(tmp_path, plain) if scoped else run(tmp_path, anyio, "-p", "anyio.pytest_plugin")
    assert passed(done) == 2


def test_the_ini_file_says_which_world_it_is(tmp_path: Path) -> None:
    code = """
from dataops_api.testing import InProcessMock

def test_it(dataops_client, dataops_mock_server):
    with InProcessMock(seed=9, projects=3) as other:
        assert other.digest() == dataops_mock_server.digest()
    answer = dataops_client.with_raw_response(dataops_client.users.get_current)()
    assert answer.headers["ratelimit-limit"] == "70"
"""
    ini = "dataops_mock_seed = 9\ndataops_mock_projects = 3\ndataops_mock_rate_limit = 70/60s"
    assert passed(run(tmp_path, code, ini=ini)) == 1


@pytest.mark.parametrize(
    ("ini", "sentence"),
    [
        ("dataops_mock_seed = x", "dataops_mock_seed is 'x' in the ini-file and must be a whole number."),
        ("dataops_mock_projects = 0", "projects is 0 and must be 1 or more."),
        ("dataops_mock_rate_limit = 1", "'1' is no rate limit: write REQUESTS/SECONDSs, such as 600/60s."),
    ],
)
def test_wrong_settings_fail_the_fixture_in_one_sentence(tmp_path: Path, ini: str, sentence: str) -> None:
    done = run(tmp_path, "def test_it(dataops_client): pass", ini=ini)
    assert done.returncode == 1
    assert f"\n{sentence}\n" in done.stdout
    assert "Traceback" not in done.stdout


@pytest.mark.parametrize("missing", ["uvicorn", "starlette", "orjson"])
def test_without_the_extra_others_are_untouched_and_the_fixture_says_what_to_install(
    tmp_path: Path, missing: str
) -> None:
    code = "def test_other(): pass\ndef test_it(dataops_client): pass"
    done = run(tmp_path, code, before=f"sys.modules[{missing!r}] = None")
    assert "1 passed, 1 error" in done.stdout
    needs = f"dataops_api.testing needs {missing}, which is not installed: run `pip install dataops-api[mock]`."
    assert f"\n{needs}\n" in done.stdout
    assert "Traceback" not in done.stdout
