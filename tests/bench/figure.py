"""A figure, and the table that shows several."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Figure:
    """A row: what was measured, the value, what was promised, and what a peer gives, if any."""

    name: str
    value: str
    promised: str = ""
    peer: str = ""


def show(figures: Sequence[Figure]) -> None:
    """Print the figures as a table."""
    table = Table("figure", "measured", "promised", "peer")
    for figure in figures:
        table.add_row(figure.name, figure.value, figure.promised, figure.peer)
    Console(width=None if sys.stdout.isatty() else 160).print(table)


def write(figures: Sequence[Figure], path: Path) -> None:
    """Write the figures as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([asdict(figure) for figure in figures], indent=2) + "\n")


def span(values: Sequence[float], unit: str = "") -> str:
    """Return the least and the greatest value, or the one where they are equal."""
    low, high = min(values), max(values)
    return f"{low:g}{unit}" if low == high else f"{low:g} to {high:g}{unit}"
