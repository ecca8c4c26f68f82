"""Typed readings of what a call brings, and of lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from operator import attrgetter
from typing import Protocol, TypeVar, cast

from dataops_mock.call import Call, JsonObject, JsonValue, Listing
from dataops_mock.errors import FieldError, NotFound, RuleBroken
from dataops_mock.world.access import as_id
from dataops_mock.world.entities import PipelineVariable, VariableType
from dataops_mock.world.times import parse_moment

T = TypeVar("T")
M = TypeVar("M", date, datetime)
R = TypeVar("R", bound="Row")
Values = Mapping[str, JsonValue]
_LARGEST = 2**63 - 1


class Row(Protocol):
    """A record with an id."""

    id: int


def text(values: Values, name: str) -> str | None:
    """Return a text; None where it is absent or null. Raises `FieldError` if it is none."""
    value = values.get(name)
    if value is None or isinstance(value, str):
        return value
    raise FieldError(f"{name} is invalid")


def required_text(values: Values, name: str) -> str:
    """Return a text that must be there; raise `FieldError` if it is not."""
    value = text(values, name)
    if value is None:
        raise FieldError(f"{name} is missing")
    return value


def integer(values: Values, name: str) -> int | None:
    """Return a whole number; None where it is absent or null. Raises `FieldError` if it is none."""
    value = values.get(name)
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    raise FieldError(f"{name} is invalid")


def flag(values: Values, name: str) -> bool | None:
    """Return a truth value; None where it is absent or null. Raises `FieldError` if it is none."""
    value = values.get(name)
    if value is None or isinstance(value, bool):
        return value
    raise FieldError(f"{name} is invalid")


def texts(values: Values, name: str) -> tuple[str, ...] | None:
    """Return a list of texts; None where it is absent or null. Raises `FieldError` if it is none."""
    return _items(values, name, str)


def integers(values: Values, name: str) -> frozenset[int] | None:
    """Return a list of whole numbers as a set; None where it is absent or null. Raises `FieldError` if it is none."""
    found = _items(values, name, int)
    return None if found is None else frozenset(found)


def _items(values: Values, name: str, kind: type[T]) -> tuple[T, ...] | None:
    value = values.get(name)
    if value is None:
        return None
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise FieldError(f"{name} is invalid")
    found = tuple(each for each in value if isinstance(each, kind))
    if len(found) < len(value):
        raise FieldError(f"{name} is invalid")
    return found


def moment(values: Values, name: str) -> datetime | None:
    """Return a moment; None where it is absent or null. Raises `FieldError` if it is none."""
    value = text(values, name)
    try:
        return None if value is None else parse_moment(value)
    except (ValueError, OverflowError) as error:
        raise FieldError(f"{name} is invalid") from error


def day(values: Values, name: str) -> date | None:
    """Return a day; None where it is absent or null. Raises `FieldError` if it is none."""
    value = text(values, name)
    try:
        return None if value is None else date.fromisoformat(value)
    except ValueError as error:
        raise FieldError(f"{name} is invalid") from error


def end_of_token(call: Call) -> date | None:
    """Return the day in `expires_at` on which a new token ends; None where it is absent or null.

    Raises `RuleBroken` for a day that is not in the future, on which the token would be dead already.
    """
    end = day(call.body, "expires_at")
    if end is not None and end <= call.now.date():
        raise RuleBroken({"expires_at": ["must be a date in the future"]})
    return end


def pipeline_variables(values: Values, name: str) -> tuple[PipelineVariable, ...]:
    """Return the variables of a list of `{key, value, variable_type}`. Raises `FieldError` if it is no such list."""
    given = cast("Sequence[JsonObject]", _items(values, name, dict) or ())
    return tuple(
        PipelineVariable(
            required_text(each, "key"),
            required_text(each, "value"),
            cast("VariableType", text(each, "variable_type") or "env_var"),
        )
        for each in given
    )


def storable(name: str, value: JsonValue) -> JsonValue:
    """Return a value as the store keeps it: numbers that are whole as such.

    Raises `FieldError` with the name for a whole number of more than 64 bits, which no answer could hold.
    """
    if isinstance(value, Mapping):
        return {key: storable(f"{name}[{key}]", each) for key, each in value.items()}
    if isinstance(value, float) and value.is_integer():
        return storable(name, int(value))
    if isinstance(value, int) and not -_LARGEST <= value <= _LARGEST:
        raise FieldError(f"{name} is invalid")
    return value


def at_least_one(values: Values, names: Iterable[str]) -> None:
    """See that at least one of these fields is given; raise `FieldError` if none is."""
    known = list(names)
    if not any(name in values for name in known):
        raise FieldError(f"{', '.join(known)} are missing, at least one parameter must be provided")


def path_id(call: Call, name: str, kind: str) -> int:
    """Return an id of the path; raise `NotFound` with the `kind` for a number that no id is."""
    number = as_id(str(call.path[name]))
    if number is None:
        raise NotFound(kind)
    return number


def within(later_than: M | None, earlier_than: M | None, value: M | None) -> bool:
    """Tell whether a moment or a day lies between two others, each of which may be open; none lies in no bounds."""
    if later_than is None and earlier_than is None:
        return True
    if value is None:
        return False
    return (later_than is None or value > later_than) and (earlier_than is None or value < earlier_than)


def contains(search: str | None, *places: str) -> bool:
    """Tell whether a text stands in one of the places, whatever the case; no text stands everywhere."""
    if not search:
        return True
    wanted = search.casefold()
    return any(wanted in place.casefold() for place in places)


def in_order(items: Iterable[R], key: Callable[[R], int | str | datetime], *, descending: bool) -> list[R]:
    """Return items in the order of a key, those that share a value in the same order by id."""
    by_id = sorted(items, key=attrgetter("id"), reverse=descending)
    return sorted(by_id, key=key, reverse=descending)


def listing(items: Sequence[T], render: Callable[[T], JsonObject], ids: Callable[[T], int] | None = None) -> Listing:
    """Return a list with a render function for items of its type."""
    return Listing(
        items, cast("Callable[[object], JsonObject]", render), [ids(item) for item in items] if ids is not None else ()
    )
