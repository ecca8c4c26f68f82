"""Enums that keep the values that the contract does not know yet."""

from __future__ import annotations

from enum import Enum
from typing import Self


class _Open(Enum):
    """An enum to which the server may add values.

    A value that is no member becomes an object of the class that is equal to the bare value and to no member; it is kept
    nowhere, so that a server cannot fill the memory with them.
    """

    @property
    def is_known(self) -> bool:
        """Tell whether the contract names the value."""
        return self._value_ in type(self)._value2member_map_


class OpenStrEnum(str, _Open):
    """An open enum of strings: equal to them, formatted as they are."""

    def __str__(self) -> str:
        return str.__str__(self)

    def __format__(self, spec: str) -> str:
        return str.__format__(self, spec)

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        unknown = str.__new__(cls, value)
        unknown._name_, unknown._value_ = value, value
        return unknown


class OpenIntEnum(int, _Open):
    """An open enum of integers: equal to them, formatted as they are."""

    def __str__(self) -> str:
        return int.__repr__(self)

    def __format__(self, spec: str) -> str:
        return int.__format__(self, spec)

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, int) or isinstance(value, bool):
            return None
        unknown = int.__new__(cls, value)
        unknown._name_, unknown._value_ = str(value), value
        return unknown
