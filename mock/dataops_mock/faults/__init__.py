"""The fault switch: each fault breaks one rule, so that one can see whether a suite notices.

A fault knows which requirement it breaks and nothing of how anybody checks it.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache

from dataops_mock.faults.fault import Fault
from dataops_mock.rules import Rules

__all__ = ["Fault", "all_faults", "apply_faults", "find_fault"]


@cache
def all_faults() -> tuple[Fault, ...]:
    """Return every fault, in the order of the requirements that they break."""
    from dataops_mock.faults import auth, body, err, page, rate, res, spec  # noqa: PLC0415 - a whole mock needs none

    families = (auth.FAULTS, body.FAULTS, err.FAULTS, page.FAULTS, rate.FAULTS, res.FAULTS, spec.FAULTS)
    return tuple(sorted((fault for family in families for fault in family), key=lambda fault: fault.breaks))


def find_fault(name: str) -> Fault:
    """Return the fault of this name; raise `ValueError` with the names that come near for one that does not exist."""
    known = {fault.name: fault for fault in all_faults()}
    if name in known:
        return known[name]
    near = get_close_matches(name, known, n=3)
    hint = f"did you mean {' or '.join(near)}?" if near else "`dataops-mock faults` lists them all."
    msg = f"There is no fault {name!r}: {hint}"
    raise ValueError(msg)


def apply_faults(names: Iterable[str], rules: Rules) -> Rules:
    """Return the rules with these faults, the first innermost; raise `ValueError` for an unknown one."""
    for name in names:
        rules = find_fault(name).apply(rules)
    return rules
