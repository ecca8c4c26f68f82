"""What the world holds: plain records that know nothing of HTTP.

A project and a group own what is in them: to drop one is to drop all of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal, TypeAlias

from dataops_mock.call import JsonValue
from dataops_mock.world.repository import Repository

Visibility: TypeAlias = Literal["private", "internal", "public"]
TokenKind: TypeAlias = Literal["personal", "project", "group"]
VariableType: TypeAlias = Literal["env_var", "file"]


@dataclass(slots=True, eq=False)
class User:
    """A person, or the bot of a project's or a group's token. A retired bot is listed nowhere."""

    id: int
    username: str
    name: str
    email: str
    created_at: datetime
    namespace_id: int | None = None
    bot: Literal["project", "group"] | None = None
    state: str = "active"
    retired: bool = False


@dataclass(slots=True, eq=False)
class Member:
    """A user's role in a project or a group."""

    user_id: int
    access_level: int
    created_at: datetime
    created_by_id: int | None = None
    expires_at: date | None = None

    def level(self, today: date) -> int:
        """Return the role that holds on this day: none from the day on which the membership ends."""
        return self.access_level if self.expires_at is None or today < self.expires_at else 0


@dataclass(slots=True, eq=False)
class AccessToken:
    """A token of a user or of a bot. `resource_id` is the project or group of a token that has one."""

    id: int
    kind: TokenKind
    user_id: int
    name: str
    scopes: tuple[str, ...]
    secret: str = field(repr=False)
    created_at: datetime
    expires_at: date | None = None
    description: str | None = None
    resource_id: int | None = None
    revoked: bool = False
    last_used_at: datetime | None = None

    def is_active(self, now: datetime) -> bool:
        """Tell whether it is a credential: neither revoked nor, from midnight UTC of the day it names, expired."""
        return not self.revoked and (self.expires_at is None or now.date() < self.expires_at)


@dataclass(slots=True, eq=False)
class Namespace:
    """The namespace of a user, or of a group, which has its id."""

    id: int
    name: str
    path: str
    full_path: str
    created_at: datetime
    parent_id: int | None = None
    user_id: int | None = None
    project_ids: dict[str, int] = field(default_factory=dict[str, int])


@dataclass(slots=True, eq=False)
class Group(Namespace):
    """A group: a namespace with members, tokens and settings of its own."""

    description: str | None = ""
    visibility: Visibility = "private"
    settings: dict[str, JsonValue] = field(default_factory=dict[str, JsonValue])
    members: dict[int, Member] = field(default_factory=dict[int, Member])
    tokens: dict[int, AccessToken] = field(default_factory=dict[int, AccessToken])
    subgroup_ids: set[int] = field(default_factory=set[int])


@dataclass(slots=True, eq=False)
class Variable:
    """A CI/CD variable of a project; key and environment scope together name it."""

    id: int
    key: str
    value: str = field(repr=False)
    variable_type: VariableType = "env_var"
    environment_scope: str = "*"
    description: str | None = None
    protected: bool = False
    masked: bool = False
    hidden: bool = False
    raw: bool = False


@dataclass(frozen=True, slots=True)
class PipelineVariable:
    """A variable that a pipeline was started with."""

    key: str
    value: str = field(repr=False)
    variable_type: VariableType = "env_var"


@dataclass(slots=True, eq=False)
class Trigger:
    """A trigger token: it starts pipelines as its owner and is no credential for anything else."""

    id: int
    project_id: int
    secret: str = field(repr=False)
    description: str
    owner_id: int
    created_at: datetime
    updated_at: datetime
    last_used: datetime | None = None


@dataclass(slots=True, eq=False)
class Schedule:
    """A pipeline that runs by the clock."""

    id: int
    description: str
    ref: str
    cron: str
    cron_timezone: str
    active: bool
    owner_id: int
    created_at: datetime
    updated_at: datetime
    variables: tuple[PipelineVariable, ...] = ()
    last_pipeline_id: int | None = None


@dataclass(frozen=True, slots=True)
class JobSpec:
    """A job as the pipeline file describes it; `exit_code` and `seconds` say how it ends, and when."""

    name: str
    stage: str
    stage_index: int
    script: tuple[str, ...]
    manual: bool = False
    allow_failure: bool = False
    artifact_paths: tuple[str, ...] = ()
    artifacts_name: str = "artifacts"
    artifacts_expire_in: timedelta | None = None
    tags: tuple[str, ...] = ()
    exit_code: int = 0
    seconds: float = 0.0


@dataclass(slots=True, eq=False)
class Job:
    """A job of a pipeline: it waits for a runner for `waits`, then runs for `runs`, unless pinned to its state."""

    id: int
    project_id: int
    pipeline_id: int
    spec: JobSpec
    user_id: int
    secret: str = field(repr=False)
    created_at: datetime
    waits: timedelta
    runs: timedelta
    status: str = "created"
    queued_at: datetime | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None
    failure_reason: str | None = None
    pinned: bool = False
    retried: bool = False
    played: bool = False
    variables: tuple[PipelineVariable, ...] = ()
    archive: bytes | None = None


@dataclass(slots=True, eq=False)
class Pipeline:
    """A pipeline; its status and times follow from its jobs."""

    id: int
    iid: int
    project_id: int
    sha: str
    ref: str
    tag: bool
    source: str
    user_id: int
    created_at: datetime
    updated_at: datetime
    name: str | None = None
    before_sha: str = "0" * 40
    status: str = "created"
    started_at: datetime | None = None
    finished_at: datetime | None = None
    variables: tuple[PipelineVariable, ...] = ()
    job_ids: list[int] = field(default_factory=list[int])


@dataclass(slots=True, eq=False)
class Project:
    """A project and all that is in it."""

    id: int
    name: str
    path: str
    namespace_id: int
    creator_id: int
    created_at: datetime
    updated_at: datetime
    last_activity_at: datetime
    repository: Repository
    description: str | None = None
    visibility: Visibility = "private"
    topics: tuple[str, ...] = ()
    archived: bool = False
    star_count: int = 0
    settings: dict[str, JsonValue] = field(default_factory=dict[str, JsonValue])
    forked_from_id: int | None = None
    fork_ids: set[int] = field(default_factory=set[int])
    job_token_scope_enabled: bool = True
    allowlist: dict[int, datetime] = field(default_factory=dict[int, datetime])
    members: dict[int, Member] = field(default_factory=dict[int, Member])
    tokens: dict[int, AccessToken] = field(default_factory=dict[int, AccessToken])
    variables: dict[tuple[str, str], Variable] = field(default_factory=dict[tuple[str, str], Variable])
    triggers: dict[int, Trigger] = field(default_factory=dict[int, Trigger])
    schedules: dict[int, Schedule] = field(default_factory=dict[int, Schedule])
    pipelines: dict[int, Pipeline] = field(default_factory=dict[int, Pipeline])
    jobs: dict[int, Job] = field(default_factory=dict[int, Job])
    moving_pipeline_ids: set[int] = field(default_factory=set[int])
    last_pipeline_iid: int = 0


Secret: TypeAlias = AccessToken | Job | Trigger
