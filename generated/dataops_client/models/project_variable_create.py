# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.variable_type import VariableType
from ..types import UNSET, Unset

T = TypeVar("T", bound="ProjectVariableCreate")


@_attrs_define
class ProjectVariableCreate:
    """A new CI/CD variable.

    Attributes:
        key (str): The name; letters, digits and underscores.
        value (str): The value; may be empty.
        description (None | str | Unset): What it is for.
        variable_type (VariableType | Unset): Whether a job finds the value in the variable (`env_var`), or the path of
            a file that holds it (`file`).
        environment_scope (str | Unset): The environments that get it; `*`, all of them, unless told.
        protected (bool | Unset): Whether only jobs of protected branches and tags get it; false unless told.
        masked (bool | Unset): Whether job logs hide the value; false unless told.
        masked_and_hidden (bool | Unset): Whether job logs hide the value and no answer tells it; false unless told.
        raw (bool | Unset): Whether the value is taken as it is and other variables in it are not expanded; false unless
            told.
    """

    key: str
    value: str
    description: None | str | Unset = UNSET
    variable_type: VariableType | Unset = UNSET
    environment_scope: str | Unset = UNSET
    protected: bool | Unset = UNSET
    masked: bool | Unset = UNSET
    masked_and_hidden: bool | Unset = UNSET
    raw: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        key = self.key

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

        masked_and_hidden = self.masked_and_hidden

        raw = self.raw

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "key": key,
                "value": value,
            }
        )
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
        if masked_and_hidden is not UNSET:
            field_dict["masked_and_hidden"] = masked_and_hidden
        if raw is not UNSET:
            field_dict["raw"] = raw

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        key = d.pop("key")

        value = d.pop("value")

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

        masked_and_hidden = d.pop("masked_and_hidden", UNSET)

        raw = d.pop("raw", UNSET)

        project_variable_create = cls(
            key=key,
            value=value,
            description=description,
            variable_type=variable_type,
            environment_scope=environment_scope,
            protected=protected,
            masked=masked,
            masked_and_hidden=masked_and_hidden,
            raw=raw,
        )

        project_variable_create.additional_properties = d
        return project_variable_create

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
