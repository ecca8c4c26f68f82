"""The plugin of a worker: collect the checks of every part, try those that this process is given, and end each part.

pytest-xdist starts the process and names this module; it does nothing in the conductor's own.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from typing import cast

import pytest

from dataops_conformance.attempt import Attempt, Way
from dataops_conformance.conduct import plan_for
from dataops_conformance.contract import Contract
from dataops_conformance.engine import tell
from dataops_conformance.laws import all_laws, all_universals
from dataops_conformance.parallel.job import ENDED, KEY, Checked, Job, node_id, pack, part_settings, unpack
from dataops_conformance.parallel.pace import SharedPacer
from dataops_conformance.parts import shard_of, split
from dataops_conformance.plan import Plan, UniversalCheck
from dataops_conformance.ranking import Check
from dataops_conformance.result import CheckResult
from dataops_conformance.target.pacing import RealClock


class _Part:
    """One part: opened with its first check, ended by its last item."""

    def __init__(self, job: Job, number: int, plan: Plan, whole: Plan) -> None:
        self.number = number
        self.plan = plan
        self._job = job
        self._whole = whole
        self._attempt: Attempt | None = None
        self._closing = ExitStack()

    def run(self, check: Check | UniversalCheck, item: pytest.Item) -> CheckResult:
        """Try one check, unless the part was stopped before; hand the result to the conductor."""
        attempt = self._opened()
        if attempt.stopped is None:
            attempt.run(check)
        else:
            attempt.skip(check)
        result = attempt.results[-1]
        item.user_properties.append((KEY, pack(Checked(result, attempt.target.budget.left))))
        return result

    def end(self, item: pytest.Item) -> None:
        """Clean up and hand the part's result to the conductor."""
        with self._closing:
            ended = self._opened().end()
        item.user_properties.append((KEY, pack(ended.result)))

    def _opened(self) -> Attempt:
        if self._attempt is None:
            pacer = SharedPacer(self._job.settings.rate_limit, RealClock(), self._job.pace)
            self._closing.callback(pacer.close)
            self._attempt = self._closing.enter_context(
                Attempt(
                    part_settings(self._job.settings, self.number),
                    self.plan,
                    all_laws(),
                    all_universals(),
                    way=Way(pacer=pacer),
                    limit=self._job.limits[self.number - 2],
                    whole=self._whole,
                )
            )
            self._attempt.begin()
        return self._attempt


class _CheckItem(pytest.Item):
    """One check of a part."""

    def __init__(
        self, *, part: _Part, check: Check | UniversalCheck, name: str, parent: pytest.Session, nodeid: str
    ) -> None:
        super().__init__(name, parent, nodeid=nodeid)  # pyright: ignore[reportUnknownMemberType]
        self._part = part
        self._check = check

    def runtest(self) -> None:
        """Try the check."""
        tell(self._part.run(self._check, self))


class _EndItem(pytest.Item):
    """The last item of a part."""

    def __init__(self, *, part: _Part, name: str, parent: pytest.Session, nodeid: str) -> None:
        super().__init__(name, parent, nodeid=nodeid)  # pyright: ignore[reportUnknownMemberType]
        self._part = part

    def runtest(self) -> None:
        """End the part."""
        self._part.end(self)


class Parts:
    """The plugin: every part's checks in their order, each part's end after them."""

    def __init__(self, job: Job) -> None:
        """Part the run as the conductor did: a plan is the same for the same settings."""
        contract = Contract.load()
        settings = job.settings
        whole = plan_for(settings, contract, all_laws(), all_universals())
        own = shard_of(whole, contract, settings, settings.shard) if settings.shard else whole
        parts: Sequence[Plan] = split(own, contract, settings)[1:]
        self._parts = [_Part(job, number, part, whole) for number, part in enumerate(parts, 2)]

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self, session: pytest.Session) -> bool:
        """Collect the checks in place of files."""
        session.items = [item for part in self._parts for item in _items(session, part)]
        session.testscollected = len(session.items)
        session.config.hook.pytest_collection_finish(session=session)
        return True


def _items(session: pytest.Session, part: _Part) -> list[pytest.Item]:
    check_item = cast("Callable[..., pytest.Item]", _CheckItem.from_parent)  # pyright: ignore[reportUnknownMemberType]
    end_item = cast("Callable[..., pytest.Item]", _EndItem.from_parent)  # pyright: ignore[reportUnknownMemberType]
    return [
        *(
            check_item(session, name=check.name, nodeid=node_id(check.name, part.number), part=part, check=check)
            for check in part.plan.all
        ),
        end_item(session, name=ENDED, nodeid=node_id(ENDED, part.number), part=part),
    ]


def pytest_configure(config: pytest.Config) -> None:
    """Take the job that the conductor handed to this process; nothing where this is the conductor's own."""
    handed: dict[str, bytes] = getattr(config, "workerinput", {})
    if KEY in handed:
        # A terminal sends Ctrl-C to every process of the run; the conductor stops this one between two requests.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        if sys.platform != "win32":
            # So does one that is closed.
            signal.signal(signal.SIGHUP, signal.SIG_IGN)
        config.pluginmanager.register(Parts(unpack(handed[KEY], Job)), "dataops-conformance-parts")
