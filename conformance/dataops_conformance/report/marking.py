"""Text made safe to stand in Markdown: what a server answered is shown as it is, and never as markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from dataops_conformance.text import one_line, visible

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+!|~@&$])")
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;", "@": "&#64;", "|": "&#124;", "$": "&#36;"}


def plain(text: str) -> str:
    """Return a text on one line, in which nothing is markup."""
    return _escaped(one_line(text))


def prose(text: str) -> str:
    """Return a sentence of the catalogue on one line; what stands between backticks stays code."""
    parts = one_line(text).split("`")
    if len(parts) % 2 == 0:
        return plain(text)
    return "".join(code(part) if index % 2 else _escaped(part) for index, part in enumerate(parts))


def code(text: str) -> str:
    """Return a text on one line as code."""
    shown = one_line(text).replace("|", "\\|")
    ticks = "`" * (_longest_run(shown) + 1)
    space = " " if len(ticks) > 1 else ""
    return f"{ticks}{space}{shown}{space}{ticks}"


def block(text: str, language: str = "") -> str:
    """Return a text as a block of code, its lines kept."""
    shown = visible(text)
    fence = "`" * max(3, _longest_run(shown) + 1)
    return f"{fence}{language}\n{shown}\n{fence}"


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; every column but the first is of numbers where all its cells are."""
    listed = list(rows)
    numbers = [
        index > 0 and all(re.fullmatch(r"[\d./ %-]*", row[index]) for row in listed) for index in range(len(headings))
    ]
    rule = ["---:" if is_number else "---" for is_number in numbers]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (headings, rule, *listed))


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda match: _ENTITIES.get(match[1], f"\\{match[1]}"), text)


def _longest_run(text: str) -> int:
    return max(map(len, re.findall(r"`+", text)), default=0)
