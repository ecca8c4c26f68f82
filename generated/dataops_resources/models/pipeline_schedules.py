"""What the API answers to pipeline_schedules: a struct for each object, an open enum for each list of values."""

from __future__ import annotations

import datetime

from dataops_resources.model import Model
from dataops_resources.models.pipelines import PipelineSummary, PipelineVariable
from dataops_resources.models.users import UserReference


class Message(Model, kw_only=True):
    """What happened, in words."""

    message: str
    """What happened."""


class PipelineSchedule(Model, kw_only=True):
    """A schedule."""

    id: int
    """The id."""
    description: str
    """What it is for."""
    ref: str
    """The branch or tag that it runs on; in full, such as `refs/heads/main`, where the server expands it."""
    cron: str
    """When it runs, in five fields of cron syntax."""
    cron_timezone: str
    """The time zone of `cron`."""
    next_run_at: datetime.datetime | None
    """When it runs next."""
    active: bool
    """Whether it runs."""
    created_at: datetime.datetime
    """When it was made."""
    updated_at: datetime.datetime
    """When it last changed."""
    last_pipeline: PipelineSummary | None
    """The last pipeline that it started; null before the first."""
    owner: UserReference | None
    """The user as whom it starts pipelines."""
    variables: list[PipelineVariable] | None = None
    """The variables that its pipelines get; absent for those who may not see them."""


class PipelineScheduleSummary(Model, kw_only=True):
    """A schedule, as a list bears it."""

    id: int
    """The id."""
    description: str
    """What it is for."""
    ref: str
    """The branch or tag that it runs on; in full, such as `refs/heads/main`, where the server expands it."""
    cron: str
    """When it runs, in five fields of cron syntax."""
    cron_timezone: str
    """The time zone of `cron`."""
    next_run_at: datetime.datetime | None
    """When it runs next."""
    active: bool
    """Whether it runs."""
    created_at: datetime.datetime
    """When it was made."""
    updated_at: datetime.datetime
    """When it last changed."""
    owner: UserReference | None
    """The user as whom it starts pipelines."""
