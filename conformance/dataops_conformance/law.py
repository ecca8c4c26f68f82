"""What a law is, and the ways that it can end.

A law is a function that tries one requirement on one operation. It returns when the requirement is kept, and raises
otherwise:

Outcome
├── Violation     the server breaks the requirement: what was expected, what was seen, and the exchanges that show it
├── NotTested     it could not be tried, and why (no such credential, nothing to list, not offered by the server)
└── Blocked       something else failed first, which the law builds upon
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from dataops_conformance.exchange import Exchange

if TYPE_CHECKING:
    from dataops_spec import Operation

    from dataops_conformance.context import Context

LawFunction: TypeAlias = "Callable[[Context, Operation], None]"
Beside: TypeAlias = "str | Callable[[Operation], str | None] | None"
UniversalFunction: TypeAlias = "Callable[[Exchange, Operation | None, Context], Iterator[Violation]]"
Need: TypeAlias = Literal[
    "token",
    "other_token",
    "read_token",
    "job_token",
    "finished_job_token",
    "trigger_token",
    "revoked_token",
    "expired_token",
    "quota_token",
    "project_token",
    "group_token",
    "sandbox",
]


class Outcome(Exception):
    """An end of a law other than that the requirement is kept."""


class Violation(Outcome):
    """The server breaks the requirement.

    `expected` and `seen` are short texts that a reader compares; `exchanges` is the shortest sequence that shows it.
    """

    def __init__(self, summary: str, *, expected: str, seen: str, exchanges: Sequence[Exchange]) -> None:
        """Say in one sentence what is wrong, and show it."""
        super().__init__(summary)
        self.summary = summary
        self.expected = expected
        self.seen = seen
        self.exchanges = tuple(exchanges)


class NotTested(Outcome):
    """The requirement could not be tried; the message says why and, where something is missing, names it."""


class Blocked(Outcome):
    """What the law builds upon failed; the message names it."""


def expect(condition: bool, summary: str, *, expected: object, seen: object, exchanges: Sequence[Exchange]) -> None:
    """Raise Violation unless the condition holds."""
    if not condition:
        raise Violation(summary, expected=str(expected), seen=str(seen), exchanges=exchanges)


@dataclass(frozen=True, slots=True)
class Law:
    """A law of one requirement.

    `requests` is the number of requests that it costs for one operation, beyond what it shares with other laws by
    `Context.once`. `how` is the first paragraph of its docstring: how the requirement is tried. `order` puts laws that
    use things up last, and those that read what others made. `risk` ranks the operations from 0 up by
    how likely a server is to break the rule there, or how much harm that does; None where all are alike. `beside` is
    the requirement whose law sends what this one reads, on operations where it costs nothing; None where any may; a
    function where that is another one here than there.
    """

    requirement: str
    function: LawFunction
    requests: int
    needs: frozenset[Need]
    how: str
    order: int = 0
    risk: Callable[[Operation], int] | None = None
    beside: Beside = None

    def is_beside(self, operation: Operation) -> str | None:
        """Return the requirement whose law sends what this one reads on the operation; None where any may."""
        return self.beside(operation) if callable(self.beside) else self.beside


@dataclass(frozen=True, slots=True)
class Universal:
    """A law that every exchange is held to, whoever caused it; it costs no request."""

    requirement: str
    function: UniversalFunction
    how: str


@dataclass(slots=True)
class Laws:
    """The laws of one module: `laws = Laws()`, then `@laws.law("PAGE-04", requests=3)`."""

    laws: list[Law] = field(default_factory=list[Law])
    universals: list[Universal] = field(default_factory=list[Universal])

    def law(
        self,
        requirement: str,
        *,
        requests: int,
        needs: Sequence[Need] = ("token",),
        order: int = 0,
        risk: Callable[[Operation], int] | None = None,
        beside: Beside = None,
    ) -> Callable[[LawFunction], LawFunction]:
        """Register the function as the law of a requirement."""

        def register(function: LawFunction) -> LawFunction:
            made = law_of(requirement, function, requests=requests, needs=needs, order=order)
            self.laws.append(replace(made, risk=risk, beside=beside))
            return function

        return register

    def universal(self, requirement: str) -> Callable[[UniversalFunction], UniversalFunction]:
        """Register the function as a universal law of a requirement."""

        def register(function: UniversalFunction) -> UniversalFunction:
            self.universals.append(Universal(requirement, function, _how(function)))
            return function

        return register


def law_of(requirement: str, function: LawFunction, *, requests: int, needs: Sequence[Need], order: int) -> Law:
    """Return the function as the law of a requirement; how it is tried is the first paragraph of its docstring."""
    return Law(requirement, function, requests, frozenset(needs), _how(function), order)


def _how(function: Callable[..., object]) -> str:
    doc = (function.__doc__ or "").strip()
    return " ".join(doc.partition("\n\n")[0].split())
