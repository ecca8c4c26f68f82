"""Trigger tokens, and the pipelines that they start."""

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
    id="list_pipeline_triggers",
    method="GET",
    route="/projects/{id}/triggers",
    credentials=frozenset({"token"}),
    pagination=("offset",),
)
_CREATE = Operation(
    id="create_pipeline_trigger",
    method="POST",
    route="/projects/{id}/triggers",
    credentials=frozenset({"token"}),
)
_GET = Operation(
    id="get_pipeline_trigger",
    method="GET",
    route="/projects/{id}/triggers/{trigger_id}",
    credentials=frozenset({"token"}),
)
_DELETE = Operation(
    id="delete_pipeline_trigger",
    method="DELETE",
    route="/projects/{id}/triggers/{trigger_id}",
    credentials=frozenset({"token"}),
)


class PipelineTriggers:
    """Trigger tokens, and the pipelines that they start."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def list(
        self,
        id: int | str,
        *,
        page: int | None = None,
        per_page: int | None = None,
        limit: int | None = None,
        resume: str | None = None,
        options: Options | None = None,
    ) -> Pages[models.PipelineTrigger]:
        """List trigger tokens.

        The trigger tokens of the project, each shortened to its first characters.

        `GET /projects/{id}/triggers`, with an access token of the scope `api` or `read_api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            page: The number of the page to begin with, from 1; the list goes on from there to its end.
            per_page: How many items a request brings; unless told as many as the API gives, 100, or `limit` leaves.
            limit: How many items at most; all of them unless told.
            resume: Where to go on: the `next` of a page that was read before.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            A list of which nothing is read yet; iterate it, and it reads page by page.
        """
        return self._caller.pages(
            Call(_LIST, options or {}, path={"id": id}, query={"page": page, "per_page": per_page}),
            models.PipelineTrigger,
            Walk(limit, resume),
        )

    def create(self, id: int | str, *, description: str, options: Options | None = None) -> models.PipelineTrigger:
        """Create a trigger token.

        Creates a trigger token that acts as its creator. This answer alone bears it whole; keep it, later answers show
        only its first characters.

        `POST /projects/{id}/triggers`, with an access token of the scope `api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            description: What it is for.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The new trigger, with its token whole.
        """
        return self._caller.value(
            Call(_CREATE, options or {}, path={"id": id}, body={"description": description}), models.PipelineTrigger
        )

    def get(self, id: int | str, trigger_id: int, *, options: Options | None = None) -> models.PipelineTrigger:
        """Get a trigger token.

        One trigger token of the project, shortened to its first characters.

        `GET /projects/{id}/triggers/{trigger_id}`, with an access token of the scope `api` or `read_api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            trigger_id: The trigger's id.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The trigger.
        """
        return self._caller.value(
            Call(_GET, options or {}, path={"id": id, "trigger_id": trigger_id}), models.PipelineTrigger
        )

    def delete(self, id: int | str, trigger_id: int, *, options: Options | None = None) -> None:
        """Delete a trigger token.

        Deletes the trigger; its token starts nothing from then on.

        `DELETE /projects/{id}/triggers/{trigger_id}`, with an access token of the scope `api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            trigger_id: The trigger's id.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            Nothing, when the server has done it.
        """
        self._caller.nothing(Call(_DELETE, options or {}, path={"id": id, "trigger_id": trigger_id}))


class AsyncPipelineTriggers:
    """Trigger tokens, and the pipelines that they start."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    def list(
        self,
        id: int | str,
        *,
        page: int | None = None,
        per_page: int | None = None,
        limit: int | None = None,
        resume: str | None = None,
        options: Options | None = None,
    ) -> AsyncPages[models.PipelineTrigger]:
        """List trigger tokens.

        The trigger tokens of the project, each shortened to its first characters.

        `GET /projects/{id}/triggers`, with an access token of the scope `api` or `read_api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            page: The number of the page to begin with, from 1; the list goes on from there to its end.
            per_page: How many items a request brings; unless told as many as the API gives, 100, or `limit` leaves.
            limit: How many items at most; all of them unless told.
            resume: Where to go on: the `next` of a page that was read before.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            A list of which nothing is read yet; iterate it, and it reads page by page.
        """
        return self._caller.pages(
            Call(_LIST, options or {}, path={"id": id}, query={"page": page, "per_page": per_page}),
            models.PipelineTrigger,
            Walk(limit, resume),
        )

    async def create(
        self, id: int | str, *, description: str, options: Options | None = None
    ) -> models.PipelineTrigger:
        """Create a trigger token.

        Creates a trigger token that acts as its creator. This answer alone bears it whole; keep it, later answers show
        only its first characters.

        `POST /projects/{id}/triggers`, with an access token of the scope `api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            description: What it is for.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The new trigger, with its token whole.
        """
        return await self._caller.value(
            Call(_CREATE, options or {}, path={"id": id}, body={"description": description}), models.PipelineTrigger
        )

    async def get(self, id: int | str, trigger_id: int, *, options: Options | None = None) -> models.PipelineTrigger:
        """Get a trigger token.

        One trigger token of the project, shortened to its first characters.

        `GET /projects/{id}/triggers/{trigger_id}`, with an access token of the scope `api` or `read_api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            trigger_id: The trigger's id.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The trigger.
        """
        return await self._caller.value(
            Call(_GET, options or {}, path={"id": id, "trigger_id": trigger_id}), models.PipelineTrigger
        )

    async def delete(self, id: int | str, trigger_id: int, *, options: Options | None = None) -> None:
        """Delete a trigger token.

        Deletes the trigger; its token starts nothing from then on.

        `DELETE /projects/{id}/triggers/{trigger_id}`, with an access token of the scope `api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            trigger_id: The trigger's id.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            Nothing, when the server has done it.
        """
        await self._caller.nothing(Call(_DELETE, options or {}, path={"id": id, "trigger_id": trigger_id}))
