"""Who may do what in a project."""

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
    id="list_project_members",
    method="GET",
    route="/projects/{id}/members",
    credentials=frozenset({"token"}),
    pagination=("offset",),
)
_ADD = Operation(
    id="add_project_member",
    method="POST",
    route="/projects/{id}/members",
    credentials=frozenset({"token"}),
    days=frozenset({"expires_at"}),
)
_UPDATE = Operation(
    id="update_project_member",
    method="PUT",
    route="/projects/{id}/members/{user_id}",
    credentials=frozenset({"token"}),
    days=frozenset({"expires_at"}),
)
_REMOVE = Operation(
    id="remove_project_member",
    method="DELETE",
    route="/projects/{id}/members/{user_id}",
    credentials=frozenset({"token"}),
)


class Members:
    """Who may do what in a project."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def list(
        self,
        id: int | str,
        *,
        page: int | None = None,
        per_page: int | None = None,
        query: str | None = None,
        user_ids: Sequence[int] | None = None,
        skip_users: Sequence[int] | None = None,
        limit: int | None = None,
        resume: str | None = None,
        options: Options | None = None,
    ) -> Pages[models.Member]:
        """List the members of a project.

        The members of the project itself, without those that it has from the groups above.

        `GET /projects/{id}/members`, with an access token of the scope `api` or `read_api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            page: The number of the page to begin with, from 1; the list goes on from there to its end.
            per_page: How many items a request brings; unless told as many as the API gives, 100, or `limit` leaves.
            query: Only members whose name or username contains this text, whatever the case.
            user_ids: Only these users.
            skip_users: The ids of users to leave out.
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
                path={"id": id},
                query={
                    "page": page,
                    "per_page": per_page,
                    "query": query,
                    "user_ids[]": user_ids,
                    "skip_users[]": skip_users,
                },
            ),
            models.Member,
            Walk(limit, resume),
        )

    def add(
        self,
        id: int | str,
        *,
        access_level: inputs.AssignableAccessLevel,
        user_id: int | UnsetType = UNSET,
        username: str | UnsetType = UNSET,
        expires_at: datetime.date | str | None | UnsetType = UNSET,
        options: Options | None = None,
    ) -> models.Member:
        """Add a member to a project.

        Gives a user a role in the project. `user_id` or `username` must be given. A user who is a member already is
        refused with 409, one that does not exist with 404, and a role above one's own with 403.

        `POST /projects/{id}/members`, with an access token of the scope `api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            access_level: A role that can be given, as a number.
            user_id: The id of the user.
            username: The username of the user.
            expires_at: The day on which the membership ends; never unless told. A string is taken as it is, ISO 8601.
                `None` is sent, as null.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The new member.
        """
        return self._caller.value(
            Call(
                _ADD,
                options or {},
                path={"id": id},
                body={"access_level": access_level, "user_id": user_id, "username": username, "expires_at": expires_at},
            ),
            models.Member,
        )

    def update(
        self,
        id: int | str,
        user_id: int,
        *,
        access_level: inputs.AssignableAccessLevel,
        expires_at: datetime.date | str | None | UnsetType = UNSET,
        options: Options | None = None,
    ) -> models.Member:
        """Edit a member of a project.

        Gives the member another role, or the membership another end. `expires_at` stays as it is unless given.

        `PUT /projects/{id}/members/{user_id}`, with an access token of the scope `api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            user_id: The id of the user.
            access_level: A role that can be given, as a number.
            expires_at: The day on which the membership ends; null where it does not. A string is taken as it is, ISO
                8601. `None` is sent, as null.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The member as it now is.
        """
        return self._caller.value(
            Call(
                _UPDATE,
                options or {},
                path={"id": id, "user_id": user_id},
                body={"access_level": access_level, "expires_at": expires_at},
            ),
            models.Member,
        )

    def remove(
        self, id: int | str, user_id: int, *, unassign_issuables: bool | None = None, options: Options | None = None
    ) -> None:
        """Remove a member from a project.

        Ends the membership. A member may always leave; to remove another takes the right to.

        `DELETE /projects/{id}/members/{user_id}`, with an access token of the scope `api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            user_id: The id of the user.
            unassign_issuables: Whether the issues and merge requests in the project are taken from the user too; not
                unless told.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            Nothing, when the server has done it.
        """
        self._caller.nothing(
            Call(
                _REMOVE,
                options or {},
                path={"id": id, "user_id": user_id},
                query={"unassign_issuables": unassign_issuables},
            )
        )


class AsyncMembers:
    """Who may do what in a project."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    def list(
        self,
        id: int | str,
        *,
        page: int | None = None,
        per_page: int | None = None,
        query: str | None = None,
        user_ids: Sequence[int] | None = None,
        skip_users: Sequence[int] | None = None,
        limit: int | None = None,
        resume: str | None = None,
        options: Options | None = None,
    ) -> AsyncPages[models.Member]:
        """List the members of a project.

        The members of the project itself, without those that it has from the groups above.

        `GET /projects/{id}/members`, with an access token of the scope `api` or `read_api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            page: The number of the page to begin with, from 1; the list goes on from there to its end.
            per_page: How many items a request brings; unless told as many as the API gives, 100, or `limit` leaves.
            query: Only members whose name or username contains this text, whatever the case.
            user_ids: Only these users.
            skip_users: The ids of users to leave out.
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
                path={"id": id},
                query={
                    "page": page,
                    "per_page": per_page,
                    "query": query,
                    "user_ids[]": user_ids,
                    "skip_users[]": skip_users,
                },
            ),
            models.Member,
            Walk(limit, resume),
        )

    async def add(
        self,
        id: int | str,
        *,
        access_level: inputs.AssignableAccessLevel,
        user_id: int | UnsetType = UNSET,
        username: str | UnsetType = UNSET,
        expires_at: datetime.date | str | None | UnsetType = UNSET,
        options: Options | None = None,
    ) -> models.Member:
        """Add a member to a project.

        Gives a user a role in the project. `user_id` or `username` must be given. A user who is a member already is
        refused with 409, one that does not exist with 404, and a role above one's own with 403.

        `POST /projects/{id}/members`, with an access token of the scope `api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            access_level: A role that can be given, as a number.
            user_id: The id of the user.
            username: The username of the user.
            expires_at: The day on which the membership ends; never unless told. A string is taken as it is, ISO 8601.
                `None` is sent, as null.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The new member.
        """
        return await self._caller.value(
            Call(
                _ADD,
                options or {},
                path={"id": id},
                body={"access_level": access_level, "user_id": user_id, "username": username, "expires_at": expires_at},
            ),
            models.Member,
        )

    async def update(
        self,
        id: int | str,
        user_id: int,
        *,
        access_level: inputs.AssignableAccessLevel,
        expires_at: datetime.date | str | None | UnsetType = UNSET,
        options: Options | None = None,
    ) -> models.Member:
        """Edit a member of a project.

        Gives the member another role, or the membership another end. `expires_at` stays as it is unless given.

        `PUT /projects/{id}/members/{user_id}`, with an access token of the scope `api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            user_id: The id of the user.
            access_level: A role that can be given, as a number.
            expires_at: The day on which the membership ends; null where it does not. A string is taken as it is, ISO
                8601. `None` is sent, as null.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The member as it now is.
        """
        return await self._caller.value(
            Call(
                _UPDATE,
                options or {},
                path={"id": id, "user_id": user_id},
                body={"access_level": access_level, "expires_at": expires_at},
            ),
            models.Member,
        )

    async def remove(
        self, id: int | str, user_id: int, *, unassign_issuables: bool | None = None, options: Options | None = None
    ) -> None:
        """Remove a member from a project.

        Ends the membership. A member may always leave; to remove another takes the right to.

        `DELETE /projects/{id}/members/{user_id}`, with an access token of the scope `api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            user_id: The id of the user.
            unassign_issuables: Whether the issues and merge requests in the project are taken from the user too; not
                unless told.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            Nothing, when the server has done it.
        """
        await self._caller.nothing(
            Call(
                _REMOVE,
                options or {},
                path={"id": id, "user_id": user_id},
                query={"unassign_issuables": unassign_issuables},
            )
        )
