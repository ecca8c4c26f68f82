# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.access_grant import AccessGrant


T = TypeVar("T", bound="ProjectPermissions")


@_attrs_define
class ProjectPermissions:
    """The user's own roles, from the project and from its group; null where there is none.

    Attributes:
        project_access (AccessGrant | None): The role given in the project.
        group_access (AccessGrant | None): The role given in a group above.
    """

    project_access: AccessGrant | None
    group_access: AccessGrant | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.access_grant import AccessGrant  # noqa: PLC0415

        project_access: dict[str, Any] | None
        if isinstance(self.project_access, AccessGrant):
            project_access = self.project_access.to_dict()
        else:
            project_access = self.project_access

        group_access: dict[str, Any] | None
        if isinstance(self.group_access, AccessGrant):
            group_access = self.group_access.to_dict()
        else:
            group_access = self.group_access

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "project_access": project_access,
                "group_access": group_access,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.access_grant import AccessGrant  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_project_access(data: object) -> AccessGrant | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                project_access_type_0 = AccessGrant.from_dict(data)

                return project_access_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(AccessGrant | None, data)

        project_access = _parse_project_access(d.pop("project_access"))

        def _parse_group_access(data: object) -> AccessGrant | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                group_access_type_0 = AccessGrant.from_dict(data)

                return group_access_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(AccessGrant | None, data)

        group_access = _parse_group_access(d.pop("group_access"))

        project_permissions = cls(
            project_access=project_access,
            group_access=group_access,
        )

        project_permissions.additional_properties = d
        return project_permissions

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
