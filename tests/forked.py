"""Many runs of the suite, each in a process that is forked with everything imported already: it begins at once.

So does the mock of each: it is the command `dataops-mock serve`, on a socket of its own, without the imports before it.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import string
import sys
import tempfile
import traceback
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NoReturn, Protocol, TypeVar

from dataops_conformance.conduct import conduct
from dataops_conformance.drawing import draw_one
from dataops_conformance.laws import all_laws, all_universals
from dataops_conformance.result import CheckResult, Result
from dataops_conformance.sources import Options, load_settings
from dataops_mock import cli
from hypothesis import strategies as st
from hypothesis.configuration import set_hypothesis_home_dir

Item = TypeVar("Item")
Outcome = TypeVar("Outcome")


class Served(Protocol):
    """A mock that accepts connections: its base URL, and the file of its credentials."""

    @property
    def url(self) -> str: ...
    @property
    def env_file(self) -> Path: ...


@dataclass(frozen=True, slots=True)
class ForkedMock:
    """A mock in a process that was forked for it."""

    url: str
    env_file: Path


def forked(function: Callable[[Item], Outcome], items: Sequence[Item], workers: int) -> Iterator[Outcome]:
    """Call the function with each item in a process forked for that call; yield what they return as they end."""
    # What the laws import on first use is imported once, before the fork.
    all_laws()
    _know_characters()
    with multiprocessing.get_context("fork").Pool(workers, maxtasksperchild=1) as pool:
        yield from pool.imap_unordered(function, items)


def _know_characters() -> None:
    """Let Hypothesis make its table of characters, which a user's machine keeps from the first run on."""
    with scratch() as folder:
        set_hypothesis_home_dir(folder)
        draw_one(st.text(string.ascii_letters, min_size=1), 1)


def scratch() -> tempfile.TemporaryDirectory[str]:
    """Return a temporary folder, in memory where the machine has such: a ledger waits for the disk at every line."""
    memory = Path("/dev/shm")
    return tempfile.TemporaryDirectory(prefix="dataops-run-", dir=memory if memory.is_dir() else None)


@contextlib.contextmanager
def forked_mock(*options: str) -> Generator[ForkedMock]:
    """Serve the mock in a process that is forked for it, wait for its ready line, and end it afterwards.

    Only for a process without threads of its own, such as one of `forked`.
    """
    with scratch() as folder:
        env_file, log = Path(folder, "mock.env"), Path(folder, "mock.log")
        reading, writing = os.pipe()
        sys.stdout.flush()
        sys.stderr.flush()
        child = os.fork()
        if not child:
            os.close(reading)
            _serve(["serve", "--port", "0", "--credentials-file", str(env_file), *options], writing, log)
        os.close(writing)
        try:
            with os.fdopen(reading) as output:
                line = output.readline()
            if not line.startswith("ready "):
                msg = f"the mock did not start: {line}{log.read_text()}"
                raise RuntimeError(msg)
            yield ForkedMock(line.removeprefix("ready ").strip(), env_file)
        finally:
            os.kill(child, signal.SIGTERM)
            os.waitpid(child, 0)


def _serve(arguments: Sequence[str], output: int, log: Path) -> NoReturn:
    """Be the mock, whatever this process was before; what it complains of goes into the log."""
    status = 1
    try:
        os.dup2(os.open(log, os.O_WRONLY | os.O_CREAT, 0o600), sys.stderr.fileno())
        with os.fdopen(output, "w") as stdout, contextlib.redirect_stdout(stdout):
            status = cli.main(arguments)
    except Exception:
        traceback.print_exc()
        raise
    finally:
        sys.stderr.flush()
        os._exit(status)


def call_suite(mock: Served, state: str, options: Options, *, until: str | None = None) -> Result:
    """Run the suite against a mock as `dataops-conformance run` does, and return the result; reports are not written.

    With `until` the run ends, as by Ctrl-C, when a check of that requirement has failed.
    """
    environment = {"PATH": os.environ["PATH"], "XDG_STATE_HOME": state}
    set_hypothesis_home_dir(Path(state) / "hypothesis")
    settings = load_settings(replace(options, base_url=mock.url, env_file=mock.env_file), environment)
    return conduct(settings, all_laws(), all_universals(), _Silent(until)).result


class _Silent:
    """Progress that nobody looks at."""

    def __init__(self, until: str | None) -> None:
        self._until = until

    def begin(self, total: int) -> None:
        """Say nothing."""

    def checked(self, result: CheckResult, budget_left: int | None) -> None:
        """Say nothing; end the run where it has found what it was for."""
        if result.requirement == self._until and result.status in {"fail", "warn"}:
            raise KeyboardInterrupt

    def end(self) -> None:
        """Say nothing."""
