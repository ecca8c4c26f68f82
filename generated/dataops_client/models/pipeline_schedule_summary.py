# pyright: standard
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.user_reference import UserReference


T = TypeVar("T", bound="PipelineScheduleSummary")


@_attrs_define
class PipelineScheduleSummary:
    """A schedule, as a list bears it.

    Attributes:
        id (int): The id.
        description (str): What it is for.
        ref (str): The branch or tag that it runs on; in full, such as `refs/heads/main`, where the server expands it.
        cron (str): When it runs, in five fields of cron syntax.
        cron_timezone (str): The time zone of `cron`.
        next_run_at (datetime.datetime | None): When it runs next.
        active (bool): Whether it runs.
        created_at (datetime.datetime): When it was made.
        updated_at (datetime.datetime): When it last changed.
        owner (None | UserReference): The user as whom it starts pipelines.
    """

    id: int
    description: str
    ref: str
    cron: str
    cron_timezone: str
    next_run_at: datetime.datetime | None
    active: bool
    created_at: datetime.datetime
    updated_at: datetime.datetime
    owner: None | UserReference
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.user_reference import UserReference  # noqa: PLC0415

        id = self.id

        description = self.description

        ref = self.ref

        cron = self.cron

        cron_timezone = self.cron_timezone

        next_run_at: None | str
        if isinstance(self.next_run_at, datetime.datetime):
            next_run_at = self.next_run_at.isoformat()
        else:
            next_run_at = self.next_run_at

        active = self.active

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        owner: dict[str, Any] | None
        if isinstance(self.owner, UserReference):
            owner = self.owner.to_dict()
        else:
            owner = self.owner

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "description": description,
                "ref": ref,
                "cron": cron,
                "cron_timezone": cron_timezone,
                "next_run_at": next_run_at,
                "active": active,
                "created_at": created_at,
                "updated_at": updated_at,
                "owner": owner,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.user_reference import UserReference  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        description = d.pop("description")

        ref = d.pop("ref")

        cron = d.pop("cron")

        cron_timezone = d.pop("cron_timezone")

        def _parse_next_run_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                next_run_at_type_0 = datetime.datetime.fromisoformat(data)

                return next_run_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        next_run_at = _parse_next_run_at(d.pop("next_run_at"))

        active = d.pop("active")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        def _parse_owner(data: object) -> None | UserReference:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                owner_type_0 = UserReference.from_dict(data)

                return owner_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UserReference, data)

        owner = _parse_owner(d.pop("owner"))

        pipeline_schedule_summary = cls(
            id=id,
            description=description,
            ref=ref,
            cron=cron,
            cron_timezone=cron_timezone,
            next_run_at=next_run_at,
            active=active,
            created_at=created_at,
            updated_at=updated_at,
            owner=owner,
        )

        pipeline_schedule_summary.additional_properties = d
        return pipeline_schedule_summary

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
