"""`dataops-conformance run`: check a server and tell the verdict."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

from hypothesis.configuration import set_hypothesis_home_dir
from rich.console import Console

from dataops_conformance.commands.arguments import Commands, add_command, add_settings, options_of, tell
from dataops_conformance.conduct import Conducted, conduct
from dataops_conformance.laws import all_laws, all_universals
from dataops_conformance.progress import progress_for
from dataops_conformance.report import write_all
from dataops_conformance.report.files import ensure_writable
from dataops_conformance.report.terminal import print_result, print_verdict
from dataops_conformance.settings import UsageError
from dataops_conformance.sources import load_settings, state_folder
from dataops_conformance.verdict import EXIT_STATUS


def register(commands: Commands) -> None:
    """Add the command."""
    add_settings(add_command(commands, "run", "check a server and tell the verdict", run))


def run(chosen: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Run the plan, print the result, write the reports; return the exit status."""
    settings = load_settings(options_of(chosen), environment)
    _see_that_reports_can_be_written(settings.report)
    signal.signal(signal.SIGTERM, _as_interrupt)
    # Hypothesis keeps its tables of characters; not in the folder that the user happens to be in.
    set_hypothesis_home_dir(state_folder(environment) / "hypothesis")
    conducted = conduct(settings, all_laws(), all_universals(), progress_for(Console(stderr=True)))
    if conducted.refused is None:
        print_result(conducted.result, Console())
    else:
        tell(f"dataops-conformance: {conducted.refused}", sys.stderr)
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
        tell(f"reports: {', '.join(map(str, written))}", sys.stderr)


def _as_interrupt(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt
