"""What the commands that end with a verdict share: see that reports can be written, print, write them, exit."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from hypothesis.configuration import set_hypothesis_home_dir
from rich.console import Console

from dataops_conformance.attempt import Ended, ledger_path, ledgers_of, sweeping
from dataops_conformance.commands.arguments import tell
from dataops_conformance.manifest import write_manifest
from dataops_conformance.report import remove_earlier, write_all
from dataops_conformance.report.files import ensure_writable
from dataops_conformance.report.terminal import print_result, print_verdict
from dataops_conformance.result import Manifest
from dataops_conformance.settings import Settings, UsageError
from dataops_conformance.sources import state_folder
from dataops_conformance.verdict import EXIT_STATUS


def prepare(folder: Path | None, environment: Mapping[str, str]) -> None:
    """Make ready to send: SIGTERM and SIGHUP end a run as Ctrl-C does, and reports can be written.

    Raises:
        UsageError: they cannot; told before the first request, for afterwards the run would be lost.
    """
    signal.signal(signal.SIGTERM, _as_interrupt)
    # Under nohup a closed terminal ends nothing.
    if sys.platform != "win32" and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        shown = [descriptor for descriptor in (1, 2) if os.isatty(descriptor)]
        signal.signal(signal.SIGHUP, partial(_hung_up, shown))
    # Hypothesis keeps its tables of characters; not in the folder that the user happens to be in.
    set_hypothesis_home_dir(state_folder(environment) / "hypothesis")
    if folder is None:
        return
    if folder.exists() and not folder.is_dir():
        msg = f"The report folder {str(folder)!r} is a file; name a folder with --report."
        raise UsageError(msg)
    try:
        ensure_writable(folder)
    except OSError as exc:
        raise _unwritable(folder, exc) from exc


def begin(manifest: Manifest, folder: Path | None) -> None:
    """Write `run.json` in place of what an earlier run left in the folder; a run that is killed leaves it alone.

    Raises:
        UsageError: that cannot be done.
    """
    if folder is None:
        return
    try:
        remove_earlier(folder)
    except OSError as exc:
        raise _unwritable(folder, exc) from exc
    note(manifest, folder)


def note(manifest: Manifest, folder: Path | None) -> None:
    """Write `run.json`, where there is a folder for it; raise UsageError where it cannot be written."""
    if folder is None:
        return
    try:
        write_manifest(manifest, folder)
    except OSError as exc:
        raise _unwritable(folder, exc) from exc


def conclude(conducted: Ended, folder: Path | None) -> int:
    """Print the result, write the reports, and return the exit status.

    Raises:
        UsageError: the reports cannot be written.
    """
    if conducted.refused is None:
        print_result(conducted.result, Console())
    else:
        tell(f"dataops-conformance: {conducted.refused}", sys.stderr)
        print_verdict(conducted.result, Console())
    if folder is not None:
        try:
            written = write_all(conducted.result, folder)
        except OSError as exc:
            raise _unwritable(folder, exc) from exc
        if conducted.refused is None:
            tell(f"reports: {', '.join(map(str, written))}", sys.stderr)
    note(conducted.result.manifest, folder)
    return EXIT_STATUS[conducted.result.verdict]


@contextmanager
def naming_ledgers(settings: Settings) -> Generator[None]:
    """Let a Ctrl-C that no report tells of name the ledgers of the run, and what removes what they list."""
    try:
        yield
    except KeyboardInterrupt as exc:
        stem = ledger_path(settings.ledgers, settings.run_id).stem
        left = [path for path in ledgers_of(settings) if path.name.startswith(stem)]
        said = f"interrupted; `{sweeping(*left)}` removes what is left." if left else "interrupted."
        raise KeyboardInterrupt(said) from exc


def _unwritable(folder: Path, error: OSError) -> UsageError:
    return UsageError(
        f"The reports cannot be written to {str(folder)!r}: {error.strerror}; name another folder with --report."
    )


def _hung_up(terminals: Sequence[int], _number: int, _frame: object) -> None:
    """End the run as Ctrl-C does; what is written to a terminal that is gone goes nowhere, and fails no clean-up."""
    gone = [descriptor for descriptor in terminals if not os.isatty(descriptor)]
    if gone:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for descriptor in gone:
            os.dup2(nowhere, descriptor)
        os.close(nowhere)
    raise KeyboardInterrupt


def _as_interrupt(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt
