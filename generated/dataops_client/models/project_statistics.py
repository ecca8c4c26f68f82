# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ProjectStatistics")


@_attrs_define
class ProjectStatistics:
    """How much there is of it.

    Attributes:
        commit_count (int): Commits on the default branch.
        storage_size (int): All of it, in bytes.
        repository_size (int): The repository, in bytes.
        job_artifacts_size (int): Job artifacts, in bytes.
    """

    commit_count: int
    storage_size: int
    repository_size: int
    job_artifacts_size: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        commit_count = self.commit_count

        storage_size = self.storage_size

        repository_size = self.repository_size

        job_artifacts_size = self.job_artifacts_size

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "commit_count": commit_count,
                "storage_size": storage_size,
                "repository_size": repository_size,
                "job_artifacts_size": job_artifacts_size,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        commit_count = d.pop("commit_count")

        storage_size = d.pop("storage_size")

        repository_size = d.pop("repository_size")

        job_artifacts_size = d.pop("job_artifacts_size")

        project_statistics = cls(
            commit_count=commit_count,
            storage_size=storage_size,
            repository_size=repository_size,
            job_artifacts_size=job_artifacts_size,
        )

        project_statistics.additional_properties = d
        return project_statistics

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
