"""Pydantic models of the schemas of the DataOps.live REST API."""

from __future__ import annotations

from datetime import date
from enum import IntEnum, StrEnum
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, RootModel


class ActiveState(StrEnum):
    """
    Only what is in force, or only what is not (switched off, revoked, expired).
    """

    ACTIVE = "active"
    INACTIVE = "inactive"


class AgentServer(BaseModel):
    """The server for Kubernetes agents."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    enabled: bool
    """Whether there is one."""
    external_url: Annotated[str | None, Field(alias="externalUrl")]
    """Where agents reach it."""
    external_k8s_proxy_url: Annotated[str | None, Field(alias="externalK8sProxyUrl")] = None
    """Where its Kubernetes proxy is reached."""
    version: str | None
    """Its version."""


class AssignableAccessLevel(IntEnum):
    """A role that can be given, as a number."""

    GUEST = 10
    PLANNER = 15
    REPORTER = 20
    DEVELOPER = 30
    MAINTAINER = 40
    OWNER = 50


class BranchCreate(BaseModel):
    """A new branch."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    branch: Annotated[str, Field(min_length=1)]
    """The name of the new branch."""
    ref: Annotated[str, Field(min_length=1)]
    """The branch, tag or commit SHA that it starts from."""


class BranchOrder(StrEnum):
    """
    The order of a list of branches, by name or by the time of the last commit.
    """

    NAME_ASC = "name_asc"
    UPDATED_ASC = "updated_asc"
    UPDATED_DESC = "updated_desc"


class CiStatusFilter(StrEnum):
    """
    The states that a list of pipelines or jobs can be held to.
    """

    CREATED = "created"
    WAITING_FOR_RESOURCE = "waiting_for_resource"
    PREPARING = "preparing"
    WAITING_FOR_CALLBACK = "waiting_for_callback"
    PENDING = "pending"
    RUNNING = "running"
    SUCCESS = "success"
    FAILED = "failed"
    CANCELING = "canceling"
    CANCELED = "canceled"
    SKIPPED = "skipped"
    MANUAL = "manual"
    SCHEDULED = "scheduled"


class DefaultBranchProtection(IntEnum):
    """How the default branches of new projects are protected, as a number: 0 not at all, 1 developers may push and not force, 2 maintainers alone may push, 3 developers may merge and not push, 4 developers may make the first push."""

    NONE = 0
    PARTIAL = 1
    FULL = 2
    AGAINST_PUSHES = 3
    AFTER_INITIAL_PUSH = 4


class DetailedStatus(BaseModel):
    """The state as the pages of the product show it."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    icon: str
    """The name of its icon."""
    text: str
    """The state in a word."""
    label: str
    """The state in a few words."""
    group: str
    """The kind of state that it counts as."""
    tooltip: str
    """What is shown on hovering over it."""
    has_details: bool
    """Whether the user may open the page of it."""
    details_path: str | None
    """The path of the page of it, without the host."""
    favicon: str | None = None
    """The path of the icon of that page."""


class Error(BaseModel):
    """
    An error. It has `message` or `error`. `message` is a string (`404 Project Not Found`) or a map of field to a list of
    strings (`{"name": ["has already been taken"]}`); `error` is a string (`name is missing`).

    """

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    message: Any | None = None
    """What is wrong; a string, or a map of field to a list of strings."""
    error: str | None = None
    """What is wrong, in words or as a code (`invalid_token`, `insufficient_scope`)."""
    error_description: str | None = None
    """What an error code means."""
    scope: str | None = None
    """The scopes that would do, separated by blanks; with `insufficient_scope`."""


class ExpirationPolicy(BaseModel):
    """When the container registry is tidied up."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    cadence: str
    """How often it runs."""
    keep_n: int | None
    """How many tags of each image stay."""
    older_than: str | None
    """Only tags older than this go."""
    name_regex: str | None
    """Only tags that match go."""
    enabled: bool
    """Whether it runs at all."""


class ExpirationPolicyChange(BaseModel):
    """When the container registry is tidied up."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    cadence: str | None = None
    """How often it runs."""
    keep_n: int | None = None
    """How many tags of each image stay."""
    older_than: str | None = None
    """Only tags older than this go."""
    name_regex: str | None = None
    """Only tags that match go."""
    enabled: bool | None = None
    """Whether it runs at all."""


class FeatureAccessLevel(StrEnum):
    """
    Who may use a feature of a project.
    """

    DISABLED = "disabled"
    PRIVATE = "private"
    ENABLED = "enabled"


class FileEncoding(StrEnum):
    """
    How the content of a file is written.
    """

    TEXT = "text"
    BASE64 = "base64"


class GroupOrder(StrEnum):
    """
    What a list of groups may be ordered by.
    """

    ID = "id"
    NAME = "name"
    PATH = "path"
    SIMILARITY = "similarity"


class GroupShare(BaseModel):
    """A group that this one is shared with, and its role."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    group_id: int
    """The id of the group."""
    group_name: str
    """The name of the group."""
    group_full_path: str
    """The full path of the group."""
    group_access_level: int
    """A role, as a number: 10 guest, 15 planner, 20 reporter, 30 developer, 40 maintainer, 50 owner, 0 no access, 5 minimal access, 60 administrator. The ancestor adds roles over time."""
    expires_at: date | None
    """The day on which it ends; null where it does not."""


class IdOrPath1(RootModel[int]):
    root: Annotated[int, Field(ge=1)]
    """A numeric id, or a full path such as `team/data`."""


class IdOrPath2(RootModel[str]):
    root: Annotated[str, Field(min_length=1)]
    """A numeric id, or a full path such as `team/data`."""


class IdOrPath(RootModel[IdOrPath1 | IdOrPath2]):
    root: IdOrPath1 | IdOrPath2
    """A numeric id, or a full path such as `team/data`."""


class JobArtifactFile(BaseModel):
    """The archive of a job's artifacts."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    filename: str
    """Its name."""
    size: int | None
    """How large it is, in bytes."""


class JobOrder(RootModel[Literal["id"]]):
    root: Literal["id"]
    """What a list of jobs may be ordered by."""


class JobProject(BaseModel):
    """What a job tells of its project."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    ci_job_token_scope_enabled: bool
    """Whether the project's own job tokens are held to an allowlist."""


class JobTokenAllowlistAdd(BaseModel):
    """The project whose job tokens are to be let in."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    target_project_id: Annotated[int, Field(ge=1)]
    """The id of the project to put on the list."""


class JobTokenAllowlistEntry(BaseModel):
    """One project on the allowlist of another."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    source_project_id: int
    """The id of the project that has the list."""
    target_project_id: int
    """The id of the project that is on the list."""


class JobTokenScope(BaseModel):
    """Whether the project is choosy about job tokens."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    inbound_enabled: bool
    """Whether only job tokens of the projects on its allowlist are let in."""
    outbound_enabled: bool
    """Whether its own job tokens are held to a list; the ancestor gives this up."""


class JobTokenScopeUpdate(BaseModel):
    """Whether the project is to be choosy about job tokens."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    enabled: bool
    """Whether only job tokens of the projects on its allowlist are let in."""


class JobVariableCreate(BaseModel):
    """A variable for a manual job."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    key: Annotated[str, Field(max_length=255, min_length=1, pattern="^[A-Za-z0-9_]+$")]
    """The name."""
    value: str
    """The value."""


class MemberAdd(BaseModel):
    """Who is to be a member, and in what role. `user_id` or `username` must be given."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    user_id: Annotated[int | None, Field(ge=1)] = None
    """The id of the user."""
    username: Annotated[str | None, Field(min_length=1)] = None
    """The username of the user."""
    access_level: AssignableAccessLevel
    expires_at: date | None = None
    """The day on which the membership ends; never unless told."""


class MemberUpdate(BaseModel):
    """The role, and the other fields to change."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    access_level: AssignableAccessLevel
    expires_at: date | None = None
    """The day on which the membership ends; null where it does not."""


class MergeMethod(StrEnum):
    """
    How merge requests are merged.
    """

    MERGE = "merge"
    REBASE_MERGE = "rebase_merge"
    FF = "ff"


class Message(BaseModel):
    """What happened, in words."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    message: str
    """What happened."""


class NamespaceReference(BaseModel):
    """A namespace, named in another answer."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    id: int
    """The id; a group's namespace has the group's id."""
    name: str
    """The name."""
    path: str
    """The last part of the full path."""
    kind: str
    """Whose namespace it is. The ancestor adds kinds over time."""
    full_path: str
    """The full path."""
    parent_id: int | None
    """The id of the namespace above; null at the top."""
    avatar_url: str | None
    """Its picture."""
    web_url: str
    """The page of it."""


class PaginationMethod(RootModel[Literal["keyset"]]):
    root: Literal["keyset"]
    """How a list is walked."""


class PersonalAccessTokenRotate(BaseModel):
    """How long the new token is good for."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    expires_at: date | None = None
    """The day on which it expires; a week from now unless told."""


class PipelineOrder(StrEnum):
    """
    What a list of pipelines may be ordered by.
    """

    ID = "id"
    STATUS = "status"
    REF = "ref"
    UPDATED_AT = "updated_at"
    USER_ID = "user_id"


class PipelineScheduleCreate(BaseModel):
    """A new schedule."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    description: Annotated[str, Field(min_length=1)]
    """What it is for."""
    ref: Annotated[str, Field(min_length=1)]
    """The branch or tag to run on, as `main` or in full as `refs/heads/main`."""
    cron: Annotated[str, Field(min_length=1)]
    """When it runs, in five fields of cron syntax: minute, hour, day of the month, month, day of the week."""
    cron_timezone: Annotated[str | None, Field(min_length=1)] = None
    """The time zone of `cron`, such as `Europe/London`; UTC unless told."""
    active: bool | None = None
    """Whether it runs; it does unless told."""


class PipelineScheduleUpdate(BaseModel):
    """The fields to change."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    description: Annotated[str | None, Field(min_length=1)] = None
    """What it is for."""
    ref: Annotated[str | None, Field(min_length=1)] = None
    """The branch or tag to run on, as `main` or in full as `refs/heads/main`."""
    cron: Annotated[str | None, Field(min_length=1)] = None
    """When it runs, in five fields of cron syntax: minute, hour, day of the month, month, day of the week."""
    cron_timezone: Annotated[str | None, Field(min_length=1)] = None
    """The time zone of `cron`, such as `Europe/London`."""
    active: bool | None = None
    """Whether it runs."""


class PipelineScope(StrEnum):
    """
    Pipelines that are in a phase, or the latest one of each branch or tag.
    """

    RUNNING = "running"
    PENDING = "pending"
    FINISHED = "finished"
    BRANCHES = "branches"
    TAGS = "tags"


class PipelineSourceFilter(StrEnum):
    """
    The sources that a list of pipelines can be held to.
    """

    PUSH = "push"
    WEB = "web"
    TRIGGER = "trigger"
    SCHEDULE = "schedule"
    API = "api"
    EXTERNAL = "external"
    PIPELINE = "pipeline"
    CHAT = "chat"
    WEBIDE = "webide"
    MERGE_REQUEST_EVENT = "merge_request_event"
    EXTERNAL_PULL_REQUEST_EVENT = "external_pull_request_event"
    PARENT_PIPELINE = "parent_pipeline"


class PipelineSummary(BaseModel):
    """A pipeline, as a list or another answer bears it."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    id: int
    """The id."""
    iid: int
    """The number within the project, from 1."""
    project_id: int
    """The project that it runs in."""
    name: str | None = None
    """The name, where the pipeline file gives one."""
    sha: str
    """The commit that it runs on."""
    ref: str
    """The branch or tag that it runs on."""
    status: str
    """How far a pipeline or a job is. The ancestor adds states over time."""
    source: str
    """What started a pipeline. The ancestor adds sources over time."""
    created_at: AwareDatetime
    """When it was made."""
    updated_at: AwareDatetime
    """When it last changed."""
    web_url: str
    """The page of it."""


class PipelineTriggerCreate(BaseModel):
    """A new trigger."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    description: Annotated[str, Field(min_length=1)]
    """What it is for."""


class Topic(RootModel[str]):
    root: Annotated[str, Field(min_length=1)]


class ProjectCreationLevel(StrEnum):
    """
    Who may make projects in a group.
    """

    NOONE = "noone"
    ADMINISTRATOR = "administrator"
    OWNER = "owner"
    MAINTAINER = "maintainer"
    DEVELOPER = "developer"


class ProjectLinks(BaseModel):
    """The URLs of what belongs to it."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    self: str
    """The project itself."""
    members: str
    """Its members."""
    repo_branches: str
    """Its branches."""


class ProjectOrder(StrEnum):
    """
    What a list of projects may be ordered by.
    """

    ID = "id"
    NAME = "name"
    PATH = "path"
    CREATED_AT = "created_at"
    UPDATED_AT = "updated_at"
    LAST_ACTIVITY_AT = "last_activity_at"
    STAR_COUNT = "star_count"


class ProjectReference(BaseModel):
    """A project, named in another answer."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    id: int
    """The id."""
    description: str | None = None
    """What it is for."""
    name: str
    """The name."""
    name_with_namespace: str
    """The full name, with blanks and slashes."""
    path: str
    """The last part of the URL."""
    path_with_namespace: str
    """The full path."""
    created_at: AwareDatetime
    """When it was made."""
    web_url: str
    """The page of it."""


class ProjectStatistics(BaseModel):
    """How much there is of it."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    commit_count: int
    """Commits on the default branch."""
    storage_size: int
    """All of it, in bytes."""
    repository_size: int
    """The repository, in bytes."""
    job_artifacts_size: int
    """Job artifacts, in bytes."""


class RepositoryFile(BaseModel):
    """A file of a repository as it is at a ref, with its content."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    file_name: str
    """The last part of the path."""
    file_path: str
    """The path from the root of the repository."""
    size: Annotated[int, Field(ge=0)]
    """The size of the file itself, in bytes."""
    encoding: FileEncoding
    content: str
    """The content, in Base64 without line breaks."""
    content_sha256: str
    """The SHA-256 of the file itself, in hexadecimal."""
    ref: str
    """The branch, tag or commit that was asked for."""
    blob_id: str
    """The SHA of the blob."""
    commit_id: str
    """The SHA of the commit that the ref stands for."""
    last_commit_id: str
    """The SHA of the last commit that changed the file."""
    execute_filemode: bool
    """Whether the file may be executed."""


class RepositoryFileCreate(BaseModel):
    """A new file, and the commit that adds it."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    branch: Annotated[str, Field(min_length=1)]
    """The branch to commit to; a new one wants `start_branch`."""
    commit_message: Annotated[str, Field(min_length=1)]
    """The message of the commit."""
    content: str
    """The content, written as `encoding` says."""
    encoding: FileEncoding | None = None
    start_branch: Annotated[str | None, Field(min_length=1)] = None
    """The branch that a new `branch` starts from."""
    author_email: Annotated[str | None, Field(min_length=1)] = None
    """The email address of the commit's author; the user's own unless told."""
    author_name: Annotated[str | None, Field(min_length=1)] = None
    """The name of the commit's author; the user's own unless told."""
    execute_filemode: bool | None = None
    """Whether the file may be executed."""


class RepositoryFileReference(BaseModel):
    """A file, and the branch that it was committed to."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    file_path: str
    """The path from the root of the repository."""
    branch: str
    """The branch of the commit."""


class RepositoryFileUpdate(BaseModel):
    """The new content of a file, and the commit that changes it."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    branch: Annotated[str, Field(min_length=1)]
    """The branch to commit to; a new one wants `start_branch`."""
    commit_message: Annotated[str, Field(min_length=1)]
    """The message of the commit."""
    content: str
    """The content, written as `encoding` says."""
    encoding: FileEncoding | None = None
    start_branch: Annotated[str | None, Field(min_length=1)] = None
    """The branch that a new `branch` starts from."""
    author_email: Annotated[str | None, Field(min_length=1)] = None
    """The email address of the commit's author; the user's own unless told."""
    author_name: Annotated[str | None, Field(min_length=1)] = None
    """The name of the commit's author; the user's own unless told."""
    last_commit_id: Annotated[str | None, Field(min_length=1)] = None
    """The last commit that the user knows to have changed the file; where a later one did, nothing is changed."""
    execute_filemode: bool | None = None
    """Whether the file may be executed."""


class SharedRunnersSetting(StrEnum):
    """
    Whether shared runners take the jobs of a group's projects, and whether what is below may decide otherwise.
    """

    ENABLED = "enabled"
    DISABLED_AND_OVERRIDABLE = "disabled_and_overridable"
    DISABLED_AND_UNOVERRIDABLE = "disabled_and_unoverridable"


class SortDirection(StrEnum):
    """
    The direction of an order.
    """

    ASC = "asc"
    DESC = "desc"


class SubgroupCreationLevel(StrEnum):
    """
    Who may make subgroups in a group.
    """

    OWNER = "owner"
    MAINTAINER = "maintainer"


class TokenOrder(StrEnum):
    """
    The order of a list of tokens.
    """

    CREATED_ASC = "created_asc"
    CREATED_DESC = "created_desc"
    EXPIRES_ASC = "expires_asc"
    EXPIRES_DESC = "expires_desc"
    LAST_USED_ASC = "last_used_asc"
    LAST_USED_DESC = "last_used_desc"
    NAME_ASC = "name_asc"
    NAME_DESC = "name_desc"


class TokenScope(StrEnum):
    """
    What a new token may do. `api` may do all, `read_api` may only read, `self_rotate` may only rotate itself.
    """

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


class TriggeredPipelineCreate(BaseModel):
    """A pipeline to start, with the token that may start it."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    token: str
    """A pipeline trigger token, or the token of a running job (`CI_JOB_TOKEN`)."""
    ref: Annotated[str, Field(min_length=1)]
    """The branch or tag to run on."""
    variables: dict[str, str] | None = None


class UserIdentity(BaseModel):
    """The user at a sign-in provider."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    provider: str
    """The provider."""
    extern_uid: str | None
    """The user's id there."""
    saml_provider_id: int | None = None
    """The SAML provider of a group."""


class UserOrder(StrEnum):
    """
    What a list of users may be ordered by.
    """

    ID = "id"
    NAME = "name"
    USERNAME = "username"
    CREATED_AT = "created_at"
    UPDATED_AT = "updated_at"


class VariableType(StrEnum):
    """
    Whether a job finds the value in the variable (`env_var`), or the path of a file that holds it (`file`).
    """

    ENV_VAR = "env_var"
    FILE = "file"


class Version(BaseModel):
    """What the server runs."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    version: str
    """The version of the ancestor that it is built on."""
    revision: str
    """The commit that it is built from."""
    kas: AgentServer | None = None
    enterprise: bool | None = None
    """Whether it is the ancestor's enterprise edition."""


class Visibility(StrEnum):
    """
    Who may see a project or a group.
    """

    PRIVATE = "private"
    INTERNAL = "internal"
    PUBLIC = "public"


class AccessGrant(BaseModel):
    """The user's role, and how much is told of changes."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    access_level: int
    """A role, as a number: 10 guest, 15 planner, 20 reporter, 30 developer, 40 maintainer, 50 owner, 0 no access, 5 minimal access, 60 administrator. The ancestor adds roles over time."""
    notification_level: int | None = None
    """How much the user is told."""


class AccessToken(BaseModel):
    """What every access token has. The secret itself is never among it."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    id: int
    """The id."""
    name: str
    """The name."""
    revoked: bool
    """Whether it was revoked."""
    created_at: AwareDatetime
    """When it was made."""
    description: str | None = None
    """What it is for."""
    scopes: list[str]
    """What it may do."""
    user_id: int
    """The user or bot user that it acts as."""
    last_used_at: AwareDatetime | None
    """When it was last used; null where it never was."""
    active: bool
    """Whether it is neither revoked nor expired."""
    expires_at: date | None
    """The day on which it expires, at midnight UTC; null where it never does."""


class Commit(BaseModel):
    """A commit of a repository."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    id: str
    """The SHA, in full."""
    short_id: str
    """The beginning of the SHA."""
    created_at: AwareDatetime
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
    authored_date: AwareDatetime
    """When the change was written."""
    committer_name: str
    """Who committed the change."""
    committer_email: str
    """The committer's email address."""
    committed_date: AwareDatetime
    """When it was committed."""
    trailers: dict[str, str] | None = None
    web_url: str
    """The page of it."""


class CurrentUser(BaseModel):
    """The user that the token acts as, with what only the user itself may see."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    id: int
    """The id."""
    username: str
    """The name to sign in and to be mentioned with; also the path of its namespace."""
    name: str
    """The name to be shown."""
    state: str
    """How a user stands; only `active` ones may sign in. The ancestor adds states over time."""
    locked: bool | None = None
    """Whether signing in is barred for a while."""
    avatar_url: str | None
    """Its picture."""
    web_url: str
    """The page of it."""
    created_at: AwareDatetime
    """When it was made."""
    bot: bool | None = None
    """Whether it is the bot of a project's or a group's token."""
    email: str | None = None
    """The address that it signs in with."""
    public_email: str | None = None
    """The address that it shows to all."""
    commit_email: str | None = None
    """The address in the commits that it makes."""
    bio: str | None = None
    """A few words about it."""
    location: str | None = None
    """Where it is."""
    organization: str | None = None
    """Where it works."""
    job_title: str | None = None
    """What it does there."""
    work_information: str | None = None
    """The job title and the organization in one line."""
    pronouns: str | None = None
    """How to speak of it."""
    website_url: str | None = None
    """Its own site."""
    linkedin: str | None = None
    """Its name at LinkedIn."""
    twitter: str | None = None
    """Its name at X."""
    discord: str | None = None
    """Its id at Discord."""
    github: str | None = None
    """Its name at GitHub."""
    local_time: str | None = None
    """The time of day where it is, as `3:38 PM`."""
    preferred_language: str | None = None
    """The language of its pages."""
    followers: int | None = None
    """How many users follow it."""
    following: int | None = None
    """How many users it follows."""
    last_sign_in_at: AwareDatetime | None = None
    """The sign-in before this one."""
    current_sign_in_at: AwareDatetime | None = None
    """The last sign-in."""
    confirmed_at: AwareDatetime | None = None
    """When its address was confirmed."""
    last_activity_on: date | None = None
    """The day of its last activity."""
    identities: list[UserIdentity] | None = None
    """The sign-in providers that know the user."""
    theme_id: int | None = None
    """The look of its pages."""
    color_scheme_id: int | None = None
    """The look of its code."""
    projects_limit: int | None = None
    """How many projects of its own it may have."""
    can_create_group: bool | None = None
    """Whether it may make groups."""
    can_create_project: bool | None = None
    """Whether it may make projects."""
    two_factor_enabled: bool | None = None
    """Whether it signs in with a second factor."""
    external: bool | None = None
    """Whether it sees only what it was let into."""
    private_profile: bool | None = None
    """Whether its page hides what it does."""


class GroupAccessToken(AccessToken):
    """A token of a group, with a bot user of its own."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    access_level: int | None
    """The role of its bot user in the group; null where the bot user is a member no more."""


class GroupAccessTokenCreate(BaseModel):
    """A new token of a group."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    name: Annotated[str, Field(min_length=1)]
    """The name."""
    description: str | None = None
    """What it is for."""
    scopes: Annotated[list[TokenScope], Field(min_length=1)]
    """What it may do."""
    access_level: AssignableAccessLevel | None = None
    expires_at: date | None = None
    """The day on which it expires; a year from now unless told."""


class GroupAccessTokenList(RootModel[list[GroupAccessToken]]):
    """A page of a group's tokens."""

    root: list[GroupAccessToken]
    """A page of a group's tokens."""


class GroupAccessTokenWithToken(GroupAccessToken):
    """A token of a group, with the secret. It is shown this once."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    token: str
    """The secret."""


class GroupCreate(BaseModel):
    """A new group, or a subgroup where `parent_id` is given."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    name: Annotated[str, Field(max_length=255, min_length=1)]
    """The name."""
    path: Annotated[
        str,
        Field(max_length=255, min_length=1, pattern="^[A-Za-z0-9_][A-Za-z0-9_.-]*$"),
    ]
    """The last part of the URL."""
    parent_id: Annotated[int | None, Field(ge=1)] = None
    """The group to create it in; at the top unless told."""
    description: Annotated[str | None, Field(max_length=500)] = None
    """What it is for."""
    visibility: Visibility | None = None
    default_branch: str | None = None
    """The default branch of its new projects."""
    default_branch_protection: DefaultBranchProtection | None = None
    project_creation_level: ProjectCreationLevel | None = None
    subgroup_creation_level: SubgroupCreationLevel | None = None
    shared_runners_setting: SharedRunnersSetting | None = None
    share_with_group_lock: bool | None = None
    """Whether its projects may not be shared with other groups."""
    require_two_factor_authentication: bool | None = None
    """Whether its members must sign in with a second factor."""
    two_factor_grace_period: Annotated[int | None, Field(ge=0)] = None
    """How long a member may put the second factor off, in hours."""
    auto_devops_enabled: bool | None = None
    """Whether its projects get pipelines by default."""
    emails_enabled: bool | None = None
    """Whether it sends notifications."""
    mentions_disabled: bool | None = None
    """Whether it cannot be mentioned."""
    lfs_enabled: bool | None = None
    """Whether large files may be stored in its projects."""
    request_access_enabled: bool | None = None
    """Whether people may ask for access."""


class GroupUpdate(BaseModel):
    """The fields to change."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    name: Annotated[str | None, Field(max_length=255, min_length=1)] = None
    """The name."""
    path: Annotated[
        str | None,
        Field(max_length=255, min_length=1, pattern="^[A-Za-z0-9_][A-Za-z0-9_.-]*$"),
    ] = None
    """The last part of the URL."""
    description: Annotated[str | None, Field(max_length=500)] = None
    """What it is for."""
    visibility: Visibility | None = None
    default_branch: str | None = None
    """The default branch of its new projects."""
    default_branch_protection: DefaultBranchProtection | None = None
    project_creation_level: ProjectCreationLevel | None = None
    subgroup_creation_level: SubgroupCreationLevel | None = None
    shared_runners_setting: SharedRunnersSetting | None = None
    share_with_group_lock: bool | None = None
    """Whether its projects may not be shared with other groups."""
    require_two_factor_authentication: bool | None = None
    """Whether its members must sign in with a second factor."""
    two_factor_grace_period: Annotated[int | None, Field(ge=0)] = None
    """How long a member may put the second factor off, in hours."""
    auto_devops_enabled: bool | None = None
    """Whether its projects get pipelines by default."""
    emails_enabled: bool | None = None
    """Whether it sends notifications."""
    mentions_disabled: bool | None = None
    """Whether it cannot be mentioned."""
    lfs_enabled: bool | None = None
    """Whether large files may be stored in its projects."""
    request_access_enabled: bool | None = None
    """Whether people may ask for access."""
    prevent_sharing_groups_outside_hierarchy: bool | None = None
    """Whether it is shared only with groups below the same top."""


class JobArtifact(BaseModel):
    """A file that a job left behind."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    file_type: str
    """What an artifact holds. The ancestor adds types over time."""
    size: int | None
    """How large it is, in bytes."""
    filename: str
    """Its name."""
    file_format: str | None
    """How it is packed."""


class JobPlay(BaseModel):
    """How to start a manual job."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    job_variables_attributes: list[JobVariableCreate] | None = None
    """Variables for this run of the job alone."""


class JobRunner(BaseModel):
    """The runner that took a job."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    id: int
    """The id."""
    description: str | None
    """What it is called by those who run it."""
    ip_address: str | None = None
    """Where it was last heard from."""
    active: bool
    """Whether it takes jobs."""
    paused: bool | None = None
    """Whether it takes no jobs for now."""
    is_shared: bool
    """Whether it takes the jobs of every project."""
    runner_type: str | None = None
    """Whose jobs a runner takes. The ancestor adds types over time."""
    name: str | None
    """The name of its program."""
    online: bool | None
    """Whether it was heard from of late."""
    created_at: AwareDatetime | None = None
    """When it was made."""
    status: str
    """Whether a runner has been heard of. The ancestor adds states over time."""


class Namespace(BaseModel):
    """A namespace of a user or a group. The counts are told to its owners alone."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    id: int
    """The id; a group's namespace has the group's id."""
    name: str
    """The name."""
    path: str
    """The last part of the full path."""
    kind: str
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


class NamespaceList(RootModel[list[Namespace]]):
    """A page of namespaces."""

    root: list[Namespace]
    """A page of namespaces."""


class PersonalAccessToken(AccessToken):
    """A token of a user."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    last_used_ips: list[str] | None = None
    """The last IP addresses that it was used from."""


class PersonalAccessTokenList(RootModel[list[PersonalAccessToken]]):
    """A page of a user's tokens."""

    root: list[PersonalAccessToken]
    """A page of a user's tokens."""


class PersonalAccessTokenWithToken(PersonalAccessToken):
    """A token of a user, with the secret. It is shown this once."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    token: str
    """The secret."""


class PipelineList(RootModel[list[PipelineSummary]]):
    """A page of pipelines."""

    root: list[PipelineSummary]
    """A page of pipelines."""


class PipelineVariable(BaseModel):
    """A variable that a pipeline was started with, or that a schedule starts its pipelines with."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    key: str
    """The name."""
    value: str | None
    """The value."""
    variable_type: VariableType
    raw: bool | None = None
    """Whether the value stands as it is and names in it are not expanded."""


class PipelineVariableCreate(BaseModel):
    """A variable for a new pipeline."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    key: Annotated[str, Field(max_length=255, min_length=1, pattern="^[A-Za-z0-9_]+$")]
    """The name."""
    value: str
    """The value."""
    variable_type: VariableType | None = None


class PipelineVariableList(RootModel[list[PipelineVariable]]):
    """All variables of a pipeline."""

    root: list[PipelineVariable]
    """All variables of a pipeline."""


class ProjectAccessToken(AccessToken):
    """A token of a project, with a bot user of its own."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    access_level: int | None
    """The role of its bot user in the project; null where the bot user is a member no more."""


class ProjectAccessTokenCreate(BaseModel):
    """A new token of a project."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    name: Annotated[str, Field(min_length=1)]
    """The name."""
    description: str | None = None
    """What it is for."""
    scopes: Annotated[list[TokenScope], Field(min_length=1)]
    """What it may do."""
    access_level: AssignableAccessLevel | None = None
    expires_at: date | None = None
    """The day on which it expires; a year from now unless told."""


class ProjectAccessTokenList(RootModel[list[ProjectAccessToken]]):
    """A page of a project's tokens."""

    root: list[ProjectAccessToken]
    """A page of a project's tokens."""


class ProjectAccessTokenWithToken(ProjectAccessToken):
    """A token of a project, with the secret. It is shown this once."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    token: str
    """The secret."""


class ProjectCreate(BaseModel):
    """A new project; `name` or `path` must be given."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    name: Annotated[str | None, Field(max_length=255, min_length=1)] = None
    """The name; the path unless told."""
    path: Annotated[
        str | None,
        Field(max_length=255, min_length=1, pattern="^[A-Za-z0-9_][A-Za-z0-9_.-]*$"),
    ] = None
    """The last part of the URL; made from the name unless told."""
    namespace_id: int | None = None
    """The namespace to create it in; the user's own unless told."""
    description: Annotated[str | None, Field(max_length=2000)] = None
    """What it is for."""
    default_branch: Annotated[str | None, Field(min_length=1)] = None
    """The default branch; `main` unless told. Wants `initialize_with_readme`."""
    visibility: Visibility | None = None
    initialize_with_readme: bool | None = None
    """Whether the repository starts with a README.md."""
    topics: list[Topic] | None = None
    """Topics to find it by."""
    issues_enabled: bool | None = None
    """Whether it has issues."""
    merge_requests_enabled: bool | None = None
    """Whether it has merge requests."""
    jobs_enabled: bool | None = None
    """Whether it runs pipelines."""
    wiki_enabled: bool | None = None
    """Whether it has a wiki."""
    lfs_enabled: bool | None = None
    """Whether large files may be stored."""
    shared_runners_enabled: bool | None = None
    """Whether shared runners take its jobs."""
    request_access_enabled: bool | None = None
    """Whether people may ask for access."""
    only_allow_merge_if_pipeline_succeeds: bool | None = None
    """Whether a merge wants a green pipeline."""
    builds_access_level: FeatureAccessLevel | None = None
    merge_method: MergeMethod | None = None
    build_timeout: Annotated[int | None, Field(ge=600)] = None
    """How long a job may run, in seconds."""
    ci_config_path: str | None = None
    """The path of the pipeline file."""
    container_expiration_policy_attributes: ExpirationPolicyChange | None = None


class ProjectFork(BaseModel):
    """Where the fork goes and what it is called."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    namespace_id: int | None = None
    """The id of the namespace to fork into."""
    namespace_path: Annotated[str | None, Field(min_length=1)] = None
    """The full path of the namespace to fork into."""
    name: Annotated[str | None, Field(max_length=255, min_length=1)] = None
    """The fork's name."""
    path: Annotated[
        str | None,
        Field(max_length=255, min_length=1, pattern="^[A-Za-z0-9_][A-Za-z0-9_.-]*$"),
    ] = None
    """The last part of the fork's URL."""
    description: Annotated[str | None, Field(max_length=2000)] = None
    """What it is for."""
    visibility: Visibility | None = None
    branches: str | None = None
    """The branches to take along; all unless told."""


class ProjectPermissions(BaseModel):
    """The user's own roles, from the project and from its group; null where there is none."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    project_access: AccessGrant | None
    """The role given in the project."""
    group_access: AccessGrant | None
    """The role given in a group above."""


class ProjectUpdate(BaseModel):
    """The fields to change."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    name: Annotated[str | None, Field(max_length=255, min_length=1)] = None
    """The name."""
    path: Annotated[
        str | None,
        Field(max_length=255, min_length=1, pattern="^[A-Za-z0-9_][A-Za-z0-9_.-]*$"),
    ] = None
    """The last part of the URL."""
    description: Annotated[str | None, Field(max_length=2000)] = None
    """What it is for."""
    default_branch: Annotated[str | None, Field(min_length=1)] = None
    """The default branch."""
    visibility: Visibility | None = None
    topics: list[Topic] | None = None
    """Topics to find it by."""
    issues_enabled: bool | None = None
    """Whether it has issues."""
    merge_requests_enabled: bool | None = None
    """Whether it has merge requests."""
    jobs_enabled: bool | None = None
    """Whether it runs pipelines."""
    wiki_enabled: bool | None = None
    """Whether it has a wiki."""
    lfs_enabled: bool | None = None
    """Whether large files may be stored."""
    shared_runners_enabled: bool | None = None
    """Whether shared runners take its jobs."""
    request_access_enabled: bool | None = None
    """Whether people may ask for access."""
    only_allow_merge_if_pipeline_succeeds: bool | None = None
    """Whether a merge wants a green pipeline."""
    builds_access_level: FeatureAccessLevel | None = None
    merge_method: MergeMethod | None = None
    build_timeout: Annotated[int | None, Field(ge=600)] = None
    """How long a job may run, in seconds."""
    ci_config_path: str | None = None
    """The path of the pipeline file."""
    container_expiration_policy_attributes: ExpirationPolicyChange | None = None


class ProjectVariable(BaseModel):
    """A CI/CD variable of a project. Key and environment scope together name it."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    key: str
    """The name."""
    value: str | None
    """The value; null where it is hidden."""
    description: str | None = None
    """What it is for."""
    variable_type: VariableType
    environment_scope: str
    """The environments that get it; an asterisk stands for any text."""
    protected: bool
    """Whether only jobs of protected branches and tags get it."""
    masked: bool
    """Whether job logs hide the value."""
    hidden: bool | None = None
    """Whether no answer tells the value."""
    raw: bool
    """Whether the value is taken as it is and other variables in it are not expanded."""


class ProjectVariableCreate(BaseModel):
    """A new CI/CD variable."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    key: Annotated[str, Field(max_length=255, min_length=1, pattern="^[A-Za-z0-9_]+$")]
    """The name; letters, digits and underscores."""
    value: str
    """The value; may be empty."""
    description: Annotated[str | None, Field(max_length=255)] = None
    """What it is for."""
    variable_type: VariableType | None = None
    environment_scope: Annotated[str | None, Field(max_length=255, min_length=1)] = None
    """The environments that get it; `*`, all of them, unless told."""
    protected: bool | None = None
    """Whether only jobs of protected branches and tags get it; false unless told."""
    masked: bool | None = None
    """Whether job logs hide the value; false unless told."""
    masked_and_hidden: bool | None = None
    """Whether job logs hide the value and no answer tells it; false unless told."""
    raw: bool | None = None
    """Whether the value is taken as it is and other variables in it are not expanded; false unless told."""


class ProjectVariableList(RootModel[list[ProjectVariable]]):
    """A page of CI/CD variables."""

    root: list[ProjectVariable]
    """A page of CI/CD variables."""


class ProjectVariableUpdate(BaseModel):
    """The fields to change. The key stays; whether it is hidden stays too."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    value: str | None = None
    """The value; may be empty."""
    description: Annotated[str | None, Field(max_length=255)] = None
    """What it is for."""
    variable_type: VariableType | None = None
    environment_scope: Annotated[str | None, Field(max_length=255, min_length=1)] = None
    """The environments that get it."""
    protected: bool | None = None
    """Whether only jobs of protected branches and tags get it."""
    masked: bool | None = None
    """Whether job logs hide the value."""
    raw: bool | None = None
    """Whether the value is taken as it is and other variables in it are not expanded."""


class UserReference(BaseModel):
    """A user, a person or a bot, as others see it."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    id: int
    """The id."""
    username: str
    """The name to sign in and to be mentioned with; also the path of its namespace."""
    name: str
    """The name to be shown."""
    state: str
    """How a user stands; only `active` ones may sign in. The ancestor adds states over time."""
    locked: bool | None = None
    """Whether signing in is barred for a while."""
    public_email: str | None = None
    """The address that it shows to all."""
    avatar_url: str | None
    """Its picture."""
    web_url: str
    """The page of it."""


class Branch(BaseModel):
    """A branch of a repository."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    name: str
    """The name."""
    commit: Commit
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


class BranchList(RootModel[list[Branch]]):
    """A page of branches."""

    root: list[Branch]
    """A page of branches."""


class Job(BaseModel):
    """A job."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    id: int
    """The id."""
    status: str
    """How far a pipeline or a job is. The ancestor adds states over time."""
    stage: str
    """The stage of the pipeline that it belongs to."""
    name: str
    """The name."""
    ref: str
    """The branch or tag that it runs on."""
    tag: bool
    """Whether it runs on a tag."""
    coverage: float | str | None
    """The test coverage, in percent; a number, or a string that holds one."""
    allow_failure: bool
    """Whether the pipeline goes on where it fails."""
    created_at: AwareDatetime
    """When it was made."""
    started_at: AwareDatetime | None
    """When it started."""
    finished_at: AwareDatetime | None
    """When it ended."""
    erased_at: AwareDatetime | None
    """When its log and artifacts were erased."""
    duration: float | None
    """How long it ran, in seconds."""
    queued_duration: float | None
    """How long it waited for a runner, in seconds."""
    user: UserReference | None
    """Who started it."""
    commit: Commit | None
    """The commit that it runs on; null where it is gone."""
    pipeline: PipelineSummary
    failure_reason: str | None = None
    """Why a job failed. The ancestor adds reasons over time."""
    web_url: str
    """The page of it."""
    project: JobProject
    artifacts_file: JobArtifactFile | None = None
    artifacts: list[JobArtifact]
    """All files that it left behind, its log among them."""
    artifacts_expire_at: AwareDatetime | None
    """When its artifacts go."""
    archived: bool | None = None
    """Whether it is too old to run again."""
    tag_list: list[str]
    """What the runner must offer that takes it."""
    runner: JobRunner | None
    """The runner that took it; null before one does."""


class JobList(RootModel[list[Job]]):
    """A page of jobs."""

    root: list[Job]
    """A page of jobs."""


class Member(BaseModel):
    """A user and the role in the project. `id` is the user's."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    id: int
    """The id of the user."""
    username: str
    """The name to sign in and to be mentioned with; also the path of its namespace."""
    name: str
    """The name to be shown."""
    state: str
    """How a user stands; only `active` ones may sign in. The ancestor adds states over time."""
    locked: bool | None = None
    """Whether signing in is barred for a while."""
    public_email: str | None = None
    """The address that it shows to all."""
    avatar_url: str | None
    """Its picture."""
    web_url: str
    """The page of it."""
    access_level: int
    """A role, as a number: 10 guest, 15 planner, 20 reporter, 30 developer, 40 maintainer, 50 owner, 0 no access, 5 minimal access, 60 administrator. The ancestor adds roles over time."""
    created_at: AwareDatetime | None = None
    """When it became a member."""
    created_by: UserReference | None = None
    expires_at: date | None
    """The day on which the membership ends; null where it does not."""
    membership_state: str | None = None
    """How the membership stands. The ancestor adds states over time."""


class MemberList(RootModel[list[Member]]):
    """A page of members."""

    root: list[Member]
    """A page of members."""


class Pipeline(BaseModel):
    """A pipeline."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    id: int
    """The id."""
    iid: int
    """The number within the project, from 1."""
    project_id: int
    """The project that it runs in."""
    name: str | None = None
    """The name, where the pipeline file gives one."""
    sha: str
    """The commit that it runs on."""
    ref: str
    """The branch or tag that it runs on."""
    status: str
    """How far a pipeline or a job is. The ancestor adds states over time."""
    source: str
    """What started a pipeline. The ancestor adds sources over time."""
    created_at: AwareDatetime
    """When it was made."""
    updated_at: AwareDatetime
    """When it last changed."""
    web_url: str
    """The page of it."""
    before_sha: str
    """The commit that the branch was on before the push; zeros where there was no push."""
    tag: bool
    """Whether it runs on a tag."""
    yaml_errors: str | None
    """What is wrong with the pipeline file."""
    user: UserReference | None
    """Who started it."""
    started_at: AwareDatetime | None
    """When its first job started."""
    finished_at: AwareDatetime | None
    """When its last job ended."""
    committed_at: AwareDatetime | None
    """When it was committed to run."""
    duration: int | None
    """How long it ran, in seconds."""
    queued_duration: int | None
    """How long it waited to run, in seconds."""
    coverage: float | str | None
    """The test coverage, in percent; a number, or a string that holds one."""
    detailed_status: DetailedStatus


class PipelineCreate(BaseModel):
    """A new pipeline."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    ref: Annotated[str, Field(min_length=1)]
    """The branch or tag to run on."""
    variables: list[PipelineVariableCreate] | None = None
    """Variables for this pipeline alone. A key stands in the list once."""


class PipelineSchedule(BaseModel):
    """A schedule."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
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
    next_run_at: AwareDatetime | None
    """When it runs next."""
    active: bool
    """Whether it runs."""
    created_at: AwareDatetime
    """When it was made."""
    updated_at: AwareDatetime
    """When it last changed."""
    last_pipeline: PipelineSummary | None
    """The last pipeline that it started; null before the first."""
    owner: UserReference | None
    """The user as whom it starts pipelines."""
    variables: list[PipelineVariable] | None = None
    """The variables that its pipelines get; absent for those who may not see them."""


class PipelineScheduleSummary(BaseModel):
    """A schedule, as a list bears it."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
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
    next_run_at: AwareDatetime | None
    """When it runs next."""
    active: bool
    """Whether it runs."""
    created_at: AwareDatetime
    """When it was made."""
    updated_at: AwareDatetime
    """When it last changed."""
    owner: UserReference | None
    """The user as whom it starts pipelines."""


class PipelineTrigger(BaseModel):
    """A trigger token of a project. It starts pipelines as its owner and is no credential for anything else."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    id: int
    """The id."""
    token: str
    """The token, whole for its owner in the answer that creates it; in every other answer its first characters alone."""
    description: str
    """What it is for."""
    created_at: AwareDatetime
    """When it was made."""
    updated_at: AwareDatetime
    """When it last changed."""
    last_used: AwareDatetime | None
    """When it last started a pipeline."""
    expires_at: AwareDatetime | None = None
    """When it stops working; null where it does not."""
    owner: UserReference | None
    """The user that it acts as."""


class PipelineTriggerList(RootModel[list[PipelineTrigger]]):
    """A page of triggers."""

    root: list[PipelineTrigger]
    """A page of triggers."""


class Project(BaseModel):
    """A project. With `simple=true` a list holds the required fields alone."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    id: int
    """The id."""
    description: str | None
    """What it is for."""
    name: str
    """The name."""
    name_with_namespace: str
    """The full name, with blanks and slashes."""
    path: str
    """The last part of the URL."""
    path_with_namespace: str
    """The full path."""
    created_at: AwareDatetime
    """When it was made."""
    updated_at: AwareDatetime | None = None
    """When a field of it last changed."""
    last_activity_at: AwareDatetime
    """When something last happened in it."""
    default_branch: str | None
    """The default branch; null where the repository is empty."""
    topics: list[str]
    """Topics to find it by."""
    tag_list: list[str] | None = None
    """The topics, under their old name."""
    ssh_url_to_repo: str
    """Where to clone it by SSH."""
    http_url_to_repo: str
    """Where to clone it by HTTP."""
    web_url: str
    """The page of it."""
    readme_url: str | None = None
    """The page of its README."""
    avatar_url: str | None = None
    """Its picture."""
    forks_count: int
    """How many forks it has."""
    star_count: int
    """How many users starred it."""
    visibility: Visibility
    namespace: NamespaceReference
    field_links: Annotated[ProjectLinks | None, Field(alias="_links")] = None
    archived: bool | None = None
    """Whether it is read-only."""
    empty_repo: bool | None = None
    """Whether the repository has no commit."""
    creator_id: int | None = None
    """The user who made it."""
    owner: UserReference | None = None
    issues_enabled: bool | None = None
    """Whether it has issues."""
    merge_requests_enabled: bool | None = None
    """Whether it has merge requests."""
    jobs_enabled: bool | None = None
    """Whether it runs pipelines."""
    wiki_enabled: bool | None = None
    """Whether it has a wiki."""
    lfs_enabled: bool | None = None
    """Whether large files may be stored."""
    shared_runners_enabled: bool | None = None
    """Whether shared runners take its jobs."""
    request_access_enabled: bool | None = None
    """Whether people may ask for access."""
    only_allow_merge_if_pipeline_succeeds: bool | None = None
    """Whether a merge wants a green pipeline."""
    builds_access_level: str | None = None
    """Who may use a feature of a project; the ancestor has added values for some features."""
    merge_method: MergeMethod | None = None
    build_timeout: int | None = None
    """How long a job may run, in seconds."""
    ci_config_path: str | None = None
    """The path of the pipeline file."""
    ci_job_token_scope_enabled: bool | None = None
    """Whether its own job tokens are held to an allowlist."""
    container_expiration_policy: ExpirationPolicy | None = None
    forked_from_project: ProjectReference | None = None
    import_status: str | None = None
    """How far an import or fork is; `none`, `scheduled`, `started`, `finished`, `failed`."""
    open_issues_count: int | None = None
    """How many issues are open."""
    permissions: ProjectPermissions | None = None
    statistics: ProjectStatistics | None = None


class ProjectList(RootModel[list[Project]]):
    """A page of projects."""

    root: list[Project]
    """A page of projects."""


class UserList(RootModel[list[UserReference]]):
    """A page of users."""

    root: list[UserReference]
    """A page of users."""


class Group(BaseModel):
    """A group. The answer to one group, to its creation and to its change tells more than a list does."""

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
    )
    id: int
    """The id."""
    name: str
    """The name."""
    path: str
    """The last part of the URL."""
    description: str | None
    """What it is for."""
    visibility: Visibility
    full_name: str
    """The full name, with blanks and slashes."""
    full_path: str
    """The full path."""
    parent_id: int | None
    """The id of the group above; null at the top."""
    avatar_url: str | None
    """Its picture."""
    web_url: str
    """The page of it."""
    created_at: AwareDatetime
    """When it was made."""
    archived: bool | None = None
    """Whether it is read-only."""
    marked_for_deletion_on: date | None = None
    """The day on which its deletion was asked for."""
    default_branch: str | None = None
    """The default branch of its new projects."""
    default_branch_protection: int | None = None
    """Who may push to the default branch of a new project, as a number; the ancestor has added values."""
    project_creation_level: str | None = None
    """Who may make projects in it; `noone`, `administrator`, `owner`, `maintainer`, `developer`; the ancestor adds to them."""
    subgroup_creation_level: SubgroupCreationLevel | None = None
    shared_runners_setting: str | None = None
    """Whether shared runners take its projects' jobs; `enabled`, `disabled_and_overridable`, `disabled_and_unoverridable`."""
    share_with_group_lock: bool | None = None
    """Whether its projects may not be shared with other groups."""
    require_two_factor_authentication: bool | None = None
    """Whether its members must sign in with a second factor."""
    two_factor_grace_period: int | None = None
    """How long a member may put the second factor off, in hours."""
    auto_devops_enabled: bool | None = None
    """Whether its projects get pipelines by default."""
    emails_disabled: bool | None = None
    """Whether it sends no notifications; the old way to say it."""
    emails_enabled: bool | None = None
    """Whether it sends notifications."""
    mentions_disabled: bool | None = None
    """Whether it cannot be mentioned."""
    lfs_enabled: bool
    """Whether large files may be stored in its projects."""
    request_access_enabled: bool
    """Whether people may ask for access."""
    prevent_sharing_groups_outside_hierarchy: bool | None = None
    """Whether it is shared only with groups below the same top."""
    shared_with_groups: list[GroupShare] | None = None
    """The groups that a group is shared with."""
    projects: list[Project] | None = None
    """Its projects."""
    shared_projects: list[Project] | None = None
    """The projects of others that are shared with it."""


class GroupList(RootModel[list[Group]]):
    """A page of groups."""

    root: list[Group]
    """A page of groups."""


class PipelineScheduleList(RootModel[list[PipelineScheduleSummary]]):
    """A page of schedules."""

    root: list[PipelineScheduleSummary]
    """A page of schedules."""
