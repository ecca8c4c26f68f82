"""Compare and replace trees of files."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

_IGNORED = frozenset({"__pycache__", ".mypy_cache", ".ruff_cache"})


def read_tree(root: Path) -> dict[str, bytes]:
    """Return the files under `root` by their path from it, caches left out; empty if there is no such folder."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in _files(root)}


def differing(expected: Mapping[str, bytes], actual: Mapping[str, bytes]) -> list[str]:
    """Return, sorted, the paths of files that differ, are missing, or are too many, each with what is the matter."""
    lines: list[str] = []
    for name in sorted(expected.keys() | actual.keys()):
        if name not in actual:
            lines.append(f"{name} (missing)")
        elif name not in expected:
            lines.append(f"{name} (not generated)")
        elif expected[name] != actual[name]:
            lines.append(f"{name} (differs)")
    return lines


def replace_tree(root: Path, files: Mapping[str, bytes]) -> None:
    """Make the files under `root` exactly `files`; files that are right already are left untouched."""
    present = read_tree(root)
    for name in present.keys() - files.keys():
        (root / name).unlink()
    for name, content in files.items():
        if present.get(name) != content:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(content)
    for folder, _, _ in os.walk(root, topdown=False):
        if not any(Path(folder).iterdir()):
            Path(folder).rmdir()


def _files(root: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in _IGNORED)
        for name in sorted(names):
            yield Path(folder, name)
