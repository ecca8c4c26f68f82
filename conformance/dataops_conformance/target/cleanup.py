"""Delete what a run made: only what its ledger lists, the youngest first, containers before their content.

An answer is no proof: what was deleted is read once more, and is left behind where that finds it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from urllib.parse import parse_qsl

from dataops_spec import Link, Operation

from dataops_conformance.contract import Contract, kind_made
from dataops_conformance.exchange import Credential, Exchange, JsonObject, Request
from dataops_conformance.law import NotTested
from dataops_conformance.result import Leftover
from dataops_conformance.target.errors import ServerUnreachable, TargetError
from dataops_conformance.target.ledger import Entry, Ledger
from dataops_conformance.target.session import Target
from dataops_conformance.target.tracking import delete_path

_NOT_FOUND = 404
_DELETED = frozenset({200, 202, 204, _NOT_FOUND})
_UNREACHABLE_ENOUGH = 2


class Cleaner:
    """Deletes what a ledger lists."""

    def __init__(self, target: Target, contract: Contract, ledger: Ledger) -> None:
        """Take the way to the server, the contract that says what deletes, and the ledger."""
        self._target = target
        self._contract = contract
        self._ledger = ledger
        self._kept: dict[int, str] = {}
        self._answered: dict[int, int] = {}
        self._unreachable = 0

    def clean(self) -> tuple[Leftover, ...]:
        """Delete what may still exist, and return what could not be deleted, with the reason."""
        with self._target.budget.purpose("cleanup"):
            while (entry := self._next()) is not None:
                self._try(entry)
            for entry in self._ledger.entries:
                if entry.number in self._answered:
                    self._confirm(entry)
        return tuple(
            Leftover(kind_made(entry.operation), entry.delete or entry.path, self._kept[entry.number])
            for entry in self._ledger.live
            if entry.number in self._kept
        )

    def _next(self) -> Entry | None:
        """Return the youngest thing that was not tried yet and that no container takes with it."""
        live = self._ledger.live
        holders = [entry for entry in live if entry.state == "created" and entry.number not in self._kept]
        waiting = (entry for entry in reversed(live) if entry.number not in self._kept)
        return next((entry for entry in waiting if not any(holder.holds(entry) for holder in holders)), None)

    def _try(self, entry: Entry) -> None:
        if self._unreachable >= _UNREACHABLE_ENOUGH:
            self._kept[entry.number] = "the server could not be reached"
            return
        try:
            reason = self._delete(entry)
        except (TargetError, NotTested) as exc:
            self._unreachable += isinstance(exc, ServerUnreachable)
            reason = str(exc)
        if reason is None:
            self._ledger.deleted(entry)
        else:
            self._kept[entry.number] = reason

    def _delete(self, entry: Entry) -> str | None:
        """Delete the thing; return why it is still there, None where it is gone or was answered to be."""
        link = self._link(entry)
        if link is None:
            return None if self._is_container_gone(entry) else "no operation of the contract deletes it"
        path = entry.delete or self._look_for(entry, link)
        if path is None:
            return None
        status = self._request("DELETE", path, entry, link.operation_id).response.status
        if status in _DELETED and status != _NOT_FOUND and entry.delete is not None:
            self._answered[entry.number] = status
        return None if status in _DELETED else f"DELETE answered {status}"

    def _confirm(self, entry: Entry) -> None:
        """Read what was deleted; keep it where the target's tracker finds it again."""
        path = entry.paths[0]
        reading = self._contract.match("GET", path)
        if reading is None:
            return
        # Without an answer the deletion is taken at the server's word.
        with suppress(TargetError, NotTested):
            self._request("GET", path, entry, reading.id)
        if any(found.number == entry.number for found in self._ledger.live):
            self._kept[entry.number] = f"DELETE answered {self._answered[entry.number]}, and it is still there"

    def _is_container_gone(self, entry: Entry) -> bool:
        """Tell whether the project or group that the thing was made in is no more."""
        family, _, rest = entry.path.removeprefix("/").partition("/")
        path = f"/{family}/{rest.partition('/')[0]}"
        reading = self._contract.match("GET", path)
        return reading is not None and self._request("GET", path, entry, reading.id).response.status == _NOT_FOUND

    def _look_for(self, entry: Entry, link: Link) -> str | None:
        """Return where the thing is deleted, found by its names in the list that it would be in; None where it is not.

        Raises:
            NotTested: the list cannot be read, or nothing tells the thing from others.
        """
        create = self._contract.operation(entry.operation)
        listing = self._contract.match("GET", entry.path)
        own = [value for value in entry.names.values() if self._ledger.header.run_id.lower() in value.lower()]
        if listing is None or not own:
            msg = "whether it was made is unknown, and no list tells it from what others made"
            raise NotTested(msg)
        query = (("search", own[0]), ("per_page", "100")) if _searches(listing) else (("per_page", "100"),)
        answer = self._request("GET", entry.path, entry, listing.id, query)
        if answer.response.status == 404:
            return None
        if answer.response.status != 200:
            msg = f"whether it was made is unknown: its list answered {answer.response.status}"
            raise NotTested(msg)
        target = self._contract.operation(link.operation_id)
        for item in answer.response.items():
            if isinstance(item, dict) and _is_same(item, entry.names, self._ledger.header.run_id):
                return delete_path(link, create, target, entry.path, item)
        return None

    def _link(self, entry: Entry) -> Link | None:
        operation = self._contract.find(entry.operation)
        links = operation.links if operation else ()
        return next((link for link in links if self._contract.operation(link.operation_id).method == "DELETE"), None)

    def _request(
        self, method: str, path: str, entry: Entry, operation: str, query: Sequence[tuple[str, str]] = ()
    ) -> Exchange:
        credential = self._credential(entry)
        plain, _, own_query = path.partition("?")
        request = Request(
            method=method,
            path=plain,
            query=(*parse_qsl(own_query, keep_blank_values=True), *query),
            credential=credential.name,
            scheme=credential.scheme,
            operation=operation,
        )
        return self._target.send(request, credential)

    def _credential(self, entry: Entry) -> Credential:
        """Return the credential that created it; the run's own where that was made for the run, or is no more."""
        known = self._target.settings.credentials
        found = known.get(entry.credential or "") or known.get("DATAOPS_TOKEN")
        if found is None:
            msg = "there is no credential to delete it with; set DATAOPS_TOKEN"
            raise NotTested(msg)
        return found


def _searches(listing: Operation) -> bool:
    return any(parameter.name == "search" for parameter in listing.query_parameters)


def _is_same(item: JsonObject, names: Mapping[str, str], run_id: str) -> bool:
    """Tell whether a list's item bears every name of the entry that it has a field for, the run's own among them."""
    shared = [name for name in names if name in item]
    return any(run_id.lower() in names[name].lower() for name in shared) and all(
        str(item[name]) == names[name] for name in shared
    )
