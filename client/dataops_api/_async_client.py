"""The client that lets others work while it waits: the names and the arguments of the one that blocks."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, NoReturn, ParamSpec, Self, TypeVar

from dataops_resources.faces import AsyncResources
from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from dataops_api import _capture
from dataops_api._contents import AsyncUpload
from dataops_api._core import NO_HEADERS, Core, Limits, check_count, checked, options_of, read_value
from dataops_api._ending import AsyncEnding
from dataops_api._exchange import Response
from dataops_api._flow import Enter, Flow, Outcome, Reserve, Send, Wait
from dataops_api._gate import ATTEMPT, AsyncGate, AsyncGates, Attempt, Place
from dataops_api._hooks import AsyncHandler, AsyncHook, async_chained, checked_hooks
from dataops_api._pacing import Pacing
from dataops_api._requests import Body, Method, free_call
from dataops_api._settings import read_settings
from dataops_api._setup import Network, copied, pacing_of, refuse_to_travel
from dataops_api.errors import TransportError

if TYPE_CHECKING:
    import ssl
    from contextlib import AbstractAsyncContextManager
    from types import TracebackType

    from dataops_resources.runtime import Call, Options, QueryValue, Walk

    from dataops_api._credentials import AsyncSecret
    from dataops_api._downloads import AsyncDownload
    from dataops_api._http import AsyncSession, AsyncTransport
    from dataops_api._paging import AsyncPages
    from dataops_api._waiting import AsyncJobs, AsyncPipelines

P = ParamSpec("P")
T = TypeVar("T")


class AsyncDataOps(AsyncResources):
    """A client of the DataOps.live REST API for asyncio; its tasks share one quota.

    Without arguments it takes the base URL and the credential from the environment: `DATAOPS_URL`, `DATAOPS_TOKEN`; in
    a pipeline job `CI_API_V4_URL`, `CI_JOB_TOKEN`. Use it in an `async with` statement, or `await` its `close()`.
    """

    def __init__(
        self,
        url: str | None = None,
        *,
        token: AsyncSecret | None = None,
        job_token: AsyncSecret | None = None,
        bearer_token: AsyncSecret | None = None,
        anonymous: bool = False,
        timeout: float = 30.0,
        deadline: float | None = 300.0,
        retries: int = 4,
        quota: str | Pacing | None = "600/60s",
        headers: Mapping[str, str] = NO_HEADERS,
        hooks: Sequence[AsyncHook] = (),
        prefetch: int = 2,
        max_response_size: int = 256 * 1024 * 1024,
        max_connections: int = 100,
        transport: AsyncTransport | None = None,
        ssl_context: ssl.SSLContext | None = None,
        proxy: str | None = None,
    ) -> None:
        """Make a client; nothing is sent.

        Args:
            url: The base URL, which ends with `/api/v4`.
            token: A personal, project or group access token, or a function that gives it for each request.
            job_token: The token of a running pipeline job, sent as `JOB-TOKEN`.
            bearer_token: An access token, sent as `Authorization: Bearer`.
            anonymous: Whether to send no credential, whatever the environment holds.
            timeout: Seconds that the server may say nothing.
            deadline: Seconds that a call may take, attempts and waits together, but for waits for the quota and for a
                connection; `None` for any time.
            retries: How often a failure is tried again, and how often a 429.
            quota: The quota to keep to until the server tells its own (`600/60s`), a `SharedQuota` for several
                processes, or `None` to send at any pace.
            headers: Headers sent with every request.
            hooks: Coroutine functions around every attempt, the first outermost.
            prefetch: How many pages of a list are fetched ahead; 0 for none.
            max_response_size: How many bytes of an answer are read into memory, decompressed; 0 for any number.
            max_connections: How many requests are on their way at once; further ones wait for their turn.
            transport: An `httpx2` transport in place of the network, for tests.
            ssl_context: What is trusted in TLS; the operating system's certificates unless given.
            proxy: The URL of a proxy; `HTTPS_PROXY` and the like of the environment unless given.

        Raises:
            ConfigurationError: The URL is none, or would show a token to the network; a token has blanks; and such.
        """
        settings = read_settings(
            url=url, token=token, job_token=job_token, bearer_token=bearer_token, anonymous=anonymous, proxy=proxy
        )
        limits = Limits(timeout, deadline, retries, max_response_size, headers)
        check_count("prefetch", prefetch)
        check_count("max_connections", max_connections, least=1)
        core = Core(settings.url, settings.credential, limits, pacing_of(quota), leak=settings.leak)
        connections = _Connections(Network(ssl_context, proxy, max_connections), transport, checked_hooks(hooks))
        self._own = _Caller(core, connections, prefetch)
        super().__init__(self._own)

    @property
    def url(self) -> str:
        """The base URL."""
        return self._own.core.url

    @cached_property
    def pipelines(self) -> AsyncPipelines:
        """Pipelines, their jobs and their variables; `wait` waits for one to end."""
        from dataops_api._waiting import AsyncPipelines  # noqa: PLC0415 - imported when it is used

        return AsyncPipelines(self._own, self._own.core.limits.deadline, self._own.wait)

    @cached_property
    def jobs(self) -> AsyncJobs:
        """Jobs, their logs and their artifacts; `wait` waits for one to end."""
        from dataops_api._waiting import AsyncJobs  # noqa: PLC0415 - imported when it is used

        return AsyncJobs(self._own, self._own.core.limits.deadline, self._own.wait)

    def with_options(
        self,
        *,
        timeout: float | None = None,
        deadline: float | UnsetType | None = UNSET,
        retries: int | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Self:
        """Return a client with other limits that shares this one's connections and quota; it need not be closed.

        What is not given stays as it is: `None` keeps the timeout, the retries and the headers, while a `deadline` of
        `None` is any time. Headers are added to those of this client.
        """
        own = self._own
        limits = own.core.limits.changed(
            options_of(timeout=timeout, deadline=deadline, retries=retries, headers=headers)
        )
        caller = _Caller(replace(own.core, limits=limits), own.connections, own.prefetch, owns=False)
        return copied(self, _own=caller, _caller=caller)

    def with_raw_response(self, method: Callable[P, Awaitable[T]]) -> Callable[P, Awaitable[_capture.RawResponse[T]]]:
        """Return a method of a resource that gives its answer (status, headers, attempts) beside its value.

        >>> (await api.with_raw_response(api.projects.get)("team/data")).headers["x-request-id"]  # doctest: +SKIP
        """
        return _capture.async_raw(method)

    async def request(
        self,
        method: Method,
        path: str,
        *,
        query: Mapping[str, QueryValue] | None = None,
        body: Body = None,
        content: AsyncUpload = None,
        headers: Mapping[str, str] | None = None,
        options: Options | None = None,
    ) -> Response:
        """Call an endpoint that the contract does not have, with the same pace, retries and errors.

        `path` begins behind the base URL and is encoded already. `body`, an object or an array, is sent as JSON;
        `content` as it is, and an iterable of bytes, asynchronous or not, as it is read (such a request is sent once).
        Of two headers of one name, that of `headers` counts and not that of `options`. Raises the errors of every call.
        """
        call = free_call(method, path, query=query, body=body, headers=headers, options=options, content=content)
        return await self._own.respond(call, content=content)

    def stream(
        self,
        method: Method,
        path: str,
        *,
        query: Mapping[str, QueryValue] | None = None,
        body: Body = None,
        content: AsyncUpload = None,
        headers: Mapping[str, str] | None = None,
        options: Options | None = None,
    ) -> AbstractAsyncContextManager[AsyncDownload]:
        """Call an endpoint as `request` does, and give its answer as it comes in; use it in an `async with` statement.

        The error of a status is raised before the block begins. The deadline counts to the end of the content.
        """
        call = free_call(method, path, query=query, body=body, headers=headers, options=options, content=content)
        return self._own.stream(call, content)

    async def close(self) -> None:
        """End the connections and the calls that wait, with a `ConfigurationError`.

        A client that is closed makes no more calls, nor do its copies; to close a copy does nothing.
        """
        if self._own.owns:
            await self._own.connections.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.close()

    def __copy__(self) -> Self:
        return self.with_options()

    def __reduce__(self) -> NoReturn:
        refuse_to_travel()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.url!r}, credential={self._own.core.credential.kind!r})"


class _Connections:
    """What copies of a client share: connections and hooks."""

    def __init__(self, network: Network, transport: AsyncTransport | None, hooks: Sequence[AsyncHook]) -> None:
        self._settings = (network, transport)
        self._hooks = hooks
        self.ending = AsyncEnding()
        self.gates = AsyncGates(network.max_connections, self.ending)
        self._lock = Lock()
        self._session: AsyncSession | None = None

    @property
    def session(self) -> AsyncSession:
        """The session, made when it is first used: a client that asks nothing imports no HTTP library."""
        with self._lock:  # loops of two threads may ask for it at once
            if self._session is None:
                from dataops_api._http import AsyncSession  # noqa: PLC0415

                self._session = AsyncSession(*self._settings)
            return self._session

    @cached_property
    def handler(self) -> AsyncHandler:
        """What sends a request through the hooks."""
        return async_chained(self._hooks, self.session.send)

    async def close(self) -> None:
        """End what was begun."""
        self.ending.close()
        if self._session is not None:
            await self._session.close()


class _Caller:
    """Answers the calls of the resources."""

    def __init__(self, core: Core, connections: _Connections, prefetch: int, *, owns: bool = True) -> None:
        self.core = core
        self.connections = connections
        self.prefetch = prefetch
        self.owns = owns

    def __reduce__(self) -> NoReturn:
        refuse_to_travel()

    async def respond(self, call: Call, *, content: AsyncUpload = None, stream: bool = False) -> Response:
        """Return the answer of a call. Raises the error that it is."""
        self.connections.ending.check()
        token = await self.core.credential.token_later()
        send = self.connections.handler  # what it imports at first is no time of the call's
        flow = self.core.begin(call, token, content=content, stream=stream)
        response = await _drive(flow, self.core.pacing, send, self.connections)
        _capture.note(response)
        return response

    async def wait(self, seconds: float) -> None:
        """Wait so long. Raises `ConfigurationError` as soon as the client is closed."""
        await self.connections.ending.wait(seconds)

    async def value(self, call: Call, type_: type[T]) -> T:
        return read_value(call, await self.respond(call), type_)

    async def nothing(self, call: Call) -> None:
        checked(call, await self.respond(call))

    async def text(self, call: Call) -> str:
        return checked(call, await self.respond(call)).text

    async def content(self, call: Call) -> bytes:
        return checked(call, await self.respond(call)).content

    def download(self, call: Call) -> AbstractAsyncContextManager[AsyncDownload]:
        return self._download(call, checked)

    def stream(self, call: Call, content: AsyncUpload) -> AbstractAsyncContextManager[AsyncDownload]:
        """Return what any endpoint answers, whatever its status and its type."""
        return self._download(call, lambda _, response: response, content)

    @asynccontextmanager
    async def _download(
        self, call: Call, check: Callable[[Call, Response], Response], content: AsyncUpload = None
    ) -> AsyncGenerator[AsyncDownload]:
        from dataops_api._downloads import AsyncDownload  # noqa: PLC0415 - few calls need it

        download = AsyncDownload(call, await self.respond(call, content=content, stream=True))
        try:
            check(call, download.response)
            yield download
        finally:
            await download.close()

    def pages(self, call: Call, item: type[T], walk: Walk) -> AsyncPages[T]:
        from dataops_api._paging import AsyncPages  # noqa: PLC0415 - imported when it is used

        return AsyncPages(self.respond, call, item, walk, prefetch=self.prefetch)


async def _drive(flow: Flow, pacing: Pacing, send: AsyncHandler, connections: _Connections) -> Response:
    """Do what the flow says, and return its answer."""
    gate = connections.gates.here()
    place, attempt = Place(gate), Attempt()
    try:
        step = next(flow)
        while True:
            if isinstance(step, Wait):
                place.leave()
                await connections.ending.wait(step.seconds)
                step = flow.send(None)
            else:
                step = flow.send(await _done(step, pacing, send, gate, place, attempt))
    except StopIteration as done:
        answer: Response = done.value
        return answer
    except BaseException:
        await _close_all_but(None, attempt)
        raise
    finally:
        # After an error of a hook's, or a cancellation, the flow gives back the right to send.
        flow.close()
        place.leave()


async def _done(
    step: Enter | Reserve | Send, pacing: Pacing, send: AsyncHandler, gate: AsyncGate, place: Place, attempt: Attempt
) -> Outcome:
    try:
        if isinstance(step, Send):
            return await _sent(step, send, place, attempt)
        if isinstance(step, Reserve):
            now = time.monotonic()
            return await asyncio.to_thread(pacing.reserve, now) if pacing.blocking else pacing.reserve(now)
        if ATTEMPT.get() is None:
            await gate.enter(step.patience)
            place.taken = True
    except TransportError as error:
        return error
    return None


async def _sent(step: Send, send: AsyncHandler, place: Place, attempt: Attempt) -> Response:
    answer, before = None, ATTEMPT.set(attempt)
    try:
        answer = await send(step.request)
        place.leave_when_read(answer)
        return answer
    finally:
        ATTEMPT.reset(before)
        await _close_all_but(answer, attempt)


async def _close_all_but(answer: Response | None, attempt: Attempt) -> None:
    for close in attempt.all_but(answer):
        closing = close()
        if closing is not None:
            await closing
