"""`dataops-conformance compare`: show several runs side by side, a column a server."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from dataops_conformance.commands.arguments import Parser, tell
from dataops_conformance.report import servers, servers_html
from dataops_conformance.report.files import write_atomically
from dataops_conformance.report.reading import read_result
from dataops_conformance.settings import UsageError


def register(parser: Parser) -> None:
    """Add the arguments of the command."""
    parser.set_defaults(handler=compare)
    parser.add_argument(
        "results", nargs="+", type=Path, metavar="RESULT.json", help="a result.json that `run` wrote, or its folder"
    )
    parser.add_argument("--report", type=Path, metavar="FILE.html", help="also write one page that shows all of it")


def compare(chosen: argparse.Namespace, _environment: Mapping[str, str]) -> int:
    """Print where the runs differ and fail, and write the page where it is asked for."""
    paths: list[Path] = chosen.results
    if len(paths) == 1:
        msg = "One result is compared with nothing; name two or more."
        raise UsageError(msg)
    matrix = servers.server_matrix(servers.columns_of([(path, read_result(path)) for path in paths]))
    if chosen.report is not None:
        _write(chosen.report, servers_html.render(matrix))
    sys.stdout.write(servers.to_text(matrix))
    if chosen.report is not None:
        tell(f"report: {chosen.report}", sys.stderr)
    return 0


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, text)
    except OSError as exc:
        msg = f"The page cannot be written to {str(path)!r}: {exc.strerror}; name another file with --report."
        raise UsageError(msg) from exc
