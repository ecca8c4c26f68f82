"""What the API answers to projects: a struct for each object, an open enum for each list of values."""

from __future__ import annotations

import datetime

import msgspec

from dataops_resources.model import Model
from dataops_resources.models.namespaces import NamespaceKind
from dataops_resources.models.users import UserReference
from dataops_resources.openenum import OpenIntEnum, OpenStrEnum


class AccessLevel(OpenIntEnum):
    """A role, as a number: 10 guest, 15 planner, 20 reporter, 30 developer, 40 maintainer, 50 owner, 0 no access, 5
    minimal access, 60 administrator. The ancestor adds roles over time.
    """

    NO_ACCESS = 0
    MINIMAL_ACCESS = 5
    GUEST = 10
    PLANNER = 15
    REPORTER = 20
    DEVELOPER = 30
    MAINTAINER = 40
    OWNER = 50
    ADMINISTRATOR = 60


class FeatureAccess(OpenStrEnum):
    """Who may use a feature of a project; the ancestor has added values for some features."""

    DISABLED = "disabled"
    PRIVATE = "private"
    ENABLED = "enabled"
    PUBLIC = "public"


class MergeMethod(OpenStrEnum):
    """How merge requests are merged."""

    MERGE = "merge"
    REBASE_MERGE = "rebase_merge"
    FF = "ff"


class Visibility(OpenStrEnum):
    """Who may see a project or a group."""

    PRIVATE = "private"
    INTERNAL = "internal"
    PUBLIC = "public"


class AccessGrant(Model, kw_only=True):
    """The role given in the project."""

    access_level: AccessLevel
    """A role, as a number: 10 guest, 15 planner, 20 reporter, 30 developer, 40 maintainer, 50 owner, 0 no access, 5
    minimal access, 60 administrator. The ancestor adds roles over time.
    """
    notification_level: int | None = None
    """How much the user is told."""


class ExpirationPolicy(Model, kw_only=True):
    """When the container registry is tidied up."""

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


class NamespaceReference(Model, kw_only=True):
    """A namespace, named in another answer."""

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


class Project(Model, kw_only=True):
    """A project. With `simple=true` a list holds the required fields alone."""

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
    created_at: datetime.datetime
    """When it was made."""
    updated_at: datetime.datetime | None = None
    """When a field of it last changed."""
    last_activity_at: datetime.datetime
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
    """Who may see a project or a group."""
    namespace: NamespaceReference
    """A namespace, named in another answer."""
    links: ProjectLinks | None = msgspec.field(name="_links", default=None)
    """The URLs of what belongs to it."""
    archived: bool | None = None
    """Whether it is read-only."""
    empty_repo: bool | None = None
    """Whether the repository has no commit."""
    creator_id: int | None = None
    """The user who made it."""
    owner: UserReference | None = None
    """A user, a person or a bot, as others see it."""
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
    builds_access_level: FeatureAccess | None = None
    """Who may use a feature of a project; the ancestor has added values for some features."""
    merge_method: MergeMethod | None = None
    """How merge requests are merged."""
    build_timeout: int | None = None
    """How long a job may run, in seconds."""
    ci_config_path: str | None = None
    """The path of the pipeline file."""
    ci_job_token_scope_enabled: bool | None = None
    """Whether its own job tokens are held to an allowlist."""
    container_expiration_policy: ExpirationPolicy | None = None
    """When the container registry is tidied up."""
    forked_from_project: ProjectReference | None = None
    """A project, named in another answer."""
    import_status: str | None = None
    """How far an import or fork is; `none`, `scheduled`, `started`, `finished`, `failed`."""
    open_issues_count: int | None = None
    """How many issues are open."""
    permissions: ProjectPermissions | None = None
    """The user's own roles, from the project and from its group; null where there is none."""
    statistics: ProjectStatistics | None = None
    """How much there is of it."""


class ProjectLinks(Model, kw_only=True):
    """The URLs of what belongs to it."""

    self: str
    """The project itself."""
    members: str
    """Its members."""
    repo_branches: str
    """Its branches."""


class ProjectPermissions(Model, kw_only=True):
    """The user's own roles, from the project and from its group; null where there is none."""

    project_access: AccessGrant | None
    """The role given in the project."""
    group_access: AccessGrant | None
    """The role given in a group above."""


class ProjectReference(Model, kw_only=True):
    """A project, named in another answer."""

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
    created_at: datetime.datetime
    """When it was made."""
    web_url: str
    """The page of it."""


class ProjectStatistics(Model, kw_only=True):
    """How much there is of it."""

    commit_count: int
    """Commits on the default branch."""
    storage_size: int
    """All of it, in bytes."""
    repository_size: int
    """The repository, in bytes."""
    job_artifacts_size: int
    """Job artifacts, in bytes."""
