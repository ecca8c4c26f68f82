"""The project's sessions: `nox -s conformance` is the main job, `nox -s tests` the tests, `nox --list` shows them all."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Generator
from pathlib import Path

import nox

ROOT = Path(__file__).parent
PYPROJECT = nox.project.load_toml(ROOT / "pyproject.toml")
LOCK = ROOT / "requirements.lock"
REPORTS = ROOT / "reports"
GENERATE = ROOT / "spec" / "codegen" / "generate.py"
LINT = ROOT / "spec" / "codegen" / "lint.py"
RELEASE = ROOT / "spec" / "codegen" / "release.py"
# Tests wait for servers and processes: one more of them than there are cores leaves no core idle.
WORKERS = ["-n", str((os.cpu_count() or 1) + 1)]
HAND_WRITTEN = ["noxfile.py", "spec/codegen", "client", "mock", "conformance", "tests"]

nox.needs_version = ">=2024.10.9"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.reuse_existing_virtualenvs = True
nox.options.error_on_external_run = True
nox.options.sessions = ["lint", "types", "tests", "conformance", "mutants"]


def install(session: nox.Session, *, extras: str = "", groups: tuple[str, ...] = ()) -> None:
    """Install the project with its extras and the dependency groups, at the versions of the lock file."""
    requirements = nox.project.dependency_groups(PYPROJECT, *groups) if groups else ()
    project = f"{ROOT}[{extras}]" if extras else str(ROOT)
    # Thousands of processes are started: none should compile again what another has compiled.
    session.env["PYTHONDONTWRITEBYTECODE"] = ""
    session.install("--constraint", str(LOCK), "--editable", project, *requirements)


@contextlib.contextmanager
def mock_server(session: nox.Session, *options: str) -> Generator[tuple[str, Path]]:
    """Start the mock on a free port; yield its base URL and the dotenv file of its credentials."""
    with tempfile.TemporaryDirectory(prefix="dataops-mock-") as folder:
        credentials = Path(folder) / "mock.env"
        serve = [
            str(Path(session.bin) / "dataops-mock"),
            "serve",
            "--port",
            "0",
            "--credentials-file",
            str(credentials),
        ]
        with subprocess.Popen([*serve, *options], stdout=subprocess.PIPE, text=True) as server:
            try:
                ready = server.stdout.readline() if server.stdout else ""
                if not ready.startswith("ready "):
                    session.error(f"the mock did not start: it said {ready!r} and not `ready URL`")
                yield ready.removeprefix("ready ").strip(), credentials
            finally:
                server.terminate()


@nox.session
def generate(session: nox.Session) -> None:
    """Write generated/ from spec/; with `-- --check` only tell whether it is current."""
    install(session, groups=("generate",))
    session.run("python", str(GENERATE), *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Lint the contract (source and published), its examples, the catalogue, the laws' coverage, and the code."""
    install(session, extras="all", groups=("lint", "tests"))
    session.run("python", str(GENERATE), "--check")
    session.run("python", str(LINT))
    session.run("python", str(RELEASE), "breaking", "--if-available")
    session.run(
        "pytest",
        "tests/spec/test_linting.py",
        "tests/spec/test_versions_by_oasdiff.py",
        "tests/docs/test_reference_page.py",
    )
    session.run("dataops-conformance", "coverage", stdout=subprocess.DEVNULL)
    session.run("python", "-m", "dataops_conformance.pages", "--check")
    session.run("ruff", "check", *HAND_WRITTEN)
    session.run("ruff", "format", "--check", *HAND_WRITTEN)
    session.run("lint-imports")


@nox.session
def types(session: nox.Session) -> None:
    """Check the types with mypy --strict and pyright, those of the guide's examples too."""
    install(session, extras="all", groups=("types",))
    session.run("mypy")
    session.run("pyright")
    session.run("pytest", "tests/docs/test_client_guide_types.py")


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests, on all cores and in random order; arguments after `--` go to pytest."""
    install(session, extras="all", groups=("tests",))
    session.run("pytest", *(session.posargs or WORKERS))


@nox.session
@nox.parametrize("resolution", ["lowest-direct", "highest"])
def resolutions(session: nox.Session, resolution: str) -> None:
    """Run the tests with the lowest and with the newest dependencies that the ranges allow."""
    session.install("uv")
    requirements = nox.project.dependency_groups(PYPROJECT, "tests")
    command = ["uv", "pip", "install", "--python", str(Path(session.bin) / "python"), "--resolution", resolution]
    session.run(*command, "--editable", f"{ROOT}[all]", *requirements, env={"VIRTUAL_ENV": session.virtualenv.location})
    session.run("pytest", *(session.posargs or WORKERS))


@nox.session
def conformance(session: nox.Session) -> None:
    """Run the suite against the mock over a real socket; reports in reports/. The main job."""
    install(session, extras="mock,conformance")
    with mock_server(session) as (url, credentials):
        command = ["dataops-conformance", "run", "--base-url", url, "--env-file", str(credentials)]
        session.run(*command, "--report", str(REPORTS), *session.posargs)


@nox.session
def mutants(session: nox.Session) -> None:
    """Run the standard profile against each fault of the mock; print what was caught, and after how many requests."""
    install(session, extras="mock,conformance", groups=("tests",))
    session.run("python", "-m", "tests.mutants", "--report", str(REPORTS), *session.posargs)


@nox.session
def generators(session: nox.Session) -> None:
    """Make, compile and run clients in other languages against the mock; a table in reports/. `-- LANGUAGE…` for some."""
    install(session, extras="mock,conformance")
    session.run("python", "-m", "tests.languages", "--report", str(REPORTS), *session.posargs)


@nox.session
def breaking(session: nox.Session) -> None:
    """Hold the contract's version to what changed since the last published one; `-- --write` writes spec/CHANGELOG.md."""
    install(session, extras="conformance", groups=("tests",))
    session.run("python", str(RELEASE), "breaking", *session.posargs)
    session.run("pytest", "tests/spec/test_versions_by_oasdiff.py")


@nox.session
def docs(session: nox.Session) -> None:
    """Build the reference page of the contract in dist/docs/, and look at it in Chromium where that is installed."""
    install(session, extras="conformance", groups=("lint", "tests"))
    session.run("python", str(RELEASE), "page")
    session.run("pytest", "tests/docs/test_reference_page.py")


@nox.session
def release(session: nox.Session) -> None:
    """Write the documents, their changelog and checksums to dist/contract/; `-- record` keeps the version as published."""
    install(session, groups=("generate",))
    session.run("python", str(RELEASE), *(session.posargs or ["files"]))


@nox.session
def bench(session: nox.Session) -> None:
    """Measure what the project promises; `-- --help` lists the figures. The faults of `-- peer` are measured first."""
    install(session, extras="mock,conformance", groups=("tests",))
    session.run("python", "-m", "tests.bench", *session.posargs)


@nox.session
def pages(session: nox.Session) -> None:
    """Write docs/requirements/ from the catalogue and the laws; with `-- --check` only tell whether it is current."""
    install(session, extras="conformance")
    session.run("python", "-m", "dataops_conformance.pages", *session.posargs)


@nox.session
def lock(session: nox.Session) -> None:
    """Write requirements.lock anew: the newest versions that the ranges allow, for every platform."""
    session.install("uv")
    session.run(
        "uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--all-extras", "--group", "dev",
        "--no-emit-index-url", "--no-emit-find-links", "--upgrade", "--no-header", "--output-file", str(LOCK), "pyproject.toml",
    )  # fmt: skip


@nox.session(python=False)
def clean(session: nox.Session) -> None:
    """Remove what the sessions left."""
    for name in ("reports", "build", "dist", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis"):
        shutil.rmtree(ROOT / name, ignore_errors=True)
    session.log(f"clean: {os.fspath(ROOT)}")
