"""What the API answers to job_token_scope: a struct for each object, an open enum for each list of values."""

from __future__ import annotations

from dataops_resources.model import Model


class JobTokenAllowlistEntry(Model, kw_only=True):
    """One project on the allowlist of another."""

    source_project_id: int
    """The id of the project that has the list."""
    target_project_id: int
    """The id of the project that is on the list."""


class JobTokenScope(Model, kw_only=True):
    """Whether the project is choosy about job tokens."""

    inbound_enabled: bool
    """Whether only job tokens of the projects on its allowlist are let in."""
    outbound_enabled: bool
    """Whether its own job tokens are held to a list; the ancestor gives this up."""
