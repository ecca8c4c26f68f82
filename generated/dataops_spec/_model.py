"""What the contract says, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from dataops_spec._json import JsonObject, JsonValue

Location = Literal["path", "query", "header", "cookie"]
Level = Literal["MUST", "SHOULD", "MAY"]
Profile = Literal["read-only", "standard", "full"]
Document = Literal["U", "R", "G", "project"]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of an operation. References in `schema` are kept (`#/components/schemas/NAME`)."""

    name: str
    location: Location
    required: bool
    schema: JsonObject = field(hash=False)
    description: str
    example: JsonValue = field(hash=False)


@dataclass(frozen=True, slots=True)
class Body:
    """The body that an operation takes: one schema, in several media types, JSON first."""

    required: bool
    schema: JsonObject = field(hash=False)
    media_types: tuple[str, ...]
    example: JsonValue = field(hash=False)


@dataclass(frozen=True, slots=True)
class Header:
    """A header of a response."""

    name: str
    required: bool
    schema: JsonObject = field(hash=False)


@dataclass(frozen=True, slots=True)
class Link:
    """What of one answer feeds which operation; `parameters` maps a name to a runtime expression."""

    name: str
    status: str
    operation_id: str
    parameters: Mapping[str, str] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Response:
    """An answer that an operation can give: media type to schema, and header name to header."""

    status: str
    description: str
    media: Mapping[str, JsonObject] = field(hash=False)
    headers: Mapping[str, Header] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation of the contract.

    `security` holds alternatives, each the names of the schemes that it wants together: an empty set lets anyone in, and
    no alternative at all means that no header is a credential here. `credential_field` names the body field that is one.
    """

    id: str
    method: str
    path: str
    tag: str
    summary: str
    description: str
    path_parameters: tuple[Parameter, ...]
    query_parameters: tuple[Parameter, ...]
    body: Body | None
    responses: Mapping[str, Response] = field(hash=False)
    security: tuple[frozenset[str], ...]
    required_scopes: tuple[str, ...]
    credential_field: str | None
    pagination: tuple[str, ...]
    links: tuple[Link, ...]

    @property
    def is_paginated(self) -> bool:
        """Tell whether it answers a page of a list."""
        return bool(self.pagination)

    @property
    def is_safe(self) -> bool:
        """Tell whether it changes nothing on the server."""
        return self.method in {"GET", "HEAD", "OPTIONS"}

    @property
    def allows_anonymous(self) -> bool:
        """Tell whether it also answers without credentials, with public data alone."""
        return frozenset() in self.security

    @property
    def protected(self) -> bool:
        """Tell whether it wants a credential in a header, and refuses without one."""
        return bool(self.security) and not self.allows_anonymous

    @property
    def takes_job_token(self) -> bool:
        """Tell whether the token of a running job is a credential here."""
        return any("JobToken" in alternative for alternative in self.security)

    @property
    def takes_token(self) -> bool:
        """Tell whether a personal, project or group access token is a credential here."""
        return any("PrivateToken" in alternative for alternative in self.security)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a requirement comes from: the document, its section, and its address where it has one."""

    document: Document
    section: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Requirement:
    """A rule of the catalogue; `operations` are the ids of those that it covers.

    `unchecked` says why no law checks it; it is `None` where one does.
    """

    id: str
    area: str
    title: str
    level: Level
    statement: str
    source: Source
    profile: Profile
    operations: tuple[str, ...]
    unchecked: str | None
    notes: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the hand-written files something stands: `file`, from the project's folder, and `line`, from 1."""

    file: str
    line: int
