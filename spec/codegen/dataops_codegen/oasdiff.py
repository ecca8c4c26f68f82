"""Compare two OpenAPI documents with oasdiff, a Go program that is installed by `go install` at a pinned version."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from datetime import date
from pathlib import Path

from dataops_spec import JsonObject, JsonValue

from dataops_codegen.changelog import Change, read_changes
from dataops_codegen.text import to_json
from dataops_codegen.tools import ToolError, run

VERSION = "v1.35.0"
_MODULE = "github.com/oasdiff/oasdiff"
# What oasdiff thinks of the version number; `versions.judge` decides that.
_ON_VERSIONS = frozenset({"api-version-not-bumped", "api-version-decreased", "api-major-version-not-bumped"})


def executable() -> Path:
    """Return where the pinned oasdiff is, once it is installed: below `XDG_CACHE_HOME`, or `~/.cache`."""
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(cache) / "dataops-api" / f"oasdiff-{VERSION}" / ("oasdiff.exe" if os.name == "nt" else "oasdiff")


def is_available() -> bool:
    """Tell whether oasdiff is installed, or Go, which installs it."""
    return executable().is_file() or shutil.which("go") is not None


def install() -> None:
    """Build oasdiff with `go install` unless it is there; about a minute once. Raise `ToolError` where that fails."""
    program = executable()
    if program.is_file():
        return
    if not is_available():
        msg = f"oasdiff {VERSION}, which compares the documents, is built with Go; Go is not on PATH, install it."
        raise ToolError(msg)
    program.parent.mkdir(parents=True, exist_ok=True)
    # Built aside and put in place whole, since two sessions may do this at a time.
    with tempfile.TemporaryDirectory(dir=program.parent) as work:
        run(["go", "install", f"{_MODULE}@{VERSION}"], Path(work), {"GOBIN": work, "CGO_ENABLED": "0"})
        (Path(work) / program.name).replace(program)


def compare(published: JsonObject, present: JsonObject, today: date) -> list[Change]:
    """Return what changed from `published` to `present`; raise `ToolError` where oasdiff is missing or fails.

    To remove what is deprecated is breaking before the day of its `x-sunset`, and on that day or later it is not.
    """
    # In a folder of its own, where oasdiff finds no settings of somebody else's.
    with tempfile.TemporaryDirectory(prefix="dataops-oasdiff-") as work:
        for name, document in (("published.json", published), ("present.json", present)):
            (Path(work) / name).write_bytes(to_json(_without_past_sunsets(document, today)))
        command = [str(executable()), "changelog", "--format", "json", "--allow-external-refs=false"]
        output = run([*command, "published.json", "present.json"], Path(work), {"OASDIFF_CONFIG": ""})
    try:
        entries: JsonValue = json.loads(output)
    except ValueError as exc:
        msg = f"oasdiff said what is no JSON:\n{output}"
        raise ToolError(msg) from exc
    return [change for change in read_changes(entries) if change.id not in _ON_VERSIONS]


def _without_past_sunsets(value: JsonValue, today: date) -> JsonValue:
    """Leave out each day that has come: oasdiff is silent on what is removed after it, and a changelog is not."""
    if isinstance(value, list):
        return [_without_past_sunsets(item, today) for item in value]
    if not isinstance(value, dict):
        return value
    sunset = value.get("x-sunset") if value.get("deprecated") is True else None
    past = isinstance(sunset, str) and sunset <= today.isoformat()
    return {key: _without_past_sunsets(item, today) for key, item in value.items() if not (past and key == "x-sunset")}
