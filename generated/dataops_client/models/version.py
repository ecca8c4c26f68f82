# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.agent_server import AgentServer


T = TypeVar("T", bound="Version")


@_attrs_define
class Version:
    """What the server runs.

    Attributes:
        version (str): The version of the ancestor that it is built on.
        revision (str): The commit that it is built from.
        kas (AgentServer | Unset): The server for Kubernetes agents.
        enterprise (bool | Unset): Whether it is the ancestor's enterprise edition.
    """

    version: str
    revision: str
    kas: AgentServer | Unset = UNSET
    enterprise: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        version = self.version

        revision = self.revision

        kas: dict[str, Any] | Unset = UNSET
        if not isinstance(self.kas, Unset):
            kas = self.kas.to_dict()

        enterprise = self.enterprise

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "version": version,
                "revision": revision,
            }
        )
        if kas is not UNSET:
            field_dict["kas"] = kas
        if enterprise is not UNSET:
            field_dict["enterprise"] = enterprise

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.agent_server import AgentServer  # noqa: PLC0415

        d = dict(src_dict)
        version = d.pop("version")

        revision = d.pop("revision")

        _kas = d.pop("kas", UNSET)
        kas: AgentServer | Unset
        if isinstance(_kas, Unset):
            kas = UNSET
        else:
            kas = AgentServer.from_dict(_kas)

        enterprise = d.pop("enterprise", UNSET)

        version = cls(
            version=version,
            revision=revision,
            kas=kas,
            enterprise=enterprise,
        )

        version.additional_properties = d
        return version

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
