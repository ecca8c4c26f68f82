"""By id or by path: by which of its names a request calls a project, a group or a namespace."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from dataops_spec import Operation

from dataops_conformance.sandbox.seen import Seen

if TYPE_CHECKING:
    from dataops_conformance.context import Context

_ID_OR_PATH = "#/components/schemas/IdOrPath"
_ORDINARY = "law"


def is_known_by_path(operation: Operation) -> bool:
    """Tell whether the operation takes a full path where it takes an id."""
    return any(item.name == "id" and item.schema.get("$ref") == _ID_OR_PATH for item in operation.path_parameters)


class Spelling:
    """Lets the requests of laws call what they name by id here and by full path there, at no further request.

    A place that was read by one name alone is read by the other; a first reading takes the name that the label of the
    check gives; a body goes to one name as multipart/form-data and to the other in the other types; what has no body
    goes to the full path. So each operation is asked by both names, and a narrowed run asks by the same ones. Set-up
    and clean-up keep to the id, and so does a run whose requests by full path are refused.
    """

    def __init__(self, context: Context, seen: Seen) -> None:
        """Take the run's context, and what the run has seen."""
        self._context = context
        self._seen = seen

    def __call__(self, operation: Operation, path: str, content_type: str | None) -> str:
        """Return the path to send: `path` as it is, or with the encoded full path in place of the id."""
        parts = path.split("/")
        if not is_known_by_path(operation) or not parts[2].isdigit():
            return path
        if self._context.target.budget.current != _ORDINARY or self._seen.is_refused_by_path(parts[1]):
            return path
        named = self._seen.by_path(path)
        return named if named is not None and self._by_path(operation, path, content_type) else path

    def _by_path(self, operation: Operation, path: str, content_type: str | None) -> bool:
        if operation.method == "GET":
            known = self._seen.names_of(operation, path)
            return known == {False} or (known != {True} and _parity(f"{self._context.check}|{operation.id}"))
        if content_type is None:
            return True
        return _parity(operation.id) ^ content_type.startswith("multipart/")


def _parity(label: str) -> bool:
    return hashlib.sha256(label.encode()).digest()[0] % 2 == 1
