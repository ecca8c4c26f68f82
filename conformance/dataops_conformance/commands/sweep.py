"""`dataops-conformance sweep`: remove what an earlier run left."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

from dataops_conformance.commands.arguments import Parser, add_settings, options_of, tell
from dataops_conformance.sources import load_settings, state_folder
from dataops_conformance.sweep import sweep
from dataops_conformance.target.ledger import Ledger
from dataops_conformance.verdict import EXIT_STATUS


def register(parser: Parser) -> None:
    """Add the arguments of the command."""
    parser.set_defaults(handler=sweep_ledgers)
    parser.add_argument("ledger", nargs="*", type=Path, help=f"ledgers; those in {state_folder({})} unless told")
    add_settings(parser)


def sweep_ledgers(chosen: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Remove what the ledgers list, and tell what is left."""
    # What needs no request is told before a token is asked for.
    folder = load_settings(options_of(chosen), environment, offline=True).ledgers
    paths: list[Path] = chosen.ledger or sorted(folder.glob("ledger-*.jsonl"))
    if not paths:
        tell(f"There is nothing to sweep: no ledger in {folder}.")
        return 0
    ledgers = [Ledger.read(path) for path in paths]
    if not any(ledger.live for ledger in ledgers):
        for ledger in ledgers:
            ledger.close()
        tell(f"There is nothing to sweep: what {', '.join(map(str, paths))} lists is gone already.")
        return 0
    settings = load_settings(options_of(chosen), environment)
    left = 0
    for path in paths:
        swept = sweep(path, settings)
        tell(f"{path}: {swept.removed} removed, {len(swept.leftovers)} left")
        for item in (*swept.others, *swept.leftovers):
            tell(f"  {item.kind} {item.path}: {item.reason}")
        left += len(swept.leftovers)
    return EXIT_STATUS["inconclusive"] if left else 0
