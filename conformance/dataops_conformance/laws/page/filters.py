"""The suite's own model of the filters of lists. Pure.

For each parameter: which values to try, drawn from the items of the list themselves, and which items a value names.
A model answers True or False for an item, and None where the contract leaves it open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from dataops_conformance.exchange import JsonObject, JsonValue

Values: TypeAlias = Callable[[Sequence[JsonObject]], Iterator[str]]
Names: TypeAlias = Callable[[JsonObject, str], "bool | None"]


@dataclass(frozen=True, slots=True)
class Filter:
    """A parameter, the values to try, and the model of what a value names."""

    parameter: str
    values: Values
    names: Names


def _each(field: str) -> Values:
    """Return the values of a field, those that the fewest items have first, so that a filter leaves something out."""

    def values(items: Sequence[JsonObject]) -> Iterator[str]:
        texts = [_text(item[field]) for item in items if item.get(field) is not None]
        yield from sorted(set(texts), key=lambda text: (texts.count(text), text))

    return values


def _fixed(*texts: str) -> Values:
    return lambda _: iter(texts)


def _middle(field: str) -> Values:
    """Return the value of a field in the middle of the list by that value."""

    def values(items: Sequence[JsonObject]) -> Iterator[str]:
        texts = sorted({str(item[field]) for item in items if item.get(field) is not None}, key=_numeric)
        if texts:
            yield texts[len(texts) // 2]

    return values


def _numeric(text: str) -> tuple[int, str]:
    return (int(text) if text.isdigit() else 0, text)


def _word(field: str, *, shown: Callable[[str], str] = str.upper) -> Values:
    """Return parts of a field's values: its first letters, long enough to be searched for, in another case."""

    def values(items: Sequence[JsonObject]) -> Iterator[str]:
        for item in items:
            text = item.get(field)
            if isinstance(text, str) and len(text) >= 4 and text[:4].isascii() and text[:4].isalnum():
                yield shown(text[:4])

    return values


def _topics(items: Sequence[JsonObject]) -> Iterator[str]:
    for item in items:
        topics = item.get("topics")
        if isinstance(topics, list):
            yield from (topic for topic in topics if isinstance(topic, str) and topic and "," not in topic)


def _text(value: JsonValue) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _equals(field: str) -> Names:
    return lambda item, value: _text(item[field]) == value if field in item else None


def _same_text(field: str) -> Names:
    return lambda item, value: str(item.get(field)).casefold() == value.casefold()


def _contains(certain: Sequence[str], possible: Sequence[str] = ()) -> Names:
    """Return a search: True where a `certain` field holds the text, None where only a `possible` one does."""

    def names(item: JsonObject, value: str) -> bool | None:
        if any(value.casefold() in str(item.get(field) or "").casefold() for field in certain):
            return True
        return None if any(value.casefold() in str(item.get(field) or "").casefold() for field in possible) else False

    return names


def _contains_as_it_stands(item: JsonObject, value: str) -> bool | None:
    name = str(item.get("name"))
    if value in name:
        return True
    return None if value.casefold() in name.casefold() else False


def _above(field: str) -> Names:
    return lambda item, value: _less(value, _text(item[field])) if item.get(field) is not None else None


def _below(field: str) -> Names:
    return lambda item, value: _less(_text(item[field]), value) if item.get(field) is not None else None


def _less(one: str, other: str) -> bool | None:
    """Compare numbers or times; None where equal times leave it to the server's own precision."""
    if one.lstrip("-").isdigit() and other.lstrip("-").isdigit():
        return int(one) < int(other)
    first, second = datetime.fromisoformat(one), datetime.fromisoformat(other)
    return None if abs((second - first).total_seconds()) < 1 else first < second


def _when_true(holds: Callable[[JsonObject], bool | None]) -> Names:
    return lambda item, _: holds(item)


def _top_level(item: JsonObject) -> bool | None:
    return item["parent_id"] is None if "parent_id" in item else None


_SEARCH_PROJECTS = Filter(
    "search", _word("path"), _contains(["name", "path"], ["description", "path_with_namespace", "name_with_namespace"])
)
_VISIBILITY = Filter("visibility", _each("visibility"), _equals("visibility"))
_TOP_LEVEL = Filter("top_level_only", _fixed("true"), _when_true(_top_level))

FILTERS: Mapping[str, Sequence[Filter]] = {
    "list_projects": (
        _VISIBILITY,
        _SEARCH_PROJECTS,
        Filter("archived", _each("archived"), _equals("archived")),
        Filter("id_after", _middle("id"), _above("id")),
        Filter("id_before", _middle("id"), _below("id")),
        Filter("topic", _topics, lambda item, value: value in _list(item.get("topics"))),
        Filter("last_activity_after", _middle("last_activity_at"), _above("last_activity_at")),
        Filter("last_activity_before", _middle("last_activity_at"), _below("last_activity_at")),
    ),
    "list_groups": (
        _VISIBILITY,
        _TOP_LEVEL,
        Filter("search", _word("path"), _contains(["name", "path"], ["full_path", "full_name"])),
        Filter("skip_groups[]", _each("id"), lambda item, value: str(item.get("id")) != value),
    ),
    "list_users": (
        Filter("username", _each("username"), _same_text("username")),
        Filter("search", _word("username"), _contains(["name", "username"], ["public_email"])),
        Filter("active", _fixed("true"), _when_true(lambda item: item.get("state") == "active")),
        Filter("blocked", _fixed("true"), _when_true(lambda item: item.get("state") == "blocked")),
    ),
    "list_branches": (
        Filter("search", _word("name", shown=str), _contains_as_it_stands),
        Filter(
            "regex",
            lambda items: (f"^{text}" for text in _word("name", shown=str)(items)),
            lambda item, value: str(item.get("name")).startswith(value[1:]),
        ),
    ),
    "list_project_jobs": (Filter("scope[]", _each("status"), _equals("status")),),
    "list_pipelines": (
        Filter("status", _each("status"), _equals("status")),
        Filter("ref", _each("ref"), _equals("ref")),
        Filter("source", _each("source"), _equals("source")),
        Filter("sha", _each("sha"), _equals("sha")),
        Filter("updated_after", _middle("updated_at"), _above("updated_at")),
        Filter("updated_before", _middle("updated_at"), _below("updated_at")),
    ),
    "list_pipeline_schedules": (
        Filter("scope", _fixed("active", "inactive"), lambda item, value: item.get("active") is (value == "active")),
    ),
    "list_namespaces": (
        _TOP_LEVEL,
        Filter("search", _word("path"), _contains(["name", "path"], ["full_path"])),
    ),
}


def _list(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else []


def telling_value(chosen: Filter, items: Sequence[JsonObject], allowed: Sequence[str]) -> str | None:
    """Return the first value that names two of the items or more and not all, or else one; None where there is none.

    `allowed` are the values that the contract gives the parameter; empty where it takes any.
    """
    single: str | None = None
    for value in chosen.values(items):
        named = [chosen.names(item, value) for item in items]
        if (allowed and value not in allowed) or True not in named or False not in named:
            continue
        if named.count(True) > 1:
            return value
        single = single or value
    return single
