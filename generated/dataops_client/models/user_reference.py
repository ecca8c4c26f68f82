# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="UserReference")


@_attrs_define
class UserReference:
    """A user, a person or a bot, as others see it.

    Attributes:
        id (int): The id.
        username (str): The name to sign in and to be mentioned with; also the path of its namespace.
        name (str): The name to be shown.
        state (str): How a user stands; only `active` ones may sign in. The ancestor adds states over time.
        avatar_url (None | str): Its picture.
        web_url (str): The page of it.
        locked (bool | Unset): Whether signing in is barred for a while.
        public_email (None | str | Unset): The address that it shows to all.
    """

    id: int
    username: str
    name: str
    state: str
    avatar_url: None | str
    web_url: str
    locked: bool | Unset = UNSET
    public_email: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        username = self.username

        name = self.name

        state = self.state

        avatar_url: None | str
        avatar_url = self.avatar_url

        web_url = self.web_url

        locked = self.locked

        public_email: None | str | Unset
        if isinstance(self.public_email, Unset):
            public_email = UNSET
        else:
            public_email = self.public_email

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
            }
        )
        if locked is not UNSET:
            field_dict["locked"] = locked
        if public_email is not UNSET:
            field_dict["public_email"] = public_email

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
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

        locked = d.pop("locked", UNSET)

        def _parse_public_email(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        public_email = _parse_public_email(d.pop("public_email", UNSET))

        user_reference = cls(
            id=id,
            username=username,
            name=name,
            state=state,
            avatar_url=avatar_url,
            web_url=web_url,
            locked=locked,
            public_email=public_email,
        )

        user_reference.additional_properties = d
        return user_reference

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
