"""What the run made and has not deleted: a law may aim at it that is to be refused and must do no harm if it is not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from dataops_spec import Operation

from dataops_conformance.contract import Contract
from dataops_conformance.exchange import Exchange
from dataops_conformance.sandbox.links import Arguments, follow
from dataops_conformance.sandbox.making import own_links
from dataops_conformance.sandbox.seen import Seen
from dataops_conformance.target.tracking import path_values
from dataops_conformance.target.wire import build_path


class Leftovers:
    """An observer of every exchange that keeps, for each operation that deletes, where it would find something."""

    def __init__(self, contract: Contract, seen: Seen) -> None:
        """Take the contract, whose links lead from a creation to the deletion, and what tells an id by a full path."""
        self._contract = contract
        self._seen = seen
        self._kept: defaultdict[str, dict[str, Arguments]] = defaultdict(dict)

    def __call__(self, exchange: Exchange, operation: Operation | None) -> None:
        """Keep what the exchange created, and forget what it deleted."""
        if operation is None or not 200 <= exchange.response.status < 300:
            return
        path = self._seen.by_id(exchange.request.path)
        if operation.method == "DELETE":
            self._forget(path)
        elif operation.method == "POST":
            self._keep(exchange, operation, path_values(operation.path, path))

    def of(self, operation: Operation, kept: Iterator[Mapping[str, str | int]]) -> Arguments | None:
        """Return where the operation finds the youngest thing that is left and not in `kept`; None if nowhere."""
        places = {build_path(operation.path, values) for values in kept if _fits(operation, values)}
        left = reversed(self._kept[operation.id].items())
        return next((arguments for place, arguments in left if place not in places), None)

    def _keep(self, exchange: Exchange, operation: Operation, values: Mapping[str, str | int]) -> None:
        for link, target in own_links(self._contract, operation):
            arguments = follow(link, target, dict(exchange.response.object()), values)
            if target.method == "DELETE" and arguments is not None:
                self._kept[target.id][build_path(target.path, arguments.path)] = arguments

    def _forget(self, path: str) -> None:
        for kept in self._kept.values():
            for place in [place for place in kept if f"{place}/".startswith(f"{path}/")]:
                del kept[place]


def _fits(operation: Operation, values: Mapping[str, str | int]) -> bool:
    return {parameter.name for parameter in operation.path_parameters} <= set(values)
