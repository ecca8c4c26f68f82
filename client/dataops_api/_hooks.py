"""Hooks: functions around every attempt of every call, each given the next one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import TypeAlias

from dataops_api._exchange import Request, Response

Handler: TypeAlias = Callable[[Request], Response]
Hook: TypeAlias = Callable[[Request, Handler], Response]
"""Called for each attempt, inside the retries: returns `send(request)`, or something in its place."""
AsyncHandler: TypeAlias = Callable[[Request], Awaitable[Response]]
AsyncHook: TypeAlias = Callable[[Request, AsyncHandler], Awaitable[Response]]


def chained(hooks: Sequence[Hook], send: Handler) -> Handler:
    """Return a handler that passes through the hooks, the first outermost, to `send`."""
    for hook in reversed(hooks):
        send = partial(_through, hook, send)
    return send


def _through(hook: Hook, send: Handler, request: Request) -> Response:
    return hook(request, send)


def async_chained(hooks: Sequence[AsyncHook], send: AsyncHandler) -> AsyncHandler:
    """Return a handler that passes through the hooks, the first outermost, to `send`."""
    for hook in reversed(hooks):
        send = partial(_async_through, hook, send)
    return send


def _async_through(hook: AsyncHook, send: AsyncHandler, request: Request) -> Awaitable[Response]:
    return hook(request, send)
