# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.variable_type import VariableType
from ..types import UNSET, Unset

T = TypeVar("T", bound="ProjectVariableUpdate")


@_attrs_define
class ProjectVariableUpdate:
    """The fields to change. The key stays; whether it is hidden stays too.

    Attributes:
        value (str | Unset): The value; may be empty.
        description (None | str | Unset): What it is for.
        variable_type (VariableType | Unset): Whether a job finds the value in the variable (`env_var`), or the path of
            a file that holds it (`file`).
        environment_scope (str | Unset): The environments that get it.
        protected (bool | Unset): Whether only jobs of protected branches and tags get it.
        masked (bool | Unset): Whether job logs hide the value.
        raw (bool | Unset): Whether the value is taken as it is and other variables in it are not expanded.
    """

    value: str | Unset = UNSET
    description: None | str | Unset = UNSET
    variable_type: VariableType | Unset = UNSET
    environment_scope: str | Unset = UNSET
    protected: bool | Unset = UNSET
    masked: bool | Unset = UNSET
    raw: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        value = self.value

        description: None | str | Unset
        if isinstance(self.description, Unset):
            description = UNSET
        else:
            description = self.description

        variable_type: str | Unset = UNSET
        if not isinstance(self.variable_type, Unset):
            variable_type = self.variable_type.value

        environment_scope = self.environment_scope

        protected = self.protected

        masked = self.masked

        raw = self.raw

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if value is not UNSET:
            field_dict["value"] = value
        if description is not UNSET:
            field_dict["description"] = description
        if variable_type is not UNSET:
            field_dict["variable_type"] = variable_type
        if environment_scope is not UNSET:
            field_dict["environment_scope"] = environment_scope
        if protected is not UNSET:
            field_dict["protected"] = protected
        if masked is not UNSET:
            field_dict["masked"] = masked
        if raw is not UNSET:
            field_dict["raw"] = raw

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        value = d.pop("value", UNSET)

        def _parse_description(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        description = _parse_description(d.pop("description", UNSET))

        _variable_type = d.pop("variable_type", UNSET)
        variable_type: VariableType | Unset
        if isinstance(_variable_type, Unset):
            variable_type = UNSET
        else:
            variable_type = VariableType(_variable_type)

        environment_scope = d.pop("environment_scope", UNSET)

        protected = d.pop("protected", UNSET)

        masked = d.pop("masked", UNSET)

        raw = d.pop("raw", UNSET)

        project_variable_update = cls(
            value=value,
            description=description,
            variable_type=variable_type,
            environment_scope=environment_scope,
            protected=protected,
            masked=masked,
            raw=raw,
        )

        project_variable_update.additional_properties = d
        return project_variable_update

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
