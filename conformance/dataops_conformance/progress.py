"""Show how far a run has come: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Column

from dataops_conformance.result import CheckResult

_EVERY = 100
_TOLD = frozenset({"fail", "error"})


class TerminalProgress:
    """A bar with the check at hand, the checks done, those that failed, and the requests that the budget holds yet."""

    def __init__(self, console: Console) -> None:
        """Draw on this console."""
        self._bar = Progress(
            # The brackets of a check's name are no markup.
            TextColumn("{task.fields[check]}", markup=False, table_column=Column(no_wrap=True, overflow="ellipsis")),
            BarColumn(bar_width=16),
            MofNCompleteColumn(),
            TextColumn("{task.fields[failed]}", style="bold red"),
            TextColumn("{task.fields[budget]}"),
            TimeElapsedColumn(),
            console=console,
            transient=True,
        )
        self._task: TaskID | None = None
        self._failed = 0

    def begin(self, total: int) -> None:
        """Begin with so many checks to come."""
        self._task = self._bar.add_task("checks", total=total, check="", failed="", budget="")
        self._bar.start()

    def checked(self, result: CheckResult, budget_left: int | None) -> None:
        """Show that one check is done."""
        self._failed += result.status in _TOLD
        if self._task is not None:
            failed = f"{self._failed} failed" if self._failed else ""
            self._bar.update(self._task, advance=1, check=result.name, failed=failed, budget=_budget(budget_left))

    def end(self) -> None:
        """Take the bar down."""
        self._bar.stop()


class PlainProgress:
    """A line for each check that failed, and one for each hundred that were done."""

    def __init__(self, console: Console) -> None:
        """Write to this console."""
        self._console = console
        self._total = 0
        self._done = 0

    def begin(self, total: int) -> None:
        """Begin with so many checks to come."""
        self._total = total

    def checked(self, result: CheckResult, budget_left: int | None) -> None:
        """Write that one check is done, where that is worth a line."""
        self._done += 1
        if result.status in _TOLD:
            self._line(f"{result.status}  {result.name}")
        if self._done % _EVERY == 0 or self._done == self._total:
            budget = _budget(budget_left)
            self._line(f"{self._done} of {self._total} checks{f', {budget}' if budget else ''}")

    def end(self) -> None:
        """There is nothing to take down."""

    def _line(self, text: str) -> None:
        self._console.print(text, markup=False, highlight=False, soft_wrap=True)


def progress_for(console: Console) -> TerminalProgress | PlainProgress:
    """Return the display that fits the console."""
    return TerminalProgress(console) if console.is_terminal else PlainProgress(console)


def _budget(left: int | None) -> str:
    return "" if left is None else f"{left} requests left"
