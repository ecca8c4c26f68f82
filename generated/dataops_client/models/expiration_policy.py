# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ExpirationPolicy")


@_attrs_define
class ExpirationPolicy:
    """When the container registry is tidied up.

    Attributes:
        cadence (str): How often it runs.
        keep_n (int | None): How many tags of each image stay.
        older_than (None | str): Only tags older than this go.
        name_regex (None | str): Only tags that match go.
        enabled (bool): Whether it runs at all.
    """

    cadence: str
    keep_n: int | None
    older_than: None | str
    name_regex: None | str
    enabled: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        cadence = self.cadence

        keep_n: int | None
        keep_n = self.keep_n

        older_than: None | str
        older_than = self.older_than

        name_regex: None | str
        name_regex = self.name_regex

        enabled = self.enabled

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "cadence": cadence,
                "keep_n": keep_n,
                "older_than": older_than,
                "name_regex": name_regex,
                "enabled": enabled,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        cadence = d.pop("cadence")

        def _parse_keep_n(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        keep_n = _parse_keep_n(d.pop("keep_n"))

        def _parse_older_than(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        older_than = _parse_older_than(d.pop("older_than"))

        def _parse_name_regex(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        name_regex = _parse_name_regex(d.pop("name_regex"))

        enabled = d.pop("enabled")

        expiration_policy = cls(
            cadence=cadence,
            keep_n=keep_n,
            older_than=older_than,
            name_regex=name_regex,
            enabled=enabled,
        )

        expiration_policy.additional_properties = d
        return expiration_policy

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
