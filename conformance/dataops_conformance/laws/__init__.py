"""The laws, a module or package for each area; each exports `laws = Laws()`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from dataops_conformance.law import Law, Laws, Universal
from dataops_conformance.own import installed


def all_laws() -> tuple[Law, ...]:
    """Return every law of the suite, area by area, and those that installed projects add."""
    return (*(law for area in _areas() for law in area.laws), *(own.law for own in installed()))


def all_universals() -> tuple[Universal, ...]:
    """Return every law that each exchange is held to."""
    return tuple(law for area in _areas() for law in area.universals)


@cache
def _areas() -> tuple[Laws, ...]:
    return tuple(_found())


def _found() -> Iterator[Laws]:
    for module in sorted(iter_modules(__path__), key=lambda found: found.name):
        laws = getattr(import_module(f"{__name__}.{module.name}"), "laws", None)
        if isinstance(laws, Laws):
            yield laws
