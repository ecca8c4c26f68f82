"""Read and record what has been published: `spec/releases/VERSION/` holds the document and what it changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dataops_spec import JsonObject, JsonValue, read_operations

from dataops_codegen.changelog import Change, Section, read_changes, write_changes
from dataops_codegen.text import to_json
from dataops_codegen.versions import differs, parse_version, version_of

DOCUMENT = "openapi-3.1.json"
RECORD = "release.json"


@dataclass(frozen=True, slots=True)
class Release:
    """A published version: its day, its OpenAPI 3.1 document, and what it changed, None for the first."""

    date: str
    document: JsonObject
    changes: Sequence[Change] | None

    @property
    def version(self) -> str:
        """The version that the document bears."""
        return str(version_of(self.document))


def read_releases(folder: Path) -> list[Release]:
    """Return what was published, the oldest first; none where there is no `folder`.

    Raises `ValueError` for a document that is not byte by byte what was recorded, or stands under another version.
    """
    names = sorted((path.name for path in folder.iterdir()), key=parse_version) if folder.is_dir() else []
    return [_read(folder / name) for name in names]


def record(folder: Path, document: JsonObject, changes: Sequence[Change] | None, day: date) -> Path:
    """Write `document` as the release of its version; raise `ValueError` if that version is published already."""
    release = folder / str(version_of(document))
    if release.exists():
        msg = f"{release.name} is published already; write a higher version in spec/openapi.yaml."
        raise ValueError(msg)
    content = to_json(document)
    entry: JsonObject = {
        "date": day.isoformat(),
        "sha256": hashlib.sha256(content).hexdigest(),
        "changes": None if changes is None else write_changes(changes),
    }
    release.mkdir(parents=True)
    (release / DOCUMENT).write_bytes(content)
    (release / RECORD).write_bytes(to_json(entry))
    return release


def sections(releases: Sequence[Release], present: JsonObject, changes: Sequence[Change]) -> list[Section]:
    """Return the changelog's sections, the newest first; `changes` are those of `present` since the last release."""
    told = [Section(item.version, item.date, _count(item.document), item.changes) for item in releases]
    if not releases:
        told.append(Section(str(version_of(present)), None, _count(present), None))
    elif differs(releases[-1].document, present):
        told.append(Section(str(version_of(present)), None, _count(present), changes))
    return told[::-1]


def _read(release: Path) -> Release:
    content = (release / DOCUMENT).read_bytes()
    document, entry = json.loads(content), json.loads((release / RECORD).read_bytes())
    if hashlib.sha256(content).hexdigest() != entry["sha256"]:
        msg = f"{release / DOCUMENT} is not what was published under {release.name}; a release does not change."
        raise ValueError(msg)
    if str(version_of(document)) != release.name:
        msg = f"{release / DOCUMENT} says that it is version {version_of(document)}."
        raise ValueError(msg)
    changes: JsonValue = entry["changes"]
    return Release(entry["date"], document, None if changes is None else read_changes(changes))


def _count(document: JsonObject) -> int:
    return len(read_operations(document))
