"""Pipelines that run by the clock."""

from __future__ import annotations

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
    id="list_pipeline_schedules",
    method="GET",
    route="/projects/{id}/pipeline_schedules",
    credentials=frozenset({"token"}),
    pagination=("offset",),
)
_CREATE = Operation(
    id="create_pipeline_schedule",
    method="POST",
    route="/projects/{id}/pipeline_schedules",
    credentials=frozenset({"token"}),
)
_GET = Operation(
    id="get_pipeline_schedule",
    method="GET",
    route="/projects/{id}/pipeline_schedules/{pipeline_schedule_id}",
    credentials=frozenset({"token"}),
)
_UPDATE = Operation(
    id="update_pipeline_schedule",
    method="PUT",
    route="/projects/{id}/pipeline_schedules/{pipeline_schedule_id}",
    credentials=frozenset({"token"}),
)
_DELETE = Operation(
    id="delete_pipeline_schedule",
    method="DELETE",
    route="/projects/{id}/pipeline_schedules/{pipeline_schedule_id}",
    credentials=frozenset({"token"}),
)
_PLAY = Operation(
    id="play_pipeline_schedule",
    method="POST",
    route="/projects/{id}/pipeline_schedules/{pipeline_schedule_id}/play",
    credentials=frozenset({"token"}),
)


class PipelineSchedules:
    """Pipelines that run by the clock."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def list(
        self,
        id: int | str,
        *,
        page: int | None = None,
        per_page: int | None = None,
        scope: inputs.ActiveState | None = None,
        limit: int | None = None,
        resume: str | None = None,
        options: Options | None = None,
    ) -> Pages[models.PipelineScheduleSummary]:
        """List pipeline schedules.

        The pipeline schedules of the project.

        `GET /projects/{id}/pipeline_schedules`, with an access token of the scope `api` or `read_api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            page: The number of the page to begin with, from 1; the list goes on from there to its end.
            per_page: How many items a request brings; unless told as many as the API gives, 100, or `limit` leaves.
            scope: Only schedules that are active, or only those that are not.
            limit: How many items at most; all of them unless told.
            resume: Where to go on: the `next` of a page that was read before.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            A list of which nothing is read yet; iterate it, and it reads page by page.
        """
        return self._caller.pages(
            Call(_LIST, options or {}, path={"id": id}, query={"page": page, "per_page": per_page, "scope": scope}),
            models.PipelineScheduleSummary,
            Walk(limit, resume),
        )

    def create(
        self,
        id: int | str,
        *,
        description: str,
        ref: str,
        cron: str,
        cron_timezone: str | UnsetType = UNSET,
        active: bool | UnsetType = UNSET,
        options: Options | None = None,
    ) -> models.PipelineSchedule:
        """Create a pipeline schedule.

        Creates a schedule that starts a pipeline as its creator. It is active, and its clock runs in UTC, unless told.
        A `cron` that is not five fields of cron syntax is refused with 400, and so is a time zone that is not known.

        `POST /projects/{id}/pipeline_schedules`, with an access token of the scope `api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            description: What it is for.
            ref: The branch or tag to run on, as `main` or in full as `refs/heads/main`.
            cron: When it runs, in five fields of cron syntax: minute, hour, day of the month, month, day of the week.
            cron_timezone: The time zone of `cron`, such as `Europe/London`; UTC unless told.
            active: Whether it runs; it does unless told.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The new schedule.
        """
        return self._caller.value(
            Call(
                _CREATE,
                options or {},
                path={"id": id},
                body={
                    "description": description,
                    "ref": ref,
                    "cron": cron,
                    "cron_timezone": cron_timezone,
                    "active": active,
                },
            ),
            models.PipelineSchedule,
        )

    def get(
        self, id: int | str, pipeline_schedule_id: int, *, options: Options | None = None
    ) -> models.PipelineSchedule:
        """Get a pipeline schedule.

        One schedule, with the last pipeline that it started and, for those who may see them, its variables.

        `GET /projects/{id}/pipeline_schedules/{pipeline_schedule_id}`, with an access token of the scope `api` or
        `read_api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            pipeline_schedule_id: The schedule's id.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The schedule.
        """
        return self._caller.value(
            Call(_GET, options or {}, path={"id": id, "pipeline_schedule_id": pipeline_schedule_id}),
            models.PipelineSchedule,
        )

    def update(
        self,
        id: int | str,
        pipeline_schedule_id: int,
        *,
        description: str | UnsetType = UNSET,
        ref: str | UnsetType = UNSET,
        cron: str | UnsetType = UNSET,
        cron_timezone: str | UnsetType = UNSET,
        active: bool | UnsetType = UNSET,
        options: Options | None = None,
    ) -> models.PipelineSchedule:
        """Edit a pipeline schedule.

        Changes the fields that are named and leaves the rest. `next_run_at` follows `cron` and `cron_timezone`.

        `PUT /projects/{id}/pipeline_schedules/{pipeline_schedule_id}`, with an access token of the scope `api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            pipeline_schedule_id: The schedule's id.
            description: What it is for.
            ref: The branch or tag to run on, as `main` or in full as `refs/heads/main`.
            cron: When it runs, in five fields of cron syntax: minute, hour, day of the month, month, day of the week.
            cron_timezone: The time zone of `cron`, such as `Europe/London`.
            active: Whether it runs.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The schedule as it now is.
        """
        return self._caller.value(
            Call(
                _UPDATE,
                options or {},
                path={"id": id, "pipeline_schedule_id": pipeline_schedule_id},
                body={
                    "description": description,
                    "ref": ref,
                    "cron": cron,
                    "cron_timezone": cron_timezone,
                    "active": active,
                },
            ),
            models.PipelineSchedule,
        )

    def delete(self, id: int | str, pipeline_schedule_id: int, *, options: Options | None = None) -> None:
        """Delete a pipeline schedule.

        Deletes the schedule. The pipelines that it started stay.

        `DELETE /projects/{id}/pipeline_schedules/{pipeline_schedule_id}`, with an access token of the scope `api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            pipeline_schedule_id: The schedule's id.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            Nothing, when the server has done it.
        """
        self._caller.nothing(
            Call(_DELETE, options or {}, path={"id": id, "pipeline_schedule_id": pipeline_schedule_id})
        )

    def play(self, id: int | str, pipeline_schedule_id: int, *, options: Options | None = None) -> models.Message:
        """Run a schedule now.

        Starts the schedule's pipeline at once, with the source `schedule`. The next run by the clock is not affected.

        `POST /projects/{id}/pipeline_schedules/{pipeline_schedule_id}/play`, with an access token of the scope `api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            pipeline_schedule_id: The schedule's id.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The pipeline will start.
        """
        return self._caller.value(
            Call(_PLAY, options or {}, path={"id": id, "pipeline_schedule_id": pipeline_schedule_id}), models.Message
        )


class AsyncPipelineSchedules:
    """Pipelines that run by the clock."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    def list(
        self,
        id: int | str,
        *,
        page: int | None = None,
        per_page: int | None = None,
        scope: inputs.ActiveState | None = None,
        limit: int | None = None,
        resume: str | None = None,
        options: Options | None = None,
    ) -> AsyncPages[models.PipelineScheduleSummary]:
        """List pipeline schedules.

        The pipeline schedules of the project.

        `GET /projects/{id}/pipeline_schedules`, with an access token of the scope `api` or `read_api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            page: The number of the page to begin with, from 1; the list goes on from there to its end.
            per_page: How many items a request brings; unless told as many as the API gives, 100, or `limit` leaves.
            scope: Only schedules that are active, or only those that are not.
            limit: How many items at most; all of them unless told.
            resume: Where to go on: the `next` of a page that was read before.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            A list of which nothing is read yet; iterate it, and it reads page by page.
        """
        return self._caller.pages(
            Call(_LIST, options or {}, path={"id": id}, query={"page": page, "per_page": per_page, "scope": scope}),
            models.PipelineScheduleSummary,
            Walk(limit, resume),
        )

    async def create(
        self,
        id: int | str,
        *,
        description: str,
        ref: str,
        cron: str,
        cron_timezone: str | UnsetType = UNSET,
        active: bool | UnsetType = UNSET,
        options: Options | None = None,
    ) -> models.PipelineSchedule:
        """Create a pipeline schedule.

        Creates a schedule that starts a pipeline as its creator. It is active, and its clock runs in UTC, unless told.
        A `cron` that is not five fields of cron syntax is refused with 400, and so is a time zone that is not known.

        `POST /projects/{id}/pipeline_schedules`, with an access token of the scope `api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            description: What it is for.
            ref: The branch or tag to run on, as `main` or in full as `refs/heads/main`.
            cron: When it runs, in five fields of cron syntax: minute, hour, day of the month, month, day of the week.
            cron_timezone: The time zone of `cron`, such as `Europe/London`; UTC unless told.
            active: Whether it runs; it does unless told.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The new schedule.
        """
        return await self._caller.value(
            Call(
                _CREATE,
                options or {},
                path={"id": id},
                body={
                    "description": description,
                    "ref": ref,
                    "cron": cron,
                    "cron_timezone": cron_timezone,
                    "active": active,
                },
            ),
            models.PipelineSchedule,
        )

    async def get(
        self, id: int | str, pipeline_schedule_id: int, *, options: Options | None = None
    ) -> models.PipelineSchedule:
        """Get a pipeline schedule.

        One schedule, with the last pipeline that it started and, for those who may see them, its variables.

        `GET /projects/{id}/pipeline_schedules/{pipeline_schedule_id}`, with an access token of the scope `api` or
        `read_api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            pipeline_schedule_id: The schedule's id.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The schedule.
        """
        return await self._caller.value(
            Call(_GET, options or {}, path={"id": id, "pipeline_schedule_id": pipeline_schedule_id}),
            models.PipelineSchedule,
        )

    async def update(
        self,
        id: int | str,
        pipeline_schedule_id: int,
        *,
        description: str | UnsetType = UNSET,
        ref: str | UnsetType = UNSET,
        cron: str | UnsetType = UNSET,
        cron_timezone: str | UnsetType = UNSET,
        active: bool | UnsetType = UNSET,
        options: Options | None = None,
    ) -> models.PipelineSchedule:
        """Edit a pipeline schedule.

        Changes the fields that are named and leaves the rest. `next_run_at` follows `cron` and `cron_timezone`.

        `PUT /projects/{id}/pipeline_schedules/{pipeline_schedule_id}`, with an access token of the scope `api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            pipeline_schedule_id: The schedule's id.
            description: What it is for.
            ref: The branch or tag to run on, as `main` or in full as `refs/heads/main`.
            cron: When it runs, in five fields of cron syntax: minute, hour, day of the month, month, day of the week.
            cron_timezone: The time zone of `cron`, such as `Europe/London`.
            active: Whether it runs.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The schedule as it now is.
        """
        return await self._caller.value(
            Call(
                _UPDATE,
                options or {},
                path={"id": id, "pipeline_schedule_id": pipeline_schedule_id},
                body={
                    "description": description,
                    "ref": ref,
                    "cron": cron,
                    "cron_timezone": cron_timezone,
                    "active": active,
                },
            ),
            models.PipelineSchedule,
        )

    async def delete(self, id: int | str, pipeline_schedule_id: int, *, options: Options | None = None) -> None:
        """Delete a pipeline schedule.

        Deletes the schedule. The pipelines that it started stay.

        `DELETE /projects/{id}/pipeline_schedules/{pipeline_schedule_id}`, with an access token of the scope `api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            pipeline_schedule_id: The schedule's id.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            Nothing, when the server has done it.
        """
        await self._caller.nothing(
            Call(_DELETE, options or {}, path={"id": id, "pipeline_schedule_id": pipeline_schedule_id})
        )

    async def play(self, id: int | str, pipeline_schedule_id: int, *, options: Options | None = None) -> models.Message:
        """Run a schedule now.

        Starts the schedule's pipeline at once, with the source `schedule`. The next run by the clock is not affected.

        `POST /projects/{id}/pipeline_schedules/{pipeline_schedule_id}/play`, with an access token of the scope `api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            pipeline_schedule_id: The schedule's id.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The pipeline will start.
        """
        return await self._caller.value(
            Call(_PLAY, options or {}, path={"id": id, "pipeline_schedule_id": pipeline_schedule_id}), models.Message
        )
