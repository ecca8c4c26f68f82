"""Delete what a run made: only what its ledger lists, the youngest first, containers before their content.

An id is no proof, for a server that began anew gives it a second time: what lies there is looked at first. An answer is
none either: what was deleted is read once more, and is left behind where that finds it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from urllib.parse import parse_qsl

from dataops_spec import Link, Operation

from dataops_conformance.contract import Contract, kind_made
from dataops_conformance.exchange import Credential, Exchange, Request
from dataops_conformance.law import NotTested
from dataops_conformance.result import Leftover
from dataops_conformance.target.errors import ServerUnreachable, TargetError
from dataops_conformance.target.identity import Proof, bears_run, is_named, is_same, proof_of
from dataops_conformance.target.ledger import Entry, Ledger
from dataops_conformance.target.session import Target
from dataops_conformance.target.tracking import delete_path

_NOT_FOUND = 404
_DELETED = frozenset({200, 202, 204, _NOT_FOUND})
# A server that restarts is asked again after these seconds, ten in all, and then no more.
_WAITS_S = (0.5, 1.0, 2.0, 3.0, 3.5)
_STAYS = "no operation of the contract deletes it"
_ANOTHER = "another thing has this id by now, and was left alone"


class Cleaner:
    """Deletes what a ledger lists.

    `others` are the things that have the id of one of the run by now, and were left alone, by the numbers of their
    entries; `gone_before` are the numbers of all entries that are gone therefore.
    """

    def __init__(self, target: Target, contract: Contract, ledger: Ledger, *, later: bool = False) -> None:
        """Take the way to the server, the contract that says what deletes, and the ledger.

        `later` tells that the run that wrote the ledger is over: then each thing is looked at before it is deleted. At
        the end of the run itself the oldest is enough, for what was made after it has no earlier id.
        """
        self.others: dict[int, Leftover] = {}
        self.gone_before: set[int] = set()
        self.is_interrupted = False
        self._target = target
        self._contract = contract
        self._ledger = ledger
        self._run_id = ledger.header.run_id
        self._later = later
        self._sure_from: int | None = None
        self._proofs: dict[int, Proof] = {}
        self._kept: dict[int, str] = {}
        self._answered: dict[int, int] = {}
        self._waits = list(_WAITS_S)
        self._is_over = False

    def clean(self) -> tuple[Leftover, ...]:
        """Delete what may still exist, and return what could not be deleted, with the reason.

        A Ctrl-C ends it. What nothing can delete is told this once, and the ledger lists it no longer.
        """
        with self._target.budget.purpose("cleanup"):
            try:
                self._clean()
            except KeyboardInterrupt:
                self.is_interrupted = True
                for entry in self._ledger.live:
                    self._kept.setdefault(entry.number, "the clean-up was interrupted")
        leftovers = tuple(self._leftovers())
        for entry in self._ledger.roots():
            if self._kept.get(entry.number) == _STAYS:
                self._ledger.leave(entry.number)
        return leftovers

    def _clean(self) -> None:
        if not self._later:
            self._sure_from = self._look_at_the_oldest()
        while (entry := self._next()) is not None:
            self._try(entry)
        for entry in self._ledger.entries:
            if entry.number in self._answered:
                self._confirm(entry)

    def _leftovers(self) -> Iterator[Leftover]:
        """Yield what is left, but for what lies in something else that is."""
        for entry in sorted(self._ledger.roots(), key=lambda root: root.number):
            reason = self._kept.get(entry.number)
            if reason is not None:
                inside = len(self._ledger.held_by(entry))
                told = f"{reason}; {inside} more of the run {'is' if inside == 1 else 'are'} inside it"
                place = entry.delete or entry.path
                yield Leftover(kind_made(entry.operation), place, told if inside else reason)

    def _next(self) -> Entry | None:
        """Return the youngest thing that was not tried yet and that no container takes with it."""
        live = self._ledger.live
        holders = [entry for entry in live if entry.state == "created" and entry.number not in self._kept]
        waiting = (entry for entry in reversed(live) if entry.number not in self._kept)
        return next((entry for entry in waiting if not any(holder.holds(entry) for holder in holders)), None)

    def _try(self, entry: Entry) -> None:
        if self._is_over:
            self._kept[entry.number] = "the server could not be reached"
            return
        try:
            reason = self._delete(entry)
        except (TargetError, NotTested) as exc:
            self._is_over = self._is_over or isinstance(exc, ServerUnreachable)
            reason = str(exc)
        if reason is None:
            self._ledger.deleted(entry)
        else:
            self._kept[entry.number] = reason

    def _delete(self, entry: Entry) -> str | None:
        """Delete the thing; return why it is still there, None where it is gone or was answered to be."""
        link = self._link(entry)
        if link is None:
            return None if self._is_container_gone(entry) else _STAYS
        path = entry.delete or self._look_for(entry, link)
        if path is None or (entry.delete is not None and self._is_another(entry)):
            return None
        status = self._request("DELETE", path, entry, link.operation_id).response.status
        if status in _DELETED and status != _NOT_FOUND and entry.delete is not None:
            self._answered[entry.number] = status
        return None if status in _DELETED else f"DELETE answered {status}"

    def _look_at_the_oldest(self) -> int | None:
        """Return the number of the entry from which on ids are the run's own, None where each is to be looked at.

        Ids are given a second time by a server that began anew, and then the oldest thing is not there either.
        """
        is_anew = False
        for entry in reversed(self._ledger.roots()):
            if entry.delete is None or bears_run(entry.delete, self._run_id) or not is_named(entry, self._run_id):
                continue
            with suppress(TargetError, NotTested):
                self._proofs[entry.number] = self._look(entry)
            proof = self._proofs.get(entry.number, "unknown")
            if proof == "own":
                return entry.number if is_anew else 0
            if proof == "unknown":
                break
            is_anew = True
        return None if is_anew else 0

    def _is_another(self, entry: Entry) -> bool:
        """Tell whether another thing lies at the entry's path by now; raise NotTested where nothing tells."""
        proof = self._proofs.get(entry.number)
        if proof is None and self._is_sure(entry):
            return False
        if proof is None:
            proof = self._proofs[entry.number] = self._look(entry)
        if proof == "unknown" and not self._is_sure(entry):
            msg = "nothing shows that what is there is still what the run made"
            raise NotTested(msg)
        if proof == "other":
            self.others[entry.number] = Leftover(kind_made(entry.operation), entry.paths[0], _ANOTHER)
            self.gone_before |= {entry.number, *(item.number for item in self._ledger.held_by(entry))}
        return proof == "other"

    def _is_sure(self, entry: Entry) -> bool:
        """Tell without a request whether the run made what lies there: the path or what it lies in shows that."""
        if self._sure_from is not None and entry.number >= self._sure_from:
            return True
        own = (item for item in self._ledger.entries if self._proofs.get(item.number) == "own")
        return bears_run(entry.paths[0], self._run_id) or any(item.holds(entry) for item in own)

    def _look(self, entry: Entry) -> Proof:
        path = entry.paths[0]
        reading = self._contract.match("GET", path)
        if reading is None:
            return "unknown"
        return proof_of(entry, self._request("GET", path, entry, reading.id).response, self._run_id)

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
        own = [value for value in entry.names.values() if bears_run(value, self._run_id)]
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
            if isinstance(item, dict) and is_same(item, entry.names, self._run_id):
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
        while True:
            try:
                return self._target.send(request, credential)
            except ServerUnreachable:
                if not self._waits or not self._target.forgive(request):
                    raise
            self._target.clock.wait(self._waits.pop(0))

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
