"""`dataops-conformance plan`: show what a run would try and what it would cost; sends nothing."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import replace

from dataops_conformance import listing
from dataops_conformance.commands.arguments import Parser, add_parting, add_settings, options_of, tell, width
from dataops_conformance.conduct import plan_for
from dataops_conformance.contract import Contract
from dataops_conformance.laws import all_laws, all_universals
from dataops_conformance.parts import budget_of, shard_of
from dataops_conformance.sources import load_settings


def register(parser: Parser) -> None:
    """Add the arguments of the command."""
    parser.set_defaults(handler=plan)
    add_settings(parser)
    add_parting(parser)
    parser.add_argument("--verbose", action="store_true", help="a line for each check, in their order")


def plan(chosen: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Print the plan."""
    settings = load_settings(options_of(chosen), environment, offline=True)
    contract = Contract.load()
    made = plan_for(settings, contract, all_laws(), all_universals())
    if settings.shard:
        made = shard_of(made, contract, settings, settings.shard)
        settings = replace(settings, max_requests=budget_of(settings))
    tell("\n".join(listing.plan_lines(made, settings, contract, verbose=chosen.verbose, width=width())))
    return 0
