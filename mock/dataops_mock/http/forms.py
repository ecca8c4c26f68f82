"""Form fields, whose names are written with brackets, as one plain structure.

`a=1`, `a[b]=1`, `a[]=1`, `a[][k]=1`: a field, a field of an object, an item of a list, a field of an object in a list,
where a new object begins as soon as a field repeats. An index between the brackets is a field's name like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TypeAlias
from urllib.parse import parse_qsl

from dataops_mock.errors import FieldError

Form: TypeAlias = "dict[str, FormValue]"
FormValue: TypeAlias = "str | list[FormValue] | Form"

MAX_DEPTH = 32
MAX_FIELDS = 10_000
_NAME = re.compile(r"([^\[\]]+)((?:\[[^\[\]]*\])*)")
_KEY = re.compile(r"\[([^\[\]]*)\]")


def parse_pairs(encoded: str) -> list[tuple[str, str]]:
    """Return the names and values of urlencoded text, in order; raise 400 where it is not UTF-8 or has too many."""
    try:
        return parse_qsl(encoded, keep_blank_values=True, errors="strict", max_num_fields=MAX_FIELDS)
    except UnicodeDecodeError as error:
        raise FieldError("The parameters are not valid UTF-8") from error
    except ValueError as error:
        raise FieldError(f"There are more than {MAX_FIELDS} parameters") from error


def nest(pairs: Iterable[tuple[str, str]]) -> Form:
    """Return the structure that the names describe; raise 400 for names that contradict one another or go too deep."""
    root: Form = {}
    for name, value in pairs:
        if name:
            _put(root, split_name(name), value)
    return root


def split_name(name: str) -> Sequence[str]:
    """Return the parts of a name, an empty one for `[]`; a name that is not well written is one part as it stands."""
    matched = _NAME.fullmatch(name)
    if matched is None:
        return (name,)
    keys = (matched[1], *_KEY.findall(matched[2]))
    if len(keys) > MAX_DEPTH:
        raise FieldError(f"{matched[1]} is nested deeper than {MAX_DEPTH} levels")
    return keys


def _put(target: Form, keys: Sequence[str], value: str) -> None:
    head, rest = keys[0], keys[1:]
    if not rest:
        target[head] = value
    elif rest[0]:
        child = target.setdefault(head, {})
        if not isinstance(child, dict):
            raise FieldError(f"{head} is invalid")
        _put(child, rest, value)
    else:
        items = target.setdefault(head, [])
        if not isinstance(items, list) or (len(rest) > 1 and not rest[1]):
            raise FieldError(f"{head} is invalid")
        _append(items, rest[1:], value)


def _append(items: list[FormValue], keys: Sequence[str], value: str) -> None:
    if not keys:
        items.append(value)
        return
    last = items[-1] if items else None
    if isinstance(last, dict) and not _holds(last, keys):
        _put(last, keys, value)
    else:
        new: Form = {}
        items.append(new)
        _put(new, keys, value)


def _holds(form: Form, keys: Sequence[str]) -> bool:
    """Tell whether the form has a value under these keys already; one more item of a list is never there."""
    held: FormValue = form
    for key in keys:
        if not key or not isinstance(held, dict) or key not in held:
            return False
        held = held[key]
    return True
