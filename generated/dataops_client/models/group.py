# pyright: standard
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.subgroup_creation_level import SubgroupCreationLevel
from ..models.visibility import Visibility
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.group_share import GroupShare
    from ..models.project import Project


T = TypeVar("T", bound="Group")


@_attrs_define
class Group:
    """A group. The answer to one group, to its creation and to its change tells more than a list does.

    Attributes:
        id (int): The id.
        name (str): The name.
        path (str): The last part of the URL.
        description (None | str): What it is for.
        visibility (Visibility): Who may see a project or a group.
        full_name (str): The full name, with blanks and slashes.
        full_path (str): The full path.
        parent_id (int | None): The id of the group above; null at the top.
        avatar_url (None | str): Its picture.
        web_url (str): The page of it.
        created_at (datetime.datetime): When it was made.
        lfs_enabled (bool): Whether large files may be stored in its projects.
        request_access_enabled (bool): Whether people may ask for access.
        archived (bool | Unset): Whether it is read-only.
        marked_for_deletion_on (datetime.date | None | Unset): The day on which its deletion was asked for.
        default_branch (None | str | Unset): The default branch of its new projects.
        default_branch_protection (int | Unset): Who may push to the default branch of a new project, as a number; the
            ancestor has added values.
        project_creation_level (str | Unset): Who may make projects in it; `noone`, `administrator`, `owner`,
            `maintainer`, `developer`; the ancestor adds to them.
        subgroup_creation_level (SubgroupCreationLevel | Unset): Who may make subgroups in a group.
        shared_runners_setting (str | Unset): Whether shared runners take its projects' jobs; `enabled`,
            `disabled_and_overridable`, `disabled_and_unoverridable`.
        share_with_group_lock (bool | Unset): Whether its projects may not be shared with other groups.
        require_two_factor_authentication (bool | Unset): Whether its members must sign in with a second factor.
        two_factor_grace_period (int | Unset): How long a member may put the second factor off, in hours.
        auto_devops_enabled (bool | None | Unset): Whether its projects get pipelines by default.
        emails_disabled (bool | None | Unset): Whether it sends no notifications; the old way to say it.
        emails_enabled (bool | None | Unset): Whether it sends notifications.
        mentions_disabled (bool | None | Unset): Whether it cannot be mentioned.
        prevent_sharing_groups_outside_hierarchy (bool | Unset): Whether it is shared only with groups below the same
            top.
        shared_with_groups (list[GroupShare] | Unset): The groups that a group is shared with.
        projects (list[Project] | Unset): Its projects.
        shared_projects (list[Project] | Unset): The projects of others that are shared with it.
    """

    id: int
    name: str
    path: str
    description: None | str
    visibility: Visibility
    full_name: str
    full_path: str
    parent_id: int | None
    avatar_url: None | str
    web_url: str
    created_at: datetime.datetime
    lfs_enabled: bool
    request_access_enabled: bool
    archived: bool | Unset = UNSET
    marked_for_deletion_on: datetime.date | None | Unset = UNSET
    default_branch: None | str | Unset = UNSET
    default_branch_protection: int | Unset = UNSET
    project_creation_level: str | Unset = UNSET
    subgroup_creation_level: SubgroupCreationLevel | Unset = UNSET
    shared_runners_setting: str | Unset = UNSET
    share_with_group_lock: bool | Unset = UNSET
    require_two_factor_authentication: bool | Unset = UNSET
    two_factor_grace_period: int | Unset = UNSET
    auto_devops_enabled: bool | None | Unset = UNSET
    emails_disabled: bool | None | Unset = UNSET
    emails_enabled: bool | None | Unset = UNSET
    mentions_disabled: bool | None | Unset = UNSET
    prevent_sharing_groups_outside_hierarchy: bool | Unset = UNSET
    shared_with_groups: list[GroupShare] | Unset = UNSET
    projects: list[Project] | Unset = UNSET
    shared_projects: list[Project] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        path = self.path

        description: None | str
        description = self.description

        visibility = self.visibility.value

        full_name = self.full_name

        full_path = self.full_path

        parent_id: int | None
        parent_id = self.parent_id

        avatar_url: None | str
        avatar_url = self.avatar_url

        web_url = self.web_url

        created_at = self.created_at.isoformat()

        lfs_enabled = self.lfs_enabled

        request_access_enabled = self.request_access_enabled

        archived = self.archived

        marked_for_deletion_on: None | str | Unset
        if isinstance(self.marked_for_deletion_on, Unset):
            marked_for_deletion_on = UNSET
        elif isinstance(self.marked_for_deletion_on, datetime.date):
            marked_for_deletion_on = self.marked_for_deletion_on.isoformat()
        else:
            marked_for_deletion_on = self.marked_for_deletion_on

        default_branch: None | str | Unset
        if isinstance(self.default_branch, Unset):
            default_branch = UNSET
        else:
            default_branch = self.default_branch

        default_branch_protection = self.default_branch_protection

        project_creation_level = self.project_creation_level

        subgroup_creation_level: str | Unset = UNSET
        if not isinstance(self.subgroup_creation_level, Unset):
            subgroup_creation_level = self.subgroup_creation_level.value

        shared_runners_setting = self.shared_runners_setting

        share_with_group_lock = self.share_with_group_lock

        require_two_factor_authentication = self.require_two_factor_authentication

        two_factor_grace_period = self.two_factor_grace_period

        auto_devops_enabled: bool | None | Unset
        if isinstance(self.auto_devops_enabled, Unset):
            auto_devops_enabled = UNSET
        else:
            auto_devops_enabled = self.auto_devops_enabled

        emails_disabled: bool | None | Unset
        if isinstance(self.emails_disabled, Unset):
            emails_disabled = UNSET
        else:
            emails_disabled = self.emails_disabled

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

        prevent_sharing_groups_outside_hierarchy = self.prevent_sharing_groups_outside_hierarchy

        shared_with_groups: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.shared_with_groups, Unset):
            shared_with_groups = []
            for componentsschemas_group_share_list_item_data in self.shared_with_groups:
                componentsschemas_group_share_list_item = componentsschemas_group_share_list_item_data.to_dict()
                shared_with_groups.append(componentsschemas_group_share_list_item)

        projects: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.projects, Unset):
            projects = []
            for projects_item_data in self.projects:
                projects_item = projects_item_data.to_dict()
                projects.append(projects_item)

        shared_projects: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.shared_projects, Unset):
            shared_projects = []
            for shared_projects_item_data in self.shared_projects:
                shared_projects_item = shared_projects_item_data.to_dict()
                shared_projects.append(shared_projects_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "path": path,
                "description": description,
                "visibility": visibility,
                "full_name": full_name,
                "full_path": full_path,
                "parent_id": parent_id,
                "avatar_url": avatar_url,
                "web_url": web_url,
                "created_at": created_at,
                "lfs_enabled": lfs_enabled,
                "request_access_enabled": request_access_enabled,
            }
        )
        if archived is not UNSET:
            field_dict["archived"] = archived
        if marked_for_deletion_on is not UNSET:
            field_dict["marked_for_deletion_on"] = marked_for_deletion_on
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
        if emails_disabled is not UNSET:
            field_dict["emails_disabled"] = emails_disabled
        if emails_enabled is not UNSET:
            field_dict["emails_enabled"] = emails_enabled
        if mentions_disabled is not UNSET:
            field_dict["mentions_disabled"] = mentions_disabled
        if prevent_sharing_groups_outside_hierarchy is not UNSET:
            field_dict["prevent_sharing_groups_outside_hierarchy"] = prevent_sharing_groups_outside_hierarchy
        if shared_with_groups is not UNSET:
            field_dict["shared_with_groups"] = shared_with_groups
        if projects is not UNSET:
            field_dict["projects"] = projects
        if shared_projects is not UNSET:
            field_dict["shared_projects"] = shared_projects

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.group_share import GroupShare  # noqa: PLC0415
        from ..models.project import Project  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        path = d.pop("path")

        def _parse_description(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        description = _parse_description(d.pop("description"))

        visibility = Visibility(d.pop("visibility"))

        full_name = d.pop("full_name")

        full_path = d.pop("full_path")

        def _parse_parent_id(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        parent_id = _parse_parent_id(d.pop("parent_id"))

        def _parse_avatar_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        avatar_url = _parse_avatar_url(d.pop("avatar_url"))

        web_url = d.pop("web_url")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        lfs_enabled = d.pop("lfs_enabled")

        request_access_enabled = d.pop("request_access_enabled")

        archived = d.pop("archived", UNSET)

        def _parse_marked_for_deletion_on(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                marked_for_deletion_on_type_0 = datetime.date.fromisoformat(data)

                return marked_for_deletion_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        marked_for_deletion_on = _parse_marked_for_deletion_on(d.pop("marked_for_deletion_on", UNSET))

        def _parse_default_branch(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        default_branch = _parse_default_branch(d.pop("default_branch", UNSET))

        default_branch_protection = d.pop("default_branch_protection", UNSET)

        project_creation_level = d.pop("project_creation_level", UNSET)

        _subgroup_creation_level = d.pop("subgroup_creation_level", UNSET)
        subgroup_creation_level: SubgroupCreationLevel | Unset
        if isinstance(_subgroup_creation_level, Unset):
            subgroup_creation_level = UNSET
        else:
            subgroup_creation_level = SubgroupCreationLevel(_subgroup_creation_level)

        shared_runners_setting = d.pop("shared_runners_setting", UNSET)

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

        def _parse_emails_disabled(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        emails_disabled = _parse_emails_disabled(d.pop("emails_disabled", UNSET))

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

        prevent_sharing_groups_outside_hierarchy = d.pop("prevent_sharing_groups_outside_hierarchy", UNSET)

        _shared_with_groups = d.pop("shared_with_groups", UNSET)
        shared_with_groups: list[GroupShare] | Unset = UNSET
        if _shared_with_groups is not UNSET:
            shared_with_groups = []
            for componentsschemas_group_share_list_item_data in _shared_with_groups:
                componentsschemas_group_share_list_item = GroupShare.from_dict(
                    componentsschemas_group_share_list_item_data
                )

                shared_with_groups.append(componentsschemas_group_share_list_item)

        _projects = d.pop("projects", UNSET)
        projects: list[Project] | Unset = UNSET
        if _projects is not UNSET:
            projects = []
            for projects_item_data in _projects:
                projects_item = Project.from_dict(projects_item_data)

                projects.append(projects_item)

        _shared_projects = d.pop("shared_projects", UNSET)
        shared_projects: list[Project] | Unset = UNSET
        if _shared_projects is not UNSET:
            shared_projects = []
            for shared_projects_item_data in _shared_projects:
                shared_projects_item = Project.from_dict(shared_projects_item_data)

                shared_projects.append(shared_projects_item)

        group = cls(
            id=id,
            name=name,
            path=path,
            description=description,
            visibility=visibility,
            full_name=full_name,
            full_path=full_path,
            parent_id=parent_id,
            avatar_url=avatar_url,
            web_url=web_url,
            created_at=created_at,
            lfs_enabled=lfs_enabled,
            request_access_enabled=request_access_enabled,
            archived=archived,
            marked_for_deletion_on=marked_for_deletion_on,
            default_branch=default_branch,
            default_branch_protection=default_branch_protection,
            project_creation_level=project_creation_level,
            subgroup_creation_level=subgroup_creation_level,
            shared_runners_setting=shared_runners_setting,
            share_with_group_lock=share_with_group_lock,
            require_two_factor_authentication=require_two_factor_authentication,
            two_factor_grace_period=two_factor_grace_period,
            auto_devops_enabled=auto_devops_enabled,
            emails_disabled=emails_disabled,
            emails_enabled=emails_enabled,
            mentions_disabled=mentions_disabled,
            prevent_sharing_groups_outside_hierarchy=prevent_sharing_groups_outside_hierarchy,
            shared_with_groups=shared_with_groups,
            projects=projects,
            shared_projects=shared_projects,
        )

        group.additional_properties = d
        return group

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
