"""`dataops-conformance explain`: say what a requirement means and how it is tried."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping

from dataops_conformance.commands.arguments import Commands, add_command
from dataops_conformance.explain import explain
from dataops_conformance.settings import UsageError


def register(commands: Commands) -> None:
    """Add the command."""
    parser = add_command(commands, "explain", "say what a requirement means and how it is tried", explain_one)
    parser.add_argument("name", metavar="ID", help="a requirement or an area, as in PAGE-04")


def explain_one(chosen: argparse.Namespace, _environment: Mapping[str, str]) -> int:
    """Print the explanation."""
    try:
        sys.stdout.write(explain(chosen.name))
    except ValueError as exc:
        raise UsageError(str(exc)) from exc
    return 0
