# pyright: standard
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="GroupShare")


@_attrs_define
class GroupShare:
    """A group that this one is shared with, and its role.

    Attributes:
        group_id (int): The id of the group.
        group_name (str): The name of the group.
        group_full_path (str): The full path of the group.
        group_access_level (int): A role, as a number: 10 guest, 15 planner, 20 reporter, 30 developer, 40 maintainer,
            50 owner, 0 no access, 5 minimal access, 60 administrator. The ancestor adds roles over time.
        expires_at (datetime.date | None): The day on which it ends; null where it does not.
    """

    group_id: int
    group_name: str
    group_full_path: str
    group_access_level: int
    expires_at: datetime.date | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        group_id = self.group_id

        group_name = self.group_name

        group_full_path = self.group_full_path

        group_access_level = self.group_access_level

        expires_at: None | str
        if isinstance(self.expires_at, datetime.date):
            expires_at = self.expires_at.isoformat()
        else:
            expires_at = self.expires_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "group_id": group_id,
                "group_name": group_name,
                "group_full_path": group_full_path,
                "group_access_level": group_access_level,
                "expires_at": expires_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        group_id = d.pop("group_id")

        group_name = d.pop("group_name")

        group_full_path = d.pop("group_full_path")

        group_access_level = d.pop("group_access_level")

        def _parse_expires_at(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                expires_at_type_0 = datetime.date.fromisoformat(data)

                return expires_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        expires_at = _parse_expires_at(d.pop("expires_at"))

        group_share = cls(
            group_id=group_id,
            group_name=group_name,
            group_full_path=group_full_path,
            group_access_level=group_access_level,
            expires_at=expires_at,
        )

        group_share.additional_properties = d
        return group_share

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
