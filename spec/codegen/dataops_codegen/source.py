"""Read YAML as the JSON that it means, and remember the line of everything."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import yaml
from dataops_spec import JsonObject, JsonValue

Pointer: TypeAlias = tuple[str | int, ...]

# LibYAML's, where PyYAML was built with it, reads ten times as fast.
_FAST: type[yaml.BaseLoader] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_CONSTANTS: dict[str, bool | None] = {"true": True, "false": False, "null": None}
# Plain scalars that YAML 1.1 and 1.2 readers take for different things.
_AMBIGUOUS = re.compile(r"(?i:yes|no|on|off|y|n|~|true|false|null)|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?|0[0-9]+")


class SourceError(Exception):
    """An error in a hand-written file: `PATH:LINE: what is wrong and what to do`."""

    def __init__(self, path: Path, line: int, message: str) -> None:
        """Name the file, the line (from 1) and what is wrong with it."""
        super().__init__(f"{_relative(path)}:{line}: {message}")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A YAML file: where it is, what it says, and the line of each value."""

    path: Path
    data: JsonObject
    lines: dict[Pointer, int]

    def error(self, pointer: Pointer, message: str) -> SourceError:
        """Return an error that names this file and the line of `pointer`, or of what holds it."""
        while pointer and pointer not in self.lines:
            pointer = pointer[:-1]
        return SourceError(self.path, self.lines.get(pointer, 1), message)


def read_source(path: Path) -> SourceFile:
    """Read the YAML file at `path`, whose top must be a mapping.

    Raises `SourceError` if it cannot be read, is no YAML, repeats a key, or has a value that readers disagree on.
    """
    try:
        text = path.read_text(encoding="utf-8")
        node = _compose(text)
    except OSError as exc:
        raise SourceError(path, 1, f"The file cannot be read: {exc.strerror}.") from exc
    except UnicodeDecodeError as exc:
        raise SourceError(path, 1, "The file is not UTF-8.") from exc
    except yaml.MarkedYAMLError as exc:
        line = exc.problem_mark.line + 1 if exc.problem_mark else 1
        raise SourceError(path, line, f"This is no YAML: {exc.problem}.") from exc
    except yaml.YAMLError as exc:
        raise SourceError(path, 1, f"This is no YAML: {exc}.") from exc
    reader = _Reader(path, {})
    data = reader.value(node, ()) if node is not None else None
    if not isinstance(data, dict):
        raise SourceError(path, 1, "The file must hold a mapping.")
    return SourceFile(path, data, reader.lines)


def _compose(text: str) -> yaml.Node | None:
    try:
        return yaml.compose(text, Loader=_FAST)
    except yaml.YAMLError:
        # The two say it in other words; a reader gets the same ones everywhere.
        return yaml.compose(text, Loader=yaml.BaseLoader)


@dataclass(frozen=True, slots=True)
class _Reader:
    path: Path
    lines: dict[Pointer, int]

    def value(self, node: yaml.Node, pointer: Pointer) -> JsonValue:
        self.lines.setdefault(pointer, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, pointer)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*pointer, index)) for index, item in enumerate(node.value)]
        return self._scalar(node) if isinstance(node, yaml.ScalarNode) else None

    def _mapping(self, node: yaml.MappingNode, pointer: Pointer) -> JsonObject:
        mapping: JsonObject = {}
        for key_node, value_node in node.value:
            key = self._key(key_node)
            if key in mapping:
                raise self._error(key_node, f"The key {key!r} is there twice; remove one.")
            self.lines[(*pointer, key)] = key_node.start_mark.line + 1
            mapping[key] = self.value(value_node, (*pointer, key))
        return mapping

    def _key(self, node: yaml.Node) -> str:
        if not isinstance(node, yaml.ScalarNode):
            raise self._error(node, "A key must be a string.")
        key = str(node.value)
        if key == "<<":
            raise self._error(node, "Merge keys (`<<`) are no part of YAML 1.2; write the fields out.")
        if not isinstance(self._scalar(node), str):
            raise self._error(node, f'A key must be a string; write "{key}" in quotes.')
        return key

    def _scalar(self, node: yaml.ScalarNode) -> JsonValue:
        text = str(node.value)
        if node.style:  # what is plain has None, or with LibYAML ""
            return text
        if text in _CONSTANTS:
            return _CONSTANTS[text]
        if not text:
            raise self._error(node, "A value is missing here; inside { } a text with a comma must be in quotes.")
        if _AMBIGUOUS.fullmatch(text):
            msg = f'YAML readers disagree on {text!r}; write "{text}" in quotes, or true, false, null.'
            raise self._error(node, msg)
        if _INTEGER.fullmatch(text):
            return int(text)
        return float(text) if _FLOAT.fullmatch(text) else text

    def _error(self, node: yaml.Node, message: str) -> SourceError:
        return SourceError(self.path, node.start_mark.line + 1, message)


def _relative(path: Path) -> str:
    relative = os.path.relpath(path)
    return str(path) if relative.startswith("..") else relative.replace(os.sep, "/")
