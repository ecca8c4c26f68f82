# pyright: standard
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="PersonalAccessTokenWithToken")


@_attrs_define
class PersonalAccessTokenWithToken:
    """A token of a user, with the secret. It is shown this once.

    Attributes:
        id (int): The id.
        name (str): The name.
        revoked (bool): Whether it was revoked.
        created_at (datetime.datetime): When it was made.
        scopes (list[str]): What it may do.
        user_id (int): The user or bot user that it acts as.
        last_used_at (datetime.datetime | None): When it was last used; null where it never was.
        active (bool): Whether it is neither revoked nor expired.
        expires_at (datetime.date | None): The day on which it expires, at midnight UTC; null where it never does.
        token (str): The secret.
        description (None | str | Unset): What it is for.
        last_used_ips (list[str] | Unset): The last IP addresses that it was used from.
    """

    id: int
    name: str
    revoked: bool
    created_at: datetime.datetime
    scopes: list[str]
    user_id: int
    last_used_at: datetime.datetime | None
    active: bool
    expires_at: datetime.date | None
    token: str
    description: None | str | Unset = UNSET
    last_used_ips: list[str] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        revoked = self.revoked

        created_at = self.created_at.isoformat()

        scopes = self.scopes

        user_id = self.user_id

        last_used_at: None | str
        if isinstance(self.last_used_at, datetime.datetime):
            last_used_at = self.last_used_at.isoformat()
        else:
            last_used_at = self.last_used_at

        active = self.active

        expires_at: None | str
        if isinstance(self.expires_at, datetime.date):
            expires_at = self.expires_at.isoformat()
        else:
            expires_at = self.expires_at

        token = self.token

        description: None | str | Unset
        if isinstance(self.description, Unset):
            description = UNSET
        else:
            description = self.description

        last_used_ips: list[str] | Unset = UNSET
        if not isinstance(self.last_used_ips, Unset):
            last_used_ips = self.last_used_ips

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "revoked": revoked,
                "created_at": created_at,
                "scopes": scopes,
                "user_id": user_id,
                "last_used_at": last_used_at,
                "active": active,
                "expires_at": expires_at,
                "token": token,
            }
        )
        if description is not UNSET:
            field_dict["description"] = description
        if last_used_ips is not UNSET:
            field_dict["last_used_ips"] = last_used_ips

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        revoked = d.pop("revoked")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        scopes = cast(list[str], d.pop("scopes"))

        user_id = d.pop("user_id")

        def _parse_last_used_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_used_at_type_0 = datetime.datetime.fromisoformat(data)

                return last_used_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        last_used_at = _parse_last_used_at(d.pop("last_used_at"))

        active = d.pop("active")

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

        token = d.pop("token")

        def _parse_description(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        description = _parse_description(d.pop("description", UNSET))

        last_used_ips = cast(list[str], d.pop("last_used_ips", UNSET))

        personal_access_token_with_token = cls(
            id=id,
            name=name,
            revoked=revoked,
            created_at=created_at,
            scopes=scopes,
            user_id=user_id,
            last_used_at=last_used_at,
            active=active,
            expires_at=expires_at,
            token=token,
            description=description,
            last_used_ips=last_used_ips,
        )

        personal_access_token_with_token.additional_properties = d
        return personal_access_token_with_token

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
