"""Generate the typed resource classes: models, inputs, one module for each resource group, and the faces."""

from __future__ import annotations

import ast
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from dataops_spec import JsonObject, read_operations

from dataops_codegen.client import format_python
from dataops_codegen.resources import names
from dataops_codegen.resources.docstrings import unencoded
from dataops_codegen.resources.methods import Method, Methods, grouped
from dataops_codegen.resources.rendering import Group, Templates
from dataops_codegen.tools import ToolError

_OWN_MODULES = frozenset({"faces", "inputs", "model", "models", "openenum", "runtime"})


def generate_resources(document: JsonObject, templates: Path, package: Path) -> None:
    """Write the resources of `document` as the Python package `package`, with the templates of the folder `templates`.

    Raises `ValueError` where the contract lacks a name or would give one name to two things, `ToolError` if in the end
    an operation has no method.
    """
    source = Methods(document)
    methods = [source.method(operation) for operation in read_operations(document)]
    groups = [_group(document, name, members) for name, members in grouped(methods).items()]
    filled = Templates(templates)
    families = source.answers.families()
    (package / "models").mkdir(parents=True)
    for module in sorted(templates.glob("*.py")):
        shutil.copy(module, package / module.name)
    _write(package / "models" / "__init__.py", filled.models(families))
    for family in families:
        _write(package / "models" / f"{family.name}.py", filled.family(family))
    _write(package / "inputs.py", filled.inputs(source.inputs))
    for group in groups:
        _write(package / f"{group[0]}.py", filled.group(group))
    _write(package / "faces.py", filled.faces(groups))
    _write(package / "__init__.py", filled.init(groups))
    _write(package / "api.md", filled.reference(groups))
    (package / "py.typed").touch()
    format_python(package)
    _require_every_method(methods, package)


def _group(document: JsonObject, name: str, methods: Sequence[Method]) -> Group:
    if name in _OWN_MODULES or names.snake(name) != name:
        msg = f"The group of {methods[0].operation.id} is {name!r}, which is no name for its module; choose another."
        raise ValueError(msg)
    tags = document.get("tags")
    for tag in tags if isinstance(tags, list) else ():
        if isinstance(tag, dict) and tag.get("name") == name:
            return name, unencoded(str(tag.get("description", ""))).strip(), methods
    return name, "", methods


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _require_every_method(methods: Sequence[Method], package: Path) -> None:
    """Refuse a package in which an operation has no method, in one of the two classes."""
    for method in methods:
        tree = ast.parse((package / f"{method.group}.py").read_text(encoding="utf-8"))
        for prefix in ("", "Async"):
            face = f"{prefix}{names.camel(method.group)}"
            if method.name not in _methods_of(tree, face):
                msg = f"The operation {method.operation.id} has no method: {face} has no {method.name}."
                raise ToolError(msg)


def _methods_of(tree: ast.Module, face: str) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and node.name == face:
            yield from (item.name for item in node.body if isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef))
