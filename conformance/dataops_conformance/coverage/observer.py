"""Note what of the contract a run exercises: parameters sent, statuses answered, response fields borne."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from dataops_spec import Operation

from dataops_conformance.contract import Contract
from dataops_conformance.coverage.fields import Tree, body_value, take, tree_of
from dataops_conformance.exchange import Exchange, Request, Response
from dataops_conformance.result import Exercised


@dataclass(slots=True)
class _Seen:
    """What of an operation was seen, and what of its fields was not yet."""

    requests: int = 0
    parameters: set[str] = field(default_factory=set[str])
    media_types: set[str] = field(default_factory=set[str])
    statuses: set[int] = field(default_factory=set[int])
    fields: set[str] = field(default_factory=set[str])
    body_left: Tree = field(default_factory=dict[str, "Tree"])
    response_left: dict[int, Tree] = field(default_factory=dict[int, "Tree"])


class CoverageObserver:
    """Sees every exchange, and keeps what it exercised of the operation that it was for."""

    def __init__(self, contract: Contract) -> None:
        """Take the contract, which names the parameters, statuses and fields."""
        self._contract = contract
        self._seen: dict[str, _Seen] = {}

    def __call__(self, exchange: Exchange, operation: Operation | None) -> None:
        """Note one exchange; one that no operation knows exercises nothing."""
        if operation is None:
            return
        seen = self._seen.get(operation.id)
        if seen is None:
            seen = self._seen[operation.id] = _Seen(
                body_left=tree_of(self._contract.body_schema(operation) or {}, self._contract.resolve)
            )
        seen.requests += 1
        _note_request(seen, exchange.request, operation)
        self._note_response(seen, exchange.response, operation)

    def _note_response(self, seen: _Seen, response: Response, operation: Operation) -> None:
        status = response.status
        seen.statuses.add(status)
        left = seen.response_left.get(status)
        if left is None:
            schema = self._contract.response_schema(operation, status)
            left = seen.response_left[status] = tree_of(schema or {}, self._contract.resolve)
        if not left:
            return
        try:
            value = response.json
        except ValueError:
            return
        seen.fields.update(f"{status} {path}" for path in take(left, value))

    def exercised(self) -> tuple[Exercised, ...]:
        """Return what was exercised, in the contract's order; operations without a request are left out."""
        return tuple(
            Exercised(
                operation=operation.id,
                requests=seen.requests,
                parameters=tuple(sorted(seen.parameters)),
                media_types=tuple(sorted(seen.media_types)),
                statuses=tuple(sorted(seen.statuses)),
                fields=tuple(sorted(seen.fields)),
            )
            for operation in self._contract.operations
            if (seen := self._seen.get(operation.id)) is not None
        )


def _note_request(seen: _Seen, request: Request, operation: Operation) -> None:
    sent = {name for name, _ in request.query}
    seen.parameters.update(f"path.{parameter.name}" for parameter in operation.path_parameters)
    seen.parameters.update(
        f"query.{parameter.name}" for parameter in operation.query_parameters if _is_sent(parameter.name, sent)
    )
    if request.body and operation.body is not None:
        seen.media_types.update(kind for kind in _media_types(request) if kind in operation.body.media_types)
        if seen.body_left:
            seen.parameters.update(f"body.{path}" for path in take(seen.body_left, body_value(request)))


def _is_sent(name: str, sent: Iterable[str]) -> bool:
    """Tell whether a parameter is among the names sent; one of several values is sent as `name[]` or `name[key]`."""
    return any(other == name or other.startswith(f"{name}[") for other in sent)


def _media_types(request: Request) -> Iterable[str]:
    return (
        value.partition(";")[0].strip().lower() for name, value in request.headers if name.lower() == "content-type"
    )


def merge_exercised(runs: Iterable[Sequence[Exercised]]) -> tuple[Exercised, ...]:
    """Return what several runs, or the shards of one, exercised together; operations in the order of coming."""
    parts: dict[str, list[Exercised]] = {}
    requests: Counter[str] = Counter()
    for run in runs:
        for item in run:
            parts.setdefault(item.operation, []).append(item)
            requests[item.operation] += item.requests
    return tuple(
        Exercised(
            operation=operation,
            requests=requests[operation],
            parameters=tuple(sorted({name for item in items for name in item.parameters})),
            media_types=tuple(sorted({name for item in items for name in item.media_types})),
            statuses=tuple(sorted({status for item in items for status in item.statuses})),
            fields=tuple(sorted({name for item in items for name in item.fields})),
        )
        for operation, items in parts.items()
    )
