"""What the machine has: the toolchains, the shared folder of downloads, openapi-generator's jar."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import Final

from tests.languages.definitions import jar_name

CACHE_VARIABLE: Final = "DATAOPS_LANGUAGES_CACHE"
_ARTIFACT: Final = "org.openapitools:openapi-generator-cli"


class ToolError(Exception):
    """A tool that all languages share could not be had; the message says what was tried."""


def cache_folder() -> Path:
    """Return the folder of downloads, made where it is missing: `DATAOPS_LANGUAGES_CACHE`, or one in the temporary folder."""
    named = os.environ.get(CACHE_VARIABLE)
    folder = Path(named) if named else Path(tempfile.gettempdir()) / "languages-cache"
    folder.mkdir(parents=True, exist_ok=True)
    return folder.resolve()


@contextlib.contextmanager
def held(cache: Path, say: Callable[[str], None]) -> Generator[None]:
    """Hold the folder of downloads alone: Maven and Cargo write there, and two runs at once would meet half a file.

    Another run that holds it is waited for, and `say` tells so; a run that died holds nothing.
    """
    with (cache / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"waiting for another run that uses {cache}")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def missing(needs: Sequence[str]) -> list[str]:
    """Return those of the commands that are not on PATH."""
    return [command for command in needs if shutil.which(command) is None]


def generator_jar(cache: Path, version: str) -> Path:
    """Return openapi-generator's command line as a jar; Maven fetches it when the cache lacks it.

    Raises:
        ToolError: Maven is missing or could not fetch it.
    """
    jar = cache / "jars" / jar_name(version)
    if jar.is_file():
        return jar
    command = [
        "mvn", "--batch-mode", "--quiet", "dependency:copy", f"-Dartifact={_ARTIFACT}:{version}",
        f"-DoutputDirectory={jar.parent}", f"-Dmaven.repo.local={cache / 'maven'}",
    ]  # fmt: skip
    if missing(["mvn"]):
        raise ToolError(f"{_ARTIFACT}:{version} is fetched with mvn, which is not on PATH; install Maven")
    # In the cache, where no pom.xml of a caller's folder is found.
    done = subprocess.run(command, cwd=cache, capture_output=True, text=True, check=False, timeout=600)
    if not jar.is_file():
        raise ToolError(f"mvn could not fetch {_ARTIFACT}:{version}; it said:\n{done.stdout}{done.stderr}")
    return jar
