"""JSON pointers (RFC 6901): what a document holds, and changes to it. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from dataops_spec import JsonValue


def leaves(value: JsonValue, pointer: str = "") -> Iterator[tuple[str, JsonValue]]:
    """Yield each value that holds no other, empty lists and objects too, with its pointer."""
    if isinstance(value, dict) and value:
        for key, item in value.items():
            yield from leaves(item, f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}")
    elif isinstance(value, list) and value:
        for index, item in enumerate(value):
            yield from leaves(item, f"{pointer}/{index}")
    else:
        yield pointer, value


def put(document: JsonValue, pointer: str, value: JsonValue) -> None:
    """Set what `pointer` names; raise `KeyError` where what is to hold it is not there."""
    holder, key = _holder(document, pointer)
    if isinstance(holder, dict):
        holder[key] = value
    else:
        holder[int(key)] = value


def remove(document: JsonValue, pointer: str) -> None:
    """Remove what `pointer` names, and nothing where it is not there; raise `KeyError` where its holder is not."""
    holder, key = _holder(document, pointer)
    if isinstance(holder, dict):
        holder.pop(key, None)
    else:
        del holder[int(key)]


def _holder(document: JsonValue, pointer: str) -> tuple[dict[str, JsonValue] | list[JsonValue], str]:
    *path, last = [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]
    for part in path:
        if isinstance(document, dict):
            document = document[part]
        elif isinstance(document, list) and part.isdigit() and int(part) < len(document):
            document = document[int(part)]
        else:
            raise KeyError(pointer)
    if isinstance(document, list) and not (last.isdigit() and int(last) < len(document)):
        raise KeyError(pointer)
    if not isinstance(document, dict | list):
        raise KeyError(pointer)
    return document, last
