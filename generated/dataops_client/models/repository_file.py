# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.file_encoding import FileEncoding

T = TypeVar("T", bound="RepositoryFile")


@_attrs_define
class RepositoryFile:
    """A file of a repository as it is at a ref, with its content.

    Attributes:
        file_name (str): The last part of the path.
        file_path (str): The path from the root of the repository.
        size (int): The size of the file itself, in bytes.
        encoding (FileEncoding): How the content of a file is written.
        content (str): The content, in Base64 without line breaks.
        content_sha256 (str): The SHA-256 of the file itself, in hexadecimal.
        ref (str): The branch, tag or commit that was asked for.
        blob_id (str): The SHA of the blob.
        commit_id (str): The SHA of the commit that the ref stands for.
        last_commit_id (str): The SHA of the last commit that changed the file.
        execute_filemode (bool): Whether the file may be executed.
    """

    file_name: str
    file_path: str
    size: int
    encoding: FileEncoding
    content: str
    content_sha256: str
    ref: str
    blob_id: str
    commit_id: str
    last_commit_id: str
    execute_filemode: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        file_name = self.file_name

        file_path = self.file_path

        size = self.size

        encoding = self.encoding.value

        content = self.content

        content_sha256 = self.content_sha256

        ref = self.ref

        blob_id = self.blob_id

        commit_id = self.commit_id

        last_commit_id = self.last_commit_id

        execute_filemode = self.execute_filemode

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "file_name": file_name,
                "file_path": file_path,
                "size": size,
                "encoding": encoding,
                "content": content,
                "content_sha256": content_sha256,
                "ref": ref,
                "blob_id": blob_id,
                "commit_id": commit_id,
                "last_commit_id": last_commit_id,
                "execute_filemode": execute_filemode,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        file_name = d.pop("file_name")

        file_path = d.pop("file_path")

        size = d.pop("size")

        encoding = FileEncoding(d.pop("encoding"))

        content = d.pop("content")

        content_sha256 = d.pop("content_sha256")

        ref = d.pop("ref")

        blob_id = d.pop("blob_id")

        commit_id = d.pop("commit_id")

        last_commit_id = d.pop("last_commit_id")

        execute_filemode = d.pop("execute_filemode")

        repository_file = cls(
            file_name=file_name,
            file_path=file_path,
            size=size,
            encoding=encoding,
            content=content,
            content_sha256=content_sha256,
            ref=ref,
            blob_id=blob_id,
            commit_id=commit_id,
            last_commit_id=last_commit_id,
            execute_filemode=execute_filemode,
        )

        repository_file.additional_properties = d
        return repository_file

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
