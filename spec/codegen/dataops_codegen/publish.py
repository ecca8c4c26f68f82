"""Write the published documents, the catalogue, their places in the source, and the package that gives access."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from dataops_spec import JsonObject

from dataops_codegen.assemble import assemble
from dataops_codegen.catalogue import read_catalogue
from dataops_codegen.downlevel import downlevel
from dataops_codegen.places import read_places
from dataops_codegen.text import to_json, to_yaml


@dataclass(frozen=True, slots=True)
class Publication:
    """What is published: the document in both versions, the catalogue, and where in the source each entry stands."""

    contract: JsonObject
    lowered: JsonObject
    catalogue: JsonObject
    places: JsonObject


def read_publication(spec: Path) -> Publication:
    """Return what the hand-written files under `spec` amount to; raise `SourceError` for an error in one of them."""
    contract = assemble(spec)
    catalogue = read_catalogue(spec / "requirements", contract)
    return Publication(contract, downlevel(contract), catalogue, read_places(spec))


def publish(publication: Publication, templates: Path, package: Path) -> None:
    """Write `publication` and the modules of `templates` as the Python package `package`."""
    shutil.copytree(templates, package, ignore=shutil.ignore_patterns("__pycache__"))
    for version, document in (("3.1", publication.contract), ("3.0", publication.lowered)):
        (package / f"openapi-{version}.yaml").write_bytes(to_yaml(document))
        (package / f"openapi-{version}.json").write_bytes(to_json(document))
    (package / "catalogue.json").write_bytes(to_json(publication.catalogue))
    (package / "places.json").write_bytes(to_json(publication.places))
