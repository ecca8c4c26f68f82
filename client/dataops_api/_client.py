"""The client that blocks."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from os import getpid
from threading import Lock
from typing import TYPE_CHECKING, NoReturn, ParamSpec, Self, TypeVar

from dataops_resources.faces import Resources
from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from dataops_api import _capture
from dataops_api._contents import Upload
from dataops_api._core import NO_HEADERS, Core, Limits, check_count, checked, options_of, read_value
from dataops_api._ending import Ending
from dataops_api._exchange import Response
from dataops_api._flow import Enter, Flow, Outcome, Reserve, Send, Wait
from dataops_api._gate import ATTEMPT, Attempt, Gate, Place
from dataops_api._hooks import Handler, Hook, chained, checked_hooks
from dataops_api._pacing import Pacer, Pacing
from dataops_api._requests import Body, Method, free_call
from dataops_api._settings import read_settings
from dataops_api._setup import Network, copied, pacing_of, refuse_to_travel
from dataops_api.errors import TransportError

if TYPE_CHECKING:
    import ssl
    from contextlib import AbstractContextManager
    from types import TracebackType

    from dataops_resources.runtime import Call, Options, QueryValue, Walk

    from dataops_api._credentials import Secret
    from dataops_api._downloads import Download
    from dataops_api._http import Session, Transport
    from dataops_api._paging import Pages
    from dataops_api._threads import Threads
    from dataops_api._waiting import Jobs, Pipelines

P = ParamSpec("P")
T = TypeVar("T")


class DataOps(Resources):
    """A client of the DataOps.live REST API that blocks; safe to use from several threads.

    Without arguments it takes the base URL and the credential from the environment: `DATAOPS_URL`, `DATAOPS_TOKEN`; in
    a pipeline job `CI_API_V4_URL`, `CI_JOB_TOKEN`. Use it in a `with` statement, or `close()` it.
    """

    def __init__(
        self,
        url: str | None = None,
        *,
        token: Secret | None = None,
        job_token: Secret | None = None,
        bearer_token: Secret | None = None,
        anonymous: bool = False,
        timeout: float = 30.0,
        deadline: float | None = 300.0,
        retries: int = 4,
        quota: str | Pacing | None = "600/60s",
        headers: Mapping[str, str] = NO_HEADERS,
        hooks: Sequence[Hook] = (),
        prefetch: int = 2,
        max_response_size: int = 256 * 1024 * 1024,
        max_connections: int = 100,
        transport: Transport | None = None,
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
            hooks: Functions around every attempt, the first outermost.
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
        network = Network(ssl_context, proxy, max_connections)
        connections = _Connections(network, transport, checked_hooks(hooks), core.pacing)
        self._own = _Caller(core, connections, prefetch)
        super().__init__(self._own)

    @property
    def url(self) -> str:
        """The base URL."""
        return self._own.core.url

    @cached_property
    def pipelines(self) -> Pipelines:
        """Pipelines, their jobs and their variables; `wait` waits for one to end."""
        from dataops_api._waiting import Pipelines  # noqa: PLC0415 - imported when it is used

        return Pipelines(self._own, self._own.core.limits.deadline, self._own.wait)

    @cached_property
    def jobs(self) -> Jobs:
        """Jobs, their logs and their artifacts; `wait` waits for one to end."""
        from dataops_api._waiting import Jobs  # noqa: PLC0415 - imported when it is used

        return Jobs(self._own, self._own.core.limits.deadline, self._own.wait)

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

    def with_raw_response(self, method: Callable[P, T]) -> Callable[P, _capture.RawResponse[T]]:
        """Return a method of a resource that gives its answer (status, headers, attempts) beside its value.

        >>> api.with_raw_response(api.projects.get)("team/data").headers["x-request-id"]  # doctest: +SKIP
        """
        return _capture.raw(method)

    def request(
        self,
        method: Method,
        path: str,
        *,
        query: Mapping[str, QueryValue] | None = None,
        body: Body = None,
        content: Upload = None,
        headers: Mapping[str, str] | None = None,
        options: Options | None = None,
    ) -> Response:
        """Call an endpoint that the contract does not have, with the same pace, retries and errors.

        `path` begins behind the base URL and is encoded already. `body`, an object or an array, is sent as JSON;
        `content` as it is, and an iterable of bytes, such as an open file, as it is read (such a request is sent once).
        Of two headers of one name, that of `headers` counts and not that of `options`. Raises the errors of every call.
        """
        call = free_call(method, path, query=query, body=body, headers=headers, options=options, content=content)
        return self._own.respond(call, content=content)

    def stream(
        self,
        method: Method,
        path: str,
        *,
        query: Mapping[str, QueryValue] | None = None,
        body: Body = None,
        content: Upload = None,
        headers: Mapping[str, str] | None = None,
        options: Options | None = None,
    ) -> AbstractContextManager[Download]:
        """Call an endpoint as `request` does, and give its answer as it comes in; use it in a `with` statement.

        The error of a status is raised before the block begins. The deadline counts to the end of the content.
        """
        call = free_call(method, path, query=query, body=body, headers=headers, options=options, content=content)
        return self._own.stream(call, content)

    def close(self) -> None:
        """End the connections, the threads that fetch ahead, and the calls that wait, with a `ConfigurationError`.

        A client that is closed makes no more calls, nor do its copies; to close a copy does nothing.
        """
        if self._own.owns:
            self._own.connections.here.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def __copy__(self) -> Self:
        return self.with_options()

    def __reduce__(self) -> NoReturn:
        refuse_to_travel()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.url!r}, credential={self._own.core.credential.kind!r})"


class _Connections:
    """What copies of a client share: connections, hooks, and the threads that fetch ahead.

    A process that was forked has connections, locks and threads of its own: on those of its parent it would be given
    the parent's answers.
    """

    def __init__(self, network: Network, transport: Transport | None, hooks: Sequence[Hook], pacing: Pacing) -> None:
        self._settings = (network, transport, hooks)
        self._pacing = pacing
        self._by_process = {getpid(): _Open(*self._settings)}

    @property
    def here(self) -> _Open:
        """What this process has open."""
        process = getpid()
        return self._by_process.get(process) or self._forked(process)

    def _forked(self, process: int) -> _Open:
        opened = _Open(*self._settings)
        if isinstance(self._pacing, Pacer):
            self._pacing.begin_anew()
        for parent in set(self._by_process) - {process}:
            kept = self._by_process.pop(parent, None)
            if kept is not None and kept.ending.closed:
                opened.ending.close()
        # Of threads that come at once, one makes it for all.
        return self._by_process.setdefault(process, opened)


class _Open:
    """What a client has open in one process."""

    def __init__(self, network: Network, transport: Transport | None, hooks: Sequence[Hook]) -> None:
        self._settings = (network, transport)
        self._hooks = hooks
        self._lock = Lock()
        self._session: Session | None = None
        self._threads: Threads | None = None
        self.ending = Ending()
        self.gate = Gate(network.max_connections, self.ending)

    def __reduce__(self) -> NoReturn:
        refuse_to_travel()

    @property
    def session(self) -> Session:
        """The session, made when it is first used: a client that asks nothing imports no HTTP library."""
        with self._lock:  # a cached property of Python 3.12 may be made twice
            if self._session is None:
                self.ending.check()
                from dataops_api._http import Session  # noqa: PLC0415

                self._session = Session(*self._settings)
            return self._session

    def threads(self) -> Threads:
        """Return the threads that fetch ahead, made when they are first used; after `close` they take nothing."""
        with self._lock:
            if self._threads is None:
                from dataops_api._threads import Threads  # noqa: PLC0415 - imported when it is used

                self._threads = Threads(self.ending)
            return self._threads

    @cached_property
    def handler(self) -> Handler:
        """What sends a request through the hooks."""
        return chained(self._hooks, self.session.send)

    def close(self) -> None:
        """End what was begun."""
        self.ending.close()
        with self._lock:
            if self._threads is not None:
                self._threads.shutdown(wait=False, cancel_futures=True)
            if self._session is not None:
                self._session.close()


class _Caller:
    """Answers the calls of the resources."""

    def __init__(self, core: Core, connections: _Connections, prefetch: int, *, owns: bool = True) -> None:
        self.core = core
        self.connections = connections
        self.prefetch = prefetch
        self.owns = owns

    def __reduce__(self) -> NoReturn:
        refuse_to_travel()

    def respond(self, call: Call, *, content: Upload = None, stream: bool = False) -> Response:
        """Return the answer of a call. Raises the error that it is."""
        opened = self.connections.here
        opened.ending.check()
        send = opened.handler  # what it imports at first is no time of the call's
        flow = self.core.begin(call, self.core.credential.token(), content=content, stream=stream)
        response = _drive(flow, self.core.pacing, send, opened)
        _capture.note(response)
        return response

    def wait(self, seconds: float) -> None:
        """Wait so long. Raises `ConfigurationError` as soon as the client is closed."""
        self.connections.here.ending.wait(seconds)

    def value(self, call: Call, type_: type[T]) -> T:
        return read_value(call, self.respond(call), type_)

    def nothing(self, call: Call) -> None:
        checked(call, self.respond(call))

    def text(self, call: Call) -> str:
        return checked(call, self.respond(call)).text

    def content(self, call: Call) -> bytes:
        return checked(call, self.respond(call)).content

    def download(self, call: Call) -> AbstractContextManager[Download]:
        return self._download(call, checked)

    def stream(self, call: Call, content: Upload) -> AbstractContextManager[Download]:
        """Return what any endpoint answers, whatever its status and its type."""
        return self._download(call, lambda _, response: response, content)

    @contextmanager
    def _download(
        self, call: Call, check: Callable[[Call, Response], Response], content: Upload = None
    ) -> Generator[Download]:
        from dataops_api._downloads import Download  # noqa: PLC0415 - few calls need it

        download = Download(call, self.respond(call, content=content, stream=True))
        try:
            check(call, download.response)
            yield download
        finally:
            download.close()

    def pages(self, call: Call, item: type[T], walk: Walk) -> Pages[T]:
        from dataops_api._paging import Pages  # noqa: PLC0415 - imported when it is used

        return Pages(self.respond, call, item, walk, executor=self._threads, prefetch=self.prefetch)

    def _threads(self) -> Threads:
        # Asked for anew each time: a list may have been made before its process was.
        return self.connections.here.threads()


def _drive(flow: Flow, pacing: Pacing, send: Handler, opened: _Open) -> Response:
    """Do what the flow says, and return its answer."""
    place, attempt = Place(opened.gate), Attempt()
    try:
        step = next(flow)
        while True:
            if isinstance(step, Wait):
                place.leave()
                opened.ending.wait(step.seconds)
                step = flow.send(None)
            else:
                step = flow.send(_done(step, pacing, send, opened.gate, place, attempt))
    except StopIteration as done:
        if not isinstance(done.value, Response):  # a hook's own
            raise
        return done.value
    except BaseException:
        _close_all_but(None, attempt)
        raise
    finally:
        # After an error of a hook's, or an interrupt, the flow gives back the right to send.
        flow.close()
        place.leave()


def _done(
    step: Enter | Reserve | Send, pacing: Pacing, send: Handler, gate: Gate, place: Place, attempt: Attempt
) -> Outcome:
    try:
        if isinstance(step, Send):
            return _sent(step, send, place, attempt)
        if isinstance(step, Reserve):
            return pacing.reserve(time.monotonic())
        if ATTEMPT.get() is None:
            gate.enter(step.patience)
            place.taken = True
    except TransportError as error:
        return error
    return None


def _sent(step: Send, send: Handler, place: Place, attempt: Attempt) -> Response:
    answer, before = None, ATTEMPT.set(attempt)
    try:
        answer = send(step.request)
        place.leave_when_read(answer)
        return answer
    finally:
        ATTEMPT.reset(before)
        _close_all_but(answer, attempt)


def _close_all_but(answer: Response | None, attempt: Attempt) -> None:
    for close in attempt.all_but(answer):
        close()
