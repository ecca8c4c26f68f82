"""The times in answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from dataops_conformance.contract import Contract
from dataops_conformance.exchange import Exchange, JsonObject, JsonValue
from dataops_conformance.law import Laws, Violation

if TYPE_CHECKING:
    from dataops_spec import Operation

    from dataops_conformance.context import Context

laws = Laws()
_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d(?::?\d\d)?)")


@laws.universal("RES-15")
def times_have_a_zone(exchange: Exchange, operation: Operation | None, ctx: Context) -> Iterator[Violation]:
    """Read every value of an answer whose schema says that it is a time."""
    if operation is None:
        return
    schema = ctx.contract.response_schema(operation, exchange.response.status)
    if schema is None:
        return
    for path, text in _times(ctx.contract, schema, _json(exchange), ""):
        if moment(text) is None:
            yield Violation(
                "A time is not an ISO 8601 date and time with a zone.",
                expected="as in 2026-01-12T09:30:00.000Z",
                seen=f"{text!r} at {path}",
                exchanges=[exchange],
            )
            return


def moment(text: str) -> datetime | None:
    """Read an ISO 8601 date and time with a zone; None for anything else."""
    if not _TIME.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _times(contract: Contract, schema: JsonValue, value: JsonValue, path: str) -> Iterator[tuple[str, str]]:
    """Yield the place and the text of each string that the schema calls a date and time."""
    known = contract.resolve(schema)
    if isinstance(value, str) and known.get("format") == "date-time":
        yield path, value
    for keyword in ("allOf", "anyOf", "oneOf"):
        alternatives = known.get(keyword)
        for alternative in alternatives if isinstance(alternatives, list) else ():
            yield from _times(contract, alternative, value, path)
    if isinstance(value, list) and "items" in known:
        for index, item in enumerate(value):
            yield from _times(contract, known["items"], item, f"{path}/{index}")
    properties = known.get("properties")
    if isinstance(value, dict) and isinstance(properties, dict):
        for key in properties.keys() & value.keys():
            yield from _times(contract, properties[key], value[key], f"{path}/{key}")


@laws.universal("RES-16")
def nothing_changes_before_it_is_made(
    exchange: Exchange, operation: Operation | None, ctx: Context
) -> Iterator[Violation]:
    """Compare updated_at with created_at of every object in an answer that bears both, to the second."""
    for path, item in _objects(_json(exchange), ""):
        created, updated = (_second(item.get(name)) for name in ("created_at", "updated_at"))
        if created is not None and updated is not None and updated < created:
            yield Violation(
                "updated_at is before created_at.",
                expected=f"not before {item['created_at']}",
                seen=f"{item['updated_at']} at {path or '(the whole)'}",
                exchanges=[exchange],
            )
            return


def _second(value: JsonValue) -> datetime | None:
    read = moment(value) if isinstance(value, str) else None
    return None if read is None else read.replace(microsecond=0)


def _objects(value: JsonValue, path: str) -> Iterator[tuple[str, JsonObject]]:
    if isinstance(value, dict):
        yield path, value
        for key, item in value.items():
            yield from _objects(item, f"{path}/{key}")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _objects(item, f"{path}/{index}")


def _json(exchange: Exchange) -> JsonValue:
    if exchange.response.media_type != "application/json":
        return None
    try:
        return exchange.response.json
    except ValueError:
        return None
