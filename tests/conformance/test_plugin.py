"""The pytest plugin, in pytest runs of its own; the examples of docs/extending.md are among them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from tests.endtoend.processes import rows_of
from tests.patience import A_RUN
from tests.servers import RunningMock, conformance, running_mock

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "extending.md").read_text(encoding="utf-8")
LIMIT = "100000/60s"
# The entry point is there where the distribution is installed anew; a test must not depend on that.
PLUGIN = ("-p", "dataops_conformance.plugin")


@pytest.fixture(scope="module")
def mock() -> Iterator[RunningMock]:
    with running_mock("--rate-limit", LIMIT) as server:
        yield server


def example(name: str) -> str:
    """Return the code block of the guide whose first line is a comment with this file name."""
    blocks = (str(found[1]) for found in re.finditer(r"```python\n(.*?)```", GUIDE, re.DOTALL))
    return next(block for block in blocks if block.startswith(f"# {name}\n"))


def run(
    folder: Path, *options: str, plugin: Sequence[str] = PLUGIN, variables: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    (folder / "pytest.ini").touch()
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("DATAOPS_", "PYTEST_", "CI_"))}
    env = {**clean, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "XDG_STATE_HOME": str(folder / "state")} | dict(
        variables or {}
    )
    command = [sys.executable, "-m", "pytest", *plugin, *options]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, timeout=A_RUN, check=False)


def asked(mock: RunningMock, *options: str) -> list[str]:
    pairs = {"env-file": str(mock.env_file), "rate-limit": LIMIT}
    chosen = [f"--dataops-conformance-{name}={value}" for name, value in pairs.items()]
    return ["--dataops-conformance", *chosen, *options]


def only(*names: str) -> list[str]:
    return [f"--dataops-conformance-only={name}" for name in names]


def test_unless_it_is_asked_it_does_nothing_and_imports_nothing(tmp_path: Path) -> None:
    test = "def test_it(): import sys; assert [m for m in sys.modules if m.startswith(('dataops_conformance', 'hypo'))] == LOADED\n"
    (tmp_path / "test_it.py").write_text(f"LOADED = ['dataops_conformance', 'dataops_conformance.plugin']\n{test}")
    done = run(tmp_path)
    assert "1 passed" in done.stdout, done.stdout


def test_the_checks_come_after_the_projects_own_tests_and_the_verdict_at_the_end(
    tmp_path: Path, mock: RunningMock
) -> None:
    (tmp_path / "test_it.py").write_text("def test_it(): pass\n")
    done = run(tmp_path, "-v", *asked(mock, *only("AUTH-04", "RATE-04", "get_current_user")))
    named = re.findall(r"(\S+) PASSED", done.stdout)
    assert [name.rpartition("/")[2] for name in named] == [
        "test_it.py::test_it", "AUTH-04[get_current_user]", "RATE-04[get_current_user]",
    ]  # fmt: skip
    assert "verdict: conforms (2 of 2 MUST checks tried, none violated.)" in done.stdout
    assert done.returncode == 0


def test_an_ini_option_asks_for_it_too_and_k_selects_among_the_checks(tmp_path: Path, mock: RunningMock) -> None:
    (tmp_path / "pytest.ini").write_text("[pytest]\ndataops_conformance = true\n")
    done = run(tmp_path, *asked(mock, *only("AUTH-04", "AUTH-10"))[1:], "-k", "AUTH-10")
    assert "1 passed, 1 deselected" in done.stdout
    assert "verdict: conforms (1 of 1 MUST check tried" in done.stdout


@pytest.mark.parametrize("by_ini", [False, True])
@pytest.mark.parametrize("named", ["test_it.py", "test_it.py::test_it", "./part/../test_it.py"])
def test_beside_a_file_or_a_test_that_is_named_there_are_no_checks(tmp_path: Path, named: str, by_ini: bool) -> None:
    (tmp_path / "part").mkdir()
    (tmp_path / "test_it.py").write_text("def test_it(): pass\n")
    (tmp_path / "pytest.ini").write_text(f"[pytest]\ndataops_conformance = {str(by_ini).lower()}\n")
    # No server and no token are known: a plan would be a usage error.
    done = run(tmp_path, *([] if by_ini else ["--dataops-conformance"]), named)
    assert "1 passed" in done.stdout, done.stdout + done.stderr
    assert "dataops-conformance: no checks beside files or tests that are named" in done.stdout
    assert done.returncode == 0


@pytest.mark.parametrize("by_ini", [False, True])
@pytest.mark.parametrize("named", [[], ["part"], ["."]])
def test_beside_a_folder_or_nothing_there_are_checks(
    tmp_path: Path, mock: RunningMock, named: Sequence[str], by_ini: bool
) -> None:
    (tmp_path / "part").mkdir()
    (tmp_path / "part" / "test_it.py").write_text("def test_it(): pass\n")
    ini = f"[pytest]\ndataops_conformance = {str(by_ini).lower()}\ntestpaths = part/test_it.py\n"
    (tmp_path / "pytest.ini").write_text(ini)
    done = run(tmp_path, *asked(mock, *only("AUTH-04"))[by_ini:], *named)
    assert "2 passed" in done.stdout, done.stdout + done.stderr


def test_one_check_is_chosen_by_its_name(tmp_path: Path, mock: RunningMock) -> None:
    done = run(tmp_path, "-v", *asked(mock, *only("AUTH-04", "AUTH-10")), "-k", "AUTH-04[get_current_user]")
    assert "AUTH-04[get_current_user] PASSED" in done.stdout, done.stdout
    assert "1 passed, 1 deselected" in done.stdout


def test_who_chooses_a_check_of_the_whole_plan_gets_that_check_and_no_random_search(
    tmp_path: Path, mock: RunningMock
) -> None:
    report = tmp_path / "reports"
    done = run(tmp_path, *asked(mock, f"--dataops-conformance-report={report}"), "-k", "AUTH-01 and get_branch")
    assert re.search(r"collected (\d+) items / \d+ deselected / 1 selected\n", done.stdout), done.stdout
    assert "1 passed" in done.stdout
    assert json.loads((report / "result.json").read_text())["budget"]["spent"] < 20


def test_a_session_that_ends_at_the_first_failure_says_so_and_sends_nothing_more(tmp_path: Path) -> None:
    report = tmp_path / "reports"
    with running_mock("--rate-limit", LIMIT, "--fault", "total-one-more") as broken:
        done = run(tmp_path, *asked(broken, f"--dataops-conformance-report={report}"), "-x")
        after = rows_of(broken)
    result = json.loads((report / "result.json").read_text())
    tried = [check for check in result["checks"] if check["status"] != "not tested"]
    assert "stopping after 1 failures" in done.stdout
    assert re.search(r"The run was interrupted after \d+ of \d+ checks\.", done.stdout), done.stdout
    assert result["verdict"] == "violates"
    assert [check["status"] for check in tried].count("fail") == 1
    assert result["budget"]["spent"] < 100
    assert result["leftovers"] == []
    assert not any("conformance" in str(row) for row in after["projects"])


def test_a_base_url_without_the_apis_path_ends_the_session_at_once(tmp_path: Path, mock: RunningMock) -> None:
    bare = mock.url.removesuffix("/api/v4")
    done = run(tmp_path, *asked(mock, f"--dataops-conformance-base-url={bare}", *only("AUTH-04", "AUTH-10")))
    assert f"The base URL '{bare}' lacks /api/v4; give --base-url {mock.url}." in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert done.returncode == 4


def test_a_violation_fails_and_reports_are_written(tmp_path: Path) -> None:
    with running_mock("--rate-limit", LIMIT, "--fault", "remaining-one-more") as broken:
        report = [f"--dataops-conformance-report={tmp_path / 'reports'}"]
        chosen = only("AUTH-04", "RATE-04", "get_current_user")
        done = run(tmp_path, *asked(broken, *chosen, *report))
        waivers = tmp_path / "w.toml"
        entry = '[[waiver]]\nrequirement="RATE-04"\noperation="get_current_user"\nreason="r"\nowner="o"\nexpires=2099-01-01\n'
        waivers.write_text(entry)
        waived = run(tmp_path, *asked(broken, *chosen, f"--dataops-conformance-waivers={waivers}"))
    assert done.returncode == 1
    assert "1 failed, 1 passed" in done.stdout
    assert "verdict: violates (1 requirement violated on 1 operation.)" in done.stdout
    assert {"result.json", "junit.xml", "report.html"} <= {path.name for path in (tmp_path / "reports").iterdir()}
    assert "1 passed, 1 xfailed" in waived.stdout, waived.stdout
    assert waived.returncode == 0


def test_a_run_that_says_nothing_about_the_server_fails_though_nothing_failed(tmp_path: Path) -> None:
    options = ["--dataops-conformance", "--dataops-conformance-base-url=http://127.0.0.1:9/api/v4", *only("AUTH-04")]
    done = run(tmp_path, *options, variables={"DATAOPS_TOKEN": "glpat-canary-0001"})
    assert done.returncode == 1
    assert "1 skipped" in done.stdout
    assert "verdict: inconclusive (http://127.0.0.1:9/api/v4 cannot be reached" in done.stdout
    assert "canary" not in done.stdout + done.stderr


def test_wrong_settings_are_told_in_one_sentence(tmp_path: Path) -> None:
    done = run(tmp_path, "--dataops-conformance")
    assert done.returncode == 4
    assert "ERROR: There is no personal token; set DATAOPS_TOKEN in the environment" in done.stdout + done.stderr


def test_under_xdist_the_checks_stay_together(tmp_path: Path, mock: RunningMock) -> None:
    (tmp_path / "test_it.py").write_text(
        "import pytest\n@pytest.mark.parametrize('n', range(4))\ndef test_it(n): pass\n"
    )
    options = [*asked(mock, *only("AUTH-04", "AUTH-10")), "-n", "2"]
    plugin = (*PLUGIN, "-p", "xdist.plugin")
    refused = run(tmp_path, *options, plugin=plugin)
    assert "give --dist loadgroup" in refused.stdout + refused.stderr
    done = run(tmp_path, *options, "--dist", "loadgroup", plugin=plugin)
    assert "6 passed" in done.stdout, done.stdout + done.stderr
    assert "verdict: conforms (2 of 2 MUST checks tried, none violated.)" in done.stdout


def test_the_guides_law_and_test_run_as_they_are_printed(tmp_path: Path, mock: RunningMock) -> None:
    for name in ("conftest.py", "test_mine.py"):
        (tmp_path / name).write_text(example(name))
    done = run(tmp_path, "-v", *asked(mock, *only("X-01")))
    assert "2 passed" in done.stdout, done.stdout
    assert "X-01[get_project] PASSED" in done.stdout
    fixtures_alone = run(tmp_path, variables=mock.credentials)
    assert "1 passed" in fixtures_alone.stdout, fixtures_alone.stdout


def test_what_a_test_makes_is_gone_after_the_session(tmp_path: Path, mock: RunningMock) -> None:
    from tests.endtoend.processes import rows_of

    before = rows_of(mock)
    (tmp_path / "test_mine.py").write_text(example("test_mine.py"))
    assert "1 passed" in run(tmp_path, variables=mock.credentials).stdout
    assert rows_of(mock) == before


def test_an_entry_point_brings_laws_into_every_command(tmp_path: Path, mock: RunningMock) -> None:
    (tmp_path / "our_laws.py").write_text(example("conftest.py"))
    info = tmp_path / "our_laws-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: our-laws\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[dataops_conformance.laws]\nours = our_laws\n")
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])}
    listed = conformance("list", "--only", "X-01", cwd=tmp_path, env=env)
    assert "X-01" in listed.stdout, listed.stderr
    assert "The default branch of a project is `main`" in listed.stdout
    explained = conformance("explain", "X-01", cwd=tmp_path, env=env)
    assert "Read a project and look at its default branch." in explained.stdout
    options = ["--env-file", str(mock.env_file), "--rate-limit", LIMIT, "--only", "X-01"]
    planned = conformance("plan", *options, "--verbose", cwd=tmp_path, env=env)
    assert "X-01[get_project]" in planned.stdout
    report = tmp_path / "report"
    tried = conformance("run", *options, "--report", str(report), cwd=tmp_path, env=env)
    assert '"name": "X-01[get_project]"' in (report / "result.json").read_text(), tried.stderr
    assert "our handbook, Branches" in (report / "result.json").read_text()


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ('@law("AUTH-01", statement="s", operations=["get_project"])', "There are two rules AUTH-01"),
        (
            '@law("X-02", statement="s", operations=["no_such"])',
            "The law X-02 covers 'no_such', which the contract does",
        ),
    ],
)
def test_a_law_that_does_not_fit_the_catalogue_is_told_in_one_sentence(
    tmp_path: Path, mock: RunningMock, code: str, sentence: str
) -> None:
    text = f"from dataops_conformance.own import law\n{code}\ndef it(ctx, operation):\n    '''Do.'''\n"
    (tmp_path / "conftest.py").write_text(text)
    done = run(tmp_path, *asked(mock))
    assert (done.returncode, sentence in done.stdout + done.stderr) == (4, True)


def test_a_law_with_a_wrong_name_or_no_operations_is_refused_where_it_stands() -> None:
    from dataops_conformance.own import law

    with pytest.raises(ValueError, match=r"The law 'x1' is not named by capitals, a hyphen and two digits"):
        law("x1", statement="s", operations=["get_project"])
    with pytest.raises(ValueError, match=r"The law X-01 names no operations; give a list"):
        law("X-01", statement="s", operations="get_project")
