"""JSON values, and readers that narrow them."""

from __future__ import annotations

from typing import TypeAlias

JsonValue: TypeAlias = "str | int | float | bool | None | list[JsonValue] | dict[str, JsonValue]"
JsonObject: TypeAlias = dict[str, JsonValue]


def as_object(value: JsonValue) -> JsonObject:
    """Return `value` as an object; raise `TypeError` if it is none."""
    if not isinstance(value, dict):
        msg = f"Expected a JSON object, got {value!r}."
        raise TypeError(msg)
    return value


def as_list(value: JsonValue) -> list[JsonValue]:
    """Return `value` as a list; raise `TypeError` if it is none."""
    if not isinstance(value, list):
        msg = f"Expected a JSON array, got {value!r}."
        raise TypeError(msg)
    return value


def as_text(value: JsonValue) -> str:
    """Return `value` as a string; raise `TypeError` if it is none."""
    if not isinstance(value, str):
        msg = f"Expected a JSON string, got {value!r}."
        raise TypeError(msg)
    return value


def object_at(holder: JsonObject, key: str) -> JsonObject:
    """Return the object under `key`, empty where there is none; raise `TypeError` if it is something else."""
    return as_object(holder.get(key, {}))


def list_at(holder: JsonObject, key: str) -> list[JsonValue]:
    """Return the list under `key`, empty where there is none; raise `TypeError` if it is something else."""
    return as_list(holder.get(key, []))


def text_at(holder: JsonObject, key: str) -> str:
    """Return the string under `key`, empty where there is none; raise `TypeError` if it is something else."""
    return as_text(holder.get(key, ""))


def texts_at(holder: JsonObject, key: str) -> tuple[str, ...]:
    """Return the list of strings under `key`, empty where there is none; raise `TypeError` if it is something else."""
    return tuple(as_text(item) for item in list_at(holder, key))
