"""`dataops-conformance run`: check a server and tell the verdict."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from datetime import UTC, datetime

from rich.console import Console

from dataops_conformance.commands.arguments import Parser, add_parting, add_settings, options_of, tell
from dataops_conformance.commands.telling import begin, conclude, naming_ledgers, prepare
from dataops_conformance.conduct import conduct, plan_for
from dataops_conformance.contract import Contract
from dataops_conformance.laws import all_laws, all_universals
from dataops_conformance.manifest import manifest_of
from dataops_conformance.progress import progress_for
from dataops_conformance.sources import default_told, load_settings
from dataops_conformance.waivers import read_waivers


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
    options = options_of(chosen)
    settings = load_settings(options, environment)
    contract, laws, universals = Contract.load(), all_laws(), all_universals()
    # Wrong use is told before anything is written or sent.
    plan = plan_for(settings, contract, laws, universals)
    if settings.waivers:
        read_waivers(settings.waivers)
    prepare(settings.report, environment)
    if told := default_told(options, environment):
        tell(f"dataops-conformance: {told}", sys.stderr)
    now = datetime.now(UTC)
    begin(manifest_of(settings, contract, now, now), settings.report)
    with naming_ledgers(settings):
        conducted = conduct(settings, laws, universals, progress_for(Console(stderr=True)), plan=plan)
        return conclude(conducted, settings.report)
