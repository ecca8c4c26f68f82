"""Tell the changes of the contract, what breaks first, as Markdown that is the same on every machine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from dataops_spec import JsonObject, JsonValue

from dataops_codegen.changetexts import field_of, parted, without_media_type

_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
_HEAD = """\
# Changelog of the contract

What changed from one published version of the documents to the next, what breaks a client first, as
[oasdiff](https://github.com/oasdiff/oasdiff) tells it. The same change at several places has one line;
`releases/VERSION/release.json` names each place. Written by `nox -s breaking -- --write`; `docs/contract.md` says what
the version numbers promise.
"""


class Level(IntEnum):
    """How a client that knows the older version bears a change; the numbers are oasdiff's.

    `PERHAPS_BREAKING` is what breaks some clients and not others, such as a parameter that is gone: the server does
    something else than a client that sends it wants.
    """

    OTHER = 1
    PERHAPS_BREAKING = 2
    BREAKING = 3


# The headings under which a version's changes stand, in this order.
_HEADINGS = {Level.BREAKING: "Breaking", Level.PERHAPS_BREAKING: "Perhaps breaking", Level.OTHER: "Other changes"}


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
    for level, heading in _HEADINGS.items():
        changes = sorted((change for change in section.changes if change.level is level), key=_place)
        if changes:
            yield f"### {heading}\n"
            yield "\n".join(f"- {line}" for line in _grouped(changes)) + "\n"


def _summary(changes: Sequence[Change]) -> str:
    if not changes:
        return "Nothing that is sent or answered changed: descriptions, examples or extensions alone."
    places = len({_place(change) for change in changes if change.path})
    breaks = sum(change.breaks for change in changes)
    counted = f"{len(changes)} change{'s'[: len(changes) != 1]} in {places} operation{'s'[: places != 1]}"
    return f"{counted}, {breaks or 'none'} of them breaking."


def _grouped(changes: Sequence[Change]) -> Iterator[str]:
    """Yield a line for each change that is met at one place, and one for each that is met at several."""
    groups: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        groups.setdefault((change.id, parted(change.text).what), []).append(change)
    for (_, what), alike in groups.items():
        places = {(_place(change), parted(change.text).names) for change in alike}
        yield _line(alike) if len(places) == 1 else _line_of_many(what, alike, len(places))


def _line(alike: Sequence[Change]) -> str:
    types = [told.media_type for change in alike if (told := parted(change.text)).media_type]
    where = f" ({', '.join(types)})" if types else ""
    return f"{_title(alike[0])}: {without_media_type(alike[0].text)}{where}"


def _line_of_many(what: str, alike: Sequence[Change], places: int) -> str:
    fields = sorted({field_of(name) for change in alike for name in parted(change.text).names} - {""})
    operations = list(dict.fromkeys(_name(change) for change in alike))
    named = f" ({_listed(fields)})" if fields else ""
    return f"{what}, at {places} places{named} of {_listed(operations)}"


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _name(change: Change) -> str:
    return change.operation_id or f"{change.method} {change.path}".strip() or "the document"


def _title(change: Change) -> str:
    if not change.path:
        return "the document"
    operation = f" (`{change.operation_id}`)" if change.operation_id else ""
    return f"`{change.method} {change.path}`{operation}"
