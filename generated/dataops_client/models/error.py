# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="Error")


@_attrs_define
class Error:
    """An error. It has `message` or `error`. `message` is a string (`404 Project Not Found`) or a map of field to a list
    of
    strings (`{"name": ["has already been taken"]}`); `error` is a string (`name is missing`).

        Attributes:
            message (Any | Unset): What is wrong; a string, or a map of field to a list of strings.
            error (str | Unset): What is wrong, in words or as a code (`invalid_token`, `insufficient_scope`).
            error_description (str | Unset): What an error code means.
            scope (str | Unset): The scopes that would do, separated by blanks; with `insufficient_scope`.
    """

    message: Any | Unset = UNSET
    error: str | Unset = UNSET
    error_description: str | Unset = UNSET
    scope: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        message = self.message

        error = self.error

        error_description = self.error_description

        scope = self.scope

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if message is not UNSET:
            field_dict["message"] = message
        if error is not UNSET:
            field_dict["error"] = error
        if error_description is not UNSET:
            field_dict["error_description"] = error_description
        if scope is not UNSET:
            field_dict["scope"] = scope

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        message = d.pop("message", UNSET)

        error = d.pop("error", UNSET)

        error_description = d.pop("error_description", UNSET)

        scope = d.pop("scope", UNSET)

        error = cls(
            message=message,
            error=error,
            error_description=error_description,
            scope=scope,
        )

        error.additional_properties = d
        return error

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
