"""What a call is on the wire: path, query, and the fields of a form. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import parse_qsl, quote, unquote, urlencode

from dataops_spec import JsonObject, JsonValue


def target_of(route: str, path: Mapping[str, JsonValue], query: Mapping[str, JsonValue]) -> str:
    """Return path and query from the API's root, everything but letters, digits and `-._~` encoded."""
    for name, value in path.items():
        route = route.replace(f"{{{name}}}", quote(_text(value), safe=""), 1)
    pairs = urlencode(list(query_pairs(query)), quote_via=quote, safe="")
    return f"{route}?{pairs}" if pairs else route


def query_pairs(query: Mapping[str, JsonValue]) -> Iterator[tuple[str, str]]:
    """Yield the names and texts of a query; a list repeats its name, null is left out."""
    for name, value in query.items():
        for item in value if isinstance(value, list) else [value]:
            if item is not None:
                yield name, _text(item)


def decoded_target(target: str) -> tuple[list[JsonValue], list[JsonValue]]:
    """Return the segments of a target's path and the pairs of its query, decoded."""
    path, _, query = target.partition("?")
    segments: list[JsonValue] = [unquote(segment) for segment in path.split("/")[1:]]
    return segments, [[name, value] for name, value in parse_qsl(query, keep_blank_values=True)]


def form_fields(body: JsonObject) -> list[tuple[str, str]]:
    """Return the fields of a form: `parent[child]`, `name[]`, `name[][field]` for a list of objects; null is `null`."""
    return [pair for name, value in body.items() for pair in _fields(name, value)]


def form_text(fields: list[tuple[str, str]]) -> str:
    """Return the fields as `application/x-www-form-urlencoded`."""
    return urlencode(fields)


def _fields(name: str, value: JsonValue) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _fields(f"{name}[{key}]", item)
    elif isinstance(value, list):
        for item in value:
            yield from _fields(f"{name}[]", item)
    else:
        yield name, _text(value)


def _text(value: JsonValue) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
