# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="AgentServer")


@_attrs_define
class AgentServer:
    """The server for Kubernetes agents.

    Attributes:
        enabled (bool): Whether there is one.
        external_url (None | str): Where agents reach it.
        version (None | str): Its version.
        external_k8_s_proxy_url (None | str | Unset): Where its Kubernetes proxy is reached.
    """

    enabled: bool
    external_url: None | str
    version: None | str
    external_k8_s_proxy_url: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        enabled = self.enabled

        external_url: None | str
        external_url = self.external_url

        version: None | str
        version = self.version

        external_k8_s_proxy_url: None | str | Unset
        if isinstance(self.external_k8_s_proxy_url, Unset):
            external_k8_s_proxy_url = UNSET
        else:
            external_k8_s_proxy_url = self.external_k8_s_proxy_url

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "enabled": enabled,
                "externalUrl": external_url,
                "version": version,
            }
        )
        if external_k8_s_proxy_url is not UNSET:
            field_dict["externalK8sProxyUrl"] = external_k8_s_proxy_url

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        enabled = d.pop("enabled")

        def _parse_external_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        external_url = _parse_external_url(d.pop("externalUrl"))

        def _parse_version(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        version = _parse_version(d.pop("version"))

        def _parse_external_k8_s_proxy_url(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        external_k8_s_proxy_url = _parse_external_k8_s_proxy_url(d.pop("externalK8sProxyUrl", UNSET))

        agent_server = cls(
            enabled=enabled,
            external_url=external_url,
            version=version,
            external_k8_s_proxy_url=external_k8_s_proxy_url,
        )

        agent_server.additional_properties = d
        return agent_server

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
