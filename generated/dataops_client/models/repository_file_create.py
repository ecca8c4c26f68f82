# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.file_encoding import FileEncoding
from ..types import UNSET, Unset

T = TypeVar("T", bound="RepositoryFileCreate")


@_attrs_define
class RepositoryFileCreate:
    """A new file, and the commit that adds it.

    Attributes:
        branch (str): The branch to commit to; a new one wants `start_branch`.
        commit_message (str): The message of the commit.
        content (str): The content, written as `encoding` says.
        encoding (FileEncoding | Unset): How the content of a file is written.
        start_branch (str | Unset): The branch that a new `branch` starts from.
        author_email (str | Unset): The email address of the commit's author; the user's own unless told.
        author_name (str | Unset): The name of the commit's author; the user's own unless told.
        execute_filemode (bool | Unset): Whether the file may be executed.
    """

    branch: str
    commit_message: str
    content: str
    encoding: FileEncoding | Unset = UNSET
    start_branch: str | Unset = UNSET
    author_email: str | Unset = UNSET
    author_name: str | Unset = UNSET
    execute_filemode: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        branch = self.branch

        commit_message = self.commit_message

        content = self.content

        encoding: str | Unset = UNSET
        if not isinstance(self.encoding, Unset):
            encoding = self.encoding.value

        start_branch = self.start_branch

        author_email = self.author_email

        author_name = self.author_name

        execute_filemode = self.execute_filemode

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "branch": branch,
                "commit_message": commit_message,
                "content": content,
            }
        )
        if encoding is not UNSET:
            field_dict["encoding"] = encoding
        if start_branch is not UNSET:
            field_dict["start_branch"] = start_branch
        if author_email is not UNSET:
            field_dict["author_email"] = author_email
        if author_name is not UNSET:
            field_dict["author_name"] = author_name
        if execute_filemode is not UNSET:
            field_dict["execute_filemode"] = execute_filemode

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        branch = d.pop("branch")

        commit_message = d.pop("commit_message")

        content = d.pop("content")

        _encoding = d.pop("encoding", UNSET)
        encoding: FileEncoding | Unset
        if isinstance(_encoding, Unset):
            encoding = UNSET
        else:
            encoding = FileEncoding(_encoding)

        start_branch = d.pop("start_branch", UNSET)

        author_email = d.pop("author_email", UNSET)

        author_name = d.pop("author_name", UNSET)

        execute_filemode = d.pop("execute_filemode", UNSET)

        repository_file_create = cls(
            branch=branch,
            commit_message=commit_message,
            content=content,
            encoding=encoding,
            start_branch=start_branch,
            author_email=author_email,
            author_name=author_name,
            execute_filemode=execute_filemode,
        )

        repository_file_create.additional_properties = d
        return repository_file_create

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
