"""What the run has seen already, whoever asked for it, so that a law need not ask again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TypeAlias
from urllib.parse import quote, unquote

from dataops_spec import Operation

from dataops_conformance.exchange import Exchange, JsonObject
from dataops_conformance.target.wire import build_path, query_pairs

_MOST = 4
_MOST_REFUSED = 20
_USER = "DATAOPS_TOKEN"
_JOB = "DATAOPS_JOB_TOKEN"
_ROOT_DEPTH = 2  # Slashes in the path of a project, a group or a namespace.
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
# The field that tells the full path of what a collection holds.
_FULL_PATHS = {"projects": "path_with_namespace", "groups": "full_path", "namespaces": "full_path"}
_Place: TypeAlias = "tuple[str, tuple[tuple[str, str], ...]]"


class Seen:
    """An observer of every exchange.

    Of each operation it keeps the last answers to the GETs of the run's user, its first success, and what was refused;
    of projects, groups and namespaces their full paths, so that a thing is known by either name; of each place when it
    was changed last.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self._readings: defaultdict[str, dict[_Place, list[Exchange]]] = defaultdict(dict)
        self._successes: dict[str, Exchange] = {}
        self._refused: defaultdict[str, list[Exchange]] = defaultdict(list)
        self._full_paths: dict[tuple[str, int], str] = {}
        self._numbers: dict[tuple[str, str], int] = {}
        self._names: defaultdict[tuple[str, str], set[bool]] = defaultdict(set)
        self._changes: dict[str, int] = {}
        self._changes_below: dict[str, int] = {}
        self._deletions: dict[str, int] = {}
        self._taken_by_path: dict[str, bool] = {}

    def __call__(self, exchange: Exchange, operation: Operation | None) -> None:
        """Keep what the exchange tells."""
        request, status = exchange.request, exchange.response.status
        if operation is None or request.method != operation.method:
            return
        self._note_spelling(request.path, taken=status < 300)
        if request.method == "GET" and status >= 400 and status not in {401, 429}:
            self._refused[operation.id] = [*self._refused[operation.id][1 - _MOST_REFUSED :], exchange]
        if not 200 <= status < 300:
            return
        self._successes.setdefault(operation.id, exchange)
        self._keep_paths(exchange, operation)
        if request.method not in _SAFE:
            self._note_change(exchange)
        # What takes a job's token alone is read with that.
        reader = _USER if operation.takes_token or not operation.takes_job_token else _JOB
        if request.method == "GET" and request.credential == reader and status == 200:
            places = self._readings[operation.id]
            place = self.by_id(request.path), request.query
            kept = places.pop(place, [])
            places[place] = [*kept[1 - _MOST :], exchange]
            self._names[operation.id, place[0]].add(is_by_path(exchange))

    def success(self, operation: Operation) -> Exchange | None:
        """Return the first request for the operation that succeeded, None where none did."""
        return self._successes.get(operation.id)

    def readings(
        self, operation: Operation, path: Mapping[str, str | int], query: Mapping[str, str]
    ) -> tuple[Exchange, ...]:
        """Return the last answers to this request, by id or by full path, the oldest first."""
        place = self.by_id(build_path(operation.path, path)), query_pairs(query)
        return tuple(self._readings[operation.id].get(place, ()))

    def latest(self, operation: Operation) -> Iterator[tuple[Exchange, ...]]:
        """Yield the last answers to each GET of the operation, the oldest first.

        Places that the run has not changed since come first, and among them the one read last.
        """
        places = list(reversed(self._readings[operation.id].values()))
        for kept in sorted(places, key=lambda kept: not self.is_current(kept[-1])):
            yield tuple(kept)

    def is_current(self, exchange: Exchange) -> bool:
        """Tell whether the run has changed nothing of what was read since it was read."""
        place = self.by_id(exchange.request.path)
        above = {place.rpartition("/")[0], place.rpartition("/")[0].rpartition("/")[0]}
        changes = [self._changes.get(place, 0), *(self._changes_below.get(path, 0) for path in above)]
        return max(changes) < exchange.number

    def is_deleted_since(self, path: str, exchange: Exchange) -> bool:
        """Tell whether the run has deleted what is at the path, by either name, after this exchange showed it."""
        return self._deletions.get(unquote(self.by_id(path)), 0) > exchange.number

    def by_place(self, operation: Operation) -> Iterator[tuple[Exchange, ...]]:
        """Yield the answers to the GETs of the operation that were for one place, the oldest first.

        A place is one by either name, and whatever the query.
        """
        groups: defaultdict[str, list[Exchange]] = defaultdict(list)
        for (path, _), kept in self._readings[operation.id].items():
            groups[path].extend(kept)
        for group in groups.values():
            yield tuple(sorted(group, key=lambda exchange: exchange.number))

    def missing(self, operation: Operation) -> tuple[Exchange, ...]:
        """Return the GETs of the operation that were answered 404."""
        return tuple(exchange for exchange in self._refused[operation.id] if exchange.response.status == 404)

    def refused(self, operation: Operation) -> tuple[Exchange, ...]:
        """Return the last GETs of the operation that were answered from 400 on, but for 401 and 429."""
        return tuple(self._refused[operation.id])

    # Names: a project, a group and a namespace are known by their number and by their full path.

    def full_path(self, collection: str, identifier: int) -> str | None:
        """Return the full path of a project, group or namespace that an answer told; None where none did."""
        return self._full_paths.get((collection, identifier))

    def by_id(self, path: str) -> str:
        """Return the path of a request with the number in place of a full path, where an answer told it."""
        parts = path.split("/")
        number = self._numbers.get((parts[1], unquote(parts[2]))) if len(parts) > 2 else None
        return path if number is None else "/".join(("", parts[1], str(number), *parts[3:]))

    def by_path(self, path: str) -> str | None:
        """Return the path of a request with the encoded full path in place of the number; None where none was told."""
        parts = self.by_id(path).split("/")
        if len(parts) < 3 or not parts[2].isdigit():
            return None
        known = self.full_path(parts[1], int(parts[2]))
        return None if known is None else "/".join(("", parts[1], quote(known, safe=""), *parts[3:]))

    def names_of(self, operation: Operation, path: str) -> set[bool]:
        """Return by which names this was read: False stands for the id, True for the full path."""
        return self._names[operation.id, self.by_id(path)]

    def is_refused_by_path(self, collection: str) -> bool:
        """Tell whether requests called something of the collection by its full path, and none succeeded."""
        return self._taken_by_path.get(collection) is False

    def _note_change(self, exchange: Exchange) -> None:
        """Keep when a place was changed, and the list that it is in; of what was deleted no reading is kept."""
        method, place = exchange.request.method, self.by_id(exchange.request.path)
        self._changes[place] = exchange.number
        if method == "POST":
            return
        self._changes[place.rpartition("/")[0]] = exchange.number
        # A change of a project is none of what lies in it.
        if place.count("/") > _ROOT_DEPTH:
            self._changes_below[place] = exchange.number
        if method == "DELETE":
            self._deletions[unquote(place)] = exchange.number
            for places in self._readings.values():
                for gone in [known for known in places if f"{known[0]}/".startswith(f"{place}/")]:
                    del places[gone]

    def _note_spelling(self, path: str, *, taken: bool) -> None:
        if self.by_id(path) != path:
            collection = path.split("/")[1]
            self._taken_by_path[collection] = taken or self._taken_by_path.get(collection, False)

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
                    self._numbers[collection, path] = identifier


def is_by_path(exchange: Exchange) -> bool:
    """Tell whether a request called its project, group or namespace by its full path."""
    parts = exchange.request.path.split("/")
    return len(parts) > _ROOT_DEPTH and not parts[_ROOT_DEPTH].isdigit()
