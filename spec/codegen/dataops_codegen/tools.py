"""Run the generators, quiet or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType


class ToolError(Exception):
    """A generator or a linter failed, or warned."""


def run_python_tool(module: str, arguments: Sequence[str], cwd: Path) -> str:
    """Run `python -P -m MODULE ARGUMENTS` in `cwd` and return what it wrote, standard error last.

    Raises `ToolError` with the output if the exit status is not 0.
    """
    return run([sys.executable, "-P", "-m", module, *arguments], cwd)


def run(command: Sequence[str], cwd: Path, variables: Mapping[str, str] = MappingProxyType({})) -> str:
    """Run `command` in `cwd`, with `variables` in its environment, and return what it wrote.

    Raises `ToolError` if it cannot run or its exit status is not 0.
    """
    environment = {**os.environ, "NO_COLOR": "1", "PYTHONUTF8": "1", **variables}
    try:
        done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    except OSError as exc:
        msg = f"{command[0]} cannot be run: {exc.strerror}."
        raise ToolError(msg) from exc
    output = "\n".join(part for part in (done.stdout.strip(), done.stderr.strip()) if part)
    if done.returncode:
        msg = f"{' '.join(command)} ended with status {done.returncode}:\n{output}"
        raise ToolError(msg)
    return output
