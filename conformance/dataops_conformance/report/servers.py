"""Several runs side by side: a column a server, a row a requirement, and below it its operations. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dataops_conformance.report.groups import Cell, cell_of, counts, in_words
from dataops_conformance.result import CheckResult, RequirementInfo, Result, Status
from dataops_conformance.text import visible


@dataclass(frozen=True, slots=True)
class Column:
    """A run: the name that its report goes by, and its result."""

    name: str
    result: Result


@dataclass(frozen=True, slots=True)
class Square:
    """What a row shows of one server: the cell, None where there was no check, and all of it in words."""

    cell: Cell | None
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """A requirement, or an operation of it, on every server. `differs` tells whether servers were tried and differ."""

    name: str
    squares: tuple[Square, ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class RequirementRow:
    """A requirement on every server, and its operations."""

    requirement: RequirementInfo
    row: Row
    operations: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class ServerMatrix:
    """The whole: the servers, and a row for each requirement that one of the runs tried or lists."""

    columns: tuple[Column, ...]
    rows: tuple[RequirementRow, ...]

    @property
    def areas(self) -> tuple[str, ...]:
        """The areas of its requirements."""
        return tuple(dict.fromkeys(row.requirement.area for row in self.rows))


def columns_of(runs: Sequence[tuple[Path, Result]]) -> tuple[Column, ...]:
    """Return a column for each run, named by its file, or by the file's folder where the file is a `result.json`."""
    names = [_name(path) for path, _ in runs]
    return tuple(
        Column(name if names.count(name) == 1 else f"{name} {result.manifest.run_id}", result)
        for name, (_, result) in zip(names, runs, strict=True)
    )


def _name(path: Path) -> str:
    whole = path.absolute()
    return whole.name if whole.is_dir() else whole.parent.name if whole.stem == "result" else whole.stem


def server_matrix(columns: Sequence[Column]) -> ServerMatrix:
    """Return the runs side by side, requirements in the order of their coming."""
    checks = [_by_requirement(column.result) for column in columns]
    catalogue = {item.id: item for column in reversed(columns) for item in column.result.requirements}
    order = dict.fromkeys(item.id for column in columns for item in column.result.requirements)
    rows = tuple(_requirement_row(catalogue[id_], [found.get(id_, {}) for found in checks]) for id_ in order)
    return ServerMatrix(tuple(columns), rows)


def _by_requirement(result: Result) -> Mapping[str, Mapping[str, CheckResult]]:
    found: dict[str, dict[str, CheckResult]] = {}
    for check in result.checks:
        found.setdefault(check.requirement, {})[check.operation] = check
    return found


def _requirement_row(requirement: RequirementInfo, columns: Sequence[Mapping[str, CheckResult]]) -> RequirementRow:
    operations = dict.fromkeys(operation for column in columns for operation in column)
    rows = tuple(
        _row(operation, [counts([column[operation]] if operation in column else []) for column in columns])
        for operation in operations
    )
    whole = _row(requirement.id, [counts(column.values()) for column in columns])
    differs = any(row.differs for row in rows)
    return RequirementRow(requirement, Row(whole.name, whole.squares, differs), rows)


def _row(name: str, columns: Sequence[Counter[Status]]) -> Row:
    squares = tuple(Square(cell_of(count), in_words(count) or "no check") for count in columns)
    tried = {square.cell.status for square in squares if square.cell is not None} - {"not tested", "blocked"}
    return Row(name, squares, len(tried) > 1)


def to_text(matrix: ServerMatrix) -> str:
    """Return lines for a terminal: the servers, then every requirement on which they differ or one fails."""
    return "\n".join(map(visible, _text(matrix))) + "\n"


def _text(matrix: ServerMatrix) -> Iterator[str]:
    for number, column in enumerate(matrix.columns, 1):
        manifest, total = column.result.manifest, counts(column.result.checks)
        yield f"[{number}] {column.name}: {column.result.verdict}, {manifest.base_url}, profile {manifest.profile}"
        yield f"    {in_words(total) or 'no check'}"
    shown = [row for row in matrix.rows if row.row.differs or any(map(_is_broken, row.row.squares))]
    yield ""
    if shown:
        lines = [["", *(f"[{number}]" for number in range(1, len(matrix.columns) + 1)), "title"]]
        lines += [[row.row.name, *map(_told, row.row.squares), row.requirement.title] for row in shown]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        yield from ("  ".join(map(str.ljust, line, widths)).rstrip() for line in lines)
        yield ""
    same = len(matrix.rows) - len(shown)
    yield f"{len(shown)} of {len(matrix.rows)} requirements differ or fail; the other {same} are the same everywhere."


def _is_broken(square: Square) -> bool:
    return square.cell is not None and square.cell.status in {"fail", "error", "warn"}


def _told(square: Square) -> str:
    return "-" if square.cell is None else f"{square.cell.status} {square.cell.text}"
