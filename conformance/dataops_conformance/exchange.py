"""What goes over the wire: requests, responses, and the two together.

A request names its credential and does not hold it: the transport adds the secret when it sends, so that no exchange,
report or log can show one. Secrets that a response bears (a token that was just created) are known to the target, which
redacts them by value wherever an exchange leaves the process.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Literal, TypeAlias

from dataops_conformance.strictjson import parse

JsonValue: TypeAlias = "bool | int | float | str | list[JsonValue] | dict[str, JsonValue] | None"
JsonObject: TypeAlias = dict[str, JsonValue]
MediaType: TypeAlias = Literal["application/json", "multipart/form-data", "application/x-www-form-urlencoded"]
Scheme: TypeAlias = Literal["private-token", "PRIVATE-TOKEN", "bearer", "job-token"]
# JSON takes ten times the room of its text and more, and a run keeps many exchanges.
_KEPT = 256 * 1024


@dataclass(frozen=True, slots=True)
class Credential:
    """A secret and how it is sent. `name` stands for it in reports: an environment variable, as in `DATAOPS_TOKEN`."""

    name: str
    secret: str = field(repr=False)
    scheme: Scheme = "private-token"


@dataclass(frozen=True, slots=True)
class Request:
    """A request, without its secret.

    `path` is relative to the base URL, percent-encoded (`/projects/team%2Fdata`); `query` holds names and values as
    they were before encoding; `headers` are those beyond the credential; `body` is what is sent, byte for byte.
    `operation` is the operationId that the request is meant for; None for a request that no operation knows.
    """

    method: str
    path: str
    query: tuple[tuple[str, str], ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes | None = None
    credential: str | None = None
    scheme: Scheme = "private-token"
    operation: str | None = None


@dataclass(frozen=True, slots=True)
class _NotJson:
    """Why a body is not JSON."""

    reason: str


@dataclass(frozen=True, slots=True)
class _TooLong:
    """Said of a body that is JSON, and longer than what is kept."""


def _read(body: bytes) -> JsonValue | _NotJson:
    try:
        return parse(body)
    except ValueError as exc:
        return _NotJson(str(exc))


@dataclass(frozen=True)
class Response:
    """A response. `headers` are in the order of the wire, names in lower case; `received_at` is this machine's UTC."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    received_at: datetime
    elapsed: float

    def header(self, name: str) -> str | None:
        """Return the first header of this name, whatever the case; None where there is none."""
        return self._first.get(name.lower())

    @cached_property
    def _first(self) -> Mapping[str, str]:
        return dict(reversed(self.headers))

    @cached_property
    def media_type(self) -> str:
        """The content type without its parameters, in lower case; empty where there is none."""
        return (self.header("content-type") or "").partition(";")[0].strip().lower()

    @property
    def json(self) -> JsonValue:
        """The body as JSON; what is read of a body of common length is kept, and why one is not JSON in any case.

        Raises:
            ValueError: the body is not JSON, or larger or deeper than any reader need bear.
        """
        read = self._kept
        if isinstance(read, _NotJson):
            raise ValueError(read.reason)  # noqa: TRY004 - the type is the suite's own word for it
        return parse(self.body) if isinstance(read, _TooLong) else read

    @cached_property
    def _kept(self) -> JsonValue | _NotJson | _TooLong:
        read = _read(self.body)
        return read if isinstance(read, _NotJson) or len(self.body) <= _KEPT else _TooLong()

    def object(self) -> Mapping[str, JsonValue]:
        """Return the body as a JSON object; an empty one where it is something else."""
        try:
            value = self.json
        except ValueError:
            return {}
        return value if isinstance(value, dict) else {}

    def items(self) -> Sequence[JsonValue]:
        """Return the body as a JSON list; an empty one where it is something else."""
        try:
            value = self.json
        except ValueError:
            return []
        return value if isinstance(value, list) else []


@dataclass(frozen=True)
class Exchange:
    """A request and its response. `number` counts the run's exchanges from 1."""

    number: int
    request: Request
    response: Response
