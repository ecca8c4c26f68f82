"""Try one check after the other and write down what came of each. Knows nothing of pytest."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from dataops_spec import Requirement

from dataops_conformance.context import Context
from dataops_conformance.curl import record
from dataops_conformance.law import Blocked, NotTested, Outcome, Violation
from dataops_conformance.plan import UniversalCheck
from dataops_conformance.ranking import Check
from dataops_conformance.result import BUDGET, CheckResult, Finding, Status
from dataops_conformance.settings import NEEDS
from dataops_conformance.target.errors import BudgetExhausted, ServerUnreachable, TargetError, Withheld
from dataops_conformance.target.ledger import LedgerError
from dataops_conformance.universals import UniversalObserver

# So many requests in a row without a connection, and the server is down rather than unlucky.
_UNREACHABLE_ENOUGH = 3
# So many operations without a whole answer, no check passed in between, and the server answers nobody.
_UNANSWERED_ENOUGH = 5
_FRAMES = 3
SEARCH = "search"
"""The carrier of what the random search found."""
_FORBIDDEN = 403
_USER = NEEDS["token"]


class Runner:
    """Tries checks, and keeps their results in order."""

    def __init__(self, context: Context, observer: UniversalObserver) -> None:
        """Take the context of the laws, and what saw how the universal laws fared."""
        self.context = context
        self.results: list[CheckResult] = []
        self.withheld: set[str] = set()
        self.stopped: str | None = None
        self._observer = observer
        self._unreachable = 0
        self._unanswered: set[str] = set()

    def run(self, check: Check | UniversalCheck) -> CheckResult:
        """Try the check, and return what came of it; `stopped` says why no further one is worth trying."""
        context, clock = self.context, self.context.target.clock
        context.check = self._observer.running = check.name
        started, sent = clock.monotonic(), context.target.sent
        status, reason, findings = self._outcome(check)
        result = CheckResult(
            name=check.name,
            requirement=check.requirement.id,
            area=check.requirement.area,
            operation=check.operation if isinstance(check, UniversalCheck) else check.operation.id,
            level=check.requirement.level,
            status=status,
            duration_s=round(clock.monotonic() - started, 6),
            requests=context.target.sent - sent,
            reason=context.target.redactor.text(reason) if reason else None,
            findings=findings,
            carrier=self._observer.carrier(check) if findings and isinstance(check, UniversalCheck) else None,
        )
        self.results.append(result)
        return result

    def carry(self, checks: Sequence[Check]) -> None:
        """Send what the checks send, for the universal laws to see; their own outcome is not asked."""
        for check in checks:
            self.context.check = self._observer.running = check.name
            with suppress(Outcome, BudgetExhausted, TargetError):
                check.law.function(self.context, check.operation)

    def accuse(self, requirement: Requirement, operation: str, violation: Violation) -> None:
        """Write down what the random search found; beside what the law of the requirement found, the worse counts."""
        self.results.append(
            CheckResult(
                name=f"{requirement.id}[{operation}]",
                requirement=requirement.id,
                area=requirement.area,
                operation=operation,
                level=requirement.level,
                status="fail" if requirement.level == "MUST" else "warn",
                duration_s=0.0,
                requests=0,
                findings=(self._finding(violation),),
                carrier=SEARCH,
            )
        )

    def skip(self, check: Check | UniversalCheck, reason: str) -> None:
        """Write down that a check was not come to."""
        operation = check.operation if isinstance(check, UniversalCheck) else check.operation.id
        requirement = check.requirement
        self.results.append(
            CheckResult(
                check.name, requirement.id, requirement.area, operation, requirement.level, "not tested", 0.0, 0, reason
            )
        )

    def _outcome(self, check: Check | UniversalCheck) -> tuple[Status, str | None, tuple[Finding, ...]]:
        try:
            self._try(check)
        except Violation as violation:
            if (reason := self._not_granted(violation)) is not None:
                return "not tested", reason, ()
            return ("fail" if check.requirement.level == "MUST" else "warn"), None, (self._finding(violation),)
        except Blocked as exc:
            return "blocked", str(exc), ()
        except (NotTested, BudgetExhausted, TargetError, LedgerError) as exc:
            return "not tested", self._reason(check, exc), ()
        except Exception as exc:  # noqa: BLE001 - a mistake of the suite is a status of its own, never a verdict
            return "error", None, (self._mistake(exc),)
        self._unreachable = 0
        self._unanswered.clear()
        return "pass", None, ()

    def _not_granted(self, violation: Violation) -> str | None:
        """Return why a violation says nothing about the server: the run's user may not make the thing at all.

        A law that sends what must be answered 400 or 201 cannot tell a 403 that is the user's from one that is wrong. A
        valid creation can; it is tried once, and only where there is such a 403.
        """
        creates = {resource.create.id for resource in self.context.contract.resources}
        for exchange in violation.exchanges:
            request, operation = exchange.request, exchange.request.operation or ""
            if exchange.response.status != _FORBIDDEN or request.credential != _USER or operation not in creates:
                continue
            try:
                self.context.once(f"right to {operation}", partial(self._create, operation))
            except NotTested as exc:
                return str(exc)
            except (Outcome, BudgetExhausted, TargetError):
                continue
        return None

    def _create(self, operation: str) -> None:
        with self.context.setup():
            self.context.sandbox.make(operation)

    def _reason(self, check: Check | UniversalCheck, error: Exception) -> str:
        """Return why a check could not be tried, and note what that means for the others."""
        if isinstance(error, Withheld):
            self.withheld.add(check.name)
        elif isinstance(error, TargetError):
            self._note_unreachable(check, error)
        elif isinstance(error, LedgerError):
            self.stopped = str(error)
        return f"{BUDGET}{error}" if isinstance(error, BudgetExhausted) else str(error)

    def _try(self, check: Check | UniversalCheck) -> None:
        if isinstance(check, UniversalCheck):
            self._observer.verify(check)
            return
        if check.missing:
            msg = f"set {' and '.join(check.missing)} to test this"
            raise NotTested(msg)
        if check.is_quota:
            with self.context.quota():
                check.law.function(self.context, check.operation)
        else:
            check.law.function(self.context, check.operation)

    def _note_unreachable(self, check: Check | UniversalCheck, error: TargetError) -> None:
        self._unreachable = self._unreachable + 1 if isinstance(error, ServerUnreachable) else 0
        self._unanswered.add(check.operation if isinstance(check, UniversalCheck) else check.operation.id)
        if self._unreachable >= _UNREACHABLE_ENOUGH or len(self._unanswered) >= _UNANSWERED_ENOUGH:
            self.stopped = str(error)

    def _finding(self, violation: Violation) -> Finding:
        redact = self.context.target.redactor.text
        base_url = self.context.settings.base_url
        records = tuple(record(exchange, base_url, redact) for exchange in violation.exchanges)
        return Finding(redact(violation.summary), redact(violation.expected), redact(violation.seen), records)

    def _mistake(self, error: Exception) -> Finding:
        redact = self.context.target.redactor.text
        summary = f"{type(error).__name__}: {error}"
        return Finding(redact(summary), "the law runs to its end", redact(_where(error)))


def _where(error: Exception) -> str:
    """Return the innermost frames, one a line, without the folders of this machine."""
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    return "\n".join(f"{Path(frame.filename).name}:{frame.lineno} in {frame.name}" for frame in frames)
