# pyright: standard
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.user_reference import UserReference


T = TypeVar("T", bound="Member")


@_attrs_define
class Member:
    """A user and the role in the project. `id` is the user's.

    Attributes:
        id (int): The id of the user.
        username (str): The name to sign in and to be mentioned with; also the path of its namespace.
        name (str): The name to be shown.
        state (str): How a user stands; only `active` ones may sign in. The ancestor adds states over time.
        avatar_url (None | str): Its picture.
        web_url (str): The page of it.
        access_level (int): A role, as a number: 10 guest, 15 planner, 20 reporter, 30 developer, 40 maintainer, 50
            owner, 0 no access, 5 minimal access, 60 administrator. The ancestor adds roles over time.
        expires_at (datetime.date | None): The day on which the membership ends; null where it does not.
        locked (bool | Unset): Whether signing in is barred for a while.
        public_email (None | str | Unset): The address that it shows to all.
        created_at (datetime.datetime | Unset): When it became a member.
        created_by (UserReference | Unset): A user, a person or a bot, as others see it.
        membership_state (str | Unset): How the membership stands. The ancestor adds states over time.
    """

    id: int
    username: str
    name: str
    state: str
    avatar_url: None | str
    web_url: str
    access_level: int
    expires_at: datetime.date | None
    locked: bool | Unset = UNSET
    public_email: None | str | Unset = UNSET
    created_at: datetime.datetime | Unset = UNSET
    created_by: UserReference | Unset = UNSET
    membership_state: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        username = self.username

        name = self.name

        state = self.state

        avatar_url: None | str
        avatar_url = self.avatar_url

        web_url = self.web_url

        access_level = self.access_level

        expires_at: None | str
        if isinstance(self.expires_at, datetime.date):
            expires_at = self.expires_at.isoformat()
        else:
            expires_at = self.expires_at

        locked = self.locked

        public_email: None | str | Unset
        if isinstance(self.public_email, Unset):
            public_email = UNSET
        else:
            public_email = self.public_email

        created_at: str | Unset = UNSET
        if not isinstance(self.created_at, Unset):
            created_at = self.created_at.isoformat()

        created_by: dict[str, Any] | Unset = UNSET
        if not isinstance(self.created_by, Unset):
            created_by = self.created_by.to_dict()

        membership_state = self.membership_state

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "username": username,
                "name": name,
                "state": state,
                "avatar_url": avatar_url,
                "web_url": web_url,
                "access_level": access_level,
                "expires_at": expires_at,
            }
        )
        if locked is not UNSET:
            field_dict["locked"] = locked
        if public_email is not UNSET:
            field_dict["public_email"] = public_email
        if created_at is not UNSET:
            field_dict["created_at"] = created_at
        if created_by is not UNSET:
            field_dict["created_by"] = created_by
        if membership_state is not UNSET:
            field_dict["membership_state"] = membership_state

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.user_reference import UserReference  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        username = d.pop("username")

        name = d.pop("name")

        state = d.pop("state")

        def _parse_avatar_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        avatar_url = _parse_avatar_url(d.pop("avatar_url"))

        web_url = d.pop("web_url")

        access_level = d.pop("access_level")

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

        locked = d.pop("locked", UNSET)

        def _parse_public_email(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        public_email = _parse_public_email(d.pop("public_email", UNSET))

        _created_at = d.pop("created_at", UNSET)
        created_at: datetime.datetime | Unset
        if isinstance(_created_at, Unset):
            created_at = UNSET
        else:
            created_at = datetime.datetime.fromisoformat(_created_at)

        _created_by = d.pop("created_by", UNSET)
        created_by: UserReference | Unset
        if isinstance(_created_by, Unset):
            created_by = UNSET
        else:
            created_by = UserReference.from_dict(_created_by)

        membership_state = d.pop("membership_state", UNSET)

        member = cls(
            id=id,
            username=username,
            name=name,
            state=state,
            avatar_url=avatar_url,
            web_url=web_url,
            access_level=access_level,
            expires_at=expires_at,
            locked=locked,
            public_email=public_email,
            created_at=created_at,
            created_by=created_by,
            membership_state=membership_state,
        )

        member.additional_properties = d
        return member

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
