# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="JobTokenAllowlistEntry")


@_attrs_define
class JobTokenAllowlistEntry:
    """One project on the allowlist of another.

    Attributes:
        source_project_id (int): The id of the project that has the list.
        target_project_id (int): The id of the project that is on the list.
    """

    source_project_id: int
    target_project_id: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        source_project_id = self.source_project_id

        target_project_id = self.target_project_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "source_project_id": source_project_id,
                "target_project_id": target_project_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        source_project_id = d.pop("source_project_id")

        target_project_id = d.pop("target_project_id")

        job_token_allowlist_entry = cls(
            source_project_id=source_project_id,
            target_project_id=target_project_id,
        )

        job_token_allowlist_entry.additional_properties = d
        return job_token_allowlist_entry

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
