"""What the API answers to pipeline_triggers: a struct for each object, an open enum for each list of values."""

from __future__ import annotations

import datetime

from dataops_resources.model import Model
from dataops_resources.models.users import UserReference


class PipelineTrigger(Model, kw_only=True):
    """A trigger token of a project. It starts pipelines as its owner and is no credential for anything else."""

    __secrets__ = frozenset({"token"})

    id: int
    """The id."""
    token: str
    """The token, whole for its owner in the answer that creates it; in every other answer its first characters alone.
    """
    description: str
    """What it is for."""
    created_at: datetime.datetime
    """When it was made."""
    updated_at: datetime.datetime
    """When it last changed."""
    last_used: datetime.datetime | None
    """When it last started a pipeline."""
    expires_at: datetime.datetime | None = None
    """When it stops working; null where it does not."""
    owner: UserReference | None
    """The user that it acts as."""
