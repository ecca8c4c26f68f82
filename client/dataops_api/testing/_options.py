"""What a mock's clients may be given: the arguments of `DataOps` and `AsyncDataOps` but the URL."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    import ssl
    from collections.abc import Mapping, Sequence

    from dataops_api._credentials import Secret
    from dataops_api._hooks import AsyncHook, Hook
    from dataops_api._http import AsyncTransport, Transport
    from dataops_api._pacing import Pacing


class _Options(TypedDict, total=False):
    """What both clients take."""

    token: Secret | None
    job_token: Secret | None
    bearer_token: Secret | None
    anonymous: bool
    timeout: float
    deadline: float | None
    retries: int
    quota: str | Pacing | None
    headers: Mapping[str, str]
    prefetch: int
    max_response_size: int
    max_connections: int
    ssl_context: ssl.SSLContext | None
    proxy: str | None


class ClientOptions(_Options, total=False):
    """What `DataOps` takes."""

    hooks: Sequence[Hook]
    transport: Transport | None


class AsyncClientOptions(_Options, total=False):
    """What `AsyncDataOps` takes."""

    hooks: Sequence[AsyncHook]
    transport: AsyncTransport | None
