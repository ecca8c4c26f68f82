# pyright: standard
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.commit_trailers import CommitTrailers


T = TypeVar("T", bound="Commit")


@_attrs_define
class Commit:
    """A commit of a repository.

    Attributes:
        id (str): The SHA, in full.
        short_id (str): The beginning of the SHA.
        created_at (datetime.datetime): When it was committed.
        parent_ids (list[str]): The SHAs of the commits before; none for the first commit.
        title (str): The first line of the message.
        message (str): The message, in full.
        author_name (str): Who wrote the change.
        author_email (str): The author's email address.
        authored_date (datetime.datetime): When the change was written.
        committer_name (str): Who committed the change.
        committer_email (str): The committer's email address.
        committed_date (datetime.datetime): When it was committed.
        web_url (str): The page of it.
        trailers (CommitTrailers | Unset): The trailers at the end of a commit's message, such as `Signed-off-by`, by
            name.
    """

    id: str
    short_id: str
    created_at: datetime.datetime
    parent_ids: list[str]
    title: str
    message: str
    author_name: str
    author_email: str
    authored_date: datetime.datetime
    committer_name: str
    committer_email: str
    committed_date: datetime.datetime
    web_url: str
    trailers: CommitTrailers | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        short_id = self.short_id

        created_at = self.created_at.isoformat()

        parent_ids = self.parent_ids

        title = self.title

        message = self.message

        author_name = self.author_name

        author_email = self.author_email

        authored_date = self.authored_date.isoformat()

        committer_name = self.committer_name

        committer_email = self.committer_email

        committed_date = self.committed_date.isoformat()

        web_url = self.web_url

        trailers: dict[str, Any] | Unset = UNSET
        if not isinstance(self.trailers, Unset):
            trailers = self.trailers.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "short_id": short_id,
                "created_at": created_at,
                "parent_ids": parent_ids,
                "title": title,
                "message": message,
                "author_name": author_name,
                "author_email": author_email,
                "authored_date": authored_date,
                "committer_name": committer_name,
                "committer_email": committer_email,
                "committed_date": committed_date,
                "web_url": web_url,
            }
        )
        if trailers is not UNSET:
            field_dict["trailers"] = trailers

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.commit_trailers import CommitTrailers  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        short_id = d.pop("short_id")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        parent_ids = cast(list[str], d.pop("parent_ids"))

        title = d.pop("title")

        message = d.pop("message")

        author_name = d.pop("author_name")

        author_email = d.pop("author_email")

        authored_date = datetime.datetime.fromisoformat(d.pop("authored_date"))

        committer_name = d.pop("committer_name")

        committer_email = d.pop("committer_email")

        committed_date = datetime.datetime.fromisoformat(d.pop("committed_date"))

        web_url = d.pop("web_url")

        _trailers = d.pop("trailers", UNSET)
        trailers: CommitTrailers | Unset
        if isinstance(_trailers, Unset):
            trailers = UNSET
        else:
            trailers = CommitTrailers.from_dict(_trailers)

        commit = cls(
            id=id,
            short_id=short_id,
            created_at=created_at,
            parent_ids=parent_ids,
            title=title,
            message=message,
            author_name=author_name,
            author_email=author_email,
            authored_date=authored_date,
            committer_name=committer_name,
            committer_email=committer_email,
            committed_date=committed_date,
            web_url=web_url,
            trailers=trailers,
        )

        commit.additional_properties = d
        return commit

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
