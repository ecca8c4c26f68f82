"""Read JSON as its standard has it, from a server that nobody vouches for.

Python's own reader takes NaN, Infinity, a name twice in one object, halves of surrogate pairs and UTF-16, and gives in
to depth with an error of its own. None of these is JSON that a client can count upon.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataops_conformance.exchange import JsonValue

DEPTH = 100
"""Levels that a value may nest; what walks a value may recurse."""

VALUES = 50_000
"""Values that a document may hold, so that what becomes of it in memory, and walking it, is bounded too."""

_NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_STRINGS = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
_STEP = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}


def parse(body: bytes) -> JsonValue:
    """Return what the bytes say.

    Raises:
        ValueError: they are not JSON; the message says in a few words why.
    """
    _bounded(body)
    try:
        text = body.decode()
    except UnicodeDecodeError as exc:
        msg = f"it is not UTF-8: the byte 0x{body[exc.start]:02x} at {exc.start}"
        raise ValueError(msg) from exc
    value: JsonValue = json.loads(text, object_pairs_hook=_object, parse_constant=_refuse, parse_float=_finite)
    if "\\u" in text and "\\ud" in text.lower():
        _whole(value)
    return value


def _bounded(body: bytes) -> None:
    """Raise ValueError where a document is too large or too deep; its strings are left out only where they matter."""
    if body.count(b"[") + body.count(b"{") > DEPTH and _depth(body) > DEPTH and _depth(_STRINGS.sub(b"", body)) > DEPTH:
        msg = f"it nests deeper than {DEPTH} levels"
        raise ValueError(msg)
    if _values(body) > VALUES and _values(_STRINGS.sub(b"", body)) > VALUES:
        msg = f"it holds more than {VALUES:,} values"
        raise ValueError(msg)


def _values(body: bytes) -> int:
    """Return as many values as there can be: what stands after a comma or a bracket."""
    return body.count(b",") + body.count(b"[") + body.count(b"{")


def _depth(body: bytes) -> int:
    """Return the depth by the brackets alone, those within strings among them."""
    return max(accumulate(map(_STEP.__getitem__, body.translate(None, _NO_BRACKETS))), default=0)


def _object(pairs: list[tuple[str, JsonValue]]) -> dict[str, JsonValue]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice, _ = Counter(name for name, _ in pairs).most_common(1)[0]
        msg = f"an object holds the name {twice[:40]!r} twice"
        raise ValueError(msg)
    return found


def _refuse(text: str) -> JsonValue:
    msg = f"{text} is no JSON"
    raise ValueError(msg)


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        msg = f"the number {text[:40]} is beyond what a double holds"
        raise ValueError(msg)
    return number


def _whole(value: JsonValue) -> None:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError as exc:
        msg = "a string holds half of a surrogate pair"
        raise ValueError(msg) from exc
