"""What a requirement says, how it is tried, and what to do when it fails: the text of `dataops-conformance explain`."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

import dataops_spec

from dataops_conformance.contract import source_text
from dataops_conformance.law import Law, Universal
from dataops_conformance.text import one_line

if TYPE_CHECKING:
    from dataops_spec import Requirement

_WIDTH: Final = 100
_OUTCOMES: Final = {
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
    """What is known: the requirements and the laws that try them."""

    requirements: Sequence[Requirement]
    laws: Sequence[Law]
    universals: Sequence[Universal]

    @classmethod
    def installed(cls) -> Catalogue:
        """Return the published catalogue and every law of the suite."""
        from dataops_conformance.laws import all_laws, all_universals  # noqa: PLC0415 - the laws are slow to import

        return cls(dataops_spec.requirements(), all_laws(), all_universals())


def explain(name: str, catalogue: Catalogue | None = None) -> str:
    """Return the explanation of a requirement (`PAGE-04`), or the list of an area's (`PAGE`); case does not matter.

    Raises:
        ValueError: no requirement and no area is called so; the message names those that come close.
    """
    known = catalogue or Catalogue.installed()
    wanted = name.strip().upper()
    for requirement in known.requirements:
        if requirement.id == wanted:
            return "\n".join(_requirement(requirement, known)) + "\n"
    area = [requirement for requirement in known.requirements if requirement.area == wanted]
    if area:
        return "\n".join(_area(area)) + "\n"
    raise ValueError(_unknown(name, wanted, known.requirements))


def _requirement(requirement: Requirement, known: Catalogue) -> Iterator[str]:
    yield f"{requirement.id} ({requirement.level}): {requirement.title}"
    yield ""
    yield _filled(requirement.statement)
    yield ""
    yield from _field("source", _source(requirement))
    yield from _field("profile", f"{requirement.profile} and those beyond it")
    yield from _field("operations", _operations(requirement))
    if requirement.notes:
        yield from _field("notes", one_line(requirement.notes))
    yield ""
    if requirement.unchecked is not None:
        yield _filled(f"Not checked: {one_line(requirement.unchecked)}")
        return
    yield from _trial(requirement, known)


def _trial(requirement: Requirement, known: Catalogue) -> Iterator[str]:
    laws = [law for law in known.laws if law.requirement == requirement.id]
    universals = [law for law in known.universals if law.requirement == requirement.id]
    for law in laws:
        yield from _field("how it is tried", law.how)
        yield from _field("cost", _cost(law))
        if law.needs:
            yield from _field("needs", ", ".join(sorted(need.replace("_", " ") for need in law.needs)))
    for universal in universals:
        yield from _field("how it is tried", f"{universal.how} Every exchange of a run is held to it, at no request.")
    if not laws and not universals:
        yield _filled("No law of this suite tries it.")
        return
    example = requirement.operations[0] if requirement.operations else "OPERATION"
    yield from _field(
        "a failure",
        f"is reported as {requirement.id}[{example}] with what was expected, what was seen and the requests that show "
        f"it, as curl. It is {_OUTCOMES[requirement.level]}.",
    )
    if requirement.area in _WHERE_TO_LOOK:
        yield from _field("to mend it", _WHERE_TO_LOOK[requirement.area])
    yield from _field("to try it", f"dataops-conformance run --only {requirement.id}")


def _cost(law: Law) -> str:
    if not law.requests:
        return "no request of its own: it looks at what other laws have sent"
    return f"{_plural(law.requests, 'request')} for each operation, besides what laws share"


def _area(requirements: Sequence[Requirement]) -> Iterator[str]:
    yield f"{requirements[0].area}: {_plural(len(requirements), 'requirement')}"
    yield ""
    for requirement in requirements:
        unchecked = "" if requirement.unchecked is None else "  (not checked)"
        yield f"{requirement.id:<9}{requirement.level:<8}{requirement.title}{unchecked}"
    yield ""
    yield f"dataops-conformance explain {requirements[0].id} tells more about one."


def _source(requirement: Requirement) -> str:
    address = f", {requirement.source.url}" if requirement.source.url else ""
    return f"{source_text(requirement)}{address}"


def _operations(requirement: Requirement) -> str:
    if not requirement.operations:
        return "none in particular"
    return f"{len(requirement.operations)}: {', '.join(requirement.operations)}"


def _unknown(name: str, wanted: str, requirements: Sequence[Requirement]) -> str:
    names = [*dict.fromkeys(requirement.area for requirement in requirements), *(entry.id for entry in requirements)]
    close = get_close_matches(wanted, names, n=3, cutoff=0.6)
    areas = ", ".join(dict.fromkeys(requirement.area for requirement in requirements))
    hint = f"did you mean {' or '.join(close)}?" if close else f"the areas are {areas}."
    return f"{name!r} is neither a requirement nor an area: {hint}"


def _field(name: str, value: str) -> Iterator[str]:
    yield textwrap.fill(
        f"{name + ':':<17}{value}", _WIDTH, subsequent_indent=" " * 17, break_long_words=False, break_on_hyphens=False
    )


def _filled(text: str) -> str:
    return textwrap.fill(one_line(text), _WIDTH, break_long_words=False, break_on_hyphens=False)


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
