"""What is to say of a requirement, as values: its rule, how it is tried, what a failure looks like, what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import dataops_spec

from dataops_conformance.contract import source_text
from dataops_conformance.examples import Example, Examples, read_examples
from dataops_conformance.law import Law, Universal
from dataops_conformance.own import installed, joined

if TYPE_CHECKING:
    from dataops_spec import Place, Requirement

OUTCOMES: Final = {
    "MUST": "a failure; the verdict is `violates` and the exit status 1",
    "SHOULD": "a warning; the verdict does not depend on it",
    "MAY": "a warning; the verdict does not depend on it",
}
_WHERE_TO_LOOK: Final = {
    "AUTH": "Look at what runs before routing: who the caller is has to be settled, from the header alone, before the "
    "path, the body or the resource is looked at; then the scope, then the right to the resource.",
    "RATE": "Look at the limiter: one counter for each user, all headers computed from one reading of it and of the "
    "clock, and refusal before anything is done.",
    "PAGE": "Look at the code that all lists share: clamp page and per_page, sort by a key that is unique in the end, "
    "count with the filters that select, and make Link and the x-* headers from the same numbers.",
    "BODY": "Look at the decoder of request bodies: the three media types have to end in one plain structure, which is "
    "validated once, before anything is changed.",
    "RES": "Look at the handler of the resource: write before answering, answer with what a GET would show, and let "
    "lists and single resources read the same store.",
    "ERR": "Look at the handler of last resort: every refusal, and every exception, has to leave as a JSON object with "
    "`message` or `error`, and a mistake of the caller as a 4xx.",
    "SPEC": "Compare the answer with the contract's entry for the operation: either the server has to change, or, "
    "where the contract is wrong, the contract.",
}


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What is known: requirements, the laws that try them, what failures look like, where the rules are written."""

    requirements: Sequence[Requirement]
    laws: Sequence[Law]
    universals: Sequence[Universal]
    examples: Examples = field(default_factory=dict[str, Example])
    places: Mapping[str, Place] = field(default_factory=dict[str, "Place"])

    @classmethod
    def installed(cls) -> Catalogue:
        """Return the published catalogue and every law of the suite."""
        from dataops_conformance.laws import all_laws, all_universals  # noqa: PLC0415 - the laws are slow to import

        rules = joined(dataops_spec.requirements(), dataops_spec.operations(), installed())
        return cls(rules, all_laws(), all_universals(), read_examples(), dataops_spec.places())


@dataclass(frozen=True, slots=True)
class Trial:
    """How one law tries a requirement, what that costs, and which credentials it needs."""

    how: str
    cost: str
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that is to say of one requirement. `trials` are none where no law tries it."""

    requirement: Requirement
    source: str
    place: str | None
    trials: tuple[Trial, ...]
    outcome: str
    example: Example | None
    mending: str | None
    waiver: str

    @property
    def sample_check(self) -> str:
        """A check of the requirement, as reports name it."""
        operations = self.requirement.operations
        return self.example.check if self.example else f"{self.requirement.id}[{operations[0] if operations else '…'}]"


def explanation(requirement: Requirement, known: Catalogue) -> Explanation:
    """Return what is to say of a requirement."""
    place = known.places.get(requirement.id)
    address = f", {requirement.source.url}" if requirement.source.url else ""
    return Explanation(
        requirement=requirement,
        source=f"{source_text(requirement)}{address}",
        place=f"{place.file}:{place.line}" if place else None,
        trials=_trials(requirement, known),
        outcome=OUTCOMES[requirement.level],
        example=known.examples.get(requirement.id),
        mending=_WHERE_TO_LOOK.get(requirement.area),
        waiver=_waiver(requirement, known.examples.get(requirement.id)),
    )


def _trials(requirement: Requirement, known: Catalogue) -> tuple[Trial, ...]:
    laws = (
        Trial(law.how, _cost(law), tuple(sorted(need.replace("_", " ") for need in law.needs)))
        for law in known.laws
        if law.requirement == requirement.id
    )
    universals = (
        Trial(law.how, "no request: every exchange of a run is held to it")
        for law in known.universals
        if law.requirement == requirement.id
    )
    return (*laws, *universals)


def _waiver(requirement: Requirement, example: Example | None) -> str:
    """Return the entry of a waiver file for the check of the example, with what its owner has to fill in."""
    operation = requirement.operations[0] if requirement.operations else "OPERATION"
    if example is not None:
        operation = example.check.partition("[")[2].removesuffix("]")
    return "\n".join(
        [
            "[[waiver]]",
            f'requirement = "{requirement.id}"',
            f'operation = "{operation}"',
            'reason = "why it is accepted, and where its mending is tracked"',
            'owner = "who sees to it"',
            "expires = 2027-01-31",
        ]
    )


def _cost(law: Law) -> str:
    if not law.requests:
        return "no request of its own: it looks at what other laws have sent"
    return f"{plural(law.requests, 'request')} for each operation, besides what laws share"


def plural(count: int, noun: str) -> str:
    """Return a number and its noun: `1 request`, `2 requests`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
