# pyright: standard
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="PipelineSummary")


@_attrs_define
class PipelineSummary:
    """A pipeline, as a list or another answer bears it.

    Attributes:
        id (int): The id.
        iid (int): The number within the project, from 1.
        project_id (int): The project that it runs in.
        sha (str): The commit that it runs on.
        ref (str): The branch or tag that it runs on.
        status (str): How far a pipeline or a job is. The ancestor adds states over time.
        source (str): What started a pipeline. The ancestor adds sources over time.
        created_at (datetime.datetime): When it was made.
        updated_at (datetime.datetime): When it last changed.
        web_url (str): The page of it.
        name (None | str | Unset): The name, where the pipeline file gives one.
    """

    id: int
    iid: int
    project_id: int
    sha: str
    ref: str
    status: str
    source: str
    created_at: datetime.datetime
    updated_at: datetime.datetime
    web_url: str
    name: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        iid = self.iid

        project_id = self.project_id

        sha = self.sha

        ref = self.ref

        status = self.status

        source = self.source

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        web_url = self.web_url

        name: None | str | Unset
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "iid": iid,
                "project_id": project_id,
                "sha": sha,
                "ref": ref,
                "status": status,
                "source": source,
                "created_at": created_at,
                "updated_at": updated_at,
                "web_url": web_url,
            }
        )
        if name is not UNSET:
            field_dict["name"] = name

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        iid = d.pop("iid")

        project_id = d.pop("project_id")

        sha = d.pop("sha")

        ref = d.pop("ref")

        status = d.pop("status")

        source = d.pop("source")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        web_url = d.pop("web_url")

        def _parse_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        name = _parse_name(d.pop("name", UNSET))

        pipeline_summary = cls(
            id=id,
            iid=iid,
            project_id=project_id,
            sha=sha,
            ref=ref,
            status=status,
            source=source,
            created_at=created_at,
            updated_at=updated_at,
            web_url=web_url,
            name=name,
        )

        pipeline_summary.additional_properties = d
        return pipeline_summary

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
