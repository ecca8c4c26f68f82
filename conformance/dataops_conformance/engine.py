"""Run checks under pytest, each an item named `PAGE-04[list_projects]`.

The plugin collects its own items, so that their names depend on no version of pytest, and is sealed off from the user's
configuration, conftest files and plugins.
"""

from __future__ import annotations

import os
import tempfile
import warnings
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Protocol, cast

import pytest

from dataops_conformance.result import CheckResult

_SEALED = {"PYTEST_ADDOPTS": None, "PYTEST_PLUGINS": None, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
# What pytest brings for tests that are functions in files, for its own reports, and for a person who looks on.
_UNUSED = (
    "cacheprovider", "debugging", "doctest", "faulthandler", "freeze_support", "junitxml", "legacypath", "logging",
    "monkeypatch", "pastebin", "python_path", "randomly", "recwarn", "setuponly", "setupplan", "skipping", "stepwise",
    "subtests", "terminal", "threadexception", "tmpdir", "unittest", "unraisableexception", "xdist",
)  # fmt: skip
# What ends the session; anything else ends the item alone.
_ENDING = (KeyboardInterrupt, pytest.exit.Exception)


class Progress(Protocol):
    """Shows how far a run has come."""

    def begin(self, total: int) -> None:
        """Begin with so many checks to come."""

    def checked(self, result: CheckResult, budget_left: int | None) -> None:
        """Show that one check is done."""

    def end(self) -> None:
        """Take the display down."""


@dataclass(frozen=True, slots=True)
class Try:
    """A check by its name, and what tries it."""

    name: str
    run: Callable[[], CheckResult]


class CheckItem(pytest.Item):
    """One check as pytest sees it."""

    def __init__(self, *, tried: Try, name: str, parent: pytest.Session, nodeid: str) -> None:
        """Take the check; pytest's own `from_parent` calls this."""
        super().__init__(name, parent, nodeid=nodeid)  # pyright: ignore[reportUnknownMemberType]
        self._tried = tried

    def runtest(self) -> None:
        """Try the check, and tell pytest the outcome in its own terms."""
        tell(self._tried.run())

    def reportinfo(self) -> tuple[Path, None, str]:
        """Return where it stands: nowhere on disk."""
        return self.path, None, self.name


def item_of(session: pytest.Session, tried: Try, nodeid: str | None = None) -> pytest.Item:
    """Return the item of a check; its node id is its name unless told."""
    make = cast("Callable[..., CheckItem]", CheckItem.from_parent)  # pyright: ignore[reportUnknownMemberType]
    return make(session, name=tried.name, nodeid=nodeid or tried.name, tried=tried)


def tell(result: CheckResult) -> None:
    """Raise what pytest knows the result by; return where the check passed."""
    if result.status in {"fail", "error"}:
        pytest.fail(result.findings[0].summary, pytrace=False)
    if result.status in {"not tested", "blocked"}:
        pytest.skip(result.reason or result.status)


class Engine:
    """The plugin: the checks in their order. `stopped` says why no further one is worth trying, None while one is."""

    def __init__(self, checks: Sequence[Try], stopped: Callable[[], str | None]) -> None:
        """Take the checks, and what tells whether to go on."""
        self._checks = checks
        self._stopped = stopped

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self, session: pytest.Session) -> bool:
        """Collect the checks in place of files."""
        session.items = [item_of(session, check) for check in self._checks]
        session.testscollected = len(session.items)
        return True

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try one check after the other, until no further one is worth trying.

        A check has no fixtures, and writes down itself what came of it: it goes without the phases and the reports
        that pytest gives a test, which would cost more than the check.
        """
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for item in session.items:
                pytest.CallInfo.from_call(item.runtest, "call", reraise=_ENDING)
                if self._stopped() is not None:
                    break
        return True


def run_under_pytest(*plugins: object, options: Sequence[str] = ()) -> bool:
    """Run pytest with these plugins and nothing of the user's; return whether it came to its end.

    False means that Ctrl-C ended it.

    Raises:
        RuntimeError: pytest itself broke.
    """
    wanted = {name for option, name in pairwise(options) if option == "-p"}
    with tempfile.TemporaryDirectory(prefix="dataops-conformance-") as folder, _sealed():
        ini = Path(folder, "pytest.ini")
        ini.write_text("[pytest]\n", encoding="utf-8")
        arguments = ["-c", str(ini), "--rootdir", folder, "--noconftest", "--capture=no", "-W", "ignore", folder]
        unused = (name for name in _UNUSED if f"{name}.plugin" not in wanted)
        arguments += [part for name in unused for part in ("-p", f"no:{name}")]
        status = pytest.main([*arguments, *options], plugins=list(plugins))
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
