"""Reports: the result document rendered for programs, for CI and for people."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

import dataops_spec

from dataops_conformance.report import badge, har, html, json, junit, markdown, sarif
from dataops_conformance.report.files import write_atomically
from dataops_conformance.result import Result

RESULT: Final = "result.json"
"""The result document, which all other reports are rendered from as well."""

_RENDERERS: Final[Mapping[str, Callable[[Result], str]]] = MappingProxyType(
    {
        RESULT: json.render,
        "junit.xml": junit.render,
        "report.html": html.render,
        "summary.md": markdown.render,
        "conformance.sarif": lambda result: sarif.render(result, dataops_spec.places()),
        "badge.json": badge.render,
        "exchanges.har": har.render,
    }
)
FILES: Final = tuple(_RENDERERS)
"""The names of the reports."""

_BEFORE_THE_MARK = 16


def render_all(result: Result) -> Mapping[str, str]:
    """Return file name → content of every report."""
    return {name: render(result) for name, render in _RENDERERS.items()}


def remove_earlier(directory: Path) -> None:
    """Remove the reports that an earlier run left in the directory, so that they are not taken for those of this one.

    They are known by the result document among them; where there is none of the suite's, nothing is removed.

    Raises:
        OSError: one of them cannot be removed.
    """
    document = directory / RESULT
    mark = f'"$schema": "{json.schema_id()}"'
    try:
        with document.open(encoding="utf-8", errors="replace") as file:
            is_ours = mark in file.read(len(mark) + _BEFORE_THE_MARK)
    except FileNotFoundError:
        return
    if is_ours:
        for name in (name for name in FILES if name != RESULT):
            (directory / name).unlink(missing_ok=True)
        document.unlink()


def write_all(result: Result, directory: Path) -> list[Path]:
    """Write every report into the directory, which is made if need be; return their paths.

    Every file is rendered before the first is written, and each is replaced as a whole.

    Raises:
        OSError: the directory or a file cannot be written.
    """
    documents = render_all(result)
    directory.mkdir(parents=True, exist_ok=True)
    for name, text in documents.items():
        write_atomically(directory / name, text)
    return [directory / name for name in documents]
