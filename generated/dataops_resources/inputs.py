"""What is sent: the values that are offered for completion, and the objects that fields of a body hold."""

from typing import Literal, NotRequired, TypeAlias, TypedDict

ActiveState: TypeAlias = Literal["active", "inactive"] | str
"""Only what is in force, or only what is not (switched off, revoked, expired)."""

AssignableAccessLevel: TypeAlias = Literal[10, 15, 20, 30, 40, 50] | int
"""A role that can be given, as a number. 10 GUEST, 15 PLANNER, 20 REPORTER, 30 DEVELOPER, 40 MAINTAINER, 50 OWNER."""

BranchOrder: TypeAlias = Literal["name_asc", "updated_asc", "updated_desc"] | str
"""The order of a list of branches, by name or by the time of the last commit."""

CiStatusFilter: TypeAlias = (
    Literal[
        "created",
        "waiting_for_resource",
        "preparing",
        "waiting_for_callback",
        "pending",
        "running",
        "success",
        "failed",
        "canceling",
        "canceled",
        "skipped",
        "manual",
        "scheduled",
    ]
    | str
)
"""The states that a list of pipelines or jobs can be held to."""

DefaultBranchProtection: TypeAlias = Literal[0, 1, 2, 3, 4] | int
"""How the default branches of new projects are protected, as a number: 0 not at all, 1 developers may push and not
force, 2 maintainers alone may push, 3 developers may merge and not push, 4 developers may make the first push. 0 NONE,
1 PARTIAL, 2 FULL, 3 AGAINST_PUSHES, 4 AFTER_INITIAL_PUSH.
"""

FeatureAccessLevel: TypeAlias = Literal["disabled", "private", "enabled"] | str
"""Who may use a feature of a project."""

FileEncoding: TypeAlias = Literal["text", "base64"] | str
"""How the content of a file is written."""

GroupOrder: TypeAlias = Literal["id", "name", "path", "similarity"] | str
"""What a list of groups may be ordered by."""

JobOrder: TypeAlias = Literal["id"] | str
"""What a list of jobs may be ordered by."""

MergeMethod: TypeAlias = Literal["merge", "rebase_merge", "ff"] | str
"""How merge requests are merged."""

PaginationMethod: TypeAlias = Literal["keyset"] | str
"""How a list is walked."""

PipelineOrder: TypeAlias = Literal["id", "status", "ref", "updated_at", "user_id"] | str
"""What a list of pipelines may be ordered by."""

PipelineScope: TypeAlias = Literal["running", "pending", "finished", "branches", "tags"] | str
"""Pipelines that are in a phase, or the latest one of each branch or tag."""

PipelineSourceFilter: TypeAlias = (
    Literal[
        "push",
        "web",
        "trigger",
        "schedule",
        "api",
        "external",
        "pipeline",
        "chat",
        "webide",
        "merge_request_event",
        "external_pull_request_event",
        "parent_pipeline",
    ]
    | str
)
"""The sources that a list of pipelines can be held to."""

ProjectCreationLevel: TypeAlias = Literal["noone", "administrator", "owner", "maintainer", "developer"] | str
"""Who may make projects in a group."""

ProjectOrder: TypeAlias = (
    Literal["id", "name", "path", "created_at", "updated_at", "last_activity_at", "star_count"] | str
)
"""What a list of projects may be ordered by."""

SharedRunnersSetting: TypeAlias = Literal["enabled", "disabled_and_overridable", "disabled_and_unoverridable"] | str
"""Whether shared runners take the jobs of a group's projects, and whether what is below may decide otherwise."""

SortDirection: TypeAlias = Literal["asc", "desc"] | str
"""The direction of an order."""

SubgroupCreationLevel: TypeAlias = Literal["owner", "maintainer"] | str
"""Who may make subgroups in a group."""

TokenOrder: TypeAlias = (
    Literal[
        "created_asc",
        "created_desc",
        "expires_asc",
        "expires_desc",
        "last_used_asc",
        "last_used_desc",
        "name_asc",
        "name_desc",
    ]
    | str
)
"""The order of a list of tokens."""

TokenScope: TypeAlias = (
    Literal[
        "api",
        "read_user",
        "read_api",
        "read_repository",
        "write_repository",
        "self_rotate",
        "read_registry",
        "write_registry",
        "create_runner",
        "manage_runner",
        "k8s_proxy",
        "ai_features",
    ]
    | str
)
"""What a new token may do. `api` may do all, `read_api` may only read, `self_rotate` may only rotate itself."""

UserOrder: TypeAlias = Literal["id", "name", "username", "created_at", "updated_at"] | str
"""What a list of users may be ordered by."""

VariableType: TypeAlias = Literal["env_var", "file"] | str
"""Whether a job finds the value in the variable (`env_var`), or the path of a file that holds it (`file`)."""

Visibility: TypeAlias = Literal["private", "internal", "public"] | str
"""Who may see a project or a group."""


class ExpirationPolicyChange(TypedDict):
    """When the container registry is tidied up."""

    cadence: NotRequired[str]
    """How often it runs."""
    keep_n: NotRequired[int]
    """How many tags of each image stay."""
    older_than: NotRequired[str]
    """Only tags older than this go."""
    name_regex: NotRequired[str | None]
    """Only tags that match go."""
    enabled: NotRequired[bool]
    """Whether it runs at all."""


class PipelineVariableCreate(TypedDict):
    """A variable for a new pipeline."""

    key: str
    """The name."""
    value: str
    """The value."""
    variable_type: NotRequired[VariableType]
    """Whether a job finds the value in the variable (`env_var`), or the path of a file that holds it (`file`)."""


class JobVariableCreate(TypedDict):
    """A variable for a manual job."""

    key: str
    """The name."""
    value: str
    """The value."""
