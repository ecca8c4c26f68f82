"""What the API answers to personal_access_tokens: a struct for each object, an open enum for each list of values."""

from __future__ import annotations

import datetime

from dataops_resources.model import Model
from dataops_resources.openenum import OpenStrEnum


class GrantedTokenScope(OpenStrEnum):
    """What a token may do. The ancestor adds scopes over time."""

    API = "api"
    READ_USER = "read_user"
    READ_API = "read_api"
    READ_REPOSITORY = "read_repository"
    WRITE_REPOSITORY = "write_repository"
    SELF_ROTATE = "self_rotate"
    READ_REGISTRY = "read_registry"
    WRITE_REGISTRY = "write_registry"
    CREATE_RUNNER = "create_runner"
    MANAGE_RUNNER = "manage_runner"
    K8S_PROXY = "k8s_proxy"
    AI_FEATURES = "ai_features"


class PersonalAccessToken(Model, kw_only=True):
    """A token of a user."""

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
    last_used_ips: list[str] | None = None
    """The last IP addresses that it was used from."""


class PersonalAccessTokenWithToken(Model, kw_only=True):
    """A token of a user, with the secret. It is shown this once."""

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
    last_used_ips: list[str] | None = None
    """The last IP addresses that it was used from."""
    token: str
    """The secret."""
