# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.pipeline_variable_create import PipelineVariableCreate


T = TypeVar("T", bound="PipelineCreate")


@_attrs_define
class PipelineCreate:
    """A new pipeline.

    Attributes:
        ref (str): The branch or tag to run on.
        variables (list[PipelineVariableCreate] | Unset): Variables for this pipeline alone. A key stands in the list
            once.
    """

    ref: str
    variables: list[PipelineVariableCreate] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        ref = self.ref

        variables: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.variables, Unset):
            variables = []
            for variables_item_data in self.variables:
                variables_item = variables_item_data.to_dict()
                variables.append(variables_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "ref": ref,
            }
        )
        if variables is not UNSET:
            field_dict["variables"] = variables

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.pipeline_variable_create import PipelineVariableCreate  # noqa: PLC0415

        d = dict(src_dict)
        ref = d.pop("ref")

        _variables = d.pop("variables", UNSET)
        variables: list[PipelineVariableCreate] | Unset = UNSET
        if _variables is not UNSET:
            variables = []
            for variables_item_data in _variables:
                variables_item = PipelineVariableCreate.from_dict(variables_item_data)

                variables.append(variables_item)

        pipeline_create = cls(
            ref=ref,
            variables=variables,
        )

        pipeline_create.additional_properties = d
        return pipeline_create

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
