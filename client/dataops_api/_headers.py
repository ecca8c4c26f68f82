"""The headers that an app gives: what HTTP allows, and which of two of the same name counts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, cast

from dataops_api.errors import ConfigurationError

_NAME: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_VALUE: Final = re.compile(r"[\t -~]*")


def check_headers(headers: object) -> None:
    """Raise `ConfigurationError` for what maps no names to texts that HTTP allows."""
    if not isinstance(headers, Mapping):
        raise ConfigurationError(f"headers is of type {type(headers).__name__} and must map names to texts.")
    for name, text in cast("Mapping[object, object]", headers).items():
        fits = isinstance(name, str) and isinstance(text, str) and _NAME.fullmatch(name) and _VALUE.fullmatch(text)
        if not fits:
            # Its value may be a token.
            msg = f"The header {name!r} has a name or a value that HTTP does not allow, such as a line's end."
            raise ConfigurationError(msg)


def together(headers: Mapping[str, str], others: Mapping[str, str]) -> Mapping[str, str]:
    """Return headers with others, which take the place of those of the same name, whatever the case.

    Raises `ConfigurationError` for others that are none.
    """
    check_headers(others)
    given = {name.lower() for name in others}
    return {**{name: value for name, value in headers.items() if name.lower() not in given}, **others}
