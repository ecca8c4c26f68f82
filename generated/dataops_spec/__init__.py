"""The contract of the DataOps.live REST API and the catalogue of its requirements, as data and as typed values.

    >>> from dataops_spec import operations
    >>> {operation.id: operation for operation in operations()}["list_projects"].pagination
    ('offset', 'keyset')
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

from dataops_spec._json import JsonObject, JsonValue, as_object
from dataops_spec._model import (
    Body,
    Document,
    Header,
    Level,
    Link,
    Location,
    Operation,
    Parameter,
    Place,
    Profile,
    Requirement,
    Response,
    Source,
)
from dataops_spec._reader import read_operations, read_places, read_requirements

__all__ = [
    "Body",
    "Document",
    "Header",
    "JsonObject",
    "JsonValue",
    "Level",
    "Link",
    "Location",
    "Operation",
    "Parameter",
    "Place",
    "Profile",
    "Requirement",
    "Response",
    "Source",
    "contract_hash",
    "document",
    "operations",
    "places",
    "read_operations",
    "read_places",
    "read_requirements",
    "requirements",
]


def document(version: Literal["3.1", "3.0"] = "3.1") -> JsonObject:
    """Return the published OpenAPI document of `version`, read anew, so that the caller may change it."""
    return _read(f"openapi-{version}.json")


@cache
def operations() -> tuple[Operation, ...]:
    """Return every operation of the contract in its order."""
    return read_operations(document())


@cache
def requirements() -> tuple[Requirement, ...]:
    """Return every requirement of the catalogue in its order."""
    return read_requirements(_read("catalogue.json"))


@cache
def places() -> Mapping[str, Place]:
    """Return where in the hand-written files each operation, by its id, and each requirement, by its, stands."""
    return read_places(_read("places.json"))


@cache
def contract_hash() -> str:
    """Return the SHA-256 of the published 3.1 document in JSON, in hexadecimal."""
    return hashlib.sha256(files(__name__).joinpath("openapi-3.1.json").read_bytes()).hexdigest()


def _read(name: str) -> JsonObject:
    content: JsonValue = json.loads(files(__name__).joinpath(name).read_bytes())
    return as_object(content)
