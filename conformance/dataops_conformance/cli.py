"""The command line: `dataops-conformance run | list | explain | plan | sweep`.

Exit status: 0 conforms, 1 violates, 2 wrong usage or settings, 3 inconclusive, an interrupted run among them.
"""

from __future__ import annotations

import argparse
import re
import shutil
import signal
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn, TextIO

from hypothesis.configuration import set_hypothesis_home_dir
from rich.console import Console

from dataops_conformance import listing
from dataops_conformance.conduct import Conducted, conduct, plan_for
from dataops_conformance.contract import Contract
from dataops_conformance.explain import explain
from dataops_conformance.laws import all_laws, all_universals
from dataops_conformance.progress import progress_for
from dataops_conformance.report import write_all
from dataops_conformance.report.files import ensure_writable
from dataops_conformance.report.terminal import print_result, print_verdict
from dataops_conformance.selection import select
from dataops_conformance.settings import PROFILES, UsageError
from dataops_conformance.sources import Options, load_settings, state_folder
from dataops_conformance.sweep import sweep
from dataops_conformance.target.ledger import Ledger, LedgerError
from dataops_conformance.verdict import EXIT_STATUS

USAGE, INCONCLUSIVE = 2, 3


def main(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Do what the arguments say and return the exit status."""
    try:
        chosen = _parser().parse_args(_without_secrets(arguments))
        return _dispatch(chosen, environment)
    except (UsageError, LedgerError) as exc:
        _tell(f"dataops-conformance: {exc}", sys.stderr)
        return USAGE
    except KeyboardInterrupt:
        _tell("dataops-conformance: interrupted; `dataops-conformance sweep` removes what may be left.", sys.stderr)
        return INCONCLUSIVE
    except BrokenPipeError:
        # The reader of a long listing went away; that is its right.
        sys.stderr.close()
        return 0


def _dispatch(chosen: argparse.Namespace, environment: Mapping[str, str]) -> int:
    if chosen.command == "run":
        return _run(_options(chosen), environment)
    if chosen.command == "plan":
        return _plan(_options(chosen), environment, verbose=chosen.verbose)
    if chosen.command == "sweep":
        return _sweep(chosen, environment)
    if chosen.command == "explain":
        return _explain(chosen.name)
    return _list(chosen)


def _run(options: Options, environment: Mapping[str, str]) -> int:
    settings = load_settings(options, environment)
    _see_that_reports_can_be_written(settings.report)
    signal.signal(signal.SIGTERM, _as_interrupt)
    # Hypothesis keeps its tables of characters; not in the folder that the user happens to be in.
    set_hypothesis_home_dir(state_folder(environment) / "hypothesis")
    conducted = conduct(settings, all_laws(), all_universals(), progress_for(Console(stderr=True)))
    if conducted.refused is None:
        print_result(conducted.result, Console())
    else:
        _tell(f"dataops-conformance: {conducted.refused}", sys.stderr)
        print_verdict(conducted.result, Console())
    _report(conducted, settings.report)
    return EXIT_STATUS[conducted.result.verdict]


def _see_that_reports_can_be_written(folder: Path | None) -> None:
    """Raise UsageError where they cannot: before the first request, for afterwards the run would be lost."""
    if folder is None:
        return
    if folder.exists() and not folder.is_dir():
        msg = f"The report folder {str(folder)!r} is a file; name a folder with --report."
        raise UsageError(msg)
    try:
        ensure_writable(folder)
    except OSError as exc:
        raise _unwritable(folder, exc) from exc


def _unwritable(folder: Path, error: OSError) -> UsageError:
    return UsageError(
        f"The reports cannot be written to {str(folder)!r}: {error.strerror}; name another folder with --report."
    )


def _report(conducted: Conducted, folder: Path | None) -> None:
    if folder is None:
        return
    try:
        written = write_all(conducted.result, folder)
    except OSError as exc:
        raise _unwritable(folder, exc) from exc
    if conducted.refused is None:
        _tell(f"reports: {', '.join(map(str, written))}", sys.stderr)


def _plan(options: Options, environment: Mapping[str, str], *, verbose: bool) -> int:
    settings = load_settings(options, environment, offline=True)
    contract = Contract.load()
    plan = plan_for(settings, contract, all_laws(), all_universals())
    _tell("\n".join(listing.plan_lines(plan, settings, contract, verbose=verbose, width=_width())))
    return 0


def _sweep(chosen: argparse.Namespace, environment: Mapping[str, str]) -> int:
    # What needs no request is told before a token is asked for.
    folder = load_settings(_options(chosen), environment, offline=True).ledgers
    paths: list[Path] = chosen.ledger or sorted(folder.glob("ledger-*.jsonl"))
    if not paths:
        _tell(f"There is nothing to sweep: no ledger in {folder}.")
        return 0
    ledgers = [Ledger.read(path) for path in paths]
    if not any(ledger.live for ledger in ledgers):
        for ledger in ledgers:
            ledger.close()
        _tell(f"There is nothing to sweep: what {', '.join(map(str, paths))} lists is gone already.")
        return 0
    settings = load_settings(_options(chosen), environment)
    left = 0
    for path in paths:
        swept = sweep(path, settings)
        _tell(f"{path}: {swept.removed} removed, {len(swept.leftovers)} left")
        for item in swept.leftovers:
            _tell(f"  {item.kind} {item.path}: {item.reason}")
        left += len(swept.leftovers)
    return INCONCLUSIVE if left else 0


def _explain(name: str) -> int:
    try:
        sys.stdout.write(explain(name))
    except ValueError as exc:
        raise UsageError(str(exc)) from exc
    return 0


def _list(chosen: argparse.Namespace) -> int:
    contract = Contract.load()
    selection = select(contract, chosen.only)
    lines = listing.requirement_lines(
        contract,
        selection,
        all_laws(),
        all_universals(),
        level=chosen.level,
        profile=chosen.profile,
        unchecked=chosen.unchecked,
        width=_width(),
    )
    _tell("\n".join(lines))
    return 0


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        # argparse repeats unknown arguments, and one of them may be a secret.
        told = re.sub(r"(unrecognized arguments: \S+).*", r"\1", message)
        msg = f"{told}; see {self.prog} --help."
        raise UsageError(msg)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="dataops-conformance",
        description="Check a server against the contract of the DataOps.live REST API.",
        epilog="Exit status: 0 conforms, 1 violates, 2 wrong usage or settings, 3 inconclusive or interrupted.",
        allow_abbrev=False,
    )
    commands = parser.add_subparsers(dest="command", required=True, parser_class=_Parser, metavar="COMMAND")
    run = commands.add_parser("run", help="check a server and tell the verdict", allow_abbrev=False)
    _add_settings(run)
    plan = commands.add_parser(
        "plan", help="show what a run would try, and what it would cost; sends nothing", allow_abbrev=False
    )
    _add_settings(plan)
    plan.add_argument("--verbose", action="store_true", help="a line for each check, in their order")
    swept = commands.add_parser("sweep", help="remove what an earlier run left", allow_abbrev=False)
    swept.add_argument("ledger", nargs="*", type=Path, help=f"ledgers; those in {state_folder({})} unless told")
    _add_settings(swept)
    listed = commands.add_parser("list", help="list the requirements", allow_abbrev=False)
    _add_only(listed)
    listed.add_argument("--level", choices=("MUST", "SHOULD", "MAY"), help="only those of this level")
    listed.add_argument("--profile", choices=PROFILES, help="only those that this profile tries")
    listed.add_argument("--unchecked", action="store_true", help="only those that no law tries")
    explained = commands.add_parser(
        "explain", help="say what a requirement means and how it is tried", allow_abbrev=False
    )
    explained.add_argument("name", metavar="ID", help="a requirement or an area, as in PAGE-04")
    return parser


def _add_settings(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--base-url", metavar="URL", help="the API's address, /api/v4 included (DATAOPS_URL)")
    parser.add_argument("--env-file", type=Path, metavar="PATH", help="a dotenv file with DATAOPS_TOKEN and the like")
    parser.add_argument(
        "--config", type=Path, metavar="PATH", help="settings in TOML; conformance.toml where it is there"
    )
    parser.add_argument(
        "--profile", metavar="NAME", help=f"{', '.join(PROFILES)}; read-only unless the host is a sandbox"
    )
    _add_only(parser)
    parser.add_argument(
        "--sandbox",
        action="append",
        default=[],
        metavar="HOST",
        help="a host where things may be changed; loopback is one",
    )
    parser.add_argument("--rate-limit", metavar="N/Ss", help="the quota that the target keeps its users to; 600/60s")
    parser.add_argument("--quota", action="store_true", help="also use up the quota of DATAOPS_QUOTA_TOKEN")
    parser.add_argument("--max-requests", type=int, metavar="N", help="the budget; 600, and 1200 in profile full")
    parser.add_argument("--seed", type=int, metavar="N", help="what every drawn value comes from; 1")
    parser.add_argument("--waivers", type=Path, metavar="FILE", help="accepted violations, in TOML")
    parser.add_argument(
        "--report", type=Path, metavar="DIR", help="where to write result.json, junit.xml and report.html"
    )


def _add_only(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--only", action="append", default=[], metavar="NAME",
        help="a requirement, an area or an operation; repeatable: all rules named, on all operations named",
    )  # fmt: skip


def _options(chosen: argparse.Namespace) -> Options:
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
    )


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


def _as_interrupt(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt


def _width() -> int | None:
    """Return the width to wrap at; None where no terminal shows the lines, and something may search them."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def _tell(text: str, stream: TextIO | None = None) -> None:
    (stream or sys.stdout).write(f"{text}\n")
