"""The two mocks: over a socket, and in process."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from types import MappingProxyType, TracebackType
from typing import TYPE_CHECKING, Literal, Self, Unpack

from dataops_api.testing._core import Core
from dataops_api.testing._extra import require_mock
from dataops_api.testing._orders import Orders
from dataops_api.testing._script import Script

if TYPE_CHECKING:
    import httpx2
    from dataops_mock.http.app import Application

    from dataops_api import AsyncDataOps, DataOps
    from dataops_api.testing._journal import RecordedRequest
    from dataops_api.testing._options import AsyncClientOptions, ClientOptions
    from dataops_api.testing._socket import SocketServer

_NOT_RUNNING = "The mock does not run: use it as `with {name}() as mock:`."
_PROXIES = ("NO_PROXY", "no_proxy")
_CREDENTIALS = frozenset({"token", "job_token", "bearer_token", "anonymous"})


class Mock(Orders, AbstractContextManager["Mock"]):
    """What both mocks have: a world of their own, switches, a journal, failures on order.

    `seed` and `projects` say which world, `rate_limit` (`600/60s`) and `window` the quota of each user, `faults` which
    rules are broken, `now` where the world's clock starts; `strict` holds every answer against the contract. Raises
    `ModuleNotFoundError` when it starts without the extra `mock`, `ValueError` for settings that cannot be. All of it
    may be used by any thread.
    """

    _has_socket = False

    def __init__(
        self,
        *,
        seed: int = 1,
        projects: int = 30,
        rate_limit: str = "600/60s",
        window: Literal["fixed", "moving"] = "fixed",
        faults: Iterable[str] = (),
        now: datetime | None = None,
        strict: bool = False,
    ) -> None:
        if projects < 1:
            raise ValueError(f"projects is {projects} and must be 1 or more.")
        self._seed = seed
        self._projects = projects
        self._rate_limit = rate_limit
        self._window: Literal["fixed", "moving"] = window
        self._faults = tuple(faults)
        self._now = now if now is None or now.tzinfo is not None else now.replace(tzinfo=UTC)
        self._strict = strict
        self._core: Core | None = None
        self._credentials: Mapping[str, str] = MappingProxyType({})

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def start(self) -> None:
        """Make the world and begin to answer."""
        if self._core is not None:
            raise RuntimeError("The mock runs already.")
        require_mock()
        self._core = self._make_core()
        self._credentials = self._read_credentials()

    def close(self) -> None:
        """Answer no more; requests that are held back lose their connection."""
        core, self._core = self._core, None
        if core is not None:
            with core.scripting() as script:
                script.stop()

    @property
    def url(self) -> str:
        """The base URL of the API, `/api/v4` included."""
        return "http://localhost/api/v4"

    @property
    def token(self) -> str:
        """The token of the user `ada`, who may do all that the sandbox needs."""
        return self.credentials["DATAOPS_TOKEN"]

    @property
    def credentials(self) -> Mapping[str, str]:
        """URL, a token of each kind and the sandbox, by the names of their environment variables."""
        self._running  # noqa: B018 - it says so where the mock does not run
        return self._credentials

    @property
    def requests(self) -> tuple[RecordedRequest, ...]:
        """The last 10,000 requests to the API, the oldest first; what a rollback undoes they still tell."""
        return self._running.requests()

    def forget_requests(self) -> None:
        """Empty the journal."""
        self._running.forget_requests()

    def client(self, **options: Unpack[ClientOptions]) -> DataOps:
        """Return a client to it, with the token unless another credential is given; close it, or use it in a `with`."""
        from dataops_api import DataOps  # noqa: PLC0415 - the client is heavier than the mock's face

        if not _CREDENTIALS & options.keys():
            options["token"] = self.token
        options.setdefault("quota", self._rate_limit)
        if not self._has_socket:
            options.setdefault("transport", self.transport())
        return DataOps(self.url, **options)

    def async_client(self, **options: Unpack[AsyncClientOptions]) -> AsyncDataOps:
        """Return an asynchronous client to it; close it, or use it in an `async with`."""
        from dataops_api import AsyncDataOps  # noqa: PLC0415 - as above

        if not _CREDENTIALS & options.keys():
            options["token"] = self.token
        options.setdefault("quota", self._rate_limit)
        if not self._has_socket:
            options.setdefault("transport", self.async_transport())
        return AsyncDataOps(self.url, **options)

    def transport(self) -> httpx2.BaseTransport:
        """Return a transport for a client that answers from this world without a socket; nothing need be closed."""
        from dataops_api.testing._transport import CoreTransport  # noqa: PLC0415 - httpx2 takes long to import

        return CoreTransport(self._running)

    def async_transport(self) -> httpx2.AsyncBaseTransport:
        """Return one for an asynchronous client, on asyncio and any of its loops."""
        from dataops_api.testing._transport import AsyncCoreTransport  # noqa: PLC0415 - as above

        return AsyncCoreTransport(self._running)

    def reset(self) -> None:
        """Go back to the seeded world with full quotas; drop every order and empty the journal."""
        with self._running.changing() as app:
            app.state.reset()
            app.counter.reset()
            self._strike(app, app.faults)
        with self._running.scripting() as script:
            script.stop()
        self.forget_requests()

    @contextmanager
    def rolled_back(self) -> Generator[None]:
        """Undo afterwards what happens inside: world, clock, quota, faults and orders. The journal goes on."""
        restore = self._running.checkpoint()
        try:
            yield
        finally:
            restore()

    def advance(self, seconds: float) -> datetime:
        """Let time pass in the world and return its time; the quota runs on real time. Raises `ValueError` below 0."""
        with self._running.changing() as app:
            return app.state.clock.advance(seconds)

    def finish_job(self, job_id: int, status: str = "success") -> None:
        """Put a job into a state, where it stays; raise `ValueError` for one that does not exist."""
        from dataops_mock.world.progress import CANCELABLE, ENDED, set_job_status  # noqa: PLC0415 - part of the extra

        if status not in ENDED | CANCELABLE:
            known = ", ".join(sorted(ENDED | CANCELABLE))
            raise ValueError(f"{status!r} is no state of a job: write one of {known}.")
        with self._running.changing() as app:
            try:
                set_job_status(app.state.world, job_id, status)
            except KeyError:
                raise ValueError(f"There is no job {job_id}.") from None

    @contextmanager
    def fault(self, name: str) -> Generator[None]:
        """Break a rule inside, such as `page-overlap@list_users`; `dataops-mock faults` lists them.

        Raises `ValueError` for a fault that does not exist.
        """
        with self._running.changing() as app:
            self._strike(app, (*app.faults, name))
        try:
            yield
        finally:
            with self._running.changing() as app:
                left = list(app.faults)
                if name in left:  # a rollback may have mended it already
                    left.reverse()
                    left.remove(name)
                    self._strike(app, tuple(reversed(left)))

    def digest(self) -> str:
        """Return a digest of the world: the same before and after means that nothing was changed."""
        from dataops_mock.snapshot import snapshot, world_digest  # noqa: PLC0415 - part of the extra

        with self._running.reading() as app:
            return world_digest(snapshot(app.state.world))

    @property
    def _running(self) -> Core:
        if self._core is None:
            raise RuntimeError(_NOT_RUNNING.format(name=type(self).__name__))
        return self._core

    def _strike(self, app: Application, faults: tuple[str, ...]) -> None:
        app.strike(faults)

    def _make_core(self) -> Core:
        from dataops_mock.http.app import create_app  # noqa: PLC0415 - part of the extra
        from dataops_mock.settings import RateLimit, Settings  # noqa: PLC0415
        from dataops_spec import operations  # noqa: PLC0415

        settings = Settings(
            rate_limit=RateLimit.parse(self._rate_limit),
            window=self._window,
            seed=self._seed,
            projects=self._projects,
            now=self._now,
            strict=self._strict,
            faults=self._faults,
        )
        app = create_app(settings)
        return Core(app, Script(operations()), settings.max_body_bytes)

    def _read_credentials(self) -> Mapping[str, str]:
        from dataops_mock.world.seed import credentials  # noqa: PLC0415 - part of the extra

        with self._running.reading() as app:
            return MappingProxyType(dict(credentials(app.state.world, self.url)))


class MockServer(Mock):
    """A mock on a free port of this machine, on a thread of its own."""

    _has_socket = True
    _server: SocketServer | None = None

    def close(self) -> None:
        """End the server and every connection to it."""
        super().close()
        server, self._server = self._server, None
        if server is not None:
            server.close()

    @property
    def url(self) -> str:
        """The base URL of the API, `/api/v4` included."""
        if self._server is None:
            raise RuntimeError(_NOT_RUNNING.format(name=type(self).__name__))
        return f"http://127.0.0.1:{self._server.port}/api/v4"

    @contextmanager
    def environment(self) -> Generator[Mapping[str, str]]:
        """Put the credentials into the environment inside, so that an app's own `DataOps()` meets this mock.

        Yields them. Requests to this machine go through no proxy meanwhile.
        """
        values = self.environment_variables()
        before = {name: os.environ.get(name) for name in values}
        os.environ.update(values)
        try:
            yield values
        finally:
            for name, value in before.items():
                if value is None:
                    os.environ.pop(name, None)
                else:
                    os.environ[name] = value

    def environment_variables(self) -> Mapping[str, str]:
        """Return what `environment` puts there, for whoever does that by other means, such as a process of its own."""
        direct = {name: ",".join(filter(None, (os.environ.get(name), "127.0.0.1"))) for name in _PROXIES}
        return {**self.credentials, **direct}

    def _make_core(self) -> Core:
        from dataops_api.testing._socket import SocketServer  # noqa: PLC0415 - it imports uvicorn

        core = super()._make_core()
        with core.reading() as app:
            server = SocketServer(core, _seam(app))
        server.start()
        self._server = server
        return core


class InProcessMock(Mock):
    """A mock without a socket: its clients are answered where they ask, and nothing else can reach it.

    A fault that works on the bytes of a socket raises `ValueError`.
    """

    def _make_core(self) -> Core:
        core = super()._make_core()
        with core.reading() as app:
            self._check(app)
        return core

    def _strike(self, app: Application, faults: tuple[str, ...]) -> None:
        before = app.faults
        super()._strike(app, faults)
        try:
            self._check(app)
        except ValueError:
            super()._strike(app, before)
            raise

    def _check(self, app: Application) -> None:
        if app.receive is not None:
            raise ValueError(f"One of the faults {', '.join(app.faults)} works on a socket's bytes: use MockServer.")


def _seam(app: Application) -> Callable[[bytes], bytes]:
    """Return what makes of the bytes of a socket those that are read, by the faults of the moment."""

    def receive(data: bytes) -> bytes:
        return data if app.receive is None else app.receive(data)

    return receive
