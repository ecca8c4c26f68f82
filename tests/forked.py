"""Many runs of the suite, each in a process that is forked with everything imported already: it begins at once."""

from __future__ import annotations

import multiprocessing
import os
import string
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from dataops_conformance.conduct import conduct
from dataops_conformance.drawing import draw_one
from dataops_conformance.laws import all_laws, all_universals
from dataops_conformance.result import CheckResult, Result
from dataops_conformance.sources import Options, load_settings
from hypothesis import strategies as st
from hypothesis.configuration import set_hypothesis_home_dir

from tests.servers import RunningMock

Item = TypeVar("Item")
Outcome = TypeVar("Outcome")


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


def call_suite(mock: RunningMock, state: str, options: Options, *, until: str | None = None) -> Result:
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
