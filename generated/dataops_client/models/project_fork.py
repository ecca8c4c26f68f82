# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.visibility import Visibility
from ..types import UNSET, Unset

T = TypeVar("T", bound="ProjectFork")


@_attrs_define
class ProjectFork:
    """Where the fork goes and what it is called.

    Attributes:
        namespace_id (int | Unset): The id of the namespace to fork into.
        namespace_path (str | Unset): The full path of the namespace to fork into.
        name (str | Unset): The fork's name.
        path (str | Unset): The last part of the fork's URL.
        description (None | str | Unset): What it is for.
        visibility (Visibility | Unset): Who may see a project or a group.
        branches (str | Unset): The branches to take along; all unless told.
    """

    namespace_id: int | Unset = UNSET
    namespace_path: str | Unset = UNSET
    name: str | Unset = UNSET
    path: str | Unset = UNSET
    description: None | str | Unset = UNSET
    visibility: Visibility | Unset = UNSET
    branches: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        namespace_id = self.namespace_id

        namespace_path = self.namespace_path

        name = self.name

        path = self.path

        description: None | str | Unset
        if isinstance(self.description, Unset):
            description = UNSET
        else:
            description = self.description

        visibility: str | Unset = UNSET
        if not isinstance(self.visibility, Unset):
            visibility = self.visibility.value

        branches = self.branches

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if namespace_id is not UNSET:
            field_dict["namespace_id"] = namespace_id
        if namespace_path is not UNSET:
            field_dict["namespace_path"] = namespace_path
        if name is not UNSET:
            field_dict["name"] = name
        if path is not UNSET:
            field_dict["path"] = path
        if description is not UNSET:
            field_dict["description"] = description
        if visibility is not UNSET:
            field_dict["visibility"] = visibility
        if branches is not UNSET:
            field_dict["branches"] = branches

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        namespace_id = d.pop("namespace_id", UNSET)

        namespace_path = d.pop("namespace_path", UNSET)

        name = d.pop("name", UNSET)

        path = d.pop("path", UNSET)

        def _parse_description(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        description = _parse_description(d.pop("description", UNSET))

        _visibility = d.pop("visibility", UNSET)
        visibility: Visibility | Unset
        if isinstance(_visibility, Unset):
            visibility = UNSET
        else:
            visibility = Visibility(_visibility)

        branches = d.pop("branches", UNSET)

        project_fork = cls(
            namespace_id=namespace_id,
            namespace_path=namespace_path,
            name=name,
            path=path,
            description=description,
            visibility=visibility,
            branches=branches,
        )

        project_fork.additional_properties = d
        return project_fork

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
