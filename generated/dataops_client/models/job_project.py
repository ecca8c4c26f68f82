# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="JobProject")


@_attrs_define
class JobProject:
    """What a job tells of its project.

    Attributes:
        ci_job_token_scope_enabled (bool): Whether the project's own job tokens are held to an allowlist.
    """

    ci_job_token_scope_enabled: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        ci_job_token_scope_enabled = self.ci_job_token_scope_enabled

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "ci_job_token_scope_enabled": ci_job_token_scope_enabled,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        ci_job_token_scope_enabled = d.pop("ci_job_token_scope_enabled")

        job_project = cls(
            ci_job_token_scope_enabled=ci_job_token_scope_enabled,
        )

        job_project.additional_properties = d
        return job_project

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
