# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.job_variable_create import JobVariableCreate


T = TypeVar("T", bound="JobPlay")


@_attrs_define
class JobPlay:
    """How to start a manual job.

    Attributes:
        job_variables_attributes (list[JobVariableCreate] | Unset): Variables for this run of the job alone.
    """

    job_variables_attributes: list[JobVariableCreate] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        job_variables_attributes: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.job_variables_attributes, Unset):
            job_variables_attributes = []
            for job_variables_attributes_item_data in self.job_variables_attributes:
                job_variables_attributes_item = job_variables_attributes_item_data.to_dict()
                job_variables_attributes.append(job_variables_attributes_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if job_variables_attributes is not UNSET:
            field_dict["job_variables_attributes"] = job_variables_attributes

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.job_variable_create import JobVariableCreate  # noqa: PLC0415

        d = dict(src_dict)
        _job_variables_attributes = d.pop("job_variables_attributes", UNSET)
        job_variables_attributes: list[JobVariableCreate] | Unset = UNSET
        if _job_variables_attributes is not UNSET:
            job_variables_attributes = []
            for job_variables_attributes_item_data in _job_variables_attributes:
                job_variables_attributes_item = JobVariableCreate.from_dict(job_variables_attributes_item_data)

                job_variables_attributes.append(job_variables_attributes_item)

        job_play = cls(
            job_variables_attributes=job_variables_attributes,
        )

        job_play.additional_properties = d
        return job_play

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
