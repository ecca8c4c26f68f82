"""What the conductor hands to its workers, and what they hand back: pickled, through the pipe between the processes."""

from __future__ import annotations

import pickle
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, TypeVar

from dataops_conformance.result import CheckResult
from dataops_conformance.settings import Settings

T = TypeVar("T")

KEY: Final = "dataops_conformance"
"""What a job goes to a worker by, and what comes of it goes back."""

ENDED: Final = "(the end)"
"""The name of the item that ends a part."""


@dataclass(frozen=True, slots=True)
class Job:
    """A parted run: its settings, what each part after the first may spend, and the file of the shared pace."""

    settings: Settings
    limits: tuple[int | None, ...]
    pace: Path


@dataclass(frozen=True, slots=True)
class Checked:
    """One check that a worker tried, and how many requests the part's share of the budget still holds."""

    result: CheckResult
    left: int | None


def pack(value: object) -> bytes:
    """Return the value as bytes. A job holds credentials: it goes through the pipe, and nowhere else."""
    return pickle.dumps(value)


def unpack(content: object, kind: type[T]) -> T:
    """Return what `pack` made bytes of; raise TypeError where it is of another kind."""
    value: object = pickle.loads(content) if isinstance(content, bytes) else content  # noqa: S301 - our own pipe
    if not isinstance(value, kind):
        msg = f"{type(value).__name__} came through the pipe in place of {kind.__name__}."
        raise TypeError(msg)
    return value


def part_settings(settings: Settings, number: int) -> Settings:
    """Return the settings of a part, numbered from 1: its names, and so its ledger, are its own."""
    return replace(settings, run_id=f"{settings.run_id}p{number}")


def node_id(name: str, number: int) -> str:
    """Return the node id of a check: pytest-xdist keeps to one process what bears the same text after the @."""
    return f"{name}@part-{number}"


def part_of(nodeid: str) -> int:
    """Return the number of the part that a node id belongs to."""
    return int(nodeid.rpartition("@part-")[2])
