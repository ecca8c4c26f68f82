"""Rules and laws that a project adds to the suite's own.

    @law("X-01", statement="A project's name has no trailing blank.", operations=("create_project",))
    def names_are_trimmed(ctx: Context, operation: Operation) -> None:
        \"\"\"Create a project whose name ends in a blank, and read it back.\"\"\"

The decorator notes the rule on the function and keeps no list: the laws of a module are found by looking at it. Modules
are named by entry points of the group `dataops_conformance.laws`; the pytest plugin also looks at every `conftest.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from types import ModuleType
from typing import Final, cast

from dataops_spec import Level, Operation, Profile, Requirement, Source

from dataops_conformance.law import Law, LawFunction, Need, law_of
from dataops_conformance.settings import UsageError

GROUP: Final = "dataops_conformance.laws"
"""The entry points that name modules with laws."""

_MARK = "__dataops_conformance_law__"
_ID = re.compile(r"[A-Z][A-Z0-9]*-[0-9]{2,}", re.ASCII)


@dataclass(frozen=True, slots=True)
class OwnLaw:
    """A rule that a project added to the catalogue, and the law that tries it."""

    requirement: Requirement
    law: Law


def law(
    identifier: str,
    *,
    statement: str,
    operations: Sequence[str],
    level: Level = "MUST",
    title: str | None = None,
    profile: Profile = "standard",
    source: str | None = None,
    requests: int = 1,
    needs: Sequence[Need] = ("token",),
    order: int = 0,
) -> Callable[[LawFunction], LawFunction]:
    """Make the function the law of a rule that the catalogue does not have.

    `operations` are the operationIds that the rule covers; `profile` is the least that tries it; `source` says where
    the rule is written. The others are as those of the suite's own laws: `requests` is what one operation costs by
    estimate, `needs` the credentials without which it is not tried, `order` puts a law that uses things up last.

    Raises:
        ValueError: the identifier is not of the form X-01, or there are no operations.
    """
    if not _ID.fullmatch(identifier):
        msg = f"The law {identifier!r} is not named by capitals, a hyphen and two digits; write, for example, X-01."
        raise ValueError(msg)
    if isinstance(operations, str) or not operations:
        msg = f"The law {identifier} names no operations; give a list of operationIds."
        raise ValueError(msg)

    def note(function: LawFunction) -> LawFunction:
        requirement = Requirement(
            id=identifier,
            area=identifier.partition("-")[0],
            title=title or statement.partition(". ")[0].rstrip("."),
            level=level,
            statement=statement,
            source=Source("project", source or function.__module__, None),
            profile=profile,
            operations=tuple(operations),
            unchecked=None,
            notes=None,
        )
        made = law_of(identifier, function, requests=requests, needs=needs, order=order)
        setattr(function, _MARK, OwnLaw(requirement, made))
        return function

    return note


def laws_in(module: object) -> tuple[OwnLaw, ...]:
    """Return the laws that a module or another object defines, in their order."""
    found = (getattr(value, _MARK, None) for value in cast("dict[str, object]", vars(module)).values())
    return tuple(own for own in found if isinstance(own, OwnLaw))


@cache
def installed() -> tuple[OwnLaw, ...]:
    """Return the laws of every module that an entry point names, those of one distribution after another.

    Raises:
        UsageError: an entry point names what cannot be imported, or is no module.
    """
    found: list[OwnLaw] = []
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: (entry.name, entry.value)):
        try:
            module: object = entry.load()
        except (ImportError, AttributeError) as exc:
            msg = f"The entry point {entry.name!r} names {entry.value}, which cannot be imported: {exc}."
            raise UsageError(msg) from exc
        if not isinstance(module, ModuleType):
            msg = (
                f"The entry point {entry.name!r} names {entry.value}, which is no module; name the module of the laws."
            )
            raise UsageError(msg)
        found += laws_in(module)
    return tuple(found)


def joined(
    requirements: Iterable[Requirement], operations: Iterable[Operation], own: Sequence[OwnLaw]
) -> tuple[Requirement, ...]:
    """Return the catalogue with the rules that were added to it.

    Raises:
        UsageError: a rule is in the catalogue already, or covers an operation that the contract does not have.
    """
    found = {requirement.id: requirement for requirement in requirements}
    known = {operation.id for operation in operations}
    for item in own:
        rule = item.requirement
        if rule.id in found:
            msg = f"There are two rules {rule.id}: {found[rule.id].title!r} and {rule.title!r}; rename one."
            raise UsageError(msg)
        unknown = [name for name in rule.operations if name not in known]
        if unknown:
            msg = f"The law {rule.id} covers {unknown[0]!r}, which the contract does not have; correct its operations."
            raise UsageError(msg)
        found[rule.id] = rule
    return tuple(found.values())
