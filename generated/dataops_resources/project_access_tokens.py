"""The tokens of a project, each with a bot user of its own."""

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
    id="list_project_access_tokens",
    method="GET",
    route="/projects/{id}/access_tokens",
    credentials=frozenset({"token"}),
    pagination=("offset",),
    days=frozenset({"expires_after", "expires_before"}),
)
_CREATE = Operation(
    id="create_project_access_token",
    method="POST",
    route="/projects/{id}/access_tokens",
    credentials=frozenset({"token"}),
    days=frozenset({"expires_at"}),
)
_REVOKE = Operation(
    id="revoke_project_access_token",
    method="DELETE",
    route="/projects/{id}/access_tokens/{token_id}",
    credentials=frozenset({"token"}),
)


class ProjectAccessTokens:
    """The tokens of a project, each with a bot user of its own."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def list(
        self,
        id: int | str,
        *,
        page: int | None = None,
        per_page: int | None = None,
        state: inputs.ActiveState | None = None,
        revoked: bool | None = None,
        search: str | None = None,
        sort: inputs.TokenOrder | None = None,
        created_after: datetime.datetime | str | None = None,
        created_before: datetime.datetime | str | None = None,
        last_used_after: datetime.datetime | str | None = None,
        last_used_before: datetime.datetime | str | None = None,
        expires_after: datetime.date | str | None = None,
        expires_before: datetime.date | str | None = None,
        limit: int | None = None,
        resume: str | None = None,
        options: Options | None = None,
    ) -> Pages[models.ProjectAccessToken]:
        """List the access tokens of a project.

        The tokens of a project, without their secrets.

        `GET /projects/{id}/access_tokens`, with an access token of the scope `api` or `read_api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            page: The number of the page to begin with, from 1; the list goes on from there to its end.
            per_page: How many items a request brings; unless told as many as the API gives, 100, or `limit` leaves.
            state: Only tokens in this state.
            revoked: Only tokens that were revoked, or only those that were not.
            search: Only items whose name, path or username contains this text, whatever the case.
            sort: The order of the list.
            created_after: Only tokens made later, ISO 8601.
            created_before: Only tokens made earlier, ISO 8601.
            last_used_after: Only tokens last used later, ISO 8601.
            last_used_before: Only tokens last used earlier, ISO 8601.
            expires_after: Only tokens that expire later. A string is taken as it is, ISO 8601.
            expires_before: Only tokens that expire earlier. A string is taken as it is, ISO 8601.
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
                    "state": state,
                    "revoked": revoked,
                    "search": search,
                    "sort": sort,
                    "created_after": created_after,
                    "created_before": created_before,
                    "last_used_after": last_used_after,
                    "last_used_before": last_used_before,
                    "expires_after": expires_after,
                    "expires_before": expires_before,
                },
            ),
            models.ProjectAccessToken,
            Walk(limit, resume),
        )

    def create(
        self,
        id: int | str,
        *,
        name: str,
        scopes: Sequence[inputs.TokenScope],
        description: str | UnsetType = UNSET,
        access_level: inputs.AssignableAccessLevel | UnsetType = UNSET,
        expires_at: datetime.date | str | UnsetType = UNSET,
        options: Options | None = None,
    ) -> models.ProjectAccessTokenWithToken:
        """Create an access token of a project.

        Creates a token and the bot user that it acts as. The bot user's role is `access_level`, maintainer unless told,
        and may not be above the user's own. The answer bears the secret, this once.

        `POST /projects/{id}/access_tokens`, with an access token of the scope `api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            name: The name.
            scopes: What it may do.
            description: What it is for.
            access_level: A role that can be given, as a number.
            expires_at: The day on which it expires; a year from now unless told. A string is taken as it is, ISO 8601.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The new token, with its secret.
        """
        return self._caller.value(
            Call(
                _CREATE,
                options or {},
                path={"id": id},
                body={
                    "name": name,
                    "scopes": scopes,
                    "description": description,
                    "access_level": access_level,
                    "expires_at": expires_at,
                },
            ),
            models.ProjectAccessTokenWithToken,
        )

    def revoke(self, id: int | str, token_id: int, *, options: Options | None = None) -> None:
        """Revoke an access token of a project.

        Revokes a token. From then on it is no credential.

        `DELETE /projects/{id}/access_tokens/{token_id}`, with an access token of the scope `api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            token_id: The token's id.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            Nothing, when the server has done it.
        """
        self._caller.nothing(Call(_REVOKE, options or {}, path={"id": id, "token_id": token_id}))


class AsyncProjectAccessTokens:
    """The tokens of a project, each with a bot user of its own."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    def list(
        self,
        id: int | str,
        *,
        page: int | None = None,
        per_page: int | None = None,
        state: inputs.ActiveState | None = None,
        revoked: bool | None = None,
        search: str | None = None,
        sort: inputs.TokenOrder | None = None,
        created_after: datetime.datetime | str | None = None,
        created_before: datetime.datetime | str | None = None,
        last_used_after: datetime.datetime | str | None = None,
        last_used_before: datetime.datetime | str | None = None,
        expires_after: datetime.date | str | None = None,
        expires_before: datetime.date | str | None = None,
        limit: int | None = None,
        resume: str | None = None,
        options: Options | None = None,
    ) -> AsyncPages[models.ProjectAccessToken]:
        """List the access tokens of a project.

        The tokens of a project, without their secrets.

        `GET /projects/{id}/access_tokens`, with an access token of the scope `api` or `read_api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            page: The number of the page to begin with, from 1; the list goes on from there to its end.
            per_page: How many items a request brings; unless told as many as the API gives, 100, or `limit` leaves.
            state: Only tokens in this state.
            revoked: Only tokens that were revoked, or only those that were not.
            search: Only items whose name, path or username contains this text, whatever the case.
            sort: The order of the list.
            created_after: Only tokens made later, ISO 8601.
            created_before: Only tokens made earlier, ISO 8601.
            last_used_after: Only tokens last used later, ISO 8601.
            last_used_before: Only tokens last used earlier, ISO 8601.
            expires_after: Only tokens that expire later. A string is taken as it is, ISO 8601.
            expires_before: Only tokens that expire earlier. A string is taken as it is, ISO 8601.
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
                    "state": state,
                    "revoked": revoked,
                    "search": search,
                    "sort": sort,
                    "created_after": created_after,
                    "created_before": created_before,
                    "last_used_after": last_used_after,
                    "last_used_before": last_used_before,
                    "expires_after": expires_after,
                    "expires_before": expires_before,
                },
            ),
            models.ProjectAccessToken,
            Walk(limit, resume),
        )

    async def create(
        self,
        id: int | str,
        *,
        name: str,
        scopes: Sequence[inputs.TokenScope],
        description: str | UnsetType = UNSET,
        access_level: inputs.AssignableAccessLevel | UnsetType = UNSET,
        expires_at: datetime.date | str | UnsetType = UNSET,
        options: Options | None = None,
    ) -> models.ProjectAccessTokenWithToken:
        """Create an access token of a project.

        Creates a token and the bot user that it acts as. The bot user's role is `access_level`, maintainer unless told,
        and may not be above the user's own. The answer bears the secret, this once.

        `POST /projects/{id}/access_tokens`, with an access token of the scope `api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            name: The name.
            scopes: What it may do.
            description: What it is for.
            access_level: A role that can be given, as a number.
            expires_at: The day on which it expires; a year from now unless told. A string is taken as it is, ISO 8601.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The new token, with its secret.
        """
        return await self._caller.value(
            Call(
                _CREATE,
                options or {},
                path={"id": id},
                body={
                    "name": name,
                    "scopes": scopes,
                    "description": description,
                    "access_level": access_level,
                    "expires_at": expires_at,
                },
            ),
            models.ProjectAccessTokenWithToken,
        )

    async def revoke(self, id: int | str, token_id: int, *, options: Options | None = None) -> None:
        """Revoke an access token of a project.

        Revokes a token. From then on it is no credential.

        `DELETE /projects/{id}/access_tokens/{token_id}`, with an access token of the scope `api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            token_id: The token's id.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            Nothing, when the server has done it.
        """
        await self._caller.nothing(Call(_REVOKE, options or {}, path={"id": id, "token_id": token_id}))
