"""The CI/CD variables of a project."""

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
    id="list_project_variables",
    method="GET",
    route="/projects/{id}/variables",
    credentials=frozenset({"token"}),
    pagination=("offset",),
)
_CREATE = Operation(
    id="create_project_variable",
    method="POST",
    route="/projects/{id}/variables",
    credentials=frozenset({"token"}),
)
_GET = Operation(
    id="get_project_variable",
    method="GET",
    route="/projects/{id}/variables/{key}",
    credentials=frozenset({"token"}),
)
_UPDATE = Operation(
    id="update_project_variable",
    method="PUT",
    route="/projects/{id}/variables/{key}",
    credentials=frozenset({"token"}),
)
_DELETE = Operation(
    id="delete_project_variable",
    method="DELETE",
    route="/projects/{id}/variables/{key}",
    credentials=frozenset({"token"}),
)


class ProjectVariables:
    """The CI/CD variables of a project."""

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
    ) -> Pages[models.ProjectVariable]:
        """List the variables of a project.

        The CI/CD variables of the project, values included, for maintainers of the project and above.

        `GET /projects/{id}/variables`, with an access token of the scope `api` or `read_api`.

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
            models.ProjectVariable,
            Walk(limit, resume),
        )

    def create(
        self,
        id: int | str,
        *,
        key: str,
        value: str,
        description: str | None | UnsetType = UNSET,
        variable_type: inputs.VariableType | UnsetType = UNSET,
        environment_scope: str | UnsetType = UNSET,
        protected: bool | UnsetType = UNSET,
        masked: bool | UnsetType = UNSET,
        masked_and_hidden: bool | UnsetType = UNSET,
        raw: bool | UnsetType = UNSET,
        options: Options | None = None,
    ) -> models.ProjectVariable:
        """Create a variable of a project.

        Creates a CI/CD variable. A key may be used once for each environment scope; a taken one is refused with 400 and
        `{"message": {"key": ["(KEY) has already been taken"]}}`, and so is a masked value that a log could not hide (of
        fewer than 8 characters, or of several lines).

        `POST /projects/{id}/variables`, with an access token of the scope `api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            key: The name; letters, digits and underscores.
            value: The value; may be empty.
            description: What it is for. `None` is sent, as null.
            variable_type: Whether a job finds the value in the variable (`env_var`), or the path of a file that holds
                it (`file`).
            environment_scope: The environments that get it; `*`, all of them, unless told.
            protected: Whether only jobs of protected branches and tags get it; false unless told.
            masked: Whether job logs hide the value; false unless told.
            masked_and_hidden: Whether job logs hide the value and no answer tells it; false unless told.
            raw: Whether the value is taken as it is and other variables in it are not expanded; false unless told.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The new variable.
        """
        return self._caller.value(
            Call(
                _CREATE,
                options or {},
                path={"id": id},
                body={
                    "key": key,
                    "value": value,
                    "description": description,
                    "variable_type": variable_type,
                    "environment_scope": environment_scope,
                    "protected": protected,
                    "masked": masked,
                    "masked_and_hidden": masked_and_hidden,
                    "raw": raw,
                },
            ),
            models.ProjectVariable,
        )

    def get(
        self, id: int | str, key: str, *, filter_environment_scope: str | None = None, options: Options | None = None
    ) -> models.ProjectVariable:
        """Get a variable of a project.

        One CI/CD variable. Where several have the key and the filter names none of them, the answer is 409.

        `GET /projects/{id}/variables/{key}`, with an access token of the scope `api` or `read_api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            key: The key of the variable.
            filter_environment_scope: The environment scope of the one that is meant, where several variables have the
                key.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The variable.
        """
        return self._caller.value(
            Call(
                _GET,
                options or {},
                path={"id": id, "key": key},
                query={"filter[environment_scope]": filter_environment_scope},
            ),
            models.ProjectVariable,
        )

    def update(
        self,
        id: int | str,
        key: str,
        *,
        filter_environment_scope: str | None = None,
        value: str | UnsetType = UNSET,
        description: str | None | UnsetType = UNSET,
        variable_type: inputs.VariableType | UnsetType = UNSET,
        environment_scope: str | UnsetType = UNSET,
        protected: bool | UnsetType = UNSET,
        masked: bool | UnsetType = UNSET,
        raw: bool | UnsetType = UNSET,
        options: Options | None = None,
    ) -> models.ProjectVariable:
        """Edit a variable of a project.

        Changes the fields that are named and leaves the rest. Where several variables have the key and the filter names
        none of them, the answer is 409.

        `PUT /projects/{id}/variables/{key}`, with an access token of the scope `api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            key: The key of the variable.
            filter_environment_scope: The environment scope of the one that is meant, where several variables have the
                key.
            value: The value; may be empty.
            description: What it is for. `None` is sent, as null.
            variable_type: Whether a job finds the value in the variable (`env_var`), or the path of a file that holds
                it (`file`).
            environment_scope: The environments that get it.
            protected: Whether only jobs of protected branches and tags get it.
            masked: Whether job logs hide the value.
            raw: Whether the value is taken as it is and other variables in it are not expanded.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The variable as it now is.
        """
        return self._caller.value(
            Call(
                _UPDATE,
                options or {},
                path={"id": id, "key": key},
                query={"filter[environment_scope]": filter_environment_scope},
                body={
                    "value": value,
                    "description": description,
                    "variable_type": variable_type,
                    "environment_scope": environment_scope,
                    "protected": protected,
                    "masked": masked,
                    "raw": raw,
                },
            ),
            models.ProjectVariable,
        )

    def delete(
        self, id: int | str, key: str, *, filter_environment_scope: str | None = None, options: Options | None = None
    ) -> None:
        """Delete a variable of a project.

        Deletes the CI/CD variable. Where several have the key and the filter names none of them, the answer is 409.

        `DELETE /projects/{id}/variables/{key}`, with an access token of the scope `api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            key: The key of the variable.
            filter_environment_scope: The environment scope of the one that is meant, where several variables have the
                key.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            Nothing, when the server has done it.
        """
        self._caller.nothing(
            Call(
                _DELETE,
                options or {},
                path={"id": id, "key": key},
                query={"filter[environment_scope]": filter_environment_scope},
            )
        )


class AsyncProjectVariables:
    """The CI/CD variables of a project."""

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
    ) -> AsyncPages[models.ProjectVariable]:
        """List the variables of a project.

        The CI/CD variables of the project, values included, for maintainers of the project and above.

        `GET /projects/{id}/variables`, with an access token of the scope `api` or `read_api`.

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
            models.ProjectVariable,
            Walk(limit, resume),
        )

    async def create(
        self,
        id: int | str,
        *,
        key: str,
        value: str,
        description: str | None | UnsetType = UNSET,
        variable_type: inputs.VariableType | UnsetType = UNSET,
        environment_scope: str | UnsetType = UNSET,
        protected: bool | UnsetType = UNSET,
        masked: bool | UnsetType = UNSET,
        masked_and_hidden: bool | UnsetType = UNSET,
        raw: bool | UnsetType = UNSET,
        options: Options | None = None,
    ) -> models.ProjectVariable:
        """Create a variable of a project.

        Creates a CI/CD variable. A key may be used once for each environment scope; a taken one is refused with 400 and
        `{"message": {"key": ["(KEY) has already been taken"]}}`, and so is a masked value that a log could not hide (of
        fewer than 8 characters, or of several lines).

        `POST /projects/{id}/variables`, with an access token of the scope `api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            key: The name; letters, digits and underscores.
            value: The value; may be empty.
            description: What it is for. `None` is sent, as null.
            variable_type: Whether a job finds the value in the variable (`env_var`), or the path of a file that holds
                it (`file`).
            environment_scope: The environments that get it; `*`, all of them, unless told.
            protected: Whether only jobs of protected branches and tags get it; false unless told.
            masked: Whether job logs hide the value; false unless told.
            masked_and_hidden: Whether job logs hide the value and no answer tells it; false unless told.
            raw: Whether the value is taken as it is and other variables in it are not expanded; false unless told.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The new variable.
        """
        return await self._caller.value(
            Call(
                _CREATE,
                options or {},
                path={"id": id},
                body={
                    "key": key,
                    "value": value,
                    "description": description,
                    "variable_type": variable_type,
                    "environment_scope": environment_scope,
                    "protected": protected,
                    "masked": masked,
                    "masked_and_hidden": masked_and_hidden,
                    "raw": raw,
                },
            ),
            models.ProjectVariable,
        )

    async def get(
        self, id: int | str, key: str, *, filter_environment_scope: str | None = None, options: Options | None = None
    ) -> models.ProjectVariable:
        """Get a variable of a project.

        One CI/CD variable. Where several have the key and the filter names none of them, the answer is 409.

        `GET /projects/{id}/variables/{key}`, with an access token of the scope `api` or `read_api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            key: The key of the variable.
            filter_environment_scope: The environment scope of the one that is meant, where several variables have the
                key.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The variable.
        """
        return await self._caller.value(
            Call(
                _GET,
                options or {},
                path={"id": id, "key": key},
                query={"filter[environment_scope]": filter_environment_scope},
            ),
            models.ProjectVariable,
        )

    async def update(
        self,
        id: int | str,
        key: str,
        *,
        filter_environment_scope: str | None = None,
        value: str | UnsetType = UNSET,
        description: str | None | UnsetType = UNSET,
        variable_type: inputs.VariableType | UnsetType = UNSET,
        environment_scope: str | UnsetType = UNSET,
        protected: bool | UnsetType = UNSET,
        masked: bool | UnsetType = UNSET,
        raw: bool | UnsetType = UNSET,
        options: Options | None = None,
    ) -> models.ProjectVariable:
        """Edit a variable of a project.

        Changes the fields that are named and leaves the rest. Where several variables have the key and the filter names
        none of them, the answer is 409.

        `PUT /projects/{id}/variables/{key}`, with an access token of the scope `api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            key: The key of the variable.
            filter_environment_scope: The environment scope of the one that is meant, where several variables have the
                key.
            value: The value; may be empty.
            description: What it is for. `None` is sent, as null.
            variable_type: Whether a job finds the value in the variable (`env_var`), or the path of a file that holds
                it (`file`).
            environment_scope: The environments that get it.
            protected: Whether only jobs of protected branches and tags get it.
            masked: Whether job logs hide the value.
            raw: Whether the value is taken as it is and other variables in it are not expanded.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The variable as it now is.
        """
        return await self._caller.value(
            Call(
                _UPDATE,
                options or {},
                path={"id": id, "key": key},
                query={"filter[environment_scope]": filter_environment_scope},
                body={
                    "value": value,
                    "description": description,
                    "variable_type": variable_type,
                    "environment_scope": environment_scope,
                    "protected": protected,
                    "masked": masked,
                    "raw": raw,
                },
            ),
            models.ProjectVariable,
        )

    async def delete(
        self, id: int | str, key: str, *, filter_environment_scope: str | None = None, options: Options | None = None
    ) -> None:
        """Delete a variable of a project.

        Deletes the CI/CD variable. Where several have the key and the filter names none of them, the answer is 409.

        `DELETE /projects/{id}/variables/{key}`, with an access token of the scope `api`.

        Args:
            id: The project's id, or its full path (`team/data`).
            key: The key of the variable.
            filter_environment_scope: The environment scope of the one that is meant, where several variables have the
                key.
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            Nothing, when the server has done it.
        """
        await self._caller.nothing(
            Call(
                _DELETE,
                options or {},
                path={"id": id, "key": key},
                query={"filter[environment_scope]": filter_environment_scope},
            )
        )
