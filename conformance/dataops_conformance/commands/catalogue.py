"""`dataops-conformance list`: list the requirements."""

from __future__ import annotations

import argparse
from collections.abc import Mapping

from dataops_conformance import listing
from dataops_conformance.commands.arguments import Parser, add_only, tell, width
from dataops_conformance.contract import Contract
from dataops_conformance.laws import all_laws, all_universals
from dataops_conformance.selection import select
from dataops_conformance.settings import PROFILES


def register(parser: Parser) -> None:
    """Add the arguments of the command."""
    parser.set_defaults(handler=list_requirements)
    add_only(parser)
    parser.add_argument("--level", choices=("MUST", "SHOULD", "MAY"), help="only those of this level")
    parser.add_argument("--profile", choices=PROFILES, help="only those that this profile tries")
    parser.add_argument("--unchecked", action="store_true", help="only those that no law tries")


def list_requirements(chosen: argparse.Namespace, _environment: Mapping[str, str]) -> int:
    """Print the requirements that are asked for."""
    contract = Contract.load()
    lines = listing.requirement_lines(
        contract,
        select(contract, chosen.only),
        all_laws(),
        all_universals(),
        level=chosen.level,
        profile=chosen.profile,
        unchecked=chosen.unchecked,
        width=width(),
    )
    tell("\n".join(lines))
    return 0
