"""The namespaces of users and groups."""

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

_LIST = Operation(
    id="list_namespaces",
    method="GET",
    route="/namespaces",
    credentials=frozenset({"token", "none"}),
    pagination=("offset",),
)
_GET = Operation(
    id="get_namespace",
    method="GET",
    route="/namespaces/{id}",
    credentials=frozenset({"token"}),
)


class Namespaces:
    """The namespaces of users and groups."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def list(
        self,
        *,
        page: int | None = None,
        per_page: int | None = None,
        search: str | None = None,
        owned_only: bool | None = None,
        top_level_only: bool | None = None,
        full_path_search: bool | None = None,
        limit: int | None = None,
        resume: str | None = None,
        options: Options | None = None,
    ) -> Pages[models.Namespace]:
        """List namespaces.

        The namespaces that the user may see, its own and those of its groups; without credentials, those of public
        groups.

        `GET /namespaces`, with an access token of the scope `api` or `read_api` or none at all.

        Args:
            page: The number of the page to begin with, from 1; the list goes on from there to its end.
            per_page: How many items a request brings; unless told as many as the API gives, 100, or `limit` leaves.
            search: Only items whose name, path or username contains this text, whatever the case.
            owned_only: Only namespaces that the user owns.
            top_level_only: Only namespaces that have none above.
            full_path_search: Whether `search` looks at the full path too.
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
                    "owned_only": owned_only,
                    "top_level_only": top_level_only,
                    "full_path_search": full_path_search,
                },
            ),
            models.Namespace,
            Walk(limit, resume),
        )

    def get(self, id: int | str, *, options: Options | None = None) -> models.Namespace:
        """Get a namespace.

        One namespace, by id or by full path.

        `GET /namespaces/{id}`, with an access token of the scope `api` or `read_api`.

        Args:
            id: The namespace's id, or its full path (`team/platform`).
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The namespace.
        """
        return self._caller.value(Call(_GET, options or {}, path={"id": id}), models.Namespace)


class AsyncNamespaces:
    """The namespaces of users and groups."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    def list(
        self,
        *,
        page: int | None = None,
        per_page: int | None = None,
        search: str | None = None,
        owned_only: bool | None = None,
        top_level_only: bool | None = None,
        full_path_search: bool | None = None,
        limit: int | None = None,
        resume: str | None = None,
        options: Options | None = None,
    ) -> AsyncPages[models.Namespace]:
        """List namespaces.

        The namespaces that the user may see, its own and those of its groups; without credentials, those of public
        groups.

        `GET /namespaces`, with an access token of the scope `api` or `read_api` or none at all.

        Args:
            page: The number of the page to begin with, from 1; the list goes on from there to its end.
            per_page: How many items a request brings; unless told as many as the API gives, 100, or `limit` leaves.
            search: Only items whose name, path or username contains this text, whatever the case.
            owned_only: Only namespaces that the user owns.
            top_level_only: Only namespaces that have none above.
            full_path_search: Whether `search` looks at the full path too.
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
                    "owned_only": owned_only,
                    "top_level_only": top_level_only,
                    "full_path_search": full_path_search,
                },
            ),
            models.Namespace,
            Walk(limit, resume),
        )

    async def get(self, id: int | str, *, options: Options | None = None) -> models.Namespace:
        """Get a namespace.

        One namespace, by id or by full path.

        `GET /namespaces/{id}`, with an access token of the scope `api` or `read_api`.

        Args:
            id: The namespace's id, or its full path (`team/platform`).
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The namespace.
        """
        return await self._caller.value(Call(_GET, options or {}, path={"id": id}), models.Namespace)
