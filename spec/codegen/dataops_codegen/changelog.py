"""Tell the changes of the contract by operation, as Markdown that is the same on every machine."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import groupby

from dataops_spec import JsonObject, JsonValue

_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
_MEDIA_TYPE = re.compile(r" \(media type: ([^)]+)\)$")
_HEAD = """\
# Changelog of the contract

What changed from one published version of the documents to the next, operation by operation, as
[oasdiff](https://github.com/oasdiff/oasdiff) tells it. Written by `nox -s breaking -- --write`; `docs/contract.md` says
what the version numbers promise.
"""


class Level(IntEnum):
    """How a client that knows the older version bears a change; the numbers are oasdiff's.

    `PERHAPS_BREAKING` is what breaks some clients and not others, such as a parameter that is gone: the server does
    something else than a client that sends it wants.
    """

    OTHER = 1
    PERHAPS_BREAKING = 2
    BREAKING = 3


_MARKS = {Level.BREAKING: "**Breaking**: ", Level.PERHAPS_BREAKING: "**Perhaps breaking**: ", Level.OTHER: ""}


@dataclass(frozen=True, slots=True)
class Change:
    """One change of an operation, or of the document where `method` and `path` are empty."""

    id: str
    level: Level
    text: str
    method: str = ""
    path: str = ""
    operation_id: str = ""

    @property
    def breaks(self) -> bool:
        """Whether there may be a client that keeps to the older version and does not bear it."""
        return self.level is not Level.OTHER


@dataclass(frozen=True, slots=True)
class Section:
    """A version of the contract: the day of its publication, its operations, and its changes since the one before.

    `date` is None while it is not published, `changes` where there was no version before.
    """

    version: str
    date: str | None
    operations: int
    changes: Sequence[Change] | None


def read_changes(entries: JsonValue) -> list[Change]:
    """Return the changes of oasdiff's JSON in an order of their own; raise `ValueError` where it is none."""
    changes = [_change(entry) for entry in (entries if isinstance(entries, list) else [entries])]
    return sorted(changes, key=lambda change: (*_place(change), -change.level, change.text))


def write_changes(changes: Sequence[Change]) -> list[JsonValue]:
    """Return `changes` as the JSON that `read_changes` reads."""
    return [
        {
            "id": change.id,
            "level": int(change.level),
            "text": change.text,
            "operation": change.method,
            "path": change.path,
            "operationId": change.operation_id,
        }
        for change in changes
    ]


def render(sections: Sequence[Section]) -> str:
    """Return the changelog of `sections`, which stand in it in their order."""
    return "\n".join([_HEAD, *(line for section in sections for line in _section(section))])


def _change(entry: JsonValue) -> Change:
    fields: JsonObject = entry if isinstance(entry, dict) else {}
    level = fields.get("level")
    texts = [fields.get(key, "") for key in ("id", "text", "operation", "path", "operationId")]
    if not isinstance(level, int) or level not in set(Level) or not all(isinstance(text, str) for text in texts):
        msg = f"oasdiff's changelog has an entry that is no change: {entry!r}."
        raise ValueError(msg)
    name, text, method, path, operation_id = map(str, texts)
    return Change(name, Level(level), " ".join(text.split()), method, path, operation_id)


def _place(change: Change) -> tuple[str, int]:
    return change.path, _METHODS.index(change.method) if change.method in _METHODS else len(_METHODS)


def _section(section: Section) -> Iterator[str]:
    yield f"## {section.version} ({section.date or 'not yet published'})\n"
    if section.changes is None:
        yield f"The first version: {section.operations} operations.\n"
        return
    yield f"{_summary(section.changes)}\n"
    for _, group in groupby(sorted(section.changes, key=_place), key=_place):
        changes = list(group)
        yield f"### {_title(changes[0])}\n"
        yield "\n".join(f"- {line}" for line in _lines(changes)) + "\n"


def _summary(changes: Sequence[Change]) -> str:
    if not changes:
        return "Nothing that is sent or answered changed: descriptions, examples or extensions alone."
    places = len({_place(change) for change in changes if change.path})
    breaks = sum(change.breaks for change in changes)
    counted = f"{len(changes)} change{'s'[: len(changes) != 1]} in {places} operation{'s'[: places != 1]}"
    return f"{counted}, {breaks or 'none'} of them breaking."


def _title(change: Change) -> str:
    if not change.path:
        return "The document"
    operation = f" (`{change.operation_id}`)" if change.operation_id else ""
    return f"`{change.method} {change.path}`{operation}"


def _lines(changes: Sequence[Change]) -> Iterator[str]:
    """Yield a line for each change, one for all the media types of a body whose schema has it."""
    media_types: dict[tuple[Level, str], list[str]] = {}
    for change in changes:
        bare = _MEDIA_TYPE.sub("", change.text)
        found = _MEDIA_TYPE.search(change.text)
        media_types.setdefault((change.level, bare), []).extend(found.groups() if found else ())
    for (level, text), types in media_types.items():
        where = f" ({', '.join(types)})" if types else ""
        yield f"{_MARKS[level]}{text}{where}"
