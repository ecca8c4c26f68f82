"""What the commands share: the parser, the options that say what to try on which target, and where lines go."""

from __future__ import annotations

import argparse
import re
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NoReturn, Protocol, TextIO, TypeAlias

from dataops_conformance.settings import PROFILES, UsageError
from dataops_conformance.sources import Options

Handler: TypeAlias = Callable[[argparse.Namespace, Mapping[str, str]], int]


class Parser(argparse.ArgumentParser):
    """A parser whose complaints are UsageErrors of one sentence."""

    def error(self, message: str) -> NoReturn:
        """Raise UsageError."""
        # argparse repeats unknown arguments, and one of them may be a secret.
        told = re.sub(r"(unrecognized arguments: \S+).*", r"\1", message)
        msg = f"{told}; see {self.prog} --help."
        raise UsageError(msg)


class Commands(Protocol):
    """Where argparse keeps the commands of a parser."""

    def add_parser(self, name: str, *, help: str, description: str, allow_abbrev: bool) -> Parser:  # noqa: A002
        """Add the parser of a command; the names are argparse's own."""
        ...


def add_settings(parser: argparse.ArgumentParser) -> None:
    """Add the options that say what to try on which target."""
    parser.add_argument("--base-url", metavar="URL", help="the API's address, /api/v4 included (DATAOPS_URL)")
    parser.add_argument("--env-file", type=Path, metavar="PATH", help="a dotenv file with DATAOPS_TOKEN and the like")
    parser.add_argument(
        "--config", type=Path, metavar="PATH", help="settings in TOML; conformance.toml where it is there"
    )
    parser.add_argument(
        "--profile", metavar="NAME", help=f"{', '.join(PROFILES)}; read-only unless the host is a sandbox"
    )
    add_only(parser)
    parser.add_argument(
        "--sandbox",
        action="append",
        default=[],
        metavar="HOST",
        help="a host where things may be changed; loopback is one",
    )
    parser.add_argument("--rate-limit", metavar="N/Ss", help="the quota that the target keeps its users to; 600/60s")
    parser.add_argument("--quota", action="store_true", help="also use up the quota of DATAOPS_QUOTA_TOKEN")
    parser.add_argument(
        "--max-requests", type=int, metavar="N", help="the budget; 600 and more, 60 in profile smoke, 1200 in full"
    )
    parser.add_argument("--seed", type=int, metavar="N", help="what every drawn value comes from; 1")
    parser.add_argument("--waivers", type=Path, metavar="FILE", help="accepted violations, in TOML")
    parser.add_argument(
        "--report", type=Path, metavar="DIR", help="the folder of the reports: result.json, report.html, summary.md …"
    )


def add_parting(parser: argparse.ArgumentParser) -> None:
    """Add the options that part a run."""
    parser.add_argument("--shard", metavar="K/N", help="try the Kth of N parts alone; `merge` joins their results")
    parser.add_argument(
        "-n", "--processes", type=int, metavar="N", help="try the plan in N processes, with one budget and one pace"
    )


def add_only(parser: argparse.ArgumentParser) -> None:
    """Add the option that narrows what is tried."""
    parser.add_argument(
        "--only", action="append", default=[], metavar="NAME",
        help="a requirement, an area or an operation; repeatable: all rules named, on all operations named",
    )  # fmt: skip


def refuse_empty(arguments: Sequence[str]) -> None:
    """Raise UsageError where an argument is empty, as of an unset variable: what stands for it is not meant."""
    for before, argument in zip(("", *arguments), arguments, strict=False):
        name, equals, value = argument.partition("=")
        if equals and name.startswith("--") and not value.strip():
            msg = f"{name} is empty; give it a value, or leave it out."
            raise UsageError(msg)
        if not argument.strip():
            named = before if before.startswith("-") and "=" not in before else "An argument"
            msg = f"{named} is empty; give it a value, or leave it out."
            raise UsageError(msg)


def options_of(chosen: argparse.Namespace) -> Options:
    """Return what the options of `add_settings` say."""
    return Options(
        base_url=chosen.base_url,
        env_file=chosen.env_file,
        config=chosen.config,
        profile=chosen.profile,
        only=chosen.only,
        sandbox=chosen.sandbox,
        rate_limit=chosen.rate_limit,
        quota=chosen.quota,
        max_requests=chosen.max_requests,
        seed=chosen.seed,
        waivers=chosen.waivers,
        report=chosen.report,
        shard=getattr(chosen, "shard", None),
        processes=getattr(chosen, "processes", None),
        database=getattr(chosen, "database", None),
    )


def width() -> int | None:
    """Return the width to wrap at; None where no terminal shows the lines, and something may search them."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def tell(text: str, stream: TextIO | None = None) -> None:
    """Write a line, to stdout unless told."""
    (stream or sys.stdout).write(f"{text}\n")
