"""What the guides show: their files, and the commands of their console blocks with what they should say."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import textwrap
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.endtoend.processes import clean_environment
from tests.patience import A_RUN, PATIENCE

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
_BLOCK = re.compile(r"^(?P<indent> *)```(?P<language>\w+)\n(?P<text>.*?)^(?P=indent)```$", re.DOTALL | re.MULTILINE)
_STATUS = re.compile(r"  # exit status (\d)$")
_DAY = re.compile(r"^expires = \d{4}-\d\d-\d\d$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Command:
    """A command after `$ `: its exit status, and its output, in which `…` stands for anything."""

    line: str
    status: int
    shown: str

    @property
    def expected(self) -> re.Pattern[str]:
        """What its output must hold."""
        lines = [
            r"(?:.*\n)*?" if line.strip() == "…" else re.escape(line.rstrip()).replace("…", ".*?") + r"[ ]*\n"
            for line in self.shown.splitlines()
        ]
        return re.compile("^" + "".join(lines), re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Said:
    """What came of a command: its exit status, and all that it said."""

    status: int
    text: str


def blocks(guide: Path, *languages: str) -> Iterator[str]:
    """Yield the code blocks of these languages."""
    for found in _BLOCK.finditer(guide.read_text(encoding="utf-8")):
        if found["language"] in languages:
            yield textwrap.dedent(found["text"])


def commands(guide: Path) -> list[Command]:
    """Return the commands of the console blocks that begin with `$ `, in their order."""
    found: list[Command] = []
    for block in blocks(guide, "console"):
        if not block.startswith("$ "):
            continue
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            line, _, shown = part.partition("\n")
            status = _STATUS.search(line)
            found.append(Command(_STATUS.sub("", line), int(status[1]) if status else 0, shown))
    return found


def files(guide: Path) -> Iterator[tuple[str, str]]:
    """Yield name and text of each block that begins with a comment naming a file; days to come stay so."""
    later = (datetime.now(UTC) + timedelta(days=30)).date()
    for block in blocks(guide, "toml", "python", "yaml"):
        named = re.match(r"# (\S+\.\w+)\n", block)
        if named:
            yield named[1], _DAY.sub(f"expires = {later}", block)


@dataclass(slots=True)
class Shell:
    """Runs commands in a folder, and ends the servers that were started in it."""

    folder: Path
    variables: Mapping[str, str] = field(default_factory=dict[str, str])
    _servers: list[subprocess.Popen[str]] = field(default_factory=list[subprocess.Popen[str]])

    def run(self, line: str, **more: str) -> Said:
        """Run a command to its end; one that ends with `&` until it says that it is ready."""
        if line.endswith("&"):
            return self._serve(line.rstrip("& "))
        words = ["bash", "-eo", "pipefail", "-c", line]
        done = subprocess.run(
            words, cwd=self.folder, env=self._environment(more), text=True, timeout=A_RUN, check=False,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        return Said(done.returncode, done.stdout)

    def _serve(self, line: str) -> Said:
        server = subprocess.Popen(
            ["bash", "-c", f"exec {line}"], cwd=self.folder, env=self._environment({}), text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        )  # fmt: skip
        self._servers.append(server)
        assert server.stdout is not None
        ready = server.stdout.readline()
        return Said(0 if ready.startswith("ready ") else server.wait(A_RUN), ready)

    def _environment(self, more: Mapping[str, str]) -> dict[str, str]:
        clean = clean_environment(self.folder / "state")
        path = f"{Path(sys.executable).parent}{os.pathsep}{clean['PATH']}"
        return {**clean, "PATH": path, **self.variables, **more}

    def end(self) -> None:
        """End the servers."""
        for server in self._servers:
            server.send_signal(signal.SIGTERM)
            server.communicate(timeout=PATIENCE)


@contextlib.contextmanager
def shell(folder: Path, **variables: str) -> Generator[Shell]:
    """Yield a shell in a folder; its servers end with it."""
    opened = Shell(folder, variables)
    try:
        yield opened
    finally:
        opened.end()
