"""Whether a value, once written to the wire, still breaks its schema. Pure: a query holds text and nothing else."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Iterator
from datetime import datetime

from dataops_spec import Parameter

from dataops_conformance.contract import Contract
from dataops_conformance.exchange import JsonObject, JsonValue
from dataops_conformance.target.wire import text_of

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


def breaks_as_query(contract: Contract, parameter: Parameter, value: JsonValue) -> bool:
    """Tell whether a value of a query parameter, or an item of it, breaks its schema on the wire."""
    schema = item_schema(contract, parameter)
    return any(
        breaks_on_the_wire(text, lambda read: not contract.schema_errors(schema, read)) for text in texts_of(value)
    )


def is_ordinary_query(contract: Contract, parameter: Parameter, value: JsonValue) -> bool:
    """Tell whether nothing but its schema could speak against the value of a query parameter, and it is not empty."""
    schema = item_schema(contract, parameter)
    return all(text and _is_ordinary_text(text, schema) for text in texts_of(value))


def item_schema(contract: Contract, parameter: Parameter) -> JsonObject:
    """Return the schema of a parameter, of an item where it is a list."""
    schema = contract.resolve(parameter.schema)
    return contract.resolve(schema["items"]) if "items" in schema else schema


def texts_of(value: JsonValue) -> Iterator[str]:
    """Yield a value as a query writes it, each item of a list apart."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str | int | float):
            yield text_of(item)


def _is_ordinary_text(text: str, schema: JsonObject) -> bool:
    if schema.get("type") == "integer":
        return text.lstrip("-").isdecimal() and is_ordinary(int(text), schema)
    return is_ordinary(text, schema)


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
