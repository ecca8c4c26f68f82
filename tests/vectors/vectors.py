"""The vectors as they are published, and how an answer's values are held against them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final, TypeAlias, cast

import pytest

Vector: TypeAlias = dict[str, Any]

FOLDER: Final = Path(__file__).parents[2] / "generated" / "vectors"
ABSENT: Final = object()


def vectors(kind: str, *features: str) -> list[Any]:
    """Return the vectors of a kind, those of some features where they are named, as parameters of a test."""
    written = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))]
    return [
        pytest.param(vector, id=vector["id"])
        for file in written
        for vector in file.get("vectors", [])
        if vector["kind"] == kind and (not features or vector["feature"] in features)
    ]


def content_of(response: Vector) -> bytes:
    if "text" in response:
        return str(response["text"]).encode()
    return json.dumps(response["json"], ensure_ascii=False).encode()


def at(value: Any, pointer: str) -> Any:
    """Return what a JSON pointer names, `ABSENT` where there is nothing."""
    for part in (part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]):
        if isinstance(value, list):
            items = cast("Sequence[Any]", value)
            value = items[int(part)] if part.isdigit() and int(part) < len(items) else ABSENT
        elif isinstance(value, dict):
            value = cast("dict[str, Any]", value).get(part, ABSENT)
        else:
            return ABSENT
    return value


def same(value: Any) -> Any:
    """Return what is equal for values that count as equal: times of one instant are."""
    if isinstance(value, str) and "T" in value:
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            return value
        return moment if moment.tzinfo is not None else value
    return (type(value), value) if isinstance(value, bool) else value
