# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="Namespace")


@_attrs_define
class Namespace:
    """A namespace of a user or a group. The counts are told to its owners alone.

    Attributes:
        id (int): The id; a group's namespace has the group's id.
        name (str): The name.
        path (str): The last part of the full path.
        kind (str): Whose namespace it is. The ancestor adds kinds over time.
        full_path (str): The full path.
        parent_id (int | None): The id of the namespace above; null at the top.
        avatar_url (None | str): Its picture.
        web_url (str): The page of it.
        members_count_with_descendants (int | Unset): How many members a group has, those of its subgroups included.
        root_repository_size (int | None | Unset): The repositories in it, in bytes; told at the top.
        projects_count (int | None | Unset): How many projects it holds; told at the top.
        plan (None | str | Unset): The subscription it is on.
    """

    id: int
    name: str
    path: str
    kind: str
    full_path: str
    parent_id: int | None
    avatar_url: None | str
    web_url: str
    members_count_with_descendants: int | Unset = UNSET
    root_repository_size: int | None | Unset = UNSET
    projects_count: int | None | Unset = UNSET
    plan: None | str | Unset = UNSET
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

        members_count_with_descendants = self.members_count_with_descendants

        root_repository_size: int | None | Unset
        if isinstance(self.root_repository_size, Unset):
            root_repository_size = UNSET
        else:
            root_repository_size = self.root_repository_size

        projects_count: int | None | Unset
        if isinstance(self.projects_count, Unset):
            projects_count = UNSET
        else:
            projects_count = self.projects_count

        plan: None | str | Unset
        if isinstance(self.plan, Unset):
            plan = UNSET
        else:
            plan = self.plan

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
        if members_count_with_descendants is not UNSET:
            field_dict["members_count_with_descendants"] = members_count_with_descendants
        if root_repository_size is not UNSET:
            field_dict["root_repository_size"] = root_repository_size
        if projects_count is not UNSET:
            field_dict["projects_count"] = projects_count
        if plan is not UNSET:
            field_dict["plan"] = plan

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

        members_count_with_descendants = d.pop("members_count_with_descendants", UNSET)

        def _parse_root_repository_size(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        root_repository_size = _parse_root_repository_size(d.pop("root_repository_size", UNSET))

        def _parse_projects_count(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        projects_count = _parse_projects_count(d.pop("projects_count", UNSET))

        def _parse_plan(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        plan = _parse_plan(d.pop("plan", UNSET))

        namespace = cls(
            id=id,
            name=name,
            path=path,
            kind=kind,
            full_path=full_path,
            parent_id=parent_id,
            avatar_url=avatar_url,
            web_url=web_url,
            members_count_with_descendants=members_count_with_descendants,
            root_repository_size=root_repository_size,
            projects_count=projects_count,
            plan=plan,
        )

        namespace.additional_properties = d
        return namespace

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
