"""The commands, a module each: `register` adds its arguments, and the handler that it names does the work.

Only the module of the command that is called is imported, for some bring large libraries.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol, cast

from dataops_conformance.commands.arguments import Commands, Parser


@dataclass(frozen=True, slots=True)
class Command:
    """A command as --help lists it, and the module that does it."""

    name: str
    summary: str
    module: str


class _Module(Protocol):
    def register(self, parser: Parser) -> None:
        """Add the arguments of the command."""
        ...


# In the order in which --help shows them.
COMMANDS = (
    Command("run", "check a server and tell the verdict", "run"),
    Command("plan", "show what a run would try, and what it would cost; sends nothing", "plan"),
    Command("replay", "run what failed in an earlier run again", "replay"),
    Command("merge", "join the results of the shards of a run", "merge"),
    Command("diff", "tell what changed from one run to another; 1 when something new fails", "diff"),
    Command("compare", "show several runs side by side, a column a server", "compare"),
    Command("coverage", "show what laws cover and runs exercised; 1 where something stands alone", "coverage"),
    Command("sweep", "remove what an earlier run left", "sweep"),
    Command("list", "list the requirements", "catalogue"),
    Command("explain", "say what a requirement means and how it is tried", "explaining"),
)


def register_all(commands: Commands, arguments: Sequence[str]) -> None:
    """Add every command, and the arguments of the one that is called."""
    for command in COMMANDS:
        description = f"{command.summary[0].upper()}{command.summary[1:]}."
        parser = commands.add_parser(command.name, help=command.summary, description=description, allow_abbrev=False)
        if command.name in arguments:
            cast("_Module", import_module(f"{__name__}.{command.module}")).register(parser)
