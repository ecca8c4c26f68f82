"""The coverage as a table: requirement → laws → operations, and operation → parameters, statuses, fields. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from dataops_spec import Operation, Requirement

from dataops_conformance.contract import Contract
from dataops_conformance.coverage.declared import Declared
from dataops_conformance.coverage.fields import paths_of, tree_of
from dataops_conformance.coverage.observer import merge_exercised
from dataops_conformance.law import Law, Universal
from dataops_conformance.report.groups import EXERCISED
from dataops_conformance.result import Exercised, Result

Kind: TypeAlias = Literal["parameter", "status", "field"]
State: TypeAlias = Literal["exercised", "provokable", "not"]


@dataclass(frozen=True, slots=True)
class Element:
    """Something that the contract documents of an operation.

    `by` names the requirements whose laws provoke it; `reason` says why none does.
    """

    kind: Kind
    name: str
    state: State
    by: tuple[str, ...]
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class OperationCoverage:
    """An operation: the requirements that are tried on it, and what is documented of it."""

    id: str
    requirements: tuple[str, ...]
    requests: int
    elements: tuple[Element, ...]

    def of(self, kind: Kind) -> tuple[Element, ...]:
        """Return what is documented of one kind."""
        return tuple(element for element in self.elements if element.kind == kind)


@dataclass(frozen=True, slots=True)
class RequirementCoverage:
    """A requirement: the laws that try it, by module and name, on which operations, and on which it was tried.

    `reason` says why no law tries it.
    """

    requirement: Requirement
    laws: tuple[str, ...]
    operations: tuple[str, ...]
    tried: tuple[str, ...]
    reason: str | None


@dataclass(frozen=True, slots=True)
class CoverageTable:
    """The whole; `runs` is how many runs it looks at, and `elements` of no run are never exercised."""

    requirements: tuple[RequirementCoverage, ...]
    operations: tuple[OperationCoverage, ...]
    runs: int


def coverage_table(
    contract: Contract,
    laws: Sequence[Law],
    universals: Sequence[Universal],
    declared: Declared,
    runs: Sequence[Result] = (),
) -> CoverageTable:
    """Return what the laws cover, and what of it the runs exercised together."""
    by_requirement: dict[str, list[str]] = {}
    known: Sequence[Law | Universal] = (*laws, *universals)
    for law in known:
        by_requirement.setdefault(law.requirement, []).append(name_of(law))
    covered = {item.id: item.operations for item in contract.requirements if item.id in by_requirement}
    exercised = {item.operation: item for item in merge_exercised(run.exercised for run in runs)}
    tried = {(check.requirement, check.operation) for run in runs for check in run.checks if check.status in EXERCISED}
    return CoverageTable(
        requirements=tuple(
            RequirementCoverage(
                requirement=item,
                laws=tuple(by_requirement.get(item.id, ())),
                operations=item.operations,
                tried=tuple(operation for operation in item.operations if (item.id, operation) in tried),
                reason=item.unchecked,
            )
            for item in contract.requirements
        ),
        operations=tuple(
            _operation(operation, contract, covered, declared, exercised.get(operation.id))
            for operation in contract.operations
        ),
        runs=len(runs),
    )


def name_of(law: Law | Universal) -> str:
    """Return a law by its module and its name: `page.whole.pages_make_up_the_whole`."""
    module = law.function.__module__.partition(".laws.")[2] or law.function.__module__
    return f"{module}.{law.function.__name__}"


def _operation(
    operation: Operation,
    contract: Contract,
    covered: Mapping[str, Sequence[str]],
    declared: Declared,
    seen: Exercised | None,
) -> OperationCoverage:
    mine = tuple(requirement for requirement, operations in covered.items() if operation.id in operations)
    elements = (
        *_parameters(operation, contract, [name for name in declared.parameters if name in mine], seen),
        *_statuses(operation, covered, declared, seen),
        *_fields(operation, contract, [name for name in declared.fields if name in mine], seen),
    )
    return OperationCoverage(operation.id, mine, seen.requests if seen else 0, elements)


def _parameters(
    operation: Operation, contract: Contract, by: Sequence[str], seen: Exercised | None
) -> Iterator[Element]:
    names = [f"path.{item.name}" for item in operation.path_parameters]
    names += [f"query.{item.name}" for item in operation.query_parameters]
    names += [f"body.{path}" for path in paths_of(tree_of(contract.body_schema(operation) or {}, contract.resolve))]
    sent = frozenset(seen.parameters if seen else ())
    yield from (_element("parameter", name, name in sent, by, None) for name in names)


def _statuses(
    operation: Operation, covered: Mapping[str, Sequence[str]], declared: Declared, seen: Exercised | None
) -> Iterator[Element]:
    answered = frozenset(seen.statuses if seen else ())
    for status in sorted(int(text) for text in operation.responses if text.isdigit()):
        by = declared.provoking(status, operation.id, covered)
        entry = None if by else declared.reason(status, operation.id)
        yield _element("status", str(status), status in answered, by, entry.reason if entry else None)


def _fields(operation: Operation, contract: Contract, by: Sequence[str], seen: Exercised | None) -> Iterator[Element]:
    borne = frozenset(seen.fields if seen else ())
    for status in contract.success_statuses(operation):
        tree = tree_of(contract.response_schema(operation, status) or {}, contract.resolve)
        yield from (
            _element("field", name, name in borne, by, None) for name in (f"{status} {path}" for path in paths_of(tree))
        )


def _element(kind: Kind, name: str, seen: bool, by: Sequence[str], reason: str | None) -> Element:
    state: State = "exercised" if seen else "provokable" if by else "not"
    return Element(kind, name, state, tuple(by), reason)
