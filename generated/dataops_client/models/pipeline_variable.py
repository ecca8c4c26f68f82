# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.variable_type import VariableType
from ..types import UNSET, Unset

T = TypeVar("T", bound="PipelineVariable")


@_attrs_define
class PipelineVariable:
    """A variable that a pipeline was started with, or that a schedule starts its pipelines with.

    Attributes:
        key (str): The name.
        value (None | str): The value.
        variable_type (VariableType): Whether a job finds the value in the variable (`env_var`), or the path of a file
            that holds it (`file`).
        raw (bool | Unset): Whether the value stands as it is and names in it are not expanded.
    """

    key: str
    value: None | str
    variable_type: VariableType
    raw: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        key = self.key

        value: None | str
        value = self.value

        variable_type = self.variable_type.value

        raw = self.raw

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "key": key,
                "value": value,
                "variable_type": variable_type,
            }
        )
        if raw is not UNSET:
            field_dict["raw"] = raw

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        key = d.pop("key")

        def _parse_value(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        value = _parse_value(d.pop("value"))

        variable_type = VariableType(d.pop("variable_type"))

        raw = d.pop("raw", UNSET)

        pipeline_variable = cls(
            key=key,
            value=value,
            variable_type=variable_type,
            raw=raw,
        )

        pipeline_variable.additional_properties = d
        return pipeline_variable

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
