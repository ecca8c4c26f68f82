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
    from dataops_resources.runtime import (
        Answer,
        AsyncClosableIterator,
        AsyncDownload,
        AsyncPages,
        ClosableIterator,
        Download,
        InvalidItem,
        Options,
        Page,
        Pages,
    )
    from msgspec import UNSET, UnsetType

    from dataops_api import errors, inputs, models
    from dataops_api._async_client import AsyncDataOps
    from dataops_api._capture import RawResponse
    from dataops_api._client import DataOps
    from dataops_api._exchange import Headers, Request, Response
    from dataops_api._hooks import AsyncHandler, AsyncHook, Handler, Hook
    from dataops_api._shared import SharedQuota
    from dataops_api.errors import DataOpsError

__all__ = [
    "UNSET",
    "Answer",
    "AsyncClosableIterator",
    "AsyncDataOps",
    "AsyncDownload",
    "AsyncHandler",
    "AsyncHook",
    "AsyncPages",
    "ClosableIterator",
    "DataOps",
    "DataOpsError",
    "Download",
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
    "Answer": "dataops_resources.runtime",
    "AsyncClosableIterator": "dataops_resources.runtime",
    "AsyncDownload": "dataops_resources.runtime",
    "ClosableIterator": "dataops_resources.runtime",
    "Download": "dataops_resources.runtime",
    "AsyncDataOps": "dataops_api._async_client",
    "AsyncHandler": "dataops_api._hooks",
    "AsyncHook": "dataops_api._hooks",
    "AsyncPages": "dataops_resources.runtime",
    "DataOps": "dataops_api._client",
    "DataOpsError": "dataops_api.errors",
    "Handler": "dataops_api._hooks",
    "Headers": "dataops_api._exchange",
    "Hook": "dataops_api._hooks",
    "InvalidItem": "dataops_resources.runtime",
    "Options": "dataops_resources.runtime",
    "Page": "dataops_resources.runtime",
    "Pages": "dataops_resources.runtime",
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
