"""The guide of the client is true: its examples run against a mock and print what stands below them."""

from __future__ import annotations

import contextlib
import inspect
import io
import logging
import re
import runpy
import shutil
import socket
import subprocess
import textwrap
from collections.abc import Generator
from dataclasses import replace
from pathlib import Path

import pytest
from dataops_api import errors

from tests.docs.client_guide import CIRCUMSTANCES, GUIDE, Example, World, examples, lay_out, world
from tests.patience import PATIENCE

EXAMPLES = examples()
REDIS = "the_quota_2"


@pytest.fixture(scope="module")
def guide_world() -> Generator[World]:
    with world() as made:
        yield made


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    lay_out(tmp_path)
    return tmp_path


def named(name: str) -> Example:
    return next(example for example in EXAMPLES if example.name == name)


@contextlib.contextmanager
def redis_server(folder: Path) -> Generator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert any("Ready to accept connections" in line for line in server.stdout or ()), "it did not start"
            yield f"redis://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.communicate(timeout=PATIENCE)


def run(example: Example, world: World, monkeypatch: pytest.MonkeyPatch, folder: Path) -> str:
    """Run an example as a program in a folder; return what it prints."""
    here = replace(world, variables=dict(world.variables))
    if example.name in CIRCUMSTANCES:
        CIRCUMSTANCES[example.name](here)
    for name, value in here.variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(logging.getLogger(), "handlers", [])  # pytest's own, beside which basicConfig does nothing
    monkeypatch.setattr(logging.getLogger("dataops_api"), "level", logging.NOTSET)
    (folder / "token.txt").write_text(world.mock.token + "\n")
    program = folder / "example.py"
    program.write_text(example.code, encoding="utf-8")
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        runpy.run_path(str(program), run_name="__main__")
    return printed.getvalue()


@pytest.mark.parametrize("example", [e for e in EXAMPLES if e.name != REDIS], ids=lambda example: str(example.name))
def test_an_example_prints_what_the_guide_shows(
    example: Example, guide_world: World, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    with guide_world.mock.rolled_back():
        said = run(example, guide_world, monkeypatch, folder)
    assert example.expected.fullmatch(said), f"{said}\nand not\n{example.shown}"


@pytest.mark.skipif(shutil.which("redis-server") is None, reason="redis-server is not on PATH")
def test_the_example_of_a_shared_quota_runs_on_a_real_redis(
    guide_world: World, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    with redis_server(folder) as uri, guide_world.mock.rolled_back():
        monkeypatch.setenv("REDIS_URL", uri)
        said = run(named(REDIS), guide_world, monkeypatch, folder)
    assert said == named(REDIS).shown


def test_every_example_of_the_guide_shows_what_it_prints() -> None:
    assert [example.name for example in examples(GUIDE) if example.shown is None] == []


def test_every_circumstance_is_that_of_an_example() -> None:
    names = [example.name for example in EXAMPLES]
    assert sorted(set(names)) == sorted(names)
    assert set(CIRCUMSTANCES) - set(names) == set()


def test_the_tree_of_errors_in_the_guide_is_that_of_the_code() -> None:
    drawn = re.search(r"```text\n(DataOpsError\n.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    assert drawn is not None
    assert textwrap.indent(drawn[1], "    ") in (errors.__doc__ or "")
    kinds = {name for name, kind in vars(errors).items() if inspect.isclass(kind) and issubclass(kind, Exception)}
    assert set(re.findall(r"\w+Error\b", drawn[1])) == kinds


def test_the_defaults_in_the_guide_are_those_of_the_clients() -> None:
    from dataops_api import AsyncDataOps, DataOps

    shown = dict(
        re.findall(r"^\| `(timeout|deadline|retries)` \| (\d+)", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)
    )
    for client in (DataOps, AsyncDataOps):
        parameters = inspect.signature(client).parameters
        assert {name: f"{parameters[name].default:g}" for name in shown} == shown
