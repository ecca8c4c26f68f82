"""Hold every exchange of the run to the universal laws, and tell at the end what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from dataops_spec import Operation

from dataops_conformance.context import Context
from dataops_conformance.exchange import Exchange
from dataops_conformance.law import NotTested, Universal, Violation
from dataops_conformance.plan import UniversalCheck
from dataops_conformance.target.errors import Withheld

# What an exchange that no operation knows (a wrong method, a wrong path) is filed under.
ELSEWHERE = "(no operation)"
UNSEEN: Final = "no request of this run was for this operation"
"""Why a universal law says nothing about an operation that nothing was sent for."""


class UniversalObserver:
    """Sees every exchange, and keeps the first violation of each universal law on each operation.

    `running` is the check on whose account requests leave; empty before the first.
    """

    def __init__(self, context: Context, laws: Sequence[Universal]) -> None:
        """Take the laws to hold exchanges to."""
        self._context = context
        self._laws = tuple(laws)
        self._seen: Counter[str] = Counter()
        self._violations: dict[tuple[str, str], Violation] = {}
        self._broken: dict[str, Exception] = {}
        self._carriers: dict[tuple[str, str], str] = {}
        self.running = ""

    def __call__(self, exchange: Exchange, operation: Operation | None) -> None:
        """Hold one exchange to every law; a law that itself breaks is set aside and told at the end."""
        place = operation.id if operation else ELSEWHERE
        self._seen[place] += 1
        for law in self._laws:
            if law.requirement in self._broken or (law.requirement, place) in self._violations:
                continue
            try:
                violation = next(iter(law.function(exchange, operation, self._context)), None)
            except Exception as exc:  # noqa: BLE001 - whatever it is, it is told as an error of the suite
                self._broken[law.requirement] = exc
                continue
            if violation is not None:
                self._violations[law.requirement, place] = violation
                self._carriers[law.requirement, place] = self.running

    def verify(self, check: UniversalCheck) -> None:
        """Return if every exchange of the check's operation kept the law; raise what came of it otherwise."""
        if check.requirement.id in self._broken:
            raise self._broken[check.requirement.id]
        violation = self._violations.get((check.requirement.id, check.operation))
        if violation is not None:
            raise violation
        operation = self._context.contract.find(check.operation)
        if self._context.settings.read_only and operation is not None and not operation.is_safe:
            msg = f"The profile read-only sends no request for {check.operation}."
            raise Withheld(msg)
        if not self._seen[check.operation]:
            raise NotTested(UNSEEN)

    def carrier(self, check: UniversalCheck) -> str | None:
        """Return the check whose exchange broke the law; empty for what was sent before any, None where none did."""
        return self._carriers.get((check.requirement.id, check.operation))

    def elsewhere(
        self, checks: Sequence[UniversalCheck], others: Sequence[UniversalCheck] = ()
    ) -> list[UniversalCheck]:
        """Return a check for each law that was violated where no other check tells it.

        That is where no operation is meant, and on what `others` are for: the checks that another part is in charge of.
        """
        laws = {check.requirement.id: check for check in (*checks, *others)}
        own = {check.name for check in checks}
        nowhere = [
            UniversalCheck(laws[requirement].requirement, ELSEWHERE, laws[requirement].law)
            for requirement, place in self._violations
            if place == ELSEWHERE and requirement in laws
        ]
        strays = [
            check
            for check in others
            if check.name not in own and (check.requirement.id, check.operation) in self._violations
        ]
        return [*nowhere, *strays]
