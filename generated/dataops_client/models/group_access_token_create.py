# pyright: standard
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.assignable_access_level import AssignableAccessLevel
from ..models.token_scope import TokenScope
from ..types import UNSET, Unset

T = TypeVar("T", bound="GroupAccessTokenCreate")


@_attrs_define
class GroupAccessTokenCreate:
    """A new token of a group.

    Attributes:
        name (str): The name.
        scopes (list[TokenScope]): What it may do.
        description (str | Unset): What it is for.
        access_level (AssignableAccessLevel | Unset): A role that can be given, as a number.
        expires_at (datetime.date | Unset): The day on which it expires; a year from now unless told.
    """

    name: str
    scopes: list[TokenScope]
    description: str | Unset = UNSET
    access_level: AssignableAccessLevel | Unset = UNSET
    expires_at: datetime.date | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        scopes = []
        for scopes_item_data in self.scopes:
            scopes_item = scopes_item_data.value
            scopes.append(scopes_item)

        description = self.description

        access_level: int | Unset = UNSET
        if not isinstance(self.access_level, Unset):
            access_level = self.access_level.value

        expires_at: str | Unset = UNSET
        if not isinstance(self.expires_at, Unset):
            expires_at = self.expires_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
                "scopes": scopes,
            }
        )
        if description is not UNSET:
            field_dict["description"] = description
        if access_level is not UNSET:
            field_dict["access_level"] = access_level
        if expires_at is not UNSET:
            field_dict["expires_at"] = expires_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        scopes = []
        _scopes = d.pop("scopes")
        for scopes_item_data in _scopes:
            scopes_item = TokenScope(scopes_item_data)

            scopes.append(scopes_item)

        description = d.pop("description", UNSET)

        _access_level = d.pop("access_level", UNSET)
        access_level: AssignableAccessLevel | Unset
        if isinstance(_access_level, Unset):
            access_level = UNSET
        else:
            access_level = AssignableAccessLevel(_access_level)

        _expires_at = d.pop("expires_at", UNSET)
        expires_at: datetime.date | Unset
        if isinstance(_expires_at, Unset):
            expires_at = UNSET
        else:
            expires_at = datetime.date.fromisoformat(_expires_at)

        group_access_token_create = cls(
            name=name,
            scopes=scopes,
            description=description,
            access_level=access_level,
            expires_at=expires_at,
        )

        group_access_token_create.additional_properties = d
        return group_access_token_create

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
