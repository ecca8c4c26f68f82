"""Make names of Python from names of the contract."""

from __future__ import annotations

import keyword
import re

_IS_CAMEL = re.compile(r"[A-Z][A-Za-z0-9]*")
_WORD_BREAK = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z0-9]+")
# What annotations in a class refer to: a field of that name would hide it from those who resolve them there.
_USED_IN_ANNOTATIONS = frozenset({"bool", "datetime", "dict", "float", "int", "list", "msgspec", "str"})
# What every model has of its own.
_TAKEN_IN_MODELS = frozenset({"extra", "fields_set", "to_dict"})


def words(text: str) -> list[str]:
    """Return the words of a name, however it is written: `externalUrl`, `filter[environment_scope]`, `_links`."""
    return [word.lower() for word in _WORD_BREAK.split(text) if word]


def snake(text: str) -> str:
    """Return the name in snake_case, safe as a variable: `scope[]` is `scope`, `from` is `from_`.

    Raises `ValueError` where nothing is left of it.
    """
    name = "_".join(words(text))
    if not name:
        msg = f"The name {text!r} has no letter or digit to make a name of Python from."
        raise ValueError(msg)
    name = f"_{name}" if name[0].isdigit() else name
    return f"{name}_" if keyword.iskeyword(name) else name


def field(text: str) -> str:
    """Return the name that a model has for the field `text`."""
    name = snake(text).lstrip("_")
    if name[0].isdigit():
        name = f"field_{name}"
    return f"{name}_" if name in _USED_IN_ANNOTATIONS | _TAKEN_IN_MODELS else name


def camel(text: str) -> str:
    """Return the name in CamelCase: `repository_files` is `RepositoryFiles`; one that is so written stays as it is."""
    if _IS_CAMEL.fullmatch(text):
        return text
    return "".join(word[0].upper() + word[1:] for word in words(text))


def member(text: str) -> str:
    """Return the name of an enum's member: `merge_request_event` is `MERGE_REQUEST_EVENT`, `k8s` stays `K8S`."""
    name = "_".join(words(text)).upper()
    return f"VALUE_{name}".rstrip("_") if not name or name[0].isdigit() else name


def singular(name: str) -> str:
    """Return the name of one of what `name` is a list of, as far as English is regular."""
    if name.endswith("ies"):
        return f"{name[:-3]}y"
    return name.removesuffix("s") if not name.endswith("ss") else name
