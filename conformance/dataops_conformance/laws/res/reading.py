"""Readings that several laws share: each operation that reads, tried once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from dataops_spec import Operation

from dataops_conformance.context import Context
from dataops_conformance.exchange import Credential, Exchange, JsonObject, JsonValue
from dataops_conformance.law import Blocked, NotTested
from dataops_conformance.laws.res.compare import same
from dataops_conformance.sandbox.links import Arguments

# For laws that read from what others sent: the later they come, the less they need to send themselves.
LATE = 10
_TELLING = ("id", "name", "key")


def arguments_of(context: Context, operation: Operation) -> Arguments:
    """Return where the readings of the operation go, the same at every call."""
    return context.once(f"arguments of {operation.id}", lambda: context.sandbox.arguments(operation))


def reading(context: Context, operation: Operation) -> Exchange:
    """Read, once in the run; raise NotTested or Blocked where the operation does not answer 200."""
    return context.once(f"reading of {operation.id}", lambda: _read(context, operation))


def read_again(context: Context, operation: Operation) -> Exchange:
    """Read anew."""
    where = arguments_of(context, operation)
    return context.send(operation, path=where.path, query=where.query, credential=reader(context, operation))


def latest(context: Context, operation: Operation) -> Exchange:
    """Return the last reading by the operation of what is still there, if it can be of what the run has not changed
    since; read where there is none.
    """
    kept = next(context.sandbox.seen.latest(operation), ())
    return kept[-1] if kept else reading(context, operation)


def repeat(
    context: Context,
    operation: Operation,
    exchange: Exchange,
    *,
    method: str | None = None,
    place: str | None = None,
) -> Exchange:
    """Send a reading once more: by another method, or to the same thing by another path, where one is given."""
    request = exchange.request
    return context.send(
        operation,
        raw_path=place or request.path,
        query=request.query,
        method=method,
        credential=reader(context, operation),
    )


def reader(context: Context, operation: Operation) -> Credential | Literal["default"]:
    """Return the credential to read with: a job's where no other is one."""
    wants_job = operation.takes_job_token and not operation.takes_token
    return context.credential("job_token") if wants_job else "default"


def readings(context: Context, operation: Operation) -> tuple[Exchange, ...]:
    """Return what the run has read so already, by whatever law, the oldest first."""
    where = arguments_of(context, operation)
    return context.sandbox.seen.readings(operation, where.path, where.query)


def _read(context: Context, operation: Operation) -> Exchange:
    known = readings(context, operation)
    is_known = known and context.sandbox.seen.is_current(known[-1])
    exchange = known[-1] if is_known else read_again(context, operation)
    status = exchange.response.status
    if status == 200:
        return exchange
    if status in {403, 404}:
        msg = f"{operation.id} was answered {status} for what should be there: {exchange.request.path}."
        raise NotTested(msg)
    msg = f"{operation.id} was answered {status}."
    raise Blocked(msg)


def differs(first: Exchange, second: Exchange) -> bool:
    """Tell whether two readings answer otherwise: another status, or another body but for what changes by itself."""
    if first.response.status != second.response.status:
        return True
    return not (same_answer(first, second) or _has_grown(first, second))


def _has_grown(first: Exchange, second: Exchange) -> bool:
    """Tell whether both read a job's log, which the job still wrote: the later reading begins with the earlier."""
    if not first.request.path.endswith("/trace"):
        return False
    earlier, later = sorted((first, second), key=lambda exchange: exchange.number)
    return later.response.body.startswith(earlier.response.body)


def same_answer(first: Exchange, second: Exchange) -> bool:
    """Tell whether two answers say the same: byte for byte, or in JSON all but what changes by itself."""
    if first.response.body == second.response.body:
        return True
    if "json" not in first.response.media_type or "json" not in second.response.media_type:
        return False
    return same(first.response.json, second.response.json, whole=True)


def entries_by_id(exchange: Exchange) -> Mapping[JsonValue, JsonObject]:
    """Return the entries of a list by what tells them apart: their id, or their name or key where they have none."""
    found: dict[JsonValue, JsonObject] = {}
    for entry in exchange.response.items():
        name = next((entry[key] for key in _TELLING if key in entry), None) if isinstance(entry, dict) else None
        if isinstance(entry, dict) and isinstance(name, str | int):
            found[name] = entry
    return found
