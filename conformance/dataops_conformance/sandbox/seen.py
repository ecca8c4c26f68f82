"""What the run has seen already, whoever asked for it, so that a law need not ask again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from dataops_spec import Operation

from dataops_conformance.exchange import Exchange, JsonObject
from dataops_conformance.target.wire import build_path, query_pairs

_MOST = 3
_USER = "DATAOPS_TOKEN"
# The field that tells the full path of what a collection holds.
_FULL_PATHS = {"projects": "path_with_namespace", "groups": "full_path", "namespaces": "full_path"}
_Place: TypeAlias = "tuple[str, tuple[tuple[str, str], ...]]"


class Seen:
    """An observer of every exchange.

    Of each operation it keeps the last answers to the GETs of the run's user, the first success and the 404s; of
    projects, groups and namespaces their full paths.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self._readings: defaultdict[str, dict[_Place, list[Exchange]]] = defaultdict(dict)
        self._successes: dict[str, Exchange] = {}
        self._missing: defaultdict[str, list[Exchange]] = defaultdict(list)
        self._full_paths: dict[tuple[str, int], str] = {}

    def __call__(self, exchange: Exchange, operation: Operation | None) -> None:
        """Keep what the exchange tells."""
        request, status = exchange.request, exchange.response.status
        if operation is None or request.method != operation.method:
            return
        if status == 404 and request.method == "GET":
            self._missing[operation.id].append(exchange)
        if not 200 <= status < 300:
            return
        self._successes.setdefault(operation.id, exchange)
        self._keep_paths(exchange, operation)
        if request.method == "GET" and request.credential == _USER and status == 200:
            places = self._readings[operation.id]
            kept = places.pop((request.path, request.query), [])
            places[request.path, request.query] = [*kept[1 - _MOST :], exchange]

    def success(self, operation: Operation) -> Exchange | None:
        """Return the first request for the operation that succeeded, None where none did."""
        return self._successes.get(operation.id)

    def readings(
        self, operation: Operation, path: Mapping[str, str | int], query: Mapping[str, str]
    ) -> tuple[Exchange, ...]:
        """Return the last answers to this very request, the oldest first."""
        place = build_path(operation.path, path), query_pairs(query)
        return tuple(self._readings[operation.id].get(place, ()))

    def latest(self, operation: Operation) -> Iterator[tuple[Exchange, ...]]:
        """Yield the last answers to each GET of the operation, the oldest first; the place read last comes first."""
        for kept in reversed(list(self._readings[operation.id].values())):
            yield tuple(kept)

    def missing(self, operation: Operation) -> tuple[Exchange, ...]:
        """Return the GETs of the operation that were answered 404."""
        return tuple(self._missing[operation.id])

    def full_path(self, collection: str, identifier: int) -> str | None:
        """Return the full path of a project, group or namespace that an answer told; None where none did."""
        return self._full_paths.get((collection, identifier))

    def _keep_paths(self, exchange: Exchange, operation: Operation) -> None:
        if operation.tag not in _FULL_PATHS or "json" not in exchange.response.media_type:
            return
        single: JsonObject = dict(exchange.response.object())
        for item in (single, *exchange.response.items()):
            if not isinstance(item, dict) or not isinstance(identifier := item.get("id"), int):
                continue
            for collection, field in _FULL_PATHS.items():
                path = item.get(field)
                told_here = collection == operation.tag or (collection == "projects" and operation.tag == "groups")
                if told_here and isinstance(path, str):
                    self._full_paths[collection, identifier] = path
