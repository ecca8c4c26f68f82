"""The result on a terminal, with colour; in plain lines where the output is a file or a pipe."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dataops_conformance.report import gaps, groups
from dataops_conformance.report.causes import Cause, causes
from dataops_conformance.report.rerun import rerun_command
from dataops_conformance.result import BudgetUse, CheckResult, Finding, RequirementInfo, Result, Status
from dataops_conformance.text import one_line, visible

_STYLES: Final[dict[str, str]] = {
    "pass": "green",
    "fail": "bold red",
    "error": "bold red",
    "warn": "yellow",
    "blocked": "magenta",
    "not tested": "dim",
    "waived": "cyan",
    "conforms": "bold green",
    "violates": "bold red",
    "inconclusive": "bold yellow",
}
_ALWAYS_SHOWN: Final[frozenset[Status]] = frozenset({"pass", "fail"})
_SHOWN_IN_FULL = 2
_REASONS_SHOWN = 12
_IDS_SHOWN = 12
_THIN_LINES = 2
_WIDTH = 100


def print_result(result: Result, console: Console) -> None:
    """Print the result; its last line is `verdict:`, the verdict and its first reason."""
    printer = _Printer(console)
    _head(result, printer)
    _counts(result, printer)
    _gaps(result, printer)
    found = causes(result)
    _causes("Failures by cause", [cause for cause in found if cause.status != "warn"], result, printer)
    _causes(
        "Warnings by cause (no MUST: the verdict does not depend on them)",
        [cause for cause in found if cause.status == "warn"],
        result,
        printer,
    )
    _waivers(result, printer)
    _not_tested(result, printer)
    _leftovers(result, printer)
    _notes(result, printer)
    _budget(result, printer)
    _verdict(result, printer)


def print_verdict(result: Result, console: Console) -> None:
    """Print the last line alone, for a run that did not begin."""
    _verdict(result, _Printer(console))


class _Printer:
    """Prints lines as they are: never wrapped, so that commands can be copied, and never read as markup."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def line(self, *parts: str | tuple[str, str], indent: int = 0) -> None:
        text = Text(" " * indent)
        for part in parts:
            value, style = (part, "") if isinstance(part, str) else part
            text.append(visible(value), style)
        self._console.print(text, soft_wrap=True)

    def block(self, value: str, indent: int, style: str = "") -> None:
        """Print several lines under one another."""
        for line in visible(value).split("\n"):
            self.line((line, style), indent=indent)

    def title(self, value: str) -> None:
        self.line()
        self.line((value, "bold"))

    def table(self, headings: Sequence[str], rows: Iterable[Sequence[tuple[str, str]]]) -> None:
        if not self._console.is_terminal:
            self._plain_table(headings, rows)
            return
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
        for index, heading in enumerate(headings):
            table.add_column(heading, justify="right" if index else "left", no_wrap=True)
        for row in rows:
            table.add_row(*(Text(value, style) for value, style in row))
        self._console.print(table)

    def _plain_table(self, headings: Sequence[str], rows: Iterable[Sequence[tuple[str, str]]]) -> None:
        lines = [list(headings), *([value for value, _ in row] for row in rows)]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        for cells in lines:
            first, *others = zip(cells, widths, strict=True)
            self.line("  ".join([first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]))


def _head(result: Result, printer: _Printer) -> None:
    manifest = result.manifest
    printer.line(("Conformance to the DataOps.live REST API", "bold"))
    printer.line("target    ", manifest.base_url)
    printer.line("profile   ", manifest.profile, ", only " + ", ".join(manifest.only) if manifest.only else "")
    printer.line("seed      ", str(manifest.seed))
    printer.line("contract  ", manifest.contract_version, f" (sha256 {manifest.contract_hash[:12]})")
    printer.line()


def _counts(result: Result, printer: _Printer) -> None:
    statuses: list[Status] = [
        status for status in reversed(groups.STATUSES) if result.count(status) or status in _ALWAYS_SHOWN
    ]
    by_area = groups.by_area(result)
    rows = [[(area, ""), *(_cell(count[status], status) for status in statuses)] for area, count in by_area.items()]
    total = groups.counts(result.checks)
    rows.append([("all", "bold"), *(_cell(total[status], status) for status in statuses)])
    printer.table(["area", *statuses], rows)
    coverage = groups.coverage(result)
    printer.line(
        f"tried {coverage.requirements_tried} of {coverage.requirements} requirements "
        f"on {coverage.operations_tried} of {coverage.operations} operations"
    )


def _gaps(result: Result, printer: _Printer) -> None:
    for line in _thin_lines([str(item) for item in gaps.thinly_tried(result)]):
        printer.line(line)
    if result.manifest.only:
        return  # Narrowed on purpose; what else there is, is not what the run is about.
    for how, ids in gaps.not_in_run(result).items():
        printer.line(f"not in this run: {_listed(ids)} ({how})")
    if lacking := gaps.without_law(result):
        printer.line(f"no law: {_listed(lacking)}")


def _thin_lines(items: Sequence[str]) -> list[str]:
    """Return the items on two lines at most, the rest counted."""
    start = "thinly tried (budget): "
    lines: list[str] = []
    left = list(items)
    while left and len(lines) < _THIN_LINES:
        line = " " * len(start) if lines else start
        line += left.pop(0)
        # The last line keeps room for the number of the rest.
        while left and len(line) + len(left[0]) + 2 <= _WIDTH - len(", and 99 more") * (len(lines) + 1 == _THIN_LINES):
            line += f", {left.pop(0)}"
        lines.append(f"{line}," if left else line)
    if left:
        lines[-1] += f" and {len(left)} more"
    return lines


def _listed(ids: Sequence[str]) -> str:
    others = len(ids) - _IDS_SHOWN
    return ", ".join(ids[:_IDS_SHOWN]) + (f" and {others} more" if others > 0 else "")


def _cell(count: int, status: Status) -> tuple[str, str]:
    return (str(count), _STYLES[status]) if count else ("-", "dim")


def _causes(title: str, found: Sequence[Cause], result: Result, printer: _Printer) -> None:
    if not found:
        return
    printer.title(title)
    requirements = {requirement.id: requirement for requirement in result.requirements}
    for cause in found:
        printer.line()
        printer.line((cause.status.upper(), _STYLES[cause.status]), " ", (cause.summary, "bold"))
        for name in cause.requirements:
            _requirement(name, requirements.get(name), printer)
        shown, others = cause.checks[:_SHOWN_IN_FULL], cause.checks[_SHOWN_IN_FULL:]
        for check in shown:
            _check(check, cause, printer)
        if others:
            printer.line(f"and {len(others)} more: {_listed([check.name for check in others])}", indent=2)
        if cause.blocked:
            printer.line(f"blocked by it: {_listed([check.name for check in cause.blocked])}", indent=2)
        again = rerun_command(result.manifest, *(check.name for check in shown))
        printer.line("run again: ", (again, "cyan"), indent=2)


def _requirement(name: str, requirement: RequirementInfo | None, printer: _Printer) -> None:
    if requirement is None:
        printer.line(f"{name}  (not in the catalogue of this run)", indent=2)
        return
    printer.line(f"{name} {requirement.level}  ", (requirement.title, "bold"), indent=2)
    printer.block(requirement.statement, 4)
    printer.line((f"source: {requirement.source}", "dim"), indent=4)


def _check(check: CheckResult, cause: Cause, printer: _Printer) -> None:
    status = (f"{check.status} ", _STYLES[check.status]) if check.status != cause.status else ""
    printer.line(status, (check.name, "bold"), f": {check.reason}" if check.reason else "", indent=2)
    for finding in check.findings:
        _finding(finding, printer, above=cause.summary)


def _finding(finding: Finding, printer: _Printer, *, above: str) -> None:
    if one_line(finding.summary) != above:
        printer.block(finding.summary, 4)
    printer.line("expected  ", (one_line(finding.expected), "green"), indent=4)
    printer.line("seen      ", (one_line(finding.seen), "red"), indent=4)
    for exchange in finding.exchanges:
        printer.line((f"# answered {exchange.status}", "dim"), indent=4)
        printer.block(exchange.curl, _curl_indent(exchange.curl), "cyan")


def _curl_indent(curl: str) -> int:
    """Return 0 where a quoted body has lines of its own: indented, another body would be copied."""
    *continued, _ = curl.split("\n")
    return 4 if all(line.endswith(" \\") for line in continued) else 0


def _waivers(result: Result, printer: _Printer) -> None:
    if result.waivers:
        printer.title("Waivers")
    for use in result.waivers:
        style = "bold red" if use.problem else _STYLES["waived"]
        count = f", {len(use.waives)} checks" if len(use.waives) > 1 else ""
        told = f"{use.name}{count}: {one_line(use.reason)} ({use.owner}, until {use.expires})"
        printer.line((use.state, style), f"  {told}", indent=2)
        if use.problem:
            printer.line(one_line(use.problem), indent=4)


def _not_tested(result: Result, printer: _Printer) -> None:
    found = groups.untested(result)
    if not found:
        return
    printer.title("Not tested (neither for nor against the server)")
    for group in found[:_REASONS_SHOWN]:
        told = _over_budget(result.budget) if group.is_budget else f"{group.label}: {one_line(group.reason)}"
        status = "" if group.status == "not tested" else f"{group.status}, "
        printer.line(f"{len(group.checks):>4}  {status}{told}")
    if others := found[_REASONS_SHOWN:]:
        printer.line(f"{sum(len(group.checks) for group in others):>4}  for {len(others)} more reasons; see --report")


def _over_budget(budget: BudgetUse) -> str:
    return f"beyond the budget of {budget.limit} requests; --max-requests {budget.wanted} is enough for all"


def _leftovers(result: Result, printer: _Printer) -> None:
    if result.leftovers:
        printer.title("Left behind (the run made these and could not remove them)")
    for leftover in result.leftovers:
        printer.line(f"{leftover.kind} {leftover.path}: {one_line(leftover.reason)}", indent=2)


def _notes(result: Result, printer: _Printer) -> None:
    if result.notes:
        printer.title("Notes")
    for note in result.notes:
        printer.line(one_line(note), indent=2)


def _budget(result: Result, printer: _Printer) -> None:
    budget = result.budget
    limit = "without a limit" if budget.limit is None else f"of {budget.limit}"
    left = "" if budget.limit is None else f"; {max(0, budget.limit - budget.spent)} left"
    quota = f", {budget.quota_requests} more on the quota" if budget.quota_requests else ""
    printer.line()
    printer.line(
        f"requests: {budget.spent} {limit}, of them {budget.setup} to set up and {budget.cleanup} to clean up"
        f"{quota}{left}; waited {budget.waits_s:.1f} s"
    )


def _verdict(result: Result, printer: _Printer) -> None:
    first, *others = result.reasons or ("no reason was given",)
    for reason in others:
        printer.line(f"also: {one_line(reason)}")
    printer.line("verdict: ", (result.verdict, _STYLES[result.verdict]), f" ({one_line(first)})")
