"""A copy of the world, to go back to: what may change is copied, what never does is shared."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import fields
from datetime import date, datetime, timedelta
from operator import attrgetter
from typing import Any, cast

from dataops_mock.world import entities, repository
from dataops_mock.world.world import World

# A tuple and a frozen record hold only what never changes; the tree of a commit is made with it and left alone.
_SHARED = frozenset((
    str, bytes, int, float, bool, type(None), datetime, date, timedelta, tuple, frozenset, entities.PipelineVariable,
    entities.JobSpec, repository.FileEntry, repository.Signature, repository.Commit,
))  # fmt: skip
_RECORDS = (
    entities.AccessToken, entities.Group, entities.Job, entities.Member, entities.Namespace, entities.Pipeline,
    entities.Project, entities.Schedule, entities.Trigger, entities.User, entities.Variable, repository.Repository,
)  # fmt: skip
_NAMES: dict[type, tuple[str, ...]] = {record: tuple(field.name for field in fields(record)) for record in _RECORDS}
_VALUES: dict[type, Callable[[Any], tuple[object, ...]]] = {
    record: attrgetter(*names) for record, names in _NAMES.items()
}


def copy_world(world: World) -> World:
    """Return a world that is equal to this one, lives by the same clock, and shares nothing with it that may change.

    Raises `TypeError` for a value of a type that a world does not hold.
    """
    copier = _Copier()
    copied = World(world.seed, world.clock)
    for name, value in vars(world).items():
        if name not in {"seed", "clock"}:
            setattr(copied, name, copier.copy(value))
    return copied


class _Copier:
    """Copies values; one that stands in several places is copied once, so that it does so in the copy too."""

    def __init__(self) -> None:
        self._made: dict[int, object] = {}

    def copy(self, value: object) -> object:
        kind = type(value)
        if kind in _SHARED:
            return value
        known = self._made.get(id(value))
        if known is not None:
            return known
        made = self._record(kind, value) if kind in _NAMES else self._container(value)
        self._made[id(value)] = made
        return made

    def _record(self, kind: type, record: object) -> object:
        values = _VALUES[kind](record)
        made = kind(*values)
        for name, value in zip(_NAMES[kind], values, strict=True):
            if type(value) not in _SHARED:
                setattr(made, name, self.copy(value))
        return made

    def _container(self, value: object) -> object:
        match value:
            case dict():
                by_key = cast("dict[object, object]", value)
                return {key: self.copy(item) for key, item in by_key.items()}
            case list():
                return [self.copy(item) for item in cast("list[object]", value)]
            case set():
                return set(cast("set[object]", value))
            case random.Random():
                drawn = random.Random()  # ruff: ignore[S311] - it goes on where the other one stands
                drawn.setstate(value.getstate())
                return drawn
            case _:
                raise TypeError(f"A world holds no {type(value).__name__}: name the type in world/copying.py.")
