# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="DetailedStatus")


@_attrs_define
class DetailedStatus:
    """The state as the pages of the product show it.

    Attributes:
        icon (str): The name of its icon.
        text (str): The state in a word.
        label (str): The state in a few words.
        group (str): The kind of state that it counts as.
        tooltip (str): What is shown on hovering over it.
        has_details (bool): Whether the user may open the page of it.
        details_path (None | str): The path of the page of it, without the host.
        favicon (str | Unset): The path of the icon of that page.
    """

    icon: str
    text: str
    label: str
    group: str
    tooltip: str
    has_details: bool
    details_path: None | str
    favicon: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        icon = self.icon

        text = self.text

        label = self.label

        group = self.group

        tooltip = self.tooltip

        has_details = self.has_details

        details_path: None | str
        details_path = self.details_path

        favicon = self.favicon

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "icon": icon,
                "text": text,
                "label": label,
                "group": group,
                "tooltip": tooltip,
                "has_details": has_details,
                "details_path": details_path,
            }
        )
        if favicon is not UNSET:
            field_dict["favicon"] = favicon

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        icon = d.pop("icon")

        text = d.pop("text")

        label = d.pop("label")

        group = d.pop("group")

        tooltip = d.pop("tooltip")

        has_details = d.pop("has_details")

        def _parse_details_path(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        details_path = _parse_details_path(d.pop("details_path"))

        favicon = d.pop("favicon", UNSET)

        detailed_status = cls(
            icon=icon,
            text=text,
            label=label,
            group=group,
            tooltip=tooltip,
            has_details=has_details,
            details_path=details_path,
            favicon=favicon,
        )

        detailed_status.additional_properties = d
        return detailed_status

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
