# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.default_branch_protection import DefaultBranchProtection
from ..models.project_creation_level import ProjectCreationLevel
from ..models.shared_runners_setting import SharedRunnersSetting
from ..models.subgroup_creation_level import SubgroupCreationLevel
from ..models.visibility import Visibility
from ..types import UNSET, Unset

T = TypeVar("T", bound="GroupCreate")


@_attrs_define
class GroupCreate:
    """A new group, or a subgroup where `parent_id` is given.

    Attributes:
        name (str): The name.
        path (str): The last part of the URL.
        parent_id (int | Unset): The group to create it in; at the top unless told.
        description (None | str | Unset): What it is for.
        visibility (Visibility | Unset): Who may see a project or a group.
        default_branch (None | str | Unset): The default branch of its new projects.
        default_branch_protection (DefaultBranchProtection | Unset): How the default branches of new projects are
            protected, as a number: 0 not at all, 1 developers may push and not force, 2 maintainers alone may push, 3
            developers may merge and not push, 4 developers may make the first push.
        project_creation_level (ProjectCreationLevel | Unset): Who may make projects in a group.
        subgroup_creation_level (SubgroupCreationLevel | Unset): Who may make subgroups in a group.
        shared_runners_setting (SharedRunnersSetting | Unset): Whether shared runners take the jobs of a group's
            projects, and whether what is below may decide otherwise.
        share_with_group_lock (bool | Unset): Whether its projects may not be shared with other groups.
        require_two_factor_authentication (bool | Unset): Whether its members must sign in with a second factor.
        two_factor_grace_period (int | Unset): How long a member may put the second factor off, in hours.
        auto_devops_enabled (bool | None | Unset): Whether its projects get pipelines by default.
        emails_enabled (bool | None | Unset): Whether it sends notifications.
        mentions_disabled (bool | None | Unset): Whether it cannot be mentioned.
        lfs_enabled (bool | None | Unset): Whether large files may be stored in its projects.
        request_access_enabled (bool | Unset): Whether people may ask for access.
    """

    name: str
    path: str
    parent_id: int | Unset = UNSET
    description: None | str | Unset = UNSET
    visibility: Visibility | Unset = UNSET
    default_branch: None | str | Unset = UNSET
    default_branch_protection: DefaultBranchProtection | Unset = UNSET
    project_creation_level: ProjectCreationLevel | Unset = UNSET
    subgroup_creation_level: SubgroupCreationLevel | Unset = UNSET
    shared_runners_setting: SharedRunnersSetting | Unset = UNSET
    share_with_group_lock: bool | Unset = UNSET
    require_two_factor_authentication: bool | Unset = UNSET
    two_factor_grace_period: int | Unset = UNSET
    auto_devops_enabled: bool | None | Unset = UNSET
    emails_enabled: bool | None | Unset = UNSET
    mentions_disabled: bool | None | Unset = UNSET
    lfs_enabled: bool | None | Unset = UNSET
    request_access_enabled: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        path = self.path

        parent_id = self.parent_id

        description: None | str | Unset
        if isinstance(self.description, Unset):
            description = UNSET
        else:
            description = self.description

        visibility: str | Unset = UNSET
        if not isinstance(self.visibility, Unset):
            visibility = self.visibility.value

        default_branch: None | str | Unset
        if isinstance(self.default_branch, Unset):
            default_branch = UNSET
        else:
            default_branch = self.default_branch

        default_branch_protection: int | Unset = UNSET
        if not isinstance(self.default_branch_protection, Unset):
            default_branch_protection = self.default_branch_protection.value

        project_creation_level: str | Unset = UNSET
        if not isinstance(self.project_creation_level, Unset):
            project_creation_level = self.project_creation_level.value

        subgroup_creation_level: str | Unset = UNSET
        if not isinstance(self.subgroup_creation_level, Unset):
            subgroup_creation_level = self.subgroup_creation_level.value

        shared_runners_setting: str | Unset = UNSET
        if not isinstance(self.shared_runners_setting, Unset):
            shared_runners_setting = self.shared_runners_setting.value

        share_with_group_lock = self.share_with_group_lock

        require_two_factor_authentication = self.require_two_factor_authentication

        two_factor_grace_period = self.two_factor_grace_period

        auto_devops_enabled: bool | None | Unset
        if isinstance(self.auto_devops_enabled, Unset):
            auto_devops_enabled = UNSET
        else:
            auto_devops_enabled = self.auto_devops_enabled

        emails_enabled: bool | None | Unset
        if isinstance(self.emails_enabled, Unset):
            emails_enabled = UNSET
        else:
            emails_enabled = self.emails_enabled

        mentions_disabled: bool | None | Unset
        if isinstance(self.mentions_disabled, Unset):
            mentions_disabled = UNSET
        else:
            mentions_disabled = self.mentions_disabled

        lfs_enabled: bool | None | Unset
        if isinstance(self.lfs_enabled, Unset):
            lfs_enabled = UNSET
        else:
            lfs_enabled = self.lfs_enabled

        request_access_enabled = self.request_access_enabled

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
                "path": path,
            }
        )
        if parent_id is not UNSET:
            field_dict["parent_id"] = parent_id
        if description is not UNSET:
            field_dict["description"] = description
        if visibility is not UNSET:
            field_dict["visibility"] = visibility
        if default_branch is not UNSET:
            field_dict["default_branch"] = default_branch
        if default_branch_protection is not UNSET:
            field_dict["default_branch_protection"] = default_branch_protection
        if project_creation_level is not UNSET:
            field_dict["project_creation_level"] = project_creation_level
        if subgroup_creation_level is not UNSET:
            field_dict["subgroup_creation_level"] = subgroup_creation_level
        if shared_runners_setting is not UNSET:
            field_dict["shared_runners_setting"] = shared_runners_setting
        if share_with_group_lock is not UNSET:
            field_dict["share_with_group_lock"] = share_with_group_lock
        if require_two_factor_authentication is not UNSET:
            field_dict["require_two_factor_authentication"] = require_two_factor_authentication
        if two_factor_grace_period is not UNSET:
            field_dict["two_factor_grace_period"] = two_factor_grace_period
        if auto_devops_enabled is not UNSET:
            field_dict["auto_devops_enabled"] = auto_devops_enabled
        if emails_enabled is not UNSET:
            field_dict["emails_enabled"] = emails_enabled
        if mentions_disabled is not UNSET:
            field_dict["mentions_disabled"] = mentions_disabled
        if lfs_enabled is not UNSET:
            field_dict["lfs_enabled"] = lfs_enabled
        if request_access_enabled is not UNSET:
            field_dict["request_access_enabled"] = request_access_enabled

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        path = d.pop("path")

        parent_id = d.pop("parent_id", UNSET)

        def _parse_description(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        description = _parse_description(d.pop("description", UNSET))

        _visibility = d.pop("visibility", UNSET)
        visibility: Visibility | Unset
        if isinstance(_visibility, Unset):
            visibility = UNSET
        else:
            visibility = Visibility(_visibility)

        def _parse_default_branch(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        default_branch = _parse_default_branch(d.pop("default_branch", UNSET))

        _default_branch_protection = d.pop("default_branch_protection", UNSET)
        default_branch_protection: DefaultBranchProtection | Unset
        if isinstance(_default_branch_protection, Unset):
            default_branch_protection = UNSET
        else:
            default_branch_protection = DefaultBranchProtection(_default_branch_protection)

        _project_creation_level = d.pop("project_creation_level", UNSET)
        project_creation_level: ProjectCreationLevel | Unset
        if isinstance(_project_creation_level, Unset):
            project_creation_level = UNSET
        else:
            project_creation_level = ProjectCreationLevel(_project_creation_level)

        _subgroup_creation_level = d.pop("subgroup_creation_level", UNSET)
        subgroup_creation_level: SubgroupCreationLevel | Unset
        if isinstance(_subgroup_creation_level, Unset):
            subgroup_creation_level = UNSET
        else:
            subgroup_creation_level = SubgroupCreationLevel(_subgroup_creation_level)

        _shared_runners_setting = d.pop("shared_runners_setting", UNSET)
        shared_runners_setting: SharedRunnersSetting | Unset
        if isinstance(_shared_runners_setting, Unset):
            shared_runners_setting = UNSET
        else:
            shared_runners_setting = SharedRunnersSetting(_shared_runners_setting)

        share_with_group_lock = d.pop("share_with_group_lock", UNSET)

        require_two_factor_authentication = d.pop("require_two_factor_authentication", UNSET)

        two_factor_grace_period = d.pop("two_factor_grace_period", UNSET)

        def _parse_auto_devops_enabled(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        auto_devops_enabled = _parse_auto_devops_enabled(d.pop("auto_devops_enabled", UNSET))

        def _parse_emails_enabled(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        emails_enabled = _parse_emails_enabled(d.pop("emails_enabled", UNSET))

        def _parse_mentions_disabled(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        mentions_disabled = _parse_mentions_disabled(d.pop("mentions_disabled", UNSET))

        def _parse_lfs_enabled(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        lfs_enabled = _parse_lfs_enabled(d.pop("lfs_enabled", UNSET))

        request_access_enabled = d.pop("request_access_enabled", UNSET)

        group_create = cls(
            name=name,
            path=path,
            parent_id=parent_id,
            description=description,
            visibility=visibility,
            default_branch=default_branch,
            default_branch_protection=default_branch_protection,
            project_creation_level=project_creation_level,
            subgroup_creation_level=subgroup_creation_level,
            shared_runners_setting=shared_runners_setting,
            share_with_group_lock=share_with_group_lock,
            require_two_factor_authentication=require_two_factor_authentication,
            two_factor_grace_period=two_factor_grace_period,
            auto_devops_enabled=auto_devops_enabled,
            emails_enabled=emails_enabled,
            mentions_disabled=mentions_disabled,
            lfs_enabled=lfs_enabled,
            request_access_enabled=request_access_enabled,
        )

        group_create.additional_properties = d
        return group_create

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
