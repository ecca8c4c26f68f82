"""What the API answers to namespaces: a struct for each object, an open enum for each list of values."""

from __future__ import annotations

from dataops_resources.model import Model
from dataops_resources.openenum import OpenStrEnum


class NamespaceKind(OpenStrEnum):
    """Whose namespace it is. The ancestor adds kinds over time."""

    USER = "user"
    GROUP = "group"


class Namespace(Model, kw_only=True):
    """A namespace of a user or a group. The counts are told to its owners alone."""

    id: int
    """The id; a group's namespace has the group's id."""
    name: str
    """The name."""
    path: str
    """The last part of the full path."""
    kind: NamespaceKind
    """Whose namespace it is. The ancestor adds kinds over time."""
    full_path: str
    """The full path."""
    parent_id: int | None
    """The id of the namespace above; null at the top."""
    avatar_url: str | None
    """Its picture."""
    web_url: str
    """The page of it."""
    members_count_with_descendants: int | None = None
    """How many members a group has, those of its subgroups included."""
    root_repository_size: int | None = None
    """The repositories in it, in bytes; told at the top."""
    projects_count: int | None = None
    """How many projects it holds; told at the top."""
    plan: str | None = None
    """The subscription it is on."""
