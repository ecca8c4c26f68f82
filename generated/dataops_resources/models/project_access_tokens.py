"""What the API answers to project_access_tokens: a struct for each object, an open enum for each list of values."""

from __future__ import annotations

import datetime

from dataops_resources.model import Model
from dataops_resources.models.personal_access_tokens import GrantedTokenScope
from dataops_resources.models.projects import AccessLevel


class ProjectAccessToken(Model, kw_only=True):
    """A token of a project, with a bot user of its own."""

    id: int
    """The id."""
    name: str
    """The name."""
    revoked: bool
    """Whether it was revoked."""
    created_at: datetime.datetime
    """When it was made."""
    description: str | None = None
    """What it is for."""
    scopes: list[GrantedTokenScope]
    """What it may do."""
    user_id: int
    """The user or bot user that it acts as."""
    last_used_at: datetime.datetime | None
    """When it was last used; null where it never was."""
    active: bool
    """Whether it is neither revoked nor expired."""
    expires_at: datetime.date | None
    """The day on which it expires, at midnight UTC; null where it never does."""
    access_level: AccessLevel | None
    """The role of its bot user in the project; null where the bot user is a member no more."""


class ProjectAccessTokenWithToken(Model, kw_only=True):
    """A token of a project, with the secret. It is shown this once."""

    __secrets__ = frozenset({"token"})

    id: int
    """The id."""
    name: str
    """The name."""
    revoked: bool
    """Whether it was revoked."""
    created_at: datetime.datetime
    """When it was made."""
    description: str | None = None
    """What it is for."""
    scopes: list[GrantedTokenScope]
    """What it may do."""
    user_id: int
    """The user or bot user that it acts as."""
    last_used_at: datetime.datetime | None
    """When it was last used; null where it never was."""
    active: bool
    """Whether it is neither revoked nor expired."""
    expires_at: datetime.date | None
    """The day on which it expires, at midnight UTC; null where it never does."""
    access_level: AccessLevel | None
    """The role of its bot user in the project; null where the bot user is a member no more."""
    token: str
    """The secret."""
