"""The orders that the contract declares on each list, and what is surely in order. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from dataops_conformance.exchange import JsonObject, JsonValue

# Where `sort` names field and direction in one, the field that an item bears.
_SORTED_BY: Mapping[str, str] = {
    "created": "created_at",
    "expires": "expires_at",
    "last_used": "last_used_at",
    "name": "name",
    "updated": "commit.committed_date",
}
# It goes with a search alone, and no field of an item shows it.
_UNSHOWN = frozenset({"similarity"})
# What every request may move; a list by it is not walked.
_RESTLESS = frozenset({"last_used_at"})
# What no change moves, and every list of its kind shows.
_SETTLED = frozenset({"id", "name", "path", "username"})


@dataclass(frozen=True, slots=True)
class Order:
    """The query parameters that ask for an order, the field that shows it, and its direction."""

    query: tuple[tuple[str, str], ...]
    field: str
    descending: bool

    @property
    def is_settled(self) -> bool:
        """Whether no change of an item moves it."""
        return self.field in _SETTLED

    @property
    def is_restless(self) -> bool:
        """Whether reading alone may move an item."""
        return self.field in _RESTLESS

    @property
    def told(self) -> str:
        """The order in words."""
        return f"by {self.field}, {'downwards' if self.descending else 'upwards'}"


def orders(fields: Sequence[str], directions: Sequence[str]) -> tuple[Order, ...]:
    """Return every order that `order_by` with these fields and `sort` with these directions can name."""
    if fields:
        shown = [field for field in fields if field not in _UNSHOWN]
        return tuple(
            Order((("order_by", field), ("sort", direction)), field, direction == "desc")
            for direction in directions
            for field in shown
        )
    return tuple(_in_one(directions))


def _in_one(directions: Sequence[str]) -> Iterator[Order]:
    for name in directions:
        subject, _, direction = name.rpartition("_")
        if subject in _SORTED_BY:
            yield Order((("sort", name),), _SORTED_BY[subject], direction == "desc")


def field_of(item: JsonObject, field: str) -> JsonValue:
    """Return a field of an item, one within another named by a dot; None where there is none."""
    value: JsonValue = item
    for part in field.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value


def tells_apart(items: Sequence[JsonObject], field: str) -> bool:
    """Tell whether a field has more than one value among the items."""
    return len({repr(field_of(item, field)) for item in items if field_of(item, field) is not None}) > 1


def disorder(items: Sequence[JsonObject], order: Order) -> tuple[JsonValue, JsonValue] | None:
    """Return two values of which the earlier surely belongs after the later; None where there are none.

    Items without a value stand where the server puts them.
    """
    values = [value for item in items if (value := field_of(item, order.field)) is not None]
    for earlier, later in pairwise(values):
        first, second = (later, earlier) if order.descending else (earlier, later)
        if surely_greater(first, second):
            return earlier, later
    return None


def surely_greater(one: JsonValue, other: JsonValue) -> bool:
    """Tell whether `one` comes after `other` in every usual order; not where a value is absent or orders differ."""
    if isinstance(one, bool) or isinstance(other, bool):
        return False
    if isinstance(one, int | float) and isinstance(other, int | float):
        return one > other
    if not (isinstance(one, str) and isinstance(other, str)):
        return False
    times = _time(one), _time(other)
    if times[0] is not None and times[1] is not None:
        return times[0] > times[1]
    return all(form(one) > form(other) for form in _FORMS)


def _time(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text.casefold())


_FORMS: tuple[Callable[[str], str], ...] = (str, str.casefold, str.upper, _letters)
