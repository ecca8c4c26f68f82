"""A thing that the sandbox made or found, and how a form of it was answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dataops_conformance.exchange import Exchange, JsonObject


@dataclass(frozen=True, slots=True)
class Formed:
    """A creation in a form: the fields that were sent, and the exchange, whether it made the thing or not."""

    sent: JsonObject
    exchange: Exchange


@dataclass(frozen=True, slots=True)
class Made:
    """A resource: made by the run, or found by listing (`own` is False).

    `kind` is the operation that makes it (`create_project`), `id` what its last path parameter takes, `path` its
    relative URL path, percent-encoded (`/projects/42/triggers/7`), `values` the path parameters that lead to it,
    `query` what names it further, `data` the resource as it was answered, `exchange` the answer.
    """

    kind: str
    id: str | int
    path: str
    values: Mapping[str, str | int]
    data: JsonObject
    exchange: Exchange
    query: Mapping[str, str] = field(default_factory=dict[str, str])
    own: bool = True

    def text(self, name: str) -> str:
        """Return a field as text, empty where it is no text."""
        value = self.data.get(name)
        return value if isinstance(value, str) else ""
