"""The fault switch: each fault breaks one rule, so that one can see whether a suite notices.

A fault knows which requirement it breaks and nothing of how anybody checks it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from difflib import get_close_matches
from functools import cache

from dataops_mock.faults.fault import Fault
from dataops_mock.faults.strike import at
from dataops_mock.rules import Rules

__all__ = ["Fault", "all_faults", "apply_faults", "find_fault"]


@cache
def all_faults() -> tuple[Fault, ...]:
    """Return every fault, in the order of the requirements that they break."""
    from dataops_mock.faults.catalogue import every_fault  # noqa: PLC0415 - a whole mock needs none

    return tuple(sorted(every_fault(), key=lambda fault: fault.breaks))


def find_fault(text: str) -> Fault:
    """Return the fault of this name, struck in the corner that follows it, as in `page-gap@list_users@page-3`.

    Raises `ValueError`, with the names that come near, for a fault or a corner that does not exist.
    """
    name, _, where = text.partition("@")
    fault = _known(name)
    if "@" not in text:
        return fault
    corner = "@".join(part for part in (fault.corner, where) if part is not None)
    return replace(fault, name=text, apply=at(where, fault.apply), corner=corner)


def _known(name: str) -> Fault:
    known = {fault.name: fault for fault in all_faults()}
    if name in known:
        return known[name]
    near = get_close_matches(name, known, n=3)
    hint = f"did you mean {' or '.join(near)}?" if near else "`dataops-mock faults` lists them all."
    msg = f"There is no fault {name!r}: {hint}"
    raise ValueError(msg)


def apply_faults(names: Iterable[str], rules: Rules) -> Rules:
    """Return the rules with these faults, the first innermost; raise `ValueError` for one that cannot be struck."""
    for name in names:
        rules = find_fault(name).apply(rules)
    return rules
