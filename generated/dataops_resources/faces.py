"""The faces of a client: its resource groups, each imported when it is first used."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataops_resources.branches import AsyncBranches, Branches
    from dataops_resources.group_access_tokens import (
        AsyncGroupAccessTokens,
        GroupAccessTokens,
    )
    from dataops_resources.groups import AsyncGroups, Groups
    from dataops_resources.job_token_scope import AsyncJobTokenScope, JobTokenScope
    from dataops_resources.jobs import AsyncJobs, Jobs
    from dataops_resources.members import AsyncMembers, Members
    from dataops_resources.namespaces import AsyncNamespaces, Namespaces
    from dataops_resources.personal_access_tokens import (
        AsyncPersonalAccessTokens,
        PersonalAccessTokens,
    )
    from dataops_resources.pipeline_schedules import (
        AsyncPipelineSchedules,
        PipelineSchedules,
    )
    from dataops_resources.pipeline_triggers import (
        AsyncPipelineTriggers,
        PipelineTriggers,
    )
    from dataops_resources.pipelines import AsyncPipelines, Pipelines
    from dataops_resources.project_access_tokens import (
        AsyncProjectAccessTokens,
        ProjectAccessTokens,
    )
    from dataops_resources.project_variables import (
        AsyncProjectVariables,
        ProjectVariables,
    )
    from dataops_resources.projects import AsyncProjects, Projects
    from dataops_resources.repository_files import AsyncRepositoryFiles, RepositoryFiles
    from dataops_resources.runtime import AsyncCaller, Caller
    from dataops_resources.users import AsyncUsers, Users
    from dataops_resources.version import AsyncVersion, Version


class Resources:
    """The resource groups of the API."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    @cached_property
    def version(self) -> Version:
        """What the server runs."""
        from dataops_resources.version import Version

        return Version(self._caller)

    @cached_property
    def users(self) -> Users:
        """The people and bots that tokens act as."""
        from dataops_resources.users import Users

        return Users(self._caller)

    @cached_property
    def namespaces(self) -> Namespaces:
        """The namespaces of users and groups."""
        from dataops_resources.namespaces import Namespaces

        return Namespaces(self._caller)

    @cached_property
    def projects(self) -> Projects:
        """Projects, addressed by id or by full path."""
        from dataops_resources.projects import Projects

        return Projects(self._caller)

    @cached_property
    def groups(self) -> Groups:
        """Groups of projects, addressed by id or by full path."""
        from dataops_resources.groups import Groups

        return Groups(self._caller)

    @cached_property
    def members(self) -> Members:
        """Who may do what in a project."""
        from dataops_resources.members import Members

        return Members(self._caller)

    @cached_property
    def branches(self) -> Branches:
        """The branches of a project's repository."""
        from dataops_resources.branches import Branches

        return Branches(self._caller)

    @cached_property
    def repository_files(self) -> RepositoryFiles:
        """The files of a project's repository."""
        from dataops_resources.repository_files import RepositoryFiles

        return RepositoryFiles(self._caller)

    @cached_property
    def pipelines(self) -> Pipelines:
        """Pipelines, their jobs and their variables."""
        from dataops_resources.pipelines import Pipelines

        return Pipelines(self._caller)

    @cached_property
    def pipeline_triggers(self) -> PipelineTriggers:
        """Trigger tokens, and the pipelines that they start."""
        from dataops_resources.pipeline_triggers import PipelineTriggers

        return PipelineTriggers(self._caller)

    @cached_property
    def pipeline_schedules(self) -> PipelineSchedules:
        """Pipelines that run by the clock."""
        from dataops_resources.pipeline_schedules import PipelineSchedules

        return PipelineSchedules(self._caller)

    @cached_property
    def jobs(self) -> Jobs:
        """The jobs of pipelines, their logs and their artifacts."""
        from dataops_resources.jobs import Jobs

        return Jobs(self._caller)

    @cached_property
    def project_variables(self) -> ProjectVariables:
        """The CI/CD variables of a project."""
        from dataops_resources.project_variables import ProjectVariables

        return ProjectVariables(self._caller)

    @cached_property
    def personal_access_tokens(self) -> PersonalAccessTokens:
        """The tokens of a user."""
        from dataops_resources.personal_access_tokens import PersonalAccessTokens

        return PersonalAccessTokens(self._caller)

    @cached_property
    def project_access_tokens(self) -> ProjectAccessTokens:
        """The tokens of a project, each with a bot user of its own."""
        from dataops_resources.project_access_tokens import ProjectAccessTokens

        return ProjectAccessTokens(self._caller)

    @cached_property
    def group_access_tokens(self) -> GroupAccessTokens:
        """The tokens of a group, each with a bot user of its own."""
        from dataops_resources.group_access_tokens import GroupAccessTokens

        return GroupAccessTokens(self._caller)

    @cached_property
    def job_token_scope(self) -> JobTokenScope:
        """Which projects' job tokens a project admits."""
        from dataops_resources.job_token_scope import JobTokenScope

        return JobTokenScope(self._caller)


class AsyncResources:
    """The resource groups of the API, for asynchronous code."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    @cached_property
    def version(self) -> AsyncVersion:
        """What the server runs."""
        from dataops_resources.version import AsyncVersion

        return AsyncVersion(self._caller)

    @cached_property
    def users(self) -> AsyncUsers:
        """The people and bots that tokens act as."""
        from dataops_resources.users import AsyncUsers

        return AsyncUsers(self._caller)

    @cached_property
    def namespaces(self) -> AsyncNamespaces:
        """The namespaces of users and groups."""
        from dataops_resources.namespaces import AsyncNamespaces

        return AsyncNamespaces(self._caller)

    @cached_property
    def projects(self) -> AsyncProjects:
        """Projects, addressed by id or by full path."""
        from dataops_resources.projects import AsyncProjects

        return AsyncProjects(self._caller)

    @cached_property
    def groups(self) -> AsyncGroups:
        """Groups of projects, addressed by id or by full path."""
        from dataops_resources.groups import AsyncGroups

        return AsyncGroups(self._caller)

    @cached_property
    def members(self) -> AsyncMembers:
        """Who may do what in a project."""
        from dataops_resources.members import AsyncMembers

        return AsyncMembers(self._caller)

    @cached_property
    def branches(self) -> AsyncBranches:
        """The branches of a project's repository."""
        from dataops_resources.branches import AsyncBranches

        return AsyncBranches(self._caller)

    @cached_property
    def repository_files(self) -> AsyncRepositoryFiles:
        """The files of a project's repository."""
        from dataops_resources.repository_files import AsyncRepositoryFiles

        return AsyncRepositoryFiles(self._caller)

    @cached_property
    def pipelines(self) -> AsyncPipelines:
        """Pipelines, their jobs and their variables."""
        from dataops_resources.pipelines import AsyncPipelines

        return AsyncPipelines(self._caller)

    @cached_property
    def pipeline_triggers(self) -> AsyncPipelineTriggers:
        """Trigger tokens, and the pipelines that they start."""
        from dataops_resources.pipeline_triggers import AsyncPipelineTriggers

        return AsyncPipelineTriggers(self._caller)

    @cached_property
    def pipeline_schedules(self) -> AsyncPipelineSchedules:
        """Pipelines that run by the clock."""
        from dataops_resources.pipeline_schedules import AsyncPipelineSchedules

        return AsyncPipelineSchedules(self._caller)

    @cached_property
    def jobs(self) -> AsyncJobs:
        """The jobs of pipelines, their logs and their artifacts."""
        from dataops_resources.jobs import AsyncJobs

        return AsyncJobs(self._caller)

    @cached_property
    def project_variables(self) -> AsyncProjectVariables:
        """The CI/CD variables of a project."""
        from dataops_resources.project_variables import AsyncProjectVariables

        return AsyncProjectVariables(self._caller)

    @cached_property
    def personal_access_tokens(self) -> AsyncPersonalAccessTokens:
        """The tokens of a user."""
        from dataops_resources.personal_access_tokens import AsyncPersonalAccessTokens

        return AsyncPersonalAccessTokens(self._caller)

    @cached_property
    def project_access_tokens(self) -> AsyncProjectAccessTokens:
        """The tokens of a project, each with a bot user of its own."""
        from dataops_resources.project_access_tokens import AsyncProjectAccessTokens

        return AsyncProjectAccessTokens(self._caller)

    @cached_property
    def group_access_tokens(self) -> AsyncGroupAccessTokens:
        """The tokens of a group, each with a bot user of its own."""
        from dataops_resources.group_access_tokens import AsyncGroupAccessTokens

        return AsyncGroupAccessTokens(self._caller)

    @cached_property
    def job_token_scope(self) -> AsyncJobTokenScope:
        """Which projects' job tokens a project admits."""
        from dataops_resources.job_token_scope import AsyncJobTokenScope

        return AsyncJobTokenScope(self._caller)
