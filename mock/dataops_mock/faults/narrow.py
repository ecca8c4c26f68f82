"""Faults that break in one corner what another breaks everywhere, as a forgotten line on one route does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from dataops_mock.faults.fault import Fault
from dataops_mock.faults.strike import at


class Narrow(NamedTuple):
    """A fault of its own name: another one, `of`, struck at `where` alone; `breaks` where it breaks another rule."""

    name: str
    of: str
    where: str
    summary: str
    breaks: str | None = None


def narrowed(broad: Iterable[Fault], rows: Iterable[Narrow]) -> Iterator[Fault]:
    """Yield the faults of these rows; raise `ValueError` for one that is made of no fault."""
    known: Mapping[str, Fault] = {fault.name: fault for fault in broad}
    for row in rows:
        if row.of not in known:
            msg = f"The fault {row.name!r} is made of {row.of!r}, which there is not: name one of the broad faults."
            raise ValueError(msg)
        of = known[row.of]
        yield Fault(row.name, row.breaks or of.breaks, row.summary, at(row.where, of.apply), row.where)
