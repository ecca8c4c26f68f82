"""The people and bots that tokens act as."""

from __future__ import annotations

import datetime

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

_GET_CURRENT = Operation(
    id="get_current_user",
    method="GET",
    route="/user",
    credentials=frozenset({"token"}),
)
_LIST = Operation(
    id="list_users",
    method="GET",
    route="/users",
    credentials=frozenset({"token"}),
    pagination=("offset", "keyset"),
    keyset_orders=("id",),
)


class Users:
    """The people and bots that tokens act as."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def get_current(self, *, options: Options | None = None) -> models.CurrentUser:
        """Get the current user.

        The user that the token acts as; the bot user of its own for the token of a project or a group.

        `GET /user`, with an access token of the scope `api` or `read_api` or `read_user`.

        Args:
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The user.
        """
        return self._caller.value(Call(_GET_CURRENT, options or {}), models.CurrentUser)

    def list(
        self,
        *,
        page: int | None = None,
        per_page: int | None = None,
        pagination: inputs.PaginationMethod | None = None,
        search: str | None = None,
        order_by: inputs.UserOrder | None = None,
        sort: inputs.SortDirection | None = None,
        username: str | None = None,
        active: bool | None = None,
        blocked: bool | None = None,
        humans: bool | None = None,
        without_project_bots: bool | None = None,
        created_after: datetime.datetime | str | None = None,
        created_before: datetime.datetime | str | None = None,
        limit: int | None = None,
        resume: str | None = None,
        options: Options | None = None,
    ) -> Pages[models.UserReference]:
        """List users.

        The users of the server, in descending order of id unless told. `search` looks at names and usernames, and finds
        an address when it is given in full.

        `GET /users`, with an access token of the scope `api` or `read_api` or `read_user`.

        Args:
            page: The number of the page to begin with, from 1; the list goes on from there to its end.
            per_page: How many items a request brings; unless told as many as the API gives, 100, or `limit` leaves.
            pagination: `keyset` walks the list by a cursor, `offset` by page numbers. Unless told, by a cursor where
                `order_by=id` is asked for and no `page`, else by numbers.
            search: Only items whose name, path or username contains this text, whatever the case.
            order_by: The field that the list is ordered by; `id` unless told.
            sort: The direction of the order; the default is the operation's own.
            username: Only the user of this username, whatever the case.
            active: With `true`, only users who are active.
            blocked: With `true`, only users who are blocked.
            humans: With `true`, only people, no bots.
            without_project_bots: With `true`, no bots of project tokens.
            created_after: Only users made later, ISO 8601.
            created_before: Only users made earlier, ISO 8601.
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
                    "username": username,
                    "active": active,
                    "blocked": blocked,
                    "humans": humans,
                    "without_project_bots": without_project_bots,
                    "created_after": created_after,
                    "created_before": created_before,
                },
            ),
            models.UserReference,
            Walk(limit, resume),
        )


class AsyncUsers:
    """The people and bots that tokens act as."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    async def get_current(self, *, options: Options | None = None) -> models.CurrentUser:
        """Get the current user.

        The user that the token acts as; the bot user of its own for the token of a project or a group.

        `GET /user`, with an access token of the scope `api` or `read_api` or `read_user`.

        Args:
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The user.
        """
        return await self._caller.value(Call(_GET_CURRENT, options or {}), models.CurrentUser)

    def list(
        self,
        *,
        page: int | None = None,
        per_page: int | None = None,
        pagination: inputs.PaginationMethod | None = None,
        search: str | None = None,
        order_by: inputs.UserOrder | None = None,
        sort: inputs.SortDirection | None = None,
        username: str | None = None,
        active: bool | None = None,
        blocked: bool | None = None,
        humans: bool | None = None,
        without_project_bots: bool | None = None,
        created_after: datetime.datetime | str | None = None,
        created_before: datetime.datetime | str | None = None,
        limit: int | None = None,
        resume: str | None = None,
        options: Options | None = None,
    ) -> AsyncPages[models.UserReference]:
        """List users.

        The users of the server, in descending order of id unless told. `search` looks at names and usernames, and finds
        an address when it is given in full.

        `GET /users`, with an access token of the scope `api` or `read_api` or `read_user`.

        Args:
            page: The number of the page to begin with, from 1; the list goes on from there to its end.
            per_page: How many items a request brings; unless told as many as the API gives, 100, or `limit` leaves.
            pagination: `keyset` walks the list by a cursor, `offset` by page numbers. Unless told, by a cursor where
                `order_by=id` is asked for and no `page`, else by numbers.
            search: Only items whose name, path or username contains this text, whatever the case.
            order_by: The field that the list is ordered by; `id` unless told.
            sort: The direction of the order; the default is the operation's own.
            username: Only the user of this username, whatever the case.
            active: With `true`, only users who are active.
            blocked: With `true`, only users who are blocked.
            humans: With `true`, only people, no bots.
            without_project_bots: With `true`, no bots of project tokens.
            created_after: Only users made later, ISO 8601.
            created_before: Only users made earlier, ISO 8601.
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
                    "username": username,
                    "active": active,
                    "blocked": blocked,
                    "humans": humans,
                    "without_project_bots": without_project_bots,
                    "created_after": created_after,
                    "created_before": created_before,
                },
            ),
            models.UserReference,
            Walk(limit, resume),
        )
