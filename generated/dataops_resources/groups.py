"""Groups of projects, addressed by id or by full path."""

from __future__ import annotations

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
    id="list_groups",
    method="GET",
    route="/groups",
    credentials=frozenset({"token", "none"}),
    pagination=("offset",),
)
_CREATE = Operation(
    id="create_group",
    method="POST",
    route="/groups",
    credentials=frozenset({"token"}),
)
_GET = Operation(
    id="get_group",
    method="GET",
    route="/groups/{id}",
    credentials=frozenset({"token"}),
)
_UPDATE = Operation(
    id="update_group",
    method="PUT",
    route="/groups/{id}",
    credentials=frozenset({"token"}),
)
_DELETE = Operation(
    id="delete_group",
    method="DELETE",
    route="/groups/{id}",
    credentials=frozenset({"token"}),
)
_LIST_PROJECTS = Operation(
    id="list_group_projects",
    method="GET",
    route="/groups/{id}/projects",
    credentials=frozenset({"token"}),
    pagination=("offset",),
)


class Groups:
    """Groups of projects, addressed by id or by full path."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def list(
        self,
        *,
        page: int | None = None,
        per_page: int | None = None,
        search: str | None = None,
        order_by: inputs.GroupOrder | None = None,
        sort: inputs.SortDirection | None = None,
        visibility: inputs.Visibility | None = None,
        owned: bool | None = None,
        min_access_level: inputs.AssignableAccessLevel | None = None,
        top_level_only: bool | None = None,
        all_available: bool | None = None,
        skip_groups: Sequence[int] | None = None,
        limit: int | None = None,
        resume: str | None = None,
        options: Options | None = None,
    ) -> Pages[models.Group]:
        """List groups.

        The groups that the user may see; without credentials, the public ones.

        `GET /groups`, with an access token of the scope `api` or `read_api` or none at all.

        Args:
            page: The number of the page to begin with, from 1; the list goes on from there to its end.
            per_page: How many items a request brings; unless told as many as the API gives, 100, or `limit` leaves.
            search: Only items whose name, path or username contains this text, whatever the case.
            order_by: The field that the list is ordered by; `name` unless told. `similarity` goes with `search`.
            sort: The direction of the order; the default is the operation's own.
            visibility: Only groups of this visibility.
            owned: Only groups that the user owns.
            min_access_level: Only groups in which the user has at least this role.
            top_level_only: Only groups that have none above.
            all_available: Whether public and internal groups count that the user is no member of.
            skip_groups: The ids of groups to leave out.
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
                    "search": search,
                    "order_by": order_by,
                    "sort": sort,
                    "visibility": visibility,
                    "owned": owned,
                    "min_access_level": min_access_level,
                    "top_level_only": top_level_only,
                    "all_available": all_available,
                    "skip_groups[]": skip_groups,
                },
            ),
            models.Group,
            Walk(limit, resume),
        )

    def create(
        self,
        *,
        name: str,
        path: str,
        parent_id: int | UnsetType = UNSET,
        description: str | None | UnsetType = UNSET,
        visibility: inputs.Visibility | UnsetType = UNSET,
        default_branch: str | None | UnsetType = UNSET,
        default_branch_protection: inputs.DefaultBranchProtection | UnsetType = UNSET,
        project_creation_level: inputs.ProjectCreationLevel | UnsetType = UNSET,
        subgroup_creation_level: inputs.SubgroupCreationLevel | UnsetType = UNSET,
        shared_runners_setting: inputs.SharedRunnersSetting | UnsetType = UNSET,
        share_with_group_lock: bool | UnsetType = UNSET,
        require_two_factor_authentication: bool | UnsetType = UNSET,
        two_factor_grace_period: int | UnsetType = UNSET,
        auto_devops_enabled: bool | None | UnsetType = UNSET,
        emails_enabled: bool | None | UnsetType = UNSET,
        mentions_disabled: bool | None | UnsetType = UNSET,
        lfs_enabled: bool | None | UnsetType = UNSET,
        request_access_enabled: bool | UnsetType = UNSET,
        options: Options | None = None,
    ) -> models.Group:
        """Create a group.

        Creates a group at the top, or a subgroup of the group that `parent_id` names. A path that is taken there is
        refused with 400.

        `POST /groups`, with an access token of the scope `api`.

        Args:
            name: The name.
            path: The last part of the URL.
            parent_id: The group to create it in; at the top unless told.
            description: What it is for. `None` is sent, as null.
            visibility: Who may see a project or a group.
            default_branch: The default branch of its new projects. `None` is sent, as null.
            default_branch_protection: How the default branches of new projects are protected, as a number: 0 not at
                all, 1 developers may push and not force, 2 maintainers alone may push, 3 developers may merge and not
                push, 4 developers may make the first push.
            project_creation_level: Who may make projects in a group.
            subgroup_creation_level: Who may make subgroups in a group.
            shared_runners_setting: Whether shared runners take the jobs of a group's projects, and whether what is
                below may decide otherwise.
            share_with_group_lock: Whether its projects may not be shared with other groups.
            require_two_factor_authentication: Whether its members must sign in with a second factor.
            two_factor_grace_period: How long a member may put the second factor off, in hours.
            auto_devops_enabled: Whether its projects get pipelines by default. `None` is sent, as null.
            emails_enabled: Whether it sends notifications. `None` is sent, as null.
            mentions_disabled: Whether it cannot be mentioned. `None` is sent, as null.
            lfs_enabled: Whether large files may be stored in its projects. `None` is sent, as null.
            request_access_enabled: Whether people may ask for access.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The new group.
        """
        return self._caller.value(
            Call(
                _CREATE,
                options or {},
                body={
                    "name": name,
                    "path": path,
                    "parent_id": parent_id,
                    "description": description,
                    "visibility": visibility,
                    "default_branch": default_branch,
                    "default_branch_protection": default_branch_protection,
                    "project_creation_level": project_creation_level,
                    "subgroup_creation_level": subgroup_creation_level,
                    "shared_runners_setting": shared_runners_setting,
                    "share_with_group_lock": share_with_group_lock,
                    "require_two_factor_authentication": require_two_factor_authentication,
                    "two_factor_grace_period": two_factor_grace_period,
                    "auto_devops_enabled": auto_devops_enabled,
                    "emails_enabled": emails_enabled,
                    "mentions_disabled": mentions_disabled,
                    "lfs_enabled": lfs_enabled,
                    "request_access_enabled": request_access_enabled,
                },
            ),
            models.Group,
        )

    def get(self, id: int | str, *, with_projects: bool | None = None, options: Options | None = None) -> models.Group:
        """Get a group.

        One group, by id or by full path.

        `GET /groups/{id}`, with an access token of the scope `api` or `read_api`.

        Args:
            id: The group's id, or its full path (`team/platform`).
            with_projects: Whether the answer holds its projects, 100 at most; it does unless told. `GET
                /groups/{id}/projects` tells them all.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The group.
        """
        return self._caller.value(
            Call(_GET, options or {}, path={"id": id}, query={"with_projects": with_projects}), models.Group
        )

    def update(
        self,
        id: int | str,
        *,
        name: str | UnsetType = UNSET,
        path: str | UnsetType = UNSET,
        description: str | None | UnsetType = UNSET,
        visibility: inputs.Visibility | UnsetType = UNSET,
        default_branch: str | None | UnsetType = UNSET,
        default_branch_protection: inputs.DefaultBranchProtection | UnsetType = UNSET,
        project_creation_level: inputs.ProjectCreationLevel | UnsetType = UNSET,
        subgroup_creation_level: inputs.SubgroupCreationLevel | UnsetType = UNSET,
        shared_runners_setting: inputs.SharedRunnersSetting | UnsetType = UNSET,
        share_with_group_lock: bool | UnsetType = UNSET,
        require_two_factor_authentication: bool | UnsetType = UNSET,
        two_factor_grace_period: int | UnsetType = UNSET,
        auto_devops_enabled: bool | None | UnsetType = UNSET,
        emails_enabled: bool | None | UnsetType = UNSET,
        mentions_disabled: bool | None | UnsetType = UNSET,
        lfs_enabled: bool | None | UnsetType = UNSET,
        request_access_enabled: bool | UnsetType = UNSET,
        prevent_sharing_groups_outside_hierarchy: bool | UnsetType = UNSET,
        options: Options | None = None,
    ) -> models.Group:
        """Edit a group.

        Changes the fields that are named and leaves the rest. A path that is taken is refused with 400, and so is a
        visibility that is wider than that of the group above or narrower than that of a project within.

        `PUT /groups/{id}`, with an access token of the scope `api`.

        Args:
            id: The group's id, or its full path (`team/platform`).
            name: The name.
            path: The last part of the URL.
            description: What it is for. `None` is sent, as null.
            visibility: Who may see a project or a group.
            default_branch: The default branch of its new projects. `None` is sent, as null.
            default_branch_protection: How the default branches of new projects are protected, as a number: 0 not at
                all, 1 developers may push and not force, 2 maintainers alone may push, 3 developers may merge and not
                push, 4 developers may make the first push.
            project_creation_level: Who may make projects in a group.
            subgroup_creation_level: Who may make subgroups in a group.
            shared_runners_setting: Whether shared runners take the jobs of a group's projects, and whether what is
                below may decide otherwise.
            share_with_group_lock: Whether its projects may not be shared with other groups.
            require_two_factor_authentication: Whether its members must sign in with a second factor.
            two_factor_grace_period: How long a member may put the second factor off, in hours.
            auto_devops_enabled: Whether its projects get pipelines by default. `None` is sent, as null.
            emails_enabled: Whether it sends notifications. `None` is sent, as null.
            mentions_disabled: Whether it cannot be mentioned. `None` is sent, as null.
            lfs_enabled: Whether large files may be stored in its projects. `None` is sent, as null.
            request_access_enabled: Whether people may ask for access.
            prevent_sharing_groups_outside_hierarchy: Whether it is shared only with groups below the same top.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The group as it now is.
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
                    "visibility": visibility,
                    "default_branch": default_branch,
                    "default_branch_protection": default_branch_protection,
                    "project_creation_level": project_creation_level,
                    "subgroup_creation_level": subgroup_creation_level,
                    "shared_runners_setting": shared_runners_setting,
                    "share_with_group_lock": share_with_group_lock,
                    "require_two_factor_authentication": require_two_factor_authentication,
                    "two_factor_grace_period": two_factor_grace_period,
                    "auto_devops_enabled": auto_devops_enabled,
                    "emails_enabled": emails_enabled,
                    "mentions_disabled": mentions_disabled,
                    "lfs_enabled": lfs_enabled,
                    "request_access_enabled": request_access_enabled,
                    "prevent_sharing_groups_outside_hierarchy": prevent_sharing_groups_outside_hierarchy,
                },
            ),
            models.Group,
        )

    def delete(self, id: int | str, *, options: Options | None = None) -> None:
        """Delete a group.

        Deletes the group and all that is in it, subgroups and projects. It is gone for readers at once.

        `DELETE /groups/{id}`, with an access token of the scope `api`.

        Args:
            id: The group's id, or its full path (`team/platform`).
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            Nothing, when the server has done it.
        """
        self._caller.nothing(Call(_DELETE, options or {}, path={"id": id}))

    def list_projects(
        self,
        id: int | str,
        *,
        page: int | None = None,
        per_page: int | None = None,
        search: str | None = None,
        order_by: inputs.ProjectOrder | None = None,
        sort: inputs.SortDirection | None = None,
        visibility: inputs.Visibility | None = None,
        archived: bool | None = None,
        owned: bool | None = None,
        simple: bool | None = None,
        min_access_level: inputs.AssignableAccessLevel | None = None,
        include_subgroups: bool | None = None,
        with_shared: bool | None = None,
        limit: int | None = None,
        resume: str | None = None,
        options: Options | None = None,
    ) -> Pages[models.Project]:
        """List the projects of a group.

        The projects of the group that the user may see; those of its subgroups too, where asked for.

        `GET /groups/{id}/projects`, with an access token of the scope `api` or `read_api`.

        Args:
            id: The group's id, or its full path (`team/platform`).
            page: The number of the page to begin with, from 1; the list goes on from there to its end.
            per_page: How many items a request brings; unless told as many as the API gives, 100, or `limit` leaves.
            search: Only items whose name, path or username contains this text, whatever the case.
            order_by: The field that the list is ordered by; `created_at` unless told.
            sort: The direction of the order; the default is the operation's own.
            visibility: Only projects of this visibility.
            archived: Only archived projects, or only those that are not.
            owned: Only projects that the user owns.
            simple: Only the basic fields of each project.
            min_access_level: Only projects in which the user has at least this role.
            include_subgroups: Whether the projects of its subgroups are listed too; not unless told.
            with_shared: Whether projects that are shared with the group are listed too; they are unless told.
            limit: How many items at most; all of them unless told.
            resume: Where to go on: the `next` of a page that was read before.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            A list of which nothing is read yet; iterate it, and it reads page by page.
        """
        return self._caller.pages(
            Call(
                _LIST_PROJECTS,
                options or {},
                path={"id": id},
                query={
                    "page": page,
                    "per_page": per_page,
                    "search": search,
                    "order_by": order_by,
                    "sort": sort,
                    "visibility": visibility,
                    "archived": archived,
                    "owned": owned,
                    "simple": simple,
                    "min_access_level": min_access_level,
                    "include_subgroups": include_subgroups,
                    "with_shared": with_shared,
                },
            ),
            models.Project,
            Walk(limit, resume),
        )


class AsyncGroups:
    """Groups of projects, addressed by id or by full path."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    def list(
        self,
        *,
        page: int | None = None,
        per_page: int | None = None,
        search: str | None = None,
        order_by: inputs.GroupOrder | None = None,
        sort: inputs.SortDirection | None = None,
        visibility: inputs.Visibility | None = None,
        owned: bool | None = None,
        min_access_level: inputs.AssignableAccessLevel | None = None,
        top_level_only: bool | None = None,
        all_available: bool | None = None,
        skip_groups: Sequence[int] | None = None,
        limit: int | None = None,
        resume: str | None = None,
        options: Options | None = None,
    ) -> AsyncPages[models.Group]:
        """List groups.

        The groups that the user may see; without credentials, the public ones.

        `GET /groups`, with an access token of the scope `api` or `read_api` or none at all.

        Args:
            page: The number of the page to begin with, from 1; the list goes on from there to its end.
            per_page: How many items a request brings; unless told as many as the API gives, 100, or `limit` leaves.
            search: Only items whose name, path or username contains this text, whatever the case.
            order_by: The field that the list is ordered by; `name` unless told. `similarity` goes with `search`.
            sort: The direction of the order; the default is the operation's own.
            visibility: Only groups of this visibility.
            owned: Only groups that the user owns.
            min_access_level: Only groups in which the user has at least this role.
            top_level_only: Only groups that have none above.
            all_available: Whether public and internal groups count that the user is no member of.
            skip_groups: The ids of groups to leave out.
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
                    "search": search,
                    "order_by": order_by,
                    "sort": sort,
                    "visibility": visibility,
                    "owned": owned,
                    "min_access_level": min_access_level,
                    "top_level_only": top_level_only,
                    "all_available": all_available,
                    "skip_groups[]": skip_groups,
                },
            ),
            models.Group,
            Walk(limit, resume),
        )

    async def create(
        self,
        *,
        name: str,
        path: str,
        parent_id: int | UnsetType = UNSET,
        description: str | None | UnsetType = UNSET,
        visibility: inputs.Visibility | UnsetType = UNSET,
        default_branch: str | None | UnsetType = UNSET,
        default_branch_protection: inputs.DefaultBranchProtection | UnsetType = UNSET,
        project_creation_level: inputs.ProjectCreationLevel | UnsetType = UNSET,
        subgroup_creation_level: inputs.SubgroupCreationLevel | UnsetType = UNSET,
        shared_runners_setting: inputs.SharedRunnersSetting | UnsetType = UNSET,
        share_with_group_lock: bool | UnsetType = UNSET,
        require_two_factor_authentication: bool | UnsetType = UNSET,
        two_factor_grace_period: int | UnsetType = UNSET,
        auto_devops_enabled: bool | None | UnsetType = UNSET,
        emails_enabled: bool | None | UnsetType = UNSET,
        mentions_disabled: bool | None | UnsetType = UNSET,
        lfs_enabled: bool | None | UnsetType = UNSET,
        request_access_enabled: bool | UnsetType = UNSET,
        options: Options | None = None,
    ) -> models.Group:
        """Create a group.

        Creates a group at the top, or a subgroup of the group that `parent_id` names. A path that is taken there is
        refused with 400.

        `POST /groups`, with an access token of the scope `api`.

        Args:
            name: The name.
            path: The last part of the URL.
            parent_id: The group to create it in; at the top unless told.
            description: What it is for. `None` is sent, as null.
            visibility: Who may see a project or a group.
            default_branch: The default branch of its new projects. `None` is sent, as null.
            default_branch_protection: How the default branches of new projects are protected, as a number: 0 not at
                all, 1 developers may push and not force, 2 maintainers alone may push, 3 developers may merge and not
                push, 4 developers may make the first push.
            project_creation_level: Who may make projects in a group.
            subgroup_creation_level: Who may make subgroups in a group.
            shared_runners_setting: Whether shared runners take the jobs of a group's projects, and whether what is
                below may decide otherwise.
            share_with_group_lock: Whether its projects may not be shared with other groups.
            require_two_factor_authentication: Whether its members must sign in with a second factor.
            two_factor_grace_period: How long a member may put the second factor off, in hours.
            auto_devops_enabled: Whether its projects get pipelines by default. `None` is sent, as null.
            emails_enabled: Whether it sends notifications. `None` is sent, as null.
            mentions_disabled: Whether it cannot be mentioned. `None` is sent, as null.
            lfs_enabled: Whether large files may be stored in its projects. `None` is sent, as null.
            request_access_enabled: Whether people may ask for access.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The new group.
        """
        return await self._caller.value(
            Call(
                _CREATE,
                options or {},
                body={
                    "name": name,
                    "path": path,
                    "parent_id": parent_id,
                    "description": description,
                    "visibility": visibility,
                    "default_branch": default_branch,
                    "default_branch_protection": default_branch_protection,
                    "project_creation_level": project_creation_level,
                    "subgroup_creation_level": subgroup_creation_level,
                    "shared_runners_setting": shared_runners_setting,
                    "share_with_group_lock": share_with_group_lock,
                    "require_two_factor_authentication": require_two_factor_authentication,
                    "two_factor_grace_period": two_factor_grace_period,
                    "auto_devops_enabled": auto_devops_enabled,
                    "emails_enabled": emails_enabled,
                    "mentions_disabled": mentions_disabled,
                    "lfs_enabled": lfs_enabled,
                    "request_access_enabled": request_access_enabled,
                },
            ),
            models.Group,
        )

    async def get(
        self, id: int | str, *, with_projects: bool | None = None, options: Options | None = None
    ) -> models.Group:
        """Get a group.

        One group, by id or by full path.

        `GET /groups/{id}`, with an access token of the scope `api` or `read_api`.

        Args:
            id: The group's id, or its full path (`team/platform`).
            with_projects: Whether the answer holds its projects, 100 at most; it does unless told. `GET
                /groups/{id}/projects` tells them all.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The group.
        """
        return await self._caller.value(
            Call(_GET, options or {}, path={"id": id}, query={"with_projects": with_projects}), models.Group
        )

    async def update(
        self,
        id: int | str,
        *,
        name: str | UnsetType = UNSET,
        path: str | UnsetType = UNSET,
        description: str | None | UnsetType = UNSET,
        visibility: inputs.Visibility | UnsetType = UNSET,
        default_branch: str | None | UnsetType = UNSET,
        default_branch_protection: inputs.DefaultBranchProtection | UnsetType = UNSET,
        project_creation_level: inputs.ProjectCreationLevel | UnsetType = UNSET,
        subgroup_creation_level: inputs.SubgroupCreationLevel | UnsetType = UNSET,
        shared_runners_setting: inputs.SharedRunnersSetting | UnsetType = UNSET,
        share_with_group_lock: bool | UnsetType = UNSET,
        require_two_factor_authentication: bool | UnsetType = UNSET,
        two_factor_grace_period: int | UnsetType = UNSET,
        auto_devops_enabled: bool | None | UnsetType = UNSET,
        emails_enabled: bool | None | UnsetType = UNSET,
        mentions_disabled: bool | None | UnsetType = UNSET,
        lfs_enabled: bool | None | UnsetType = UNSET,
        request_access_enabled: bool | UnsetType = UNSET,
        prevent_sharing_groups_outside_hierarchy: bool | UnsetType = UNSET,
        options: Options | None = None,
    ) -> models.Group:
        """Edit a group.

        Changes the fields that are named and leaves the rest. A path that is taken is refused with 400, and so is a
        visibility that is wider than that of the group above or narrower than that of a project within.

        `PUT /groups/{id}`, with an access token of the scope `api`.

        Args:
            id: The group's id, or its full path (`team/platform`).
            name: The name.
            path: The last part of the URL.
            description: What it is for. `None` is sent, as null.
            visibility: Who may see a project or a group.
            default_branch: The default branch of its new projects. `None` is sent, as null.
            default_branch_protection: How the default branches of new projects are protected, as a number: 0 not at
                all, 1 developers may push and not force, 2 maintainers alone may push, 3 developers may merge and not
                push, 4 developers may make the first push.
            project_creation_level: Who may make projects in a group.
            subgroup_creation_level: Who may make subgroups in a group.
            shared_runners_setting: Whether shared runners take the jobs of a group's projects, and whether what is
                below may decide otherwise.
            share_with_group_lock: Whether its projects may not be shared with other groups.
            require_two_factor_authentication: Whether its members must sign in with a second factor.
            two_factor_grace_period: How long a member may put the second factor off, in hours.
            auto_devops_enabled: Whether its projects get pipelines by default. `None` is sent, as null.
            emails_enabled: Whether it sends notifications. `None` is sent, as null.
            mentions_disabled: Whether it cannot be mentioned. `None` is sent, as null.
            lfs_enabled: Whether large files may be stored in its projects. `None` is sent, as null.
            request_access_enabled: Whether people may ask for access.
            prevent_sharing_groups_outside_hierarchy: Whether it is shared only with groups below the same top.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The group as it now is.
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
                    "visibility": visibility,
                    "default_branch": default_branch,
                    "default_branch_protection": default_branch_protection,
                    "project_creation_level": project_creation_level,
                    "subgroup_creation_level": subgroup_creation_level,
                    "shared_runners_setting": shared_runners_setting,
                    "share_with_group_lock": share_with_group_lock,
                    "require_two_factor_authentication": require_two_factor_authentication,
                    "two_factor_grace_period": two_factor_grace_period,
                    "auto_devops_enabled": auto_devops_enabled,
                    "emails_enabled": emails_enabled,
                    "mentions_disabled": mentions_disabled,
                    "lfs_enabled": lfs_enabled,
                    "request_access_enabled": request_access_enabled,
                    "prevent_sharing_groups_outside_hierarchy": prevent_sharing_groups_outside_hierarchy,
                },
            ),
            models.Group,
        )

    async def delete(self, id: int | str, *, options: Options | None = None) -> None:
        """Delete a group.

        Deletes the group and all that is in it, subgroups and projects. It is gone for readers at once.

        `DELETE /groups/{id}`, with an access token of the scope `api`.

        Args:
            id: The group's id, or its full path (`team/platform`).
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            Nothing, when the server has done it.
        """
        await self._caller.nothing(Call(_DELETE, options or {}, path={"id": id}))

    def list_projects(
        self,
        id: int | str,
        *,
        page: int | None = None,
        per_page: int | None = None,
        search: str | None = None,
        order_by: inputs.ProjectOrder | None = None,
        sort: inputs.SortDirection | None = None,
        visibility: inputs.Visibility | None = None,
        archived: bool | None = None,
        owned: bool | None = None,
        simple: bool | None = None,
        min_access_level: inputs.AssignableAccessLevel | None = None,
        include_subgroups: bool | None = None,
        with_shared: bool | None = None,
        limit: int | None = None,
        resume: str | None = None,
        options: Options | None = None,
    ) -> AsyncPages[models.Project]:
        """List the projects of a group.

        The projects of the group that the user may see; those of its subgroups too, where asked for.

        `GET /groups/{id}/projects`, with an access token of the scope `api` or `read_api`.

        Args:
            id: The group's id, or its full path (`team/platform`).
            page: The number of the page to begin with, from 1; the list goes on from there to its end.
            per_page: How many items a request brings; unless told as many as the API gives, 100, or `limit` leaves.
            search: Only items whose name, path or username contains this text, whatever the case.
            order_by: The field that the list is ordered by; `created_at` unless told.
            sort: The direction of the order; the default is the operation's own.
            visibility: Only projects of this visibility.
            archived: Only archived projects, or only those that are not.
            owned: Only projects that the user owns.
            simple: Only the basic fields of each project.
            min_access_level: Only projects in which the user has at least this role.
            include_subgroups: Whether the projects of its subgroups are listed too; not unless told.
            with_shared: Whether projects that are shared with the group are listed too; they are unless told.
            limit: How many items at most; all of them unless told.
            resume: Where to go on: the `next` of a page that was read before.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            A list of which nothing is read yet; iterate it, and it reads page by page.
        """
        return self._caller.pages(
            Call(
                _LIST_PROJECTS,
                options or {},
                path={"id": id},
                query={
                    "page": page,
                    "per_page": per_page,
                    "search": search,
                    "order_by": order_by,
                    "sort": sort,
                    "visibility": visibility,
                    "archived": archived,
                    "owned": owned,
                    "simple": simple,
                    "min_access_level": min_access_level,
                    "include_subgroups": include_subgroups,
                    "with_shared": with_shared,
                },
            ),
            models.Project,
            Walk(limit, resume),
        )
