"""What stands alone: rules that nothing tries, laws of no rule, answers that nobody provokes, stale reasons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dataops_conformance.contract import Contract
from dataops_conformance.coverage.declared import Declared, Provoked, Unprovoked
from dataops_conformance.coverage.table import CoverageTable, name_of
from dataops_conformance.law import Law, Universal


def orphans(
    table: CoverageTable, contract: Contract, laws: Sequence[Law], universals: Sequence[Universal], declared: Declared
) -> tuple[str, ...]:
    """Return a sentence for each, none where all is connected."""
    return (
        *_requirements(table),
        *_laws(contract, (*laws, *universals)),
        *_operations(table),
        *(sentence for entry in declared.provoked for sentence in _stale_provocation(entry, table, contract)),
        *(sentence for entry in declared.unprovoked for sentence in _stale_reason(entry, table, declared)),
    )


def _requirements(table: CoverageTable) -> Iterator[str]:
    for item in table.requirements:
        id_ = item.requirement.id
        if not item.laws and item.reason is None:
            yield f"{id_} has no law, and the catalogue does not say why (`unchecked`)."
        if item.laws and item.reason is not None:
            yield f"{id_} has a law, {item.laws[0]}, and the catalogue says why it has none; remove `unchecked`."


def _laws(contract: Contract, laws: Sequence[Law | Universal]) -> Iterator[str]:
    known = {requirement.id for requirement in contract.requirements}
    for law in laws:
        if law.requirement not in known:
            yield f"The law {name_of(law)} is of {law.requirement}, which is not in the catalogue."


def _operations(table: CoverageTable) -> Iterator[str]:
    for operation in table.operations:
        if not operation.requirements:
            yield f"{operation.id} is covered by no requirement that has a law."
        for element in operation.elements:
            if not element.by and element.reason is None:
                yield (
                    f"The {element.kind} {element.name} of {operation.id} is provoked by no law, and "
                    "provocations.toml does not say why."
                )


def _stale_provocation(entry: Provoked, table: CoverageTable, contract: Contract) -> Iterator[str]:
    lawful = {item.requirement.id: item for item in table.requirements if item.laws}
    documented = {operation.id: operation.responses for operation in contract.operations}
    for requirement in entry.by:
        if requirement not in lawful:
            yield f"provocations.toml says that {requirement} provokes {_list(entry.statuses)}, and it has no law."
            continue
        operations = lawful[requirement].operations if entry.operations is None else entry.operations
        if not any(str(status) in documented.get(name, {}) for name in operations for status in entry.statuses):
            yield (
                f"provocations.toml says that {requirement} provokes {_list(entry.statuses)}, "
                "which none of its operations documents."
            )
    for name in entry.operations or ():
        missing = [status for status in entry.statuses if str(status) not in documented.get(name, {})]
        if missing:
            yield f"provocations.toml has {name} answer {_list(missing)}, which it does not document."


def _stale_reason(entry: Unprovoked, table: CoverageTable, declared: Declared) -> Iterator[str]:
    elements = {
        operation.id: element
        for operation in table.operations
        for element in operation.of("status")
        if element.name == str(entry.status)
    }
    if entry.operations is None:
        needed = [name for name in elements if declared.reason(entry.status, name) is entry]
        if not any(not elements[name].by for name in needed):
            yield f"provocations.toml says why {entry.status} is provoked nowhere else, and there is nowhere else."
        return
    for name in entry.operations:
        if name not in elements:
            yield f"provocations.toml says why {entry.status} of {name} is not provoked, which it does not document."
        elif elements[name].by:
            by = elements[name].by[0]
            yield f"provocations.toml says why {entry.status} of {name} is not provoked, and {by} provokes it."
        elif elements[name].state == "exercised":
            yield f"provocations.toml says why {entry.status} of {name} is not provoked, and a run was answered so."


def _list(statuses: Sequence[int]) -> str:
    return ", ".join(map(str, statuses))
