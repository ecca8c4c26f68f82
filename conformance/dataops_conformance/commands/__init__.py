"""The commands, a module each: `register` adds its parser, and the handler that the parser names does the work."""

from __future__ import annotations

from dataops_conformance.commands import catalogue, compare, coverage, diff, explaining, merge, plan, replay, run, sweep
from dataops_conformance.commands.arguments import Commands

# In the order in which --help shows them.
_COMMANDS = (run, plan, replay, merge, diff, compare, coverage, sweep, catalogue, explaining)


def register_all(commands: Commands) -> None:
    """Add every command."""
    for command in _COMMANDS:
        command.register(commands)
