"""Finish the clean-up of a run that could not: delete what its ledger lists, and nothing else."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import httpx

from dataops_conformance.contract import Contract
from dataops_conformance.result import Leftover
from dataops_conformance.settings import Settings, UsageError
from dataops_conformance.target.cleanup import Cleaner
from dataops_conformance.target.ledger import Ledger
from dataops_conformance.target.session import Target
from dataops_conformance.target.tracking import LedgerTracker


@dataclass(frozen=True, slots=True)
class Swept:
    """How many entries were removed, what is still there, and what has the id of a thing of the run by now."""

    removed: int
    leftovers: tuple[Leftover, ...]
    others: tuple[Leftover, ...] = ()


def sweep(path: Path, settings: Settings, *, transport: httpx.BaseTransport | None = None) -> Swept:
    """Delete what the ledger at `path` lists and may still exist; the ledger goes when nothing is left.

    Each thing is looked at before it is deleted. What lies at its id and is another thing is left alone, and the entry
    counts as gone.

    The profile does not matter: what a ledger lists is the suite's own.

    Raises:
        LedgerError: the ledger cannot be read, or the run that it is of is under way.
        UsageError: it is of another server than the settings name.
    """
    header = Ledger.read(path).header
    if header.base_url != settings.base_url:
        msg = f"The ledger {path} is of {header.base_url}, not of {settings.base_url}; give its own as --base-url."
        raise UsageError(msg)
    with closing(Ledger.take(path)) as ledger:
        return _swept(ledger, settings, transport)


def _swept(ledger: Ledger, settings: Settings, transport: httpx.BaseTransport | None) -> Swept:
    before = len(ledger.live)
    contract = Contract.load()
    # The ledger itself shows that the host was there for it.
    own = replace(settings, profile="standard", max_requests=None, sandbox=(*settings.sandbox, settings.host))
    with Target(own, transport=transport) as target:
        target.track(LedgerTracker(ledger, contract))
        cleaner = Cleaner(target, contract, ledger, later=True)
        leftovers = cleaner.clean()
    removed = before - len(ledger.live) - len(cleaner.gone_before)
    return Swept(removed, leftovers, tuple(cleaner.others.values()))
