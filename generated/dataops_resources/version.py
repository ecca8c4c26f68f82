"""What the server runs."""

from __future__ import annotations

from dataops_resources import models
from dataops_resources.runtime import (
    AsyncCaller,
    Call,
    Caller,
    Operation,
    Options,
)

_GET = Operation(
    id="get_version",
    method="GET",
    route="/version",
    credentials=frozenset({"token"}),
)


class Version:
    """What the server runs."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def get(self, *, options: Options | None = None) -> models.Version:
        """Get the version.

        What the server runs.

        `GET /version`, with an access token of the scope `api` or `read_api`.

        Args:
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The version.
        """
        return self._caller.value(Call(_GET, options or {}), models.Version)


class AsyncVersion:
    """What the server runs."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    async def get(self, *, options: Options | None = None) -> models.Version:
        """Get the version.

        What the server runs.

        `GET /version`, with an access token of the scope `api` or `read_api`.

        Args:
            options: How this call is made, where it shall differ from the client's own settings.

        Returns:
            The version.
        """
        return await self._caller.value(Call(_GET, options or {}), models.Version)
