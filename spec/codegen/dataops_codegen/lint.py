"""Check the contract: the source, the published documents, the examples, the links and the catalogue."""

# ruff: noqa: T201 (a command line speaks by printing)

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TypeAlias

from dataops_spec import JsonObject
from openapi_spec_validator import validate
from openapi_spec_validator.validation.exceptions import OpenAPIValidationError

from dataops_codegen.assemble import ROOT_FILE
from dataops_codegen.linting import node
from dataops_codegen.linting.catalogue import check_catalogue
from dataops_codegen.linting.examples import check_examples
from dataops_codegen.linting.links import check_links
from dataops_codegen.publish import read_publication
from dataops_codegen.source import SourceError
from dataops_codegen.tools import ToolError

_CODEGEN = Path(__file__).resolve().parents[1]
_SETTINGS = _CODEGEN / "lint"
_LINTERS_AT_ONCE = 2

Check: TypeAlias = Callable[[], Iterable[object]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return 0, 1 if a check found anything, 2 if the contract cannot be assembled."""
    parser = argparse.ArgumentParser(prog="lint", description="Check the contract; any finding is an error.")
    parser.add_argument("--spec", type=Path, default=_CODEGEN.parent, help="the folder of the contract")
    parser.add_argument("--published", type=Path, default=_CODEGEN.parents[1] / "generated" / "dataops_spec")
    parser.add_argument("--no-node", action="store_true", help="leave out the linters that need npm")
    options = parser.parse_args(arguments)
    try:
        checks = _own_checks(options.spec)
        if not options.no_node:
            node.install(_SETTINGS)
            checks |= _linters(options.spec, options.published)
        with ThreadPoolExecutor(_LINTERS_AT_ONCE) as pool:
            found = dict(zip(checks, pool.map(_findings, checks.values()), strict=True))
    except (SourceError, ToolError, ValueError) as exc:
        print(exc, file=sys.stderr)
        return 2
    for name, findings in found.items():
        print(f"{name}: {f'{len(findings)} found' if findings else 'ok'}")
        for finding in findings:
            print(f"  {finding}", file=sys.stderr)
    return 1 if any(found.values()) else 0


def _own_checks(spec: Path) -> dict[str, Check]:
    publication = read_publication(spec)
    checks: dict[str, Check] = {
        "catalogue": partial(check_catalogue, spec / "requirements"),
        "links": partial(check_links, publication.contract),
    }
    for version, document in (("3.1", publication.contract), ("3.0", publication.lowered)):
        checks[f"openapi-spec-validator, {version}"] = partial(_validity, document)
        checks[f"examples, {version}"] = partial(check_examples, document)
    return checks


def _linters(spec: Path, published: Path) -> dict[str, Check]:
    root = (spec / ROOT_FILE).resolve()
    checks: dict[str, Check] = {
        "redocly, source": partial(node.redocly, _SETTINGS, root),
        "spectral, source": partial(node.spectral, _SETTINGS, "spectral-source.yaml", root),
    }
    for version in ("3.1", "3.0"):
        document = (published / f"openapi-{version}.yaml").resolve()
        checks[f"redocly, {version}"] = partial(node.redocly, _SETTINGS, document)
        checks[f"spectral, {version}"] = partial(node.spectral, _SETTINGS, "spectral.yaml", document)
    return checks


def _validity(document: JsonObject) -> Iterable[str]:
    try:
        validate(document)
    except OpenAPIValidationError as exc:
        yield str(exc)


def _findings(check: Check) -> list[object]:
    try:
        return list(check())
    except ToolError as exc:
        return [exc]
