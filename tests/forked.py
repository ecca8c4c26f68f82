"""Many runs of the suite, each in a process that is forked with everything imported already: it begins at once."""

from __future__ import annotations

import contextlib
import io
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from dataops_conformance import cli

Item = TypeVar("Item")
Outcome = TypeVar("Outcome")


def forked(function: Callable[[Item], Outcome], items: Sequence[Item], workers: int) -> Iterator[Outcome]:
    """Call the function with each item in a process forked for that call; yield what they return as they end."""
    with multiprocessing.get_context("fork").Pool(workers, maxtasksperchild=1) as pool:
        yield from pool.imap_unordered(function, items)


def call_suite(arguments: Sequence[str], state: Path) -> str:
    """Call `dataops-conformance` with its state in this folder; return what it wrote to stderr."""
    environment = {"PATH": os.environ["PATH"], "XDG_STATE_HOME": str(state)}
    errors = io.StringIO()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(errors):
        cli.main(arguments, environment)
    return errors.getvalue()
