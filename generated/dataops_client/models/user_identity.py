# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="UserIdentity")


@_attrs_define
class UserIdentity:
    """The user at a sign-in provider.

    Attributes:
        provider (str): The provider.
        extern_uid (None | str): The user's id there.
        saml_provider_id (int | None | Unset): The SAML provider of a group.
    """

    provider: str
    extern_uid: None | str
    saml_provider_id: int | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        provider = self.provider

        extern_uid: None | str
        extern_uid = self.extern_uid

        saml_provider_id: int | None | Unset
        if isinstance(self.saml_provider_id, Unset):
            saml_provider_id = UNSET
        else:
            saml_provider_id = self.saml_provider_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "provider": provider,
                "extern_uid": extern_uid,
            }
        )
        if saml_provider_id is not UNSET:
            field_dict["saml_provider_id"] = saml_provider_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        provider = d.pop("provider")

        def _parse_extern_uid(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        extern_uid = _parse_extern_uid(d.pop("extern_uid"))

        def _parse_saml_provider_id(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        saml_provider_id = _parse_saml_provider_id(d.pop("saml_provider_id", UNSET))

        user_identity = cls(
            provider=provider,
            extern_uid=extern_uid,
            saml_provider_id=saml_provider_id,
        )

        user_identity.additional_properties = d
        return user_identity

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
