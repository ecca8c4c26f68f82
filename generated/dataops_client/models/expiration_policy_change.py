# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="ExpirationPolicyChange")


@_attrs_define
class ExpirationPolicyChange:
    """When the container registry is tidied up.

    Attributes:
        cadence (str | Unset): How often it runs.
        keep_n (int | Unset): How many tags of each image stay.
        older_than (str | Unset): Only tags older than this go.
        name_regex (None | str | Unset): Only tags that match go.
        enabled (bool | Unset): Whether it runs at all.
    """

    cadence: str | Unset = UNSET
    keep_n: int | Unset = UNSET
    older_than: str | Unset = UNSET
    name_regex: None | str | Unset = UNSET
    enabled: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        cadence = self.cadence

        keep_n = self.keep_n

        older_than = self.older_than

        name_regex: None | str | Unset
        if isinstance(self.name_regex, Unset):
            name_regex = UNSET
        else:
            name_regex = self.name_regex

        enabled = self.enabled

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if cadence is not UNSET:
            field_dict["cadence"] = cadence
        if keep_n is not UNSET:
            field_dict["keep_n"] = keep_n
        if older_than is not UNSET:
            field_dict["older_than"] = older_than
        if name_regex is not UNSET:
            field_dict["name_regex"] = name_regex
        if enabled is not UNSET:
            field_dict["enabled"] = enabled

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        cadence = d.pop("cadence", UNSET)

        keep_n = d.pop("keep_n", UNSET)

        older_than = d.pop("older_than", UNSET)

        def _parse_name_regex(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        name_regex = _parse_name_regex(d.pop("name_regex", UNSET))

        enabled = d.pop("enabled", UNSET)

        expiration_policy_change = cls(
            cadence=cadence,
            keep_n=keep_n,
            older_than=older_than,
            name_regex=name_regex,
            enabled=enabled,
        )

        expiration_policy_change.additional_properties = d
        return expiration_policy_change

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
