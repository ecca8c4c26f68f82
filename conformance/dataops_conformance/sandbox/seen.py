"""The requests of the run that succeeded, whoever made them, so that a law need not make them again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from dataops_spec import Operation

from dataops_conformance.exchange import Exchange
from dataops_conformance.target.wire import build_path, query_pairs

_MOST = 3
_USER = "DATAOPS_TOKEN"


class Seen:
    """An observer of every exchange: it keeps the last answers to each GET of the run's user, and a success of each."""

    def __init__(self) -> None:
        """Begin with none."""
        self._readings: defaultdict[tuple[str, str, tuple[tuple[str, str], ...]], list[Exchange]] = defaultdict(list)
        self._successes: dict[str, Exchange] = {}

    def __call__(self, exchange: Exchange, operation: Operation | None) -> None:
        """Keep the exchange if it succeeded."""
        request = exchange.request
        if operation is None or not 200 <= exchange.response.status < 300:
            return
        self._successes.setdefault(operation.id, exchange)
        if request.method == "GET" and request.credential == _USER and exchange.response.status == 200:
            kept = self._readings[operation.id, request.path, request.query]
            kept.append(exchange)
            del kept[:-_MOST]

    def success(self, operation: Operation) -> Exchange | None:
        """Return the first request for the operation that succeeded, None where none did."""
        return self._successes.get(operation.id)

    def readings(
        self, operation: Operation, path: Mapping[str, str | int], query: Mapping[str, str]
    ) -> tuple[Exchange, ...]:
        """Return the last answers to this very request, the oldest first."""
        return tuple(self._readings.get((operation.id, build_path(operation.path, path), query_pairs(query)), ()))
