# pyright: standard
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="JobRunner")


@_attrs_define
class JobRunner:
    """The runner that took a job.

    Attributes:
        id (int): The id.
        description (None | str): What it is called by those who run it.
        active (bool): Whether it takes jobs.
        is_shared (bool): Whether it takes the jobs of every project.
        name (None | str): The name of its program.
        online (bool | None): Whether it was heard from of late.
        status (str): Whether a runner has been heard of. The ancestor adds states over time.
        ip_address (None | str | Unset): Where it was last heard from.
        paused (bool | Unset): Whether it takes no jobs for now.
        runner_type (str | Unset): Whose jobs a runner takes. The ancestor adds types over time.
        created_at (datetime.datetime | None | Unset): When it was made.
    """

    id: int
    description: None | str
    active: bool
    is_shared: bool
    name: None | str
    online: bool | None
    status: str
    ip_address: None | str | Unset = UNSET
    paused: bool | Unset = UNSET
    runner_type: str | Unset = UNSET
    created_at: datetime.datetime | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        description: None | str
        description = self.description

        active = self.active

        is_shared = self.is_shared

        name: None | str
        name = self.name

        online: bool | None
        online = self.online

        status = self.status

        ip_address: None | str | Unset
        if isinstance(self.ip_address, Unset):
            ip_address = UNSET
        else:
            ip_address = self.ip_address

        paused = self.paused

        runner_type = self.runner_type

        created_at: None | str | Unset
        if isinstance(self.created_at, Unset):
            created_at = UNSET
        elif isinstance(self.created_at, datetime.datetime):
            created_at = self.created_at.isoformat()
        else:
            created_at = self.created_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "description": description,
                "active": active,
                "is_shared": is_shared,
                "name": name,
                "online": online,
                "status": status,
            }
        )
        if ip_address is not UNSET:
            field_dict["ip_address"] = ip_address
        if paused is not UNSET:
            field_dict["paused"] = paused
        if runner_type is not UNSET:
            field_dict["runner_type"] = runner_type
        if created_at is not UNSET:
            field_dict["created_at"] = created_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        def _parse_description(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        description = _parse_description(d.pop("description"))

        active = d.pop("active")

        is_shared = d.pop("is_shared")

        def _parse_name(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        name = _parse_name(d.pop("name"))

        def _parse_online(data: object) -> bool | None:
            if data is None:
                return data
            return cast(bool | None, data)

        online = _parse_online(d.pop("online"))

        status = d.pop("status")

        def _parse_ip_address(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        ip_address = _parse_ip_address(d.pop("ip_address", UNSET))

        paused = d.pop("paused", UNSET)

        runner_type = d.pop("runner_type", UNSET)

        def _parse_created_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                created_at_type_0 = datetime.datetime.fromisoformat(data)

                return created_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        created_at = _parse_created_at(d.pop("created_at", UNSET))

        job_runner = cls(
            id=id,
            description=description,
            active=active,
            is_shared=is_shared,
            name=name,
            online=online,
            status=status,
            ip_address=ip_address,
            paused=paused,
            runner_type=runner_type,
            created_at=created_at,
        )

        job_runner.additional_properties = d
        return job_runner

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
