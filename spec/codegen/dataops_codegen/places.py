"""Find where in the hand-written files each operation and each requirement stands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dataops_spec import JsonObject

from dataops_codegen.source import SourceFile, read_source

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


def read_places(spec: Path) -> JsonObject:
    """Return operationId or requirement id → `file`, from the folder that holds `spec`, and `line`, from 1.

    Raises `SourceError` for a file that cannot be read.
    """
    found: JsonObject = {}
    for path in sorted((spec / "paths").glob("*.yaml")):
        found.update(_places(f"spec/paths/{path.name}", _operations(read_source(path))))
    for path in sorted((spec / "requirements").glob("*.yaml")):
        found.update(_places(f"spec/requirements/{path.name}", _requirements(read_source(path))))
    return found


def _places(file: str, lines: Iterator[tuple[str, int]]) -> JsonObject:
    return {name: {"file": file, "line": line} for name, line in lines}


def _operations(file: SourceFile) -> Iterator[tuple[str, int]]:
    for name, item in file.data.items():
        for method in _METHODS:
            operation = item.get(method) if isinstance(item, dict) else None
            if isinstance(operation, dict):
                yield str(operation.get("operationId")), file.lines[name, method]


def _requirements(file: SourceFile) -> Iterator[tuple[str, int]]:
    listed = file.data.get("requirements")
    for index, entry in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(entry, dict):
            yield str(entry.get("id")), file.lines["requirements", index]
