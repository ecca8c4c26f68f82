"""Which laws provoke which documented answer, as `provocations.toml` declares it, and why some are provoked by none."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast

OTHERS = "others"


@dataclass(frozen=True, slots=True)
class Provoked:
    """The laws of the requirements `by` are answered with one of `statuses`.

    `operations` is None where that is so on all that each requirement covers.
    """

    statuses: tuple[int, ...]
    by: tuple[str, ...]
    operations: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Unprovoked:
    """Why no law is answered with `status` on the operations; None stands for all others that document it."""

    status: int
    operations: tuple[str, ...] | None
    reason: str


@dataclass(frozen=True, slots=True)
class Declared:
    """The whole declaration; `parameters` and `fields` name the requirements whose laws draw and check them."""

    provoked: tuple[Provoked, ...]
    unprovoked: tuple[Unprovoked, ...]
    parameters: tuple[str, ...]
    fields: tuple[str, ...]

    def provoking(self, status: int, operation: str, covered: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
        """Return the requirements whose laws are answered so; `covered` maps those with a law to their operations."""
        found = (
            requirement
            for entry in self.provoked
            if status in entry.statuses and (entry.operations is None or operation in entry.operations)
            for requirement in entry.by
            if requirement in covered and (entry.operations is not None or operation in covered[requirement])
        )
        return tuple(dict.fromkeys(found))

    def reason(self, status: int, operation: str) -> Unprovoked | None:
        """Return why no law is answered so: what names the operation before what is for the others."""
        mine = [entry for entry in self.unprovoked if entry.status == status]
        named = (entry for entry in mine if entry.operations is not None and operation in entry.operations)
        return next(named, next((entry for entry in mine if entry.operations is None), None))


@cache
def declared() -> Declared:
    """Return what this package declares."""
    return parse(files(__package__ or __name__).joinpath("provocations.toml").read_text(encoding="utf-8"))


def parse(text: str) -> Declared:
    """Read a declaration; raise `KeyError` or `ValueError` where it is not whole."""
    content = cast("Mapping[str, list[Mapping[str, object]]]", tomllib.loads(text))
    tables = cast("Mapping[str, Mapping[str, object]]", content)
    return Declared(
        provoked=tuple(
            Provoked(
                tuple(cast("list[int]", entry["statuses"])),
                _texts(entry["by"]),
                _texts(entry["operations"]) if "operations" in entry else None,
            )
            for entry in content["provoked"]
        ),
        unprovoked=tuple(_unprovoked(entry) for entry in content["unprovoked"]),
        parameters=_texts(tables["parameters"]["by"]),
        fields=_texts(tables["fields"]["by"]),
    )


def _unprovoked(entry: Mapping[str, object]) -> Unprovoked:
    operations = entry["operations"]
    if isinstance(operations, str) and operations != OTHERS:
        msg = f"`operations` is {operations!r}; it must be a list of operationIds, or {OTHERS!r}."
        raise ValueError(msg)
    named = None if operations == OTHERS else _texts(operations)
    return Unprovoked(int(cast("int", entry["status"])), named, str(entry["reason"]))


def _texts(value: object) -> tuple[str, ...]:
    return tuple(cast("list[str]", value))
