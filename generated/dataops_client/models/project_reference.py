# pyright: standard
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="ProjectReference")


@_attrs_define
class ProjectReference:
    """A project, named in another answer.

    Attributes:
        id (int): The id.
        name (str): The name.
        name_with_namespace (str): The full name, with blanks and slashes.
        path (str): The last part of the URL.
        path_with_namespace (str): The full path.
        created_at (datetime.datetime): When it was made.
        web_url (str): The page of it.
        description (None | str | Unset): What it is for.
    """

    id: int
    name: str
    name_with_namespace: str
    path: str
    path_with_namespace: str
    created_at: datetime.datetime
    web_url: str
    description: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        name_with_namespace = self.name_with_namespace

        path = self.path

        path_with_namespace = self.path_with_namespace

        created_at = self.created_at.isoformat()

        web_url = self.web_url

        description: None | str | Unset
        if isinstance(self.description, Unset):
            description = UNSET
        else:
            description = self.description

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "name_with_namespace": name_with_namespace,
                "path": path,
                "path_with_namespace": path_with_namespace,
                "created_at": created_at,
                "web_url": web_url,
            }
        )
        if description is not UNSET:
            field_dict["description"] = description

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        name_with_namespace = d.pop("name_with_namespace")

        path = d.pop("path")

        path_with_namespace = d.pop("path_with_namespace")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        web_url = d.pop("web_url")

        def _parse_description(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        description = _parse_description(d.pop("description", UNSET))

        project_reference = cls(
            id=id,
            name=name,
            name_with_namespace=name_with_namespace,
            path=path,
            path_with_namespace=path_with_namespace,
            created_at=created_at,
            web_url=web_url,
            description=description,
        )

        project_reference.additional_properties = d
        return project_reference

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
