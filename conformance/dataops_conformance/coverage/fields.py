"""The fields that a schema names and a value bears, as dotted paths: `namespace.id`; a list stands for its items."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias
from urllib.parse import parse_qsl

from dataops_conformance.exchange import JsonObject, JsonValue, Request

Tree: TypeAlias = "dict[str, Tree]"
Resolve: TypeAlias = Callable[[JsonValue], JsonObject]

# Deeper than this, answers hold whole resources of other operations, whose fields are told there.
_DEEPEST = 2
_BOUNDARY_NAME = re.compile(rb'^content-disposition:.*?\bname="((?:[^"\\]|\\.)*)"', re.IGNORECASE | re.MULTILINE)


def tree_of(schema: JsonValue, resolve: Resolve, depth: int = _DEEPEST) -> Tree:
    """Return the fields that a schema names, and those within them; those that are excluded (`false`) are left out."""
    found: Tree = {}
    if depth:
        _grow(found, resolve(schema), resolve, depth)
    return found


def _grow(tree: Tree, schema: JsonObject, resolve: Resolve, depth: int) -> None:
    named = schema.get("properties")
    for name, entry in named.items() if isinstance(named, dict) else ():
        if entry is not False:
            tree.setdefault(name, {}).update(tree_of(entry, resolve, depth - 1))
    parts = [schema[key] for key in ("items",) if isinstance(schema.get(key), dict)]
    for key in ("allOf", "anyOf", "oneOf"):
        listed = schema.get(key)
        parts += listed if isinstance(listed, list) else []
    for part in parts:
        _grow(tree, resolve(part), resolve, depth)


def paths_of(tree: Tree, prefix: str = "") -> Iterator[str]:
    """Yield the path of every field of a tree, each before those within it."""
    for name, inner in tree.items():
        yield f"{prefix}{name}"
        yield from paths_of(inner, f"{prefix}{name}.")


def take(tree: Tree, value: JsonValue, prefix: str = "") -> Iterator[str]:
    """Yield the path of every field of the tree that the value bears, and remove from the tree what is borne whole.

    What is removed is not looked for again, so that looking at many like values costs little.
    """
    if isinstance(value, list):
        for item in value:
            if not tree:
                return
            yield from take(tree, item, prefix)
    elif isinstance(value, dict):
        for name in [name for name in tree if name in value]:
            yield f"{prefix}{name}"
            inner = tree[name]
            if inner:
                yield from take(inner, value[name], f"{prefix}{name}.")
            if not inner:
                del tree[name]


def body_value(request: Request) -> JsonValue:
    """Return the fields of a request's body as nested objects, whatever its media type; null where it has none."""
    if not request.body:
        return None
    announced = next((value for name, value in request.headers if name.lower() == "content-type"), "")
    kind = announced.partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        return _nested(match.decode("utf-8", "replace") for match in _BOUNDARY_NAME.findall(request.body))
    text = request.body.decode("utf-8", "replace")
    if kind == "application/x-www-form-urlencoded":
        return _nested(name for name, _ in parse_qsl(text, keep_blank_values=True))
    try:
        value: JsonValue = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value


def _nested(names: Iterable[str]) -> JsonObject:
    found: JsonObject = {}
    for name in names:
        _put(found, [part for part in re.split(r"[\[\]]+", name) if part and not part.isdigit()])
    return found


def _put(holder: JsonObject, parts: Sequence[str]) -> None:
    for part in parts:
        inner = holder.setdefault(part, {})
        assert isinstance(inner, dict)
        holder = inner
