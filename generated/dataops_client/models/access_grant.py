# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="AccessGrant")


@_attrs_define
class AccessGrant:
    """The user's role, and how much is told of changes.

    Attributes:
        access_level (int): A role, as a number: 10 guest, 15 planner, 20 reporter, 30 developer, 40 maintainer, 50
            owner, 0 no access, 5 minimal access, 60 administrator. The ancestor adds roles over time.
        notification_level (int | None | Unset): How much the user is told.
    """

    access_level: int
    notification_level: int | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        access_level = self.access_level

        notification_level: int | None | Unset
        if isinstance(self.notification_level, Unset):
            notification_level = UNSET
        else:
            notification_level = self.notification_level

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "access_level": access_level,
            }
        )
        if notification_level is not UNSET:
            field_dict["notification_level"] = notification_level

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        access_level = d.pop("access_level")

        def _parse_notification_level(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        notification_level = _parse_notification_level(d.pop("notification_level", UNSET))

        access_grant = cls(
            access_level=access_level,
            notification_level=notification_level,
        )

        access_grant.additional_properties = d
        return access_grant

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
