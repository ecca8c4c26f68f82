"""The branches of a project's repository."""

from __future__ import annotations

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
    id="list_branches",
    method="GET",
    route="/projects/{id}/repository/branches",
    credentials=frozenset({"token", "job"}),
    pagination=("offset",),
)
_CREATE = Operation(
    id="create_branch",
    method="POST",
    route="/projects/{id}/repository/branches",
    credentials=frozenset({"token"}),
)
_GET = Operation(
    id="get_branch",
    method="GET",
    route="/projects/{id}/repository/branches/{branch}",
    credentials=frozenset({"token"}),
)
_DELETE = Operation(
    id="delete_branch",
    method="DELETE",
    route="/projects/{id}/repository/branches/{branch}",
    credentials=frozenset({"token"}),
)


class Branches:
    """The branches of a project's repository."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def list(
        self,
        id: int | str,
        *,
        page: int | None = None,
        per_page: int | None = None,
        search: str | None = None,
        regex: str | None = None,
        sort: inputs.BranchOrder | None = None,
        limit: int | None = None,
        resume: str | None = None,
        options: Options | None = None,
    ) -> Pages[models.Branch]:
        """List branches.

        The branches of a project's repository, by name unless told. A job token will do.

        `GET /projects/{id}/repository/branches`, with an access token of the scope `api` or `read_api` or a job's
        token.

        Args:
            id: The project's id, or its full path (`team/data`).
            page: The number of the page to begin with, from 1; the list goes on from there to its end.
            per_page: How many items a request brings; unless told as many as the API gives, 100, or `limit` leaves.
            search: Only branches whose name contains this text; `^text` for names that begin with it, `text$` for those
                that end with it.
            regex: Only branches whose name matches this regular expression, in RE2 syntax.
            sort: The order of the list; `name_asc` unless told.
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
                query={"page": page, "per_page": per_page, "search": search, "regex": regex, "sort": sort},
            ),
            models.Branch,
            Walk(limit, resume),
        )

    def create(self, id: int | str, *, branch: str, ref: str, options: Options | None = None) -> models.Branch:
        """Create a branch.

        Creates a branch that starts from `ref`. A name that is taken, and a `ref` that does not exist, are refused with
        400.

        `POST /projects/{id}/repository/branches`, with an access token of the scope `api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            branch: The name of the new branch.
            ref: The branch, tag or commit SHA that it starts from.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The new branch.
        """
        return self._caller.value(
            Call(_CREATE, options or {}, path={"id": id}, body={"branch": branch, "ref": ref}), models.Branch
        )

    def get(self, id: int | str, branch: str, *, options: Options | None = None) -> models.Branch:
        """Get a branch.

        One branch, by its name.

        `GET /projects/{id}/repository/branches/{branch}`, with an access token of the scope `api` or `read_api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            branch: The name of the branch (`feature/orders`).
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The branch.
        """
        return self._caller.value(Call(_GET, options or {}, path={"id": id, "branch": branch}), models.Branch)

    def delete(self, id: int | str, branch: str, *, options: Options | None = None) -> None:
        """Delete a branch.

        Deletes a branch. To delete the default branch is refused with 400.

        `DELETE /projects/{id}/repository/branches/{branch}`, with an access token of the scope `api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            branch: The name of the branch (`feature/orders`).
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            Nothing, when the server has done it.
        """
        self._caller.nothing(Call(_DELETE, options or {}, path={"id": id, "branch": branch}))


class AsyncBranches:
    """The branches of a project's repository."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    def list(
        self,
        id: int | str,
        *,
        page: int | None = None,
        per_page: int | None = None,
        search: str | None = None,
        regex: str | None = None,
        sort: inputs.BranchOrder | None = None,
        limit: int | None = None,
        resume: str | None = None,
        options: Options | None = None,
    ) -> AsyncPages[models.Branch]:
        """List branches.

        The branches of a project's repository, by name unless told. A job token will do.

        `GET /projects/{id}/repository/branches`, with an access token of the scope `api` or `read_api` or a job's
        token.

        Args:
            id: The project's id, or its full path (`team/data`).
            page: The number of the page to begin with, from 1; the list goes on from there to its end.
            per_page: How many items a request brings; unless told as many as the API gives, 100, or `limit` leaves.
            search: Only branches whose name contains this text; `^text` for names that begin with it, `text$` for those
                that end with it.
            regex: Only branches whose name matches this regular expression, in RE2 syntax.
            sort: The order of the list; `name_asc` unless told.
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
                query={"page": page, "per_page": per_page, "search": search, "regex": regex, "sort": sort},
            ),
            models.Branch,
            Walk(limit, resume),
        )

    async def create(self, id: int | str, *, branch: str, ref: str, options: Options | None = None) -> models.Branch:
        """Create a branch.

        Creates a branch that starts from `ref`. A name that is taken, and a `ref` that does not exist, are refused with
        400.

        `POST /projects/{id}/repository/branches`, with an access token of the scope `api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            branch: The name of the new branch.
            ref: The branch, tag or commit SHA that it starts from.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The new branch.
        """
        return await self._caller.value(
            Call(_CREATE, options or {}, path={"id": id}, body={"branch": branch, "ref": ref}), models.Branch
        )

    async def get(self, id: int | str, branch: str, *, options: Options | None = None) -> models.Branch:
        """Get a branch.

        One branch, by its name.

        `GET /projects/{id}/repository/branches/{branch}`, with an access token of the scope `api` or `read_api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            branch: The name of the branch (`feature/orders`).
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The branch.
        """
        return await self._caller.value(Call(_GET, options or {}, path={"id": id, "branch": branch}), models.Branch)

    async def delete(self, id: int | str, branch: str, *, options: Options | None = None) -> None:
        """Delete a branch.

        Deletes a branch. To delete the default branch is refused with 400.

        `DELETE /projects/{id}/repository/branches/{branch}`, with an access token of the scope `api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            branch: The name of the branch (`feature/orders`).
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            Nothing, when the server has done it.
        """
        await self._caller.nothing(Call(_DELETE, options or {}, path={"id": id, "branch": branch}))
