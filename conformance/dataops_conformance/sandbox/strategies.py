"""Values of a schema of the contract, as a Hypothesis strategy. Pure: nothing is sent."""

from __future__ import annotations

import string
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from dataops_conformance.exchange import JsonObject, JsonValue

_PLAIN = string.ascii_letters + string.digits
_LONGEST = 40
Resolve = Callable[[JsonValue], JsonObject]


def values_of(schema: JsonValue, resolve: Resolve) -> SearchStrategy[JsonValue]:
    """Return a strategy of small, plain values that are of the schema; `resolve` follows its references."""
    given = resolve(schema)
    if "enum" in given:
        options = given["enum"]
        return st.sampled_from(options if isinstance(options, list) else [options])
    for keyword in ("anyOf", "oneOf"):
        choices = given.get(keyword)
        if isinstance(choices, list):
            return st.one_of([values_of(choice, resolve) for choice in choices])
    kinds = given.get("type")
    named = [kind for kind in kinds if kind != "null"] if isinstance(kinds, list) else [kinds]
    return _of_type(str(named[0]), given, resolve)


def _of_type(kind: str, schema: JsonObject, resolve: Resolve) -> SearchStrategy[JsonValue]:
    if kind == "boolean":
        return st.booleans()
    if kind == "integer":
        least = _integer(schema, "minimum", 1)
        return st.integers(least, min(_integer(schema, "maximum", least + 1000), least + 1000))
    if kind == "number":
        return st.integers(_integer(schema, "minimum", 0), 1000).map(float)
    if kind == "array":
        least = max(1, _integer(schema, "minItems", 1))
        items = values_of(schema.get("items", {}), resolve)
        return st.lists(items, min_size=least, max_size=least + 1).map(list)
    if kind == "object":
        return _objects(schema, resolve)
    return _texts(schema)


def _objects(schema: JsonObject, resolve: Resolve) -> SearchStrategy[JsonValue]:
    properties = schema.get("properties")
    fields = properties if isinstance(properties, dict) else {}
    if not fields and isinstance(extra := schema.get("additionalProperties"), dict):
        keys = st.text(string.ascii_uppercase, min_size=1, max_size=8)
        return st.dictionaries(keys, values_of(extra, resolve), min_size=1, max_size=2).map(dict)
    wanted = schema.get("required")
    required = {name for name in wanted if isinstance(name, str)} if isinstance(wanted, list) else set[str]()
    chosen = {name: values_of(field, resolve) for name, field in fields.items()}
    return st.fixed_dictionaries(
        {name: value for name, value in chosen.items() if name in required},
        optional={name: value for name, value in chosen.items() if name not in required},
    ).map(dict)


def _texts(schema: JsonObject) -> SearchStrategy[JsonValue]:
    form = schema.get("format")
    if form == "date":
        return st.integers(30, 300).map(lambda days: (datetime.now(UTC).date() + timedelta(days=days)).isoformat())
    if form == "date-time":
        return st.integers(2001, 2040).map(lambda year: f"{year}-06-15T12:00:00Z")
    least = max(1, _integer(schema, "minLength", 1))
    most = max(least, min(_LONGEST, _integer(schema, "maxLength", _LONGEST)))
    return st.text(_PLAIN, min_size=least, max_size=most)


def _integer(schema: JsonObject, keyword: str, otherwise: int) -> int:
    value = schema.get(keyword)
    return value if isinstance(value, int) and not isinstance(value, bool) else otherwise
