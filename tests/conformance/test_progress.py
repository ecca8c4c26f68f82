"""The progress of a run: a bar on a terminal, plain lines where there is none."""

from __future__ import annotations

import io
from dataclasses import replace

from dataops_conformance.progress import PlainProgress, TerminalProgress, progress_for
from dataops_conformance.result import CheckResult, Status
from rich.console import Console

from tests.conformance.samples import sample_result


def _checks(*statuses: Status) -> list[CheckResult]:
    known = sample_result().checks[0]
    return [replace(known, name=f"PAGE-04[number_{index}]", status=status) for index, status in enumerate(statuses)]


def _shown(*statuses: Status, terminal: bool, left: int | None = 412) -> str:
    file = io.StringIO()
    console = Console(file=file, force_terminal=terminal, width=100)
    progress = progress_for(console)
    assert isinstance(progress, TerminalProgress if terminal else PlainProgress)
    progress.begin(len(statuses))
    for check in _checks(*statuses):
        progress.checked(check, left)
    progress.end()
    return file.getvalue()


def test_a_terminal_shows_the_check_at_hand_what_failed_and_what_is_left_of_the_budget() -> None:
    text = _shown("pass", "fail", "error", "pass", terminal=True)
    for part in ("PAGE-04[number_3]", "4/4", "2 failed", "412 requests left"):
        assert part in text


def test_without_a_terminal_each_failure_is_a_line_and_the_end_tells_what_is_left() -> None:
    assert _shown("pass", "fail", "warn", "error", terminal=False) == (
        "fail  PAGE-04[number_1]\nerror  PAGE-04[number_3]\n4 of 4 checks, 412 requests left\n"
    )


def test_every_hundredth_check_is_a_line_so_that_a_log_shows_that_the_run_goes_on() -> None:
    passed: list[Status] = ["pass"] * 250
    assert _shown(*passed, terminal=False, left=None).splitlines() == [
        "100 of 250 checks", "200 of 250 checks", "250 of 250 checks",
    ]  # fmt: skip
