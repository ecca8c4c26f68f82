# pyright: standard
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.feature_access_level import FeatureAccessLevel
from ..models.merge_method import MergeMethod
from ..models.visibility import Visibility
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.expiration_policy_change import ExpirationPolicyChange


T = TypeVar("T", bound="ProjectCreate")


@_attrs_define
class ProjectCreate:
    """A new project; `name` or `path` must be given.

    Attributes:
        name (str | Unset): The name; the path unless told.
        path (str | Unset): The last part of the URL; made from the name unless told.
        namespace_id (int | Unset): The namespace to create it in; the user's own unless told.
        description (None | str | Unset): What it is for.
        default_branch (str | Unset): The default branch; `main` unless told. Wants `initialize_with_readme`.
        visibility (Visibility | Unset): Who may see a project or a group.
        initialize_with_readme (bool | Unset): Whether the repository starts with a README.md.
        topics (list[str] | Unset): Topics to find it by.
        issues_enabled (bool | Unset): Whether it has issues.
        merge_requests_enabled (bool | Unset): Whether it has merge requests.
        jobs_enabled (bool | Unset): Whether it runs pipelines.
        wiki_enabled (bool | Unset): Whether it has a wiki.
        lfs_enabled (bool | Unset): Whether large files may be stored.
        shared_runners_enabled (bool | Unset): Whether shared runners take its jobs.
        request_access_enabled (bool | Unset): Whether people may ask for access.
        only_allow_merge_if_pipeline_succeeds (bool | Unset): Whether a merge wants a green pipeline.
        builds_access_level (FeatureAccessLevel | Unset): Who may use a feature of a project.
        merge_method (MergeMethod | Unset): How merge requests are merged.
        build_timeout (int | Unset): How long a job may run, in seconds.
        ci_config_path (None | str | Unset): The path of the pipeline file.
        container_expiration_policy_attributes (ExpirationPolicyChange | Unset): When the container registry is tidied
            up.
    """

    name: str | Unset = UNSET
    path: str | Unset = UNSET
    namespace_id: int | Unset = UNSET
    description: None | str | Unset = UNSET
    default_branch: str | Unset = UNSET
    visibility: Visibility | Unset = UNSET
    initialize_with_readme: bool | Unset = UNSET
    topics: list[str] | Unset = UNSET
    issues_enabled: bool | Unset = UNSET
    merge_requests_enabled: bool | Unset = UNSET
    jobs_enabled: bool | Unset = UNSET
    wiki_enabled: bool | Unset = UNSET
    lfs_enabled: bool | Unset = UNSET
    shared_runners_enabled: bool | Unset = UNSET
    request_access_enabled: bool | Unset = UNSET
    only_allow_merge_if_pipeline_succeeds: bool | Unset = UNSET
    builds_access_level: FeatureAccessLevel | Unset = UNSET
    merge_method: MergeMethod | Unset = UNSET
    build_timeout: int | Unset = UNSET
    ci_config_path: None | str | Unset = UNSET
    container_expiration_policy_attributes: ExpirationPolicyChange | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        path = self.path

        namespace_id = self.namespace_id

        description: None | str | Unset
        if isinstance(self.description, Unset):
            description = UNSET
        else:
            description = self.description

        default_branch = self.default_branch

        visibility: str | Unset = UNSET
        if not isinstance(self.visibility, Unset):
            visibility = self.visibility.value

        initialize_with_readme = self.initialize_with_readme

        topics: list[str] | Unset = UNSET
        if not isinstance(self.topics, Unset):
            topics = self.topics

        issues_enabled = self.issues_enabled

        merge_requests_enabled = self.merge_requests_enabled

        jobs_enabled = self.jobs_enabled

        wiki_enabled = self.wiki_enabled

        lfs_enabled = self.lfs_enabled

        shared_runners_enabled = self.shared_runners_enabled

        request_access_enabled = self.request_access_enabled

        only_allow_merge_if_pipeline_succeeds = self.only_allow_merge_if_pipeline_succeeds

        builds_access_level: str | Unset = UNSET
        if not isinstance(self.builds_access_level, Unset):
            builds_access_level = self.builds_access_level.value

        merge_method: str | Unset = UNSET
        if not isinstance(self.merge_method, Unset):
            merge_method = self.merge_method.value

        build_timeout = self.build_timeout

        ci_config_path: None | str | Unset
        if isinstance(self.ci_config_path, Unset):
            ci_config_path = UNSET
        else:
            ci_config_path = self.ci_config_path

        container_expiration_policy_attributes: dict[str, Any] | Unset = UNSET
        if not isinstance(self.container_expiration_policy_attributes, Unset):
            container_expiration_policy_attributes = self.container_expiration_policy_attributes.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if path is not UNSET:
            field_dict["path"] = path
        if namespace_id is not UNSET:
            field_dict["namespace_id"] = namespace_id
        if description is not UNSET:
            field_dict["description"] = description
        if default_branch is not UNSET:
            field_dict["default_branch"] = default_branch
        if visibility is not UNSET:
            field_dict["visibility"] = visibility
        if initialize_with_readme is not UNSET:
            field_dict["initialize_with_readme"] = initialize_with_readme
        if topics is not UNSET:
            field_dict["topics"] = topics
        if issues_enabled is not UNSET:
            field_dict["issues_enabled"] = issues_enabled
        if merge_requests_enabled is not UNSET:
            field_dict["merge_requests_enabled"] = merge_requests_enabled
        if jobs_enabled is not UNSET:
            field_dict["jobs_enabled"] = jobs_enabled
        if wiki_enabled is not UNSET:
            field_dict["wiki_enabled"] = wiki_enabled
        if lfs_enabled is not UNSET:
            field_dict["lfs_enabled"] = lfs_enabled
        if shared_runners_enabled is not UNSET:
            field_dict["shared_runners_enabled"] = shared_runners_enabled
        if request_access_enabled is not UNSET:
            field_dict["request_access_enabled"] = request_access_enabled
        if only_allow_merge_if_pipeline_succeeds is not UNSET:
            field_dict["only_allow_merge_if_pipeline_succeeds"] = only_allow_merge_if_pipeline_succeeds
        if builds_access_level is not UNSET:
            field_dict["builds_access_level"] = builds_access_level
        if merge_method is not UNSET:
            field_dict["merge_method"] = merge_method
        if build_timeout is not UNSET:
            field_dict["build_timeout"] = build_timeout
        if ci_config_path is not UNSET:
            field_dict["ci_config_path"] = ci_config_path
        if container_expiration_policy_attributes is not UNSET:
            field_dict["container_expiration_policy_attributes"] = container_expiration_policy_attributes

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.expiration_policy_change import ExpirationPolicyChange  # noqa: PLC0415

        d = dict(src_dict)
        name = d.pop("name", UNSET)

        path = d.pop("path", UNSET)

        namespace_id = d.pop("namespace_id", UNSET)

        def _parse_description(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        description = _parse_description(d.pop("description", UNSET))

        default_branch = d.pop("default_branch", UNSET)

        _visibility = d.pop("visibility", UNSET)
        visibility: Visibility | Unset
        if isinstance(_visibility, Unset):
            visibility = UNSET
        else:
            visibility = Visibility(_visibility)

        initialize_with_readme = d.pop("initialize_with_readme", UNSET)

        topics = cast(list[str], d.pop("topics", UNSET))

        issues_enabled = d.pop("issues_enabled", UNSET)

        merge_requests_enabled = d.pop("merge_requests_enabled", UNSET)

        jobs_enabled = d.pop("jobs_enabled", UNSET)

        wiki_enabled = d.pop("wiki_enabled", UNSET)

        lfs_enabled = d.pop("lfs_enabled", UNSET)

        shared_runners_enabled = d.pop("shared_runners_enabled", UNSET)

        request_access_enabled = d.pop("request_access_enabled", UNSET)

        only_allow_merge_if_pipeline_succeeds = d.pop("only_allow_merge_if_pipeline_succeeds", UNSET)

        _builds_access_level = d.pop("builds_access_level", UNSET)
        builds_access_level: FeatureAccessLevel | Unset
        if isinstance(_builds_access_level, Unset):
            builds_access_level = UNSET
        else:
            builds_access_level = FeatureAccessLevel(_builds_access_level)

        _merge_method = d.pop("merge_method", UNSET)
        merge_method: MergeMethod | Unset
        if isinstance(_merge_method, Unset):
            merge_method = UNSET
        else:
            merge_method = MergeMethod(_merge_method)

        build_timeout = d.pop("build_timeout", UNSET)

        def _parse_ci_config_path(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        ci_config_path = _parse_ci_config_path(d.pop("ci_config_path", UNSET))

        _container_expiration_policy_attributes = d.pop("container_expiration_policy_attributes", UNSET)
        container_expiration_policy_attributes: ExpirationPolicyChange | Unset
        if isinstance(_container_expiration_policy_attributes, Unset):
            container_expiration_policy_attributes = UNSET
        else:
            container_expiration_policy_attributes = ExpirationPolicyChange.from_dict(
                _container_expiration_policy_attributes
            )

        project_create = cls(
            name=name,
            path=path,
            namespace_id=namespace_id,
            description=description,
            default_branch=default_branch,
            visibility=visibility,
            initialize_with_readme=initialize_with_readme,
            topics=topics,
            issues_enabled=issues_enabled,
            merge_requests_enabled=merge_requests_enabled,
            jobs_enabled=jobs_enabled,
            wiki_enabled=wiki_enabled,
            lfs_enabled=lfs_enabled,
            shared_runners_enabled=shared_runners_enabled,
            request_access_enabled=request_access_enabled,
            only_allow_merge_if_pipeline_succeeds=only_allow_merge_if_pipeline_succeeds,
            builds_access_level=builds_access_level,
            merge_method=merge_method,
            build_timeout=build_timeout,
            ci_config_path=ci_config_path,
            container_expiration_policy_attributes=container_expiration_policy_attributes,
        )

        project_create.additional_properties = d
        return project_create

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
