"""Assemble the hand-written files of the contract into one OpenAPI document."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from dataops_spec import JsonObject, JsonValue

from dataops_codegen.source import Pointer, SourceError, SourceFile, read_source

ROOT_FILE = "openapi.yaml"
_SECTIONS = {
    "components/headers.yaml": "headers",
    "components/links.yaml": "links",
    "components/parameters.yaml": "parameters",
    "components/requestBodies.yaml": "requestBodies",
    "components/responses.yaml": "responses",
    "components/security.yaml": "securitySchemes",
}
_SECTION_FOLDERS = {"components/schemas": "schemas", "components/examples": "examples"}
_ORDER = ("schemas", "parameters", "headers", "requestBodies", "responses", "examples", "links", "securitySchemes")


@dataclass(frozen=True, slots=True)
class _Sources:
    """The files of a contract by their path from its root, and the component that each top-level name defines."""

    files: Mapping[str, SourceFile]
    components: Mapping[tuple[str, str], str]


def assemble(root: Path) -> JsonObject:
    """Return the contract under the folder `root` as one OpenAPI document that keeps every component's name.

    Path items are put in place, references between files become `#/components/SECTION/NAME`, components are sorted by
    name, and top-level names that begin with `x-` are dropped. Raises `SourceError` with file and line for a reference
    that leads nowhere, a component or path item that is defined twice, a path item that no path uses, and a bad file.
    """
    files = {name: read_source(root / name) for name in _file_names(root)}
    if ROOT_FILE not in files:
        raise SourceError(root / ROOT_FILE, 1, "The contract's root file does not exist.")
    sources = _Sources(files, _index_components(files))
    _check_root_components(sources)
    paths = _paths(sources)
    document: JsonObject = {}
    for key, value in files[ROOT_FILE].data.items():
        if key != "components":
            document[key] = paths if key == "paths" else _rewrite(sources, ROOT_FILE, value, (key,))
    document["components"] = _components(sources)
    return document


def _file_names(root: Path) -> Iterator[str]:
    for path in sorted(root.glob("*.yaml")):
        yield path.name
    for folder in ("paths", "components"):
        for path in sorted((root / folder).rglob("*.yaml")):
            yield path.relative_to(root).as_posix()


def _section(name: str) -> str | None:
    return _SECTIONS.get(name) or _SECTION_FOLDERS.get(posixpath.dirname(name))


def _index_components(files: Mapping[str, SourceFile]) -> dict[tuple[str, str], str]:
    index: dict[tuple[str, str], str] = {}
    first: dict[str, SourceFile] = {}
    for file_name, file in files.items():
        section = _section(file_name)
        if section is None and file_name.startswith("components/"):
            allowed = ", ".join([*_SECTIONS, *(f"{folder}/*.yaml" for folder in _SECTION_FOLDERS)])
            raise file.error((), f"No component belongs into this file; the files are {allowed}.")
        for name in file.data if section else ():
            if name.startswith("x-"):
                continue
            target = f"{section}/{name}"
            if target in first:
                other = first[target].path.name
                raise file.error((name,), f"The component {name!r} is defined in {other} already; rename one.")
            first[target] = file
            index[file_name, name] = target
    return index


def _check_root_components(sources: _Sources) -> None:
    """Hold the root's own components, which linters of the source need, to references of the same name."""
    root = sources.files[ROOT_FILE]
    sections = root.data.get("components", {})
    for section, named in sections.items() if isinstance(sections, dict) else ():
        for name, entry in named.items() if isinstance(named, dict) else ():
            pointer = ("components", section, name)
            if not (isinstance(entry, dict) and isinstance(entry.get("$ref"), str) and len(entry) == 1):
                raise root.error(pointer, f"The root may refer to the component {name!r}, and not define it.")
            target = _component_reference(sources, ROOT_FILE, str(entry["$ref"]), pointer)
            if target != f"#/components/{section}/{name}":
                raise root.error(pointer, f"The root's component {name!r} must refer to the one of that name.")


def _components(sources: _Sources) -> JsonObject:
    sections: dict[str, JsonObject] = {section: {} for section in _ORDER}
    for (file_name, name), target in sorted(sources.components.items(), key=lambda item: item[1]):
        section = target.partition("/")[0]
        sections[section][name] = _rewrite(sources, file_name, sources.files[file_name].data[name], (name,))
    return {section: values for section, values in sections.items() if values}


def _paths(sources: _Sources) -> JsonObject:
    root = sources.files[ROOT_FILE]
    paths = root.data.get("paths")
    if not isinstance(paths, dict):
        raise root.error(("paths",), "`paths` must be a mapping of path to path item.")
    used: dict[tuple[str, str], str] = {}
    result: JsonObject = {}
    for path, item in paths.items():
        if not (isinstance(item, dict) and isinstance(item.get("$ref"), str) and len(item) == 1):
            msg = f'{path} must be `{{ $ref: "paths/FAMILY.yaml#/NAME" }}` and nothing else.'
            raise root.error(("paths", path), msg)
        file_name, name = _target(sources, ROOT_FILE, str(item["$ref"]), ("paths", path))
        if not file_name.startswith("paths/"):
            raise root.error(("paths", path), f"The path item of {path} must be in a file under paths/.")
        if (file_name, name) in used:
            raise root.error(("paths", path), f"{path} has the path item of {used[file_name, name]}; write its own.")
        used[file_name, name] = path
        result[path] = _rewrite(sources, file_name, sources.files[file_name].data[name], (name,))
    _refuse_unused(sources, set(used))
    return result


def _refuse_unused(sources: _Sources, used: set[tuple[str, str]]) -> None:
    for file_name, file in sources.files.items():
        for name in file.data if file_name.startswith("paths/") else ():
            if not name.startswith("x-") and (file_name, name) not in used:
                raise file.error((name,), f"No path of {ROOT_FILE} uses the path item {name!r}; add one or remove it.")


def _rewrite(sources: _Sources, file_name: str, value: JsonValue, pointer: Pointer) -> JsonValue:
    """Return a copy of `value` in which references point into the document's components."""
    if isinstance(value, list):
        return [_rewrite(sources, file_name, item, (*pointer, index)) for index, item in enumerate(value)]
    if not isinstance(value, dict):
        return value
    result: JsonObject = {}
    for key, item in value.items():
        at = (*pointer, key)
        if _is_example_value(file_name, at):
            result[key] = item
        elif key == "$ref" and isinstance(item, str):
            result[key] = _component_reference(sources, file_name, item, at)
        elif key == "mapping" and isinstance(item, dict) and "propertyName" in value:
            result[key] = {tag: _component_reference(sources, file_name, str(ref), at) for tag, ref in item.items()}
        else:
            result[key] = _rewrite(sources, file_name, item, at)
    return result


def _is_example_value(file_name: str, pointer: Pointer) -> bool:
    return file_name.startswith("components/examples/") and len(pointer) == 2 and pointer[1] == "value"


def _component_reference(sources: _Sources, file_name: str, reference: str, pointer: Pointer) -> str:
    target = _target(sources, file_name, reference, pointer)
    if target not in sources.components:
        msg = f"The reference {reference!r} names no component; refer to one under components/."
        raise sources.files[file_name].error(pointer, msg)
    return f"#/components/{sources.components[target]}"


def _target(sources: _Sources, file_name: str, reference: str, pointer: Pointer) -> tuple[str, str]:
    """Return the file and the top-level name that `reference`, written in `file_name`, leads to."""
    here = sources.files[file_name]
    location, marker, name = reference.partition("#/")
    if not marker or not name or "/" in name:
        raise here.error(pointer, f"The reference {reference!r} must be FILE#/NAME, with one name after `#/`.")
    folder = posixpath.dirname(file_name)
    target = posixpath.normpath(posixpath.join(folder, location)) if location else file_name
    if target not in sources.files:
        raise here.error(pointer, f"The reference {reference!r} leads to {target}, which does not exist.")
    name = name.replace("~1", "/").replace("~0", "~")
    if name not in sources.files[target].data:
        raise here.error(pointer, f"The reference {reference!r} leads nowhere: {target} has no {name!r}.")
    return target, name
