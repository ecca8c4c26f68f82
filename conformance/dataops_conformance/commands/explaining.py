"""`dataops-conformance explain`: say what a requirement means and how it is tried."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping

from dataops_conformance.commands.arguments import Parser
from dataops_conformance.explain import explain
from dataops_conformance.settings import UsageError


def register(parser: Parser) -> None:
    """Add the arguments of the command."""
    parser.set_defaults(handler=explain_one)
    parser.add_argument("name", metavar="ID", help="a requirement, an area or an operation, as in PAGE-04")


def explain_one(chosen: argparse.Namespace, _environment: Mapping[str, str]) -> int:
    """Print the explanation."""
    try:
        sys.stdout.write(explain(chosen.name))
    except ValueError as exc:
        raise UsageError(str(exc)) from exc
    return 0
