"""Run one command of a language, and tell from its output what it warned of."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.languages.definitions import KnownWarning

_WARNING: Final = re.compile(r"\bwarn(?:ing)?s?\b", re.IGNORECASE)
# "0 warnings", "no warnings": a tool that says that there were none.
_NONE: Final = re.compile(r"\b(?:0|no)\s+warnings?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Ran:
    """What came of a command: its exit status (None where it took too long), its seconds, and both of its outputs."""

    status: int | None
    seconds: float
    stdout: str
    stderr: str

    @property
    def output(self) -> str:
        """Both outputs, one after the other."""
        return "\n".join(part for part in (self.stdout.strip(), self.stderr.strip()) if part)


@dataclass(frozen=True, slots=True)
class Warned:
    """The lines that look like warnings: for each that is known why it is accepted, and the others themselves."""

    known: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


def run_command(command: Sequence[str], folder: Path, environment: Mapping[str, str], timeout: int) -> Ran:
    """Run the command in the folder to its end; after `timeout` seconds kill it with all that it started.

    Raises:
        OSError: the command cannot be started.
    """
    started = time.perf_counter()
    with subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        status: int | None
        try:
            stdout, stderr = process.communicate(timeout=timeout)
            status = process.returncode
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            stdout, stderr = process.communicate()
            status = None
    return Ran(status, round(time.perf_counter() - started, 1), stdout, stderr)


def warnings_in(output: str, known: Sequence[KnownWarning]) -> Warned:
    """Sift the lines that look like warnings by the first of the known patterns that finds itself in them."""
    explained: list[str] = []
    others: list[str] = []
    for line in output.splitlines():
        if not _WARNING.search(line) or _NONE.search(line):
            continue
        why = next((each.why for each in known if each.pattern.search(line)), None)
        if why is None:
            others.append(line.strip())
        else:
            explained.append(why)
    return Warned(tuple(explained), tuple(others))
