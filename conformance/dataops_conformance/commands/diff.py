"""`dataops-conformance diff`: tell what changed from one run to another."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from dataops_conformance.commands.arguments import Parser
from dataops_conformance.report.changes import Comparison, compare_runs
from dataops_conformance.report.difftext import to_json, to_markdown, to_text
from dataops_conformance.report.reading import read_result

_FORMATS: Mapping[str, Callable[[Comparison], str]] = {"text": to_text, "markdown": to_markdown, "json": to_json}


def register(parser: Parser) -> None:
    """Add the arguments of the command."""
    parser.set_defaults(handler=diff)
    parser.add_argument("before", type=Path, metavar="A.json", help="the result.json of the first run, or its folder")
    parser.add_argument("after", type=Path, metavar="B.json", help="that of the second")
    parser.add_argument("--format", choices=tuple(_FORMATS), default="text", help="text unless told otherwise")


def diff(chosen: argparse.Namespace, _environment: Mapping[str, str]) -> int:
    """Print what changed; return 1 where something fails that did not, else 0."""
    comparison = compare_runs(read_result(chosen.before), read_result(chosen.after))
    sys.stdout.write(_FORMATS[chosen.format](comparison))
    return 1 if comparison.is_worse else 0
