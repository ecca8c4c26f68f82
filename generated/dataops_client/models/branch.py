# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.commit import Commit


T = TypeVar("T", bound="Branch")


@_attrs_define
class Branch:
    """A branch of a repository.

    Attributes:
        name (str): The name.
        commit (Commit): A commit of a repository.
        merged (bool): Whether all of it is in the default branch.
        protected (bool): Whether it is protected.
        developers_can_push (bool): Whether developers may push to it, where it is protected.
        developers_can_merge (bool): Whether developers may merge into it, where it is protected.
        can_push (bool): Whether the user may push to it.
        default (bool): Whether it is the default branch.
        web_url (str): The page of it.
    """

    name: str
    commit: Commit
    merged: bool
    protected: bool
    developers_can_push: bool
    developers_can_merge: bool
    can_push: bool
    default: bool
    web_url: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        commit = self.commit.to_dict()

        merged = self.merged

        protected = self.protected

        developers_can_push = self.developers_can_push

        developers_can_merge = self.developers_can_merge

        can_push = self.can_push

        default = self.default

        web_url = self.web_url

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
                "commit": commit,
                "merged": merged,
                "protected": protected,
                "developers_can_push": developers_can_push,
                "developers_can_merge": developers_can_merge,
                "can_push": can_push,
                "default": default,
                "web_url": web_url,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.commit import Commit  # noqa: PLC0415

        d = dict(src_dict)
        name = d.pop("name")

        commit = Commit.from_dict(d.pop("commit"))

        merged = d.pop("merged")

        protected = d.pop("protected")

        developers_can_push = d.pop("developers_can_push")

        developers_can_merge = d.pop("developers_can_merge")

        can_push = d.pop("can_push")

        default = d.pop("default")

        web_url = d.pop("web_url")

        branch = cls(
            name=name,
            commit=commit,
            merged=merged,
            protected=protected,
            developers_can_push=developers_can_push,
            developers_can_merge=developers_can_merge,
            can_push=can_push,
            default=default,
            web_url=web_url,
        )

        branch.additional_properties = d
        return branch

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
