"""One search by Hypothesis over requests that cost: it ends with its share of the budget, and shrinks under a cap."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Final, Generic, TypeVar

from hypothesis import HealthCheck, Phase, Verbosity, given, reject, seed, settings
from hypothesis.database import ExampleDatabase
from hypothesis.errors import Flaky, Unsatisfiable
from hypothesis.strategies import SearchStrategy

from dataops_conformance.context import Context
from dataops_conformance.law import Blocked, NotTested, Violation
from dataops_conformance.target.errors import BudgetExhausted, TargetError

T = TypeVar("T")
# The budget ends a search, not the number of examples.
_EXAMPLES: Final = 10_000
# Neither does a server that lets nothing be tried: so many examples in a row of which no request was sent are enough.
_IN_VAIN: Final = 50
_CHECKS: Final = (
    HealthCheck.too_slow,
    HealthCheck.data_too_large,
    HealthCheck.filter_too_much,
    HealthCheck.large_base_example,
    # What a step sends is drawn by the run, as for a law.
    HealthCheck.nested_given,
)


class Counterexample(Exception):
    """What broke a requirement on an operation."""

    def __init__(self, requirement: str, operation: str, violation: Violation) -> None:
        """Take the requirement's id, the operation's, and what was seen."""
        super().__init__(violation.summary)
        self.requirement = requirement
        self.operation = operation
        self.violation = violation


class _Over(BaseException):
    """The search has had its share; no Exception, for Hypothesis would take that for a failure."""


class Hunt(Generic[T]):
    """A search for an example on which `play` raises Counterexample, by at most `requests` requests.

    After the first failure at most a third of them makes the example small. What is told was seen twice: the smallest
    example is played once more, afresh; what then does not show itself is `unconfirmed`, and no verdict.
    """

    def __init__(self, context: Context, play: Callable[[T], None], *, requests: int) -> None:
        """Begin with nothing sent; `play` sends what an example says."""
        self._context = context
        self._play = play
        self._begun = context.target.sent
        self._requests = requests
        self._shrinking = requests // 3
        self._failed_at: int | None = None
        self._in_vain = 0
        self._smallest: list[T] = []
        self.unconfirmed: Counterexample | None = None

    def run(
        self, examples: SearchStrategy[T], number: int, database: ExampleDatabase | None = None
    ) -> Counterexample | None:
        """Draw examples, seeded by `number`, until one fails or the share is spent; return what failed twice."""

        @seed(number)
        @settings(
            max_examples=_EXAMPLES,
            database=database,
            deadline=None,
            phases=[Phase.reuse, Phase.generate, Phase.shrink],
            suppress_health_check=_CHECKS,
            report_multiple_bugs=False,
            print_blob=False,
            verbosity=Verbosity.quiet,
        )
        @given(examples)
        def test(example: T) -> None:
            self._try(example)

        with suppress(Counterexample, Flaky, Unsatisfiable, _Over):
            test()
        return self._confirmed()

    def _try(self, example: T) -> None:
        sent = self._context.target.sent - self._begun
        if self._failed_at is None:
            is_spent = sent >= self._requests - self._shrinking
        else:
            is_spent = sent - self._failed_at >= self._shrinking
        if is_spent:
            raise _Over
        before = self._context.target.sent
        try:
            self._play(example)
        except Counterexample as found:
            if self._failed_at is None:
                self._failed_at = self._context.target.sent - self._begun
            self._smallest, self.unconfirmed = [example], found
            raise
        except (NotTested, Blocked):
            self._in_vain = self._in_vain + 1 if self._context.target.sent == before else 0
            if self._in_vain >= _IN_VAIN:
                raise _Over from None
            reject()
        except (BudgetExhausted, TargetError) as error:
            raise _Over from error

    def _confirmed(self) -> Counterexample | None:
        """Play the smallest example once more."""
        for example in self._smallest:
            try:
                self._play(example)
            except Counterexample as again:
                self.unconfirmed = None
                return again
            except (NotTested, Blocked, BudgetExhausted, TargetError):
                return None
        return None
