"""What the API answers to branches: a struct for each object, an open enum for each list of values."""

from __future__ import annotations

import datetime

from dataops_resources.model import Model


class Branch(Model, kw_only=True):
    """A branch of a repository."""

    name: str
    """The name."""
    commit: Commit
    """A commit of a repository."""
    merged: bool
    """Whether all of it is in the default branch."""
    protected: bool
    """Whether it is protected."""
    developers_can_push: bool
    """Whether developers may push to it, where it is protected."""
    developers_can_merge: bool
    """Whether developers may merge into it, where it is protected."""
    can_push: bool
    """Whether the user may push to it."""
    default: bool
    """Whether it is the default branch."""
    web_url: str
    """The page of it."""


class Commit(Model, kw_only=True):
    """A commit of a repository."""

    id: str
    """The SHA, in full."""
    short_id: str
    """The beginning of the SHA."""
    created_at: datetime.datetime
    """When it was committed."""
    parent_ids: list[str]
    """The SHAs of the commits before; none for the first commit."""
    title: str
    """The first line of the message."""
    message: str
    """The message, in full."""
    author_name: str
    """Who wrote the change."""
    author_email: str
    """The author's email address."""
    authored_date: datetime.datetime
    """When the change was written."""
    committer_name: str
    """Who committed the change."""
    committer_email: str
    """The committer's email address."""
    committed_date: datetime.datetime
    """When it was committed."""
    trailers: dict[str, str] | None = None
    """The trailers at the end of a commit's message, such as `Signed-off-by`, by name."""
    web_url: str
    """The page of it."""
