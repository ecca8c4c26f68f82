# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.trigger_variables import TriggerVariables


T = TypeVar("T", bound="TriggeredPipelineCreate")


@_attrs_define
class TriggeredPipelineCreate:
    """A pipeline to start, with the token that may start it.

    Attributes:
        token (str): A pipeline trigger token, or the token of a running job (`CI_JOB_TOKEN`).
        ref (str): The branch or tag to run on.
        variables (TriggerVariables | Unset): Variables for the pipeline, name to value; `variables[KEY]=VALUE` in a
            form. `_PIPELINE_FILE_NAME` selects the pipeline file.
    """

    token: str
    ref: str
    variables: TriggerVariables | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        token = self.token

        ref = self.ref

        variables: dict[str, Any] | Unset = UNSET
        if not isinstance(self.variables, Unset):
            variables = self.variables.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "token": token,
                "ref": ref,
            }
        )
        if variables is not UNSET:
            field_dict["variables"] = variables

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.trigger_variables import TriggerVariables  # noqa: PLC0415

        d = dict(src_dict)
        token = d.pop("token")

        ref = d.pop("ref")

        _variables = d.pop("variables", UNSET)
        variables: TriggerVariables | Unset
        if isinstance(_variables, Unset):
            variables = UNSET
        else:
            variables = TriggerVariables.from_dict(_variables)

        triggered_pipeline_create = cls(
            token=token,
            ref=ref,
            variables=variables,
        )

        triggered_pipeline_create.additional_properties = d
        return triggered_pipeline_create

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
