# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.variable_type import VariableType
from ..types import UNSET, Unset

T = TypeVar("T", bound="ProjectVariable")


@_attrs_define
class ProjectVariable:
    """A CI/CD variable of a project. Key and environment scope together name it.

    Attributes:
        key (str): The name.
        value (None | str): The value; null where it is hidden.
        variable_type (VariableType): Whether a job finds the value in the variable (`env_var`), or the path of a file
            that holds it (`file`).
        environment_scope (str): The environments that get it; an asterisk stands for any text.
        protected (bool): Whether only jobs of protected branches and tags get it.
        masked (bool): Whether job logs hide the value.
        raw (bool): Whether the value is taken as it is and other variables in it are not expanded.
        description (None | str | Unset): What it is for.
        hidden (bool | Unset): Whether no answer tells the value.
    """

    key: str
    value: None | str
    variable_type: VariableType
    environment_scope: str
    protected: bool
    masked: bool
    raw: bool
    description: None | str | Unset = UNSET
    hidden: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        key = self.key

        value: None | str
        value = self.value

        variable_type = self.variable_type.value

        environment_scope = self.environment_scope

        protected = self.protected

        masked = self.masked

        raw = self.raw

        description: None | str | Unset
        if isinstance(self.description, Unset):
            description = UNSET
        else:
            description = self.description

        hidden = self.hidden

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "key": key,
                "value": value,
                "variable_type": variable_type,
                "environment_scope": environment_scope,
                "protected": protected,
                "masked": masked,
                "raw": raw,
            }
        )
        if description is not UNSET:
            field_dict["description"] = description
        if hidden is not UNSET:
            field_dict["hidden"] = hidden

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

        environment_scope = d.pop("environment_scope")

        protected = d.pop("protected")

        masked = d.pop("masked")

        raw = d.pop("raw")

        def _parse_description(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        description = _parse_description(d.pop("description", UNSET))

        hidden = d.pop("hidden", UNSET)

        project_variable = cls(
            key=key,
            value=value,
            variable_type=variable_type,
            environment_scope=environment_scope,
            protected=protected,
            masked=masked,
            raw=raw,
            description=description,
            hidden=hidden,
        )

        project_variable.additional_properties = d
        return project_variable

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
