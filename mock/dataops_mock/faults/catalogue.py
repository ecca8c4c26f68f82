"""Every fault that has a name."""

from __future__ import annotations

from collections.abc import Iterator

from dataops_mock.faults import (
    auth,
    body,
    err,
    fields,
    forms,
    headers,
    kept,
    lists,
    methods,
    narrow_auth,
    narrow_body,
    narrow_page,
    narrow_rate,
    narrow_res,
    page,
    quota,
    rate,
    refusals,
    res,
    rights,
    runs,
    spec,
    tokens,
)
from dataops_mock.faults.fault import Fault
from dataops_mock.faults.narrow import narrowed

_BROAD = (auth, tokens, rights, body, forms, refusals, err, page, headers, lists, rate, quota, res, methods, kept, runs,
          spec, fields)  # fmt: skip
_NARROW = (narrow_auth, narrow_body, narrow_page, narrow_rate, narrow_res)


def every_fault() -> Iterator[Fault]:
    """Yield the faults of functions of their own, then those that are another in one corner."""
    broad = [fault for family in _BROAD for fault in family.FAULTS]
    yield from broad
    for family in _NARROW:
        yield from narrowed(broad, family.ROWS)
