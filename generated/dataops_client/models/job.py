# pyright: standard
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.commit import Commit
    from ..models.job_artifact import JobArtifact
    from ..models.job_artifact_file import JobArtifactFile
    from ..models.job_project import JobProject
    from ..models.job_runner import JobRunner
    from ..models.pipeline_summary import PipelineSummary
    from ..models.user_reference import UserReference


T = TypeVar("T", bound="Job")


@_attrs_define
class Job:
    """A job.

    Attributes:
        id (int): The id.
        status (str): How far a pipeline or a job is. The ancestor adds states over time.
        stage (str): The stage of the pipeline that it belongs to.
        name (str): The name.
        ref (str): The branch or tag that it runs on.
        tag (bool): Whether it runs on a tag.
        coverage (float | None | str): The test coverage, in percent; a number, or a string that holds one.
        allow_failure (bool): Whether the pipeline goes on where it fails.
        created_at (datetime.datetime): When it was made.
        started_at (datetime.datetime | None): When it started.
        finished_at (datetime.datetime | None): When it ended.
        erased_at (datetime.datetime | None): When its log and artifacts were erased.
        duration (float | None): How long it ran, in seconds.
        queued_duration (float | None): How long it waited for a runner, in seconds.
        user (None | UserReference): Who started it.
        commit (Commit | None): The commit that it runs on; null where it is gone.
        pipeline (PipelineSummary): A pipeline, as a list or another answer bears it.
        web_url (str): The page of it.
        project (JobProject): What a job tells of its project.
        artifacts (list[JobArtifact]): All files that it left behind, its log among them.
        artifacts_expire_at (datetime.datetime | None): When its artifacts go.
        tag_list (list[str]): What the runner must offer that takes it.
        runner (JobRunner | None): The runner that took it; null before one does.
        failure_reason (str | Unset): Why a job failed. The ancestor adds reasons over time.
        artifacts_file (JobArtifactFile | Unset): The archive of a job's artifacts.
        archived (bool | Unset): Whether it is too old to run again.
    """

    id: int
    status: str
    stage: str
    name: str
    ref: str
    tag: bool
    coverage: float | None | str
    allow_failure: bool
    created_at: datetime.datetime
    started_at: datetime.datetime | None
    finished_at: datetime.datetime | None
    erased_at: datetime.datetime | None
    duration: float | None
    queued_duration: float | None
    user: None | UserReference
    commit: Commit | None
    pipeline: PipelineSummary
    web_url: str
    project: JobProject
    artifacts: list[JobArtifact]
    artifacts_expire_at: datetime.datetime | None
    tag_list: list[str]
    runner: JobRunner | None
    failure_reason: str | Unset = UNSET
    artifacts_file: JobArtifactFile | Unset = UNSET
    archived: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.commit import Commit  # noqa: PLC0415
        from ..models.job_runner import JobRunner  # noqa: PLC0415
        from ..models.user_reference import UserReference  # noqa: PLC0415

        id = self.id

        status = self.status

        stage = self.stage

        name = self.name

        ref = self.ref

        tag = self.tag

        coverage: float | None | str
        coverage = self.coverage

        allow_failure = self.allow_failure

        created_at = self.created_at.isoformat()

        started_at: None | str
        if isinstance(self.started_at, datetime.datetime):
            started_at = self.started_at.isoformat()
        else:
            started_at = self.started_at

        finished_at: None | str
        if isinstance(self.finished_at, datetime.datetime):
            finished_at = self.finished_at.isoformat()
        else:
            finished_at = self.finished_at

        erased_at: None | str
        if isinstance(self.erased_at, datetime.datetime):
            erased_at = self.erased_at.isoformat()
        else:
            erased_at = self.erased_at

        duration: float | None
        duration = self.duration

        queued_duration: float | None
        queued_duration = self.queued_duration

        user: dict[str, Any] | None
        if isinstance(self.user, UserReference):
            user = self.user.to_dict()
        else:
            user = self.user

        commit: dict[str, Any] | None
        if isinstance(self.commit, Commit):
            commit = self.commit.to_dict()
        else:
            commit = self.commit

        pipeline = self.pipeline.to_dict()

        web_url = self.web_url

        project = self.project.to_dict()

        artifacts = []
        for artifacts_item_data in self.artifacts:
            artifacts_item = artifacts_item_data.to_dict()
            artifacts.append(artifacts_item)

        artifacts_expire_at: None | str
        if isinstance(self.artifacts_expire_at, datetime.datetime):
            artifacts_expire_at = self.artifacts_expire_at.isoformat()
        else:
            artifacts_expire_at = self.artifacts_expire_at

        tag_list = self.tag_list

        runner: dict[str, Any] | None
        if isinstance(self.runner, JobRunner):
            runner = self.runner.to_dict()
        else:
            runner = self.runner

        failure_reason = self.failure_reason

        artifacts_file: dict[str, Any] | Unset = UNSET
        if not isinstance(self.artifacts_file, Unset):
            artifacts_file = self.artifacts_file.to_dict()

        archived = self.archived

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "status": status,
                "stage": stage,
                "name": name,
                "ref": ref,
                "tag": tag,
                "coverage": coverage,
                "allow_failure": allow_failure,
                "created_at": created_at,
                "started_at": started_at,
                "finished_at": finished_at,
                "erased_at": erased_at,
                "duration": duration,
                "queued_duration": queued_duration,
                "user": user,
                "commit": commit,
                "pipeline": pipeline,
                "web_url": web_url,
                "project": project,
                "artifacts": artifacts,
                "artifacts_expire_at": artifacts_expire_at,
                "tag_list": tag_list,
                "runner": runner,
            }
        )
        if failure_reason is not UNSET:
            field_dict["failure_reason"] = failure_reason
        if artifacts_file is not UNSET:
            field_dict["artifacts_file"] = artifacts_file
        if archived is not UNSET:
            field_dict["archived"] = archived

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.commit import Commit  # noqa: PLC0415
        from ..models.job_artifact import JobArtifact  # noqa: PLC0415
        from ..models.job_artifact_file import JobArtifactFile  # noqa: PLC0415
        from ..models.job_project import JobProject  # noqa: PLC0415
        from ..models.job_runner import JobRunner  # noqa: PLC0415
        from ..models.pipeline_summary import PipelineSummary  # noqa: PLC0415
        from ..models.user_reference import UserReference  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        status = d.pop("status")

        stage = d.pop("stage")

        name = d.pop("name")

        ref = d.pop("ref")

        tag = d.pop("tag")

        def _parse_coverage(data: object) -> float | None | str:
            if data is None:
                return data
            return cast(float | None | str, data)

        coverage = _parse_coverage(d.pop("coverage"))

        allow_failure = d.pop("allow_failure")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        def _parse_started_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                started_at_type_0 = datetime.datetime.fromisoformat(data)

                return started_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        started_at = _parse_started_at(d.pop("started_at"))

        def _parse_finished_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                finished_at_type_0 = datetime.datetime.fromisoformat(data)

                return finished_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        finished_at = _parse_finished_at(d.pop("finished_at"))

        def _parse_erased_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                erased_at_type_0 = datetime.datetime.fromisoformat(data)

                return erased_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        erased_at = _parse_erased_at(d.pop("erased_at"))

        def _parse_duration(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        duration = _parse_duration(d.pop("duration"))

        def _parse_queued_duration(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        queued_duration = _parse_queued_duration(d.pop("queued_duration"))

        def _parse_user(data: object) -> None | UserReference:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                user_type_0 = UserReference.from_dict(data)

                return user_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UserReference, data)

        user = _parse_user(d.pop("user"))

        def _parse_commit(data: object) -> Commit | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                commit_type_0 = Commit.from_dict(data)

                return commit_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Commit | None, data)

        commit = _parse_commit(d.pop("commit"))

        pipeline = PipelineSummary.from_dict(d.pop("pipeline"))

        web_url = d.pop("web_url")

        project = JobProject.from_dict(d.pop("project"))

        artifacts = []
        _artifacts = d.pop("artifacts")
        for artifacts_item_data in _artifacts:
            artifacts_item = JobArtifact.from_dict(artifacts_item_data)

            artifacts.append(artifacts_item)

        def _parse_artifacts_expire_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                artifacts_expire_at_type_0 = datetime.datetime.fromisoformat(data)

                return artifacts_expire_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        artifacts_expire_at = _parse_artifacts_expire_at(d.pop("artifacts_expire_at"))

        tag_list = cast(list[str], d.pop("tag_list"))

        def _parse_runner(data: object) -> JobRunner | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                runner_type_0 = JobRunner.from_dict(data)

                return runner_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(JobRunner | None, data)

        runner = _parse_runner(d.pop("runner"))

        failure_reason = d.pop("failure_reason", UNSET)

        _artifacts_file = d.pop("artifacts_file", UNSET)
        artifacts_file: JobArtifactFile | Unset
        if isinstance(_artifacts_file, Unset):
            artifacts_file = UNSET
        else:
            artifacts_file = JobArtifactFile.from_dict(_artifacts_file)

        archived = d.pop("archived", UNSET)

        job = cls(
            id=id,
            status=status,
            stage=stage,
            name=name,
            ref=ref,
            tag=tag,
            coverage=coverage,
            allow_failure=allow_failure,
            created_at=created_at,
            started_at=started_at,
            finished_at=finished_at,
            erased_at=erased_at,
            duration=duration,
            queued_duration=queued_duration,
            user=user,
            commit=commit,
            pipeline=pipeline,
            web_url=web_url,
            project=project,
            artifacts=artifacts,
            artifacts_expire_at=artifacts_expire_at,
            tag_list=tag_list,
            runner=runner,
            failure_reason=failure_reason,
            artifacts_file=artifacts_file,
            archived=archived,
        )

        job.additional_properties = d
        return job

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
