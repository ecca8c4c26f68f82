"""Filters of lists, as the suite itself understands them. Pure.

For each parameter: which values to try, drawn from the items of the list themselves, and which items a value names.
A model answers True or False for an item, and None where the contract leaves it open.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from itertools import chain
from typing import TypeAlias

from dataops_conformance.exchange import JsonObject, JsonValue
from dataops_conformance.laws.dates import instant

Value: TypeAlias = tuple[str, ...]
"""What a parameter is given: one text, or several where it is repeated."""

Values: TypeAlias = Callable[[Sequence[JsonObject]], Iterator[Value]]
Names: TypeAlias = Callable[[JsonObject, Value], "bool | None"]

# An offset whose sign has to be encoded, so that links have something to keep.
_ZONE = timezone(timedelta(hours=2))
_COMMON = (1000, 9000)
_NUMBER = re.compile(r"-?[0-9]{1,30}")
_MOST_VALUES = 40
_LEAST_WORD = 4


@dataclass(frozen=True, slots=True)
class Filter:
    """A parameter, the values to try, and the model of what a value names.

    `absent` is a value that names nothing, to be tried where the items are all alike.
    """

    parameter: str
    values: Values
    names: Names
    absent: str | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """A filter with the value that is tried."""

    filter: Filter
    value: Value

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The query parameters."""
        return tuple((self.filter.parameter, text) for text in self.value)

    @property
    def told(self) -> str:
        """The query as a reader sees it."""
        return "&".join(f"{name}={text}" for name, text in self.pairs)

    def names(self, item: JsonObject) -> bool | None:
        """Tell whether the filter names the item; None where the contract leaves it open."""
        return self.filter.names(item, self.value)


def named_by_all(chosen: Sequence[Chosen], item: JsonObject) -> bool | None:
    """Tell whether filters that hold together name an item; None where the contract leaves it open."""
    found = [one.names(item) for one in chosen]
    if False in found:
        return False
    return None if None in found else True


def combine(
    candidates: Sequence[Filter],
    items: Sequence[JsonObject],
    allowed: Mapping[str, Sequence[str]],
    *,
    keep: int,
    definite: bool = True,
) -> tuple[Chosen, ...]:
    """Return filters that one request tries together, each with a value such that it alone leaves some item out.

    So each of them shows itself where it has no effect. `keep` items at least are named by all. Where `definite`, no
    item is left open by the model. `allowed` are the values that the contract gives a parameter, where it lists them.
    """
    held: list[Chosen] = []
    for candidate in candidates:
        for value in _usable(candidate, items, allowed):
            wider = [*held, Chosen(candidate, value)]
            if _keeps(wider, items, keep, definite=definite) and all(_tells(one, wider, items) for one in wider):
                held = wider
                break
    return tuple(held)


def carried(
    candidates: Sequence[Filter],
    items: Sequence[JsonObject],
    allowed: Mapping[str, Sequence[str]],
    held: Sequence[Chosen],
) -> tuple[Chosen, ...]:
    """Return further filters, each with a value that names every item, so that none may be lost."""
    taken = {one.filter.parameter for one in held}
    found: list[Chosen] = []
    for candidate in candidates:
        usable = () if candidate.parameter in taken else _usable(candidate, items, allowed)
        value = next((each for each in usable if all(candidate.names(item, each) is True for item in items)), None)
        if value is not None:
            found.append(Chosen(candidate, value))
    return tuple(found)


def _usable(candidate: Filter, items: Sequence[JsonObject], allowed: Mapping[str, Sequence[str]]) -> list[Value]:
    """Return the values that the contract allows, those that leave the fewest items out first."""
    among = allowed.get(candidate.parameter, ())
    values = [value for value in candidate.values(items) if value and (not among or set(value) <= set(among))]
    unique = list(dict.fromkeys(values))[:_MOST_VALUES]
    return sorted(unique, key=lambda value: sum(candidate.names(item, value) is False for item in items))


def _keeps(held: Sequence[Chosen], items: Sequence[JsonObject], keep: int, *, definite: bool) -> bool:
    named = [named_by_all(held, item) for item in items]
    return named.count(True) >= keep and not (definite and None in named)


def _tells(one: Chosen, held: Sequence[Chosen], items: Sequence[JsonObject]) -> bool:
    others = [other for other in held if other is not one]
    return any(one.names(item) is False and named_by_all(others, item) is True for item in items)


def each(field: str) -> Values:
    """Return the values of a field."""
    return lambda items: ((text,) for text in _texts(items, field))


def several(field: str) -> Values:
    """Return all values of a field but one, in turn, and each alone."""

    def values(items: Sequence[JsonObject]) -> Iterator[Value]:
        texts = _texts(items, field)
        yield from (tuple(text for text in texts if text != left_out) for left_out in texts)
        yield from ((text,) for text in texts)
        yield tuple(texts)

    return values


def fixed(*texts: str) -> Values:
    """Return these values, whatever the items."""
    return lambda _: ((text,) for text in texts)


def moments(field: str) -> Values:
    """Return the times of a field, and a day around them, written with the offset of another zone."""

    def values(items: Sequence[JsonObject]) -> Iterator[Value]:
        times = sorted(time for text in _texts(items, field) if (time := instant(text)) and _is_common(time))
        edges = (times[0] - timedelta(days=1), times[-1] + timedelta(days=1)) if times else ()
        yield from ((time.astimezone(_ZONE).isoformat(),) for time in chain(times, edges))

    return values


def days(field: str) -> Values:
    """Return the days of a field, and a day around them."""

    def values(items: Sequence[JsonObject]) -> Iterator[Value]:
        found = sorted(time.date() for text in _texts(items, field) if (time := _time(text)) and _is_common(time))
        edges = (found[0] - timedelta(days=1), found[-1] + timedelta(days=1)) if found else ()
        yield from ((day.isoformat(),) for day in chain(found, edges))

    return values


def parts(field: str, *, shown: Callable[[str], str] = str.swapcase) -> Values:
    """Return the first letters of a field's values and the last, enough to be searched for, in another case."""

    def values(items: Sequence[JsonObject]) -> Iterator[Value]:
        for text in _texts(items, field):
            for part in (text[:_LEAST_WORD], text[-_LEAST_WORD:]):
                if len(part) == _LEAST_WORD and part.isascii() and part.isalnum():
                    yield (shown(part),)

    return values


def listed_in(field: str) -> Values:
    """Return the texts that the lists in a field hold."""

    def values(items: Sequence[JsonObject]) -> Iterator[Value]:
        for item in items:
            texts = item.get(field)
            if isinstance(texts, list):
                yield from ((text,) for text in texts if isinstance(text, str) and text and "," not in text)

    return values


def _texts(items: Sequence[JsonObject], field: str) -> list[str]:
    return sorted({_text(item[field]) for item in items if item.get(field) is not None})


def _text(value: JsonValue) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def is_one_of(field: str) -> Names:
    """Name the items whose field is one of the texts."""
    return lambda item, value: _text(item[field]) in value if field in item else None


def is_none_of(field: str) -> Names:
    """Name the items whose field is none of the texts."""
    return lambda item, value: _text(item[field]) not in value if field in item else None


def same_text(field: str) -> Names:
    """Name the items whose field is the text, whatever the case."""
    return lambda item, value: str(item.get(field)).casefold() == value[0].casefold()


def contains(certain: Sequence[str], possible: Sequence[str] = ()) -> Names:
    """Return a search: True where a `certain` field holds the text, None where only a `possible` one does."""

    def names(item: JsonObject, value: Value) -> bool | None:
        wanted = value[0].casefold()
        if any(wanted in str(item.get(field) or "").casefold() for field in certain):
            return True
        return None if any(wanted in str(item.get(field) or "").casefold() for field in possible) else False

    return names


def above(field: str) -> Names:
    """Name the items whose field is more than the value."""
    return lambda item, value: _less(value[0], _text(item[field])) if item.get(field) is not None else None


def below(field: str) -> Names:
    """Name the items whose field is less than the value."""
    return lambda item, value: _less(_text(item[field]), value[0]) if item.get(field) is not None else None


def _less(one: str, other: str) -> bool | None:
    """Compare numbers, days or times.

    None where equal times leave it to the server's own precision, and where the two cannot be compared: a time without
    its zone beside one with it, a text that is neither. Which of them breaks the contract, other laws tell.
    """
    if _NUMBER.fullmatch(one) and _NUMBER.fullmatch(other):
        return int(one) < int(other)
    first, second = _time(one), _time(other)
    if first is None or second is None or (first.tzinfo is None) != (second.tzinfo is None):
        return None
    return None if abs((second - first).total_seconds()) < 1 else first < second


@lru_cache(1024)  # each is compared with many
def _time(text: str) -> datetime | None:
    """Return a day or a time, with or without its zone; None for anything else."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _is_common(time: datetime) -> bool:
    """Tell whether there are days before and after it, in every zone."""
    return _COMMON[0] <= time.year <= _COMMON[1]


def when(holds: Callable[[JsonObject], bool | None]) -> Names:
    """Name the items of which something holds, whatever the value."""
    return lambda item, _: holds(item)
