"""Several runs side by side as one self-contained HTML page, sealed as the report of one run is."""

from __future__ import annotations

from dataops_conformance.report import groups
from dataops_conformance.report.page import render_page
from dataops_conformance.report.servers import RequirementRow, ServerMatrix


def render(matrix: ServerMatrix) -> str:
    """Return the page: a column a server, a row a requirement, which opens to its operations."""
    return render_page(
        "servers.html.jinja",
        "servers.js",
        ("report.css", "servers.css"),
        matrix=matrix,
        totals=[groups.counts(column.result.checks) for column in matrix.columns],
        statuses=groups.STATUSES,
        in_words=groups.in_words,
        broken=_is_broken,
    )


def _is_broken(row: RequirementRow) -> bool:
    cells = [square.cell for square in row.row.squares]
    return any(cell is not None and cell.status in {"fail", "error", "warn"} for cell in cells)
