"""What the search spends, and what it found."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar

from hypothesis.database import ExampleDatabase
from hypothesis.strategies import SearchStrategy

from dataops_conformance.context import Context
from dataops_conformance.search.hunt import Counterexample, Hunt
from dataops_conformance.search.lives import Player, lives_of
from dataops_conformance.search.requests import play_request, requests_of

T = TypeVar("T")
# Where there is no budget at all, a search still ends.
UNBOUNDED: Final = 300
# With less than this no search begins: it could not show twice what it found.
LEAST: Final = 20


@dataclass(frozen=True, slots=True)
class Search:
    """What came of the search: the counter-examples, what was seen only once, and the requests sent."""

    found: tuple[Counterexample, ...]
    unconfirmed: tuple[Counterexample, ...]
    requests: int


def search(context: Context, database: ExampleDatabase | None = None) -> Search:
    """Search with what is left of the budget: single requests, and lives of resources where the run may write.

    The same seed sends the same requests to a server that answers the same. Each of the two searches ends with its
    first counter-example, made small.
    """
    begun = context.target.sent
    found: list[Counterexample] = []
    unconfirmed: list[Counterexample] = []

    def hunt(
        name: str, examples: Callable[[], SearchStrategy[T]], play: Callable[[Context, T], None], share: int
    ) -> None:
        if share < LEAST:
            return
        context.check = f"search among {name}"
        hunting = Hunt[T](context, lambda example: play(context, example), requests=share)
        counterexample = hunting.run(examples(), _number(context), database)
        found.extend([counterexample] if counterexample is not None else [])
        unconfirmed.extend([hunting.unconfirmed] if hunting.unconfirmed is not None else [])

    is_writing = not context.settings.read_only
    # What draws examples is large, and made only where there is a share for it.
    hunt("requests", lambda: requests_of(context), play_request, _left(context) // (2 if is_writing else 1))
    if is_writing:
        hunt("lives", lambda: lives_of(context.contract), Player.play, _left(context))
    return Search(tuple(found), tuple(unconfirmed), context.target.sent - begun)


def _left(context: Context) -> int:
    left = context.target.budget.left
    return UNBOUNDED if left is None else left


def _number(context: Context) -> int:
    text = f"{context.settings.seed}|{context.check}"
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
