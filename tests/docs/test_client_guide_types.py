"""The examples of the client's guide are typed throughout: no checker shows an `Any` or an unknown type in them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.client_guide import examples
from tests.docs.guides import ROOT
from tests.patience import A_RUN

ROOMS = [str(ROOT / room) for room in ("generated", "client", "mock", "conformance")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("examples")
    for example in examples():
        (made / f"{example.name}.py").write_text(example.code, encoding="utf-8")
    return made


def told(folder: Path, *command: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=folder, capture_output=True, text=True, timeout=A_RUN, check=False
    )
    return done.returncode, done.stdout + done.stderr


def test_mypy_strict_finds_no_any_in_the_examples(folder: Path) -> None:
    pytest.importorskip("mypy", reason="it is of the dependency group types")
    (folder / "mypy.ini").write_text(
        "[mypy]\nstrict = True\ndisallow_any_expr = True\ndisallow_any_unimported = True\ndisallow_any_decorated = True\n"
        f"mypy_path = {':'.join(ROOMS)}\nfollow_imports = silent\n"
    )
    names = sorted(path.name for path in folder.glob("*.py"))
    status, text = told(folder, "mypy", "--config-file", "mypy.ini", "--no-incremental", *names)
    assert status == 0, text
    assert f"no issues found in {len(names)} source files" in text


def test_pyright_strict_knows_every_type_in_the_examples(folder: Path) -> None:
    pytest.importorskip("pyright", reason="it is of the dependency group types")
    settings = {
        "typeCheckingMode": "strict",
        "extraPaths": ROOMS,
        "reportMissingTypeStubs": False,
        "reportUnknownVariableType": "error",
        "reportUnknownMemberType": "error",
        "reportUnknownArgumentType": "error",
    }
    (folder / "pyrightconfig.json").write_text(json.dumps(settings))
    status, text = told(folder, "pyright", "--project", str(folder), "--pythonpath", sys.executable)
    assert status == 0, text
    assert "0 errors, 0 warnings" in text
