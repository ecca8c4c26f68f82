"""Read and record what has been published: `spec/releases/VERSION/` holds both documents and what it changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dataops_spec import JsonObject, JsonValue, read_operations

from dataops_codegen.changelog import Change, Section, read_changes, write_changes
from dataops_codegen.publish import Publication
from dataops_codegen.text import to_json
from dataops_codegen.versions import differs, parse_version, version_of

DOCUMENTS = ("openapi-3.1.json", "openapi-3.0.json")
RECORD = "release.json"


@dataclass(frozen=True, slots=True)
class Release:
    """A published version: its day, its OpenAPI 3.1 and 3.0 documents, and what it changed, None for the first."""

    date: str
    document: JsonObject
    lowered: JsonObject
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


def record(folder: Path, publication: Publication, changes: Sequence[Change] | None, day: date) -> Path:
    """Write both documents as the release of their version; raise `ValueError` if it is published already.

    The 3.0 one is kept too: what derives it may change, and what was published does not.
    """
    release = folder / str(version_of(publication.contract))
    if release.exists():
        msg = f"{release.name} is published already; write a higher version in spec/openapi.yaml."
        raise ValueError(msg)
    contents = dict(zip(DOCUMENTS, map(to_json, (publication.contract, publication.lowered)), strict=True))
    entry: JsonObject = {
        "date": day.isoformat(),
        "sha256": {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()},
        "changes": None if changes is None else write_changes(changes),
    }
    release.mkdir(parents=True)
    for name, content in contents.items():
        (release / name).write_bytes(content)
    (release / RECORD).write_bytes(to_json(entry))
    return release


def is_ahead(release: Release, publication: Publication) -> bool:
    """Tell whether either document has changed since the release, in anything but the version number."""
    return differs(release.document, publication.contract) or lowered_differs(release, publication)


def lowered_differs(release: Release, publication: Publication) -> bool:
    """Tell whether the 3.0 document has changed since the release, in anything but the version number."""
    return differs(release.lowered, publication.lowered)


def sections(
    releases: Sequence[Release], publication: Publication | None = None, changes: Sequence[Change] = ()
) -> list[Section]:
    """Return the changelog's sections, the newest first.

    `publication` is what stands in the source, with its `changes` since the last release; where it is ahead of that it
    has a section of its own. Without it only the releases are told of.
    """
    told = [Section(item.version, item.date, _count(item.document), item.changes) for item in releases]
    if publication is not None and (not releases or is_ahead(releases[-1], publication)):
        present = publication.contract
        told.append(Section(str(version_of(present)), None, _count(present), changes if releases else None))
    return told[::-1]


def _read(release: Path) -> Release:
    entry = json.loads((release / RECORD).read_bytes())
    document, lowered = (_document(release, name, entry["sha256"][name]) for name in DOCUMENTS)
    changes: JsonValue = entry["changes"]
    return Release(entry["date"], document, lowered, None if changes is None else read_changes(changes))


def _document(release: Path, name: str, sha256: str) -> JsonObject:
    content = (release / name).read_bytes()
    if hashlib.sha256(content).hexdigest() != sha256:
        msg = f"{release / name} is not what was published under {release.name}; a release does not change."
        raise ValueError(msg)
    document: JsonObject = json.loads(content)
    if str(version_of(document)) != release.name:
        msg = f"{release / name} says that it is version {version_of(document)}."
        raise ValueError(msg)
    return document


def _count(document: JsonObject) -> int:
    return len(read_operations(document))
