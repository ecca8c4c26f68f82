"""The tokens of a user."""

from __future__ import annotations

import datetime

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
    id="list_personal_access_tokens",
    method="GET",
    route="/personal_access_tokens",
    credentials=frozenset({"token"}),
    pagination=("offset",),
    days=frozenset({"expires_after", "expires_before"}),
)
_GET_CURRENT = Operation(
    id="get_current_personal_access_token",
    method="GET",
    route="/personal_access_tokens/self",
    credentials=frozenset({"token"}),
)
_REVOKE = Operation(
    id="revoke_personal_access_token",
    method="DELETE",
    route="/personal_access_tokens/{token_id}",
    credentials=frozenset({"token"}),
)
_ROTATE = Operation(
    id="rotate_personal_access_token",
    method="POST",
    route="/personal_access_tokens/{token_id}/rotate",
    credentials=frozenset({"token"}),
    days=frozenset({"expires_at"}),
)


class PersonalAccessTokens:
    """The tokens of a user."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def list(
        self,
        *,
        page: int | None = None,
        per_page: int | None = None,
        user_id: int | None = None,
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
    ) -> Pages[models.PersonalAccessToken]:
        """List personal access tokens.

        The tokens of the user; for an administrator those of all users.

        `GET /personal_access_tokens`, with an access token of the scope `api` or `read_api`.

        Args:
            page: The number of the page to begin with, from 1; the list goes on from there to its end.
            per_page: How many items a request brings; unless told as many as the API gives, 100, or `limit` leaves.
            user_id: Only tokens of this user. Who is no administrator sees their own alone.
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
                query={
                    "page": page,
                    "per_page": per_page,
                    "user_id": user_id,
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
            models.PersonalAccessToken,
            Walk(limit, resume),
        )

    def get_current(self, *, options: Options | None = None) -> models.PersonalAccessToken:
        """Get the token in use.

        The token that the request bears, whatever its scopes; without the secret.

        `GET /personal_access_tokens/self`, with an access token of the scope `api` or `read_user` or `read_api` or
        `read_repository` or `write_repository` or `self_rotate` or `read_registry` or `write_registry` or
        `create_runner` or `manage_runner` or `k8s_proxy` or `ai_features`.

        Args:
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The token.
        """
        return self._caller.value(Call(_GET_CURRENT, options or {}), models.PersonalAccessToken)

    def revoke(self, token_id: int, *, options: Options | None = None) -> None:
        """Revoke a personal access token.

        Revokes a token. From then on it is no credential.

        `DELETE /personal_access_tokens/{token_id}`, with an access token of the scope `api`.

        Args:
            token_id: The token's id.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            Nothing, when the server has done it.
        """
        self._caller.nothing(Call(_REVOKE, options or {}, path={"token_id": token_id}))

    def rotate(
        self, token_id: int, *, expires_at: datetime.date | str | UnsetType = UNSET, options: Options | None = None
    ) -> models.PersonalAccessTokenWithToken:
        """Rotate a personal access token.

        Revokes a token and makes a new one in its place, with the same name and scopes. The answer bears the new
        secret, this once. A token with the scope `self_rotate` rotates itself alone.

        `POST /personal_access_tokens/{token_id}/rotate`, with an access token of the scope `api` or `self_rotate`.

        Args:
            token_id: The token's id.
            expires_at: The day on which it expires; a week from now unless told. A string is taken as it is, ISO 8601.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The new token.
        """
        return self._caller.value(
            Call(_ROTATE, options or {}, path={"token_id": token_id}, body={"expires_at": expires_at}),
            models.PersonalAccessTokenWithToken,
        )


class AsyncPersonalAccessTokens:
    """The tokens of a user."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    def list(
        self,
        *,
        page: int | None = None,
        per_page: int | None = None,
        user_id: int | None = None,
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
    ) -> AsyncPages[models.PersonalAccessToken]:
        """List personal access tokens.

        The tokens of the user; for an administrator those of all users.

        `GET /personal_access_tokens`, with an access token of the scope `api` or `read_api`.

        Args:
            page: The number of the page to begin with, from 1; the list goes on from there to its end.
            per_page: How many items a request brings; unless told as many as the API gives, 100, or `limit` leaves.
            user_id: Only tokens of this user. Who is no administrator sees their own alone.
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
                query={
                    "page": page,
                    "per_page": per_page,
                    "user_id": user_id,
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
            models.PersonalAccessToken,
            Walk(limit, resume),
        )

    async def get_current(self, *, options: Options | None = None) -> models.PersonalAccessToken:
        """Get the token in use.

        The token that the request bears, whatever its scopes; without the secret.

        `GET /personal_access_tokens/self`, with an access token of the scope `api` or `read_user` or `read_api` or
        `read_repository` or `write_repository` or `self_rotate` or `read_registry` or `write_registry` or
        `create_runner` or `manage_runner` or `k8s_proxy` or `ai_features`.

        Args:
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The token.
        """
        return await self._caller.value(Call(_GET_CURRENT, options or {}), models.PersonalAccessToken)

    async def revoke(self, token_id: int, *, options: Options | None = None) -> None:
        """Revoke a personal access token.

        Revokes a token. From then on it is no credential.

        `DELETE /personal_access_tokens/{token_id}`, with an access token of the scope `api`.

        Args:
            token_id: The token's id.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            Nothing, when the server has done it.
        """
        await self._caller.nothing(Call(_REVOKE, options or {}, path={"token_id": token_id}))

    async def rotate(
        self, token_id: int, *, expires_at: datetime.date | str | UnsetType = UNSET, options: Options | None = None
    ) -> models.PersonalAccessTokenWithToken:
        """Rotate a personal access token.

        Revokes a token and makes a new one in its place, with the same name and scopes. The answer bears the new
        secret, this once. A token with the scope `self_rotate` rotates itself alone.

        `POST /personal_access_tokens/{token_id}/rotate`, with an access token of the scope `api` or `self_rotate`.

        Args:
            token_id: The token's id.
            expires_at: The day on which it expires; a week from now unless told. A string is taken as it is, ISO 8601.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The new token.
        """
        return await self._caller.value(
            Call(_ROTATE, options or {}, path={"token_id": token_id}, body={"expires_at": expires_at}),
            models.PersonalAccessTokenWithToken,
        )
