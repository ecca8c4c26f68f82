"""`dataops-conformance coverage`: show what the laws cover, and what runs exercised of it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from dataops_conformance.commands.arguments import Parser, tell
from dataops_conformance.contract import Contract
from dataops_conformance.coverage.declared import declared
from dataops_conformance.coverage.orphans import orphans
from dataops_conformance.coverage.rendering import to_json, to_markdown, to_text
from dataops_conformance.coverage.table import CoverageTable, coverage_table
from dataops_conformance.laws import all_laws, all_universals
from dataops_conformance.report.reading import read_result
from dataops_conformance.result import Result

_FORMATS: Mapping[str, Callable[[CoverageTable, Sequence[str]], str]] = {
    "text": to_text, "markdown": to_markdown, "json": to_json,
}  # fmt: skip


def register(parser: Parser) -> None:
    """Add the arguments of the command."""
    parser.set_defaults(handler=cover)
    parser.add_argument(
        "results", nargs="*", type=Path, metavar="RESULT.json", help="results of runs, or their folders"
    )
    parser.add_argument("--format", choices=tuple(_FORMATS), default="text", help="text unless told otherwise")


def cover(chosen: argparse.Namespace, _environment: Mapping[str, str]) -> int:
    """Print the coverage; return 1 where a rule, a law, an operation or a status stands alone, else 0."""
    paths: list[Path] = chosen.results
    runs = [read_result(path) for path in paths]
    contract, laws, universals = Contract.load(), all_laws(), all_universals()
    for path, run in zip(paths, runs, strict=True):
        _warn_of_another_contract(path, run, contract)
    table = coverage_table(contract, laws, universals, declared(), runs)
    alone = orphans(table, contract, laws, universals, declared())
    sys.stdout.write(_FORMATS[chosen.format](table, alone))
    return 1 if alone else 0


def _warn_of_another_contract(path: Path, run: Result, contract: Contract) -> None:
    if run.manifest.contract_hash != contract.sha256:
        tell(f"note: {path} is of another contract ({run.manifest.contract_hash[:12]}).", sys.stderr)
