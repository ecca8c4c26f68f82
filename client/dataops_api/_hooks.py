"""Hooks: functions around every attempt of every call, each given the next one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from functools import partial
from typing import TypeAlias, TypeVar, cast

from dataops_api._exchange import Request, Response
from dataops_api.errors import ConfigurationError

Handler: TypeAlias = Callable[[Request], Response]
Hook: TypeAlias = Callable[[Request, Handler], Response]
"""Called for each attempt, inside the retries: returns `send(request)`, or something in its place."""
AsyncHandler: TypeAlias = Callable[[Request], Awaitable[Response]]
AsyncHook: TypeAlias = Callable[[Request, AsyncHandler], Awaitable[Response]]


H = TypeVar("H")


def checked_hooks(hooks: Iterable[H]) -> tuple[H, ...]:
    """Return the hooks of a client. Raises `ConfigurationError` for what is no sequence of functions."""
    given = cast("object", hooks)
    if callable(given):
        raise ConfigurationError("hooks is a function: give a list of functions, hooks=[…].")
    if not isinstance(given, Iterable):
        raise ConfigurationError(f"hooks is {given!r} and must be a list of functions.")
    found = tuple(hooks)
    for hook in found:
        if not callable(hook):
            raise ConfigurationError(f"hooks holds {hook!r}, which is no function.")
    return found


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
    made = hook(request, send)
    if not hasattr(made, "__await__"):
        msg = f"A hook returned {made!r} and nothing to await: AsyncDataOps takes coroutine functions (async def)."
        raise ConfigurationError(msg)
    return made
