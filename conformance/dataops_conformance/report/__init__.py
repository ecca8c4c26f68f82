"""Reports: the result document rendered for programs, for CI and for people."""

from __future__ import annotations

from pathlib import Path

from dataops_conformance.report import html, json, junit
from dataops_conformance.report.files import write_atomically
from dataops_conformance.result import Result


def write_all(result: Result, directory: Path) -> list[Path]:
    """Write result.json, junit.xml and report.html into the directory, which is made if need be; return their paths.

    Every file is rendered before the first is written, and each is replaced as a whole.

    Raises:
        OSError: the directory or a file cannot be written.
    """
    documents = {
        "result.json": json.render(result),
        "junit.xml": junit.render(result),
        "report.html": html.render(result),
    }
    directory.mkdir(parents=True, exist_ok=True)
    for name, text in documents.items():
        write_atomically(directory / name, text)
    return [directory / name for name in documents]
