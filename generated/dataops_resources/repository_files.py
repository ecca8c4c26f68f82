"""The files of a project's repository."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager, AbstractContextManager

from msgspec import UNSET, UnsetType

from dataops_resources import inputs, models
from dataops_resources.runtime import (
    AsyncCaller,
    AsyncDownload,
    Call,
    Caller,
    Download,
    Operation,
    Options,
)

_GET = Operation(
    id="get_file",
    method="GET",
    route="/projects/{id}/repository/files/{file_path}",
    credentials=frozenset({"token"}),
)
_UPDATE = Operation(
    id="update_file",
    method="PUT",
    route="/projects/{id}/repository/files/{file_path}",
    credentials=frozenset({"token"}),
)
_CREATE = Operation(
    id="create_file",
    method="POST",
    route="/projects/{id}/repository/files/{file_path}",
    credentials=frozenset({"token"}),
)
_DELETE = Operation(
    id="delete_file",
    method="DELETE",
    route="/projects/{id}/repository/files/{file_path}",
    credentials=frozenset({"token"}),
)
_GET_RAW = Operation(
    id="get_raw_file",
    method="GET",
    route="/projects/{id}/repository/files/{file_path}/raw",
    credentials=frozenset({"token", "job"}),
    accept="application/octet-stream, text/plain",
)


class RepositoryFiles:
    """The files of a project's repository."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def get(self, id: int | str, file_path: str, *, ref: str, options: Options | None = None) -> models.RepositoryFile:
        """Get a file.

        A file as it is at a ref, its content in Base64, and what is known of it.

        `GET /projects/{id}/repository/files/{file_path}`, with an access token of the scope `api` or `read_api` or
        `read_repository`.

        Args:
            id: The project's id, or its full path (`team/data`).
            file_path: The path of the file from the root of the repository (`models/orders.sql`).
            ref: The branch, tag or commit SHA; `HEAD` stands for the default branch.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The file.
        """
        return self._caller.value(
            Call(_GET, options or {}, path={"id": id, "file_path": file_path}, query={"ref": ref}),
            models.RepositoryFile,
        )

    def update(
        self,
        id: int | str,
        file_path: str,
        *,
        branch: str,
        commit_message: str,
        content: str,
        encoding: inputs.FileEncoding | UnsetType = UNSET,
        start_branch: str | UnsetType = UNSET,
        author_email: str | UnsetType = UNSET,
        author_name: str | UnsetType = UNSET,
        last_commit_id: str | UnsetType = UNSET,
        execute_filemode: bool | UnsetType = UNSET,
        options: Options | None = None,
    ) -> models.RepositoryFileReference:
        """Edit a file.

        Changes the content of a file by a commit. Where a commit later than `last_commit_id` changed the file, this is
        refused with 400. The commit goes to `branch`; a branch that does not exist yet is made from `start_branch`.

        `PUT /projects/{id}/repository/files/{file_path}`, with an access token of the scope `api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            file_path: The path of the file from the root of the repository (`models/orders.sql`).
            branch: The branch to commit to; a new one wants `start_branch`.
            commit_message: The message of the commit.
            content: The content, written as `encoding` says.
            encoding: How the content of a file is written.
            start_branch: The branch that a new `branch` starts from.
            author_email: The email address of the commit's author; the user's own unless told.
            author_name: The name of the commit's author; the user's own unless told.
            last_commit_id: The last commit that the user knows to have changed the file; where a later one did, nothing
                is changed.
            execute_filemode: Whether the file may be executed.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            Where the file is.
        """
        return self._caller.value(
            Call(
                _UPDATE,
                options or {},
                path={"id": id, "file_path": file_path},
                body={
                    "branch": branch,
                    "commit_message": commit_message,
                    "content": content,
                    "encoding": encoding,
                    "start_branch": start_branch,
                    "author_email": author_email,
                    "author_name": author_name,
                    "last_commit_id": last_commit_id,
                    "execute_filemode": execute_filemode,
                },
            ),
            models.RepositoryFileReference,
        )

    def create(
        self,
        id: int | str,
        file_path: str,
        *,
        branch: str,
        commit_message: str,
        content: str,
        encoding: inputs.FileEncoding | UnsetType = UNSET,
        start_branch: str | UnsetType = UNSET,
        author_email: str | UnsetType = UNSET,
        author_name: str | UnsetType = UNSET,
        execute_filemode: bool | UnsetType = UNSET,
        options: Options | None = None,
    ) -> models.RepositoryFileReference:
        """Create a file.

        Adds a file by a commit. A path that is taken is refused with 400. The commit goes to `branch`; a branch that
        does not exist yet is made from `start_branch`.

        `POST /projects/{id}/repository/files/{file_path}`, with an access token of the scope `api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            file_path: The path of the file from the root of the repository (`models/orders.sql`).
            branch: The branch to commit to; a new one wants `start_branch`.
            commit_message: The message of the commit.
            content: The content, written as `encoding` says.
            encoding: How the content of a file is written.
            start_branch: The branch that a new `branch` starts from.
            author_email: The email address of the commit's author; the user's own unless told.
            author_name: The name of the commit's author; the user's own unless told.
            execute_filemode: Whether the file may be executed.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            Where the file now is.
        """
        return self._caller.value(
            Call(
                _CREATE,
                options or {},
                path={"id": id, "file_path": file_path},
                body={
                    "branch": branch,
                    "commit_message": commit_message,
                    "content": content,
                    "encoding": encoding,
                    "start_branch": start_branch,
                    "author_email": author_email,
                    "author_name": author_name,
                    "execute_filemode": execute_filemode,
                },
            ),
            models.RepositoryFileReference,
        )

    def delete(
        self,
        id: int | str,
        file_path: str,
        *,
        branch: str,
        commit_message: str,
        start_branch: str | None = None,
        author_email: str | None = None,
        author_name: str | None = None,
        options: Options | None = None,
    ) -> None:
        """Delete a file.

        Removes a file by a commit.

        `DELETE /projects/{id}/repository/files/{file_path}`, with an access token of the scope `api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            file_path: The path of the file from the root of the repository (`models/orders.sql`).
            branch: The branch to commit to; a new one wants `start_branch`.
            commit_message: The message of the commit.
            start_branch: The branch that a new `branch` starts from.
            author_email: The email address of the commit's author; the user's own unless told.
            author_name: The name of the commit's author; the user's own unless told.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            Nothing, when the server has done it.
        """
        self._caller.nothing(
            Call(
                _DELETE,
                options or {},
                path={"id": id, "file_path": file_path},
                query={
                    "branch": branch,
                    "commit_message": commit_message,
                    "start_branch": start_branch,
                    "author_email": author_email,
                    "author_name": author_name,
                },
            )
        )

    def get_raw(
        self, id: int | str, file_path: str, *, ref: str | None = None, options: Options | None = None
    ) -> bytes:
        """Download a file.

        The content of a file, byte for byte, as `text/plain` where it is text. A job token will do.

        `GET /projects/{id}/repository/files/{file_path}/raw`, with an access token of the scope `api` or `read_api` or
        `read_repository` or a job's token.

        Args:
            id: The project's id, or its full path (`team/data`).
            file_path: The path of the file from the root of the repository (`models/orders.sql`).
            ref: The branch, tag or commit SHA; the default branch unless told.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The content of the file.
        """
        return self._caller.content(
            Call(_GET_RAW, options or {}, path={"id": id, "file_path": file_path}, query={"ref": ref})
        )

    def stream_raw(
        self, id: int | str, file_path: str, *, ref: str | None = None, options: Options | None = None
    ) -> AbstractContextManager[Download]:
        """Download a file, as it comes in.

        The content of a file, byte for byte, as `text/plain` where it is text. A job token will do.

        `GET /projects/{id}/repository/files/{file_path}/raw`, with an access token of the scope `api` or `read_api` or
        `read_repository` or a job's token.

        Args:
            id: The project's id, or its full path (`team/data`).
            file_path: The path of the file from the root of the repository (`models/orders.sql`).
            ref: The branch, tag or commit SHA; the default branch unless told.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            A context manager that gives the content as it comes in, to read piece by piece or to save. The content of
                the file.
        """
        return self._caller.download(
            Call(_GET_RAW, options or {}, path={"id": id, "file_path": file_path}, query={"ref": ref})
        )


class AsyncRepositoryFiles:
    """The files of a project's repository."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    async def get(
        self, id: int | str, file_path: str, *, ref: str, options: Options | None = None
    ) -> models.RepositoryFile:
        """Get a file.

        A file as it is at a ref, its content in Base64, and what is known of it.

        `GET /projects/{id}/repository/files/{file_path}`, with an access token of the scope `api` or `read_api` or
        `read_repository`.

        Args:
            id: The project's id, or its full path (`team/data`).
            file_path: The path of the file from the root of the repository (`models/orders.sql`).
            ref: The branch, tag or commit SHA; `HEAD` stands for the default branch.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The file.
        """
        return await self._caller.value(
            Call(_GET, options or {}, path={"id": id, "file_path": file_path}, query={"ref": ref}),
            models.RepositoryFile,
        )

    async def update(
        self,
        id: int | str,
        file_path: str,
        *,
        branch: str,
        commit_message: str,
        content: str,
        encoding: inputs.FileEncoding | UnsetType = UNSET,
        start_branch: str | UnsetType = UNSET,
        author_email: str | UnsetType = UNSET,
        author_name: str | UnsetType = UNSET,
        last_commit_id: str | UnsetType = UNSET,
        execute_filemode: bool | UnsetType = UNSET,
        options: Options | None = None,
    ) -> models.RepositoryFileReference:
        """Edit a file.

        Changes the content of a file by a commit. Where a commit later than `last_commit_id` changed the file, this is
        refused with 400. The commit goes to `branch`; a branch that does not exist yet is made from `start_branch`.

        `PUT /projects/{id}/repository/files/{file_path}`, with an access token of the scope `api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            file_path: The path of the file from the root of the repository (`models/orders.sql`).
            branch: The branch to commit to; a new one wants `start_branch`.
            commit_message: The message of the commit.
            content: The content, written as `encoding` says.
            encoding: How the content of a file is written.
            start_branch: The branch that a new `branch` starts from.
            author_email: The email address of the commit's author; the user's own unless told.
            author_name: The name of the commit's author; the user's own unless told.
            last_commit_id: The last commit that the user knows to have changed the file; where a later one did, nothing
                is changed.
            execute_filemode: Whether the file may be executed.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            Where the file is.
        """
        return await self._caller.value(
            Call(
                _UPDATE,
                options or {},
                path={"id": id, "file_path": file_path},
                body={
                    "branch": branch,
                    "commit_message": commit_message,
                    "content": content,
                    "encoding": encoding,
                    "start_branch": start_branch,
                    "author_email": author_email,
                    "author_name": author_name,
                    "last_commit_id": last_commit_id,
                    "execute_filemode": execute_filemode,
                },
            ),
            models.RepositoryFileReference,
        )

    async def create(
        self,
        id: int | str,
        file_path: str,
        *,
        branch: str,
        commit_message: str,
        content: str,
        encoding: inputs.FileEncoding | UnsetType = UNSET,
        start_branch: str | UnsetType = UNSET,
        author_email: str | UnsetType = UNSET,
        author_name: str | UnsetType = UNSET,
        execute_filemode: bool | UnsetType = UNSET,
        options: Options | None = None,
    ) -> models.RepositoryFileReference:
        """Create a file.

        Adds a file by a commit. A path that is taken is refused with 400. The commit goes to `branch`; a branch that
        does not exist yet is made from `start_branch`.

        `POST /projects/{id}/repository/files/{file_path}`, with an access token of the scope `api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            file_path: The path of the file from the root of the repository (`models/orders.sql`).
            branch: The branch to commit to; a new one wants `start_branch`.
            commit_message: The message of the commit.
            content: The content, written as `encoding` says.
            encoding: How the content of a file is written.
            start_branch: The branch that a new `branch` starts from.
            author_email: The email address of the commit's author; the user's own unless told.
            author_name: The name of the commit's author; the user's own unless told.
            execute_filemode: Whether the file may be executed.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            Where the file now is.
        """
        return await self._caller.value(
            Call(
                _CREATE,
                options or {},
                path={"id": id, "file_path": file_path},
                body={
                    "branch": branch,
                    "commit_message": commit_message,
                    "content": content,
                    "encoding": encoding,
                    "start_branch": start_branch,
                    "author_email": author_email,
                    "author_name": author_name,
                    "execute_filemode": execute_filemode,
                },
            ),
            models.RepositoryFileReference,
        )

    async def delete(
        self,
        id: int | str,
        file_path: str,
        *,
        branch: str,
        commit_message: str,
        start_branch: str | None = None,
        author_email: str | None = None,
        author_name: str | None = None,
        options: Options | None = None,
    ) -> None:
        """Delete a file.

        Removes a file by a commit.

        `DELETE /projects/{id}/repository/files/{file_path}`, with an access token of the scope `api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            file_path: The path of the file from the root of the repository (`models/orders.sql`).
            branch: The branch to commit to; a new one wants `start_branch`.
            commit_message: The message of the commit.
            start_branch: The branch that a new `branch` starts from.
            author_email: The email address of the commit's author; the user's own unless told.
            author_name: The name of the commit's author; the user's own unless told.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            Nothing, when the server has done it.
        """
        await self._caller.nothing(
            Call(
                _DELETE,
                options or {},
                path={"id": id, "file_path": file_path},
                query={
                    "branch": branch,
                    "commit_message": commit_message,
                    "start_branch": start_branch,
                    "author_email": author_email,
                    "author_name": author_name,
                },
            )
        )

    async def get_raw(
        self, id: int | str, file_path: str, *, ref: str | None = None, options: Options | None = None
    ) -> bytes:
        """Download a file.

        The content of a file, byte for byte, as `text/plain` where it is text. A job token will do.

        `GET /projects/{id}/repository/files/{file_path}/raw`, with an access token of the scope `api` or `read_api` or
        `read_repository` or a job's token.

        Args:
            id: The project's id, or its full path (`team/data`).
            file_path: The path of the file from the root of the repository (`models/orders.sql`).
            ref: The branch, tag or commit SHA; the default branch unless told.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The content of the file.
        """
        return await self._caller.content(
            Call(_GET_RAW, options or {}, path={"id": id, "file_path": file_path}, query={"ref": ref})
        )

    def stream_raw(
        self, id: int | str, file_path: str, *, ref: str | None = None, options: Options | None = None
    ) -> AbstractAsyncContextManager[AsyncDownload]:
        """Download a file, as it comes in.

        The content of a file, byte for byte, as `text/plain` where it is text. A job token will do.

        `GET /projects/{id}/repository/files/{file_path}/raw`, with an access token of the scope `api` or `read_api` or
        `read_repository` or a job's token.

        Args:
            id: The project's id, or its full path (`team/data`).
            file_path: The path of the file from the root of the repository (`models/orders.sql`).
            ref: The branch, tag or commit SHA; the default branch unless told.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            A context manager that gives the content as it comes in, to read piece by piece or to save. The content of
                the file.
        """
        return self._caller.download(
            Call(_GET_RAW, options or {}, path={"id": id, "file_path": file_path}, query={"ref": ref})
        )
