# pyright: standard
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.merge_method import MergeMethod
from ..models.visibility import Visibility
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.expiration_policy import ExpirationPolicy
    from ..models.namespace_reference import NamespaceReference
    from ..models.project_links import ProjectLinks
    from ..models.project_permissions import ProjectPermissions
    from ..models.project_reference import ProjectReference
    from ..models.project_statistics import ProjectStatistics
    from ..models.user_reference import UserReference


T = TypeVar("T", bound="Project")


@_attrs_define
class Project:
    """A project. With `simple=true` a list holds the required fields alone.

    Attributes:
        id (int): The id.
        description (None | str): What it is for.
        name (str): The name.
        name_with_namespace (str): The full name, with blanks and slashes.
        path (str): The last part of the URL.
        path_with_namespace (str): The full path.
        created_at (datetime.datetime): When it was made.
        last_activity_at (datetime.datetime): When something last happened in it.
        default_branch (None | str): The default branch; null where the repository is empty.
        topics (list[str]): Topics to find it by.
        ssh_url_to_repo (str): Where to clone it by SSH.
        http_url_to_repo (str): Where to clone it by HTTP.
        web_url (str): The page of it.
        forks_count (int): How many forks it has.
        star_count (int): How many users starred it.
        visibility (Visibility): Who may see a project or a group.
        namespace (NamespaceReference): A namespace, named in another answer.
        updated_at (datetime.datetime | Unset): When a field of it last changed.
        tag_list (list[str] | Unset): The topics, under their old name.
        readme_url (None | str | Unset): The page of its README.
        avatar_url (None | str | Unset): Its picture.
        field_links (ProjectLinks | Unset): The URLs of what belongs to it.
        archived (bool | Unset): Whether it is read-only.
        empty_repo (bool | Unset): Whether the repository has no commit.
        creator_id (int | Unset): The user who made it.
        owner (UserReference | Unset): A user, a person or a bot, as others see it.
        issues_enabled (bool | Unset): Whether it has issues.
        merge_requests_enabled (bool | Unset): Whether it has merge requests.
        jobs_enabled (bool | Unset): Whether it runs pipelines.
        wiki_enabled (bool | Unset): Whether it has a wiki.
        lfs_enabled (bool | Unset): Whether large files may be stored.
        shared_runners_enabled (bool | Unset): Whether shared runners take its jobs.
        request_access_enabled (bool | Unset): Whether people may ask for access.
        only_allow_merge_if_pipeline_succeeds (bool | Unset): Whether a merge wants a green pipeline.
        builds_access_level (str | Unset): Who may use a feature of a project; the ancestor has added values for some
            features.
        merge_method (MergeMethod | Unset): How merge requests are merged.
        build_timeout (int | None | Unset): How long a job may run, in seconds.
        ci_config_path (None | str | Unset): The path of the pipeline file.
        ci_job_token_scope_enabled (bool | Unset): Whether its own job tokens are held to an allowlist.
        container_expiration_policy (ExpirationPolicy | Unset): When the container registry is tidied up.
        forked_from_project (ProjectReference | Unset): A project, named in another answer.
        import_status (str | Unset): How far an import or fork is; `none`, `scheduled`, `started`, `finished`, `failed`.
        open_issues_count (int | Unset): How many issues are open.
        permissions (ProjectPermissions | Unset): The user's own roles, from the project and from its group; null where
            there is none.
        statistics (ProjectStatistics | Unset): How much there is of it.
    """

    id: int
    description: None | str
    name: str
    name_with_namespace: str
    path: str
    path_with_namespace: str
    created_at: datetime.datetime
    last_activity_at: datetime.datetime
    default_branch: None | str
    topics: list[str]
    ssh_url_to_repo: str
    http_url_to_repo: str
    web_url: str
    forks_count: int
    star_count: int
    visibility: Visibility
    namespace: NamespaceReference
    updated_at: datetime.datetime | Unset = UNSET
    tag_list: list[str] | Unset = UNSET
    readme_url: None | str | Unset = UNSET
    avatar_url: None | str | Unset = UNSET
    field_links: ProjectLinks | Unset = UNSET
    archived: bool | Unset = UNSET
    empty_repo: bool | Unset = UNSET
    creator_id: int | Unset = UNSET
    owner: UserReference | Unset = UNSET
    issues_enabled: bool | Unset = UNSET
    merge_requests_enabled: bool | Unset = UNSET
    jobs_enabled: bool | Unset = UNSET
    wiki_enabled: bool | Unset = UNSET
    lfs_enabled: bool | Unset = UNSET
    shared_runners_enabled: bool | Unset = UNSET
    request_access_enabled: bool | Unset = UNSET
    only_allow_merge_if_pipeline_succeeds: bool | Unset = UNSET
    builds_access_level: str | Unset = UNSET
    merge_method: MergeMethod | Unset = UNSET
    build_timeout: int | None | Unset = UNSET
    ci_config_path: None | str | Unset = UNSET
    ci_job_token_scope_enabled: bool | Unset = UNSET
    container_expiration_policy: ExpirationPolicy | Unset = UNSET
    forked_from_project: ProjectReference | Unset = UNSET
    import_status: str | Unset = UNSET
    open_issues_count: int | Unset = UNSET
    permissions: ProjectPermissions | Unset = UNSET
    statistics: ProjectStatistics | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        description: None | str
        description = self.description

        name = self.name

        name_with_namespace = self.name_with_namespace

        path = self.path

        path_with_namespace = self.path_with_namespace

        created_at = self.created_at.isoformat()

        last_activity_at = self.last_activity_at.isoformat()

        default_branch: None | str
        default_branch = self.default_branch

        topics = self.topics

        ssh_url_to_repo = self.ssh_url_to_repo

        http_url_to_repo = self.http_url_to_repo

        web_url = self.web_url

        forks_count = self.forks_count

        star_count = self.star_count

        visibility = self.visibility.value

        namespace = self.namespace.to_dict()

        updated_at: str | Unset = UNSET
        if not isinstance(self.updated_at, Unset):
            updated_at = self.updated_at.isoformat()

        tag_list: list[str] | Unset = UNSET
        if not isinstance(self.tag_list, Unset):
            tag_list = self.tag_list

        readme_url: None | str | Unset
        if isinstance(self.readme_url, Unset):
            readme_url = UNSET
        else:
            readme_url = self.readme_url

        avatar_url: None | str | Unset
        if isinstance(self.avatar_url, Unset):
            avatar_url = UNSET
        else:
            avatar_url = self.avatar_url

        field_links: dict[str, Any] | Unset = UNSET
        if not isinstance(self.field_links, Unset):
            field_links = self.field_links.to_dict()

        archived = self.archived

        empty_repo = self.empty_repo

        creator_id = self.creator_id

        owner: dict[str, Any] | Unset = UNSET
        if not isinstance(self.owner, Unset):
            owner = self.owner.to_dict()

        issues_enabled = self.issues_enabled

        merge_requests_enabled = self.merge_requests_enabled

        jobs_enabled = self.jobs_enabled

        wiki_enabled = self.wiki_enabled

        lfs_enabled = self.lfs_enabled

        shared_runners_enabled = self.shared_runners_enabled

        request_access_enabled = self.request_access_enabled

        only_allow_merge_if_pipeline_succeeds = self.only_allow_merge_if_pipeline_succeeds

        builds_access_level = self.builds_access_level

        merge_method: str | Unset = UNSET
        if not isinstance(self.merge_method, Unset):
            merge_method = self.merge_method.value

        build_timeout: int | None | Unset
        if isinstance(self.build_timeout, Unset):
            build_timeout = UNSET
        else:
            build_timeout = self.build_timeout

        ci_config_path: None | str | Unset
        if isinstance(self.ci_config_path, Unset):
            ci_config_path = UNSET
        else:
            ci_config_path = self.ci_config_path

        ci_job_token_scope_enabled = self.ci_job_token_scope_enabled

        container_expiration_policy: dict[str, Any] | Unset = UNSET
        if not isinstance(self.container_expiration_policy, Unset):
            container_expiration_policy = self.container_expiration_policy.to_dict()

        forked_from_project: dict[str, Any] | Unset = UNSET
        if not isinstance(self.forked_from_project, Unset):
            forked_from_project = self.forked_from_project.to_dict()

        import_status = self.import_status

        open_issues_count = self.open_issues_count

        permissions: dict[str, Any] | Unset = UNSET
        if not isinstance(self.permissions, Unset):
            permissions = self.permissions.to_dict()

        statistics: dict[str, Any] | Unset = UNSET
        if not isinstance(self.statistics, Unset):
            statistics = self.statistics.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "description": description,
                "name": name,
                "name_with_namespace": name_with_namespace,
                "path": path,
                "path_with_namespace": path_with_namespace,
                "created_at": created_at,
                "last_activity_at": last_activity_at,
                "default_branch": default_branch,
                "topics": topics,
                "ssh_url_to_repo": ssh_url_to_repo,
                "http_url_to_repo": http_url_to_repo,
                "web_url": web_url,
                "forks_count": forks_count,
                "star_count": star_count,
                "visibility": visibility,
                "namespace": namespace,
            }
        )
        if updated_at is not UNSET:
            field_dict["updated_at"] = updated_at
        if tag_list is not UNSET:
            field_dict["tag_list"] = tag_list
        if readme_url is not UNSET:
            field_dict["readme_url"] = readme_url
        if avatar_url is not UNSET:
            field_dict["avatar_url"] = avatar_url
        if field_links is not UNSET:
            field_dict["_links"] = field_links
        if archived is not UNSET:
            field_dict["archived"] = archived
        if empty_repo is not UNSET:
            field_dict["empty_repo"] = empty_repo
        if creator_id is not UNSET:
            field_dict["creator_id"] = creator_id
        if owner is not UNSET:
            field_dict["owner"] = owner
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
        if ci_job_token_scope_enabled is not UNSET:
            field_dict["ci_job_token_scope_enabled"] = ci_job_token_scope_enabled
        if container_expiration_policy is not UNSET:
            field_dict["container_expiration_policy"] = container_expiration_policy
        if forked_from_project is not UNSET:
            field_dict["forked_from_project"] = forked_from_project
        if import_status is not UNSET:
            field_dict["import_status"] = import_status
        if open_issues_count is not UNSET:
            field_dict["open_issues_count"] = open_issues_count
        if permissions is not UNSET:
            field_dict["permissions"] = permissions
        if statistics is not UNSET:
            field_dict["statistics"] = statistics

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.expiration_policy import ExpirationPolicy  # noqa: PLC0415
        from ..models.namespace_reference import NamespaceReference  # noqa: PLC0415
        from ..models.project_links import ProjectLinks  # noqa: PLC0415
        from ..models.project_permissions import ProjectPermissions  # noqa: PLC0415
        from ..models.project_reference import ProjectReference  # noqa: PLC0415
        from ..models.project_statistics import ProjectStatistics  # noqa: PLC0415
        from ..models.user_reference import UserReference  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        def _parse_description(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        description = _parse_description(d.pop("description"))

        name = d.pop("name")

        name_with_namespace = d.pop("name_with_namespace")

        path = d.pop("path")

        path_with_namespace = d.pop("path_with_namespace")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        last_activity_at = datetime.datetime.fromisoformat(d.pop("last_activity_at"))

        def _parse_default_branch(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        default_branch = _parse_default_branch(d.pop("default_branch"))

        topics = cast(list[str], d.pop("topics"))

        ssh_url_to_repo = d.pop("ssh_url_to_repo")

        http_url_to_repo = d.pop("http_url_to_repo")

        web_url = d.pop("web_url")

        forks_count = d.pop("forks_count")

        star_count = d.pop("star_count")

        visibility = Visibility(d.pop("visibility"))

        namespace = NamespaceReference.from_dict(d.pop("namespace"))

        _updated_at = d.pop("updated_at", UNSET)
        updated_at: datetime.datetime | Unset
        if isinstance(_updated_at, Unset):
            updated_at = UNSET
        else:
            updated_at = datetime.datetime.fromisoformat(_updated_at)

        tag_list = cast(list[str], d.pop("tag_list", UNSET))

        def _parse_readme_url(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        readme_url = _parse_readme_url(d.pop("readme_url", UNSET))

        def _parse_avatar_url(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        avatar_url = _parse_avatar_url(d.pop("avatar_url", UNSET))

        _field_links = d.pop("_links", UNSET)
        field_links: ProjectLinks | Unset
        if isinstance(_field_links, Unset):
            field_links = UNSET
        else:
            field_links = ProjectLinks.from_dict(_field_links)

        archived = d.pop("archived", UNSET)

        empty_repo = d.pop("empty_repo", UNSET)

        creator_id = d.pop("creator_id", UNSET)

        _owner = d.pop("owner", UNSET)
        owner: UserReference | Unset
        if isinstance(_owner, Unset):
            owner = UNSET
        else:
            owner = UserReference.from_dict(_owner)

        issues_enabled = d.pop("issues_enabled", UNSET)

        merge_requests_enabled = d.pop("merge_requests_enabled", UNSET)

        jobs_enabled = d.pop("jobs_enabled", UNSET)

        wiki_enabled = d.pop("wiki_enabled", UNSET)

        lfs_enabled = d.pop("lfs_enabled", UNSET)

        shared_runners_enabled = d.pop("shared_runners_enabled", UNSET)

        request_access_enabled = d.pop("request_access_enabled", UNSET)

        only_allow_merge_if_pipeline_succeeds = d.pop("only_allow_merge_if_pipeline_succeeds", UNSET)

        builds_access_level = d.pop("builds_access_level", UNSET)

        _merge_method = d.pop("merge_method", UNSET)
        merge_method: MergeMethod | Unset
        if isinstance(_merge_method, Unset):
            merge_method = UNSET
        else:
            merge_method = MergeMethod(_merge_method)

        def _parse_build_timeout(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        build_timeout = _parse_build_timeout(d.pop("build_timeout", UNSET))

        def _parse_ci_config_path(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        ci_config_path = _parse_ci_config_path(d.pop("ci_config_path", UNSET))

        ci_job_token_scope_enabled = d.pop("ci_job_token_scope_enabled", UNSET)

        _container_expiration_policy = d.pop("container_expiration_policy", UNSET)
        container_expiration_policy: ExpirationPolicy | Unset
        if isinstance(_container_expiration_policy, Unset):
            container_expiration_policy = UNSET
        else:
            container_expiration_policy = ExpirationPolicy.from_dict(_container_expiration_policy)

        _forked_from_project = d.pop("forked_from_project", UNSET)
        forked_from_project: ProjectReference | Unset
        if isinstance(_forked_from_project, Unset):
            forked_from_project = UNSET
        else:
            forked_from_project = ProjectReference.from_dict(_forked_from_project)

        import_status = d.pop("import_status", UNSET)

        open_issues_count = d.pop("open_issues_count", UNSET)

        _permissions = d.pop("permissions", UNSET)
        permissions: ProjectPermissions | Unset
        if isinstance(_permissions, Unset):
            permissions = UNSET
        else:
            permissions = ProjectPermissions.from_dict(_permissions)

        _statistics = d.pop("statistics", UNSET)
        statistics: ProjectStatistics | Unset
        if isinstance(_statistics, Unset):
            statistics = UNSET
        else:
            statistics = ProjectStatistics.from_dict(_statistics)

        project = cls(
            id=id,
            description=description,
            name=name,
            name_with_namespace=name_with_namespace,
            path=path,
            path_with_namespace=path_with_namespace,
            created_at=created_at,
            last_activity_at=last_activity_at,
            default_branch=default_branch,
            topics=topics,
            ssh_url_to_repo=ssh_url_to_repo,
            http_url_to_repo=http_url_to_repo,
            web_url=web_url,
            forks_count=forks_count,
            star_count=star_count,
            visibility=visibility,
            namespace=namespace,
            updated_at=updated_at,
            tag_list=tag_list,
            readme_url=readme_url,
            avatar_url=avatar_url,
            field_links=field_links,
            archived=archived,
            empty_repo=empty_repo,
            creator_id=creator_id,
            owner=owner,
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
            ci_job_token_scope_enabled=ci_job_token_scope_enabled,
            container_expiration_policy=container_expiration_policy,
            forked_from_project=forked_from_project,
            import_status=import_status,
            open_issues_count=open_issues_count,
            permissions=permissions,
            statistics=statistics,
        )

        project.additional_properties = d
        return project

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
