"""Spoil vectors, so that it is seen whether a program of the vectors can fail."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, TypeAlias

Vector: TypeAlias = dict[str, Any]
FILE: Final = "controls.json"
_ELSE: Final = "something else"


def write_controls(vectors: Path, folder: Path) -> dict[str, int]:
    """Write spoilt copies of published vectors into the folder; return how many there are of each feature.

    A client that makes of each answer what it made of the published one, or sends what it sent, fails all of them.
    """
    spoilt = [each for path in sorted(vectors.glob("*.json")) for each in _read(path)]
    written = list(_one_of_each_way(spoilt))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE).write_text(json.dumps({"vectors": written}), encoding="utf-8")
    counted: dict[str, int] = {}
    for vector in written:
        counted[vector["feature"]] = counted.get(vector["feature"], 0) + 1
    return counted


def _read(path: Path) -> list[Vector]:
    listed: list[Vector] = json.loads(path.read_text(encoding="utf-8")).get("vectors", [])
    return listed


def _one_of_each_way(vectors: list[Vector]) -> Iterator[Vector]:
    for feature, ways in SPOILS.items():
        for name, spoil in ways.items():
            for vector in (each for each in vectors if each["feature"] == feature):
                copied = copy.deepcopy(vector)
                if spoil(copied):
                    yield {**copied, "id": f"{vector['id']}-spoilt-by-{name}"}
                    break


def _null_removed(vector: Vector) -> bool:
    """Take the first field that is expected to be null out of the answer."""
    body = vector["response"]["json"]
    for pointer, wanted in vector["expect"]["values"].items():
        holder, name = _holder(body, pointer)
        if wanted is None and isinstance(holder, dict):
            del holder[name]
            return True
    return False


def _value_changed(vector: Vector) -> bool:
    """Expect another text than came."""
    values = vector["expect"]["values"]
    for pointer, wanted in values.items():
        if isinstance(wanted, str):
            values[pointer] = _ELSE
            return True
    return False


def _absent_expected(vector: Vector) -> bool:
    """Say that a field with a value is absent."""
    present = next((pointer for pointer, value in vector["expect"]["values"].items() if value is not None), None)
    vector["expect"]["absent"] = [present]
    return present is not None


def _text_changed(vector: Vector) -> bool:
    vector["expect"]["text"] += _ELSE
    return True


def _page_invented(vector: Vector) -> bool:
    if vector["expect"]["next"] is not None:
        return False
    vector["expect"]["next"] = {"page": "99"}
    return True


def _page_ended(vector: Vector) -> bool:
    if vector["expect"]["next"] is None:
        return False
    vector["expect"]["next"] = None
    return True


def _status_changed(vector: Vector) -> bool:
    vector["expect"]["error"]["status"] += 1
    return True


def _message_changed(vector: Vector) -> bool:
    wanted = vector["expect"]["error"]
    if not wanted["message"]:
        return False
    wanted["message"] += _ELSE
    return True


def _field_invented(vector: Vector) -> bool:
    vector["expect"]["error"]["fields"] = {"moon": [_ELSE]}
    return True


def _wait_changed(vector: Vector) -> bool:
    vector["expect"]["wait"] = (vector["expect"]["wait"] or 0) + 1
    return True


def _segment_changed(vector: Vector) -> bool:
    vector["expect"]["segments"][-1] += _ELSE
    return True


def _pair_added(vector: Vector) -> bool:
    vector["expect"]["query"].append(["moon", _ELSE])
    return True


def _header_changed(vector: Vector) -> bool:
    headers = vector["expect"]["headers"]
    headers.update({name: value + _ELSE for name, value in headers.items()})
    return True


def _json_changed(vector: Vector) -> bool:
    vector["expect"]["bodies"]["application/json"]["json"]["moon"] = _ELSE
    return True


def _form_changed(vector: Vector) -> bool:
    for form in ("multipart/form-data", "application/x-www-form-urlencoded"):
        vector["expect"]["bodies"][form]["fields"].append(["moon", _ELSE])
    return True


def _holder(value: Any, pointer: str) -> tuple[Any, str]:
    *outer, last = (part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:])
    for part in outer:
        value = value[int(part)] if isinstance(value, list) else value[part]
    return value, last


_Spoil: TypeAlias = Callable[[Vector], bool]
SPOILS: Final[Mapping[str, Mapping[str, _Spoil]]] = {
    "value": {"a-null-removed": _null_removed, "a-value-changed": _value_changed},
    "null-or-absent": {"a-null-removed": _null_removed, "a-value-expected-absent": _absent_expected},
    "unknown-field": {"a-value-changed": _value_changed},
    "unknown-enum": {"a-value-changed": _value_changed},
    "text": {"a-text-changed": _text_changed},
    "next-page": {"a-page-invented": _page_invented, "the-page-ended": _page_ended},
    "error": {
        "the-status-changed": _status_changed,
        "the-message-changed": _message_changed,
        "a-field-invented": _field_invented,
    },
    "wait": {"the-wait-changed": _wait_changed},
    "wait-other": {"the-wait-changed": _wait_changed},
    "path": {"a-segment-changed": _segment_changed},
    "query": {"a-pair-added": _pair_added},
    "credential": {"a-header-changed": _header_changed},
    "body": {"the-json-changed": _json_changed, "the-forms-changed": _form_changed},
}
