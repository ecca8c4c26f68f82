"""When a resource says that it was made and changed, by the server's own clock. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from dataops_conformance.exchange import Exchange, JsonValue
from dataops_conformance.law import expect
from dataops_conformance.laws.dates import http_date, instant

# Nodes of a server differ by seconds at most; a wrong zone is off by a quarter of an hour at least.
_CLOCKS_S = 60.0
_NODES_S = 1.0
# Two stamps that lie further apart than this differ, in milliseconds and in whole seconds.
_FINE_S = 0.005
_COARSE_S = 2.0


def made_now(operation: str, exchange: Exchange) -> None:
    """Raise Violation where the answer to a creation tells another time of it than its Date."""
    created, date = _stamp(exchange.response.object(), "created_at"), http_date(exchange.response.header("date"))
    if created is None or date is None:
        return
    expect(
        abs((created - date).total_seconds()) <= _CLOCKS_S + exchange.response.elapsed,
        f"{operation} tells a created_at that is not the time of the creation.",
        expected=f"about {date.isoformat()}, the Date of the answer",
        seen=created.isoformat(),
        exchanges=[exchange],
    )


def moved(
    operation: str,
    before: Mapping[str, JsonValue],
    after: Mapping[str, JsonValue],
    made: Exchange,
    changed: Exchange,
    shown: Exchange,
) -> None:
    """Raise Violation where updated_at goes back with a change, or stands still though time enough went by.

    `before` and `after` are the resource, `made` the answer that created it, `changed` the one that changed it, `shown`
    where `after` was read.
    """
    first, second = _stamp(before, "updated_at"), _stamp(after, "updated_at")
    if first is None or second is None:
        return
    between = (changed.response.received_at - made.response.received_at).total_seconds() - changed.response.elapsed
    enough = _FINE_S if first.microsecond or second.microsecond else _COARSE_S
    rise = (second - first).total_seconds()
    expect(
        rise > 0 or (rise == 0 and between < enough) or (rise < 0 and -rise <= _NODES_S),
        f"{operation} does not move updated_at.",
        expected=f"later than {first.isoformat()}",
        seen=second.isoformat(),
        exchanges=[made, changed, shown],
    )


def _stamp(resource: Mapping[str, JsonValue], field: str) -> datetime | None:
    value = resource.get(field)
    return instant(value) if isinstance(value, str) else None
