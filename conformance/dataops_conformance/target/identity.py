"""Tell whether what lies at a path is what a run made there: a server that began anew gives ids a second time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias
from urllib.parse import unquote

from dataops_conformance.exchange import JsonObject, Response
from dataops_conformance.target.ledger import Entry

Proof: TypeAlias = Literal["own", "absent", "other", "unknown"]
"""What a read shows: the run's own thing, none, another thing, or none of these."""

# Fields that a name of the run is seen in; a law that changes one leaves the others.
_SHOWN = ("name", "path", "path_with_namespace", "full_path", "branch", "key", "description", "file_path", "ref")
_NOT_FOUND = 404


def bears_run(text: str, run_id: str) -> bool:
    """Tell whether a name, or a path with a name in it, is one that only this run gives."""
    return run_id.lower() in unquote(text).lower()


def is_named(entry: Entry, run_id: str) -> bool:
    """Tell whether the thing was asked for by a name of the run."""
    return any(bears_run(value, run_id) for value in entry.names.values())


def proof_of(entry: Entry, answer: Response, run_id: str) -> Proof:
    """Return what an answer to a GET of the thing shows."""
    if answer.status == _NOT_FOUND:
        return "absent"
    shown = _shown(answer) if answer.status == 200 else ()
    if any(bears_run(value, run_id) for value in shown):
        return "own"
    return "other" if shown and is_named(entry, run_id) else "unknown"


def is_same(item: JsonObject, names: Mapping[str, str], run_id: str) -> bool:
    """Tell whether a list's item bears every name of the entry that it has a field for, the run's own among them."""
    shared = [name for name in names if name in item]
    return any(bears_run(names[name], run_id) for name in shared) and all(
        str(item[name]) == names[name] for name in shared
    )


def _shown(answer: Response) -> tuple[str, ...]:
    body = answer.object()
    values = (body.get(name) for name in _SHOWN)
    return tuple(value for value in values if isinstance(value, str) and value)
