# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="JobTokenScope")


@_attrs_define
class JobTokenScope:
    """Whether the project is choosy about job tokens.

    Attributes:
        inbound_enabled (bool): Whether only job tokens of the projects on its allowlist are let in.
        outbound_enabled (bool): Whether its own job tokens are held to a list; the ancestor gives this up.
    """

    inbound_enabled: bool
    outbound_enabled: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        inbound_enabled = self.inbound_enabled

        outbound_enabled = self.outbound_enabled

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "inbound_enabled": inbound_enabled,
                "outbound_enabled": outbound_enabled,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        inbound_enabled = d.pop("inbound_enabled")

        outbound_enabled = d.pop("outbound_enabled")

        job_token_scope = cls(
            inbound_enabled=inbound_enabled,
            outbound_enabled=outbound_enabled,
        )

        job_token_scope.additional_properties = d
        return job_token_scope

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
