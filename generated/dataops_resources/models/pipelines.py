"""What the API answers to pipelines: a struct for each object, an open enum for each list of values."""

from __future__ import annotations

import datetime

from dataops_resources.model import Model
from dataops_resources.models.branches import Commit
from dataops_resources.models.users import UserReference
from dataops_resources.openenum import OpenStrEnum


class CiStatus(OpenStrEnum):
    """How far a pipeline or a job is. The ancestor adds states over time."""

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


class JobArtifactFormat(OpenStrEnum):
    """How it is packed."""

    RAW = "raw"
    ZIP = "zip"
    GZIP = "gzip"


class JobArtifactType(OpenStrEnum):
    """What an artifact holds. The ancestor adds types over time."""

    ARCHIVE = "archive"
    METADATA = "metadata"
    TRACE = "trace"
    JUNIT = "junit"
    SAST = "sast"
    DEPENDENCY_SCANNING = "dependency_scanning"
    CONTAINER_SCANNING = "container_scanning"
    DAST = "dast"
    CODEQUALITY = "codequality"
    LICENSE_SCANNING = "license_scanning"
    PERFORMANCE = "performance"
    METRICS = "metrics"
    METRICS_REFEREE = "metrics_referee"
    NETWORK_REFEREE = "network_referee"
    LSIF = "lsif"
    DOTENV = "dotenv"
    COBERTURA = "cobertura"
    TERRAFORM = "terraform"
    ACCESSIBILITY = "accessibility"
    CLUSTER_APPLICATIONS = "cluster_applications"
    SECRET_DETECTION = "secret_detection"
    REQUIREMENTS = "requirements"
    COVERAGE_FUZZING = "coverage_fuzzing"
    BROWSER_PERFORMANCE = "browser_performance"
    LOAD_PERFORMANCE = "load_performance"
    API_FUZZING = "api_fuzzing"
    CLUSTER_IMAGE_SCANNING = "cluster_image_scanning"
    CYCLONEDX = "cyclonedx"
    REQUIREMENTS_V2 = "requirements_v2"
    ANNOTATIONS = "annotations"
    REPOSITORY_XRAY = "repository_xray"
    JACOCO = "jacoco"


class JobFailureReason(OpenStrEnum):
    """Why a job failed. The ancestor adds reasons over time."""

    UNKNOWN_FAILURE = "unknown_failure"
    SCRIPT_FAILURE = "script_failure"
    API_FAILURE = "api_failure"
    STUCK_OR_TIMEOUT_FAILURE = "stuck_or_timeout_failure"
    RUNNER_SYSTEM_FAILURE = "runner_system_failure"
    MISSING_DEPENDENCY_FAILURE = "missing_dependency_failure"
    RUNNER_UNSUPPORTED = "runner_unsupported"
    STALE_SCHEDULE = "stale_schedule"
    JOB_EXECUTION_TIMEOUT = "job_execution_timeout"
    ARCHIVED_FAILURE = "archived_failure"
    UNMET_PREREQUISITES = "unmet_prerequisites"
    SCHEDULER_FAILURE = "scheduler_failure"
    DATA_INTEGRITY_FAILURE = "data_integrity_failure"
    FORWARD_DEPLOYMENT_FAILURE = "forward_deployment_failure"
    USER_BLOCKED = "user_blocked"
    PROJECT_DELETED = "project_deleted"
    CI_QUOTA_EXCEEDED = "ci_quota_exceeded"
    PIPELINE_LOOP_DETECTED = "pipeline_loop_detected"
    NO_MATCHING_RUNNER = "no_matching_runner"
    TRACE_SIZE_EXCEEDED = "trace_size_exceeded"
    BUILDS_DISABLED = "builds_disabled"
    ENVIRONMENT_CREATION_FAILURE = "environment_creation_failure"
    DEPLOYMENT_REJECTED = "deployment_rejected"
    FAILED_OUTDATED_DEPLOYMENT_JOB = "failed_outdated_deployment_job"
    PROTECTED_ENVIRONMENT_FAILURE = "protected_environment_failure"
    SECRETS_PROVIDER_NOT_FOUND = "secrets_provider_not_found"
    DOWNSTREAM_PIPELINE_CREATION_FAILED = "downstream_pipeline_creation_failed"


class PipelineSource(OpenStrEnum):
    """What started a pipeline. The ancestor adds sources over time."""

    UNKNOWN = "unknown"
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
    ONDEMAND_DAST_SCAN = "ondemand_dast_scan"
    ONDEMAND_DAST_VALIDATION = "ondemand_dast_validation"
    SECURITY_ORCHESTRATION_POLICY = "security_orchestration_policy"
    CONTAINER_REGISTRY_PUSH = "container_registry_push"
    DUO_WORKFLOW = "duo_workflow"
    PIPELINE_EXECUTION_POLICY_SCHEDULE = "pipeline_execution_policy_schedule"


class RunnerStatus(OpenStrEnum):
    """Whether a runner has been heard of. The ancestor adds states over time."""

    ONLINE = "online"
    OFFLINE = "offline"
    STALE = "stale"
    NEVER_CONTACTED = "never_contacted"


class RunnerType(OpenStrEnum):
    """Whose jobs a runner takes. The ancestor adds types over time."""

    INSTANCE_TYPE = "instance_type"
    GROUP_TYPE = "group_type"
    PROJECT_TYPE = "project_type"


class VariableType(OpenStrEnum):
    """Whether a job finds the value in the variable (`env_var`), or the path of a file that holds it (`file`)."""

    ENV_VAR = "env_var"
    FILE = "file"


class DetailedStatus(Model, kw_only=True):
    """The state as the pages of the product show it."""

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


class Job(Model, kw_only=True):
    """A job."""

    id: int
    """The id."""
    status: CiStatus
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
    created_at: datetime.datetime
    """When it was made."""
    started_at: datetime.datetime | None
    """When it started."""
    finished_at: datetime.datetime | None
    """When it ended."""
    erased_at: datetime.datetime | None
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
    """A pipeline, as a list or another answer bears it."""
    failure_reason: JobFailureReason | None = None
    """Why a job failed. The ancestor adds reasons over time."""
    web_url: str
    """The page of it."""
    project: JobProject
    """What a job tells of its project."""
    artifacts_file: JobArtifactFile | None = None
    """The archive of a job's artifacts."""
    artifacts: list[JobArtifact]
    """All files that it left behind, its log among them."""
    artifacts_expire_at: datetime.datetime | None
    """When its artifacts go."""
    archived: bool | None = None
    """Whether it is too old to run again."""
    tag_list: list[str]
    """What the runner must offer that takes it."""
    runner: JobRunner | None
    """The runner that took it; null before one does."""


class JobArtifact(Model, kw_only=True):
    """A file that a job left behind."""

    file_type: JobArtifactType
    """What an artifact holds. The ancestor adds types over time."""
    size: int | None
    """How large it is, in bytes."""
    filename: str
    """Its name."""
    file_format: JobArtifactFormat | None
    """How it is packed."""


class JobArtifactFile(Model, kw_only=True):
    """The archive of a job's artifacts."""

    filename: str
    """Its name."""
    size: int | None
    """How large it is, in bytes."""


class JobProject(Model, kw_only=True):
    """What a job tells of its project."""

    ci_job_token_scope_enabled: bool
    """Whether the project's own job tokens are held to an allowlist."""


class JobRunner(Model, kw_only=True):
    """The runner that took it; null before one does."""

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
    runner_type: RunnerType | None = None
    """Whose jobs a runner takes. The ancestor adds types over time."""
    name: str | None
    """The name of its program."""
    online: bool | None
    """Whether it was heard from of late."""
    created_at: datetime.datetime | None = None
    """When it was made."""
    status: RunnerStatus
    """Whether a runner has been heard of. The ancestor adds states over time."""


class Pipeline(Model, kw_only=True):
    """A pipeline."""

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
    status: CiStatus
    """How far a pipeline or a job is. The ancestor adds states over time."""
    source: PipelineSource
    """What started a pipeline. The ancestor adds sources over time."""
    created_at: datetime.datetime
    """When it was made."""
    updated_at: datetime.datetime
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
    started_at: datetime.datetime | None
    """When its first job started."""
    finished_at: datetime.datetime | None
    """When its last job ended."""
    committed_at: datetime.datetime | None
    """When it was committed to run."""
    duration: int | None
    """How long it ran, in seconds."""
    queued_duration: int | None
    """How long it waited to run, in seconds."""
    coverage: float | str | None
    """The test coverage, in percent; a number, or a string that holds one."""
    detailed_status: DetailedStatus
    """The state as the pages of the product show it."""


class PipelineSummary(Model, kw_only=True):
    """A pipeline, as a list or another answer bears it."""

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
    status: CiStatus
    """How far a pipeline or a job is. The ancestor adds states over time."""
    source: PipelineSource
    """What started a pipeline. The ancestor adds sources over time."""
    created_at: datetime.datetime
    """When it was made."""
    updated_at: datetime.datetime
    """When it last changed."""
    web_url: str
    """The page of it."""


class PipelineVariable(Model, kw_only=True):
    """A variable that a pipeline was started with, or that a schedule starts its pipelines with."""

    __secrets__ = frozenset({"value"})

    key: str
    """The name."""
    value: str | None
    """The value."""
    variable_type: VariableType
    """Whether a job finds the value in the variable (`env_var`), or the path of a file that holds it (`file`)."""
    raw: bool | None = None
    """Whether the value stands as it is and names in it are not expanded."""
