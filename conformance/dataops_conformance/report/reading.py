"""Read a result document back, as any version of its schema's major number wrote it."""

from __future__ import annotations

import json
from collections.abc import Hashable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

import jsonschema_rs

from dataops_conformance.exchange import JsonValue
from dataops_conformance.manifest import FILE as MANIFEST
from dataops_conformance.report.json import schema
from dataops_conformance.result import Result
from dataops_conformance.settings import UsageError

T = TypeVar("T")


def read_result(path: Path) -> Result:
    """Return the result of a `result.json`, or of the report folder that holds one.

    Raises:
        UsageError: the file cannot be read, or is no result document of version 1.
    """
    file = path / "result.json" if path.is_dir() else path
    try:
        content: JsonValue = json.loads(file.read_bytes())
    except OSError as exc:
        begun = file.with_name(MANIFEST)
        if isinstance(exc, FileNotFoundError) and begun.is_file():
            msg = f"The run of {str(begun)!r} did not come to its end, so there is no {file.name}; run it again."
            raise UsageError(msg) from exc
        msg = f"The result {str(file)!r} cannot be read: {exc.strerror}; name a result.json that `run --report` wrote."
        raise UsageError(msg) from exc
    except (ValueError, RecursionError) as exc:
        msg = f"The result {str(file)!r} is not JSON: {exc}; name a result.json that `run --report` wrote."
        raise UsageError(msg) from exc
    return parse_result(content, str(file))


def parse_result(content: JsonValue, name: str) -> Result:
    """Return the result that a document holds; `name` is what to call it in errors.

    Properties that this version does not know are left aside.

    Raises:
        UsageError: it is no result document of version 1.
    """
    error = next(iter(_validator().iter_errors(content)), None)
    if error is not None:
        at = "".join(f"/{part}" for part in error.instance_path) or "its top"
        msg = f"{name!r} is no result document of version 1: at {at}, {error.message[:200]}."
        raise UsageError(msg)
    return _built(Result, content)


@cache
def _validator() -> jsonschema_rs.Validator:
    return jsonschema_rs.validator_for(schema())


def _built(kind: type[T], value: JsonValue) -> T:
    """Return the dataclass that a valid object describes; what it leaves out takes its default."""
    members = cast("Mapping[str, JsonValue]", value)
    types = _types(cast("Hashable", kind))
    return kind(**{name: _value(types[name], members[name]) for name in types if name in members})


@cache
def _types(kind: Hashable) -> Mapping[str, object]:
    assert isinstance(kind, type)
    assert is_dataclass(kind)
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


def _value(kind: object, value: JsonValue) -> object:
    """Return the value as the annotation has it: tuples for lists, dataclasses for objects."""
    if isinstance(kind, type) and is_dataclass(kind):
        return _built(kind, value)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in {Union, UnionType} and value is not None:
        return _value(next(part for part in arguments if part is not type(None)), value)
    if origin is tuple and isinstance(value, list):
        inner = arguments[:1] * len(value) if arguments[-1] is Ellipsis else arguments
        return tuple(_value(part, item) for part, item in zip(inner, value, strict=True))
    if origin is Literal or not isinstance(value, list | dict):
        return value
    msg = f"A result document holds no {kind}."
    raise TypeError(msg)
