# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ProjectLinks")


@_attrs_define
class ProjectLinks:
    """The URLs of what belongs to it.

    Attributes:
        self_ (str): The project itself.
        members (str): Its members.
        repo_branches (str): Its branches.
    """

    self_: str
    members: str
    repo_branches: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        self_ = self.self_

        members = self.members

        repo_branches = self.repo_branches

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "self": self_,
                "members": members,
                "repo_branches": repo_branches,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        self_ = d.pop("self")

        members = d.pop("members")

        repo_branches = d.pop("repo_branches")

        project_links = cls(
            self_=self_,
            members=members,
            repo_branches=repo_branches,
        )

        project_links.additional_properties = d
        return project_links

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
