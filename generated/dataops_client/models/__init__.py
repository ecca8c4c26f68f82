# pyright: standard
"""Contains all the data models used in inputs/outputs"""

from .access_grant import AccessGrant
from .access_token import AccessToken
from .active_state import ActiveState
from .agent_server import AgentServer
from .assignable_access_level import AssignableAccessLevel
from .branch import Branch
from .branch_create import BranchCreate
from .branch_order import BranchOrder
from .ci_status_filter import CiStatusFilter
from .commit import Commit
from .commit_trailers import CommitTrailers
from .current_user import CurrentUser
from .default_branch_protection import DefaultBranchProtection
from .detailed_status import DetailedStatus
from .error import Error
from .expiration_policy import ExpirationPolicy
from .expiration_policy_change import ExpirationPolicyChange
from .feature_access_level import FeatureAccessLevel
from .file_encoding import FileEncoding
from .group import Group
from .group_access_token import GroupAccessToken
from .group_access_token_create import GroupAccessTokenCreate
from .group_access_token_with_token import GroupAccessTokenWithToken
from .group_create import GroupCreate
from .group_order import GroupOrder
from .group_share import GroupShare
from .group_update import GroupUpdate
from .job import Job
from .job_artifact import JobArtifact
from .job_artifact_file import JobArtifactFile
from .job_order import JobOrder
from .job_play import JobPlay
from .job_project import JobProject
from .job_runner import JobRunner
from .job_token_allowlist_add import JobTokenAllowlistAdd
from .job_token_allowlist_entry import JobTokenAllowlistEntry
from .job_token_scope import JobTokenScope
from .job_token_scope_update import JobTokenScopeUpdate
from .job_variable_create import JobVariableCreate
from .member import Member
from .member_add import MemberAdd
from .member_update import MemberUpdate
from .merge_method import MergeMethod
from .message import Message
from .namespace import Namespace
from .namespace_reference import NamespaceReference
from .pagination_method import PaginationMethod
from .personal_access_token import PersonalAccessToken
from .personal_access_token_rotate import PersonalAccessTokenRotate
from .personal_access_token_with_token import PersonalAccessTokenWithToken
from .pipeline import Pipeline
from .pipeline_create import PipelineCreate
from .pipeline_order import PipelineOrder
from .pipeline_schedule import PipelineSchedule
from .pipeline_schedule_create import PipelineScheduleCreate
from .pipeline_schedule_summary import PipelineScheduleSummary
from .pipeline_schedule_update import PipelineScheduleUpdate
from .pipeline_scope import PipelineScope
from .pipeline_source_filter import PipelineSourceFilter
from .pipeline_summary import PipelineSummary
from .pipeline_trigger import PipelineTrigger
from .pipeline_trigger_create import PipelineTriggerCreate
from .pipeline_variable import PipelineVariable
from .pipeline_variable_create import PipelineVariableCreate
from .project import Project
from .project_access_token import ProjectAccessToken
from .project_access_token_create import ProjectAccessTokenCreate
from .project_access_token_with_token import ProjectAccessTokenWithToken
from .project_create import ProjectCreate
from .project_creation_level import ProjectCreationLevel
from .project_fork import ProjectFork
from .project_links import ProjectLinks
from .project_order import ProjectOrder
from .project_permissions import ProjectPermissions
from .project_reference import ProjectReference
from .project_statistics import ProjectStatistics
from .project_update import ProjectUpdate
from .project_variable import ProjectVariable
from .project_variable_create import ProjectVariableCreate
from .project_variable_update import ProjectVariableUpdate
from .repository_file import RepositoryFile
from .repository_file_create import RepositoryFileCreate
from .repository_file_reference import RepositoryFileReference
from .repository_file_update import RepositoryFileUpdate
from .shared_runners_setting import SharedRunnersSetting
from .sort_direction import SortDirection
from .subgroup_creation_level import SubgroupCreationLevel
from .token_order import TokenOrder
from .token_scope import TokenScope
from .trigger_variables import TriggerVariables
from .triggered_pipeline_create import TriggeredPipelineCreate
from .user_identity import UserIdentity
from .user_order import UserOrder
from .user_reference import UserReference
from .variable_type import VariableType
from .version import Version
from .visibility import Visibility

__all__ = (
    "AccessGrant",
    "AccessToken",
    "ActiveState",
    "AgentServer",
    "AssignableAccessLevel",
    "Branch",
    "BranchCreate",
    "BranchOrder",
    "CiStatusFilter",
    "Commit",
    "CommitTrailers",
    "CurrentUser",
    "DefaultBranchProtection",
    "DetailedStatus",
    "Error",
    "ExpirationPolicy",
    "ExpirationPolicyChange",
    "FeatureAccessLevel",
    "FileEncoding",
    "Group",
    "GroupAccessToken",
    "GroupAccessTokenCreate",
    "GroupAccessTokenWithToken",
    "GroupCreate",
    "GroupOrder",
    "GroupShare",
    "GroupUpdate",
    "Job",
    "JobArtifact",
    "JobArtifactFile",
    "JobOrder",
    "JobPlay",
    "JobProject",
    "JobRunner",
    "JobTokenAllowlistAdd",
    "JobTokenAllowlistEntry",
    "JobTokenScope",
    "JobTokenScopeUpdate",
    "JobVariableCreate",
    "Member",
    "MemberAdd",
    "MemberUpdate",
    "MergeMethod",
    "Message",
    "Namespace",
    "NamespaceReference",
    "PaginationMethod",
    "PersonalAccessToken",
    "PersonalAccessTokenRotate",
    "PersonalAccessTokenWithToken",
    "Pipeline",
    "PipelineCreate",
    "PipelineOrder",
    "PipelineSchedule",
    "PipelineScheduleCreate",
    "PipelineScheduleSummary",
    "PipelineScheduleUpdate",
    "PipelineScope",
    "PipelineSourceFilter",
    "PipelineSummary",
    "PipelineTrigger",
    "PipelineTriggerCreate",
    "PipelineVariable",
    "PipelineVariableCreate",
    "Project",
    "ProjectAccessToken",
    "ProjectAccessTokenCreate",
    "ProjectAccessTokenWithToken",
    "ProjectCreate",
    "ProjectCreationLevel",
    "ProjectFork",
    "ProjectLinks",
    "ProjectOrder",
    "ProjectPermissions",
    "ProjectReference",
    "ProjectStatistics",
    "ProjectUpdate",
    "ProjectVariable",
    "ProjectVariableCreate",
    "ProjectVariableUpdate",
    "RepositoryFile",
    "RepositoryFileCreate",
    "RepositoryFileReference",
    "RepositoryFileUpdate",
    "SharedRunnersSetting",
    "SortDirection",
    "SubgroupCreationLevel",
    "TokenOrder",
    "TokenScope",
    "TriggeredPipelineCreate",
    "TriggerVariables",
    "UserIdentity",
    "UserOrder",
    "UserReference",
    "VariableType",
    "Version",
    "Visibility",
)
