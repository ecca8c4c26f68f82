"""Where two short texts differ, for marking the places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_LONGEST = 2_000
_LEAST_LIKENESS = 0.4


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text, and whether the other text has something else in its place."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """Both texts in spans."""

    expected: tuple[Span, ...]
    seen: tuple[Span, ...]


def difference(expected: str, seen: str) -> Difference:
    """Return both texts, the words that differ marked; none where they are too long or too unlike to compare."""
    left, right = _words(expected), _words(seen)
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    if max(len(expected), len(seen)) > _LONGEST or matcher.ratio() < _LEAST_LIKENESS:
        return Difference((Span(expected, differs=False),), (Span(seen, differs=False),))
    codes = matcher.get_opcodes()
    return Difference(
        tuple(Span("".join(left[a:b]), kind != "equal") for kind, a, b, _, _ in codes if a < b),
        tuple(Span("".join(right[a:b]), kind != "equal") for kind, _, _, a, b in codes if a < b),
    )


def _words(text: str) -> list[str]:
    return re.findall(r"\w+|\s+|[^\w\s]", text)
