"""The command line of the mock: `dataops-mock serve` and `dataops-mock faults`."""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

from dataops_mock import logs
from dataops_mock.faults import all_faults, find_fault
from dataops_mock.server import serve
from dataops_mock.settings import RateLimit, Settings

_LEVELS = ("critical", "error", "warning", "info", "debug")
WRONG_USE = 2
_SEED = re.compile(r"-?[0-9]{1,18}")
# The seeded world's tokens end with the last of these years.
_FIRST_YEAR, _LAST_YEAR = 2000, 2099


class _Parser(argparse.ArgumentParser):
    """A parser that tells what is wrong in one sentence, without the list of all options."""

    def error(self, message: str) -> NoReturn:
        self.exit(WRONG_USE, _complaint(message, f"{self.prog} --help"))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status: 0, or 2 for wrong use."""
    options, unknown = _parser().parse_known_args(arguments)
    if unknown:
        options.parser.error(f"unrecognized arguments: {' '.join(unknown)}")
    if options.command == "faults":
        return _list_faults(as_json=options.json)
    logs.configure(options.log_level)
    settings = _settings(options)
    try:
        return serve(settings)
    except ValueError as error:
        return _complain(str(error))
    except OSError as error:
        return _complain(_what_failed(settings, error))


def _complain(sentence: str) -> int:
    sys.stderr.write(_complaint(sentence, "dataops-mock serve --help"))
    return WRONG_USE


def _complaint(sentence: str, help_command: str) -> str:
    return f"dataops-mock: {sentence.removesuffix('.')}; see {help_command}\n"


def _what_failed(settings: Settings, error: OSError) -> str:
    reason = error.strerror or str(error)
    if error.filename is not None:
        return f"The credentials file {settings.credentials_file} cannot be written: {reason}."
    where = f"{settings.host} port {settings.port}"
    return f"Cannot listen on {where}: {reason}; choose another with --port, or --port 0 for a free one."


def _list_faults(*, as_json: bool) -> int:
    faults = all_faults()
    if as_json:
        rows = [
            {
                "name": fault.name,
                "requirement": fault.breaks,
                "level": fault.level,
                "corner": fault.corner,
                "summary": fault.summary,
            }
            for fault in faults
        ]
        _print(json.dumps(rows, indent=2) + "\n")
        return 0
    width = max((len(fault.name) for fault in faults), default=0)
    _print("".join(f"{fault.name:<{width}}  {fault.breaks}  {fault.summary}\n" for fault in faults))
    return 0


def _print(text: str) -> None:
    """Write a text whole, or as much of it as its reader wants."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        # The interpreter flushes what is left when it ends, and would complain of the same pipe.
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _settings(options: argparse.Namespace) -> Settings:
    return Settings(
        host=options.host,
        port=options.port,
        rate_limit=options.rate_limit,
        window=options.window,
        storage_uri=options.storage_uri,
        seed=options.seed,
        projects=options.projects,
        now=options.now,
        strict=options.strict,
        faults=tuple(options.fault),
        credentials_file=options.credentials_file,
        log_level=options.log_level,
    )


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="dataops-mock",
        description="A stateful mock of the DataOps.live REST API that keeps every rule of its contract.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    run = commands.add_parser("serve", help="serve the mock until SIGTERM", allow_abbrev=False)
    run.set_defaults(parser=run)
    run.add_argument("--host", default="127.0.0.1", help="the address to listen on (default %(default)s)")
    run.add_argument("--port", type=_port, default=8000, help="the port, 0 for a free one (default %(default)s)")
    run.add_argument(
        "--rate-limit", type=_rate_limit, default=RateLimit(), metavar="N/Ns",
        help="requests a user may make in so many seconds (default %(default)s)",
    )  # fmt: skip
    run.add_argument("--window", choices=("fixed", "moving"), default="fixed", help="how the quota's time is counted")
    run.add_argument(
        "--storage-uri", default="memory://", help="where the quota is kept: memory:// or redis://HOST:PORT"
    )
    run.add_argument("--seed", type=_seed, default=1, help="the seed of the world (default %(default)s)")
    run.add_argument("--projects", type=_count, default=30, help="how many projects it has (default %(default)s)")
    run.add_argument(
        "--credentials-file", type=Path, metavar="PATH", help="write the world's credentials to this dotenv file"
    )
    run.add_argument("--now", type=_moment, metavar="TIME", help="the ISO 8601 time that the world's clock starts at")
    run.add_argument(
        "--fault", type=_fault, action="append", default=[], metavar="NAME[@CORNER]",
        help="break one rule, everywhere or in one corner: an operation, page-3, forms; repeatable",
    )  # fmt: skip
    run.add_argument(
        "--strict", action="store_true", help="hold every answer against the contract; answer 500 where it fails"
    )
    run.add_argument("--log-level", choices=_LEVELS, default="warning", help="how much goes to standard error")
    faults = commands.add_parser("faults", help="list the faults that --fault takes", allow_abbrev=False)
    faults.set_defaults(parser=faults)
    faults.add_argument(
        "--json", action="store_true", help="as a JSON list of name, requirement, level, corner, summary"
    )
    return parser


def _rate_limit(text: str) -> RateLimit:
    try:
        return RateLimit.parse(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _fault(name: str) -> str:
    try:
        return find_fault(name).name
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _port(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or int(text) > 65535:
        msg = f"{text!r} is no port: write a number from 0 to 65535."
        raise argparse.ArgumentTypeError(msg)
    return int(text)


def _count(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or not 1 <= int(text) <= 100_000:
        msg = f"{text!r} is no number of projects: write one from 1 to 100000."
        raise argparse.ArgumentTypeError(msg)
    return int(text)


def _seed(text: str) -> int:
    if not _SEED.fullmatch(text):
        msg = f"{text!r} is no seed: write a whole number of at most 18 digits."
        raise argparse.ArgumentTypeError(msg)
    return int(text)


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        msg = f"{text!r} is no time: write it as in 2026-01-12T09:30:00Z."
        raise argparse.ArgumentTypeError(msg) from error
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        msg = f"{text!r} is too far away: write a time from the year {_FIRST_YEAR} to {_LAST_YEAR}."
        raise argparse.ArgumentTypeError(msg)
    return moment
