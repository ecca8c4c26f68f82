"""How long the languages take that must not take long."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tests.languages.table import Row

# TypeScript, Go, Rust, Java and Python, by two generators where there are two.
REQUIRED: Final = frozenset(
    {
        "go-oapi-codegen", "go-ogen", "java", "python-openapi-generator", "rust-openapi-generator", "rust-progenitor",
        "typescript-hey-api", "typescript-openapi-fetch",
    }
)  # fmt: skip
BOUND: Final = 900
# What an installation takes is the network's matter.
_APART: Final = "install"


def seconds_of(rows: Sequence[Row], *, apart: str = _APART) -> float:
    """Return the seconds of all steps of the rows, but those of the step that is told apart."""
    return round(sum(seconds for row in rows for name, seconds in row.seconds.items() if name != apart), 1)


def summary(rows: Sequence[Row]) -> str:
    """Tell in a sentence how long the rows took, and those of them that are required."""
    required = [row for row in rows if row.language in REQUIRED]
    return (
        f"Installations apart, all took {seconds_of(rows):.0f} s, the {len(required)} of TypeScript, Go, Rust, Java and Python "
        f"{seconds_of(required):.0f} s; {BOUND} s is their bound."
    )


def overdue(rows: Sequence[Row]) -> list[str]:
    """Return a sentence where those that are required took longer than they may."""
    took = seconds_of([row for row in rows if row.language in REQUIRED])
    return (
        [f"TypeScript, Go, Rust, Java and Python took {took:.0f} s; {BOUND} s is their bound."] if took > BOUND else []
    )
