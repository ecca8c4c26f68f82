"""Read the catalogue of requirements and resolve what operations each covers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from dataops_spec import JsonObject, JsonValue, read_operations

from dataops_codegen.selectors import SELECTORS
from dataops_codegen.source import Pointer, SourceFile, read_source


def read_catalogue(folder: Path, document: JsonObject) -> JsonObject:
    """Return the catalogue under `folder`, one file an area, with every selector resolved to operation ids.

    Raises `SourceError` with file and line for an id that is there twice or not of its file's area, for an unknown
    operation or selector, and for an entry without an operation.
    """
    covered = _Covering(document)
    entries: list[JsonValue] = []
    seen: dict[str, SourceFile] = {}
    for file in (read_source(path) for path in sorted(folder.glob("*.yaml"))):
        area = file.data.get("area")
        for index, entry in enumerate(_entries(file)):
            at: Pointer = ("requirements", index)
            identifier = str(entry.get("id"))
            if identifier in seen:
                other = seen[identifier].path.name
                raise file.error((*at, "id"), f"{identifier} is in {other} already; take another id.")
            if not identifier.startswith(f"{area}-"):
                raise file.error((*at, "id"), f"The id {identifier!r} must begin with {area}-, the area of its file.")
            seen[identifier] = file
            operations: list[JsonValue] = list(covered.resolve(file, (*at, "operations"), entry.get("operations")))
            entries.append({"area": area, **entry, "operations": operations})
    return {"requirements": entries}


def _entries(file: SourceFile) -> Iterator[JsonObject]:
    listed = file.data.get("requirements")
    if not isinstance(listed, list):
        raise file.error((), "The file must have `requirements`, a list.")
    for index, entry in enumerate(listed):
        if not isinstance(entry, dict):
            raise file.error(("requirements", index), "A requirement must be a mapping.")
        yield entry


class _Covering:
    """What operations a selector names."""

    def __init__(self, document: JsonObject) -> None:
        self._document = document
        self._operations = {operation.id: operation for operation in read_operations(document)}

    def resolve(self, file: SourceFile, pointer: Pointer, selection: JsonValue) -> Sequence[str]:
        """Return the ids, in the contract's order, that `selection`, a selector or a list, names."""
        chosen: set[str] = set()
        for term in selection if isinstance(selection, list) else [selection]:
            if not isinstance(term, str):
                raise file.error(pointer, f"An operation must be an operationId or a selector, not {term!r}.")
            if term.startswith("-"):
                chosen -= self._named(file, pointer, term[1:])
            else:
                chosen |= self._named(file, pointer, term)
        if not chosen:
            raise file.error(pointer, f"The selection {selection!r} covers no operation; name at least one.")
        return [identifier for identifier in self._operations if identifier in chosen]

    def _named(self, file: SourceFile, pointer: Pointer, term: str) -> set[str]:
        if term in self._operations:
            return {term}
        if term not in SELECTORS:
            known = ", ".join(SELECTORS)
            raise file.error(pointer, f"{term!r} is neither an operationId nor a selector; the selectors are {known}.")
        predicate = SELECTORS[term]
        return {key for key, operation in self._operations.items() if predicate(self._document, operation)}
