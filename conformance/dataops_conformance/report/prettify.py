"""JSON laid out for reading, its every part left as it came."""

from __future__ import annotations

import json
import re

_PART = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')
_DEEPEST = 40


def pretty_json(text: str) -> str:
    """Return a JSON object or list with a line for each member; any other text as it is.

    Numbers, escapes and repeated names stay as they were sent, which parsing and writing anew would not keep.
    """
    if not _is_structure(text):
        return text
    out: list[str] = []
    depth = 0
    previous = ""
    for part in _PART.findall(text):
        if part in "}]":
            depth -= 1
        if (part in "}]" and previous not in "{[") or (part not in "}]" and previous and previous in "{[,"):
            out.append("\n" + "  " * min(depth, _DEEPEST))
        out.append(": " if part == ":" else part)
        if part in "{[":
            depth += 1
        previous = part
    return "".join(out)


def _is_structure(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict | list)
    except (ValueError, RecursionError):
        return False
