# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="JobArtifact")


@_attrs_define
class JobArtifact:
    """A file that a job left behind.

    Attributes:
        file_type (str): What an artifact holds. The ancestor adds types over time.
        size (int | None): How large it is, in bytes.
        filename (str): Its name.
        file_format (None | str): How it is packed.
    """

    file_type: str
    size: int | None
    filename: str
    file_format: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        file_type = self.file_type

        size: int | None
        size = self.size

        filename = self.filename

        file_format: None | str
        file_format = self.file_format

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "file_type": file_type,
                "size": size,
                "filename": filename,
                "file_format": file_format,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        file_type = d.pop("file_type")

        def _parse_size(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        size = _parse_size(d.pop("size"))

        filename = d.pop("filename")

        def _parse_file_format(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        file_format = _parse_file_format(d.pop("file_format"))

        job_artifact = cls(
            file_type=file_type,
            size=size,
            filename=filename,
            file_format=file_format,
        )

        job_artifact.additional_properties = d
        return job_artifact

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
