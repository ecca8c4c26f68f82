# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="PipelineScheduleCreate")


@_attrs_define
class PipelineScheduleCreate:
    """A new schedule.

    Attributes:
        description (str): What it is for.
        ref (str): The branch or tag to run on, as `main` or in full as `refs/heads/main`.
        cron (str): When it runs, in five fields of cron syntax: minute, hour, day of the month, month, day of the week.
        cron_timezone (str | Unset): The time zone of `cron`, such as `Europe/London`; UTC unless told.
        active (bool | Unset): Whether it runs; it does unless told.
    """

    description: str
    ref: str
    cron: str
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
        field_dict.update(
            {
                "description": description,
                "ref": ref,
                "cron": cron,
            }
        )
        if cron_timezone is not UNSET:
            field_dict["cron_timezone"] = cron_timezone
        if active is not UNSET:
            field_dict["active"] = active

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        description = d.pop("description")

        ref = d.pop("ref")

        cron = d.pop("cron")

        cron_timezone = d.pop("cron_timezone", UNSET)

        active = d.pop("active", UNSET)

        pipeline_schedule_create = cls(
            description=description,
            ref=ref,
            cron=cron,
            cron_timezone=cron_timezone,
            active=active,
        )

        pipeline_schedule_create.additional_properties = d
        return pipeline_schedule_create

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
