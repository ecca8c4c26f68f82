"""Read the vectors of a contract, hold them to their schema, and write a file for each group."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import jsonschema
from dataops_spec import JsonObject, JsonValue

from dataops_codegen.source import Pointer, SourceError, SourceFile, read_source
from dataops_codegen.text import to_json
from dataops_codegen.vectors.completing import Written
from dataops_codegen.vectors.contract import Contract
from dataops_codegen.vectors.derived import errors, forms, values

GROUPS = ("errors", "forms", "paging", "requests", "retry", "server", "values")
SCHEMA = "vector.schema.json"
FORMAT_VERSION = 1
_DERIVED: Mapping[str, Callable[[Contract], Iterator[JsonObject]]] = {
    "errors": errors,
    "forms": forms,
    "values": values,
}


def generate_vectors(spec: Path, document: JsonObject, catalogue: JsonObject, folder: Path) -> None:
    """Write a file for each group of vectors, and their schema, into the new folder `folder`.

    Raises `SourceError` with file and line for a vector that is not as the schema or the contract has it.
    """
    folder.mkdir(parents=True)
    (folder / SCHEMA).write_bytes((spec / "vectors" / SCHEMA).read_bytes())
    for group, made in read_vectors(spec, document, catalogue).items():
        (folder / f"{group}.json").write_bytes(to_json(made))


def read_vectors(spec: Path, document: JsonObject, catalogue: JsonObject) -> dict[str, JsonObject]:
    """Return the file of each group by its name: the vectors of `spec/vectors` first, then those of the examples."""
    contract = Contract(document)
    schema: JsonObject = json.loads((spec / "vectors" / SCHEMA).read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    known = frozenset(_ids(catalogue["requirements"]))
    seen: set[str] = set()
    made: dict[str, JsonObject] = {}
    for group in GROUPS:
        file = read_source(spec / "vectors" / f"{group}.yaml")
        vectors: list[JsonValue] = list(_written(file, contract, known))
        vectors += _DERIVED[group](contract) if group in _DERIVED else ()
        _refuse_repeated(file, vectors, seen)
        made[group] = {
            "$schema": SCHEMA,
            "version": FORMAT_VERSION,
            "contract": contract.version,
            "group": group,
            "title": file.data.get("title"),
            "vectors": vectors,
        }
        _validate(file, made[group], validator)
    return made


def _written(file: SourceFile, contract: Contract, known: frozenset[str]) -> Iterator[JsonObject]:
    listed = file.data.get("vectors")
    if not isinstance(listed, list):
        raise file.error((), "The file must have `vectors`, a list.")
    for index, vector in enumerate(listed):
        if not isinstance(vector, dict):
            raise file.error(("vectors", index), "A vector must be a mapping.")
        yield Written(file, ("vectors", index), vector, contract, known).completed()


def _refuse_repeated(file: SourceFile, vectors: list[JsonValue], seen: set[str]) -> None:
    for index, identifier in enumerate(_ids(vectors)):
        if identifier in seen:
            raise file.error(("vectors", index, "id"), f"There is a vector {identifier!r} already; take another id.")
        seen.add(identifier)


def _ids(listed: JsonValue) -> Iterator[str]:
    for each in listed if isinstance(listed, list) else ():
        yield str(each.get("id")) if isinstance(each, dict) else ""


def _validate(file: SourceFile, made: JsonObject, validator: jsonschema.Draft202012Validator) -> None:
    wrong: Iterable[jsonschema.ValidationError] = validator.iter_errors(made)  # pyright: ignore[reportUnknownMemberType]
    all_errors = list(wrong)
    # What is wrong inside a key makes the key itself count as one that nothing has looked at.
    told = [each for each in all_errors if each.validator != "unevaluatedProperties"]
    found = max(told or all_errors, key=lambda each: len(each.absolute_path), default=None)
    if found is not None:
        raise _error(file, found)


def _error(file: SourceFile, found: jsonschema.ValidationError) -> SourceError:
    pointer: Pointer = tuple(found.absolute_path)
    where = "/".join(map(str, pointer)) or "the file"
    return file.error(pointer, f"{where} is not as {SCHEMA} has it: {found.message[:300]}")
