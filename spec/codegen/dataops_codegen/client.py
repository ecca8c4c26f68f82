"""Generate the client with openapi-python-client."""

from __future__ import annotations

import ast
import shutil
from pathlib import Path

from dataops_spec import JsonObject, read_operations

from dataops_codegen.clientview import client_view
from dataops_codegen.text import to_json
from dataops_codegen.tools import ToolError, run_python_tool

_LINE_LENGTH = "120"
# The generator writes for mypy --strict; pyright's strict mode also wants the type of every empty container.
_TYPING = "# pyright: standard\n"


def generate_client(document: JsonObject, settings: Path, package: Path, work: Path) -> None:
    """Write the client of `document` as the Python package `package`, with the settings and templates of `settings`.

    `work` is a folder for what lies between. Raises `ToolError` if the generator warns or leaves an operation out.
    """
    view = work / "client-view.json"
    view.write_bytes(to_json(client_view(document)))
    output = run_python_tool(
        "openapi_python_client",
        [
            *("generate", "--meta", "none", "--fail-on-warning"),
            *("--path", str(view), "--output-path", str(package)),
            *("--config", str(settings / "openapi-python-client.yaml")),
            *("--custom-template-path", str(settings / "templates" / "openapi_python_client")),
        ],
        work,
    )
    if output.strip() != f"Generating {package}":
        msg = f"openapi-python-client warned:\n{output}"
        raise ToolError(msg)
    for module in sorted(package.rglob("*.py")):
        module.write_text(_TYPING + module.read_text(encoding="utf-8"), encoding="utf-8")
    for extra in sorted((settings / "templates" / "dataops_client").iterdir()):
        shutil.copy(extra, package / extra.name)
    (package / "py.typed").touch()
    format_python(package)
    _require_every_operation(document, package)


def format_python(package: Path) -> None:
    """Sort the imports under `package`, remove the unused ones and what unions say twice, and format."""
    fixes = ["--select", "I,F401,F811,PYI016", "--fix-only"]
    run_python_tool("ruff", ["check", ".", "--isolated", *fixes, "--quiet"], package)
    run_python_tool("ruff", ["format", ".", "--isolated", "--line-length", _LINE_LENGTH, "--quiet"], package)
    shutil.rmtree(package / ".ruff_cache", ignore_errors=True)


def _require_every_operation(document: JsonObject, package: Path) -> None:
    """Refuse a client in which an operation has no module, or its body lost its type."""
    for operation in read_operations(document):
        module = package / "api" / operation.tag / f"{operation.id}.py"
        if not module.is_file():
            msg = f"openapi-python-client left out the operation {operation.id}: there is no {module.name}."
            raise ToolError(msg)
        if operation.body is not None and "body" not in _arguments_of(module):
            msg = f"openapi-python-client left out the body of {operation.id}."
            raise ToolError(msg)


def _arguments_of(module: Path) -> set[str]:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "sync_detailed"]
    return {argument.arg for function in functions for argument in function.args.kwonlyargs}
