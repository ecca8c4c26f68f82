"""A client of the DataOps.live REST API: typed, paced by the server's quota, for threads and for asyncio.

    >>> from dataops_api import DataOps
    >>> with DataOps() as api:  # doctest: +SKIP
    ...     for project in api.projects.list(membership=True):
    ...         print(project.id, project.path_with_namespace)

`DataOps` blocks, `AsyncDataOps` lets others work; `errors` draws the tree of what can go wrong; `models` are the
values.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from dataops_api._version import __version__

if TYPE_CHECKING:
    from dataops_resources.runtime import Options
    from msgspec import UNSET, UnsetType

    from dataops_api import errors, inputs, models
    from dataops_api._async_client import AsyncDataOps
    from dataops_api._capture import RawResponse
    from dataops_api._client import DataOps
    from dataops_api._exchange import Headers, Request, Response
    from dataops_api._hooks import AsyncHandler, AsyncHook, Handler, Hook
    from dataops_api._paging import AsyncPages, InvalidItem, Page, Pages
    from dataops_api._shared import SharedQuota
    from dataops_api.errors import DataOpsError

__all__ = [
    "UNSET",
    "AsyncDataOps",
    "AsyncHandler",
    "AsyncHook",
    "AsyncPages",
    "DataOps",
    "DataOpsError",
    "Handler",
    "Headers",
    "Hook",
    "InvalidItem",
    "Options",
    "Page",
    "Pages",
    "RawResponse",
    "Request",
    "Response",
    "SharedQuota",
    "UnsetType",
    "__version__",
    "errors",
    "inputs",
    "models",
]

_HOMES = {
    "AsyncDataOps": "dataops_api._async_client",
    "AsyncHandler": "dataops_api._hooks",
    "AsyncHook": "dataops_api._hooks",
    "AsyncPages": "dataops_api._paging",
    "DataOps": "dataops_api._client",
    "DataOpsError": "dataops_api.errors",
    "Handler": "dataops_api._hooks",
    "Headers": "dataops_api._exchange",
    "Hook": "dataops_api._hooks",
    "InvalidItem": "dataops_api._paging",
    "Options": "dataops_resources.runtime",
    "Page": "dataops_api._paging",
    "Pages": "dataops_api._paging",
    "RawResponse": "dataops_api._capture",
    "Request": "dataops_api._exchange",
    "Response": "dataops_api._exchange",
    "SharedQuota": "dataops_api._shared",
    "UNSET": "msgspec",
    "UnsetType": "msgspec",
}
_MODULES = frozenset({"errors", "inputs", "models"})


def __getattr__(name: str) -> object:
    """Import what is asked for when it is asked for: `import dataops_api` alone costs next to nothing."""
    if name in _MODULES:
        value: object = import_module(f"dataops_api.{name}")
    elif name in _HOMES:
        value = getattr(import_module(_HOMES[name]), name)
    else:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
