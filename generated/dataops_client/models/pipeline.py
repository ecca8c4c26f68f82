# pyright: standard
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.detailed_status import DetailedStatus
    from ..models.user_reference import UserReference


T = TypeVar("T", bound="Pipeline")


@_attrs_define
class Pipeline:
    """A pipeline.

    Attributes:
        id (int): The id.
        iid (int): The number within the project, from 1.
        project_id (int): The project that it runs in.
        sha (str): The commit that it runs on.
        ref (str): The branch or tag that it runs on.
        status (str): How far a pipeline or a job is. The ancestor adds states over time.
        source (str): What started a pipeline. The ancestor adds sources over time.
        created_at (datetime.datetime): When it was made.
        updated_at (datetime.datetime): When it last changed.
        web_url (str): The page of it.
        before_sha (str): The commit that the branch was on before the push; zeros where there was no push.
        tag (bool): Whether it runs on a tag.
        yaml_errors (None | str): What is wrong with the pipeline file.
        user (None | UserReference): Who started it.
        started_at (datetime.datetime | None): When its first job started.
        finished_at (datetime.datetime | None): When its last job ended.
        committed_at (datetime.datetime | None): When it was committed to run.
        duration (int | None): How long it ran, in seconds.
        queued_duration (int | None): How long it waited to run, in seconds.
        coverage (float | None | str): The test coverage, in percent; a number, or a string that holds one.
        detailed_status (DetailedStatus): The state as the pages of the product show it.
        name (None | str | Unset): The name, where the pipeline file gives one.
    """

    id: int
    iid: int
    project_id: int
    sha: str
    ref: str
    status: str
    source: str
    created_at: datetime.datetime
    updated_at: datetime.datetime
    web_url: str
    before_sha: str
    tag: bool
    yaml_errors: None | str
    user: None | UserReference
    started_at: datetime.datetime | None
    finished_at: datetime.datetime | None
    committed_at: datetime.datetime | None
    duration: int | None
    queued_duration: int | None
    coverage: float | None | str
    detailed_status: DetailedStatus
    name: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.user_reference import UserReference  # noqa: PLC0415

        id = self.id

        iid = self.iid

        project_id = self.project_id

        sha = self.sha

        ref = self.ref

        status = self.status

        source = self.source

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        web_url = self.web_url

        before_sha = self.before_sha

        tag = self.tag

        yaml_errors: None | str
        yaml_errors = self.yaml_errors

        user: dict[str, Any] | None
        if isinstance(self.user, UserReference):
            user = self.user.to_dict()
        else:
            user = self.user

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

        committed_at: None | str
        if isinstance(self.committed_at, datetime.datetime):
            committed_at = self.committed_at.isoformat()
        else:
            committed_at = self.committed_at

        duration: int | None
        duration = self.duration

        queued_duration: int | None
        queued_duration = self.queued_duration

        coverage: float | None | str
        coverage = self.coverage

        detailed_status = self.detailed_status.to_dict()

        name: None | str | Unset
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "iid": iid,
                "project_id": project_id,
                "sha": sha,
                "ref": ref,
                "status": status,
                "source": source,
                "created_at": created_at,
                "updated_at": updated_at,
                "web_url": web_url,
                "before_sha": before_sha,
                "tag": tag,
                "yaml_errors": yaml_errors,
                "user": user,
                "started_at": started_at,
                "finished_at": finished_at,
                "committed_at": committed_at,
                "duration": duration,
                "queued_duration": queued_duration,
                "coverage": coverage,
                "detailed_status": detailed_status,
            }
        )
        if name is not UNSET:
            field_dict["name"] = name

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.detailed_status import DetailedStatus  # noqa: PLC0415
        from ..models.user_reference import UserReference  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        iid = d.pop("iid")

        project_id = d.pop("project_id")

        sha = d.pop("sha")

        ref = d.pop("ref")

        status = d.pop("status")

        source = d.pop("source")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        web_url = d.pop("web_url")

        before_sha = d.pop("before_sha")

        tag = d.pop("tag")

        def _parse_yaml_errors(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        yaml_errors = _parse_yaml_errors(d.pop("yaml_errors"))

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

        def _parse_committed_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                committed_at_type_0 = datetime.datetime.fromisoformat(data)

                return committed_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        committed_at = _parse_committed_at(d.pop("committed_at"))

        def _parse_duration(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        duration = _parse_duration(d.pop("duration"))

        def _parse_queued_duration(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        queued_duration = _parse_queued_duration(d.pop("queued_duration"))

        def _parse_coverage(data: object) -> float | None | str:
            if data is None:
                return data
            return cast(float | None | str, data)

        coverage = _parse_coverage(d.pop("coverage"))

        detailed_status = DetailedStatus.from_dict(d.pop("detailed_status"))

        def _parse_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        name = _parse_name(d.pop("name", UNSET))

        pipeline = cls(
            id=id,
            iid=iid,
            project_id=project_id,
            sha=sha,
            ref=ref,
            status=status,
            source=source,
            created_at=created_at,
            updated_at=updated_at,
            web_url=web_url,
            before_sha=before_sha,
            tag=tag,
            yaml_errors=yaml_errors,
            user=user,
            started_at=started_at,
            finished_at=finished_at,
            committed_at=committed_at,
            duration=duration,
            queued_duration=queued_duration,
            coverage=coverage,
            detailed_status=detailed_status,
            name=name,
        )

        pipeline.additional_properties = d
        return pipeline

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
