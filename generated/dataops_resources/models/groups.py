"""What the API answers to groups: a struct for each object, an open enum for each list of values."""

from __future__ import annotations

import datetime

from dataops_resources.model import Model
from dataops_resources.models.projects import AccessLevel, Project, Visibility
from dataops_resources.openenum import OpenIntEnum, OpenStrEnum


class BranchProtection(OpenIntEnum):
    """Who may push to the default branch of a new project, as a number; the ancestor has added values."""

    NONE = 0
    PARTIAL = 1
    FULL = 2
    AGAINST_PUSHES = 3
    AFTER_INITIAL_PUSH = 4


class SubgroupCreationLevel(OpenStrEnum):
    """Who may make subgroups in a group."""

    OWNER = "owner"
    MAINTAINER = "maintainer"


class Group(Model, kw_only=True):
    """A group. The answer to one group, to its creation and to its change tells more than a list does."""

    id: int
    """The id."""
    name: str
    """The name."""
    path: str
    """The last part of the URL."""
    description: str | None
    """What it is for."""
    visibility: Visibility
    """Who may see a project or a group."""
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
    created_at: datetime.datetime
    """When it was made."""
    archived: bool | None = None
    """Whether it is read-only."""
    marked_for_deletion_on: datetime.date | None = None
    """The day on which its deletion was asked for."""
    default_branch: str | None = None
    """The default branch of its new projects."""
    default_branch_protection: BranchProtection | None = None
    """Who may push to the default branch of a new project, as a number; the ancestor has added values."""
    project_creation_level: str | None = None
    """Who may make projects in it; `noone`, `administrator`, `owner`, `maintainer`, `developer`; the ancestor adds to
    them.
    """
    subgroup_creation_level: SubgroupCreationLevel | None = None
    """Who may make subgroups in a group."""
    shared_runners_setting: str | None = None
    """Whether shared runners take its projects' jobs; `enabled`, `disabled_and_overridable`,
    `disabled_and_unoverridable`.
    """
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


class GroupShare(Model, kw_only=True):
    """A group that this one is shared with, and its role."""

    group_id: int
    """The id of the group."""
    group_name: str
    """The name of the group."""
    group_full_path: str
    """The full path of the group."""
    group_access_level: AccessLevel
    """A role, as a number: 10 guest, 15 planner, 20 reporter, 30 developer, 40 maintainer, 50 owner, 0 no access, 5
    minimal access, 60 administrator. The ancestor adds roles over time.
    """
    expires_at: datetime.date | None
    """The day on which it ends; null where it does not."""
