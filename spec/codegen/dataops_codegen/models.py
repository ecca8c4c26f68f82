"""Generate the pydantic models with datamodel-code-generator."""

from __future__ import annotations

import ast
from pathlib import Path

from dataops_spec import JsonObject, read_operations

from dataops_codegen.client import format_python
from dataops_codegen.text import to_json
from dataops_codegen.tools import ToolError, run_python_tool

_JSON = "application/json"
_HEADER = '"""Pydantic models of the schemas of the DataOps.live REST API."""'
_OPTIONS = (
    *("--input-file-type", "openapi", "--openapi-scopes", "schemas"),
    *("--preset", "practical-py311-20261027"),
    *("--capitalise-enum-members", "--collapse-root-models", "--use-typed-nullable-map-values"),
    *("--extra-fields", "allow"),
    *("--disable-timestamp", "--custom-file-header", _HEADER),
)


def generate_models(document: JsonObject, package: Path, work: Path) -> None:
    """Write the models of `document` as the Python package `package`.

    `work` is a folder for what lies between. Raises `ToolError` if the generator warns or leaves a body or answer out.
    """
    source = work / "contract.json"
    source.write_bytes(to_json(document))
    package.mkdir(parents=True)
    output = run_python_tool(
        "datamodel_code_generator",
        ["--input", str(source), "--output", str(package / "__init__.py"), *_OPTIONS],
        work,
    )
    if output:
        msg = f"datamodel-code-generator warned:\n{output}"
        raise ToolError(msg)
    (package / "py.typed").touch()
    format_python(package)
    _require_every_payload(document, package / "__init__.py")


def _require_every_payload(document: JsonObject, module: Path) -> None:
    """Refuse models that lack one of a body or an answer: the generator leaves out a list that a field refers to."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    classes = {node.name for node in tree.body if isinstance(node, ast.ClassDef)}
    for operation in read_operations(document):
        schemas = [operation.body.schema] if operation.body else []
        schemas += [answer.media[_JSON] for answer in operation.responses.values() if _JSON in answer.media]
        for name in (str(schema.get("$ref", "")).rpartition("/")[2] for schema in schemas):
            if name and name not in classes:
                remedy = "write it out in the field that uses it"
                msg = f"datamodel-code-generator left out {name}, of {operation.id}; {remedy}."
                raise ToolError(msg)
