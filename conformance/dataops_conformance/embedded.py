"""The suite within a pytest run that somebody else started: its checks are items among theirs."""

from __future__ import annotations

import warnings
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from types import ModuleType
from typing import Final

import pytest

from dataops_conformance.attempt import Attempt
from dataops_conformance.conduct import INTERRUPTED, covered, plan_for, universal_of
from dataops_conformance.contract import Contract
from dataops_conformance.engine import Try, item_of
from dataops_conformance.joining import judge
from dataops_conformance.law import Law
from dataops_conformance.laws import all_laws, all_universals
from dataops_conformance.own import OwnLaw, laws_in
from dataops_conformance.parallel.job import KEY, pack, unpack
from dataops_conformance.plan import Plan, UniversalCheck
from dataops_conformance.plugin import settings_of
from dataops_conformance.ranking import Check
from dataops_conformance.report import write_all
from dataops_conformance.result import CheckResult, Result
from dataops_conformance.settings import Settings, UsageError
from dataops_conformance.waivers import Waiver, apply_waivers, read_waivers

_GROUP: Final = "dataops-conformance"
_EMPTY: Final = Plan((), (), 0, 0)


class Embedded:
    """The plugin: the checks come after the project's own tests, and the verdict into the summary.

    They keep their order, for a plan is ordered by what a request tells; `-k` and node ids choose among them as among
    other tests. With pytest-xdist they stay together in one process, which wants `--dist loadgroup`.
    """

    def __init__(self, config: pytest.Config) -> None:
        """Take pytest's configuration; the settings are read when the tests are collected."""
        self._config = config
        self._own: list[OwnLaw] = []
        self._planned: Plan = _EMPTY
        self._settings: Settings | None = None
        self._contract: Contract | None = None
        self._waivers: tuple[Waiver, ...] = ()
        self._attempt: Attempt | None = None
        self._result: Result | None = None
        _see_that_they_stay_together(config)
        for plugin in config.pluginmanager.get_plugins():
            self.pytest_plugin_registered(plugin)

    def pytest_plugin_registered(self, plugin: object) -> None:
        """Take the laws of a conftest file."""
        if isinstance(plugin, ModuleType) and plugin.__name__.rpartition(".")[2] == "conftest":
            known = {own.requirement.id for own in self._own}
            self._own += [own for own in laws_in(plugin) if own.requirement.id not in known]

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, session: pytest.Session, items: list[pytest.Item]) -> None:
        """Add the checks to the tests that were collected."""
        try:
            self._plan()
        except UsageError as exc:
            raise pytest.UsageError(str(exc)) from exc
        # What pytest-xdist keeps to one process bears the same text after the @.
        suffix = f"@{_GROUP}" if hasattr(self._config, "workerinput") else ""
        checks = [
            item_of(session, Try(check.name, partial(self._try, check)), f"{check.name}{suffix}")
            for check in self._planned.all
        ]
        # pytest counts what it is told to have collected.
        self._config.hook.pytest_collectreport(report=pytest.CollectReport(_GROUP, "passed", None, [*checks]))
        items += checks

    @pytest.hookimpl(trylast=True)
    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Plan anew for what was left after the selection."""
        chosen = {item.name for item in session.items}
        plan = self._planned
        self._planned = replace(
            plan,
            # Who chooses among the checks wants those, and no random search after them.
            search=plan.search and chosen.issuperset(check.name for check in plan.all),
            checks=tuple(check for check in plan.checks if check.name in chosen),
            universals=tuple(check for check in plan.universals if check.name in chosen),
            carriers=plan.carriers if len(chosen.intersection(check.name for check in plan.universals)) else (),
        )

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Clean up, write the reports, and fail the session where the verdict is not that the server conforms."""
        if self._attempt is not None:
            self._result = self._ended(self._attempt)
            handed_back: dict[str, object] | None = getattr(self._config, "workeroutput", None)
            if handed_back is not None:
                handed_back[KEY] = pack(self._result)
        if self._result is not None and self._result.verdict != "conforms" and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: object) -> None:
        """Take the result of the worker of pytest-xdist that had the checks."""
        handed_back: dict[str, object] = getattr(node, "workeroutput", {})
        if KEY in handed_back:
            self._result = unpack(handed_back[KEY], Result)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Tell the verdict."""
        result = self._result
        if result is None:
            return
        terminalreporter.section("conformance")
        for check in result.checks:
            if check.status == "warn":
                terminalreporter.line(f"warn  {check.name}: {check.findings[0].summary}")
        for leftover in result.leftovers:
            terminalreporter.line(f"left behind: {leftover.kind} {leftover.path}: {leftover.reason}")
        for note in (*result.notes, *result.reasons[1:]):
            terminalreporter.line(note)
        terminalreporter.line(f"verdict: {result.verdict} ({result.reasons[0]})")

    def _plan(self) -> None:
        self._settings = settings_of(self._config)
        self._contract = Contract.load(self._own)
        self._planned = plan_for(self._settings, self._contract, self._laws(), all_universals())
        self._waivers = read_waivers(self._settings.waivers) if self._settings.waivers else ()

    def _ended(self, attempt: Attempt) -> Result:
        tried, planned = len(attempt.results), len(self._planned.all)
        with attempt:
            ended = attempt.end(None if tried >= planned else f"{INTERRUPTED} after {tried} of {planned} checks.")
        universal = universal_of(self._laws(), all_universals())
        result = judge(ended.result, self._waivers, covered(attempt.contract), universal)
        if attempt.settings.report is not None:
            write_all(result, attempt.settings.report)
        return result

    def _laws(self) -> Sequence[Law]:
        return (*all_laws(), *(own.law for own in self._own))

    def _try(self, check: Check | UniversalCheck) -> CheckResult:
        """Try a check; where it is broken and that is accepted, tell pytest so."""
        attempt = self._opened()
        if attempt.stopped is None:
            attempt.run(check)
        else:
            attempt.skip(check)
        result = attempt.results[-1]
        [waived], _ = apply_waivers(
            (result,), self._waivers, covered(attempt.contract), attempt.target.clock.now().date()
        )
        if waived.status == "waived":
            pytest.xfail(waived.reason or "waived")
        return result

    def _opened(self) -> Attempt:
        if self._attempt is None:
            assert self._settings is not None
            self._attempt = Attempt(
                self._settings, self._planned, self._laws(), all_universals(), contract=self._contract
            )
            try:
                self._attempt.begin()
            except UsageError as exc:
                pytest.exit(str(exc), pytest.ExitCode.USAGE_ERROR)
        return self._attempt


def _see_that_they_stay_together(config: pytest.Config) -> None:
    """Raise pytest's UsageError where pytest-xdist would deal the checks out one by one."""
    if config.getoption("numprocesses", None) and config.getoption("dist", "no") != "loadgroup":
        msg = "The checks of a server share what they see and stay in one process; give --dist loadgroup with -n."
        raise pytest.UsageError(msg)


@contextmanager
def workbench(settings: Settings) -> Generator[Attempt]:
    """Open the way to a server for tests that send what they like; remove what they made in the end.

    Raises:
        RuntimeError: the server cannot be asked, or knows nobody by the token.
    """
    with Attempt(settings, _EMPTY, (), all_universals()) as attempt:
        refused = attempt.begin()
        if refused is not None:
            raise RuntimeError(refused)
        try:
            yield attempt
        finally:
            left = attempt.end().result.leftovers
        for item in left:
            warnings.warn(f"left behind: {item.kind} {item.path}: {item.reason}", stacklevel=2)
