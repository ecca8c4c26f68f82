"""The real mock, as a process, for tests, mutants and benchmarks."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import tempfile
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dotenv import dotenv_values

from tests.patience import A_RUN, PATIENCE


@dataclass(frozen=True, slots=True)
class RunningMock:
    """A mock that accepts connections: its base URL, its credentials by environment name, their file, and its log."""

    url: str
    credentials: dict[str, str]
    env_file: Path
    process: subprocess.Popen[str]
    log: Path


@contextlib.contextmanager
def running_mock(*options: str, module: str = "dataops_mock", arguments: Sequence[str] = ()) -> Generator[RunningMock]:
    """Start `dataops-mock serve` on a free port, wait for its ready line, and end it afterwards.

    `module` is one that serves the mock in another way; `arguments` are its own, before those of the mock.
    """
    with (
        tempfile.TemporaryDirectory(prefix="dataops-mock-") as folder,
        tempfile.TemporaryDirectory(prefix="dataops-mock-log-") as logs,
    ):
        env_file = Path(folder) / "mock.env"
        serve = ["serve", "--port", "0", "--credentials-file", str(env_file)]
        command = [sys.executable, "-m", module, *arguments, *serve]
        log = Path(logs) / "mock.log"
        # A file and not a pipe: a mock that logs much would wait for a reader of its pipe for ever.
        with (
            log.open("w") as errors,
            subprocess.Popen([*command, *options], stdout=subprocess.PIPE, stderr=errors, text=True) as process,
        ):
            try:
                yield _ready(process, env_file, log)
            finally:
                process.terminate()
                process.communicate(timeout=PATIENCE)


def _ready(process: subprocess.Popen[str], env_file: Path, log: Path) -> RunningMock:
    line = process.stdout.readline() if process.stdout else ""
    if not line.startswith("ready "):
        process.wait(timeout=PATIENCE)
        msg = f"the mock did not start: {line}{log.read_text()}"
        raise RuntimeError(msg)
    credentials = {key: value for key, value in dotenv_values(env_file).items() if value is not None}
    return RunningMock(line.removeprefix("ready ").strip(), credentials, env_file, process, log)


def conformance(
    *arguments: str, cwd: Path | None = None, env: dict[str, str] | None = None, timeout: float = A_RUN
) -> subprocess.CompletedProcess[str]:
    """Run `dataops-conformance` to its end."""
    command = [sys.executable, "-m", "dataops_conformance", *arguments]
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, timeout=timeout, check=False)


def option_pairs(name: str, values: Sequence[str]) -> list[str]:
    """Return `[name, value, name, value, …]`."""
    return [word for value in values for word in (name, value)]
