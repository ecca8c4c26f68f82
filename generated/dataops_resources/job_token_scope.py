"""Which projects' job tokens a project admits."""

from __future__ import annotations

from dataops_resources import models
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

_GET = Operation(
    id="get_job_token_scope",
    method="GET",
    route="/projects/{id}/job_token_scope",
    credentials=frozenset({"token"}),
)
_UPDATE = Operation(
    id="update_job_token_scope",
    method="PATCH",
    route="/projects/{id}/job_token_scope",
    credentials=frozenset({"token"}),
)
_LIST_ALLOWLIST = Operation(
    id="list_job_token_allowlist",
    method="GET",
    route="/projects/{id}/job_token_scope/allowlist",
    credentials=frozenset({"token"}),
    pagination=("offset",),
)
_ADD_TO_ALLOWLIST = Operation(
    id="add_to_job_token_allowlist",
    method="POST",
    route="/projects/{id}/job_token_scope/allowlist",
    credentials=frozenset({"token"}),
)
_REMOVE_FROM_ALLOWLIST = Operation(
    id="remove_from_job_token_allowlist",
    method="DELETE",
    route="/projects/{id}/job_token_scope/allowlist/{target_project_id}",
    credentials=frozenset({"token"}),
)


class JobTokenScope:
    """Which projects' job tokens a project admits."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def get(self, id: int | str, *, options: Options | None = None) -> models.JobTokenScope:
        """Get the job token scope of a project.

        Whether the project lets in the job tokens of the projects on its allowlist alone, or those of every project.

        `GET /projects/{id}/job_token_scope`, with an access token of the scope `api` or `read_api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The scope.
        """
        return self._caller.value(Call(_GET, options or {}, path={"id": id}), models.JobTokenScope)

    def update(self, id: int | str, *, enabled: bool, options: Options | None = None) -> None:
        """Edit the job token scope of a project.

        Switches the allowlist on or off. Switched off, every project counts as listed, and only the rights of the user
        who runs the job limit the token. `enabled` is read back as `inbound_enabled`.

        `PATCH /projects/{id}/job_token_scope`, with an access token of the scope `api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            enabled: Whether only job tokens of the projects on its allowlist are let in.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            Nothing, when the server has done it.
        """
        self._caller.nothing(Call(_UPDATE, options or {}, path={"id": id}, body={"enabled": enabled}))

    def list_allowlist(
        self,
        id: int | str,
        *,
        page: int | None = None,
        per_page: int | None = None,
        limit: int | None = None,
        resume: str | None = None,
        options: Options | None = None,
    ) -> Pages[models.Project]:
        """List the job token allowlist of a project.

        The projects whose job tokens the project lets in, each with the basic fields. By default it holds the project
        itself alone.

        `GET /projects/{id}/job_token_scope/allowlist`, with an access token of the scope `api` or `read_api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            page: The number of the page to begin with, from 1; the list goes on from there to its end.
            per_page: How many items a request brings; unless told as many as the API gives, 100, or `limit` leaves.
            limit: How many items at most; all of them unless told.
            resume: Where to go on: the `next` of a page that was read before.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            A list of which nothing is read yet; iterate it, and it reads page by page.
        """
        return self._caller.pages(
            Call(_LIST_ALLOWLIST, options or {}, path={"id": id}, query={"page": page, "per_page": per_page}),
            models.Project,
            Walk(limit, resume),
        )

    def add_to_allowlist(
        self, id: int | str, *, target_project_id: int, options: Options | None = None
    ) -> models.JobTokenAllowlistEntry:
        """Add a project to the job token allowlist.

        Lets in the job tokens of one more project. A project that is on the list already is refused with 400, one that
        does not exist with 404, one that the user may not see with either.

        `POST /projects/{id}/job_token_scope/allowlist`, with an access token of the scope `api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            target_project_id: The id of the project to put on the list.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The new entry of the list.
        """
        return self._caller.value(
            Call(_ADD_TO_ALLOWLIST, options or {}, path={"id": id}, body={"target_project_id": target_project_id}),
            models.JobTokenAllowlistEntry,
        )

    def remove_from_allowlist(self, id: int | str, target_project_id: int, *, options: Options | None = None) -> None:
        """Remove a project from the job token allowlist.

        Lets in the job tokens of that project no longer.

        `DELETE /projects/{id}/job_token_scope/allowlist/{target_project_id}`, with an access token of the scope `api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            target_project_id: The id of the project on the list.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            Nothing, when the server has done it.
        """
        self._caller.nothing(
            Call(_REMOVE_FROM_ALLOWLIST, options or {}, path={"id": id, "target_project_id": target_project_id})
        )


class AsyncJobTokenScope:
    """Which projects' job tokens a project admits."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    async def get(self, id: int | str, *, options: Options | None = None) -> models.JobTokenScope:
        """Get the job token scope of a project.

        Whether the project lets in the job tokens of the projects on its allowlist alone, or those of every project.

        `GET /projects/{id}/job_token_scope`, with an access token of the scope `api` or `read_api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The scope.
        """
        return await self._caller.value(Call(_GET, options or {}, path={"id": id}), models.JobTokenScope)

    async def update(self, id: int | str, *, enabled: bool, options: Options | None = None) -> None:
        """Edit the job token scope of a project.

        Switches the allowlist on or off. Switched off, every project counts as listed, and only the rights of the user
        who runs the job limit the token. `enabled` is read back as `inbound_enabled`.

        `PATCH /projects/{id}/job_token_scope`, with an access token of the scope `api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            enabled: Whether only job tokens of the projects on its allowlist are let in.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            Nothing, when the server has done it.
        """
        await self._caller.nothing(Call(_UPDATE, options or {}, path={"id": id}, body={"enabled": enabled}))

    def list_allowlist(
        self,
        id: int | str,
        *,
        page: int | None = None,
        per_page: int | None = None,
        limit: int | None = None,
        resume: str | None = None,
        options: Options | None = None,
    ) -> AsyncPages[models.Project]:
        """List the job token allowlist of a project.

        The projects whose job tokens the project lets in, each with the basic fields. By default it holds the project
        itself alone.

        `GET /projects/{id}/job_token_scope/allowlist`, with an access token of the scope `api` or `read_api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            page: The number of the page to begin with, from 1; the list goes on from there to its end.
            per_page: How many items a request brings; unless told as many as the API gives, 100, or `limit` leaves.
            limit: How many items at most; all of them unless told.
            resume: Where to go on: the `next` of a page that was read before.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            A list of which nothing is read yet; iterate it, and it reads page by page.
        """
        return self._caller.pages(
            Call(_LIST_ALLOWLIST, options or {}, path={"id": id}, query={"page": page, "per_page": per_page}),
            models.Project,
            Walk(limit, resume),
        )

    async def add_to_allowlist(
        self, id: int | str, *, target_project_id: int, options: Options | None = None
    ) -> models.JobTokenAllowlistEntry:
        """Add a project to the job token allowlist.

        Lets in the job tokens of one more project. A project that is on the list already is refused with 400, one that
        does not exist with 404, one that the user may not see with either.

        `POST /projects/{id}/job_token_scope/allowlist`, with an access token of the scope `api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            target_project_id: The id of the project to put on the list.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The new entry of the list.
        """
        return await self._caller.value(
            Call(_ADD_TO_ALLOWLIST, options or {}, path={"id": id}, body={"target_project_id": target_project_id}),
            models.JobTokenAllowlistEntry,
        )

    async def remove_from_allowlist(
        self, id: int | str, target_project_id: int, *, options: Options | None = None
    ) -> None:
        """Remove a project from the job token allowlist.

        Lets in the job tokens of that project no longer.

        `DELETE /projects/{id}/job_token_scope/allowlist/{target_project_id}`, with an access token of the scope `api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            target_project_id: The id of the project on the list.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            Nothing, when the server has done it.
        """
        await self._caller.nothing(
            Call(_REMOVE_FROM_ALLOWLIST, options or {}, path={"id": id, "target_project_id": target_project_id})
        )
