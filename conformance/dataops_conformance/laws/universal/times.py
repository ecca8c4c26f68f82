"""The times in answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from dataops_conformance.contract import Contract
from dataops_conformance.exchange import Exchange, JsonObject, JsonValue
from dataops_conformance.law import Laws, Violation
from dataops_conformance.laws.dates import instant

if TYPE_CHECKING:
    from dataops_spec import Operation

    from dataops_conformance.context import Context

laws = Laws()


@laws.universal("RES-15")
def times_have_a_zone(exchange: Exchange, operation: Operation | None, ctx: Context) -> Iterator[Violation]:
    """Read every value of an answer whose schema says that it is a time."""
    if operation is None:
        return
    status = exchange.response.status
    places = ctx.once(f"times of {operation.id} {status}", lambda: _places(ctx.contract, operation, status))
    for path, value in places.found(_json(exchange), ""):
        if not isinstance(value, str) or instant(value) is None:
            yield Violation(
                "A time is not an ISO 8601 date and time with a zone.",
                expected="as in 2026-01-12T09:30:00.000Z",
                seen=f"{value!r} at {path}",
                exchanges=[exchange],
            )
            return


@dataclass(slots=True)
class _Places:
    """Where a schema has times, read once: in the value itself, in its items, in its fields."""

    itself: bool = False
    items: _Places | None = None
    fields: dict[str, _Places] = field(default_factory=dict[str, "_Places"])
    has_times: bool = True

    def found(self, value: JsonValue, path: str) -> Iterator[tuple[str, str | int | float]]:
        """Yield the place and the value of each text, number or switch where the schema has a date and time."""
        if isinstance(value, str | int | float):
            if self.itself:
                yield path, value
        elif isinstance(value, list):
            if self.items is not None and self.items.has_times:
                for index, item in enumerate(value):
                    yield from self.items.found(item, f"{path}/{index}")
        elif isinstance(value, dict):
            for key, places in self.fields.items():
                if places.has_times and key in value:
                    yield from places.found(value[key], f"{path}/{key}")


def _places(contract: Contract, operation: Operation, status: int) -> _Places:
    places = _Places()
    schema = contract.response_schema(operation, status)
    if schema is not None:
        _read(contract, schema, places, {})
    return places


def _read(contract: Contract, schema: JsonValue, into: _Places, known: dict[int, _Places]) -> None:
    """Add to the places those of a schema; one that holds itself is read once."""
    given = contract.resolve(schema)
    known[id(given)] = into
    into.itself |= given.get("format") == "date-time"
    for keyword in ("allOf", "anyOf", "oneOf"):
        alternatives = given.get(keyword)
        for alternative in alternatives if isinstance(alternatives, list) else ():
            _read(contract, alternative, into, known)
    if "items" in given:
        into.items = _beneath(contract, given["items"], into.items, known)
    properties = given.get("properties")
    for key, schema_of_key in properties.items() if isinstance(properties, dict) else ():
        into.fields[key] = _beneath(contract, schema_of_key, into.fields.get(key), known)
    beneath = (*into.fields.values(), *(() if into.items is None else (into.items,)))
    into.has_times = into.itself or any(places.has_times for places in beneath)


def _beneath(contract: Contract, schema: JsonValue, so_far: _Places | None, known: dict[int, _Places]) -> _Places:
    given = contract.resolve(schema)
    if so_far is None and id(given) in known:
        return known[id(given)]
    places = so_far or _Places()
    _read(contract, given, places, dict(known))
    return places


@laws.universal("RES-16")
def nothing_changes_before_it_is_made(
    exchange: Exchange, operation: Operation | None, ctx: Context
) -> Iterator[Violation]:
    """Compare updated_at with created_at of every object in an answer that bears both, to the second."""
    answer = _json(exchange)
    for item in _objects(answer):
        if "created_at" not in item or "updated_at" not in item:
            continue
        created, updated = _second(item["created_at"]), _second(item["updated_at"])
        if created is not None and updated is not None and updated < created:
            yield Violation(
                "updated_at is before created_at.",
                expected=f"not before {item['created_at']}",
                seen=f"{item['updated_at']} at {_path_of(item, answer) or '(the whole)'}",
                exchanges=[exchange],
            )
            return


def _second(value: JsonValue) -> datetime | None:
    read = instant(value) if isinstance(value, str) else None
    return None if read is None else read.replace(microsecond=0)


def _objects(value: JsonValue) -> Iterator[JsonObject]:
    """Yield every object in a value, itself first, in the order of the text."""
    left = [value]
    while left:
        found = left.pop()
        if isinstance(found, dict):
            yield found
            left += [each for each in reversed(found.values()) if isinstance(each, dict | list)]
        elif isinstance(found, list):
            left += [each for each in reversed(found) if isinstance(each, dict | list)]


def _path_of(wanted: JsonObject, value: JsonValue) -> str | None:
    """Return where an object stands in a value, as a JSON pointer; None where it does not."""
    if value is wanted:
        return ""
    beneath = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    found = ((name, _path_of(wanted, each)) for name, each in beneath)
    return next((f"/{name}{path}" for name, path in found if path is not None), None)


def _json(exchange: Exchange) -> JsonValue:
    if exchange.response.media_type != "application/json":
        return None
    try:
        return exchange.response.json
    except ValueError:
        return None
