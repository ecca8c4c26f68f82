"""The text of `dataops-conformance explain`: what a requirement says, how it is tried, and what to do when it fails."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from dataops_conformance.examples import Example
from dataops_conformance.explanation import Catalogue, Explanation, explanation, plural
from dataops_conformance.text import one_line, visible

if TYPE_CHECKING:
    from dataops_spec import Requirement

_WIDTH: Final = 100
_LABEL: Final = 17


def explain(name: str, catalogue: Catalogue | None = None) -> str:
    """Return the explanation of a requirement (`PAGE-04`), or the list of an area's (`PAGE`) or of an operation's.

    Case does not matter.

    Raises:
        ValueError: no requirement, area or operation is called so; the message names those that come close.
    """
    known = catalogue or Catalogue.installed()
    wanted = name.strip().upper()
    for requirement in known.requirements:
        if requirement.id == wanted:
            return "\n".join(_requirement(explanation(requirement, known))) + "\n"
    area = [requirement for requirement in known.requirements if requirement.area == wanted]
    if area:
        return "\n".join(_listed(wanted, area)) + "\n"
    operation = name.strip().lower()
    tried = [requirement for requirement in known.requirements if operation in requirement.operations]
    if tried:
        return "\n".join(_listed(operation, tried)) + "\n"
    raise ValueError(_unknown(name, wanted, known.requirements))


def _requirement(told: Explanation) -> Iterator[str]:
    requirement = told.requirement
    yield f"{requirement.id} ({requirement.level}): {requirement.title}"
    yield ""
    yield _filled(requirement.statement)
    yield ""
    yield from _field("source", told.source)
    if told.place:
        yield from _field("written in", told.place)
    yield from _field("profile", f"{requirement.profile} and those beyond it")
    yield from _field("operations", _operations(requirement))
    if requirement.notes:
        yield from _field("notes", one_line(requirement.notes))
    yield ""
    if requirement.unchecked is not None:
        yield _filled(f"Not checked: {one_line(requirement.unchecked)}")
    elif not told.trials:
        yield _filled("No law of this suite tries it.")
    else:
        yield from _tried(told)


def _tried(told: Explanation) -> Iterator[str]:
    for trial in told.trials:
        yield from _field("how it is tried", trial.how)
        yield from _field("cost", trial.cost)
        if trial.needs:
            yield from _field("needs", ", ".join(trial.needs))
    yield from _field(
        "a failure",
        f"is reported as {told.sample_check} with what was expected, what was seen and the requests that show it, as "
        f"curl. It is {told.outcome}.",
    )
    if told.example is not None:
        yield from _example(told.example)
    if told.mending is not None:
        yield from _field("to mend it", told.mending)
    yield from _field("to try it", f"dataops-conformance run --only {told.requirement.id}")
    yield from _field("to waive it", "put this into a file, and name it with --waivers:")
    yield from (" " * _LABEL + line for line in told.waiver.split("\n"))


def _example(example: Example) -> Iterator[str]:
    yield from _field("for example", f"of a mock with the fault {example.fault}: {one_line(example.summary)}")
    yield from _field("  expected", one_line(example.expected))
    yield from _field("  seen", one_line(example.seen))
    for exchange in example.exchanges:
        yield f"{f'  answered {exchange.status}':<{_LABEL}}{one_line(exchange.body) or '(no body)'}"
        yield from (" " * _LABEL + line for line in visible(exchange.curl).split("\n"))


def _listed(name: str, requirements: Sequence[Requirement]) -> Iterator[str]:
    yield f"{name}: {plural(len(requirements), 'requirement')}"
    yield ""
    for requirement in requirements:
        unchecked = "" if requirement.unchecked is None else "  (not checked)"
        yield f"{requirement.id:<9}{requirement.level:<8}{requirement.title}{unchecked}"
    yield ""
    yield f"dataops-conformance explain {requirements[0].id} tells more about one."


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
