# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="PipelineScheduleUpdate")


@_attrs_define
class PipelineScheduleUpdate:
    """The fields to change.

    Attributes:
        description (str | Unset): What it is for.
        ref (str | Unset): The branch or tag to run on, as `main` or in full as `refs/heads/main`.
        cron (str | Unset): When it runs, in five fields of cron syntax: minute, hour, day of the month, month, day of
            the week.
        cron_timezone (str | Unset): The time zone of `cron`, such as `Europe/London`.
        active (bool | Unset): Whether it runs.
    """

    description: str | Unset = UNSET
    ref: str | Unset = UNSET
    cron: str | Unset = UNSET
    cron_timezone: str | Unset = UNSET
    active: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        description = self.description

        ref = self.ref

        cron = self.cron

        cron_timezone = self.cron_timezone

        active = self.active

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if description is not UNSET:
            field_dict["description"] = description
        if ref is not UNSET:
            field_dict["ref"] = ref
        if cron is not UNSET:
            field_dict["cron"] = cron
        if cron_timezone is not UNSET:
            field_dict["cron_timezone"] = cron_timezone
        if active is not UNSET:
            field_dict["active"] = active

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        description = d.pop("description", UNSET)

        ref = d.pop("ref", UNSET)

        cron = d.pop("cron", UNSET)

        cron_timezone = d.pop("cron_timezone", UNSET)

        active = d.pop("active", UNSET)

        pipeline_schedule_update = cls(
            description=description,
            ref=ref,
            cron=cron,
            cron_timezone=cron_timezone,
            active=active,
        )

        pipeline_schedule_update.additional_properties = d
        return pipeline_schedule_update

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
