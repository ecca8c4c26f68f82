"""Whether a value, once written to the wire, still breaks its schema. Pure: a query holds text and nothing else."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Iterator
from datetime import datetime

from dataops_conformance.exchange import JsonObject, JsonValue

Valid = Callable[[JsonValue], bool]
_SWITCHES = {
    "true": True,
    "false": False,
    "1": True,
    "0": False,
    "t": True,
    "f": False,
    "on": True,
    "off": False,
    "yes": True,
    "no": False,
}
_NOTHING = frozenset({"", "null", "nil", "none"})
_LARGEST = 2_147_483_647
_FIRST_YEAR, _LAST_YEAR = 1971, 2099


def breaks_on_the_wire(text: str, valid: Valid) -> bool:
    """Tell whether no reading of the text is valid: neither as it is, nor as a number or a switch.

    `valid` holds a value against the schema. What may be read as null breaks nothing: an optional parameter or field
    that is null counts as absent.
    """
    if text.strip().lower() in _NOTHING:
        return False
    return not any(valid(value) for value in _interpretations(text))


def is_ordinary(value: JsonValue, schema: JsonObject) -> bool:
    """Tell whether nothing but its schema could speak against a valid value: its text, numbers and times are common."""
    if isinstance(value, bool) or value is None:
        return True
    if isinstance(value, int | float):
        return math.isfinite(value) and abs(value) <= _LARGEST
    if isinstance(value, list):
        return all(is_ordinary(item, schema) for item in value)
    if isinstance(value, dict):
        return all(is_ordinary(item, {}) for item in value.values())
    if schema.get("format") in {"date", "date-time"}:
        return _is_near(value)
    return is_legal_text(value)


def is_legal_text(text: str) -> bool:
    """Tell whether the text can be sent and kept: it has no control, surrogate or unassigned characters."""
    return (
        all(unicodedata.category(character) not in {"Cc", "Cs", "Cn", "Co", "Cf"} for character in text)
        and text == text.strip()
    )


def _is_near(text: str) -> bool:
    try:
        return _FIRST_YEAR <= datetime.fromisoformat(text).year <= _LAST_YEAR
    except ValueError:
        return False


def _interpretations(text: str) -> Iterator[JsonValue]:
    yield text
    if text.strip().lower() in _SWITCHES:
        yield _SWITCHES[text.strip().lower()]
    for read in (int, float):
        try:
            number = read(text)
        except ValueError:
            continue
        if math.isfinite(number):
            yield number
