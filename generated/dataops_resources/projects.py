"""Projects, addressed by id or by full path."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from msgspec import UNSET, UnsetType

from dataops_resources import inputs, models
from dataops_resources.runtime import (
    AsyncCaller,
    AsyncPages,
    Call,
    Caller,
    Operation,
    Options,
    Pages,
    Walk,
)

_LIST = Operation(
    id="list_projects",
    method="GET",
    route="/projects",
    credentials=frozenset({"token", "none"}),
    pagination=("offset", "keyset"),
    keyset_orders=("id",),
)
_CREATE = Operation(
    id="create_project",
    method="POST",
    route="/projects",
    credentials=frozenset({"token"}),
)
_GET = Operation(
    id="get_project",
    method="GET",
    route="/projects/{id}",
    credentials=frozenset({"token"}),
)
_UPDATE = Operation(
    id="update_project",
    method="PUT",
    route="/projects/{id}",
    credentials=frozenset({"token"}),
)
_DELETE = Operation(
    id="delete_project",
    method="DELETE",
    route="/projects/{id}",
    credentials=frozenset({"token"}),
)
_FORK = Operation(
    id="fork_project",
    method="POST",
    route="/projects/{id}/fork",
    credentials=frozenset({"token"}),
)


class Projects:
    """Projects, addressed by id or by full path."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def list(
        self,
        *,
        page: int | None = None,
        per_page: int | None = None,
        pagination: inputs.PaginationMethod | None = None,
        search: str | None = None,
        order_by: inputs.ProjectOrder | None = None,
        sort: inputs.SortDirection | None = None,
        visibility: inputs.Visibility | None = None,
        archived: bool | None = None,
        owned: bool | None = None,
        membership: bool | None = None,
        simple: bool | None = None,
        min_access_level: inputs.AssignableAccessLevel | None = None,
        id_after: int | None = None,
        id_before: int | None = None,
        topic: str | None = None,
        last_activity_after: datetime.datetime | str | None = None,
        last_activity_before: datetime.datetime | str | None = None,
        limit: int | None = None,
        resume: str | None = None,
        options: Options | None = None,
    ) -> Pages[models.Project]:
        """List projects.

        The projects that the user may see; without credentials, the public ones.

        `GET /projects`, with an access token of the scope `api` or `read_api` or none at all.

        Args:
            page: The number of the page to begin with, from 1; the list goes on from there to its end.
            per_page: How many items a request brings; unless told as many as the API gives, 100, or `limit` leaves.
            pagination: `keyset` walks the list by a cursor, `offset` by page numbers. Unless told, by a cursor where
                `order_by=id` is asked for and no `page`, else by numbers.
            search: Only items whose name, path or username contains this text, whatever the case.
            order_by: The field that the list is ordered by; `created_at` unless told.
            sort: The direction of the order; the default is the operation's own.
            visibility: Only projects of this visibility.
            archived: Only archived projects, or only those that are not.
            owned: Only projects that the user owns.
            membership: Only projects that the user is a member of.
            simple: Only the basic fields of each project.
            min_access_level: Only projects in which the user has at least this role.
            id_after: Only projects whose id is greater.
            id_before: Only projects whose id is less.
            topic: Only projects that have all of these topics, separated by commas.
            last_activity_after: Only projects whose last activity is later, ISO 8601.
            last_activity_before: Only projects whose last activity is earlier, ISO 8601.
            limit: How many items at most; all of them unless told.
            resume: Where to go on: the `next` of a page that was read before.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            A list of which nothing is read yet; iterate it, and it reads page by page.
        """
        return self._caller.pages(
            Call(
                _LIST,
                options or {},
                query={
                    "page": page,
                    "per_page": per_page,
                    "pagination": pagination,
                    "search": search,
                    "order_by": order_by,
                    "sort": sort,
                    "visibility": visibility,
                    "archived": archived,
                    "owned": owned,
                    "membership": membership,
                    "simple": simple,
                    "min_access_level": min_access_level,
                    "id_after": id_after,
                    "id_before": id_before,
                    "topic": topic,
                    "last_activity_after": last_activity_after,
                    "last_activity_before": last_activity_before,
                },
            ),
            models.Project,
            Walk(limit, resume),
        )

    def create(
        self,
        *,
        name: str | UnsetType = UNSET,
        path: str | UnsetType = UNSET,
        namespace_id: int | UnsetType = UNSET,
        description: str | None | UnsetType = UNSET,
        default_branch: str | UnsetType = UNSET,
        visibility: inputs.Visibility | UnsetType = UNSET,
        initialize_with_readme: bool | UnsetType = UNSET,
        topics: Sequence[str] | UnsetType = UNSET,
        issues_enabled: bool | UnsetType = UNSET,
        merge_requests_enabled: bool | UnsetType = UNSET,
        jobs_enabled: bool | UnsetType = UNSET,
        wiki_enabled: bool | UnsetType = UNSET,
        lfs_enabled: bool | UnsetType = UNSET,
        shared_runners_enabled: bool | UnsetType = UNSET,
        request_access_enabled: bool | UnsetType = UNSET,
        only_allow_merge_if_pipeline_succeeds: bool | UnsetType = UNSET,
        builds_access_level: inputs.FeatureAccessLevel | UnsetType = UNSET,
        merge_method: inputs.MergeMethod | UnsetType = UNSET,
        build_timeout: int | UnsetType = UNSET,
        ci_config_path: str | None | UnsetType = UNSET,
        container_expiration_policy_attributes: inputs.ExpirationPolicyChange | UnsetType = UNSET,
        options: Options | None = None,
    ) -> models.Project:
        """Create a project.

        Creates a project in the user's own namespace, or in the namespace that `namespace_id` names. `name` or `path`
        must be given; each follows from the other. A path that is taken in its namespace is refused with 400.

        `POST /projects`, with an access token of the scope `api`.

        Args:
            name: The name; the path unless told.
            path: The last part of the URL; made from the name unless told.
            namespace_id: The namespace to create it in; the user's own unless told.
            description: What it is for. `None` is sent, as null.
            default_branch: The default branch; `main` unless told. Wants `initialize_with_readme`.
            visibility: Who may see a project or a group.
            initialize_with_readme: Whether the repository starts with a README.md.
            topics: Topics to find it by.
            issues_enabled: Whether it has issues.
            merge_requests_enabled: Whether it has merge requests.
            jobs_enabled: Whether it runs pipelines.
            wiki_enabled: Whether it has a wiki.
            lfs_enabled: Whether large files may be stored.
            shared_runners_enabled: Whether shared runners take its jobs.
            request_access_enabled: Whether people may ask for access.
            only_allow_merge_if_pipeline_succeeds: Whether a merge wants a green pipeline.
            builds_access_level: Who may use a feature of a project.
            merge_method: How merge requests are merged.
            build_timeout: How long a job may run, in seconds.
            ci_config_path: The path of the pipeline file. `None` is sent, as null.
            container_expiration_policy_attributes: When the container registry is tidied up.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The new project.
        """
        return self._caller.value(
            Call(
                _CREATE,
                options or {},
                body={
                    "name": name,
                    "path": path,
                    "namespace_id": namespace_id,
                    "description": description,
                    "default_branch": default_branch,
                    "visibility": visibility,
                    "initialize_with_readme": initialize_with_readme,
                    "topics": topics,
                    "issues_enabled": issues_enabled,
                    "merge_requests_enabled": merge_requests_enabled,
                    "jobs_enabled": jobs_enabled,
                    "wiki_enabled": wiki_enabled,
                    "lfs_enabled": lfs_enabled,
                    "shared_runners_enabled": shared_runners_enabled,
                    "request_access_enabled": request_access_enabled,
                    "only_allow_merge_if_pipeline_succeeds": only_allow_merge_if_pipeline_succeeds,
                    "builds_access_level": builds_access_level,
                    "merge_method": merge_method,
                    "build_timeout": build_timeout,
                    "ci_config_path": ci_config_path,
                    "container_expiration_policy_attributes": container_expiration_policy_attributes,
                },
            ),
            models.Project,
        )

    def get(self, id: int | str, *, statistics: bool | None = None, options: Options | None = None) -> models.Project:
        """Get a project.

        One project, by id or by full path.

        `GET /projects/{id}`, with an access token of the scope `api` or `read_api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            statistics: With the project's statistics, for those who may see them.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The project.
        """
        return self._caller.value(
            Call(_GET, options or {}, path={"id": id}, query={"statistics": statistics}), models.Project
        )

    def update(
        self,
        id: int | str,
        *,
        name: str | UnsetType = UNSET,
        path: str | UnsetType = UNSET,
        description: str | None | UnsetType = UNSET,
        default_branch: str | UnsetType = UNSET,
        visibility: inputs.Visibility | UnsetType = UNSET,
        topics: Sequence[str] | UnsetType = UNSET,
        issues_enabled: bool | UnsetType = UNSET,
        merge_requests_enabled: bool | UnsetType = UNSET,
        jobs_enabled: bool | UnsetType = UNSET,
        wiki_enabled: bool | UnsetType = UNSET,
        lfs_enabled: bool | UnsetType = UNSET,
        shared_runners_enabled: bool | UnsetType = UNSET,
        request_access_enabled: bool | UnsetType = UNSET,
        only_allow_merge_if_pipeline_succeeds: bool | UnsetType = UNSET,
        builds_access_level: inputs.FeatureAccessLevel | UnsetType = UNSET,
        merge_method: inputs.MergeMethod | UnsetType = UNSET,
        build_timeout: int | UnsetType = UNSET,
        ci_config_path: str | None | UnsetType = UNSET,
        container_expiration_policy_attributes: inputs.ExpirationPolicyChange | UnsetType = UNSET,
        options: Options | None = None,
    ) -> models.Project:
        """Edit a project.

        Changes the fields that are named and leaves the rest. At least one field must be given.

        `PUT /projects/{id}`, with an access token of the scope `api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            name: The name.
            path: The last part of the URL.
            description: What it is for. `None` is sent, as null.
            default_branch: The default branch.
            visibility: Who may see a project or a group.
            topics: Topics to find it by.
            issues_enabled: Whether it has issues.
            merge_requests_enabled: Whether it has merge requests.
            jobs_enabled: Whether it runs pipelines.
            wiki_enabled: Whether it has a wiki.
            lfs_enabled: Whether large files may be stored.
            shared_runners_enabled: Whether shared runners take its jobs.
            request_access_enabled: Whether people may ask for access.
            only_allow_merge_if_pipeline_succeeds: Whether a merge wants a green pipeline.
            builds_access_level: Who may use a feature of a project.
            merge_method: How merge requests are merged.
            build_timeout: How long a job may run, in seconds.
            ci_config_path: The path of the pipeline file. `None` is sent, as null.
            container_expiration_policy_attributes: When the container registry is tidied up.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The project as it now is.
        """
        return self._caller.value(
            Call(
                _UPDATE,
                options or {},
                path={"id": id},
                body={
                    "name": name,
                    "path": path,
                    "description": description,
                    "default_branch": default_branch,
                    "visibility": visibility,
                    "topics": topics,
                    "issues_enabled": issues_enabled,
                    "merge_requests_enabled": merge_requests_enabled,
                    "jobs_enabled": jobs_enabled,
                    "wiki_enabled": wiki_enabled,
                    "lfs_enabled": lfs_enabled,
                    "shared_runners_enabled": shared_runners_enabled,
                    "request_access_enabled": request_access_enabled,
                    "only_allow_merge_if_pipeline_succeeds": only_allow_merge_if_pipeline_succeeds,
                    "builds_access_level": builds_access_level,
                    "merge_method": merge_method,
                    "build_timeout": build_timeout,
                    "ci_config_path": ci_config_path,
                    "container_expiration_policy_attributes": container_expiration_policy_attributes,
                },
            ),
            models.Project,
        )

    def delete(self, id: int | str, *, options: Options | None = None) -> None:
        """Delete a project.

        Deletes the project and all that is in it. It is gone for readers at once.

        `DELETE /projects/{id}`, with an access token of the scope `api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            Nothing, when the server has done it.
        """
        self._caller.nothing(Call(_DELETE, options or {}, path={"id": id}))

    def fork(
        self,
        id: int | str,
        *,
        namespace_id: int | UnsetType = UNSET,
        namespace_path: str | UnsetType = UNSET,
        name: str | UnsetType = UNSET,
        path: str | UnsetType = UNSET,
        description: str | None | UnsetType = UNSET,
        visibility: inputs.Visibility | UnsetType = UNSET,
        branches: str | UnsetType = UNSET,
        options: Options | None = None,
    ) -> models.Project:
        """Fork a project.

        Creates a fork of the project in the user's own namespace, or in the one that is named. All fields are optional.
        A path that is taken in the target namespace is refused with 409.

        `POST /projects/{id}/fork`, with an access token of the scope `api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            namespace_id: The id of the namespace to fork into.
            namespace_path: The full path of the namespace to fork into.
            name: The fork's name.
            path: The last part of the fork's URL.
            description: What it is for. `None` is sent, as null.
            visibility: Who may see a project or a group.
            branches: The branches to take along; all unless told.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The fork.
        """
        return self._caller.value(
            Call(
                _FORK,
                options or {},
                path={"id": id},
                body={
                    "namespace_id": namespace_id,
                    "namespace_path": namespace_path,
                    "name": name,
                    "path": path,
                    "description": description,
                    "visibility": visibility,
                    "branches": branches,
                },
            ),
            models.Project,
        )


class AsyncProjects:
    """Projects, addressed by id or by full path."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    def list(
        self,
        *,
        page: int | None = None,
        per_page: int | None = None,
        pagination: inputs.PaginationMethod | None = None,
        search: str | None = None,
        order_by: inputs.ProjectOrder | None = None,
        sort: inputs.SortDirection | None = None,
        visibility: inputs.Visibility | None = None,
        archived: bool | None = None,
        owned: bool | None = None,
        membership: bool | None = None,
        simple: bool | None = None,
        min_access_level: inputs.AssignableAccessLevel | None = None,
        id_after: int | None = None,
        id_before: int | None = None,
        topic: str | None = None,
        last_activity_after: datetime.datetime | str | None = None,
        last_activity_before: datetime.datetime | str | None = None,
        limit: int | None = None,
        resume: str | None = None,
        options: Options | None = None,
    ) -> AsyncPages[models.Project]:
        """List projects.

        The projects that the user may see; without credentials, the public ones.

        `GET /projects`, with an access token of the scope `api` or `read_api` or none at all.

        Args:
            page: The number of the page to begin with, from 1; the list goes on from there to its end.
            per_page: How many items a request brings; unless told as many as the API gives, 100, or `limit` leaves.
            pagination: `keyset` walks the list by a cursor, `offset` by page numbers. Unless told, by a cursor where
                `order_by=id` is asked for and no `page`, else by numbers.
            search: Only items whose name, path or username contains this text, whatever the case.
            order_by: The field that the list is ordered by; `created_at` unless told.
            sort: The direction of the order; the default is the operation's own.
            visibility: Only projects of this visibility.
            archived: Only archived projects, or only those that are not.
            owned: Only projects that the user owns.
            membership: Only projects that the user is a member of.
            simple: Only the basic fields of each project.
            min_access_level: Only projects in which the user has at least this role.
            id_after: Only projects whose id is greater.
            id_before: Only projects whose id is less.
            topic: Only projects that have all of these topics, separated by commas.
            last_activity_after: Only projects whose last activity is later, ISO 8601.
            last_activity_before: Only projects whose last activity is earlier, ISO 8601.
            limit: How many items at most; all of them unless told.
            resume: Where to go on: the `next` of a page that was read before.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            A list of which nothing is read yet; iterate it, and it reads page by page.
        """
        return self._caller.pages(
            Call(
                _LIST,
                options or {},
                query={
                    "page": page,
                    "per_page": per_page,
                    "pagination": pagination,
                    "search": search,
                    "order_by": order_by,
                    "sort": sort,
                    "visibility": visibility,
                    "archived": archived,
                    "owned": owned,
                    "membership": membership,
                    "simple": simple,
                    "min_access_level": min_access_level,
                    "id_after": id_after,
                    "id_before": id_before,
                    "topic": topic,
                    "last_activity_after": last_activity_after,
                    "last_activity_before": last_activity_before,
                },
            ),
            models.Project,
            Walk(limit, resume),
        )

    async def create(
        self,
        *,
        name: str | UnsetType = UNSET,
        path: str | UnsetType = UNSET,
        namespace_id: int | UnsetType = UNSET,
        description: str | None | UnsetType = UNSET,
        default_branch: str | UnsetType = UNSET,
        visibility: inputs.Visibility | UnsetType = UNSET,
        initialize_with_readme: bool | UnsetType = UNSET,
        topics: Sequence[str] | UnsetType = UNSET,
        issues_enabled: bool | UnsetType = UNSET,
        merge_requests_enabled: bool | UnsetType = UNSET,
        jobs_enabled: bool | UnsetType = UNSET,
        wiki_enabled: bool | UnsetType = UNSET,
        lfs_enabled: bool | UnsetType = UNSET,
        shared_runners_enabled: bool | UnsetType = UNSET,
        request_access_enabled: bool | UnsetType = UNSET,
        only_allow_merge_if_pipeline_succeeds: bool | UnsetType = UNSET,
        builds_access_level: inputs.FeatureAccessLevel | UnsetType = UNSET,
        merge_method: inputs.MergeMethod | UnsetType = UNSET,
        build_timeout: int | UnsetType = UNSET,
        ci_config_path: str | None | UnsetType = UNSET,
        container_expiration_policy_attributes: inputs.ExpirationPolicyChange | UnsetType = UNSET,
        options: Options | None = None,
    ) -> models.Project:
        """Create a project.

        Creates a project in the user's own namespace, or in the namespace that `namespace_id` names. `name` or `path`
        must be given; each follows from the other. A path that is taken in its namespace is refused with 400.

        `POST /projects`, with an access token of the scope `api`.

        Args:
            name: The name; the path unless told.
            path: The last part of the URL; made from the name unless told.
            namespace_id: The namespace to create it in; the user's own unless told.
            description: What it is for. `None` is sent, as null.
            default_branch: The default branch; `main` unless told. Wants `initialize_with_readme`.
            visibility: Who may see a project or a group.
            initialize_with_readme: Whether the repository starts with a README.md.
            topics: Topics to find it by.
            issues_enabled: Whether it has issues.
            merge_requests_enabled: Whether it has merge requests.
            jobs_enabled: Whether it runs pipelines.
            wiki_enabled: Whether it has a wiki.
            lfs_enabled: Whether large files may be stored.
            shared_runners_enabled: Whether shared runners take its jobs.
            request_access_enabled: Whether people may ask for access.
            only_allow_merge_if_pipeline_succeeds: Whether a merge wants a green pipeline.
            builds_access_level: Who may use a feature of a project.
            merge_method: How merge requests are merged.
            build_timeout: How long a job may run, in seconds.
            ci_config_path: The path of the pipeline file. `None` is sent, as null.
            container_expiration_policy_attributes: When the container registry is tidied up.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The new project.
        """
        return await self._caller.value(
            Call(
                _CREATE,
                options or {},
                body={
                    "name": name,
                    "path": path,
                    "namespace_id": namespace_id,
                    "description": description,
                    "default_branch": default_branch,
                    "visibility": visibility,
                    "initialize_with_readme": initialize_with_readme,
                    "topics": topics,
                    "issues_enabled": issues_enabled,
                    "merge_requests_enabled": merge_requests_enabled,
                    "jobs_enabled": jobs_enabled,
                    "wiki_enabled": wiki_enabled,
                    "lfs_enabled": lfs_enabled,
                    "shared_runners_enabled": shared_runners_enabled,
                    "request_access_enabled": request_access_enabled,
                    "only_allow_merge_if_pipeline_succeeds": only_allow_merge_if_pipeline_succeeds,
                    "builds_access_level": builds_access_level,
                    "merge_method": merge_method,
                    "build_timeout": build_timeout,
                    "ci_config_path": ci_config_path,
                    "container_expiration_policy_attributes": container_expiration_policy_attributes,
                },
            ),
            models.Project,
        )

    async def get(
        self, id: int | str, *, statistics: bool | None = None, options: Options | None = None
    ) -> models.Project:
        """Get a project.

        One project, by id or by full path.

        `GET /projects/{id}`, with an access token of the scope `api` or `read_api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            statistics: With the project's statistics, for those who may see them.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The project.
        """
        return await self._caller.value(
            Call(_GET, options or {}, path={"id": id}, query={"statistics": statistics}), models.Project
        )

    async def update(
        self,
        id: int | str,
        *,
        name: str | UnsetType = UNSET,
        path: str | UnsetType = UNSET,
        description: str | None | UnsetType = UNSET,
        default_branch: str | UnsetType = UNSET,
        visibility: inputs.Visibility | UnsetType = UNSET,
        topics: Sequence[str] | UnsetType = UNSET,
        issues_enabled: bool | UnsetType = UNSET,
        merge_requests_enabled: bool | UnsetType = UNSET,
        jobs_enabled: bool | UnsetType = UNSET,
        wiki_enabled: bool | UnsetType = UNSET,
        lfs_enabled: bool | UnsetType = UNSET,
        shared_runners_enabled: bool | UnsetType = UNSET,
        request_access_enabled: bool | UnsetType = UNSET,
        only_allow_merge_if_pipeline_succeeds: bool | UnsetType = UNSET,
        builds_access_level: inputs.FeatureAccessLevel | UnsetType = UNSET,
        merge_method: inputs.MergeMethod | UnsetType = UNSET,
        build_timeout: int | UnsetType = UNSET,
        ci_config_path: str | None | UnsetType = UNSET,
        container_expiration_policy_attributes: inputs.ExpirationPolicyChange | UnsetType = UNSET,
        options: Options | None = None,
    ) -> models.Project:
        """Edit a project.

        Changes the fields that are named and leaves the rest. At least one field must be given.

        `PUT /projects/{id}`, with an access token of the scope `api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            name: The name.
            path: The last part of the URL.
            description: What it is for. `None` is sent, as null.
            default_branch: The default branch.
            visibility: Who may see a project or a group.
            topics: Topics to find it by.
            issues_enabled: Whether it has issues.
            merge_requests_enabled: Whether it has merge requests.
            jobs_enabled: Whether it runs pipelines.
            wiki_enabled: Whether it has a wiki.
            lfs_enabled: Whether large files may be stored.
            shared_runners_enabled: Whether shared runners take its jobs.
            request_access_enabled: Whether people may ask for access.
            only_allow_merge_if_pipeline_succeeds: Whether a merge wants a green pipeline.
            builds_access_level: Who may use a feature of a project.
            merge_method: How merge requests are merged.
            build_timeout: How long a job may run, in seconds.
            ci_config_path: The path of the pipeline file. `None` is sent, as null.
            container_expiration_policy_attributes: When the container registry is tidied up.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The project as it now is.
        """
        return await self._caller.value(
            Call(
                _UPDATE,
                options or {},
                path={"id": id},
                body={
                    "name": name,
                    "path": path,
                    "description": description,
                    "default_branch": default_branch,
                    "visibility": visibility,
                    "topics": topics,
                    "issues_enabled": issues_enabled,
                    "merge_requests_enabled": merge_requests_enabled,
                    "jobs_enabled": jobs_enabled,
                    "wiki_enabled": wiki_enabled,
                    "lfs_enabled": lfs_enabled,
                    "shared_runners_enabled": shared_runners_enabled,
                    "request_access_enabled": request_access_enabled,
                    "only_allow_merge_if_pipeline_succeeds": only_allow_merge_if_pipeline_succeeds,
                    "builds_access_level": builds_access_level,
                    "merge_method": merge_method,
                    "build_timeout": build_timeout,
                    "ci_config_path": ci_config_path,
                    "container_expiration_policy_attributes": container_expiration_policy_attributes,
                },
            ),
            models.Project,
        )

    async def delete(self, id: int | str, *, options: Options | None = None) -> None:
        """Delete a project.

        Deletes the project and all that is in it. It is gone for readers at once.

        `DELETE /projects/{id}`, with an access token of the scope `api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            Nothing, when the server has done it.
        """
        await self._caller.nothing(Call(_DELETE, options or {}, path={"id": id}))

    async def fork(
        self,
        id: int | str,
        *,
        namespace_id: int | UnsetType = UNSET,
        namespace_path: str | UnsetType = UNSET,
        name: str | UnsetType = UNSET,
        path: str | UnsetType = UNSET,
        description: str | None | UnsetType = UNSET,
        visibility: inputs.Visibility | UnsetType = UNSET,
        branches: str | UnsetType = UNSET,
        options: Options | None = None,
    ) -> models.Project:
        """Fork a project.

        Creates a fork of the project in the user's own namespace, or in the one that is named. All fields are optional.
        A path that is taken in the target namespace is refused with 409.

        `POST /projects/{id}/fork`, with an access token of the scope `api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            namespace_id: The id of the namespace to fork into.
            namespace_path: The full path of the namespace to fork into.
            name: The fork's name.
            path: The last part of the fork's URL.
            description: What it is for. `None` is sent, as null.
            visibility: Who may see a project or a group.
            branches: The branches to take along; all unless told.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The fork.
        """
        return await self._caller.value(
            Call(
                _FORK,
                options or {},
                path={"id": id},
                body={
                    "namespace_id": namespace_id,
                    "namespace_path": namespace_path,
                    "name": name,
                    "path": path,
                    "description": description,
                    "visibility": visibility,
                    "branches": branches,
                },
            ),
            models.Project,
        )
