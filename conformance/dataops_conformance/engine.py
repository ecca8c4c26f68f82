"""Run the checks of a plan under pytest, each an item named `PAGE-04[list_projects]`.

The plugin collects its own items, so that their names depend on no version of pytest, and is sealed off from the user's
configuration, conftest files and plugins. It may as well be handed to a pytest session that somebody else starts.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol, cast

import pytest

from dataops_conformance.plan import Check, UniversalCheck
from dataops_conformance.result import CheckResult
from dataops_conformance.runner import Runner

_SEALED = {"PYTEST_ADDOPTS": None, "PYTEST_PLUGINS": None, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
_UNUSED = ("terminal", "cacheprovider", "randomly", "xdist", "doctest", "unittest", "logging", "junitxml", "pastebin")


class Progress(Protocol):
    """Shows how far a run has come."""

    def begin(self, total: int) -> None:
        """Begin with so many checks to come."""

    def checked(self, result: CheckResult, budget_left: int | None) -> None:
        """Show that one check is done."""

    def end(self) -> None:
        """Take the display down."""


class CheckItem(pytest.Item):
    """One check as pytest sees it."""

    def __init__(
        self, *, check: Check | UniversalCheck, engine: Engine, name: str, parent: pytest.Session, nodeid: str
    ) -> None:
        """Take the check; pytest's own `from_parent` calls this."""
        super().__init__(name, parent, nodeid=nodeid)  # pyright: ignore[reportUnknownMemberType]
        self._check = check
        self._engine = engine

    def runtest(self) -> None:
        """Try the check, and tell pytest the outcome in its own terms."""
        result = self._engine.run(self._check)
        if result.status in {"fail", "error"}:
            pytest.fail(result.findings[0].summary, pytrace=False)
        if result.status in {"not tested", "blocked"}:
            pytest.skip(result.reason or result.status)

    def reportinfo(self) -> tuple[Path, None, str]:
        """Return where it stands: nowhere on disk."""
        return self.path, None, self.name


class Engine:
    """The plugin: the checks in their order, the universal ones last."""

    def __init__(self, runner: Runner, checks: Sequence[Check | UniversalCheck], progress: Progress) -> None:
        """Take what tries the checks, and the checks."""
        self._runner = runner
        self._checks = checks
        self._progress = progress
        self._session: pytest.Session | None = None

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self, session: pytest.Session) -> bool:
        """Collect the checks in place of files."""
        self._session = session
        session.items = [self._item(session, check) for check in self._checks]
        session.testscollected = len(session.items)
        self._progress.begin(len(session.items))
        return True

    def _item(self, session: pytest.Session, check: Check | UniversalCheck) -> pytest.Item:
        make = cast("Callable[..., CheckItem]", CheckItem.from_parent)  # pyright: ignore[reportUnknownMemberType]
        return make(session, name=check.name, nodeid=check.name, check=check, engine=self)

    def run(self, check: Check | UniversalCheck) -> CheckResult:
        """Try one check, and stop the session where no further one is worth trying."""
        result = self._runner.run(check)
        self._progress.checked(result, self._runner.context.target.budget.left)
        if self._runner.stopped is not None and self._session is not None:
            self._session.shouldstop = self._runner.stopped
        return result


def run_under_pytest(engine: Engine) -> bool:
    """Run the engine's checks in a pytest session of their own; return whether it came to its end.

    False means that Ctrl-C ended it.

    Raises:
        RuntimeError: pytest itself broke.
    """
    with tempfile.TemporaryDirectory(prefix="dataops-conformance-") as folder, _sealed():
        ini = Path(folder, "pytest.ini")
        ini.write_text("[pytest]\n", encoding="utf-8")
        arguments = ["-c", str(ini), "--rootdir", folder, "--noconftest", "--capture=no", "-W", "ignore", folder]
        arguments += [part for name in _UNUSED for part in ("-p", f"no:{name}")]
        status = pytest.main(arguments, plugins=[engine])
    if status in {pytest.ExitCode.INTERNAL_ERROR, pytest.ExitCode.USAGE_ERROR}:
        msg = f"pytest ended with status {int(status)}."
        raise RuntimeError(msg)
    return status != pytest.ExitCode.INTERRUPTED


@contextmanager
def _sealed() -> Generator[None]:
    """Keep what the user set for their own pytest away from ours."""
    before = {name: os.environ.get(name) for name in _SEALED}
    _put(_SEALED)
    try:
        yield
    finally:
        _put(before)


def _put(variables: dict[str, str | None]) -> None:
    for name, value in variables.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
