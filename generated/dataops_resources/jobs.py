"""The jobs of pipelines, their logs and their artifacts."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager, AbstractContextManager

from msgspec import UNSET, UnsetType

from dataops_resources import inputs, models
from dataops_resources.runtime import (
    AsyncCaller,
    AsyncDownload,
    AsyncPages,
    Call,
    Caller,
    Download,
    Operation,
    Options,
    Pages,
    Walk,
)

_LIST = Operation(
    id="list_project_jobs",
    method="GET",
    route="/projects/{id}/jobs",
    credentials=frozenset({"token"}),
    pagination=("offset", "keyset"),
    keyset_orders=("id",),
)
_GET = Operation(
    id="get_job",
    method="GET",
    route="/projects/{id}/jobs/{job_id}",
    credentials=frozenset({"token"}),
)
_GET_TRACE = Operation(
    id="get_job_trace",
    method="GET",
    route="/projects/{id}/jobs/{job_id}/trace",
    credentials=frozenset({"token"}),
    accept="text/plain",
)
_DOWNLOAD_ARTIFACTS = Operation(
    id="download_job_artifacts",
    method="GET",
    route="/projects/{id}/jobs/{job_id}/artifacts",
    credentials=frozenset({"token", "job"}),
    accept="application/zip, application/octet-stream",
)
_PLAY = Operation(
    id="play_job",
    method="POST",
    route="/projects/{id}/jobs/{job_id}/play",
    credentials=frozenset({"token"}),
)
_GET_CURRENT = Operation(
    id="get_current_job",
    method="GET",
    route="/job",
    credentials=frozenset({"job"}),
)


class Jobs:
    """The jobs of pipelines, their logs and their artifacts."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def list(
        self,
        id: int | str,
        *,
        page: int | None = None,
        per_page: int | None = None,
        pagination: inputs.PaginationMethod | None = None,
        scope: Sequence[inputs.CiStatusFilter] | None = None,
        order_by: inputs.JobOrder | None = None,
        sort: inputs.SortDirection | None = None,
        limit: int | None = None,
        resume: str | None = None,
        options: Options | None = None,
    ) -> Pages[models.Job]:
        """List a project's jobs.

        The jobs of all pipelines of the project, newest first unless told.

        `GET /projects/{id}/jobs`, with an access token of the scope `api` or `read_api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            page: The number of the page to begin with, from 1; the list goes on from there to its end.
            per_page: How many items a request brings; unless told as many as the API gives, 100, or `limit` leaves.
            pagination: `keyset` walks the list by a cursor, `offset` by page numbers. Unless told, by a cursor where
                `order_by=id` is asked for and no `page`, else by numbers.
            scope: Only jobs in one of these states; repeat it for several.
            order_by: The field that the list is ordered by; there is `id` alone.
            sort: The direction of the order; the default is the operation's own.
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
                    "pagination": pagination,
                    "scope[]": scope,
                    "order_by": order_by,
                    "sort": sort,
                },
            ),
            models.Job,
            Walk(limit, resume),
        )

    def get(self, id: int | str, job_id: int, *, options: Options | None = None) -> models.Job:
        """Get a job.

        One job of the project.

        `GET /projects/{id}/jobs/{job_id}`, with an access token of the scope `api` or `read_api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            job_id: The job's id.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The job.
        """
        return self._caller.value(Call(_GET, options or {}, path={"id": id, "job_id": job_id}), models.Job)

    def get_trace(self, id: int | str, job_id: int, *, options: Options | None = None) -> str:
        """Get a job's log.

        What the job has written so far, as plain text; empty before it starts.

        `GET /projects/{id}/jobs/{job_id}/trace`, with an access token of the scope `api` or `read_api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            job_id: The job's id.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The log.
        """
        return self._caller.text(Call(_GET_TRACE, options or {}, path={"id": id, "job_id": job_id}))

    def stream_trace(
        self, id: int | str, job_id: int, *, options: Options | None = None
    ) -> AbstractContextManager[Download]:
        """Get a job's log, as it comes in.

        What the job has written so far, as plain text; empty before it starts.

        `GET /projects/{id}/jobs/{job_id}/trace`, with an access token of the scope `api` or `read_api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            job_id: The job's id.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            A context manager that gives the content as it comes in, to read piece by piece or to save. The log.
        """
        return self._caller.download(Call(_GET_TRACE, options or {}, path={"id": id, "job_id": job_id}))

    def download_artifacts(self, id: int | str, job_id: int, *, options: Options | None = None) -> bytes:
        """Download a job's artifacts.

        The archive of the job's artifacts, a zip file. A job without artifacts, or one whose artifacts have expired, is
        answered with 404.

        `GET /projects/{id}/jobs/{job_id}/artifacts`, with an access token of the scope `api` or `read_api` or a job's
        token.

        Args:
            id: The project's id, or its full path (`team/data`).
            job_id: The job's id.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The archive.
        """
        return self._caller.content(Call(_DOWNLOAD_ARTIFACTS, options or {}, path={"id": id, "job_id": job_id}))

    def stream_artifacts(
        self, id: int | str, job_id: int, *, options: Options | None = None
    ) -> AbstractContextManager[Download]:
        """Download a job's artifacts, as it comes in.

        The archive of the job's artifacts, a zip file. A job without artifacts, or one whose artifacts have expired, is
        answered with 404.

        `GET /projects/{id}/jobs/{job_id}/artifacts`, with an access token of the scope `api` or `read_api` or a job's
        token.

        Args:
            id: The project's id, or its full path (`team/data`).
            job_id: The job's id.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            A context manager that gives the content as it comes in, to read piece by piece or to save. The archive.
        """
        return self._caller.download(Call(_DOWNLOAD_ARTIFACTS, options or {}, path={"id": id, "job_id": job_id}))

    def play(
        self,
        id: int | str,
        job_id: int,
        *,
        job_variables_attributes: Sequence[inputs.JobVariableCreate] | UnsetType = UNSET,
        options: Options | None = None,
    ) -> models.Job:
        """Start a manual job.

        Starts a job that waits to be started by hand, with variables of its own where they are given. A job that cannot
        be started so is refused with 400.

        `POST /projects/{id}/jobs/{job_id}/play`, with an access token of the scope `api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            job_id: The job's id.
            job_variables_attributes: Variables for this run of the job alone.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The job as it now is.
        """
        return self._caller.value(
            Call(
                _PLAY,
                options or {},
                path={"id": id, "job_id": job_id},
                body={"job_variables_attributes": job_variables_attributes},
            ),
            models.Job,
        )

    def get_current(self, *, options: Options | None = None) -> models.Job:
        """Get the job of a job token.

        The job that the token belongs to. The header `JOB-TOKEN` is the only credential that it takes; a token of a
        user names no job, which is 401 or 404.

        `GET /job`, with a job's token.

        Args:
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The job.
        """
        return self._caller.value(Call(_GET_CURRENT, options or {}), models.Job)


class AsyncJobs:
    """The jobs of pipelines, their logs and their artifacts."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    def list(
        self,
        id: int | str,
        *,
        page: int | None = None,
        per_page: int | None = None,
        pagination: inputs.PaginationMethod | None = None,
        scope: Sequence[inputs.CiStatusFilter] | None = None,
        order_by: inputs.JobOrder | None = None,
        sort: inputs.SortDirection | None = None,
        limit: int | None = None,
        resume: str | None = None,
        options: Options | None = None,
    ) -> AsyncPages[models.Job]:
        """List a project's jobs.

        The jobs of all pipelines of the project, newest first unless told.

        `GET /projects/{id}/jobs`, with an access token of the scope `api` or `read_api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            page: The number of the page to begin with, from 1; the list goes on from there to its end.
            per_page: How many items a request brings; unless told as many as the API gives, 100, or `limit` leaves.
            pagination: `keyset` walks the list by a cursor, `offset` by page numbers. Unless told, by a cursor where
                `order_by=id` is asked for and no `page`, else by numbers.
            scope: Only jobs in one of these states; repeat it for several.
            order_by: The field that the list is ordered by; there is `id` alone.
            sort: The direction of the order; the default is the operation's own.
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
                    "pagination": pagination,
                    "scope[]": scope,
                    "order_by": order_by,
                    "sort": sort,
                },
            ),
            models.Job,
            Walk(limit, resume),
        )

    async def get(self, id: int | str, job_id: int, *, options: Options | None = None) -> models.Job:
        """Get a job.

        One job of the project.

        `GET /projects/{id}/jobs/{job_id}`, with an access token of the scope `api` or `read_api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            job_id: The job's id.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The job.
        """
        return await self._caller.value(Call(_GET, options or {}, path={"id": id, "job_id": job_id}), models.Job)

    async def get_trace(self, id: int | str, job_id: int, *, options: Options | None = None) -> str:
        """Get a job's log.

        What the job has written so far, as plain text; empty before it starts.

        `GET /projects/{id}/jobs/{job_id}/trace`, with an access token of the scope `api` or `read_api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            job_id: The job's id.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The log.
        """
        return await self._caller.text(Call(_GET_TRACE, options or {}, path={"id": id, "job_id": job_id}))

    def stream_trace(
        self, id: int | str, job_id: int, *, options: Options | None = None
    ) -> AbstractAsyncContextManager[AsyncDownload]:
        """Get a job's log, as it comes in.

        What the job has written so far, as plain text; empty before it starts.

        `GET /projects/{id}/jobs/{job_id}/trace`, with an access token of the scope `api` or `read_api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            job_id: The job's id.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            A context manager that gives the content as it comes in, to read piece by piece or to save. The log.
        """
        return self._caller.download(Call(_GET_TRACE, options or {}, path={"id": id, "job_id": job_id}))

    async def download_artifacts(self, id: int | str, job_id: int, *, options: Options | None = None) -> bytes:
        """Download a job's artifacts.

        The archive of the job's artifacts, a zip file. A job without artifacts, or one whose artifacts have expired, is
        answered with 404.

        `GET /projects/{id}/jobs/{job_id}/artifacts`, with an access token of the scope `api` or `read_api` or a job's
        token.

        Args:
            id: The project's id, or its full path (`team/data`).
            job_id: The job's id.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The archive.
        """
        return await self._caller.content(Call(_DOWNLOAD_ARTIFACTS, options or {}, path={"id": id, "job_id": job_id}))

    def stream_artifacts(
        self, id: int | str, job_id: int, *, options: Options | None = None
    ) -> AbstractAsyncContextManager[AsyncDownload]:
        """Download a job's artifacts, as it comes in.

        The archive of the job's artifacts, a zip file. A job without artifacts, or one whose artifacts have expired, is
        answered with 404.

        `GET /projects/{id}/jobs/{job_id}/artifacts`, with an access token of the scope `api` or `read_api` or a job's
        token.

        Args:
            id: The project's id, or its full path (`team/data`).
            job_id: The job's id.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            A context manager that gives the content as it comes in, to read piece by piece or to save. The archive.
        """
        return self._caller.download(Call(_DOWNLOAD_ARTIFACTS, options or {}, path={"id": id, "job_id": job_id}))

    async def play(
        self,
        id: int | str,
        job_id: int,
        *,
        job_variables_attributes: Sequence[inputs.JobVariableCreate] | UnsetType = UNSET,
        options: Options | None = None,
    ) -> models.Job:
        """Start a manual job.

        Starts a job that waits to be started by hand, with variables of its own where they are given. A job that cannot
        be started so is refused with 400.

        `POST /projects/{id}/jobs/{job_id}/play`, with an access token of the scope `api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            job_id: The job's id.
            job_variables_attributes: Variables for this run of the job alone.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The job as it now is.
        """
        return await self._caller.value(
            Call(
                _PLAY,
                options or {},
                path={"id": id, "job_id": job_id},
                body={"job_variables_attributes": job_variables_attributes},
            ),
            models.Job,
        )

    async def get_current(self, *, options: Options | None = None) -> models.Job:
        """Get the job of a job token.

        The job that the token belongs to. The header `JOB-TOKEN` is the only credential that it takes; a token of a
        user names no job, which is 401 or 404.

        `GET /job`, with a job's token.

        Args:
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The job.
        """
        return await self._caller.value(Call(_GET_CURRENT, options or {}), models.Job)
