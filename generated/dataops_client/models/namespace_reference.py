# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="NamespaceReference")


@_attrs_define
class NamespaceReference:
    """A namespace, named in another answer.

    Attributes:
        id (int): The id; a group's namespace has the group's id.
        name (str): The name.
        path (str): The last part of the full path.
        kind (str): Whose namespace it is. The ancestor adds kinds over time.
        full_path (str): The full path.
        parent_id (int | None): The id of the namespace above; null at the top.
        avatar_url (None | str): Its picture.
        web_url (str): The page of it.
    """

    id: int
    name: str
    path: str
    kind: str
    full_path: str
    parent_id: int | None
    avatar_url: None | str
    web_url: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        path = self.path

        kind = self.kind

        full_path = self.full_path

        parent_id: int | None
        parent_id = self.parent_id

        avatar_url: None | str
        avatar_url = self.avatar_url

        web_url = self.web_url

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "path": path,
                "kind": kind,
                "full_path": full_path,
                "parent_id": parent_id,
                "avatar_url": avatar_url,
                "web_url": web_url,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        path = d.pop("path")

        kind = d.pop("kind")

        full_path = d.pop("full_path")

        def _parse_parent_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        parent_id = _parse_parent_id(d.pop("parent_id"))

        def _parse_avatar_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        avatar_url = _parse_avatar_url(d.pop("avatar_url"))

        web_url = d.pop("web_url")

        namespace_reference = cls(
            id=id,
            name=name,
            path=path,
            kind=kind,
            full_path=full_path,
            parent_id=parent_id,
            avatar_url=avatar_url,
            web_url=web_url,
        )

        namespace_reference.additional_properties = d
        return namespace_reference

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
