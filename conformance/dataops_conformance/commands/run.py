"""`dataops-conformance run`: check a server and tell the verdict."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from datetime import UTC, datetime

from rich.console import Console

from dataops_conformance.commands.arguments import Parser, add_parting, add_settings, options_of
from dataops_conformance.commands.telling import conclude, note, prepare
from dataops_conformance.conduct import conduct
from dataops_conformance.contract import Contract
from dataops_conformance.laws import all_laws, all_universals
from dataops_conformance.manifest import manifest_of
from dataops_conformance.progress import progress_for
from dataops_conformance.sources import load_settings


def register(parser: Parser) -> None:
    """Add the arguments of the command."""
    parser.set_defaults(handler=run)
    add_settings(parser)
    add_parting(parser)
    parser.add_argument(
        "--database", metavar="WHERE", help="where the random search keeps its examples: a folder, or redis://HOST"
    )


def run(chosen: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Run the plan, print the result, write the reports; return the exit status."""
    settings = load_settings(options_of(chosen), environment)
    prepare(settings.report, environment)
    now = datetime.now(UTC)
    note(manifest_of(settings, Contract.load(), now, now), settings.report)
    conducted = conduct(settings, all_laws(), all_universals(), progress_for(Console(stderr=True)))
    return conclude(conducted, settings.report)
