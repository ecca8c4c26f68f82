"""What a run creates, on disk before it is created: JSON lines, each synced, so that no end of the process loses one.

A line is an event: `run` (the first: whose ledger it is), `intent` (a request that creates leaves now), `created` (the
answer said so: where it is deleted), `void` (nothing was created after all), `deleted`, `left`
(nothing can delete it). No line holds a secret.

Who writes a ledger holds its file while it lives, so that nobody sweeps what a run that is under way still uses.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, TypeAlias

from dataops_conformance.exchange import JsonObject, JsonValue
from dataops_conformance.target.locking import hold, take

State: TypeAlias = Literal["intent", "created", "gone"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that the run made, or may have made.

    `path` is the path of the request that creates, `names` its fields that tell the thing in a list, `credential` the
    variable of its credential. `delete` is the path (with its query) of the request that deletes it, None where none is
    known; `aliases` are other paths of the thing, `inside` the paths of what it is deleted with.
    """

    number: int
    operation: str
    path: str
    names: Mapping[str, str] = field(default_factory=dict[str, str])
    credential: str | None = None
    state: State = "intent"
    delete: str | None = None
    aliases: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()

    @property
    def paths(self) -> tuple[str, ...]:
        """Every path that the thing itself is known by, without queries."""
        own = () if self.delete is None else (self.delete.partition("?")[0],)
        return (*own, *self.aliases)

    @property
    def places(self) -> tuple[str, ...]:
        """Where the thing lies."""
        # Where a thing is deleted is where it lies; where it was asked for need not be: a fork lies beside its parent.
        return ((self.delete or self.path).partition("?")[0], *self.inside)

    def holds(self, other: Entry) -> bool:
        """Tell whether `other` is deleted with this."""
        return self.number != other.number and any(
            place == path or place.startswith(f"{path}/") for path in self.paths for place in other.places
        )


@dataclass(frozen=True, slots=True)
class Header:
    """Whose ledger it is."""

    run_id: str
    base_url: str
    started_at: str


class LedgerError(Exception):
    """A ledger that cannot be read or written; the message is one sentence with the remedy."""


class LedgerHeldError(LedgerError):
    """A ledger of a run that is under way."""


class Ledger:
    """The entries of one run, in memory and on disk. The file comes into being with the first entry.

    From then on it is held, until it is closed or the process ends.
    """

    def __init__(self, path: Path, header: Header, entries: Iterable[Entry] = (), held: int | None = None) -> None:
        """Keep the ledger at `path`; `take` goes on with one that is there, which is `held` by that descriptor."""
        self.path = path
        self.header = header
        self._entries = {entry.number: entry for entry in entries}
        self._roots: tuple[Entry, ...] | None = None
        self._exists = bool(self._entries)
        self._whole = not self._exists
        self._held = held

    @classmethod
    def take(cls, path: Path, *, wait: bool = False) -> Ledger:
        """Hold the ledger on disk, and return it; `wait` until who holds it lets go.

        Raises:
            LedgerHeldError: the run that it is of is under way.
            LedgerError: the file cannot be read, or is no ledger.
        """
        # What is not there, or is no ledger, is told before anything is opened for writing.
        cls.read(path)
        try:
            held = take(path, wait=wait)
        except OSError as exc:
            msg = f"The ledger {path} cannot be written: {exc.strerror}."
            raise LedgerError(msg) from exc
        if held is None:
            msg = f"The ledger {path} is of a run that is under way; it was left alone."
            raise LedgerHeldError(msg)
        try:
            known = cls.read(path)
        except BaseException:
            os.close(held)
            raise
        return cls(path, known.header, known.entries, held)

    @classmethod
    def read(cls, path: Path) -> Ledger:
        """Return the ledger on disk; a last line that was cut off is left out.

        Raises:
            LedgerError: the file cannot be read, or is no ledger.
        """
        try:
            lines = path.read_bytes().split(b"\n")
        except OSError as exc:
            msg = f"The ledger {path} cannot be read: {exc.strerror}."
            raise LedgerError(msg) from exc
        events = list(_events(lines[:-1]))
        first = events[0] if events else {}
        if first.get("event") != "run":
            msg = f"{path} is no ledger of this suite: its first line does not name a run."
            raise LedgerError(msg)
        header = Header(str(first["run_id"]), str(first["base_url"]), str(first["started_at"]))
        entries: dict[int, Entry] = {}
        for event in events[1:]:
            _apply(entries, event)
        return cls(path, header, entries.values())

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every entry, in the order of creation."""
        return tuple(self._entries.values())

    @property
    def live(self) -> tuple[Entry, ...]:
        """What may still exist, in the order of creation."""
        return tuple(entry for entry in self._entries.values() if entry.state != "gone")

    def roots(self) -> tuple[Entry, ...]:
        """Return what may still exist and is not deleted with something else that may, the youngest first."""
        if self._roots is None:
            live = self.live
            holders = [entry for entry in live if entry.state == "created"]
            by_path: dict[str, set[int]] = {}
            for holder in holders:
                for path in holder.paths:
                    by_path.setdefault(path, set()).add(holder.number)
            self._roots = tuple(entry for entry in reversed(live) if not _is_held(entry, by_path))
        return self._roots

    def held_by(self, holder: Entry) -> tuple[Entry, ...]:
        """Return what may still exist and is deleted with `holder`, at whatever depth."""
        waiting, held = [holder], dict[int, Entry]()
        while waiting:
            outer = waiting.pop()
            inner = [entry for entry in self.live if outer.holds(entry) and entry.number not in held]
            held |= {entry.number: entry for entry in inner if entry.number != holder.number}
            waiting += inner
        return tuple(held.values())

    def intend(self, operation: str, path: str, names: Mapping[str, str], credential: str | None) -> int:
        """Write that a request that creates leaves now; return the entry's number."""
        number = len(self._entries) + 1
        event: JsonObject = {"event": "intent", "entry": number, "operation": operation, "path": path}
        event |= {"names": dict(names), "credential": credential}
        self._write(event)
        return number

    def created(self, number: int, delete: str | None, aliases: Sequence[str] = (), inside: Sequence[str] = ()) -> None:
        """Write that it exists, and where it is deleted."""
        self._write({
            "event": "created", "entry": number, "delete": delete, "aliases": list(aliases), "inside": list(inside),
        })  # fmt: skip

    def found_again(self, entry: Entry) -> None:
        """Write that the thing still exists, though its deletion was answered."""
        self.created(entry.number, entry.delete, entry.aliases, entry.inside)

    def void(self, number: int) -> None:
        """Write that nothing was created after all."""
        self._write({"event": "void", "entry": number})

    def leave(self, number: int) -> None:
        """Write that it stays for good: nothing can delete it, and it was told."""
        self._write({"event": "left", "entry": number})

    def deleted(self, entry: Entry) -> None:
        """Write that the thing is gone, and all that is deleted with it."""
        for gone in (*self.held_by(entry), entry):
            if self._entries[gone.number].state == "gone":
                continue
            self._write({"event": "deleted", "entry": gone.number})

    def close(self) -> bool:
        """Remove the file where nothing is left, and let go of it; return whether it is still there."""
        is_over = self._exists and not self.live
        if is_over and sys.platform != "win32":
            self.path.unlink(missing_ok=True)
        self.let_go()
        if is_over:
            # Windows removes no file that is open.
            self.path.unlink(missing_ok=True)
            self._exists = False
        return self._exists

    def let_go(self) -> None:
        """Hold the file no longer."""
        if self._held is not None:
            os.close(self._held)
            self._held = None

    def _write(self, event: JsonObject) -> None:
        events = [event]
        if not self._exists:
            header = self.header
            run: JsonObject = {"event": "run", "run_id": header.run_id, "base_url": header.base_url}
            events.insert(0, run | {"started_at": header.started_at})
        try:
            self._append("".join(f"{json.dumps(item)}\n" for item in events))
        except OSError as exc:
            msg = f"The ledger {self.path} cannot be written: {exc.strerror}; name another folder with --report."
            raise LedgerError(msg) from exc
        _apply(self._entries, event)
        self._roots = None

    def _append(self, text: str) -> None:
        if not self._exists:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        if self._held is None:
            self._held = hold(self.path)
        # A line that a crash cut off must not swallow the next.
        with os.fdopen(self._held, "ab", closefd=False) as file:
            file.write((text if self._whole else f"\n{text}").encode())
        os.fsync(self._held)
        self._exists = self._whole = True


def _is_held(entry: Entry, holders: Mapping[str, set[int]]) -> bool:
    """Tell whether another entry is among those that have the path of a place of the entry, or of one above it."""
    return any(holders[path] - {entry.number} for place in entry.places for path in _upwards(place) if path in holders)


def _upwards(path: str) -> Iterator[str]:
    while path:
        yield path
        path = path.rpartition("/")[0]


def _events(lines: Sequence[bytes]) -> Iterator[JsonObject]:
    for line in lines:
        try:
            event: JsonValue = json.loads(line)
        except ValueError:
            # Cut off by a crash: what it announced was never sent, or is known by its intent.
            continue
        if isinstance(event, dict):
            yield event


def _apply(entries: dict[int, Entry], event: JsonObject) -> None:
    number = event.get("entry")
    if not isinstance(number, int):
        return
    if event["event"] == "intent":
        names, credential = event.get("names"), event.get("credential")
        entries[number] = Entry(
            number,
            str(event["operation"]),
            str(event["path"]),
            {key: str(value) for key, value in names.items()} if isinstance(names, dict) else {},
            None if credential is None else str(credential),
        )
    elif event["event"] == "created":
        delete = event.get("delete")
        entries[number] = replace(
            entries[number],
            state="created",
            delete=None if delete is None else str(delete),
            aliases=_texts(event.get("aliases")),
            inside=_texts(event.get("inside")),
        )
    else:
        entries[number] = replace(entries[number], state="gone")


def _texts(value: JsonValue) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, list) else ()
