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
    """The requirements and the operations that a run is narrowed to; None where it is not."""

    requirements: frozenset[str] | None = None
    operations: frozenset[str] | None = None

    def holds(self, requirement: Requirement, operation: Operation | str) -> bool:
        """Tell whether a requirement is to be tried on an operation."""
        identifier = operation if isinstance(operation, str) else operation.id
        return (self.requirements is None or requirement.id in self.requirements) and (
            self.operations is None or identifier in self.operations
        )


def select(contract: Contract, names: Sequence[str]) -> Selection:
    """Return what the names narrow a run to: all requirements and areas named, on all operations named.

    `PAGE-04[list_projects]` names a requirement and an operation at once.

    Raises:
        UsageError: a name is unknown; the message suggests the nearest known ones.
    """
    requirements: set[str] = set()
    operations: set[str] = set()
    for name in (part for given in names for part in given.replace("]", "").split("[")):
        found = {item.id for item in contract.requirements if name.upper() in {item.id, item.area}}
        if found:
            requirements |= found
        elif contract.find(name) is not None:
            operations.add(name)
        else:
            raise _unknown(contract, name)
    return Selection(frozenset(requirements) or None, frozenset(operations) or None)


def _unknown(contract: Contract, name: str) -> UsageError:
    ids = [item.id for item in contract.requirements]
    known = [*ids, *sorted({item.area for item in contract.requirements}), *(item.id for item in contract.operations)]
    close = get_close_matches(name.upper(), known, n=3) or get_close_matches(name.lower(), known, n=3)
    hint = f"did you mean {' or '.join(close)}?" if close else "`dataops-conformance list` shows what there is."
    return UsageError(f"There is no requirement, area or operation {name!r}; {hint}")
