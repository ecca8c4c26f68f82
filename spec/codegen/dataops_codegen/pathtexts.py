"""Say of what stands in a path that it is a text: there `42` and `team%2Fdata` are texts alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dataops_spec import JsonObject, JsonValue

_SCHEMAS = "#/components/schemas/"
_SCALARS = frozenset({"integer", "number", "boolean"})


def with_texts_in_paths(document: JsonObject) -> JsonObject:
    """Return `document` with each path parameter that may be a number or a text as that text, its example as well.

    It admits the same requests, and a client's user is spared the class that a generator makes of a union of scalars. A
    component that anything but a path parameter refers to stays a union, and so do the parameters that refer to it.
    """
    copy = _copied(document)
    everywhere = Counter(_references(copy))
    in_paths = [parameter for parameter in _parameters(copy) if parameter.get("in") == "path"]
    named = Counter(_references([parameter.get("schema") for parameter in in_paths]))
    schemas = _held(_held(copy, "components"), "schemas")
    texts = {
        name: text
        for name, schema in schemas.items()
        if named[_SCHEMAS + name] and named[_SCHEMAS + name] == everywhere[_SCHEMAS + name] and (text := _text(schema))
    }
    for parameter in in_paths:
        schema = _held(parameter, "schema")
        text = _text(schema)
        if text is not None:
            parameter["schema"] = text
        if (text is not None or str(schema.get("$ref")).removeprefix(_SCHEMAS) in texts) and "example" in parameter:
            parameter["example"] = str(parameter["example"])
    schemas.update(texts)
    return copy


def _text(schema: JsonValue) -> JsonObject | None:
    """Return `schema` as a text if it is a union of scalars of which the text admits every other one, written."""
    alternatives = schema.get("anyOf") if isinstance(schema, dict) else None
    if not isinstance(schema, dict) or not isinstance(alternatives, list):
        return None
    held = [item for item in alternatives if isinstance(item, dict)]
    texts = [item for item in held if item.get("type") == "string" and item.keys() <= {"type", "minLength"}]
    others = [item for item in held if item.get("type") in _SCALARS]
    if len(texts) != 1 or not others or len(others) + 1 != len(alternatives):
        return None
    if texts[0].get("minLength", 0) not in {0, 1}:
        return None
    return {**{key: value for key, value in schema.items() if key != "anyOf"}, **texts[0]}


def _parameters(value: JsonValue) -> Iterator[JsonObject]:
    """Yield every parameter object: what has a name, a place and a schema."""
    if isinstance(value, dict):
        if isinstance(value.get("in"), str) and isinstance(value.get("name"), str) and "schema" in value:
            yield value
        for item in value.values():
            yield from _parameters(item)
    elif isinstance(value, list):
        for item in value:
            yield from _parameters(item)


def _references(value: JsonValue) -> Iterator[str]:
    if isinstance(value, dict):
        reference = value.get("$ref")
        if isinstance(reference, str):
            yield reference
        for item in value.values():
            yield from _references(item)
    elif isinstance(value, list):
        for item in value:
            yield from _references(item)


def _held(holder: JsonObject, key: str) -> JsonObject:
    value = holder.get(key)
    return value if isinstance(value, dict) else {}


def _copied(document: JsonObject) -> JsonObject:
    return {key: _copy(value) for key, value in document.items()}


def _copy(value: JsonValue) -> JsonValue:
    if isinstance(value, dict):
        return _copied(value)
    return [_copy(item) for item in value] if isinstance(value, list) else value
