"""Hold the catalogue's source to its schema."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from dataops_codegen.linting.jsonschemas import schema_validator
from dataops_codegen.source import Pointer, SourceError, read_source


def check_catalogue(folder: Path) -> Iterator[SourceError]:
    """Yield an error with file and line for every place where a file of `folder` breaks `folder/schema.json`."""
    validator = schema_validator(json.loads((folder / "schema.json").read_text(encoding="utf-8")))
    for path in sorted(folder.glob("*.yaml")):
        file = read_source(path)
        for error in sorted(validator.iter_errors(file.data), key=lambda found: found.json_path):
            pointer: Pointer = tuple(error.absolute_path)
            yield file.error(pointer, f"{error.json_path}: {error.message}.")
