"""The command line, `dataops-conformance COMMAND`; each command is a module of `commands/`.

Exit status: 0 conforms, 1 violates, 2 wrong usage or settings, 3 inconclusive, an interrupted run among them, and one
in which the suite itself broke.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Mapping, Sequence
from importlib.metadata import version

from dataops_conformance.commands import register_all
from dataops_conformance.commands.arguments import Handler, Parser, refuse_empty, tell
from dataops_conformance.settings import UsageError
from dataops_conformance.target.ledger import LedgerError

USAGE, INCONCLUSIVE = 2, 3


def main(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Do what the arguments say and return the exit status."""
    try:
        refuse_empty(arguments)
        parser = _parser(arguments)
        chosen, left = parser.parse_known_args(_without_secrets(arguments))
        _take_up(parser, chosen, left)
        handler: Handler = chosen.handler
        return handler(chosen, environment)
    except (UsageError, LedgerError) as exc:
        tell(f"dataops-conformance: {exc}", sys.stderr)
        return USAGE
    except KeyboardInterrupt as exc:
        tell(f"dataops-conformance: {exc or 'interrupted.'}", sys.stderr)
        return INCONCLUSIVE
    except BrokenPipeError:
        # The reader of a long listing went away; that is its right.
        sys.stderr.close()
        return 0


def _take_up(parser: Parser, chosen: argparse.Namespace, left: Sequence[str]) -> None:
    """Give the command the names that stand after its options, which argparse leaves over; refuse anything else."""
    is_named = "check" in chosen and not any(argument.startswith("-") for argument in left)
    if left and not is_named:
        parser.error(f"unrecognized arguments: {' '.join(left)}")
    if left:
        chosen.check = [*chosen.check, *left]


def _parser(arguments: Sequence[str]) -> Parser:
    parser = Parser(
        prog="dataops-conformance",
        description="Check a server against the contract of the DataOps.live REST API.",
        epilog="Exit status: 0 conforms, 1 violates, 2 wrong usage or settings, 3 inconclusive or interrupted.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {version('dataops-api')}")
    commands = parser.add_subparsers(dest="command", required=True, parser_class=Parser, metavar="COMMAND")
    register_all(commands, arguments)
    return parser


def _without_secrets(arguments: Sequence[str]) -> Sequence[str]:
    """Return the arguments; raise UsageError where one is an option for a token, without repeating its value."""
    for argument in arguments:
        name = argument.partition("=")[0]
        if name.startswith("-") and re.search(r"token|secret|password", name, re.IGNORECASE):
            msg = (
                f"{name} is refused: others can read a command line; put the token into DATAOPS_TOKEN or a dotenv file."
            )
            raise UsageError(msg)
    return arguments
