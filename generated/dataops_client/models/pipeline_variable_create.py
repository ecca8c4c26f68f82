# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.variable_type import VariableType
from ..types import UNSET, Unset

T = TypeVar("T", bound="PipelineVariableCreate")


@_attrs_define
class PipelineVariableCreate:
    """A variable for a new pipeline.

    Attributes:
        key (str): The name.
        value (str): The value.
        variable_type (VariableType | Unset): Whether a job finds the value in the variable (`env_var`), or the path of
            a file that holds it (`file`).
    """

    key: str
    value: str
    variable_type: VariableType | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        key = self.key

        value = self.value

        variable_type: str | Unset = UNSET
        if not isinstance(self.variable_type, Unset):
            variable_type = self.variable_type.value

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "key": key,
                "value": value,
            }
        )
        if variable_type is not UNSET:
            field_dict["variable_type"] = variable_type

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        key = d.pop("key")

        value = d.pop("value")

        _variable_type = d.pop("variable_type", UNSET)
        variable_type: VariableType | Unset
        if isinstance(_variable_type, Unset):
            variable_type = UNSET
        else:
            variable_type = VariableType(_variable_type)

        pipeline_variable_create = cls(
            key=key,
            value=value,
            variable_type=variable_type,
        )

        pipeline_variable_create.additional_properties = d
        return pipeline_variable_create

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
