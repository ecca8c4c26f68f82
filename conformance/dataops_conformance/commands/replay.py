"""`dataops-conformance replay`: run what failed in an earlier run again, as it was run, with fresh things."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from dataops_conformance.attempt import Ended
from dataops_conformance.commands.arguments import Parser, tell
from dataops_conformance.commands.telling import conclude, prepare
from dataops_conformance.contract import Contract
from dataops_conformance.laws import all_laws, all_universals
from dataops_conformance.progress import progress_for
from dataops_conformance.replay import Again, Given, failing, replay, settings_of
from dataops_conformance.report.reading import read_result

_EXIT_STATUS: Mapping[Again, int] = {"shows again": 1, "could not be tried": 3, "does not show": 0}


def register(parser: Parser) -> None:
    """Add the arguments of the command."""
    parser.set_defaults(handler=replay_result)
    parser.add_argument("result", type=Path, metavar="RESULT.json", help="the result document of that run")
    parser.add_argument(
        "check", nargs="*", metavar="CHECK", help="as in PAGE-04[list_projects]; every failure unless told"
    )
    parser.add_argument("--base-url", metavar="URL", help="where the server is by now; where it was unless told")
    parser.add_argument("--env-file", type=Path, metavar="PATH", help="a dotenv file with the tokens; that of the run")
    parser.add_argument(
        "--config", type=Path, metavar="PATH", help="settings in TOML; conformance.toml where it is there"
    )
    parser.add_argument(
        "--sandbox", action="append", default=[], metavar="HOST", help="a host where things may be changed, told anew"
    )
    parser.add_argument("--anyway", action="store_true", help="even if the contract is another one by now")
    parser.add_argument("--report", type=Path, metavar="DIR", help="where to write the reports of the replay")


def replay_result(chosen: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Replay, and tell of each failure whether it shows again; return 1 where one does, 3 where none could be told."""
    earlier = read_result(chosen.result)
    names = failing(earlier, chosen.check, Contract.load(), anyway=chosen.anyway)
    if not names:
        tell(f"{chosen.result} holds no failure to replay.")
        return 0
    settings = settings_of(earlier.manifest, environment, _given(chosen))
    prepare(settings.report, environment)
    progress = progress_for(Console(stderr=True))
    found, conducted = replay(earlier, names, settings, all_laws(), all_universals(), progress)
    conclude(_narrowed(conducted, names), settings.report)
    for name, again in found.items():
        tell(f"replay: {name} {again}")
    told = set(found.values())
    return next(status for again, status in _EXIT_STATUS.items() if again in told)


def _given(chosen: argparse.Namespace) -> Given:
    return Given(chosen.base_url, chosen.env_file, chosen.config, chosen.sandbox, chosen.report)


def _narrowed(conducted: Ended, names: frozenset[str]) -> Ended:
    """Return the run without the checks that only carried others."""
    checks = tuple(check for check in conducted.result.checks if check.name in names)
    return replace(conducted, result=replace(conducted.result, checks=checks))
