"""What `--only` names: requirements, areas, operations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from dataops_spec import Operation, Requirement

from dataops_conformance.contract import Contract
from dataops_conformance.settings import UsageError


@dataclass(frozen=True, slots=True)
class Selection:
    """What a run is narrowed to: requirements, on operations (None where either is not narrowed), and single checks."""

    requirements: frozenset[str] | None = None
    operations: frozenset[str] | None = None
    checks: frozenset[str] = frozenset()

    def holds(self, requirement: Requirement, operation: Operation | str) -> bool:
        """Tell whether a requirement is to be tried on an operation."""
        identifier = operation if isinstance(operation, str) else operation.id
        if f"{requirement.id}[{identifier}]" in self.checks:
            return True
        if self.checks and self.requirements is None and self.operations is None:
            return False
        return (self.requirements is None or requirement.id in self.requirements) and (
            self.operations is None or identifier in self.operations
        )

    def names(self, requirement: Requirement) -> bool:
        """Tell whether a requirement is to be tried on anything."""
        return any(self.holds(requirement, operation) for operation in requirement.operations)


def select(contract: Contract, names: Sequence[str]) -> Selection:
    """Return what the names narrow a run to: all requirements and areas named, on all operations named.

    `PAGE-04[list_projects]` names one check, besides what the others name. Commas part names as well.

    Raises:
        UsageError: a name is unknown; the message suggests the nearest known ones.
    """
    requirements: set[str] = set()
    operations: set[str] = set()
    checks: set[str] = set()
    for name in (part.strip() for given in names for part in given.split(",")):
        rule, bracket, operation = name.removesuffix("]").partition("[")
        ruled = {item.id for item in contract.requirements if rule.upper() in {item.id, item.area}}
        operation = operation if bracket or ruled else rule
        if operation and contract.find(operation) is None:
            raise _unknown(contract, operation)
        if bracket and not ruled:
            raise _unknown(contract, rule)
        if bracket:
            checks |= {f"{identifier}[{operation}]" for identifier in ruled}
        elif ruled:
            requirements |= ruled
        else:
            operations.add(operation)
    return Selection(frozenset(requirements) or None, frozenset(operations) or None, frozenset(checks))


def _unknown(contract: Contract, name: str) -> UsageError:
    ids = [item.id for item in contract.requirements]
    known = [*ids, *sorted({item.area for item in contract.requirements}), *(item.id for item in contract.operations)]
    close = get_close_matches(name.upper(), known, n=3) or get_close_matches(name.lower(), known, n=3)
    hint = f"did you mean {' or '.join(close)}?" if close else "`dataops-conformance list` shows what there is."
    return UsageError(f"There is no requirement, area or operation {name!r}; {hint}")
