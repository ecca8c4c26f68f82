"""Generate everything that is derived from the contract, or tell what has drifted from it."""

# ruff: noqa: T201 (a command line speaks by printing)

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from dataops_codegen.client import generate_client
from dataops_codegen.models import generate_models
from dataops_codegen.publish import publish, read_publication
from dataops_codegen.resources import generate_resources
from dataops_codegen.source import SourceError
from dataops_codegen.tools import ToolError
from dataops_codegen.tree import differing, read_tree, replace_tree
from dataops_codegen.vectors import generate_vectors

_CODEGEN = Path(__file__).resolve().parents[1]
_PACKAGES = ("dataops_spec", "dataops_client", "dataops_models", "dataops_resources", "vectors")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return 0, 1 for drift or a generator that failed, 2 for an error in the contract."""
    parser = argparse.ArgumentParser(prog="generate", description="Generate the documents, the clients and the models.")
    parser.add_argument("--check", action="store_true", help="change nothing; tell which generated files have drifted")
    parser.add_argument("--only", choices=_PACKAGES, action="append", help="generate only this package; repeatable")
    parser.add_argument("--spec", type=Path, default=_CODEGEN.parent, help="the folder of the contract")
    parser.add_argument("--output", type=Path, default=_CODEGEN.parents[1] / "generated", help="where it goes")
    options = parser.parse_args(arguments)
    chosen: Sequence[str] = options.only or _PACKAGES
    try:
        with tempfile.TemporaryDirectory(prefix="dataops-generate-") as work:
            generate(options.spec, Path(work), chosen)
            finish = _check if options.check else _write
            return finish(Path(work), options.output, chosen)
    except SourceError as exc:
        print(exc, file=sys.stderr)
        return 2
    except (ToolError, ValueError) as exc:
        print(exc, file=sys.stderr)
        return 1


def generate(spec: Path, output: Path, packages: Sequence[str]) -> None:
    """Generate `packages` from the contract under `spec` into the empty folder `output`.

    Raises `SourceError` for an error in the contract, `ToolError` if a generator fails or warns.
    """
    publication = read_publication(spec)
    with tempfile.TemporaryDirectory(prefix="dataops-work-") as work:
        if "dataops_spec" in packages:
            publish(publication, _CODEGEN / "templates" / "dataops_spec", output / "dataops_spec")
        if "dataops_client" in packages:
            generate_client(publication.contract, _CODEGEN, output / "dataops_client", Path(work))
        if "dataops_models" in packages:
            generate_models(publication.contract, output / "dataops_models", Path(work))
        if "dataops_resources" in packages:
            templates = _CODEGEN / "templates" / "dataops_resources"
            generate_resources(publication.contract, templates, output / "dataops_resources")
        if "vectors" in packages:
            generate_vectors(spec, publication.contract, publication.catalogue, output / "vectors")


def _check(made: Path, output: Path, packages: Sequence[str]) -> int:
    drifted = [
        f"{package}/{line}"
        for package in packages
        for line in differing(read_tree(made / package), read_tree(output / package))
    ]
    if drifted:
        print("These generated files have drifted from the contract; run `nox -s generate`:", file=sys.stderr)
        print(*(f"  {line}" for line in drifted), sep="\n", file=sys.stderr)
        return 1
    print(f"{', '.join(packages)}: as the contract has it.")
    return 0


def _write(made: Path, output: Path, packages: Sequence[str]) -> int:
    for package in packages:
        files = read_tree(made / package)
        changed = len(differing(files, read_tree(output / package)))
        replace_tree(output / package, files)
        print(f"{package}: {len(files)} files, {changed} changed.")
    return 0
