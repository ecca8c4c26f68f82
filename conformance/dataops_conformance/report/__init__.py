"""Reports: the result document rendered for programs, for CI and for people."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import dataops_spec

from dataops_conformance.report import badge, har, html, json, junit, markdown, sarif
from dataops_conformance.report.files import write_atomically
from dataops_conformance.result import Result


def render_all(result: Result) -> Mapping[str, str]:
    """Return file name → content of every report."""
    return {
        "result.json": json.render(result),
        "junit.xml": junit.render(result),
        "report.html": html.render(result),
        "summary.md": markdown.render(result),
        "conformance.sarif": sarif.render(result, dataops_spec.places()),
        "badge.json": badge.render(result),
        "exchanges.har": har.render(result),
    }


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
