"""Pipelines, their jobs and their variables."""

from __future__ import annotations

import builtins
import datetime
from collections.abc import Mapping, Sequence

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
    id="list_pipelines",
    method="GET",
    route="/projects/{id}/pipelines",
    credentials=frozenset({"token"}),
    pagination=("offset",),
)
_CREATE = Operation(
    id="create_pipeline",
    method="POST",
    route="/projects/{id}/pipeline",
    credentials=frozenset({"token"}),
)
_GET_LATEST = Operation(
    id="get_latest_pipeline",
    method="GET",
    route="/projects/{id}/pipelines/latest",
    credentials=frozenset({"token"}),
)
_GET = Operation(
    id="get_pipeline",
    method="GET",
    route="/projects/{id}/pipelines/{pipeline_id}",
    credentials=frozenset({"token"}),
)
_LIST_VARIABLES = Operation(
    id="list_pipeline_variables",
    method="GET",
    route="/projects/{id}/pipelines/{pipeline_id}/variables",
    credentials=frozenset({"token"}),
)
_LIST_JOBS = Operation(
    id="list_pipeline_jobs",
    method="GET",
    route="/projects/{id}/pipelines/{pipeline_id}/jobs",
    credentials=frozenset({"token"}),
    pagination=("offset",),
)
_RETRY = Operation(
    id="retry_pipeline",
    method="POST",
    route="/projects/{id}/pipelines/{pipeline_id}/retry",
    credentials=frozenset({"token"}),
)
_CANCEL = Operation(
    id="cancel_pipeline",
    method="POST",
    route="/projects/{id}/pipelines/{pipeline_id}/cancel",
    credentials=frozenset({"token"}),
)
_TRIGGER = Operation(
    id="trigger_pipeline",
    method="POST",
    route="/projects/{id}/trigger/pipeline",
    credentials=frozenset({"none"}),
)


class Pipelines:
    """Pipelines, their jobs and their variables."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def list(
        self,
        id: int | str,
        *,
        page: int | None = None,
        per_page: int | None = None,
        scope: inputs.PipelineScope | None = None,
        status: inputs.CiStatusFilter | None = None,
        source: inputs.PipelineSourceFilter | None = None,
        ref: str | None = None,
        sha: str | None = None,
        username: str | None = None,
        name: str | None = None,
        updated_after: datetime.datetime | str | None = None,
        updated_before: datetime.datetime | str | None = None,
        order_by: inputs.PipelineOrder | None = None,
        sort: inputs.SortDirection | None = None,
        limit: int | None = None,
        resume: str | None = None,
        options: Options | None = None,
    ) -> Pages[models.PipelineSummary]:
        """List pipelines.

        The pipelines of the project, newest first unless told. Child pipelines are listed only with
        `source=parent_pipeline`.

        `GET /projects/{id}/pipelines`, with an access token of the scope `api` or `read_api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            page: The number of the page to begin with, from 1; the list goes on from there to its end.
            per_page: How many items a request brings; unless told as many as the API gives, 100, or `limit` leaves.
            scope: Only pipelines that are running, pending or finished, or the latest of each branch or tag.
            status: Only pipelines in this state.
            source: Only pipelines started in this way.
            ref: Only pipelines of this branch or tag.
            sha: Only pipelines of this commit.
            username: Only pipelines that this user started.
            name: Only pipelines of this name.
            updated_after: Only pipelines that changed later, ISO 8601.
            updated_before: Only pipelines that changed earlier, ISO 8601.
            order_by: The field that the list is ordered by; `id` unless told.
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
                    "scope": scope,
                    "status": status,
                    "source": source,
                    "ref": ref,
                    "sha": sha,
                    "username": username,
                    "name": name,
                    "updated_after": updated_after,
                    "updated_before": updated_before,
                    "order_by": order_by,
                    "sort": sort,
                },
            ),
            models.PipelineSummary,
            Walk(limit, resume),
        )

    def create(
        self,
        id: int | str,
        *,
        ref: str,
        variables: Sequence[inputs.PipelineVariableCreate] | UnsetType = UNSET,
        options: Options | None = None,
    ) -> models.Pipeline:
        """Start a pipeline.

        Starts a pipeline on a branch or tag, with variables of its own. A `ref` that does not exist is refused with
        400, and so is a pipeline that would have no jobs. In a form, each variable repeats `variables[][key]`,
        `variables[][value]` and, where wanted, `variables[][variable_type]`. The source of the pipeline is `api`.

        `POST /projects/{id}/pipeline`, with an access token of the scope `api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            ref: The branch or tag to run on.
            variables: Variables for this pipeline alone. A key stands in the list once.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The new pipeline.
        """
        return self._caller.value(
            Call(_CREATE, options or {}, path={"id": id}, body={"ref": ref, "variables": variables}), models.Pipeline
        )

    def get_latest(self, id: int | str, *, ref: str | None = None, options: Options | None = None) -> models.Pipeline:
        """Get the latest pipeline.

        The latest pipeline for the newest commit of a branch or tag. Where there is none, the answer is 403 or 404.

        `GET /projects/{id}/pipelines/latest`, with an access token of the scope `api` or `read_api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            ref: The branch or tag; the default branch unless told.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The pipeline.
        """
        return self._caller.value(
            Call(_GET_LATEST, options or {}, path={"id": id}, query={"ref": ref}), models.Pipeline
        )

    def get(self, id: int | str, pipeline_id: int, *, options: Options | None = None) -> models.Pipeline:
        """Get a pipeline.

        One pipeline of the project.

        `GET /projects/{id}/pipelines/{pipeline_id}`, with an access token of the scope `api` or `read_api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            pipeline_id: The pipeline's id.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The pipeline.
        """
        return self._caller.value(
            Call(_GET, options or {}, path={"id": id, "pipeline_id": pipeline_id}), models.Pipeline
        )

    def list_variables(
        self, id: int | str, pipeline_id: int, *, options: Options | None = None
    ) -> builtins.list[models.PipelineVariable]:
        """List a pipeline's variables.

        The variables that the pipeline was started with: all of them, in one answer. Those of the project and its
        groups are not among them.

        `GET /projects/{id}/pipelines/{pipeline_id}/variables`, with an access token of the scope `api` or `read_api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            pipeline_id: The pipeline's id.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The variables.
        """
        return self._caller.value(
            Call(_LIST_VARIABLES, options or {}, path={"id": id, "pipeline_id": pipeline_id}),
            builtins.list[models.PipelineVariable],
        )

    def list_jobs(
        self,
        id: int | str,
        pipeline_id: int,
        *,
        page: int | None = None,
        per_page: int | None = None,
        scope: Sequence[inputs.CiStatusFilter] | None = None,
        include_retried: bool | None = None,
        limit: int | None = None,
        resume: str | None = None,
        options: Options | None = None,
    ) -> Pages[models.Job]:
        """List a pipeline's jobs.

        The jobs of one pipeline, newest first. Jobs that were retried are left out unless asked for.

        `GET /projects/{id}/pipelines/{pipeline_id}/jobs`, with an access token of the scope `api` or `read_api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            pipeline_id: The pipeline's id.
            page: The number of the page to begin with, from 1; the list goes on from there to its end.
            per_page: How many items a request brings; unless told as many as the API gives, 100, or `limit` leaves.
            scope: Only jobs in one of these states; repeat it for several.
            include_retried: Jobs that were retried as well; left out unless told.
            limit: How many items at most; all of them unless told.
            resume: Where to go on: the `next` of a page that was read before.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            A list of which nothing is read yet; iterate it, and it reads page by page.
        """
        return self._caller.pages(
            Call(
                _LIST_JOBS,
                options or {},
                path={"id": id, "pipeline_id": pipeline_id},
                query={"page": page, "per_page": per_page, "scope[]": scope, "include_retried": include_retried},
            ),
            models.Job,
            Walk(limit, resume),
        )

    def retry(self, id: int | str, pipeline_id: int, *, options: Options | None = None) -> models.Pipeline:
        """Retry a pipeline.

        Runs the failed and canceled jobs of the pipeline again, each as a new job. The pipeline keeps its id.

        `POST /projects/{id}/pipelines/{pipeline_id}/retry`, with an access token of the scope `api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            pipeline_id: The pipeline's id.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The pipeline as it now is.
        """
        return self._caller.value(
            Call(_RETRY, options or {}, path={"id": id, "pipeline_id": pipeline_id}), models.Pipeline
        )

    def cancel(self, id: int | str, pipeline_id: int, *, options: Options | None = None) -> models.Pipeline:
        """Cancel a pipeline.

        Cancels all jobs of the pipeline that have not ended. A pipeline that has ended stays as it is.

        `POST /projects/{id}/pipelines/{pipeline_id}/cancel`, with an access token of the scope `api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            pipeline_id: The pipeline's id.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The pipeline as it now is.
        """
        return self._caller.value(
            Call(_CANCEL, options or {}, path={"id": id, "pipeline_id": pipeline_id}), models.Pipeline
        )

    def trigger(
        self,
        id: int | str,
        *,
        token: str,
        ref: str,
        variables: Mapping[str, str] | UnsetType = UNSET,
        options: Options | None = None,
    ) -> models.Pipeline:
        """Trigger a pipeline.

        Starts a pipeline on a branch or tag. The credential is the field `token` of the body: a pipeline trigger token,
        or the token of a running job (`CI_JOB_TOKEN`). A wrong one is answered with 404, as if the project did not
        exist. A `ref` that does not exist is refused with 400.

        `variables` is a map of name to value, and every value is a string; in a form, `variables[KEY]=VALUE`. The
        variable `_PIPELINE_FILE_NAME` selects the pipeline file that runs. The source of the pipeline is `trigger`, or
        `pipeline` with a job's token.

        `POST /projects/{id}/trigger/pipeline`, with no credentials in a header: `token` is the credential.

        Args:
            id: The project's id, or its full path (`team/data`).
            token: A pipeline trigger token, or the token of a running job (`CI_JOB_TOKEN`).
            ref: The branch or tag to run on.
            variables: Variables for the pipeline, name to value; `variables[KEY]=VALUE` in a form.
                `_PIPELINE_FILE_NAME` selects the pipeline file.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The new pipeline.
        """
        return self._caller.value(
            Call(_TRIGGER, options or {}, path={"id": id}, body={"token": token, "ref": ref, "variables": variables}),
            models.Pipeline,
        )


class AsyncPipelines:
    """Pipelines, their jobs and their variables."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    def list(
        self,
        id: int | str,
        *,
        page: int | None = None,
        per_page: int | None = None,
        scope: inputs.PipelineScope | None = None,
        status: inputs.CiStatusFilter | None = None,
        source: inputs.PipelineSourceFilter | None = None,
        ref: str | None = None,
        sha: str | None = None,
        username: str | None = None,
        name: str | None = None,
        updated_after: datetime.datetime | str | None = None,
        updated_before: datetime.datetime | str | None = None,
        order_by: inputs.PipelineOrder | None = None,
        sort: inputs.SortDirection | None = None,
        limit: int | None = None,
        resume: str | None = None,
        options: Options | None = None,
    ) -> AsyncPages[models.PipelineSummary]:
        """List pipelines.

        The pipelines of the project, newest first unless told. Child pipelines are listed only with
        `source=parent_pipeline`.

        `GET /projects/{id}/pipelines`, with an access token of the scope `api` or `read_api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            page: The number of the page to begin with, from 1; the list goes on from there to its end.
            per_page: How many items a request brings; unless told as many as the API gives, 100, or `limit` leaves.
            scope: Only pipelines that are running, pending or finished, or the latest of each branch or tag.
            status: Only pipelines in this state.
            source: Only pipelines started in this way.
            ref: Only pipelines of this branch or tag.
            sha: Only pipelines of this commit.
            username: Only pipelines that this user started.
            name: Only pipelines of this name.
            updated_after: Only pipelines that changed later, ISO 8601.
            updated_before: Only pipelines that changed earlier, ISO 8601.
            order_by: The field that the list is ordered by; `id` unless told.
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
                    "scope": scope,
                    "status": status,
                    "source": source,
                    "ref": ref,
                    "sha": sha,
                    "username": username,
                    "name": name,
                    "updated_after": updated_after,
                    "updated_before": updated_before,
                    "order_by": order_by,
                    "sort": sort,
                },
            ),
            models.PipelineSummary,
            Walk(limit, resume),
        )

    async def create(
        self,
        id: int | str,
        *,
        ref: str,
        variables: Sequence[inputs.PipelineVariableCreate] | UnsetType = UNSET,
        options: Options | None = None,
    ) -> models.Pipeline:
        """Start a pipeline.

        Starts a pipeline on a branch or tag, with variables of its own. A `ref` that does not exist is refused with
        400, and so is a pipeline that would have no jobs. In a form, each variable repeats `variables[][key]`,
        `variables[][value]` and, where wanted, `variables[][variable_type]`. The source of the pipeline is `api`.

        `POST /projects/{id}/pipeline`, with an access token of the scope `api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            ref: The branch or tag to run on.
            variables: Variables for this pipeline alone. A key stands in the list once.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The new pipeline.
        """
        return await self._caller.value(
            Call(_CREATE, options or {}, path={"id": id}, body={"ref": ref, "variables": variables}), models.Pipeline
        )

    async def get_latest(
        self, id: int | str, *, ref: str | None = None, options: Options | None = None
    ) -> models.Pipeline:
        """Get the latest pipeline.

        The latest pipeline for the newest commit of a branch or tag. Where there is none, the answer is 403 or 404.

        `GET /projects/{id}/pipelines/latest`, with an access token of the scope `api` or `read_api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            ref: The branch or tag; the default branch unless told.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The pipeline.
        """
        return await self._caller.value(
            Call(_GET_LATEST, options or {}, path={"id": id}, query={"ref": ref}), models.Pipeline
        )

    async def get(self, id: int | str, pipeline_id: int, *, options: Options | None = None) -> models.Pipeline:
        """Get a pipeline.

        One pipeline of the project.

        `GET /projects/{id}/pipelines/{pipeline_id}`, with an access token of the scope `api` or `read_api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            pipeline_id: The pipeline's id.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The pipeline.
        """
        return await self._caller.value(
            Call(_GET, options or {}, path={"id": id, "pipeline_id": pipeline_id}), models.Pipeline
        )

    async def list_variables(
        self, id: int | str, pipeline_id: int, *, options: Options | None = None
    ) -> builtins.list[models.PipelineVariable]:
        """List a pipeline's variables.

        The variables that the pipeline was started with: all of them, in one answer. Those of the project and its
        groups are not among them.

        `GET /projects/{id}/pipelines/{pipeline_id}/variables`, with an access token of the scope `api` or `read_api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            pipeline_id: The pipeline's id.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The variables.
        """
        return await self._caller.value(
            Call(_LIST_VARIABLES, options or {}, path={"id": id, "pipeline_id": pipeline_id}),
            builtins.list[models.PipelineVariable],
        )

    def list_jobs(
        self,
        id: int | str,
        pipeline_id: int,
        *,
        page: int | None = None,
        per_page: int | None = None,
        scope: Sequence[inputs.CiStatusFilter] | None = None,
        include_retried: bool | None = None,
        limit: int | None = None,
        resume: str | None = None,
        options: Options | None = None,
    ) -> AsyncPages[models.Job]:
        """List a pipeline's jobs.

        The jobs of one pipeline, newest first. Jobs that were retried are left out unless asked for.

        `GET /projects/{id}/pipelines/{pipeline_id}/jobs`, with an access token of the scope `api` or `read_api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            pipeline_id: The pipeline's id.
            page: The number of the page to begin with, from 1; the list goes on from there to its end.
            per_page: How many items a request brings; unless told as many as the API gives, 100, or `limit` leaves.
            scope: Only jobs in one of these states; repeat it for several.
            include_retried: Jobs that were retried as well; left out unless told.
            limit: How many items at most; all of them unless told.
            resume: Where to go on: the `next` of a page that was read before.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            A list of which nothing is read yet; iterate it, and it reads page by page.
        """
        return self._caller.pages(
            Call(
                _LIST_JOBS,
                options or {},
                path={"id": id, "pipeline_id": pipeline_id},
                query={"page": page, "per_page": per_page, "scope[]": scope, "include_retried": include_retried},
            ),
            models.Job,
            Walk(limit, resume),
        )

    async def retry(self, id: int | str, pipeline_id: int, *, options: Options | None = None) -> models.Pipeline:
        """Retry a pipeline.

        Runs the failed and canceled jobs of the pipeline again, each as a new job. The pipeline keeps its id.

        `POST /projects/{id}/pipelines/{pipeline_id}/retry`, with an access token of the scope `api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            pipeline_id: The pipeline's id.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The pipeline as it now is.
        """
        return await self._caller.value(
            Call(_RETRY, options or {}, path={"id": id, "pipeline_id": pipeline_id}), models.Pipeline
        )

    async def cancel(self, id: int | str, pipeline_id: int, *, options: Options | None = None) -> models.Pipeline:
        """Cancel a pipeline.

        Cancels all jobs of the pipeline that have not ended. A pipeline that has ended stays as it is.

        `POST /projects/{id}/pipelines/{pipeline_id}/cancel`, with an access token of the scope `api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            pipeline_id: The pipeline's id.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The pipeline as it now is.
        """
        return await self._caller.value(
            Call(_CANCEL, options or {}, path={"id": id, "pipeline_id": pipeline_id}), models.Pipeline
        )

    async def trigger(
        self,
        id: int | str,
        *,
        token: str,
        ref: str,
        variables: Mapping[str, str] | UnsetType = UNSET,
        options: Options | None = None,
    ) -> models.Pipeline:
        """Trigger a pipeline.

        Starts a pipeline on a branch or tag. The credential is the field `token` of the body: a pipeline trigger token,
        or the token of a running job (`CI_JOB_TOKEN`). A wrong one is answered with 404, as if the project did not
        exist. A `ref` that does not exist is refused with 400.

        `variables` is a map of name to value, and every value is a string; in a form, `variables[KEY]=VALUE`. The
        variable `_PIPELINE_FILE_NAME` selects the pipeline file that runs. The source of the pipeline is `trigger`, or
        `pipeline` with a job's token.

        `POST /projects/{id}/trigger/pipeline`, with no credentials in a header: `token` is the credential.

        Args:
            id: The project's id, or its full path (`team/data`).
            token: A pipeline trigger token, or the token of a running job (`CI_JOB_TOKEN`).
            ref: The branch or tag to run on.
            variables: Variables for the pipeline, name to value; `variables[KEY]=VALUE` in a form.
                `_PIPELINE_FILE_NAME` selects the pipeline file.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The new pipeline.
        """
        return await self._caller.value(
            Call(_TRIGGER, options or {}, path={"id": id}, body={"token": token, "ref": ref, "variables": variables}),
            models.Pipeline,
        )
