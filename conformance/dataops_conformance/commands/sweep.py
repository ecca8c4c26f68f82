"""`dataops-conformance sweep`: remove what an earlier run left."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from dataops_conformance.attempt import LEDGERS
from dataops_conformance.commands.arguments import Parser, add_settings, options_of, tell
from dataops_conformance.settings import Settings
from dataops_conformance.sources import load_settings, state_folder
from dataops_conformance.sweep import sweep
from dataops_conformance.target.ledger import Ledger, LedgerError, LedgerHeldError
from dataops_conformance.verdict import EXIT_STATUS


def register(parser: Parser) -> None:
    """Add the arguments of the command."""
    parser.set_defaults(handler=sweep_ledgers)
    folder = str(state_folder(os.environ)).replace("%", "%%")
    parser.add_argument("ledger", nargs="*", type=Path, help=f"ledgers; those in --report, else {folder}, unless told")
    add_settings(parser)


def sweep_ledgers(chosen: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Remove what the ledgers list, and tell what is left.

    Where none is named, those of the server are taken that are in the folder, and the others are told.
    """
    # What needs no request is told before a token is asked for.
    early = load_settings(options_of(chosen), environment, offline=True)
    named: list[Path] = chosen.ledger
    paths = named or _found(early)
    if not paths:
        tell(f"There is nothing to sweep: no ledger of {early.base_url} in {early.ledgers}.")
        return 0
    if not any(Ledger.read(path).live for path in paths):
        for path in paths:
            Ledger.take(path).close()
        tell(f"There is nothing to sweep: what {', '.join(map(str, paths))} lists is gone already.")
        return 0
    settings = load_settings(options_of(chosen), environment)
    left = sum(_sweep(path, settings, is_named=bool(named)) for path in paths)
    return EXIT_STATUS["inconclusive"] if left else 0


def _found(settings: Settings) -> Sequence[Path]:
    """Return the ledgers in the folder that are of the server, and tell why each of the others is passed over."""
    found: list[Path] = []
    for path in sorted(settings.ledgers.glob(LEDGERS)):
        try:
            # Held for this moment, so that what a run that is under way writes is not taken for what one left.
            ledger = Ledger.take(path)
        except LedgerError as exc:
            tell(str(exc))
            continue
        ledger.let_go()
        if ledger.header.base_url == settings.base_url:
            found.append(path)
        else:
            tell(f"The ledger {path} is of {ledger.header.base_url}; give that as --base-url to sweep it.")
    return found


def _sweep(path: Path, settings: Settings, *, is_named: bool) -> int:
    """Remove what one ledger lists, and return how many things are left."""
    try:
        swept = sweep(path, settings)
    except LedgerHeldError as exc:
        # One that is named is refused, as one of another server is.
        if is_named:
            raise
        tell(str(exc))
        return 0
    tell(f"{path}: {swept.removed} removed, {len(swept.leftovers)} left")
    for item in (*swept.others, *swept.leftovers):
        tell(f"  {item.kind} {item.path}: {item.reason}")
    return len(swept.leftovers)
