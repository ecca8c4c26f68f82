"""What the API answers: a struct for each object, an open enum for each list of values.

A model is imported when it is first asked for, with those of its family.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataops_resources.models.branches import (
        Branch as Branch,
    )
    from dataops_resources.models.branches import (
        Commit as Commit,
    )
    from dataops_resources.models.group_access_tokens import (
        GroupAccessToken as GroupAccessToken,
    )
    from dataops_resources.models.group_access_tokens import (
        GroupAccessTokenWithToken as GroupAccessTokenWithToken,
    )
    from dataops_resources.models.groups import (
        BranchProtection as BranchProtection,
    )
    from dataops_resources.models.groups import (
        Group as Group,
    )
    from dataops_resources.models.groups import (
        GroupShare as GroupShare,
    )
    from dataops_resources.models.groups import (
        SubgroupCreationLevel as SubgroupCreationLevel,
    )
    from dataops_resources.models.job_token_scope import (
        JobTokenAllowlistEntry as JobTokenAllowlistEntry,
    )
    from dataops_resources.models.job_token_scope import (
        JobTokenScope as JobTokenScope,
    )
    from dataops_resources.models.members import (
        Member as Member,
    )
    from dataops_resources.models.members import (
        MembershipState as MembershipState,
    )
    from dataops_resources.models.namespaces import (
        Namespace as Namespace,
    )
    from dataops_resources.models.namespaces import (
        NamespaceKind as NamespaceKind,
    )
    from dataops_resources.models.personal_access_tokens import (
        GrantedTokenScope as GrantedTokenScope,
    )
    from dataops_resources.models.personal_access_tokens import (
        PersonalAccessToken as PersonalAccessToken,
    )
    from dataops_resources.models.personal_access_tokens import (
        PersonalAccessTokenWithToken as PersonalAccessTokenWithToken,
    )
    from dataops_resources.models.pipeline_schedules import (
        Message as Message,
    )
    from dataops_resources.models.pipeline_schedules import (
        PipelineSchedule as PipelineSchedule,
    )
    from dataops_resources.models.pipeline_schedules import (
        PipelineScheduleSummary as PipelineScheduleSummary,
    )
    from dataops_resources.models.pipeline_triggers import (
        PipelineTrigger as PipelineTrigger,
    )
    from dataops_resources.models.pipelines import (
        CiStatus as CiStatus,
    )
    from dataops_resources.models.pipelines import (
        DetailedStatus as DetailedStatus,
    )
    from dataops_resources.models.pipelines import (
        Job as Job,
    )
    from dataops_resources.models.pipelines import (
        JobArtifact as JobArtifact,
    )
    from dataops_resources.models.pipelines import (
        JobArtifactFile as JobArtifactFile,
    )
    from dataops_resources.models.pipelines import (
        JobArtifactFormat as JobArtifactFormat,
    )
    from dataops_resources.models.pipelines import (
        JobArtifactType as JobArtifactType,
    )
    from dataops_resources.models.pipelines import (
        JobFailureReason as JobFailureReason,
    )
    from dataops_resources.models.pipelines import (
        JobProject as JobProject,
    )
    from dataops_resources.models.pipelines import (
        JobRunner as JobRunner,
    )
    from dataops_resources.models.pipelines import (
        Pipeline as Pipeline,
    )
    from dataops_resources.models.pipelines import (
        PipelineSource as PipelineSource,
    )
    from dataops_resources.models.pipelines import (
        PipelineSummary as PipelineSummary,
    )
    from dataops_resources.models.pipelines import (
        PipelineVariable as PipelineVariable,
    )
    from dataops_resources.models.pipelines import (
        RunnerStatus as RunnerStatus,
    )
    from dataops_resources.models.pipelines import (
        RunnerType as RunnerType,
    )
    from dataops_resources.models.pipelines import (
        VariableType as VariableType,
    )
    from dataops_resources.models.project_access_tokens import (
        ProjectAccessToken as ProjectAccessToken,
    )
    from dataops_resources.models.project_access_tokens import (
        ProjectAccessTokenWithToken as ProjectAccessTokenWithToken,
    )
    from dataops_resources.models.project_variables import (
        ProjectVariable as ProjectVariable,
    )
    from dataops_resources.models.projects import (
        AccessGrant as AccessGrant,
    )
    from dataops_resources.models.projects import (
        AccessLevel as AccessLevel,
    )
    from dataops_resources.models.projects import (
        ExpirationPolicy as ExpirationPolicy,
    )
    from dataops_resources.models.projects import (
        FeatureAccess as FeatureAccess,
    )
    from dataops_resources.models.projects import (
        MergeMethod as MergeMethod,
    )
    from dataops_resources.models.projects import (
        NamespaceReference as NamespaceReference,
    )
    from dataops_resources.models.projects import (
        Project as Project,
    )
    from dataops_resources.models.projects import (
        ProjectLinks as ProjectLinks,
    )
    from dataops_resources.models.projects import (
        ProjectPermissions as ProjectPermissions,
    )
    from dataops_resources.models.projects import (
        ProjectReference as ProjectReference,
    )
    from dataops_resources.models.projects import (
        ProjectStatistics as ProjectStatistics,
    )
    from dataops_resources.models.projects import (
        Visibility as Visibility,
    )
    from dataops_resources.models.repository_files import (
        FileEncoding as FileEncoding,
    )
    from dataops_resources.models.repository_files import (
        RepositoryFile as RepositoryFile,
    )
    from dataops_resources.models.repository_files import (
        RepositoryFileReference as RepositoryFileReference,
    )
    from dataops_resources.models.users import (
        CurrentUser as CurrentUser,
    )
    from dataops_resources.models.users import (
        UserIdentity as UserIdentity,
    )
    from dataops_resources.models.users import (
        UserReference as UserReference,
    )
    from dataops_resources.models.users import (
        UserState as UserState,
    )
    from dataops_resources.models.version import (
        AgentServer as AgentServer,
    )
    from dataops_resources.models.version import (
        Version as Version,
    )

_FAMILIES = {
    "AgentServer": "version",
    "Version": "version",
    "CurrentUser": "users",
    "UserIdentity": "users",
    "UserReference": "users",
    "UserState": "users",
    "Namespace": "namespaces",
    "NamespaceKind": "namespaces",
    "AccessGrant": "projects",
    "AccessLevel": "projects",
    "ExpirationPolicy": "projects",
    "FeatureAccess": "projects",
    "MergeMethod": "projects",
    "NamespaceReference": "projects",
    "Project": "projects",
    "ProjectLinks": "projects",
    "ProjectPermissions": "projects",
    "ProjectReference": "projects",
    "ProjectStatistics": "projects",
    "Visibility": "projects",
    "BranchProtection": "groups",
    "Group": "groups",
    "GroupShare": "groups",
    "SubgroupCreationLevel": "groups",
    "Member": "members",
    "MembershipState": "members",
    "Branch": "branches",
    "Commit": "branches",
    "FileEncoding": "repository_files",
    "RepositoryFile": "repository_files",
    "RepositoryFileReference": "repository_files",
    "CiStatus": "pipelines",
    "DetailedStatus": "pipelines",
    "Job": "pipelines",
    "JobArtifact": "pipelines",
    "JobArtifactFile": "pipelines",
    "JobArtifactFormat": "pipelines",
    "JobArtifactType": "pipelines",
    "JobFailureReason": "pipelines",
    "JobProject": "pipelines",
    "JobRunner": "pipelines",
    "Pipeline": "pipelines",
    "PipelineSource": "pipelines",
    "PipelineSummary": "pipelines",
    "PipelineVariable": "pipelines",
    "RunnerStatus": "pipelines",
    "RunnerType": "pipelines",
    "VariableType": "pipelines",
    "PipelineTrigger": "pipeline_triggers",
    "Message": "pipeline_schedules",
    "PipelineSchedule": "pipeline_schedules",
    "PipelineScheduleSummary": "pipeline_schedules",
    "ProjectVariable": "project_variables",
    "GrantedTokenScope": "personal_access_tokens",
    "PersonalAccessToken": "personal_access_tokens",
    "PersonalAccessTokenWithToken": "personal_access_tokens",
    "ProjectAccessToken": "project_access_tokens",
    "ProjectAccessTokenWithToken": "project_access_tokens",
    "GroupAccessToken": "group_access_tokens",
    "GroupAccessTokenWithToken": "group_access_tokens",
    "JobTokenAllowlistEntry": "job_token_scope",
    "JobTokenScope": "job_token_scope",
}

if not TYPE_CHECKING:

    def __getattr__(name):
        family = _FAMILIES.get(name)
        if family is None:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        # The import of a module sets it here, too, under its own name: a model is never called like one.
        model = getattr(import_module(f"{__name__}.{family}"), name)
        globals()[name] = model
        return model


def __dir__() -> list[str]:
    return sorted({*globals(), *_FAMILIES})
